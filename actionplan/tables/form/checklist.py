"""What is still to be answered about a commitment: worked out by the spreadsheet while somebody fills in, and by us."""

from __future__ import annotations

from collections.abc import Mapping

from actionplan.domain.vocabulary import Vocabulary
from actionplan.tables.form.columns import COLUMNS, OPEN, PARTS_OPEN
from actionplan.tables.form.lists import DONE_WORDS, NEEDY_WORDS, OPEN_WORDS, lists_of
from actionplan.tables.table import letters

NOTHING_YET, ANSWERED, NOTHING = "Not answered yet", "Answered", "Answered: nothing to report"
_STILL = "Still to answer: "


def still_to_answer(said: Mapping[str, str], words: Vocabulary) -> str:
    """What is missing of an answer, given its cells by the keys of their columns, as they are shown."""
    if said.get("nil"):
        return NOTHING
    if not any(said.get(each.key) for each in OPEN):
        return NOTHING_YET
    lists, status, confidence = lists_of(words), said.get("status", ""), said.get("confidence", "")
    missing = {
        "status": not status,
        "confidence": not confidence and status in lists[OPEN_WORDS],
        "reason": not said.get("reason") and bool({status, confidence} & {*lists[NEEDY_WORDS]}),
        "parts": not said.get("parts") and PARTS_OPEN in said.get("made_of", "") and status in lists[DONE_WORDS],
        "evidence": not (said.get("url") or said.get("evidence")) and status in lists[DONE_WORDS],
    }
    left = [name for name, is_missing in missing.items() if is_missing]
    return f"{_STILL}{', '.join(left)}" if left else ANSWERED


def checklist_formula(row: int) -> str:
    """The same for the spreadsheet, of the cells in *row*, from 1."""
    at = {each.key: f"${letters(place)}{row}" for place, each in enumerate(COLUMNS, 1)}
    first, last = at[OPEN[0].key], at["extension"]
    is_done = f"COUNTIF({DONE_WORDS},{at['status']})>0"
    has_open_parts = f'ISNUMBER(SEARCH("{PARTS_OPEN}",{at["made_of"]}))'
    cases = (
        (f'{at["status"]}=""', "status"),
        (f'AND({at["confidence"]}="",COUNTIF({OPEN_WORDS},{at["status"]})>0)', "confidence"),
        (
            f'AND({at["reason"]}="",COUNTIF({NEEDY_WORDS},{at["status"]})+COUNTIF({NEEDY_WORDS},{at["confidence"]})>0)',
            "reason",
        ),
        (f'AND({at["parts"]}="",{has_open_parts},{is_done})', "parts"),
        (f'AND({at["url"]}="",{at["evidence"]}="",{is_done})', "evidence"),
    )
    missing = "&".join([f'IF({case},", {name}","")' for case, name in cases])
    said = f'IF(LEN({missing})=0,"{ANSWERED}","{_STILL}"&MID({missing},3,99))'
    return f'=IF({at["nil"]}<>"","{NOTHING}",IF(COUNTA({first}:{last})=0,"{NOTHING_YET}",{said}))'
