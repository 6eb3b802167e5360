"""What changed from one plan to another, in the plan's own words: a sentence for each commitment.

Everything is text and facts, counted and put in order, so that whoever prints it only prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from actionplan.domain import change as c
from actionplan.domain.change import Change
from actionplan.domain.clauses import (
    Clause,
    Kind,
    Subject,
    clauses_of,
    partner_name,
    said_standing,
    subject_of,
)
from actionplan.domain.compare import compare
from actionplan.domain.log import Logs
from actionplan.domain.measured import said_status
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Indicator, Partner, Plan, Reading
from actionplan.domain.reported import reported
from actionplan.domain.said import listed, said_day, said_window
from actionplan.domain.vocabulary import vocabulary_of

KINDS: tuple[Kind, ...] = ("bad", "gone", "new", "good", "other")
_TONES = ("bad", "watch", "good", "neutral")
_KIND_RANK, _TONE_RANK = ({each: rank for rank, each in enumerate(worst)} for worst in (KINDS, _TONES))

PLAN, OUTCOMES = "plan", "outcomes"


class News(NamedTuple):
    """What changed in one commitment, in one outcome, or in the plan itself.

    `about` says which of the three: commitment, outcome or plan. `lead` is a partner's key, empty for the last two.
    `clauses` are its words; one of the plan is a sentence. `note` is what the last new update says, for whoever has
    room for it.
    """

    about: Literal["commitment", "outcome", "plan"]
    id: str
    title: str
    lead: str
    kind: Kind
    tone: str
    clauses: tuple[str, ...]
    note: str = ""

    @property
    def text(self) -> str:
        """A sentence that names what it is about."""
        return self.clauses[0] if self.about == "plan" else _sentence(self.id, self.title, self.clauses)

    @property
    def said(self) -> str:
        """The same where `id` and `title` stand beside it, and without a full stop."""
        text = "; ".join(self.clauses)
        return text[:1].upper() + text[1:]


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


def said_changes(before: Plan, after: Plan, changes: Sequence[Change] | None = None, logs: Logs | None = None) -> Told:
    """What changed from *before* to *after*, in words: the plan itself, then partner by partner, then the outcomes.

    *changes* is what `compare` says of the two, and *logs* are those of *after*, for whoever has asked already.
    """
    read = logs or Logs(vocabulary_of(after.head))
    found = compare(before, after, read) if changes is None else changes
    news = [*_of_commitments(before, after, found, read)]
    plan = Chapter("", "The plan", tuple(_of_head(after, found)))
    outcomes = Chapter("", "Outcomes", tuple(_of_outcomes(before, after, found)))
    chapters = [each for each in (plan, *_by_partner(before, after, news), outcomes) if each.news]
    counts = tuple([(kind, sum(each.kind == kind for each in news)) for kind in KINDS])
    return Told(tuple(chapters), counts, len(news), len(after.commitments))


def said_new(plan: Plan) -> Told:
    """What there is to say of a plan that was not there before: that it is new, and each of its commitments."""
    return _as_a_whole(plan, said_changes(Plan(plan.head), plan), "new", "neutral", "The plan is new.")


def said_gone(plan: Plan) -> Told:
    """What there is to say of a plan that is not there any more: that, and each commitment that went with it."""
    told = said_changes(plan, Plan(plan.head))
    return _as_a_whole(plan, told, "gone", "bad", "The plan is not there any more.")._replace(of=len(plan.commitments))


def _as_a_whole(plan: Plan, told: Told, kind: Kind, tone: str, text: str) -> Told:
    news = News("plan", plan.id, plan.head.title, "", kind, tone, (text,))
    return told._replace(chapters=(Chapter("", "The plan", (news,)), *told.chapters))


def _by_partner(before: Plan, after: Plan, news: Sequence[News]) -> Iterator[Chapter]:
    """A chapter for each partner there is news of, in the order of plan.yaml."""
    by_lead: dict[str, list[News]] = {
        key: [] for key in (*after.head.partners, *before.head.partners, EVERYBODY, NOBODY)
    }
    for each in news:
        by_lead.setdefault(each.lead, []).append(each)
    for key, theirs in by_lead.items():
        plan = after if key in after.head.partners or key not in before.head.partners else before
        name = partner_name(plan, key)
        yield Chapter(key, name[:1].upper() + name[1:], tuple(sorted(theirs, key=_worst_first)))


_ORDER: Mapping[Kind, int] = {"bad": 0, "gone": 1, "new": 1, "good": 2, "other": 3}


def _worst_first(news: News) -> tuple[int, int]:
    return _ORDER[news.kind], _TONE_RANK[news.tone]


def _of_commitments(before: Plan, after: Plan, changes: Sequence[Change], logs: Logs) -> Iterator[News]:
    by_id: dict[str, list[Change]] = {}
    about = (c.HeadChanged, c.OfOutcome)
    for change in changes:
        if not isinstance(change, about):
            by_id.setdefault(change.id, []).append(change)
    for commitment in (*after.commitments, *before.commitments):
        found = by_id.pop(commitment.id, None)
        if found is not None:
            yield _news(subject_of(commitment, found, after, logs))


def _news(subject: Subject) -> News:
    commitment = subject.commitment
    match subject.changes[0]:
        case c.CommitmentAdded():
            return _one(commitment, [Clause(_NEW, "new"), *map(Clause, _new(subject))])
        case c.CommitmentGone():
            return _one(commitment, [Clause(_GONE, "gone", "bad")])
        case _:
            notes = [each.note for each in subject.new_updates if each.note]
            return _one(commitment, [*clauses_of(subject)] or [Clause("changed")], notes[-1] if notes else "")


_NEW, _GONE = "is new", "is not in the plan any more"


def _new(subject: Subject) -> list[str]:
    """Of a new commitment: its date, where it stands, and whose place it takes."""
    commitment = subject.commitment
    said = [f"due {said_window(commitment.due)}" if commitment.due else "no date agreed"]
    if commitment.updates:
        said.append(said_standing(subject.logs.last(commitment)))
    if commitment.replaces:
        said.append(f"it takes the place of {commitment.replaces}")
    return said


def _one(commitment: Commitment, clauses: Sequence[Clause], note: str = "") -> News:
    kind = min([each.kind for each in clauses], key=_KIND_RANK.__getitem__)
    tone = min([each.tone for each in clauses], key=_TONE_RANK.__getitem__)
    said, lead = tuple([each.text for each in clauses]), commitment.lead or NOBODY
    return News("commitment", commitment.id, commitment.title, lead, kind, tone, said, note)


def _sentence(subject: str, title: str, said: Sequence[str]) -> str:
    first, *rest = said
    # A clause with a subject of its own follows the id after a colon.
    begins = f"{subject} {first}" if first.startswith(_VERBS) else f"{subject}: {first}"
    if first in (_NEW, _GONE):  # nobody else says what it was about
        begins = f"{begins}: {title}"
    text = "; ".join([begins, *rest])
    return text if text.endswith((".", "!", "?")) else f"{text}."


_VERBS = ("is ", "moved ", "has ", "was ", "changed")


def _of_outcomes(before: Plan, after: Plan, changes: Sequence[Change]) -> Iterator[News]:
    titles = {each.id: each.title for each in (*before.outcomes, *after.outcomes)}
    for change in changes:
        if isinstance(change, c.OfOutcome):
            kind, tone, text = _outcome(change)
            title = titles.get(change.id, change.id)
            yield News("outcome", change.id, title, "", kind, tone, (text,))


def _outcome(change: c.OfOutcome) -> tuple[Kind, str, str]:  # noqa: PLR0911  # one case for each kind of change
    match change:
        case c.OutcomeAdded():
            return "new", "neutral", _NEW
        case c.OutcomeGone():
            return "gone", "bad", _GONE
        case c.OutcomeChanged():
            return "bad", "watch", "its words, its indicators or their targets are not as before"
        case c.ReadingAdded(indicator=indicator, reading=reading):
            value = f"{reading.value} {indicator.unit} in {said_window(reading.date)}"
            return "other", "neutral", f"{indicator.title}, {value}{_revised(indicator, reading)}"
        case c.ReadingGone(indicator=indicator, reading=reading):
            text = f"{indicator.title}, the reading of {reading.value} in {said_window(reading.date)} was removed"
            return "bad", "bad", text
        case c.JudgementAdded(indicator=indicator, judgement=judged):
            text = f"{indicator.title}, judged {said_status(judged)} by {judged.by}: {judged.reason}"
            return "other", "watch", text
        case c.JudgementGone(indicator=indicator, judgement=judged):
            text = f"{indicator.title}, the judgement of {said_day(judged.date)} ({said_status(judged)}) was removed"
            return "bad", "bad", text


def _revised(indicator: Indicator, reading: Reading) -> str:
    """`, revised from 4.5` where *reading* took the place of one of the same date."""
    found = next((each for each in reported(indicator) if each.reading == reading), None)
    before = found.revised_from if found else None
    return "" if before is None else f", revised from {before}"


def _of_head(plan: Plan, changes: Sequence[Change]) -> Iterator[News]:
    for change in changes:
        if isinstance(change, c.HeadChanged):
            for text in _head(change):
                yield News("plan", plan.id, plan.head.title, "", "other", "watch", (text,))


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
