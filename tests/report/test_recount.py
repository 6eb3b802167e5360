"""Every headline figure counted again, straight from the YAML, with nothing of ours in between."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import yaml

from actionplan.report.model import Figures, Share
from tests.report.plans import (
    COMMITMENTS,
    END_OF_2015,
    EVERYTHING,
    HEAD,
    LATER,
    REAL,
    real,
    report_on,
    section,
    subject_of,
    table,
)

LABELS = {
    "in-progress": "In progress",
    "waiting": "Waiting",
    "complete": "Complete",
    "withdrawn": "Withdrawn",
    "not-started": "Not started",
    "superseded": "Superseded",
}
DONE, DROPPED = {"complete"}, {"withdrawn", "superseded"}
Files = Mapping[str, Any]


def last_day(text: str) -> date:
    """The last day of a date in these files: a day, a month or a year."""
    year, month, day = (*(int(each) for each in text.split("-")), 0, 0)[:3]
    if not month:
        return date(year, 12, 31)
    return date(year, month, day or calendar.monthrange(year, month)[1])


def read(texts: Mapping[str, str]) -> Files:
    return {name: yaml.load(text, yaml.BaseLoader) for name, text in texts.items()}  # noqa: S506  # plain text only


def commitments(files: Files) -> list[dict[str, Any]]:
    found = []
    for name, content in files.items():
        if name not in ("plan.yaml", "outcomes.yaml"):
            found += [{"lead": content["partner"], **each} for each in content["commitments"]]
    return found


def known(commitment: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    return [each for each in commitment.get("updates", ()) if last_day(each["date"]) <= on]


def status(commitment: Mapping[str, Any], on: date) -> str:
    updates = known(commitment, on)
    said = [each["status"] for each in updates if "status" in each]
    if not updates:
        return "No update received"
    return LABELS[said[-1]] if said else "Status not given"


def is_open(commitment: Mapping[str, Any], on: date) -> bool:
    return status(commitment, on) not in {LABELS[each] for each in DONE | DROPPED}


def confidence(commitment: Mapping[str, Any], on: date) -> str:
    said = [each["confidence"] for each in known(commitment, on) if "confidence" in each]
    return said[-1].capitalize() if said else "Confidence not given"


def is_overdue(commitment: Mapping[str, Any], on: date) -> bool:
    condition = commitment.get("condition", {})
    waits = condition.get("state", "not-yet-met") == "not-yet-met" or last_day(condition.get("date", "1990")) > on
    return (
        is_open(commitment, on)
        and "due" in commitment
        and commitment.get("kind") != "ongoing"
        and not (condition and waits)
        and last_day(commitment["due"]) < on
    )


def agreed(files: Files, on: date) -> list[dict[str, Any]]:
    return [each for each in commitments(files) if last_day(each.get("agreed", "1990")) <= on]


def figures(report: Any, id_: str) -> dict[str, Share]:
    (found,) = [each for each in section(report, "headline").blocks if isinstance(each, Figures) and each.id == id_]
    return {each.word.label: each.share for each in found.rows}


def headline(report: Any) -> str:
    return str(section(report, "headline").blocks[0].text)  # type: ignore[union-attr]  # the first one is prose


CASES = [(name, on) for name in REAL for on in (END_OF_2015, LATER)] + [("everything", date(2025, 12, 31))]


def made(name: str, on: date) -> tuple[Files, Any]:
    if name == "everything":
        return read({"plan.yaml": HEAD, **EVERYTHING}), report_on(subject_of(EVERYTHING), on=on)
    texts = {path.name: path.read_text(encoding="utf-8") for path in (COMMITMENTS / name).glob("*.yaml")}
    return read(texts), report_on(real(name), on=on)


@pytest.mark.parametrize(("name", "on"), CASES, ids=str)
def test_counts_by_status(name: str, on: date) -> None:
    files, report = made(name, on)
    expected = Counter(status(each, on) for each in agreed(files, on))

    shown = figures(report, "status")

    assert {label: share.count for label, share in shown.items() if share.count} == dict(expected)
    assert {share.of for share in shown.values()} == {sum(expected.values())}
    assert sum(share.percent or 0 for share in shown.values()) == 100


@pytest.mark.parametrize(("name", "on"), CASES, ids=str)
def test_counts_by_confidence(name: str, on: date) -> None:
    files, report = made(name, on)
    open_ = [each for each in agreed(files, on) if is_open(each, on)]
    expected = Counter(confidence(each, on) for each in open_)

    shown = figures(report, "confidence")

    assert {label: share.count for label, share in shown.items() if share.count} == dict(expected)
    assert {share.of for share in shown.values()} == {len(open_)}
    assert sum(share.percent or 0 for share in shown.values()) == 100


def said(text: str, pattern: str) -> int:
    """The number before *pattern*; 0 where it is "none" or where nothing is said of it."""
    found = re.search(rf"(\w+) {pattern}", text)
    return 0 if found is None or found[1].lower() == "none" else int(found[1])


@pytest.mark.parametrize(("name", "on"), CASES, ids=str)
def test_the_headline_sentence(name: str, on: date) -> None:
    files, report = made(name, on)
    every = agreed(files, on)

    text = headline(report)

    undated = len(every) if "None has an agreed date" in text else said(text, "(?:has|have) no agreed date")
    assert [
        said(text, "commitments"),
        said(text, "(?:is|are) complete"),
        said(text, "(?:is|are) dropped"),
        said(text, "(?:is|are) open"),
        said(text, "(?:is|are) overdue"),
        said(text, "(?:has|have) had no update"),
        undated,
    ] == [
        len(every),
        sum(status(each, on) == "Complete" for each in every),
        sum(status(each, on) in ("Withdrawn", "Superseded") for each in every),
        sum(is_open(each, on) for each in every),
        sum(is_overdue(each, on) for each in every),
        sum(not known(each, on) for each in every),
        sum("due" not in each for each in every),
    ]


@pytest.mark.parametrize(("name", "on"), CASES, ids=str)
def test_gaps_in_the_data(name: str, on: date) -> None:
    files, report = made(name, on)
    every = agreed(files, on)
    updates = [update for each in every for update in known(each, on)]
    facts = updates + [evidence for update in updates for evidence in update.get("evidence", ())]

    shown = [row.cells[1] for row in table(report, "returns", "gaps").rows]

    assert [(each.count, each.of) for each in shown if isinstance(each, Share)] == [
        (sum("due" not in each for each in every), len(every)),
        (sum(each["lead"] == "none" for each in every), len(every)),
        (sum(not known(each, on) for each in every), len(every)),
        (sum("inferred" in (each.get("basis"), each.get("date_basis")) for each in facts), len(facts)),
    ]


# When the reviews of the cases took place: the last quarter that had ended, within the plan.
ENDED = {
    ("mou-2014-15", END_OF_2015): date(2015, 3, 31),
    ("mou-2014-15", LATER): date(2015, 3, 31),
    ("mou-2015-16", END_OF_2015): date(2015, 12, 31),
    ("mou-2015-16", LATER): date(2016, 3, 31),
    ("everything", date(2025, 12, 31)): date(2025, 12, 31),
}


@pytest.mark.parametrize(("name", "on"), ENDED, ids=str)
def test_returns_received(name: str, on: date) -> None:
    files, report = made(name, on)
    ended = ENDED[name, on]
    first = date(ended.year, ended.month - 2, 1)
    asked: dict[str, bool] = {}
    for each in agreed(files, on):
        if is_open(each, on) and each["lead"] not in ("none", "all"):
            heard = any(last_day(update["date"]) >= first and "period" not in update for update in known(each, on))
            asked[each["lead"]] = asked.get(each["lead"], False) or heard

    (returns,) = [each.cell for each in report.provenance.rows if each.id == "returns"]

    assert returns == Share(sum(asked.values()), len(asked), noun="partners")


def test_what_stood_before_is_counted_too() -> None:
    files, report = made("mou-2015-16", END_OF_2015)
    before = Counter(status(each, date(2015, 9, 30)) for each in commitments(files))

    (found,) = [
        each for each in section(report, "headline").blocks if isinstance(each, Figures) and each.id == "status"
    ]

    assert {each.word.label: each.before for each in found.rows if each.before} == dict(before)
