"""What changed from one plan to another.

The same comparison serves "what changed since the last review", the rules about changes and the preview of an
import. Two plans without a change between them say the same; the order of files, and of supporters, says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter

from actionplan.domain import change as c
from actionplan.domain.assess import revised_due
from actionplan.domain.change import Change
from actionplan.domain.log import NOTHING_SAID, Logs, Standing
from actionplan.domain.model import (
    Commitment,
    Extension,
    Part,
    Plan,
    PlanFile,
    Update,
)
from actionplan.domain.outcome_changes import outcome_changes
from actionplan.domain.sameness import in_calendar, is_same, kept, plain, unmatched, without
from actionplan.domain.vocabulary import NO_UPDATE, vocabulary_of

# Fields that have a change of their own; every other one is a FieldChanged.
_OWN = ("id", "title", "lead", "with_", "due", "condition", "parts", "updates", "extensions", "amendments")
_OTHER = tuple(each.name for each in fields(Commitment) if each.name not in _OWN)
_agreement = attrgetter("title", "lead", "with_", "due", "condition", "parts", *_OTHER)


def compare(old: Plan, new: Plan, logs: Logs | None = None) -> tuple[Change, ...]:
    """What changed from *old* to *new*: the head, then each commitment in the order of *new*, then the outcomes.

    Where the year starts in another month than before, the old quarters are read as the new ones are: that is one
    change, and not one of every date. *logs* are those of *new*, for whoever has read them.
    """
    if old.cycle.year_starts != new.cycle.year_starts:
        old = in_calendar(old, new.cycle.year_starts)
    now = logs or Logs(vocabulary_of(new.head))
    both = (now if old.head is new.head else Logs(vocabulary_of(old.head)), now)
    return (
        *_head(old.head, new.head),
        *_commitments(old.commitments, new.commitments, both),
        *outcome_changes(old.outcomes, new.outcomes),
    )


def _head(old: PlanFile, new: PlanFile) -> Iterator[Change]:
    if old is new:
        return
    for name in (each.name for each in fields(PlanFile)):
        before, after = getattr(old, name), getattr(new, name)
        if not is_same(before, after):
            yield c.HeadChanged(name, before, after)


def _commitments(old: Sequence[Commitment], new: Sequence[Commitment], logs: tuple[Logs, Logs]) -> Iterator[Change]:
    earlier = {each.id: each for each in old}
    for after in new:
        before = earlier.pop(after.id, None)
        if before is None:
            yield c.CommitmentAdded(after.id, after)
        elif before is not after:
            yield from _commitment(before, after, logs)
    for before in earlier.values():
        yield c.CommitmentGone(before.id, before)


def _commitment(before: Commitment, after: Commitment, logs: tuple[Logs, Logs]) -> Iterator[Change]:
    if _agreement(before) != _agreement(after):
        yield from _agreed(before, after)
    if before.updates != after.updates:
        yield from _log(before, after)
    yield from _standing(before, after, logs)
    if before.extensions != after.extensions:
        yield from _extensions(before, after)
    if before.amendments != after.amendments:
        yield from _amendments(before, after)


def _agreed(before: Commitment, after: Commitment) -> Iterator[Change]:
    """Changes of what was agreed; none of these happens by a log going on."""
    kind: Callable[..., Change]
    for name, kind in (
        ("title", c.TitleChanged),
        ("lead", c.LeadChanged),
        ("due", c.DueChanged),
        ("condition", c.ConditionChanged),
        ("parts", c.PartsChanged),
    ):
        was, now = getattr(before, name), getattr(after, name)
        if not is_same(was, now):
            yield kind(after.id, was, now)
    joined, left = without(after.with_, before.with_), without(before.with_, after.with_)
    if joined or left:
        yield c.SupportersChanged(after.id, joined, left)
    for name in _OTHER:
        if not is_same(getattr(before, name), getattr(after, name)):
            yield c.FieldChanged(after.id, name, getattr(before, name), getattr(after, name))


def _log(before: Commitment, after: Commitment) -> Iterator[Change]:
    """Entries that came, went or were changed. One that went and one that came in its stead are one change."""
    had = len(before.updates)
    if after.updates[:had] == before.updates:
        yield from _grown(before, after, range(had, len(after.updates)))
        return
    was, now = ([plain(each) for each in side.updates] for side in (before, after))
    added, gone = unmatched(now, was), unmatched(was, now)
    if kept(now, added) != kept(was, gone):
        yield c.FieldChanged(after.id, "updates", before.updates, after.updates)  # the same ones in another order
    became = _became(before.updates, after.updates, gone, added)
    for number in gone:
        old = before.updates[number]
        if number in became:
            yield c.UpdateChanged(after.id, became[number], old, after.updates[became[number]])
        else:
            yield c.UpdateGone(after.id, number, old)
    yield from _grown(before, after, without(added, tuple(became.values())))


def _became(
    before: Sequence[Update], after: Sequence[Update], gone: Sequence[int], added: Sequence[int]
) -> dict[int, int]:
    """Which of the entries *added* stands for which of those *gone*.

    It has the same date; else says the same; else stands in the same place, between two that are there still.
    """
    still = len(before) - len(gone)
    place_was = {number: number - at for at, number in enumerate(gone)}
    place_now = {number: number - at for at, number in enumerate(added)}
    tests: tuple[Callable[[int, int], bool], ...] = (
        lambda old, new: is_same(before[old].date, after[new].date),
        lambda old, new: is_same(before[old], replace(after[new], date=before[old].date)),
        lambda old, new: place_was[old] == place_now[new] < still,
    )
    became: dict[int, int] = {}
    for is_it in tests:
        for old in without(gone, tuple(became)):
            new = next((each for each in without(added, tuple(became.values())) if is_it(old, each)), None)
            if new is not None:
                became[old] = new
    return became


def _grown(before: Commitment, after: Commitment, added: Iterable[int]) -> Iterator[Change]:
    for number in added:
        yield c.UpdateAdded(after.id, number, after.updates[number])
    evidence = tuple([each for update in after.updates for each in update.evidence])
    if evidence:
        known = [each for update in before.updates for each in update.evidence]
        for each in without(evidence, known):
            if not any(is_same(was, each) for was in known):
                yield c.EvidenceAdded(after.id, each)


def _standing(before: Commitment, after: Commitment, logs: tuple[Logs, Logs]) -> Iterator[Change]:
    now = logs[1].last(after)  # first the longer log: the shorter one is its beginning
    was = logs[0].last(before)
    if was.status.code != now.status.code:
        yield c.StatusChanged(after.id, was.status, now.status)
    if (was.confidence and was.confidence.code) != (now.confidence and now.confidence.code):
        yield c.ConfidenceChanged(after.id, was.confidence, now.confidence)
    known = {each.id for each in before.parts}
    for part in after.parts:
        yield from _part(after.id, part, was if part.id in known else NOTHING_SAID, now)


def _part(id_: str, part: Part, was: Standing, now: Standing) -> Iterator[Change]:
    earlier, word = was.parts.get(part.id, NO_UPDATE), now.parts.get(part.id, NO_UPDATE)
    if earlier.is_open and not word.is_open:
        yield c.PartClosed(id_, part, word)
    elif word.is_open and not earlier.is_open:
        yield c.PartReopened(id_, part, word)


def _extensions(before: Commitment, after: Commitment) -> Iterator[Change]:
    """Requests are the same where they were asked for on the same day; a decision that comes in changes neither."""
    left = list(after.extensions)
    for was in before.extensions:
        now = next((each for is_it in _SAME_REQUEST for each in left if is_it(was, each)), None)
        if now is not None:
            left.remove(now)
        if not is_same(was, now):
            yield _extension(after.id, was, now)
    for now in left:
        yield c.ExtensionAsked(after.id, now)
        if now.decision is not None:
            yield c.ExtensionDecided(after.id, now)
    if not is_same(revised_due(before), revised_due(after)):
        yield c.DateMoved(after.id, revised_due(before) or before.due, revised_due(after) or after.due)


_SAME_REQUEST: tuple[Callable[[Extension, Extension], bool], ...] = (
    is_same,
    lambda was, now: now.asked == was.asked,
    lambda was, now: is_same(was, replace(now, asked=was.asked)),
)


def _extension(id_: str, was: Extension, now: Extension | None) -> Change:
    if now is not None and was.decision is None and is_same(replace(now, decision=None, decided=None, by=was.by), was):
        return c.ExtensionDecided(id_, now)
    return c.ExtensionChanged(id_, was, now)


def _amendments(before: Commitment, after: Commitment) -> Iterator[Change]:
    """Amendments that came, went or were changed; one of the same day is the same one."""
    added, gone = unmatched(after.amendments, before.amendments), unmatched(before.amendments, after.amendments)
    for was in [before.amendments[number] for number in gone]:
        same = next((each for each in added if after.amendments[each].date == was.date), None)
        if same is not None:
            added.remove(same)
        yield c.AmendmentChanged(after.id, was, None if same is None else after.amendments[same])
    for number in added:
        yield c.AmendmentAdded(after.id, number, after.amendments[number])
