"""Signs that mean something to YAML: quotation marks, brackets, colons, and what text cannot begin with."""

from __future__ import annotations

import re

from actionplan.checks.reading.spot import KEY, LOOK, START, TO_VALUE, Said, Spot
from actionplan.checks.shape.keys import every_key

QUOTABLE = 60  # characters that are shown corrected, in full

_SWALLOWED_KEY = re.compile(r"\n *(?:- +)*[\w-]+:[ \r\n]")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_COMMENT = re.compile(r"\s#")
_QUOTES = ("'", '"')
_CLOSING = {"[": "]", "{": "}"}


def unclosed_quote(spot: Spot) -> Said | None:
    is_reading_one = spot.sign(spot.began) in _QUOTES and spot.says("quoted scalar", "simple key")
    if is_reading_one and (not _is_escape(spot) or _swallows_keys(spot, spot.began, spot.at)):
        start = spot.began
    elif spot.sign(spot.last[0]) in _QUOTES and _swallows_keys(spot, *spot.last):
        start = spot.last[0]
    else:
        return None
    sign = spot.sign(start)
    fix = f"Put {sign} at the end of the text too."
    if sign == "'":
        fix += " Text that begins with an apostrophe needs double quotes around it."
    return Said(start, start + 1, f"the quotation mark {sign} that opens here is not closed", fix)


def _is_escape(spot: Spot) -> bool:
    return spot.says("escape", "hexdecimal")  # as libyaml spells it


def _swallows_keys(spot: Spot, start: int, end: int) -> bool:
    """Whether a text in quotes goes on over lines that look like keys: then its quotation mark was forgotten."""
    return _SWALLOWED_KEY.search(spot.text, start, end) is not None


def escape(spot: Spot) -> Said | None:
    if not (spot.says("quoted scalar") and _is_escape(spot)):
        return None
    found = _ESCAPE.match(spot.text, spot.text.rfind("\\", 0, spot.at + 1))
    start, end = found.span() if found else (spot.at, spot.at)
    message = f"in double quotes a backslash begins a special character, and “{spot.text[start:end]}” is none"
    return Said(start, end, message, "Put the text in single quotes, or write two backslashes.")


def after_quote(spot: Spot) -> Said | None:
    """`title: "Housing" and health`: something follows the closing quotation mark."""
    start, end = spot.last
    sign = spot.sign(start)
    is_closed = sign in _QUOTES and end - start >= len("''") and not spot.text[end : spot.at].strip(" ")
    if not is_closed or spot.sign(spot.at) in ("", ":", "\r", "\n"):
        return None
    rest = spot.line_from(end)
    if spot.says("flow") and KEY.match(spot.text, spot.at):
        return _no_comma(end)
    if sign == "'" and rest[:1].isalnum():
        fix = "Put the text in double quotes, or write the apostrophe twice: ''."
        return Said(end - 1, end, "the apostrophe here ends the text, which stands in single quotation marks", fix)
    other = "single quotation marks" if sign == '"' else "double quotes"
    if rest.rstrip(" ,]}").endswith(sign):
        fix = f"Put the whole text in {other}."
        return Said(end - 1, end, f"the quotation mark {sign} inside the text ends it here", fix)
    whole = spot.text[start:end] + rest.rstrip(" ")
    fix = _in_quotes(whole, "'" if sign == '"' else '"')
    return Said(spot.at, start + len(whole), "there is text after the closing quotation mark", fix)


def _in_quotes(text: str, sign: str) -> str:
    """How *text* is to be written: in full where it is short and simple."""
    if len(text) > QUOTABLE or sign in text or "\n" in text or "\\" in text or " #" in text:
        return (
            "Put the whole text in double quotes." if sign == '"' else "Put the whole text in single quotation marks."
        )
    return f"Write {sign}{text}{sign}."


def _no_comma(offset: int) -> Said:
    return Said(offset, offset, "a comma is missing here", "Put a comma between the entries of a bracket.")


def reserved(spot: Spot) -> Said | None:
    if spot.says("scanning an alias", "scanning an anchor", "scanning a tag", "scanning a block scalar"):
        offset = spot.began
    elif spot.says("cannot start any token", "node content", "keys are not allowed", "entries are not allowed"):
        offset = spot.at
    else:
        return None
    sign = spot.sign(offset)
    if sign and sign in "]}":
        fix = "Remove it, or put the text in double quotes if it belongs there."
        return Said(offset, offset + 1, f"the bracket {sign} closes here, and none was opened", fix)
    if sign == "," and spot.says("flow"):
        return Said(offset, offset + 1, "a comma stands here with nothing before it", "Remove it.")
    if sign == "-":
        return _dash(spot, offset)
    if not sign or sign not in "@`%*&!|>?,":
        return None
    return Said(offset, offset + 1, f"text cannot begin with “{sign}”", "Put the text in double quotes.")


