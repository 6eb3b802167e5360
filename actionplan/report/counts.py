"""Every count of a report is made here, and made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actionplan.domain.assess import Position, revised_due
from actionplan.domain.change import CommitmentAdded, ConfidenceChanged, DateMoved, ExtensionAsked, UpdateAdded
from actionplan.domain.model import NOBODY
from actionplan.domain.public import NOT_PUBLIC
from actionplan.domain.returns import Register
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE, Word
from actionplan.report.cells import status_cell
from actionplan.report.model import Counts, Figure, Number, Share
from actionplan.report.view import Findings, Subject, View
from actionplan.report.words import said_number, shares

CONFIDENCE_NOT_GIVEN = Word(
    "confidence-not-given", "Confidence not given", "under-way", "neutral", "open, and nobody has said if it will land"
)
_BETTER = ("bad", "watch", "neutral", "good")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many commitments there are, and of which sort. `done`, `dropped` and `open_` add up to `all_`."""

    all_: int
    done: int
    dropped: int
    open_: int
    overdue: int
    silent: int
    undated: int
    unled: int


def tally(positions: Sequence[Position]) -> Tally:
    words = [each.status for each in positions]
    open_, done = sum([each.is_open for each in words]), sum([each.is_done for each in words])
    return Tally(
        all_=len(positions),
        done=done,
        dropped=len(positions) - open_ - done,
        open_=open_,
        overdue=sum([each.is_overdue for each in positions]),
        silent=sum([each.last_update is None for each in positions]),
        undated=sum([each.due is None for each in positions]),
        unled=sum([each.commitment.lead in (None, NOBODY) for each in positions]),
    )


def status_words(view: View) -> tuple[Word, ...]:
    """The plan's statuses in its order, then the two that only a report says."""
    return (*view.words.statuses.values(), NO_STATUS, NO_UPDATE)


def status_figures(view: View) -> tuple[Figure, ...]:
    """How many commitments have each status; they add up to all commitments."""
    return _figures(
        status_words(view),
        [each.status for each in view.positions],
        [each.status for each in view.before.values()] if view.baseline else None,
    )


def confidence_figures(view: View) -> tuple[Figure, ...]:
    """How many open commitments have each confidence; they add up to all open ones."""
    return _figures(
        (*view.words.confidences.values(), CONFIDENCE_NOT_GIVEN),
        [each.confidence or CONFIDENCE_NOT_GIVEN for each in view.positions if each.is_open],
        [each.confidence or CONFIDENCE_NOT_GIVEN for each in view.before.values() if each.is_open]
        if view.baseline
        else None,
    )


def _figures(words: Sequence[Word], now: Sequence[Word], before: Sequence[Word] | None) -> tuple[Figure, ...]:
    counted, earlier = Counter(now), Counter(before or ())
    percents = shares([counted[word] for word in words])
    return tuple(
        Figure(
            status_cell(word),
            Share(counted[word], len(now), percent),
            None if before is None else earlier[word],
        )
        for word, percent in zip(words, percents, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Movement:
    """How many commitments moved since the baseline, and how; `updates` is how many came in.

    One that is new counts by what has been said of it, as any other does.
    """

    updates: int
    added: int
    completed: int
    dropped: int
    reopened: int
    moved: int
    asked: int
    improved: int
    worsened: int


def movement(view: View) -> Movement:
    changes = view.changes
    added = [each.commitment for each in changes if isinstance(each, CommitmentAdded)]
    confidences = [each for each in changes if isinstance(each, ConfidenceChanged)]
    steps = [
        _BETTER.index(each.after.tone) - _BETTER.index(each.before.tone)
        for each in confidences
        if each.before and each.after
    ]
    pairs = [
        (view.before[each.id].status if each.id in view.before else NO_UPDATE, each.status) for each in view.positions
    ]
    return Movement(
        updates=sum(isinstance(each, UpdateAdded) for each in changes) + sum(len(each.updates) for each in added),
        added=len(added),
        completed=sum(now.is_done and not was.is_done for was, now in pairs),
        dropped=sum(_is_dropped(now) and not _is_dropped(was) for was, now in pairs),
        reopened=sum(now.is_open and not was.is_open for was, now in pairs),
        moved=sum(isinstance(each, DateMoved) for each in changes)
        + sum(revised_due(each) is not None for each in added),
        asked=len({each.id for each in changes if isinstance(each, ExtensionAsked)})
        + sum(bool(each.extensions) for each in added),
        improved=sum(1 for each in steps if each > 0),
        worsened=sum(1 for each in steps if each < 0),
    )


def _is_dropped(word: Word) -> bool:
    return not word.is_open and not word.is_done


def returns_received(found: Register | None) -> Share:
    """How many of the partners that were asked have answered for the period."""
    return Share(found.received, len(found.returns), noun="partners") if found else Share(0, 0, noun="partners")


def inferred(view: View) -> Share:
    """How many updates and pieces of evidence are our own reading, of all of them."""
    updates = [update for each in view.positions for update in each.commitment.updates]
    evidence = [shown for each in updates for shown in each.evidence if shown != NOT_PUBLIC]
    ours = [each for each in updates if "inferred" in (each.basis, each.date_basis)]
    ours_too = [each for each in evidence if each.basis == "inferred"]
    return Share(len(ours) + len(ours_too), len(updates) + len(evidence))


def findings(subjects: Sequence[Subject]) -> Counts | None:
    """What checking the files found, in all; None where some were not checked."""
    checked = [each.findings for each in subjects if each.findings is not None]
    if len(checked) < len(subjects):
        return None
    nouns = (("errors", "error"), ("warnings", "warning"), ("advice", "piece of advice"))
    counted = zip(nouns, Findings(*map(sum, zip(*checked, strict=True))), strict=True)
    return Counts(tuple((name, Number(count, noun)) for (name, noun), count in counted))


def accepted_said(subject: Subject) -> list[str]:
    """What is wrong and does not count: what is left of the baseline, and what is waived."""
    left, at_first, waived = subject.accepted
    said = []
    if at_first is not None:
        said.append(
            f"{left:,} of {said_number(at_first, 'finding')} of the baseline {'is' if left == 1 else 'are'} left"
        )
    if waived:
        said.append(f"{said_number(waived, 'finding')} {'is' if waived == 1 else 'are'} waived")
    return said
