"""Rows of tables put together again: to the values that stood in the files before they were lent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import Any, TypeAlias

from actionplan.domain.keys import keys_of
from actionplan.tables.layout import Column, Holds, Path, Shape, shapes
from actionplan.tables.lending import BASELINE, HEAD, OUTCOMES, WAIVERS
from actionplan.tables.several import several

Texts: TypeAlias = Mapping[str, str]
"""What stands in a row, by the names of its columns."""

Key: TypeAlias = tuple[str, ...]


def as_text(column: Column, text: str) -> Any:
    """What stands in a cell of *column*: a text, or several."""
    return list(several(text)) if column.holds is Holds.WORDS else text


class Entries:
    """Rows of tables, each with those below it; *value_in* says what a cell that is not blank holds."""

    def __init__(self, tables: Mapping[str, Iterable[Texts]], value_in: Callable[[Column, str], Any] = as_text) -> None:
        self._value_in = value_in
        self._rows: dict[tuple[str, Key], list[Texts]] = defaultdict(list)
        for name, rows in tables.items():
            for row in rows:
                self._rows[name, key_of(row, shapes()[name].up)].append(row)

    def below(self, table: str, key: Key) -> Sequence[Texts]:
        """The rows of *table* that belong to the row with this key, in their order."""
        rows = self._rows.get((table, key), [])
        return sorted(rows, key=_number) if shapes()[table].counter == "number" else rows

    def value(self, table: str, row: Texts) -> dict[str, Any]:
        """The entry that *row* was, with what is below it; its keys are in the order of the model."""
        shape = shapes()[table]
        found: dict[str, Any] = {}
        for column in shape.columns:
            if column.path and row.get(column.name):
                _put(found, column.path, self._value_in(column, row[column.name]))
        for below in shape.below:
            entries = self.listed(below.table, key_of(row, shape.key))
            if entries:
                _put(found, below.path, entries)
        return {key: found[key] for kind in shape.kinds for key in keys_of(kind) if key in found}

    def listed(self, table: str, key: Key) -> Any:
        """The list, or the mapping by key, that the rows of *table* below the row with this key were."""
        rows, shape = self.below(table, key), shapes()[table]
        if shape.counter == "number":
            return [self.value(table, each) for each in rows]
        return {each[shape.counter]: self._entry(shape, each) for each in rows}

    def _entry(self, shape: Shape, row: Texts) -> Any:
        if shape.kinds:
            return self.value(shape.name, row)
        word = shape.columns[-1]
        return self._value_in(word, row.get(word.name, ""))


_LISTS = {OUTCOMES: ("outcomes", "outcomes"), WAIVERS: ("waivers", "waivers"), BASELINE: ("findings", "known_findings")}


def files_in(entries: Entries, plan: str) -> dict[str, dict[str, Any]]:
    """What each file of *plan* held, by its name from the plan's folder on; nothing where it has no head."""
    found = {
        f"{HEAD}.yaml": entries.value("plans", each) for each in entries.below("plans", ()) if each["plan"] == plan
    }
    for row in entries.below("files", (plan,)):
        value = entries.value("files", row)
        key, table = _LISTS.get(row["file"].removesuffix(".yaml"), ("", ""))
        below = entries.listed(table, (plan,)) if table else ()
        found[row["file"]] = _without_leads({**value, key: below} if below else value)
    return {**found, **{row["file"]: entries.value("reviews", row) for row in entries.below("reviews", (plan,))}}


def _without_leads(value: dict[str, Any]) -> dict[str, Any]:
    """*value* without the lead of each commitment that is led by the file's partner: there it goes without saying."""
    for each in value.get("commitments", ()):
        if each.get("lead") == value.get("partner"):
            del each["lead"]
    return value


def key_of(row: Texts, names: Iterable[str]) -> Key:
    """What stands in *row* under *names*."""
    return tuple([row.get(each, "") for each in names])


def _number(row: Texts) -> float:
    """The place of *row* in its list; those without one come last."""
    number = row.get("number", "")
    return int(number) if number.isdecimal() else inf


def _put(value: dict[str, Any], path: Path, item: Any) -> None:
    for key in path[:-1]:
        value = value.setdefault(key, {})
    value[path[-1]] = item
