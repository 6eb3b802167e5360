"""What a report looks at: one plan on one day, beside the same plan at the review before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from actionplan.domain.asof import as_of, at_period
from actionplan.domain.assess import Position, assess
from actionplan.domain.change import Change
from actionplan.domain.compare import compare
from actionplan.domain.dates import Window
from actionplan.domain.log import Logs
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Plan
from actionplan.domain.period import last_ended, next_period, period_before, period_holding
from actionplan.domain.public import public
from actionplan.domain.returns import Register, register_of
from actionplan.domain.said import said_day
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of
from actionplan.report.model import Letterhead, Place, Row, Text
from actionplan.report.words import said_period

if TYPE_CHECKING:
    from actionplan.domain.reviewed import ReviewFile


class Findings(NamedTuple):
    """How many findings a plan has that count, by how serious they are."""

    errors: int = 0
    warnings: int = 0
    advice: int = 0


class Accepted(NamedTuple):
    """What is wrong and does not count: how much of the baseline is left, of how much at first; and what is waived.

    Without a baseline `at_first` is None.
    """

    left: int = 0
    at_first: int | None = None
    waived: int = 0


class Standing(NamedTuple):
    """A plan cut to the end of a day, and where each commitment stood, as its log says."""

    on: date
    plan: Plan
    positions: tuple[Position, ...]
    logs: Logs


NOTHING_ACCEPTED, NO_LETTERHEAD = Accepted(), Letterhead()


@dataclass(frozen=True, slots=True)
class Subject:
    """A plan as its files say it, and what is known about those files.

    `places` gives file and line of each commitment by its id. `findings` is None where the files were not checked;
    `unread` names the files of which part could not be read. `digest` stands for the files' very bytes.
    `reviews` are those that were closed, in any order. `standing` is how it stood on some day, for whoever has worked
    that out.
    """

    plan: Plan
    places: Mapping[str, tuple[str, int]]
    findings: Findings | None = None
    unread: tuple[str, ...] = ()
    accepted: Accepted = NOTHING_ACCEPTED
    digest: str = ""
    letterhead: Letterhead = NO_LETTERHEAD
    reviews: tuple[ReviewFile, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for.

    `on` is the day the report is as at. `period` asks for the position at the review of that period instead. `since`
    is the day to compare with, by default the last review. `partner` narrows the report to what one partner leads or
    supports, `theme` to what serves one theme. `is_public` leaves out what is marked internal. `commit` says where the
    files stand in git; None where they are in no repository. `sections` names those wanted, in their order (as the plan
    says where it is empty), `without` those to leave out. `seal` is how to ask for the same report again.
    """

    on: date
    version: str
    period: Window | None = None
    since: date | None = None
    partner: str | None = None
    theme: str | None = None
    is_public: bool = False
    commit: str | None = None
    sections: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    seal: str = ""

    @property
    def day(self) -> date:
        """The day that positions are as at."""
        return self.period.last if self.period else self.on


class Baseline(NamedTuple):
    """The plan at the review before, or on another earlier day.

    `named` says which: "the review of Q2 2015 to 2016"; `since` ends a heading: "since the last review".
    """

    plan: Plan
    on: date
    named: str
    since: str


@dataclass(frozen=True, slots=True)
class View:
    """All that the sections of one plan's report are made from.

    `plan` is cut to the day, with every commitment; `everything` are the positions of all of them by id, `positions`
    only those the report is about. `before` holds their positions at the baseline. `period` is the review period
    reported on, None before the first has ended; `register` holds the returns for it, where any are owed. `logs` are
    what the commitments' logs say. `heads` holds the cells that begin every row about a commitment.
    """

    subject: Subject
    options: Options
    plan: Plan
    on: date
    period: Window | None
    everything: Mapping[str, Position]
    positions: tuple[Position, ...]
    baseline: Baseline | None
    before: Mapping[str, Position]
    changes: tuple[Change, ...]
    logs: Logs
    partners: Mapping[str, Text]
    heads: Mapping[str, Row]
    register: Register | None

    @property
    def words(self) -> Vocabulary:
        return self.logs.words

    @property
    def has_cycle(self) -> bool:
        """Whether the partners agreed a review cycle; without one nobody owes a return."""
        return self.plan.head.reviews is not None

    @property
    def since(self) -> str:
        return self.baseline.since if self.baseline else "so far"

    @property
    def upcoming(self) -> Window:
        """The review period that comes next."""
        cycle = self.plan.cycle
        following = next_period(self.period, cycle) if self.period else period_holding(self.on, cycle)
        return following if following.last >= self.on else period_holding(self.on, cycle)

    def partner(self, key: str) -> str:
        """The partner's short name; words where nobody or everybody is meant."""
        return self.partners[key].text if key in self.partners else key


