"""`report --template-check`: which fields of a template are unknown."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import typer

from actionplan.cli import console
from actionplan.cli.gather import gather
from actionplan.cli.reporting import Made, Request, report_of
from actionplan.report.model import CannotRender, Report, Template
from actionplan.world.workspace import CannotRun

_CHECKS = {
    ".docx": ("actionplan.report.renderers.docx", "check_docx"),
    ".dotx": ("actionplan.report.renderers.docx", "check_docx"),
    ".html": ("actionplan.report.templating", "check"),
    ".htm": ("actionplan.report.templating", "check"),
    ".j2": ("actionplan.report.templating", "check"),
}


def check(template: Template, workspace: str | None, plans: Sequence[str] | None) -> bool:
    """Whether every field of *template* is known; says which are not, with the nearest.

    It is held against the report on the plans, where there are some: only that has names of sections, tables and facts.
    """
    ending = Path(template.name).suffix.lower()
    if ending not in _CHECKS:
        message = f"a template is one of {', '.join(_CHECKS)}, and this is {ending or 'without an ending'}"
        raise typer.BadParameter(message, param_hint="--template-check")
    module, name = _CHECKS[ending]
    report = _report(workspace, plans)
    try:
        found: list[str] = getattr(import_module(module), name)(template, report)
    except CannotRender as error:
        raise CannotRun(str(error)) from None
    for each in found:
        console.complain(each)
    if not found:
        against = f"in the report on {' and '.join(report.plans)}" if report else "as far as can be told without a plan"
        console.say(f"{template.name}: every field is known {against}.")
    return not found


def _report(workspace: str | None, plans: Sequence[str] | None) -> Report | None:
    """The report as at today; None where there is no plan to make it of."""
    try:
        return report_of(Request(), gather(workspace, None, plans), Made())
    except CannotRun:
        if workspace or plans:
            raise
        return None
