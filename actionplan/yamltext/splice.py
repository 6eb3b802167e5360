"""Changes of a text as places in the old one, and the bytes that are written in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from actionplan.yamltext.operations import Refused
from actionplan.yamltext.source import BOM, Source


class Splice(NamedTuple):
    """The old text from *start* to *end* becomes *text*."""

    start: int
    end: int
    text: str


def ordered(splices: Iterable[Splice]) -> tuple[Splice, ...]:
    """*splices* in the order of the text, those of one place as they came; without those that change nothing."""
    told = sorted((each for each in splices if each.text or each.start < each.end), key=lambda each: each.start)
    for one, other in pairwise(told):
        if other.start < one.end:
            raise Refused("Two of the changes touch the same lines.", other.start)
    return tuple(told)


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """*text* with the *splices*, which are in its order."""
    parts: list[str] = []
    at = 0
    for each in splices:
        parts += (text[at : each.start], each.text)
        at = each.end
    return "".join((*parts, text[at:]))


def undone(text: str, new_text: str, splices: Sequence[Splice]) -> str:
    """*new_text* with the *splices* taken back; *text* gives what they removed."""
    shift = 0
    back = []
    for each in splices:
        start = each.start + shift
        back.append(Splice(start, start + len(each.text), text[each.start : each.end]))
        shift += len(each.text) - (each.end - each.start)
    return spliced(new_text, back)


def encode(source: Source, new_text: str) -> bytes:
    """The bytes of *new_text* for the file of *source*, with the byte order mark that file has."""
    return ((BOM if source.has_bom else "") + new_text).encode()
