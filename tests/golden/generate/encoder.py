"""Log-mel frames and the encoder of Whisper (Radford et al. 2022 §2.2) by definition, whole and as a stream, in PyTorch doubles.

Attention, convolutions, norms and GELU are PyTorch's own; the stream keeps each layer's keys and values of settled states. Matrices are [out, in].
"""

import math

import torch
import torch.nn.functional as F

from features import speech_like
from vectors import drawn, flat, write

RATE, FRAME, HOP = 16_000, 400, 160
WIDTH, HEADS, LAYERS, POSITIONS, BANDS = 16, 2, 2, 40, 6
SIGHTS = [(4, 3, 7), (3, 6, 6), (5, 0, 100), (4, 2, 0)]
STATES = 23
ORDINARY_TOP = 1.0


def slaney_hertz(mel):
    return mel * 200 / 3 if mel < 15 else 1000 * 6.4 ** ((mel - 15) / 27)


def mel_filters(bands):
    """[FRAME / 2 + 1, bands], triangles of unit area"""
    top = 15 + 27 * math.log(RATE / 2 / 1000) / math.log(6.4)
    edges = torch.tensor([slaney_hertz(top * i / (bands + 1)) for i in range(bands + 2)], dtype=torch.float64)
    bins = torch.arange(FRAME // 2 + 1, dtype=torch.float64)[:, None] * RATE / FRAME
    rise = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return torch.minimum(rise, fall).clamp(min=0) * 2 / (edges[2:] - edges[:-2])


def log_energies(samples, bands):
    """[n] → [frames, bands], padded to whole states"""
    padded = F.pad(samples, (0, -len(samples) % (2 * HOP)))
    window = torch.hann_window(FRAME, dtype=torch.float64)
    spectrum = torch.stft(padded, FRAME, HOP, window=window, center=True, return_complex=True)[..., :-1]
    return (spectrum.abs().square().T @ mel_filters(bands)).clamp(min=1e-10).log10()


def levelled(logs, top):
    return (torch.maximum(logs, top - 8) + 4) / 4


def shapes():
    norm = lambda name: {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}
    dense = lambda name, out, size: {f"{name}.weight": (out, size), f"{name}.bias": (out,)}
    named = {"conv1.weight": (WIDTH, BANDS, 3), "conv1.bias": (WIDTH,), "conv2.weight": (WIDTH, WIDTH, 3), "conv2.bias": (WIDTH,)}
    named |= {"positions": (POSITIONS, WIDTH)}
    for layer in (f"layers.{i}" for i in range(LAYERS)):
        named |= norm(f"{layer}.attention_norm") | dense(f"{layer}.query_key_value", 3 * WIDTH, WIDTH)
        named |= dense(f"{layer}.output", WIDTH, WIDTH) | norm(f"{layer}.feed_norm")
        named |= dense(f"{layer}.widen", 4 * WIDTH, WIDTH) | dense(f"{layer}.narrow", WIDTH, 4 * WIDTH)
    return named | norm("norm")


def weights_drawn(seed):
    generator = torch.Generator().manual_seed(seed)
    weights = {}
    for name, shape in shapes().items():
        scale = 1.5 / math.sqrt(math.prod(shape[1:])) if name.endswith("weight") and len(shape) > 1 else 0.3
        weights[name] = drawn(generator, *shape, scale=scale)
        if name.endswith("norm.weight"):
            weights[name] = weights[name] + 1
    return weights


def stem(mel, w):
    """[2 T, bands] → [T, d]"""
    x = F.gelu(F.conv1d(mel.T[None], w["conv1.weight"], w["conv1.bias"], padding=1))
    x = F.gelu(F.conv1d(x, w["conv2.weight"], w["conv2.bias"], stride=2, padding=1))[0].T
    return x + w["positions"][: len(x)]


def norm(x, w, name):
    return F.layer_norm(x, x.shape[-1:], w[f"{name}.weight"], w[f"{name}.bias"])


def dense(x, w, name):
    return F.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])


def layer(x, w, name, before):
    """x [n, d], before: keys and values [heads, P, D] of kept states → the same, with those of the new ones behind them"""
    projected = dense(norm(x, w, f"{name}.attention_norm"), w, f"{name}.query_key_value")
    heads, _, depth = before[0].shape
    q, k, v = projected.unflatten(-1, (3, heads, depth)).permute(1, 2, 0, 3)
    k, v = (torch.cat([old, new], 1) for old, new in zip(before, (k, v)))
    x = x + dense(F.scaled_dot_product_attention(q, k, v).transpose(0, 1).flatten(1), w, f"{name}.output")
    return x + dense(F.gelu(dense(norm(x, w, f"{name}.feed_norm"), w, f"{name}.widen")), w, f"{name}.narrow"), (k, v)


def streamed(mel, w, heads, sight):
    """[2 T, bands] → [T, d]"""
    hop, look, past = sight
    rows = stem(mel, w)
    layers = sum(name.endswith(".attention_norm.weight") for name in w)
    kept = [(torch.zeros(heads, 0, rows.shape[1] // heads, dtype=torch.float64),) * 2] * layers
    settled = []
    for start in range(0, len(rows), hop):
        x = rows[start : start + hop + look]
        for i in range(layers):
            before = kept[i]
            x, (k, v) = layer(x, w, f"layers.{i}", before)
            end = before[0].shape[1] + min(hop, len(rows) - start)
            kept[i] = tuple(y[:, max(0, end - past) : end] for y in (k, v))
        settled.append(norm(x, w, "norm")[:hop])
    return torch.cat(settled)


def main():
    pcm = torch.from_numpy(speech_like(2500))
    logs = log_energies(pcm.double() / 32768, 80)
    running = logs.amax(1, keepdim=True).cummax(0).values.clamp(min=ORDINARY_TOP)
    write(
        "logMel",
        {
            "pcm": pcm.tolist(),
            "top": float(logs.max()),
            "whole": flat(levelled(logs, logs.max())),
            "running": flat(levelled(logs, running)),
        },
    )
    weights = weights_drawn(1)
    mel = drawn(torch.Generator().manual_seed(2), 2 * STATES, BANDS)
    write(
        "encoder",
        {
            "config": {"width": WIDTH, "heads": HEADS, "layers": LAYERS, "positions": POSITIONS, "bands": BANDS},
            "weights": {name: flat(values) for name, values in weights.items()},
            "mel": flat(mel),
            "whole": flat(streamed(mel, weights, HEADS, (STATES, 0, 0))),
            "streams": [
                {"hop": hop, "look": look, "past": past, "states": flat(streamed(mel, weights, HEADS, (hop, look, past)))}
                for hop, look, past in SIGHTS
            ],
        },
    )


if __name__ == "__main__":
    main()
