"""The operation that takes another one back, byte for byte."""

from __future__ import annotations

from actionplan.yamltext.nodes import Layout, Node
from actionplan.yamltext.operations import Append, Insert, Operation, Refused, Remove, Set, Value
from actionplan.yamltext.tree import Tree, parse


def inverse(text: str, operation: Operation, tree: Tree | None = None) -> Operation:
    """What takes *operation* back once it has been applied to *text*. Raises Refused for a removal."""
    layout = Layout(text, parse(text) if tree is None else tree)
    if isinstance(operation, Remove):
        raise Refused("A removal cannot be taken back from its value alone.")
    node = layout.find(operation.route)
    if isinstance(operation, Append):
        number = len(node.value or ())
        return Remove((*operation.route, number)) if number else _set_back(layout, node, [operation.value])
    if isinstance(operation, Insert):
        if not node.value:
            return _set_back(layout, node, {operation.key: operation.value})
        if operation.key not in node.value:
            return Remove((*operation.route, operation.key))
        return _set_back(layout, layout.child(node, operation.key), operation.value)
    return _set_back(layout, node, operation.value)


def _route(node: Node) -> tuple[str | int, ...]:
    return (*_route(node.parent), node.step) if node.parent else ()


def _set_back(layout: Layout, node: Node, new: Value) -> Set:
    source = _source_in_flow(layout, node) if node.in_flow else _source(layout, node, new)
    return Set(_route(node), node.value, source)


def _source_in_flow(layout: Layout, node: Node) -> str:
    after = layout.after(node)
    if layout.is_empty(node) and after is None:
        raise layout.refused(node, "There is no colon after this key.")
    return layout.text[after if after is not None and layout.is_empty(node) else node.start : layout.end(node)]


def _source(layout: Layout, node: Node, new: Value) -> str:
    """The source text of *node*, as `Set.written` has it, to be put back in the place of *new*."""
    text, end, after = layout.text, layout.end(node), layout.after(node)
    if after is None:
        return text[node.start : end]
    is_block = node.is_collection and not layout.is_flow(node)
    if layout.line_end(after) >= node.start:
        if is_block:
            return text[after:end]
        return text[after : node.start] + _scalar_source(layout, node, end)
    if is_block or new is None or (new and not isinstance(new, str)):
        return text[layout.line_end(after) : layout.line_end(end)]
    return _scalar_source(layout, node, end)


def _scalar_source(layout: Layout, node: Node, end: int) -> str:
    """The text of *node* without a comment behind the sign of a block text, which stays where it is."""
    if not layout.is_block_text(node):
        return layout.text[node.start : end]
    return layout.text[node.start : layout.head_end(node)] + layout.text[layout.line_end(node.start) : end]
