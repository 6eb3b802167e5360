"""What is wrong with a written value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

LONGEST_WORD = 64


class Meant(NamedTuple):
    """What a written word most likely stands for; certain where it is the same word, written another way."""

    word: str
    is_certain: bool = False


class BadValue(ValueError):  # noqa: N818  # reads as the sentence it carries, as fava's errors do
    """A value that cannot be read; `fix` says what to type instead, `code` which diagnostic it is.

    `meant` is what would be read in its place, where one value can be told.
    """

    def __init__(self, message: str, fix: str, code: str = "AP014", meant: Meant | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.code = code
        self.meant = meant


def echo(text: str, limit: int = 60) -> str:
    """*text* in quotation marks, cut to *limit* characters, for a message."""
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def nearest(word: str, words: Iterable[object]) -> str | None:
    """The one of *words* that *word* most likely stands for, or None."""
    from difflib import get_close_matches

    known = {str(each).lower(): str(each) for each in words}
    plain = word.strip().lower().replace(" ", "-").replace("_", "-")
    if plain in known:
        return known[plain]
    close = get_close_matches(plain[:LONGEST_WORD], known, n=1, cutoff=0.7)
    return known[close[0]] if close else None


def recognise(word: str, words: Iterable[str], labels: Mapping[str, str] | None = None) -> Meant | None:
    """The one of *words* that *word* stands for, or None.

    It is certain where only capitals, blanks, hyphens and underscores tell it from one of them, or from the label of
    one (*labels* are by word), and from no other.
    """
    known = tuple(words)
    names = [(each, each) for each in known] + [(label, each) for each, label in (labels or {}).items()]
    same = {code for name, code in names if bare(name) == bare(word)}
    if len(same) == 1:
        return Meant(same.pop(), is_certain=True)
    near = nearest(word, known)
    return Meant(near) if near else None


def bare(word: str) -> str:
    """*word* without what people write one way or another: capitals, blanks, hyphens and underscores."""
    return "".join(word.split()).replace("-", "").replace("_", "").lower()
