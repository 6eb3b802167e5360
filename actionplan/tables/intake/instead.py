"""What to do about a row of an export that no command of ours could have written."""

from __future__ import annotations

from actionplan.tables.entries import Texts

_AGREED = frozenset(
    ("title", "lead", "kind", "with", "agreed", "replaces", "due", "due_as_printed", "condition_text", "condition_note")
)
_AMEND = "What was agreed changes with an amendment: write both into {file}, and there who agreed, under amendments."
_REPORTED = (
    "What was reported stays: report it anew, in a row of updates without a number, "
    "or with actionplan update {commitment}."
)
_HEAD = "{Change} it in plan.yaml."
_REVIEWED = "A closed review stays as the board saw it."
_OUTCOMES = "{Change} it in outcomes.yaml."

_OF_TABLE = {
    "files": "{Change} it in {file}.",
    "parts": "Parts change with an amendment: write both into the plan's file, and there who agreed, under amendments.",
    "kept_columns": "It came with a tracker: import the tracker again.",
    "updates": _REPORTED,
    "update_parts": _REPORTED,
    "evidence": _REPORTED,
    "extensions": "A request stays: ask again, in a row without a number, or with actionplan extend {commitment}.",
    "amendments": "An amendment is written into the plan's file, together with the change that was agreed.",
    "outcomes": _OUTCOMES,
    "indicators": _OUTCOMES,
    "readings": "Record it with actionplan reading {indicator}; one that was revised keeps the earlier value.",
    "judgements": _OUTCOMES,
    "reviews": _REVIEWED,
    "seen_positions": _REVIEWED,
    "seen_readings": _REVIEWED,
    "decisions": "Record it with actionplan review decide.",
    "actions": "Record it with actionplan review action.",
    "waivers": "{Change} it in waivers.yaml.",
    "known_findings": "Write the baseline anew, with actionplan validate --write-baseline.",
}


def instead(table: str, column: str, row: Texts) -> str:
    """What to do about *column* of *row*, in a sentence; without a column, about a row that is new."""
    named = {name: row.get(name, "") for name in ("file", "id", "commitment", "indicator")}
    return _sentence(table, column).format_map({**named, "Change": "Change" if column else "Add"})


def _sentence(table: str, column: str) -> str:
    if table != "commitments":
        return _OF_TABLE.get(table, _HEAD)
    if column in _AGREED:
        return _AMEND
    if column in ("condition_state", "condition_date"):
        return "Record it with actionplan update {id} --condition STATE."
    return "Change it in {file}."
