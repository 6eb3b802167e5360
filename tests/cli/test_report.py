"""`actionplan report`: what it can be narrowed to, whose paper it is, and whether it is what the plan says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import run

# The smallest PNG there is: one grey point.
POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da63680000008200"
    "81da45083b0000000049454e44ae426082"
)
PAPER = """\
report:
  organisation: Northfield Council
  classification: OFFICIAL
  sections: [decisions, headline, matters-arising]
  titles: {headline: Where we stand}
"""


def document(folder: Path, *arguments: str) -> dict[str, Any]:
    ran = run("report", *AS_AT, "--format", "json", *arguments, cwd=folder).succeeds()
    found: dict[str, Any] = json.loads(ran.out)
    return found


def sections(folder: Path, *arguments: str) -> list[str]:
    return [each["id"] for each in document(folder, *arguments)["sections"]]


def annex(found: dict[str, Any]) -> list[dict[str, Any]]:
    (whole,) = [each for each in found["sections"] if each["id"] == "annex"]
    (every,) = [each for each in whole["sections"] if each["id"] == "commitments"]
    return [row["cells"] for row in every["blocks"][0]["rows"]]


def fact(found: dict[str, Any], id_: str) -> Any:
    return {each["id"]: each["value"] for each in found["provenance"]}.get(id_)


def test_plan_yaml_says_whose_paper_it_is_and_which_sections_it_has(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": HEAD + PAPER})

    found = document(tmp_path)

    assert (found["organisation"], found["classification"]) == ("Northfield Council", "OFFICIAL")
    titles = [(each["id"], each["title"]) for each in found["sections"]]
    assert titles == [
        ("decisions", "Decisions asked of this meeting"),
        ("headline", "Where we stand"),
        ("matters_arising", "Matters arising"),
    ]


def test_the_classification_is_in_every_voice(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": HEAD + PAPER})

    for voice in ("terminal", "markdown", "html", "json"):
        text = run("report", *AS_AT, "--format", voice, cwd=tmp_path).succeeds().out
        assert "OFFICIAL" in text
        assert "Northfield Council" in text


def test_a_report_on_files_with_mistakes_says_so_beside_it(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": HEAD + "report: {sections: [headlines]}\n"})

    ran = run("report", *AS_AT, cwd=tmp_path)

    assert ran.code == 0
    assert ran.err == (
        "northfield: the check of the files found 1 error. Part of northfield/plan.yaml could not be read, and is in no "
        "figure. See: actionplan validate\n"
    )


ASKED = """\
    extensions: [{asked: 2025-10-20, to: 2026-03, reason: capacity}]
