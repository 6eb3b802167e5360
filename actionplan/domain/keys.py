"""A record's keys as its file writes them: `with_` is written `with`, and what goes without saying is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from actionplan.domain.model import Record


@cache
def keys_of(kind: type) -> tuple[str, ...]:
    """The keys that a record of class *kind* may have, in the order of the model."""
    return tuple(each.name.rstrip("_") for each in fields(kind))


def said(record: Record) -> Iterator[tuple[str, Any]]:
    """The keys of *record* with their values, without those that hold what is meant where nothing is written."""
    kind: type = type(record)
    for name, key, usual in _usual(kind):
        value = getattr(record, name)
        if value is not usual and value != usual:
            yield key, value


@cache
def _usual(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """The names, the keys, and what is meant where nothing is written."""
    return tuple(
        (each.name, each.name.rstrip("_"), each.default if each.default_factory is MISSING else each.default_factory())
        for each in fields(kind)
    )
