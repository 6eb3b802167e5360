"""Plans drawn by lot: valid files of many shapes, the same for the same seed."""

from __future__ import annotations

from calendar import month_name
from datetime import date, timedelta
from random import Random

import yaml

from tests.report.recount.days import LENGTHS, Plain, number_of, period_number
from tests.report.recount.files import as_it_stood, read
from tests.report.recount.reviews import seen_by_board
from tests.report.recount.view import Asked
from tests.report.recount.words import statuses

FIRST, LAST = date(2024, 9, 1), date(2026, 6, 30)
KEYS = ("haven", "elm", "northfield", "oak")
OWN_WORDS = [
    {"code": "planned", "label": "Planned", "meaning": "not-started"},
    {"code": "on-track", "label": "On track", "meaning": "under-way", "tone": "good"},
    {"code": "held", "label": "Held up", "meaning": "waiting", "tone": "watch"},
    {"code": "delivered", "label": "Delivered", "meaning": "done", "tone": "good"},
    {"code": "handed-over", "label": "Handed over", "meaning": "done"},
    {"code": "stopped", "label": "Stopped", "meaning": "dropped"},
    {"code": "merged", "label": "Merged", "meaning": "dropped"},
]


def texts_of(files: dict[str, Plain]) -> dict[str, str]:
    return {
        name: yaml.safe_dump(content, sort_keys=False, allow_unicode=True, default_flow_style=None)
        for name, content in files.items()
    }