"""


def test_what_a_review_has_seen_asked_for_is_no_news_at_the_next(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace("    due: 2025-09\n", "    due: 2025-09\n" + ASKED)})
    before = run("report", *AS_AT, cwd=tmp_path).succeeds().out
    run("review", "close", "2025-26 Q2", "--meeting", "2025-10-27", "--as-at", "2025-10-29", "--yes", cwd=tmp_path)

    after = run("report", *AS_AT, cwd=tmp_path).out

    assert "more time was asked for 1 commitment" in " ".join(before.split())
    assert "more time was asked for" not in " ".join(after.split())


def test_a_template_is_held_against_the_report_on_the_plan(tmp_path: Path) -> None:
    make_plan(tmp_path)
    page = tmp_path / "ours.html"
    page.write_text("<p>{{ section.headlin.title }} {{ facts.retruns }} {{ titel }}</p>", encoding="utf-8")

    ran = run("report", "--template-check", str(page), cwd=tmp_path).fails(1)
    for word in ("headlin", "retruns", "titel"):
        assert word in ran.err
    page.write_text("<p>{{ section.headline.title }} {{ facts.returns }} {{ title }}</p>", encoding="utf-8")
    ran = run("report", "--template-check", str(page), cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "ours.html: every field is known in the report on northfield.\n")


def test_a_section_that_does_not_exist_is_a_finding(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": HEAD + "report: {sections: [headlines]}\n"})

    ran = run("validate", *AS_AT, cwd=tmp_path).fails(1)

    assert "plan.yaml:11:21" in ran.out
    assert "“headlines” is not a section of the report" in ran.out
    assert "Did you mean headline?" in ran.out


def test_sections_are_chosen_and_left_out(tmp_path: Path) -> None:
    make_plan(tmp_path)

    assert sections(tmp_path, "--section", "annex", "--section", "headline") == ["annex", "headline"]
    assert "matters_arising" not in sections(tmp_path, "--without", "matters-arising")
    assert sections(tmp_path, "--only", "exceptions") == ["headline", "decisions", "exceptions"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--section", "exeptions"), "Did you mean exceptions?"),
        (("--only", "exception"), "Did you mean exceptions?"),
        (("--only", "exceptions", "--section", "annex"), "leave out --section"),
        (("--theme", "home"), "Did you mean homes?"),
        (("--table", "annex"), "it is for csv"),
        (("--format", "csv", "--table", "chnages"), "Did you mean changes?"),
        (("--email",), "it is for html"),
        (("--format", "docs"), "Did you mean docx?"),
    ],
)
def test_what_cannot_be_asked_for_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    make_plan(tmp_path)

    ran = run("report", *AS_AT, *arguments, cwd=tmp_path).fails(2)

    assert said in " ".join(ran.err.split())
    assert ran.out == ""


def test_one_theme(tmp_path: Path) -> None:
    make_plan(tmp_path)

    for word in ("homes", "Warm and safe homes"):
        found = document(tmp_path, "--theme", word)
        assert [row["id"] for row in annex(found)] == ["haven-1"]
        assert fact(found, "only") == "the theme “Warm and safe homes”"
        assert found["title"].endswith(": Warm and safe homes")


INTERNAL = HAVEN.replace(
    "status: in-progress, confidence: amber, reason: capacity, next: Open the third hub in May.",
    "status: in-progress, confidence: amber, reason: capacity, next: Dismiss the builder., audience: internal",
).replace("title: Print 500 leaflets\n", "title: Print 500 leaflets\n    audience: internal\n")


def test_what_is_internal_is_left_out_of_what_is_public(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": INTERNAL})

    inside, public = document(tmp_path), document(tmp_path, "--public")

    assert "Dismiss the builder." in json.dumps(inside)
    assert "leaflets" in json.dumps(inside)
    assert "Dismiss the builder." not in json.dumps(public)
    assert "leaflets" not in json.dumps(public)
    assert "haven-3" not in json.dumps(public)
    assert fact(public, "public") == "1 internal commitment; the words of 1 internal update; no pieces of evidence"
    (row,) = [each for each in annex(public) if each["id"] == "haven-1"]
    assert row["confidence"]["code"] == "amber"  # the count stays true


def test_what_does_not_count_is_said(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    run("validate", "--write-baseline", cwd=tmp_path)
    assert (plan / "baseline.yaml").exists()
    text = (plan / "haven.yaml").read_text(encoding="utf-8").replace("    due: 2026-03\n", "", 1)
    (plan / "haven.yaml").write_text(text, encoding="utf-8")

    found = document(tmp_path)

    assert str(fact(found, "accepted")).endswith(" of the baseline are left")
    assert "of the baseline are left" in run("report", *AS_AT, cwd=tmp_path).out


def test_a_logo_is_read_from_beside_the_plan_or_the_report_is_made_without(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"plan.yaml": HEAD + "report: {logo: logo.png, logo_text: A tree}\n", "logo.png": POINT})
    assert "data:image/png;base64," in run("report", *AS_AT, "--format", "html", cwd=tmp_path).out

    (plan / "logo.png").write_bytes(b"GIF89a")
    ran = run("report", *AS_AT, "--format", "html", cwd=tmp_path)
    assert "is no PNG or JPEG picture" in ran.err
    assert (ran.code, "data:image" in ran.out) == (0, False)

    (plan / "logo.png").unlink()
    ran = run("report", *AS_AT, "--format", "html", cwd=tmp_path)
    assert "The logo that plan.yaml names is left out. There is no file" in ran.err
    assert run("report", *AS_AT, "--format", "markdown", cwd=tmp_path).succeeds()  # which shows none

    (plan / "plan.yaml").write_text(HEAD + "report: {logo: ../../../secret.png}\n", encoding="utf-8")
    (tmp_path.parent / "secret.png").write_bytes(POINT)
    ran = run("report", *AS_AT, "--format", "html", cwd=tmp_path)
    assert "is not in the plan's folder" in ran.err
    assert "data:image" not in ran.out


SEALED = ("md", "json", "html", "docx", "xlsx")


@pytest.mark.parametrize("ending", SEALED)
def test_a_report_is_told_from_one_that_was_changed(tmp_path: Path, ending: str) -> None:
    plan = make_plan(tmp_path)
    paper = tmp_path / f"paper.{ending}"
    run("report", *AS_AT, "--partner", "haven", "-o", str(paper), cwd=tmp_path)

    ran = run("report", "--verify", str(paper), cwd=tmp_path).succeeds()
    assert "is what the plan's files say (as at 2025-12-31)." in ran.out

    changed = HAVEN.replace("confidence: amber", "confidence: red")
    (plan / "haven.yaml").write_text(changed, encoding="utf-8")
    ran = run("report", "--verify", str(paper), cwd=tmp_path).fails(1)
    assert "the plan's files have changed since it was made" in ran.err


def test_a_report_that_was_changed_by_hand_is_found_out(tmp_path: Path) -> None:
    make_plan(tmp_path)
    paper = tmp_path / "paper.md"
    run("report", *AS_AT, "-o", str(paper), cwd=tmp_path)
    paper.write_text(paper.read_text(encoding="utf-8").replace("| Amber |", "| Green |"), encoding="utf-8")

    ran = run("report", "--verify", str(paper), cwd=tmp_path).fails(1)

    assert "it was changed after it was made" in ran.err


def test_a_commit_alone_changes_nothing_of_what_a_report_says(tmp_path: Path) -> None:
    make_plan(tmp_path)
    git = ["git", "-c", "user.name=N", "-c", "user.email=n@x.example"]
    for each in (["init", "-q"], ["add", "."], ["commit", "-qm", "Plan"]):
        subprocess.run([*git, *each], cwd=tmp_path, check=True)
    paper = tmp_path.parent / f"{tmp_path.name}.json"
    run("report", *AS_AT, "-o", str(paper), cwd=tmp_path)
    (tmp_path / "notes.txt").write_text("minutes", encoding="utf-8")
    for each in (["add", "."], ["commit", "-qm", "Notes"]):
        subprocess.run([*git, *each], cwd=tmp_path, check=True)

    assert "is what the plan's files say" in run("report", "--verify", str(paper), cwd=tmp_path).succeeds().out


@pytest.mark.parametrize(
    "text", ["", "no report", '{"seal": "x"}', '{"seal": "{\\"seal\\":1}"}', "<!-- actionplan-report {} -->"]
)
def test_a_file_without_a_seal_cannot_be_judged(tmp_path: Path, text: str) -> None:
    make_plan(tmp_path)
    (tmp_path / "page.json").write_text(text, encoding="utf-8")

    assert "has no seal of a report" in run("report", "--verify", "page.json", cwd=tmp_path).fails(3).err


def test_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    make_plan(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    here = run("report", *AS_AT, "--format", "json", cwd=tmp_path).succeeds().out
    there = run("report", *AS_AT, "--format", "json", "-w", str(tmp_path / "commitments"), cwd=elsewhere).succeeds().out

    assert here == there
    assert '"file": "northfield/haven.yaml"' in here


def test_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    make_plan(tmp_path)
    for ending in (*SEALED, "csv"):
        first, second = (tmp_path / f"{name}.{ending}" for name in ("first", "second"))
        for path in (first, second):
            run("report", *AS_AT, "-o", str(path), cwd=tmp_path)
        assert first.read_bytes() == second.read_bytes()
