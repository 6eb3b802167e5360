"""`actionplan outcomes`: the same facts in every format, and a list of values that is used or refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.plans import AS_AT, HAVEN, make_plan
from tests.cli.run import Ran, run

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "schema" / "outcomes-v1.json").read_text(encoding="utf-8"))
OUTCOMES = """\
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Homes that tenants say they cannot keep warm
        unit: per cent of homes
        better: lower
        area: Northfield
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
        readings:
          - {date: 2025-03, value: 18, source: Survey}
          - {date: 2025-06, value: 17.2, released: 2025-07-14, source: Survey}
          - {date: 2025-06, value: 17.3, released: 2025-11-01, source: Survey}
        judged:
          - {status: on-path, reason: The survey came late., by: the board, date: 2025-12-01}
      - id: advised
        title: People who were advised
        unit: people
        readings: [{date: 2025-26 Q2, value: 120}, {date: 2025-26 Q3, value: 130, released: 2026-01-05}]
        value_of: {outcome: Advice, group: Adults}
  - {id: dry, title: Fewer people live in damp homes}
"""
TEXT = """\
northfield: Northfield homes and health plan, 2025 to 2026
As at 31 December 2025: 2 outcomes, 2 indicators

warm: Fewer people live in cold homes
Served by: haven-1

Indicator  Baseline    Path now  Latest      Target       Trend        Status
---------  ----------  --------  ----------  -----------  -----------  ---------
cold       18.5        15.7      17.3 (June  15 (March    better       On path
           (2024)                2025),      2026)
                                 revised
                                 from 17.2
advised    none        none      120         none         cannot be    No target
                                 (2025-26                 told
                                 Q2)

cold: Homes that tenants say they cannot keep warm, per cent of homes,
Northfield
On path (judged by the board on 1 December 2025; computed: off path): The survey
came late; 17.3 in June 2025 against 17.1 on the path on 30 June 2025.
Trend better (fell by 0.7 since March 2025).

advised: People who were advised, people
No target: no target was agreed, so there is nothing to hold the readings
against.
Trend cannot be told (fewer than two readings).

dry: Fewer people live in damp homes
Served by: no commitment
Not measured: it has no indicator.

Outcomes that nobody serves: dry
Commitments that serve none: haven-2, haven-3
"""
VALUES = "edition,outcome,group,region,value,deadweight\nInvented 2025,Advice,Adults,,1234.50,27\n"
VALUED = """\

Social value, by the list “Invented 2025”:

Indicator  People  Value in pounds  How
---------  ------  ---------------  --------------------------------------------
advised    120     108,142          120 people at £1,234.50 each, less 27%
                                    deadweight

Values are for one year: they hold for people for whom it lasted most of a year.
There is no total, because one person may be counted by several indicators.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    haven = HAVEN.replace("    title: Open 3", "    outcomes: [warm]\n    title: Open 3")
    make_plan(tmp_path, {"outcomes.yaml": OUTCOMES, "haven.yaml": haven})
    (tmp_path / "values.csv").write_text(VALUES)
    return tmp_path


def _run(folder: Path, *arguments: str) -> Ran:
    return run("outcomes", *arguments, *AS_AT, cwd=folder)


def test_as_text(folder: Path) -> None:
    assert _run(folder).succeeds().out == TEXT


def test_with_a_list_of_values(folder: Path) -> None:
    assert _run(folder, "--values", "values.csv").succeeds().out == TEXT + VALUED


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_no_line_is_wider_than_the_screen(columns: str, folder: Path) -> None:
    ran = run("outcomes", "--values", "values.csv", *AS_AT, cwd=folder, env={"COLUMNS": columns}).succeeds()

    assert max(map(len, ran.out.splitlines())) <= int(columns)


def test_on_an_earlier_day_only_what_was_known_counts(folder: Path) -> None:
    ran = run("outcomes", "--as-at", "2025-10-31", cwd=folder).succeeds()

    assert "Off path: 17.2 in June 2025 against 17.1 on the path on 30 June 2025." in ran.out
    assert "revised" not in ran.out
    assert "judged" not in ran.out


def test_as_json(folder: Path) -> None:
    document = json.loads(_run(folder, "--format", "json", "--values", "values.csv").succeeds().out)

    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    (plan,) = document["plans"]
    assert (plan["unserved"], plan["serving_none"]) == (["dry"], ["haven-2", "haven-3"])
    cold, advised = plan["outcomes"][0]["indicators"]
    assert (cold["path_now"], cold["status"], cold["computed"]) == ("15.7", "on-path", "off-path")
    assert [(each["value"], [was["value"] for was in each["revised"]]) for each in cold["readings"]] == [
        ("18", []),
        ("17.3", ["17.2"]),
    ]
    assert (cold["file"], cold["line"]) == ("commitments/northfield/outcomes.yaml", 5)
    assert advised["social_value"] == {
        "people": 120,
        "value": "1234.50",
        "deadweight": "27",
        "pounds": 108142,
        "method": "120 people at £1,234.50 each, less 27% deadweight",
    }
    assert (document["edition"], cold["social_value"]) == ("Invented 2025", None)


