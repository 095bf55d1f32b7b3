"""Golden vectors of the network over blocks of encoder states: whole, and as a stream whose look-ahead is not settled."""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "reference"))
from model import WHOLE, DeepSpeech, Sight, folded, in_chunks
from vectors import flat, write

WIDTH, HIDDEN, CONTEXT, LENGTH = 6, 8, 2, 23


def main():
    torch.manual_seed(5)
    network = DeepSpeech(HIDDEN, CONTEXT, WIDTH).eval()
    with torch.no_grad():
        for name, value in network.named_buffers():
            value.copy_(torch.rand_like(value) + 0.5 if "variance" in name or "deviation" in name else 0.3 * torch.randn_like(value))
        network.W6.mul_(3)
        states = torch.randn(1, LENGTH, WIDTH)
        lengths = torch.tensor([LENGTH])
        cases = []
        for sight in (WHOLE, Sight(4, 5, 0), Sight(7, 3, 0), Sight(1, 0, 0)):
            hop = min(sight.hop, LENGTH)
            # What lies ahead is seen otherwise than when it is settled: here, by what it is multiplied with.
            chunks = in_chunks(states, sight).clone()
            chunks[:, :, hop:] *= 0.8
            logits, _ = network(chunks, lengths, hop)
            cases.append({"hop": hop, "look": sight.look, "chunks": flat(chunks[0]), "logProbs": flat(logits[0, :LENGTH].log_softmax(-1))})
    write("blocks", {
        "width": WIDTH, "hiddenUnits": HIDDEN, "context": CONTEXT, "length": LENGTH,
        "mean": network.state_mean.tolist(), "deviation": network.state_deviation.tolist(),
        "weights": {name: flat(value) for name, value in folded(network).items()},
        "cases": cases,
    })


main()
