"""An export of ours that is given to `import`: what was edited in it goes into the plans; unchanged it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from actionplan.cli import console
from actionplan.cli.edits_told import told
from actionplan.cli.exporting import lent_by
from actionplan.cli.gather import Gathered, folder_of, gather, plan_id
from actionplan.cli.import_into import known_of
from actionplan.cli.import_wanted import DATA_IS_WRONG, Wanted, end, stop_at_refused, write_offered
from actionplan.cli.intake import LARGEST, Tracker
from actionplan.cli.intake_told import text_of
from actionplan.cli.said import note_said
from actionplan.cli.writing import How, Offer
from actionplan.domain.written import echo
from actionplan.importing import taking_in
from actionplan.plaintext import one_line
from actionplan.proposal import Proposal, propose
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.against import Known
from actionplan.tables.intake.edited import Edits, held_against
from actionplan.tables.intake.returned import Returned, in_sheet, returned, returned_json, together
from actionplan.tables.intake.taking import Base
from actionplan.tables.lending import names
from actionplan.tables.standing import STANDING
from actionplan.world.given import read_given
from actionplan.world.writing import Refused


class Held(NamedTuple):
    """An export held against the plans: what became of its rows, what it adds to each plan, and what that writes."""

    account: Account
    edits: Mapping[str, Edits]
    offer: Offer


def export_of(wanted: Wanted) -> Returned | None:
    """What is to be imported, where all of it was exported here; else None."""
    found = [_returned(file) for each in wanted.trackers for file in _files_of(each)]
    exports = [each for each in found if each]
    name = ", ".join(each.path.name for each in wanted.trackers)
    return together(name, exports) if exports and len(exports) == len(found) else None


def _files_of(tracker: Tracker) -> list[Tracker]:
    """The tables of an export that lies in a folder; a file is itself."""
    if not tracker.path.is_dir():
        return [tracker]
    tables = sorted(tracker.path.glob("*.csv"))
    return [Tracker(each) for each in tables if each.stem in names() and each.stem != STANDING.name]


def _returned(tracker: Tracker) -> Returned | None:
    path = tracker.path
    match path.suffix.lower():
        case ".json":
            return returned_json(path.name, _json(read_given(path, LARGEST)))
        case ".yaml" | ".yml":
            return None
        case ".csv" if path.stem in names():
            return returned(in_sheet(tracker.book, path.stem))
        case _:
            return returned(tracker.book)


def _json(data: bytes) -> Any:
    import json

    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None


def take_back(export: Returned, wanted: Wanted, how: How) -> None:
    """Take what was edited in *export* into the plans, or show what that would be."""
    held = _held(export, wanted)
    lines = told(export, held.account, held.edits, held.offer, wanted.most)
    console.write(text_of(lines))
    refused = len(held.account.refused)
    stop_at_refused(wanted, refused)
    write_offered(wanted, held.offer, lambda: _offer(export, wanted, refused), how, refused)
    end(refused)


def _held(export: Returned, wanted: Wanted) -> Held:
    """*export* held against the plans as they are now, without what the rules do not allow."""
    gathered = gather(wanted.workspace, wanted.as_at, [wanted.plan] if wanted.plan else None)
    lent, _ = lent_by(gathered, is_public=False)
    known = {plan_id(each): known_of(each, folder_of(gathered, each)) for each in gathered.plans if each.plan}
    _stop_at_another_plan(export, known)
    base = Base(lent, known, gathered.on, note_said)
    while True:
        account, edits = held_against(export, base)
        proposals = tuple(_proposals(gathered, edits))
        errors = [each for one in proposals for each in one.news if each.severity == "error" and each.about]
        barred = {each.about: f"{each.message} ({each.code}). {each.fix}" for each in reversed(errors)}
        if barred.keys() <= base.barred.keys():
            return Held(account, edits, Offer(gathered, proposals, tuple(_names(edits))))
        base = base._replace(barred={**barred, **base.barred})


def _stop_at_another_plan(export: Returned, known: Mapping[str, Known]) -> None:
    """End the command where no row of *export* is of a plan that is *known*."""
    plans = dict.fromkeys(row.texts.get("plan", "") for rows in export.tables.values() for row in rows)
    if not plans or "" in plans or plans.keys() & known.keys():
        return
    named = ", ".join(echo(each) for each in plans)
    console.complain(
        f"Nothing was written: {one_line(export.name)} is an export of {named}, and that plan is not here or was not"
        " asked for.\nFor a plan of its own: --new ID"
    )
    console.leave(DATA_IS_WRONG)


def _offer(export: Returned, wanted: Wanted, refused: int) -> Offer:
    """What *export* writes. Raises Refused where more of it than *refused* rows does not fit the plans any more."""
    held = _held(export, wanted)
    if len(held.account.refused) > refused:
        raise Refused("The files were changed by somebody else meanwhile. Nothing was written.\nRun it again.")
    return held.offer


def _proposals(gathered: Gathered, edits: Mapping[str, Edits]) -> Iterator[Proposal]:
    for loaded in gathered.plans:
        found = edits.get(plan_id(loaded))
        if found:
            edit = taking_in(loaded, found.standing, found.partners)
            yield propose(loaded, edit.operations, gathered.on, gathered.today, edit.new)


def _names(edits: Mapping[str, Edits]) -> Iterator[str]:
    for plan, found in edits.items():
        changed = [was.id for was, _ in found.standing.changed]
        yield from (f"{plan}/{each}" for each in (*changed, *(one.id for one in found.standing.added)))
