"""`actionplan returns`: who has answered, and reminders for whoever has not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import jsonschema
import pytest

from tests.cli.plans import HEAD, make_plan
from tests.cli.run import Ran, run

ROOT = Path(__file__).parent.parent.parent
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((ROOT / "schema" / "returns-v1.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
)
PLAN = HEAD.replace(
    "  haven: {name: Haven Trust}\n",
    "  haven: {name: Haven Trust, short: Haven, email: returns@haven.example}\n"
    "  elm: {name: Elm Housing}\n"
    "  oak: {name: Oak Homes}\n",
)
NORTHFIELD = """\
partner: northfield
commitments:
  - id: nf-1
    title: Survey the four wards
    due: 2025-12
    updates:
      - {date: 2025-10-20, period: 2025-26 Q2, status: in-progress, confidence: green}
  - {id: nf-2, title: Name a contact in each ward, due: 2026-03}
  - {id: nf-3, title: Hold a forum in spring, due: 2026-05, agreed: 2025-10-02}
"""
HAVEN = """\
partner: haven
commitments:
  - {id: haven-1, title: Open 3 advice hubs, due: 2025-09, updates: [{date: 2025-05-02, status: in-progress}]}
  - {id: haven-2, title: Train 40 volunteers, updates: [{date: 2025-06-02, status: withdrawn, reason: funding}]}
"""
ELM = """\
partner: elm
commitments:
  - {id: elm-1, title: Insulate 200 homes, due: 2026-02, updates: [{date: 2025-10-10, period: 2025-26 Q2, return: nil}]}
"""
ALL = """\
partner: all
commitments:
  - {id: all-1, title: Meet every quarter}
"""
FILES = {"plan.yaml": PLAN, "northfield.yaml": NORTHFIELD, "haven.yaml": HAVEN, "elm.yaml": ELM, "all.yaml": ALL}
ON = ("--as-at", "2025-10-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_plan(tmp_path, FILES)
    return tmp_path


def status(folder: Path, *arguments: str) -> Ran:
    return run("returns", "status", *arguments, cwd=folder)


def remind(folder: Path, *arguments: str) -> Ran:
    return run("returns", "remind", *arguments, cwd=folder)


def test_the_register(folder: Path) -> None:
    assert (
        status(folder, *ON).succeeds().out
        == """\
northfield: Northfield homes and health plan, 2025 to 2026
2 of 3 partners have answered for Q2 2025 to 2026 (July to September 2025);
returns were due by 14 October 2025.

Partner             Return         Received on      Late by   Answered  Missed
------------------  -------------  ---------------  --------  --------  ------
Northfield Council  Received late  20 October 2025  6 days    1 of 2    0
Haven               Not received   nothing yet      6 days    0 of 1    1
Elm Housing         Nil return     10 October 2025  not late  1 of 1    0

No update received:

Id       Commitment                Lead                Due
-------  ------------------------  ------------------  -------------------------
nf-2     Name a contact in each    Northfield Council  March 2026
         ward
haven-1  Open 3 advice hubs        Haven               September 2025, 20 days
                                                       late

