"""The network that hears marks, as reference/marks.py has it: what it makes of words and times."""

import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "reference"))

import marks  # noqa: E402
from marks import AFTER, BEFORE, REMEMBERED, Batches, Examples, MarksNetwork, Vocabulary, spoken_passages  # noqa: E402
from vectors import flat, write  # noqa: E402

WORDS = "we climb the stairs and rest who is there".split()
NAMES = ["lagos", "nigeria"]


def small() -> None:
    """Sizes that a small file has room for."""
    marks.WIDTH, marks.HIDDEN, marks.UPPER, marks.ENDINGS, marks.STATE, marks.MEMORY = 3, 8, 4, 16, 2, 5
    marks.FIRST_WORD = 3 + marks.ENDINGS


def programme(seed: int, count: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    texts = random.choice([*WORDS, *NAMES, "unheard", "gone", "a"], count)
    starts, ends, now = [], [], 1.0
    for _ in range(count):
        now += random.choice([0.04, 0.12, 0.3, 0.9, 1.6])
        starts.append(round(now, 2))
        now += random.uniform(0.1, 0.5)
        ends.append(round(now, 2))
    return {"text": texts, "start": np.array(starts), "end": np.array(ends), "marks": np.ones(count, int), "casing": np.zeros(count, int)}


def main() -> None:
    small()
    torch.manual_seed(7)
    vocabulary = Vocabulary(WORDS, NAMES)
    network = MarksNetwork(marks.FIRST_WORD + len(WORDS), marks.STATE).eval()
    heard = programme(3, 60)
    batches = Batches(Examples.of(spoken_passages(vocabulary, heard, 0)), None)
    cases = []
    for known in (AFTER, 2):
        # The last word of a passage is never asked for.
        with torch.no_grad():
            seen = batches.of(batches.runs(), None, known)
            logits = network(seen)[: len(heard["text"]) - 1 - known]
        cases.append({"known": known, "logits": flat(logits)})
    state = network.state_dict()
    inputs = (BEFORE + AFTER) * marks.WIDTH + marks.TIMES + marks.MEMORY
    weights = {"table": state["table.weight"], "first.weight": state["first.weight"][:, :inputs], "first.bias": state["first.bias"]}
    weights |= {name: state[name] for name in ("remember.weight", "remember.bias", "second.weight", "second.bias", "third.weight", "third.bias")}
    sizes = {"before": BEFORE, "after": AFTER, "remembered": REMEMBERED, "memory": marks.MEMORY, "width": marks.WIDTH, "hidden": marks.HIDDEN, "upper": marks.UPPER, "endings": marks.ENDINGS}
    words = [{"text": str(t), "startSeconds": float(a), "endSeconds": float(b)} for t, a, b in zip(heard["text"], heard["start"], heard["end"])]
    write("marks", {"sizes": sizes, "words": WORDS, "names": NAMES, "weights": {name: flat(w) for name, w in weights.items()}, "said": words, "cases": cases})


if __name__ == "__main__":
    main()
