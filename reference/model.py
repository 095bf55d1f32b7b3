"""Utter's acoustic model in PyTorch, features and network, from samples to log posteriors: the judge of the one in TypeScript.

    samples → log mel → encoder (Whisper base: stem, six layers) → states, one each 20 ms → Deep Speech → log posteriors

B utterances, T states, C chunks of an utterance, d = 512 values of a state, H hidden units, L labels. Everything is seen in chunks of
`hop` states that are settled with the chunk and `look` more that only help: they are computed again with the next one. An utterance that
is seen whole is one chunk without a look-ahead. Whatever lies beyond an utterance's end is masked, so a batch changes nobody's result.
"""
import json
import math
import struct
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

SAMPLE_RATE_HZ = 16_000
FRAME, MEL_HOP, MEL_BANDS = 400, 160, 80
SAMPLES_PER_STATE = 2 * MEL_HOP
ALPHABET = "abcdefghijklmnopqrstuvwxyz '"
#: of the file that the pretrained encoder comes in
ORIGINAL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
BLANK = len(ALPHABET)
LABELS = BLANK + 1
RELU_CEILING = 20.0
#: log10 of the energy that a stream takes for its loudest until it has heard a louder one
FIRST_TOP = 1.0


@dataclass(frozen=True)
class Sight:
    """How much of the utterance a chunk sees, in states: `hop` are settled together, `look` lie beyond them, `past` before them."""

    hop: int
    look: int
    past: int


WHOLE = Sight(hop=100_000, look=0, past=0)


# --- features -----------------------------------------------------------------------------------------------------------------------


