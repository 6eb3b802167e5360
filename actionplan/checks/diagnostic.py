"""Findings: one thing a check has to say, and the place it is about."""

from __future__ import annotations

from typing import Literal, NamedTuple

from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")

Route = tuple[str | int, ...]
Part = Literal["value", "key"]


class Home(NamedTuple):
    """Where something is written: a file and the route of keys and item numbers to it."""

    file: str
    route: Route


class Place(NamedTuple):
    """What a finding points at: a value or its key, by route; or a stretch of text, by offsets."""

    file: str
    route: Route = ()
    part: Part = "value"
    span: tuple[int, int] | None = None


class Opened(NamedTuple):
    """One file, read: its text, its values, and the routes that could not be read and were left out."""

    source: Source
    tree: Tree
    left_out: frozenset[Route] = frozenset()


class Hit(NamedTuple):
    """What a rule found. The rule that found it gives it its code and severity."""

    place: Place
    message: str
    fix: str


class Coded(NamedTuple):
    """A hit with the code of its rule, before settings and allowances are looked at."""

    code: str
    hit: Hit


class Finding(NamedTuple):
    """A finding, ready to be shown. Lines and columns count from 1, columns in characters; the end is exclusive.

    `about` names the commitment (`mou-2015-16/hact-3`) or is empty; `key` names the field. Neither changes when lines
    move, so code, file, about and key together recognise the same finding again.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    fix: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    about: str
    key: str
