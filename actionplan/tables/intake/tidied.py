"""Texts of a tracker as a plan's file can hold them."""

from __future__ import annotations

import re

from actionplan.plaintext import visible

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile("[\u00a0\u2007\u202f\t\v\f]")


def tidy(text: str) -> str:
    """*text* as a plan's file can hold it: blanks plain, invisible signs gone, control characters named."""
    if is_tidy(text):  # most texts are
        return text.strip()
    return "\n".join([each.rstrip() for each in _plain(text).split("\n")]).strip()


def is_tidy(text: str) -> bool:
    """Whether *text* can stand in a plan's file as it is, but for blanks around it."""
    return text.isprintable() and "_x000D_" not in text


def _plain(text: str) -> str:
    if text.replace("\n", "").isprintable() and "_x000D_" not in text:
        return text
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return visible(re.sub("[\u0085\u2028\u2029]", "\n", _BLANKS.sub(" ", _INVISIBLE.sub("", broken))))


def one_line(text: str) -> str:
    """*text*, tidy, on one line."""
    return unbroken(tidy(text))


def unbroken(text: str) -> str:
    """*text*, which is tidy, on one line."""
    return " ".join(text.split()) if "  " in text or "\n" in text else text
