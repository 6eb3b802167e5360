"""What a report is about, and where its facts come from."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.domain.model import Agreement, Plan
from actionplan.domain.public import left_out
from actionplan.domain.said import said_window
from actionplan.report.cells import dates_cell, day_cell
from actionplan.report.counts import accepted_said, findings, returns_received
from actionplan.report.model import Cell, Dates, Fact, Facts, Missing, ReviewPeriod, Text
from actionplan.report.view import Options, Subject, View
from actionplan.report.words import listed, said_count


def facts_of(view: View) -> Facts:
    """The head of one plan's report."""
    head, options = view.plan.head, view.options
    compared: Cell = Text(view.baseline.named) if view.baseline else Missing("nothing earlier")
    about = "; ".join(_narrowed_said(view))
    return Facts(
        (
            Fact("plan", "Plan", Text(f"{head.title} ({head.plan})")),
            *([Fact("only", "Only", Text(about))] if about else []),
            *([Fact("public", "Left out", Text(_left_out(view)))] if options.is_public else []),
            Fact("agreement", "Agreement", Text(_agreement(head.agreement))),
            Fact("plan_period", "Plan period", _plan_period(view.plan)),
            *_period(view),
            Fact("as_at", "As at", day_cell(view.on)),
            Fact("compared_with", "Compared with", compared),
            Fact("returns", "Returns received", _returns(view)),
            *_files(options, [view.subject]),
        )
    )


def narrowed_to(view: View) -> list[str]:
    """What the report is narrowed to, by name."""
    options = view.options
    partner = [view.partner(options.partner)] if options.partner else []
    return [*partner, *([_theme(view, options.theme)] if options.theme else [])]


def _narrowed_said(view: View) -> list[str]:
    options = view.options
    partner = [f"{view.partner(options.partner)}: what it leads or supports"] if options.partner else []
    return [*partner, *([f"the theme “{_theme(view, options.theme)}”"] if options.theme else [])]


def _theme(view: View, key: str) -> str:
    return view.plan.head.themes.get(key, key)


def _left_out(view: View) -> str:
    """What is marked internal and not in the report."""
    hidden = left_out(view.subject.plan)
    commitments = said_count(hidden.commitments, "internal commitment")
    evidence = said_count(hidden.evidence, "piece of evidence")
    return f"{commitments}; the words of {said_count(hidden.updates, 'internal update')}; {evidence}"


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
    received = returns_received(view.register)
    return received if received.of else Missing("no partner leads an open commitment", matters=False)


def _files(options: Options, subjects: Sequence[Subject]) -> tuple[Fact, ...]:
    """What was read, what checking it found, and with what the report was made."""
    unread = [name for each in subjects for name in each.unread]
    where: Cell = Text(f"commit {options.commit}") if options.commit else Missing("not in a git repository")
    accepted = [said for each in subjects for said in accepted_said(each)]
    digests = [each.digest for each in subjects if each.digest]
    lost = Text(f"part of {listed(unread)}; what it says is in no figure")
    return (
        *([Fact("unread", "Could not be read", lost)] if unread else []),
        Fact("findings", "Findings", findings(subjects) or Missing("not checked")),
        *([Fact("accepted", "Accepted for now", Text("; ".join(accepted)))] if accepted else []),
        Fact("commit", "Files", where),
        *([Fact("digest", "Digest", Text(", ".join(digests)))] if digests else []),
        Fact("version", "Made with", Text(f"actionplan {options.version}")),
    )
