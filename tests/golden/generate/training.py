"""Three training steps of a small network with batch normalisation, in PyTorch doubles.

h_i = g(BN_i(h_{i-1} W_i)) for i = 1, 2, 3; the recurrences add to BN_4(h3 W4); h5 = g(BN_5((f + r) W5)); logits h5 W6 + b6.
A second output hangs on h3. Batch statistics are of the valid timesteps alone (biased variance). The loss is the sum of the
CTC losses of the logits, and of those of the second output times its share, over the number of labels. The global norm of
the gradients is clipped by `torch.nn.utils.clip_grad_norm_`; the steps are those of `torch.optim.Adam`, and of
`torch.optim.SGD` with Nesterov's momentum, its rate annealed after each step as if a step were an epoch, and of
`torch.optim.Muon` in doubles for the hidden matrices beside Adam for the rest.
"""

import torch
from torch.nn.functional import ctc_loss
from torch.nn.utils import clip_grad_norm_

from vectors import drawn, flat, write

F, H, L = 6, 8, 5
BLANK = L - 1
EPSILON = 1e-3
LARGEST_NORM = 1.0
INTERMEDIATE_SHARE = 0.3
RATES = {"adam": 0.01, "nesterov": 0.02, "muon": 0.01}
OUTPUTS = ["W6", "intermediateW"]
MOMENTUM = 0.99
ANNEALING = 1.25
LENGTHS = [12, 9, 5]
TARGETS = [[0, 1, 1, 3], [2, 0], [3]]
SHAPES = {
    "W1": (F, H), "W2": (H, H), "W3": (H, H), "W4": (H, H), "W5": (H, H), "W6": (H, L),
    "Rf": (H, H), "Rb": (H, H), "b6": (L,), "intermediateW": (H, L), "intermediateB": (L,),
    **{f"gain{i}": (H,) for i in (1, 2, 3, 4, 5)},
    **{f"shift{i}": (H,) for i in (1, 2, 3, 4, 5)},
}


# Muon rounds to bfloat16 on its way; the vectors want its formula.
torch.Tensor.bfloat16 = lambda self: self.clone()


def g(z):
    return torch.clamp(z, 0, 20)


def weights_drawn():
    generator = torch.Generator().manual_seed(11)
    weights = {}
    for name, shape in SHAPES.items():
        values = drawn(generator, *shape, scale=0.35 if "W" in name or name[0] == "R" else 0.2)
        weights[name] = (values + 1 if name.startswith("gain") else values).requires_grad_()
    return weights


def normalised(z, valid, gain, shift, statistics):
    """z [B, T, H], valid [B, T]"""
    rows = z[valid]
    mean = rows.mean(dim=0)
    variance = rows.var(dim=0, unbiased=False)
    statistics.append({"mean": mean, "variance": variance})
    return (z - mean) / torch.sqrt(variance + EPSILON) * gain + shift


def recurrence(projected, valid, recurrent, backwards):
    """projected [B, T, H]; before the first valid timestep the state is zero."""
    state = torch.zeros(projected.shape[0], H, dtype=torch.float64)
    states = [state] * projected.shape[1]
    times = range(projected.shape[1])
    for time in reversed(times) if backwards else times:
        state = g(projected[:, time] + state @ recurrent) * valid[:, time, None]
        states[time] = state
    return torch.stack(states, dim=1)


def chunked_backwards(projected, valid, recurrent, chunk, look_ahead):
    """The backward state starts at zero at the right edge of each chunk and its look-ahead."""
    pieces = []
    for start in range(0, projected.shape[1], chunk):
        end = start + chunk + look_ahead
        seen = recurrence(projected[:, start:end], valid[:, start:end], recurrent, True)
        pieces.append(seen[:, :chunk])
    return torch.cat(pieces, dim=1)


def forward(x, valid, w, window, statistics):
    def layer(i, below):
        return normalised(below @ w[f"W{i}"], valid, w[f"gain{i}"], w[f"shift{i}"], statistics)

    h = x
    for i in (1, 2, 3):
        h = g(layer(i, h))
    projected = layer(4, h)
    f = recurrence(projected, valid, w["Rf"], False)
    if window is None:
        r = recurrence(projected, valid, w["Rb"], True)
    else:
        r = chunked_backwards(projected, valid, w["Rb"], *window)
    return g(layer(5, f + r)) @ w["W6"] + w["b6"], h @ w["intermediateW"] + w["intermediateB"]


