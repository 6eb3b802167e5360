"""What one report is about, worked out of the files and of what was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from tests.report.recount import words
from tests.report.recount.days import Plain, later, number_of, period_number, said_day, said_period, window
from tests.report.recount.files import as_it_stood, last_ended, last_of, public
from tests.report.recount.returns import EVERYBODY, NOBODY, register
from tests.report.recount.standing import facts


@dataclass(frozen=True)
class Asked:
    """What is asked for, as on the command line; *on* is the day itself, *period* a review period by its last day."""

    on: str
    period: str | None = None
    since: str | None = None
    partner: str | None = None
    theme: str | None = None
    is_public: bool = False


class View:
    """All that the sections are counted from, each thing worked out once."""

    def __init__(self, whole: Plain, asked: Asked) -> None:
        self.whole, self.asked = whole, asked
        files = public(whole) if asked.is_public else whole
        self.day = asked.period or asked.on
        if asked.period:
            self.period: Plain | None = period_number(number_of(asked.period, files), files)
            self.plan = as_it_stood(files, asked.period, self.period)
        else:
            self.period = last_ended(files, asked.on)
            self.plan = as_it_stood(files, asked.on)
        self.since = "so far"
        self.baseline, self.named = self._compared(files)
        self.everything = self._standing(self.plan, self.day)
        self.shown = [each for each in self.everything.values() if self.concerns(each["commitment"])]
        base = self.baseline
        self.before = (
            {
                key: each
                for key, each in self._standing(base["plan"], base["day"]).items()
                if self.concerns(each["commitment"])
            }
            if base
            else {}
        )
        self.register = self._register()

    @staticmethod
    def _standing(plan: Plain, day: str) -> dict[str, Plain]:
        return {each["id"]: facts(each, plan, day) for each in plan["commitments"]}

    def _compared(self, files: Plain) -> tuple[Plain | None, str]:
        """The plan at the review before, or on the day asked for; and what the head of the report calls it."""
        if self.asked.since:
            self.since = f"since {said_day(self.asked.since)}"
            return {"plan": as_it_stood(self.plan, self.asked.since), "day": self.asked.since}, said_day(
                self.asked.since
            )
        earlier = period_number(number_of(self.period["last"], files) - 1, files) if self.period else None
        began = files["from"]
        if began and (earlier is None or earlier["last"] < began):
            day = later(began, -1)
            if began > self.day:
                return None, ""
            self.since = "since the plan began"
            return {"plan": as_it_stood(self.plan, day), "day": day}, "the start of the plan"
        if earlier is None:
            return None, ""
        days = [
            each.get("meeting") or each["closed"]
            for each in files["reviews"]
            if last_of(each["period"], files) == earlier["last"]
        ]
        cut = as_it_stood(self.plan, earlier["last"], earlier, max(days, default=""))
        self.since = "since the last review" if files["has_cycle"] else f"since {said_day(earlier['last'])}"
        named = f"the review of {said_period(earlier)}" if files["has_cycle"] else said_day(earlier["last"])
        return {"plan": cut, "day": earlier["last"]}, named

    def concerns(self, commitment: Plain) -> bool:
        partner = self.asked.partner
        theirs = partner in (None, commitment["lead"], *commitment.get("with", [])) or commitment["lead"] == EVERYBODY
        return theirs and self.asked.theme in (None, commitment.get("theme"))

    def _register(self) -> Plain | None:
        """The returns of the partners that lead something shown; each counted over all that it leads."""
        if self.period is None or not self.plan["has_cycle"]:
            return None
        found = register(self.plan, self.everything, self.period, self.day, self.asked.on)
        leads = {each["commitment"]["lead"] for each in self.shown}
        return {**found, "rows": {key: row for key, row in found["rows"].items() if key in leads}}

    # How things are named and written.

    def partner(self, key: str) -> str:
        if key in (NOBODY, EVERYBODY):
            return "No lead named" if key == NOBODY else "All partners"
        found = self.plan["head"].get("partners", {}).get(key)
        return str(found.get("short", found["name"])) if found else key

    def reason(self, code: str | None) -> str | None:
        return self.plan["reasons"].get(code, code) if code else None

    def dates(self, text: str | None) -> Plain | None:
        return window(text, self.plan["starts"]) if text else None

    def status(self, code: str) -> Plain:
        return {"code": code, "label": self.plan["statuses"][code]["label"]}

    def word(self, code: str) -> Plain:
        """A status or a confidence."""
        return self.status(code) if code in self.plan["statuses"] else {"code": code, "label": words.label(code)}

    def updated(self, update: Plain | None) -> object:
        """The date of an update, marked where that or the update itself is our own reading."""
        if update is None:
            return None
        date = self.dates(update["date"])
        return {"inferred": date} if "inferred" in (update.get("basis"), update.get("date_basis")) else date

    def confidence(self, code: str | None) -> Plain | None:
        return self.word(code) if code else None

    def due(self, stands: Plain) -> object:
        printed = stands["commitment"].get("due_as_printed")
        return stands["due"] or (f"{printed} (no date)" if printed else None)
