"""The network that hears marks: what stands behind each word (nothing, a comma, a full stop, a question mark) and whether it has a capital.

    python marks.py learn CONFIG.json RUN        texts first, then speech; writes RUN/last.pt
    python marks.py judge CONFIG.json RUN        F1 on the programmes that are held out, with the words as they were spoken
    python marks.py export CONFIG.json RUN OUT   OUT.marks for the app

It sees ten words up to the one in question and up to four behind it, as rows of a table that all places share; what a gated memory kept of
thirty, so that it knows how a long sentence began; the pauses around; and of h5 at the word's end, behind it and at the beginning of the next
word eight numbers each. Texts have neither pauses nor sound: there they are told to be unknown, and the sound so in speech now and then, so that it goes
on with what there is. Beside speech some texts get pauses that are drawn from it.

    c_j = [E[w_(j-2)], E[w_(j-1)], E[w_j], pause before w_j]      f_j = σ(F c_j + a)      m_j = f_j m_(j-1) + (1 - f_j) tanh(V c_j + v)
    x = [E[w_(i-9)] … E[w_i] … E[w_(i+4)], pauses, m_i, P h5]      h = g(W1 x + b1)      k = g(W2 h + b2)      W3 k + b3

The memory is that of a quasi-recurrent network with a window of three (Bradbury et al. 2016, f-pooling); it begins with zeros thirty words before.
"""
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from marked import CAPITAL, COMMA, MARKS, NONE, QUESTION, STOP, UNKNOWN, marked_words
from marks_speech import joined, programmes_of
from model import write_tensors

BEFORE, AFTER = 10, 4
#: words that the memory has read, up to the one in question; of the first the two before are seen, too
REMEMBERED, MEMORY, JOINED = 30, 64, 3
#: words up to the one in question of which anything is seen
SEEN = REMEMBERED + JOINED - 1
#: words one behind another that are looked at in one go
RUN = 64
#: places, counted from the word, of the pauses that are seen: the one behind the word is 0
PAUSES = range(-4, 3)
#: numbers made of h5 at each of three places
HEARD = 8
WIDTH, HIDDEN, UPPER = 48, 256, 64
#: units of the acoustic network
STATE = 768
#: rows of the table before the words: nothing before, nothing known behind, a name that is not in the list, then endings
BEGIN, BEYOND, NAME, ENDINGS = 0, 1, 2, 1024
FIRST_WORD = 3 + ENDINGS
#: without a word for longer, in seconds, a passage is over
PASSAGE_GAP = 4.0
#: letters of an ending
ENDING = 3


# --- words --------------------------------------------------------------------------------------------------------------------------


def fnv(text: str) -> int:
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


@dataclass
class Vocabulary:
    words: list[str]
    """Those with a row of their own, the most frequent first."""
    names: list[str]
    """Others that nearly always have a capital."""

    def __post_init__(self) -> None:
        self.rows = {name: NAME for name in self.names} | {word: FIRST_WORD + i for i, word in enumerate(self.words)}

    def row(self, word: str) -> int:
        found = self.rows.get(word)
        if found is None:
            found = self.rows[word] = 3 + fnv(word[-ENDING:]) % ENDINGS
        return found


def vocabulary_of(passages: list[list[tuple[str, int, int]]], weights: list[int], count: int, names: int) -> Vocabulary:
    """The most frequent words, and the most frequent others of which 95 in 100 that begin no sentence have a capital."""
    counts, inside, capitals = Counter(), Counter(), Counter()
    for words, weight in zip(passages, weights):
        opens = True
        for text, marks, casing in words:
            counts[text] += weight
            if not opens and casing != UNKNOWN:
                inside[text] += 1
                capitals[text] += casing
            opens = bool(marks & (STOP | QUESTION))
    ordered = [word for word, n in counts.most_common() if n > 2]
    chosen = ordered[:count]
    others = [w for w in ordered[count:] if inside[w] > 2 and capitals[w] >= 0.95 * inside[w]]
    return Vocabulary(chosen, others[:names])


# --- what is learnt from ------------------------------------------------------------------------------------------------------------


