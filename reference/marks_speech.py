"""What the acoustic model hears of marked speech: for each word of a programme its times, and h5 around its end.

    python marks_speech.py LIST PIECES MODEL.utter ENCODER.bin OUT [HOURS]

LIST    a TSV with `blob` (the programme), `start` and `end` (samples), `text` and `spoken` (the same with marks and capitals)
PIECES  where the pieces of sound lie, named PIECES/<2 letters>/<12 letters of the blob>-<start>.wav
OUT     a folder; a file for each programme, those that are there already are kept

The text is laid along the posteriors by the most probable path (Viterbi), so words begin and end where the decoder has them: with the first
timestep of their first letter, and behind the last of their last.
"""
import csv
import sys
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from marked import ANY, CAPITAL, COMMA, NONE, SMALL, STOP, UNKNOWN, MarkedWord, marked_words
from model import ALPHABET, BLANK, SAMPLE_RATE_HZ, SAMPLES_PER_STATE, WHOLE, DeepSpeech, LogMel, pretrained_encoder, read_utter
from train import TAIL, decode

#: timesteps that are looked at around a word: its first, its last, and those behind its end
FIRST, LAST, BEHIND = 4, 4, 8
#: pieces that are heard at once, of about the same length
TOGETHER = 16


class Hearing(DeepSpeech):
    """Keeps h5 of what it heard last."""

    h5: Tensor

    def hidden_layer(self, name: str, x: Tensor) -> Tensor:
        h = super().hidden_layer(name, x)
        if name == "5":
            self.h5 = h
        return h


