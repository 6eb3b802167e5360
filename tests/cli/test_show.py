from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import run


def test_show_says_all_of_a_commitment(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("show", "haven-1", *AS_AT, cwd=tmp_path).succeeds()

    assert (
        ran.out
        == """\
northfield/haven-1
Open 3 advice hubs

Lead          Haven Trust
With          Northfield Council
Theme         Warm and safe homes
Kind          deliverable
Status        In progress, amber (as at 31 December 2025)
Due           September 2025, 92 days late
Last update   5 December 2025: In progress, amber. Reason: not enough people or
              time.
Next          Open the third hub in May.
Written in    commitments/northfield/haven.yaml:3
"""
    )


def test_history_is_the_log(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("history", "northfield/haven-1", *AS_AT, cwd=tmp_path).succeeds()

    assert (
        ran.out
        == """\
northfield/haven-1
Open 3 advice hubs

2025-26 Q2    10 July 2025: In progress, green.
2025-26 Q3    5 December 2025: In progress, amber. Reason: not enough people or
              time.
              Next: Open the third hub in May.
"""
    )


AMENDED = HAVEN.replace(
    "  - id: haven-2\n",
    "    amendments:\n"
    "      - {date: 2025-10-21, of: [title, with], by: the partnership board, was: Open 2 hubs, note: One more ward.}\n"
    "      - {date: 2026-01-05, of: [lead], by: Ann B.}\n"
    "  - id: haven-2\n",
)
SAID = """\
Amendment     21 October 2025: title and with changed, agreed by the partnership
              board. Before: “Open 2 hubs”. One more ward.
Amendment     5 January 2026: lead changed, agreed by Ann B.
"""


@pytest.mark.parametrize("command", ["show", "history"])
def test_what_was_agreed_anew_is_said_with_the_words_before(tmp_path: Path, command: str) -> None:
    make_plan(tmp_path, {"haven.yaml": AMENDED})

    text = run(command, "haven-1", *AS_AT, cwd=tmp_path).succeeds().out
    document = json.loads(run(command, "haven-1", *AS_AT, "--format", "json", cwd=tmp_path).succeeds().out)

    assert SAID in text
    assert document["amendments"] == [
        {
            "date": "2025-10-21",
            "of": ["title", "with"],
            "by": "the partnership board",
            "was": "Open 2 hubs",
            "note": "One more ward.",
        },
        {"date": "2026-01-05", "of": ["lead"], "by": "Ann B.", "was": None, "note": None},
    ]
    other = run(command, "haven-2", *AS_AT, cwd=tmp_path).succeeds().out
    assert "Amendment" not in other


def test_history_before_the_last_update(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("history", "haven-1", "--as-at", "2025-08-01", "--format", "json", cwd=tmp_path).succeeds()

    assert [each["date"] for each in json.loads(ran.out)["log"]] == ["2025-07-10"]


@pytest.mark.parametrize("command", ["show", "history"])
def test_a_name_that_does_not_fit(tmp_path: Path, command: str) -> None:
    make_plan(tmp_path)
    other = tmp_path / "commitments" / "southfield"
    other.mkdir()
    (other / "plan.yaml").write_text(HEAD.replace("plan: northfield", "plan: southfield"), encoding="utf-8")
    (other / "haven.yaml").write_text(
        "partner: haven\ncommitments: [{id: haven-1, title: Open 4 hubs}]\n", encoding="utf-8"
    )

    several = run(command, "haven-1", cwd=tmp_path).fails(2)
    unknown = run(command, "hvn-2", cwd=tmp_path).fails(2)

    assert "several plans have a commitment haven-1. Write northfield/haven-1 or southfield/haven-1." in several.err
    assert "there is no commitment “hvn-2”. Did you mean haven-2?" in unknown.err
