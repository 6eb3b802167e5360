"""AP601 to AP605: advice on titles, leads and dates, and what must not be advised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actionplan.checks.rules.ap601_no_measurable_result import names_result
from actionplan.checks.rules.ap602_soft_verb import SOFT, SOFT_UNLESS_COUNTED, names_count, soft_verb, words_of
from actionplan.checks.rules.ap603_two_deliverables import two_deliverables
from tests.support import judge_texts

ON = date(2025, 12, 31)
PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
COMMITMENTS = Path(__file__).parents[2] / "commitments"
NEWS = "updates: [{date: 2025-12-05, status: in-progress}]"
DONE = (
    "updates: [{date: 2025-12-05, status: complete, "
    "evidence: [{title: Minutes of the board, url: 'https://haven.example'}]}]"
)


def titled(title: str, *keys: str, log: str = NEWS) -> str:
    """A file with one commitment; its title is on line 4."""
    lines = "".join(f"    {each}\n" for each in ("due: 2026-03", *keys, log))
    return f'partner: haven\ncommitments:\n  - id: haven-1\n    title: "{title}"\n{lines}'


def told(text: str, plan: str = PLAN, name: str = "haven.yaml") -> list[str]:
    """Every finding as at 31 December 2025: code, place and message."""
    findings = judge_texts({"plan.yaml": plan, name: text}, ON)
    return [f"{each.code} {each.line}:{each.column} {each.message}" for each in findings]


def fixes(text: str) -> list[str]:
    return [each.fix for each in judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, ON)]


def codes(text: str) -> list[str]:
    return [each[:5] for each in told(text)]


# AP601 no measurable result


def test_a_title_that_names_nothing() -> None:
    text = titled("Better links between housing and health")

    assert told(text) == ["AP601 4:12 the title of haven-1 names nothing that can be counted or seen"]
    assert fixes(text) == [
        "Say what there will be, or how many by when: “Publish a guide for landlords”, “Run 4 masterclasses”."
    ]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Deliver a range of masterclasses on damp", "“a range of” in the title of haven-1 leaves open how many"),
        ("Run several advice mornings", "“several” in the title of haven-1 leaves open how many"),
        ("Hold a wide variety of events", "“a wide variety of” in the title of haven-1 leaves open how many"),
        ("Publish various guides", "“various” in the title of haven-1 leaves open how many"),
        ("Elm Housing will set up a number of hubs", "“a number of” in the title of haven-1 leaves open how many"),
        ("A series of talks", "“a series of” in the title of haven-1 leaves open how many"),
        ("Provide better advice to tenants", "“better” in the title of haven-1 leaves open how much"),
        ("Deliver improved outcomes", "“improved” in the title of haven-1 leaves open how much"),
    ],
)
def test_a_vague_quantity(title: str, said: str) -> None:
    text = titled(title)

    assert told(text) == [f"AP601 4:12 {said}"]
    assert fixes(text) == ["Write the number, or what exactly there will be."]


@pytest.mark.parametrize(
    "title",
    [
        # A verb of making.
        "Publish the work on damp and breathing",
        "Develop new measures of warmth, within the housing survey, for key care and support outcomes",
        "Set up a community of practice for surveyors",
        "Train wardens in first aid",
        "Map where cold homes are",
        "With Elm Housing, open an advice hub",
        "Haven Trust will draw up a charter",
        "By March 2026 appoint a coordinator",
        "Jointly commission a study of damp",
        "Review and revise the allocations policy",
        # What was made, and things by name.
        "Advice hub opened in East ward",
        "Interactive map of cold homes",
        "Data management plan",
        "Guidance and tools for surveyors",
        "Two-page leaflet on damp",
        # A number, or a rhythm.
        "Reduce cold homes by 20 per cent",
        "4 masterclasses on damp",
        "A range of 12 masterclasses on damp",
        "Insulate 2000 homes",
        "Warm twenty park homes",
        "Meet every quarter",
        "Quarterly meetings of wardens",
        # Vague words that are no quantity of what is made.
        "Publish a guide for a range of professionals",
        "Publish a guide that gives several examples",
        "Create more-than-housing, a prize",
    ],
)
def test_titles_that_name_a_result(title: str) -> None:
    assert names_result(title)
    assert codes(titled(title)) == []


@pytest.mark.parametrize(
    "title",
    [
        "Closer joint working",
        "Fewer homes with category 1 hazards",
        "Improve joint working by 2026",
        "Improve joint working by 31 March",
        "Act on phase 2",
        "Joint working around the clock, 24/7",
        "One of the healthiest boroughs",
        "Culture change",
        "Internal processes that spot cold homes",
        "Respond to the 2015 results",
    ],
)
def test_titles_that_name_none(title: str) -> None:
    assert not names_result(title)
    assert codes(titled(title)) == ["AP601"]


def test_ongoing_work_parts_and_what_is_closed_are_not_advised() -> None:
    assert codes(titled("Closer joint working", "kind: ongoing")) == []
    assert codes(titled("Closer joint working", "parts: [{id: a, title: Joint panel set up}]")) == []
    assert codes(titled("Closer joint working", log=DONE)) == []


def test_recurring_work_is_advised() -> None:
    assert codes(titled("Deliver a range of masterclasses", "kind: recurring")) == ["AP601"]


# AP602 soft verb


@pytest.mark.parametrize(
    ("title", "verb"),
    [
        ("Explore joint advice hubs", "explore"),
        ("Support new joint ventures on council land", "support"),
        ("With Elm Housing, support new joint ventures", "support"),
        ("Together with Elm Housing and the council, promote warm homes", "promote"),
        ("In partnership with tenants, embed the charter", "embed"),
        ("Continue to meet", "continue"),
        ("Consider a joint register", "consider"),
        ("Encourage landlords to insulate", "encourage"),
        ("Work towards a shared register", "work towards"),
        ("Work with Elm Housing on its guidance", "work with"),
        ("Work closely with Elm Housing", "work closely with"),
        ("By 2026 work towards a shared register", "work towards"),
        ("In March 2026, seek to agree a charter", "seek"),
        ("Haven Trust will look at damp", "look at"),
        ("Raise awareness of damp", "raise awareness"),
        ("Raise the profile of damp", "raise the profile"),
        ("To facilitate joint working", "facilitate"),
        ("Further strengthen joint working", "strengthen"),
        ("Explore 3 sites for a hub", "explore"),
        ("Publish the charter and promote it", "promote"),
        ("Publish the charter and then encourage landlords", "encourage"),
        ("Publish the charter and support landlords", "support"),
        ("Publish the charter and work with the council", "work with"),
    ],
)
def test_a_soft_verb(title: str, verb: str) -> None:
    text = titled(title)

    assert told(text)[0] == f"AP602 4:12 “{verb}” in the title of haven-1 names an effort, not a result"
    assert codes(text) == ["AP602"]
    assert fixes(text) == [
        "Say what there will be in the end: a report, a decision, an event, so many homes or people."
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Publish a plan to support tenants",
        "Develop measures of care, support and health",
        "Publish a guide to care and support services",
        "Publish advice and help for tenants",
        "Open a work and help desk",
        "Set up a fund that tenants use and promote",
        "Create a panel to explore and promote warmth",
        "Explorer scouts: open 2 huts",
        "Supported housing register published",
        "Support 200 tenants with damp",
        "Work with 12 landlords to insulate homes",
        "Continue to run 4 hubs",
        "With the council, publish a charter",
        "Promotion plan",
    ],
)
def test_titles_without_a_soft_verb(title: str) -> None:
    assert soft_verb(title) is None
    assert codes(titled(title)) == []


def test_of_ap601_and_ap602_only_the_more_exact_one_is_said() -> None:
    assert not names_result("Explore closer joint working")
    assert codes(titled("Explore closer joint working")) == ["AP602"]


def test_a_soft_verb_in_what_is_closed_is_not_advised() -> None:
    assert codes(titled("Explore joint advice hubs", log=DONE)) == []


@pytest.mark.parametrize(
    ("title", "counted"),
    [
        ("Insulate 300 homes", True),
        ("Insulate 1,200 homes", True),
        ("Spend £2,000 on leaflets", True),
        ("Insulate 2000 homes", True),
        ("Reach 90% of tenants", True),
        ("Open one hub in each ward", True),
        ("Hold a hub morning twice a year", True),
        ("Answer to the 2015 results", False),
        ("In 2025 homes", False),
        ("Answer in 2015", False),
        ("Answer by 31 March 2026", False),
        ("A 21st century register", False),
        ("Remove category 1 hazards", False),
        ("Goal 3 of the strategy", False),
        ("One of our hubs", False),
        ("Covid-19 and housing", False),
    ],
)
def test_what_counts_as_a_number(title: str, counted: bool) -> None:
    assert names_count(words_of(title)) == counted


# AP603 two deliverables


def test_two_verbs() -> None:
    text = titled("Publish a guide to damp and train 40 wardens")

    assert told(text) == ["AP603 4:12 the title of haven-1 joins two deliverables: “publish” and “train”"]
    assert fixes(text) == [
        "Give each a part of its own (parts: a and b), so that one can be reported before the other."
    ]


@pytest.mark.parametrize(
    ("title", "two"),
    [
        ("Launch the charter and develop a register", ("launch", "develop")),
        ("Launch the charter; set up a register", ("launch", "set up")),
        ("Launch the charter, and then appoint a warden", ("launch", "appoint")),
        ("Launch the charter as well as establish a register", ("launch", "establish")),
        ("With Elm Housing, open a hub and recruit wardens", ("open", "recruit")),
        ("Map where cold homes are, the hot spots, and collect good practice", ("map", "collect")),
        ("Collect good practice and map the hot spots", ("collect", "map")),
        ("Publish a guide and run 4 masterclasses", ("publish", "run")),
        ("Develop a support service and a register", ("a support service", "a register")),
        ("Develop a support service and a register of research", ("a support service", "a register")),
        ("Set up an advice hub, and a telephone line", ("an advice hub", "a telephone line")),
    ],
)
def test_two_deliverables(title: str, two: tuple[str, str]) -> None:
    assert two_deliverables(title) == two
    assert codes(titled(title)) == ["AP603"]


@pytest.mark.parametrize(
    "title",
    [
        "Publish a guide to housing and health issues",
        "Publish the work on the damp and cold pathways",
        "Produce a guidance or advice note, and draw in funding",
        "Design and build a hub",
        "Design, build and test a portal",
        "Develop and roll out a single strategy and investment plan",
        "Write a guide and publish it",
        "Run training and events that bring professionals together to share good practice",
        "Create a framework so partners can find cold homes and act on them",
        "Publish plans for housing and open space",
        "Publish a review and map of services",
        "Publish bus and train times",
        "Open a hub for a tenant and a landlord",
        "Set up a community of practice, an open forum for surveyors",
        "Train 40 wardens and carers",
    ],
)
def test_titles_with_one_deliverable(title: str) -> None:
    assert two_deliverables(title) is None
    assert codes(titled(title)) == []


def test_a_title_with_parts_may_join_two() -> None:
    title = "Publish a guide to damp and train 40 wardens"

    assert codes(titled(title, "parts: [{id: a, title: Guide}, {id: b, title: Training}]")) == []
    assert codes(titled(title, log=DONE)) == []


WORDS = (
    "with", "the council", ",", ";", "and", "then", "to", "will", "a", "an", "of", "that", "each", "4", "2026", "31 March",
    "one", "Publish", "train", "map", "open", "set up", "a range of", "several", "better", "support", "work", "explore",
    "it", "as well as", "guide", "hub", "’", "?", "£", "-", "in", "by", "phase",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join) | st.text(min_size=1, max_size=300))
def test_no_title_is_too_odd_to_be_looked_at(title: str) -> None:
    assume(not title.isspace())

    assert names_result(title) in (True, False)
    assert soft_verb(title) in (None, *SOFT, *SOFT_UNLESS_COUNTED)
    two = two_deliverables(title)
    assert two is None or (len(two) == 2 and all(two))


# AP604 nobody leads


def rows(partner: str, *ids: str, keys: str = "") -> str:
    """A file with several commitments."""
    each = "".join(
        f"  - id: {id_}\n{keys}    title: Open 3 advice hubs in {id_}\n    due: 2026-03\n    {NEWS}\n" for id_ in ids
    )
    return f"partner: {partner}\ncommitments:\n{each}"


def test_a_file_without_a_lead_is_said_once() -> None:
    assert told(rows("none", "c-1", "c-2")) == ["AP604 1:10 nobody was named to lead 2 commitments (c-1 and c-2)"]
    assert fixes(rows("none", "c-1", "c-2")) == [
        "Name one partner that answers for each; the others support it (with)."
    ]


def test_a_file_that_everybody_leads_is_said_once() -> None:
    ids = [f"c-{number}" for number in range(1, 8)]

    assert told(rows("all", "c-1")) == ["AP604 1:10 everybody leads c-1, and so nobody does"]
    assert told(rows("all", *ids[:4])) == [
        "AP604 1:10 everybody leads 4 commitments (c-1, c-2, c-3 and c-4), and so nobody does"
    ]
    assert told(rows("all", *ids)) == [
        "AP604 1:10 everybody leads 7 commitments (c-1, c-2, c-3 and 4 more), and so nobody does"
    ]


def test_a_commitment_that_names_no_lead_against_its_file() -> None:
    text = titled("Open 3 advice hubs", "lead: none") + rows("x", "haven-2").split("commitments:\n")[1]

    assert told(text) == ["AP604 6:11 nobody was named to lead haven-1"]


def test_a_commitment_with_a_lead_in_a_file_without_one() -> None:
    assert told(rows("none", "c-1", keys="    lead: elm\n")) == []


def test_two_files_without_a_lead_are_said_once_each() -> None:
    files = {"plan.yaml": PLAN, "first.yaml": rows("none", "c-1"), "second.yaml": rows("none", "c-2", "c-3")}

    findings = [each for each in judge_texts(files, ON) if each.code == "AP604"]
    assert [(each.file, each.line, each.column, each.message) for each in findings] == [
        ("northfield/first.yaml", 1, 10, "nobody was named to lead c-1"),
        ("northfield/second.yaml", 1, 10, "nobody was named to lead 2 commitments (c-2 and c-3)"),
    ]


def test_what_is_closed_needs_no_lead() -> None:
    assert told(rows("none", "c-1").replace(NEWS, DONE)) == []


# AP605 no date


def test_no_date() -> None:
    text = titled("Open 3 advice hubs").replace("    due: 2026-03\n", "")

    assert told(text) == ["AP605 3:5 no date was agreed for haven-1"]
    assert fixes(text) == [
        "Where the partners agree one, write it as due; a month is enough (2026-03). Until then it is counted as undated."
    ]


@pytest.mark.parametrize(
    ("keys", "log"),
    [
        (("kind: recurring",), NEWS),
        (("kind: ongoing",), NEWS),
        (("parts: [{id: a, title: Hub open, due: 2026-02}]",), NEWS),
        ((), DONE),
        ((), "updates: [{date: 2025-12-05, status: withdrawn, reason: funding}]"),
    ],
    ids=["recurring", "ongoing", "dated parts", "complete", "withdrawn"],
)
def test_no_date_needed(keys: tuple[str, ...], log: str) -> None:
    assert codes(titled("Open 3 advice hubs", *keys, log=log).replace("    due: 2026-03\n", "")) == []


def test_one_part_without_a_date_is_not_enough() -> None:
    parts = "parts: [{id: a, title: Hub open, due: 2026-02}, {id: b, title: Hub closed}]"

    assert codes(titled("Open 3 advice hubs", parts).replace("    due: 2026-03\n", "")) == ["AP605"]


def test_a_date_that_cannot_be_read_is_not_also_missing() -> None:
    assert codes(titled("Open 3 advice hubs").replace("due: 2026-03", "due: March 2026")) == ["AP201"]


# The real plans: what an officer would be glad to be told.


@pytest.mark.parametrize(
    ("plan", "advised"),
    [
        ("mou-2015-16", {"c-1": "AP602", "c-3": "AP602", "hact-4": "AP602", "hact-6": "AP601"}),
        ("nenc-housing-health-care", {"nenc-4": "AP603", "nenc-5": "AP602"}),
    ],
)
def test_advice_on_the_titles_of_the_real_plans(plan: str, advised: dict[str, str]) -> None:
    files = {each.name: each.read_bytes() for each in (COMMITMENTS / plan).glob("*.yaml")}

    findings = judge_texts(files, date(2016, 5, 20))
    titles = {each.about.split("/")[1]: each.code for each in findings if each.code in ("AP601", "AP602", "AP603")}
    assert titles == advised
