"""Which findings are waived, and what is wrong with the waivers themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Coded, Finding, Hit, Mend, Opened, Place
from actionplan.checks.known import Sight, judge_baseline, sight_of
from actionplan.checks.rules import ALWAYS_SAID, CHANGE, CODES, READING, USE
from actionplan.checks.suggest import did_you_mean, offered, similar
from actionplan.domain.said import said_day
from actionplan.domain.written import echo

if TYPE_CHECKING:
    from actionplan.domain.accepted import Waiver

_READING, _USE, _CHANGE = (frozenset(name[:5].upper() for name in names) for names in (READING, USE, CHANGE))
_REMOVE = "Mend what the rule finds, and remove the waiver."


class Waived(NamedTuple):
    """A finding that does not block for now, and the waiver that says so."""

    finding: Finding
    waiver: Waiver


Standing = Mapping[tuple[str, str], Sequence["Waiver"]]
"""The waivers that count, by rule and commitment (empty for what is about none), in their order."""


def standing(waivers: Iterable[Waiver], today: date) -> Standing:
    """Those of *waivers* that count *today*."""
    found: dict[tuple[str, str], list[Waiver]] = {}
    for each in waivers:
        if counts(each, today):
            found.setdefault((each.rule, each.commitment or ""), []).append(each)
    return found


def counts(waiver: Waiver, today: date) -> bool:
    """Whether *waiver* holds *today*: its rule can be waived, and its last day has not passed."""
    return today <= waiver.until and _why_not(waiver.rule) is None


def waiver_of(finding: Finding, standing_: Standing) -> Waiver | None:
    """The first waiver for *finding*; None where there is none."""
    possible = standing_.get((finding.code, _commitment(finding)), ())
    return next((each for each in possible if each.key in (None, finding.key)), None)


def _commitment(finding: Finding) -> str:
    return finding.about.partition("/")[2]


def _why_not(code: str) -> tuple[str, str, Mend | None] | None:
    """Why nothing that the rule *code* finds can be waived, what to do, and how that is mended."""
    if code not in CODES:
        right = code.upper() if code.upper() in CODES else ""
        fix = f"Write {right}." if right else "See “actionplan rules” for every code."
        return f"there is no rule {echo(code)} to waive", fix, Mend(right) if right else None
    if code in _READING:
        return f"{code} is about reading the files, and cannot be waived", _REMOVE, None
    if code in _USE:
        return f"{code} is about settings, allowances, waivers and the baseline, and cannot be waived", _REMOVE, None
    if code == ALWAYS_SAID:
        return f"{code} is always said, and cannot be waived", "Remove the waiver.", None
    return None


def judge_accepted(context: Context, files: Mapping[str, Opened], findings: Sequence[Finding]) -> Iterator[Coded]:
    """A hit for each waiver that is not in order, ran out or waives none of *findings*, and for a baseline with gaps.

    Whether a rule about changes is waived for nothing cannot be told from a plan; what is needed today cannot be told
    from its state on another day.
    """
    beside = (context.waivers_file, context.baseline_file)
    is_sure = context.is_whole and context.on == context.today
    sight = sight_of(context.homes, files, context.head_file, beside, is_sure=is_sure)
    yield from _judge_waivers(context, files, findings, sight)
    if context.baseline is not None and context.baseline_file:
        yield from judge_baseline(context.baseline, context.baseline_file, findings, sight)


def judge_waivers_of_change(
    context: Context, files: Mapping[str, Opened], findings: Sequence[Finding]
) -> Iterator[Coded]:
    """A hit for each waiver of a rule about changes that waives none of *findings*, which are those of a change."""
    waivers = context.waivers.waivers if context.waivers else ()
    used = _used(waivers, findings, context.today)
    sight = sight_of(context.homes, files, context.head_file, (context.waivers_file,), is_sure=context.is_whole)
    for number, waiver in enumerate(waivers):
        is_needed = number in used or waiver.rule not in _CHANGE or not counts(waiver, context.today)
        if not is_needed and sight.sees(None):
            message = f"nothing in this change needs {_named(waiver)}"
            yield Coded("AP905", Hit(_place(context, files, number, "rule"), message, _useless_fix(waiver, findings)))


def _judge_waivers(
    context: Context, files: Mapping[str, Opened], findings: Sequence[Finding], sight: Sight
) -> Iterator[Coded]:
    waivers = context.waivers.waivers if context.waivers else ()
    used = _used(waivers, findings, context.today)
    unknown = {each.commitment for each in waivers if each.commitment} - context.homes.keys() - context.also_known
    near = similar(unknown, context.homes)
    for number, waiver in enumerate(waivers):
        place = partial(_place, context, files, number)
        if (why := _why_not(waiver.rule)) is not None:
            yield Coded("AP906", Hit(place("rule"), *why))
        elif waiver.commitment in unknown and waiver.rule not in _CHANGE and context.is_whole:
            message = f"there is a waiver for {echo(waiver.commitment)}, and no commitment of this plan has that id"
            meant = near.get(waiver.commitment)
            fix = did_you_mean(meant, "Write the id of a commitment of this plan, or remove the waiver.")
            yield Coded("AP906", Hit(place("commitment"), message, fix, offered(meant)))
        elif context.today > waiver.until:
            yield Coded("AP904", Hit(place("until"), *_expired(waiver)))
        elif number not in used and waiver.rule not in _CHANGE and sight.sees(waiver.commitment):
            yield _idle(waiver, place("rule"), findings)


def _used(waivers: Sequence[Waiver], findings: Iterable[Finding], today: date) -> set[int]:
    """The numbers of the waivers that something needs."""
    now = standing(waivers, today)
    found = (waiver_of(each, now) for each in findings)
    used = {id(each) for each in found if each is not None}
    return {number for number, each in enumerate(waivers) if id(each) in used}


def _place(context: Context, files: Mapping[str, Opened], number: int, key: str) -> Place:
    """Where the waiver of that *number*, among those that could be read, has its *key*."""
    file = context.waivers_file or context.head_file
    route = ("waivers", number, key)
    if not files[file].left_out:
        return Place(file, route)
    from actionplan.checks.shape.mend import restore

    return Place(file, restore(route, files[file].left_out))


def _named(waiver: Waiver) -> str:
    about = f" for {waiver.commitment}" if waiver.commitment else ""
    key = f" at the key {waiver.key[:60]}" if waiver.key else ""
    return f"the waiver of {waiver.rule}{about}{key}"


def _expired(waiver: Waiver) -> tuple[str, str]:
    return (
        f"{_named(waiver)} ran out on {said_day(waiver.until)}",
        f"{_REMOVE} Or write the later day that {waiver.approved_by} agreed to.",
    )


def _idle(waiver: Waiver, place: Place, findings: Sequence[Finding]) -> Coded:
    """That nothing needs *waiver*; or what it leaves out, where that is why."""
    about = sorted({_commitment(each) for each in findings if each.code == waiver.rule} - {""})
    if not waiver.commitment and about:
        message = f"{_named(waiver)} names no commitment, and what the rule finds is about one"
        return Coded("AP906", Hit(place, message, f"Write which, for example commitment: {about[0]}"))
    return Coded("AP905", Hit(place, f"nothing needs {_named(waiver)}", _useless_fix(waiver, findings)))


def _useless_fix(waiver: Waiver, findings: Sequence[Finding]) -> str:
    """What to do about a waiver that waives nothing: with another key it might."""
    same = (each for each in findings if each.code == waiver.rule and _commitment(each) == (waiver.commitment or ""))
    keys = sorted({each.key for each in same if waiver.key and each.key})
    return f"Remove it; or is the key {keys[0][:60]} meant?" if keys else "Remove it."
