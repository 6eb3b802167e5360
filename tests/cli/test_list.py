from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from actionplan.plaintext import width_of
from tests.cli.plans import AS_AT, HEAD, make_plan
from tests.cli.run import run


def _ids(out: str) -> list[str]:
    return [each["id"] for each in json.loads(out)["commitments"]]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ((), ["haven-1", "haven-2", "haven-3"]),
        (("--partner", "haven"), ["haven-1", "haven-2", "haven-3"]),
        (("--partner", "northfield"), ["haven-1"]),
        (("--partner", "none"), []),
        (("--status", "complete"), ["haven-2"]),
        (("--status", "complete", "--status", "in-progress"), ["haven-1", "haven-2"]),
        (("--status", "no-update-received"), ["haven-3"]),
        (("--confidence", "amber"), ["haven-1"]),
        (("--confidence", "none"), ["haven-3"]),
        (("--partner", "Northfield Council"), ["haven-1"]),
        (("--theme", "homes"), ["haven-1"]),
        (("--overdue",), ["haven-1"]),
        (("--no-update",), ["haven-3"]),
        (("--overdue", "--status", "complete"), []),
        (("--sort", "updated"), ["haven-3", "haven-2", "haven-1"]),
        (("--sort", "late"), ["haven-1", "haven-2", "haven-3"]),
        (("--sort", "due"), ["haven-1", "haven-2", "haven-3"]),
    ],
)
def test_filters_and_orders(tmp_path: Path, filters: tuple[str, ...], ids: list[str]) -> None:
    make_plan(tmp_path)

    assert _ids(run("list", *AS_AT, "--format", "json", *filters, cwd=tmp_path).succeeds().out) == ids


def test_position_at_an_earlier_review(tmp_path: Path) -> None:
    make_plan(tmp_path)

    found = json.loads(run("list", "--period", "2025-26 q2", "--format", "json", cwd=tmp_path).succeeds().out)

    first = found["commitments"][0]
    assert (first["confidence"], first["days_late"], first["last_update"]) == ("green", 0, "2025-07-10")
    assert found["commitments"][1]["status"] is None


@pytest.mark.parametrize(
    ("option", "word", "said"),
    [
        ("--partner", "havn", "there is no partner “havn”. Did you mean haven?"),
        ("--status", "In progress", "there is no status “In progress”. Did you mean in-progress?"),
        ("--confidence", "purple", "there is no confidence “purple”. There are: amber, green, none, red."),
        ("--theme", "zzz", "there is no theme “zzz”. There are: homes."),
        ("--plan", "northfeild", "there is no plan “northfeild”. Did you mean northfield?"),
        ("--period", "2025-26 Q5", "“2025-26 Q5” names no review period. Write it as 2015-16 Q3."),
        ("--period", "2098-99 Q1", "2098-99 Q1 had not begun on "),
        ("--period", "2020-21 Q1", "2020-21 Q1 is too early: the plan northfield begins on 1 April 2025"),
        ("--period", "2025", "“2025” is not one review period of this plan, which is reviewed every quarter."),
        ("--sort", "duedate", "there is no order “duedate”."),
        ("--format", "xml", "there is no format “xml”."),
        ("--as-at", "31/12/2025", "the date “31/12/2025” is not written year first. Write 2025-12-31."),
        (
            "--as-at",
            "2025-02-30",
            "there is no day 2025-02-30: February 2025 has 28 days. Write a day up to 2025-02-28.",
        ),
    ],
)
def test_an_unknown_word_is_a_wrong_command_line(tmp_path: Path, option: str, word: str, said: str) -> None:
    make_plan(tmp_path)

    ran = run("list", option, word, cwd=tmp_path).fails(2)

    assert ran.out == ""
    assert said in ran.err


def test_every_format_holds_every_row(tmp_path: Path) -> None:
    make_plan(tmp_path)

    def listed(format_: str) -> str:
        return run("list", *AS_AT, "--format", format_, cwd=tmp_path).succeeds().out

    rows = list(csv.DictReader(io.StringIO(listed("csv"))))
    assert [row["id"] for row in rows] == ["haven-1", "haven-2", "haven-3"]
    assert (rows[0]["days_late"], rows[0]["line"], rows[0]["with"]) == ("92", "3", "northfield")
    assert rows[0]["file"] == "commitments/northfield/haven.yaml"
    assert list(csv.DictReader(io.StringIO(listed("tsv")), delimiter="\t")) == rows
    assert listed("markdown").count("\n") == 5
    assert (
        "| northfield | haven-1 | Open 3 advice hubs | Haven Trust | In progress, amber | September 2025, 92 days late |"
        in " ".join(listed("markdown").split())
    )
    assert listed("table").count("haven-") == 3


@pytest.mark.parametrize("columns", ["80", "40", "120"])
def test_the_table_fits(tmp_path: Path, columns: str) -> None:
    title = "Publish 12 " + "supercalifragilisticexpialidocious " * 6 + "日本語のタイトル" * 4
    extra = f"partner: northfield\ncommitments:\n  - id: {'n' * 60}\n    title: {title.strip()}\n    due: 2026-03\n"
    make_plan(tmp_path, {"northfield.yaml": extra})

    ran = run("list", *AS_AT, cwd=tmp_path, env={"COLUMNS": columns}).succeeds()

    rows = ran.out.split("\n\n", 1)[1].splitlines()
    assert max(width_of(line) for line in rows) <= int(columns)


def test_formulas_and_markup_stay_text(tmp_path: Path) -> None:
    extra = """\
partner: northfield
commitments:
  - {id: n-1, title: '=cmd|calc', due: 2026-03}
  - {id: n-2, title: '@SUM(1) [phase 2] [/] <b> `x` | y', due: 2026-03}
  - {id: n-3, title: '-1 ::error:: ##[x]', due: 2026-03}
"""
    make_plan(tmp_path, {"northfield.yaml": extra})

    def titles(format_: str) -> str:
        return run("list", *AS_AT, "--partner", "northfield", "--format", format_, cwd=tmp_path).succeeds().out

    cells = [row["title"] for row in csv.DictReader(io.StringIO(titles("csv")))]
    assert cells[1:] == ["'=cmd|calc", "'@SUM(1) [phase 2] [/] <b> `x` | y", "'-1 : :error: : # #[x]"]
    assert r"@<!-- -->SUM(1) \[phase 2\] \[/\] &lt;b&gt; \`x\` \| y" in titles("markdown")
    assert "[phase 2] [/]" in titles("table")
    assert [each["title"] for each in json.loads(titles("json"))["commitments"]][1] == "=cmd|calc"


def test_two_plans_under_their_own_headings(tmp_path: Path) -> None:
    make_plan(tmp_path)
    other = tmp_path / "commitments" / "southfield"
    other.mkdir()
    (other / "plan.yaml").write_text(HEAD.replace("plan: northfield", "plan: southfield"), encoding="utf-8")

    ran = run("list", *AS_AT, cwd=tmp_path).succeeds()

    assert "northfield: Northfield homes" in ran.out
    assert "southfield: Northfield homes" in ran.out
    assert ran.out.endswith("\n\nNone.\n")
    assert _ids(run("list", "--plan", "southfield", "--format", "json", cwd=tmp_path).out) == []
