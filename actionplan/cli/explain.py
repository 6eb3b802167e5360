"""`actionplan explain`: the page of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.checks.pages import page_of
from actionplan.checks.rules import CODES, RETIRED
from actionplan.cli import console
from actionplan.domain.written import nearest


def command(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The rule's code, as AP303, or its name.")],
) -> None:
    """The page of a rule: what it checks, why, and how to mend it."""
    wanted = code.strip().upper()
    named = {module[6:].replace("_", "-").upper(): each for each, module in CODES.items()}
    found = wanted if wanted in CODES else named.get(wanted)
    if wanted in RETIRED:
        console.write(f"{wanted} is retired: {RETIRED[wanted]}\n")
        return
    if found is None:
        near = nearest(code, (*CODES, *(each.lower() for each in named)))
        hint = f"Did you mean {near}?" if near else "See “actionplan rules” for every one."
        raise typer.BadParameter(f"there is no rule “{code[:60]}”. {hint}", param_hint="CODE")
    if console.is_terminal():
        _show(page_of(found))
    else:
        console.write(page_of(found))


def _show(page: str) -> None:
    """The page for a person's eyes: Markdown drawn by rich, which is not needed for anything else."""
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(console.width(), 100), no_color=not console.has_colour()).print(Markdown(page))
