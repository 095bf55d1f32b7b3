"""Whisper base on a piece of a real recording, in PyTorch doubles: with the original's weights, and with those of our file in 8 bits.

    python generate/pretrainedEncoder.py model.bin

`model.bin` is what `scripts/encoder.mjs` fetches. Of the frames and states only some are kept: rows and columns at even distances.
"""

import base64
import json
import math
import struct
import sys
from pathlib import Path

import numpy as np
import soundfile
import torch
import torch.nn.functional as F

from encoder import levelled, log_energies, streamed
from vectors import flat, write

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
FIRST, COUNT = 40_000, 40_000
TAIL, HEADS = 10, 8
SIGHTS = {"whole": (10_000, 0, 0), "stream": (16, 32, 60)}
ROWS, COLUMNS = 7, 16


def original_weights(path):
    """The encoder's variables of a CTranslate2 model, by our names."""
    data, at = path.read_bytes(), 0

    def take(form):
        nonlocal at
        (value,) = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return value

    def text():
        nonlocal at
        length = take("H")
        at += length
        return data[at - length : at - 1].decode()

    take("I"), text(), take("I")
    variables = {}
    for _ in range(take("I")):
        name, shape = text(), [take("I") for _ in range(take("B"))]
        kind, size = take("B"), take("I")
        if kind == 4 and name.startswith("encoder/"):
            variables[our_name(name)] = torch.from_numpy(np.frombuffer(data, np.float16, size // 2, at).reshape(shape).astype(float))
        at += size
    return variables


def our_name(name):
    parts = {
        "encoder/layer_norm": "norm", "encoder/position_encodings/encodings": "positions", "encoder/layer_": "layers.",
        "self_attention/layer_norm": "attention_norm", "self_attention/linear_0": "query_key_value", "self_attention/linear_1": "output",
        "ffn/layer_norm": "feed_norm", "ffn/linear_0": "widen", "ffn/linear_1": "narrow", "gamma": "weight", "beta": "bias",
    }  # fmt: skip
    for theirs, ours in parts.items():
        name = name.replace(theirs, ours)
    return name.removeprefix("encoder/").replace("/", ".")


def stored_weights(path):
    """Those of our file; its layout stands in src/platform/acoustic/tensorFile.ts."""
    data = path.read_bytes()
    (size,) = struct.unpack_from("<I", data, 8)
    header, at = json.loads(data[12 : 12 + size]), 12 + size
    weights = {}
    for tensor in header["tensors"]:
        shape, count = tensor["shape"], math.prod(tensor["shape"])
        if tensor["type"] == "int8":
            scales = np.frombuffer(data, np.float32, shape[0], at).astype(float)
            at += 4 * shape[0]
            values = np.frombuffer(data, np.int8, count, at).astype(float).reshape(shape[0], -1) * scales[:, None]
            at += count
        else:
            values = np.frombuffer(data, np.float16, count, at).astype(float)
            at += 2 * count
        weights[tensor["name"]] = torch.from_numpy(values.reshape(shape).copy())
    return weights


def some(array):
    return flat(array[::ROWS, ::COLUMNS])


def main():
    recording, rate = soundfile.read(RESOURCES / "demo/6272-70171-0027.opus", dtype="int16")
    assert rate == 16_000
    pcm = recording[FIRST : FIRST + COUNT].astype("<i2")
    samples = torch.from_numpy(pcm.astype(float) / 32768)
    states = math.ceil(COUNT / 320) + TAIL
    logs = log_energies(F.pad(samples, (0, states * 320 - COUNT)), 80)
    mel = levelled(logs, logs.max())
    weights = {
        "original": original_weights(Path(sys.argv[1])),
        "stored": stored_weights(RESOURCES / "models/whisper-base.encoder"),
    }
    write(
        "pretrainedEncoder",
        {
            "pcm": base64.b64encode(pcm.tobytes()).decode(),
            "top": float(logs.max()),
            "rows": ROWS,
            "columns": COLUMNS,
            "sights": {name: dict(zip(("hop", "look", "past"), sight)) for name, sight in SIGHTS.items()},
            "mel": some(mel),
            "states": {
                name: {sight: some(streamed(mel, w, HEADS, SIGHTS[sight])) for sight in SIGHTS} for name, w in weights.items()
            },
        },
    )


if __name__ == "__main__":
    main()
