"""A tracker into a plan that is there: proposed, shown, and written by the same edits as every other change."""

from __future__ import annotations

from pathlib import Path

from actionplan.cli.doubt import unread
from actionplan.cli.gather import Gathered, folder_of, gather, plan_id
from actionplan.cli.import_wanted import (
    BROUGHT,
    Prepared,
    Wanted,
    end,
    prepared,
    refuse,
    stop_at_refused,
    tell,
    write_offered,
)
from actionplan.cli.intake import Taken, choices_kept
from actionplan.cli.numbering import numbering
from actionplan.cli.writing import How, Offer
from actionplan.domain.vocabulary import vocabulary_of
from actionplan.importing import MAPPING, taking_in
from actionplan.loaded import Loaded
from actionplan.proposal import FileChange, Proposal, propose
from actionplan.tables.intake.against import Known
from actionplan.tables.intake.headings import plain_heading
from actionplan.world.git import lines_ever
from actionplan.world.writing import read_to_change


def into_plan(wanted: Wanted, how: How) -> None:
    """Take the trackers into the plan, or show what that would be."""
    gathered, loaded = _plan(wanted)
    folder = folder_of(gathered, loaded)
    known = known_of(loaded, folder)
    found = prepared(wanted, how, known, gathered.on, folder)
    if how.asks and not how.yes:  # others may have written while somebody answered
        gathered, loaded = _plan(wanted)
        known = known_of(loaded, folder)
    taken, proposal = _proposal(found, gathered, loaded, known)
    tell(wanted, taken, proposal.news)
    stop_at_refused(wanted, taken.refused)
    shown = [_offer(taken, proposal, gathered)]
    write_offered(wanted, shown[0], lambda: shown.pop() if shown else _anew(found), how, taken.refused)
    end(taken.refused)


def _anew(found: Prepared) -> Offer:
    gathered, loaded = _plan(found.wanted)
    known = known_of(loaded, folder_of(gathered, loaded))
    return _offer(*_proposal(found, gathered, loaded, known), gathered)


def _plan(wanted: Wanted) -> tuple[Gathered, Loaded]:
    """The one plan that the import goes into, read whole. Raises CannotRun."""
    gathered = gather(wanted.workspace, wanted.as_at, [wanted.plan] if wanted.plan else None)
    plans = [each for each in gathered.plans if each.plan]
    if len(plans) > 1:
        refuse("There are several plans", f"Say which: --plan {plan_id(plans[0])}; or --new ID for a new one.")
    notes = unread(gathered)
    if notes or not plans:
        refuse("Not all of the plan can be read, so nothing can be taken into it", "To see why: actionplan validate")
    return gathered._replace(plans=(plans[0],)), plans[0]


def known_of(loaded: Loaded, folder: Path | None) -> Known:
    """What is known of the plan *loaded*, which could be read, and of its past in *folder*, where it has one."""
    plan = loaded.plan
    assert plan  # noqa: S101  # seen to before
    taken = numbering(loaded, "", lines_ever(folder, b"id") if folder else None).taken
    by_id = {each.id: each for each in plan.commitments}
    words, head = vocabulary_of(plan.head), plan.head
    return Known(words, by_id, head.partners, head.themes, taken, plan.cycle.year_starts, plan.first_day)


def _proposal(found: Prepared, gathered: Gathered, loaded: Loaded, known: Known) -> tuple[Taken, Proposal]:
    """What the trackers say of the plan, of which so much is *known*, and what would be written of it."""
    taken = found.again(known, gathered.on)
    edits = taking_in(loaded, taken.standing, taken.register.partners)
    proposal = propose(loaded, edits.operations, gathered.on, gathered.today, edits.new)
    return taken, proposal._replace(changes=(*proposal.changes, *_mapping(loaded, folder_of(gathered, loaded), taken)))


def _offer(taken: Taken, proposal: Proposal, gathered: Gathered) -> Offer:
    """The proposal without what the tracker brings with it, which is told beside it and does not stop it."""
    news = tuple(each for each in proposal.news if each.code not in BROUGHT)
    ids = tuple(each.id for each in taken.standing.added)
    return Offer(gathered, (proposal._replace(news=news),), ids)


def _mapping(loaded: Loaded, folder: Path, taken: Taken) -> tuple[FileChange, ...]:
    """The change of the file that keeps the mapping; none where it says the same, or is of another tracker."""
    kept = choices_kept(None, folder).by_heading
    if kept and not kept.keys() & {plain_heading(each) for each in taken.headings}:
        return ()
    path, after = folder / MAPPING, taken.mapping.encode()
    before = read_to_change(path, folder) if path.parent.is_dir() else None
    return () if before == after else (FileChange(loaded.shown(MAPPING), before, after),)
