"""What changed in one commitment, in clauses: the parts of the sentence that `telling` makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from actionplan.domain import change as c
from actionplan.domain.change import Change
from actionplan.domain.dates import Window
from actionplan.domain.log import Logs, Standing
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Condition, Extension, Plan, Update
from actionplan.domain.said import listed, said_day, said_window
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE, Vocabulary, Word

Kind = Literal["bad", "gone", "new", "good", "other"]

_OF_STANDING = (c.UpdateAdded, c.EvidenceAdded, c.StatusChanged, c.ConfidenceChanged)

_PROGRESS = {"waiting": 0, "not-started": 1, "under-way": 2, "done": 3, "dropped": 0}
_TONE = {"bad": 0, "watch": 1, "neutral": 2, "good": 3}


class Clause(NamedTuple):
    """One piece of news: its words, whether it is bad, good or other news, and its tone."""

    text: str
    kind: Kind = "other"
    tone: str = "neutral"


class Subject(NamedTuple):
    """One commitment after a change, with what changed in it, the plan it is in and that plan's logs.

    `new_updates` are those among the changes.
    """

    commitment: Commitment
    changes: Sequence[Change]
    new_updates: Sequence[Update]
    plan: Plan
    logs: Logs

    @property
    def words(self) -> Vocabulary:
        return self.logs.words


def subject_of(commitment: Commitment, changes: Sequence[Change], plan: Plan, logs: Logs) -> Subject:
    """What there is to say of *commitment*."""
    new = [each.update for each in changes if isinstance(each, c.UpdateAdded)]
    return Subject(commitment, changes, new, plan, logs)


def clauses_of(subject: Subject) -> Iterator[Clause]:
    """What changed in a commitment: where it stands first, then its dates, its parts, its words, its past."""
    yield from _standing(subject)
    others = [each for each in subject.changes if not isinstance(each, _OF_STANDING)]
    for tell in (_date, _part, _agreed, _past):
        for change in others:
            yield from tell(subject, change)


def said_standing(standing: Standing) -> str:
    """The status and the confidence, as `in progress, amber`."""
    said = [standing.status.label] + ([standing.confidence.label] if standing.confidence else [])
    return small(", ".join([said[0], *map(small, said[1:])]))


def small(text: str) -> str:
    """*text* with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def partner_name(plan: Plan, key: str | None) -> str:
    """The name of a lead as a table prints it."""
    if key in (NOBODY, EVERYBODY, None):
        return "all partners" if key == EVERYBODY else "nobody"
    partner = plan.head.partners.get(key)
    return (partner.short or partner.name) if partner else key


def _standing(subject: Subject) -> Iterator[Clause]:
    status, confidence, evidence = _moved(subject.changes)
    if status is not None and status.after not in (NO_STATUS, NO_UPDATE):
        yield _status(subject, status, confidence)
    elif confidence is not None and confidence.after is not None:
        yield _confidence(subject, confidence.before, confidence.after)
    elif subject.new_updates:
        yield _reported(subject)
    is_done = status is not None and status.after.is_done
    if evidence:
        yield Clause(f"{'' if is_done else 'new '}evidence: {listed(evidence)}", "good", "good")
    elif is_done and not any(each.evidence for each in subject.commitment.updates):
        yield Clause("no evidence is given", "bad", "watch")


def _moved(
    changes: Sequence[Change],
) -> tuple[c.StatusChanged | None, c.ConfidenceChanged | None, list[str]]:
    """Among *changes* that of the status, that of the confidence, and the titles of new evidence."""
    status, confidence, evidence = None, None, []
    for each in changes:
        if isinstance(each, c.StatusChanged):
            status = each
        elif isinstance(each, c.ConfidenceChanged):
            confidence = each
        elif isinstance(each, c.EvidenceAdded):
            evidence.append(each.evidence.title)
    return status, confidence, evidence


