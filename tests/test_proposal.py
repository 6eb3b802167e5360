"""What would be written, proved, and what the rules would say of it that they do not say now."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.amend import add_update
from actionplan.domain.dates import parse_window
from actionplan.domain.model import Update
from actionplan.loaded import Text
from actionplan.proposal import FileChange, Unproved, propose
from actionplan.yamltext.operations import Bare, Set
from tests.cli.plans import HAVEN, HEAD
from tests.support import load_texts

ON = date(2025, 12, 31)
FILE = "northfield/haven.yaml"
DONE = Update(parse_window("2025-12-31"), status="complete")


def test_the_files_are_as_they_were_and_as_they_would_be() -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN})

    proposal = propose(loaded, {FILE: [add_update(loaded, "haven-3", Update(DONE.date, return_="nil"))]}, ON, ON)

    after = HAVEN + "    updates:\n      - date: 2025-12-31\n        return: nil\n"
    assert [each[:3] for each in proposal.changes] == [(FILE, HAVEN.encode(), after.encode())]
    assert proposal.before is loaded
    assert proposal.after.plan is not None
    assert proposal.after.plan.commitments[2].updates == (Update(DONE.date, return_="nil"),)
    assert proposal.news == ()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("last", [True, False], ids=["line end", "no line end"])
def test_marks_and_line_ends_stay(mark: bytes, line_end: bytes, last: bool) -> None:
    before = mark + (HAVEN.encode() if last else HAVEN.rstrip("\n").encode()).replace(b"\n", line_end)
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": before})

    (change,) = propose(loaded, {FILE: [add_update(loaded, "haven-3", DONE)]}, ON, ON).changes

    assert change.before == before
    assert change.after.startswith(before)
    added = change.after.removeprefix(before).replace(line_end, b"\n").strip(b"\n")
    assert added == b"    updates:\n      - date: 2025-12-31\n        status: complete"
    assert change.after.endswith(line_end) == last


def test_only_what_was_not_found_before_is_news() -> None:
    broken = HAVEN.replace("theme: homes", "theme: palaces")
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": broken})

    news = propose(loaded, {FILE: [add_update(loaded, "haven-3", DONE)]}, ON, ON).news

    assert [(each.code, each.severity, each.about, each.line) for each in news] == [
        ("AP303", "error", "northfield/haven-3", 22)
    ]


def test_the_same_finding_once_more_is_news() -> None:
    broken = HAVEN + "    updates:\n      - {date: 2025-11-01, confidence: red}\n"
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": broken})
    red = Update(DONE.date, confidence="red")

    news = propose(loaded, {FILE: [add_update(loaded, "haven-3", red)]}, ON, ON).news

    assert [(each.code, each.line) for each in news if each.severity == "error"] == [("AP305", 23)]


def test_what_cannot_be_proved_is_refused_with_the_lines_to_type() -> None:
    anchored = HAVEN.replace("id: haven-1", "id: &one haven-1")
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": anchored})

    with pytest.raises(Unproved) as refused:
        propose(loaded, {FILE: [add_update(loaded, "haven-3", DONE)]}, ON, ON)

    assert refused.value.file == FILE
    assert refused.value.why.line == 3
    assert refused.value.why.by_hand == "    updates:\n      - date: 2025-12-31\n        status: complete"


def test_a_new_file_has_nothing_before() -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN})
    new = Text("northfield/northfield.yaml", "northfield", b"partner: northfield\ncommitments: []\n")

    proposal = propose(loaded, {}, ON, ON, [new])

    assert proposal.changes == (FileChange(new.name, None, new.data),)
    assert proposal.after.partner_files == {"haven": FILE, "northfield": "northfield/northfield.yaml"}


def test_several_files_change_together() -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN})
    head = "northfield/plan.yaml"
    title = Set(("title",), Bare("Another title"))

    proposal = propose(loaded, {FILE: [add_update(loaded, "haven-3", DONE)], head: [title]}, ON, ON)

    assert [each.name for each in proposal.changes] == [FILE, head]
    assert proposal.after.plan is not None
    assert proposal.after.plan.head.title == "Another title"
