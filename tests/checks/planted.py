"""Plans drawn at random, as raw values; edits that break a rule about changes, and edits that break none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

import yaml

Row: TypeAlias = dict[str, Any]
Expected: TypeAlias = tuple[str, str]

KEYS = ("northfield", "haven", "elm")
THINGS = ("hubs", "roofs", "boilers", "gardens", "wardens", "surveys", "leaflets", "kitchens")
DEEDS = ("Open", "Insulate", "Replace", "Plant", "Train", "Publish", "Print", "Repair")


@dataclass
class Drawn:
    """A plan as raw values. `taken` are the commitments that an edit has changed already, `notes` comments by id."""

    head: Row
    commitments: list[Row]
    outcomes: list[Row]
    taken: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)

    def pick(self, random: Random, *, is_closed: bool | None = None) -> Row:
        """A commitment that no edit has changed yet, to be changed by one."""
        free = [each for each in self.commitments if each["id"] not in self.taken]
        found = random.choice([each for each in free if is_closed is None or _is_closed(each) == is_closed])
        self.taken.add(found["id"])
        return found


Plant: TypeAlias = Callable[[Drawn, Random], list[Expected]]


def draw(random: Random) -> Drawn:
    """A plan of forty commitments, a quarter of them closed."""
    head = {
        "format": "1",
        "plan": "northfield",
        "title": "Northfield homes and health plan",
        "agreement": {"title": "Northfield agreement", "date": "2025-03", "signatories": list(KEYS)},
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "reviews": {"every": "quarter", "year_starts": "April"},
        "partners": {each: {"name": f"{each.title()} Trust"} for each in (*KEYS, "spare", "other")},
        "themes": {"homes": "Warm homes", "advice": "Advice"},
        "rules": {"AP601": "advice"},
    }
    commitments = [_commitment(number, random) for number in range(40)]
    return Drawn(head, commitments, [_outcome(number) for number in range(6)])


def _commitment(number: int, random: Random) -> Row:
    lead = KEYS[number % 3]
    deed, thing = DEEDS[number % 8], THINGS[random.randrange(8)]
    row: Row = {
        "id": f"{lead}-{number}",
        "lead": lead,
        "title": f"{deed} {number + 2} {thing} in the eastern wards",
        "with": [each for each in KEYS if each != lead],
        "due": random.choice(("2025-26 Q4", "2026-03", "2026-02-28")),
        "condition": {"text": "subject to a grant"},
        "parts": [
            {"id": "a", "title": f"First {thing}", "due": "2025-12"},
            {"id": "b", "title": f"Second {thing}"},
        ],
        "updates": [
            {"date": "2025-05-08", "status": "in-progress", "confidence": "green", "by": lead},
            {"date": f"2025-07-{random.randint(10, 28)}", "period": "2025-26 Q1", "note": f"{thing} {random.random()}"},
            {"date": "2025-10-09", "confidence": "amber", "reason": "funding", "note": "Late"},
        ],
        "extensions": [
            {"asked": "2025-08-01", "to": "2026-05", "decision": "granted", "decided": "2025-09-01", "by": "Board"},
            {"asked": "2025-10-09", "to": "2026-07", "reason": "funding"},
        ],
        "amendments": [{"date": "2025-06-01", "of": ["with"], "by": "Board", "was": "Nobody"}],
    }
    if number % 4 == 0:
        row["updates"].append({"date": "2025-11-20", "status": "complete", "parts": {"a": "complete", "b": "complete"}})
    return row


def _outcome(number: int) -> Row:
    indicator = {
        "id": f"i-{number}",
        "title": f"Cold homes {number}",
        "unit": "homes",
        "baseline": {"date": "2024", "value": "18.5"},
        "target": {"date": "2026-03", "value": "15"},
        "readings": [{"date": "2025-06", "value": "17.2"}, {"date": "2025-09", "value": "17"}],
    }
    return {"id": f"o-{number}", "title": f"Warm homes {number}", "indicators": [indicator]}


def _is_closed(row: Row) -> bool:
    return any(each.get("status") == "complete" for each in row["updates"])


# How the plan is written: which file, in which order, with which brackets and comments.


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # as PyYAML calls it
        return True


def written(plan: Drawn, random: Random) -> dict[str, str]:
    """The plan as files, written in one of the many ways to write it."""
    files = {"plan.yaml": _text(plan.head, random), "outcomes.yaml": _text({"outcomes": plan.outcomes}, random)}
    for lead in KEYS:
        rows = [each for each in plan.commitments if each["lead"] == lead]
        random.shuffle(rows)
        at = random.randint(0, len(rows))
        for name, some in ((f"{lead}.yaml", rows[:at]), (f"{lead}-more.yaml", rows[at:])):
            files[name] = _text({"partner": lead, "commitments": [_row(each, random) for each in some]}, random)
    for id_, note in plan.notes.items():
        for name, text in files.items():
            files[name] = text.replace(f"id: {id_}\n", f"id: {id_}  {note}\n")
    return files


def _row(row: Row, random: Random) -> Row:
    """The commitment with its keys in any order, the lead left to the file."""
    keys = [each for each in row if each not in ("lead", "id")]
    random.shuffle(keys)
    return {"id": row["id"], **{each: row[each] for each in keys}}


def _text(value: Any, random: Random) -> str:
    is_flow = random.choice((None, False))
    text = yaml.dump(value, Dumper=_Dumper, sort_keys=False, default_flow_style=is_flow, width=random.choice((60, 200)))
    return "# Checked in the office.\n" * random.randint(0, 3) + text


# What breaks a rule: each changes one thing, and says what has to be found.


def commitment_gone(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    plan.commitments.remove(row)
    return [("AP501", row["id"])]


def renumbered(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["id"] += "-new"
    plan.taken.add(row["id"])
    return [("AP502", row["id"])]


def other_lead(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["lead"] = next(each for each in KEYS if each != row["lead"])
    return [("AP503", row["id"])]


def id_used_again(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row |= {"title": "Something wholly different altogether", "due": "2026-01", "updates": [{"date": "2025-12-01"}]}
    return [("AP504", row["id"])]


def update_edited(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    update = random.choice(row["updates"])
    random.choice(
        (
            lambda: update.update(note="Something else"),
            lambda: update.update(date="2025-08-30"),
            lambda: update.update(period="2025-26 Q4"),
            lambda: update.update(evidence=[{"title": "A paper"}]),
            lambda: update.update(date="2025-08-30", note="All of it"),
        )
    )()
    return [("AP505", row["id"])]


def update_removed(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["updates"].pop(random.randrange(len(row["updates"])))
    return [("AP505", row["id"])]


def update_inserted(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["updates"].insert(random.randrange(len(row["updates"])), {"date": "2025-08-08", "note": "Forgotten"})
    return [("AP505", row["id"])]


def updates_reordered(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["updates"].reverse()
    return [("AP505", row["id"])]


def extension_edited(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["extensions"][random.randrange(2)] |= random.choice(
        ({"to": "2026-12"}, {"note": "Ill"}, {"asked": "2025-08-02"})
    )
    return [("AP506", row["id"])]


def extension_removed(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["extensions"].pop(random.randrange(2))
    return [("AP506", row["id"])]


def reading_changed(plan: Drawn, random: Random) -> list[Expected]:
    readings = plan.outcomes[0]["indicators"][0]["readings"]
    if random.random() < 0.5:
        readings[0]["value"] = "12"
    else:
        readings.pop()
    return [("AP507", "")]


def due_changed(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    if random.random() < 0.3:
        del row["due"]
    else:
        row["due"] = random.choice(("2026-06", "2025-12", "2026-04-01"))
    return [("AP509", row["id"])]


def part_date_changed(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["parts"][random.randrange(2)]["due"] = "2026-02"
    return [("AP509", row["id"])]


def moved_late(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["extensions"][1] |= {"decision": "granted", "decided": "2026-06-01"}
    return [("AP510", row["id"])]


def target_changed(plan: Drawn, random: Random) -> list[Expected]:
    plan.outcomes[1]["indicators"][0][random.choice(("baseline", "target"))]["value"] = "16"
    return [("AP511", "")]


def indicator_gone(plan: Drawn, random: Random) -> list[Expected]:
    plan.outcomes[2]["indicators"].clear()
    return [("AP511", "")]


def outcome_gone(plan: Drawn, random: Random) -> list[Expected]:
    plan.outcomes.remove(next(each for each in plan.outcomes if each["id"] == "o-3"))
    return [("AP511", "")]


def reworded(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    random.choice(
        (
            lambda: row.update(title=f"{row['title']} and beyond"),
            row["with"].pop,
            row["parts"].pop,
            lambda: row["parts"][0].update(title="Any one of them"),
            lambda: row.update(condition={"text": "if there is money"}),
            lambda: row.pop("condition"),
            lambda: row.update(kind="ongoing"),
            lambda: row.update(agreed="2025-05"),
        )
    )()
    return [("AP512", row["id"])]


def reopened(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random, is_closed=True)
    row["updates"].append({"date": "2025-12-02", "status": "in-progress"})
    return [("AP513", row["id"])]


def partner_renamed(plan: Drawn, random: Random) -> list[Expected]:
    plan.head["partners"]["spare"]["name"] = "Somebody else"
    return [("AP516", "")]


def partner_removed(plan: Drawn, random: Random) -> list[Expected]:
    del plan.head["partners"]["other"]
    return [("AP516", "")]


def rule_loosened(plan: Drawn, random: Random) -> list[Expected]:
    plan.head["rules"][random.choice(("AP402", "AP601"))] = "off"
    return [("AP517", "")]


def allowance_added(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    plan.notes[row["id"]] = "# actionplan: allow AP403 - they are closed"
    return [("AP517", row["id"])]


def plan_changed(plan: Drawn, random: Random) -> list[Expected]:
    plan.head["period"]["to"] = "2026-06-30"
    return [("AP518", "")]


def cycle_changed(plan: Drawn, random: Random) -> list[Expected]:
    plan.head["reviews"] = random.choice(({"every": "month"}, {"every": "quarter", "year_starts": "January"}))
    return [("AP518", "")]


def amendment_untrue(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    row["amendments"].append({"date": "2025-12-01", "of": ["title"], "by": "Board"})
    return [("AP519", row["id"])]


def amendment_changed(plan: Drawn, random: Random) -> list[Expected]:
    row = plan.pick(random)
    if random.random() < 0.5:
        row["amendments"][0]["by"] = "Somebody"
    else:
        del row["amendments"]
    return [("AP520", row["id"])]


VIOLATIONS: tuple[Plant, ...] = (
    commitment_gone,
    renumbered,
    other_lead,
    id_used_again,
    update_edited,
    update_removed,
    update_inserted,
    updates_reordered,
    extension_edited,
    extension_removed,
    reading_changed,
    due_changed,
    part_date_changed,
    moved_late,
    target_changed,
    indicator_gone,
    outcome_gone,
    reworded,
    reopened,
    partner_renamed,
    partner_removed,
    rule_loosened,
    allowance_added,
    plan_changed,
    cycle_changed,
    amendment_untrue,
    amendment_changed,
)


# What breaks none.


def update_added(plan: Drawn, random: Random) -> None:
    row = plan.pick(random, is_closed=False)
    row["updates"].append({"date": "2025-12-01", "confidence": random.choice(("green", "amber")), "reason": "funding"})


def commitment_added(plan: Drawn, random: Random) -> None:
    number = len(plan.commitments) + 100 + random.randrange(1000)
    row = _commitment(number, random)
    plan.commitments.append(row)
    plan.taken.add(row["id"])


def completed(plan: Drawn, random: Random) -> None:
    if plan.head["rules"] == {"AP601": "advice"} and not plan.notes:
        row = plan.pick(random, is_closed=False)
        row["updates"].append({"date": "2025-12-01", "status": "complete", "evidence": [{"title": "A paper"}]})


def extension_decided(plan: Drawn, random: Random) -> None:
    row = plan.pick(random)
    row["extensions"][1] |= {"decision": random.choice(("granted", "refused")), "decided": "2025-12-01"}


def extension_asked(plan: Drawn, random: Random) -> None:
    plan.pick(random)["extensions"].append({"asked": "2025-12-01", "to": "2026-09"})


def reworded_as_agreed(plan: Drawn, random: Random) -> None:
    row = plan.pick(random)
    row |= {"title": f"{row['title']} and beyond", "with": row["with"][:1]}
    row["amendments"].append({"date": "2025-12-01", "of": ["title", "with"], "by": "Board"})


def condition_settled(plan: Drawn, random: Random) -> None:
    plan.pick(random)["condition"] |= {"state": random.choice(("met", "failed")), "date": "2025-11"}


def described(plan: Drawn, random: Random) -> None:
    row = plan.pick(random)
    row |= {"theme": random.choice(("homes", "advice")), "note": "Rooms are free", "outcomes": ["o-5"]}
    row["with"].reverse()
    row["parts"].reverse()


def spelt_otherwise(plan: Drawn, random: Random) -> None:
    plan.pick(random)["updates"][1]["period"] = "2025/26Q1"


def reading_added(plan: Drawn, random: Random) -> None:
    plan.outcomes[-1]["indicators"][0]["readings"].append({"date": "2025-11", "value": str(random.randrange(20))})


def partner_joined(plan: Drawn, random: Random) -> None:
    plan.head["partners"][f"new-{random.randrange(1000)}"] = {"name": f"A new one {random.random()}"}
    plan.head["partners"] = dict(reversed(plan.head["partners"].items()))


HARMLESS: tuple[Callable[[Drawn, Random], None], ...] = (
    update_added,
    commitment_added,
    completed,
    extension_decided,
    extension_asked,
    reworded_as_agreed,
    condition_settled,
    described,
    spelt_otherwise,
    reading_added,
    partner_joined,
)
