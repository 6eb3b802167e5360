"""A plan that was just begun: checked, its first report made, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather
from actionplan.cli.judged import judge_states
from actionplan.cli.printers import counted
from actionplan.cli.reporting import Made, Request, commit_now, rendered, report_of
from actionplan.cli.sealed import seal_of
from actionplan.cli.writing import indented
from actionplan.domain.model import Plan
from actionplan.domain.said import listed, said_day, said_span
from actionplan.plaintext import one_line, safe
from actionplan.report.model import RenderOptions
from actionplan.world.fresh import Site, write_new
from actionplan.world.workspace import CannotRun, shown_path

VOICE = "html"


def tell(plan: str, files: Sequence[Path], report: Path, site: Site, on: str) -> None:
    """Check the plan that was written, put its first report into the file *report*, and tell what to do next."""
    gathered = gather(str(site.plans), on, [plan])
    head = gathered.plans[0].plan
    if head is None:
        raise CannotRun(f"The plan {plan} was written, and cannot be read.\nTo see why: actionplan validate")
    write_new({report: _report(gathered)}, site.standing)
    lines = [f"{plan}: {one_line(head.head.title)}", *_said(head, files, site, gathered)]
    lines += indented(f"first report: {shown_path(report, Path.cwd())}", "  ", "    ")
    console.write("".join(f"{line}\n" for line in (*lines, *_next(site, gathered))))


def _report(gathered: Gathered) -> bytes:
    options, commit = RenderOptions(), commit_now(gathered)
    seal = seal_of(VOICE, Request(), gathered, options, commit).text
    return rendered(report_of(Request(), gathered, Made(commit=commit, seal=seal)), VOICE, options)


def _said(plan: Plan, files: Sequence[Path], site: Site, gathered: Gathered) -> Iterator[str]:
    """What the plan is, where it was written, and what the check finds."""
    folder = site.plans / plan.id
    if plan.head.period:
        cycle = f"reviewed every {plan.head.reviews.every}" if plan.head.reviews else "no review cycle"
        yield from indented(f"{said_span(plan.head.period.from_, plan.head.period.to)}, {cycle}", "  ", "    ")
    partners = [each.short or each.name for each in plan.head.partners.values()]
    yield from indented(f"{counted(len(partners), 'partner')}: {listed(partners)}", "  ", "    ")
    own = [each for each in files if folder in each.parents]
    yield from indented(f"written in {shown_path(folder, Path.cwd())}: {_names(own, folder)}", "  ", "    ")
    beside = [each for each in files if folder not in each.parents]
    if beside:
        yield from indented(f"beside it: {_names(beside, site.standing)}", "  ", "    ")
    yield from indented(_found(gathered), "  ", "    ")


def _names(files: Sequence[Path], folder: Path) -> str:
    """The files as they are called in *folder*; several in one folder below it are counted."""
    below: dict[Path, list[str]] = {}
    for each in files:
        below.setdefault(each.parent, []).append(shown_path(each, folder))
    return listed([said for names in below.values() for said in _together(names)])


def _together(names: Sequence[str]) -> Sequence[str]:
    folder = names[0].rpartition("/")[0]
    return [f"{folder} ({len(names)} files)"] if folder and len(names) > 1 else names


def _found(gathered: Gathered) -> str:
    found = [each.severity for each in judge_states(gathered).new]
    parts = [
        counted(found.count(severity), *words) if severity in found else f"no {none}"
        for severity, none, *words in _SEVERITIES
    ]
    return f"checked as at {said_day(gathered.on)}: {listed(parts)}"


# Each severity, what there is none of, and what there is one or several of.
_SEVERITIES = (
    ("error", "errors", "error"),
    ("warning", "warnings", "warning"),
    ("advice", "advice", "piece of advice", "pieces of advice"),
)


def _next(site: Site, gathered: Gathered) -> Iterator[str]:
    """What to do next: in words, and the command for it."""
    plan = gathered.plans[0].plan
    is_empty = plan is None or not plan.commitments
    brings_errors = any(each.severity == "error" for each in judge_states(gathered).new)
    options = f" --plan {plan.id}" if plan and site.names else ""
    on = f" --as-at {gathered.on}" if gathered.on != gathered.today else ""
    steps = _BEGIN if is_empty else (*(_TAKE_OVER if brings_errors else ()), *_LOOK)
    yield ""
    if site.top != Path.cwd():
        yield from ("Go to the plan:", f"  cd {safe(shlex.quote(shown_path(site.top, Path.cwd())))}")
    for words, command in steps:
        said = f"{command}{options if command != 'actionplan' else ''}{'' if command in _ALWAYS_TODAY else on}"
        yield from (words, f"  {said}")


_BEGIN = (
    ("Add what a partner has promised, as often as needed:", "actionplan add"),
    ("See where things stand:", "actionplan"),
    ("Check the files:", "actionplan validate"),
)
_TAKE_OVER = (
    (
        "Missing evidence and reasons are usual after an import. So that they do not block:",
        "actionplan validate --write-baseline",
    ),
)
_ALWAYS_TODAY = ("actionplan add", "actionplan validate --write-baseline")
_LOOK = (
    ("See where things stand:", "actionplan"),
    ("Who has answered:", "actionplan returns status"),
    ("What the check finds, and why:", "actionplan validate"),
    ("The paper for the review, for Word:", "actionplan report -o review.docx"),
)
