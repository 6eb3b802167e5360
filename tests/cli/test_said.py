"""What officers say, in the plan's own words."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.cli.again import command_line, options_of
from actionplan.cli.said import (
    Said,
    Shows,
    confidence_said,
    evidence_said,
    part_said,
    pasted,
    reason_said,
    status_said,
    untitled,
)
from actionplan.domain.model import Commitment, Part
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES, Vocabulary, Word
from actionplan.domain.written import BadValue

WORDS = Vocabulary("default", STATUSES["default"], CONFIDENCES, REASONS)
OGP = Vocabulary("ogp", STATUSES["ogp"], CONFIDENCES, REASONS)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("complete", "complete"),
        (" Complete ", "complete"),
        ("IN  progress", "in-progress"),
        ("in_progress", "in-progress"),
        ("done", "complete"),
        ("under-way", "in-progress"),
        ("Not Started", "not-started"),
        ("waiting", "waiting"),  # a code before a meaning
    ],
)
def test_a_status_is_known_by_code_label_and_meaning(said: str, code: str) -> None:
    assert status_said(said, WORDS) == code


@pytest.mark.parametrize("said", ["dropped", "", "completed it", "amber"])
def test_a_word_that_could_be_several_or_none_is_refused(said: str) -> None:
    with pytest.raises(BadValue):
        status_said(said, WORDS)


def test_a_meaning_that_one_word_has_is_that_word() -> None:
    assert status_said("dropped", OGP) == "withdrawn"
    with pytest.raises(BadValue, match="there is no status “under way”"):
        status_said("under way", OGP)  # limited or substantial


def test_a_code_goes_before_the_meaning_of_another() -> None:
    own = {"done": Word("done", "Done with", "dropped", "neutral"), "all": Word("all", "All", "done", "good")}
    assert status_said("done", Vocabulary("own", own, {}, {})) == "done"


def test_confidence_and_reason_are_known_by_label_too() -> None:
    assert confidence_said("Amber", WORDS) == "amber"
    assert reason_said("waits for a decision", WORDS) == "decision"
    with pytest.raises(BadValue) as refused:
        reason_said("Capcity", WORDS)
    assert refused.value.message == "there is no reason “Capcity”"
    assert refused.value.fix.startswith("Did you mean capacity? There are: capacity, funding,")


PARTED = Commitment("b-1", "Publish 2 guides", parts=(Part("a", "One"), Part("B", "Two")))


def test_a_part_and_its_status() -> None:
    assert part_said("a=complete", PARTED, WORDS) == ("a", "complete")
    assert part_said(" b = In Progress ", PARTED, WORDS) == ("B", "in-progress")
    for said in ("c=complete", "a", "a=", "=complete", "a=gone"):
        with pytest.raises(BadValue):
            part_said(said, PARTED, WORDS)


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ("Minutes of 3 May", Shows("Minutes of 3 May")),
        ("1 + 1 = 2", Shows("1 + 1 = 2")),
        ("https://haven.example/a", Shows("haven.example/a", "https://haven.example/a")),
        ("https://haven.example/", Shows("haven.example", "https://haven.example/")),
        ("https://haven.example/a=Report", Shows("Report", "https://haven.example/a")),
        ("https://haven.example/a=Opening of the hub", Shows("Opening of the hub", "https://haven.example/a")),
        ("https://haven.example/?q=1", Shows("haven.example/?q=1", "https://haven.example/?q=1")),
        ("https://haven.example/?q=1&r=2=Opening of it", Shows("Opening of it", "https://haven.example/?q=1&r=2")),
        ("https://haven.example/#p=3", Shows("haven.example/#p=3", "https://haven.example/#p=3")),
        ("https://haven.example/a=“Smart” = title", Shows("“Smart” = title", "https://haven.example/a")),
        ("https://haven.example/a= Opening", Shows("Opening", "https://haven.example/a")),
        ("https://haven.example/a=", Shows("haven.example/a", "https://haven.example/a")),
        ("http://haven.example/a", Shows("haven.example/a", "http://haven.example/a")),
        ("HTTPS://haven.example/a=R", Shows("R", "https://haven.example/a")),
        ("https://haven.example/a=b=c", Shows("b=c", "https://haven.example/a")),
    ],
)
def test_evidence_in_every_form(said: str, shows: Shows) -> None:
    assert evidence_said(said) == shows


@pytest.mark.parametrize("said", ["", "  ", "https://haven.example/a b", "https://haven.example/ =Title"])
def test_evidence_that_is_not_told_apart_is_refused(said: str) -> None:
    with pytest.raises(BadValue):
        evidence_said(said)


def test_a_link_alone_is_its_own_title() -> None:
    assert untitled("https://haven.example/report/") == Shows(
        "haven.example/report", "https://haven.example/report/"
    )  # fmt: skip


def test_line_breaks_of_other_programs_become_ours() -> None:
    assert pasted("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ni\r\n\n") == "a\nb\nc\nd\ne\nf\ng\nh\ni"
    assert pasted("\n a\tb\xa0") == "\n a\tb\xa0"
    assert pasted("\r\n\r\n") == ""


def test_a_date_or_a_name_alone_is_no_news() -> None:
    assert not Said(date="2025-12-31", period="2025-26 Q3", by="haven").is_something
    assert not Said(note="").is_something
    for said in (Said(status="x"), Said(nil=True), Said(parts=("a=b",)), Said(next="x"), Said(condition="met")):
        assert said.is_something


ANSWERS = (
    Said(),
    Said(status="in-progress", confidence="amber", reason="capacity", next="Print by May.", nil=True),
    Said(
        note="Two\nlines; `a` $b \"c\" 'd' %PATH% #e", by="-x", date="2025-12-31", period="2025-26 Q2", condition="met"
    ),
    Said(parts=("a=complete", "b=withdrawn"), evidence=(Shows("Minutes"), Shows("a/b", "https://a/b"))),
)


@pytest.mark.parametrize("said", ANSWERS)
def test_answers_are_words_of_a_shell_again(said: Said) -> None:
    words = ["update", *options_of(said)]
    assert shlex.split(command_line(words)) == words
    read = {name: words[number + 1] for number, name in enumerate(words) if name.startswith("--") and name != "--nil"}
    kept = {f"--{name}": value for name, value in said._asdict().items() if value and isinstance(value, str)}
    assert kept.items() <= read.items()
    assert ("--nil" in words) is said.nil
    assert words.count("--part") == len(said.parts)


@settings(derandomize=True)
@given(
    st.text("ab =&?#/.", min_size=1).map(str.strip).filter(bool),
    st.none() | st.text("ab=&?#/.", min_size=1).map("https://x/{}".format),
)
def test_evidence_is_read_again_as_it_was(title: str, url: str | None) -> None:
    shows = Shows(title, url)
    if url is not None and url.endswith("="):
        return  # no link is read so
    assert evidence_said(list(options_of(Said(evidence=(shows,))))[1]) == shows


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("update", "haven-1", "--date", "2025-12-31"), "update haven-1 --date 2025-12-31"),
        (("--note", 'It "is" 5 %', ""), '--note "It ""is"" 5 %" ""'),
    ],
)
def test_on_windows_words_stand_in_double_quotes(
    words: tuple[str, ...], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert command_line(words) == expected
