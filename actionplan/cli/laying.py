"""From the answers about a new plan to its files: proved, shown, written, checked, and told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import typer

from actionplan.cli import ask, console
from actionplan.cli.beginning import Around, Asked, founded, service_asked
from actionplan.cli.proving import Proof, proof_of, refuse_errors
from actionplan.cli.settled import tell
from actionplan.cli.writing import How
from actionplan.example import AS_AT, PLAN, example_files
from actionplan.founding import Copy, ci_file, editor_files, page_for_partners, plan_files, pre_commit_file
from actionplan.plaintext import one_line
from actionplan.world.fresh import Site, in_the_way, is_there, write_new
from actionplan.world.workspace import FOLDER, shown_path
from actionplan.world.writing import Refused

PAGE = "README.md"


class Ground(NamedTuple):
    """Where a plan is to be made, what is known of it, and the real day; `copy` is the copy of this project to use."""

    site: Site
    around: Around
    today: date
    copy: Copy | None = None
    plan_only: bool = False


class Layout(NamedTuple):
    """What is to be written for the plan *plan*: its own files by their names in its folder, and *others* by path."""

    plan: str
    own: Mapping[str, bytes]
    others: Mapping[Path, bytes]
    on: str


def new_plan(asked: Asked, ground: Ground, how: How) -> Layout:
    """The files of a new plan, as *asked* or answered."""
    plan = founded(asked, ground.around, asks=how.asks)
    service = service_for(asked, ground, how)
    own = {name: text.encode() for name, text in plan_files(plan, ground.around.on).items()}
    return _in_order(plan.plan, own, service, ground, ground.around.on)


def service_for(asked: Asked, ground: Ground, how: How) -> str | None:
    """The service whose file is to be written; beside another plan only one that is asked for."""
    is_settled = ground.plan_only or ground.site.names
    return None if asked.ci is None and is_settled else service_asked(asked.ci, ground.around, asks=how.asks)


def example_plan(asked: Asked, ground: Ground) -> Layout:
    """The files of the example. What is asked of its contents is a wrong command line: it has its own."""
    for name in ("agreement", "period", "reviews", "partners", "plan", "title"):
        if getattr(asked, name) not in (None, ()):
            option = f"--{name.removesuffix('s') if name == 'partners' else name}"
            raise typer.BadParameter("the example has one of its own: leave it out", param_hint=option)
    service = service_asked(asked.ci, ground.around, asks=False) if asked.ci else None
    return _in_order(PLAN, example_files(), service, ground, date.fromisoformat(AS_AT))


def _in_order(plan: str, own: Mapping[str, bytes], service: str | None, ground: Ground, on: date) -> Layout:
    """The layout of a plan that has no error. Raises Refused where it has one: then nothing is written."""
    proof = proof_of(plan, own, on, ground.today)
    refuse_errors(proof.found)
    return layout(proof, own, service, ground, on)


def layout(proof: Proof, own: Mapping[str, bytes], service: str | None, ground: Ground, on: date) -> Layout:
    """What is to be written for the plan that *proof* is of: *own*, its page for partners, and what comes beside it."""
    files = {key: name.rpartition("/")[2] for key, name in proof.loaded.partner_files.items()}
    page = page_for_partners(proof.head, files).encode()
    return Layout(proof.loaded.name, {**own, PAGE: page}, _others(service, ground), on.isoformat())


def _others(service: str | None, ground: Ground) -> dict[Path, bytes]:
    """What comes beside the plan: its schemas, and for the first plan of a folder what an editor, git and CI need."""
    site = ground.site
    files = {site.plans.parent / name: text for name, text in _schema_files(site).items()}
    if not (site.names or ground.plan_only):
        files |= {site.top / name: text for name, text in editor_files().items()}
        if site.repository in (None, site.top):
            files |= {site.top / name: text for name, text in pre_commit_file(ground.copy).items()}
    if service is not None:
        root = site.repository or site.top
        where = "" if root == site.top and site.plans.name == FOLDER else site.plans.relative_to(root).as_posix()
        files |= {root / name: text for name, text in ci_file(service, where, ground.copy).items()}
    return {path: text.encode() for path, text in files.items()}


def _schema_files(site: Site) -> dict[str, str]:
    """The schemas that the first lines of the plan's files name, but for those that are there already."""
    from actionplan.schema import texts

    if site.plans.name != FOLDER:  # the folder above it may be anything
        return {}
    folder = site.plans.parent
    return {f"schema/{name}": text for name, text in texts().items() if not os.path.lexists(folder / "schema" / name)}


def lay_out(layout: Layout, ground: Ground, how: How) -> None:
    """Write what is in *layout*, all or nothing, then check it, make its first report and tell what comes next."""
    site = ground.site
    folder, report = site.plans / layout.plan, site.top / f"{layout.plan}-report.html"
    files = {folder / name: data for name, data in layout.own.items()} | dict(layout.others)
    _refuse_what_is_there(in_the_way({**files, report: b""}, folder), ground)
    new = {path: data for path, data in files.items() if not is_there(path, data)}
    shown = "".join(f"  {one_line(shown_path(path, Path.cwd()))}\n" for path in (*new, report))
    if how.dry_run:
        console.write(f"This would be written:\n{shown}")
        return
    if how.asks and not how.yes:
        console.complain(f"This will be written:\n{shown.rstrip()}")
        if not ask.agree("Write this?"):
            console.say("Nothing was written.")
            return
    write_new(new, site.standing)
    tell(layout.plan, tuple(new), report, site, layout.on)


def _refuse_what_is_there(found: tuple[Path, ...], ground: Ground) -> None:
    if not found:
        return
    names = "\n".join(_listed(found))
    said = f"Nothing was written, because this is there already, and nothing is ever overwritten:\n{names}"
    folder = ground.site.plans
    if any(folder in each.parents or each == folder for each in found):
        raise Refused(f"{said}\nGive the plan another id with --plan, or name another folder.")
    raise Refused(f"{said}\nMove it away, or leave out what is not the plan's own: --plan-only")


def _listed(found: tuple[Path, ...]) -> Iterator[str]:
    most = 20
    yield from (f"  {shown_path(each, Path.cwd())}" for each in found[:most])
    if len(found) > most:
        yield f"  and {len(found) - most} more"
