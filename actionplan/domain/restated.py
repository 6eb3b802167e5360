"""What a closed review saw and the files now say otherwise: a past that was rewritten, or news that came in later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from actionplan.domain.asof import at_period
from actionplan.domain.assess import Position, assess, revised_due
from actionplan.domain.closing import code_of, latest
from actionplan.domain.dates import Window
from actionplan.domain.digest import Digests, wording_digest
from actionplan.domain.model import Commitment, Indicator, Plan, Reading
from actionplan.domain.reviewed import ReviewFile, SeenPosition, SeenReading
from actionplan.domain.said import said_window
from actionplan.domain.sameness import is_same
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE, Vocabulary, Word, vocabulary_of

NONE = "none"


class Restatement(NamedTuple):
    """One thing that differs from what a closed review saw.

    `id` is that of the commitment, or of the indicator where `what` is reading; else `what` is status, confidence, due,
    revised_due, log, wording or commitment. `seen` and `now` say in words what the board saw and what the files say
    for the same review. Where it `is_rewritten` the past is another one; else something came in after the review.
    """

    id: str
    what: str
    seen: str
    now: str
    is_rewritten: bool = True


class _Past(NamedTuple):
    """The plan as it was at one review, by what its files say now."""

    plan: Plan
    review: ReviewFile
    words: Vocabulary
    digests: Digests

    def position(self, commitment: Commitment) -> Position:
        """Where *commitment* stood."""
        period = self.review.period
        return assess(replace(self.plan, commitments=(commitment,)), period.last, period)[0]


def restated(plan: Plan, review: ReviewFile, digests: Digests | None = None) -> tuple[Restatement, ...]:
    """What *plan* says otherwise about the period of *review* than its board saw, in the order of the review.

    What came in later comes with it: updates for that period, commitments that are said to have been there, readings.
    An amendment that was recorded since explains another wording. *digests* are those of the plan, for whoever asks
    about several reviews.
    """
    cut = at_period(plan, review.period)
    past = _Past(cut, review, vocabulary_of(plan.head), digests or Digests())
    now = {each.id: each for each in cut.commitments}
    found: list[Restatement] = []
    for seen in review.positions:
        commitment = now.pop(seen.id, None)
        found += [_gone(seen, past.words)] if commitment is None else _commitment(seen, commitment, past)
    found += [Restatement(each, "commitment", "not in the plan", "in the plan", is_rewritten=False) for each in now]
    return (*found, *_readings(cut, review))


def said_restatement(found: Restatement) -> str:
    """The restatement as the end of a sentence that begins with the commitment's or the indicator's id."""
    match found.what:
        case "wording":
            # One digest stands for all of it, so no key can be named.
            return (
                "its agreed wording (title, lead, supporters, kind, parts, condition, first date, day of agreement or "
                "what it replaces) is not what the board saw, and no amendment since says who agreed"
            )
        case "commitment" if found.is_rewritten:
            return f"the board saw it ({found.seen}), and it is {found.now} now"
        case "commitment":
            return "the board did not see it; it came into the plan afterwards, as if it had been there"
        case _:
            return f"the board saw {_NAMES[found.what]}{found.seen}; the files say {found.now} now"


def seen_status(seen: SeenPosition, words: Vocabulary) -> str:
    """The status and the confidence that the board saw, as `In progress, amber`."""
    confidence = f", {_confidence(seen.confidence, words).lower()}" if seen.confidence else ""
    return f"{_status(seen.status, seen.updates, words)}{confidence}"


_NAMES: Mapping[str, str] = {
    "status": "the status ",
    "confidence": "the confidence ",
    "due": "the date first agreed: ",
    "revised_due": "the date granted: ",
    "log": "",
    "reading": "the reading ",
}


def _gone(seen: SeenPosition, words: Vocabulary) -> Restatement:
    return Restatement(seen.id, "commitment", _status(seen.status, seen.updates, words), "not in the plan")


def _commitment(seen: SeenPosition, now: Commitment, past: _Past) -> Iterator[Restatement]:
    is_kept = past.digests.log(now.updates[: seen.updates]) == seen.log
    if not is_kept or len(now.updates) != seen.updates:
        yield from _log(seen, past.position(now), past.words, is_rewritten=not is_kept)
    yield from _dates(seen, now)
    if past.digests.wording(now) != seen.wording and not _is_explained(seen, now, past.plan):
        yield Restatement(seen.id, "wording", "other words", "these words")


def _log(seen: SeenPosition, now: Position, words: Vocabulary, *, is_rewritten: bool) -> Iterator[Restatement]:
    """Another status, another confidence; or where both are as they were, that the log is not."""
    if code_of(now.status) != seen.status:
        was = _status(seen.status, seen.updates, words)
        yield Restatement(seen.id, "status", was, now.status.label, is_rewritten)
    if code_of(now.confidence) != seen.confidence:
        was, after = _confidence(seen.confidence, words), now.confidence.label if now.confidence else NONE
        yield Restatement(seen.id, "confidence", was, after, is_rewritten)
    if (code_of(now.status), code_of(now.confidence)) == (seen.status, seen.confidence):
        number = len(now.commitment.updates)
        said = f"{_counted(number)}{', and not the same ones' if is_rewritten and number == seen.updates else ''}"
        yield Restatement(seen.id, "log", _counted(seen.updates), said, is_rewritten)


def _dates(seen: SeenPosition, now: Commitment) -> Iterator[Restatement]:
    recorded, revised = now.amendments[seen.amendments :], revised_due(now)
    if not is_same(seen.due, now.due) and not any("due" in each.of for each in recorded):
        yield Restatement(seen.id, "due", _window(seen.due), _window(now.due))
    if not is_same(seen.revised_due, revised):
        yield Restatement(seen.id, "revised_due", _window(seen.revised_due), _window(revised))


def _is_explained(seen: SeenPosition, now: Commitment, plan: Plan) -> bool:
    """Whether an amendment was recorded since; or only the date is another, which is said by itself; or only keys."""
    if len(now.amendments) > seen.amendments:
        return True
    if not is_same(seen.due, now.due) and wording_digest(replace(now, due=seen.due)) == seen.wording:
        return True
    return any(wording_digest(_with_keys(now, keys)) == seen.wording for keys in _former_keys(now, plan))


def _former_keys(commitment: Commitment, plan: Plan) -> Iterator[Mapping[str, str]]:
    """The keys that the partners of *commitment* may have had: each alone, then all. A former name tells."""
    partners = plan.head.partners
    theirs = {each for each in (commitment.lead or "", *commitment.with_) if each in partners}
    names = [(key, former.name.casefold()) for key in sorted(theirs) for former in partners[key].former]
    keys = [(key, name) for key, name in names if " " not in name and name not in partners]
    yield from ({key: name} for key, name in keys)
    if len(keys) > 1:
        yield dict(keys)


def _with_keys(commitment: Commitment, keys: Mapping[str, str]) -> Commitment:
    supporters = tuple([keys.get(each, each) for each in commitment.with_])
    return replace(commitment, lead=keys.get(commitment.lead or "", commitment.lead), with_=supporters)


def _readings(plan: Plan, review: ReviewFile) -> Iterator[Restatement]:
    indicators = {each.id: each for outcome in plan.outcomes for each in outcome.indicators}
    for seen in review.readings:
        yield from _reading(seen, indicators.pop(seen.indicator, None))
    for each in indicators.values():
        now = latest(each)
        if now is not None:
            yield Restatement(each.id, "reading", NONE, _said(now), is_rewritten=False)


def _reading(seen: SeenReading, indicator: Indicator | None) -> Iterator[Restatement]:
    readings = indicator.readings if indicator else ()
    kept = [each for each in readings if each.value == seen.value and is_same(each.date, seen.date)]
    same_day = [each for each in readings if is_same(each.date, seen.date)]
    now = latest(indicator) if indicator else None
    if kept and now in kept:
        return
    shown = now if kept else (same_day[-1] if same_day else now)
    was = f"{seen.value} ({said_window(seen.date)})"
    yield Restatement(seen.indicator, "reading", was, _said(shown) if shown else NONE, not kept)


def _said(reading: Reading) -> str:
    return f"{reading.value} ({said_window(reading.date)})"


def _status(code: str | None, updates: int, words: Vocabulary) -> str:
    if code is None:
        return (NO_STATUS if updates else NO_UPDATE).label
    return _label(code, words.statuses)


def _confidence(code: str | None, words: Vocabulary) -> str:
    return NONE if code is None else _label(code, words.confidences)


def _label(code: str, words: Mapping[str, Word]) -> str:
    return words[code].label if code in words else code


def _window(window: Window | None) -> str:
    return NONE if window is None else said_window(window)


def _counted(number: int) -> str:
    return "1 update" if number == 1 else f"{number or 'no'} updates"
