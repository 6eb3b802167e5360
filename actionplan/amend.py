"""Wanted changes to edit operations: how an update, an extension or a new commitment is written into its file.

What is written keeps to the order of the model's keys and leaves out what goes without saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from actionplan.checks.diagnostic import Route
from actionplan.domain.dates import Window
from actionplan.domain.keys import keys_of, said
from actionplan.domain.model import (
    Commitment,
    Condition,
    Extension,
    Indicator,
    Partner,
    PlanFile,
    Reading,
    Record,
    Update,
)
from actionplan.loaded import Loaded
from actionplan.yamltext.emit import modeline
from actionplan.yamltext.operations import Append, Bare, Insert, Operation, Set, Value


def written(record: Record) -> dict[str, Value]:
    """*record* as its file says it: without the keys that hold what is meant where nothing is written."""
    return {key: _value(value) for key, value in said(record)}


def _value(value: Any) -> Value:
    match value:
        case str():
            return value
        case Record():
            return written(value)
        case Window():
            return Bare(value.text)
        case Mapping():
            return {key: _value(item) for key, item in value.items()}
        case tuple():
            return [_value(item) for item in value]
        case _:
            return Bare(value)  # a day or a number, in its usual form


def add_update(loaded: Loaded, id_: str, update: Update) -> Operation:
    """One more entry at the end of the log of the commitment *id_*."""
    return _one_more(loaded, id_, "updates", update)


def add_extension(loaded: Loaded, id_: str, extension: Extension) -> Operation:
    """One more request to move the date of the commitment *id_*."""
    return _one_more(loaded, id_, "extensions", extension)


def _one_more(loaded: Loaded, id_: str, key: str, entry: Record) -> Operation:
    return _append(mapping_of(loaded, id_), loaded.homes[id_].route, key, entry, keys_of(Commitment))


def _append(mapping: Mapping[str, Any], route: Any, key: str, entry: Record, order: tuple[str, ...]) -> Operation:
    """*entry* at the end of the list under *key*, or as the first of a new one."""
    if mapping.get(key) is None:
        return Insert(route, key, [written(entry)], order)
    return Append((*route, key), written(entry))


def mapping_of(loaded: Loaded, id_: str, *route: str | int) -> Mapping[str, Any]:
    """The mapping that *route* leads to in the commitment *id_*, as it is written, with what could not be read."""
    home = loaded.homes[id_]
    value = loaded.files[home.file].tree.value
    for step in (*home.route, *route):
        value = value[step]
    return dict(value)


def settle_condition(loaded: Loaded, id_: str, condition: Condition) -> tuple[Operation, ...]:
    """The state and the date of the condition of the commitment *id_*, as *condition* has them."""
    at = (*loaded.homes[id_].route, "condition")
    now = mapping_of(loaded, id_, "condition")
    new = {"state": condition.state} | ({"date": _value(condition.date)} if condition.date else {})
    return tuple(_put(now, at, key, value, keys_of(Condition)) for key, value in new.items())


def numbers_of(loaded: Loaded, id_: str, extension: Extension) -> tuple[int, ...]:
    """Where the request *extension* stands among those of the commitment *id_*, from 0, as they are written.

    One that is in the file and could not be read is counted too, and so is one that a plan as it stood on an earlier
    day does not have. There are several where the same was asked twice on one day.
    """
    entries = mapping_of(loaded, id_).get("extensions")
    wanted = (extension.asked.isoformat(), extension.to.text, extension.reason, extension.note)
    return tuple(
        number
        for number, each in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(each, dict) and tuple(each.get(key) for key in ("asked", "to", "reason", "note")) == wanted
    )


def decide_extension(loaded: Loaded, id_: str, number: int, decided: Extension) -> tuple[Operation, ...]:
    """The decision, its day and who took it, in the request of that *number* in the file, of the commitment *id_*."""
    at = (*loaded.homes[id_].route, "extensions", number)
    now = mapping_of(loaded, id_, "extensions", number)
    whole = written(decided)
    new = {key: whole[key] for key in ("decision", "decided", "by") if key in whole}
    return tuple(_put(now, at, key, value, keys_of(Extension)) for key, value in new.items())


def name_predecessor(loaded: Loaded, id_: str, predecessor: str) -> Operation:
    """What the commitment *id_* took the place of."""
    return _put(mapping_of(loaded, id_), loaded.homes[id_].route, "replaces", predecessor, keys_of(Commitment))


def _put(mapping: Mapping[str, Any], route: Any, key: str, value: Value, order: tuple[str, ...]) -> Operation:
    return Set((*route, key), value) if mapping.get(key) is not None else Insert(route, key, value, order)


def add_commitment(loaded: Loaded, file: str, commitment: Commitment) -> Operation:
    """One more commitment at the end of *file*."""
    return _append(loaded.files[file].tree.value, (), "commitments", commitment, ("partner", "commitments"))


def add_reading(loaded: Loaded, file: str, id_: str, reading: Reading) -> Operation:
    """One more reading of the indicator *id_*, which stands in *file*."""
    route = indicator_route(loaded, file, id_)
    mapping = loaded.files[file].tree.value
    for step in route:
        mapping = mapping[step]
    return _append(mapping, route, "readings", reading, keys_of(Indicator))


def indicator_route(loaded: Loaded, file: str, id_: str) -> Route:
    """Where the indicator *id_* stands in *file*, as it is written, with what could not be read."""
    return next(route for (_, indicator), route in indicator_routes(loaded, file) if indicator == id_)


def indicator_routes(loaded: Loaded, file: str) -> Iterator[tuple[tuple[str, str], Route]]:
    """The ids of each outcome and indicator in *file*, and where the indicator stands."""
    for number, outcome in _items(loaded.files[file].tree.value, "outcomes"):
        for at, indicator in _items(outcome, "indicators"):
            if isinstance(indicator, Mapping):
                ids = str(outcome.get("id")), str(indicator.get("id"))
                yield ids, ("outcomes", number, "indicators", at)


def _items(mapping: Any, key: str) -> Iterator[tuple[int, Any]]:
    """The items of the list under *key*, where there is one, with their numbers."""
    items = mapping.get(key) if isinstance(mapping, Mapping) else None
    yield from enumerate(items if isinstance(items, list) else ())


def register_partner(loaded: Loaded, key: str, partner: Partner) -> Operation:
    """An entry of plan.yaml for a new partner."""
    if loaded.files[loaded.head_file].tree.value.get("partners") is None:
        return Insert((), "partners", {key: written(partner)}, keys_of(PlanFile))
    return Insert(("partners",), key, written(partner))


def register_theme(loaded: Loaded, key: str, title: str) -> Operation:
    """An entry of plan.yaml for a new theme."""
    if loaded.files[loaded.head_file].tree.value.get("themes") is None:
        return Insert((), "themes", {key: title}, keys_of(PlanFile))
    return Insert(("themes",), key, title)


def keep_source(loaded: Loaded, id_: str, source: Mapping[str, str]) -> Operation:
    """What is kept of a tracker's row for the commitment *id_*, by the headings there."""
    return _put(mapping_of(loaded, id_), loaded.homes[id_].route, "source", dict(source), keys_of(Commitment))


def file_of(partner: str, *commitments: Commitment) -> tuple[dict[str, Value], tuple[str, ...]]:
    """What a new partner's file holds, and the comment above it that tells an editor the schema.

    The file itself says who leads.
    """
    entries = [{key: value for key, value in written(each).items() if key != "lead"} for each in commitments]
    return {"partner": partner, "commitments": entries}, (modeline("commitments"),)
