"""Gathers texts with marks out of stores of the repositories that the language model is made of (scripts/language/sources.mjs).

    python marks_text.py STORES OUT

STORES  a folder of git stores, OWNER+NAME/repo or OWNER+NAME/repo/.git
OUT     a text file: a passage a line, behind the kind of its source and a tab

Only what is free for every use. Sentences with figures are left out, since nobody knows how they are said; what stands before one and behind
it are two passages. Sentences that stand alone are joined at random, so that the end of a text tells nothing.
"""
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

_sentence_end = re.compile(r"(?<![ .][A-Za-z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\betc)(?<=[.!?…])([\"'”’)\]]*)\s+")
LONGEST = 120  # sentences of a passage


class Store:
    def __init__(self, stores: Path, name: str) -> None:
        root = stores / name.replace("/", "+") / "repo"
        self.git = ["git", "--git-dir", str(root / ".git" if (root / ".git").exists() else root)]

    def read(self, pattern: str) -> Iterator[tuple[str, bytes]]:
        listed = subprocess.run([*self.git, "ls-tree", "-r", "-z", "HEAD"], capture_output=True, check=True).stdout.decode()
        for line in listed.split("\0"):
            about, _, path = line.partition("\t")
            if not re.search(pattern, path):
                continue
            blob = subprocess.run([*self.git, "cat-file", "blob", about.split()[2]], capture_output=True, check=False)
            if blob.returncode == 0:  # some of the largest files are not in every copy
                yield path, blob.stdout


def passages_in(paragraphs: list[str], fewest_words: int = 3) -> Iterator[str]:
    """Runs of sentences without figures, over the ends of paragraphs."""
    run: list[str] = []
    for paragraph in paragraphs:
        text = re.sub(r"\s+", " ", paragraph).strip()
        for sentence in _sentence_end.sub(r"\1\n", text).split("\n"):
            is_sentence = re.search(r"[.!?…][\"'”’)\]]*$", sentence) and not re.search(r"[\d@#<>{}|=\\/]|http", sentence)
            if is_sentence and fewest_words <= len(sentence.split()) <= 60:
                run.append(sentence)
            if not is_sentence or len(run) >= LONGEST:
                if len(run) > 1:
                    yield " ".join(run)
                run = []
    if len(run) > 1:
        yield " ".join(run)


def books(stores: Path) -> Iterator[str]:
    for _, data in Store(stores, "mlschmitt/classic-books-markdown").read(r"/.*\.md$"):
        text = data.decode("utf-8", "replace")
        year = re.search(r"^## Year: .*?(\d{4})", text, re.M)
        if year and int(year[1]) >= 1890:
            yield from passages_in(re.sub(r"^#.*$|[*_]", "", text.replace("--", "—"), flags=re.M).split("\n\n"), 1)


def textbooks(stores: Path) -> Iterator[str]:
    for book in ("us-history", "psychology", "sociology", "astronomy"):
        for _, data in Store(stores, f"philschatz/{book}-book").read(r"^contents/.*\.md$"):
            text = re.sub(r"^---[\s\S]*?---", "", data.decode("utf-8", "replace"))
            text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?", r"\1", re.sub(r"<[^>]+>|\([^)]*\d[^)]*\)|[*_]{1,3}", "", text))
            yield from passages_in([p for p in text.split("\n\n") if not re.search(r"\$\$|\{:|^\s*[#|]", p)], 4)


def speeches(stores: Path) -> Iterator[str]:
    for archive in ("state_union", "inaugural"):
        for _, data in Store(stores, "nltk/nltk_data").read(rf"packages/corpora/{archive}\.zip$"):
            with zipfile.ZipFile(io.BytesIO(data)) as files:
                for name in files.namelist():
                    if int((re.search(r"(\d{4})[^/]*\.txt$", name) or [0, 0])[1]) >= 1940:
                        yield from passages_in(files.read(name).decode("utf-8", "replace").split("\n\n"), 2)


def debates(stores: Path) -> Iterator[str]:
    files = Store(stores, "SarahFranzen/Emotions_in_the_United_Nations_General_Debates").read(r"TXT/Session \d+ - (199[4-9]|20\d\d)/[A-Z]{3}_.*txt$")
    for number, (_, data) in enumerate(files):
        if number % 6 == 0:
            yield from passages_in(re.sub(r"([a-z])- ([a-z])", r"\1\2", data.decode("utf-8", "replace")).split("\n\n"), 2)


def tagged(stores: Path) -> Iterator[str]:
    """word_TAG, a sentence a line."""
    for _, data in Store(stores, "nltk/nltk_data").read(r"packages/corpora/masc_tagged\.zip$"):
        with zipfile.ZipFile(io.BytesIO(data)) as files:
            for name in files.namelist():
                if name.endswith(".txt") and not re.search("tweets|categories", name):
                    lines = files.read(name).decode("utf-8", "replace").split("\n")
                    sentences = [" ".join(re.sub(r"_[^_]*$", "", word) for word in line.split()) for line in lines]
                    yield from passages_in([re.sub(r" ([.,!?;:])", r"\1", re.sub(r" (n't|'[a-z]+)\b", r"\1", s)) for s in sentences], 2)


def stories(stores: Path) -> Iterator[str]:
    for _, data in Store(stores, "global-asp/asp-source").read(r"^en/"):
        story, *about = re.split(r"\n\* (?=License)", data.decode("utf-8", "replace"))
        if re.match(r"License: \[CC-BY\]", "".join(about), re.I):
            text = re.sub(r"([a-z][.!?])([A-Z])", r"\1 \2", re.sub(r"^#.*$", "", story, flags=re.M))
            yield from passages_in(text.split("\n\n"), 1)


def conversations(stores: Path) -> Iterator[str]:
    for _, data in Store(stores, "google-research-datasets/Taskmaster").read(r"^TM-4-2024/data/.*json$"):
        for number, conversation in enumerate(json.loads(data)):
            if number % 4 == 0:
                yield from passages_in([utterance.get("text", "") for utterance in conversation["utterances"]], 1)


def alone(stores: Path) -> Iterator[str]:
    sentences: list[str] = []
    for _, data in Store(stores, "vivounicorn/attention-seq2seq").read(r"^cmn-eng/cmn\.txt$"):
        sentences += [line.split("\t")[0] for line in data.decode("utf-8", "replace").split("\n")]
    random.Random(1).shuffle(sentences)
    yield from passages_in(sentences, 1)


def main(stores: str, out: str) -> None:
    with open(out, "w", encoding="utf-8") as file:
        for read in (books, textbooks, speeches, debates, tagged, stories, conversations, alone):
            count = 0
            for passage in read(Path(stores)):
                file.write(f"{read.__name__}\t{passage}\n")
                count += passage.count(" ") + 1
            print(f"{read.__name__}: {count} words", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
