"""What each format says, held against its rules."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import Failure, JUnitXml

from actionplan.checks.diagnostic import Finding, Mend, Severity
from actionplan.cli.printers import PRINTERS
from actionplan.cli.printers.machine import fingerprints
from actionplan.yamltext.source import Source
from tests.cli.findings import FILE, checked, document, finding, rendered
from tests.cli.readers import GITLAB, RDJSON, SARIF, azure_commands, github_commands, xml_tree
from tests.support import judge_texts

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = {"gitlab": GITLAB, "sarif": SARIF, "rdjson": RDJSON}
PUBLISHED = {"sarif": "ACTIONPLAN_SARIF_SCHEMA", "rdjson": "ACTIONPLAN_RDJSON_SCHEMA"}
PLAN = (ROOT / "tests" / "checks" / "northfield.yaml").read_text(encoding="utf-8")
HEAD = "partner: haven\ncommitments:\n"
FIRST = "  - id: haven-1\n    title: Open 3 advice hubs\n    due: 31/03/2026\n    with: [nobody, nowhere]\n"
SECOND = "  - id: haven-2\n    title: Train 40 volunteers\n    due: 2026-02-30\n"


def some() -> Any:
    """A finding of each severity in one file, and a file in which nothing was found."""
    kinds: tuple[Severity, ...] = ("advice", "warning", "error")
    findings = [finding(f"this is {each}", each, line=number) for number, each in enumerate(kinds, 1)]
    return checked(findings, {"commitments/northfield/plan.yaml": "format: 1\n", FILE: "a: 1\nb: 2\nc: 3\n"})


def test_every_printer_is_named() -> None:
    folder = ROOT / "actionplan" / "cli" / "printers"
    modules = {each.stem for each in folder.glob("*.py")} - {"__init__", "machine"}

    assert modules == {each.module for each in PRINTERS.values()}
    suffixes = [suffix for each in PRINTERS.values() for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("format_", SCHEMAS)
def test_json_has_the_shape_of_its_format(format_: str) -> None:
    for what in (some(), checked([], {FILE: "a: 1\n"}), checked([], {})):
        jsonschema.validate(document(format_, what), SCHEMAS[format_])


@pytest.mark.parametrize("format_", PUBLISHED)
def test_json_follows_the_published_schema(format_: str) -> None:
    path = os.environ.get(PUBLISHED[format_])
    if not path:
        pytest.skip(f"{PUBLISHED[format_]} does not name a copy of the published schema")
    schema = json.loads(Path(path).read_text(encoding="utf-8"))

    for what in (some(), checked([], {})):
        jsonschema.validate(document(format_, what), schema)


def test_github_errors_first() -> None:
    commands = github_commands(rendered("github", some()))

    assert [(each.name, each.message) for each in commands] == [
        ("error", "this is error. Write 2026-03-31."),
        ("warning", "this is warning. Write 2026-03-31."),
        ("notice", "this is advice. Write 2026-03-31."),
    ]
    assert commands[0].properties == {
        "file": FILE,
        "line": "3",
        "col": "1",
        "endColumn": "2",
        "title": "AP201 date-not-iso",
    }


def test_github_escapes_are_those_of_its_toolkit() -> None:
    text = rendered("github", checked([finding("50% of it: a, b", file="a:b,c%0A.yaml")]))

    assert text.splitlines()[0] == (
        "::error file=a%3Ab%2Cc%250A.yaml,line=1,col=1,endColumn=2,title=AP201 date-not-iso"
        "::50%25 of it: a, b. Write 2026-03-31."
    )


def test_github_columns_only_on_one_line() -> None:
    text = rendered("github", checked([finding()._replace(end_line=2)]))

    assert text.startswith(f"::error file={FILE},line=1,title=AP201 date-not-iso::")


@pytest.mark.parametrize(
    ("errors", "warnings", "advice", "said"),
    [
        (10, 10, 10, ""),
        (11, 0, 0, "1 more, see the summary of the job (1 of severity error). "),
        (12, 11, 0, "3 more, see the summary of the job (2 of severity error, 1 of severity warning). "),
        (0, 0, 11, "2 more, see the summary of the job (2 of severity advice). "),
        (1012, 0, 10, "1,003 more, see the summary of the job (1,002 of severity error, 1 of severity advice). "),
    ],
)
def test_github_says_how_many_it_leaves_out(errors: int, warnings: int, advice: int, said: str) -> None:
    counts: tuple[tuple[Severity, int], ...] = (("warning", warnings), ("advice", advice), ("error", errors))
    findings = [finding(severity=kind) for kind, count in counts for _ in range(count)]
    commands = github_commands(rendered("github", checked(findings)))

    names = [each.name for each in commands]
    notice = ["notice"] if said else []
    assert names == ["error"] * errors + ["warning"] * warnings + notice + ["notice"] * advice
    if said:
        total = errors + warnings
        assert commands[total].message == f"{said}GitHub marks 10 of each kind; all of them are in this log."


def test_azure() -> None:
    text = rendered("azure", some())

    assert [(each.name, each.properties, each.message) for each in azure_commands(text)] == [
        (
            "task.logissue",
            {"type": kind, "sourcepath": FILE, "linenumber": str(line), "columnnumber": "1", "code": "AP201"},
            f"this is {kind}. Write 2026-03-31.",
        )
        for kind, line in (("error", 3), ("warning", 2))
    ]
    assert text.splitlines()[2:] == [
        f"{FILE}:1:1: advice AP201 this is advice. Write 2026-03-31.",
        "1 error, 1 warning and 1 piece of advice in 1 plan, 2 files, 1 commitment.",
    ]


def test_gitlab() -> None:
    first, *_ = document("gitlab", some())

    assert first == {
        "description": "this is advice. Write 2026-03-31.",
        "check_name": "AP201",
        "fingerprint": first["fingerprint"],
        "severity": "info",
        "location": {"path": FILE, "lines": {"begin": 1}},
    }
    assert [each["severity"] for each in document("gitlab", some())] == ["info", "minor", "major"]


def test_sarif() -> None:
    run = document("sarif", some())["runs"][0]

    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["AP201"]
    assert [(each["level"], each["ruleIndex"]) for each in run["results"]] == [
        ("error", 0),
        ("warning", 0),
        ("note", 0),
    ]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": FILE, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 2},
    }


@pytest.mark.parametrize(
    ("name", "artifact"),
    [
        ("the plans/a:b%20ü.yaml", {"uri": "the%20plans/a%3Ab%2520%C3%BC.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/plans/haven.yaml", {"uri": "file:///plans/haven.yaml"}),
    ],
)
def test_sarif_names_files_by_uri(name: str, artifact: dict[str, str]) -> None:
    result = document("sarif", checked([finding(file=name)]))["runs"][0]["results"][0]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


@pytest.mark.parametrize(
    ("found", "end"),
    [(finding(columns=(5, 9)), 9), (finding(columns=(5, 5)), 6), (finding(columns=(5, 1))._replace(end_line=3), 6)],
)
def test_sarif_regions_are_on_one_line_and_not_empty(found: Finding, end: int) -> None:
    result = document("sarif", checked([found]))["runs"][0]["results"][0]

    region = {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": end}
    assert result["locations"][0]["physicalLocation"]["region"] == region


def test_sarif_messages_hold_no_links_and_no_places_for_arguments() -> None:
    result = document("sarif", checked([finding("see [this](0) and {0} and {x} and a[1]")]))["runs"][0]["results"][0]

    assert result["message"]["text"] == "see [this] (0) and { 0} and {x} and a[1]. Write 2026-03-31."


def test_sarif_keeps_the_errors_where_there_are_too_many() -> None:
    findings = [finding(severity="advice", line=number) for number in range(1, 25_001)] + [finding("the error")]
    run = document("sarif", checked(findings))["runs"][0]

    assert len(run["results"]) == 25_000
    assert run["results"][0]["message"]["text"] == "the error. Write 2026-03-31."
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == (
        "1 finding left out: GitHub takes 25,000."
    )


def test_junit_is_a_case_a_file() -> None:
    suites = JUnitXml.fromstring(rendered("junit", some()).encode())
    suite = next(iter(suites))
    passed, failed = list(suite)

    assert (suites.tests, suites.failures, suites.errors, suites.skipped, suites.time) == (2, 1, 0, 0, 0)
    assert (passed.name, passed.classname, passed.is_passed) == (
        "commitments/northfield/plan.yaml",
        "commitments/northfield",
        True,
    )
    failure, *others = failed.result
    assert isinstance(failure, Failure)
    assert (failure.message, failure.type, others) == ("this is error. Write 2026-03-31.", "AP201", [])
    assert failure.text == f"{FILE}:3:1: error AP201 this is error. Write 2026-03-31."
    assert str(xml_tree(rendered("junit", some())).findtext(".//system-out")).splitlines() == [
        f"{FILE}:1:1: advice AP201 this is advice. Write 2026-03-31.",
        f"{FILE}:2:1: warning AP201 this is warning. Write 2026-03-31.",
    ]


def test_junit_fails_where_the_check_does() -> None:
    warning = [finding("this is late", "warning")]
    usual = xml_tree(rendered("junit", checked(warning)))
    strict = xml_tree(rendered("junit", checked(warning, failing=("error", "warning"))))

    assert (usual.get("failures"), len(usual.findall(".//failure"))) == ("0", 0)
    assert (strict.get("failures"), len(strict.findall(".//failure"))) == ("1", 1)


def test_rdjson_counts_bytes() -> None:
    text = "due: £é😀 31/03/2026 x\n"
    found = finding(columns=(10, 20), mend=Mend("2026-03-31"))
    diagnostic = document("rdjson", checked([found], {FILE: text}))["diagnostics"][0]

    start, end = (diagnostic["location"]["range"][each]["column"] - 1 for each in ("start", "end"))
    assert text.encode()[start:end] == b"31/03/2026"
    assert diagnostic["suggestions"] == [{"range": diagnostic["location"]["range"], "text": "2026-03-31"}]


def test_rdjson_counts_the_bytes_of_a_byte_order_mark() -> None:
    found = [finding(columns=(6, 16)), finding(columns=(1, 2), line=2)]
    what = checked(found)
    source = Source(FILE, "due: 31/03/2026\nb: 1\n", has_bom=True)
    places = [
        each["location"]["range"] for each in document("rdjson", what._replace(files={FILE: source}))["diagnostics"]
    ]

    assert [(each["start"]["column"], each["end"]["column"]) for each in places] == [(9, 19), (1, 2)]


def test_markdown_ends_before_it_is_too_long() -> None:
    findings = [finding("x" * 300, "warning", line=number) for number in range(1, 5_000)] + [finding("the error")]
    text = rendered("markdown", checked(findings))
    rows = [each for each in text.splitlines() if each.startswith("| ")][1:]

    assert rows[0].startswith("| error AP201 |")
    assert 300_000 < len(text.encode()) < 500_000
    assert text.endswith(f"\n{5_000 - len(rows):,} more findings would be too long for this page: see the log.\n")


def _names(text: str) -> list[tuple[str, str]]:
    """The fingerprint of each finding in Haven Trust's file, with the words of the finding."""
    findings = judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, checked([]).on)
    return sorted(zip((each.message for each in findings), fingerprints(findings), strict=True))


def test_fingerprints_stay_when_lines_move_and_commitments_change_places() -> None:
    before = _names(HEAD + FIRST + SECOND)

    assert len({name for _, name in before}) == len(before) >= 4
    assert _names(f"# read again\n\n{HEAD}{SECOND}\n{FIRST}") == before


def test_fingerprints_stay_when_another_finding_comes_or_goes() -> None:
    alone = {name for _, name in _names(HEAD + SECOND)}

    assert alone < {name for _, name in _names(HEAD + FIRST + SECOND)}


def test_fingerprints_are_numbered_where_they_would_clash() -> None:
    same = [finding(line=number) for number in range(1, 4)]
    names = fingerprints(same)

    assert len(set(names)) == 3
    assert fingerprints(same[:2]) == names[:2]
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in names)
