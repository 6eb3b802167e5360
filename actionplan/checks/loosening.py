"""What a change allows that was not allowed before: weaker rules, new allowances and waivers, a longer baseline."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from actionplan.checks.allowances import Allowance, allowances_in
from actionplan.checks.change import Turn
from actionplan.checks.context import Context
from actionplan.checks.diagnostic import SEVERITIES, Opened, Place
from actionplan.checks.rules import CODES
from actionplan.checks.runner import severity_of
from actionplan.domain.said import said_day
from actionplan.yamltext.tree import Places


class Loosened(NamedTuple):
    """One thing that is allowed now: where that is written, and what it does."""

    place: Place
    what: str


def loosened(turn: Turn) -> Iterator[Loosened]:
    """What *turn* allows that was not allowed before."""
    yield from _settings(turn)
    yield from _allowances(turn)
    yield from _waivers(turn)
    yield from _baseline(turn)


def _settings(turn: Turn) -> Iterator[Loosened]:
    was, now = turn.was.head.rules, turn.now.head.rules
    for code in sorted({*was, *now} & CODES.keys()):
        before, after = severity_of(code, was), severity_of(code, now)
        if _weight(after) < _weight(before):
            place = turn.places.at_head("rules", code)
            is_off = after is None
            yield Loosened(
                place, f"{code} is switched off" if is_off else f"{code} is {_a(after)} now, and was {_a(before)}"
            )


def _a(severity: str | None) -> str:
    return {"error": "an error", "warning": "a warning", "advice": "advice"}.get(severity or "", "off")


def _weight(severity: str | None) -> int:
    return len(SEVERITIES) - SEVERITIES.index(severity) if severity in SEVERITIES else 0


def _allowances(turn: Turn) -> Iterator[Loosened]:
    was, now = turn.files_before, turn.files
    same = {name for name, opened in now.items() if was.get(name) is opened}  # says the same both times
    before = Counter(key for key, _ in _placed(turn.places_before, _but_for(was, same)))
    for key, allowance in _placed(turn.places, _but_for(now, same)):
        if before[key]:
            before[key] -= 1
        else:
            about = f" for {key[1]}" if key[1] else ""
            home = turn.places.homes.get(key[1])
            place = Place(allowance.file, home.route if home else (), span=allowance.span)
            yield Loosened(place, f"{allowance.code} is allowed{about}")


def _but_for(files: Mapping[str, Opened], names: AbstractSet[str]) -> Mapping[str, Opened]:
    return {name: opened for name, opened in files.items() if name not in names}


def _waivers(turn: Turn) -> Iterator[Loosened]:
    """Waivers that are new, or wider or longer than before. That one is written in other words says nothing."""
    before, after = turn.places_before.waivers, turn.places.waivers
    known = [(each.rule, each.commitment, each.key, each.until) for each in before.waivers] if before else []
    for number, each in enumerate(after.waivers if after else ()):
        if (each.rule, each.commitment, each.key, each.until) not in known:
            place = Place(turn.places.waivers_file or turn.places.head_file, ("waivers", number))
            about = f" for {each.commitment}" if each.commitment else ""
            yield Loosened(place, f"{each.rule} is waived{about} until {said_day(each.until)}")


def _baseline(turn: Turn) -> Iterator[Loosened]:
    before, after = turn.places_before.baseline, turn.places.baseline
    more = Counter(after.findings if after else ()) - Counter(before.findings if before else ())
    if more:
        place = Place(turn.places.baseline_file or turn.places.head_file, ("findings",), "key")
        noun = "finding" if more.total() == 1 else "findings"
        yield Loosened(place, f"the baseline passes over {more.total():,} more {noun}")


def _placed(context: Context, files: Mapping[str, Opened]) -> Iterator[tuple[tuple[str, str], Allowance]]:
    """Each allowance with its code and the commitment it stands in: a commitment may move to another file."""
    for name, opened in files.items():
        found = list(allowances_in(opened))
        if found:
            starts = _starts(context, name, opened)
            lines = [line for line, _ in starts]
            for each in found:
                number = bisect_right(lines, each.line)
                yield (each.code, starts[number - 1][1] if number else ""), each


def _starts(context: Context, name: str, opened: Opened) -> list[tuple[int, str]]:
    """The line on which each commitment of the file begins, and its id."""
    places = Places(opened.tree)
    homes = [(id_, home) for id_, home in context.homes.items() if home.file == name]
    return sorted((opened.source.position(places.locate(home.route)[0])[0], id_) for id_, home in homes)
