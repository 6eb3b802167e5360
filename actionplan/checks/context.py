"""What a rule may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from actionplan.checks.diagnostic import Home, Part, Place
from actionplan.domain.asof import as_of
from actionplan.domain.assess import Position, assess
from actionplan.domain.log import Logs
from actionplan.domain.model import Commitment, Plan, Update
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from actionplan.domain.accepted import BaselineFile, WaiversFile
    from actionplan.domain.restated import Restatement
    from actionplan.domain.reviewed import Filed


@dataclass(frozen=True, eq=False, repr=False)  # nobody compares two, and start-up is shorter
class Context:
    """One plan, as its files say it, with the day it is judged on.

    `today` is the real day, `on` the day asked about; they differ only where somebody asks for a position in the past.
    `homes` says where each commitment is written. `also_known` holds ids that are written in a file but could not be
    read, so that a reference to one is not called unknown; `is_whole` is False where a whole file could not be read.
    `head_file`, `outcomes_file` and `partner_files` are the
    files of the plan. `waivers` and `baseline` say what is wrong and does not block. `reviews` are those
    that were closed.
    """

    plan: Plan
    on: date
    today: date
    homes: Mapping[str, Home]
    head_file: str
    outcomes_file: str | None = None
    partner_files: Mapping[str, str] = field(default_factory=dict)
    also_known: frozenset[str] = frozenset()
    is_whole: bool = True
    waivers: WaiversFile | None = None
    waivers_file: str | None = None
    baseline: BaselineFile | None = None
    baseline_file: str | None = None
    reviews: tuple[Filed, ...] = ()

    @property
    def words(self) -> Vocabulary:
        return self.logs.words

    @cached_property
    def logs(self) -> Logs:
        """What the commitments' logs say."""
        return Logs(vocabulary_of(self.plan.head))

    @cached_property
    def cut(self) -> Plan:
        """The plan as it stood at the end of the day asked about."""
        return as_of(self.plan, self.on)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Where each commitment stands on the day asked about."""
        return assess(self.cut, self.on, None, self.logs)

    @cached_property
    def restated(self) -> tuple[tuple[Filed, Restatement], ...]:
        """What each closed review saw that is otherwise in the files now, review by review."""
        if not self.reviews:
            return ()
        from actionplan.domain.closing import is_period_of
        from actionplan.domain.digest import Digests
        from actionplan.domain.restated import restated

        digests = Digests()
        held = [each for each in self.reviews if is_period_of(self.plan, each.review.period)]
        return tuple([(each, found) for each in held for found in restated(self.plan, each.review, digests)])

    def updates(self) -> Iterator[tuple[Commitment, int, Update]]:
        """Every update with its commitment and its number in the log, from 0."""
        for commitment in self.plan.commitments:
            for number, update in enumerate(commitment.updates):
                yield commitment, number, update

    def at(self, commitment: Commitment, *route: str | int, part: Part = "value") -> Place:
        """A place in a commitment: `at(c, "updates", 2, "status")`."""
        home = self.homes[commitment.id]
        return Place(home.file, home.route + route, part)

    def at_head(self, *route: str | int, part: Part = "value") -> Place:
        """A place in plan.yaml."""
        return Place(self.head_file, route, part)

    def at_review(self, filed: Filed, *route: str | int, part: Part = "value") -> Place:
        """A place in the file of a closed review."""
        return Place(filed.file, route, part)

    def at_outcomes(self, *route: str | int, part: Part = "value") -> Place:
        """A place in outcomes.yaml."""
        return Place(self.outcomes_file or self.head_file, route, part)
