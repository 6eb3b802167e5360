"""What to type where an edit was refused: the new lines, ready to paste, and where they go."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.yamltext.block import item_gap
from actionplan.yamltext.emit import entry_lines, flow_entry, flow_value, item_lines
from actionplan.yamltext.measure import style_at
from actionplan.yamltext.nodes import Layout, Node
from actionplan.yamltext.operations import Append, Insert, Operation, Refused, Remove, plain_value, target
from actionplan.yamltext.scalars import Style
from actionplan.yamltext.tree import Route, Tree

_Advice = tuple[str, str, int]  # the lines, where they go, and the offset of that place


def by_hand(refused: Refused, text: str, tree: Tree, operations: Sequence[Operation]) -> Refused:
    """*refused* with its place, and with what to type by hand for all *operations*."""
    layout = Layout(text, tree)
    told = [_advice(layout, each) for each in operations if _is_writable(each)]
    offset = refused.offset or next((at for _, _, at in told if at), 0)
    return Refused(
        refused.reason,
        offset,
        layout.line_number(offset),
        "\n".join(lines for lines, _, _ in told if lines),
        "; ".join(dict.fromkeys(where for _, where, _ in told if where)),
    )


def _is_writable(operation: Operation) -> bool:
    try:
        plain_value(None if isinstance(operation, Remove) else operation.value)
    except Refused:
        return False
    return True


def _advice(layout: Layout, operation: Operation) -> _Advice:
    try:
        return _in_place(layout, operation)
    except (Refused, IndexError, TypeError):  # the file cannot be relied on: the lines are still worth having
        return "\n".join(_lines(operation, 0, Style())), "", 0


def _in_place(layout: Layout, operation: Operation) -> _Advice:
    node = layout.find(operation.route)
    style = style_at(layout, node)
    if isinstance(operation, Insert | Append) and node.value:
        return _added(layout, node, operation, style)
    begin = layout.begin(node) if node.parent else node.start
    first, last = layout.line_number(begin), layout.line_number(layout.end(node))
    place = f"line {first}" if first == last else f"lines {first} to {last}"
    if isinstance(operation, Remove):
        return "", f"delete {place}", begin
    lines = _filled(operation, node.step, layout.column(begin), style) if node.parent else _whole(operation, style)
    return "\n".join(lines), f"in place of {place}", begin


def _added(layout: Layout, node: Node, operation: Insert | Append, style: Style) -> _Advice:
    end = layout.end(node)
    if node.in_flow or layout.is_flow(node):
        text = flow_value(operation.value, style)
        if isinstance(operation, Insert):
            text = flow_entry(operation.key, operation.value, style)
        return text, f"inside the brackets that begin on line {layout.line_number(node.start)}", end
    gap = item_gap(layout, layout.last_child(node)) if isinstance(operation, Append) else 1
    lines = _lines(operation, layout.column(node.start), style, gap)
    return "\n".join(lines), f"below line {layout.line_number(end)}", end


def _filled(operation: Operation, step: str | int, column: int, style: Style) -> list[str]:
    """The lines of a whole entry or item whose value *operation* sets."""
    if isinstance(operation, Remove):
        return []
    value = operation.value
    if isinstance(operation, Insert):
        value = {operation.key: value}
    elif isinstance(operation, Append):
        value = [value]
    return entry_lines(step, value, column, style) if isinstance(step, str) else item_lines(value, column, 1, style)


def _whole(operation: Operation, style: Style) -> list[str]:
    """The lines of a whole document."""
    return [line[2:] for line in _filled(operation, 0, 0, style)]


def _lines(operation: Operation, column: int, style: Style, gap: int = 1) -> list[str]:
    route: Route = target(operation)
    if isinstance(operation, Insert):
        return entry_lines(operation.key, operation.value, column, style)
    if isinstance(operation, Append):
        return item_lines(operation.value, column, gap, style)
    return _filled(operation, route[-1] if route else 0, column, style)
