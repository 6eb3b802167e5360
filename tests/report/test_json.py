"""The report for programs: it keeps its schema, and says everything that the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from actionplan.report.build import SECTIONS
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import (
    COMMITMENTS,
    END_OF_2015,
    EVERYTHING,
    LATER,
    REAL,
    real,
    rendered,
    report_on,
    subject_of,
)

SCHEMA = json.loads((COMMITMENTS.parent / "schema" / "report-v1.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_reports_keep_the_schema(validator: Draft202012Validator) -> None:
    reports = [report_on(*map(real, REAL), on=on) for on in (END_OF_2015, LATER)]
    reports += [report_on(subject_of(EVERYTHING)), report_on(subject_of({})), report_on(), hostile_report()]
    for report in reports:
        validator.validate(json.loads(rendered(report, "json")))


def test_the_sections_named_in_the_schema_are_those_there_are() -> None:
    named = SCHEMA["$defs"]["section"]["properties"]["id"]["description"]

    assert re.findall(r"\b[a-z_]+\b(?=[,;])", named)[: len(SECTIONS)] == list(SECTIONS)


def cells(document: Any, section: str, table: str) -> list[dict[str, Any]]:
    (found,) = [each for each in document["sections"] if each["id"] == section]
    return [row["cells"] for block in found["blocks"] if block.get("id") == table for row in block["rows"]]


def test_values_keep_their_types() -> None:
    document = json.loads(rendered(report_on(subject_of(EVERYTHING)), "json"))

    late = cells(document, "exceptions", "overdue")[1]
    assert late["id"] == "haven-1"
    assert late["days_late"] == 92
    assert late["due"] == {"first": "2025-09-01", "last": "2025-09-30", "precision": "month", "written": "2025-09"}
    assert late["status"] == {"code": "in-progress", "label": "In progress", "tone": "neutral"}
    (indicator, _) = cells(document, "outcomes", "indicators")
    assert indicator["latest"]["value"] == "21.9"
    (waiting, *_) = cells(document, "decisions", "extensions")
    assert waiting["slips"] == 1
    (done,) = cells(document, "completed", "completed")
    register, photograph = done["evidence"]["values"]
    assert register["url"] == "https://haven.example/register"
    assert photograph == {"inferred": {"title": "Photograph of the last course", "url": None, "date": None}}


def test_text_comes_back_as_it_was() -> None:
    text = rendered(hostile_report(), "json")
    document = json.loads(text)
    (annex,) = [each for each in document["sections"] if each["id"] == "annex"]
    rows = annex["sections"][0]["blocks"][0]["rows"]

    assert {row["cells"]["id"]: row["cells"]["title"] for row in rows} == TITLES
    assert "##" not in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert text.endswith("}\n")


def test_each_row_is_a_line() -> None:
    text = rendered(report_on(real("mou-2015-16"), on=END_OF_2015), "json")

    assert len([line for line in text.splitlines() if line.strip().startswith('{"place"')]) == text.count('{"place"')


def test_places_are_found_on_disk() -> None:
    document = json.loads(rendered(report_on(real("mou-2015-16"), on=END_OF_2015), "json"))
    (changes,) = [each for each in document["sections"] if each["id"] == "changes"]
    (table,) = [each for each in changes["blocks"] if each["type"] == "table"]
    for row in table["rows"]:
        lines = Path(COMMITMENTS, row["place"]["file"]).read_text(encoding="utf-8").splitlines()
        assert lines[row["place"]["line"] - 1].split() == ["-", "id:", row["cells"]["id"]]
