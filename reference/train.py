"""Trains the model of model.py on lists of recordings: from samples, with the encoder's last layers, in any sight of the stream.

    python train.py CONFIG.json RUN                                 one process
    torchrun --nproc-per-node N train.py CONFIG.json RUN            N processes; the same gradients as one with N batches in one

RUN holds samples.s16 and samples.json (the recordings, decoded once), last.pt (written every few minutes; a run goes on from there to the
same numbers), step-N.pt and log.tsv. Draws follow from the seed and the step alone.
"""
import csv
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor, nn

from model import ALPHABET, BLANK, SAMPLE_RATE_HZ, SAMPLES_PER_STATE, WHOLE, DeepSpeech, Encoder, LogMel, MaskedBatchNorm, Sight, pretrained_encoder, read_utter, unfold

#: silence behind the last sample that the encoder sees, in states
TAIL = 10


# --- recordings ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recording:
    start: int  # in samples.s16
    count: int
    text: str
    source: str


def rows_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def faster(samples: np.ndarray, factor: float) -> np.ndarray:
    """The same voice, faster, by overlapping pieces where they fit best (WSOLA: Verhelst and Roelands 1993)."""
    piece, hop, reach = 640, 320, 160
    window = np.hanning(piece + 1)[:-1].astype(np.float32)
    count = int((len(samples) - piece - 2 * reach) / (hop * factor)) - 1
    if factor == 1 or count < 2:
        return samples
    out, at = np.zeros(count * hop + piece, np.float32), reach
    for i in range(count):
        if i:
            ideal, middle = samples[at + hop : at + hop + piece], int(i * hop * factor) + reach
            around = samples[middle - reach : middle + reach + piece]
            score = np.correlate(around[::2], ideal[::2]) if len(ideal) == piece else [0]
            at = middle - reach + 2 * int(np.argmax(score))
        out[i * hop : i * hop + piece] += window * samples[at : at + piece]
    return out


def decode(path: Path) -> np.ndarray:
    """Mono, 16 kHz. What libsndfile does not take (some Opus files with an early end), FFmpeg does."""
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        form = ["-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ), "-"]
        heard = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), *form], capture_output=True, check=True)
        return np.frombuffer(heard.stdout, "<f4")
    if rate != SAMPLE_RATE_HZ:
        raise ValueError(f"{path} has {rate} samples a second, expected {SAMPLE_RATE_HZ}")
    return samples.mean(1)


def gather(run: Path, lists: list[dict], seed: int) -> None:
    """Decodes all recordings once into one file. A list may ask for `tempo`, a range to draw from, and for `confidence`, a floor."""
    if (run / "samples.json").exists():
        return

    def samples_of(task: tuple[Path, dict, int]) -> np.ndarray:
        path, about, number = task
        samples = decode(path)
        return faster(samples, np.random.default_rng([seed, number]).uniform(*about["tempo"])) if "tempo" in about else samples

    index, start = [], 0
    with open(run / "samples.s16.unfinished", "wb") as file, ThreadPoolExecutor(2) as pool:
        for about in lists:
            rows = [r for r in rows_of(Path(about["list"])) if float(r.get("confidence") or 0) >= about.get("confidence", -9) and float(r["seconds"]) < 30]
            tasks = [(Path(about["root"]) / r["path"], about, i) for i, r in enumerate(rows)]
            for row, samples in zip(rows, pool.map(samples_of, tasks)):
                text = row.get("text", "")
                if about["use"] != "noise" and not (text and set(text) <= set(ALPHABET) and 0.2 < len(samples) / SAMPLE_RATE_HZ < 20):
                    print(f"left out: {row['path']}, {len(samples) / SAMPLE_RATE_HZ:.1f} s, {text!r}", file=sys.stderr)
                    continue
                (np.clip(samples, -1, 1) * 32767).astype("<i2").tofile(file)
                index.append([start, len(samples), text, row.get("source", ""), about["use"]])
                start += len(samples)
    os.rename(run / "samples.s16.unfinished", run / "samples.s16")
    (run / "samples.json").write_text(json.dumps(index))


# --- what is done to a recording before it is learnt from -----------------------------------------------------------------------------


