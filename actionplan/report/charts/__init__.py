"""Pictures as SVG: for the page, and for papers that show it as a picture."""

from __future__ import annotations

from typing import assert_never

from actionplan.report.charts.bars import drawn_bars
from actionplan.report.charts.ink import framed
from actionplan.report.charts.path import drawn_path
from actionplan.report.model import Bars, Path

__all__ = ["svg"]


def svg(picture: Bars | Path, *, id_prefix: str = "", standalone: bool = False) -> str:
    """*picture* as one SVG element on a white ground, 640 wide; empty where there is nothing to draw.

    *id_prefix* keeps its ids apart from those of other pictures on the page. *standalone* makes it a file of its own,
    with its namespace and its size.
    """
    match picture:
        case Bars():
            drawing = drawn_bars(picture)
        case Path():
            drawing = drawn_path(picture)
        case _:
            assert_never(picture)
    return framed(picture, drawing, id_prefix, standalone=standalone) if drawing else ""
