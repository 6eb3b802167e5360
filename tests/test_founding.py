"""The texts of a new plan's files: right whatever was typed, and such as their readers take."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from actionplan.founding import (
    PRE_COMMIT,
    SERVICES,
    Copy,
    Founded,
    ci_file,
    editor_files,
    page_for_partners,
    plan_files,
    pre_commit_file,
)
from tests.support import codes_in, judge_texts, load_texts

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
PLAIN = Founded(
    "northfield",
    "Northfield, action plan 2026/27",
    "Northfield agreement",
    date(2026, 4, 1),
    date(2027, 3, 31),
    {"haven": "Haven Trust", "elm": "Elm Housing"},
)
COPY = Copy("your-organisation/actionplan", "0123456789abcdef0123456789abcdef01234567")
HOSTILE = (
    "Yes",
    "null",
    "~",
    "a: b",
    "- a",
    "# a",
    "a # b",
    "'\"",
    "{a}",
    "[a",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`",
    "| a",
    "1:30",
    "010",
    "2026-04-01",
    "“Homes” – ‘warm’…",
    "🏠 & 👨‍👩‍👧",
    "a\\b",
    "--- a",
    "actionplan: allow AP402 - x",
)


def test_a_new_plan_is_written_so() -> None:
    files = plan_files(PLAIN, TODAY)

    assert files["plan.yaml"] == (
        "# yaml-language-server: $schema=../../schema/plan.json\n"
        "# Lines that begin with # are remarks; some show what else may be said here.\n"
        "format: 1\n"
        "plan: northfield\n"
        "title: Northfield, action plan 2026/27\n"
        "agreement:\n"
        "  title: Northfield agreement\n"
        "  # date: 2026-03\n"
        "  # signatories: [haven, elm]\n"
        "period: {from: 2026-04-01, to: 2027-03-31}\n"
        "reviews: {every: quarter, year_starts: April, returns_within: 14 days}\n"
        "partners:\n"
        "  haven: {name: Haven Trust}\n"
        "  elm: {name: Elm Housing}\n"
        "# A partner can have more: {name: Haven Trust, short: Haven, sector: housing, email: returns@haven.example}\n"
        "# themes:\n"
        "#   advice: Advice close to home\n"
    )
    assert files["elm.yaml"] == (
        "# yaml-language-server: $schema=../../schema/commitments.json\n"
        "# What Elm Housing leads. To add something, type: actionplan add\n"
        "# Or by hand: take “# ” away from the lines below, and put your own words in their place.\n"
        "partner: elm\n"
        "commitments:\n"
        "#   - id: elm-example\n"
        "#     title: Open 3 advice hubs\n"
        "#     due: 2027-03\n"
        "#     updates:\n"
        "#       - date: 2026-11-22\n"
        "#         status: in-progress\n"
        "#         confidence: green\n"
        "#         note: Two of the three sites are chosen.\n"
        "#         by: elm\n"
    )
    assert list(files) == ["plan.yaml", "haven.yaml", "elm.yaml"]


def _holds(founded: Founded) -> None:
    """The files of *founded* say what was answered, and the check finds nothing in them."""
    files = plan_files(founded, TODAY)
    head = load_texts(files).plan
    assert codes_in(judge_texts(files, TODAY)) == []
    assert head is not None
    assert (head.head.plan, head.head.title, head.head.agreement.title) == (
        founded.plan,
        founded.title,
        founded.agreement,
    )
    assert {key: each.name for key, each in head.head.partners.items()} == founded.partners
    assert (head.first_day, head.last_day) == (founded.first, founded.last)
    assert (head.head.reviews and head.head.reviews.every) == founded.every


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_comes_out_as_the_text_it_is(text: str) -> None:
    _holds(PLAIN._replace(title=text, agreement=text, partners={"no": text, "1e5": f"{text}, two", "2026": "Elm"}))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17E, exclude_categories=["C", "Z"]), min_size=1),
    st.text("az #:'\"{}[],&*!|>%@`-?\\", min_size=1),
)
def test_random_text_comes_out_as_the_text_it_is(first: str, second: str) -> None:
    _holds(PLAIN._replace(title=first, agreement=second.strip() or "x", partners={"a": first, "b": f"x{second}x"}))


@pytest.mark.parametrize("every", ["month", "quarter", "half-year", "year", None])
def test_every_cycle_can_be_chosen(every: str | None) -> None:
    _holds(PLAIN._replace(every=every))


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        ("2026-04-01", "2027-03-31", 4),
        ("2026-01-01", "2026-12-31", 1),
        ("2026-10-01", "2027-09-30", 4),
        ("2026-09-01", "2027-08-31", 9),
    ],
)
def test_the_plans_year_starts_where_its_quarters_fit(first: str, last: str, month: int) -> None:
    founded = PLAIN._replace(first=date.fromisoformat(first), last=date.fromisoformat(last))

    assert founded.year_starts == month
    _holds(founded)


@pytest.mark.parametrize("starts", [0, 1, -1])
def test_the_example_in_a_partners_file_is_right_once_it_is_no_remark(starts: int) -> None:
    """In a plan that runs, one to come, one that is over."""
    year = TODAY.year + starts
    founded = PLAIN._replace(first=date(year, 4, 1), last=date(year + 1, 3, 31))
    files = plan_files(founded, TODAY)
    head, remarks = files["elm.yaml"].split("commitments:\n")
    files["elm.yaml"] = f"{head}commitments:\n" + re.sub("^# ", "", remarks, flags=re.MULTILINE)

    plan = load_texts(files).plan

    assert plan is not None
    assert [each.id for each in plan.commitments] == ["elm-example"]
    assert [code for code in codes_in(judge_texts(files, max(TODAY, founded.first))) if code < "AP4"] == []


def _head(files: dict[str, str]) -> str:
    plan = load_texts(files).plan
    assert plan is not None
    return page_for_partners(plan.head, {"haven": "haven.yaml"})


def test_the_page_for_partners_says_what_is_asked_of_them() -> None:
    page = _head(plan_files(PLAIN, TODAY))

    assert "| Haven Trust | haven.yaml |\n| Elm Housing | none yet |\n" in page
    assert "- Period: April 2026 to March 2027\n- Reviews: every quarter\n" in page
    assert "Within 14 days after the end of each quarter, tell us for each commitment" in page
    assert "not started, in progress, waiting, complete, withdrawn or superseded" in page
    assert "$" not in page
    assert "When you are asked for news, tell us" in _head(plan_files(PLAIN._replace(every=None), TODAY))


@pytest.mark.parametrize(
    "text", [*HOSTILE, "<script>alert(1)</script>", "![x](https://x.example)", "a | b | c", "$title"]
)
def test_the_page_for_partners_shows_names_as_they_are(text: str) -> None:
    founded = PLAIN._replace(title=text, partners={"haven": text})
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(_head(plan_files(founded, TODAY)))
    cells = [each.children or [] for each in tokens if each.type == "inline"]

    shown = ["".join(child.content for child in each) for each in cells]

    assert shown[0] == text
    assert shown[shown.index("File") + 1] == text


def _conforms(schema: str, text: str, folder: Path) -> None:
    path = folder / "file.yml"
    path.write_text(text, encoding="utf-8")
    options = ["--builtin-schema", f"vendor.{schema}", "--regex-variant", "nonunicode"]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *options, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


SCHEMAS = {"github": "github-workflows", "gitlab": "gitlab-ci", "azure": "azure-pipelines"}
PATHS = {"github": ".github/workflows/plan.yml", "gitlab": ".gitlab-ci.yml", "azure": "azure-pipelines.yml"}


@pytest.mark.parametrize("copy", [None, COPY], ids=["installed", "copied"])
@pytest.mark.parametrize("workspace", ["", "a b: c/commitments"], ids=["root", "below"])
@pytest.mark.parametrize("service", SERVICES)
def test_the_file_for_ci_is_one_that_its_service_reads(
    service: str, workspace: str, copy: Copy | None, tmp_path: Path
) -> None:
    ((path, text),) = ci_file(service, workspace, copy).items()

    assert path == PATHS[service]
    assert text.count("ACTIONPLAN_WORKSPACE: 'a b: c/commitments'") == (1 if workspace else 0)
    assert "THE-" not in text
    assert (f"uses: {COPY.repository}@{COPY.revision}" in text) == (service == "github" and copy is not None)
    _conforms(SCHEMAS[service], text, tmp_path)


def test_the_pipeline_for_azure_is_the_one_that_is_published() -> None:
    assert ci_file("azure", "", None)["azure-pipelines.yml"] == (ROOT / "templates" / "azure-pipelines.yml").read_text(
        encoding="utf-8"
    )


def test_the_action_is_given_inputs_that_it_has() -> None:
    text = ci_file("github", "", COPY)[PATHS["github"]]
    inputs = re.search(r"        with:\n((?: {10}.*\n)+)\Z", text)
    known = re.findall(r"^  ([a-z-]+):$", (ROOT / "action.yml").read_text(encoding="utf-8"), re.MULTILINE)

    assert inputs is not None
    assert {line.split(":")[0].strip() for line in inputs[1].splitlines()} == {"base", "comment"}
    assert {"base", "comment"} <= set(known)


@pytest.mark.parametrize("copy", [None, COPY], ids=["installed", "copied"])
def test_the_check_before_a_commit_is_one_that_pre_commit_reads(copy: Copy | None, tmp_path: Path) -> None:
    path = tmp_path / PRE_COMMIT
    path.write_text(pre_commit_file(copy)[PRE_COMMIT], encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", str(path)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (COPY.revision in path.read_text(encoding="utf-8")) == (copy is not None)


def test_the_local_hook_looks_at_the_files_that_ours_looks_at() -> None:
    wanted = re.search(r"id: actionplan\n.*?files: (\S+)\n", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.DOTALL)

    assert wanted is not None
    assert f"files: {wanted[1]}\n" in pre_commit_file(None)[PRE_COMMIT]


def test_the_editors_files_are_json() -> None:
    files = {name: json.loads(text) for name, text in editor_files().items()}

    assert files[".vscode/settings.json"]["files.encoding"] == "utf8"
    assert files[".vscode/settings.json"]["editor.formatOnSave"] is False
    assert files[".vscode/settings.json"]["yaml.schemaStore.enable"] is False
    assert files[".vscode/extensions.json"] == {"recommendations": ["redhat.vscode-yaml"]}
