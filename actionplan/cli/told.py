"""What a command wrote, what comes next, and how to look at it or undo it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from actionplan.amend import mapping_of
from actionplan.cli import console
from actionplan.cli.positions import Standing, standings
from actionplan.cli.printers import counted
from actionplan.cli.rows import lead_name, status_of
from actionplan.cli.writing import Offer, Written, indented
from actionplan.columns import wrap
from actionplan.domain.assess import Position
from actionplan.domain.model import EVERYBODY, NOBODY, Plan
from actionplan.domain.period import last_ended
from actionplan.domain.said import said_span, said_window
from actionplan.plaintext import one_line, safe

SHOWN = 10


class News(NamedTuple):
    """A commitment as it is now, in its plan, and as it was before; None where it is new."""

    standing: Standing
    position: Position
    before: Position | None

    @property
    def name(self) -> str:
        return f"{self.standing.plan.id}/{self.position.id}"

    def place_of(self, *route: str | int) -> str:
        """File and line of what *route* leads to in the commitment."""
        loaded = self.standing.loaded
        return f"{loaded.homes[self.position.id].file}:{loaded.line_of(self.position.id, *route)}"

    def place_of_last(self, key: str) -> str:
        """File and line of the last entry of the list under *key*: in the file, which may hold more than was read."""
        entries = mapping_of(self.standing.loaded, self.position.id)[key]
        return self.place_of(key, len(entries) - 1)


Say = Callable[[News], Iterable[str]]

_NOBODY_S = {NOBODY: "that nobody leads,", EVERYBODY: "that all partners lead,"}
_NOT_KEPT = (
    "To undo it: take out the lines that were added. git restore would also undo what was changed before "
    "and not committed."
)


def tell(written: Written, say: Say) -> None:
    """Tell what was written, commitment by commitment in the lines of *say*, and what to do next."""
    news = tell_news(written, say)
    console.write("".join(f"{line}\n" for line in undo(written)))
    for said, command in _next(news):
        console.write("\n".join(wrap(said, console.width())) + f"\n  {one_line(command)}\n")


def tell_news(written: Written, say: Say) -> tuple[News, ...]:
    """What was written, told commitment by commitment in the lines of *say*."""
    news = tuple(_news(written.offer))
    console.write("".join(f"{line}\n" for line in _said(news, written.offer, say)))
    return news


def _news(offer: Offer) -> Iterator[News]:
    """Each commitment the offer is about: its plan and its position now, and its position before."""
    for proposal in offer.proposals:
        was, now = (standings(offer.gathered._replace(plans=(each,))) for each in (proposal.before, proposal.after))
        before = {each.id: each for standing in was for each in standing.positions}
        for standing in now:
            for position in standing.positions:
                news = News(standing, position, before.get(position.id))
                if news.name in offer.ids:
                    yield news


def _said(news: Sequence[News], offer: Offer, say: Say) -> Iterator[str]:
    for each in news[:SHOWN]:
        for number, line in enumerate(say(each)):
            yield from indented(line, "" if number == 0 else "  ")
    if len(news) > SHOWN:
        yield f"and {counted(len(news) - SHOWN, 'more commitment')}, in {counted(len(offer.changes), 'file')}"


def say_entry(news: News) -> Iterator[str]:
    """Where the commitment is now, and where the entry stands."""
    position, before = news.position, news.before
    was = f" (before: {_lower(status_of(before))})" if before and status_of(before) != status_of(position) else ""
    yield f"{news.name}: {status_of(position)}{was}"
    period = position.last_update.period if position.last_update else None
    if period:
        yield f"for the review of {said_window(period)}"
    yield f"written in {news.place_of_last('updates')}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def undo(written: Written) -> Iterator[str]:
    """How to look at the change and how to undo it, where git can."""
    if written.kept is None:
        return
    changes, kept = written.offer.changes, written.kept
    names = " ".join(shlex.quote(safe(each.name)) for path, each in changes.items() if path in kept.known)
    if names:
        yield f"To look at it: git diff -- {names}"
    if names and kept.unchanged == kept.known:
        yield f"To undo it:    git restore -- {names}"
    elif names:
        yield from wrap(_NOT_KEPT, console.width())
    for path, each in changes.items():
        if each.before is None:
            yield f"To undo it:    delete {safe(each.name)}, which is new"
        elif path not in kept.known:
            yield from indented(f"git does not have {each.name} yet, so it cannot undo this.", "")


def _next(news: Sequence[News]) -> Iterator[tuple[str, str]]:
    """Whose commitments still wait for an update for the last review period."""
    leads = {(each.standing.plan.id, each.position.commitment.lead) for each in news}
    new = {each.name for each in news if each.before is None}
    for standing in {each.standing.loaded.name: each.standing for each in news}.values():
        owing = [each for each in standing.positions if each.owes_update and f"{standing.plan.id}/{each.id}" not in new]
        silent = [each.commitment.lead for each in owing]
        for lead in dict.fromkeys(each.commitment.lead for each in standing.positions):
            if lead in silent and (standing.plan.id, lead) in leads:
                yield _silent(standing, lead or "", silent.count(lead)), _walk(standing.plan, lead or "")


def _silent(standing: Standing, lead: str, number: int) -> str:
    period = last_ended(standing.on, standing.plan)
    months = f" for {said_span(period.first, period.last)}" if period else ""
    whose = _NOBODY_S.get(lead) or f"of {lead_name(lead, standing.plan)}"
    return f"Next: {counted(number, 'open commitment')} {whose} with no update{months}:"


def _walk(plan: Plan, lead: str) -> str:
    return f"actionplan update --walk --plan {plan.id} --partner {lead}"
