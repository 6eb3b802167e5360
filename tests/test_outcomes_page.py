"""docs/how-to/outcomes.md: what it shows can be done, and comes out as it says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from actionplan.domain.measured import STATUSES
from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import run
from tests.test_format_page import tables

TEXT = (Path(__file__).parent.parent / "docs" / "how-to" / "outcomes.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)


FIRST, JUDGED = blocks("yaml outcomes.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_plan(tmp_path, {"outcomes.yaml": FIRST})
    return tmp_path


def _indicators(folder: Path, *arguments: str, day: tuple[str, ...] = AS_AT) -> list[dict[str, object]]:
    out = run("outcomes", "--format", "json", *arguments, *day, cwd=folder).succeeds().out
    return [each for outcome in json.loads(out)["plans"][0]["outcomes"] for each in outcome["indicators"]]


def test_the_commands_that_record_values_do(folder: Path) -> None:
    commands = [shlex.split(line) for each in blocks("sh") for line in each.splitlines() if " reading " in line]
    assert len(commands) == 2
    for program, *arguments in commands:
        assert program == "actionplan"
        run(*arguments, *AS_AT, cwd=folder).succeeds()

    (cold, _) = _indicators(folder)
    assert cold["method"] == "17.3 in June 2025 against 17.1 on the path on 30 June 2025"
    assert "17.3 (June 2025), revised from 17.2" in " ".join(
        run("outcomes", *AS_AT, cwd=folder, env={"COLUMNS": "200"}).succeeds().out.split()
    )
    (early, _) = _indicators(folder, day=("--as-at", "2025-07-31"))
    assert str(early["method"]).startswith("17.2 ")
    (earlier, _) = _indicators(folder, day=("--as-at", "2025-07-01"))
    assert earlier["status"] == "no-reading"


def test_a_judgement_reads_as_the_page_says(tmp_path: Path) -> None:
    make_plan(tmp_path, {"outcomes.yaml": JUDGED})
    (said,) = re.findall(r"reads “(On path [^”]*)”", TEXT.replace("\n", " "))

    assert said in run("outcomes", *AS_AT, cwd=tmp_path, env={"COLUMNS": "200"}).succeeds().out


def test_the_invented_list_gives_what_the_page_says(folder: Path) -> None:
    (values,) = blocks("csv")
    (folder / "values.csv").write_text(values)
    run(
        "reading", "advised", "--value", "120", "--date", "2025-26 Q2", "--source", "Hubs", *AS_AT, cwd=folder
    ).succeeds()

    (_, advised) = _indicators(folder, "--values", "values.csv")

    assert advised["social_value"] == {
        "people": 120,
        "value": "1000",
        "deadweight": "25",
        "pounds": 90_000,
        "method": "120 people at £1,000 each, less 25% deadweight",
    }
    assert "= £90,000." in TEXT


def test_every_status_is_explained() -> None:
    (found,) = [each for each in tables(TEXT) if each[0] == "| Status | When |"]

    labels = {each.label for each in STATUSES.values()} | {"No reading for the target's date"}
    assert {line.split("|")[1].strip() for line in found[2:]} == labels


def test_links_inside_the_page_lead_to_headings() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= headings