def resampled(x: np.ndarray, factor: float) -> np.ndarray:
    """`factor` times as fast and as high, by cutting or padding the spectrum."""
    n = len(x)
    m = int(round(n / factor))
    spectrum = np.fft.rfft(x)
    out = np.zeros(m // 2 + 1, np.complex64)
    both = min(len(out), len(spectrum))
    out[:both] = spectrum[:both]
    return (np.fft.irfft(out, m) * (m / n)).astype(np.float32)


def band_limited(x: np.ndarray, low_hz: float, high_hz: float) -> np.ndarray:
    spectrum = np.fft.rfft(x)
    hz = np.fft.rfftfreq(len(x), 1 / SAMPLE_RATE_HZ)
    return np.fft.irfft(spectrum * ((hz >= low_hz) & (hz <= high_hz)), len(x)).astype(np.float32)


def in_a_room(x: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Behind the direct sound a tail of noise that decays by 60 dB in 0.1 … 0.7 s."""
    seconds = random.uniform(0.1, 0.7)
    n = int(seconds * SAMPLE_RATE_HZ)
    tail = random.standard_normal(n) * 10 ** (-3 * np.arange(n) / n)
    tail *= 10 ** (-random.uniform(0, 12) / 20) / np.sqrt((tail**2).sum())
    size = 1 << (len(x) + n).bit_length()
    return x + np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(tail, size), size)[: len(x)].astype(np.float32)


def augmented(x: np.ndarray, noise: np.ndarray, random: np.random.Generator) -> np.ndarray:
    if random.random() < 0.7:
        x = resampled(x, random.uniform(0.88, 1.12))
    if random.random() < 0.15:
        x = in_a_room(x, random)
    if random.random() < 0.3:
        at = random.integers(0, max(1, len(noise) - len(x)))
        piece = noise[at : at + len(x)]
        ratio = 10 ** (-random.uniform(3, 25) / 20) * np.sqrt((x**2).mean() / max(1e-9, (piece**2).mean()))
        x = x + np.pad(piece, (0, len(x) - len(piece))) * ratio
    if random.random() < 0.12:
        x = band_limited(x, random.uniform(50, 350), random.uniform(3300, 6500))
    level = 10 ** (random.uniform(-12, 6) / 20)
    return np.clip(x * level, -1, 1)


def masked(mel: Tensor, random: np.random.Generator) -> Tensor:
    """SpecAugment (Park et al. 2019), mild: bands and moments at the mean of the recording."""
    mean = mel.mean((1, 2), keepdim=True)
    for b in range(len(mel)):
        for _ in range(2):
            width = random.integers(0, 12)
            at = random.integers(0, 80 - width)
            mel[b, :, at : at + width] = mean[b]
        for _ in range(mel.shape[1] // 200):
            width = random.integers(0, 14)
            at = random.integers(0, mel.shape[1] - width)
            mel[b, at : at + width] = mean[b]
    return mel


# --- batches ------------------------------------------------------------------------------------------------------------------------


class Corpus:
    def __init__(self, run: Path) -> None:
        index = json.loads((run / "samples.json").read_text())
        self.samples = np.memmap(run / "samples.s16", "<i2", "r")
        self.by_use: dict[str, list[Recording]] = {}
        for start, count, text, source, use in index:
            self.by_use.setdefault(use, []).append(Recording(start, count, text, source))
        noises = [self.read(r) for r in self.by_use.get("noise", [])]
        self.noise = np.concatenate(noises) if noises else np.zeros(SAMPLE_RATE_HZ, np.float32)

    def read(self, r: Recording) -> np.ndarray:
        return self.samples[r.start : r.start + r.count].astype(np.float32) / 32768


def drawn(recordings: list[Recording], shares: dict[str, float], random: np.random.Generator) -> list[Recording]:
    """An epoch's recordings: of a source whose share is 0.3 each by a chance of 0.3; of one of 2.5 all twice, and each a third time by a chance of 0.5."""
    times = [int(shares.get(r.source, 1) + random.random()) for r in recordings]
    return [r for r, count in zip(recordings, times) for _ in range(count)]


def batches_of(recordings: list[Recording], seconds: float, seed: int, epoch: int, shares: dict[str, float] | None = None) -> list[list[Recording]]:
    """Batches of like length, each of about so many seconds with its padding, in random order."""
    random = np.random.default_rng([seed, epoch])
    recordings = drawn(recordings, shares or {}, random)
    order = np.argsort([r.count * random.uniform(0.9, 1.1) for r in recordings])
    batches, longest = [[]], 0
    for i in order:
        r = recordings[i]
        longest = max(longest, r.count)
        if batches[-1] and longest * (len(batches[-1]) + 1) > seconds * SAMPLE_RATE_HZ:
            batches.append([])
            longest = r.count
        batches[-1].append(r)
    random.shuffle(batches)
    return batches


def batch_of(corpus: Corpus, recordings: list[Recording], whole: bool, random: np.random.Generator | None, log_mel: LogMel):
    """→ mel [B, 2 T, 80], lengths [B] in states, targets as one row, lengths of the targets"""
    sounds, texts = [], []
    for r in recordings:
        x, text = corpus.read(r), r.text
        if random is not None:
            x = augmented(x, corpus.noise, random)
            if random.random() < 0.02:
                at = random.integers(0, max(1, len(corpus.noise) - len(x)))
                x, text = corpus.noise[at : at + len(x)] * 10 ** (random.uniform(-15, 6) / 20), ""
        sounds.append(torch.from_numpy(np.ascontiguousarray(x, np.float32)))
        texts.append(text)
    lengths = torch.tensor([-(-len(x) // SAMPLES_PER_STATE) + TAIL for x in sounds])
    padded = torch.stack([F.pad(x, (0, int(lengths.max()) * SAMPLES_PER_STATE - len(x))) for x in sounds])
    mel = log_mel(padded, whole)
    if random is not None:
        mel = masked(mel, random)
    targets = [torch.tensor([ALPHABET.index(c) for c in text], dtype=torch.long) for text in texts]
    return mel, lengths, torch.cat(targets), torch.tensor([len(t) for t in targets])


# --- learning -----------------------------------------------------------------------------------------------------------------------


def sight_of(config: dict, random: np.random.Generator) -> Sight:
    if random.random() < config["whole_share"]:
        return WHOLE
    return Sight(int(random.choice(config["hop"])), int(random.choice(config["look"])), int(random.choice(config["past"])))


def ctc(logits: Tensor, lengths: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    """Nats, summed over the utterances whose targets fit."""
    log_probs = logits.log_softmax(-1).transpose(0, 1)
    return F.ctc_loss(log_probs, targets, lengths, target_lengths, BLANK, reduction="none", zero_infinity=True).sum()


class Model(nn.Module):
    def __init__(self, config: dict, encoder: Encoder | None = None) -> None:
        super().__init__()
        self.log_mel, self.encoder = LogMel(), encoder or pretrained_encoder(config["encoder"])
        self.network = DeepSpeech(config["hidden"], config["context"], len(self.encoder.norm.weight), config["dropout"])

    def forward(self, mel: Tensor, lengths: Tensor, sight: Sight, frozen: int) -> tuple[Tensor, Tensor]:
        sight = Sight(min(sight.hop, mel.shape[1] // 2), sight.look, sight.past)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(mel, lengths, sight, frozen)
        return self.network(states.bfloat16(), lengths, sight.hop, torch.bfloat16)


def gather_gradients(model: Model, batch: tuple[Tensor, Tensor, Tensor, Tensor], sight: Sight, frozen: int, intermediate: float) -> Tensor:
    """Gradients of the mean nats a label over the batches of all processes; returns this process's part of the nats."""
    mel, lengths, targets, target_lengths = batch
    logits, lower = model(mel, lengths, sight, frozen)
    labels = target_lengths.sum()
    if dist.is_initialized():
        dist.all_reduce(labels)
    nats = ctc(logits, lengths, targets, target_lengths) / labels
    loss = nats + intermediate * ctc(lower, lengths, targets, target_lengths) / labels
    loss.backward()
    if dist.is_initialized():
        for p in model.parameters():
            if p.grad is not None:
                dist.all_reduce(p.grad)
    return nats.detach()


def optimizers_of(model: Model, config: dict) -> list[torch.optim.Optimizer]:
    """Muon for the hidden matrices of the network, Adam for all else; the encoder's layers slower the deeper they lie."""
    hidden = [p for n, p in model.network.named_parameters() if p.ndim == 2 and n not in ("W6", "W3c")]
    others = [p for n, p in model.network.named_parameters() if not (p.ndim == 2 and n not in ("W6", "W3c"))]
    groups = [{"params": others, "lr": config["rate"], "share": 1.0}]
    layers = list(model.encoder.layers)
    for i, layer in enumerate(layers):
        share = config["encoder_rate"] / config["rate"] * config["rate_by_layer"] ** (len(layers) - 1 - i)
        groups.append({"params": list(layer.parameters()) + (list(model.encoder.norm.parameters()) if i == len(layers) - 1 else []), "lr": 0.0, "share": share})
    muon = torch.optim.Muon([{"params": hidden, "share": 1.0}], lr=config["rate"], weight_decay=0.0, adjust_lr_fn="match_rms_adamw")
    return [muon, torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0)]


def rate_at(step: int, config: dict) -> float:
    """Rises over the warm-up and falls along a cosine to a fiftieth at the last step."""
    rise = min(1.0, (step + 1) / config["warmup"])
    done = min(1.0, step / config["steps"])
    return float(rise * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * done))))


@torch.no_grad()
def measure_states(model: Model, corpus: Corpus, recordings: list[Recording]) -> None:
    """Mean and deviation of each value of a state."""
    random = np.random.default_rng(0)
    total, squares, count = 0.0, 0.0, 0
    for i in random.permutation(len(recordings))[:200]:
        mel, lengths, *_ = batch_of(corpus, [recordings[i]], True, None, model.log_mel)
        states = model.encoder(mel, lengths, WHOLE)[0, 0].double()
        total, squares, count = total + states.sum(0), squares + states.square().sum(0), count + len(states)
    mean = total / count
    model.network.state_mean.copy_(mean)
    model.network.state_deviation.copy_((squares / count - mean**2).sqrt())


@torch.no_grad()
def take_up(model: Model, path: str, corpus: Corpus) -> None:
    """Begins with a model of the app: measures what its folded normalisations see, as the recordings are, and unfolds them."""
    read_utter(path, model.encoder, model.network)
    norms = [module for module in model.modules() if isinstance(module, MaskedBatchNorm)]
    sums = {norm: [torch.zeros_like(norm.mean), torch.zeros_like(norm.mean), 0] for norm in norms}

    def look(norm: MaskedBatchNorm, inputs: tuple[Tensor]) -> None:
        rows = inputs[0].float()
        sums[norm][0] += rows.sum(0)
        sums[norm][1] += rows.square().sum(0)
        sums[norm][2] += len(rows)

    looking = [norm.register_forward_pre_hook(look) for norm in norms]
    model.eval()
    for recordings in batches_of(corpus.by_use["train"], 100, 77, 0)[:12]:
        mel, lengths, *_ = batch_of(corpus, recordings, True, None, model.log_mel)
        model(mel, lengths, WHOLE, len(model.encoder.layers))
    for handle in looking:
        handle.remove()
    for norm, (total, squares, count) in sums.items():
        unfold(norm, total / count, squares / count - (total / count) ** 2)


def best_path(log_probs: Tensor) -> str:
    best = log_probs.argmax(-1).unique_consecutive().tolist()
    return "".join(ALPHABET[label] for label in best if label != BLANK).strip()


def errors(said: list[str], heard: list[str]) -> int:
    row = list(range(len(heard) + 1))
    for i, a in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


@torch.no_grad()
def judge(model: Model, corpus: Corpus, sight: Sight, every: int) -> dict[str, float]:
    """Greedy word error rate by source, in percent, and nats a label."""
    model.eval()
    wrong, words, nats, labels = {}, {}, 0.0, 0
    recordings = sorted(corpus.by_use["valid"][::every], key=lambda r: r.count)
    for i in range(0, len(recordings), 12):
        some = recordings[i : i + 12]
        mel, lengths, targets, target_lengths = batch_of(corpus, some, sight == WHOLE, None, model.log_mel)
        logits, _ = model(mel, lengths, sight, 6)
        nats += float(ctc(logits, lengths, targets, target_lengths))
        labels += int(target_lengths.sum())
        for r, row, n in zip(some, logits, lengths):
            wrong[r.source] = wrong.get(r.source, 0) + errors(r.text.split(), best_path(row[:n]).split())
            words[r.source] = words.get(r.source, 0) + len(r.text.split())
    model.train()
    rates = {s: round(100 * wrong[s] / words[s], 1) for s in sorted(words)}
    return {"nats": round(nats / labels, 4), "all": round(100 * sum(wrong.values()) / sum(words.values()), 1), **rates}


def main(config_path: str, run_path: str) -> None:
    config, run = json.loads(Path(config_path).read_text()), Path(run_path)
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    torch.set_num_threads(config.get("threads", 1))
    torch.manual_seed(config["seed"])
    run.mkdir(parents=True, exist_ok=True)
    if world > 1:
        dist.init_process_group("gloo")
    if rank == 0:
        gather(run, config["lists"], config["seed"])
    if world > 1:
        dist.barrier()
    corpus, model = Corpus(run), Model(config)
    optimizers = optimizers_of(model, config)
    step, heard = 0, 0.0
    if (run / "last.pt").exists():
        saved = torch.load(run / "last.pt", weights_only=False)
        model.load_state_dict(saved["model"])
        for optimizer, state in zip(optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        step, heard = saved["step"], saved["heard"]
    elif config.get("from", "").endswith(".utter"):
        take_up(model, config["from"], corpus)
    elif "from" in config:
        model.load_state_dict(torch.load(config["from"], weights_only=False)["model"])
    else:
        measure_states(model, corpus, corpus.by_use["train"])
    model.train()
    schedule: list[list[Recording]] = []
    epoch = -1
    began, heard_before = time.time(), heard
    epoch_of = lambda number: batches_of(corpus.by_use["train"], config["batch_seconds"], config["seed"], number, config.get("shares"))
    per_epoch = int(0.97 * len(epoch_of(0))) // world
    while step < config["steps"]:
        if step // per_epoch != epoch:
            epoch = step // per_epoch
            schedule = epoch_of(epoch)
        random = np.random.default_rng([config["seed"], step, rank])
        frozen = next(layers for until, layers in config["frozen"] if step < until)
        sight = WHOLE if step < config["whole_until"] else sight_of(config, np.random.default_rng([config["seed"], step, 7]))
        some = schedule[step % per_epoch * world + rank]
        if sight != WHOLE:  # (hop + look) / hop times as many states
            some = some[:: config.get("stream_every", 1)]
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        batch = batch_of(corpus, some, sight == WHOLE, random, model.log_mel)
        nats = gather_gradients(model, batch, sight, frozen, config["intermediate"])
        norm = nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], config["largest_norm"])
        if torch.isfinite(norm):
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = config["rate"] * group["share"] * rate_at(step, config)
                optimizer.step()
        heard += sum(r.count for r in some) * world / SAMPLE_RATE_HZ
        step += 1
        if rank == 0 and (step % 10 == 0 or config["steps"] < 20):
            speed = (heard - heard_before) / (time.time() - began)
            print(f"{step}\t{heard / 3600:.2f} h\t{nats.item():.3f}\tnorm {norm.item():.2f}\t{speed:.0f}x\tepoch {epoch}\t{sight.hop}/{sight.look}", flush=True)
        if rank == 0 and (step % config["evaluate_steps"] == 0 or step == config["steps"]):
            scores = {"whole": judge(model, corpus, WHOLE, config["every"]), "stream": judge(model, corpus, Sight(24, 24, 250), config["every"])}
            with open(run / "log.tsv", "a") as file:
                file.write(f"{step}\t{heard / 3600:.2f}\t{json.dumps(scores)}\n")
            print(json.dumps(scores), flush=True)
        if rank == 0 and (step % config["checkpoint_steps"] == 0 or step == config["steps"]):
            saved = {"model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers], "step": step, "heard": heard, "config": config}
            torch.save(saved, run / "last.pt.unfinished")
            os.replace(run / "last.pt.unfinished", run / "last.pt")
            if step % config["evaluate_steps"] == 0:
                torch.save({"model": model.state_dict(), "step": step, "config": config}, run / f"step-{step}.pt")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
