"""A new plan begun with a tracker: what it proposes as answers, and the plan with all that it says taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from actionplan.cli import console
from actionplan.cli.ask import ask
from actionplan.cli.beginning import Around, Asked, founded, title_said
from actionplan.cli.import_wanted import (
    BROUGHT,
    Prepared,
    Wanted,
    end,
    is_stopped,
    prepared,
    stop_at_refused,
    tell,
)
from actionplan.cli.intake import Taken
from actionplan.cli.laying import Ground, Layout, lay_out, layout, service_for
from actionplan.cli.proving import proof_of, refuse_errors
from actionplan.cli.writing import How
from actionplan.domain.model import Partner, Reviews
from actionplan.domain.period import period_holding
from actionplan.domain.written import BadValue, echo, nearest
from actionplan.founding import Founded, plan_files
from actionplan.importing import MAPPING, partner_files, partner_text
from actionplan.tables.intake.against import Known
from actionplan.tables.several import BETWEEN

_NO_NAME = re.compile(
    r"(?:last |date\b|as at\b|updated?\b|version\b|official\b|draft\b|printed\b|page\b)", re.IGNORECASE
)


def begin_with(wanted: Wanted, asked: Asked, ground: Ground, how: How) -> None:
    """Begin the plan with what the trackers say: all files or none."""
    found = prepared(wanted, how, Known(), ground.around.on, None)
    seen = found.again(Known(), ground.around.on)
    if is_stopped(wanted, seen.refused):
        tell(wanted, seen, ())
    stop_at_refused(wanted, seen.refused)
    lay_out(_layout(found, seen, asked, ground, how), ground, how)
    end(seen.refused)


def _layout(found: Prepared, seen: Taken, asked: Asked, ground: Ground, how: How) -> Layout:
    """The files of the plan as it is answered, with what the trackers say of it."""
    on, around = ground.around.on, proposed(seen, ground.around, found.wanted.trackers[-1].path.stem)
    plan = founded(asked, around, asks=how.asks)
    if how.asks:
        found = found.with_names(_meant(seen, plan.partners))
    service = service_for(asked, ground, how)
    known = Known(partners={key: Partner(name) for key, name in plan.partners.items()}, year_starts=plan.year_starts)
    taken = found.again(known, on)
    own = {name: text.encode() for name, text in _files(plan, taken, on).items()}
    proof = proof_of(plan.plan, own, on, ground.today, BROUGHT)
    tell(found.wanted, taken, proof.found)
    console.write("\n")
    refuse_errors(proof.found, BROUGHT)
    return layout(proof, {**own, MAPPING: taken.mapping.encode()}, service, ground, on)


def _files(plan: Founded, taken: Taken, on: date) -> dict[str, str]:
    """The plan's own files: who leads something has it in theirs, who leads nothing an example to begin with."""
    new = {key: partner.name for key, partner in taken.register.partners.items()}
    whole = plan._replace(partners={**plan.partners, **new}, themes=taken.standing.new_themes)
    return {
        **plan_files(whole, on),
        **{name: partner_text(each) for name, each in partner_files(taken.standing).items()},
    }


def proposed(seen: Taken, around: Around, stem: str) -> Around:
    """What is known before anything is asked, with what the trackers say; *stem* is what their file is called."""
    names = tuple(each.name for each in seen.register.new.values())
    return around._replace(agreement=_agreement(seen, stem), period=_period(seen), partners=names)


def _agreement(seen: Taken, stem: str) -> str | None:
    """The first line above the headings that could be a name, else what the file is called."""
    above = (line for table in seen.intakes[-1].tables for line in table.grid.above)
    named = (each for each in above if len(each.split()) > 1 and not _NO_NAME.match(each))
    return next((name for each in (*named, re.sub("[_-]+", " ", stem)) if (name := _as_title(each))), None)


def _as_title(text: str) -> str:
    try:
        return title_said(text)
    except BadValue:
        return ""


def _period(seen: Taken) -> str | None:
    """The years that hold every date the trackers name: one financial year or calendar year, else from day to day."""
    first, last = min(_begun(seen), default=None), max(_ended(seen), default=None)
    if first is None or last is None:
        return None
    year = Reviews(every="year")
    begins, ends = period_holding(min(first, last), year), period_holding(last, year)
    if begins != ends and first.year == last.year:
        return str(first.year)
    return begins.text if begins == ends else f"{begins.first} to {ends.last}"


def _begun(seen: Taken) -> Iterator[date]:
    """The days at which something was agreed, is due, or was reported."""
    for each in seen.standing.now.values():
        yield from (when.first for when in (each.agreed, each.due) if when)
        yield from (update.date.first for update in each.updates)


def _ended(seen: Taken) -> Iterator[date]:
    """The days until which something is to be done."""
    for each in seen.standing.now.values():
        yield from (when.last for when in (each.due, *(slip.to for slip in each.extensions)) if when)


def _meant(seen: Taken, partners: Mapping[str, str]) -> dict[str, str]:
    """Who is meant by each name in the trackers that the answer left out: a partner's key."""
    known = {each.lower(): key for key, name in partners.items() for each in (key, name)}
    asked = [each.name for each in seen.register.new.values() if each.name.lower() not in known]
    said = {name: _who_is(name, nearest(name, partners.values()) or name, known) for name in asked}
    return {name: key for name, key in said.items() if key}


def _who_is(name: str, usual: str, known: Mapping[str, str]) -> str:
    """The key of whom *name* means, several as a mapping has them; empty for a partner of its own."""

    def read(text: str) -> str:
        if text.lower() in (name.lower(), *known):
            return known.get(text.lower(), "")
        said = [each.strip() for each in re.split("[,;]", text) if each.strip()] or [text]
        wrong = next((each for each in said if each.lower() not in known), None)
        if wrong is not None:
            fix = f"Type one of them, or {name} for another partner; several with a comma between them."
            raise BadValue(f"{echo(wrong)} is none of the partners", fix)
        return BETWEEN.join(dict.fromkeys(known[each.lower()] for each in said))

    return ask(f"Who is meant by “{name}” in the tracker?", usual, read)
