"""From what was asked for to a report's bytes: read, check, build, render."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import typer

from actionplan import __version__
from actionplan.checks.diagnostic import Finding
from actionplan.cli import console
from actionplan.cli.gather import Gathered, checked, partner_key, unknown
from actionplan.cli.positions import period_of_plan
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Paper, Plan
from actionplan.domain.said import said_day
from actionplan.loaded import Loaded
from actionplan.report.build import SECTIONS, Accepted, Findings, Options, Subject, build
from actionplan.report.model import CannotRender, Letterhead, Logo, RenderOptions, Report
from actionplan.report.renderers import RENDERERS
from actionplan.report.view import Standing
from actionplan.report.words import said_count
from actionplan.validation import judged, partition
from actionplan.world.git import commit_of
from actionplan.world.given import read_given
from actionplan.world.workspace import CannotRun

EXCEPTIONS_ONLY = ("headline", "decisions", "exceptions")
_LOGOS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


class Request(NamedTuple):
    """What report is asked for, as it was written; with it the same one can be made again."""

    period: str | None = None
    since: str | None = None
    partner: str | None = None
    theme: str | None = None
    is_public: bool = False
    sections: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Made(NamedTuple):
    """What a report says of itself: the version that made it, the commit of the files, its seal, its logo."""

    version: str = __version__
    commit: str | None = None
    seal: str = ""
    has_logo: bool = False


def report_of(request: Request, gathered: Gathered, made: Made) -> Report:
    """The report that *request* asks for; a wrong command line where it names what is not there."""
    found = [each.plan for each in gathered.plans if each.plan]
    if not found:
        raise CannotRun("No plan could be read, so there is no report.\nTo see why: actionplan validate")
    partner = partner_key(request.partner, found) if request.partner else None
    period = _period(request.period, found, gathered.on)
    on = period.last if period else gathered.on
    options = Options(
        on=gathered.on,
        version=made.version,
        period=period,
        since=_since(request.since, found, on),
        partner=partner,
        theme=_theme(request.theme, found) if request.theme else None,
        is_public=request.is_public,
        commit=made.commit,
        sections=_named(request.sections, "--section"),
        without=frozenset(_named(request.without, "--without")),
        seal=made.seal,
    )
    return build(_subjects(gathered._replace(on=on), options, has_logo=made.has_logo), options)


def rendered(report: Report, voice: str, options: RenderOptions) -> bytes:
    """*report* in *voice*; raises CannotRun where that voice cannot give it."""
    try:
        data: bytes = import_module(RENDERERS[voice].module).render(report, options)
    except CannotRender as error:
        raise CannotRun(str(error)) from None
    return data


def commit_now(gathered: Gathered) -> str | None:
    """Where the files stand in git."""
    return commit_of(gathered.workspace.root)


def _subjects(gathered: Gathered, options: Options, *, has_logo: bool) -> list[Subject]:
    """The plans that could be read, with what checking them found; only those the report can be about."""
    subjects = []
    for loaded in gathered.plans:
        if loaded.plan is None:
            console.complain(f"{loaded.name} could not be read and is not in the report. Run: actionplan validate")
        elif _has(loaded.plan, options):
            subjects.append(_subject(loaded, loaded.plan, gathered, has_logo=has_logo))
    return subjects


def _has(plan: Plan, options: Options) -> bool:
    has_partner = options.partner is None or options.partner in plan.head.partners
    return has_partner and (options.theme is None or options.theme in plan.head.themes)


def _subject(loaded: Loaded, plan: Plan, gathered: Gathered, *, has_logo: bool) -> Subject:
    found, context = judged(loaded, gathered.on, gathered.today)
    parts = partition(found, loaded, gathered.today)
    counts = [sum(1 for each in parts.new if each.severity == severity) for severity in ("error", "warning", "advice")]
    _warn(loaded, plan, counts[0])
    names = {each: _within(each, loaded) for each in loaded.files}
    lines = loaded.lines()
    places = {id_: (names[home.file], lines[id_]) for id_, home in loaded.homes.items()}
    folder = gathered.workspace.base / Path(loaded.head_file).parent
    return Subject(
        plan,
        places,
        Findings(*counts),
        tuple(_within(each, loaded) for each in loaded.unread),
        accepted=_accepted(loaded, found, len(parts.waived)),
        digest=loaded.digest,
        letterhead=_letterhead(plan.head.report or Paper(), folder if has_logo else None),
        reviews=tuple(each.review for each in loaded.reviews),
        standing=Standing(context.on, context.cut, context.positions, context.logs) if context else None,
    )


def _warn(loaded: Loaded, plan: Plan, errors: int) -> None:
    """Say on stderr that the report is made of files with mistakes: on paper that is one line among many."""
    lost = [_within(each, loaded) for each in loaded.unread]
    if not errors and not lost:
        return
    part = f" Part of {' and '.join(lost)} could not be read, and is in no figure." if lost else ""
    console.complain(
        f"{plan.id}: the check of the files found {said_count(errors, 'error')}.{part} See: actionplan validate"
    )


def _within(file: str, loaded: Loaded) -> str:
    """*file* from the plan's folder on: a report says the same wherever it is made."""
    return f"{loaded.name}/{loaded.within(file)}"


