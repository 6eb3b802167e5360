"""A reminder as files to look at and to send by hand: an email, plain text, and text to paste into Teams."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from actionplan.report.reminder.letter import Letter
from actionplan.report.words import sentence

REFERENCE = "X-Actionplan-Reference"
_LAST_LINE = "Reference: "
LONGEST_LINE = 998  # of RFC 5322; where Python folds headers sooner, it loses spaces beside letters beyond ASCII


class Draft(NamedTuple):
    """One file: its name, its bytes, and how to tell that a file of that name is a draft of the same reminder."""

    name: str
    data: bytes
    is_same: Callable[[bytes], bool]


class _Kind(NamedTuple):
    ending: str
    write: Callable[[Letter], bytes]
    reference_in: Callable[[bytes], str]


def drafts_of(letters: Sequence[tuple[str, Letter]], formats: Sequence[str]) -> Iterator[Draft]:
    """The files of *letters*, each given with a stem for its files' names, in each of *formats*."""
    for stem, letter in zip(stems([each for each, _ in letters]), [each for _, each in letters], strict=True):
        for each in formats:
            kind = FORMATS[each]
            yield Draft(f"{stem}{kind.ending}", kind.write(letter), _same_as(letter, kind))


def _same_as(letter: Letter, kind: _Kind) -> Callable[[bytes], bool]:
    return lambda data: kind.reference_in(data) == letter.reference


def stems(wanted: Sequence[str]) -> Iterator[str]:
    """*wanted* as names of files on every system: plain letters, and none like another when capitals do not count."""
    taken: set[str] = set()
    for each in wanted:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", each).strip("-.") or "reminder"
        stem, number = plain, 1
        while stem.lower() in taken:
            number += 1
            stem = f"{plain}-{number}"
        taken.add(stem.lower())
        yield stem


def as_eml(letter: Letter) -> bytes:
    """An unsent email. It has no date and no id of its own, so the same reminder is the same bytes."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(SMTP.clone(max_line_length=LONGEST_LINE))
    message["X-Unsent"] = "1"  # Outlook opens it to be sent, not as one received
    if letter.sender:
        message["From"] = Address(letter.sender.name, addr_spec=letter.sender.email)
    if letter.email:
        message["To"] = Address(letter.name, addr_spec=letter.email)
    message["Subject"] = letter.subject
    message[REFERENCE] = letter.reference
    message.set_content(_text(letter), cte="quoted-printable")
    return message.as_bytes()


def _reference_of_eml(data: bytes) -> str:
    from email import message_from_bytes
    from email.policy import default

    return str(message_from_bytes(data, policy=default).get(REFERENCE, ""))


def as_text(letter: Letter) -> bytes:
    """Plain text: whom it is for and its subject, then the email's text."""
    to = f"{letter.name} <{letter.email}>" if letter.email else letter.name
    return f"To: {to}\nSubject: {letter.subject}\n\n{_text(letter)}".encode()


def _text(letter: Letter) -> str:
    items = [f"{each.id}: {each.title}\n{' '.join(each.known)}" for each in letter.items]
    asked = "\n".join([letter.before_asked, *(f"- {each}" for each in letter.asked)])
    return _paragraphs(_around(letter, items, asked))


def as_teams(letter: Letter) -> bytes:
    """Text to paste into Teams: lists as lines with a dash, for real lists and tables do not come through."""
    items = [" ".join([f"- {each.id}:", _ended(each.title), *each.known]) for each in letter.items]
    asked = "\n".join([letter.before_asked, *(f"- {sentence(each)}" for each in letter.asked)])
    return _paragraphs([letter.subject, *_around(letter, items, asked)]).encode()


def _around(letter: Letter, items: Sequence[str], asked: str) -> list[str]:
    """The paragraphs of the letter, with *items* and what is *asked* in their places."""
    return [letter.greeting, *letter.opening, *items, asked, *letter.ending, f"{_LAST_LINE}{letter.reference}"]


def _ended(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."


def _paragraphs(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def _reference_of_text(data: bytes) -> str:
    last = data.decode("utf-8", "replace").rstrip().rpartition("\n")[2].strip()
    return last.removeprefix(_LAST_LINE) if last.startswith(_LAST_LINE) else ""


FORMATS: dict[str, _Kind] = {
    "eml": _Kind(".eml", as_eml, _reference_of_eml),
    "text": _Kind(".txt", as_text, _reference_of_text),
    "teams": _Kind("-teams.txt", as_teams, _reference_of_text),
}
