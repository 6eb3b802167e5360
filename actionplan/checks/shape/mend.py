"""Values that are not what the model wants: pydantic finds them, we say them in plain words and read the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from actionplan.checks.diagnostic import Coded, Hit, Part, Place, Route
from actionplan.checks.shape.complaint import at, found_instead, gathered, in_plain_words, meant_by, record_around
from actionplan.checks.shape.keys import branch_for, branches, inside, is_record, required_keys
from actionplan.domain.keys import keys_of
from actionplan.yamltext.problem import MAX_KEY, STAND_IN
from actionplan.yamltext.tree import ALIAS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_PASSES = 25
MAX_ERRORS = 5_000


class Mended(NamedTuple):
    """What could be read of a value: the record (None where nothing could), the hits, and the routes left out."""

    record: Any
    hits: tuple[Coded, ...]
    left_out: frozenset[Route]


def mend(kind: type, value: Any, file: str, year_starts: int, fallback: Mapping[str, Any]) -> Mended:
    """*value* as a record of class *kind*, without the parts that cannot be read, and a hit for each of those.

    A field that cannot be read is left out; where the record cannot be without it, the record is. For the file itself
    *fallback* stands in for required keys, so that the rest can be judged.
    """
    if not isinstance(value, dict):
        return Mended(None, (_no_keys(kind, value, file),), frozenset())
    mending = _Mending(kind, value, file, fallback)
    record = mending.record(year_starts)
    if record is None and not mending.hits:
        mending.hits.append(
            Coded("AP023", Hit(Place(file), "the file cannot be read", "Compare it with a file that works."))
        )
    return Mended(record, gathered(kind, value, mending.hits), frozenset(mending.left_out))


class _Mending:
    """One value on its way to a record."""

    def __init__(self, kind: type, value: dict[str, Any], file: str, fallback: Mapping[str, Any]) -> None:
        self.hits: list[Coded] = []
        self.left_out: set[Route] = set()
        self._given: dict[str, Any] = {}
        self._kind, self._value, self._file, self._fallback = kind, value, file, fallback

    def record(self, year_starts: int) -> Any:
        """The record; None where none can be made. Each pass leaves out what the one before complained of."""
        from pydantic import ValidationError

        for _ in range(MAX_PASSES):
            rest = {**_without(self._kind, self._value, (), self.left_out), **self._given}
            try:
                return _adapter(self._kind).validate_python(rest, context={"year_starts": year_starts})
            except ValidationError as error:
                if error.error_count() > MAX_ERRORS:
                    self.hits = [_too_many(self._file, error.error_count())]
                    return None
                before = frozenset(self.left_out)
                for detail in error.errors(include_url=False, include_input=False):
                    self._take(detail, before)
        return None

    def _take(self, detail: ErrorDetails, before: frozenset[Route]) -> None:
        """Say what *detail* complains of, once, and leave it out."""
        found = _route(self._kind, self._value, detail["loc"], before)
        if found is None:
            return
        route, part = found
        is_missing = detail["type"] == "missing"
        if route not in self.left_out and not self._is_said_by_the_parser(route, is_missing):
            self.hits.append(in_plain_words(self._kind, self._value, Place(self._file, route, part), detail))
        if is_missing and len(route) == 1:
            self._given[str(route[0])] = self._fallback.get(str(route[0]))
        self.left_out.add(route[:-1] if is_missing and len(route) > 1 else route)
        if detail["type"] == "unexpected_keyword_argument":
            self._take_as_meant(route)

    def _take_as_meant(self, route: Route) -> None:
        """Leave out what a misspelt key was meant to be: it is written, and could not be read."""
        known = keys_of(record_around(self._kind, self._value, route))
        meant = meant_by(str(route[-1]), known)
        if meant and meant not in at(self._value, route[:-1]):
            self.left_out.add((*route[:-1], meant))

    def _is_said_by_the_parser(self, route: Route, is_missing: bool) -> bool:
        key = str(route[-1]) if route else ""
        if is_missing:
            return self._is_written_otherwise(key, route)
        return _is_odd_key(key) or _is_odd(at(self._value, route))

    def _is_written_otherwise(self, key: str, route: Route) -> bool:
        """Whether the record may have the missing *key* after all: misspelt, or merged in from elsewhere."""
        known = keys_of(record_around(self._kind, self._value, route))
        return any(
            _is_odd_key(each) or meant_by(each, (key,)) for each in at(self._value, route[:-1]) if each not in known
        )


def _is_odd_key(key: str) -> bool:
    return key == "<<" or STAND_IN in key or len(key) > MAX_KEY


def _is_odd(value: Any) -> bool:
    """Whether reading has said already what is wrong with this value."""
    if isinstance(value, str):
        return STAND_IN in value
    return value is ALIAS or (isinstance(value, dict) and any(len(each) > MAX_KEY for each in value))


def _no_keys(kind: type, value: Any, file: str) -> Coded:
    keys = " and ".join(f"“{key}:”" for key in (required_keys(kind) or keys_of(kind))[:2])
    message = f"the file holds {found_instead(value)}, and should begin with keys: {keys}"
    return Coded("AP012", Hit(Place(file), message, "Compare with a file that works."))


def _too_many(file: str, count: int) -> Coded:
    message = f"{count:,} values of this file cannot be read, which are too many to list"
    return Coded(
        "AP023", Hit(Place(file), message, "Is this a plan file? Compare its first lines with one that works.")
    )


@cache
def _adapter(kind: type) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _without(kind: Any, value: Any, route: Route, left_out: AbstractSet[Route]) -> Any:
    """*value* without the routes left out, and without known keys that have nothing after them."""
    branch = branch_for(kind, value)
    if branch is None or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        kept = [(number, item) for number, item in enumerate(value) if (*route, number) not in left_out]
        return [_without_inside(branch, number, item, route, left_out) for number, item in kept]
    optional = keys_of(branch) if is_record(branch) else ()
    return {
        key: _without_inside(branch, key, item, route, left_out)
        for key, item in value.items()
        if (item is not None or key not in optional) and (*route, key) not in left_out
    }


def _without_inside(branch: Any, step: str | int, item: Any, route: Route, left_out: AbstractSet[Route]) -> Any:
    return _without(inside(branch, step), item, (*route, step), left_out) if isinstance(item, dict | list) else item


def restore(route: Route, left_out: AbstractSet[Route]) -> Route:
    """The route in the file of what has *route* in the record: items that were left out count again."""
    steps = _steps(frozenset(left_out))
    restored: Route = ()
    for step in route:
        restored = (*restored, _restored(restored, step, steps))
    return restored


def _restored(before: Route, step: str | int, steps: Mapping[Route, tuple[int, ...]]) -> str | int:
    return step + bisect_right(steps.get(before, ()), step) if isinstance(step, int) else step


@lru_cache(maxsize=4)
def _steps(left_out: frozenset[Route]) -> Mapping[Route, tuple[int, ...]]:
    """For each list, the numbers after leaving out at which an item more was left out."""
    dropped: dict[Route, list[int]] = {}
    for route in left_out:
        if route and isinstance(route[-1], int):
            dropped.setdefault(route[:-1], []).append(route[-1])
    return {
        each: tuple(number - passed for passed, number in enumerate(sorted(numbers)))
        for each, numbers in dropped.items()
    }


def _route(kind: Any, value: Any, loc: Sequence[int | str], left_out: frozenset[Route]) -> tuple[Route, Part] | None:
    """The route in the file for pydantic's *loc*; None for a complaint that is about another kind of value."""
    route: Route = ()
    part: Part = "value"
    steps = _steps(left_out)
    for step in loc:
        here = at(value, route)
        if len(branches(kind)) > 1:  # then the step names one of them
            if str(step).startswith("tuple") != isinstance(here, list):
                return None
            kind = branch_for(kind, here)
        elif step == "[key]" and not (isinstance(here, dict) and step in here):
            part = "key"
        else:
            kind = inside(branch_for(kind, here), step)
            route = (*route, _restored(route, step, steps))
    return route, part


def words_left_out(value: Any, left_out: frozenset[Route]) -> set[str]:
    """Ids and keys that are written where nothing could be read, so that nobody calls them unknown."""
    words: set[str] = set()
    for route in left_out:
        words |= {str(route[-1]), *_words(_there(value, route))}
    return {each for each in words if len(each) <= MAX_KEY}


def _there(value: Any, route: Route) -> Any:
    for step in route:
        is_there = step in value if isinstance(value, dict) else isinstance(value, list)
        value = value[step] if is_there else None
    return value


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        yield from (word for each in value.values() for word in _words(each))
    elif isinstance(value, list):
        yield from (word for each in value for word in _words(each))