def _dash(spot: Spot, offset: int) -> Said | None:
    if not spot.text[spot.line_start(offset) : offset].strip(" "):
        return None
    fix = "Begin the list on the next line; or, if this is text, put it in double quotes."
    return Said(offset, offset + 1, "a list cannot begin on the line of its key", fix)


def in_bracket(spot: Spot) -> Said | None:
    """What is wrong between a bracket and the one that was to close it."""
    if not spot.says("flow"):
        return None
    comment = _COMMENT.search(spot.text, spot.last[1], spot.at)
    if comment:
        return comment_here(comment.start() + 1)
    opened = spot.began if spot.says("flow sequence", "flow mapping") else _last_opened(spot)
    opening = spot.sign(opened)
    return _in_bracket(spot, opened, opening) if opening and opening in _CLOSING else None


def _last_opened(spot: Spot) -> int:
    """The last bracket before the spot that nothing has closed."""
    depth = 0
    for offset in range(spot.at - 1, max(spot.at - LOOK, -1), -1):
        depth += spot.text[offset] in "]}"
        if spot.text[offset] in _CLOSING:
            if not depth:
                return offset
            depth -= 1
    return spot.at


def _in_bracket(spot: Spot, opened: int, opening: str) -> Said:
    closing, sign = _CLOSING[opening], spot.sign(spot.at)
    if sign and sign in "]}":
        return Said(spot.at, spot.at + 1, f"the bracket {opening} is closed here by {sign}", f"Write {closing}.")
    is_one_line = spot.is_one_line(opened, spot.at)
    if is_one_line and sign == ":":
        return _comma_or_quotes(spot) or _colon_here(spot)
    if (is_one_line and sign.strip()) or _closes_soon(spot, opened, opening):
        return _no_comma(spot.last[0] + len(spot.line_from(spot.last[0])[: spot.last[1] - spot.last[0]]))
    fix = f"Put {closing} where it ends; or, if the bracket belongs to a text, put the text in double quotes."
    return Said(opened, opened + 1, f"the bracket {opening} that opens here is not closed", fix)


def _comma_or_quotes(spot: Spot) -> Said | None:
    """`{id: haven-1 title: Open}`: the word before the colon is a key, so that a comma was forgotten before it."""
    found = re.compile(r" +([\w-]+) *$").search(spot.text[spot.last[0] : spot.at][-LOOK:])
    if found is None or found[1] not in every_key():
        return None
    start = spot.text.rfind(found[1], 0, spot.at)
    message = f"a comma is missing before “{found[1]}”, or the text needs quotes"
    return Said(start, start + len(found[1]), message, "Put a comma between the entries of a bracket.")


def _closes_soon(spot: Spot, opened: int, opening: str) -> bool:
    """Whether the bracket is closed below, in lines indented under it: then something else is wrong in it."""
    below = spot.text[spot.at : spot.at + LOOK]
    ends = below.find(_CLOSING[opening])
    here, there = (_indent(spot, each) for each in (spot.at, opened))
    return ends >= 0 and opening not in below[:ends] and here > there


def _indent(spot: Spot, offset: int) -> int:
    found = START.match(spot.text, spot.line_start(offset))
    return len(found.group()) if found else 0


def after_bracket(spot: Spot) -> Said | None:
    """`note: [TBC] more`: something follows the closing bracket."""
    line = spot.line_start(spot.at)
    before = spot.text[line : spot.at].rstrip(" ")
    if spot.says("flow") or not before.endswith(("]", "}")):
        return None
    if spot.sign(spot.at) in ("]", "}"):
        return Said(spot.at, spot.at + 1, "there is a bracket too many here", "Remove it.")
    start = TO_VALUE.match(spot.text, line).end()  # type: ignore[union-attr]  # matches anything
    whole = spot.line_from(start).rstrip(" ")
    message = f"text that begins with “{spot.sign(start)}” needs quotes around it"
    return Said(start, start + len(whole), message, _in_quotes(whole, '"')) if spot.sign(start) in _CLOSING else None


def colon(spot: Spot) -> Said | None:
    return _colon_here(spot) if spot.says("mapping values", "unexpected ':'") else None


def _colon_here(spot: Spot) -> Said:
    message = "a colon followed by a space inside text makes YAML see a second key"
    if not spot.line_from(spot.at + 1).strip():
        message = "a colon at the end of text makes YAML see a second key"
    elif not spot.sign(spot.at + 1).isspace():
        message = "a colon inside text makes YAML see a second key"
    fix = "Put the whole text after the key in double quotes."
    if spot.sign(spot.last[0]) in ("“", "‘", "„"):
        fix += " Curly quotation marks do not count: they are part of the text."
    return Said(spot.at, spot.at + 1, message, fix)


def comment_here(offset: int) -> Said:
    message = "“#” after a space begins a comment: the text ends here, and what follows cannot be read"
    return Said(offset, offset + 1, message, "Put the whole text in double quotes.")
