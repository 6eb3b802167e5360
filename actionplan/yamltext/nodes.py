"""Where a node ends, what stands before it, and whether a comment lies between: what marks alone do not say.

The parser gives a block collection only a start, an empty value only a point, and a block text the blank lines after
it as well. The ends are worked out here, from the text.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

from actionplan.yamltext.operations import Refused
from actionplan.yamltext.tree import Places, Route, Tree, size

_IN_FLOW_BETWEEN = re.compile(r"(?:[\s,]|(?<=\s)#[^\n]*)*")
_BLOCK_SIGN = re.compile(r"[|>][-+0-9]*")
_COLON = re.compile(r"[ \t]*:")


class Node(NamedTuple):
    """One value of the tree: its number among the spans, what it hangs from, and under which step."""

    number: int
    value: Any
    start: int
    parent: Node | None = None
    step: str | int = 0
    in_flow: bool = False  # inside brackets

    @property
    def is_entry(self) -> bool:
        """Whether it is the value of a key."""
        return isinstance(self.step, str)

    @property
    def is_collection(self) -> bool:
        return isinstance(self.value, dict | list)


class Layout:
    """How one text is laid out."""

    def __init__(self, text: str, tree: Tree) -> None:
        self.text = text
        self.tree = tree
        self._places = Places(tree)

    @cached_property
    def root(self) -> Node:
        """The document's node."""
        return Node(0, self.tree.value, self.tree.spans[0])

    def find(self, route: Route) -> Node:
        """The node at *route*."""
        node = self.root
        for step in route:
            node = self.child(node, step)
        return node

    def child(self, node: Node, step: str | int) -> Node:
        """The node under *step* of *node*."""
        numbers = self._places.children(node.number, node.value) if node.is_collection else {}
        if step not in numbers:
            raise self.refused(node, f"There is nothing at “{step}”.")
        number = numbers[step] + isinstance(step, str)
        start = self.tree.spans[2 * number]
        in_flow = node.in_flow or self.is_flow(node)
        child = Node(number, node.value[step], start, node, step, in_flow)
        if in_flow and child.is_entry and start == self.tree.spans[2 * number + 1]:  # marked where the next sign stands
            return child._replace(start=self._start_of_empty(child))
        return child

    def _start_of_empty(self, node: Node) -> int:
        """Inside brackets: behind the colon and the blank that has to follow it, or behind the key."""
        after = self.after(node)
        if after is None:
            return self.key_span(node)[1]
        return after + 1 if self.text[after : after + 1] in {" ", "\t"} else after

    def key_span(self, node: Node) -> tuple[int, int]:
        """Start and end of the key of *node*."""
        return self.tree.spans[2 * node.number - 2], self.tree.spans[2 * node.number - 1]

    def is_flow(self, node: Node) -> bool:
        """Whether *node* is a collection in brackets."""
        end = self.tree.spans[2 * node.number + 1]
        return node.is_collection and end == node.start + 1 and self.text[node.start] in "[{"

    def is_block_text(self, node: Node) -> bool:
        """Whether *node* is a text after `|` or `>`."""
        return not node.is_collection and self._is_block_text(node.number)

    def _is_block_text(self, number: int) -> bool:
        start, end = self.tree.spans[2 * number : 2 * number + 2]
        return start < end and self.text[start] in "|>"

    def is_empty(self, node: Node) -> bool:
        """Whether nothing is written for *node*."""
        return node.value is None and self.tree.spans[2 * node.number] == self.tree.spans[2 * node.number + 1]

    def end(self, node: Node) -> int:
        """Behind the last character of *node*; of a block text, the end of its last line."""
        if self.is_flow(node):
            return self._closing(node) + 1
        if node.is_collection:
            return self.end(self.last_child(node))
        if self.is_empty(node):
            return node.start
        end = self.tree.spans[2 * node.number + 1]
        return self._end_of_block_text(node, end) if self.is_block_text(node) else end

    def head_end(self, node: Node) -> int:
        """Behind the sign of a block text, where a comment may follow; of all else, behind its last character."""
        sign = _BLOCK_SIGN.match(self.text, node.start) if self.is_block_text(node) else None
        return sign.end() if sign else self.end(node)

    def last_child(self, node: Node) -> Node:
        """The last entry or item of *node*."""
        return self.child(node, next(reversed(node.value)) if isinstance(node.value, dict) else len(node.value) - 1)

    def _closing(self, node: Node) -> int:
        inside = self.end(self.last_child(node)) if node.value else node.start + 1
        closing = self.behind_separators(inside)
        if self.text[closing : closing + 1] not in {"]", "}"}:
            raise self.refused(node, "The closing bracket could not be found.")
        return closing

    def behind_separators(self, offset: int) -> int:
        """Behind the blanks, line ends, commas and comments that follow *offset* inside brackets."""
        found = _IN_FLOW_BETWEEN.match(self.text, offset)
        return found.end() if found else offset

    def _end_of_block_text(self, node: Node, end: int) -> int:
        head_end = self.line_end(node.start)
        is_kept = "+" in self.text[node.start : self.head_end(node)]
        last_line = node.value.rstrip("\n").rpartition("\n")[2]
        if not is_kept and (last_line.strip(" ") or not node.value.strip("\n")):
            return max(head_end, self.line_end(node.start + len(self.text[node.start : end].rstrip(" \r\n"))))
        return max(head_end, self.end_of_line_before(end) if self.text[end - 1 : end] == "\n" else end)

    def after(self, node: Node) -> int | None:
        """Behind the colon or the dash that *node* stands behind, or None where there is none to build on."""
        if node.is_entry:
            found = _COLON.match(self.text, self.key_span(node)[1])
            return found.end() if found else None
        return self.dash(node) + 1 if node.parent and not node.in_flow else None

    def dash(self, item: Node) -> int:
        """The dash of a list's *item*."""
        parent = item.parent or self.root
        if item.step == 0:
            return parent.start
        column = self.column(parent.start)
        line = self.line_start(item.start)
        while line > parent.start:
            at = line + column
            if self.text.startswith("-", at) and at <= item.start and not self.text[line:at].strip(" "):
                return at
            line = self.line_start(line - 1)
        raise self.refused(item, "The dash of this item could not be found.")

    def begin(self, node: Node) -> int:
        """Where the entry or item of *node* begins: its key or its dash."""
        if node.is_entry:
            return self.key_span(node)[0]
        return node.start if node.in_flow else self.dash(node)

    def has_comment(self, node: Node, begin: int, stop: int) -> bool:
        """Whether there is a comment from *begin* to *stop*, where all values are those of *node* or its key."""
        at = begin
        for number in range(node.number, node.number + size(node.value)):
            start, end = self.tree.spans[2 * number : 2 * number + 2]
            if "#" in self.text[at:start]:
                return True
            if self._is_block_text(number) and "#" in self.text[start : self.line_end(start)]:
                return True
            at = max(at, end)
        return "#" in self.text[at:stop]

    def is_first_on_line(self, offset: int) -> bool:
        """Whether only blanks stand before *offset* on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" ")

    def column(self, offset: int) -> int:
        """How many characters stand before *offset* on its line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """Where the line of *offset* begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the line of *offset* ends, before its line end."""
        end = self.text.find("\n", offset)
        if end < 0:
            return len(self.text)
        return end - 1 if end > offset and self.text[end - 1] == "\r" else end

    def end_of_line_before(self, offset: int) -> int:
        """Where the line before that of *offset* ends, before its line end; 0 on the first line."""
        start = self.line_start(offset)
        return start - (2 if self.text.endswith("\r\n", 0, start) else 1) if start else 0

    def refused(self, node: Node, reason: str) -> Refused:
        """The answer that what was asked for cannot be done at *node*."""
        return Refused(reason, node.start, self.line_number(node.start))

    def line_number(self, offset: int) -> int:
        """The line of *offset*, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def newline(self, offset: int) -> str:
        """The line end of the line that ends at *offset*, or of the nearest one before it."""
        at = self.text.find("\n", offset, offset + 2)
        if at < 0:
            at = self.text.rfind("\n", 0, offset)
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"
