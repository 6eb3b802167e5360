"""What changed from one plan to another, in the plan's own words: a sentence for each commitment.

Everything is text and facts, counted and put in order, so that whoever prints it only prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from actionplan.domain import change as c
from actionplan.domain.change import Change
from actionplan.domain.clauses import (
    Clause,
    Kind,
    Subject,
    clauses_of,
    listed,
    partner_name,
    said_standing,
    standing_of,
)
from actionplan.domain.compare import compare
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Partner, Plan
from actionplan.domain.said import said_window
from actionplan.domain.vocabulary import vocabulary_of

KINDS: tuple[Kind, ...] = ("bad", "gone", "new", "good", "other")
_TONES = ("bad", "watch", "good", "neutral")

PLAN, OUTCOMES = "plan", "outcomes"


class News(NamedTuple):
    """What changed in one commitment, in one outcome, or in the plan itself.

    `about` says which of the three: commitment, outcome or plan. `lead` is a partner's key, empty for the last two.
    `note` is what the last new update says, for whoever has room for it.
    """

    about: Literal["commitment", "outcome", "plan"]
    id: str
    lead: str
    kind: Kind
    tone: str
    text: str
    note: str = ""


class Chapter(NamedTuple):
    """The news of one partner, worst first; or of the plan itself, or of the outcomes, which have no key."""

    key: str
    name: str
    news: tuple[News, ...]


class Told(NamedTuple):
    """All that changed. `counts` says for how many commitments it is news of each kind, `of` how many there are now."""

    chapters: tuple[Chapter, ...]
    counts: tuple[tuple[Kind, int], ...]
    changed: int
    of: int


def said_changes(before: Plan, after: Plan, changes: Sequence[Change] | None = None) -> Told:
    """What changed from *before* to *after*, in words: the plan itself, then partner by partner, then the outcomes.

    *changes* is what `compare` says of the two, for whoever has asked already.
    """
    found = compare(before, after) if changes is None else changes
    news = [*_of_commitments(before, after, found)]
    plan = Chapter("", "The plan", tuple(_of_head(after, found)))
    outcomes = Chapter("", "Outcomes", tuple(_of_outcomes(found)))
    chapters = [each for each in (plan, *_by_partner(before, after, news), outcomes) if each.news]
    counts = tuple([(kind, sum(each.kind == kind for each in news)) for kind in KINDS])
    return Told(tuple(chapters), counts, len(news), len(after.commitments))


def _by_partner(before: Plan, after: Plan, news: Sequence[News]) -> Iterator[Chapter]:
    """A chapter for each partner there is news of, in the order of plan.yaml."""
    leads = dict.fromkeys(
        (*after.head.partners, *before.head.partners, EVERYBODY, NOBODY, *(each.lead for each in news))
    )
    for key in leads:
        theirs = [each for each in news if each.lead == key]
        plan = after if key in after.head.partners or key not in before.head.partners else before
        name = partner_name(plan, key)
        yield Chapter(key, name[:1].upper() + name[1:], tuple(sorted(theirs, key=_worst_first)))


def _worst_first(news: News) -> tuple[int, int]:
    return {"bad": 0, "gone": 1, "new": 1, "good": 2, "other": 3}[news.kind], _TONES.index(news.tone)


def _of_commitments(before: Plan, after: Plan, changes: Sequence[Change]) -> Iterator[News]:
    by_id: dict[str, list[Change]] = {}
    about = (c.HeadChanged, *_ABOUT_OUTCOMES)
    for change in changes:
        if not isinstance(change, about):
            by_id.setdefault(change.id, []).append(change)
    for commitment in (*after.commitments, *before.commitments):
        found = by_id.pop(commitment.id, None)
        if found is not None:
            yield _news(after, commitment, found)


def _news(plan: Plan, commitment: Commitment, changes: Sequence[Change]) -> News:
    match changes[0]:
        case c.CommitmentAdded():
            return _one(commitment, [Clause(_new(plan, commitment), "new")])
        case c.CommitmentGone():
            text = f"is not in the plan any more: {commitment.title}"
            return _one(commitment, [Clause(text, "gone", "bad")])
        case _:
            subject = Subject(commitment, changes, plan)
            notes = [each.note for each in subject.new_updates if each.note]
            return _one(commitment, [*clauses_of(subject)] or [Clause("changed")], notes[-1] if notes else "")


def _new(plan: Plan, commitment: Commitment) -> str:
    """A new commitment: its title, its date, where it stands, and whose place it takes."""
    said = [f"is new: {commitment.title}"]
    said.append(f"due {said_window(commitment.due)}" if commitment.due else "no date agreed")
    if commitment.updates:
        said.append(said_standing(standing_of(commitment, vocabulary_of(plan.head))))
    if commitment.replaces:
        said.append(f"it takes the place of {commitment.replaces}")
    return "; ".join(said)


def _one(commitment: Commitment, clauses: Sequence[Clause], note: str = "") -> News:
    kind = min((each.kind for each in clauses), key=KINDS.index)
    tone = min((each.tone for each in clauses), key=_TONES.index)
    return News(
        "commitment", commitment.id, commitment.lead or NOBODY, kind, tone, _sentence(commitment.id, clauses), note
    )


def _sentence(subject: str, clauses: Iterable[Clause]) -> str:
    first, *rest = [each.text for each in clauses]
    # A clause with a subject of its own follows the id after a colon.
    begins = f"{subject} {first}" if first.startswith(_VERBS) else f"{subject}: {first}"
    text = "; ".join([begins, *rest])
    return text if text.endswith((".", "!", "?")) else f"{text}."


_VERBS = ("is ", "moved ", "has ", "was ", "changed")


_ABOUT_OUTCOMES = (c.OutcomeAdded, c.OutcomeGone, c.OutcomeChanged, c.ReadingAdded, c.ReadingGone)


def _of_outcomes(changes: Sequence[Change]) -> Iterator[News]:
    for change in changes:
        if isinstance(change, _ABOUT_OUTCOMES):
            kind, tone, text = _outcome(change)
            yield News("outcome", change.id, "", kind, tone, _sentence(change.id, [Clause(text)]))


def _outcome(
    change: c.OutcomeAdded | c.OutcomeGone | c.OutcomeChanged | c.ReadingAdded | c.ReadingGone,
) -> tuple[Kind, str, str]:
    match change:
        case c.OutcomeAdded(outcome=outcome):
            return "new", "neutral", f"is new: {outcome.title}"
        case c.OutcomeGone(outcome=outcome):
            return "gone", "bad", f"is not in the plan any more: {outcome.title}"
        case c.OutcomeChanged():
            return "bad", "watch", "its words, its indicators or their targets are not as before"
        case c.ReadingAdded(indicator=indicator, reading=reading):
            value = f"{reading.value} {indicator.unit} in {said_window(reading.date)}"
            return "other", "neutral", f"{indicator.title}, {value}"
        case c.ReadingGone(indicator=indicator, reading=reading):
            text = f"{indicator.title}, the reading of {reading.value} in {said_window(reading.date)} was removed"
            return "bad", "bad", text


def _of_head(plan: Plan, changes: Sequence[Change]) -> Iterator[News]:
    for change in changes:
        if isinstance(change, c.HeadChanged):
            for text in _head(change):
                yield News("plan", plan.id, "", "other", "watch", text)


def _head(change: c.HeadChanged) -> Iterator[str]:
    if change.key == "partners":
        yield from _partners(change.before, change.after)
    elif isinstance(change.before, str) and isinstance(change.after, str):
        yield f"The plan's {change.key} was “{change.before}”, and is “{change.after}” now."
    else:
        yield f"{_HEAD.get(change.key, f'The plan’s {change.key}')} changed."


_HEAD = {
    "rules": "The settings of rules",
    "period": "The days for which the plan runs",
    "reviews": "The review cycle",
    "vocabulary": "The status words",
    "agreement": "The agreement itself",
}


def _partners(before: object, after: object) -> Iterator[str]:
    was, now = (_names(each) for each in (before, after))
    joined, left = ([name for key, name in one.items() if key not in other] for one, other in ((now, was), (was, now)))
    if joined:
        yield f"New among the partners: {listed(joined)}."
    if left:
        yield f"No longer among the partners: {listed(left)}."
    for key, name in now.items():
        if key in was and was[key] != name:
            yield f"{was[key]} is called {name} now."
    if not joined and not left and was == now:
        yield "What is written about the partners changed."


def _names(partners: object) -> dict[str, str]:
    found = partners if hasattr(partners, "items") else {}
    return {key: each.name for key, each in found.items() if isinstance(each, Partner)}
