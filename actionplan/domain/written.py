"""What is wrong with a written value, in words."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_WORD = 64


class BadValue(ValueError):  # noqa: N818  # reads as the sentence it carries, as fava's errors do
    """A value that cannot be read; `fix` says what to type instead, `code` which diagnostic it is."""

    def __init__(self, message: str, fix: str, code: str = "AP014") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.code = code


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