def _accepted(loaded: Loaded, found: Sequence[Finding], waived: int) -> Accepted:
    if loaded.baseline is None:
        return Accepted(waived=waived)
    from actionplan.baseline import left_of  # most plans have none

    left = left_of(loaded, found)
    return Accepted(left.left, left.at_first, waived) if left else Accepted(waived=waived)


def _letterhead(paper: Paper, folder: Path | None) -> Letterhead:
    """Whose paper it is; with the logo where the plan's *folder* is given, for a voice that shows one."""
    logo = _logo(paper, folder) if paper.logo and folder else None
    return Letterhead(paper.organisation or "", paper.classification or "", logo)


def _logo(paper: Paper, folder: Path) -> Logo | None:
    """The picture that plan.yaml names; without it, or with one that is none, the report is made all the same."""
    path = folder / str(paper.logo)
    if not path.resolve().is_relative_to(folder.resolve()):
        console.complain(
            f"The logo {paper.logo} is not in the plan's folder, so it is left out. Put it beside plan.yaml."
        )
        return None
    try:
        data = read_given(path)
    except CannotRun as error:
        console.complain(f"The logo that plan.yaml names is left out. {error}")
        return None
    kind = next((kind for start, kind in _LOGOS.items() if data.startswith(start)), None)
    if kind is None:
        console.complain(f"The logo {paper.logo} is no PNG or JPEG picture, so it is left out. Save it as one of them.")
        return None
    return Logo(data, kind, paper.logo_text or f"Logo of {paper.organisation or 'the organisation'}")


def _named(names: Sequence[str], option: str) -> tuple[str, ...]:
    """Sections by their names, however these are spelt: `matters-arising`."""
    known = {each.replace("_", "-"): each for each in SECTIONS}
    return tuple(known.get(each.replace("_", "-")) or unknown(each, "section", option, known) for each in names)


def _theme(text: str, plans: Sequence[Plan]) -> str:
    """The key of a theme of one of *plans*, given by its key or its words."""
    themes = {key: title for plan in plans for key, title in plan.head.themes.items()}
    found = [key for key, title in themes.items() if text.strip().lower() in (key.lower(), title.lower())]
    return found[0] if found else unknown(text, "theme", "--theme", themes)


def _period(text: str | None, plans: Sequence[Plan], on: date) -> Window | None:
    """The review period that *text* names in every one of *plans*; a wrong command line where they differ."""
    if text is None:
        return None
    periods = [period_of_plan(text, each, on) for each in plans]
    if len({(each.first, each.last) for each in periods}) > 1:
        message = f"“{text[:60]}” is not the same days in all of these plans. Ask for one of them with --plan."
        raise typer.BadParameter(message, param_hint="--period")
    return periods[0]


def _since(text: str | None, plans: Sequence[Plan], on: date) -> date | None:
    """The last day of the day or period that *text* names."""
    if text is None:
        return None
    day = checked("--since", parse_window, " ".join(text.split()), plans[0].cycle.year_starts).last
    if day > on:
        raise typer.BadParameter(
            f"{said_day(day)} is after {said_day(on)}, the day of the report", param_hint="--since"
        )
    return day
