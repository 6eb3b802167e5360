"""A made-up plan that changes, as data that its files are written from."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

import yaml

Commitment: TypeAlias = dict[str, Any]
Expected: TypeAlias = list[tuple[str, str]]  # each finding's code, and the commitment it is about, "" for none
Act: TypeAlias = "Callable[[Plan, Chance], Expected]"

FIRST_DAY = date(2025, 4, 1)
LEADS = ("northfield", "haven", "elm", "oak")
AUTHORS = ("Ada Officer", "Ben Clerk", "Zoë O'Brien", "李 Wei", '"; rm -rf / #', "<script>")
WORDS = (
    "advice",
    "hubs",
    "volunteers",
    "leaflets",
    "boilers",
    "windows",
    "surveys",
    "visits",
    "ramps",
    "handrails",
    "gardens",
    "kitchens",
    "lunches",
    "phones",
    "lessons",
    "grants",
    "audits",
    "workshops",
    "lamps",
    "heaters",
    "carers",
    "drivers",
    "walks",
    "choirs",
)


@dataclass
class Plan:
    """All that the files of a plan hold, and how they are written."""

    head: dict[str, Any]
    outcomes: list[dict[str, Any]]
    files: dict[str, tuple[str, list[Commitment]]]  # by name: the lead, and the commitments
    reviews: dict[str, dict[str, Any]] = field(default_factory=dict)  # by name: what each closed review holds
    folder: str = "northfield"
    styles: dict[str, int] = field(default_factory=dict)
    last_number: int = 0

    def commitments(self) -> Iterator[Commitment]:
        return (each for _, held in self.files.values() for each in held)

    def holding(self, id_: str) -> list[Commitment]:
        return next(held for _, held in self.files.values() if any(each["id"] == id_ for each in held))

    def texts(self) -> Mapping[str, bytes]:
        """Each file by its path, with its bytes."""
        documents: dict[str, Any] = {"plan.yaml": self.head, "outcomes.yaml": {"outcomes": self.outcomes}}
        documents |= {f"reviews/{name}": review for name, review in self.reviews.items()}
        documents |= {name: {"partner": lead, "commitments": held} for name, (lead, held) in self.files.items()}
        return {
            f"commitments/{self.folder}/{name}": _text(document, self.styles.get(name, 0)).encode()
            for name, document in documents.items()
        }


def _text(document: object, style: int) -> str:
    comment = f"# Written for the {style}th time.\n" if style else ""
    width, indent = 60 + style % 3 * 30, 2 + style % 2 * 2
    return comment + yaml.dump(
        document,
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        width=width,
        indent=indent,
        default_flow_style=style % 4 == 3,
    )


@dataclass
class Chance:
    """What is drawn for one commit: on which day, and among which commitments."""

    rng: random.Random
    day: date
    allowed: Callable[[Commitment], bool] = lambda _: True

    def pick(self, plan: Plan, *, has: str = "", such: Callable[[Commitment], bool] = lambda _: True) -> Commitment:
        """A commitment that has something under the key *has* and that is *such*."""
        found = [
            each
            for each in plan.commitments()
            if self.allowed(each) and "special" not in each["id"] and (not has or each.get(has)) and such(each)
        ]
        return self.rng.choice(found)

    def title(self) -> str:
        """Words that no other title has in that order, and few have in common."""
        return f"{self.rng.randint(2, 999)} {' '.join(self.rng.sample(WORDS, 5))}"


class Planted(NamedTuple):
    """A commit: its parents' places, who made it and when, the files it holds, and what is wrong with it."""

    parents: tuple[int, ...]
    author: str
    day: date
    files: Mapping[str, bytes]
    what: str
    expected: Expected


def about(commitment: Commitment) -> str:
    return f"northfield/{commitment['id']}"


def opened(day: date, **more: str) -> dict[str, Any]:
    return {"date": day.isoformat(), "status": "in-progress", "confidence": "green", **more}


def evidence(day: date) -> list[dict[str, str]]:
    return [{"title": "Closing report", "url": "https://haven.example/closing", "date": day.isoformat()}]