class Draw:
    """One plan and what is asked about it, drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self.lot = Random(seed)
        self.head = self._head()
        self.codes = [each for each in statuses(self.head) if each not in ("status-not-given", "no-update-received")]
        self.outcomes = self._outcomes()
        files: dict[str, Plain] = {"plan.yaml": self.head}
        if self.outcomes:
            files["outcomes.yaml"] = {"outcomes": self.outcomes}
        self.ids: list[str] = []
        for key in (*self.head["partners"], "none", "all"):
            count = self.lot.choice((0, 1, 2, 3, 4)) if key in KEYS else self.lot.choice((0, 0, 0, 1, 2))
            if count:
                files[f"{key}.yaml"] = {"partner": key, "commitments": [self._commitment(key) for _ in range(count)]}
        if self.ids == []:
            files["elm.yaml"] = {"partner": next(iter(self.head["partners"])), "commitments": [self._commitment("elm")]}
        self.files = files
        self._reviews()
        self.texts = texts_of(files)

    # Chances.

    def some(self, chance: float) -> bool:
        return self.lot.random() < chance

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        return first + timedelta(days=self.lot.randint(0, (last - first).days))

    def written(self, *, precise: float = 0.6) -> str:
        """A date to one of the precisions that there are."""
        found = self.day()
        if self.some(precise):
            return found.isoformat()
        starts = self._starts
        year = found.year - (found.month < starts)
        part = (found.month - starts) % 12
        years = f"{year}" if starts == 1 else f"{year}-{(year + 1) % 100:02}"
        return self.lot.choice(
            [
                f"{found:%Y-%m}",
                f"{found:%Y-%m}",
                f"{years} Q{part // 3 + 1}",
                f"{years} H{part // 6 + 1}",
                f"{found.year}",
                f"{year}/{(year + 1) % 100:02}",
            ]
        )

    def chosen(self, keys: list[str], most: int = 2) -> list[str]:
        return self.lot.sample(keys, min(len(keys), self.lot.randint(1, most)))

    @property
    def _starts(self) -> int:
        return list(month_name).index(self.head.get("reviews", {}).get("year_starts", "April"))

    # The head.

    def _head(self) -> Plain:
        lot = self.lot
        partners = {}
        for key in KEYS[: lot.randint(1, 4)]:
            partners[key] = {"name": f"{key.capitalize()} Trust", **({"short": key.upper()} if self.some(0.4) else {})}
        head: Plain = {"format": "1", "plan": "northfield", "title": "Northfield plan"}
        signed = {"signatories": list(partners)} if self.some(0.7) else {}
        head["agreement"] = {"title": "Northfield agreement", **signed}
        if self.some(0.75):
            first = self.day(date(2024, 9, 1), date(2025, 4, 30)).replace(day=lot.choice((1, 1, 1, 10)))
            head["period"] = {
                "from": first.isoformat(),
                "to": (first + timedelta(days=lot.randint(80, 600))).isoformat(),
            }
        if self.some(0.85):
            month = lot.choice(("April", "January", "January", "July", "October", "February"))
            head["reviews"] = {"every": lot.choice(list(LENGTHS)), "year_starts": month}
            if self.some(0.6):
                head["reviews"]["returns_within"] = f"{lot.choice((0, 7, 14, 30, 45))} days"
        head["partners"] = partners
        head["themes"] = {"homes": "Warm homes", "advice": "Advice"}
        if self.some(0.4):
            head["vocabulary"] = lot.choice(("ogp", OWN_WORDS, OWN_WORDS))
        if self.some(0.3):
            head["reasons"] = {"planning": "Permission not given yet"}
        return head

    # Commitments.

    def _commitment(self, partner: str) -> Plain:
        lot = self.lot
        id_ = f"{partner}-{len(self.ids) + 1}"
        partners = list(self.head["partners"])
        made: Plain = {"id": id_, "title": f"Do thing {len(self.ids) + 1}"}
        extras: list[tuple[float, str, object]] = [
            (0.08, "lead", lot.choice(partners)),
            (0.4, "with", self.chosen(partners, 3)),
            (0.5, "theme", lot.choice(("homes", "advice"))),
            (0.3, "kind", lot.choice(("recurring", "ongoing"))),
            (0.4, "outcomes", self.chosen([each["id"] for each in self.outcomes] or ["warm"])),
            (0.4, "waits_on", self.chosen([*self.ids, "elsewhere-1"])),
            (0.1, "replaces", lot.choice([*self.ids, "elsewhere-2"])),
            (0.25, "agreed", self.written()),
            (0.75, "due", self.written(precise=0.3)),
            (0.2, "due_as_printed", "by the spring"),
            (0.25, "condition", self._condition()),
            (0.2, "audience", "internal"),
        ]
        made.update({key: value for chance, key, value in extras if self.some(chance)})
        if self.some(0.3):
            made["parts"] = [self._part(part) for part in "abc"[: lot.randint(1, 3)]]
        made["updates"] = self._log([each["id"] for each in made.get("parts", [])])
        made["extensions"] = self._extensions()
        self.ids.append(id_)
        return {key: value for key, value in made.items() if value}

    def _condition(self) -> Plain:
        state = self.lot.choice(("not-yet-met", "met", "failed", None))
        dated = {"date": self.written()} if state and self.some(0.6) else {}
        return {"text": "subject to a grant", **({"state": state} if state else {}), **dated}

    def _part(self, part: str) -> Plain:
        return {"id": part, "title": f"Part {part}", **({"due": self.written()} if self.some(0.6) else {})}

    def _log(self, parts: list[str]) -> list[Plain]:
        days = sorted(self.day() for _ in range(self.lot.choice((0, 0, 1, 1, 2, 3, 4, 6))))
        log = [self._update(number, each, parts) for number, each in enumerate(days)]
        if self.some(0.15):
            self.lot.shuffle(log)
        return log

    def _update(self, number: int, on: date, parts: list[str]) -> Plain:
        lot = self.lot
        precise = on.isoformat() if self.some(0.75) else lot.choice((f"{on:%Y-%m}", f"{on:%Y}"))
        made: Plain = {"date": precise}
        if self.some(0.15):
            made["return"] = "nil"
        elif self.some(0.65):
            made["status"] = lot.choice(self.codes)
        extras: list[tuple[float, str, object]] = [
            (0.4, "period", self._period(on)),
            (0.5, "confidence", lot.choice(("green", "amber", "red"))),
            (0.5, "note", f"Note {number} of {on}."),
            (0.4, "reason", lot.choice(("funding", "capacity", "planning"))),
            (0.3, "next", f"Next {number} of {on}."),
            (0.4, "parts", {each: lot.choice(self.codes) for each in parts if self.some(0.7)}),
            (0.3, "evidence", [self._evidence(f"{number} of {on}", each) for each in range(lot.randint(1, 3))]),
            (0.15, "basis", "inferred"),
            (0.1, "date_basis", "inferred"),
            (0.15, "audience", "internal"),
        ]
        made.update({key: value for chance, key, value in extras if value and self.some(chance)})
        return made

    def _period(self, on: date) -> str:
        """The period that an update answers: mostly its own or the one before, and sometimes a month of it."""
        cycle = self.head.get("reviews", {})
        plan = {"every": cycle.get("every", "quarter"), "starts": self._starts}
        number = number_of(on.isoformat(), plan) - self.lot.choice((0, 0, 1, 1, 1, 2, -1))
        found = period_number(number, plan)
        if self.some(0.2):
            return str(found["first"][:7])
        written = str(found["written"])
        return written.replace("-", "/", 1) if " " in written and self.some(0.3) else written

    def _evidence(self, of: str, number: int) -> Plain:
        extras: list[tuple[float, str, object]] = [
            (0.5, "url", "https://a.example/p"),
            (0.4, "date", self.written()),
            (0.2, "basis", "inferred"),
            (0.15, "audience", "internal"),
            (0.2, "kind", "effect"),
        ]
        made: Plain = {"title": f"Paper {number} on {of}"}
        return made | {key: value for chance, key, value in extras if self.some(chance)}

    def _extensions(self) -> list[Plain]:
        made = []
        for asked in sorted({self.day() for _ in range(self.lot.choice((0, 0, 0, 1, 1, 2, 3)))}):
            one: Plain = {"asked": asked.isoformat(), "to": self.written(precise=0.4)}
            if self.some(0.5):
                one |= {"reason": "capacity", "note": "More time is needed."}
            if self.some(0.7):
                one["decision"] = self.lot.choice(("granted", "granted", "refused"))
                one["decided"] = (asked + timedelta(days=self.lot.randint(0, 60))).isoformat()
            made.append(one)
        return made

    # Outcomes.

    def _outcomes(self) -> list[Plain]:
        made = []
        for number in range(self.lot.choice((0, 1, 2, 3))):
            indicators = [self._indicator(f"i{number}{each}") for each in range(self.lot.choice((0, 1, 1, 2)))]
            made.append({"id": f"o{number}", "title": f"Outcome {number}", "indicators": indicators})
        return made

    def _value(self) -> str:
        return self.lot.choice(
            (f"{self.lot.uniform(-5, 30):.1f}", f"{self.lot.randint(0, 2500)}", f"{self.lot.uniform(0, 9):.2f}")
        )

    def _indicator(self, id_: str) -> Plain:
        made: Plain = {"id": id_, "title": f"Indicator {id_}", "unit": "homes"}
        if self.some(0.7):
            made["better"] = self.lot.choice(("higher", "lower"))
        if self.some(0.5):
            made["area"] = "Northfield"
        if self.some(0.7):
            made["baseline"] = {
                "date": self.lot.choice(("2023", "2024-09", "2024-12-31", "2025-06-29")),
                "value": self._value(),
            }
        if self.some(0.8):
            made["target"] = {
                "date": self.lot.choice(("2025-06-30", "2026", "2025-12", "2025-07-01")),
                "value": self._value(),
            }
        made["readings"] = [self._reading() for _ in range(self.lot.choice((0, 1, 2, 3, 5)))]
        if self.some(0.3):
            made["judged"] = [self._judgement(each) for each in sorted({date(2025, 6, 30), self.day()})]
        return {key: value for key, value in made.items() if value}

    def _reading(self) -> Plain:
        made: Plain = {
            "date": self.lot.choice(("2024-12", "2025-03", "2025-06-30", "2025", self.written())),
            "value": self._value(),
        }
        if self.some(0.6):
            made["released"] = self.written()
        if self.some(0.5):
            made["source"] = "Survey"
        return made

    def _judgement(self, on: date) -> Plain:
        status = self.lot.choice(("reached", "on-path", "off-path"))
        return {"status": status, "reason": "The survey was early.", "by": "the board", "date": on.isoformat()}

    # Reviews.

    def _reviews(self) -> None:
        """Closed reviews of the plan as it is, some of them with something that the files say otherwise."""
        if not self.some(0.5) or "reviews" not in self.head:
            return
        plan = read(texts_of(self.files))
        last = number_of("2025-12-31", plan)
        for back in sorted(self.lot.sample(range(4), self.lot.randint(1, 2)), reverse=True):
            period = period_number(last - back, plan)
            closed = date.fromisoformat(period["last"]) + timedelta(days=self.lot.choice((5, 20, 40, 60, 120, 200)))
            self.files[f"reviews/{period['written'].lower().replace(' ', '-').replace('/', '-')}.yaml"] = self._review(
                plan, period, closed
            )

    def _review(self, plan: Plain, period: Plain, closed: date) -> Plain:
        # What came in after it was closed is news to the board.
        known = as_it_stood(plan, closed.isoformat()) if self.some(0.4) else plan
        positions, readings = seen_by_board(known, period)
        self._rewrite(positions, readings)
        made: Plain = {"period": period["written"], "closed": closed.isoformat()}
        if self.some(0.6):
            made["meeting"] = (closed - timedelta(days=1)).isoformat()
        about = [*self.ids, "gone-1", None]
        decisions = [self._decision(closed, self.lot.choice(about)) for _ in range(self.lot.randint(0, 3))]
        ids = [f"a{number}{closed:%m%d}" for number in range(self.lot.randint(0, 3))]
        actions = [self._action(each, closed, self.lot.choice(about)) for each in ids]
        made |= {"positions": positions, "readings": readings, "decisions": decisions, "actions": actions}
        return {key: value for key, value in made.items() if value}

    def _rewrite(self, positions: list[Plain], readings: list[Plain]) -> None:
        """Some of what the board saw is other than what the files say."""
        for each in positions:
            if self.some(0.15):
                each["log" if self.some(0.5) else "wording"] = "0123456789abcdef"
            if self.some(0.1):
                each["due"] = "2025-05"
        for each in readings:
            if self.some(0.2):
                each["value"] = "7.77"
        if positions and self.some(0.2):
            positions[0]["id"] = "gone-1"

    def _decision(self, closed: date, about: str | None) -> Plain:
        return {
            "date": closed.isoformat(),
            **({"about": about} if about else {}),
            "decision": "Keep it",
            "by": "the board",
        }

    def _action(self, id_: str, closed: date, about: str | None) -> Plain:
        made: Plain = {"id": id_, "action": "Show the rota", "owner": next(iter(self.head["partners"]))}
        extras: list[tuple[float, str, object]] = [
            (0.7, "due", (closed + timedelta(days=self.lot.randint(5, 120))).isoformat()),
            (0.7, "about", about),
            (0.6, "done", self.lot.choice(("2026-01-05", "2026-01-20", (closed + timedelta(days=50)).isoformat()))),
            (0.4, "note", "Sent."),
        ]
        return made | {key: value for chance, key, value in extras if value and self.some(chance)}

    # What is asked for.

    def asked(self) -> Asked:
        plan = read(self.texts)
        on = self.day(date(2024, 10, 1), date(2026, 8, 31))
        if self.some(0.3):  # days on which something ends, and one over which rounding is for the half
            on = self.lot.choice((date(2025, 6, 30), date(2025, 12, 31), date(2025, 10, 14), date(2026, 1, 20)))
        period = period_number(number_of(on.isoformat(), plan) - 1, plan)["last"] if self.some(0.35) else None
        period = None if period and plan["from"] and period < plan["from"] else period  # it is refused
        day = date.fromisoformat(period) if period else on
        return Asked(
            on=on.isoformat(),
            period=period,
            since=(day - timedelta(days=self.lot.randint(0, 300))).isoformat() if self.some(0.25) else None,
            partner=self.lot.choice(list(self.head["partners"])) if self.some(0.3) else None,
            theme=self.lot.choice(("homes", "advice")) if self.some(0.25) else None,
            is_public=self.some(0.3),
        )