class Ear:
    def __init__(self, model: str, encoder: str) -> None:
        self.log_mel, self.encoder, self.network = LogMel(), pretrained_encoder(encoder), Hearing(768)
        read_utter(model, self.encoder, self.network)
        self.encoder.eval(), self.network.eval()

    @torch.no_grad()
    def hear(self, sounds: list[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Each heard whole → of each log posteriors [T, L] and h5 [T, H]"""
        counts = [-(-len(samples) // SAMPLES_PER_STATE) + TAIL for samples in sounds]
        longest, lengths = max(counts), torch.tensor(counts)
        padded = torch.stack([F.pad(torch.from_numpy(samples), (0, longest * SAMPLES_PER_STATE - len(samples))) for samples in sounds])
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(self.log_mel(padded, True), lengths, WHOLE)
        logits, _ = self.network(states.bfloat16(), lengths, longest, torch.bfloat16)
        log_probs = logits.log_softmax(-1).numpy()
        return [(rows[:n], h5.float().numpy()) for rows, n, h5 in zip(log_probs, counts, self.network.h5.split(counts))]


def aligned(log_probs: np.ndarray, text: str) -> list[tuple[int, int]] | None:
    """First and behind-the-last timestep of each word on the most probable path; None where the text does not fit."""
    labels = [BLANK]
    for c in text:
        labels += [ALPHABET.index(c), BLANK]
    labels = np.array(labels)
    steps, count = len(log_probs), len(labels)
    may_skip = np.zeros(count, bool)
    may_skip[2:] = (labels[2:] != BLANK) & (labels[2:] != labels[:-2])
    emit = log_probs[:, labels]
    score = np.full(count, -np.inf)
    score[:2] = emit[0, :2]
    back = np.zeros((steps, count), np.int8)
    for t in range(1, steps):
        one = np.concatenate([[-np.inf], score[:-1]])
        two = np.where(may_skip, np.concatenate([[-np.inf, -np.inf], score[:-2]]), -np.inf)
        choice = np.stack([score, one, two])
        back[t] = choice.argmax(0)
        score = choice.max(0) + emit[t]
    at = count - 1 if score[-1] >= score[-2] else count - 2
    if not np.isfinite(score[at]):
        return None
    path = np.zeros(steps, int)
    for t in range(steps - 1, -1, -1):
        path[t] = at
        at -= int(back[t, at])
    firsts, lasts = np.full(count, -1), np.full(count, -1)
    for t, place in enumerate(path):
        firsts[place] = t if firsts[place] < 0 else firsts[place]
        lasts[place] = t
    times, letter = [], 0
    for word in text.split(" "):
        first, last = 2 * letter + 1, 2 * (letter + len(word)) - 1
        times.append((int(firsts[first]), int(lasts[last]) + 1))
        letter += len(word) + 1
    return times


def around(rows: np.ndarray, times: list[tuple[int, int]]) -> np.ndarray:
    """[T, n] → [words, 3, n]: means of the first timesteps of each word, of its last, and of those from its end to the next word"""
    out = np.zeros((len(times), 3, rows.shape[1]), np.float16)
    for i, (start, end) in enumerate(times):
        following = times[i + 1][0] if i + 1 < len(times) else len(rows)
        out[i, 0] = rows[start : min(end, start + FIRST)].mean(0)
        out[i, 1] = rows[max(start, end - LAST) : end].mean(0)
        out[i, 2] = rows[end : max(end + 1, min(following, end + BEHIND))].mean(0) if end < len(rows) else rows[-1]
    return out


def joined(before: list[MarkedWord], after: list[MarkedWord]) -> None:
    """Makes good what the cut between two pieces has done to the marks: who wrote them knew neither end. A full stop before a small letter
    is none; a capital after an open end may be that of a beginning."""
    if not before or not after:
        return
    last, first = before[-1], after[0]
    if last.marks == STOP and first.casing == SMALL:
        before[-1] = last._replace(marks=NONE | COMMA)
    elif last.marks == NONE and first.casing == CAPITAL:
        before[-1] = last._replace(marks=ANY)
    if last.marks in (NONE, COMMA) and first.casing == CAPITAL:
        after[0] = first._replace(casing=UNKNOWN)


def heard_programme(ear: Ear, rows: list[dict[str, str]], pieces: Path) -> dict[str, np.ndarray] | None:
    """Words one after another, times in seconds of the programme; a piece whose marked text is not its text is a gap."""
    marked = [marked_words(row["spoken"]) for row in rows]
    for i, row in enumerate(rows):
        if [w.text for w in marked[i]] != [w.strip("'") for w in row["text"].split()]:
            marked[i] = []
    for before, after in zip(marked, marked[1:]):
        joined(before, after)
    paths = [pieces / row["blob"][:2] / f"{row['blob'][:12]}-{row['start']}.wav" for row in rows]
    numbers = [i for i, these in enumerate(marked) if these and paths[i].exists()]
    numbers.sort(key=lambda i: int(rows[i]["end"]) - int(rows[i]["start"]))
    heard = {}
    for first in range(0, len(numbers), TOGETHER):
        some = numbers[first : first + TOGETHER]
        heard |= dict(zip(some, ear.hear([decode(paths[i]).astype(np.float32) for i in some])))
    words, starts, ends, h5s, piece = [], [], [], [], []
    for number in sorted(heard):
        log_probs, h5 = heard[number]
        times = aligned(log_probs, " ".join(w.text for w in marked[number]))
        if times is None:
            continue
        offset, seconds = int(rows[number]["start"]) / SAMPLE_RATE_HZ, SAMPLES_PER_STATE / SAMPLE_RATE_HZ
        words += marked[number]
        starts += [offset + start * seconds for start, _ in times]
        ends += [offset + end * seconds for _, end in times]
        h5s.append(around(h5, times))
        piece += [number] * len(times)
    if not words:
        return None
    columns = {"text": [w.text for w in words], "marks": [w.marks for w in words], "casing": [w.casing for w in words], "start": starts, "end": ends, "piece": piece}
    return {name: np.array(values) for name, values in columns.items()} | {"h5": np.concatenate(h5s)}


def programmes_of(listed: str) -> list[list[dict[str, str]]]:
    """The pieces of a list by their programme, in order."""
    with open(listed, encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows.sort(key=lambda row: (row["blob"], int(row["start"])))
    return [list(group) for _, group in groupby(rows, key=lambda row: row["blob"])]


def main(listed: str, pieces: str, model: str, encoder: str, out: str, hours: str = "1000") -> None:
    torch.set_num_threads(1)
    programmes = programmes_of(listed)
    # Those with most questions first: of them there is the least.
    programmes.sort(key=lambda p: -sum(row["spoken"].count("?") for row in p) / len(p))
    ear, seconds = Ear(model, encoder), 0.0
    Path(out).mkdir(parents=True, exist_ok=True)
    for programme in programmes:
        path = Path(out) / f"{programme[0]['blob'][:12]}.npz"
        if not path.exists() and (heard := heard_programme(ear, programme, Path(pieces))) is not None:
            np.savez(path.with_suffix(".part.npz"), **heard)
            path.with_suffix(".part.npz").rename(path)
        seconds += sum(int(row["end"]) - int(row["start"]) for row in programme) / SAMPLE_RATE_HZ
        print(f"{path.stem}: {seconds / 3600:.2f} hours", flush=True)
        if seconds > float(hours) * 3600:
            return


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