def losses_of(logits):
    width = max(len(target) for target in TARGETS)
    return ctc_loss(
        torch.log_softmax(logits, dim=-1).transpose(0, 1),
        torch.tensor([target + [0] * (width - len(target)) for target in TARGETS]),
        torch.tensor(LENGTHS),
        torch.tensor([len(target) for target in TARGETS]),
        blank=BLANK,
        reduction="none",
    )

def loss_of(top, intermediate):
    """(both lists of losses, what is minimised)"""
    losses = losses_of(top), losses_of(intermediate)
    labels = sum(len(target) for target in TARGETS)
    return losses, (losses[0].sum() + INTERMEDIATE_SHARE * losses[1].sum()) / labels


def optimizers_of(name, w):
    """(optimisers, what lowers the rate after each step, or None)"""
    rate = RATES[name]
    if name == "adam":
        return [torch.optim.Adam(w.values(), lr=rate)], None
    if name == "muon":
        hidden = [key for key, value in w.items() if value.ndim == 2 and key not in OUTPUTS]
        muon = torch.optim.Muon(
            [w[key] for key in hidden], lr=rate, weight_decay=0, adjust_lr_fn="match_rms_adamw"
        )
        return [muon, torch.optim.Adam([value for key, value in w.items() if key not in hidden], lr=rate)], None
    optimizer = torch.optim.SGD(w.values(), lr=rate, momentum=MOMENTUM, nesterov=True)
    return [optimizer], torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=1 / ANNEALING)


def first_gradients(x, valid, window):
    """What one forward and backward pass gives, before any clipping."""
    w = weights_drawn()
    statistics = []
    top, intermediate = forward(x, valid, w, window, statistics)
    losses, loss = loss_of(top, intermediate)
    gradients = dict(zip(w, torch.autograd.grad(loss, list(w.values()))))
    return {
        "start": {name: flat(value) for name, value in w.items()},
        "losses": losses[0],
        "intermediateLosses": losses[1],
        "logits": flat(top),
        "intermediateLogits": flat(intermediate),
        "statistics": statistics,
        "gradients": {name: flat(gradient) for name, gradient in gradients.items()},
    }


def three_steps(x, valid, window, name):
    w = weights_drawn()
    optimizers, annealing = optimizers_of(name, w)
    losses_by_step, norms, rates, after_first = [], [], [], {}
    for step in range(3):
        for optimizer in optimizers:
            optimizer.zero_grad()
        _, loss = loss_of(*forward(x, valid, w, window, []))
        loss.backward()
        losses_by_step.append(loss.item())
        norms.append(clip_grad_norm_(w.values(), LARGEST_NORM).item())
        rates.append(optimizers[0].param_groups[0]["lr"])
        for optimizer in optimizers:
            optimizer.step()
        if annealing:
            annealing.step()
        if step == 0:
            after_first = {name: flat(value.clone()) for name, value in w.items()}
    assert norms[0] > LARGEST_NORM, f"norm {norms[0]}: the vector would not show the clipping"
    return {
        "lossBySteps": losses_by_step,
        "normBySteps": norms,
        "rateBySteps": rates,
        "weightsAfterOneStep": after_first,
        "weightsAfterSteps": {name: flat(value) for name, value in w.items()},
    }


def steps(x, valid, window):
    return {
        "chunk": window and window[0],
        "lookAhead": window and window[1],
        **first_gradients(x, valid, window),
        **{name: three_steps(x, valid, window, name) for name in RATES},
    }


def main():
    generator = torch.Generator().manual_seed(3)
    valid = torch.arange(max(LENGTHS))[None, :] < torch.tensor(LENGTHS)[:, None]
    x = drawn(generator, len(LENGTHS), max(LENGTHS), F, scale=1.0) * valid[:, :, None]
    write(
        "training",
        {
            "sizes": {"inputSize": F, "hiddenUnits": H, "labels": L},
            "epsilon": EPSILON,
            "largestNorm": LARGEST_NORM,
            "intermediateShare": INTERMEDIATE_SHARE,
            "annealing": ANNEALING,
            "lengths": LENGTHS,
            "targets": TARGETS,
            "windows": flat(x),
            "full": steps(x, valid, None),
            "chunked": steps(x, valid, (4, 2)),
        },
    )


if __name__ == "__main__":
    main()
