"""Text that would break a format or be obeyed by a log: shown as it is, and nothing else comes of it."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from actionplan.checks.diagnostic import Finding, Severity
from actionplan.cli.printers import PRINTERS
from actionplan.cli.printers.machine import sentence
from actionplan.plaintext import one_line
from tests.cli.findings import checked, document, finding, rendered
from tests.cli.plans import AS_AT, HAVEN, make_plan
from tests.cli.readers import GITLAB, RDJSON, SARIF, azure_commands, github_commands, xml_tree
from tests.cli.run import run

FRAGMENTS = (
    *("::error::x", "::error file=a,line=1::x", "::stop-commands::x", "::", "##[error]", "##[group]x", "###[warning]"),
    *("##vso[task.setvariable variable=x;]y", "##vso[task.complete result=Succeeded;]", "#", "##", "[", "]", "vso["),
    *(
        "%",
        "%0A",
        "%0D%0A::error::x",
        "%25",
        "%AZP25",
        "%3A",
        ",",
        ";",
        "=",
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "\n::debug::x",
    ),
    *(
        "]]>",
        "<![CDATA[",
        "<b>",
        "</failure>",
        "&lt;",
        "&",
        '"',
        "'",
        "\\",
        "\\u001b",
        "\\n",
        "{0}",
        "](http://x.example)",
    ),
    *(
        "\x00",
        "\x08",
        "\x1b[2J",
        "\x1b]0;x\x07",
        "\x7f",
        "\x85",
        "\x9b31m",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u061c",
    ),
    *(
        "\ud800",
        "\udfff",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\U0001fffe",
        "|",
        "\\|",
        "`",
        "``",
        "@here",
        "#1",
        "*",
        "_",
        "- ",
        "é",
        "😀",
    ),
)
HOSTILE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=8).map("".join)
NAMES = HOSTILE.map(lambda name: name.replace("\0", "").replace("/", "").encode("utf-8", "replace").decode() or "a")
SEVERITIES: st.SearchStrategy[Severity] = st.sampled_from(("error", "warning", "advice"))
FINDINGS = st.lists(
    st.builds(
        lambda message, fix, name, severity, about, key: finding(
            message, severity, f"plan/{name}.yaml", fix=fix, about=about, key=key
        ),
        HOSTILE,
        HOSTILE,
        NAMES,
        SEVERITIES,
        HOSTILE,
        HOSTILE,
    ),
    max_size=4,
)
EXAMPLES = int(os.environ.get("ACTIONPLAN_HOSTILE", "60"))  # of each property
hostile = settings(derandomize=True, deadline=None, max_examples=EXAMPLES)


def _obeyed_by_a_terminal(text: str) -> list[str]:
    signs = {each for each in text if unicodedata.category(each) in ("Cc", "Cs") and each != "\n"}
    return sorted(signs | set(re.findall("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", text)))


def _ranked(findings: list[Finding]) -> list[Finding]:
    return [each for kind in ("error", "warning", "advice") for each in findings if each.severity == kind]


@pytest.mark.parametrize("format_", [each for each in PRINTERS if each not in ("github", "azure")])
@hostile
@given(FINDINGS)
def test_no_log_obeys_what_a_format_says(format_: str, findings: list[Finding]) -> None:
    text = rendered(format_, checked(findings))

    assert (github_commands(text), azure_commands(text), _obeyed_by_a_terminal(text)) == ([], [], [])
    assert text.encode("utf-8").decode("utf-8") == text


@hostile
@given(FINDINGS)
def test_github_obeys_what_is_ours_and_nothing_else(findings: list[Finding]) -> None:
    text = rendered("github", checked(findings))
    levels = {"error": "error", "warning": "warning", "advice": "notice"}

    assert [(each.name, each.properties.get("file"), each.message) for each in github_commands(text)] == [
        (levels[each.severity], one_line(each.file), sentence(each)) for each in _ranked(findings)
    ]
    assert (azure_commands(text), _obeyed_by_a_terminal(text)) == ([], [])
    assert text.count("\n") == len(findings) + 1


@hostile
@given(FINDINGS)
def test_azure_obeys_what_is_ours_and_nothing_else(findings: list[Finding]) -> None:
    text = rendered("azure", checked(findings))
    issues = [each for each in _ranked(findings) if each.severity != "advice"]

    assert [(each.name, each.properties, each.message) for each in azure_commands(text)] == [
        (
            "task.logissue",
            {
                "type": each.severity,
                "sourcepath": one_line(each.file),
                "linenumber": "1",
                "columnnumber": "1",
                "code": "AP201",
            },
            sentence(each),
        )
        for each in issues
    ]
    assert (github_commands(text), _obeyed_by_a_terminal(text)) == ([], [])
    assert text.count("\n") == len(findings) + 1


@hostile
@given(FINDINGS)
def test_json_says_all_of_it(findings: list[Finding]) -> None:
    what = checked(findings)
    gitlab, rdjson = document("gitlab", what), document("rdjson", what)["diagnostics"]
    results = document("sarif", what)["runs"][0]["results"]

    jsonschema.validate(gitlab, GITLAB)
    jsonschema.validate(document("sarif", what), SARIF)
    jsonschema.validate(document("rdjson", what), RDJSON)
    said = [(each.file, sentence(each)) for each in findings]
    assert [(each["location"]["path"], each["description"]) for each in gitlab] == said
    assert [(each["location"]["path"], each["message"]) for each in rdjson] == said
    assert len({each["fingerprint"] for each in gitlab}) == len(results) == len(findings)
    whole = [(each.file, each.message, each.fix) for each in findings]
    assert [(each["file"], each["message"], each["fix"]) for each in document("json", what)["findings"]] == [
        tuple(re.sub("[\ud800-\udfff]", "\ufffd", part) for part in each) for each in whole
    ]


@hostile
@given(FINDINGS)
def test_junit_says_all_of_it(findings: list[Finding]) -> None:
    what = checked(findings)
    text = rendered("junit", what)
    root = xml_tree(text)
    cases = root.findall("testsuite/testcase")

    assert [each.get("name") for each in cases] == [one_line(each) for each in what.files]
    said = "\n".join(each.text or "" for each in root.iter() if each.tag in ("failure", "system-out"))
    assert sorted(line.partition(" AP201 ")[2] for line in said.split("\n") if line.strip()) == sorted(
        sentence(each) for each in findings
    )
    suites = JUnitXml.fromstring(text.encode())
    assert (suites.tests, suites.failures) == (
        len(what.files),
        len({each.file for each in findings if each.severity == "error"}),
    )


@hostile
@given(FINDINGS)
def test_markdown_is_one_table_of_four_columns(findings: list[Finding]) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(rendered("markdown", checked(findings)))
    kinds = [each.type for each in tokens]
    inner = {child.type for each in tokens for child in each.children or ()}
    html = {child.content for each in tokens for child in each.children or () if child.type == "html_inline"}

    assert kinds.count("tr_open") == (len(findings) + 1 if findings else 0)
    assert kinds.count("td_open") == 4 * len(findings)
    assert inner <= {"text", "text_special", "html_inline", "link_open", "link_close", "softbreak"}
    assert html <= {"<!-- -->", "<br>"}
    assert "html_block" not in kinds


EVIL_NAMES = (
    "::error::x",
    "a\n::error::x",
    "a\r##[error]x",
    "x##vso[task.complete result=Succeeded;]",
    "50%0A,b;c]d",
    "]]>&\"'|`<x>",
    "\x1b[2J\u202e",
    "näme mit blank",
)


@pytest.mark.parametrize("format_", PRINTERS)
def test_files_with_such_names(format_: str, tmp_path: Path) -> None:
    mistaken = HAVEN.replace("haven-", "{0}-").replace("due: 2026-03", "due: '::error::31/03/2026 ##[error]x'")
    files = {f"{name}.yaml": mistaken.replace("{0}", f"h{number}") for number, name in enumerate(EVIL_NAMES)}
    make_plan(tmp_path, files)
    (tmp_path / ".git").mkdir()

    ran = run("validate", "--format", format_, *AS_AT, cwd=tmp_path).fails(1)

    obeyed = {each.name for each in github_commands(ran.out)} | {each.name for each in azure_commands(ran.out)}
    ours = {"github": {"error", "warning", "notice"}, "azure": {"task.logissue"}}
    assert obeyed <= ours.get(format_, set())
    assert _obeyed_by_a_terminal(ran.out + ran.err) == []
    if format_ == "gitlab":
        paths = {each["location"]["path"] for each in json.loads(ran.out)}
        assert paths >= {f"commitments/northfield/{name}.yaml" for name in EVIL_NAMES}


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    try:
        Path(f"{plan}/h\udcff.yaml").write_text("partner: nobody\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")

    for format_ in PRINTERS:
        ran = run("validate", "--format", format_, *AS_AT, cwd=tmp_path).fails(1)
        assert "xff.yaml" in ran.out
