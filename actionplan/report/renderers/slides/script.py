"""What each slide says, and where: nothing here knows the library that writes it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from actionplan.report.model import Bars, Path
from actionplan.report.renderers.slides.measure import Box


class Words(NamedTuple):
    """Paragraphs of one size, in points."""

    paragraphs: tuple[str, ...]
    size: float


class Entry(NamedTuple):
    """What a cell of a grid shows. *tone* colours it; *full* is all of it where it was shortened."""

    text: str
    tone: str = ""
    full: str = ""


class Grid(NamedTuple):
    """A table whose columns are so wide and whose rows are so high; the first row is its headings."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


Part: TypeAlias = Words | Grid | Bars | Path


def stretched(part: Part, breadth: float) -> Part:
    """*part* so much broader."""
    return part._replace(widths=tuple(each * breadth for each in part.widths)) if isinstance(part, Grid) else part


class Slide(NamedTuple):
    """A slide under a title, of which *ending* always shows: `(2 of 3)`. *notes* are what its speaker has before them.

    *opens* says that it is the first of the report, or of a plan; its parts are then words alone.
    """

    title: str
    parts: tuple[tuple[Box, Part], ...] = ()
    notes: tuple[str, ...] = ()
    ending: str = ""
    opens: bool = False
