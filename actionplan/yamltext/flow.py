"""Splices for what stands inside brackets, where everything stays in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actionplan.yamltext.emit import flow_entry, flow_value
from actionplan.yamltext.nodes import Layout, Node
from actionplan.yamltext.operations import Value
from actionplan.yamltext.scalars import WIDTH, Style, quoted
from actionplan.yamltext.splice import Splice

_COMMA = re.compile(r"(?:\s|(?<=\s)#[^\n]*\n)*,")  # never a comma within a comment
_NEW_ENTRY = tuple[str | None, Value]


def replaced(layout: Layout, node: Node, value: Value, written: str | None, style: Style) -> list[Splice]:
    """The splices that put *value* in the place of *node*."""
    start, end = node.start, layout.end(node)
    if node.is_collection and layout.has_comment(node, start, end):
        raise layout.refused(node, "There is a comment inside what is to be replaced.")
    text = _written(layout, node, value, style) if written is None else written
    if start < end and text == text.lstrip(" \t") and text:
        return [Splice(start, end, text)]
    after = layout.after(node)
    if after is not None:
        return [Splice(after, end, f" {text}" if text and text == text.lstrip(" \t") else text)]
    return [Splice(start, end, f": {text}" if node.is_entry and start == end else text)]


def _written(layout: Layout, node: Node, value: Value, style: Style) -> str:
    old = layout.text[node.start : node.start + 1]
    if isinstance(value, str) and old in {"'", '"'} and not node.is_collection:
        return quoted(value, old)
    return flow_value(value, style)


def added(layout: Layout, box: Node, anchor: Node, entries: Sequence[_NEW_ENTRY], style: Style) -> list[Splice]:
    """The splices that put new *entries* (items have no key) into *box*, after *anchor*."""
    if not layout.is_flow(box):
        raise layout.refused(box, "This entry stands in a list without brackets of its own.")
    texts = [flow_value(value, style) if key is None else flow_entry(key, value, style) for key, value in entries]
    is_last = anchor.step == layout.last_child(box).step
    return _added_last(layout, box, anchor, texts) if is_last else _added_between(layout, box, anchor, texts)


def _comma_after(layout: Layout, end: int) -> int | None:
    """Behind the comma that follows *end*, or None."""
    found = _COMMA.match(layout.text, end)
    return found.end() if found else None


def _own_line(layout: Layout, box: Node, node: Node) -> bool:
    begin = layout.begin(node)
    return layout.is_first_on_line(begin) and layout.line_start(begin) > box.start


def _added_last(layout: Layout, box: Node, last: Node, texts: list[str]) -> list[Splice]:
    end, closing = layout.end(last), layout.end(box) - 1
    comma = _comma_after(layout, end)
    behind = comma or end
    between = layout.text[end:closing]
    if _own_line(layout, box, last) or "#" in between or _is_too_long(layout, box, behind, texts):
        at = layout.line_end(behind) if "\n" in layout.text[behind:closing] else behind
        text = _lines(layout, box, last, texts, at)
        return [Splice(end, end, "" if comma else ","), Splice(at, at, text if comma else text.removesuffix(","))]
    text = ", ".join(texts)
    return [Splice(behind, behind, f" {text}," if comma else f", {text}")]


def _is_too_long(layout: Layout, box: Node, behind: int, texts: list[str]) -> bool:
    """Whether brackets that already take several lines would pass the width."""
    length = layout.column(behind) + sum(len(text) + 2 for text in texts)
    return length > WIDTH and layout.line_start(behind) > box.start


def _lines(layout: Layout, box: Node, anchor: Node, texts: list[str], at: int) -> str:
    """*texts* on lines of their own, each with its comma."""
    line = layout.line_start(layout.begin(anchor))
    column = layout.column(box.start) + 1
    if line > box.start:
        column = len(layout.text[line : layout.line_end(line)]) - len(
            layout.text[line : layout.line_end(line)].lstrip(" ")
        )
    lead = layout.newline(at) + " " * column
    return "".join(f"{lead}{text}," for text in texts)


def _added_between(layout: Layout, box: Node, anchor: Node, texts: list[str]) -> list[Splice]:
    end = layout.end(anchor)
    comma = _comma_after(layout, end)
    if comma is None:
        raise layout.refused(anchor, "The comma behind this entry could not be found.")
    following = layout.behind_separators(end)
    if _own_line(layout, box, anchor) and "\n" in layout.text[comma:following]:
        at = layout.line_end(comma)
        return [Splice(at, at, _lines(layout, box, anchor, texts, at))]
    return [Splice(end, end, "".join(f", {text}" for text in texts))]


def removed(layout: Layout, node: Node) -> list[Splice]:
    """The splices that take the entry or item of *node* out of its brackets, one of several."""
    box = node.parent
    if box is None or not layout.is_flow(box):
        raise layout.refused(node, "This entry stands in a list without brackets of its own.")
    begin = layout.begin(node)
    if layout.text[layout.line_start(begin) : begin].rstrip(" ").endswith("?"):
        raise layout.refused(node, "This entry begins with a question mark.")
    steps = list(box.value) if isinstance(box.value, dict) else list(range(len(box.value)))
    number = steps.index(node.step)
    if number + 1 == len(steps):
        return _removed_last(layout, box, layout.child(box, steps[number - 1]), node)
    end = layout.end(layout.child(box, steps[number - 1])) if number else begin
    if "\n" in layout.text[end:begin] or not number:
        return _removed_before(layout, box, node, layout.child(box, steps[number + 1]))
    _refuse_comment(layout, node, end, layout.end(node))
    return [Splice(end, layout.end(node), "")]


def _removed_before(layout: Layout, box: Node, node: Node, following: Node) -> list[Splice]:
    begin, next_begin = layout.begin(node), layout.begin(following)
    comma = _comma_after(layout, layout.end(node))
    if comma and _own_line(layout, box, node) and layout.line_end(comma) < next_begin:
        return [Splice(layout.line_start(begin), layout.text.index("\n", comma) + 1, "")]
    _refuse_comment(layout, node, node.start, next_begin)
    return [Splice(begin, next_begin, "")]


def _removed_last(layout: Layout, box: Node, before: Node, node: Node) -> list[Splice]:
    begin, end, kept_end = layout.begin(node), layout.end(node), layout.end(before)
    comma = _comma_after(layout, kept_end)
    if comma is None:
        raise layout.refused(node, "The comma before this entry could not be found.")
    if not _own_line(layout, box, node) or layout.line_start(begin) <= comma:
        _refuse_comment(layout, node, kept_end, end)
        return [Splice(kept_end, end, "")]
    own_comma = _comma_after(layout, end)
    stop, closing = own_comma or end, layout.end(box) - 1
    is_closed_behind = "\n" not in layout.text[stop:closing]
    last = stop if is_closed_behind else layout.line_end(stop)
    kept_comma = Splice(comma - 1, comma if own_comma is None else comma - 1, "")
    is_behind_comment = is_closed_behind and "#" in layout.text[comma:begin]  # which must not swallow the bracket
    return [kept_comma, Splice(begin if is_behind_comment else layout.end_of_line_before(begin), last, "")]


def _refuse_comment(layout: Layout, node: Node, begin: int, stop: int) -> None:
    if "#" in layout.text[begin : layout.begin(node)] or layout.has_comment(node, node.start, stop):
        raise layout.refused(node, "There is a comment between this entry and the next.")
