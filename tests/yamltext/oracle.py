"""What must be true of an edited text, worked out from PyYAML's own nodes and tokens and nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import yaml

Route: TypeAlias = tuple[str | int, ...]
Step: TypeAlias = tuple[str, Route, Any, Any]
"""One operation, told apart from ours: what is done, where, with which value, and for a new key its name and order."""

NULLS = {"", "~", "null", "Null", "NULL"}


class Unreadable(Exception):  # noqa: N818  # an answer
    """PyYAML cannot read the text, or reads equal keys."""


def read(text: str, loader: Any = yaml.BaseLoader) -> Any:
    """The values of *text*: text, None, dict and list."""
    try:
        node = yaml.compose(text, loader)
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(str(error)) from error
    return _built(node)


def _built(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, _built(value)) for key, value in node.value]
        if len(dict(pairs)) < len(pairs):
            raise Unreadable("equal keys")
        return dict(pairs)
    if isinstance(node, yaml.SequenceNode):
        return [_built(each) for each in node.value]
    return None if not node.style and node.value in NULLS else node.value


def done(data: Any, steps: Sequence[Step]) -> Any:
    """*data* with the *steps* done, on a copy."""
    top = [_copy(data)]
    for each in steps:
        if each[0] != "remove":
            _do(top, each)
    gone = [route for kind, route, _, _ in steps if kind == "remove"]
    for route in sorted(gone, key=lambda route: [str(part).zfill(9) for part in route], reverse=True):
        box: Any = top[0]
        for part in route[:-1]:
            box = box[part]
        del box[route[-1]]
    return top[0]


def _do(top: list[Any], each: Step) -> None:
    kind, route, wanted, more = each
    box: Any = top
    step: Any = 0
    for following in route:
        box, step = box[step], following
    value = _copy(wanted)
    if kind == "append":
        value = [*(box[step] or []), value]
    elif kind == "insert":
        value = _with_key(box[step] or {}, more[0], more[1], value)
    box[step] = value


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_copy(each) for each in data]
    return None if data is None else str.__str__(data)


def _with_key(old: dict[str, Any], key: str, order: Sequence[str], value: Any) -> dict[str, Any]:
    if key in old:
        return {**old, key: value}
    before = order[: order.index(key)] if key in order else ()
    entries = list(old.items())
    places = [number + 1 for number, (each, _) in enumerate(entries) if each in before]
    at = places[-1] if places else len(entries)
    return dict([*entries[:at], (key, value), *entries[at:]])


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, with their keys in the same order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def comments(text: str) -> list[tuple[int, str]]:
    """Every comment of *text*, with its offset."""
    found = []
    at = 0
    for begin, end in (*_written(text), (len(text), len(text))):
        found += [(at + each.start(), each[0].rstrip()) for each in re.finditer(r"#[^\r\n]*", text[at:begin])]
        at = max(at, end)
    return found


def _written(text: str) -> Iterator[tuple[int, int]]:
    """Where the scalars of *text* stand; of block texts only the lines, as a comment may follow the sign."""
    for token in yaml.scan(text, yaml.BaseLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            if token.style in {"|", ">"}:
                start = text.find("\n", start)
            if start >= 0:
                yield start, end


class Nodes:
    """PyYAML's nodes of a text by route."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, yaml.BaseLoader)
        tokens = yaml.scan(text, yaml.BaseLoader)
        self.dashes = [each.start_mark.index for each in tokens if isinstance(each, yaml.BlockEntryToken)]

    def find(self, route: Route) -> tuple[Any, Any]:
        """The node at *route* and, in a mapping, its key."""
        node, key = self.root, None
        for step in route:
            if isinstance(node, yaml.MappingNode):
                key, node = next(each for each in node.value if each[0].value == step)
            else:
                key, node = None, node.value[int(step)]
        return node, key

    def is_flow(self, route: Route) -> bool:
        """Whether the node at *route* or one that holds it is written in brackets."""
        nodes = [self.find(route[:length])[0] for length in range(len(route) + 1)]
        return any(isinstance(each, yaml.CollectionNode) and each.flow_style for each in nodes)

    def end(self, node: Any) -> int:
        """Where the content of *node* ends."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        if node.value == "" and start == end:
            return int(start)
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            return self._end_of_block(start, end, node.value)
        return int(end)

    def _end_of_block(self, start: int, end: int, value: str) -> int:
        head = re.match(r"[^\r\n]*", self.text[start:])
        first = start + (head.end() if head else 0)
        is_kept = "+" in re.sub("#.*", "", self.text[start:first])
        if is_kept or (value and not value.rstrip("\n").rpartition("\n")[2].strip(" ")):
            return max(first, start + len(re.sub(r"\r?\n\Z", "", self.text[start:end])))
        return max(first, start + len(self.text[start:end].rstrip()))

    def line_end(self, offset: int) -> int:
        """Where the line of *offset* ends."""
        found = re.compile(r"\r?\n|\Z").search(self.text, offset)
        return found.start() if found else len(self.text)


def faults(old: str, new: str, steps: Sequence[Step]) -> Iterator[str]:
    """What is wrong with *new*, as *old* with the *steps* done."""
    expected = done(read(old), steps)
    for loader in (yaml.BaseLoader, yaml.CBaseLoader):
        try:
            got = read(new, loader)
        except Unreadable as error:
            yield f"{loader.__name__} cannot read it: {error}"
            return
        if not same(got, expected):
            yield f"{loader.__name__} reads other data"
    if old.endswith("\n") != new.endswith("\n") and all(kind != "remove" for kind, _, _, _ in steps):
        yield "the end of the last line"
    if "\r\n" in old and not re.search(r"(?<!\r)\n", old) and re.search(r"(?<!\r)\n", new):
        yield "the line ends"
    if "\r\n" not in old and "\r" in new:
        yield "the line ends"
    yield from _lost_comments(old, new, steps)
    if len(steps) == 1:
        yield from _outside(Nodes(old), new, steps[0])


def _lost_comments(old: str, new: str, steps: Sequence[Step]) -> Iterator[str]:
    """All comments must be there still, in order; those on the lines of an entry that goes may go with it."""
    nodes = Nodes(old)
    gone = [_entry(nodes, route) for kind, route, _, _ in steps if kind == "remove"]
    after = [text for _, text in comments(new)]
    before = comments(old)
    stay = [text for at, text in before if not any(start <= at < nodes.line_end(end) for start, end in gone)]
    if not _is_within(stay, after) or not _is_within(after, [text for _, text in before]):
        yield f"of the comments {before} there are {after}"


def _is_within(some: Sequence[str], more: Sequence[str]) -> bool:
    """Whether *some* are among *more*, in the same order."""
    rest = iter(more)
    return all(each in rest for each in some)


def _entry(nodes: Nodes, route: Route) -> tuple[int, int]:
    """Where an entry begins, at its key, its dash or between brackets itself, and where its content ends."""
    node, key = nodes.find(route)
    start = (node if key is None else key).start_mark.index
    if key is None and not nodes.is_flow(route[:-1]):
        start = max(each for each in nodes.dashes if each < start)
    return start, nodes.end(node)


def _outside(nodes: Nodes, new: str, step: Step) -> Iterator[str]:
    """What is wrong with the text around what one step was to change."""
    kind, route, _, more = step
    old = nodes.text
    node, _ = nodes.find(route)
    if kind == "set":
        yield from _around(old, new, _slot(nodes, route), nodes.line_end(nodes.end(node)))
    elif kind == "remove":
        yield from _around(old, new, *_lines_of(nodes, route))
        yield from _whole_lines_gone(nodes, new, route)
    elif nodes.is_flow(route) or not _has_entries(node) or (more is not None and more[0] in _keys(node)):
        yield from _around(old, new, _slot(nodes, route), nodes.line_end(nodes.end(node)))
    else:
        yield from _only_added(nodes, new, step)


def _slot(nodes: Nodes, route: Route) -> int:
    """Behind the key, or at the dash, of the node at *route*."""
    key = nodes.find(route)[1]
    if key is not None:
        return int(key.end_mark.index)
    return _entry(nodes, route)[0] if route else int(nodes.root.start_mark.index)


def _has_entries(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.value)


def _keys(node: Any) -> list[str]:
    return [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []


def _lines_of(nodes: Nodes, route: Route) -> tuple[int, int]:
    """From the line before the entry (a line end, a comma) or the entry before it to the line after it."""
    start, end = _entry(nodes, route)
    parent = nodes.find(route[:-1])[0]
    entries = [nodes.end(each[1] if isinstance(each, tuple) else each) for each in parent.value]
    before = max((each for each in entries if each < start), default=nodes.text.rfind("\n", 0, start) + 1)
    if len(entries) == 1:
        end, before = nodes.end(parent), _slot(nodes, route[:-1])
    after = [each for each in (_start(each) for each in parent.value) if each > end]
    return before, min(after, default=min(nodes.line_end(end) + 2, len(nodes.text)))


def _start(entry: Any) -> int:
    return int((entry[0] if isinstance(entry, tuple) else entry).start_mark.index)


def _whole_lines_gone(nodes: Nodes, new: str, route: Route) -> Iterator[str]:
    """Outside brackets, where an entry begins its line, exactly its lines must be gone."""
    old = nodes.text
    parent = nodes.find(route[:-1])[0]
    start, end = _entry(nodes, route)
    line = old.rfind("\n", 0, start) + 1
    if nodes.is_flow(route[:-1]) or len(parent.value) == 1 or old[line:start].strip(" "):
        return
    stop = re.compile(r"\r?\n|\Z").search(old, end)
    if stop and stop[0] and new != old[:line] + old[stop.end() :]:
        yield "other lines went than those of the entry"


def _only_added(nodes: Nodes, new: str, step: Step) -> Iterator[str]:
    """Outside brackets nothing old may go, and the new lines stand below the last line of what they follow."""
    _, route, _, more = step
    node = nodes.find(route)[0]
    last = node.value[-1]
    if more is not None:
        key, order = more
        earlier = order[: order.index(key)] if key in order else ()
        places = [each for each in node.value if each[0].value in earlier]
        last = places[-1] if places else last
    at = nodes.line_end(nodes.end(last[1] if isinstance(last, tuple) else last))
    added = len(new) - len(nodes.text)
    if new[:at] + new[at + added :] != nodes.text:
        yield "more than new lines"
    if not new[at : at + added].startswith(("\n", "\r\n")):
        yield "the new lines are not lines of their own"


def _around(old: str, new: str, start: int, end: int) -> Iterator[str]:
    if not new.startswith(old[:start]):
        yield "something before the place"
    if not new.endswith(old[end:]):
        yield "something behind the place"
