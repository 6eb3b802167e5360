"""The style of a file, measured where something new is to stand: nearest neighbours first, then the whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from actionplan.yamltext.nodes import Layout, Node
from actionplan.yamltext.scalars import Style

_LOOKED_AT = 2_000  # nodes of a file: a style shows early


def style_at(layout: Layout, node: Node, *, is_cautious: bool = False) -> Style:
    """The style for something new in *node* or in its place."""
    near = _steps(layout, _around(layout, node))
    far = _steps(layout, islice(_collections(layout, layout.root), _LOOKED_AT))
    mapping = near.get("mapping") or far.get("mapping")
    sequence = near.get("sequence", far.get("sequence"))
    step = mapping or sequence or Style().step
    offset = sequence if sequence is not None else step
    return Style(step, offset, _quote(layout), is_cautious)


def _around(layout: Layout, node: Node) -> Iterator[Node]:
    """The collections beside and above *node*, nearest first."""
    above: Node | None = node
    while above is not None:
        if isinstance(above.value, dict):
            yield from _children(layout, above)
        above = above.parent


def _collections(layout: Layout, node: Node) -> Iterator[Node]:
    """*node*'s collections and theirs, in the order of the text."""
    for child in _children(layout, node):
        yield child
        yield from _collections(layout, child)


def _children(layout: Layout, node: Node) -> Iterator[Node]:
    if not node.is_collection or layout.is_flow(node):
        return
    for step in node.value if isinstance(node.value, dict) else range(len(node.value)):
        if isinstance(node.value[step], dict | list) and node.value[step]:
            yield layout.child(node, step)


def _steps(layout: Layout, nodes: Iterator[Node]) -> dict[str, int]:
    """How much deeper than their keys the first mapping and the first sequence among *nodes* stand."""
    found: dict[str, int] = {}
    for node in nodes:
        kind = "mapping" if isinstance(node.value, dict) else "sequence"
        if kind not in found and node.is_entry and not layout.is_flow(node) and not node.in_flow:
            found[kind] = layout.column(node.start) - layout.column(layout.key_span(node)[0])
        if len(found) == 2:  # noqa: PLR2004  # both kinds
            break
    return found


def _quote(layout: Layout) -> str:
    """The quote sign that more of the file's values begin with."""
    starts = layout.tree.spans[: 4 * _LOOKED_AT : 2]
    count = Counter(layout.text[start : start + 1] for start in starts)
    return '"' if count['"'] > count["'"] else "'"
