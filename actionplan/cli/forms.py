"""Forms that came back, held against the plans: what each says, what stands against it, and what it would write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import typer

from actionplan.amend import add_extension, add_update
from actionplan.checks.diagnostic import Finding
from actionplan.cli.doubt import refuse_doubtful
from actionplan.cli.gather import Gathered, gather, plan_id
from actionplan.cli.opening import cannot_run, opened
from actionplan.cli.positions import Standing, period_of_plan, standings
from actionplan.cli.recording import HINTS, Operations
from actionplan.cli.said import note_said
from actionplan.domain.period import last_ended
from actionplan.officefile import custom_property
from actionplan.proposal import Proposal, propose
from actionplan.report.words import said_period
from actionplan.tables.form.answers import Answer, Context, answers_in
from actionplan.tables.form.changed import changed_cells
from actionplan.tables.form.conflicts import Conflict, conflicts_of, is_recorded, without_recorded
from actionplan.tables.form.filled import Cells, Filled, Remark, filled_in
from actionplan.tables.form.identity import PROPERTY
from actionplan.tables.form.requests import objections
from actionplan.tables.table import Unreadable
from actionplan.world.workspace import CannotRun
from actionplan.world.writing import Refused

# Which column answers for a key that a rule speaks of.
_COLUMN_OF = {"return": "nil", "extensions": "extension", "to": "extension"}


class Given(NamedTuple):
    """One form as it lies there: the name of its file, and its bytes."""

    path: Path
    data: bytes

    @property
    def name(self) -> str:
        return self.path.name


class Terms(NamedTuple):
    """How forms are read: from where, for which period, dated when, and which commitments are settled by hand."""

    workspace: str | None = None
    plans: tuple[str, ...] = ()
    as_at: str | None = None
    period: str | None = None
    dated: date | None = None
    take: frozenset[str] = frozenset()
    leave: frozenset[str] = frozenset()


class Doubtful(NamedTuple):
    """An answer that the plan has moved on from, with each field that it contradicts."""

    answer: Answer
    conflicts: tuple[Conflict, ...]


class Returned(NamedTuple):
    """One form, read. `answers` are to be written; `recorded` are ids that need no entry.

    `left` is what was to be left out, read in the same way for what stands against it; None without any.

    `problems` and `doubtful` keep the whole form from being written; `warnings` are what the rules would say of it.
    """

    given: Given
    filled: Filled
    standing: Standing
    answers: tuple[Answer, ...]
    problems: tuple[Remark, ...]
    doubtful: tuple[Doubtful, ...]
    unread: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    recorded: tuple[str, ...]
    left: Returned | None
    unanswered: tuple[str, ...]
    proposal: Proposal | None

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all its rows."""
        return tuple([line.id.text for line in self.filled.lines])

    @property
    def is_in_order(self) -> bool:
        return not self.problems and not self.doubtful

    @property
    def proposals(self) -> tuple[Cells, ...]:
        return self.filled.proposals


def returned(given: Given, terms: Terms) -> tuple[Gathered, Returned]:
    """The form *given*, held against the plans as they are now. Raises CannotRun where it cannot be read at all."""
    gathered = gather(terms.workspace, terms.as_at, terms.plans)
    book = opened(given.name, given.data)
    try:
        filled = filled_in(book, custom_property(given.data, PROPERTY))
    except Unreadable as why:
        raise cannot_run(why) from None
    standing = _standing(filled, gathered, terms)
    kept, left = (_rows(filled, terms.leave, are_in=each) for each in (False, True))
    held = _proposed(_held(given, kept, standing, gathered, terms), gathered)
    if not left.lines:
        return gathered, held
    return gathered, held._replace(filled=filled, left=_left(_held(given, left, standing, gathered, terms), gathered))


def _left(held: Returned, gathered: Gathered) -> Returned:
    """What is left out, with all that stands against it: it keeps nothing from being written."""
    try:
        return _proposed(held, gathered)
    except (CannotRun, Refused):
        return held


def _rows(filled: Filled, ids: frozenset[str], *, are_in: bool) -> Filled:
    """*filled* with the rows alone that are among *ids*, or are not, and the problems of these."""
    return filled._replace(
        lines=tuple([each for each in filled.lines if (each.id.text.lower() in ids) is are_in]),
        problems=tuple([each for each in filled.problems if (each.id.lower() in ids) is are_in]),
    )


def _standing(filled: Filled, gathered: Gathered, terms: Terms) -> Standing:
    """The plan that the form is for. Raises CannotRun where it is not here, or not reviewed for the form's period."""
    identity, name = filled.identity, filled.book.name
    loaded = next((each for each in gathered.plans if plan_id(each) == identity.plan), None)
    if loaded is None:
        here = ", ".join(plan_id(each) for each in gathered.plans)
        raise CannotRun(f"{name} is a form for the plan {identity.plan}, which is not here.\nHere: {here}.")
    if loaded.plan is None:
        raise CannotRun(f"The plan {identity.plan} cannot be read.\nTo see why: actionplan validate")
    if identity.partner not in loaded.plan.head.partners:
        raise CannotRun(
            f"{name} is a form for the partner {identity.partner}, which {identity.plan} has not.\n"
            "Send the form again: actionplan returns send"
        )
    (standing,) = standings(gathered._replace(plans=(loaded,)))
    _check_period(filled, standing, gathered.on, terms)
    return standing


