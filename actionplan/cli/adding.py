"""From what was said about a new commitment to its entry, its partner's file and the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import typer

from actionplan.amend import add_commitment, file_of, register_partner
from actionplan.cli import ask
from actionplan.cli.ask import Option
from actionplan.cli.doubt import unread
from actionplan.cli.gather import Gathered, checked, folder_of, gather, partner_key, plan_id
from actionplan.cli.numbering import Numbering, numbering
from actionplan.cli.updating import record_of
from actionplan.cli.writing import How, Offer
from actionplan.domain.dates import parse_window
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Partner, Plan
from actionplan.domain.naming import file_name
from actionplan.domain.types import parse_id
from actionplan.domain.written import BadValue, echo, nearest
from actionplan.loaded import Loaded, Text
from actionplan.proposal import propose
from actionplan.world.git import lines_ever
from actionplan.world.workspace import CannotRun
from actionplan.yamltext.emit import new_document
from actionplan.yamltext.operations import Operation

NO_THEME = "none"
WITH_PLAN = "with-plan"

_PART = "only a part of git's history could be searched for ids that were used before."


class Wanted(NamedTuple):
    """A new commitment as it was said, and the plan it is for."""

    values: Mapping[str, Any]
    lead: str | None = None
    parts: tuple[str, ...] = ()
    id: str | None = None
    partner_name: str | None = None
    workspace: str | None = None
    plans: tuple[str, ...] = ()
    as_at: str | None = None


def completed(wanted: Wanted, how: How) -> Wanted:
    """*wanted* with the answers to what it does not say; what is needed and missing is a wrong command line."""
    gathered = gather(wanted.workspace, wanted.as_at, wanted.plans)
    if len(gathered.plans) > 1:
        wanted = wanted._replace(plans=(_plan_asked(gathered, how),))
        gathered = gather(wanted.workspace, wanted.as_at, wanted.plans)
    if how.asks:
        wanted = _asked(wanted, _plan_of(gathered.plans[0]))
    for name, given in (("TITLE", wanted.values.get("title")), ("--lead", wanted.lead)):
        if not given:
            raise typer.BadParameter("a commitment needs a title and a lead; this one is missing", param_hint=name)
    return wanted


def _plan_of(loaded: Loaded) -> Plan:
    if loaded.plan is None:
        raise CannotRun(f"The plan {loaded.name} could not be read.\nTo see why: actionplan validate")
    return loaded.plan


def _plan_asked(gathered: Gathered, how: How) -> str:
    options = [Option(plan_id(each), each.plan.head.title) for each in gathered.plans if each.plan]
    if not how.asks:
        names = ", ".join(each.word for each in options)
        raise typer.BadParameter(f"there are several plans. Say which: {names}", param_hint="--plan")
    return ask.choose("Which plan?", options, "")


def _asked(wanted: Wanted, plan: Plan) -> Wanted:
    """*wanted* with the answers: what, who, by when, under which theme. Once title and lead are there, no more is."""
    if wanted.values["title"] and wanted.lead:
        return wanted
    values = dict(wanted.values)
    values["title"] = values["title"] or str(ask.ask("What will be done, in the agreed words?", parse=ask.needed))
    lead = wanted.lead or _lead_asked(plan)
    values["due"] = values["due"] or str(ask.ask("By when? (Enter for no date)", parse=_date_in(plan))) or None
    values["theme"] = values["theme"] or (_theme_asked(plan) if plan.head.themes else None)
    name = wanted.partner_name
    if name is None and _key_of(lead, plan) is None:
        name = str(ask.ask(f"{lead} is a new partner. Its full printed name?", parse=ask.needed))
    return wanted._replace(values=values, lead=lead, partner_name=name)


def _lead_asked(plan: Plan) -> str:
    options = [Option(key, partner.name) for key, partner in plan.head.partners.items()]
    ask.explain([*options, Option(NOBODY, "nobody was named to lead"), Option(EVERYBODY, "all partners together")])
    return str(ask.ask("Who leads?", parse=lambda text: _key_of(text, plan) or parse_id(text)))


def _theme_asked(plan: Plan) -> str | None:
    options = [Option(key, title) for key, title in plan.head.themes.items()]
    none = Option(NO_THEME, "under none of them")
    answer = ask.choose("Theme?", [*options, none], NO_THEME, lambda text: _one_of(text, plan))
    return None if answer == NO_THEME else answer


def _one_of(text: str, plan: Plan) -> str:
    found = next((key for key in (*plan.head.themes, NO_THEME) if key.lower() == text.lower()), None)
    if found is None:
        raise BadValue(f"{echo(text)} is none of these", "Type one of the words above.")
    return found


def _date_in(plan: Plan) -> Callable[[str], str]:
    return lambda text: parse_window(text, plan.cycle.year_starts).text if text else ""


def _key_of(word: str, plan: Plan) -> str | None:
    """The key of the partner that *word* names, by key or by printed name; None where it is a new one."""
    try:
        return partner_key(word, [plan])
    except typer.BadParameter:
        return None


def offer_of(wanted: Wanted) -> Offer:
    """What adds the commitment: to its lead's file, or to a new file, with a new partner in the register."""
    gathered = gather(wanted.workspace, wanted.as_at, wanted.plans)
    loaded = gathered.plans[0]
    plan = _plan_of(loaded)
    lead = _key_of(wanted.lead or "", plan)
    key = lead or checked("--lead", parse_id, wanted.lead)
    past = lines_ever(folder_of(gathered, loaded), b"id")
    notes = unread(gathered) if past is None or past.is_whole else (*unread(gathered), _PART)
    commitment = _commitment(wanted, plan, numbering(loaded, key, past), gathered.on)
    operations: dict[str, list[Operation]] = {}
    new: list[Text] = []
    file = loaded.partner_files.get(key)
    if file is not None:
        operations[file] = [add_commitment(loaded, file, commitment)]
    else:
        new.append(_new_file(loaded, key, commitment))
    if lead is None:
        operations[loaded.head_file] = [register_partner(loaded, key, _partner(wanted, plan, key))]
    proposal = propose(loaded, operations, gathered.on, gathered.today, new)
    return Offer(gathered, (proposal,), (f"{plan.id}/{commitment.id}",), notes)