def view_of(subject: Subject, options: Options) -> View:
    """The view of one plan that *options* ask for."""
    (on, plan, positions, logs), period = _reported(subject, options)
    baseline = _baseline(plan, on, period, options, subject.reviews)
    kept = tuple(each for each in positions if concerns(each.commitment, options))
    before: tuple[Position, ...] = ()
    changes: tuple[Change, ...] = ()
    if baseline:
        before = assess(baseline.plan, baseline.on, None, logs)
        changes = compare(_narrowed(baseline.plan, options), _narrowed(plan, options), logs)
    return View(
        subject=subject,
        options=options,
        plan=plan,
        on=on,
        period=period,
        everything={each.id: each for each in positions},
        positions=kept,
        baseline=baseline,
        before={each.id: each for each in before if concerns(each.commitment, options)},
        changes=changes,
        logs=logs,
        partners=_names(plan),
        register=_register(plan, positions, kept, period, options),
        heads={each.id: _head(each, subject) for each in plan.commitments},
    )


def _register(
    plan: Plan, positions: Sequence[Position], kept: Sequence[Position], period: Window | None, options: Options
) -> Register | None:
    """The register of returns for the period, as far as the report is about their partners; None where there is none.

    What a partner owes and gave is counted over all that it leads, however few of it the report shows.
    """
    if period is None or plan.head.reviews is None:
        return None
    whole = register_of(plan, positions, options.day, period, options.on)
    shown = {each.commitment.lead for each in kept}
    ids = {each.id for each in kept}
    return whole._replace(
        returns=tuple([each for each in whole.returns if each.partner in shown]),
        not_due=tuple([each for each in whole.not_due if each.id in ids]),
    )


def _reported(subject: Subject, options: Options) -> tuple[Standing, Window | None]:
    """How the plan stood on the day reported, and the review period it is about."""
    plan = public(subject.plan) if options.is_public else subject.plan
    known, period = subject.standing, options.period or last_ended(options.on, plan)
    if options.period is None and known is not None and known.on == options.on and plan is subject.plan:
        return known, period
    cut = at_period(plan, options.period) if options.period else as_of(plan, options.on)
    logs = Logs(vocabulary_of(plan.head))
    return Standing(options.day, cut, assess(cut, options.day, period, logs), logs), period


def _baseline(
    plan: Plan, on: date, period: Window | None, options: Options, reviews: Sequence[ReviewFile]
) -> Baseline | None:
    """What to compare with: the day asked for, else the last review, else the plan's beginning.

    The last review is looked at by its period: a return that came in after the quarter's end was seen at its review,
    and is not news at the next; nor is an extension that was asked for by the day it met. Whichever it is, it is cut
    from what the report itself knows: else what is not in the report would seem to have been removed since.
    """
    if options.since is not None:
        return _since_day(as_of(plan, options.since), options.since)
    earlier = period_before(period, plan.cycle) if period else None
    began = plan.first_day
    if began is not None and (earlier is None or earlier.last < began):
        day = began - timedelta(days=1)
        return Baseline(as_of(plan, day), day, "the start of the plan", "since the plan began") if began <= on else None
    if earlier is None:
        return None
    cut = at_period(plan, earlier, _seen(reviews, earlier))
    if plan.head.reviews is None:
        return _since_day(cut, earlier.last)
    return Baseline(cut, earlier.last, f"the review of {said_period(earlier)}", "since the last review")


def _seen(reviews: Sequence[ReviewFile], period: Window) -> date | None:
    """The day on which the review of *period* saw the plan; None where none was closed."""
    days = [each.meeting or each.closed for each in reviews if each.period.last == period.last]
    return max(days, default=None)


def _since_day(plan: Plan, day: date) -> Baseline:
    return Baseline(plan, day, said_day(day), f"since {said_day(day)}")


def concerns(commitment: Commitment, options: Options) -> bool:
    """Whether the report that *options* ask for is about it: by who leads or supports it, and by its theme."""
    partner, theme = options.partner, options.theme
    is_theirs = partner is None or commitment.lead in (partner, EVERYBODY) or partner in commitment.with_
    return is_theirs and (theme is None or commitment.theme == theme)


def _narrowed(plan: Plan, options: Options) -> Plan:
    if options.partner is None and options.theme is None:
        return plan
    return replace(plan, commitments=tuple(each for each in plan.commitments if concerns(each, options)))


def _names(plan: Plan) -> Mapping[str, Text]:
    names = {key: Text(each.short or each.name) for key, each in plan.head.partners.items()}
    return {**names, NOBODY: Text("No lead named"), EVERYBODY: Text("All partners")}


def _head(commitment: Commitment, subject: Subject) -> Row:
    found = subject.places.get(commitment.id)
    return Row((Text(commitment.id), Text(commitment.title)), Place(*found) if found else None)
