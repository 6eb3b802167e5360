"""What was edited in an export, in words: its rows, what is kept, and field by field what would be new in the plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from actionplan.cli.form_lines import entry_told
from actionplan.cli.intake_told import at_most, remarks_told, rows_told
from actionplan.cli.printers import counted
from actionplan.cli.writing import Offer
from actionplan.domain.assess import Position, assess
from actionplan.domain.model import Commitment, Extension, Plan
from actionplan.domain.said import said_window
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of
from actionplan.plaintext import one_line
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.edited import Edits
from actionplan.tables.intake.returned import Returned


def told(export: Returned, account: Account, edits: Mapping[str, Edits], offer: Offer, most: int) -> Iterator[str]:
    """The report of an export that came back, at most *most* lines of each kind."""
    yield f"{one_line(export.name)} is an export of the plans"
    if export.passed:
        yield f"  not looked at: {', '.join(map(one_line, export.passed))}"
    yield from rows_told(account, most)
    for found in edits.values():
        yield from remarks_told("  kept ", found.missing("it is in the plan and not in the file"), most)
    plans = {each.id: each for loaded in offer.gathered.plans if (each := loaded.plan)}
    for id_, found in edits.items():
        yield from _news(plans[id_], found, offer.gathered.on, most)


def _news(plan: Plan, edits: Edits, on: date, most: int) -> Iterator[str]:
    standing = edits.standing
    if not (standing.added or standing.changed):
        return
    yield (
        f"In the plan {plan.id}: {counted(len(standing.added), 'commitment')} new,"
        f" {len(standing.changed):,} with something new"
    )
    lines = [f"new partner {key}: {one_line(each.name)}" for key, each in edits.partners.items()]
    lines += [f"new theme {key}: {one_line(each)}" for key, each in standing.new_themes.items()]
    lines += [f"+ {each.id}: {one_line(each.title)}" for each in standing.added]
    lines += [f"{was.id} {said}" for was, now in standing.changed for said in _fields(was, now, plan, on)]
    yield from at_most([f"  {one_line(each)}" for each in lines], most)


def _fields(was: Commitment, now: Commitment, plan: Plan, on: date) -> Iterator[str]:
    """Each field that is new, behind what was there."""
    words = vocabulary_of(plan.head)
    for number in range(len(was.updates), len(now.updates)):
        before = replace(now, updates=now.updates[:number])
        yield from entry_told(now.updates[number], _position(before, plan, on), words)
    due = now.due
    for number, request in enumerate(now.extensions):
        if number >= len(was.extensions):
            yield f"more time asked: {said_window(due) if due else 'no date'} → {_request(request, words)}"
        elif request != was.extensions[number]:
            yield f"request for {said_window(request.to)}: waits → {request.decision}"


def _request(request: Extension, words: Vocabulary) -> str:
    why = f" ({words.reasons.get(request.reason, request.reason).lower()})" if request.reason else ""
    return f"{said_window(request.to)}{why}"


def _position(commitment: Commitment, plan: Plan, on: date) -> Position:
    (position,) = assess(replace(plan, commitments=(commitment,)), on)
    return position
