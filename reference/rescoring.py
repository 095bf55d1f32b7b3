"""The network that rescores texts: a small causal language model on pieces of words.

    python rescoring.py take CONFIG.json RUN MODEL     RUN/pieces.txt and RUN/last.pt of MODEL.rescorer: it is learnt further
    python rescoring.py pieces CONFIG.json RUN         RUN/pieces.txt where there is none, and the texts in pieces
    python rescoring.py learn CONFIG.json RUN          goes on where it was stopped; writes RUN/last.pt
    python rescoring.py judge CONFIG.json RUN          perplexity of a word on the transcripts that are held out
    python rescoring.py export CONFIG.json RUN OUT     OUT.rescorer for the app

    x = N(E[pieces])      layer: y = x + W_o Attention(N x), x' = y + W_n r(W_w N y)^2      logits: E N(x) + b

N divides by the root of the mean square and multiplies by weights; r(z) = max(0, z). Attention is lowered with the distance, by a slope a head
(Press et al. 2022, ALiBi), and stays within a sentence. While it learns, each piece is told apart from some thousands that are drawn by how common
they are, as sampled softmax (Jean et al. 2015, §3) has it, and products are in bfloat16.
"""
import copy
import json
import math
import os
import re
import sys
import time
from array import array
from collections import Counter
from pathlib import Path
from typing import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model import read_tensors, write_tensors

#: the piece that stands before the first word and behind the last
END = 0
ALPHABET = "abcdefghijklmnopqrstuvwxyz'"
#: a text that shares so many words in a row with a transcript that is held out is left out
HELD_OUT_RUN = 7
UNSEEN = -1e4


# --- texts --------------------------------------------------------------------------------------------------------------------------


class HeldOut:
    """Knows what may not be learnt from."""

    def __init__(self, lists: list[str]):
        texts = [row["text"].split() for path in lists for row in rows_of(path)]
        self.whole = {" ".join(words) for words in texts if len(words) >= 3}
        self.runs = {run for words in texts for run in runs_of(words)}

    def has(self, words: list[str]) -> bool:
        return " ".join(words) in self.whole or any(run in self.runs for run in runs_of(words))


def runs_of(words: list[str]) -> Iterator[str]:
    return (" ".join(words[i : i + HELD_OUT_RUN]) for i in range(len(words) - HELD_OUT_RUN + 1))


def rows_of(path: str) -> list[dict[str, str]]:
    head, *lines = Path(path).read_text(encoding="utf8").rstrip("\n").split("\n")
    return [dict(zip(head.split("\t"), line.split("\t"))) for line in lines]


def sentences_of(path: Path, held_out: HeldOut) -> Iterator[list[str]]:
    other = re.compile(f"[^{ALPHABET} ]")
    with path.open(encoding="utf8") as file:
        for line in file:
            words = other.sub(" ", line.lower()).split()
            if words and not held_out.has(words):
                yield words


class Pieces:
    """As src/core/rescoring/wordPieces.ts: the longest piece that a word begins with, then the longest that the rest begins with."""

    def __init__(self, pieces: list[str]):
        self.pieces = pieces
        self.number = {piece: i + 1 for i, piece in enumerate(pieces)}
        self.longest = max(map(len, pieces))
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if word not in self.known:
            self.known[word] = list(self.cut(" " + word))
        return self.known[word]

    def cut(self, spelling: str) -> Iterator[int]:
        start = 0
        while start < len(spelling):
            ends = range(min(len(spelling), start + self.longest), start, -1)
            end = next(end for end in ends if spelling[start:end] in self.number)
            yield self.number[spelling[start:end]]
            start = end


