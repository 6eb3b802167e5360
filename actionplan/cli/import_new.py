"""A tracker to a new plan: its head, a file for each lead partner, the mapping beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from actionplan.cli import ask, console
from actionplan.cli.beginning import period_said
from actionplan.cli.gather import checked, chosen_days
from actionplan.cli.import_wanted import BROUGHT, Wanted, end, not_yet, prepared, refuse, stop_at_refused, tell
from actionplan.cli.proving import read_again, refuse_errors
from actionplan.cli.writing import How
from actionplan.domain.model import CommitmentsFile, Period, PlanFile
from actionplan.domain.naming import key_for
from actionplan.domain.types import TITLE_LENGTH, parse_id
from actionplan.importing import HEAD_FILE, MAPPING, Named, head_text, new_plan, partner_text
from actionplan.load import joined
from actionplan.loaded import Loaded
from actionplan.tables.intake.against import Known
from actionplan.validation import errors_of
from actionplan.world.fresh import Site, in_the_way, write_new
from actionplan.world.workspace import shown_path
from actionplan.world.writing import Refused


def into_new_plan(wanted: Wanted, how: How) -> None:
    """Make a plan of the trackers, or show what it would be."""
    on, today = chosen_days(wanted.as_at)
    site = wanted.site
    named = _named(wanted)
    known = Known()
    taken = prepared(wanted, how, known, on, None).again(known, on)
    head, files = new_plan(named, taken.standing, taken.register.partners)
    planned = joined(named.plan, head, files)
    found = errors_of(planned, on, today, also=BROUGHT)
    tell(wanted, taken, found)
    stop_at_refused(wanted, taken.refused)
    refuse_errors(found, BROUGHT)
    if wanted.is_applied:
        make_plan(named.plan, {**_proved(planned, head, files), MAPPING: taken.mapping.encode()}, site, how)
    else:
        console.complain(not_yet(wanted, taken.refused))
    end(taken.refused)


def _proved(planned: Loaded, head: PlanFile, files: Mapping[str, CommitmentsFile]) -> dict[str, bytes]:
    """The plan's files, by name: read again they are the plan that was judged. Raises Refused if not."""
    made = {HEAD_FILE: head_text(head).encode()}
    show = console.progress("Making file", len(files))
    for number, (name, record) in enumerate(files.items(), 1):
        made[name] = partner_text(record).encode()
        show(number)
    read = read_again(planned.name, made)
    refuse_errors(read.hits)
    if read.plan != planned.plan:
        raise Refused("The new plan could not be written so that it reads back as it was meant.")
    return made


def _named(wanted: Wanted) -> Named:
    stem = wanted.trackers[-1].path.stem.replace("_", " ")
    title = (wanted.title or stem)[:TITLE_LENGTH]
    id_ = checked("--new", parse_id, wanted.new) if wanted.new else key_for(stem, (), "plan")
    period = None if wanted.period is None else Period(*checked("--period", period_said, wanted.period))
    return Named(id_, title, wanted.agreement or title, period)


def make_plan(plan: str, files: dict[str, bytes], site: Site, how: How) -> None:
    """Write the *files* of a new plan, by their names in its folder, where that is agreed to."""
    if how.yes or not how.asks or ask.agree(f"Make the plan {plan} in {_shown(site.plans)}?"):
        _write(plan, files, site)


def _shown(path: Path) -> str:
    return shown_path(path, Path.cwd())


def _write(plan: str, files: dict[str, bytes], site: Site) -> None:
    folder = site.plans / plan
    placed = {folder / name: data for name, data in files.items()}
    there = in_the_way(placed, folder)
    if there:
        raise Refused(
            f"{_shown(there[0])} is there already. Nothing was written.\nGive the new plan another id: --new ID"
        )
    if plan.lower() in (each.lower() for each in site.names):
        refuse(f"There is a plan {plan} already", "Give the new plan another id: --new ID")
    write_new(placed, site.standing)
    console.complain(
        f"Written: {len(files)} files in {_shown(folder)}\nTo see what is left to mend: actionplan validate"
    )