@dataclass
class Examples:
    """Passages one behind another, each with room on both sides. Times are NaN where nobody spoke, and rows of `heard` −1."""

    rows: np.ndarray
    marks: np.ndarray
    casing: np.ndarray
    gap: np.ndarray
    letters: np.ndarray
    """Seconds a letter of the word."""
    heard: np.ndarray
    places: np.ndarray
    """Of the words with something to learn."""

    @staticmethod
    def of(passages: list[dict[str, np.ndarray]]) -> "Examples":
        columns: dict[str, list[np.ndarray]] = {name: [] for name in ("rows", "marks", "casing", "gap", "letters", "heard")}
        places, at = [], 0
        padding = {"rows": (BEGIN, BEYOND), "marks": (0, 0), "casing": (UNKNOWN, UNKNOWN), "gap": (np.nan, np.nan), "letters": (np.nan, np.nan), "heard": (-1, -1)}
        for p in passages:
            n = len(p["rows"])
            for name, (left, right) in padding.items():
                columns[name] += [np.full(SEEN, left), p[name], np.full(AFTER, right)]
            # What stands at the end of a passage the end tells, not the words.
            places.append(np.arange(at + SEEN, at + SEEN + n - 1))
            at += SEEN + n + AFTER
        for name, (_, right) in padding.items():
            columns[name].append(np.full(RUN + AFTER, right))
        return Examples(**{name: np.concatenate(parts) for name, parts in columns.items()}, places=np.concatenate(places))


def passage_of(vocabulary: Vocabulary, words: list[tuple[str, int, int]]) -> dict[str, np.ndarray]:
    n = len(words)
    casing = np.array([w[2] for w in words])
    marks = np.array([w[1] for w in words])
    casing[0] = UNKNOWN
    casing[1:][(marks[:-1] & (STOP | QUESTION)) > 0] = UNKNOWN
    nothing = np.full(n, np.nan)
    return {"rows": np.array([vocabulary.row(w[0]) for w in words]), "marks": marks, "casing": casing, "gap": nothing, "letters": nothing, "heard": np.full(n, -1)}


def spoken_passages(vocabulary: Vocabulary, programme: dict[str, np.ndarray], first_heard: int) -> list[dict[str, np.ndarray]]:
    texts, start, end = programme["text"], programme["start"], programme["end"]
    gap = np.append(start[1:] - end[:-1], np.nan)
    letters = (end - start) / np.array([len(t) for t in texts])
    cuts = [0, *(np.flatnonzero(gap[:-1] > PASSAGE_GAP) + 1), len(texts)]
    passages = []
    for a, b in zip(cuts, cuts[1:]):
        words = [(str(t), int(m), int(c)) for t, m, c in zip(texts[a:b], programme["marks"][a:b], programme["casing"][a:b])]
        passages.append(passage_of(vocabulary, words) | {"gap": gap[a:b], "letters": letters[a:b], "heard": np.arange(a, b) + first_heard})
    return passages


def time_features(gap: Tensor, letters: Tensor, known: Tensor) -> Tensor:
    """Of each pause of PAUSES [B, pauses] whether it is known, its logarithm and how far it is over some lengths; how fast the word was. [B, TIMES]"""
    offsets = torch.tensor(list(PAUSES))
    hidden = (offsets[None] >= known[:, None]) & (offsets[None] > 0)
    # Before the next word is known, the pause is known as far as it has gone.
    gap = torch.where((offsets[None] == 0) & (known[:, None] == 0), gap.clamp(max=1.2), gap)
    gap = torch.where(hidden, torch.nan, gap)
    return torch.cat([pause_numbers(gap), rate_number(letters)[:, None]], 1)


