"""The register of returns, the gaps in the data, and the annex."""

from __future__ import annotations

from collections import Counter

from tests.report.recount import words
from tests.report.recount.blocks import ABSENT, Block, alone, lead, row, share, table
from tests.report.recount.days import Plain, said_day, said_period
from tests.report.recount.files import HIDDEN
from tests.report.recount.returns import EVERYBODY, NOBODY
from tests.report.recount.view import View

STATES = {
    "received": "Received",
    "received-in-part": "Received in part",
    "received-late": "Received late",
    "nil": "Nil return",
    "missing": "Not received",
}


def returns(view: View) -> list[Block]:
    return [*_register(view), *_gaps(view), ("prose", {"checked": False})]


def _register(view: View) -> list[Block]:
    if not view.plan["has_cycle"]:
        return [("prose", {"cycle": False})]
    if view.register is None or view.period is None:
        return [("prose", {"ended": False})]
    found, caption = view.register, f"Returns for {said_period(view.period)}"
    rows = [
        {
            "@": ABSENT,
            "partner": view.partner(key),
            "return": _state(each),
            "received": each["first"],
            "days_late": each["late"] or ABSENT,
            "answered": share(each["answered"], each["asked"]),
            "periods_missed": each["missed"],
        }
        for key, each in found["rows"].items()
    ]
    came = sum(each["first"] is not None for each in found["rows"].values())
    told = {"came": came, "of": len(rows), "due": said_day(found["due"]), "is_over": found["is_over"]}
    sentence: list[Block] = [("prose", told)] if rows else []
    return [*sentence, *table("returns", rows, caption), *_unowed(view)]


def _state(answer: Plain) -> Plain:
    is_in_part = answer["state"] == "received" and answer["answered"] < answer["asked"]
    code = "received-in-part" if is_in_part else answer["state"]
    return {"code": code, "label": STATES[code]}


def _unowed(view: View) -> list[Block]:
    leads = Counter(each["commitment"]["lead"] for each in view.shown if each["is_open"])
    return [("prose", {"all": leads[EVERYBODY], "nobody": leads[NOBODY]})] if leads[EVERYBODY] + leads[NOBODY] else []


def _gaps(view: View) -> list[Block]:
    every = view.shown
    if not every:
        return [("none", "Gaps in the data")]
    updates = [one for each in every for one in each["commitment"]["updates"]]
    evidence = [one for each in updates for one in each.get("evidence", []) if one != HIDDEN]
    ours = sum("inferred" in (each.get("basis"), each.get("date_basis")) for each in updates)
    ours += sum(each.get("basis") == "inferred" for each in evidence)
    shares = [
        alone(sum(each["due"] is None for each in every), len(every)),
        alone(sum(each["commitment"]["lead"] == NOBODY for each in every), len(every)),
        alone(sum(not each["commitment"]["updates"] for each in every), len(every)),
        alone(ours, len(updates) + len(evidence)),
    ]
    return [("table", ("gaps", shares))]


def annex(view: View) -> list[Block]:
    rows = [
        row(
            each,
            lead=lead(view, each),
            **{"with": _with(view, each["commitment"])},
            due_as_printed=each["commitment"].get("due_as_printed"),
            due=each["due"],
            revised_due=each["revised"],
            status=view.status(each["code"]),
            confidence=view.confidence(each["confidence"]),
            last_update=view.updated((each["commitment"]["updates"] or [None])[-1]),
            place=each["commitment"]["place"],
        )
        for each in view.shown
    ]
    return table("commitments", rows)


def _with(view: View, commitment: Plain) -> str | None:
    keys = commitment.get("with", [])
    if not keys:
        return ABSENT
    signed = view.plan["head"]["agreement"].get("signatories", [])
    together_ = {*keys, commitment["lead"]} - {NOBODY}
    if len(keys) > 1 and together_ == set(signed) and len(keys) >= len(signed) - 1:
        return "all other signatories" if commitment["lead"] in signed else "all signatories"
    return words.listed([view.partner(each) for each in keys])


def vocabulary(view: View) -> list[Block]:
    codes = [*view.plan["statuses"], *words.confidences(), words.NO_CONFIDENCE]
    return [("table", ("vocabulary", [view.word(each) for each in codes]))]