def _status(subject: Subject, change: c.StatusChanged, confidence: c.ConfidenceChanged | None) -> Clause:
    was, now = change.before, change.after
    word = small(now.label)
    why = _reason(subject, now, confidence.after if confidence else None)
    if now.is_done:
        return Clause(f"is {word}", "good", "good")
    if not now.is_open:
        return Clause(f"is {word}{why}", "bad", "watch")
    if not was.is_open:
        return Clause(f"is open again: {word}{why}", "bad", "bad")
    also = confidence.after if confidence else None
    if was in (NO_UPDATE, NO_STATUS):
        heard = f"{word}, {small(also.label)}" if also else word
        return Clause(f"is heard of for the first time: {heard}{why}", *_weighed(None, now, also))
    moved = f"moved from {small(was.label)} to {word}"
    if confidence and confidence.before and also:
        moved += f" and from {small(confidence.before.label)} to {small(also.label)}"
    elif also:
        moved += f", {small(also.label)}"
    return Clause(moved + why, *_weighed(was, now, also))


def _confidence(subject: Subject, was: Word | None, now: Word) -> Clause:
    why = _reason(subject, now)
    word = small(now.label)
    if was is None:
        return Clause(f"is {word}{why}", "bad" if now.tone in ("bad", "watch") else "other", now.tone)
    is_better = _TONE[now.tone] > _TONE[was.tone]
    return Clause(f"moved from {small(was.label)} to {word}{why}", "good" if is_better else "bad", now.tone)


def _weighed(was: Word | None, now: Word, confidence: Word | None) -> tuple[Kind, str]:
    """The kind and the tone of the news that it is *now*."""
    tone = min((now.tone, confidence.tone if confidence else "neutral"), key=lambda each: _TONE[each])
    is_back = was is not None and _PROGRESS[now.meaning] < _PROGRESS[was.meaning]
    if now.meaning == "waiting" or is_back or tone in ("bad", "watch"):
        return "bad", tone if tone in ("bad", "watch") else "watch"
    return ("good" if now.meaning == "under-way" else "other"), tone


def _reported(subject: Subject) -> Clause:
    """Updates came in and nothing moved by them."""
    updates = subject.new_updates
    if all(each.return_ for each in updates):
        return Clause(f"has nothing to report ({said_window(updates[-1].date)})")
    standing = subject.logs.last(subject.commitment)
    if standing.status in (NO_STATUS, NO_UPDATE):
        return Clause(f"was reported on ({said_window(updates[-1].date)}), without a status")
    return Clause(f"was reported on ({said_window(updates[-1].date)}): still {said_standing(standing)}")


def _reason(subject: Subject, *words: Word | None) -> str:
    """The last reason given, in brackets, where one of *words* needs one or the commitment was opened again."""
    given = [each.reason for each in subject.new_updates if each.reason]
    is_asked = any(each.needs_reason for each in words if each)
    if not given:
        return " (no reason given)" if is_asked else ""
    return f" ({small(subject.words.reasons.get(given[-1], given[-1]))})"


def _date(subject: Subject, change: Change) -> Iterator[Clause]:
    first = said_window(subject.commitment.due) if subject.commitment.due else "no date agreed"
    match change:
        case c.ExtensionAsked(extension=asked) if asked.decision is None:
            due = f"due {first}" if subject.commitment.due else first
            yield Clause(f"{due}, extension to {said_window(asked.to)} asked", "bad", "watch")
        case c.ExtensionDecided(extension=decided):
            yield _decided(decided, first)
        case c.ExtensionChanged():
            verb = "removed" if change.after is None else "changed"
            yield Clause(f"its request of {said_day(change.before.asked)} was {verb}", "bad", "bad")
        case c.DueChanged():
            yield _due(change.before, change.after)


def _decided(extension: Extension, first: str) -> Clause:
    by = f" by {extension.by}" if extension.by else ""
    if extension.decision == "granted":
        return Clause(f"extension to {said_window(extension.to)} granted{by} (first due: {first})", "other", "watch")
    return Clause(f"extension to {said_window(extension.to)} refused{by} (first due: {first})", "other", "watch")


