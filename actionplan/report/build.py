"""Plans to a report: one plan's sections, or several plans under a summary of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actionplan.domain.model import Paper
from actionplan.report.model import Letterhead, Report, Section
from actionplan.report.provenance import facts_of, narrowed_to, shared_facts
from actionplan.report.sections import SECTIONS
from actionplan.report.summary import summary
from actionplan.report.view import Accepted, Findings, Options, Subject, View, view_of

__all__ = ["SECTIONS", "Accepted", "Findings", "Options", "Subject", "build"]


def build(subjects: Sequence[Subject], options: Options) -> Report:
    """The report on *subjects*, in their order.

    `options.partner` and `options.theme` are keys of one of the plans; `options.sections` and `options.without` hold
    names out of SECTIONS.
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
        letterhead=_shared([each.subject.letterhead for each in views]),
        seal=options.seal,
    )


def _report(view: View) -> Report:
    head = view.plan.head
    return Report(
        title=": ".join([head.title, *narrowed_to(view)]),
        plans=(head.plan,),
        on=view.on,
        version=view.options.version,
        provenance=facts_of(view),
        sections=_sections(view),
        letterhead=view.subject.letterhead,
        seal=view.options.seal,
    )


def _shared(letterheads: Sequence[Letterhead]) -> Letterhead:
    """The letterhead of a paper on several plans: theirs where they have the same one."""
    return letterheads[0] if letterheads and all(each == letterheads[0] for each in letterheads) else Letterhead()


def _plan(view: View) -> Section:
    return Section(view.plan.id, view.plan.head.title, (facts_of(view),), _sections(view))


def _sections(view: View) -> tuple[Section, ...]:
    """The sections asked for on the command line, else in plan.yaml, else all; under the plan's own titles."""
    paper = view.plan.head.report or Paper()
    names = view.options.sections or tuple([_name(each) for each in paper.sections]) or tuple(SECTIONS)
    titles = {_name(each): title for each, title in paper.titles.items()}
    made = [SECTIONS[name](view) for name in names if name not in view.options.without]
    return tuple([replace(each, title=titles.get(each.id, each.title)) for each in made])


def _name(written: str) -> str:
    """A section's name as programs know it: `matters_arising`."""
    return written.replace("-", "_")
