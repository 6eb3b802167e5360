"""The words of a reminder: what a partner is told and asked whose return has not come in. All of them are here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from actionplan.domain.assess import Position
from actionplan.domain.dates import Window
from actionplan.domain.model import Partner, Plan
from actionplan.domain.returns import Register, Return
from actionplan.domain.said import said_day, said_window
from actionplan.domain.vocabulary import Vocabulary, Word, vocabulary_of
from actionplan.plaintext import one_line, shortened
from actionplan.report.words import listed, said_count, said_period

LONGEST_SUBJECT = 200


class Sender(NamedTuple):
    """Who asks, and where the answer goes."""

    name: str
    email: str


class Item(NamedTuple):
    """One commitment that news is asked of: its id and title, and what is known of it, in sentences."""

    id: str
    title: str
    known: tuple[str, ...]


class Letter(NamedTuple):
    """A reminder in words, for one partner. Every text is one line; nothing in it is obeyed by whoever shows it.

    `reference` names plan, period and partner: two letters with the same one are drafts of the same reminder.
    """

    partner: str
    name: str
    email: str | None
    sender: Sender | None
    subject: str
    greeting: str
    opening: tuple[str, ...]
    items: tuple[Item, ...]
    before_asked: str
    asked: tuple[str, ...]
    ending: tuple[str, ...]
    reference: str


def letter_to(returned: Return, register: Register, plan: Plan, sender: Sender | None) -> Letter:
    """The reminder for the partner whose return is missing."""
    partner = plan.head.partners.get(returned.partner) or Partner(returned.partner)
    name, period = _plain(partner.name), said_period(register.period)
    title = _plain(plan.head.title)
    asker = sender._replace(name=_plain(sender.name)) if sender else None
    reference = _plain(f"{plan.id}, {register.period.text}, {returned.partner}")
    return Letter(
        partner=returned.partner,
        name=name,
        email=partner.email,
        sender=asker,
        subject=shortened(f"Return for {period}: {title}", LONGEST_SUBJECT),
        greeting=f"Dear colleagues at {name},",
        opening=_opening(returned, register, period, title),
        items=tuple([_item(each.position) for each in returned.missing]),
        before_asked="For each commitment, please tell us:",
        asked=_asked(vocabulary_of(plan.head)),
        ending=_ending(asker),
        reference=reference,
    )


def _opening(returned: Return, register: Register, period: str, title: str) -> tuple[str, ...]:
    due = said_day(register.due)
    when = f"It was due by {due}." if register.is_closed else f"It is due by {due}."
    missed = _missed(returned.missed, is_closed=register.is_closed)
    count = len(returned.missing)
    lead = "one commitment that is open" if count == 1 else f"{said_count(count, 'commitment')} that are open"
    return f"We have not yet received your return for {period}, on “{title}”. {when}{missed}", f"You lead {lead}:"


def _missed(periods: int, *, is_closed: bool) -> str:
    """How many returns are missing in a row, where there is more than this one; it begins with a blank."""
    if is_closed:
        return f" This is the {_nth(periods)} review period in a row without one." if periods > 1 else ""
    if not periods:
        return ""
    before = "the review period" if periods == 1 else f"the {said_count(periods, 'review period')}"
    return f" None came in for {before} before."


def _nth(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _item(position: Position) -> Item:
    known = (_due(position), *_requested(position), _last(position))
    return Item(position.id, _plain(position.commitment.title), known)


def _due(position: Position) -> str:
    printed = position.commitment.due_as_printed
    if position.due is None:
        return f"Agreed date: {_plain(printed)}." if printed else "No date was agreed."
    if position.days_late_revised and position.is_overdue:
        return _overdue(position, position.due)
    moved = f", moved to {said_window(position.revised_due)}" if position.revised_due else ""
    return f"Due: {said_window(position.due)}{moved}."


def _overdue(position: Position, due: Window) -> str:
    """Since when it is overdue: counted from the date granted, where there is one."""
    if position.revised_due is None:
        return f"Overdue: it was due {_gone(due, position.days_late)}."
    granted = _gone(position.revised_due, position.days_late_revised)
    return f"Overdue: it was first due {said_window(due)}; the date granted was {granted}."


def _gone(due: Window, days: int) -> str:
    """The date that has passed, and how long ago it did: `31 December 2025, 26 days ago`."""
    ended = "," if due.precision == "day" else ", which ended"
    return f"{said_window(due)}{ended} {said_count(days, 'day')} ago"


def _requested(position: Position) -> tuple[str, ...]:
    """The request for more time that nobody has decided, where there is one."""
    until = [said_window(each.to) for each in position.pending[-1:]]
    return tuple([f"More time until {each} was asked for; that is not decided yet." for each in until])


def _last(position: Position) -> str:
    """The last status, and when there was last any news."""
    update = position.last_update
    if update is None:
        return "We have had no update on it so far."
    confidence = f", {_within(position.confidence.label)}" if position.confidence else ""
    return f"Last update: {_plain(position.status.label)}{confidence} ({said_window(update.date)})."


def _asked(words: Vocabulary) -> tuple[str, ...]:
    statuses, confidences = words.statuses.values(), words.confidences.values()
    doubtful = [each for each in (*confidences, *statuses) if each.needs_reason]
    return (
        f"its status: {_either(statuses)}",
        f"while it is open, how sure you are that it will be done: {_either(confidences)}",
        "the next step, and when",
        "if it is complete: what shows it, such as a paper or a web page",
        f"if it is {_either(doubtful)}: the reason{_reasons(words)}",
        "if you need more time: until when, and why",
    )


def _reasons(words: Vocabulary) -> str:
    """The list of reasons; some of them have commas in them."""
    said = "; ".join([_within(each).replace(";", ",") for each in words.reasons.values()])
    return f", one of these: {said}" if said else ""


def _either(words: Iterable[Word]) -> str:
    return listed([_within(each.label) for each in words], " or ") or "in your own words"


def _within(label: str) -> str:
    """*label* as it stands within a sentence: `In progress` begins with a small letter, `RAG red` does not."""
    shown = _plain(label)
    return shown if shown[1:2].isupper() else shown[:1].lower() + shown[1:]


def _ending(sender: Sender | None) -> tuple[str, ...]:
    to = f"Please send your answer to {sender.name or sender.email}" if sender else "Please answer this message"
    address = f" ({sender.email})" if sender and sender.name else ""
    return (
        "If there is nothing to report, please say just that. Such a nil return is an answer too.",
        f"{to}{address}. If you have answered already, thank you, and please tell us when, so that we can look for it.",
        "Thank you for your help.",
    )


def _plain(text: str) -> str:
    """*text* in one line, with nothing in it that is obeyed; every run of blanks as one, as in the head of an email.

    `=?` would begin an encoded word there, which a reader takes apart: a name could become another address.
    """
    return " ".join(one_line(text).split()).replace("=?", "= ?")
