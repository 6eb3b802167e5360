"""What changed, in words: a sentence for each commitment, grouped by partner, worst news first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given

from actionplan.domain.compare import compare
from actionplan.domain.dates import parse_day, parse_window
from actionplan.domain.model import (
    Amendment,
    Commitment,
    Condition,
    Evidence,
    Extension,
    Indicator,
    Outcome,
    Part,
    Partner,
    Plan,
    Reading,
    Update,
)
from actionplan.domain.telling import KINDS, Told, said_changes
from actionplan.domain.types import parse_number
from tests.domain.test_asof import head
from tests.domain.test_compare import plans

STARTED = Update(parse_window("2015-07-10"), status="in-progress", confidence="green")
ASKED = Extension(parse_day("2016-01-15"), parse_window("2016-05-31"), reason="capacity")
PROXIES = Commitment(
    "hact-3",
    "Develop new proxies",
    lead="hact",
    with_=("nhf",),
    due=parse_window("2016-03"),
    condition=Condition("subject to funding"),
    parts=(Part("a", "Homelessness"),),
    updates=(STARTED,),
    extensions=(Extension(parse_day("2015-08-01"), parse_window("2016-04")),),
)
PARTNERS = MappingProxyType(
    {"nhf": Partner("National Housing Federation", "NHF"), "hact": Partner("Housing Trust", "HACT")}
)
HEAD = replace(head(), partners=PARTNERS)


def update(**fields: object) -> tuple[Update, ...]:
    return (STARTED, Update(parse_window("2016-01-15"), **fields))  # type: ignore[arg-type]  # each by its name


def told(before: Plan, after: Plan) -> list[str]:
    return [news.text for chapter in said_changes(before, after).chapters for news in chapter.news]


def changed(**fields: object) -> Told:
    after = replace(PROXIES, **fields)  # type: ignore[arg-type]  # each by its name
    return said_changes(Plan(HEAD, (PROXIES,)), Plan(HEAD, (after,)))


GRANTED = replace(PROXIES.extensions[0], decision="granted", decided=parse_day("2015-09-01"), by="the board")
PAPERS = (Evidence("Wellbeing values"), Evidence("A guide"))

SENTENCES = [
    (
        {"updates": update(confidence="amber", reason="capacity"), "extensions": (*PROXIES.extensions, ASKED)},
        "bad watch: hact-3 moved from green to amber (not enough people or time); "
        "due March 2016, extension to 31 May 2016 asked.",
    ),
    ({"updates": update(confidence="red")}, "bad bad: hact-3 moved from green to red (no reason given)."),
    (
        {"updates": update(status="complete", evidence=PAPERS, parts={"a": "complete"})},
        "good good: hact-3 is complete; evidence: Wellbeing values and A guide; part a (Homelessness) is complete.",
    ),
    ({"updates": update(status="complete")}, "bad watch: hact-3 is complete; no evidence is given."),
    (
        {"updates": update(status="withdrawn", reason="funding")},
        "bad watch: hact-3 is withdrawn (money not found, late or cut).",
    ),
    (
        {"updates": update(status="waiting", confidence="amber", reason="decision")},
        "bad watch: hact-3 moved from in progress to waiting and from green to amber (waits for a decision).",
    ),
    ({"updates": update(note="Half of it.")}, "other neutral: hact-3 was reported on (15 January 2016): still in progress, green."),
    ({"updates": update(return_="nil")}, "other neutral: hact-3 has nothing to report (15 January 2016)."),
    (
        {"updates": update(evidence=PAPERS)},
        "good good: hact-3 was reported on (15 January 2016): still in progress, green; "
        "new evidence: Wellbeing values and A guide.",
    ),
    (
        {"extensions": (GRANTED,)},
        "other watch: hact-3: extension to April 2016 granted by the board (first due: March 2016).",
    ),
    (
        {"extensions": (replace(GRANTED, decision="refused"),)},
        "other watch: hact-3: extension to April 2016 refused by the board (first due: March 2016).",
    ),
    ({"extensions": ()}, "bad bad: hact-3: its request of 1 August 2015 was removed."),
    ({"due": parse_window("2016-06")}, "bad bad: hact-3: the date first agreed, March 2016, is June 2016 now."),
    (
        {"title": "Develop proxies", "amendments": (Amendment(parse_day("2016-01-20"), ("title",), "the board"),)},
        "other watch: hact-3: “Develop new proxies” reads “Develop proxies” now; "
        "the board agreed on 20 January 2016 to the change of title.",
    ),
    ({"lead": "nhf"}, "other watch: hact-3: NHF leads it now, and HACT did before."),
    ({"with_": ()}, "bad watch: hact-3: no longer supported by NHF."),
    (
        {"condition": Condition("subject to funding", "met")},
        "good good: hact-3: the condition “subject to funding” is met.",
    ),
    ({"theme": "evidence"}, "other neutral: hact-3: its theme is evidence now."),
    ({"updates": (replace(STARTED, note="Half."),)}, "bad bad: hact-3: its update of 10 July 2015 was changed afterwards."),
    (
        {"updates": ()},
        "bad bad: hact-3: its update of 10 July 2015 was removed.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), SENTENCES, ids=range(len(SENTENCES)))
def test_a_commitment_is_one_sentence(fields: dict[str, object], expected: str) -> None:
    (chapter,) = changed(**fields).chapters
    (news,) = chapter.news

    assert f"{news.kind} {news.tone}: {news.text}" == expected


def test_open_again() -> None:
    done = replace(PROXIES, updates=update(status="complete", evidence=PAPERS))
    again = replace(
        done, updates=(*done.updates, Update(parse_window("2016-02"), status="in-progress", reason="quality"))
    )

    assert told(Plan(HEAD, (done,)), Plan(HEAD, (again,))) == [
        "hact-3 is open again: in progress (the work was not good enough and is being done again)."
    ]


def test_news_stands_under_its_partner_and_the_worst_comes_first() -> None:
    ids = ("hact-1", "hact-2", "hact-3", "hact-4")
    rows = [replace(PROXIES, id=each) for each in ids]
    nhf = replace(PROXIES, id="nhf-1", lead="nhf", replaces="hact-2")
    indicator = Indicator("cold", "Cold homes", "homes", readings=(Reading(parse_window("2016"), parse_number("7")),))
    before = Plan(HEAD, tuple(rows), (Outcome("warm", "Warm homes", indicators=(replace(indicator, readings=()),)),))
    after = Plan(
        replace(HEAD, title="Another title", partners={**PARTNERS, "elm": Partner("Elm Housing")}),
        (
            replace(rows[0], updates=update(note="On the way.")),
            replace(rows[2], updates=update(status="complete", evidence=PAPERS[:1])),
            replace(rows[3], updates=update(confidence="red", reason="data", note="No data came.")),
            nhf,
        ),
        (Outcome("warm", "Warm homes", indicators=(indicator,)),),
    )

    said = said_changes(before, after)

    assert [(each.key, each.name, [news.text for news in each.news]) for each in said.chapters] == [
        (
            "",
            "The plan",
            ["The plan's title was “Northfield”, and is “Another title” now.", "New among the partners: Elm Housing."],
        ),
        (
            "nhf",
            "NHF",
            ["nhf-1 is new: Develop new proxies; due March 2016; in progress, green; it takes the place of hact-2."],
        ),
        (
            "hact",
            "HACT",
            [
                "hact-4 moved from green to red (data missing or late).",
                "hact-2 is not in the plan any more: Develop new proxies.",
                "hact-3 is complete; evidence: Wellbeing values.",
                "hact-1 was reported on (15 January 2016): still in progress, green.",
            ],
        ),
        ("", "Outcomes", ["warm: Cold homes, 7 homes in 2016."]),
    ]
    assert said.counts == (("bad", 1), ("gone", 1), ("new", 1), ("good", 1), ("other", 1))
    assert (said.changed, said.of) == (5, 4)
    assert [news.note for chapter in said.chapters for news in chapter.news if news.note] == [
        "No data came.",
        "On the way.",
    ]


@given(plans, plans)
def test_every_commitment_that_changed_is_told_once(before: Plan, after: Plan) -> None:
    said = said_changes(before, after)
    news = [each for chapter in said.chapters for each in chapter.news]
    outcomes = {each.id for plan in (before, after) for each in plan.outcomes}
    changed_ids = {getattr(each, "id", "") for each in compare(before, after)} - outcomes

    assert sorted(each.id for each in news if each.about == "commitment") == sorted(changed_ids)
    assert sum(count for _, count in said.counts) == said.changed == len(changed_ids)
    assert all(each.text.endswith(".") and each.kind in KINDS for each in news)


@given(plans)
def test_where_nothing_changed_nothing_is_told(plan: Plan) -> None:
    assert said_changes(plan, plan).chapters == ()


@pytest.mark.parametrize("cut", [lambda plan: replace(plan, commitments=())])
def test_a_plan_without_commitments_is_told_of_too(cut: Callable[[Plan], Plan]) -> None:
    plan = Plan(HEAD, (PROXIES,))

    assert told(plan, cut(plan)) == ["hact-3 is not in the plan any more: Develop new proxies."]
