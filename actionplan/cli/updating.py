"""From what was said about a commitment to the entry of its log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

import typer

from actionplan.amend import add_update, settle_condition
from actionplan.cli.gather import checked
from actionplan.cli.said import Said, Shows, confidence_said, part_said, reason_said, refuse_unsafe, status_said
from actionplan.domain.asof import period_of
from actionplan.domain.assess import last_heard
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Commitment, Condition, Evidence, Plan, Update
from actionplan.domain.period import last_ended, parse_period, period_holding
from actionplan.domain.reading import reader
from actionplan.domain.said import listed, said_window
from actionplan.domain.vocabulary import vocabulary_of
from actionplan.loaded import Loaded
from actionplan.yamltext.operations import Operation

NO_PERIOD = "none"
NAMED = 3  # commitments in a sentence

# Where the value of a key is given under another name.
_OPTIONS = {"title": "TITLE", "outcomes": "--outcome", "parts": "--part", "sources": "--source"}

T = TypeVar("T")


class Entry(NamedTuple):
    """What is to be recorded of one commitment."""

    update: Update
    condition: Condition | None = None


def entry_for(commitment: Commitment, plan: Plan, said: Said, on: date) -> Entry:
    """The entry that *said* makes in the log of *commitment*; dated *on* where it says no date.

    A word that the plan does not know, or a value that is not one, is a wrong command line.
    """
    words = vocabulary_of(plan.head)
    dated = checked("--date", parse_window, said.date or on.isoformat(), plan.cycle.year_starts)
    values = {
        "status": said.status and checked("--status", status_said, said.status, words),
        "confidence": said.confidence and checked("--confidence", confidence_said, said.confidence, words),
        "reason": said.reason and checked("--reason", reason_said, said.reason, words),
        "note": said.note,
        "next": said.next,
        "by": said.by,
        "return": "nil" if said.nil else None,
        "parts": dict([checked("--part", part_said, each, commitment, words) for each in said.parts]),
    }
    update = replace(
        record_of(Update, {"date": dated.text, **values}, plan),
        period=period_for(commitment, plan, dated, said.period),
        evidence=tuple([_evidence(each, plan) for each in said.evidence]),
    )
    return Entry(update, _condition(commitment, plan, said.condition, dated))


def record_of(kind: type[T], values: Mapping[str, Any], plan: Plan, option: str = "") -> T:
    """The record of class *kind* with these values, as its file would have them; None is left out.

    A value that the model does not take is a wrong command line: the one of *option*, or of the value's own name.
    """
    given = {}
    for each in fields(cast("Any", kind)):
        key = each.name.rstrip("_")
        if values.get(key) is not None:
            hint = option or _OPTIONS.get(key) or f"--{key.replace('_', '-')}"
            for text in _texts(values[key]):
                checked(hint, refuse_unsafe, text)
            given[each.name] = checked(hint, reader(cast("Any", each.type)), values[key], plan.cycle.year_starts)
    return kind(**given)


def _texts(value: Any) -> Iterator[str]:
    """Every text in *value*."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _texts(each)


def _evidence(shows: Shows, plan: Plan) -> Evidence:
    return record_of(Evidence, shows._asdict(), plan, "--evidence")


def _condition(commitment: Commitment, plan: Plan, state: str | None, dated: Window) -> Condition | None:
    if state is None:
        return None
    if commitment.condition is None:
        raise typer.BadParameter(f"{commitment.id} depends on no condition", param_hint="--condition")
    plain = state.strip().lower().replace(" ", "-").replace("_", "-")
    settled = record_of(Condition, {"text": commitment.condition.text, "state": plain}, plan, "--condition")
    return replace(settled, date=dated)


def period_for(commitment: Commitment, plan: Plan, dated: Window, said: str | None) -> Window | None:
    """The review period to write; None where it is the one that holds the date, which goes without saying.

    Without a word about it, an update that comes in while returns do is for the period just ended, unless that has
    been answered already.
    """
    if said is None:
        return proposed_period(commitment, plan, dated)
    if said.strip().lower() == NO_PERIOD:
        return None
    period = checked("--period", parse_period, said, plan.cycle)
    return None if period[:2] == period_holding(dated.last, plan.cycle)[:2] else period


def proposed_period(commitment: Commitment, plan: Plan, dated: Window) -> Window | None:
    """The review period that ended shortly before, while its returns may come in and this one has not."""
    ended = _returnable(plan, dated)
    heard = last_heard(commitment, plan)
    return None if ended is None or (heard is not None and heard.last >= ended.last) else ended


def _returnable(plan: Plan, dated: Window) -> Window | None:
    """The review period that ended shortly before, while its returns may come in."""
    ended = last_ended(dated.last, plan) if plan.head.reviews and dated.precision == "day" else None
    if ended is None or (dated.last - ended.last).days > plan.cycle.returns_within or dated.last <= ended.last:
        return None
    return ended


def note_of_second_answers(entries: Mapping[str, tuple[Commitment, Entry]], plan: Plan) -> str | None:
    """That of these *entries*, by id, some count for the period that runs, because the one before was answered already.

    None where that is so of none.
    """
    dated = [entry.update.date for _, entry in entries.values()]
    ended = _returnable(plan, dated[0]) if dated else None
    if ended is None:
        return None
    again = [
        id_
        for id_, (commitment, entry) in entries.items()
        if entry.update.period is None and any(period_of(each, plan)[:2] == ended[:2] for each in commitment.updates)
    ]
    if not again:
        return None
    names = listed([*again[:NAMED], *([f"{len(again) - NAMED:,} more"] if len(again) > NAMED else [])])
    have, this = ("has", "this entry counts") if len(again) == 1 else ("have", "these entries count")
    now = said_window(period_holding(dated[0].last, plan.cycle))
    return (
        f"{names} {have} answered for {said_window(ended)} already, so {this} for {now}. "
        f'--period "{ended.text}" says otherwise.'
    )


def operations_for(loaded: Loaded, id_: str, entry: Entry) -> tuple[Operation, ...]:
    """The edits that record *entry*."""
    settled = settle_condition(loaded, id_, entry.condition) if entry.condition else ()
    return (*settled, add_update(loaded, id_, entry.update))
