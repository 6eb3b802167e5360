"""What a report is about, and where its facts come from."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.domain.model import Agreement, Plan
from actionplan.domain.said import said_window
from actionplan.report.cells import dates_cell, day_cell
from actionplan.report.counts import findings, returns_received
from actionplan.report.model import Cell, Dates, Fact, Facts, Missing, ReviewPeriod, Text
from actionplan.report.view import Options, Subject, View
from actionplan.report.words import listed, said_count


def facts_of(view: View) -> Facts:
    """The head of one plan's report."""
    head, options = view.plan.head, view.options
    compared: Cell = Text(view.baseline.named) if view.baseline else Missing("nothing earlier")
    about = f"{view.partner(options.partner)}: what it leads or supports" if options.partner else ""
    return Facts(
        (
            Fact("plan", "Plan", Text(f"{head.title} ({head.plan})")),
            *([Fact("partner", "Only", Text(about))] if about else []),
            Fact("agreement", "Agreement", Text(_agreement(head.agreement))),
            Fact("plan_period", "Plan period", _plan_period(view.plan)),
            *_period(view),
            Fact("as_at", "As at", day_cell(view.on)),
            Fact("compared_with", "Compared with", compared),
            Fact("returns", "Returns received", _returns(view)),
            *_files(options, [view.subject]),
        )
    )


def shared_facts(options: Options, subjects: Sequence[Subject]) -> Facts:
    """The head of a report on several plans, or on none."""
    return Facts(
        (
            Fact("plans", "About", Text(said_count(len(subjects), "plan"))),
            Fact("as_at", "As at", day_cell(options.day)),
            *_files(options, subjects),
        )
    )


def _agreement(agreement: Agreement) -> str:
    return f"{agreement.title}, {said_window(agreement.date)}" if agreement.date else agreement.title


def _plan_period(plan: Plan) -> Cell:
    period = plan.head.period
    if period is None:
        return Missing("none agreed")
    return Dates(period.from_, period.to, f"{period.from_}/{period.to}", "span")


def _period(view: View) -> tuple[Fact, ...]:
    period = ReviewPeriod(dates_cell(view.period)) if view.period else Missing("none has ended yet")
    cycle = Missing("none agreed; UK financial quarters are used")
    return (
        Fact("period", "Review period", period),
        *(() if view.has_cycle else (Fact("reviews", "Review cycle", cycle),)),
    )


def _returns(view: View) -> Cell:
    if not view.has_cycle:
        return Missing("no review cycle is agreed", matters=False)
    if view.period is None:
        return Missing("none due yet", matters=False)
    received = returns_received(view)
    return received if received.of else Missing("no partner leads an open commitment", matters=False)


def _files(options: Options, subjects: Sequence[Subject]) -> tuple[Fact, ...]:
    """What was read, what checking it found, and with what the report was made."""
    unread = [name for each in subjects for name in each.unread]
    where: Cell = Text(f"commit {options.commit}") if options.commit else Missing("not in a git repository")
    lost = Text(f"part of {listed(unread)}; what it says is in no figure")
    return (
        *([Fact("unread", "Could not be read", lost)] if unread else []),
        Fact("findings", "Findings", findings(subjects) or Missing("not checked")),
        Fact("commit", "Files", where),
        Fact("version", "Made with", Text(f"actionplan {options.version}")),
    )
