"""What changed from one plan's outcomes to another's: their words, their readings, and what people judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actionplan.domain import change as c
from actionplan.domain.change import Change
from actionplan.domain.model import Indicator, Outcome
from actionplan.domain.sameness import is_same, plain, unmatched


def outcome_changes(old: Sequence[Outcome], new: Sequence[Outcome]) -> Iterator[Change]:
    """What changed of the outcomes, in the order of *new*; those that are gone come last."""
    earlier = {each.id: each for each in old}
    for after in new:
        before = earlier.pop(after.id, None)
        if before is None:
            yield c.OutcomeAdded(after.id, after)
        elif before != after:
            yield from _outcome(before, after)
    for before in earlier.values():
        yield c.OutcomeGone(before.id, before)


def _outcome(before: Outcome, after: Outcome) -> Iterator[Change]:
    if not is_same(_described(before), _described(after)):
        yield c.OutcomeChanged(after.id, before, after)
    earlier = {each.id: each for each in before.indicators}
    for indicator in after.indicators:
        yield from _entries(after.id, earlier.pop(indicator.id, _bare(indicator)), indicator)
    for indicator in earlier.values():
        yield from _entries(after.id, indicator, _bare(indicator))


def _entries(id_: str, before: Indicator, after: Indicator) -> Iterator[Change]:
    """Readings and judgements that came or went."""
    for number in _only_in(before.readings, after.readings):
        yield c.ReadingGone(id_, before, before.readings[number])
    for number in _only_in(after.readings, before.readings):
        yield c.ReadingAdded(id_, after, after.readings[number])
    for number in _only_in(before.judged, after.judged):
        yield c.JudgementGone(id_, before, before.judged[number])
    for number in _only_in(after.judged, before.judged):
        yield c.JudgementAdded(id_, after, after.judged[number])


def _only_in(items: Sequence[object], others: Sequence[object]) -> list[int]:
    return unmatched([plain(each) for each in items], [plain(each) for each in others])


def _bare(indicator: Indicator) -> Indicator:
    return replace(indicator, readings=(), judged=())


def _described(outcome: Outcome) -> Outcome:
    return replace(outcome, indicators=tuple(map(_bare, outcome.indicators)))
