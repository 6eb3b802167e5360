"""The list of changes: whom there is news of, and what has to be in it."""

from __future__ import annotations

from tests.report.recount import changes
from tests.report.recount.blocks import ABSENT, Block, lead, row, table
from tests.report.recount.returns import EVERYBODY, NOBODY
from tests.report.recount.view import View


def news(view: View) -> list[Block]:
    """Each commitment there is news of, under its lead; what has to be in its line is held against it word by word."""
    if view.baseline is None:
        return [("none", "")]
    changed = changes.changed(view)
    places = [*view.plan["head"].get("partners", {}), EVERYBODY, NOBODY]
    rows = [
        row(view.everything[key], lead=lead(view, view.everything[key]), change=_change(view, key, clauses))
        for key, clauses in changed.items()
    ]
    order = {key: places.index(view.everything[key]["commitment"]["lead"]) for key in changed}
    rows.sort(key=lambda each: (order[each["id"]], each["id"]))
    titles = {each["id"]: each["title"] for each in view.plan["outcomes"]}
    for id_, said in changes.news_of_outcomes(view):
        rows.append({"@": ABSENT, "id": id_, "title": titles[id_], "lead": ABSENT, "change": [said]})
    if not rows:
        return [("none", "")]
    return [("prose", {"news": len(changed), "of": len(view.shown)}), *table("changes", rows)]


def _change(view: View, key: str, clauses: list[str]) -> object:
    before = view.before.get(key)
    updates = view.everything[key]["commitment"]["updates"]
    fresh = changes.new_of(updates, before["commitment"]["updates"]) if before else updates
    return {"inferred": clauses} if any(each.get("basis") == "inferred" for each in fresh) else clauses
