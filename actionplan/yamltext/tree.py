"""Text to plain text values, and a route back to the place of each.

The parser's events are walked once, without recursion, under limits: a mapping becomes a dict, a sequence a list,
a scalar its text, and an empty value, `~` or `null` becomes None. YAML's own types never apply: `no`, `010` and
`1.10` stay what was written. What our files must not hold (anchors, tags, a second document) is noted as a problem
before anything is built from it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from actionplan.yamltext.parsers import FastParser
from actionplan.yamltext.problem import MAX_DEPTH, MAX_KEY, MAX_NODES, MAX_PROBLEMS, Problem, said_by_parser

Route: TypeAlias = tuple[str | int, ...]

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
ALIAS: Final = object()  # stands where a value was to be repeated from elsewhere: nobody knows what it is


_NO_SIZES: Mapping[int, int] = MappingProxyType({})


class Tree(NamedTuple):
    """The values of one text, where each stands, and what must not be there.

    `spans` holds the start and end offset of every node, keys included, in the order of the text. `is_whole` is
    False where reading had to stop: the value then is not to be used. `sizes` says of each mapping and each list, by
    the number of its node, how many nodes it is made of, itself among them.
    """

    value: Any
    spans: array[int]
    problems: tuple[Problem, ...]
    is_whole: bool
    sizes: Mapping[int, int] = _NO_SIZES


class _Stop(Exception):  # noqa: N818  # a way out, not an error
    """Reading cannot go on."""


def parse(text: str, parser: Any = FastParser) -> Tree:
    """The tree of *text*, which is without its byte order mark. Never raises on what the text says."""
    problems: list[Problem] = []
    spans, sizes = array("I"), dict[int, int]()
    try:
        _refuse_too_many(text, problems)
        value = _walk(parser(text), spans, sizes, problems)
    except _Stop:
        return Tree(None, spans, tuple(problems), is_whole=False)
    except UnicodeEncodeError as error:  # half a character, which no file can hold but a caller's text can
        problems.append(Problem("control", error.start, error.end, f"U+{ord(text[error.start]):04X}"))
        return Tree(None, spans, tuple(problems), is_whole=False)
    except yaml.YAMLError as error:
        problems.append(said_by_parser(error, text))
        return Tree(None, spans, tuple(problems), is_whole=False)
    return Tree(value, spans, tuple(problems), is_whole=True, sizes=sizes)


def _refuse_too_many(text: str, problems: list[Problem]) -> None:
    """Stop before values that would fill the memory: each begins the text, a line, or follows one of these signs."""
    if len(text) > MAX_NODES and sum(map(text.count, ("\n", "[", "{", ",", ":", "- "))) > MAX_NODES:
        problems.append(Problem("too-many", 0, 0))
        raise _Stop


def _note(
    problems: list[Problem], kind: str, event: Any, detail: str = "", other: int | None = None, **more: int
) -> None:
    start, end = event.start_mark.index, event.end_mark.index
    problems.append(Problem(kind, start, more.get("end", end), detail[:200], other, more.get("within", -1)))
    if len(problems) >= MAX_PROBLEMS:
        problems.append(Problem("many", start, end, str(MAX_PROBLEMS)))
        raise _Stop


def _stop(problems: list[Problem], kind: str, event: Any) -> None:
    _note(problems, kind, event)
    raise _Stop


def _stop_empty(problems: list[Problem]) -> None:
    problems.append(Problem("empty", 0, 0))
    raise _Stop


def _check_node(problems: list[Problem], event: Any) -> None:
    """Note an anchor or a tag on a node that carries one."""
    if event.anchor is not None:
        _note(problems, "anchor", event, event.anchor, end=event.start_mark.index + 1 + len(event.anchor))
    if event.tag is not None:
        _note(problems, "tag", event, event.tag)


def _check_key(problems: list[Problem], event: Any) -> None:
    if event.value == "<<":
        _note(problems, "merge", event)
    if len(event.value) > MAX_KEY:
        _note(problems, "long-key", event, event.value)


def _open_document(get: Any, problems: list[Problem]) -> None:
    get()
    start = get()
    if type(start) is StreamEndEvent:
        _stop_empty(problems)
    if start.version or start.tags or start.end_mark.index - start.start_mark.index > len("---"):
        _note(problems, "directive", start)


def _close_document(get: Any, problems: list[Problem], box: list[Any]) -> Any:
    """The value of the document that ends, which is the only one."""
    after = get()
    if type(after) is not StreamEndEvent:
        _note(problems, "several-documents", after)
    if not problems and box[0] is None:
        _stop_empty(problems)
    return box[0]


def _is_merged(key: str | None, stack: list[Any]) -> bool:
    """Whether an alias here stands after `<<`, alone or in a list: then the merge key says it."""
    return "<<" in (key, stack[-1][2] if stack else None)


def _walk(  # noqa: C901, PLR0912, PLR0915  # see below
    parser: Any, spans: array[int], sizes: dict[int, int], problems: list[Problem]
) -> Any:
    """The value of the parser's one document. This is the hot loop: it is flat because calls are what costs."""
    get = parser.get_event
    _open_document(get, problems)
    mark = spans.append
    stack: list[tuple[Any, bool, Any, int, int]] = []
    box: Any = []  # the open mapping or sequence; at the bottom a sequence of the one document
    in_mapping = False
    key: str | None = None
    first_duplicate = -1  # where the spans of an entry that repeats a key begin
    while True:
        event = get()
        kind = type(event)
        if kind is ScalarEvent:
            text = event.value
            if event.anchor is not None or event.tag is not None:
                _check_node(problems, event)
            if in_mapping and key is None:
                if text in box:
                    first_duplicate = len(spans)
                    _note_duplicate(problems, event, box, spans)
                elif len(text) > MAX_KEY or text == "<<":
                    _check_key(problems, event)
                key = text
                mark(event.start_mark.index)
                mark(event.end_mark.index)
                continue
            mark(event.start_mark.index)
            mark(event.end_mark.index)
            item: Any = None if text in NULLS and not event.style else text
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                _check_node(problems, event)
            if in_mapping and key is None:
                _stop(problems, "complex-key", event)
            mark(event.start_mark.index)
            mark(event.end_mark.index)
            if len(stack) >= MAX_DEPTH:
                _stop(problems, "too-deep", event)
            stack.append((box, in_mapping, key, first_duplicate, len(spans)))
            in_mapping = kind is MappingStartEvent
            box = {} if in_mapping else []
            key = None
            first_duplicate = -1
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            item = box
            box, in_mapping, key, first_duplicate, begun = stack.pop()
            sizes[begun // 2 - 1] = (len(spans) - begun) // 2 + 1
        elif kind is AliasEvent:
            if not _is_merged(key, stack):
                _note(problems, "alias", event, event.anchor)
            if in_mapping and key is None:
                raise _Stop
            mark(event.start_mark.index)
            mark(event.end_mark.index)
            item = ALIAS
        else:
            return _close_document(get, problems, box)
        if not in_mapping:
            box.append(item)
        elif first_duplicate >= 0:
            del spans[first_duplicate:]
            first_duplicate = -1
            key = None
        else:
            box[key] = item
            key = None


def _note_duplicate(problems: list[Problem], event: Any, box: dict[str, Any], spans: array[int]) -> None:
    """Note a key that is in *box* already; the entries of *box* end where the spans end."""
    counts = [1 + size(item) for item in box.values()]
    before = sum(counts[: list(box).index(event.value)])
    begins = len(spans) - 2 * sum(counts)
    _note(problems, "duplicate-key", event, event.value, spans[begins + 2 * before], within=spans[begins])


def size(value: Any) -> int:
    """How many nodes *value* is made of."""
    if type(value) is dict:
        return 1 + len(value) + sum(map(size, value.values()))
    if type(value) is list:
        return 1 + sum(map(size, value))
    return 1


_BOXES = (dict, list)


class Places:
    """Where the nodes of one tree stand. Made once for a tree; each route after the first is quick."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._numbers: dict[int, dict[str | int, int]] = {}

    def locate(self, route: Route, part: str = "value") -> tuple[int, int]:
        """Start and end offset of the node at *route*; of its key where *part* is `key`.

        A route that ends in something missing gives the key of the nearest mapping entry that exists, or the
        first key of the nearest list item. A mapping or a list is shown by its first key or item.
        """
        node, value, key_node, part = self._follow(route, part)
        node = key_node if key_node is not None and part == "key" else _first_leaf(value, node)
        spans = self._tree.spans
        return (spans[2 * node], spans[2 * node + 1]) if 2 * node + 1 < len(spans) else (0, 0)

    def _follow(self, route: Route, part: str) -> tuple[int, Any, int | None, str]:
        node, value, key_node = 0, self._tree.value, None
        for step in route:
            if type(value) is dict and step in value:
                key_node = self.children(node, value)[step]
                node, value = key_node + 1, value[step]
            elif type(value) is list and isinstance(step, int) and 0 <= step < len(value):
                node, value, key_node = self.children(node, value)[step], value[step], None
            else:
                return node, value, key_node, "key"
        return node, value, key_node, part

    def children(self, node: int, box: Any) -> dict[str | int, int]:
        """The number of each key of a mapping, or of each item of a list."""
        if id(box) not in self._numbers:
            numbers: dict[str | int, int] = {}
            number, sizes = node + 1, self._tree.sizes
            is_mapping = type(box) is dict
            for step, item in box.items() if is_mapping else enumerate(box):
                numbers[step] = number
                number += (sizes[number + is_mapping] if type(item) in _BOXES else 1) + is_mapping
            self._numbers[id(box)] = numbers
        return self._numbers[id(box)]


def _first_leaf(value: Any, node: int) -> int:
    """The node of the first key, or of the first item's first key."""
    while type(value) is list and value:
        value, node = value[0], node + 1
    return node + 1 if type(value) is dict and value else node