def single_pause_numbers(gap: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Whether it is known, its logarithm, and whether it is long."""
    is_known = ~gap.isnan()
    seconds = gap.nan_to_num(0).clamp(0, 5)
    return is_known.float(), (torch.log(seconds + 0.05) - math.log(0.05)) * is_known, (seconds > 0.25).float() * is_known


def pause_numbers(gap: Tensor) -> Tensor:
    """[B, pauses] seconds, NaN where unknown → [B, 3 · pauses + 6]"""
    is_known = ~gap.isnan()
    seconds = gap.nan_to_num(0).clamp(0, 5)
    here = seconds[:, [-PAUSES.start]]
    steps = torch.tensor([0.1, 0.2, 0.35, 0.5, 0.8, 1.2])
    over = ((here - steps) / (0.5 * steps)).clamp(-1, 1) * is_known[:, [-PAUSES.start]]
    return torch.cat([*single_pause_numbers(gap), over], 1)


def rate_number(letters: Tensor) -> Tensor:
    return ((letters.nan_to_num(0.07).clamp(0.02, 0.3) / 0.07).log()).clamp(-1.5, 1.5)


TIMES = 3 * len(PAUSES) + 7


class MarksNetwork(nn.Module):
    def __init__(self, rows: int, heard: int = STATE) -> None:
        super().__init__()
        self.table = nn.Embedding(rows, WIDTH)
        nn.init.normal_(self.table.weight, std=0.3)
        self.project = nn.Linear(heard, 3 * HEARD, bias=False)
        self.remember = nn.Linear(JOINED * WIDTH + 3, 2 * MEMORY)
        self.first = nn.Linear((BEFORE + AFTER) * WIDTH + TIMES + MEMORY + 3 * HEARD + 1, HIDDEN)
        self.second, self.third = nn.Linear(HIDDEN, UPPER), nn.Linear(UPPER, len(MARKS) + 1)

    def memory(self, words: Tensor, pauses: Tensor) -> Tensor:
        """words [R, SEEN - 1 + RUN, WIDTH], pauses [R, REMEMBERED - 1 + RUN, 3] → what is kept of REMEMBERED words at each of a run [R, RUN, MEMORY]"""
        joined_words = torch.cat([words[:, i : words.shape[1] - JOINED + 1 + i] for i in range(JOINED)], 2)
        gate, value = self.remember(torch.cat([joined_words, pauses], 2)).float().chunk(2, 2)
        keep, taken = torch.sigmoid(gate), torch.tanh(value)
        kept, all_kept = torch.zeros_like(keep[:, 0]), []
        for share, new in zip(keep.unbind(1), ((1 - keep) * taken).unbind(1)):
            kept = share * kept + new
            all_kept.append(kept)
        # Less what is left of words that are farther back: memory is linear in what it began with.
        whole, logs = torch.stack(all_kept, 1), F.logsigmoid(gate).cumsum(1)
        left = (logs[:, REMEMBERED:] - logs[:, :-REMEMBERED]).exp() * whole[:, :-REMEMBERED]
        return whole[:, REMEMBERED - 1 :] - F.pad(left, (0, 0, 1, 0))

    def forward(self, seen: "Seen", use_times: bool = True, use_heard: bool = True) -> Tensor:
        """→ logits of the marks and of the capital of what is asked [n, 5]"""
        pauses, times = (x if use_times else torch.zeros_like(x) for x in (seen.pauses, seen.times))
        words = self.table(seen.near).flatten(1)
        memory = self.memory(self.table(seen.rows), pauses)[seen.asked]
        heard = seen.heard if use_heard else None
        if heard is None:
            numbers = words.new_zeros(len(words), 3 * HEARD + 1)
        else:
            # Each place has its own numbers of the projection.
            made = torch.stack([self.project(heard[:, i])[:, i * HEARD : (i + 1) * HEARD] for i in range(3)], 1).flatten(1)
            there = (heard.abs().sum((1, 2)) > 0).float()[:, None]
            numbers = torch.cat([made * there, there], 1)
        h = F.relu(self.first(torch.cat([words, times, memory, numbers], 1)))
        return self.third(F.relu(self.second(F.dropout(h, 0.1, self.training))))


def loss_of(logits: Tensor, marks: Tensor, casing: Tensor) -> Tensor:
    """Minus the log of what the allowed marks have together, and the cross-entropy of the capital where it is known."""
    allowed = (marks[:, None] & (1 << torch.arange(len(MARKS)))) > 0
    log_probs = logits[:, : len(MARKS)].log_softmax(1)
    of_marks = -log_probs.masked_fill(~allowed, -1e9).logsumexp(1)
    is_told = casing != UNKNOWN
    of_casing = F.binary_cross_entropy_with_logits(logits[is_told, len(MARKS)], casing[is_told].float(), reduction="sum")
    return of_marks.mean() + of_casing / len(marks)


@dataclass
class Seen:
    """Runs of words, and what is seen of those of them that are asked for."""

    rows: Tensor
    """Of the runs and the words before, [R, SEEN - 1 + RUN]."""
    pauses: Tensor
    """Before each word that is remembered, [R, REMEMBERED - 1 + RUN, 3]."""
    asked: Tensor
    """[R, RUN]; true n times."""
    near: Tensor
    """[n, BEFORE + AFTER]"""
    times: Tensor
    """[n, TIMES]"""
    heard: Tensor | None
    """[n, 3, H]"""
    marks: Tensor
    casing: Tensor


class Batches:
    """Draws batches of examples; what is heard of them comes from `sounds`, [words, 3, H], row by row."""

    def __init__(self, examples: Examples, sounds: np.ndarray | None) -> None:
        self.examples, self.sounds = examples, sounds
        self.rows, self.marks, self.casing = (torch.from_numpy(x.astype(np.int64)) for x in (examples.rows, examples.marks, examples.casing))
        self.gap, self.letters = (torch.from_numpy(x.astype(np.float32)) for x in (examples.gap, examples.letters))
        self.is_asked = torch.zeros(len(self.rows), dtype=torch.bool)
        self.is_asked[torch.from_numpy(examples.places)] = True

    def runs(self, shift: int = 0) -> Tensor:
        """First places of runs that hold all that is to be learnt, but what lies before the shift."""
        starts = torch.arange(SEEN + shift, len(self.rows) - RUN - AFTER + 1, RUN)
        return starts[self.is_asked[starts[:, None] + torch.arange(RUN)].any(1)]

    def of(self, starts: Tensor, random: torch.Generator | None, known: int = AFTER) -> Seen:
        """@param random hides now and then what will be unknown at times"""
        asked = self.is_asked[starts[:, None] + torch.arange(RUN)]
        places = (starts[:, None] + torch.arange(RUN))[asked]
        n = len(places)
        following = torch.full((n,), known)
        rows = self.rows[starts[:, None] + torch.arange(1 - SEEN, RUN + AFTER)]
        scale = torch.ones(len(starts), 1)
        if random is not None:
            few = torch.rand(n, generator=random) < 0.35
            following = torch.where(few, torch.randint(0, AFTER, (n,), generator=random), following)
            scale = torch.exp(torch.empty(len(starts), 1).uniform_(-0.5, 0.25, generator=random))
            # A word that was heard wrong is another.
            wrong = torch.rand(rows.shape, generator=random) < 0.02
            rows = torch.where(wrong, self.rows[torch.randint(0, len(self.rows), rows.shape, generator=random)], rows)
        near = rows[:, SEEN - BEFORE :].unfold(1, BEFORE + AFTER, 1)[asked]
        near = torch.where(torch.arange(1 - BEFORE, 1 + AFTER)[None] > following[:, None], BEYOND, near)
        gaps = self.gap[starts[:, None] + torch.arange(-REMEMBERED, RUN - 1)] * scale
        scale_asked = scale.expand(-1, RUN)[asked]
        around = self.gap[places[:, None] + torch.tensor(list(PAUSES))] * scale_asked[:, None]
        times = time_features(around, self.letters[places] * scale_asked, following)
        heard = None if self.sounds is None else self.heard(places, following, random)
        return Seen(rows[:, : SEEN - 1 + RUN], torch.stack(single_pause_numbers(gaps), 2), asked, near, times, heard, self.marks[places], self.casing[places])

    def heard(self, places: Tensor, following: Tensor, random: torch.Generator | None) -> Tensor:
        index = self.examples.heard[places.numpy()]
        after = self.examples.heard[(places + 1).numpy()]
        end, behind = self.sounds[index, 1], self.sounds[index, 2]
        first = self.sounds[after, 0] * (after >= 0)[:, None]
        heard = torch.from_numpy(np.stack([end, behind, first], 1).astype(np.float32))
        heard[following == 0, 2] = 0
        heard *= torch.from_numpy(index >= 0)[:, None, None]
        if random is not None:
            heard *= (torch.rand(len(places), generator=random) > 0.2)[:, None, None]
        return heard


# --- learning -----------------------------------------------------------------------------------------------------------------------


def text_of(path: str, share: dict[str, float], random: np.random.Generator) -> list[list[tuple[str, int, int]]]:
    passages = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            kind, _, text = line.rstrip("\n").partition("\t")
            if random.random() < share[kind] and len(words := marked_words(text)) > 4:
                passages.append([tuple(w) for w in words])
    return passages


def run_epoch(network: MarksNetwork, optimizer, batches: list[Batches], size: int, seed: int, rate, most: int = 10**9) -> float:
    """One pass over all sets, of each at most so many examples; `rate` tells it by the share that is done."""
    random = torch.Generator().manual_seed(seed)
    drawn = []
    for b in batches:
        runs = b.runs(int(torch.randint(0, RUN, (), generator=random)))
        order = runs[torch.randperm(len(runs), generator=random)]
        drawn += [(b, part) for part in order[: -(-most // RUN)].split(size // RUN)]
    drawn = [drawn[i] for i in torch.randperm(len(drawn), generator=random)]
    total = 0.0
    for step, (b, starts) in enumerate(drawn):
        for group in optimizer.param_groups:
            group["lr"] = rate(step / len(drawn)) * group["share"]
        seen = b.of(starts, random)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(seen)
        loss = loss_of(logits.float(), seen.marks, seen.casing)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
        if step % 100 == 99:
            print(f"  {step + 1} of {len(drawn)}: {total / (step + 1):.4f}", flush=True)
    return total / max(1, len(drawn))


@torch.no_grad()
def scores_of(network: MarksNetwork, b: Batches, known: int = AFTER, use_heard: bool = True, use_times: bool = True) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each mark and of capitals, where the text tells which."""
    network.eval()
    logits = []
    for starts in b.runs().split(128):
        logits.append(network(b.of(starts, None, known), use_times, use_heard))
    network.train()
    logits = torch.cat(logits)
    marks, casing = b.marks[b.is_asked], b.casing[b.is_asked]
    chosen = 1 << logits[:, : len(MARKS)].argmax(1)
    is_told = (marks & (marks - 1)) == 0
    out = {}
    for name, bit in (("comma", COMMA), ("full stop", STOP), ("question mark", QUESTION)):
        out[name] = f1((chosen == bit)[is_told], (marks == bit)[is_told])
    told = casing != UNKNOWN
    out["capital"] = f1((logits[:, len(MARKS)] > 0)[told], (casing == CAPITAL)[told])
    return out


def f1(found: Tensor, true: Tensor) -> tuple[float, float, float]:
    both = (found & true).sum().item()
    precision, recall = both / max(1, found.sum().item()), both / max(1, true.sum().item())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def show(title: str, scores: dict[str, tuple[float, float, float]]) -> None:
    print(f"{title:28}" + "  ".join(f"{name} {p:.3f} {r:.3f} {f:.3f}" for name, (p, r, f) in scores.items()), flush=True)


@dataclass
class Speech:
    """By use: what was heard of programmes, and the texts of the others."""

    heard: dict[str, list[dict[str, np.ndarray]]]
    texts: list[list[tuple[str, int, int]]]


def speech_of(config: dict) -> Speech:
    """`held_out` names programmes that are tuned on or judged on, and twins of theirs that are not used at all."""
    uses = dict(line.split("\t")[:2] for line in Path(config["held_out"]).read_text().splitlines()[1:])
    heard: dict[str, list] = {}
    for path in sorted(Path(config["heard"]).glob("????????????.npz")):
        with np.load(path) as file:
            heard.setdefault(uses.get(path.stem, "train"), []).append({name: file[name] for name in file.files})
    texts = []
    for programme in programmes_of(config["programmes"]):
        if uses.get(programme[0]["blob"][:12], "train") == "train":
            texts += passages_of_texts(programme)
    return Speech(heard, texts)


def passages_of_texts(programme: list[dict[str, str]]) -> list[list[tuple[str, int, int]]]:
    pieces = [marked_words(row["spoken"]) for row in programme]
    for before, after in zip(pieces, pieces[1:]):
        joined(before, after)
    passages: list[list] = [[]]
    for before, row, words in zip([programme[0], *programme], programme, pieces):
        if not words or int(row["start"]) - int(before["end"]) > PASSAGE_GAP * 16_000:
            passages.append([])
        passages[-1] += [tuple(w) for w in words]
    return [p for p in passages if len(p) > 4]


class Pauses:
    """As programmes have them, for texts that nobody spoke: behind nothing, commas and ends of sentences, and how fast words are."""

    def __init__(self, programmes: list[dict[str, np.ndarray]], seed: int) -> None:
        self.random = np.random.default_rng(seed)
        gap = np.concatenate([np.append(p["start"][1:] - p["end"][:-1], np.nan) for p in programmes])
        marks = np.concatenate([p["marks"] for p in programmes])
        fits = gap <= PASSAGE_GAP  # and no NaN
        self.gaps = {bits: gap[fits & (marks & ~bits == 0)] for bits in (NONE, COMMA, STOP | QUESTION)}
        self.letters = np.concatenate([(p["end"] - p["start"]) / np.array([len(t) for t in p["text"]]) for p in programmes])

    def drawn(self, passage: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        marks = passage["marks"]
        gap = self.random.choice(self.gaps[NONE], len(marks))
        for bits in (COMMA, STOP | QUESTION):
            is_such = (marks & ~bits) == 0
            gap[is_such] = self.random.choice(self.gaps[bits], is_such.sum())
        return passage | {"gap": gap, "letters": self.random.choice(self.letters, len(marks))}


def batches_of_speech(vocabulary: Vocabulary, programmes: list[dict[str, np.ndarray]], hears: bool) -> Batches:
    """@param hears whether h5 is looked at, besides the times"""
    passages, count = [], 0
    for programme in programmes:
        passages += spoken_passages(vocabulary, programme, count)
        count += len(programme["text"])
    return Batches(Examples.of(passages), np.concatenate([p["h5"] for p in programmes]) if hears else None)


def learn(config: dict, run: Path) -> None:
    """Texts first, kept in RUN/texts.pt, which a later call goes on from."""
    torch.set_num_threads(1)
    torch.manual_seed(config["seed"])
    random = np.random.default_rng(config["seed"])
    speech = speech_of(config)
    if not (run / "texts.pt").exists():
        texts = text_of(config["texts"], config["shares"], random)
        weights = [1] * len(texts) + [config["speech_weight"]] * len(speech.texts)
        vocabulary = vocabulary_of(texts + speech.texts, weights, config["words"], config["names"])
        batches = [Batches(Examples.of([passage_of(vocabulary, p) for p in them]), None) for them in (texts, speech.texts)]
        learn_texts(config, run, vocabulary, batches[:1] + batches[1:] * config["speech_weight"], batches_of_speech(vocabulary, speech.heard["tune"], config["hears"]))
    vocabulary = restored(run / "texts.pt")[1]
    few = text_of(config["texts"], config["shares_with_speech"], random)
    pauses = Pauses(speech.heard["train"], config["seed"])
    written = Batches(Examples.of([pauses.drawn(passage_of(vocabulary, p)) for p in few]), None)
    spoken = Batches(Examples.of([passage_of(vocabulary, p) for p in speech.texts]), None)
    heard = batches_of_speech(vocabulary, speech.heard["train"], config["hears"])
    learn_speech(config, run, [heard] * config["heard_weight"] + [written, spoken], batches_of_speech(vocabulary, speech.heard["tune"], config["hears"]))


def learn_texts(config: dict, run: Path, vocabulary: Vocabulary, batches: list[Batches], tuning: Batches) -> None:
    network = MarksNetwork(FIRST_WORD + len(vocabulary.words), STATE)
    optimizer = torch.optim.AdamW([{"params": network.parameters(), "share": 1.0}], lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    epochs = config["text_epochs"]
    for epoch in range(epochs):
        rate = lambda done: config["text_rate"] * min(1, (done + epoch) * 50) * (1 - 0.9 * (epoch + done) / epochs)
        print(f"texts {epoch}: {run_epoch(network, optimizer, batches, config['text_batch'], epoch, rate):.4f}")
        keep(run / "texts.pt", network, vocabulary)
        show_all(network, tuning)


def learn_speech(config: dict, run: Path, batches: list[Batches], tuning: Batches) -> None:
    network, vocabulary = restored(run / "texts.pt")
    print(f"speech: {[len(b.examples.places) for b in batches]} words, held out {len(tuning.examples.places)}", flush=True)
    groups = [{"params": [p for n, p in network.named_parameters() if ("project" in n) == projects], "share": 0.3 if projects else 1.0} for projects in (False, True)]
    optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    for epoch in range(config["speech_epochs"]):
        rate = lambda done: config["speech_rate"] * (1 - (epoch + done) / config["speech_epochs"])
        print(f"speech {epoch}: {run_epoch(network, optimizer, batches, config['speech_batch'], 100 + epoch, rate, config['speech_most']):.4f}")
        keep(run / "last.pt", network, vocabulary)
        show_all(network, tuning)


def keep(path: Path, network: MarksNetwork, vocabulary: Vocabulary) -> None:
    torch.save({"weights": network.state_dict(), "words": vocabulary.words, "names": vocabulary.names}, path)


def restored(path: Path) -> tuple[MarksNetwork, Vocabulary]:
    kept = torch.load(path, weights_only=True)
    network = MarksNetwork(len(kept["weights"]["table.weight"]), kept["weights"]["project.weight"].shape[1])
    network.load_state_dict(kept["weights"])
    return network, Vocabulary(kept["words"], kept["names"])


def show_all(network: MarksNetwork, held: Batches) -> None:
    without = {"use_heard": False}
    for title, options in (("all", {}), ("one word after", {"known": 1}), ("nothing after", {"known": 0}), ("without h5", without), ("words alone", without | {"use_times": False})):
        show(title, scores_of(network, held, **options))


def judge(config: dict, run: Path) -> None:
    network, vocabulary = restored(run / "last.pt")
    show_all(network, batches_of_speech(vocabulary, speech_of(config).heard["judge"], config["hears"]))


def export(config: dict, run: Path, out: str) -> None:
    """As it hears without h5: what would come of it is nothing then, and its columns are left out."""
    network, vocabulary = restored(run / "last.pt")
    state = network.state_dict()
    tensors = {"table": state["table.weight"]}
    for name in ("remember", "first", "second", "third"):
        tensors |= {f"{name}.weight": state[f"{name}.weight"], f"{name}.bias": state[f"{name}.bias"]}
    # So that of those that are heard too seldom more are heard; chosen on the programmes for tuning.
    tensors["third.bias"] = tensors["third.bias"] + torch.tensor([*config["biases"], 0.0])
    tensors["first.weight"] = tensors["first.weight"][:, : (BEFORE + AFTER) * WIDTH + TIMES + MEMORY].contiguous()
    sizes = {"before": BEFORE, "after": AFTER, "remembered": REMEMBERED, "memory": MEMORY, "width": WIDTH, "hidden": HIDDEN, "upper": UPPER, "endings": ENDINGS}
    header = {"kind": "marks-model", "name": "english", "sizes": sizes, "words": " ".join(vocabulary.words), "names": " ".join(vocabulary.names)}
    write_tensors(out, header, tensors, {"table"})


def main(command: str, configuration: str, run: str, out: str = "") -> None:
    config = json.loads(Path(configuration).read_text())
    Path(run).mkdir(parents=True, exist_ok=True)
    if command == "export":
        export(config, Path(run), out)
    else:
        {"learn": learn, "judge": judge}[command](config, Path(run))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
