"""An export of ours to the files of a new plan: proved by holding the same export against what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import typer

from actionplan.checks.runner import rule
from actionplan.cli import console
from actionplan.cli.exporting import is_whole, lender_of
from actionplan.cli.gather import checked, chosen_days
from actionplan.cli.import_into import known_of
from actionplan.cli.import_new import make_plan
from actionplan.cli.import_wanted import DATA_IS_WRONG, NOT_YET, Wanted, refuse
from actionplan.cli.intake_told import at_most, remarks_told, rows_told, text_of
from actionplan.cli.printers import counted
from actionplan.cli.proving import read_again
from actionplan.cli.said import note_said
from actionplan.cli.writing import How
from actionplan.domain.types import parse_id
from actionplan.domain.written import BadValue
from actionplan.importing import restored_plan
from actionplan.loaded import Loaded
from actionplan.plaintext import one_line
from actionplan.tables.intake.account import Account, Remark
from actionplan.tables.intake.against import Known
from actionplan.tables.intake.edited import SAME, held_against
from actionplan.tables.intake.matching import NUMBER, Terms
from actionplan.tables.intake.returned import Returned, Row
from actionplan.tables.intake.taking import Base, unread
from actionplan.tables.lending import lend
from actionplan.world.writing import Refused as NotWritten
from actionplan.yamltext.operations import Refused

NOT_HELD = "Not in an export, and so not made again: comments, and files beside the plan's, such as a logo."
NEEDED = ("plans", "files", "commitments")

Tables = Mapping[str, tuple[Row, ...]]


def restore(export: Returned, wanted: Wanted, how: How) -> None:
    """Make the plan anew that *export* holds, or show what it would be."""
    on, _ = chosen_days(wanted.as_at)
    site = wanted.site
    was = _plan_in(export, wanted)
    plan = checked("--new", parse_id, wanted.new) if wanted.new else was
    tables = _renamed(export, was, plan)
    files = _files(tables, plan)
    loaded = read_again(plan, files)
    _refuse_unread(export.name, tables, loaded, wanted.most)
    account, kept = _held(export._replace(tables=tables), loaded, on)
    _tell(export, loaded, account, kept, wanted)
    if account.refused or kept:
        console.complain("Nothing was written: the plan would not be what the file says. Mend it, or export it again.")
        console.leave(DATA_IS_WRONG)
    if wanted.is_applied:
        make_plan(plan, files, site, how)
    else:
        console.complain(NOT_YET)


def _plan_in(export: Returned, wanted: Wanted) -> str:
    """The id of the plan in *export* that is to be made. Raises CannotRun where there is none, or several."""
    for option, given in (("--title", wanted.title), ("--agreement", wanted.agreement), ("--period", wanted.period)):
        if given:
            raise typer.BadParameter("the export says it itself: leave it out", param_hint=option)
    missing = [each for each in NEEDED if not export.tables.get(each)]
    if missing:
        refuse(f"{export.name} does not hold a whole plan: there is nothing in {missing[0]}", "Name a whole export.")
    plans = [row.texts.get("plan", "") for row in export.tables["plans"]]
    if wanted.plan is None and len(plans) > 1:
        refuse(f"{export.name} holds several plans", f"Say which: --plan {plans[0]}")
    if wanted.plan is not None and wanted.plan not in plans:
        refuse(f"{export.name} does not hold the plan {wanted.plan}", f"It holds {', '.join(plans)}.")
    return wanted.plan or plans[0]


def _renamed(export: Returned, was: str, plan: str) -> Tables:
    """The rows of the plan *was*, as if its id were *plan*."""
    return {
        name: tuple([_as_of(row, plan) for row in rows if row.texts.get("plan") == was])
        for name, rows in export.tables.items()
    }


def _as_of(row: Row, plan: str) -> Row:
    return row._replace(texts={**row.texts, "plan": plan})


def _files(tables: Tables, plan: str) -> dict[str, bytes]:
    try:
        texts = restored_plan({name: [row.texts for row in rows] for name, rows in tables.items()}, plan)
    except BadValue as bad:
        raise NotWritten(f"{bad.message}. Nothing was written.\n{bad.fix}") from None
    except Refused as why:
        raise NotWritten(f"{why.reason} Nothing was written.") from None
    return {name: text.encode() for name, text in texts.items()}


def _refuse_unread(name: str, tables: Tables, loaded: Loaded, most: int) -> None:
    """Nothing; raises Refused where not all of the new plan could be read again: by the cells, else by its files."""
    if not is_whole(loaded):
        errors = [each.hit for each in loaded.hits if rule(each.code).SEVERITY == "error"]
        files = [f"  {each.place.file}: {each.message}. {each.fix}" for each in errors]
        said = "\n".join(at_most([*_unread_cells(tables, loaded)] or files, most))
        raise NotWritten(f"Not all of {name} can be read, so nothing was written:\n{said}")


def _unread_cells(tables: Tables, loaded: Loaded) -> Iterator[str]:
    """The first cell of each row that cannot be read, and why."""
    known = known_of(loaded, None) if loaded.plan else Known()
    terms = Terms(known.words, known.year_starts, note_said)
    for table, rows in tables.items():
        for row in rows:
            said = [each for each in row.cells if each != NUMBER or row.texts[each]]  # without one it comes last
            wrong = unread(terms, table, row, said)
            if wrong:
                yield f"  {row.cells[wrong.column].address}: {wrong.why}"


def _held(export: Returned, loaded: Loaded, on: date) -> tuple[Account, list[Remark]]:
    """What became of each row, and what the new plan has that *export* has not: with neither, they say the same."""
    assert loaded.plan  # noqa: S101  # it was read
    plan = loaded.plan.id
    account, edits = held_against(
        export, Base(lend([lender_of(loaded)], on), {plan: known_of(loaded, None)}, on, note_said)
    )
    found = edits[plan]
    more = [*found.standing.added, *(now for _, now in found.standing.changed)]
    others = [Remark(each.id, "it would not be as it is in the file") for each in more]
    return account, [*found.missing("it is not in the file"), *others]


def _tell(export: Returned, loaded: Loaded, account: Account, kept: list[Remark], wanted: Wanted) -> None:
    assert loaded.plan  # noqa: S101  # it was read
    account.taken += account.merged.pop(SAME, 0)
    number = counted(len(loaded.plan.commitments), "commitment")
    lines = [
        f"{one_line(export.name)} is an export, and becomes the plan {loaded.plan.id}",
        *rows_told(account, wanted.most),
        *remarks_told("  more ", kept, wanted.most),
        f"{loaded.plan.id}: {number} in {counted(len(loaded.files), 'file')}",
        NOT_HELD,
    ]
    console.write(text_of(lines))