def mel_filters() -> Tensor:
    """80 triangles of unit area on Slaney's scale, 0 … 8,000 Hz (Auditory Toolbox, 1998): linear to 1 kHz, logarithmic above. [201, 80]"""
    step = math.log(6.4) / 27
    mel_of = lambda hz: hz / (200 / 3) if hz < 1000 else 15 + math.log(hz / 1000) / step
    hz_of = lambda mel: mel * 200 / 3 if mel < 15 else 1000 * math.exp(step * (mel - 15))
    top = mel_of(SAMPLE_RATE_HZ / 2)
    edges = torch.tensor([hz_of(top * i / (MEL_BANDS + 1)) for i in range(MEL_BANDS + 2)], dtype=torch.float64)
    bins = torch.arange(FRAME // 2 + 1, dtype=torch.float64)[:, None] * SAMPLE_RATE_HZ / FRAME
    rise = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return (torch.minimum(rise, fall).clamp(min=0) * 2 / (edges[2:] - edges[:-2])).float()


class LogMel(nn.Module):
    """Samples → log mel energies, 100 frames a second; frame t is centred on sample 160 t."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("filters", mel_filters(), persistent=False)
        self.register_buffer("window", torch.hann_window(FRAME), persistent=False)

    @torch.no_grad()
    def forward(self, samples: Tensor, whole: bool) -> Tensor:
        """[B, n] → [B, n / 160, 80]. What lies 8 below the top of the utterance is raised to there; a stream knows only the top so far,
        and takes that of ordinary speech until it has heard a higher one."""
        spectrum = torch.stft(samples, FRAME, MEL_HOP, window=self.window, center=True, return_complex=True)[..., :-1]
        energy = spectrum.abs().square().transpose(1, 2) @ self.filters  # [B, frames, 80]
        log = energy.clamp(min=1e-10).log10()
        top = log.amax((1, 2), keepdim=True) if whole else log.amax(2, keepdim=True).cummax(1).values.clamp(min=FIRST_TOP)
        return (torch.maximum(log, top - 8) + 4) / 4


# --- encoder ------------------------------------------------------------------------------------------------------------------------


def in_chunks(x: Tensor, sight: Sight) -> Tensor:
    """[B, T, …] → [B, C, hop + look, …], zeros beyond the end."""
    hop, look = min(sight.hop, x.shape[1]), sight.look
    count = -(-x.shape[1] // hop)
    missing = count * hop + look - x.shape[1]
    padded = torch.cat([x, x.new_zeros(x.shape[0], missing, *x.shape[2:])], 1) if missing else x
    return padded.unfold(1, hop + look, hop).movedim(-1, 2)


def settled(chunks: Tensor, hop: int) -> Tensor:
    """[B, C, hop + look, …] → [B, C·hop, …]: the states that their chunk settles, in the order of time."""
    return chunks[:, :, :hop].flatten(1, 2)


class Earlier(torch.autograd.Function):
    """[B, C, n, …] → [B, C, past, …]: the settled states before each chunk, zeros before the first."""

    @staticmethod
    def forward(ctx, chunks: Tensor, hop: int, past: int) -> Tensor:
        ctx.shape, ctx.hop = chunks.shape, hop
        kept = settled(chunks, hop)
        padded = torch.cat([kept.new_zeros(kept.shape[0], past, *kept.shape[2:]), kept], 1)
        return padded.unfold(1, past, hop)[:, : chunks.shape[1]].movedim(-1, 2)

    @staticmethod
    def backward(ctx, gradient: Tensor):
        batch, count, n, *rest = ctx.shape
        hop, past = ctx.hop, gradient.shape[2]
        padded = gradient.new_zeros(batch, past + count * hop, *rest)
        for start in range(0, past, hop):
            size = min(hop, past - start)
            part = padded[:, start : start + count * hop].unflatten(1, (count, hop))
            part[:, :, :size] += gradient[:, :, start : start + size]
        whole = gradient.new_zeros(ctx.shape)
        whole[:, :, :hop] = padded[:, past:].unflatten(1, (count, hop))
        return whole, None, None


earlier = Earlier.apply


class Layer(nn.Module):
    """y = x + Attention(LN x), y + W2 GELU(W1 LN y); keys without bias."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm, self.feed_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widen, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor, there: Tensor, sight: Sight) -> Tensor:
        """x [B, C, n, d], there [B, C, n]: which states lie within their utterance"""
        batch, count, n, width = x.shape
        q, k, v = self.query_key_value(self.attention_norm(x)).unflatten(-1, (3, self.heads, width // self.heads)).unbind(3)
        if count > 1 and sight.past > 0:
            k = torch.cat([earlier(k, sight.hop, sight.past), k], 2)
            v = torch.cat([earlier(v, sight.hop, sight.past), v], 2)
            seen = torch.cat([earlier(there, sight.hop, sight.past), there], 2)
        else:
            seen = there
        heads_first = lambda y: y.flatten(0, 1).transpose(1, 2)  # [B·C, heads, states, d / heads]
        mask = torch.zeros(seen.shape, dtype=q.dtype).masked_fill(~seen, -1e4).flatten(0, 1)[:, None, None]
        mask = mask.expand(-1, 1, n, -1)
        y = F.scaled_dot_product_attention(heads_first(q), heads_first(k), heads_first(v), attn_mask=mask)
        x = x + self.output(y.transpose(1, 2).reshape(batch, count, n, width))
        return x + self.narrow(F.gelu(self.widen(self.feed_norm(x))))


class Encoder(nn.Module):
    """Whisper's encoder (Radford et al. 2022) for any length up to 30 s and any sight."""

    def __init__(self, width: int = 512, layers: int = 6, positions: int = 1500) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv1d(MEL_BANDS, width, 3, padding=1), nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.positions = nn.Parameter(torch.zeros(positions, width))
        self.layers = nn.ModuleList(Layer(width, width // 64) for _ in range(layers))
        self.norm = nn.LayerNorm(width)

    def stem(self, mel: Tensor) -> Tensor:
        """[B, 2 T, 80] → [B, T, d]"""
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel.transpose(1, 2))))).transpose(1, 2)
        return x + self.positions[: x.shape[1]]

    def forward(self, mel: Tensor, lengths: Tensor, sight: Sight, frozen: int = 0) -> Tensor:
        """mel [B, 2 T, 80], lengths in states → states [B, C, hop + look, d]. No gradient passes the stem and the `frozen` first layers."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen == 0):
            x = self.stem(mel)
            sight = Sight(min(sight.hop, x.shape[1]), sight.look, sight.past)
            x, there = in_chunks(x, sight), in_chunks(within(lengths, x.shape[1]), sight)
            for layer in self.layers[:frozen]:
                x = layer(x, there, sight)
        for layer in self.layers[frozen:]:
            x = layer(x, there, sight)
        return self.norm(x)


def within(lengths: Tensor, longest: int) -> Tensor:
    """[B] → [B, longest]: true where a state lies within its utterance"""
    return torch.arange(longest)[None] < lengths[:, None]


# --- network ------------------------------------------------------------------------------------------------------------------------


def clipped_relu(x: Tensor) -> Tensor:
    return x.clamp(0, RELU_CEILING)


class MaskedBatchNorm(nn.Module):
    """Batch normalisation over rows (Amodei et al. 2016 §3.2); folded into the layer before it on export."""

    def __init__(self, units: int, kept: float = 0.98) -> None:
        super().__init__()
        self.gain, self.shift, self.kept = nn.Parameter(torch.ones(units)), nn.Parameter(torch.zeros(units)), kept
        self.register_buffer("mean", torch.zeros(units))
        self.register_buffer("variance", torch.ones(units))

    def forward(self, x: Tensor) -> Tensor:
        return F.batch_norm(x, self.mean, self.variance, self.gain, self.shift, self.training, 1 - self.kept, 1e-5)


class Scan(torch.autograd.Function):
    """h_t = g(x_t + h_(t−1) R) over [B, T, H], each row of `there` [B, T] alone; beyond an utterance's end h is zero."""

    @staticmethod
    def forward(ctx, x: Tensor, recurrent: Tensor, there: Tensor) -> Tensor:
        xs = x.transpose(0, 1).contiguous()
        open_ = there.transpose(0, 1)[..., None].to(x.dtype)
        h = xs.new_zeros(xs.shape)
        state = xs.new_zeros(xs.shape[1:])
        for t in range(xs.shape[0]):
            state = torch.addmm(xs[t], state, recurrent).clamp_(0, RELU_CEILING).mul_(open_[t])
            h[t] = state
        ctx.save_for_backward(h, recurrent)
        return h.transpose(0, 1)

    @staticmethod
    def backward(ctx, gradient: Tensor):
        h, recurrent = ctx.saved_tensors
        passes = ((h > 0) & (h < RELU_CEILING)).to(h.dtype)
        grad = gradient.transpose(0, 1).contiguous().clone()
        transposed = recurrent.t().contiguous()
        later = torch.zeros_like(grad[0])
        for t in range(h.shape[0] - 1, -1, -1):
            later = torch.addmm(grad[t], later, transposed).mul_(passes[t]) if t < h.shape[0] - 1 else grad[t] * passes[t]
            grad[t] = later
        return grad.transpose(0, 1), h[:-1].flatten(0, 1).t() @ grad[1:].flatten(0, 1), None


class DeepSpeech(nn.Module):
    """Hannun et al. 2014 (arXiv:1412.5567) §2 on windows of states: three clipped-ReLU layers, one plain bidirectional recurrent layer
    whose directions share W4, one more dense layer, softmax. The backward recurrence of a chunk begins at the edge of its look-ahead."""

    def __init__(self, hidden: int, context: int = 2, width: int = 512, dropout: float = 0.0) -> None:
        super().__init__()
        self.context, self.hidden = context, hidden
        sizes = {"1": (2 * context + 1) * width, "2": hidden, "3": hidden, "4": hidden, "5": hidden}
        for name, size in sizes.items():
            self.register_parameter(f"W{name}", nn.Parameter(torch.randn(size, hidden) / math.sqrt(size)))
            self.add_module(f"norm{name}", MaskedBatchNorm(hidden))
        for name in ("Rf", "Rb"):
            self.register_parameter(name, nn.Parameter(0.5 * torch.eye(hidden) + 0.3 / math.sqrt(hidden) * torch.randn(hidden, hidden)))
        for name in ("W6", "W3c"):
            self.register_parameter(name, nn.Parameter(torch.randn(hidden, LABELS) / math.sqrt(hidden)))
        self.b6, self.b3c = nn.Parameter(torch.zeros(LABELS)), nn.Parameter(torch.zeros(LABELS))
        self.register_buffer("state_mean", torch.zeros(width))
        self.register_buffer("state_deviation", torch.ones(width))
        self.dropout = dropout

    def dense(self, name: str, x: Tensor) -> Tensor:
        return getattr(self, f"norm{name}")(x @ getattr(self, f"W{name}").to(x.dtype))

    def hidden_layer(self, name: str, x: Tensor) -> Tensor:
        return F.dropout(clipped_relu(self.dense(name, x)), self.dropout, self.training)

    def windows(self, states: Tensor, there: Tensor, hop: int) -> Tensor:
        """[B, C, n, d] → [B, C, n, (2·context + 1)·d], oldest first; on the left the settled states of the chunk before"""
        c, n = self.context, states.shape[2]
        x = (states - self.state_mean.to(states.dtype)) / self.state_deviation.to(states.dtype) * there[..., None]
        x = torch.cat([earlier(x, hop, c), x, x.new_zeros(*x.shape[:2], c, x.shape[3])], 2)
        return torch.cat([x[:, :, i : i + n] for i in range(2 * c + 1)], -1)

    def forward(self, states: Tensor, lengths: Tensor, hop: int, dtype: torch.dtype = torch.float32) -> tuple[Tensor, Tensor]:
        """states [B, C, hop + look, d] → logits of the settled states [B, C·hop, L], and those from h3"""
        batch, count, n, _ = states.shape
        positions = (torch.arange(count)[:, None] * hop + torch.arange(n))[None]
        there = positions < lengths[:, None, None]  # [B, C, n]
        rows = self.windows(states, there, hop)[there].to(dtype)
        h3 = self.hidden_layer("3", self.hidden_layer("2", self.hidden_layer("1", rows)))
        projected = h3.new_zeros(batch, count, n, self.hidden)
        projected[there] = self.dense("4", h3).to(dtype)
        kept = settled(there, hop)
        f = Scan.apply(settled(projected, hop), self.Rf.to(dtype), kept)
        backwards = projected.flatten(0, 1).flip(1)
        r = Scan.apply(backwards, self.Rb.to(dtype), there.flatten(0, 1).flip(1)).flip(1).unflatten(0, (batch, count))
        h5 = self.hidden_layer("5", (f + settled(r, hop))[kept])
        logits = torch.zeros(*kept.shape, LABELS)
        logits[kept] = h5.float() @ self.W6 + self.b6
        lower = torch.zeros(*kept.shape, LABELS)
        h3_all = h3.new_zeros(batch, count, n, self.hidden)
        h3_all[there] = h3
        lower[kept] = settled(h3_all, hop)[kept].float() @ self.W3c + self.b3c
        return logits, lower


# --- files --------------------------------------------------------------------------------------------------------------------------


def read_ctranslate2(path: str) -> dict[str, np.ndarray]:
    """The variables of a CTranslate2 model: little-endian; strings with a final NUL; each name, rank, sizes, type, bytes."""
    data = open(path, "rb").read()
    at = 0

    def take(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return value

    def text() -> str:
        nonlocal at
        length = take("H")
        at += length
        return data[at - length : at - 1].decode()

    take("I"), text(), take("I")
    types = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
    variables = {}
    for _ in range(take("I")):
        name = text()
        shape = [take("I") for _ in range(take("B"))]
        dtype, size = types[take("B")], take("I")
        variables[name] = np.frombuffer(data, dtype, size // np.dtype(dtype).itemsize, at).reshape(shape)
        at += size
    return variables


def pretrained_encoder(path: str) -> Encoder:
    variables = {k[8:]: torch.from_numpy(v.astype(np.float32)) for k, v in read_ctranslate2(path).items() if k.startswith("encoder/") and v.dtype.kind == "f"}
    encoder = Encoder()
    names = {"positions": "position_encodings/encodings", "norm.weight": "layer_norm/gamma", "norm.bias": "layer_norm/beta"}
    for conv in ("conv1", "conv2"):
        names |= {f"{conv}.weight": f"{conv}/weight", f"{conv}.bias": f"{conv}/bias"}
    parts = {"attention_norm": "self_attention/layer_norm", "query_key_value": "self_attention/linear_0", "output": "self_attention/linear_1", "feed_norm": "ffn/layer_norm", "widen": "ffn/linear_0", "narrow": "ffn/linear_1"}
    for i in range(len(encoder.layers)):
        for ours, theirs in parts.items():
            ends = ("gamma", "beta") if ours.endswith("norm") else ("weight", "bias")
            names |= {f"layers.{i}.{ours}.{end}": f"layer_{i}/{theirs}/{their}" for end, their in zip(("weight", "bias"), ends)}
    encoder.load_state_dict({ours: variables[theirs] for ours, theirs in names.items()})
    return encoder


@torch.no_grad()
def folded(network: DeepSpeech) -> dict[str, Tensor]:
    """The plain network: batch normalisation goes into the weights before it. Row vectors are multiplied from the left."""
    weights = {}
    for name in "12345":
        norm = getattr(network, f"norm{name}")
        scale = norm.gain * torch.rsqrt(norm.variance + 1e-5)
        weights[f"W{name}"] = getattr(network, f"W{name}") * scale
        weights[f"b{name}"] = norm.shift - norm.mean * scale
    return weights | {name: getattr(network, name) for name in ("Rf", "Rb", "W6", "b6")}


def read_tensors(path: str) -> tuple[dict, dict[str, Tensor]]:
    """Header and tensors of a file that `write_tensors` wrote."""
    data = open(path, "rb").read()
    (length,) = struct.unpack_from("<I", data, 8)
    header, at, tensors = json.loads(data[12 : 12 + length]), 12 + length, {}

    def take(dtype: str, *shape: int) -> Tensor:
        nonlocal at
        values = np.frombuffer(data, dtype, math.prod(shape), at)
        at += values.nbytes
        return torch.from_numpy(values.astype(np.float32)).reshape(shape)

    for entry in header["tensors"]:
        rows = entry["shape"][0]
        if entry["type"] == "int8":
            scales = take("<f4", rows)
            tensors[entry["name"]] = (take("i1", rows, math.prod(entry["shape"][1:])) * scales[:, None]).reshape(entry["shape"])
        else:
            tensors[entry["name"]] = take("<f2", *entry["shape"])
    return header, tensors


def in_eight_bits(matrix: Tensor) -> bytes:
    """A float32 scale for each row, then the rows: the greatest magnitude of a row counts 127."""
    rows = matrix.detach().float().flatten(1)
    scales = rows.abs().amax(1) / 127
    counts = (rows / scales.clamp(min=1e-30)[:, None]).round().clamp(-127, 127).to(torch.int8)
    return scales.numpy().tobytes() + counts.numpy().tobytes()


def write_tensors(path: str, header: dict, tensors: dict[str, Tensor], small: set[str]) -> None:
    """Utter's container: "UTTR", version, bytes of the header, the header (JSON), the tensors one after another: in 16 bits, and the
    matrices of `small` in 8 bits by row."""
    entries = [{"name": name, "shape": list(t.shape), "type": "int8" if name in small else "float16"} for name, t in tensors.items()]
    text = json.dumps(header | {"tensors": entries}, separators=(",", ":")).encode()
    with open(path, "wb") as file:
        file.write(b"UTTR" + struct.pack("<II", 1, len(text)) + text)
        for name, t in tensors.items():
            file.write(in_eight_bits(t) if name in small else t.detach().half().numpy().tobytes())


def write_utter(path: str, name: str, encoder: Encoder, network: DeepSpeech, tuned: int, about: dict) -> None:
    """A model of the app. `tuned`: how many of the encoder's last layers have learnt with it and go into the file."""
    weights = folded(network)
    first = len(encoder.layers) - tuned
    for key, value in encoder.state_dict().items():
        if tuned and (key.startswith("norm.") or key.startswith("layers.") and int(key.split(".")[1]) >= first):
            weights[f"encoder/{key}"] = value
    header = {
        "kind": "acoustic-model",
        "name": name,
        "alphabet": ALPHABET,
        "features": {"kind": "encoder", "sampleRateHz": SAMPLE_RATE_HZ, "encoder": ORIGINAL_SHA256, "width": len(network.state_mean), "hop": SAMPLES_PER_STATE, "context": network.context, "stride": 1},
        "hiddenUnits": network.hidden,
        "prior": {"mean": network.state_mean.tolist(), "variance": network.state_deviation.square().tolist()},
        "training": about,
    }
    # As those that the encoder brings along.
    small = {name for name, t in weights.items() if name.startswith("encoder/") and t.ndim > 1}
    write_tensors(path, header, weights, small)


@torch.no_grad()
def read_utter(path: str, encoder: Encoder, network: DeepSpeech) -> None:
    """Takes up a model of the app: its network and the encoder's layers that learnt with it. Batch normalisation was folded into the
    weights and begins anew as the identity, until `unfold` has measured its statistics; the second output on h3 begins at zero."""
    header, tensors = read_tensors(path)
    tuned = {name.removeprefix("encoder/"): t for name, t in tensors.items() if name.startswith("encoder/")}
    encoder.load_state_dict(encoder.state_dict() | tuned)
    for name, t in tensors.items():
        if name[0] in "WR" or name == "b6":
            getattr(network, name).copy_(t)
        elif name.startswith("b"):
            getattr(network, f"norm{name[1:]}").shift.copy_(t)
    network.W3c.zero_()
    network.state_mean.copy_(torch.tensor(header["prior"]["mean"]))
    network.state_deviation.copy_(torch.tensor(header["prior"]["variance"]).sqrt())


@torch.no_grad()
def unfold(norm: MaskedBatchNorm, mean: Tensor, variance: Tensor) -> None:
    """Gives a normalisation that was the identity the statistics of what comes to it; its output stays what it was."""
    norm.shift.add_(mean)
    norm.gain.copy_((variance + 1e-5).sqrt())
    norm.mean.copy_(mean)
    norm.variance.copy_(variance)
