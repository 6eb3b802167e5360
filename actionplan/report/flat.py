"""Flat tables, and those made of what a report says outside its tables: its facts, its counts, its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from actionplan.report.model import (
    Bullets,
    Cell,
    Column,
    Fact,
    Facts,
    Figure,
    Figures,
    Missing,
    NoneSaid,
    Number,
    Prose,
    Report,
    Row,
    Section,
    Table,
    Text,
)
from actionplan.report.typed import Field, Kind, fields_of, kind_of
from actionplan.report.words import none_said, said, without_pictures

PLAN = Column("plan", "Plan")
ALL_PLANS = Missing("all plans", matters=False)
NO_EARLIER = Missing("no earlier position")

FACTS, FIGURES, WORDS = "about", "figures", "in_words"


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table with all its rows. `name` is what it is asked for by, `title` a few words, `caption` says all.

    `fields` are its plain columns. The values of a row come from `typed.values_of`, by the kind of each column.
    """

    name: str
    title: str
    caption: str
    kinds: tuple[Kind, ...]
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]


class Names:
    """Names given so far; each is given once, in capital letters or not."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = {each.lower() for each in given}

    def is_free(self, name: str) -> bool:
        return name.lower() not in self._given

    def free(self, name: str, gap: str) -> str:
        """*name*, with a number after it where it is taken."""
        number, tried = 1, name
        while not self.is_free(tried):
            number += 1
            tried = f"{name}{gap}{number}"
        self._given.add(tried.lower())
        return tried


def flat(columns: Sequence[Column], rows: Iterable[Row], name: str, title: str, caption: str) -> FlatTable:
    """The flat table of *rows*."""
    made = tuple(rows)
    kinds = tuple(kind_of(column.id, [row.cells[place] for row in made]) for place, column in enumerate(columns))
    fields = [field for column, kind in zip(columns, kinds, strict=True) for field in fields_of(column, kind)]
    ids, headings = Names(), Names()
    distinct = [
        Field(ids.free(_plain(each.id), "_"), headings.free(" ".join(each.heading.split()) or each.id, " "), each.type)
        for each in fields
    ]
    return FlatTable(name, title, caption, kinds, tuple(distinct), made)


def _plain(id_: str) -> str:
    """*id_* as programs can name a column: letters, digits and underscores."""
    return re.sub("[^A-Za-z0-9_]", "_", id_).lstrip("_") or "column"


def facts_table(report: Report) -> FlatTable:
    """What the report is about; where it is about several plans, also what each of them is."""
    has_plans = len(report.plans) > 1
    rows = [_fact(each, ALL_PLANS if has_plans else None) for each in report.provenance.rows]
    for section in report.sections:
        if has_plans and section.id in report.plans:
            rows += [_fact(each, Text(section.id)) for block in _facts(section) for each in block.rows]
    columns = (Column("fact", "About this report"), Column("value", "Value"))
    return flat((*((PLAN,) if has_plans else ()), *columns), rows, FACTS, "About", "What this report is about")


def _facts(section: Section) -> Iterator[Facts]:
    return (each for each in section.blocks if isinstance(each, Facts))


def _fact(fact: Fact, plan: Cell | None) -> Row:
    return Row((*((plan,) if plan else ()), Text(fact.label), fact.cell))


def figures_table(parts: Sequence[tuple[str, Section]]) -> FlatTable:
    """All counts with their denominators, also those that are nought. *parts* are sections, each under its plan."""
    found = [(plan, block, row) for plan, section in parts for block in section.within(Figures) for row in block.rows]
    has_plans = any(plan for plan, _, _ in found)
    has_before = any(row.before is not None for _, _, row in found)
    columns = (
        *((PLAN,) if has_plans else ()),
        Column("figures", "Figures"),
        Column("word", "Word"),
        Column("share", "How many"),
        *((Column("before", "Before"), Column("change", "Change")) if has_before else ()),
    )
    rows = [
        Row(
            (
                *((Text(plan),) if has_plans else ()),
                Text(block.caption),
                row.word,
                row.share,
                *(_movement(row) if has_before else ()),
            )
        )
        for plan, block, row in found
    ]
    return flat(columns, rows, FIGURES, "Figures", "How many commitments fall under each word")


def _movement(figure: Figure) -> tuple[Cell, Cell]:
    if figure.before is None:
        return NO_EARLIER, NO_EARLIER
    return Number(figure.before), Number(figure.share.count - figure.before)


def said_table(parts: Sequence[tuple[str, Section]]) -> FlatTable:
    """All that the report says in sentences, "None." among them, under the titles of its sections."""
    has_plans = any(plan for plan, _ in parts)
    rows = [
        Row((*((Text(plan) if plan else ALL_PLANS,) if has_plans else ()), Text(title), Text(text)))
        for plan, section in parts
        for title, text in lines_of(section)
    ]
    columns = (*((PLAN,) if has_plans else ()), Column("section", "Section"), Column("said", "What is said"))
    return flat(columns, rows, WORDS, "In words", "What this report says in words")


def lines_of(section: Section) -> Iterator[tuple[str, str]]:
    """The sentences of *section*, each after the titles that it stands under."""
    for block in without_pictures(section):
        match block:
            case Prose():
                yield section.title, block.text
            case NoneSaid():
                yield section.title, none_said(block)
            case Bullets():
                yield from ((section.title, each) for each in block.items)
            case Facts():
                yield from ((section.title, f"{each.label}: {said(each.cell)}") for each in block.rows)
            case Figures() | Table():
                pass  # tables of their own
    for inner in section.sections:
        yield from ((f"{section.title}: {title}", text) for title, text in lines_of(inner))
