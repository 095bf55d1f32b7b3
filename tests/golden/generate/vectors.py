"""Writes golden vectors: small JSON files with the versions of the implementations that made them."""

import json
import math
import platform
from pathlib import Path

import numpy
import torch

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
LARGEST_BYTES = 200_000


def rounded(value, digits=7):
    """Nested lists of numbers with `digits` significant digits; infinite and missing values are refused."""
    if isinstance(value, torch.Tensor):
        return rounded(value.detach().numpy(), digits)
    if isinstance(value, numpy.ndarray):
        return rounded(value.tolist(), digits)
    if isinstance(value, dict):
        return {name: rounded(item, digits) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item, digits) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot be written as JSON")
        return float(f"{value:.{digits}g}")
    return value


def flat(tensor):
    """Shape and values, row by row: what the tests read into a typed array."""
    array = tensor.detach().numpy() if isinstance(tensor, torch.Tensor) else numpy.asarray(tensor)
    return {"shape": list(array.shape), "values": array.reshape(-1).tolist()}


def write(name, content):
    versions = {"python": platform.python_version(), "numpy": numpy.__version__, "torch": torch.__version__}
    text = json.dumps({"versions": versions, **rounded(content)}, separators=(",", ":"))
    if len(text) > LARGEST_BYTES:
        raise ValueError(f"{name}.json would have {len(text)} bytes, at most {LARGEST_BYTES} are kept in the repository")
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(text + "\n")
    print(f"{name}.json {len(text)} bytes")


def drawn(generator, *shape, scale=1.0):
    """Normal values that survive being written with 7 digits: the reference computes with what the test will read."""
    values = torch.randn(*shape, generator=generator, dtype=torch.float64) * scale
    return torch.round(values * 1e4) / 1e4
