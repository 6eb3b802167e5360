"""`actionplan changes`: the same account in four formats, since a day, a review, or a commit."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import run
from tests.cli.test_base import FILE, commit, folder, git, rewrite

__all__ = ["folder"]  # the fixture

SCHEMA = json.loads((Path(__file__).parent.parent.parent / "schema" / "changes-v1.json").read_text(encoding="utf-8"))


def test_since_the_last_review(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("changes", *AS_AT, cwd=tmp_path).succeeds()

    assert ran.out == (
        "northfield: changes since the review of July to September 2025 (2025-26 Q2),\n"
        "until 31 December 2025\n"
        "2 of 3 commitments changed (bad news 1, good news 1).\n"
        "\n"
        "Haven Trust\n"
        "  - haven-1 moved from green to amber (not enough people or time).\n"
        "  - haven-2 is complete; evidence: Register of volunteers.\n"
    )


@pytest.mark.parametrize("since", ["2025-11-30", "2025-11-30 "])
def test_since_a_day(since: str, tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("changes", "--since", since, *AS_AT, cwd=tmp_path).succeeds()

    assert "since 30 November 2025, until 31 December 2025" in ran.out
    assert "1 of 3 commitments changed" in ran.out
    assert "haven-2" not in ran.out


def test_since_a_review_period(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("changes", "--since", "2025-26 Q3", *AS_AT, cwd=tmp_path).succeeds()

    assert ran.out.endswith("Nothing changed.\n")


def test_since_a_branch(folder: Path) -> None:
    rewrite(folder, "Print 500 leaflets", "Print 600 leaflets")

    ran = run("changes", "--since", "main", *AS_AT, cwd=folder).succeeds()

    base = git(folder, "rev-parse", "--short=12", "main")
    assert ran.out.startswith(f"northfield: changes since {base} (HEAD itself), until now\n1 of 3 commitments changed")
    assert "haven-3" in ran.out


def test_a_plan_that_is_new_and_one_that_is_gone(folder: Path) -> None:
    (folder / "commitments" / "northfield").rename(folder / "commitments" / "elsewhere")
    head = folder / "commitments" / "elsewhere" / "plan.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("plan: northfield", "plan: elsewhere"), encoding="utf-8")

    ran = run("changes", "--since", "main", *AS_AT, cwd=folder).succeeds()

    new, gone = sorted(ran.out.split("\n\nThe plan\n")[1:], key=lambda each: "not there" in each)
    assert new.startswith("  - The plan is new.\n")
    assert gone.startswith("  - The plan is not there any more.\n")
    assert "3 of 3 commitments changed (new 3)." in ran.out
    assert "3 of 3 commitments changed (gone 3)." in ran.out
    as_json = json.loads(run("changes", "--since", "main", "--format", "json", *AS_AT, cwd=folder).succeeds().out)
    jsonschema.validate(as_json, SCHEMA)
    assert [(each["plan"], each["news"][0]["kind"]) for each in as_json["plans"]] == [
        ("elsewhere", "new"),
        ("northfield", "gone"),
    ]
    one = run("changes", "--since", "main", "--plan", "elsewhere", *AS_AT, cwd=folder).succeeds()
    assert "not there any more" not in one.out


def test_unknown_words_are_taken_for_a_branch_and_explained(folder: Path) -> None:
    assert "git knows no commit by the name mian" in run("changes", "--since", "mian", cwd=folder).fails(3).err


def test_the_same_news_in_every_format(folder: Path) -> None:
    rewrite(folder, "Print 500 leaflets", "Print <b>600</b> & [more](x) leaflets")
    commit(folder)

    formats = {
        each: run("changes", "--since", "main", "--format", each, cwd=folder).succeeds().out
        for each in ("text", "markdown", "html", "json")
    }

    document = json.loads(formats["json"])
    jsonschema.validate(document, SCHEMA)
    (news,) = document["plans"][0]["news"]
    assert news["id"] == "haven-3"
    assert "<b>600</b>" in news["text"]
    said = news["text"].removeprefix("haven-3: ")
    shown = f"haven-3 {news['title']} {said[:1].upper()}{said[1:]}"
    assert _words(shown) == _words(_Text.of(formats["html"]).split("Haven Trust")[1])
    assert "<b>" not in formats["html"]
    assert "<b>" not in formats["markdown"]
    assert r"\[more\]" in formats["markdown"]
    assert _words(news["text"]) == _words(formats["text"].split("Haven Trust\n")[1].replace("  - ", ""))


def test_into_a_file_by_its_ending(folder: Path) -> None:
    (folder / "readme.txt").write_text("Something beside the plans.\n", encoding="utf-8")
    commit(folder)

    assert run("changes", "--since", "main", "-o", "changes.html", cwd=folder).code == 0

    page = (folder / "changes.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>\n")
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "Nothing changed." in page
    assert (folder / FILE).exists()


def _words(text: str) -> list[str]:
    return text.split()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    @classmethod
    def of(cls, page: str) -> str:
        parser = cls()
        parser.feed(page)
        return " ".join(parser.found)
