"""Splices for what stands outside brackets: a value in the place of another, a new entry or item, one that goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from actionplan.yamltext.emit import (
    block_value,
    collection_lines,
    entry_lines,
    flow_entry,
    flow_value,
    has_lines,
    item_lines,
    item_value,
)
from actionplan.yamltext.nodes import Layout, Node
from actionplan.yamltext.operations import Value
from actionplan.yamltext.scalars import WIDTH, Style, Written, quoted
from actionplan.yamltext.splice import Splice

_FLOW_WIDTH = 120  # an item in brackets goes no further
_NEW_ENTRY = tuple[str | None, Value]


class _Fill(NamedTuple):
    """What goes into a place: on the line of the key or dash after *gap*, and below it, line ends included."""

    head: str
    below: str = ""
    gap: str | None = None

    @property
    def text(self) -> str:
        return f"{' ' if self.gap is None else self.gap}{self.head}" if self.head else ""


def replaced(layout: Layout, node: Node, value: Value, written: str | None, style: Style) -> list[Splice]:
    """The splices that put *value* in the place of *node*."""
    after = layout.after(node)
    fill = _fill(layout, node, value, style) if written is None else _fill_of_source(written)
    if after is None:
        return _replaced_in_place(layout, node, fill)
    if layout.is_empty(node):
        return _filled(layout, after, fill)
    if layout.line_end(after) < node.start:
        return _replaced_below(layout, node, after, fill)
    if node.is_collection and not layout.is_flow(node):
        _whole_end(layout, node, after)
        is_in_place = fill.head and fill.gap is None
        text = fill.head if is_in_place else fill.text
        return [Splice(node.start if is_in_place else after, layout.end(node), text + fill.below)]
    return _replaced_behind(layout, node, after, fill)


def _filled(layout: Layout, after: int, fill: _Fill) -> list[Splice]:
    end = layout.line_end(after)
    return [Splice(after, after, fill.text), Splice(end, end, fill.below)]


def _replaced_below(layout: Layout, node: Node, after: int, fill: _Fill) -> list[Splice]:
    """Of a node that begins on a line below its key."""
    is_block = node.is_collection and not layout.is_flow(node)
    if fill.head and not is_block and fill.gap is None:
        return _replaced_in_place(layout, node, fill)
    begin, stop = layout.line_end(after), _whole_end(layout, node, layout.line_end(after))
    return [Splice(after, after, fill.text), Splice(begin, stop, fill.below)]


def _replaced_behind(layout: Layout, node: Node, after: int, fill: _Fill) -> list[Splice]:
    """Of a scalar, or a collection in brackets, on the line of its key or dash."""
    if fill.head and fill.gap is None:
        return _replaced_in_place(layout, node, fill)
    first, *more = _replaced_in_place(layout, node, fill)
    return [Splice(after, first.end, fill.text), *more]


def _replaced_in_place(layout: Layout, node: Node, fill: _Fill) -> list[Splice]:
    end = layout.end(node)
    if layout.is_block_text(node):
        head = Splice(node.start, layout.head_end(node), fill.head)
        return [head, Splice(layout.line_end(node.start), end, fill.below)]
    if node.is_collection and layout.has_comment(node, node.start, end):
        raise layout.refused(node, "There is a comment inside what is to be replaced.")
    if node.parent is None and not fill.head:
        if layout.line_end(end) > end:
            raise layout.refused(node, "Something stands behind the end of what is to be replaced.")
        return [Splice(node.start, end, fill.below.lstrip("\r\n"))]
    is_special = layout.is_empty(node) or not fill.head or _is_block(layout, node)
    if node.parent is not None and is_special and layout.after(node) is None:
        raise layout.refused(node, "This value stands behind a question mark.")
    below = layout.line_end(end)
    return [Splice(node.start, end, fill.head), Splice(below, below, fill.below)]


def _is_block(layout: Layout, node: Node) -> bool:
    return node.is_collection and not layout.is_flow(node)


def _whole_end(layout: Layout, node: Node, begin: int) -> int:
    """The end of *node*'s last line. Refused where a comment from *begin* on would be lost."""
    stop = layout.line_end(layout.end(node))
    if layout.has_comment(node, begin, stop):
        raise layout.refused(node, "There is a comment inside what is to be replaced.")
    return stop


def _fill_of_source(written: str) -> _Fill:
    rest = written.lstrip(" \t")
    gap = written[: len(written) - len(rest)]
    if rest.startswith(("\n", "\r\n")):
        return _Fill("", written, "")
    if rest.startswith(("|", ">")):
        head = re.match(r"[^\r\n]*", rest)
        size = head.end() if head else 0
        return _Fill(rest[:size], rest[size:], gap or None)
    return _Fill(rest, "", gap or None)


