"""Text that a terminal, a log or a page cannot obey.

Everything that comes from a file goes through `safe` before it is shown: an officer's note may hold whatever was pasted
into it, and CI logs are read by programs that obey `::error::` at the start of a line and `##[…]` anywhere
(GitHub), and `##vso[…]` (Azure DevOps).
"""

from __future__ import annotations

import re

# As text: most runs never need them, and compiling takes longer than all else this module does.
_NAMED = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
_LOG_COMMAND = r":(?=:)|#(?=#(?:\[|vso\[))"


def safe(text: str) -> str:
    """*text* with nothing in it that is obeyed instead of shown.

    Line breaks stay; tabs become spaces; control and direction characters are shown by name (`<U+001B>`); the marks of
    log commands are parted by a space, also in the middle of a line, which may yet be wrapped there.
    """
    if text.isascii() and text.isprintable() and "::" not in text and "##" not in text:
        return text
    shown = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    if not shown.replace("\n", "").isprintable():
        shown = re.sub(_NAMED, _name, shown)
    if "::" in shown or "##" in shown:
        shown = re.sub(_LOG_COMMAND, r"\g<0> ", shown)
    return shown


def visible(text: str) -> str:
    """*text* with control and direction characters shown by name; tabs stay, and so do line breaks, as newlines."""
    return text if text.isprintable() else re.sub(_NAMED, _name, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """*text*, safe, with its line breaks as spaces."""
    return safe(text if "\n" not in text and "\r" not in text else " ".join(text.split()))


def shortened(text: str, most: int) -> str:
    """*text* in at most *most* letters, the last a mark where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _name(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def width_of(text: str) -> int:
    """How many columns *text* takes in a terminal."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(each) in ("Mn", "Me", "Cf") else 2 if east_asian_width(each) in ("W", "F") else 1 for each in text
    )
