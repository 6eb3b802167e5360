"""Writes an invented workspace of any size, to measure with.

    python benchmarks/generate.py --partners 1000 --commitments 10000 --out DIR

Northfield, its partners and their commitments do not exist. The same arguments give the same bytes. As at
2025-12-31 a check finds nothing wrong with what is written, except in the share of commitments that `--findings`
asks to be flawed; the others are the same bytes with it and without.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, cycle, islice, product
from pathlib import Path
from typing import NamedTuple, TypeAlias

Entry: TypeAlias = dict[str, str]
"""One mapping: each key with the YAML text that stands after its colon, in the order written."""


class Size(NamedTuple):
    """What was asked for."""

    partners: int
    commitments: int
    plans: int
    findings: float
    seed: int


class Partner(NamedTuple):
    """An organisation, and how many commitments it leads."""

    key: str
    name: str
    sector: str
    leads: int


class Seat(NamedTuple):
    """Where a commitment belongs: its id, its place among all, and its lead's place among the plan's partners."""

    id: str
    serial: int
    lead: int
    partners: tuple[Partner, ...]


class Work(NamedTuple):
    """What a commitment is about: so many of a thing, for somebody, somewhere."""

    verb: str
    thing: str
    number: int
    whom: str
    place: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment as text: the comment above it, its keys, and its log."""

    comment: str
    keys: Entry
    updates: list[Entry]


class Measure(NamedTuple):
    """An outcome of one theme with its only indicator: the baseline, three readings and the target."""

    theme: str
    outcome: str
    title: str
    indicator: str
    unit: str
    better: str
    values: tuple[str, str, str, str, str]


DEEDS = (
    ("Publish", "damp repair guides"),
    ("Open", "drop-in clinics"),
    ("Train", "link workers"),
    ("Launch", "falls prevention classes"),
    ("Install", "key safes"),
    ("Fit", "stair rails"),
    ("Recruit", "peer mentors"),
    ("Inspect", "rented homes"),
    ("Insulate", "park homes"),
    ("Award", "adaptation grants"),
    ("Print", "winter warmth leaflets"),
    ("Hold", "tenancy surgeries"),
    ("Convert", "empty flats"),
    ("Repair", "cold boilers"),
    ("Equip", "community rooms"),
    ("Plant", "courtyard gardens"),
)
WHOM = ("older tenants", "new parents", "unpaid carers", "care leavers", "private renters", "people leaving hospital")
PLACES = (
    "Northfield Green", "Northfield Quay", "Émile Row", "Café Lane", "Upper Mill", "Lower Mill", "St Zoë's",
    "Brontë Park", "Ash Fold", "Elm Fold", "Oak Fold", "Canal Side", "Tanner's Yard", "Hill Top", "Long Meadow",
    "Old Market", "Foundry Gate", "Priory Field", "Señora Court", "West Dock",
)  # fmt: skip
PARTNERS = (
    ("Housing Trust", "housing"),
    ("Health Alliance", "health"),
    ("Borough Council", "local government"),
    ("Café Network", "voluntary"),
    ("Advice Centre", "voluntary"),
)
THEMES = {
    "warmth": "Warm homes",
    "damp": "Dry homes",
    "falls": "Safe homes",
    "hospital": "Home from hospital",
    "company": "Homes with company \N{EN DASH} nobody on their own",
}
MEASURES = (
    Measure("warmth", "warm-homes", "Fewer people live in cold homes",
            "Homes below 18 °C in winter", "per cent of homes", "lower", ("24.0", "22.8", "21.9", "20.7", "20.0")),
    Measure("damp", "dry-homes", "Fewer homes are damp",
            "Homes with damp", "per cent of homes", "lower", ("9.6", "9.0", "8.5", "7.9", "7.6")),
    Measure("falls", "safe-homes", "Fewer people fall at home",
            "Falls at home", "falls per 1,000 people", "lower", ("31.2", "30.1", "29.0", "27.8", "27.2")),
    Measure("hospital", "home-sooner", "People go home from hospital sooner",
            "Discharges within a day of being fit", "per cent of discharges", "higher",
            ("61.0", "63.2", "65.4", "67.3", "69.0")),
    Measure("company", "in-company", "More people have somebody to call",
            "Adults with weekly company", "per cent of adults", "higher", ("72.5", "73.6", "74.7", "75.8", "76.5")),
)  # fmt: skip
DUES = (
    {"due": "2026-01", "due_as_printed": "by January 2026"},
    {"due": "2026-02", "due_as_printed": "by February 2026"},
    {"due": "2026-03", "due_as_printed": "by March 2026"},
    {"due": "2026-03-31", "due_as_printed": "by 31 March 2026"},
    {"due": "2026-03"},
    {"due": "2026-02  # its last day counts"},
)
QUARTERS = (date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1))
NEXT_MONTHS = ("May 2025", "August 2025", "November 2025", "January 2026")
NEXT = (
    "Bring the {thing} from {done} to {goal} by {month}, with £{cost:,} set aside from the fund for {place}.",
    "Reach {goal} of {number} {thing} by {month} \N{EN DASH} the {place} team checks the waiting list every Friday.",
    "Agree dates with {whom} at {place} in {month}, then go from {done} to {goal} {thing} for £{cost:,}.",
)
NOTE = """|
          {done} of {number} {thing} are in place for {whom}.
          £{cost:,} is spent so far \N{EN DASH} {place} was visited in person."""
