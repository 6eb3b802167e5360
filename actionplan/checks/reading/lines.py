"""Lines that do not fit their place: indentation, missing colons and dashes, merge marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionplan.checks.reading.signs import comment_here
from actionplan.checks.reading.spot import KEY, LOOK, START, Said, Spot
from actionplan.checks.shape.keys import every_key

LOOK_BACK = 200  # lines above that are looked at

_MERGE_MARK = re.compile(r"<{7} |={7}\r?$|>{7} |\|{7} ", re.MULTILINE)


def merge_marks(spot: Spot) -> Said | None:
    for start in (spot.line_start(spot.began), spot.line_start(spot.at)):
        if _MERGE_MARK.match(spot.text, start):
            return merge_mark(start)
    return None


def merge_mark(start: int) -> Said:
    fix = (
        "Between “<<<<<<<” and “>>>>>>>” keep the lines that are right. Delete the marker lines; and where one begins "
        "with “|||||||”, what stands from there to “=======”: so it was before both."
    )
    return Said(start, start + 7, "git could not merge two changes and left its marks here", fix)


def odd_space(spot: Spot) -> Said | None:
    line = spot.line_start(spot.at)
    start = line + len(spot.line_from(line)) - len(spot.line_from(line).lstrip(" "))
    sign = spot.sign(start)
    return odd_space_here(start, f"U+{ord(sign):04X}") if sign.isspace() and sign not in "\t\r\n" else None


def odd_space_here(start: int, name: str) -> Said:
    message = f"the line is indented with a character that only looks like a space ({name})"
    return Said(start, start + 1, message, "Delete it and type ordinary spaces.")


def runs_on(spot: Spot) -> Said | None:
    """A colon too many: the line belongs to the text above, or is indented too far, or that line lacks a colon."""
    start = spot.last[0]
    before = re.fullmatch(r" *(?:- +)*([\w.-]+) *", spot.text[spot.line_start(spot.at) : spot.at])
    if before is None or not spot.says("mapping values") or spot.is_one_line(start, spot.at):
        return None
    above = spot.line_start(start)
    if not spot.text[above:start].strip(" -"):
        return _no_colon_at(spot, start)
    if found := re.compile(r" *-(?=[\w.]+:)").match(spot.text, above):
        return _no_space(found.end(), "dash", "- ")
    return _too_deep(spot, above) if before[1] in every_key() else None


def _too_deep(spot: Spot, above: int) -> Said:
    begins = spot.line_start(spot.at)
    line = spot.line_from(begins)
    wanted = len(_start(spot, above))
    message = "this line is indented further than the one above, so that it is read as part of its text"
    fix = f"Give it {_spaces(wanted)}, so that it begins where the text of the line above does."
    return Said(begins + len(line) - len(line.lstrip(" ")), begins + len(line), message, fix)


def _start(spot: Spot, line: int) -> str:
    found = START.match(spot.text, line)
    return found.group() if found else ""


def _spaces(count: int) -> str:
    return "no spaces" if not count else "1 space" if count == 1 else f"{count} spaces"


def no_colon(spot: Spot) -> Said | None:
    return _no_colon_at(spot, spot.began) if spot.says("could not find expected ':'") else None


def _no_colon_at(spot: Spot, start: int) -> Said:
    """What is wrong with the line at *start*, which was to be a key or an item and is neither."""
    line = spot.line_from(start)
    if found := re.match(r"[\w-]+:(?=[^\s/])", line):
        return _no_space(start + found.end(), "colon", f"{found[0]} ")
    if re.match(r"-[^\s-]", line):
        return _no_space(start + 1, "dash", "- ")
    word = re.match(r"[\w.-]*", line).group()  # type: ignore[union-attr]  # matches anything
    if word in every_key():
        end = start + len(word)
        return Said(start, end, f"a colon is missing after “{word}”", f"Write “{word}:”, then a space and the value.")
    return _neither(start, line)


def _neither(start: int, line: str) -> Said:
    if line.startswith(":"):
        return Said(start, start + 1, "there is nothing before this colon", "Write the key before it.")
    message = "this line is neither a key with a colon nor an item that begins with “- ”"
    fix = "Add what is missing, or indent the line under the text it belongs to."
    return Said(start, start + len(line.rstrip(" ")), message, fix)


def _no_space(offset: int, after: str, example: str) -> Said:
    return Said(offset - 1, offset, f"a space is missing after the {after}", f"Write “{example}…”.")


def comment(spot: Spot) -> Said | None:
    """A text that goes on after a “#” had ended it."""
    end = spot.last[1]
    found = re.compile(r" +#").match(spot.text, end)
    begins = spot.line_start(spot.at) + len(_start(spot, spot.line_start(spot.at)))
    if found is None or spot.is_one_line(end, spot.at) or KEY.match(spot.text, begins):
        return None
    return comment_here(found.end() - 1)


