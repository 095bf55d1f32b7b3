"""The network of speech recognition by definition (Hannun et al. 2014 §2), whole and in chunks, in PyTorch doubles.

Row vectors: W is [in, out]. The whole network without clipping is checked against torch.nn.RNN before anything is written.
"""

import torch

from vectors import drawn, flat, write

F, H, L = 6, 8, 5
NAMES = ["W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4", "Rf", "Rb", "W5", "b5", "W6", "b6"]
SHAPES = {
    "W1": (F, H), "W2": (H, H), "W3": (H, H), "W4": (H, H), "W5": (H, H), "W6": (H, L),
    "Rf": (H, H), "Rb": (H, H),
    "b1": (H,), "b2": (H,), "b3": (H,), "b4": (H,), "b5": (H,), "b6": (L,),
}


def g(z):
    return torch.clamp(z, 0, 20)


def weights_drawn(seed, scale):
    generator = torch.Generator().manual_seed(seed)
    return {name: drawn(generator, *SHAPES[name], scale=scale * (0.5 if name[0] == "b" else 0.45)) for name in NAMES}


def dense(x, w):
    h1 = g(x @ w["W1"] + w["b1"])
    h2 = g(h1 @ w["W2"] + w["b2"])
    h3 = g(h2 @ w["W3"] + w["b3"])
    return h3 @ w["W4"] + w["b4"]


def recurrence(projected, recurrent):
    """projected [T, H] in the order in which time is read; the state before the first is zero."""
    state = torch.zeros(recurrent.shape[0], dtype=torch.float64)
    states = []
    for row in projected:
        state = g(row + state @ recurrent)
        states.append(state)
    return torch.stack(states)


def output(f, r, w):
    return torch.log_softmax(g((f + r) @ w["W5"] + w["b5"]) @ w["W6"] + w["b6"], dim=-1)


def whole(x, w):
    """x [T, F] → log posteriors [T, L]"""
    projected = dense(x, w)
    r = recurrence(projected.flip(0), w["Rb"]).flip(0)
    return output(recurrence(projected, w["Rf"]), r, w)


def chunked(x, w, chunk, look_ahead):
    """The backward state starts at zero at the right edge of chunk + look-ahead, or at the end of the utterance."""
    projected = dense(x, w)
    f = recurrence(projected, w["Rf"])
    rows = []
    for start in range(0, len(x), chunk):
        seen = projected[start : start + chunk + look_ahead]
        r = recurrence(seen.flip(0), w["Rb"]).flip(0)
        rows.append(r[:chunk])
    return output(f, torch.cat(rows), w)


def agree_with_torch(x, w):
    """Where no activation reaches 20, f and r are those of torch.nn.RNN with ReLU."""
    h3 = g(g(g(x @ w["W1"] + w["b1"]) @ w["W2"] + w["b2"]) @ w["W3"] + w["b3"])
    rnn = torch.nn.RNN(H, H, nonlinearity="relu", bidirectional=True).double()
    zero = torch.zeros(H, dtype=torch.float64)
    with torch.no_grad():
        for suffix, recurrent in (("", w["Rf"]), ("_reverse", w["Rb"])):
            getattr(rnn, f"weight_ih_l0{suffix}").copy_(w["W4"].T)
            getattr(rnn, f"weight_hh_l0{suffix}").copy_(recurrent.T)
            getattr(rnn, f"bias_ih_l0{suffix}").copy_(w["b4"])
            getattr(rnn, f"bias_hh_l0{suffix}").copy_(zero)
        both, _ = rnn(h3)
    assert both.max() < 20 and both.max() > 0
    theirs = output(both[:, :H], both[:, H:], w)
    assert torch.allclose(theirs, whole(x, w), atol=1e-12), "the definition is not torch's"


def case(seed, scale, lengths):
    generator = torch.Generator().manual_seed(seed + 1)
    w = weights_drawn(seed, scale)
    inputs = [drawn(generator, length, F, scale=1.5) for length in lengths]
    return w, {
        "weights": {name: flat(w[name]) for name in NAMES},
        "utterances": [
            {
                "windows": flat(x),
                "whole": flat(whole(x, w)),
                "chunked": [
                    {"chunk": chunk, "lookAhead": ahead, "logProbs": flat(chunked(x, w, chunk, ahead))}
                    for chunk, ahead in ((4, 3), (5, 0), (1, 2), (8, 40))
                ],
            }
            for x in inputs
        ],
    }, inputs


def main():
    w, gentle, inputs = case(1, 1.0, [23, 9, 1, 14])
    agree_with_torch(inputs[0], w)
    w, clipped, inputs = case(5, 2.6, [17, 6])
    projected = dense(inputs[0], w)
    share = (recurrence(projected, w["Rf"]) == 20).double().mean().item()
    assert 0.05 < share < 0.95, f"{share} of the states are clipped: the vector would not show the clipping"
    write("network", {"labels": L, "inputSize": F, "hiddenUnits": H, "cases": {"gentle": gentle, "clipped": clipped}})


if __name__ == "__main__":
    main()
