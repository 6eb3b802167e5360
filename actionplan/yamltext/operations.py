"""What may be done to a document, as data, and what a document's values are afterwards.

Routes mean the document as it was, also where several operations are given at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from actionplan.yamltext.tree import Route

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Value] | None"


class Bare(str):
    """A text that is written without quotes although another reader takes it for a date or a number: 2015-10-05, 2016.

    It is quoted all the same where it would not read back as that text.
    """

    __slots__ = ()


class Set(NamedTuple):
    """The node at *route* gets another value. *written* is its exact source text, where that is known.

    Blanks before it replace those after the colon; a line end before it puts it on the lines below.
    """

    route: Route
    value: Value
    written: str | None = None


class Insert(NamedTuple):
    """The mapping at *route* gets a new key, after the last of its keys that comes before *key* in *order*, else last.

    Where the key exists without a value, it gets this one.
    """

    route: Route
    key: str
    value: Value
    order: tuple[str, ...] = ()


class Append(NamedTuple):
    """The sequence at *route* gets one more item."""

    route: Route
    value: Value


class Remove(NamedTuple):
    """The entry, key and value, or the item at *route* goes with its lines."""

    route: Route


Operation: TypeAlias = Set | Insert | Append | Remove


class Refused(Exception):  # noqa: N818  # an answer, not an error
    """An edit that could not be made, or not be proved; nothing has changed.

    `reason` is a sentence. `by_hand` is what to type instead, ready to paste, and `where` says where; `offset` and
    `line` (from 1) are the place in the old text.
    """

    def __init__(self, reason: str, offset: int = 0, line: int = 1, by_hand: str = "", where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.line = line
        self.by_hand = by_hand
        self.where = where


def plain_value(value: Any) -> Any:
    """*value* as the parser would build it: dict, list, str and None. Raises TypeError on anything else.

    Raises Refused for a text with half a character (a lone surrogate).
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _whole_text(value)
    if isinstance(value, Mapping):
        return {_key(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain_value(item) for item in value]
    raise TypeError(f"not a value of a document: {value!r}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"not a key of a document: {key!r}")
    return _whole_text(key)


def _whole_text(text: str) -> str:
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused("The text holds half a character, which no file can hold.")
    return str(text)


def target(operation: Operation) -> Route:
    """The route that *operation* writes: of an entry to be inserted, the one it will have."""
    return (*operation.route, operation.key) if isinstance(operation, Insert) else operation.route


def refuse_overlaps(operations: Sequence[Operation]) -> None:
    """Refuse operations of which one writes inside what another writes."""
    claimed = [target(each) for each in operations if not isinstance(each, Append)]
    if len(set(claimed)) < len(claimed):
        raise Refused("Two of the changes are about the same entry.")
    taken = set(claimed)
    for each in operations:
        route = target(each)
        ends = len(route) + isinstance(each, Append)
        if any(route[:length] in taken for length in range(ends)):
            raise Refused("One of the changes is about a part of what another one changes.")


def applied(value: Any, operations: Iterable[Operation]) -> Any:
    """*value* with the *operations* applied; what they do not touch is shared, not copied."""
    top = [value]
    copied: set[int] = {id(top)}
    removals = []
    for each in operations:
        if isinstance(each, Remove):
            removals.append(each)
        else:
            _apply(top, each, copied)
    for each in sorted(removals, key=_item_number, reverse=True):  # so that the numbers before it still hold
        _, box, step = _open(top, each.route, copied)
        _must_exist(box, step)
        del box[step]
    return top[0]


def _item_number(removal: Remove) -> int:
    last = removal.route[-1] if removal.route else 0
    return last if isinstance(last, int) else 0


def _apply(top: list[Any], operation: Set | Insert | Append, copied: set[int]) -> None:
    _, box, step = _open(top, operation.route, copied)
    _must_exist(box, step)
    value = plain_value(operation.value)
    if isinstance(operation, Set):
        box[step] = value
    elif isinstance(operation, Append):
        inner = _own(box, step, [], copied)
        inner.append(value)
    else:
        _insert(_own(box, step, {}, copied), operation, value)


def _insert(inner: dict[str, Any], operation: Insert, value: Any) -> None:
    if inner.get(operation.key) is not None:
        raise Refused(f"There is already a value under “{operation.key}”.")
    keys = list(inner)
    behind = [] if operation.key in inner else [(key, inner.pop(key)) for key in keys[place_among(keys, operation) :]]
    inner[operation.key] = value
    inner.update(behind)


def place_among(keys: Sequence[str], operation: Insert) -> int:
    """How many of *keys* stand before the new one."""
    order = operation.order
    earlier = set(order[: order.index(operation.key)]) if operation.key in order else set()
    return max((number for number, key in enumerate(keys, 1) if key in earlier), default=len(keys))


def _must_exist(box: Any, step: str | int) -> None:
    is_there = step in box if isinstance(box, dict) else isinstance(step, int) and 0 <= step < len(box)
    if not is_there:
        raise Refused(f"There is nothing at “{step}”.")


def _own(box: Any, step: Any, empty: Any, copied: set[int]) -> Any:
    """The collection at *step* of *box*, as a copy that may be changed; *empty* where there is no value."""
    inner = box[step]
    if inner is None:
        box[step] = empty
        copied.add(id(empty))
        return empty
    if type(inner) is not type(empty):
        kind = "a list" if isinstance(empty, list) else "a list of keys with values"
        raise Refused(f"What stands at “{step}” is not {kind}.")
    if id(inner) not in copied:
        box[step] = inner = inner.copy()
        copied.add(id(inner))
    return inner


def _open(top: list[Any], route: Route, copied: set[int]) -> tuple[Any, Any, Any]:
    """The collection that holds the node at *route*, copied, with the step to the node in it."""
    box: Any = top
    step: Any = 0
    for following in route:
        _must_exist(box, step)
        inner = box[step]
        if type(inner) not in {dict, list}:
            raise Refused(f"There is nothing at “{following}”.")
        box, step = _own(box, step, type(inner)(), copied), following
    return top, box, step
