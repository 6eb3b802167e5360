"""`actionplan validate`: every rule over the files."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from actionplan.checks.diagnostic import Finding
from actionplan.cli import console
from actionplan.cli.gather import Gathered, day_of, gather, load_plans, unknown
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.printers import PRINTERS, Checked
from actionplan.validation import findings_of
from actionplan.world import clock
from actionplan.world.workspace import CannotRun, PlanFolder, find, shown_path
from actionplan.world.workspace import Workspace as Found


def command(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="Folders or files to check; all plans by default.")
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors for the exit code.")] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"How to say it: {', '.join(PRINTERS)}.")
    ] = "text",
) -> None:
    """Check every plan file and say what is wrong, where, and what to type instead.

    Leaves with 0 when there is no error, 1 when there is one, 3 when the check could not be made. Nothing is ever
    changed. `actionplan explain CODE` tells more about a finding.
    """
    if format_ not in PRINTERS:
        unknown(format_, "format", "--format", PRINTERS)
    checked = check(paths or (), workspace, plan, as_at)
    printer = import_module(f"actionplan.cli.printers.{PRINTERS[format_]}")
    console.write(printer.render(checked))
    counting = ("error", "warning") if strict else ("error",)
    console.leave(1 if any(each.severity in counting for each in checked.findings) else 0)


def check(paths: Sequence[str], workspace: str | None, plan: Sequence[str] | None, as_at: str | None) -> Checked:
    """The findings in the plans that *paths* name, or in all of the workspace."""
    if not paths:
        return _checked(gather(workspace, as_at, plan))
    today = clock.today()
    on = day_of(as_at, "--as-at") if as_at else today
    parts = [_at(Path(each)) for each in paths]
    folders = {each.path: each for _, plans, _ in parts for each in plans}
    gathered = Gathered(parts[0][0], load_plans(parts[0][0], tuple(folders.values()), plan), on, today)
    only = [file for _, _, file in parts]
    return _checked(gathered, None if None in only else {each for each in only if each})


def _at(path: Path) -> tuple[Found, tuple[PlanFolder, ...], str | None]:
    """The workspace and plans at *path*, and the file's shown name where *path* is one file."""
    if not path.exists():
        raise CannotRun(f"{path} does not exist, so nothing was checked.\nCheck the spelling.")
    if path.is_dir():
        found = find(Path.cwd(), path)
        return found, found.plans, None
    found = find(Path.cwd(), path.parent)
    holding = tuple(each for each in found.plans if path.name in [file.name for file in each.files])
    if not holding:
        raise CannotRun(f"{path} is not a plan file: the name of a plan file ends in .yaml.")
    return found, holding, shown_path(path, found.base)


def _checked(gathered: Gathered, only: set[str] | None = None) -> Checked:
    show = console.progress("Checking plan", len(gathered.plans))
    findings: list[Finding] = []
    for number, loaded in enumerate(gathered.plans, 1):
        findings += findings_of(loaded, gathered.on, gathered.today)
        show(number)
    files = {name: opened for loaded in gathered.plans for name, opened in loaded.files.items()}
    shown = [each for each in findings if only is None or each.file in only]
    return Checked(
        findings=tuple(shown),
        files={name: opened.source for name, opened in files.items() if only is None or name in only},
        plans=sum(1 for each in gathered.plans if each.head_file in each.files),
        commitments=sum(len(each.homes) for each in gathered.plans),
        on=gathered.on,
    )
