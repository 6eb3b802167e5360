"""Which keys the model knows, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from actionplan.domain.accepted import BaselineFile, WaiversFile
from actionplan.domain.keys import keys_of
from actionplan.domain.model import CommitmentsFile, OutcomesFile, PlanFile
from actionplan.domain.types import Parsed

FILES: tuple[type, ...] = (PlanFile, CommitmentsFile, OutcomesFile, WaiversFile, BaselineFile)


@cache
def required_keys(record: type) -> tuple[str, ...]:
    """The keys that a record of class *record* must have, in the order of the model."""
    needed = [each for each in fields(record) if each.default is MISSING and each.default_factory is MISSING]
    return tuple(each.name.rstrip("_") for each in needed)


@cache
def every_key() -> frozenset[str]:
    """Every key of every record in every file."""
    return frozenset(key for kind in FILES for record in _records(kind) for key in keys_of(record))


def _records(kind: Any) -> Iterator[type]:
    """The record classes that a value of the annotated type *kind* is made of."""
    for branch in branches(kind):
        if is_record(branch):
            yield branch
            for each in fields(branch):
                yield from _records(each.type)
        elif not isinstance(branch, Parsed):
            for inner in get_args(branch):
                yield from _records(inner)


@cache
def branches(kind: Any) -> tuple[Any, ...]:
    """What a value of the annotated type *kind* may be: a `Parsed`, str, a record class, tuple[…] or Mapping[…]."""
    if get_origin(kind) is Annotated:
        base, *metadata = get_args(kind)
        parsed = [each for each in metadata if isinstance(each, Parsed)]
        return (parsed[0],) if parsed else branches(base)
    if get_origin(kind) in (Union, UnionType):
        return tuple(branch for each in get_args(kind) if each is not NoneType for branch in branches(each))
    return (kind,) if kind is not None else ()


def is_record(branch: Any) -> bool:
    return is_dataclass(branch)


def is_list(branch: Any) -> bool:
    return get_origin(branch) is tuple


def branch_for(kind: Any, value: Any) -> Any:
    """The branch of *kind* that *value* is meant for: the list where it is one; None where *kind* is unknown."""
    return _branch(kind, isinstance(value, list))


@cache
def _branch(kind: Any, is_for_list: bool) -> Any:
    found = branches(kind)
    return next((each for each in found if is_list(each) == is_for_list), found[0] if found else None)


def inside(branch: Any, step: str | int) -> Any:
    """The annotated type of what stands at *step* in a value of *branch*; None where nothing can stand there."""
    if is_record(branch):
        return _types(branch).get(step)
    return _inner(branch)


@cache
def _types(record: type) -> dict[str | int, Any]:
    return {each.name.rstrip("_"): each.type for each in fields(record)}


@cache
def _inner(branch: Any) -> Any:
    if is_list(branch):
        return get_args(branch)[0]
    is_mapping = get_origin(branch) is get_origin(Mapping[str, str])
    return get_args(branch)[1] if is_mapping else None


def kind_at(kind: Any, value: Any, route: tuple[str | int, ...]) -> Any:
    """The annotated type of what stands at *route* in *value*, which is meant for *kind*; None where unknown."""
    for step in route:
        kind = inside(branch_for(kind, value), step)
        value = _step(value, step)
    return kind


def _step(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None
