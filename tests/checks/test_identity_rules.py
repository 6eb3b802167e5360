"""AP104 to AP111: every name in a plan stands for something."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Home
from actionplan.checks.rules import ap104_partner_unknown, ap107_commitment_unknown, ap109_waits_on_itself
from actionplan.domain.model import Agreement, Commitment, Partner, Plan, PlanFile
from tests.support import judge_texts

ON = date(2025, 12, 31)
PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
LOG = "updates:\n  - {date: 2025-12-05, status: in-progress, confidence: green}\n"
OUTCOMES = "outcomes:\n  - {id: warm-homes, title: Fewer people live in cold homes, theme: homes}\n"


def commitment(keys: str, id_: str = "haven-1", log: str = LOG) -> str:
    """A commitment that nothing is wrong with but for *keys*, which begin on its third line."""
    written = f"id: {id_}\ntitle: Open 3 advice hubs for {id_}\n{dedent(keys).strip()}\ndue: 2026-03\n{log}"
    return "  - " + indent(written, "    ")[4:]


def haven(*commitments: str, partner: str = "haven") -> str:
    """A file; the keys of its first commitment begin on line 5."""
    return f"partner: {partner}\ncommitments:\n" + "".join(commitments)


def told(files: dict[str, str]) -> list[str]:
    """Every finding in *files*: code, place and message."""
    findings = judge_texts({"plan.yaml": PLAN, **files}, ON)
    return [f"{each.code} {each.file[11:]} {each.line}:{each.column} {each.message}" for each in findings]


def fixes(files: dict[str, str]) -> list[str]:
    return [each.fix for each in judge_texts({"plan.yaml": PLAN, **files}, ON)]


def test_nothing_wrong() -> None:
    everything = commitment(
        """
        lead: all
        with: [elm, northfield]
        theme: homes
        outcomes: [warm-homes]
        waits_on: [haven-2]
        replaces: haven-3
        """
    )
    others = commitment("with: [elm]", "haven-2"), commitment("theme: homes", "haven-3")
    files = {"haven.yaml": haven(everything, *others), "outcomes.yaml": OUTCOMES}

    assert [each for each in told(files) if not each.startswith("AP604")] == []  # AP604: nobody leads


# AP104 partners


def test_supporting_partner() -> None:
    files = {"haven.yaml": haven(commitment("with: [northfield, elmm]"))}

    assert told(files) == [
        "AP104 haven.yaml 5:24 haven-1 names “elmm” as a supporting partner, and no partner has that key"
    ]
    assert fixes(files) == ["Did you mean elm? If not, add elmm under partners in plan.yaml."]


def test_printed_name_instead_of_key() -> None:
    files = {"haven.yaml": haven(commitment("with: [Elm]"))}

    assert fixes(files) == ["Did you mean elm? If not, add Elm under partners in plan.yaml."]


def test_partner_like_no_other() -> None:
    files = {"haven.yaml": haven(commitment("with: [oakfold]"))}

    assert fixes(files) == ["Correct it, or add oakfold under partners in plan.yaml."]


@pytest.mark.parametrize("key", ["all", "none"])
def test_everybody_and_nobody_cannot_support(key: str) -> None:
    files = {"haven.yaml": haven(commitment(f"with: [{key}]"))}

    assert told(files) == [
        f"AP104 haven.yaml 5:12 haven-1 names “{key}” as a supporting partner, and no partner has that key"
    ]
    assert fixes(files) == ["Name the partners one by one: only a lead can be “none” or “all”."]


def test_lead() -> None:
    files = {"haven.yaml": haven(commitment("lead: elms"))}

    assert told(files) == ["AP104 haven.yaml 5:11 haven-1 names “elms” as its lead, and no partner has that key"]


def test_signatory() -> None:
    files = {"plan.yaml": PLAN.replace("signatories: [northfield, haven, elm]", "signatories: [northfield, havn]")}

    assert told(files) == [
        "AP104 plan.yaml 7:29 the agreement names “havn” as a signatory, and no partner has that key"
    ]


def test_partner_whose_entry_cannot_be_read_is_not_unknown() -> None:
    broken = PLAN.replace("elm: {name: Elm Housing}", "elm: {nmae: Elm Housing}")
    files = {"plan.yaml": broken, "haven.yaml": haven(commitment("with: [elm]"))}

    assert not any(each.startswith("AP104") for each in told(files))


def test_unknown_partners_beyond_counting_are_said_without_suggestions() -> None:
    partners = {f"haven-{number}": Partner("Haven Trust") for number in range(1_000)}
    unknown = [Commitment(f"c-{number}", "Open 3 hubs", with_=(f"heaven-{number}",)) for number in range(101)]

    hits = list(ap104_partner_unknown.check(context(*unknown, partners=partners)))

    assert len(hits) == len(unknown)
    assert hits[0].fix == "Correct it, or add heaven-0 under partners in plan.yaml."


def context(*commitments: Commitment, partners: dict[str, Partner] | None = None) -> Context:
    """What a rule sees of a plan made of *commitments*."""
    head = PlanFile(
        format="1", plan="northfield", title="Plan", agreement=Agreement("Agreement"), partners=partners or {}
    )
    homes = {each.id: Home("haven.yaml", ("commitments", number)) for number, each in enumerate(commitments)}
    return Context(Plan(head, commitments), ON, ON, homes, "plan.yaml")


# AP105 themes


def test_theme_of_a_commitment() -> None:
    files = {"haven.yaml": haven(commitment("theme: home"))}

    assert told(files) == ["AP105 haven.yaml 5:12 haven-1 has the theme “home”, which is not one of the plan's themes"]
    assert fixes(files) == ["Did you mean homes? If not, add home under themes in plan.yaml."]


def test_theme_of_an_outcome() -> None:
    files = {"outcomes.yaml": OUTCOMES.replace("theme: homes", "theme: hospital")}

    assert told(files) == [
        "AP105 outcomes.yaml 2:69 the outcome warm-homes has the theme “hospital”, which is not one of the plan's themes"
    ]
    assert fixes(files) == ["Correct it, or add hospital under themes in plan.yaml."]


def test_theme_in_a_plan_without_themes() -> None:
    files = {"plan.yaml": PLAN.split("themes:")[0], "haven.yaml": haven(commitment("theme: homes"))}

    assert told(files) == ["AP105 haven.yaml 5:12 haven-1 has the theme “homes”, which is not one of the plan's themes"]


# AP106 outcomes


def test_outcome() -> None:
    files = {"haven.yaml": haven(commitment("outcomes: [warm-homes, dry-homes]")), "outcomes.yaml": OUTCOMES}

    assert told(files) == ["AP106 haven.yaml 5:28 haven-1 serves the outcome “dry-homes”, and no outcome has that id"]
    assert fixes(files) == ["Did you mean warm-homes? If not, add the outcome dry-homes to outcomes.yaml."]


def test_outcome_in_a_plan_without_outcomes() -> None:
    files = {"haven.yaml": haven(commitment("outcomes: [dry]"))}

    assert told(files) == ["AP106 haven.yaml 5:16 haven-1 serves the outcome “dry”, and no outcome has that id"]
    assert fixes(files) == ["Correct it, or add the outcome dry to outcomes.yaml."]


def test_outcomes_that_cannot_be_read_are_not_unknown() -> None:
    files = {"haven.yaml": haven(commitment("outcomes: [warm-homes]")), "outcomes.yaml": "outcomes: [\n"}

    assert {each[:5] for each in told(files)} == {"AP007"}


def test_outcome_that_cannot_be_read_is_not_unknown() -> None:
    untitled = OUTCOMES.replace("title: ", "titel: ")
    files = {"haven.yaml": haven(commitment("outcomes: [warm-homes]")), "outcomes.yaml": untitled}

    assert not any(each.startswith("AP106") for each in told(files))


# AP107 commitments


def test_waits_on() -> None:
    files = {"haven.yaml": haven(commitment("waits_on: [haven-2, haven3]"), commitment("theme: homes", "haven-2"))}

    assert told(files) == [
        "AP107 haven.yaml 5:25 haven-1 waits on “haven3”, and no commitment of this plan has that id"
    ]
    assert fixes(files) == [
        "Did you mean haven-2? One that was withdrawn or replaced keeps its place in the file, and its id."
    ]


def test_replaces() -> None:
    files = {"haven.yaml": haven(commitment("replaces: oak-9"))}

    assert told(files) == ["AP107 haven.yaml 5:15 haven-1 replaces “oak-9”, and no commitment of this plan has that id"]
    assert fixes(files) == [f"Write the id of a commitment of this plan. {ap107_commitment_unknown.KEPT}"]


def test_commitment_of_another_file() -> None:
    other = haven(commitment("theme: homes", "elm-1"), partner="elm")
    files = {"haven.yaml": haven(commitment("waits_on: [elm-1]")), "elm.yaml": other}

    assert told(files) == []


def test_commitment_that_cannot_be_read_is_not_unknown() -> None:
    untitled = "  - id: elm-1\n    due: 2026-03\n"
    other = haven(untitled, partner="elm")
    files = {"haven.yaml": haven(commitment("waits_on: [elm-1]")), "elm.yaml": other}

    assert not any(each.startswith("AP107") for each in told(files))


def test_file_that_cannot_be_read_leaves_nothing_unknown() -> None:
    files = {"haven.yaml": haven(commitment("waits_on: [elm-1]\nreplaces: elm-2")), "elm.yaml": "partner: [\n"}

    assert {each[:5] for each in told(files)} == {"AP007"}


def test_unknown_commitments_beyond_counting_are_said_without_suggestions() -> None:
    waiting = [Commitment(f"haven-{number}", "Open 3 hubs", waits_on=(f"heaven-{number}",)) for number in range(1_000)]

    hits = list(ap107_commitment_unknown.check(context(*waiting)))

    assert len(hits) == len(waiting)
    assert hits[0].fix.startswith("Write the id of a commitment of this plan.")


# AP108 the partner of a file


def test_partner_of_a_file() -> None:
    files = {"haven.yaml": haven(commitment("theme: homes"), commitment("theme: homes", "haven-2"), partner="havn")}

    assert told(files) == ["AP108 haven.yaml 1:10 this file belongs to “havn”, and no partner has that key"]
    assert fixes(files) == ["Did you mean haven? If not, add havn under partners in plan.yaml."]


def test_partner_that_was_never_registered_is_said_once() -> None:
    files = {
        "haven.yaml": haven(commitment("with: [oakfold]\nlead: oakfold")),
        "oakfold.yaml": haven(commitment("lead: oakfold", "oak-1"), partner="oakfold"),
    }

    assert told(files) == ["AP108 oakfold.yaml 1:10 this file belongs to “oakfold”, and no partner has that key"]
    assert fixes(files) == ["Correct it, or add oakfold under partners in plan.yaml."]


def test_lead_other_than_the_unknown_partner_of_the_file() -> None:
    files = {"haven.yaml": haven(commitment("lead: elmm"), partner="havn")}

    assert [each[:5] for each in told(files)] == ["AP108", "AP104"]


@pytest.mark.parametrize("key", ["all", "none"])
def test_file_of_everybody_or_nobody(key: str) -> None:
    files = {"joint.yaml": haven(commitment("theme: homes"), partner=key)}

    assert [each for each in told(files) if not each.startswith("AP604")] == []  # AP604: nobody leads


def test_partner_by_its_printed_name() -> None:
    files = {"haven.yaml": haven(partner="Haven Trust") + "  []\n"}

    assert told(files) == ["AP108 haven.yaml 1:10 this file belongs to “Haven Trust”, and no partner has that key"]
    assert fixes(files) == ["Did you mean haven? If not, add Haven Trust under partners in plan.yaml."]


# AP109 circles


def test_waits_on_itself() -> None:
    files = {"haven.yaml": haven(commitment("waits_on: [haven-2, haven-1]"), commitment("theme: homes", "haven-2"))}

    assert told(files) == ["AP109 haven.yaml 5:25 haven-1 waits on itself"]
    assert fixes(files) == ["Remove one of these steps: take the id out of waits_on."]


def test_circle_over_two_files_is_said_at_its_first_commitment() -> None:
    files = {
        "elm.yaml": haven(commitment("waits_on: [haven-1]", "elm-1"), partner="elm"),
        "haven.yaml": haven(commitment("waits_on: [elm-1]")),
    }

    assert told(files) == ["AP109 elm.yaml 5:16 elm-1 waits on haven-1 waits on elm-1, so none of them can begin"]


def test_circle_that_is_reached_from_outside_begins_with_its_own_first() -> None:
    # haven-1 leads to haven-3 first, but haven-2 stands above it and is of the circle.
    files = {
        "haven.yaml": haven(
            commitment("waits_on: [haven-3]"),
            commitment("waits_on: [haven-3]", "haven-2"),
            commitment("waits_on: [haven-2]", "haven-3"),
        )
    }

    assert told(files) == [
        "AP109 haven.yaml 11:16 haven-2 waits on haven-3 waits on haven-2, so none of them can begin"
    ]


def circles(**waits: str) -> list[str]:
    """The circles in who waits on whom, as messages."""
    made = [Commitment(id_, "Open 3 hubs", waits_on=tuple(others.split())) for id_, others in waits.items()]
    return [hit.message.removesuffix(", so none of them can begin") for hit in checked(*made)]


def checked(*commitments: Commitment) -> list[Hit]:
    return list(ap109_waits_on_itself.check(context(*commitments)))


@pytest.mark.parametrize(
    ("waits", "messages"),
    [
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "b c", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "x", "b": "a"}, []),
        ({"a": "a a"}, ["a waits on itself"]),
        ({"a": "b b", "b": "a a"}, ["a waits on b waits on a"]),
        ({"a": "b", "b": "c", "c": "a"}, ["a waits on b waits on c waits on a"]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a waits on b waits on a", "c waits on d waits on c"]),
        ({"a": "b c", "b": "a", "c": "a"}, ["a waits on b waits on a", "a waits on c waits on a"]),
        ({"a": "b", "b": "c", "c": "a b"}, ["a waits on b waits on c waits on a"]),
        ({"a": "b", "b": "b a"}, ["b waits on itself", "a waits on b waits on a"]),
    ],
)
def test_circles(waits: dict[str, str], messages: list[str]) -> None:
    assert circles(**waits) == messages


def test_long_circle_is_said_in_short() -> None:
    number = 100_000
    ring = [Commitment(f"c{each}", "Open 3 hubs", waits_on=(f"c{(each + 1) % number}",)) for each in range(number)]

    hits = checked(*ring)

    shown = "c0 waits on c1 waits on c2 waits on c3 waits on c4 waits on … (99994 more) waits on c99999 waits on c0"
    assert [hit.message for hit in hits] == [f"{shown}, so none of them can begin"]


# AP110 parts

PARTS = "parts:\n  - {id: east, title: Hub in the east}\n  - {id: west, title: Hub in the west}"


def parts_log(parts: str) -> str:
    return f"updates:\n  - {{date: 2025-12-05, status: in-progress, confidence: green, parts: {{{parts}}}}}\n"


def test_part() -> None:
    log = parts_log("west: complete, eastt: in-progress")
    files = {"haven.yaml": haven(commitment(PARTS, log=log))}

    assert told(files) == ["AP110 haven.yaml 10:92 haven-1 has no part “eastt”"]
    assert fixes(files) == ["Did you mean east?"]


def test_part_like_no_other() -> None:
    files = {"haven.yaml": haven(commitment(PARTS, log=parts_log("c: in-progress")))}

    assert fixes(files) == ["Its parts are east, west."]


def test_part_of_a_commitment_without_parts() -> None:
    files = {"haven.yaml": haven(commitment("theme: homes", log=parts_log("a: in-progress")))}

    assert told(files) == ["AP110 haven.yaml 8:76 haven-1 has no part “a”"]
    assert fixes(files) == ["Add a with its title under the commitment's parts, or remove it here."]


def test_part_that_cannot_be_read_is_not_unknown() -> None:
    untitled = PARTS.replace("title: Hub in the west", "titel: Hub in the west")
    files = {"haven.yaml": haven(commitment(untitled, log=parts_log("west: in-progress")))}

    assert not any(each.startswith("AP110") for each in told(files))


def test_two_parts_with_one_id_are_one_mistake() -> None:
    twice = PARTS.replace("id: west", "id: east")
    files = {"haven.yaml": haven(commitment(twice, log=parts_log("west: in-progress")))}

    assert told(files) == ["AP110 haven.yaml 7:14 haven-1 has two parts with the id east"]
    assert fixes(files) == ["Give this part an id of its own."]


# AP111 the vocabulary


def own(*words: str) -> str:
    return "vocabulary:\n" + "".join(f"  - {{{word}}}\n" for word in words)


def test_vocabulary() -> None:
    files = {"plan.yaml": PLAN + "vocabulary: ogpp\n"}

    assert told(files) == ["AP111 plan.yaml 16:13 there is no vocabulary “ogpp”"]
    assert fixes(files) == ["Did you mean ogp? It can be default, ogp, or a list of your own."]


def test_vocabulary_like_no_other() -> None:
    files = {"plan.yaml": PLAN + "vocabulary: traffic-lights\n"}

    assert fixes(files) == ["Write default, ogp, or a list of your own."]


@pytest.mark.parametrize("name", ["default", "ogp"])
def test_known_vocabulary(name: str) -> None:
    assert told({"plan.yaml": PLAN + f"vocabulary: {name}\n"}) == []


def test_own_vocabulary() -> None:
    words = "code: begun, label: Begun, meaning: under-way", "code: finished, label: Finished, meaning: done"

    assert told({"plan.yaml": PLAN + own(*words)}) == []


def test_own_vocabulary_with_a_code_twice() -> None:
    words = "code: finished, label: Finished, meaning: done", "code: finished, label: Dropped, meaning: dropped"
    files = {"plan.yaml": PLAN + own(*words)}

    assert told(files) == ["AP111 plan.yaml 18:12 two words of the vocabulary have the code finished"]
    assert fixes(files) == ["Give this word a code of its own."]


def test_own_vocabulary_without_done() -> None:
    files = {"plan.yaml": PLAN + own("code: begun, label: Begun, meaning: under-way")}

    assert told(files) == [
        "AP111 plan.yaml 17:6 no word of the vocabulary means done, so that nothing could ever be complete"
    ]
    assert fixes(files) == ["Write “meaning: done” for the word that says so."]


def test_own_vocabulary_whose_done_word_cannot_be_read() -> None:
    words = "code: begun, label: Begun, meaning: under-way", "code: finished, meaning: done"

    assert not any(each.startswith("AP111") for each in told({"plan.yaml": PLAN + own(*words)}))
