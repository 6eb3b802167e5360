"""New values as lines of YAML, in a given style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actionplan.yamltext.operations import Refused, Value, plain_value
from actionplan.yamltext.scalars import Style, Written, block_text, one_line
from actionplan.yamltext.tree import parse


def block_value(value: Value, column: int, indent: int, style: Style) -> Written:
    """*value* behind a key whose mapping stands at *indent*; what stands on the key's line begins at *column*."""
    if value is None:
        return Written("")
    if isinstance(value, str):
        return block_text(value, column, indent, style)
    if not value:
        return Written(flow_value(value, style))
    is_mapping = isinstance(value, Mapping)
    return Written("", tuple(collection_lines(value, indent + (style.step if is_mapping else style.offset), style)))


def collection_lines(value: Any, column: int, style: Style) -> list[str]:
    """The lines of a mapping or list that is not empty, at *column*."""
    if isinstance(value, Mapping):
        return [line for key, item in value.items() for line in entry_lines(key, item, column, style)]
    return [line for item in value for line in item_lines(item, column, 1, style)]


def entry_lines(key: str, value: Value, column: int, style: Style) -> list[str]:
    """The lines of one entry of a mapping that stands at *column*."""
    name = f"{' ' * column}{one_line(key, style.quote)}:"
    written = block_value(value, len(name) + 1, column, style)
    return [f"{name} {written.head}" if written.head else name, *written.lines]


def item_lines(value: Value, column: int, gap: int, style: Style) -> list[str]:
    """The lines of one item of a list whose dashes stand at *column*."""
    written = item_value(value, column, gap, style)
    dash = f"{' ' * column}-"
    return [f"{dash}{' ' * gap}{written.head}" if written.head else dash, *written.lines]


def item_value(value: Value, column: int, gap: int, style: Style) -> Written:
    """*value* behind a dash at *column*: a mapping or list begins on the dash's line."""
    inner = column + 1 + gap
    if value and not isinstance(value, str):
        first, *rest = collection_lines(value, inner, style)
        return Written(first[inner:], tuple(rest))
    return block_value(value, inner, column, style)


def flow_value(value: Value, style: Style) -> str:
    """*value* on one line, inside brackets or as a whole in brackets."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return one_line(value, style.quote, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_entry(key, item, style) for key, item in value.items()) + "}"
    return "[" + ", ".join(flow_value(item, style) for item in value) + "]"


def flow_entry(key: str, value: Value, style: Style) -> str:
    """One entry of a mapping in brackets."""
    return f"{one_line(key, style.quote, in_flow=True)}: {flow_value(value, style)}"


def has_lines(value: Any) -> bool:
    """Whether a text within *value* has several lines, so that it does not belong inside brackets."""
    if isinstance(value, str):
        return "\n" in value
    if isinstance(value, Mapping):
        return any(map(has_lines, value.values()))
    return isinstance(value, Sequence) and any(map(has_lines, value))


def modeline(schema: str, up: str = "../../") -> str:
    """The comment that tells an editor the schema of a file; *up* leads from its folder to that of the schemas."""
    return f"yaml-language-server: $schema={up}schema/{schema}.json"


def document(value: Mapping[str, Value], comment_lines: Sequence[str] = ()) -> str:
    """The text of a whole new file: the comment, then *value*. Nobody has proved yet that it reads back."""
    comment = [f"# {line}".rstrip() for line in comment_lines]
    lines = collection_lines(value, 0, Style()) if value else ["{}"]
    return "".join([f"{line}\n" for line in (*comment, *lines)])


def new_document(value: Mapping[str, Value], comment_lines: Sequence[str] = ()) -> str:
    """The text of a whole new file: the comment, then *value*. Raises Refused where it would not read back."""
    text = document(value, comment_lines)
    tree = parse(text)
    if tree.value != plain_value(value) or tree.problems or "\r" in text:
        raise Refused("The new file could not be written so that it reads back as it was meant.")
    return text
