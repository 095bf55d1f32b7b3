"""CTC loss and its gradient with respect to the logits: torch.nn.functional.ctc_loss. The blank is the last label."""

import torch
from torch.nn.functional import ctc_loss

from vectors import drawn, flat, write

LABELS = 6
BLANK = LABELS - 1


def case(seed, name, timesteps, target, scale=2.0, labels=LABELS):
    logits = drawn(torch.Generator().manual_seed(seed), timesteps, labels, scale=scale).requires_grad_()
    log_probs = torch.log_softmax(logits, dim=-1)
    loss = ctc_loss(
        log_probs[:, None, :],
        torch.tensor([target], dtype=torch.long).reshape(1, -1),
        torch.tensor([timesteps]),
        torch.tensor([len(target)]),
        blank=labels - 1,
        reduction="none",
    )[0]
    if not torch.isfinite(loss):
        return {"name": name, "logits": flat(logits), "target": target, "possible": False}
    loss.backward()
    return {
        "name": name,
        "logits": flat(logits),
        "target": target,
        "possible": True,
        "loss": loss.item(),
        "gradient": flat(logits.grad),
    }


def batch():
    """Padded, reduction 'sum': what a batch must add up to, with nothing coming out of the padding."""
    generator = torch.Generator().manual_seed(99)
    lengths = [11, 7, 4]
    targets = [[0, 1, 1, 2], [3, 3], []]
    logits = drawn(generator, max(lengths), 3, LABELS, scale=1.5).requires_grad_()
    padded = torch.tensor([target + [0] * (4 - len(target)) for target in targets])
    loss = ctc_loss(
        torch.log_softmax(logits, dim=-1),
        padded,
        torch.tensor(lengths),
        torch.tensor([len(target) for target in targets]),
        blank=BLANK,
        reduction="sum",
    )
    loss.backward()
    return {
        "lengths": lengths,
        "targets": targets,
        "logits": flat(logits.transpose(0, 1)),
        "loss": loss.item(),
        "gradient": flat(logits.grad.transpose(0, 1)),
    }


def main():
    sentence = [7, 4, 11, 11, 14, 26, 22, 14, 17, 11, 3, 27, 18]
    cases = [
        case(1, "different labels", 8, [0, 3, 1]),
        case(2, "a repeated label", 8, [2, 2, 2]),
        case(3, "no label at all", 7, []),
        case(4, "a single timestep and label", 1, [4]),
        case(5, "a single timestep and no label", 1, []),
        case(6, "just enough timesteps", 3, [0, 1, 2]),
        case(7, "just enough timesteps for a repeat", 3, [1, 1]),
        case(8, "more labels than timesteps", 2, [0, 1, 2]),
        case(9, "a repeat too many", 2, [1, 1]),
        case(10, "very sure logits", 9, [0, 1, 0], scale=40.0),
        case(11, "a sentence with the English alphabet", 40, sentence, labels=29),
        case(12, "a long utterance", 120, [0, 1, 2, 2, 3, 4, 4, 0] * 4, labels=LABELS),
    ]
    assert [entry["name"] for entry in cases if not entry["possible"]] == ["more labels than timesteps", "a repeat too many"]
    write("ctc", {"cases": cases, "batch": batch()})


if __name__ == "__main__":
    main()
