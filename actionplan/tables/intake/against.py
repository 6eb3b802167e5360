"""What trackers say, held against a plan: what is new, what has changed, and what nobody can settle but people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import NamedTuple

from actionplan.domain.model import NOBODY, Commitment, Partner
from actionplan.domain.naming import key_for
from actionplan.domain.said import said_window
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES, Vocabulary
from actionplan.tables.intake.account import Account, Remark
from actionplan.tables.intake.drafts import Draft
from actionplan.tables.intake.growth import Day, logged, newly, slipped, vanished, window
from actionplan.tables.intake.read import Intake
from actionplan.tables.intake.settle import Made

ALIKE = 0.5  # from 0 to 1: less, and one number stands for two things


class Known(NamedTuple):
    """What there is before: the commitments, partners and themes of a plan, and ids that are taken."""

    words: Vocabulary = Vocabulary("default", STATUSES["default"], CONFIDENCES, REASONS)
    commitments: Mapping[str, Commitment] = {}
    partners: Mapping[str, Partner] = {}
    themes: Mapping[str, str] = {}
    taken: frozenset[str] = frozenset()
    year_starts: int = 4
    begins: date | None = None


class Snapshot(NamedTuple):
    """A tracker as it was on a day."""

    intake: Intake
    day: Day


@dataclass
class Standing:
    """The commitments as far as they are known: those of the plan, and what trackers added to them, in order.

    `differences` is what a tracker says otherwise than the plan, and was not taken;
    `gone` those that a later tracker does not have any more.
    """

    before: Mapping[str, Commitment]
    taken: frozenset[str] = frozenset()
    themes: dict[str, str] = field(default_factory=dict)
    new_themes: dict[str, str] = field(default_factory=dict)
    now: dict[str, Commitment] = field(default_factory=dict)
    differences: list[Remark] = field(default_factory=list)
    gone: dict[str, None] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with what the plan has."""
        self.now = dict(self.before)
        self.used = {id_.lower() for id_ in (*self.before, *self.taken)}
        self.numbers: dict[str, count[int]] = {}  # those to come, by what stands before them

    @property
    def added(self) -> tuple[Commitment, ...]:
        """The commitments that the plan does not have."""
        return tuple(each for id_, each in self.now.items() if id_ not in self.before)

    @property
    def changed(self) -> tuple[tuple[Commitment, Commitment], ...]:
        """The commitments of the plan that say more than before: as they were, and as they are."""
        return tuple((was, self.now[id_]) for id_, was in self.before.items() if self.now[id_] != was)


def stand(standing: Standing, snapshots: Sequence[Snapshot]) -> Standing:
    """*standing* with all that *snapshots* say, the oldest first."""
    for each in sorted(snapshots, key=lambda one: one.day.day):
        _take(standing, each)
    return standing


def _take(standing: Standing, snapshot: Snapshot) -> None:
    account = snapshot.intake.account
    _name_themes(standing, (each.draft.theme for each in snapshot.intake.made))
    matched = _matched(standing, snapshot.intake.made)
    present: dict[str, None] = {}
    for made, id_ in zip(snapshot.intake.made, matched, strict=True):
        if id_ is not None and _is_another(standing.now[id_], made.draft):
            rows = 1 + len(made.parts)
            account.taken -= 1
            account.merged.subtract({each: rows - 1 for each in account.merged if each.startswith("rows of parts")})
            title = standing.now[id_].title[:60]
            why = f"its number {made.draft.number} is “{title}” in the plan, which is another thing"
            account.refuse(made.draft.at, why, rows)
            present[id_] = None
            continue
        present[_placed(standing, made, id_, snapshot.day, account)] = None
    for id_ in [each for each in standing.seen if each not in present and each not in standing.gone]:
        standing.now[id_] = vanished(standing.now[id_], snapshot.day)
        standing.gone[id_] = None
    standing.seen |= present
    for id_ in present:
        standing.gone.pop(id_, None)


def _placed(standing: Standing, made: Made, id_: str | None, day: Day, account: Account) -> str:
    """The id of the commitment that *made* is, which is taken in."""
    if id_ is None:
        id_ = _free(standing, made)
        standing.used.add(id_.lower())
        standing.now[id_] = newly(id_, made, day, standing.themes, account)
        return id_
    now = standing.now[id_]
    _differences(standing, now, made, day)
    grown = slipped(logged(now, made, day, account), window(made.draft.due, day.year_starts), day.day)
    is_older = bool(now.updates) and day.day < now.updates[-1].date.first
    if made.draft.source and not is_older and dict(grown.source) != dict(made.draft.source):
        grown = replace(grown, source={**grown.source, **made.draft.source})
    standing.now[id_] = grown
    return id_


def _free(standing: Standing, made: Made) -> str:
    if made.id and made.id.lower() not in standing.used:
        return made.id
    before = made.id or ("item" if made.draft.lead == NOBODY else made.draft.lead)
    numbers = standing.numbers.setdefault(before, count(1))
    return next(f"{before}-{number}" for number in numbers if f"{before}-{number}".lower() not in standing.used)


def _matched(standing: Standing, made: Sequence[Made]) -> list[str | None]:
    """Which known commitment each of *made* is: by its number, else by its title, of the same lead before others."""
    ids = {id_.lower(): id_ for id_ in standing.now}
    found = [ids.get(each.id.lower()) if each.id else None for each in made]
    taken = {each for each in found if each}
    left: dict[str, list[str]] = {}
    for id_, commitment in standing.now.items():
        if id_ not in taken:
            left.setdefault(commitment.title.lower(), []).append(id_)
    for is_any_lead in (False, True):
        for number, each in enumerate(made):
            same = left.get(each.draft.title.lower(), []) if found[number] is None else []
            mine = (id_ for id_ in same if is_any_lead or _lead(standing.now[id_]) == each.draft.lead)
            if (first := next(mine, None)) is not None:
                found[number] = first
                same.remove(first)
    return found


def _lead(commitment: Commitment) -> str:
    return commitment.lead or NOBODY


def _is_another(known: Commitment, draft: Draft) -> bool:
    if known.title == draft.title:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, known.title.lower(), draft.title.lower()).ratio() < ALIKE


def _differences(standing: Standing, now: Commitment, made: Made, day: Day) -> None:
    """Say what the row has otherwise than the plan, and only people can settle: words, lead, a number, a date."""
    draft, said = made.draft, standing.differences
    where = draft.at.address
    if draft.title != now.title:
        said.append(
            Remark(where, f"{now.id}: the wording is another one than in the plan, which stays: “{draft.title[:80]}”")
        )
    if made.id and made.id.lower() != now.id.lower():
        said.append(Remark(where, f"{now.id}: its number is {draft.number} now; the id stays"))
    if draft.lead not in (_lead(now), NOBODY):
        said.append(
            Remark(where, f"{now.id}: the lead is {draft.lead} there and {_lead(now)} in the plan, which stays")
        )
    due = window(draft.due, day.year_starts)
    if due is not None and now.due is None:
        said.append(
            Remark(where, f"{now.id}: a date, {said_window(due)}, where none was agreed; add it with an amendment")
        )
    if {name for name, _ in made.parts} - {each.id for each in now.parts}:
        said.append(Remark(where, f"{now.id}: it has parts that the plan does not have; add them with an amendment"))


def _name_themes(standing: Standing, titles: Iterable[str]) -> None:
    """Give each theme a key: the plan's, or a new one."""
    for title in titles:
        if title and title not in standing.themes:
            key = key_for(title, tuple(standing.themes.values()), "theme")
            standing.themes[title] = key
            standing.new_themes[key] = title[:300]