def _due(before: Window | None, after: Window | None) -> Clause:
    if before is None and after is not None:
        return Clause(f"due {said_window(after)}, where no date was agreed before")
    now = said_window(after) if after else "gone"
    return Clause(f"the date first agreed, {said_window(before) if before else 'none'}, is {now} now", "bad", "bad")


def _part(_: Subject, change: Change) -> Iterator[Clause]:
    match change:
        case c.PartClosed(part=part, status=word):
            said = f"part {part.id} ({part.title}) is {small(word.label)}"
            yield Clause(said, "good", "good") if word.is_done else Clause(said, "bad", "watch")
        case c.PartReopened(part=part, status=word):
            yield Clause(f"part {part.id} ({part.title}) is open again: {small(word.label)}", "bad", "watch")


def _agreed(subject: Subject, change: Change) -> Iterator[Clause]:
    plan = subject.plan
    match change:
        case c.TitleChanged():
            yield Clause(f"“{change.before}” reads “{change.after}” now", tone="watch")
        case c.LeadChanged():
            who = partner_name(plan, change.after), partner_name(plan, change.before)
            yield Clause(f"{who[0]} leads it now, and {who[1]} did before", tone="watch")
        case c.SupportersChanged():
            yield from _supporters(plan, change)
        case c.ConditionChanged():
            yield _condition(change.before, change.after)
        case c.PartsChanged():
            yield Clause("its parts are listed or worded in another way", tone="watch")
        case c.AmendmentAdded(amendment=agreed):
            yield Clause(f"{agreed.by} agreed on {said_day(agreed.date)} to the change of {listed(agreed.of)}")
        case c.FieldChanged(key=key) if key != "updates":
            yield _field(change)


def _supporters(plan: Plan, change: c.SupportersChanged) -> Iterator[Clause]:
    if change.joined:
        yield Clause(f"{listed([partner_name(plan, each) for each in change.joined])} joined in support")
    if change.left:
        gone = listed([partner_name(plan, each) for each in change.left])
        yield Clause(f"no longer supported by {gone}", "bad", "watch")


def _condition(before: Condition | None, after: Condition | None) -> Clause:
    if after is None:
        return Clause(f"the condition “{before.text if before else ''}” is gone", tone="watch")
    if before is None or before.text != after.text:
        return Clause(f"the condition is “{after.text}” now", tone="watch")
    is_met = after.state == "met"
    tone = "good" if is_met else "bad" if after.state == "failed" else "watch"
    state = "has failed" if after.state == "failed" else f"is {after.state.replace('-', ' ')}"
    return Clause(f"the condition “{after.text}” {state}", "good" if is_met else "bad", tone)


def _field(change: c.FieldChanged) -> Clause:
    name = change.key.rstrip("_").replace("_", " ")
    now = change.after
    said = said_window(now) if isinstance(now, Window) else now
    if isinstance(said, str) and change.key not in ("note", "sources"):
        return Clause(f"its {name} is {said} now")
    return Clause(f"its {name} {'is gone' if now is None or now in ((), {}) else 'reads another way now'}")


def _past(_: Subject, change: Change) -> Iterator[Clause]:
    match change:
        case c.UpdateChanged():
            yield Clause(f"its update of {said_window(change.before.date)} was changed afterwards", "bad", "bad")
        case c.UpdateGone():
            yield Clause(f"its update of {said_window(change.update.date)} was removed", "bad", "bad")
        case c.FieldChanged(key="updates"):
            yield Clause("its updates were put in another order", "bad", "bad")
        case c.AmendmentChanged():
            verb = "removed" if change.after is None else "changed afterwards"
            yield Clause(f"its amendment of {said_day(change.before.date)} was {verb}", "bad", "bad")