EVIDENCE = """
          - title: Closing report on {number} {thing} in {place}
            url: https://northfield.example/reports/{id}
            date: {date}"""
COMMENTS = (
    "  # Agreed at the partners' day; the wording is theirs.\n",
    "  # Paid for from the £2 million Northfield fund.\n",
    "  # Visited by the board \N{EN DASH} see its minutes.\n",
)

PLAN = """\
# Invented, to measure with: neither the Northfield area nor its partners exist.
format: 1
plan: {plan}
title: Healthy homes in the Northfield area, 2024 to 2026 action plan
agreement:
  title: An invented memorandum of understanding on healthy homes in Northfield
  date: 2024-03-15
  signatories:
    [{signatories}]
period: {{from: 2024-04-01, to: 2026-03-31}}
reviews: {{every: quarter, year_starts: April, returns_within: 14 days}}
partners:
{partners}
themes:
{themes}
"""
OUTCOME = """\
  - id: {m.outcome}
    title: {m.title}
    theme: {m.theme}
    indicators:
      - id: {m.outcome}-measured
        title: {m.indicator}
        unit: {m.unit}
        better: {m.better}
        area: Northfield
        baseline: {{date: 2024-03-31, value: {m.values[0]}}}
        target: {{date: 2026-03-31, value: {m.values[4]}}}
        readings:
          - {{date: 2024-09-30, value: {m.values[1]}, released: 2024-11-14}}
          - {{date: 2025-03-31, value: {m.values[2]}, released: 2025-05-15}}
          - {{date: 2025-09-30, value: {m.values[3]}, released: 2025-11-13}}
"""


def plan_text(plan: str, partners: tuple[Partner, ...]) -> str:
    """The text of plan.yaml."""
    keys = [each.key for each in partners]
    rows = (", ".join(keys[first : first + 12]) for first in range(0, len(keys), 12))
    return PLAN.format(
        plan=plan,
        signatories=",\n     ".join(rows),
        partners="\n".join(f"  {key}: {{name: {name}, sector: {sector}}}" for key, name, sector, _ in partners),
        themes="\n".join(f"  {key}: {title}" for key, title in THEMES.items()),
    )


def outcomes_text() -> str:
    """The text of outcomes.yaml."""
    return "# Invented figures.\noutcomes:\n" + "".join(OUTCOME.format(m=measure) for measure in MEASURES)


def item(entry: Entry, indent: str) -> str:
    """The entry as an item of a block list."""
    lines = [f"{key}: {text}" if text[0] != "\n" else f"{key}:{text}" for key, text in entry.items()]
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def commitment_text(commitment: Commitment) -> str:
    """The commitment as it stands in its partner's file."""
    log = "".join(item(update, "      ") for update in commitment.updates)
    return f"{commitment.comment}{item(commitment.keys, '  ')}    updates:\n{log}"


def file_text(partner: Partner, commitments: Iterable[Commitment]) -> str:
    """The text of a partner's file."""
    head = f"# {partner.name}: invented, to measure with.\npartner: {partner.key}\ncommitments:\n"
    return head + "".join(map(commitment_text, commitments))


def partner_list(size: Size) -> list[Partner]:
    """Every partner; the first ones lead one commitment more where the division leaves a remainder."""
    width = max(4, len(str(size.partners)))
    share, rest = divmod(size.commitments, size.partners)
    return [
        Partner(f"p{number:0{width}}", f"Partner {number:0{width}} {kind}", sector, share + (number <= rest))
        for number, (kind, sector) in zip(range(1, size.partners + 1), cycle(PARTNERS), strict=False)
    ]


