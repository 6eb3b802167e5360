"""What a text of ours must not hold, and the limits it is read under."""

from __future__ import annotations

from typing import NamedTuple

from yaml import YAMLError
from yaml.reader import Reader, ReaderError

MAX_BYTES = 16 * 1024 * 1024
MAX_NODES = 2_000_000
MAX_DEPTH = 20
MAX_KEY = 64
MAX_PROBLEMS = 100

STAND_IN = "\ufdd0"  # for a character that no text may hold; a noncharacter, so that nobody can have written it

# Of what stands behind these the tree says nothing, or not all: a blank there may be part of a value.
HIDING = frozenset(("duplicate-key", "anchor", "alias", "merge", "tag", "directive", "several-documents"))


class Problem(NamedTuple):
    """Something in the text that a file of ours must not hold.

    `kind` names it, `start` and `end` are offsets, `detail` is the word it is about, and `other` is the offset of
    the other place it concerns (the first of two equal keys). `within` tells one mapping from another.
    """

    kind: str
    start: int
    end: int
    detail: str = ""
    other: int | None = None
    within: int = -1


def said_by_parser(error: YAMLError, text: str) -> Problem:
    """The parser's complaint, with its own words and both of its places."""
    if isinstance(error, ReaderError):
        found = Reader.NON_PRINTABLE.search(text)
        offset = found.start() if found else 0
        return Problem("control", offset, offset + 1, f"U+{ord(text[offset : offset + 1] or '0'):04X}")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = 0 if mark is None else min(int(mark.index), len(text))
    line = text.rfind("\n", 0, offset) + 1
    if text.startswith("%", line):
        return Problem("directive", line, line + 1)
    words = (getattr(error, "context", ""), getattr(error, "problem", ""))
    context = getattr(error, "context_mark", None)
    return Problem(
        "syntax",
        offset,
        min(offset + 1, len(text)),
        " ".join(str(each) for each in words if each),
        None if context is None else int(context.index),
    )
