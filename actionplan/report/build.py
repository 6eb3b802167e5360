"""Plans to a report: one plan's sections, or several plans under a summary of all."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.report.model import Report, Section
from actionplan.report.provenance import facts_of, shared_facts
from actionplan.report.sections import SECTIONS
from actionplan.report.summary import summary
from actionplan.report.view import Findings, Options, Subject, View, view_of

__all__ = ["SECTIONS", "Findings", "Options", "Subject", "build"]


def build(subjects: Sequence[Subject], options: Options) -> Report:
    """The report on *subjects*, in their order.

    `options.partner` is a key of one of the plans, and `options.without` holds names out of SECTIONS.
    """
    views = [view_of(each, options) for each in subjects]
    if len(views) == 1:
        return _report(views[0])
    return Report(
        title="Progress of the action plans",
        plans=tuple(each.plan.id for each in views),
        on=options.day,
        version=options.version,
        provenance=shared_facts(options, subjects),
        sections=(summary(views), *(_plan(each) for each in views)),
    )


def _report(view: View) -> Report:
    head = view.plan.head
    about = f": {view.partner(view.options.partner)}" if view.options.partner else ""
    return Report(
        title=head.title + about,
        plans=(head.plan,),
        on=view.on,
        version=view.options.version,
        provenance=facts_of(view),
        sections=_sections(view),
    )


def _plan(view: View) -> Section:
    return Section(view.plan.id, view.plan.head.title, (facts_of(view),), _sections(view))


def _sections(view: View) -> tuple[Section, ...]:
    return tuple(section(view) for name, section in SECTIONS.items() if name not in view.options.without)
