"""What every picture is drawn with: colours, letters whose width is known, and the frame that says what is shown.

Attributes stand on the elements, because the same picture is drawn by browsers and by a library that reads no style
sheet. Colours are solid with white between them; each is at least 3:1 against white, and its letters 4.5:1 against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NamedTuple
from zlib import crc32

from actionplan.plaintext import one_line
from actionplan.report.model import Bars, Path, Status

WIDTH = 640
SIZE = 13
DARK, QUIET, PAPER, RULE = "#111111", "#505a5f", "#ffffff", "#d0d4d8"
FONT = "Arial, Liberation Sans, sans-serif"
_ELLIPSIS = "…"

_NARROW = frozenset("ijlI.,:;'|!()[]{}ftr/ ‘’“”-")
_BROAD = frozenset("mwMW@%")


class Ink(NamedTuple):
    """A fill, and the colour of letters on it."""

    fill: str
    letters: str


# Several words of one tone have colours of their own.
INKS: dict[str, tuple[Ink, ...]] = {
    "good": (Ink("#00703c", PAPER), Ink("#0b7a75", PAPER), Ink("#3d9950", DARK)),
    "watch": (Ink("#b35c00", PAPER), Ink("#c97a1e", DARK)),
    "bad": (Ink("#d4351c", PAPER), Ink("#942514", PAPER), Ink("#e0705f", DARK)),
    "neutral": (
        Ink("#1d70b8", PAPER),
        Ink("#b58840", DARK),
        Ink("#7a6652", PAPER),
        Ink("#4c2c92", PAPER),
        Ink("#5694ca", DARK),
        Ink("#003078", PAPER),
        Ink("#7d8a91", DARK),
        Ink("#505a5f", PAPER),
    ),
}
# With this beginning the words that come with the tool each meet another colour of their tone.
_BEGINNING = 252_551


def inks_of(words: Iterable[Status]) -> dict[str, Ink]:
    """A colour for each code: by its tone and its letters, so that a word has the same in every picture.

    Where two meet the same, the later takes the next one that is free.
    """
    inks: dict[str, Ink] = {}
    for word in words:
        shades = INKS.get(word.tone, INKS["neutral"])
        first = crc32(word.code.encode("utf-8", "replace"), _BEGINNING)
        turn = [shades[(first + step) % len(shades)] for step in range(len(shades))]
        taken = inks.values()
        inks.setdefault(word.code, next((each for each in turn if each not in taken), turn[0]))
    return inks


@lru_cache(maxsize=4_096)
def width_of(text: str, size: int = SIZE) -> float:
    """About how wide *text* is in Arial: rather too much than too little."""
    return size * sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD:
        return 0.9
    if letter.isascii():
        return 0.7 if letter.isupper() else 0.55
    return 0.8 if letter.isalpha() and ord(letter) < ord("\u2e80") else 1.1


def cut(text: str, room: float, size: int = SIZE) -> str:
    """*text* in one line, with an ellipsis where it is longer than *room*."""
    shown = one_line(text)
    if width_of(shown, size) <= room:
        return shown
    room -= width_of(_ELLIPSIS, size)
    taken = 0
    for each in shown:
        room -= width_of(each, size)
        if room < 0:
            break
        taken += 1
    return shown[:taken].rstrip() + _ELLIPSIS


def fixed(value: float) -> str:
    """`12`, `12.5`: one decimal at most, so that every machine writes the same."""
    return f"{value:.1f}".removesuffix(".0")


def label(x: float, y: float, text: str, anchor: str = "start", fill: str = DARK) -> str:
    place = f'x="{fixed(x)}" y="{fixed(y)}" text-anchor="{anchor}"'
    return f'<text {place} font-family="{FONT}" font-size="{SIZE}" fill="{fill}">{escape(text)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{fixed(x)}" y="{fixed(y)}" width="{fixed(width)}" height="{fixed(height)}" fill="{fill}"/>'


def line(points: Iterable[tuple[float, float]], stroke: str, width: float = 1, dashes: str = "") -> str:
    places = " ".join(f"{fixed(x)},{fixed(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{places}" fill="none" stroke="{stroke}" stroke-width="{fixed(width)}"{dashed}/>'


class Drawing(NamedTuple):
    """What is drawn, and how high it is."""

    height: int
    shapes: tuple[str, ...]


def framed(picture: Bars | Path, drawing: Drawing, id_prefix: str, *, standalone: bool) -> str:
    """The drawing as one SVG element that says what it shows."""
    name = re.sub(r"[^A-Za-z0-9_-]", "-", f"{id_prefix}{picture.id}")
    space = ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""
    size = f' width="{WIDTH}" height="{drawing.height}"' if standalone else ""
    return "".join(
        [
            f'<svg{space} viewBox="0 0 {WIDTH} {drawing.height}"{size} role="img" ',
            f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">',
            f'<title id="{name}-title">{escape(one_line(picture.caption))}</title>',
            f'<desc id="{name}-desc">{escape(one_line(picture.description))}</desc>',
            box(0, 0, WIDTH, drawing.height, PAPER),
            *drawing.shapes,
            "</svg>",
        ]
    )
