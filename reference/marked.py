"""Texts with marks → words as the network spells them, each with the mark behind it and whether it begins with a capital.

A mark that the text leaves open is a set of marks: bits of `MARKS`. What the printed sentence has and we do not write is the nearest that
we do, or open: an exclamation mark is a full stop, a semicolon a comma or a full stop, a dash a comma or nothing.
"""
import re
from typing import NamedTuple

MARKS = ("", ",", ".", "?")
NONE, COMMA, STOP, QUESTION = 1, 2, 4, 8
ANY = NONE | COMMA | STOP | QUESTION
#: of letters that are written small, as capitals, and where the text does not tell
SMALL, CAPITAL, UNKNOWN = 0, 1, 2

_abbreviations = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "st", "ms": "ms", "jr": "jr", "sr": "sr", "messrs": "messrs", "gen": "general", "prof": "professor"}
_behind = {",": COMMA, ".": STOP, "?": QUESTION, "!": STOP, ";": COMMA | STOP, ":": COMMA | STOP, "—": NONE | COMMA, "–": NONE | COMMA, "…": ANY}


class MarkedWord(NamedTuple):
    text: str
    marks: int
    """Bits of those that may stand behind it."""
    casing: int


def marked_words(text: str) -> list[MarkedWord]:
    """Empty where something cannot be told to be a word, as where there are figures."""
    text = text.replace("’", "'").replace("‘", "'").replace("--", "—").replace("...", "…").replace("&", " and ")
    text = re.sub(r"([—–…])", r"\1 ", text)
    words: list[MarkedWord] = []
    for token in text.split():
        made = _words_of(token)
        if made is None:
            return []
        if not made and words and (mark := _mark_behind(token)) is not None:
            words[-1] = words[-1]._replace(marks=mark)
        words += made
    return words


def _words_of(token: str) -> list[MarkedWord] | None:
    core = token.strip("\"“”()[]{}'*_,.?!;:—–…-")
    if not core:
        return []
    if re.search(r"[^A-Za-z'.\-—–À-ÿ]", core):
        return None
    parts = [part for part in re.split(r"[.\-—–]", core) if re.search("[A-Za-z]", part)]
    if any(re.search(r"[^A-Za-z']", part) for part in parts):
        return None
    behind = token[token.rfind(core) + len(core) :]
    spelt = [_abbreviations.get(part.lower(), part.lower().strip("'")) if behind.startswith(".") else part.lower().strip("'") for part in parts]
    is_abbreviated = behind.startswith(".") and (core.lower() in _abbreviations or re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]", core) is not None)
    last = ANY if is_abbreviated and behind.strip("\"”')]") == "." else (_mark_behind(behind) or NONE)
    if core.lower() in _abbreviations and is_abbreviated and last == ANY:
        last = NONE
    inner = ANY if "—" in core or "–" in core else NONE
    casings = [CAPITAL if part.lstrip("'")[:1].isupper() else SMALL for part in parts]
    return [MarkedWord(word, last if i == len(parts) - 1 else inner, casing) for i, (word, casing) in enumerate(zip(spelt, casings))]


def _mark_behind(text: str) -> int | None:
    """Of several the strongest counts: “Well?”, he said."""
    found = [_behind[c] for c in text if c in _behind]
    for strong in (QUESTION, STOP, COMMA | STOP, ANY, COMMA, NONE | COMMA):
        if strong in found:
            return strong
    return None
