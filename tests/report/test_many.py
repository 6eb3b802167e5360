"""A plan with many commitments."""

from __future__ import annotations

from itertools import cycle, islice

from actionplan.report.model import Figures
from actionplan.report.renderers import RENDERERS
from tests.report.plans import HEAD, rendered, report_on, section, subject, table
from tests.support import load_texts

TEXTS = [name for name, each in RENDERERS.items() if each.is_text]

STATES = (
    "",
    "updates: [{date: 2025-05-01, status: in-progress, confidence: green}]",
    "updates: [{date: 2025-11-01, status: in-progress, confidence: amber, reason: capacity, note: Slow., next: More.}]",
    "updates: [{date: 2025-11-02, status: waiting, reason: decision}]",
    "updates: [{date: 2025-11-03, status: complete, evidence: [{title: Minutes, url: 'https://a.example/m'}]}]",
    "updates: [{date: 2025-08-03, status: withdrawn, reason: priority}]",
    "updates: [{date: 2025-12-03, note: Nil return.}]",
)


def files(partners: int, each: int) -> dict[str, str]:
    """So many partners, each with a file of so many commitments."""
    names = "".join(f"  p{number}: {{name: Partner {number}}}\n" for number in range(partners))
    made = {"plan.yaml": HEAD.replace("themes:", f"{names}themes:")}
    for number in range(partners):
        states = enumerate(islice(cycle(STATES), each))
        items = [
            f"  - id: p{number}-{place}\n    title: Do {place} things for people in Northfield by visiting them\n"
            f"    due: 2025-{place % 12 + 1:02}\n" + (f"    {state}\n" if state else "")
            for place, state in states
        ]
        made[f"p{number}.yaml"] = f"partner: p{number}\ncommitments:\n" + "".join(items)
    return made


def test_five_hundred_commitments() -> None:
    report = report_on(subject(load_texts(files(10, 50))))

    (figures, _) = [each for each in section(report, "headline").blocks if isinstance(each, Figures)]
    assert sum(each.share.count for each in figures.rows) == 500
    assert sum(each.share.percent or 0 for each in figures.rows) == 100
    assert len(table(report, "annex", "commitments", "commitments").rows) == 500
    assert sum(len(table(report, "partners", f"p{each}", "commitments").rows) for each in range(10)) == 500
    for voice in TEXTS:
        text = rendered(report, voice)
        assert all(f"p{partner}-{place}" in text for partner in range(10) for place in range(50))
