"""The register of returns: who owes one for a period, and what came of it."""

from __future__ import annotations

from tests.report.recount.days import Plain, days, later, number_of, window
from tests.report.recount.files import answers, last_of

NOBODY, EVERYBODY = "none", "all"


def register(plan: Plain, standing: dict[str, Plain], period: Plain, day: str, today: str) -> Plain:
    """What each partner owes and gave for *period*, by the plan as it stood on *day*, looked at *today*."""
    number = number_of(period["last"], plan)
    ends_within = plan["to"] and period["first"] <= plan["to"] < period["last"]
    due = later(plan["to"] if ends_within else period["last"], plan["within"])
    is_over = due < today
    leads = {each["lead"]: None for each in plan["commitments"]}
    ordered = [*(key for key in plan["head"].get("partners", {}) if key in leads), *leads]
    rows = {}
    for key in dict.fromkeys(ordered):
        theirs = [each for each in plan["commitments"] if each["lead"] == key]
        owed = [each for each in theirs if _is_owed(each, plan, standing, period, number)]
        if owed:
            rows[key] = _row(theirs, owed, plan, number, due, day, is_over=is_over)
    return {"due": due, "is_over": is_over, "rows": rows}


def _is_owed(commitment: Plain, plan: Plain, standing: dict[str, Plain], period: Plain, number: int) -> bool:
    if commitment["lead"] in (NOBODY, EVERYBODY):
        return False
    if "agreed" in commitment and last_of(commitment["agreed"], plan) > period["last"]:
        return False
    heard = _heard(commitment, plan)
    return standing[commitment["id"]]["is_open"] or (heard is not None and heard >= number)


def _heard(commitment: Plain, plan: Plain) -> int | None:
    """The number of the latest period that an update answers."""
    return max((answers(each, plan) for each in commitment["updates"]), default=None)


def _row(
    theirs: list[Plain], owed: list[Plain], plan: Plain, number: int, due: str, day: str, *, is_over: bool
) -> Plain:
    given = {each["id"]: _answering(each, plan, number) for each in owed}
    windows = [window(one["date"], plan["starts"]) for each in given.values() for one in each]
    first = min(windows, key=lambda each: (each["last"], each["first"]), default=None)
    late = max(0, days(due, first["first"] if first else day))
    is_nil = first is not None and all("return" in one for each in given.values() for one in each)
    state = "missing" if first is None else "nil" if is_nil else "received-late" if late else "received"
    missed = 0 if first else _missed(theirs, owed, plan, number) - (not is_over)
    answered = sum(bool(each) for each in given.values())
    return {
        "state": state,
        "first": first,
        "late": late,
        "answered": answered,
        "asked": len(owed),
        "missed": missed,
    }


def _answering(commitment: Plain, plan: Plain, number: int) -> list[Plain]:
    """The updates for the period; without any, those for a later one: whoever told the newer is not asked again."""
    exact = [each for each in commitment["updates"] if answers(each, plan) == number]
    return exact or [each for each in commitment["updates"] if answers(each, plan) > number]


def _missed(theirs: list[Plain], owed: list[Plain], plan: Plain, number: int) -> int:
    """How many periods in a row, this one the last, went by without a word."""
    runs = [number - heard for heard in (_heard(each, plan) for each in theirs) if heard is not None]
    begun = [_begun(each, plan) for each in owed]
    if None not in begun:
        runs.append(number - min(each for each in begun if each is not None) + 1)
    return max(1, min(runs, default=1))


def _begun(commitment: Plain, plan: Plain) -> int | None:
    agreed = [last_of(commitment["agreed"], plan)] if "agreed" in commitment else []
    known = [*agreed, *([plan["from"]] if plan["from"] else [])]
    return number_of(max(known), plan) if known else None


def silent_for(plan: Plain, stands: Plain, period: Plain) -> int:
    """For how many periods in a row, *period* the last, nothing was said of an open commitment.

    Those from before the plan or the commitment began do not count; where neither is known, and nothing was ever said,
    it is one.
    """
    commitment, number = stands["commitment"], number_of(period["last"], plan)
    heard, begun = _heard(commitment, plan), _begun(commitment, plan)
    if not stands["is_open"]:
        return 0
    runs = [*([] if heard is None else [number - heard]), *([] if begun is None else [number - begun + 1])]
    return max(0, min(runs, default=1))


def is_heard_of(plan: Plain, stands: Plain, period: Plain) -> bool:
    heard = _heard(stands["commitment"], plan)
    return heard is not None and heard >= number_of(period["last"], plan)