def _check_period(filled: Filled, standing: Standing, on: date, terms: Terms) -> None:
    try:
        period = period_of_plan(filled.identity.period, standing.plan, on)
    except typer.BadParameter as bad:
        raise CannotRun(f"{filled.book.name} is a form for {filled.identity.period}: {bad.message}") from None
    asked = period_of_plan(terms.period, standing.plan, on) if terms.period else last_ended(on, standing.plan)
    if asked is None or period[:2] != asked[:2]:
        now = f", and returns are read for {said_period(asked)}" if asked else ""
        raise CannotRun(
            f"{filled.book.name} is a form for {said_period(period)}{now}.\n"
            f'To read it all the same: --period "{period.text}"'
        )


def _held(given: Given, filled: Filled, standing: Standing, gathered: Gathered, terms: Terms) -> Returned:
    plan = standing.loaded.plan or standing.plan  # whole: what is dated later than today is news too
    understood = answers_in(filled, Context(plan, terms.dated or gathered.on, note_said))
    states = {each.id.text.lower(): each.reference.state for each in filled.lines if each.reference}
    recorded = [each for each in understood.answers if is_recorded(each, states[each.id.lower()])]
    new = [without_recorded(each, states[each.id.lower()]) for each in understood.answers if each not in recorded]
    doubtful = [Doubtful(each, conflicts_of(each, states[each.id.lower()])) for each in new]
    problems = [*understood.problems, *(wrong for each in new for wrong in objections(each))]
    return Returned(
        given=given,
        filled=filled,
        standing=standing,
        answers=tuple(new),
        problems=tuple(problems),
        doubtful=tuple([each for each in doubtful if each.conflicts and each.answer.id.lower() not in terms.take]),
        unread=(*(each for line in filled.lines for each in changed_cells(line)), *filled.unread),
        warnings=(),
        recorded=tuple([each.id for each in recorded]),
        left=None,
        unanswered=understood.unanswered,
        proposal=None,
    )


def _proposed(held: Returned, gathered: Gathered) -> Returned:
    """*held* with what would be written, and with what the rules would say of it, told by the cells."""
    if not held.answers:
        return held
    refuse_doubtful([f"{held.standing.plan.id}/{each.id}" for each in held.answers], gathered)
    proposal = propose(held.standing.loaded, _operations(held), gathered.on, gathered.today)
    errors = [_remark(each, held) for each in proposal.news if each.severity == "error"]
    warnings = [_remark(each, held) for each in proposal.news if each.severity == "warning"]
    return held._replace(
        proposal=proposal, problems=(*held.problems, *errors), warnings=tuple(_pending(warnings, held))
    )


def _pending(warnings: Sequence[Remark], held: Returned) -> list[Remark]:
    """Warnings, but not that a request waits for a decision: that is what was asked for."""
    asked = {each.id for each in held.answers if each.extension}
    return [each for each in warnings if each.id not in asked or each.code != "AP404"]


def _operations(held: Returned) -> Operations:
    operations: Operations = defaultdict(list)
    loaded = held.standing.loaded
    for each in held.answers:
        file = loaded.homes[each.id].file
        if each.update is not None:
            operations[file].append(add_update(loaded, each.id, each.update))
        if each.extension is not None:
            operations[file].append(add_extension(loaded, each.id, each.extension))
    return operations


def _remark(finding: Finding, held: Returned) -> Remark:
    """What a rule finds, at the cell that it comes from."""
    id_ = finding.about.rpartition("/")[2]
    answer = next((each for each in held.answers if each.id == id_), None)
    fix = HINTS.get(finding.code, finding.fix)
    if answer is None:
        return Remark(finding.file, finding.message, fix, id_, finding.code, is_ours=True)
    key = finding.key.rpartition(".")[2]
    place, asked = answer.place_of(_COLUMN_OF.get(key, key)), _IN_A_FORM.get(finding.code)
    return Remark(place, finding.message, asked or fix, id_, finding.code, is_ours=asked is None)


# What the rules ask for, in the words of a form.
_IN_A_FORM = {
    "AP303": "Fill in “Evidence: link” or “Evidence: title”.",
    "AP305": "Choose a reason.",
    "AP306": "Empty “Confidence”: it is asked only while a commitment is open.",
    "AP304": "Write under “Parts done” all that are done, or choose a status that is still open.",
}


def contradicting(forms: Sequence[Returned]) -> list[Returned]:
    """*forms*, with a problem for each commitment that two of them answer in different ways."""
    said: dict[tuple[str, str], list[tuple[Returned, Answer]]] = defaultdict(list)
    for form in forms:
        for answer in form.answers:
            said[form.standing.plan.id, answer.id].append((form, answer))
    against: dict[Path, list[Remark]] = defaultdict(list)
    for pairs in said.values():
        first = pairs[0][1]
        if any((each.update, each.extension) != (first.update, first.extension) for _, each in pairs):
            for form, answer in pairs:
                against[form.given.path].append(_contradiction(form, answer, pairs))
    return [each._replace(problems=(*each.problems, *against[each.given.path])) for each in forms]


def _contradiction(form: Returned, answer: Answer, pairs: Sequence[tuple[Returned, Answer]]) -> Remark:
    others = [f"{each.given.name} ({other.line.id.address})" for each, other in pairs if each is not form]
    message = f"{answer.id} is answered otherwise in {', '.join(others)}"
    return Remark(answer.line.id.address, message, "Which of them holds? Only that form is to be read.", answer.id)
