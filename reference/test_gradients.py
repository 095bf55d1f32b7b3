"""Two processes give the gradients of one that has both batches: `python reference/test_gradients.py` prints the largest difference.

Batch normalisation stands at what it has measured, as each process would measure its own batch; dropout is off.
"""
import os

import torch
import torch.distributed as dist
import torch.multiprocessing as multiprocessing
from torch import Tensor

from model import MEL_BANDS, Encoder, Sight
from train import Model, gather_gradients

SIGHT = Sight(hop=8, look=8, past=16)


def drawn_model() -> Model:
    torch.manual_seed(3)
    encoder = Encoder(width=64, layers=2, positions=100)
    return Model({"hidden": 24, "context": 1, "dropout": 0.0}, encoder).eval()


def drawn_batch(lengths: list[int], seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    torch.manual_seed(seed)
    states = torch.tensor(lengths)
    mel = torch.randn(len(lengths), 2 * max(lengths), MEL_BANDS)
    target_lengths = states // 4
    return mel, states, torch.randint(0, 28, (int(target_lengths.sum()),)), target_lengths


def joined(a: tuple[Tensor, ...], b: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    longest = max(a[0].shape[1], b[0].shape[1])
    mel = torch.cat([torch.nn.functional.pad(x, (0, 0, 0, longest - x.shape[1])) for x in (a[0], b[0])])
    return mel, *(torch.cat([x, y]) for x, y in zip(a[1:], b[1:]))


def gradients(batch: tuple[Tensor, ...]) -> dict[str, Tensor]:
    model = drawn_model()
    gather_gradients(model, batch, SIGHT, frozen=1, intermediate=0.3)
    return {name: p.grad for name, p in model.named_parameters() if p.grad is not None}


BATCHES = [drawn_batch([40, 33], 5), drawn_batch([28, 40, 21], 6)]


def one_of_two(rank: int, port: int, path: str) -> None:
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    dist.init_process_group("gloo", rank=rank, world_size=2)
    torch.save(gradients(BATCHES[rank]), f"{path}.{rank}")
    dist.destroy_process_group()


def main() -> None:
    path = f"/tmp/gradients-{os.getpid()}"
    multiprocessing.spawn(one_of_two, (29_500 + os.getpid() % 1000, path), nprocs=2)
    expected = gradients(joined(*BATCHES))
    for rank in range(2):
        got = torch.load(f"{path}.{rank}")
        os.remove(f"{path}.{rank}")
        assert got.keys() == expected.keys() and len(got) > 20
        worst = max(float((got[name] - value).abs().max() / value.abs().max().clamp(min=1e-12)) for name, value in expected.items())
        print(f"process {rank}: {len(got)} gradients, largest relative difference {worst:.1e}")
        assert worst < 0.05, "bfloat16 rounds by 0.4 %"


if __name__ == "__main__":
    main()