def _fill(layout: Layout, node: Node, value: Value, style: Style) -> _Fill:
    written = _written(layout, node, value, style)
    newline = layout.newline(layout.line_end(layout.end(node)))
    return _Fill(written.head, "".join(newline + line for line in written.lines))


def _written(layout: Layout, node: Node, value: Value, style: Style) -> Written:
    old = layout.text[node.start : node.start + 1]
    after = layout.after(node)
    begin = layout.begin(node) if node.parent else 0
    indent, column = layout.column(begin), layout.column(after or node.start) + 1
    if isinstance(value, str) and old in {"'", '"'} and not node.is_collection and "\n" not in value:
        same = quoted(value, old)
        if column + len(same) <= WIDTH or style.is_cautious:
            return Written(same)
    if value and not isinstance(value, str):
        return _written_collection(layout, node, value, style)
    return block_value(value, column, indent, style)


def _written_collection(layout: Layout, node: Node, value: Any, style: Style) -> Written:
    if node.parent is None:
        return Written("", tuple(collection_lines(value, 0, style)))
    begin = layout.begin(node)
    indent = layout.column(begin)
    if not node.is_entry:
        gap = item_gap(layout, node)
        is_below = layout.line_end(layout.dash(node)) < node.start
        if not is_below and (_is_block(layout, node) or not _something_behind(layout, node)):
            return item_value(value, indent, gap, style)
        return Written("", tuple(collection_lines(value, indent + 1 + gap, style)))
    is_same = isinstance(value, Mapping) == isinstance(node.value, dict) and node.is_collection
    if is_same and not layout.is_flow(node):
        return Written("", tuple(collection_lines(value, layout.column(node.start), style)))
    return block_value(value, 0, indent, style)


def _something_behind(layout: Layout, node: Node) -> bool:
    """Whether a comment or blanks follow *node* on its line, and would come to stand inside what is written there."""
    end = layout.head_end(node)
    return end < layout.line_end(end)


def item_gap(layout: Layout, item: Node) -> int:
    """How many blanks follow the dash of *item*."""
    behind = layout.dash(item) + 1
    is_same_line = layout.line_end(behind) >= item.start and not layout.is_empty(item)
    return item.start - behind if is_same_line and item.start > behind else 1


def added(layout: Layout, box: Node, anchor: Node, entries: Sequence[_NEW_ENTRY], style: Style) -> list[Splice]:
    """The splice that puts new *entries* (items have no key) into *box*, after *anchor*."""
    at = layout.line_end(layout.end(anchor))
    newline = layout.newline(at)
    column = layout.column(box.start)
    lines: list[str] = []
    for key, value in entries:
        if key is None:
            lines += _new_item(layout, anchor, value, column, style)
        else:
            lines += _in_brackets(layout, anchor, key, value, column, style) or entry_lines(key, value, column, style)
    return [Splice(at, at, "".join(newline + line for line in lines))]


def _in_brackets(layout: Layout, last: Node, key: str, value: Value, column: int, style: Style) -> list[str]:
    """A mapping on one line, where its neighbour is written so and it fits; nothing where it is not."""
    is_like = isinstance(value, Mapping) and isinstance(last.value, dict) and layout.is_flow(last)
    if not value or not is_like or has_lines(value):
        return []
    line = f"{' ' * column}{flow_entry(key, value, style)}"
    return [line] if len(line) <= _FLOW_WIDTH else []


def _new_item(layout: Layout, last: Node, value: Value, column: int, style: Style) -> list[str]:
    gap = item_gap(layout, last)
    if isinstance(value, Mapping) and isinstance(last.value, dict) and layout.is_flow(last) and not has_lines(value):
        line = f"{' ' * column}-{' ' * gap}{flow_value(value, style)}"
        if len(line) <= _FLOW_WIDTH:
            return [line]
    return item_lines(value, column, gap, style)


def removed(layout: Layout, node: Node) -> list[Splice]:
    """The splice that takes the entry or item of *node* away, one of several."""
    begin, end = layout.begin(node), layout.end(node)
    if not layout.is_first_on_line(begin):
        return _pulled_up(layout, node, begin)
    start, stop = layout.line_start(begin), layout.line_end(end)
    following = layout.text.find("\n", stop)
    if following >= 0:
        return [Splice(start, following + 1, "")]
    return [Splice(layout.end_of_line_before(begin), len(layout.text), "")]


def _pulled_up(layout: Layout, node: Node, begin: int) -> list[Splice]:
    """Of the first entry on the line of a dash: the next one takes its place."""
    parent = node.parent
    steps = list(parent.value) if parent and isinstance(parent.value, dict) else [0, 1]
    if parent is None or node.step != steps[0]:
        raise layout.refused(node, "This entry does not begin on a line of its own.")
    following = layout.child(parent, steps[1])
    next_begin = layout.begin(following)
    if layout.has_comment(node, node.start, next_begin):
        raise layout.refused(node, "There is a comment between this entry and the next.")
    return [Splice(begin, next_begin, "")]
