"""Digests: the same for the same facts, for ever; made again here from plain values."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from actionplan.domain.digest import Digests, log_digest, wording_digest
from actionplan.domain.model import Commitment
from tests.support import load_texts

HEAD = """\
format: 1
plan: northfield
title: Northfield plan
agreement: {title: Northfield agreement}
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners: {haven: {name: Haven Trust}, elm: {name: Elm Housing}, northfield: {name: Northfield Council}}
"""

WHOLE = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 cafés
    kind: recurring
    with: [northfield, elm]
    agreed: 2025-05
    replaces: haven-0
    due: 2025-26 Q3
    due_as_printed: by Christmas
    condition: {text: subject to funding, state: met, date: 2025-06-01}
    parts:
      - {id: b, title: The second one, due: 2025-12-01}
      - {id: a, title: The first one}
    updates:
      - date: 2025-07-10
        period: 2025-26 Q1
        status: in-progress
        confidence: amber
        reason: funding
        note: "Two lines,\\nthe second."
        parts: {b: not-started, a: complete}
        evidence: [{title: Minutes, url: 'https://haven.example/m', date: 2025-07}]
        basis: inferred
      - {date: 2025-10-01, return: nil}
"""


def commitment(text: str = WHOLE) -> Commitment:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": text})
    assert loaded.plan is not None, loaded.hits
    return loaded.plan.commitments[0]


def digest_of(*texts: str) -> str:
    return sha256("".join(texts).encode("ascii")).hexdigest()[:16]


def line(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


UPDATES = (
    {
        "basis": "inferred",
        "confidence": "amber",
        "date": "2025-07-10",
        "evidence": [{"date": "2025-07-01/2025-07-31", "title": "Minutes", "url": "https://haven.example/m"}],
        "note": "Two lines,\nthe second.",
        "parts": {"a": "complete", "b": "not-started"},
        "period": "2025-04-01/2025-06-30",
        "reason": "funding",
        "status": "in-progress",
    },
    {"date": "2025-10-01", "return": "nil"},
)
WORDING = {
    "agreed": "2025-05-01/2025-05-31",
    "condition": "subject to funding",
    "due": {"due": "2025-10-01/2025-12-31", "printed": "by Christmas"},
    "kind": "recurring",
    "lead": "haven",
    "parts": {"a": {"title": "The first one"}, "b": {"due": "2025-12-01", "title": "The second one"}},
    "replaces": "haven-0",
    "title": "Open 3 cafés",
    "with": ["elm", "northfield"],
}


def test_the_digest_of_a_log_is_that_of_its_documented_text() -> None:
    updates = commitment().updates

    assert log_digest(updates) == digest_of(*(f"{line(each)}\n" for each in UPDATES))
    assert log_digest(updates[:1]) == digest_of(f"{line(UPDATES[0])}\n")
    assert log_digest(()) == digest_of("")


def test_the_digest_of_the_wording_is_that_of_its_documented_text() -> None:
    assert wording_digest(commitment()) == digest_of(line(WORDING))
    assert '"Open 3 caf\\u00e9s"' in line(WORDING)


def test_digests_never_change() -> None:
    """They stand in files that were closed years ago: another value here would call all of them restated."""
    assert log_digest(commitment().updates) == "f7269d53e32fc521"
    assert wording_digest(commitment()) == "6d77aca82dbdb979"
    assert log_digest(()) == "e3b0c44298fc1c14"


def test_a_commitment_with_nothing_but_a_title() -> None:
    bare = commitment("partner: haven\ncommitments:\n  - {id: haven-1, title: Open 3 cafés}\n")

    assert wording_digest(bare) == digest_of(line({"kind": "deliverable", "lead": "haven", "title": "Open 3 cafés"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("period: 2025-26 Q1", "period: 2025/26Q1"),
        ("{b: not-started, a: complete}", "{a: complete, b: not-started}"),
        ("with: [northfield, elm]", "with: [elm, northfield]"),
        ("due: 2025-26 Q3", "due: 2025/26 Q3"),
        ("state: met, date: 2025-06-01", "state: not-yet-met"),
        (
            "      - {id: b, title: The second one, due: 2025-12-01}\n      - {id: a, title: The first one}\n",
            "      - {id: a, title: The first one}\n      - {id: b, title: The second one, due: 2025-12-01}\n",
        ),
        ("    updates:\n", "    note: Only a note\n    theme: homes\n    updates:\n"),
    ],
)
def test_what_says_the_same_has_the_same_digest(old: str, new: str) -> None:
    assert WHOLE.count(old) == 1
    before, after = commitment(), commitment(WHOLE.replace(old, new))

    assert log_digest(after.updates) == log_digest(before.updates)
    assert wording_digest(after) == wording_digest(before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Open 3 cafés", "Open 2 cafés"),
        ("kind: recurring", "kind: ongoing"),
        ("with: [northfield, elm]", "with: [northfield]"),
        ("agreed: 2025-05", "agreed: 2025-05-01"),
        ("replaces: haven-0", "replaces: haven-9"),
        ("due: 2025-26 Q3", "due: 2025-12-31"),
        ("by Christmas", "by Easter"),
        ("subject to funding", "if there is money"),
        ("The first one", "The only one"),
        (", due: 2025-12-01}", "}"),
        ("    title:", "    lead: elm\n    title:"),
    ],
)
def test_other_words_have_another_digest(old: str, new: str) -> None:
    assert WHOLE.count(old) == 1
    before, after = commitment(), commitment(WHOLE.replace(old, new))

    assert wording_digest(after) != wording_digest(before)
    assert log_digest(after.updates) == log_digest(before.updates)


def test_many_at_once_are_as_one_by_one() -> None:
    digests, each = Digests(), commitment()

    assert [digests.log(each.updates[:number]) for number in (2, 1, 0, 2)] == [
        log_digest(each.updates[:number]) for number in (2, 1, 0, 2)
    ]
    assert digests.wording(each) == digests.wording(each) == wording_digest(each)
