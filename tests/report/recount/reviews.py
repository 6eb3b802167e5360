"""What became of the reviews that were closed: their decisions, their actions, and what the files say otherwise now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from tests.report.recount.blocks import Block, table
from tests.report.recount.days import Plain, day, days, number_of, period_number, said, said_day, said_period, window
from tests.report.recount.files import as_it_stood
from tests.report.recount.outcomes import counted
from tests.report.recount.standing import decided_on, facts
from tests.report.recount.view import View
from tests.report.recount.words import NO_STATUS, SILENT, label


def closed(view: View) -> list[Plain]:
    """The reviews before the one reported on, by their periods, each with the window of its period."""
    until = view.period["last"] if view.period else view.day
    found = [{**each, "window": window(each["period"], view.plan["starts"])} for each in view.whole["reviews"]]
    known = [each for each in found if view.asked.period or each["closed"] <= view.asked.on]
    return sorted(
        (each for each in known if each["window"]["last"] < until), key=lambda each: str(each["window"]["last"])
    )


def is_shown(view: View, about: str | None) -> bool:
    if about is None or about in [each["commitment"]["id"] for each in view.shown]:
        return True
    return about not in view.everything and not view.asked.is_public


def matters(view: View) -> list[Block]:
    reviews = closed(view)
    if not reviews:
        return [("prose", {"closed": None})]
    last = reviews[-1]
    meeting = {"meeting": said_day(last["meeting"])} if "meeting" in last else {}
    told = {"review": said_period(last["window"]), "closed": said_day(last["closed"]), **meeting}
    decisions = [_decision(view, each) for each in last.get("decisions", []) if is_shown(view, each.get("about"))]
    actions = [
        _action(view, review, each)
        for review in reviews
        for each in review.get("actions", [])
        if is_shown(view, each.get("about")) and (review is last or _is_news(view, each, last))
    ]
    caption = f"Decisions of the review of {told['review']}, and what became of them"
    return [
        ("prose", told),
        *table("decisions_made", decisions, caption),
        *table("actions", actions, "Actions"),
    ]


def _decision(view: View, decision: Plain) -> Plain:
    about = decision.get("about")
    stands = view.everything.get(about or "")
    decided = [each for each in stands["commitment"]["extensions"] if "decision" in each] if stands else []
    newest = max((decided_on(each) for each in decided), default="")
    last = [each for each in decided if decided_on(each) == newest][-1:]
    return {
        "date": day(decision["date"]),
        "id": about,
        "title": stands and stands["commitment"]["title"],
        "decision": decision["decision"],
        "by": decision["by"],
        "status": view.status(stands["code"]) if stands else None,
        "extension": f"to {said(window(last[0]['to'], view.plan['starts']))}, {last[0]['decision']}" if last else None,
        "@": stands["commitment"]["place"] if stands else None,
    }


def _done(view: View, action: Plain) -> str | None:
    done = action.get("done")
    return done if done and done <= view.day else None


def _is_news(view: View, action: Plain, last: Plain) -> bool:
    done = _done(view, action)
    return done is None or done > last["closed"]


def _action(view: View, review: Plain, action: Plain) -> Plain:
    done, due = _done(view, action), action.get("due")
    stands = view.everything.get(action.get("about", ""))
    late = max(0, days(due, view.day)) if due and not done else 0
    return {
        "action_id": action["id"],
        "action": action["action"],
        "owner": view.partner(action["owner"]),
        "id": action.get("about"),
        "due": day(due) if due else None,
        "done": day(done) if done else None,
        "days_late": late or None,
        "note": action.get("note"),
        "review": said_period(review["window"]),
        "@": stands["commitment"]["place"] if stands else None,
    }


# What was restated.


def restated(view: View) -> list[Block]:
    reviews = closed(view)
    if not reviews:
        return []
    rows = [each for each in _restated(view, reviews[-1]) if each["what"] == "Reading" or is_shown(view, each["id"])]
    caption = f"Restated since the review of {said_period(reviews[-1]['window'])}"
    return table("restated", [_named(view, each) for each in rows], caption)


def _named(view: View, row: Plain) -> Plain:
    titles = {one["id"]: one["title"] for each in view.plan["outcomes"] for one in each["indicators"]}
    stands = view.everything.get(row["id"])
    title = stands["commitment"]["title"] if stands else titles.get(row["id"], row["id"])
    return {**row, "title": title, "@": stands["commitment"]["place"] if stands else None}


def _row(id_: str, what: str, before: str, after: str, *, is_rewritten: bool = True) -> Plain:
    why = "rewritten" if is_rewritten else "received after the review was closed"
    return {"id": id_, "what": what, "before": before, "after": after, "why": why}


def _restated(view: View, review: Plain) -> Iterator[Plain]:
    """What the files say otherwise about the period of *review*. The whole plan is asked, internal or not."""
    number = number_of(review["window"]["last"], view.whole)
    period = period_number(number, view.whole)
    known = view.whole if view.asked.period else as_it_stood(view.whole, view.asked.on)
    if view.asked.period:
        known = as_it_stood(view.whole, view.day, view.period)
    cut = as_it_stood(known, period["last"], period)
    now = {each["id"]: each for each in cut["commitments"]}
    for seen in review.get("positions", []):
        commitment = now.pop(seen["id"], None)
        if commitment is None:
            yield _row(seen["id"], "In the plan", _seen_status(seen, cut), "not in the plan")
        else:
            yield from _commitment(seen, facts(commitment, cut, period["last"]), cut)
    for id_ in now:
        yield _row(id_, "In the plan", "not in the plan", "in the plan", is_rewritten=False)
    yield from _readings(review, cut)


def _seen_status(seen: Plain, plan: Plain) -> str:
    code = seen.get("status") or (NO_STATUS if int(seen["updates"]) else SILENT)
    return str(plan["statuses"][code]["label"])


def _said_confidence(code: str | None) -> str:
    return label(code) if code else "none"


def _commitment(seen: Plain, now: Plain, plan: Plain) -> Iterator[Plain]:
    log, count = now["commitment"]["updates"], int(seen["updates"])
    is_rewritten = log_sum(log[:count], plan) != seen["log"]
    if is_rewritten or len(log) != count:
        yield from _of_log(seen, now, plan, is_rewritten=is_rewritten)
    for key, what, found in (("due", "Date first agreed", now["due"]), ("revised_due", "Date granted", now["revised"])):
        was = window(seen[key], plan["starts"]) if key in seen else None
        if [was and (was["first"], was["last"])] != [found and (found["first"], found["last"])]:
            yield _row(seen["id"], what, said(was) if was else "none", said(found) if found else "none")
    if wording_sum(now["commitment"], plan) != seen["wording"]:
        yield _row(seen["id"], "Wording", "other words", "these words")


def _of_log(seen: Plain, now: Plain, plan: Plain, *, is_rewritten: bool) -> Iterator[Plain]:
    code = None if now["code"] in (NO_STATUS, SILENT) else now["code"]
    is_other = code != seen.get("status"), now["confidence"] != seen.get("confidence")
    if is_other[0]:
        yield _row(seen["id"], "Status", _seen_status(seen, plan), now["label"], is_rewritten=is_rewritten)
    if is_other[1]:
        pair = _said_confidence(seen.get("confidence")), _said_confidence(now["confidence"])
        yield _row(seen["id"], "Confidence", *pair, is_rewritten=is_rewritten)
    if not any(is_other):
        was, count = int(seen["updates"]), len(now["commitment"]["updates"])
        after = _counted(count) + (", and not the same ones" if is_rewritten and was == count else "")
        yield _row(seen["id"], "Updates", _counted(was), after, is_rewritten=is_rewritten)


def _counted(number: int) -> str:
    return "1 update" if number == 1 else f"{number or 'no'} updates"


def _readings(review: Plain, plan: Plain) -> Iterator[Plain]:
    latest = {
        one["id"]: found[-1]
        for each in plan["outcomes"]
        for one in each["indicators"]
        for found in [counted(one, plan)]
        if found
    }
    everything = {one["id"]: one["readings"] for each in plan["outcomes"] for one in each["indicators"]}
    for seen in review.get("readings", []):
        yield from _reading(seen, latest.pop(seen["indicator"], None), everything.get(seen["indicator"], []), plan)
    for id_, now in latest.items():
        yield _row(id_, "Reading", "none", _said_reading(now, plan), is_rewritten=False)


def _reading(seen: Plain, now: Plain | None, readings: list[Plain], plan: Plain) -> Iterator[Plain]:
    """The value that the board saw, and the one that counts now; rewritten where the seen one is not there any more."""
    date = window(seen["date"], plan["starts"])
    same = [each for each in readings if _is_on(each, date, plan)]
    kept = [each for each in same if Decimal(each["value"]) == Decimal(seen["value"])]
    if now is not None and any(_is_on(now, date, plan) and each["value"] == now["value"] for each in kept):
        return
    shown = now if kept or not same else same[-1]
    after = _said_reading(shown, plan) if shown else "none"
    yield _row(seen["indicator"], "Reading", f"{seen['value']} ({said(date)})", after, is_rewritten=not kept)


def _is_on(reading: Plain, date: Plain, plan: Plain) -> bool:
    found = window(reading["date"], plan["starts"])
    return (found["first"], found["last"]) == (date["first"], date["last"])


def _said_reading(reading: Plain, plan: Plain) -> str:
    return f"{reading['value']} ({said(window(reading['date'], plan['starts']))})"


# Digests, as the page on the format says they are made.

USUAL = {"basis": "stated", "date_basis": "stated", "kind": "delivery"}


def log_sum(updates: list[Plain], plan: Plain) -> str:
    return _sum("".join(f"{_text(_entry(each, plan))}\n" for each in updates))


def _entry(update: Plain, plan: Plain) -> Plain:
    entry = {key: value for key, value in update.items() if value and USUAL.get(key) != value}
    for key in {"date", "period"} & entry.keys():
        entry[key] = _days(entry[key], plan)
    if "evidence" in entry:
        entry["evidence"] = [_entry(each, plan) for each in entry["evidence"]]
    return entry


def wording_sum(commitment: Plain, plan: Plain) -> str:
    due = {"due": _days(commitment.get("due"), plan), "printed": commitment.get("due_as_printed")}
    agreed = {
        "agreed": _days(commitment.get("agreed"), plan),
        "condition": commitment.get("condition", {}).get("text"),
        "due": {key: value for key, value in due.items() if value},
        "kind": commitment.get("kind", "deliverable"),
        "lead": commitment["lead"],
        "parts": {each["id"]: _part(each, plan) for each in commitment.get("parts", [])},
        "replaces": commitment.get("replaces"),
        "title": commitment["title"],
        "with": sorted(commitment.get("with", [])),
    }
    return _sum(_text({key: value for key, value in agreed.items() if value}))


def _part(part: Plain, plan: Plain) -> Plain:
    return {key: _days(value, plan) if key == "due" else value for key, value in part.items() if key != "id"}


def _days(text: str | None, plan: Plain) -> str | None:
    if not text:
        return None
    found = window(text, plan["starts"])
    return str(found["first"]) if found["first"] == found["last"] else f"{found['first']}/{found['last']}"


def _text(value: Plain) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def seen_by_board(plan: Plain, period: Plain) -> tuple[list[Plain], list[Plain]]:
    """The positions and the readings as a review of *period* keeps them."""
    cut = as_it_stood(plan, period["last"], period)
    positions = []
    for commitment in cut["commitments"]:
        stands = facts(commitment, cut, period["last"])
        seen = {
            "id": commitment["id"],
            "status": None if stands["code"] in (NO_STATUS, SILENT) else stands["code"],
            "confidence": stands["confidence"],
            "due": commitment.get("due"),
            "revised_due": stands["revised"] and stands["revised"]["written"],
            "updates": str(len(commitment["updates"])),
            "log": log_sum(commitment["updates"], plan),
            "wording": wording_sum(commitment, plan),
        }
        positions.append({key: value for key, value in seen.items() if value is not None})
    indicators = [one for each in cut["outcomes"] for one in each["indicators"]]
    latest = [(each["id"], counted(each, cut)[-1]) for each in indicators if counted(each, cut)]
    return positions, [{"indicator": id_, "date": each["date"], "value": each["value"]} for id_, each in latest]
