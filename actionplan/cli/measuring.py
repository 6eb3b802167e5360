"""Readings of an indicator: asked for, read, proposed, written, told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import typer

from actionplan.amend import add_reading
from actionplan.cli import ask, console
from actionplan.cli.gather import Gathered, checked, gather
from actionplan.cli.indicators import Found, find_indicator, last_line
from actionplan.cli.said import note_said, pasted
from actionplan.cli.told import undo
from actionplan.cli.updating import record_of
from actionplan.cli.writing import How, Offer, Written, carry_out, indented
from actionplan.columns import wrap
from actionplan.domain.asof import as_of
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.measured import measured, said_at
from actionplan.domain.model import Plan, Reading
from actionplan.domain.reported import Reported, released, reported
from actionplan.domain.said import said_day, said_window
from actionplan.domain.types import parse_number
from actionplan.domain.written import BadValue
from actionplan.plaintext import one_line
from actionplan.proposal import propose
from actionplan.world.writing import Refused

_HINTS = {"AP215": "Give the day on which the revised figure was published: --released DATE."}
_MEANWHILE = "Somebody else recorded the same value meanwhile. Nothing was written."


class Wanted(NamedTuple):
    """A reading as it was said, and the indicator that it is of."""

    indicator: str
    value: str | None = None
    date: str | None = None
    source: str | None = None
    released: str | None = None
    note: str | None = None
    workspace: str | None = None
    plans: tuple[str, ...] = ()
    as_at: str | None = None


def record(wanted: Wanted, how: How) -> None:
    """One more reading, written and told; what is missing is asked for where somebody can be asked."""
    gathered, found = _found(wanted)
    if how.asks:
        wanted = _completed(wanted, found, gathered.on)
    reading = _reading(wanted, found, gathered.on)
    if _is_recorded(reading, found):
        console.say("\n".join(indented(f"{found.name}: {_said(reading, found)} is recorded already.", "", "  ")))
        console.say("There is nothing to do.")
        return
    done = carry_out(lambda: _offer(wanted), how, _HINTS)
    if done is not None:
        console.write("".join(f"{line}\n" for line in (*_news(done, wanted, reading), *undo(done))))


def _found(wanted: Wanted) -> tuple[Gathered, Found]:
    gathered = gather(wanted.workspace, wanted.as_at, wanted.plans)
    return gathered, find_indicator(wanted.indicator, gathered)


def _offer(wanted: Wanted) -> Offer:
    """What adds the reading, from the files as they are now."""
    gathered, found = _found(wanted)
    reading = _reading(wanted, found, gathered.on)
    if _is_recorded(reading, found):
        raise Refused(_MEANWHILE)
    operation = add_reading(found.loaded, found.file, found.indicator.id, reading)
    return Offer(gathered, (propose(found.loaded, {found.file: [operation]}, gathered.on, gathered.today),))


def _completed(wanted: Wanted, found: Found, on: date) -> Wanted:
    """*wanted* with the answers to what it does not say."""
    if not (wanted.value and wanted.date and wanted.source):
        _introduce(found)
    if not wanted.date:
        said = ask.ask("Which day or period?", parse=lambda text: _window(ask.needed(text), found.plan, on).text)
        wanted = wanted._replace(date=str(said))
    if not wanted.value:
        said = ask.ask(f"The value, in {found.indicator.unit}?", parse=_number)
        wanted = wanted._replace(value=str(said))
    if not wanted.source:
        said = ask.ask_text("Where was it published?", lambda text: note_said(ask.needed(text)))
        wanted = wanted._replace(source=said)
    earlier = _revised(wanted, found, on)
    if earlier is None or wanted.released:
        return wanted
    console.say("\n".join(indented(f"This date has the value {earlier.value:f} already: this is a revision.", "")))
    said = ask.ask("When was the revised figure published?", parse=lambda text: _later(text, earlier, found, on).text)
    return wanted._replace(released=str(said))


def _introduce(found: Found) -> None:
    """Show the indicator, and the last value there is."""
    indicator = found.indicator
    console.say(
        "\n".join(wrap(f"{found.name}: {one_line(indicator.title)}, {one_line(indicator.unit)}", console.width()))
    )
    readings = reported(indicator)
    last = f"{readings[-1].value:,f} {said_at(readings[-1].date)}" if readings else "none yet"
    console.say(f"Last reading: {last}\n")


def _reading(wanted: Wanted, found: Found, on: date) -> Reading:
    """The reading to write; what is missing or cannot be right is a wrong command line."""
    for option, given in (("--value", wanted.value), ("--date", wanted.date), ("--source", wanted.source)):
        if not given:
            message = "a reading needs a value, its date and its source; this one is missing"
            raise typer.BadParameter(message, param_hint=option)
    checked("--date", _window, wanted.date, found.plan, on)
    if wanted.released:
        checked("--released", _window, wanted.released, found.plan, on)
    earlier = _revised(wanted, found, on)
    if earlier is not None:
        _check_revision(wanted, earlier, found, on)
    values = {
        "date": wanted.date,
        "value": wanted.value,
        "released": wanted.released,
        "source": pasted(wanted.source or ""),
        "note": pasted(wanted.note) if wanted.note else None,
    }
    return record_of(Reading, values, found.plan)


def _check_revision(wanted: Wanted, earlier: Reported, found: Found, on: date) -> None:
    if not wanted.released:
        message = (
            f"{found.indicator.id} was {earlier.value:f} {said_at(earlier.date)} already. "
            "To record a revision, say when the new figure was published"
        )
        raise typer.BadParameter(message, param_hint="--released")
    checked("--released", _later, wanted.released, earlier, found, on)


def _revised(wanted: Wanted, found: Found, on: date) -> Reported | None:
    """The reading of the same date that has another value; None where there is none."""
    dated = checked("--date", _window, wanted.date, found.plan, on)
    value = checked("--value", parse_number, (wanted.value or "").strip())
    earlier = _of_date(dated, found)
    return earlier if earlier is not None and earlier.value != value else None


def _of_date(dated: Window, found: Found) -> Reported | None:
    return next((each for each in reported(found.indicator) if each.date[:2] == dated[:2]), None)


def _is_recorded(reading: Reading, found: Found) -> bool:
    earlier = _of_date(reading.date, found)
    return earlier is not None and earlier.value == reading.value


def _number(text: str) -> str:
    parse_number(ask.needed(text))
    return text


def _window(text: str, plan: Plan, on: date) -> Window:
    """The date that *text* names. Raises BadValue where it is none, or begins after *on*."""
    dated = parse_window(text.strip(), plan.cycle.year_starts)
    if dated.first > on:
        raise BadValue(f"{said_window(dated)} had not begun on {said_day(on)}", "Give a date that is not to come.")
    return dated


def _later(text: str, earlier: Reported, found: Found, on: date) -> Window:
    """The release that *text* names. Raises BadValue where it is not later than that of the value it revises."""
    new, before = _window(text, found.plan, on), released(earlier.reading)
    if new.last <= before:
        message = f"the value {earlier.value:f} counts from {said_day(before)}, and {said_window(new)} is not later"
        raise BadValue(message, "Give the day on which the revised figure was published.")
    return new


def _said(reading: Reading, found: Found) -> str:
    return f"{reading.value:,f} {found.indicator.unit} {said_at(reading.date)}"


def _news(written: Written, wanted: Wanted, reading: Reading) -> Iterator[str]:
    """What was recorded, what it revised, where the indicator is now, and where the reading stands."""
    offer = written.offer
    found = find_indicator(wanted.indicator, offer.gathered._replace(plans=(offer.proposals[0].after,)))
    yield from indented(f"{found.name}: {_said(reading, found)}", "", "  ")
    earlier = _of_date(reading.date, found)
    if earlier is not None and earlier.revised_from is not None:
        yield f"  revised from {earlier.revised_from:,f}"
    yield from indented(_standing(found, reading, offer.gathered.on), "  ")
    yield from indented(f"written in {found.file}:{last_line(found, 'readings')}", "  ")


def _standing(found: Found, reading: Reading, on: date) -> str:
    """Where the indicator is now; for a reading that does not count yet, from when it does."""
    if released(reading) > on:
        return f"counts from {said_day(released(reading))}"
    now = next(each for each in measured(as_of(found.plan, on), on) if each.indicator.id == found.indicator.id)
    return f"{now.status.label.lower()}: {now.why}"