def learn_pieces(config: dict, run: Path, held_out: HeldOut) -> None:
    """The commonest words by themselves, and pairs of pieces that are often side by side (Sennrich et al. 2016), by the shares of the texts."""
    import sentencepiece

    counts = Counter()
    for name, weight in config["piece_weights"].items():
        for word, count in Counter(w for words in sentences_of(Path(config["texts"], f"{name}.txt"), held_out) for w in words).items():
            counts[word] += weight * count
    lines = [f"{word}\t{int(count)}" for word, count in counts.most_common(400_000) if count >= 2]
    (run / "counts.tsv").write_text("\n".join(lines) + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(run / "counts.tsv"), input_format="tsv", model_type="bpe", vocab_size=config["pieces"], model_prefix=str(run / "pairs"),
        character_coverage=1.0, bos_id=-1, eos_id=-1, unk_id=0, normalization_rule_name="identity", num_threads=1, minloglevel=1,
    )  # fmt: skip
    model = sentencepiece.SentencePieceProcessor(model_file=str(run / "pairs.model"))
    found = {model.id_to_piece(i).replace("▁", " ") for i in range(1, len(model))} - {" "}
    pieces = sorted(found | set(ALPHABET) | {" " + letter for letter in ALPHABET})
    (run / "pieces.txt").write_text("\n".join(pieces) + "\n")


def cut_texts(config: dict, run: Path) -> None:
    held_out = HeldOut(config["held_out"])
    if not (run / "pieces.txt").exists():
        learn_pieces(config, run, held_out)
    cut = pieces_of(run)
    for name in config["shares"]:
        ids = array("H")
        for words in sentences_of(Path(config["texts"], f"{name}.txt"), held_out):
            for word in words:
                ids.extend(cut.of(word))
            ids.append(END)
        np.array(ids, np.uint16).tofile(run / f"{name}.pieces")


def pieces_of(run: Path) -> Pieces:
    return Pieces((run / "pieces.txt").read_text().rstrip("\n").split("\n"))


