"""The network that rescores texts, as reference/rescoring.py has it: ln P of each word of some texts and of their ends."""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "reference"))

from rescoring import ALPHABET, END, Pieces, RescoringNetwork  # noqa: E402
from vectors import flat, write  # noqa: E402

SIZES = {"width": 12, "layers": 2, "heads": 3, "hidden": 20}
PIECES = sorted([*ALPHABET, *(" " + letter for letter in ALPHABET), " the", " there", " on", "re", "ing", " we"])
TEXTS = ["the rest is there", "the rest is the", "we're on the mooring", "", "thereof"]


def main() -> None:
    torch.manual_seed(11)
    pieces = Pieces(PIECES)
    network = RescoringNetwork(len(PIECES) + 1, *SIZES.values()).eval()
    for weight in network.parameters():
        torch.nn.init.normal_(weight, mean=1.0 if weight.dim() == 1 and weight is not network.bias else 0.0, std=0.4)
    cases = []
    with torch.no_grad():
        for text in TEXTS:
            words = [*(pieces.of(word) for word in text.split()), [END]]
            ids = torch.tensor([[END, *(piece for word in words for piece in word)]])
            losses = iter((-network.losses(ids[:, :-1], ids[:, 1:])).tolist())
            cases.append({"text": text, "logProbs": [sum(next(losses) for _ in word) for word in words]})
    weights = {name: flat(value) for name, value in network.state_dict().items()}
    write("rescoring", {"sizes": SIZES, "pieces": PIECES, "weights": weights, "cases": cases})


if __name__ == "__main__":
    main()
