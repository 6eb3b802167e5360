"""A plan whose texts are as long and as awkward as a plan file may hold, wherever it may hold text."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import yaml

from tests.report.hostile import TITLES

LONGEST = 300
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "+44 20 7946 0000",
    "-3 homes",
    "@SUM(A1:A9)",
    "'=4",
    "\uff1d5",
)


def longest(text: str) -> str:
    """*text* again and again, up to the longest that a title may be."""
    whole = (f"{text} " * LONGEST)[:LONGEST]
    return whole if whole[-1] != " " else f"{whole[:-1]}x"


TEXTS = (*TITLES.values(), *FORMULAS, *map(longest, (*TITLES.values(), *FORMULAS)))


def files() -> dict[str, str]:
    """One commitment for each text; the other texts of each are the ones that come after it."""
    texts = cycle(TEXTS)
    partners = {f"p{number}": {"name": next(texts)} for number in range(6)}
    head = {
        "format": "1",
        "plan": "northfield",
        "title": longest("<b>=Plan|"),
        "agreement": {"title": longest("=Agreement & "), "date": "2025-03", "signatories": ["p0", "p1"]},
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "reviews": {"every": "quarter", "year_starts": "April"},
        "partners": partners,
        "themes": {"homes": next(texts)},
        "reasons": {"own": next(texts)},
    }
    made: dict[str, Any] = {
        "plan.yaml": head,
        "outcomes.yaml": {"outcomes": [_outcome(each, texts) for each in range(4)]},
    }
    ids = [f"c{number}" for number in range(len(TEXTS))]
    for place, key in enumerate(partners):
        own = [_commitment(number, ids, texts) for number in range(place, len(TEXTS), len(partners))]
        made[f"{key}.yaml"] = {"partner": key, "commitments": own}
    return {name: yaml.safe_dump(each, allow_unicode=True, sort_keys=False, width=1_000) for name, each in made.items()}


def _commitment(number: int, ids: list[str], texts: Any) -> dict[str, Any]:
    codes = ("in-progress", "waiting", "complete")
    made = {
        "id": ids[number],
        "title": TEXTS[number],
        "theme": "homes",
        "with": ["p0", "p1", "p2"],
        "waits_on": [ids[number - 1]],
        "due": "2025-06",
        "due_as_printed": next(texts),
        "condition": {"text": next(texts), "state": ("met", "failed", "not-yet-met")[number % 3], "date": "2025-05-01"},
        "parts": [{"id": "a", "title": next(texts), "due": "2026-02"}],
        "updates": [
            {"date": "2025-06-01", "status": "in-progress", "confidence": "green", "by": next(texts)},
            {
                "date": "2025-11-01",
                "status": codes[number % 3],
                "confidence": ("red", "green", "amber")[number % 3],
                "reason": "own",
                "note": next(texts) * 20,
                "next": next(texts),
                "evidence": [{"title": next(texts), "url": "https://a.example/x|y](z)=1+1"}, {"title": next(texts)}],
            },
        ],
        "extensions": [{"asked": "2025-12-01", "to": "2026-02", "reason": "own", "note": next(texts)}],
    }
    return made if number % 5 else {key: made[key] for key in ("id", "title")}


def _outcome(number: int, texts: Any) -> dict[str, Any]:
    indicator = {
        "id": f"i{number}",
        "title": next(texts),
        "unit": next(texts),
        "area": next(texts),
        "better": "lower",
        "baseline": {"date": "2024", "value": "24.0"},
        "target": {"date": "2026-03-31", "value": "-20.125"},
        "readings": [
            {"date": "2025-06", "value": "-3", "source": next(texts)},
            {"date": "2025-06", "value": "2", "released": "2025-08"},
        ],
        "judged": [{"status": "off-path", "reason": next(texts), "by": next(texts), "date": "2025-12-01"}],
    }
    return {"id": f"o{number}", "title": next(texts), "indicators": [indicator]}
