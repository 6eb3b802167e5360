"""Numbers as they are written, and what a program can make of them without a loss."""

from __future__ import annotations

from decimal import Decimal


def number_in(text: str) -> int | float | None:
    """The number that *text* is, where a program that is given it writes the very same text; None where not.

    `13.4` is one; `13.40`, `+5`, and more digits than a program keeps are not.
    """
    whole = int(text) if text.lstrip("-").isdecimal() and text.isascii() else None
    if whole is not None:
        return whole if str(whole) == text and abs(whole) <= _EXACT else None
    try:
        found = float(text)
    except ValueError:
        return None
    return found if f"{Decimal(repr(found)):f}" == text and abs(found) <= _EXACT else None


_EXACT = 999_999_999_999_999  # fifteen digits: as many as a spreadsheet keeps