def fresh(plan: Plan, chance: Chance, lead: str) -> Commitment:
    """A commitment with all that can be said about one."""
    plan.last_number += 1
    supporters = [each for each in LEADS if each != lead]
    early = chance.day - timedelta(days=2)
    return {
        "id": f"{lead}-{plan.last_number}",
        "title": f"Open {chance.title()}",
        "with": chance.rng.sample(supporters, 2),
        "theme": "homes",
        "due": "2026-03",
        "condition": {"text": "subject to funding", "state": "not-yet-met"},
        "parts": [{"id": "a", "title": f"Plan {chance.title()}"}, {"id": "b", "title": "The rest"}],
        "updates": [opened(early - timedelta(days=each)) for each in (30, 20, 10)],
        "extensions": [
            {"asked": str(early), "to": "2026-05", "reason": "capacity", "decision": "granted", "decided": str(early)}
        ],
        "amendments": [{"date": str(early), "of": ["title"], "by": "the board"}],
    }


def first_plan(rng: random.Random) -> Plan:
    """The plan as it is first written."""
    vocabulary = [
        {"code": "in-progress", "label": "In progress", "meaning": "under-way"},
        {"code": "complete", "label": "Complete", "meaning": "done"},
        {"code": "withdrawn", "label": "Withdrawn", "meaning": "dropped"},
        *({"code": f"stuck-{each}", "label": f"Stuck {each}", "meaning": "waiting"} for each in "ab"),
    ]
    head = {
        "format": "1",
        "plan": "northfield",
        "title": "Northfield homes and health plan",
        "agreement": {"title": "Northfield agreement", "date": "2025-03", "signatories": list(LEADS)},
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "reviews": {"every": "quarter", "year_starts": "April"},
        "partners": {
            **{each: {"name": f"{each.title()} Trust"} for each in LEADS},
            **{f"guest-{each}": {"name": f"Guest {each} Café"} for each in range(12)},
        },
        "themes": {"homes": "Warm homes", "health": "Good health"},
        "vocabulary": vocabulary,
    }
    indicators = [
        {
            "id": f"cold-{each}",
            "title": f"Cold homes, as counted in way {each}",
            "unit": "per cent of homes",
            "baseline": {"date": "2024", "value": "18.5"},
            "target": {"date": "2026-03", "value": "15"},
            "readings": [{"date": f"2025-0{month}", "value": f"17.{month}"} for month in (1, 2, 3)],
        }
        for each in range(4)
    ]
    plan = Plan(head, [{"id": "warm", "title": "Fewer cold homes", "theme": "homes", "indicators": indicators}], {})
    chance = Chance(rng, FIRST_DAY)
    for lead in LEADS:
        plan.files[f"{lead}.yaml"] = (lead, [fresh(plan, chance, lead) for _ in range(12)])
    for number, day in enumerate(("2024-07-20", "2024-10-20", "2025-01-20", "2025-03-31"), 1):
        plan.reviews[f"2024-25-q{number}.yaml"] = review(f"2024-25 Q{number}", day)
    plan.files["haven-more.yaml"] = ("haven", [fresh(plan, chance, "haven") for _ in range(3)])
    for each in "ab":
        stuck = {"date": "2025-03-01", "status": f"stuck-{each}", "reason": "funding"}
        words = {"id": f"elm-special-{each}", "title": f"Wait for {each}", "due": "2026-03", "updates": [stuck]}
        plan.files["elm.yaml"][1].append(words)
    return plan


def review(period: str, day: str) -> dict[str, Any]:
    """A closed review with something decided."""
    seen = {"id": "haven-1", "status": "in-progress", "updates": "3", "log": "6f1c90aa7c3e2b1f", "wording": "91ab" * 4}
    return {
        "period": period,
        "closed": day,
        "positions": [seen],
        "decisions": [{"date": day, "decision": "Go on", "by": "the board"}],
        "actions": [{"id": "a1", "action": "Show the figures", "owner": "haven"}],
    }


def is_open(commitment: Commitment) -> bool:
    return bool(commitment["updates"][-1]["status"] == "in-progress")


def is_complete(commitment: Commitment) -> bool:
    return bool(commitment["updates"][-1]["status"] == "complete")
