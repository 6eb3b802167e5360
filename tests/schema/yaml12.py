"""YAML as an editor reads it: version 1.2, core schema. And values as written, put into a text."""

from __future__ import annotations

import re
from typing import Any

import yaml

_NULL = re.compile(r"null|Null|NULL|~|")
_TRUE, _FALSE = re.compile(r"true|True|TRUE"), re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.nan|\.NaN|\.NAN")


def core_value(text: str) -> Any:
    """The value of the YAML *text*, with the types of the core schema (YAML 1.2.2, section 10.3.2)."""
    node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return None if node is None else _value(node)


def _value(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(item) for key, item in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return node.value if node.style else _plain(node.value)


def _plain(text: str) -> Any:
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "", 1)) if _INFINITE.fullmatch(text) else text


def dump(raw: Any, indent: int = 0) -> str:
    """The YAML text of *raw*: mappings and lists in block style, and every string put in as it is written."""
    space = " " * indent
    if isinstance(raw, dict) and raw:
        return "".join(f"\n{space}{key}:{dump(item, indent + 2)}" for key, item in raw.items())
    if isinstance(raw, list) and raw:
        return "".join(f"\n{space}-{dump(item, indent + 2)}" for item in raw)
    return f" {raw}"