def document_end(spot: Spot) -> Said | None:
    if not spot.says("document start"):
        return None
    end = re.compile(r"^\.\.\.", re.MULTILINE).search(spot.text, 0, spot.at)
    if end:
        message = "“...” ends the text for YAML, and more follows"
        return Said(end.start(), end.end(), message, "Remove this line.")
    first = re.compile(r"^ +(?=[^\s#])", re.MULTILINE).search(spot.text)
    if first is None:
        return None
    message = "the first line is indented, and a later one is not"
    return Said(first.start(), first.end(), message, "Remove the spaces before the first line.")


def indent(spot: Spot) -> Said | None:
    if not spot.says("block", "simple key", "not allowed"):
        return None
    begins = spot.line_start(spot.at)
    line = spot.line_from(begins)
    column = len(line) - len(line.lstrip(" "))
    is_item = line[column:].startswith("- ") or line[column:] == "-"
    if not is_item and not KEY.match(line, column):
        return _neither(begins + column, line[column:])
    keys, dashes = _columns_above(spot, begins)
    message, fix = _item(column, keys, dashes) if is_item else _key(column, keys)
    return Said(begins + column, begins + len(line.rstrip(" ")), message, fix)


def _key(column: int, keys: list[int]) -> tuple[str, str]:
    wanted = _nearest(column, keys)
    if wanted is None or wanted == column:
        return "this line is not indented like the lines it belongs with", "Compare it with the lines above."
    message = f"this key has {_spaces(column)} before it, and the keys above have {wanted}"
    return message, f"Give it {_spaces(wanted)} if it belongs with them."


def _item(column: int, keys: list[int], dashes: list[int]) -> tuple[str, str]:
    if column in keys:
        message = "an item that begins with “- ” stands here among keys"
        return message, "Put it under the key it belongs to, which ends in a colon with nothing after it."
    wanted = _nearest(column, dashes)
    if wanted is None:
        return "this item is not indented like the lines it belongs with", "Compare it with the lines above."
    message = f"this item has {_spaces(column)} before its dash, and the items above have {wanted}"
    return message, f"Give it {_spaces(wanted)} if it belongs with them."


def _nearest(column: int, columns: list[int]) -> int | None:
    return min(columns, key=lambda each: (abs(each - column), -each), default=None)


def _columns_above(spot: Spot, begins: int) -> tuple[list[int], list[int]]:
    """The columns of the keys, and of the dashes, that are still open above the line that begins at *begins*."""
    keys: list[int] = []
    dashes: list[int] = []
    bound = LOOK_BACK
    for line in _lines_above(spot, begins):
        lead = re.match(START, line).group()  # type: ignore[union-attr]  # matches anything
        found = [(len(lead), keys)] if KEY.match(line, len(lead)) else []
        found += [(dash.start(), dashes) for dash in reversed(list(re.finditer("-", lead)))]
        for column, columns in found:
            if column < bound:
                columns.append(column)
                bound = column
    return keys, dashes


def _lines_above(spot: Spot, begins: int) -> Iterator[str]:
    number = spot.source.position(begins)[0]
    for each in range(number - 1, max(number - LOOK_BACK, 0), -1):
        yield spot.source.line(each)[:LOOK]