def plan_list(size: Size) -> Iterator[tuple[str, tuple[Partner, ...]]]:
    """Each plan's id and its partners: northfield, northfield-2 and so on."""
    partners = partner_list(size)
    for number in range(size.plans):
        first, end = (each * size.partners // size.plans for each in (number, number + 1))
        yield f"northfield-{number + 1}" if number else "northfield", tuple(partners[first:end])


def seats(size: Size) -> Iterator[Seat]:
    """The seat of every commitment, partner by partner."""
    serial = count()
    for _, partners in plan_list(size):
        for lead, partner in enumerate(partners):
            for number in range(1, partner.leads + 1):
                yield Seat(f"{partner.key}-{number}", next(serial), lead, partners)


def work_list(rng: random.Random, length: int) -> list[Work]:
    """As many works as asked for, no two alike."""
    every = list(product(DEEDS, range(12, 96 + length // 1000), WHOM, PLACES))
    drawn = rng.sample(every, length)
    return [Work(verb, thing, number, whom, place) for (verb, thing), number, whom, place in drawn]


def supporters(rng: random.Random, seat: Seat) -> list[str]:
    """The keys of one or two partners other than the lead, where the plan has as many."""
    _, _, lead, partners = seat
    steps = rng.sample(range(1, len(partners)), min(rng.randint(1, 2), len(partners) - 1))
    return [partners[(lead + step) % len(partners)].key for step in steps]


def commitment_keys(rng: random.Random, seat: Seat, work: Work) -> Entry:
    """Everything of a commitment but its log."""
    keys = {"id": seat.id, "title": f"{work.verb} {work.number} {work.thing} for {work.whom} in {work.place}"}
    if (supported := supporters(rng, seat)) and one_in(2, rng):
        keys["with"] = f"[{', '.join(supported)}]"
    measure = MEASURES[seat.serial % len(MEASURES)]
    keys["theme"] = measure.theme
    if seat.serial // len(MEASURES) % 2 == 0:
        keys["outcomes"] = f"[{measure.outcome}]"
    return keys | rng.choice(DUES)


def open_update(rng: random.Random, work: Work, quarter: int) -> Entry:
    """An update of work under way in the quarter of that number; every quarter brings a sixth of the work."""
    words = work._asdict() | {
        "done": work.number * (quarter + 1) // 6,
        "goal": work.number * (quarter + 2) // 6,
        "month": NEXT_MONTHS[quarter],
        "cost": 50 * rng.randint(20, 900),
    }
    entry = {"date": day_in(rng, quarter).isoformat(), "status": "in-progress", "confidence": "green"}
    if one_in(12, rng):
        entry |= {"confidence": "amber", "reason": "capacity"}
    if one_in(10, rng):
        entry["note"] = NOTE.format(**words)
    return entry | {"next": rng.choice(NEXT).format(**words)}


def complete_update(rng: random.Random, work: Work, id_: str) -> Entry:
    """The last update of finished work, with evidence from some days before."""
    day = day_in(rng, 3)
    shown = day - timedelta(days=rng.randint(1, 20))
    evidence = EVIDENCE.format(**work._asdict(), id=id_, date=shown)
    return {"date": day.isoformat(), "status": "complete", "evidence": evidence}


def day_in(rng: random.Random, quarter: int) -> date:
    """A day in the later half of the quarter of that number."""
    return QUARTERS[quarter] + timedelta(days=rng.randint(45, 88))


def one_in(number: int, rng: random.Random) -> bool:
    """Whether a die of so many sides shows its first."""
    return rng.randrange(number) == 0


def commitment(rng: random.Random, seat: Seat, work: Work) -> Commitment:
    """A commitment without fault: one update in each quarter, and one commitment in five complete."""
    comment = rng.choice(COMMENTS) if one_in(10, rng) else ""
    updates = [open_update(rng, work, quarter) for quarter in range(len(QUARTERS))]
    if one_in(5, rng):
        updates[-1] = complete_update(rng, work, seat.id)
    return Commitment(comment, commitment_keys(rng, seat, work), updates)


def unknown_partner(commitment: Commitment) -> None:
    """It is supported by a partner that the plan does not name."""
    commitment.keys["with"] = "[no-such-partner]"


def complete_without_evidence(commitment: Commitment) -> None:
    """Its last update says complete; nothing shows it."""
    day = commitment.updates[-1]["date"]
    commitment.updates[-1] = {"date": day, "status": "complete"}


def amber_without_reason(commitment: Commitment) -> None:
    """Its last open update is amber; nobody says why."""
    update = last_open(commitment)
    update["confidence"] = "amber"
    update.pop("reason", None)


def slashed_due(commitment: Commitment) -> None:
    """Its due date is written as in a letter."""
    commitment.keys.update(due="31/03/2026", due_as_printed="by March 2026")


def misspelt_key(commitment: Commitment) -> None:
    """Its last open update spells `status` wrongly."""
    update = last_open(commitment)
    update["stauts"] = update.pop("status")


def dates_out_of_order(commitment: Commitment) -> None:
    """Its first two updates have each other's date."""
    first, second, *_ = commitment.updates
    first["date"], second["date"] = second["date"], first["date"]


def last_open(commitment: Commitment) -> Entry:
    """The last update that has a confidence."""
    return next(update for update in reversed(commitment.updates) if "confidence" in update)


FLAWS = (
    unknown_partner,
    complete_without_evidence,
    amber_without_reason,
    slashed_due,
    misspelt_key,
    dates_out_of_order,
)


def flawed(size: Size) -> dict[int, Callable[[Commitment], None]]:
    """What is to be wrong with which commitment, by its place among all of them.

    Half of the first commitments are flawed and none of the others, so that few files have all the findings.
    """
    number = round(size.findings * size.commitments)
    rng = random.Random(f"flaws {size.seed}")  # its own: the faultless commitments must not depend on it
    places = sorted(rng.sample(range(min(2 * number, size.commitments)), number))
    return dict(zip(places, cycle(FLAWS), strict=False))


def commitments(size: Size) -> Iterator[Commitment]:
    """Every commitment, partner by partner, the flawed ones with their flaw."""
    rng = random.Random(size.seed)
    flaws = flawed(size)
    for seat, work in zip(seats(size), work_list(rng, size.commitments), strict=True):
        made = commitment(rng, seat, work)
        if seat.serial in flaws:
            flaws[seat.serial](made)
        yield made


def workspace(size: Size) -> Iterator[tuple[str, str]]:
    """The path and text of every file."""
    every = commitments(size)
    for plan, partners in plan_list(size):
        yield f"{plan}/plan.yaml", plan_text(plan, partners)
        yield f"{plan}/outcomes.yaml", outcomes_text()
        for partner in partners:
            yield f"{plan}/{partner.key}.yaml", file_text(partner, islice(every, partner.leads))


def write(path: Path, text: str) -> int:
    """The number of bytes written; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(text.encode())


def arguments() -> tuple[Size, Path]:
    """What to write and where; leaves with a sentence where that cannot be."""
    parser = argparse.ArgumentParser(description="Write an invented workspace to measure with.")
    parser.add_argument("--partners", type=int, required=True, help="how many partners, each with a file")
    parser.add_argument("--commitments", type=int, required=True, help="how many commitments in all, of 4 updates each")
    parser.add_argument("--out", type=Path, required=True, help="the folder for northfield/")
    parser.add_argument("--seed", type=int, default=1, help="another number, another workspace")
    parser.add_argument("--findings", type=float, default=0.01, help="the share of commitments that are flawed")
    parser.add_argument("--plan-files", type=int, default=1, help="how many plans the partners are divided among")
    given = parser.parse_args()
    if not 1 <= given.plan_files <= given.partners <= given.commitments:
        parser.error("there must be a partner to each plan, and a commitment to each partner")
    if not 0 <= given.findings <= 1:
        parser.error("--findings is a share: from 0 to 1")
    if any(given.out.glob("northfield*/*")):
        parser.error(f"there is a workspace in {given.out} already: remove it, or name another folder")
    return Size(given.partners, given.commitments, given.plan_files, given.findings, given.seed), given.out


def main() -> None:
    """Write the workspace and say how large it is."""
    size, out = arguments()
    written = [write(out / path, text) for path, text in workspace(size)]
    updates = size.commitments * len(QUARTERS)
    print(f"{len(written):,} files, {size.commitments:,} commitments, {updates:,} updates, {sum(written):,} bytes")


if __name__ == "__main__":
    main()
