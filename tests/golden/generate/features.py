"""Log filter-bank energies, streaming normalisation and context windows, straight from their definitions in NumPy doubles."""

import numpy as np

from vectors import flat, write

RATE = 16_000
FRAME, HOP, FFT, BANDS = 320, 160, 512, 80
LOWEST, HIGHEST = 20.0, 8000.0
FLOOR = 1e-8
SMALLEST_VARIANCE = 1e-4


def speech_like(count):
    """16-bit samples: a silence, a chirp with noise under it, and one loud click."""
    generator = np.random.default_rng(20141217)
    time = np.arange(count) / RATE
    chirp = np.sin(2 * np.pi * (200 * time + 0.5 * 16_000 * time**2)) * 0.3
    samples = chirp + generator.normal(0, 0.02, count)
    samples[:500] = 0
    samples[1500] = 0.99
    return np.round(samples * 32768).astype(int)


def mel_of(hertz):
    return 2595 * np.log10(1 + hertz / 700)


def hertz_of(mel):
    return 700 * (10 ** (mel / 2595) - 1)


def filter_bank(scale):
    """[BANDS, FFT/2 + 1]"""
    if scale == "mel":
        edges = hertz_of(np.linspace(mel_of(LOWEST), mel_of(HIGHEST), BANDS + 2))
    else:
        edges = np.linspace(LOWEST, HIGHEST, BANDS + 2)
    bins = np.arange(FFT // 2 + 1) * RATE / FFT
    rising = (bins[None, :] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins[None, :]) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling))


def log_bands(samples, scale):
    """[frames, BANDS + 1]"""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
    starts = range(0, len(samples) - FRAME + 1, HOP)
    frames = np.stack([samples[start : start + FRAME] for start in starts])
    power = np.abs(np.fft.rfft(frames * window, FFT)) ** 2
    energies = power @ filter_bank(scale).T
    own = np.sum(frames**2, axis=1, keepdims=True)
    return np.log(np.maximum(np.concatenate([energies, own], axis=1), FLOOR))


def normalised(bands, mean, variance, prior_frames):
    counts = prior_frames + np.arange(1, len(bands) + 1)[:, None]
    means = (prior_frames * mean + np.cumsum(bands, axis=0)) / counts
    seconds = (prior_frames * (variance + mean**2) + np.cumsum(bands**2, axis=0)) / counts
    return (bands - means) / np.sqrt(np.maximum(seconds - means**2, SMALLEST_VARIANCE))


def context_windows(frames, context, stride):
    padded = np.pad(frames, ((context, context), (0, 0)))
    centres = range(0, len(frames), stride)
    return np.stack([padded[centre : centre + 2 * context + 1].reshape(-1) for centre in centres])


def weights_of(scale):
    bank = filter_bank(scale)
    rows = []
    for row in bank:
        bins = np.flatnonzero(row)
        first = int(bins[0]) if len(bins) else 0
        rows.append({"firstBin": first, "weights": row[bins].tolist()})
    return rows


def main():
    pcm = speech_like(2300)
    samples = pcm / 32768
    bands = log_bands(samples, "mel")
    generator = np.random.default_rng(7)
    mean = np.round(generator.normal(-6, 2, BANDS + 1), 3)
    variance = np.round(generator.uniform(2, 9, BANDS + 1), 3)
    priors = {"mean": mean.tolist(), "variance": variance.tolist()}
    short = normalised(bands, mean, variance, 300)
    write(
        "features",
        {
            "pcm": pcm.tolist(),
            "logBands": {scale: flat(log_bands(samples, scale)) for scale in ("mel", "linear")},
            "filters": {scale: weights_of(scale) for scale in ("mel", "linear")},
            "prior": priors,
            "normalised": {"300": flat(short), "5": flat(normalised(bands, mean, variance, 5))},
        },
    )
    write(
        "windows",
        {
            "context7stride2": flat(context_windows(short, 7, 2)),
        },
    )


if __name__ == "__main__":
    main()
