"""Blanks, tabs and line ends that do harm or no good: where they stand, and what to write in their stead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from actionplan.checks.diagnostic import BYTE_ORDER_MARK, Coded, Hit, Mend, Piece, Place
from actionplan.yamltext.characters import for_parser
from actionplan.yamltext.problem import HIDING, Problem
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree, parse

STEPS = (2, 4, 8)  # spaces for a tab, where the file has no indentation of its own, or would not read with that

_TAB_RUN = r"[ \t]*\t[ \t]*(?=(\r?\n|\Z)?)"
_TRAILING = r"(?<![ \t]) +(?=\r?(?:\n|\Z))"
_INDENT = r"(?m)^ *(\t)[ \t]*(?=\S)"
_ODD_INDENT = r"(?m)^[^\S\r\n\t]+(?=\S)"


def untidy_lines(source: Source, tree: Tree) -> Iterator[Coded]:
    """A hit for the blanks at the ends of lines, and one for a last line without an end; few files have either."""
    text = source.text
    has_blanks = " \n" in text or text.endswith(" ") or ("\r" in text and " \r\n" in text)
    if has_blanks and not any(each.kind in HIDING for each in tree.problems):
        yield from _trailing(source, tree)
    if text and not text.endswith(("\n", "\r")):
        end = len(text)
        mend = Mend(_line_end(text), pieces=(Piece(end, end, _line_end(text)),))
        message, fix = "the last line of the file has no line end", "Press Enter at the end of the last line."
        yield Coded("AP027", Hit(Place(source.name, span=(end, end)), message, fix, mend))


def _line_end(text: str) -> str:
    """How the last line that has one ends."""
    return "\r\n" if text.endswith("\r\n", 0, text.rfind("\n") + 1) else "\n"


def _trailing(source: Source, tree: Tree) -> Iterator[Coded]:
    starts = tree.spans[::2]
    every = re.finditer(_TRAILING, source.text)
    found = [each.span() for each in every if not in_text(each.start(), source.text, tree, starts)]
    if not found:
        return
    others = len(found) - 1
    more = f", and of {others} more line{'s' if others > 1 else ''} of the file" if others else ""
    message = f"there are blanks at the end of this line{more}"
    mend = Mend("", pieces=tuple(Piece(*each, "") for each in found))
    fix = "Delete them. Editors can do so whenever a file is saved."
    yield Coded("AP026", Hit(Place(source.name, span=found[0]), message, fix, mend))


def in_text(offset: int, text: str, tree: Tree, starts: Sequence[int]) -> bool:
    """Whether *offset* is inside a text in quotes or in a block, where a blank is part of it.

    *starts* are the starts of the tree's nodes.
    """
    number = bisect_right(starts, offset) - 1
    return number >= 0 and offset < tree.spans[2 * number + 1] and text[starts[number]] in "\"'|>"


def blank_mend(kind: str, found: Sequence[Problem], source: Source, tree: Tree) -> Mend | None:
    """What to write in the place of the problems *found*, which are of one *kind* and are said once."""
    match kind:
        case "byte-order-mark":
            return Mend("", pieces=(BYTE_ORDER_MARK,))
        case "tab":
            return _tabs(found, source.text)
        case "tab-indent":
            return _indents(source.text, tree)
        case "odd-indent":
            return _odd_indents(source.text, tree)
        case "invisible" | "bidirectional":
            return Mend("", is_safe=False, pieces=tuple(Piece(each.start, each.end, "") for each in found))
        case _:
            return None


def _tabs(found: Sequence[Problem], text: str) -> Mend:
    """One blank for each run of blanks that holds a tab; nothing where the line ends there."""
    pieces: list[Piece] = []
    for each in found:
        start = each.start
        while start and text[start - 1] in " \t":
            start -= 1
        run = re.compile(_TAB_RUN).match(text, start)
        if run is not None and (not pieces or pieces[-1].end <= start):
            pieces.append(Piece(*run.span(), "" if run[1] is not None else " "))
    return Mend(" ", pieces=tuple(pieces))


def _indents(text: str, tree: Tree) -> Mend:
    """Spaces for each tab that indents a line: as many as the file indents by, else as many as make it read."""
    starts = tree.spans[::2]
    is_whole = tree.is_whole
    every = re.finditer(_INDENT, text)
    lines = [each for each in every if not (is_whole and in_text(each.start(1), text, tree, starts))]
    own = re.search(r"(?m)^( +)[^\s#]", text)
    tried = [_spaced(lines, step) for step in ((len(own[1]),) if own else ()) + STEPS]
    return next((each for each in tried if parse(for_parser(_replaced(text, each.pieces))).is_whole), tried[0])


def _spaced(lines: Sequence[re.Match[str]], step: int) -> Mend:
    spaces = " " * step
    return Mend(spaces, pieces=tuple(Piece(*each.span(), each[0].replace("\t", spaces)) for each in lines))


def _replaced(text: str, pieces: Sequence[Piece]) -> str:
    ends = (0, *(each.end for each in pieces))
    parts = (text[end : each.start] + each.text for end, each in zip(ends, pieces, strict=False))
    return "".join((*parts, text[ends[-1] :]))


def _odd_indents(text: str, tree: Tree) -> Mend:
    """A space for each character that indents a line and only looks like one."""
    starts = tree.spans[::2]
    every = re.finditer(_ODD_INDENT, text)
    lines = [each.span() for each in every if not each[0].isascii() and not in_text(each.start(), text, tree, starts)]
    return Mend(" ", is_safe=False, pieces=tuple(Piece(start, end, " " * (end - start)) for start, end in lines))
