"""`actionplan report`: the review pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather, unknown
from actionplan.cli.options import AsAt, Output, PlanNames, Workspace
from actionplan.cli.output import format_for, put_bytes
from actionplan.cli.reporting import EXCEPTIONS_ONLY, Made, Request, commit_now, rendered, report_of
from actionplan.report.model import RenderOptions, Report, Template
from actionplan.report.renderers import RENDERERS
from actionplan.world.given import read_given

_LIST = ", ".join(RENDERERS)
_EMAIL = "A page for the body of an email: tables and plain styles only (html)."


def command(
    workspace: Workspace = None,
    plan: PlanNames = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="As at the review of this period: “2015-16 Q2”.")
    ] = None,
    as_at: AsAt = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Compare with this day or period; with the last review by default."
        ),
    ] = None,
    partner: Annotated[
        str | None, typer.Option("--partner", metavar="KEY", help="Only what this partner leads or supports.")
    ] = None,
    theme: Annotated[str | None, typer.Option("--theme", metavar="KEY", help="Only what serves this theme.")] = None,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="exceptions", help="exceptions: the headline, the decisions and what is amiss."),
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Leave out what is marked internal.")] = False,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="NAME", help="Only this section; may be given again, in the order wanted."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="NAME", help="Without this section; may be given again.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=f"One of {_LIST}.")] = None,
    output: Output = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Your own template (docx, dotx; html).")
    ] = None,
    email: Annotated[bool, typer.Option("--email", help=_EMAIL)] = False,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="The table wanted (csv); every commitment by default.")
    ] = None,
    template_check: Annotated[
        Path | None,
        typer.Option("--template-check", metavar="FILE", help="Only say which fields of this template are unknown."),
    ] = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help="Only say if this report is what the plan says.")
    ] = None,
) -> None:
    """The paper for the review: decisions, exceptions, changes, every commitment.

    Without --period or --as-at it is as at today, and about the last review period that ended. Several plans come one
    after the other, under a summary of all.
    """
    if template_check:
        from actionplan.cli.templates import check

        console.leave(0 if check(_template(template_check), workspace, plan) else 1)
    own = _template(template) if template else None
    if verify:
        from actionplan.cli.sealed import verify as is_true

        console.leave(0 if is_true(verify, workspace, own) else 1)
    voice = format_for(format_, output, {name: each.suffixes for name, each in RENDERERS.items()}, "terminal")
    _suits(voice, {"template": own, "email": email, "table": table})
    if not RENDERERS[voice].is_text and output is None and console.is_terminal():
        raise typer.BadParameter(f"{voice} is no text: name a file for it", param_hint="--output")
    request = Request(period, since, partner, theme, public, _wanted(section, only), tuple(without or ()))
    colour = output in (None, "-") and voice == "terminal" and console.has_colour()
    shown = RenderOptions(console.width(), colour, email, own, table)
    _make(voice, request, gather(workspace, as_at, plan), shown, output)


def _make(voice: str, request: Request, gathered: Gathered, options: RenderOptions, output: str | None) -> None:
    made = Made(commit=commit_now(gathered), has_logo="logo" in RENDERERS[voice].takes)
    if voice != "terminal":
        from actionplan.cli.sealed import seal_of

        made = made._replace(seal=seal_of(voice, request, gathered, options, made.commit).text)
    report = report_of(request, gathered, made)
    if options.table:
        _is_there(report, options.table)
    put_bytes(rendered(report, voice, options), output, is_text=RENDERERS[voice].is_text)
    if voice == "csv" and output not in (None, "-"):
        from actionplan.report.renderers.csv import csvw

        put_bytes(csvw(report, options.table, Path(str(output)).name), f"{output}-metadata.json")


def _is_there(report: Report, table: str) -> None:
    """A wrong command line where the report has no table of that name."""
    from actionplan.report.tabular import table_named, table_names

    if table_named(report, table) is None:
        unknown(table, "table", "--table", table_names(report))


def _template(path: Path) -> Template:
    return Template(path.name, read_given(path))


def _suits(voice: str, given: dict[str, object]) -> None:
    """A wrong command line where something is given that *voice* makes nothing of."""
    for name, value in given.items():
        if value and name not in RENDERERS[voice].takes:
            takers = [each for each, renderer in RENDERERS.items() if name in renderer.takes]
            raise typer.BadParameter(
                f"{voice} makes nothing of it; it is for {', '.join(takers)}", param_hint=f"--{name}"
            )


def _wanted(sections: list[str] | None, only: str | None) -> tuple[str, ...]:
    """The sections asked for by name, or by what the paper is to be about."""
    if only is None:
        return tuple(sections or ())
    if only != "exceptions":
        unknown(only, "way to narrow the report", "--only", ("exceptions",))
    if sections:
        raise typer.BadParameter("it names the sections itself: leave out --section", param_hint="--only")
    return EXCEPTIONS_ONLY
