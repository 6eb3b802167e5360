"""What changed since the last review, one line for each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, assert_never

from actionplan.domain import change as c
from actionplan.domain.change import Change
from actionplan.domain.dates import Window
from actionplan.domain.model import Amendment, Condition, Evidence, Extension, Part, Reading, Update
from actionplan.domain.said import said_window
from actionplan.domain.vocabulary import NO_STATUS, Word
from actionplan.report.cells import ID, TITLE, date_of, dates_cell, marked, place_of, status_cell
from actionplan.report.model import Cell, Column, Link, Measure, Missing, NoneSaid, Row, Section, Table, Text
from actionplan.report.view import View
from actionplan.report.words import said

NONE = Missing("none", matters=False)
CHANGED = Text("changed")

# What changed, before, after.
Line = tuple[str, Cell, Cell]


def section(view: View) -> Section:
    rows = tuple(_rows(view))
    columns = (ID, TITLE, Column("change", "Change"), Column("before", "Before"), Column("after", "Now"))
    blocks = (Table("changes", "Changes", columns, rows),) if rows else (NoneSaid(),)
    return Section("changes", f"Changes {view.since}", blocks)


def _rows(view: View) -> Iterable[Row]:
    titles = _titles(view)
    for change in _worth_telling(view.changes):
        about = view.plan.id if isinstance(change, c.HeadChanged) else change.id
        what, before, after = _line(change, view)
        yield Row((Text(about), Text(titles.get(about, about)), Text(what), before, after), place_of(view, about))


def _worth_telling(changes: Sequence[Change]) -> Iterator[Change]:
    """*changes* without those that another one, or another section, tells better."""
    kept = [each for each in changes if not _is_told_elsewhere(each)]
    moved = {each.id for each in kept if isinstance(each, c.DateMoved)}
    told = {each.id for each in kept if isinstance(each, _TELLING)}
    for change in kept:
        match change:
            case c.UpdateAdded() if change.id in told:  # what it brought has lines of its own
                continue
            case c.ExtensionDecided() if change.extension.decision == "granted" and change.id in moved:
                continue
            case _:
                yield change


def _is_told_elsewhere(change: Change) -> bool:
    """Evidence stands beside what was completed; an update without a status is told as an update."""
    return isinstance(change, c.EvidenceAdded) or (isinstance(change, c.StatusChanged) and change.after is NO_STATUS)


_TELLING = (c.StatusChanged, c.ConfidenceChanged, c.PartClosed, c.PartReopened)


def _titles(view: View) -> dict[str, str]:
    """What the rows are about: commitments, outcomes, or the plan itself."""
    was = view.baseline.plan if view.baseline else view.plan
    titles = {view.plan.id: view.plan.head.title}
    for plan in (was, view.plan):
        titles |= {each.id: each.title for each in plan.outcomes}
        titles |= {each.id: each.title for each in plan.commitments}
    return titles


_OfTheLog: TypeAlias = (
    c.UpdateAdded
    | c.UpdateChanged
    | c.UpdateGone
    | c.EvidenceAdded
    | c.StatusChanged
    | c.ConfidenceChanged
    | c.PartClosed
    | c.PartReopened
)
_OfExtensions: TypeAlias = c.ExtensionAsked | c.ExtensionDecided | c.ExtensionChanged | c.DateMoved
_OfAmendments: TypeAlias = c.AmendmentAdded | c.AmendmentChanged
_OfOutcomes: TypeAlias = c.OutcomeAdded | c.OutcomeGone | c.OutcomeChanged | c.ReadingAdded | c.ReadingGone


def _line(change: Change, view: View) -> Line:  # noqa: C901, PLR0911, PLR0912  # one line for each kind of change
    match change:
        case c.HeadChanged():
            return f"Plan: {_key(change.key)}", value_cell(change.before), value_cell(change.after)
        case c.CommitmentAdded():
            return "New commitment", NONE, NONE
        case c.CommitmentGone():
            return "No longer in the plan", NONE, NONE
        case c.TitleChanged():
            return "Wording", Text(change.before), Text(change.after)
        case c.LeadChanged():
            return "Lead", _partner(change.before, view), _partner(change.after, view)
        case c.SupportersChanged():
            return "Supporting partners", _partners("left", change.left, view), _partners("joined", change.joined, view)
        case c.DueChanged():
            return "Date first agreed", value_cell(change.before), value_cell(change.after)
        case c.ConditionChanged():
            return _condition(change)
        case c.PartsChanged():
            return "Parts", _parts(change.before), _parts(change.after)
        case c.FieldChanged():
            return _key(change.key), value_cell(change.before), value_cell(change.after)
        case c.ExtensionAsked() | c.ExtensionDecided() | c.ExtensionChanged() | c.DateMoved():
            return _line_of_extension(change)
        case c.AmendmentAdded() | c.AmendmentChanged():
            return _line_of_amendment(change)
        case c.OutcomeAdded() | c.OutcomeGone() | c.OutcomeChanged() | c.ReadingAdded() | c.ReadingGone():
            return _line_of_outcome(change)
        case _:
            return _line_of_log(change, view)


def _line_of_log(change: _OfTheLog, view: View) -> Line:  # noqa: C901, PLR0911
    match change:
        case c.UpdateAdded():
            return "Update", NONE, _dated(change.update)
        case c.UpdateChanged():
            before, after = _restated(change.before, change.after)
            return "Update restated", before, after
        case c.UpdateGone():
            return "Update removed", _dated(change.update), NONE
        case c.EvidenceAdded():
            return "Evidence", NONE, _evidence(change.evidence)
        case c.StatusChanged():
            return (
                "Status",
                status_cell(change.before),
                _said_by(change, view, lambda update: update.status is not None),
            )
        case c.ConfidenceChanged():
            return "Confidence", _confidence(change.before), _confidence(change.after)
        case c.PartClosed():
            return (
                _part(change.part),
                Text("open"),
                _said_by(change, view, lambda update: change.part.id in update.parts),
            )
        case c.PartReopened():
            return _part(change.part), Text("closed"), status_cell(change.status)
        case _:
            assert_never(change)


def _said_by(change: c.StatusChanged | c.PartClosed, view: View, says: Callable[[Update], bool]) -> Cell:
    """The new word, marked where the update that *says* so is a reading of ours."""
    word = change.after if isinstance(change, c.StatusChanged) else change.status
    position = view.everything.get(change.id)
    updates = position.commitment.updates if position else ()
    basis = next((each.basis for each in reversed(updates) if says(each)), "stated")
    return marked(status_cell(word), basis)


def _part(part: Part) -> str:
    return f"Part {part.id}, {part.title}"


def _line_of_extension(change: _OfExtensions) -> Line:
    match change:
        case c.ExtensionAsked():
            return "More time asked for", NONE, dates_cell(change.extension.to)
        case c.ExtensionDecided():
            return f"Extension {change.extension.decision}", NONE, dates_cell(change.extension.to)
        case c.ExtensionChanged():
            return "Extension restated", _extension(change.before), _extension(change.after)
        case c.DateMoved():
            return "Date moved by an extension", value_cell(change.before), value_cell(change.after)
        case _:
            assert_never(change)


def _line_of_amendment(change: _OfAmendments) -> Line:
    if isinstance(change, c.AmendmentAdded):
        return "Amendment", NONE, _amendment(change.amendment)
    return "Amendment restated", _amendment(change.before), _amendment(change.after)


def _line_of_outcome(change: _OfOutcomes) -> Line:
    match change:
        case c.OutcomeAdded():
            return "New outcome", NONE, NONE
        case c.OutcomeGone():
            return "No longer an outcome", NONE, NONE
        case c.OutcomeChanged():
            return "Outcome or indicator reworded", Text(change.before.title), Text(change.after.title)
        case c.ReadingAdded():
            return f"Reading: {change.indicator.title}", NONE, _reading(change.reading)
        case c.ReadingGone():
            return f"Reading removed: {change.indicator.title}", _reading(change.reading), NONE
        case _:
            assert_never(change)


def _key(key: str) -> str:
    words = key.rstrip("_").replace("_", " ")
    return words[:1].upper() + words[1:]


def value_cell(value: object) -> Cell:
    """Any value of a plan, as well as one line can say it."""
    match value:
        case None | () | "":
            return NONE
        case str():
            return Text(value)
        case Window():
            return dates_cell(value)
        case tuple() if all(isinstance(each, str) for each in value):
            return Text(", ".join(value))
        case _:
            return CHANGED


def _partner(key: str | None, view: View) -> Cell:
    return Text(view.partner(key)) if key else NONE


def _partners(verb: str, keys: tuple[str, ...], view: View) -> Cell:
    return Text(f"{verb}: {', '.join(view.partner(each) for each in keys)}") if keys else NONE


def _parts(parts: tuple[Part, ...]) -> Cell:
    return Text(", ".join(each.title for each in parts)) if parts else NONE


def _condition(change: c.ConditionChanged) -> Line:
    """A condition that came, went, was settled or was reworded."""
    before, after = change.before, change.after
    if before and after and before.text == after.text:
        return f"Condition, “{after.text}”", _state(before), _state(after)
    return "Condition", Text(before.text) if before else NONE, Text(after.text) if after else NONE


def _state(condition: Condition) -> Cell:
    return Text(condition.state.replace("-", " "))


def _dated(update: Update) -> Cell:
    return date_of(update)


def _restated(before: Update, after: Update) -> tuple[Cell, Cell]:
    names = [name for name in Update.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
    return _shown(before, names), _shown(after, names)


def _shown(update: Update, names: list[str]) -> Cell:
    values = [f"{name} {said(value_cell(getattr(update, name)))}" for name in names]
    return Text(f"{said_window(update.date)}: {', '.join(values)}")


def _evidence(evidence: Evidence) -> Cell:
    return marked(Link(evidence.title, evidence.url), evidence.basis)


def _confidence(word: Word | None) -> Cell:
    return status_cell(word) if word else Missing("not given")


def _extension(extension: Extension | None) -> Cell:
    return Text(f"to {said_window(extension.to)}, {extension.decision or 'pending'}") if extension else NONE


def _amendment(amendment: Amendment | None) -> Cell:
    return Text(f"{', '.join(amendment.of)}, agreed by {amendment.by}") if amendment else NONE


def _reading(reading: Reading) -> Cell:
    return Measure(reading.value, dates_cell(reading.date))
