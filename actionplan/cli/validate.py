"""`actionplan validate`: every rule over the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from actionplan.checks.diagnostic import Finding
from actionplan.checks.runner import in_order
from actionplan.cli import console
from actionplan.cli.gather import Gathered, chosen_days, gather, load_plans
from actionplan.cli.judged import Judged, judge_states
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.printers import PRINTERS, Checked
from actionplan.cli.printing import say_findings, wanted
from actionplan.world.workspace import CannotRun, NoPlan, PlanFolder, find, named_files, plan_folder_of, shown_path
from actionplan.world.workspace import Workspace as Found
from actionplan.yamltext.source import Source


def command(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="Folders or files to check; all plans by default.")
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REF", help="Judge the change since this branch or commit too; only it blocks."),
    ] = None,
    head: Annotated[
        str | None, typer.Option("--head", metavar="REF", help="Look at this commit, not at the files; with --base.")
    ] = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show what was so before, too, and what is in a baseline; it does not block.")
    ] = False,
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", help="Take a plan over as it is: what is found now does not block later."),
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Judge every commit that changed the plans, up to --head or HEAD.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors for the exit code.")] = False,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"How to say it: {', '.join(PRINTERS)}.")
    ] = None,
    output: Output = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", metavar="FORMAT:FILE", help="Write it to this file too, in this format; may be given again."
        ),
    ] = None,
) -> None:
    """Check every plan file and say what is wrong, where, and what to type instead.

    Leaves with 0 when there is no error, 1 when there is one, 3 when the check could not be made. Nothing is ever
    changed. `actionplan explain CODE` tells more about a finding. With --base the change itself is judged: what
    vanished, what was rewritten, which dates moved; and only what it brought makes the check fail. Without --format it
    is text, and under GitHub Actions and Azure Pipelines the format of their logs.
    """
    asked = wanted(format_, output, also)
    try:
        gathered, only = gather_at(paths or (), workspace, plan, as_at)
    except NoPlan as none:
        if base is None or paths or plan or history or write_baseline:
            raise
        gathered, only = _gone(workspace, as_at, base, head, none), None
    if history:
        _leave_with_history(gathered, head, format_, base, strict=strict, is_whole=not (paths or plan))
    if write_baseline:
        from actionplan.cli.baselining import write_baselines

        write_baselines(gathered, is_today=as_at is None and base is None)
        return
    if base is None and head is not None:
        raise typer.BadParameter("it needs --base", param_hint="--head")
    if base is None:
        judged = judge_states(gathered)
    else:
        from actionplan.cli.changing import against, judge_against

        compared = against(gathered, base, head, is_whole=not (paths or plan))
        gathered, judged = compared.gathered, judge_against(compared)
        judged = judged._replace(notes=(*compared.said, *judged.notes))
    checked = _checked(gathered, judged, only, shows_all=show_all)
    checked = checked._replace(failing=("error", "warning") if strict else ("error",))
    say_findings(checked, asked)
    console.leave(1 if any(each.severity in checked.failing for each in checked.findings) else 0)


def _leave_with_history(
    gathered: Gathered, head: str | None, format_: str | None, base: str | None, *, strict: bool, is_whole: bool
) -> NoReturn:
    """Judge the past, and leave."""
    from actionplan.cli.audit import FORMATS, audit

    if base is not None:
        raise typer.BadParameter("the whole history is judged, so there is no base", param_hint="--base")
    if format_ not in (None, *FORMATS):
        raise typer.BadParameter(f"the history is said as {' or '.join(FORMATS)}", param_hint="--format")
    failing = ("error", "warning") if strict else ("error",)
    console.leave(audit(gathered, head or "HEAD", format_ or "text", failing, is_whole=is_whole))


def _gone(workspace: str | None, as_at: str | None, base: str, head: str | None, none: NoPlan) -> Gathered:
    """No plan, where the *base* had one; else it stays at that there is *none*."""
    from actionplan.cli.vanished import gather_vanished

    gathered = gather_vanished(workspace, as_at, base, head)
    if gathered is None:
        raise none
    return gathered


def gather_at(
    paths: Sequence[str], workspace: str | None, plan: Sequence[str] | None, as_at: str | None
) -> tuple[Gathered, set[str] | None]:
    """The plans that *paths* name, or all of the workspace; and the files' shown names where files alone are named."""
    if not paths:
        return gather(workspace, as_at, plan), None
    on, today = chosen_days(as_at)
    parts = [_at(Path(each)) for each in paths]
    folders = {each.path: each for _, plans, _ in parts for each in plans}
    gathered = Gathered(parts[0][0], load_plans(parts[0][0], tuple(folders.values()), plan), on, today)
    only = [file for _, _, file in parts]
    return gathered, None if None in only else {each for each in only if each}


def _at(path: Path) -> tuple[Found, tuple[PlanFolder, ...], str | None]:
    """The workspace and plans at *path*, and the file's shown name where *path* is one file."""
    if not path.exists():
        raise CannotRun(f"{path} does not exist, so nothing was checked.\nCheck the spelling.")
    if path.is_dir():
        found = find(Path.cwd(), path)
        return found, found.plans, None
    found = find(Path.cwd(), plan_folder_of(path))
    holding = tuple(each for each in found.plans if path.name in [file.name for file in each.files])
    if not holding:
        raise CannotRun(f"{path} is not a plan file: the name of a plan file ends in .yaml.")
    shown = {file.absolute(): name for each in holding for name, file in named_files(found, each)}
    return found, holding, shown.get(path.absolute(), shown_path(path, found.base))


def as_known(finding: Finding) -> Finding:
    """*finding* as one that was there before: it is said, and blocks nothing."""
    return finding._replace(severity="advice", message=f"{finding.message} (it was so before)")


def _checked(gathered: Gathered, judged: Judged, only: set[str] | None, *, shows_all: bool) -> Checked:
    """What counts, and where *shows_all*, what is known too; of the files *only*, where some are named."""
    findings = (*judged.new, *(map(as_known, judged.known) if shows_all else ()))
    shown = (each for each in findings if only is None or each.file in only)
    files = {name: opened.source for loaded in gathered.plans for name, opened in loaded.files.items()}
    gone = {each.file: Source(each.file, "") for each in judged.new if each.file not in files}
    return Checked(
        findings=in_order(shown),
        files={name: source for name, source in {**files, **gone}.items() if only is None or name in only},
        plans=sum(1 for each in gathered.plans if each.head_file in each.files),
        commitments=sum(len(each.homes) for each in gathered.plans),
        on=gathered.on,
        notes=judged.said(shows_all=shows_all),
    )
