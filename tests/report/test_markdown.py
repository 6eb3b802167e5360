"""The Markdown page: tables stay tables, and nothing that comes from a file is markup, a mention or a reference."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from actionplan.plaintext import safe
from actionplan.report.renderers.markdown import escape, paragraph
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, REAL, real, rendered, report_on, subject_of

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
COMMENT = "<!-- -->"


def inline(text: str) -> list[Token]:
    (*_, content, _) = PARSER.parse(text)
    return content.children or []


def shown(tokens: list[Token]) -> str:
    """What a reader sees."""
    return "".join(
        "\n" if each.content == "<br>" else "" if each.content == COMMENT else each.content for each in tokens
    )


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_hostile_text_is_shown_as_it_is(title: str) -> None:
    tokens = inline(paragraph(title))

    assert {each.type for each in tokens} <= {"text", "text_special", "html_inline", "link_open", "link_close"}
    assert {each.content for each in tokens if each.type == "html_inline"} <= {COMMENT, "<br>"}
    assert {each.attrGet("href") for each in tokens if each.type == "link_open"} <= {
        "https://a.example/b_c?d=1&e=*2*&copy=3#4",
        "http://x.example/i.png",
    }
    assert " ".join(shown(tokens).split()) == " ".join(safe(title).split())


@given(st.text(st.sampled_from("ab1 \\`*_{}[]<>()#+-.!|~@:/&;$%^=\"'\nhGtps"), min_size=1, max_size=40))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    tokens = inline(f"x {escape(text)} x")

    assert {each.type for each in tokens} <= {"text", "text_special", "html_inline", "link_open", "link_close"}
    assert shown(tokens).split() == ["x", *safe(text).split(), "x"]


@given(st.text(st.sampled_from("ab19 \\`*_[<>()#+-.!|~@:/&=\n"), min_size=1, max_size=12).filter(str.strip))
def test_any_text_makes_one_paragraph(text: str) -> None:
    blocks = [each.type for each in PARSER.parse(paragraph(text))]

    assert blocks == ["paragraph_open", "inline", "paragraph_close"]


def test_nobody_is_mentioned_and_nothing_is_closed() -> None:
    text = rendered(hostile_report(), "markdown")

    assert not re.search(r"@\w", text)
    assert not re.search(r"(?<!&)#\w", re.sub(r"<https?://[^>]*>", "", text))
    assert not re.search(r"GH-\d", text)
    assert not re.search(r"[!$%&~]\d", text)
    assert not re.search(r":tada:", text)
    assert not re.search(r"^\s*(/|::|##\[|##vso)", text, re.MULTILINE)
    assert "ftp://" not in text


def test_every_table_row_has_a_cell_for_each_heading() -> None:
    for report in (hostile_report(), report_on(subject_of(EVERYTHING)), report_on(*map(real, REAL), on=END_OF_2015)):
        tokens = PARSER.parse(rendered(report, "markdown"))
        widths: list[int] = []
        for each in tokens:
            if each.type == "table_open":
                widths = []
            elif each.type == "tr_open":
                widths.append(0)
            elif each.type in ("td_open", "th_open"):
                widths[-1] += 1
            elif each.type == "table_close":
                assert len(set(widths)) == 1
        cells = [tokens[number + 1] for number, each in enumerate(tokens) if each.type in ("td_open", "th_open")]
        assert all(each.content.strip() for each in cells)


def test_headings_step_down_one_at_a_time() -> None:
    for report in (report_on(subject_of(EVERYTHING)), report_on(*map(real, REAL), on=END_OF_2015)):
        levels = [
            int(each.tag[1]) for each in PARSER.parse(rendered(report, "markdown")) if each.type == "heading_open"
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_are_links_and_only_to_the_web() -> None:
    text = rendered(report_on(subject_of(EVERYTHING)), "markdown")

    assert "[Register of volunteers](<https://haven.example/register>), November 2025" in text
    assert "Photograph of the last course (inferred)" in text


def test_a_link_cannot_leave_its_brackets_or_its_cell() -> None:
    url = "https://a.example/x|y](z)'`\\?q=##vso[task]&copy=1"
    evidence = f'[{{title: "a]( | b", url: "{url.replace(chr(92), chr(92) * 2)}"}}]'
    commitment = f"{{id: h, title: H, updates: [{{date: 2025-11-01, status: complete, evidence: {evidence}}}]}}"
    text = rendered(report_on(subject_of({"haven.yaml": f"partner: haven\ncommitments: [{commitment}]\n"})), "markdown")

    (row,) = [line for line in text.splitlines() if line.startswith("| h | H |") and "a.example" in line]
    tokens = inline(re.split(r"(?<!\\)\|", row)[-2].strip())
    (link,) = [each for each in tokens if each.type == "link_open"]
    assert unescape(str(link.attrGet("href"))).startswith("https://a.example/x%7Cy%5D(z)'%60%5C?q=")
    assert "##vso[" not in text
    assert [each.content for each in tokens if each.type.startswith("text")] == ["a", "]", "( ", "|", " b"] or shown(
        tokens
    ) == "a]( | b"