# --- network ------------------------------------------------------------------------------------------------------------------------


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, hidden: int):
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.Parameter(torch.ones(width))
        self.query_key_value = nn.Parameter(torch.randn(3 * width, width) * width**-0.5)
        self.output = nn.Parameter(torch.zeros(width, width))
        self.feed_norm = nn.Parameter(torch.ones(width))
        self.widen = nn.Parameter(torch.randn(hidden, width) * width**-0.5)
        self.narrow = nn.Parameter(torch.zeros(width, hidden))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: [batch · pieces, width], bias: [batch, heads, pieces, pieces]"""
        batch, heads, count, _ = bias.shape
        width = x.shape[1]
        split = (norm(x, self.attention_norm) @ self.query_key_value.T).view(batch, count, 3, heads, width // heads)
        query, key, value = (each.reshape(batch * heads, count, -1) for each in split.permute(2, 0, 3, 1, 4))
        scores = (query @ key.transpose(1, 2)).view(bias.shape) * (width // heads) ** -0.5 + bias
        attended = scores.softmax(-1).view(batch * heads, count, count) @ value
        y = x + attended.view(batch, heads, count, -1).transpose(1, 2).reshape(batch * count, width) @ self.output.T
        widened = F.relu(norm(y, self.feed_norm) @ self.widen.T)
        return y + (widened * widened) @ self.narrow.T


def norm(x: Tensor, weight: Tensor) -> Tensor:
    return F.rms_norm(x, (x.shape[-1],), weight, 1e-5)


class RescoringNetwork(nn.Module):
    def __init__(self, pieces: int, width: int, layers: int, heads: int, hidden: int):
        super().__init__()
        self.table = nn.Parameter(torch.randn(pieces, width) * width**-0.5)
        self.bias = nn.Parameter(torch.zeros(pieces))
        self.table_norm = nn.Parameter(torch.ones(width))
        self.layers = nn.ModuleList(Layer(width, heads, hidden) for _ in range(layers))
        self.norm = nn.Parameter(torch.ones(width))
        self.slopes = [2.0 ** (-8 * (head + 1) / heads) for head in range(heads)]

    def hidden(self, pieces: Tensor) -> Tensor:
        """What is known behind each piece, [batch · pieces, width]. A sentence begins at each END."""
        x = norm(F.embedding(pieces, self.table).flatten(0, 1), self.table_norm)
        bias = self.attention_bias(pieces)
        for layer in self.layers:
            x = layer(x, bias)
        return norm(x, self.norm)

    def attention_bias(self, pieces: Tensor) -> Tensor:
        sentence = (pieces == END).cumsum(1)
        places = torch.arange(pieces.shape[1])
        behind = places[None, :] - places[:, None]
        seen = (sentence[:, :, None] == sentence[:, None, :]) & (behind <= 0)
        lowered = torch.tensor(self.slopes)[:, None, None] * behind.float()
        return torch.where(seen[:, None], lowered[None], torch.tensor(UNSEEN)).to(self.table.dtype)

    def losses(self, pieces: Tensor, following: Tensor) -> Tensor:
        """-ln P of each following piece, [batch · pieces]."""
        return F.cross_entropy((self.hidden(pieces) @ self.table.T + self.bias).float(), following.flatten(), reduction="none")

    def sampled_loss(self, pieces: Tensor, following: Tensor, drawn: Tensor, log_drawn: Tensor) -> Tensor:
        """Mean of -ln P, with the sum over all pieces estimated from those drawn, each drawn with a probability of exp(log_drawn)."""
        known, right = self.hidden(pieces), following.flatten()
        score = (known * F.embedding(right, self.table)).sum(-1).float() + self.bias[right].float()
        others = (known @ F.embedding(drawn, self.table).T + self.bias[drawn]).float() - log_drawn
        others = others.masked_fill(drawn[None] == right[:, None], -1e9)
        return (torch.logaddexp(others.logsumexp(1), score) - score).mean()


def network_of(config: dict, pieces: Pieces) -> RescoringNetwork:
    sizes = config["sizes"]
    return RescoringNetwork(len(pieces.pieces) + 1, sizes["width"], sizes["layers"], sizes["heads"], sizes["hidden"])


def take(config: dict, run: Path, model: str) -> None:
    """Learning begins anew with the weights of a model that was exported; what was lost in 8 bits is soon learnt again."""
    header, tensors = read_tensors(model)
    (run / "pieces.txt").write_text("\n".join(header["pieces"]) + "\n")
    torch.save({"network": tensors, "step": 0}, run / "last.pt")


# --- learning -----------------------------------------------------------------------------------------------------------------------


class Windows:
    """Pieces of one kind of text, so many at a time, each window once before any comes again."""

    def __init__(self, pieces: np.ndarray, window: int, seed: int):
        self.pieces, self.window, self.random = pieces, window, np.random.default_rng(seed)
        self.order: list[int] = []

    def next(self) -> np.ndarray:
        if not self.order:
            count = (len(self.pieces) - 2) // self.window
            self.order = list(self.random.permutation(count))
            self.shift = int(self.random.integers(len(self.pieces) - 1 - count * self.window))
        start = self.order.pop() * self.window + self.shift
        return self.pieces[start : start + self.window + 1]


class Batches:
    def __init__(self, config: dict, run: Path, seed: int):
        self.config, self.random = config, np.random.default_rng(seed)
        names = list(config["shares"])
        texts = [np.fromfile(run / f"{name}.pieces", np.uint16) for name in names]
        self.shares = np.array([config["shares"][name] for name in names]) / sum(config["shares"].values())
        self.windows = [Windows(text, config["window"], seed * 100 + i) for i, text in enumerate(texts)]
        size = len(pieces_of(run).pieces) + 1
        common = sum(share * np.bincount(text, minlength=size) / len(text) for share, text in zip(self.shares, texts))
        flat = (common + 1e-7) ** 0.75
        self.likely = torch.tensor(flat / flat.sum())

    def next(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        kinds = self.random.choice(len(self.windows), size=self.config["batch"], p=self.shares)
        rows = torch.from_numpy(np.stack([self.windows[kind].next() for kind in kinds]).astype(np.int64))
        drawn = torch.multinomial(self.likely, self.config["drawn"], replacement=False)
        log_drawn = torch.log(-torch.expm1(self.config["drawn"] * torch.log1p(-self.likely[drawn]))).float()
        return rows[:, :-1].contiguous(), rows[:, 1:].contiguous(), drawn, log_drawn


def rate_at(step: int, config: dict) -> float:
    """Share of the full rate: it rises, stays, and falls in a line over the last `fall` of `steps`."""
    return min(1.0, (step + 1) / config["rise"], max(0.0, (config["steps"] - step) / config["fall"]))


def learn(config: dict, run: Path) -> None:
    torch.set_num_threads(config.get("threads", 1))
    torch.manual_seed(config["seed"])
    network = network_of(config, pieces_of(run))
    matrices = [p for name, p in network.named_parameters() if p.dim() == 2 and name != "table"]
    rest = [p for name, p in network.named_parameters() if p.dim() == 1 or name == "table"]
    optimizers = [
        torch.optim.Muon(matrices, lr=config["muon_rate"], momentum=0.95, weight_decay=0.01, adjust_lr_fn="original"),
        torch.optim.AdamW(rest, lr=config["adam_rate"], betas=(0.9, 0.98), weight_decay=0.0),
    ]
    step, last = 0, run / "last.pt"
    if last.exists():
        state = torch.load(last)
        network.load_state_dict(state["network"])
        for optimizer, kept in zip(optimizers, state.get("optimizers", [])):
            optimizer.load_state_dict(kept)
        step = state["step"]
    # What computes has 16 bits; what learns has 32.
    quick = copy.deepcopy(network).bfloat16()
    loss_of = torch.compile(quick.sampled_loss)
    batches, losses, begun = Batches(config, run, config["seed"] + step), [], time.time()
    while step < config["steps"]:
        loss = loss_of(*batches.next())
        loss.backward()
        losses.append(float(loss.detach()))
        with torch.no_grad():
            for slow, fast in zip(network.parameters(), quick.parameters()):
                slow.grad, fast.grad = fast.grad.float(), None
            for optimizer, rate in zip(optimizers, (config["muon_rate"], config["adam_rate"])):
                optimizer.param_groups[0]["lr"] = rate * rate_at(step, config)
                optimizer.step()
            for slow, fast in zip(network.parameters(), quick.parameters()):
                fast.copy_(slow)
        step += 1
        if step % 50 == 0:
            print(f"step {step}  loss {np.mean(losses):.3f}  {time.time() - begun:.0f} s", flush=True)
            losses = []
        if step % 200 == 0 or step == config["steps"]:
            kept = {"network": network.state_dict(), "optimizers": [each.state_dict() for each in optimizers], "step": step}
            torch.save(kept, f"{last}.unfinished")
            os.replace(f"{last}.unfinished", last)


# --- judging and export -------------------------------------------------------------------------------------------------------------


def learnt(config: dict, run: Path) -> RescoringNetwork:
    network = network_of(config, pieces_of(run))
    network.load_state_dict(torch.load(run / "last.pt")["network"])
    return network.eval()


@torch.no_grad()
def judge(config: dict, run: Path) -> None:
    network, pieces = learnt(config, run), pieces_of(run)
    loss, words = Counter(), Counter()
    for row in rows_of(config["held_out"][0]):
        said = row["text"].split()
        ids = torch.tensor([[END, *(piece for word in said for piece in pieces.of(word)), END]])
        loss[row["source"]] += float(network.losses(ids[:, :-1], ids[:, 1:]).sum())
        words[row["source"]] += len(said) + 1
    for source in sorted(words):
        print(f"{source}: {math.exp(loss[source] / words[source]):.1f}")


def export(config: dict, run: Path, out: str) -> None:
    tensors = {name: value for name, value in learnt(config, run).state_dict().items()}
    header = {"kind": "rescoring-model", "name": "english", "sizes": config["sizes"], "pieces": pieces_of(run).pieces}
    write_tensors(out, header, tensors, {name for name, value in tensors.items() if value.dim() == 2})


if __name__ == "__main__":
    doing = {"take": take, "pieces": cut_texts, "learn": learn, "judge": judge, "export": export}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if doing is None or len(sys.argv) != (5 if doing in (take, export) else 4):
        raise SystemExit(__doc__)
    folder = Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    doing(json.loads(Path(sys.argv[2]).read_text()), folder, *sys.argv[4:])
