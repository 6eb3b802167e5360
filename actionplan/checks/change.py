"""What a rule about a change may see: one plan before and after it, and what changed from the one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Home, Opened, Part, Place
from actionplan.domain import change as c
from actionplan.domain import said
from actionplan.domain.change import Change
from actionplan.domain.compare import compare
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Partner, Plan
from actionplan.domain.sameness import is_same

C = TypeVar("C")

_NO_PARTNER = {NOBODY: "nobody", EVERYBODY: "all partners"}
_LONG = 3  # letters; shorter words stand in every title
_HALF = 2
_WHOLE_ITEM = 2  # ("commitments", 3): all of it, its id too


class Kept(NamedTuple):
    """One commitment that was there before and is there still.

    `changes` are those of it alone. `amended` holds the keys that an amendment written in the same change names.
    """

    before: Commitment
    after: Commitment
    changes: tuple[Change, ...]
    amended: frozenset[str]

    @property
    def id(self) -> str:
        return self.after.id

    def of(self, kind: type[C]) -> Iterator[C]:
        """Its changes of that kind."""
        return (each for each in self.changes if isinstance(each, kind))


@dataclass(frozen=True, eq=False, repr=False)  # nobody compares two, and start-up is shorter
class Turn:
    """One plan before and after a change, as far as it could be read both times.

    `places` is the plan as its files are now, where every finding points, with the day; `places_before` is the plan as
    they were. `files` and `files_before` are what they hold.
    """

    was: Plan
    now: Plan
    places: Context
    places_before: Context
    files: Mapping[str, Opened]
    files_before: Mapping[str, Opened]

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Each partner's key that was changed, with the new one: the name, or a former name, tells."""
        was, now = self.was.head.partners, self.now.head.partners
        new = {key: each for key, each in now.items() if key not in was}
        found = {
            key: next((other for other, each in new.items() if is_partner(key, partner, each)), None)
            for key, partner in was.items()
            if key not in now
        }
        return {key: other for key, other in found.items() if other is not None}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed. That a partner goes by another key is one change, and none of its commitments."""
        return compare(_with_keys(self.was, self.renamed) if self.renamed else self.was, self.now)

    @cached_property
    def gone(self) -> tuple[Commitment, ...]:
        return tuple([each.commitment for each in self.changes if isinstance(each, c.CommitmentGone)])

    @cached_property
    def added(self) -> tuple[Commitment, ...]:
        return tuple([each.commitment for each in self.changes if isinstance(each, c.CommitmentAdded)])

    @cached_property
    def touched(self) -> tuple[Kept, ...]:
        """The commitments in which anything changed, in the plan's order, whatever now goes by their id."""
        by_id: dict[str, list[Change]] = {}
        about = (c.HeadChanged, c.OfOutcome)
        for change in self.changes:
            if not isinstance(change, about):
                by_id.setdefault(change.id, []).append(change)
        was = {each.id: each for each in self.was.commitments}
        return tuple(
            [
                Kept(was[each.id], each, tuple(by_id[each.id]), _amended(by_id[each.id]))
                for each in self.now.commitments
                if each.id in was and each.id in by_id
            ]
        )

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """The commitments in which anything changed and that are still the same commitment."""
        return tuple([each for each in self.touched if not is_another(each)])

    @cached_property
    def homes(self) -> Mapping[str, Home]:
        """Where each commitment stands; for one that is gone, a route into what holds its file's commitments."""
        homes = dict(self.places.homes)
        for number, each in enumerate(self.gone):
            file = self.places_before.homes[each.id].file
            # No item has a number below 0: the place is that of the list, and tells one that is gone from another.
            homes[each.id] = Home(file if file in self.files else self.places.head_file, ("commitments", -1 - number))
        return homes

    def at(self, commitment: Commitment, *route: str | int, part: Part = "value") -> Place:
        """A place in a commitment as it is written now, or where it would be."""
        home = self.homes[commitment.id]
        return Place(home.file, home.route + route, part)

    def partner(self, key: str | None) -> str:
        """The printed name of a lead, as it is now; the key where there is none."""
        if key in _NO_PARTNER:
            return _NO_PARTNER[key]
        found = self.now.head.partners.get(key or "") or self.was.head.partners.get(key or "")
        return found.name if found else key or ""

    def head_changes(self) -> Mapping[str, c.HeadChanged]:
        """What changed in plan.yaml, by its key."""
        return {each.key: each for each in self.changes if isinstance(each, c.HeadChanged)}


def turn_of(
    before: Context, after: Context, files_before: Mapping[str, Opened], files_after: Mapping[str, Opened]
) -> Turn:
    """The change from *before* to *after*. What could not be read, then or now, is not compared."""
    was, now = _comparable(before, after, files_before, files_after)
    return Turn(was, now, after, before, files_after, files_before)


