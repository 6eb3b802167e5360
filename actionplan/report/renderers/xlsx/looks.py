"""How cells look: numbers, dates, words of good and of bad news. Colours only repeat what the words say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

TEXT, MISSING, DATE, HEADER, TITLE, SUBTITLE = "text", "missing", "date", "header", "title", "subtitle"
NUMBER, NUMBER_HEADER = "number", "header of numbers"
MOST_DECIMALS = 15

INK, QUIET, PAPER, DARK = "#0b0c0c", "#505a5f", "#ffffff", "#003078"
# Soft enough for dark ink: at least 7 to 1 (WCAG AAA).
TONES = {"good": "#cce2d8", "watch": "#fff7bf", "bad": "#f4cdc6", "neutral": "#e8eef4"}

# A line under each row: programs that know no table styles show no stripes.
_CELL = {"valign": "top", "text_wrap": True, "font_color": INK, "bottom": 1, "bottom_color": "#b1b4b6"}
LOOKS: dict[str, dict[str, Any]] = {
    TEXT: _CELL,
    MISSING: {**_CELL, "font_color": QUIET, "align": "left"},
    DATE: {**_CELL, "text_wrap": False, "num_format": "d mmmm yyyy", "align": "left"},
    HEADER: {**_CELL, "bold": True, "font_color": PAPER, "bg_color": DARK},
    NUMBER_HEADER: {**_CELL, "bold": True, "font_color": PAPER, "bg_color": DARK, "align": "right", "indent": 1},
    TITLE: {"bold": True, "font_size": 18, "font_color": INK},
    SUBTITLE: {"font_color": QUIET},
    **{tone: {**_CELL, "bg_color": colour} for tone, colour in TONES.items()},
    **{
        f"{NUMBER}{places}": {
            **_CELL,
            "text_wrap": False,
            "align": "right",
            "indent": 1,
            "num_format": "#,##0" + "." * bool(places) + "0" * places,
        }
        for places in range(MOST_DECIMALS + 1)
    },
}


def look_of_status(tone: str) -> str:
    return tone if tone in TONES else TEXT


def look_of_number(value: int | Decimal) -> str:
    """As many decimals as were written."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return f"{NUMBER}{min(-exponent, MOST_DECIMALS) if isinstance(exponent, int) and exponent < 0 else 0}"
