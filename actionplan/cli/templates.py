"""`report --template-check`: which fields of a template are unknown."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import typer

from actionplan.cli import console
from actionplan.report.model import CannotRender, Template
from actionplan.world.workspace import CannotRun

_CHECKS = {
    ".docx": ("actionplan.report.renderers.docx", "check_docx"),
    ".dotx": ("actionplan.report.renderers.docx", "check_docx"),
    ".html": ("actionplan.report.templating", "check"),
    ".htm": ("actionplan.report.templating", "check"),
    ".j2": ("actionplan.report.templating", "check"),
}


def check(template: Template) -> bool:
    """Whether every field of *template* is known; says which are not, with the nearest."""
    ending = Path(template.name).suffix.lower()
    if ending not in _CHECKS:
        message = f"a template is one of {', '.join(_CHECKS)}, and this is {ending or 'without an ending'}"
        raise typer.BadParameter(message, param_hint="--template-check")
    module, name = _CHECKS[ending]
    try:
        found: list[str] = getattr(import_module(module), name)(template)
    except CannotRender as error:
        raise CannotRun(str(error)) from None
    for each in found:
        console.complain(each)
    if not found:
        console.say(f"{template.name}: every field is known.")
    return not found