def test_every_format_has_the_figures_of_the_json(folder: Path) -> None:
    document = json.loads(_run(folder, "--format", "json", "--values", "values.csv").succeeds().out)
    rows = list(csv.DictReader(io.StringIO(_run(folder, "--format", "csv", "--values", "values.csv").succeeds().out)))

    assert [(each["outcome"], each["indicator"]) for each in rows] == [
        ("warm", "cold"),
        ("warm", "advised"),
        ("dry", ""),
    ]
    for row, each in zip(rows, document["plans"][0]["outcomes"][0]["indicators"], strict=False):
        assert row["latest"] == each["readings"][-1]["value"]
        assert row["path_now"] == (each["path_now"] or "")
        assert (row["status"], row["trend"], row["method"]) == (each["status"], each["trend"], each["method"])
        assert row["social_value"] == (str(each["social_value"]["pounds"]) if each["social_value"] else "")
        assert row["line"] == str(each["line"])
    markdown = _run(folder, "--format", "markdown").succeeds().out
    assert "On path (judged by the board on 1 December 2025; computed: off path)" in markdown


def test_into_a_file_by_its_ending(folder: Path) -> None:
    ran = _run(folder, "-o", "outcomes.json")

    assert (ran.code, ran.out, ran.err) == (0, "", "Written: outcomes.json\n")
    assert json.loads((folder / "outcomes.json").read_text())["format"] == "actionplan.outcomes"


def test_a_plan_without_outcomes_says_so(tmp_path: Path) -> None:
    make_plan(tmp_path)

    assert _run(tmp_path).succeeds().out.endswith("0 outcomes, 0 indicators\n\nNone: the plan has no outcomes.\n")
    document = json.loads(_run(tmp_path, "--format", "json").succeeds().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["plans"] == [{"plan": "northfield", "outcomes": [], "unserved": [], "serving_none": []}]


def test_a_list_that_cannot_be_used_computes_nothing(folder: Path) -> None:
    (folder / "values.csv").write_text(VALUES + "Invented 2026,Advice,Adults,,-5,27\n")

    ran = _run(folder, "--values", "values.csv").fails(1)

    assert (ran.out, ran.err) == (
        "",
        "values.csv:3: the edition is “Invented 2026”, and “Invented 2025” above.\n"
        "  Keep one edition in a list: figures of two cannot stand side by side.\n"
        "values.csv:3: the same outcome, group and region stand on line 2.\n"
        "  Keep one of the two.\n"
        "values.csv:3: value: -5 is less than nothing.\n"
        "  Write a number from 0.\n"
        "Nothing was computed.\n",
    )


def test_a_whole_list_may_be_brought(folder: Path) -> None:
    others = "".join(f"Invented 2025,Outcome {number},All,,n/a,\n" for number in range(400))
    (folder / "values.csv").write_text(VALUES + others)

    ran = _run(folder, "--values", "values.csv")

    assert (ran.code, ran.out) == (0, TEXT + VALUED)
    assert ran.err == "values.csv: 400 of 401 rows were passed over, as no indicator names them.\n"


def test_an_indicator_whose_value_is_not_in_the_list_stays_a_headcount(folder: Path) -> None:
    (folder / "values.csv").write_text(VALUES.replace("Adults", "Adult tenants"))

    ran = _run(folder, "--values", "values.csv", "--format", "json")

    assert (ran.code, ran.err) == (
        0,
        "values.csv: 1 of 1 row was passed over, as no indicator names it.\n"
        "commitments/northfield/outcomes.yaml:22: the group “Adults” is not in the list for “Advice”; "
        "it has “Adult tenants”.\n"
        "  advised stays a headcount.\n",
    )
    advised = json.loads(ran.out)["plans"][0]["outcomes"][0]["indicators"][1]["social_value"]
    assert (advised["people"], advised["pounds"]) == (120, None)
    assert advised["method"] == "a headcount: the list has no value for “Advice, Adults”"


def test_of_very_many_faults_a_hundred_are_shown(folder: Path) -> None:
    (folder / "values.csv").write_text(VALUES + "Invented 2025,Advice,Adults,,1,0\n" * 250)

    lines = _run(folder, "--values", "values.csv").fails(1).err.splitlines()

    assert (len(lines), lines[-2:]) == (202, ["and 150 more", "Nothing was computed."])


def test_a_list_that_is_not_there(folder: Path) -> None:
    ran = _run(folder, "--values", "value.csv").fails(3)
    assert ran.err == "There is no file value.csv.\nCheck the name, and the folder you are in.\n"


def test_hostile_titles_cannot_speak_to_the_terminal(folder: Path) -> None:
    file = folder / "commitments" / "northfield" / "outcomes.yaml"
    file.write_text(OUTCOMES.replace("title: People who were advised", f"title: '=1+1 {chr(0x202E)}[red] people'"))

    ran = _run(folder)

    assert chr(0x202E) not in ran.out
    assert "[red] people" in ran.out
    assert ",'=1+1 " in _run(folder, "--format", "csv").out


def test_the_real_figures_are_shown_for_what_they_are() -> None:
    ran = run(
        "outcomes", "--plan", "nenc-housing-health-care", "--as-at", "2026-06-30", "--format", "json", cwd=ROOT
    ).succeeds()

    (plan,) = json.loads(ran.out)["plans"]
    found = [each for outcome in plan["outcomes"] for each in outcome["indicators"]]
    assert [(each["id"], each["status"], each["path_now"], len(each["readings"])) for each in found] == [
        ("cat1-hazards", "no-target", None, 2),
        ("non-decent", "no-target", None, 2),
    ]
