"""Where each commitment stood at the review of each of the last periods."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from actionplan.domain.dates import Window
from actionplan.domain.log import Standing, standings
from actionplan.domain.model import Commitment
from actionplan.domain.period import period_before
from actionplan.domain.vocabulary import NO_UPDATE, Word
from actionplan.report.cells import status_cell
from actionplan.report.model import Step, Strip
from actionplan.report.view import View

LENGTH = 6


def strip_periods(view: View) -> tuple[Window, ...]:
    """The review periods of a strip, oldest first: up to six of the plan's own, none where no cycle is agreed."""
    if view.period is None or not view.has_cycle:
        return ()
    periods, period = [view.period], view.period
    while len(periods) < LENGTH:
        period = period_before(period, view.plan.cycle)
        if view.plan.first_day is not None and period.last < view.plan.first_day:
            break
        periods.append(period)
    return tuple(reversed(periods))


class Strips:
    """The strips of one view. Commitments that went the same way share one."""

    def __init__(self, view: View) -> None:
        self.periods = strip_periods(view)
        self._view = view
        self._ends = [each.last for each in self.periods]
        self._made: dict[tuple[int, ...], Strip] = {}
        self._known: dict[str, Strip] = {}

    def of(self, commitment: Commitment) -> Strip:
        """One word for each period from the one in which it was agreed."""
        if commitment.id not in self._known:
            self._known[commitment.id] = self._strip(commitment)
        return self._known[commitment.id]

    def counted(self, commitments: Sequence[Commitment]) -> list[tuple[Strip, int]]:
        """How many of *commitments* went each way."""
        found = {id(strip): strip for strip in map(self.of, commitments)}
        counts = Counter(id(self.of(each)) for each in commitments)
        return [(strip, counts[key]) for key, strip in found.items()]

    def _strip(self, commitment: Commitment) -> Strip:
        agreed = commitment.agreed
        ends = self._ends if agreed is None else [each for each in self._ends if agreed.last <= each]
        words = self._words(commitment, ends)
        key = tuple(map(id, words))
        if key not in self._made:
            periods = self.periods[len(self.periods) - len(words) :]
            steps = [Step(period.text, status_cell(word)) for period, word in zip(periods, words, strict=True)]
            self._made[key] = Strip(tuple(steps))
        return self._made[key]

    def _words(self, commitment: Commitment, ends: Sequence[date]) -> list[Word]:
        answered = [(each.period or each.date).last for each in commitment.updates]
        if answered != sorted(answered):
            return [self._word_by(commitment, answered, end) for end in ends]
        said = self._view.logs.of(commitment)
        counts = [bisect_right(answered, end) for end in ends]
        return [_word(said[count - 1]) if count else NO_UPDATE for count in counts]

    def _word_by(self, commitment: Commitment, answered: Sequence[date], end: date) -> Word:
        """The word at *end* where entries are out of order: each period then has a log of its own."""
        pairs = zip(commitment.updates, answered, strict=True)
        said = standings([update for update, last in pairs if last <= end], self._view.words)
        return _word(said[-1]) if said else NO_UPDATE


def _word(standing: Standing) -> Word:
    """The confidence while it is open and given, else the status."""
    return standing.confidence or standing.status
