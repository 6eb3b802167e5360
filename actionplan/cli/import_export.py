"""An export of ours that is given to `import`: what it says otherwise than the plans; unchanged it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actionplan.cli import console
from actionplan.cli.exporting import lent_by
from actionplan.cli.gather import gather
from actionplan.cli.import_wanted import DATA_IS_WRONG, EVERYTHING, Wanted
from actionplan.cli.intake import LARGEST, Tracker, book_at
from actionplan.cli.intake_told import MOST, rows_told
from actionplan.plaintext import one_line, safe
from actionplan.tables.intake.returned import Returned, held_against, returned, returned_json
from actionplan.world.given import read_given


def is_export(wanted: Wanted) -> bool:
    """Whether what is to be imported was exported here, which is then held against the plans."""
    if wanted.is_new:
        return False
    found = [_returned(each) for each in wanted.trackers]
    exports = [each for each in found if each]
    if len(exports) < len(found) or not exports:
        return False
    _hold(exports, wanted)
    return True


def _returned(tracker: Tracker) -> Returned | None:
    ending = tracker.path.suffix.lower()
    if ending == ".json":
        return returned_json(tracker.path.name, _json(read_given(tracker.path, LARGEST)))
    return None if ending in (".yaml", ".yml") else returned(book_at(tracker.path))


def _json(data: bytes) -> Any:
    import json

    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _hold(exports: Sequence[Returned], wanted: Wanted) -> None:
    gathered = gather(wanted.workspace, wanted.as_at, [wanted.plan] if wanted.plan else None)
    lent, _ = lent_by(gathered, is_public=False)
    refused = 0
    for each in exports:
        account = held_against(each, lent)
        lines = [f"{one_line(each.name)} is an export of the plans", *rows_told(account, _most(wanted))]
        console.write("".join(f"{safe(line)}\n" for line in lines))
        refused += len(account.refused)
    if refused:
        console.complain("An export is not taken in: record what is new with update, add or extend.")
        console.leave(DATA_IS_WRONG)
    console.complain("There is nothing new in it, so nothing was written.")


def _most(wanted: Wanted) -> int:
    return EVERYTHING if wanted.is_told_whole else MOST