def _commitment(wanted: Wanted, plan: Plan, numbers: Numbering, on: date) -> Commitment:
    id_ = checked("--id", parse_id, wanted.id) if wanted.id else numbers.proposed
    if id_.lower() in numbers.taken:
        message = f"{id_} is or was the id of something, and ids are never used again. Free is {numbers.proposed}"
        raise typer.BadParameter(message, param_hint="--id")
    parts = [checked("--part", _part, each) for each in wanted.parts] or None
    values = {**wanted.values, "id": id_, "parts": parts, "agreed": _agreed(wanted.values["agreed"], plan, on)}
    return record_of(Commitment, values, plan)


def _agreed(said: str | None, plan: Plan, on: date) -> str | None:
    """When it was agreed: today, unless it is said, or the plan has not begun.

    Without it the commitment would be in every report on a day in the past, as one that nobody ever answered for.
    """
    if said is not None:
        return None if said.strip().lower() == WITH_PLAN else said
    return on.isoformat() if plan.first_day is not None and plan.first_day < on else None


def _part(text: str) -> dict[str, str]:
    id_, sign, title = (each.strip() for each in text.partition("="))
    if not sign or not title:
        raise BadValue(f"{echo(text)} has no title", "Write ID=TITLE: “a=Values for homelessness services”.")
    return {"id": parse_id(id_), "title": title}


def _new_file(loaded: Loaded, partner: str, commitment: Commitment) -> Text:
    """The file of a partner that has none yet."""
    name = loaded.shown(file_name(partner))
    taken = next((each for each in loaded.files if each.lower() == name.lower()), None)
    if taken in loaded.unread:
        raise CannotRun(f"{taken} could not be read, so nothing can be added to it.\nTo see why: actionplan validate")
    if taken is not None:
        raise CannotRun(
            f"{taken} is there, and holds the commitments of somebody else.\nRename it, or mend its first lines."
        )
    return Text(name, partner.lower(), new_document(*file_of(partner, commitment)).encode())


def _partner(wanted: Wanted, plan: Plan, key: str) -> Partner:
    if not wanted.partner_name:
        near = nearest(key, plan.head.partners)
        hint = f"Did you mean {near}? " if near else ""
        message = f"there is no partner {key}. {hint}For a new one give its printed name with --partner-name"
        raise typer.BadParameter(message, param_hint="--partner-name" if not near else "--lead")
    return record_of(Partner, {"name": wanted.partner_name}, plan, "--partner-name")
