"""Plain text values to records, quickly: for files that are right.

The readers are made from the fields of `domain.model`. A reader accepts or gives up, and says nothing: what it does
not accept goes to pydantic, which reads by the same types and finds every mistake (`checks.shape`). Two ways of
reading one model are the price of a start that does not import pydantic; tests hold them to the same answers
(docs/decisions/0002-two-readers.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from actionplan.domain.model import Doc
from actionplan.domain.types import Parsed
from actionplan.domain.written import BadValue

Read = Callable[[Any, int], Any]


class Doubt(Exception):  # noqa: N818  # not an error: a second opinion is needed
    """A second opinion is needed: the text may not be a record, and pydantic can say why."""


def read(kind: type, value: object, year_starts: int) -> Any:
    """The record of class *kind* that *value* holds; raises Doubt where anything is not as it must be."""
    try:
        return reader(kind)(value, year_starts)
    except BadValue as bad:
        raise Doubt from bad


@cache
def reader(kind: Any) -> Read:
    """A function that reads values of the annotated type *kind*."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _annotated(kind)
    if is_dataclass(kind):
        return _record(kind)
    if origin is tuple:
        return _items(reader(get_args(kind)[0]))
    if origin is Mapping or origin is get_origin(Mapping[str, str]):
        return _entries(*(reader(each) for each in get_args(kind)))
    if origin in (Union, UnionType):
        return _either([each for each in get_args(kind) if each is not NoneType])
    if kind is str:
        return _text
    raise TypeError(kind)


def _annotated(kind: Any) -> Read:
    base, *metadata = get_args(kind)
    for each in metadata:
        if isinstance(each, Parsed):
            return _scalar(each.parse)
        if not isinstance(each, Doc):
            raise TypeError(each)
    return reader(base)


def _text(value: Any, year_starts: int) -> str:  # noqa: ARG001  # as every reader
    if type(value) is not str:
        raise Doubt
    return value


def _scalar(parse: Callable[[str, int], Any]) -> Read:
    def read_scalar(value: Any, year_starts: int) -> Any:
        if type(value) is not str:
            raise Doubt
        return parse(value, year_starts)

    return read_scalar


def _items(read_item: Read) -> Read:
    def read_items(value: Any, year_starts: int) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Doubt
        return tuple([read_item(item, year_starts) for item in value])

    return read_items


def _entries(read_key: Read, read_item: Read) -> Read:
    def read_entries(value: Any, year_starts: int) -> Mapping[str, Any]:
        if type(value) is not dict:
            raise Doubt
        return MappingProxyType(
            {read_key(key, year_starts): read_item(item, year_starts) for key, item in value.items()}
        )

    return read_entries


def _either(kinds: list[Any]) -> Read:
    """One of *kinds*: the list among them where the value is a list, else the other."""
    if len(kinds) == 1:
        return reader(kinds[0])
    listed = [reader(each) for each in kinds if get_origin(each) is tuple]
    single = [reader(each) for each in kinds if get_origin(each) is not tuple]

    def read_either(value: Any, year_starts: int) -> Any:
        return (listed if type(value) is list else single)[0](value, year_starts)

    return read_either


def _record(kind: Any) -> Read:
    readers = {each.name.rstrip("_"): (each.name, reader(cast("Any", each.type))) for each in fields(kind)}
    required = frozenset(
        each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING
    )

    def read_record(value: Any, year_starts: int) -> Any:
        if type(value) is not dict:
            raise Doubt
        given = {}
        for key, item in value.items():
            if key not in readers:
                raise Doubt
            if item is None:  # a key with nothing after it is a key left out
                continue
            name, read_field = readers[key]
            given[name] = read_field(item, year_starts)
        if not required <= given.keys():
            raise Doubt
        return kind(**given)

    return read_record