Not asked about: 3 commitments (1 agreed later, 1 closed before and 1 led by all
partners).
"""
    )


def test_one_partner_and_an_earlier_period(folder: Path) -> None:
    out = status(folder, "2025-26 Q1", "--partner", "Haven", *ON).succeeds().out

    assert "1 of 3 partners has answered for Q1 2025 to 2026 (April to June 2025);" in out
    assert "Haven    Received  2 May 2025   not late  2 of 2    0" in out
    assert "Elm" not in out
    assert "Not asked about" not in out
    nobody = status(folder, "--partner", "all", *ON).succeeds().out
    assert nobody.endswith("14 October 2025.\n\nNot asked about: 1 commitment (1 led by all partners).\n")


def test_options_before_the_command_hold(folder: Path) -> None:
    assert run("--as-at", "2025-10-20", "returns", "status", cwd=folder).succeeds() == status(folder, *ON)


def test_before_the_last_day_returns_are_due(folder: Path) -> None:
    out = status(folder, "--as-at", "2025-10-14").succeeds().out

    assert "1 of 3 partners has answered" in out
    assert "returns are due by 14 October 2025." in out


def test_every_figure_for_programs(folder: Path) -> None:
    document = json.loads(status(folder, "--format", "json", *ON).succeeds().out)
    (plan,) = document.pop("plans")
    returns = {each.pop("partner"): each for each in plan.pop("returns")}

    assert document == {"format": "actionplan.returns", "version": 1, "as_at": "2025-10-20"}
    assert [(each["id"], each["lead"], each["why"]) for each in plan.pop("not_due")] == [
        ("all-1", "all", "led-by-all"),
        ("haven-2", "haven", "closed-before"),
        ("nf-3", "northfield", "agreed-later"),
    ]
    assert plan == {
        "plan": "northfield",
        "title": "Northfield homes and health plan, 2025 to 2026",
        "said": "2 of 3 partners have answered for Q2 2025 to 2026 (July to September 2025); "
        "returns were due by 14 October 2025.",
        "period": "2025-26 Q2",
        "first_day": "2025-07-01",
        "last_day": "2025-09-30",
        "returns_due": "2025-10-14",
        "partners_asked": 3,
        "partners_answered": 2,
    }
    assert returns["elm"] == {
        "name": "Elm Housing",
        "return": "nil",
        "received_first": "2025-10-10",
        "received_last": "2025-10-10",
        "days_late": 0,
        "commitments_asked": 1,
        "commitments_answered": 1,
        "periods_missed": 0,
        "commitments": [
            {
                "id": "elm-1",
                "title": "Insulate 200 homes",
                "lead": "elm",
                "answer": "nil",
                "why": None,
                "answered_first": "2025-10-10",
                "answered_last": "2025-10-10",
            }
        ],
    }
    assert (returns["haven"]["return"], returns["haven"]["days_late"], returns["haven"]["periods_missed"]) == (
        "missing",
        6,
        1,
    )


NONE = "partner: none\ncommitments:\n  - {id: none-1, title: Publish a map}\n"
UNREVIEWED = PLAN.replace("reviews: {every: quarter, year_starts: April}\n", "")


@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        (FILES, ON),
        ({**FILES, "none.yaml": NONE}, (*ON, "--partner", "haven")),
        (FILES, ("2025-26 Q1", *ON)),
        (FILES, ("--as-at", "2025-10-14")),
        (FILES, ("--as-at", "2025-04-02")),
        (FILES, ("--as-at", "2026-12-31")),
        ({**FILES, "plan.yaml": UNREVIEWED}, ON),
        ({"plan.yaml": PLAN, "haven.yaml": "partner: haven\ncommitments: []\n"}, ON),
    ],
)
def test_what_programs_get_is_as_the_schema_says(
    tmp_path: Path, files: Mapping[str, str], arguments: tuple[str, ...]
) -> None:
    make_plan(tmp_path, files)

    document = json.loads(status(tmp_path, "--format", "json", *arguments).succeeds().out)

    SCHEMA.validate(document)


def test_the_schema_takes_nothing_else(folder: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA.schema)
    text = status(folder, "--format", "json", *ON).succeeds().out
    for old, new in (
        ('"version": 1', '"version": 2'),
        ('"nil"', '"none"'),
        ('"led-by-all"', '"led-by-some"'),
        ('"why": null', '"why": "agreed-later"'),
        ('"title"', '"titel"'),
        ('"days_late": 6', '"days_late": -6'),
    ):
        assert old in text
        assert not SCHEMA.is_valid(json.loads(text.replace(old, new))), old


def test_as_csv_each_commitment_has_its_row(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(status(folder, "--format", "csv", *ON).succeeds().out)))

    assert [(each["id"], each["partner"], each["return"], each["answer"], each["why"]) for each in rows] == [
        ("nf-1", "northfield", "received-late", "updated", ""),
        ("nf-2", "northfield", "received-late", "missing", ""),
        ("haven-1", "haven", "missing", "missing", ""),
        ("elm-1", "elm", "nil", "nil", ""),
        ("all-1", "all", "", "not-due", "led-by-all"),
        ("haven-2", "haven", "", "not-due", "closed-before"),
        ("nf-3", "northfield", "", "not-due", "agreed-later"),
    ]


def test_as_markdown_and_into_a_file(folder: Path) -> None:
    ran = status(folder, "-o", "returns.md", *ON)

    assert (ran.code, ran.out, ran.err) == (0, "", "Written: returns.md\n")
    text = (folder / "returns.md").read_text(encoding="utf-8")
    assert text.startswith(
        "## northfield: Northfield homes and health plan, 2025 to 2026\n\n2 of 3 partners have answered"
    )
    assert "| Haven              | Not received  | nothing yet     | 6 days    | 0 of 1     | 1        |" in text


def test_no_line_is_too_long(folder: Path) -> None:
    long = HAVEN.replace("Open 3 advice hubs", "Open " + "very " * 55 + "many hubs")
    (folder / "commitments" / "northfield" / "haven.yaml").write_text(long, encoding="utf-8")

    for width in (60, 80, 120):
        out = run("returns", "status", *ON, cwd=folder, env={"COLUMNS": str(width)}).succeeds().out
        assert max(map(len, out.splitlines())) <= width


def test_without_a_cycle_nobody_is_asked(folder: Path) -> None:
    head = PLAN.replace("reviews: {every: quarter, year_starts: April}\n", "")
    (folder / "commitments" / "northfield" / "plan.yaml").write_text(head, encoding="utf-8")

    for arguments in ((), ("2025-26 Q2",)):
        assert (
            status(folder, *arguments, *ON)
            .succeeds()
            .out.endswith("\nNo review cycle is agreed, so no returns are asked for.\n")
        )
    ran = remind(folder, "-o", "drafts", *ON)
    assert (ran.code, ran.err) == (0, "northfield: No review cycle is agreed, so no returns are asked for.\n")
    assert not (folder / "drafts").exists()


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025-26 Q9", "names no review period"),
        ("2025-08", "is not one review period of this plan"),
        ("2025-26 Q3", None),
        ("2025-26 Q4", "had not begun on"),
        ("2024-25 Q4", "is too early: the plan northfield begins on"),
    ],
)
def test_a_period_that_is_none_is_a_wrong_command_line(folder: Path, period: str, said: str | None) -> None:
    ran = status(folder, period, *ON)

    assert ran.code == (2 if said else 0)
    assert said is None or said in " ".join(ran.err.replace("│", " ").split())


def test_a_period_after_the_plan_is_too_late(folder: Path) -> None:
    ran = status(folder, "2026-27 Q1", "--as-at", "2026-12-31").fails(2)

    assert "2026-27 Q1 is too late: the plan northfield ends on 31 March 2026" in " ".join(ran.err.split())


def test_of_several_plans_those_that_have_the_period_are_shown(folder: Path) -> None:
    other = PLAN.replace("plan: northfield", "plan: southfield").replace("quarter", "month")
    make_plan(folder / "x", {"plan.yaml": other, "haven.yaml": HAVEN}, "southfield")
    (folder / "x" / "commitments" / "southfield").rename(folder / "commitments" / "southfield")

    ran = status(folder, "2025-26 Q2", *ON)

    assert ran.code == 0
    assert "southfield" not in ran.out
    assert ran.err == (
        "southfield is passed over: “2025-26 Q2” is not one review period of this plan, which is reviewed every month. "
        "Write for example 2025-09.\n"
    )


def test_reminders_for_whoever_is_missing(folder: Path) -> None:
    ran = remind(folder, "-o", "drafts", *ON, "--from", "Jo Bell <plan@northfield.example>")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "northfield: 2 of 3 partners have answered for Q2 2025 to 2026 (July to September 2025); "
        "returns were due by 14 October 2025. Missing: Haven.\n"
        "Written: drafts/northfield-2025-26-q2-haven.eml\n"
        "Written: drafts/northfield-2025-26-q2-haven.txt\n"
        "Written: drafts/northfield-2025-26-q2-haven-teams.txt\n"
        "Nothing was sent: 1 reminder to read, and to send by hand.\n"
    )
    drafts = {each.name: each.read_bytes() for each in (folder / "drafts").iterdir()}
    message = message_from_bytes(drafts["northfield-2025-26-q2-haven.eml"], policy=default)
    assert (message["X-Unsent"], message["To"], message["From"]) == (
        "1",
        "Haven Trust <returns@haven.example>",
        "Jo Bell <plan@northfield.example>",
    )
    for data in drafts.values():
        assert b"haven-1: Open 3 advice hubs" in data
        assert b"haven-2" not in data


def test_the_same_reminders_again_are_the_same_bytes(folder: Path) -> None:
    drafts = folder / "drafts"
    remind(folder, "-o", "drafts", *ON)
    first = {each.name: each.read_bytes() for each in drafts.iterdir()}

    assert remind(folder, "-o", "drafts", *ON).code == 0
    assert {each.name: each.read_bytes() for each in drafts.iterdir()} == first


def test_what_is_no_draft_of_ours_is_left_alone(folder: Path) -> None:
    drafts = folder / "drafts"
    drafts.mkdir()
    mine = drafts / "northfield-2025-26-q2-haven.txt"
    mine.write_text("Dear Haven, see you on Monday.\n", encoding="utf-8")

    ran = remind(folder, "-o", "drafts", *ON).fails(4)

    assert "drafts/northfield-2025-26-q2-haven.txt is there already and holds something else" in ran.err
    assert [each.name for each in drafts.iterdir()] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "Dear Haven, see you on Monday.\n"


def test_one_format_alone(folder: Path) -> None:
    remind(folder, "-o", "drafts", "--format", "teams", *ON)

    assert [each.name for each in (folder / "drafts").iterdir()] == ["northfield-2025-26-q2-haven-teams.txt"]


def test_where_nobody_is_missing_nothing_is_written(folder: Path) -> None:
    one = remind(folder, "-o", "drafts", "--partner", "elm", *ON)
    assert (one.code, one.err.endswith("14 October 2025. The partner asked about is not missing.\n")) == (0, True)

    answered = HAVEN.replace(
        "status: in-progress}]", "status: in-progress}, {date: 2025-10-02, period: 2025-26 Q2, return: nil}]"
    )
    (folder / "commitments" / "northfield" / "haven.yaml").write_text(answered, encoding="utf-8")
    every = remind(folder, "-o", "drafts", *ON)
    assert (every.code, every.out) == (0, "")
    assert every.err == (
        "northfield: 3 of 3 partners have answered for Q2 2025 to 2026 (July to September 2025); "
        "returns were due by 14 October 2025. Nobody is missing.\n"
    )
    assert not (folder / "drafts").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--output"),
        (("-o", "drafts", "--format", "fax"), "there is no format “fax”"),
        (("-o", "drafts", "--from", "Jo Bell"), "is not an email address"),
        (("-o", "drafts", "--from", "Jo <jo@elm.example>\r\nBcc: all@elm.example"), "is not an email address"),
        (("-o", "drafts", "--partner", "ash"), "there is no partner “ash”"),
    ],
)
def test_a_wrong_command_line_writes_nothing(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = remind(folder, *arguments, *ON).fails(2)

    assert said in ran.err
    assert not (folder / "drafts").exists()


def test_an_address_that_is_none_is_a_finding(folder: Path) -> None:
    head = PLAN.replace("returns@haven.example", '"Jo <jo@haven.example>"')
    (folder / "commitments" / "northfield" / "plan.yaml").write_text(head, encoding="utf-8")

    out = run("validate", *ON, cwd=folder).out
    assert "“Jo <jo@haven.example>” is not an email address" in " ".join(out.split())
