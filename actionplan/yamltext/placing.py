"""Operations to splices: which of them make one change, where it goes, and in which order those of one place stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple, TypeVar

from actionplan.yamltext import block, flow
from actionplan.yamltext.measure import style_at
from actionplan.yamltext.nodes import Layout, Node
from actionplan.yamltext.operations import Append, Bare, Insert, Operation, Remove, Set, Value, place_among, plain_value
from actionplan.yamltext.splice import Splice, ordered
from actionplan.yamltext.tree import Route

_O = TypeVar("_O", Insert, Append, Remove)


class Added(NamedTuple):
    """New entries or items of the collection at *route*, after the one under *anchor*."""

    route: Route
    anchor: str | int
    entries: tuple[tuple[str | None, Value], ...]


def splices_of(layout: Layout, operations: Sequence[Operation], *, is_cautious: bool = False) -> tuple[Splice, ...]:
    """The splices for all *operations*, in the order of the text."""
    changes = sorted(
        _changes(layout, operations), key=lambda each: -len(each.route)
    )  # where two end, the inner is first
    return ordered(splice for change in changes for splice in _placed(layout, change, is_cautious=is_cautious))


def _placed(layout: Layout, change: Set | Added | Remove, *, is_cautious: bool) -> list[Splice]:
    node = layout.find(change.route)
    style = style_at(layout, node, is_cautious=is_cautious)
    if isinstance(change, Remove):
        return flow.removed(layout, node) if node.in_flow else block.removed(layout, node)
    if isinstance(change, Set):
        replaced = flow.replaced if node.in_flow else block.replaced
        return replaced(layout, node, change.value, change.written, style)
    anchor = layout.child(node, change.anchor)
    added = flow.added if anchor.in_flow else block.added
    return added(layout, node, anchor, change.entries, style)


def _changes(layout: Layout, operations: Sequence[Operation]) -> Iterator[Set | Added | Remove]:
    """*operations* with those joined that fill or empty one collection or go to one place."""
    yield from (each for each in operations if isinstance(each, Set) and _changes_something(layout, each))
    for route, inserts in _by_box(each for each in operations if isinstance(each, Insert)).items():
        yield from _inserted(layout.find(route), route, inserts)
    for route, appends in _by_box(each for each in operations if isinstance(each, Append)).items():
        yield _appended(layout.find(route), route, [each.value for each in appends])
    for route, removals in _by_box(each for each in operations if isinstance(each, Remove)).items():
        yield from _without(layout.find(route), route, removals)


def _by_box(operations: Iterable[_O]) -> dict[Route, list[_O]]:
    """*operations* by the route of the collection that gets or loses an entry."""
    boxes: dict[Route, list[_O]] = {}
    for each in operations:
        boxes.setdefault(each.route[:-1] if isinstance(each, Remove) else each.route, []).append(each)
    return boxes


def _changes_something(layout: Layout, operation: Set) -> bool:
    is_other = plain_value(operation.value) != layout.find(operation.route).value
    return is_other or operation.written is not None or isinstance(operation.value, Bare)


def _appended(node: Node, route: Route, values: list[Value]) -> Set | Added:
    if not node.value:
        return Set(route, values)
    return Added(route, len(node.value) - 1, tuple((None, value) for value in values))


def _inserted(node: Node, route: Route, inserts: list[Insert]) -> Iterator[Set | Added]:
    """The new entries of one mapping: each where it belongs among the old keys and the new ones before it."""
    old = node.value or {}
    keys: list[str] = list(old)
    values = {each.key: each.value for each in inserts}
    for each in inserts:
        if each.key in old:
            yield Set((*route, each.key), each.value)
        else:
            keys.insert(place_among(keys, each), each.key)
    if not old:
        yield Set(route, {key: values[key] for key in keys})
        return
    for number, anchor in enumerate(keys):
        new = tuple(takewhile(lambda key: key not in old, keys[number + 1 :]))
        if anchor in old and new:
            yield Added(route, anchor, tuple((key, values[key]) for key in new))


def _without(node: Node, route: Route, gone: list[Remove]) -> list[Set | Remove]:
    if len(gone) < len(node.value):
        return [*gone]
    return [Set(route, {} if isinstance(node.value, dict) else [])]