def is_partner(key: str, was: Partner, now: Partner) -> bool:
    """Whether *now* is the partner that *was* there under *key*: it has, or had, that name."""
    names = {each.casefold() for each in (now.name, *(former.name for former in now.former))}
    return was.name.casefold() in names or key.casefold() in names


def is_another(kept: Kept) -> bool:
    """Whether something else goes by the id: another title that nobody is said to have agreed, and other terms."""
    before, after = kept.before, kept.after
    if before.title == after.title or "title" in kept.amended or _is_alike(before.title, after.title):
        return False
    terms = (
        (each.lead, each.due and each.due.last, each.kind, set(each.with_), each.parts) for each in (before, after)
    )
    return next(terms) != next(terms) or _is_log_replaced(before, after)


def keys_changed(kept: Kept) -> AbstractSet[str]:
    """The keys that an amendment can name and that hold something else now."""
    return {key for each in kept.changes if (key := _key_of(each))}


def _key_of(change: Change) -> str | None:
    if isinstance(change, c.FieldChanged):
        return {"due_as_printed": "due"}.get(change.key, change.key)
    return next((key for kind, key in _KEYS.items() if isinstance(change, kind)), None)


_KEYS: Mapping[type, str] = {
    c.TitleChanged: "title",
    c.LeadChanged: "lead",
    c.SupportersChanged: "with",
    c.DueChanged: "due",
    c.ConditionChanged: "condition",
    c.PartsChanged: "parts",
}


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; `nothing` where there is none."""
    return said.listed(items or ("nothing",))


def _is_log_replaced(before: Commitment, after: Commitment) -> bool:
    return bool(before.updates) and not any(is_same(was, now) for was in before.updates for now in after.updates)


def _is_alike(one: str, other: str) -> bool:
    """Whether half of the words of the shorter title are in the other one."""
    words, others = _words(one), _words(other)
    return len(words & others) * _HALF >= min(len(words), len(others))


def _words(title: str) -> AbstractSet[str]:
    words = {each.strip(".,;:()'\"“”‘’").casefold() for each in title.split()}
    return {each for each in words if len(each) > _LONG} or words


def _amended(changes: list[Change]) -> frozenset[str]:
    return frozenset([key for each in changes if isinstance(each, c.AmendmentAdded) for key in each.amendment.of])


def _with_keys(plan: Plan, renamed: Mapping[str, str]) -> Plan:
    """*plan* with the new keys of its partners in its commitments."""
    commitments = [
        replace(
            each,
            lead=renamed.get(each.lead or "", each.lead),
            with_=tuple([renamed.get(key, key) for key in each.with_]),
        )
        for each in plan.commitments
    ]
    return replace(plan, commitments=tuple(commitments))


def _comparable(
    before: Context, after: Context, files_before: Mapping[str, Opened], files_after: Mapping[str, Opened]
) -> tuple[Plan, Plan]:
    """The two plans without what could not be read in one of them."""
    was, now = before.plan, after.plan
    unread = _unread(before, files_before) | _unread(after, files_after)
    if not (_has_all(before, files_before) and _has_all(after, files_after)):
        unread |= before.homes.keys() ^ after.homes.keys()  # it may be what could not be read
        was = replace(was, outcomes=now.outcomes)
    if files_before[before.head_file].left_out or files_after[after.head_file].left_out:
        was = replace(was, head=now.head)
    return _but_for(was, unread), _but_for(now, unread)


def _unread(context: Context, files: Mapping[str, Opened]) -> AbstractSet[str]:
    """The ids of the commitments of which something could not be read."""
    damaged = {name: opened.left_out for name, opened in files.items() if opened.left_out}
    if not damaged:
        return frozenset()
    return {
        id_
        for id_, home in context.homes.items()
        if home.file in damaged
        and any(route[:_WHOLE_ITEM] == home.route or route[0] != "commitments" for route in damaged[home.file])
    }


def _has_all(context: Context, files: Mapping[str, Opened]) -> bool:
    """Whether no commitment and nothing of the outcomes is missing because it could not be read."""
    others = (context.head_file, context.waivers_file, context.baseline_file, *(each.file for each in context.reviews))
    partly = {route for name, opened in files.items() if name not in others for route in opened.left_out}
    return context.is_whole and not any(len(route) <= _WHOLE_ITEM or route[0] == "outcomes" for route in partly)


def _but_for(plan: Plan, ids: AbstractSet[str]) -> Plan:
    if not ids:
        return plan
    return replace(plan, commitments=tuple([each for each in plan.commitments if each.id not in ids]))
