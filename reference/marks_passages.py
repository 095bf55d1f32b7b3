"""Cuts the programmes that are held out into passages that marks are judged on: sound as it was sent, text with marks and capitals.

    python marks_passages.py LIST HELD_OUT USE OUT OWNER/NAME=GITDIR …

LIST      the pieces of all programmes, with their repository and path, as marks_speech.py takes them
HELD_OUT  what marks.json names so; the programmes of one USE are taken, such as judge
OUT       a folder: OUT/USE.tsv and its sound
GITDIR    where the store of a public repository lies

Pieces were cut at pauses and written down one by one, so a full stop that stands at the end of one before a small letter is none, and a
capital behind an open end may be one of a beginning: an ellipsis in the text says that it tells nothing there.
"""
import subprocess
import sys
import wave
from pathlib import Path

from marks_speech import programmes_of
from model import SAMPLE_RATE_HZ

#: seconds without a piece that part two passages, and how long one is at most
GAP, LONGEST = 3.0, 150.0
MARGIN = 0.4


def decoded(store: str, blob: str) -> bytes:
    git = subprocess.Popen(["git", "--git-dir", store, "cat-file", "blob", blob], stdout=subprocess.PIPE)
    form = ["-threads", "1", "-i", "pipe:0", "-f", "s16le", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ), "-"]
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *form], stdin=git.stdout, capture_output=True, check=False).stdout


def passages_of(pieces: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    passages: list[list[dict[str, str]]] = [[]]
    for piece in pieces:
        here = passages[-1]
        if here and (int(piece["start"]) - int(here[-1]["end"]) > GAP * SAMPLE_RATE_HZ or int(piece["end"]) - int(here[0]["start"]) > LONGEST * SAMPLE_RATE_HZ):
            passages.append([])
        passages[-1].append(piece)
    return [p for p in passages if len(p) > 2]


def text_of(pieces: list[dict[str, str]]) -> str:
    texts = [piece["spoken"] for piece in pieces]
    for i, after in enumerate(texts[1:]):
        begins_small = after[0].islower()
        if texts[i].endswith(".") and begins_small:
            texts[i] = texts[i].rstrip(".") + "…"
        elif texts[i][-1].isalnum() and not begins_small:
            texts[i] += "…"
    return " ".join(texts)


def main(listed: str, held_out: str, use: str, out: str, *stores: str) -> None:
    there = dict(store.split("=", 1) for store in stores)
    chosen = {line.split("\t")[0] for line in Path(held_out).read_text().splitlines() if line.split("\t")[1] == use}
    Path(out, use).mkdir(parents=True, exist_ok=True)
    rows = ["path\tseconds\tspeaker\tsource\ttext"]
    for programme in programmes_of(listed):
        first = programme[0]
        name = first["blob"][:12]
        if name not in chosen:
            continue
        samples = decoded(there[first["repository"]], first["blob"])
        for pieces in passages_of(programme):
            start = max(0, int(pieces[0]["start"]) - int(MARGIN * SAMPLE_RATE_HZ))
            end = int(pieces[-1]["end"]) + int(MARGIN * SAMPLE_RATE_HZ)
            path = f"{use}/{name}-{start}.wav"
            with wave.open(str(Path(out, path)), "wb") as file:
                file.setnchannels(1), file.setsampwidth(2), file.setframerate(SAMPLE_RATE_HZ)
                file.writeframes(samples[2 * start : 2 * end])
            rows.append(f"{path}\t{(end - start) / SAMPLE_RATE_HZ:.2f}\t{first['speaker']}\t{name}\t{text_of(pieces)}")
    Path(out, f"{use}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
