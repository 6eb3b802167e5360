"""What an officer says on the command line or at a question, turned into the plan's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from actionplan.domain.model import Commitment
from actionplan.domain.types import NOTE_LENGTH
from actionplan.domain.vocabulary import Vocabulary, Word
from actionplan.domain.written import BadValue, echo, nearest
from actionplan.yamltext.characters import unsafe_character

_LINK = re.compile(r"https?://\S+")
# What breaks lines elsewhere: Windows, Word (Shift and Enter, a new page), web pages. Here one sign does.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Shows(NamedTuple):
    """A piece of evidence as it was said: its title, and its link if it has one."""

    title: str
    url: str | None = None


class Said(NamedTuple):
    """What is to be recorded, as it was said. None and the empty tuple: nothing was said about it."""

    status: str | None = None
    confidence: str | None = None
    note: str | None = None
    next: str | None = None
    reason: str | None = None
    evidence: tuple[Shows, ...] = ()
    parts: tuple[str, ...] = ()
    condition: str | None = None
    date: str | None = None
    period: str | None = None
    by: str | None = None
    nil: bool = False

    @property
    def is_something(self) -> bool:
        """Whether there is any news in it: a date, a period or a name alone is none."""
        news = (self.status, self.confidence, self.note, self.next, self.reason, self.condition)
        return self.nil or any(news) or bool(self.evidence or self.parts)


def status_said(text: str, words: Vocabulary) -> str:
    """The code of the status that *text* names: by code, by label, or by meaning where only one word has it.

    Raises BadValue where it names none.
    """
    return _word_said(text, words.statuses, "status")


def confidence_said(text: str, words: Vocabulary) -> str:
    """The code of the confidence that *text* names. Raises BadValue where it names none."""
    return _word_said(text, words.confidences, "confidence")


def reason_said(text: str, words: Vocabulary) -> str:
    """The code of the reason that *text* names, by code or by label. Raises BadValue where it names none."""
    return _code_said(text, words.reasons, "reason")


def _word_said(text: str, table: Mapping[str, Word], what: str) -> str:
    meant = [code for code, word in table.items() if word.meaning == _plain(text)]
    labels = {code: word.label for code, word in table.items()}
    if len(meant) == 1 and _plain(text) not in {_plain(each) for each in (*labels, *labels.values())}:
        return meant[0]
    return _code_said(text, labels, what)


def _code_said(text: str, labels: Mapping[str, str], what: str) -> str:
    wanted = _plain(text)
    for code, label in labels.items():
        if wanted in (_plain(code), _plain(label)):
            return code
    near = nearest(text, labels)
    known = ", ".join(labels)
    raise BadValue(
        f"there is no {what} {echo(text)}",
        f"Did you mean {near}? There are: {known}." if near else f"There are: {known}.",
    )


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().lower())


def part_said(text: str, commitment: Commitment, words: Vocabulary) -> tuple[str, str]:
    """A part and the code of its status, from `a=complete`. Raises BadValue where either is not known."""
    part, sign, status = (each.strip() for each in text.partition("="))
    known = [each.id for each in commitment.parts]
    if not known:
        raise BadValue(f"{commitment.id} has no parts", "Leave it out; say in the note what was done.")
    found = next((each for each in known if each.lower() == part.lower()), None)
    if found is None:
        raise BadValue(f"{commitment.id} has no part {echo(part)}", f"Its parts are {', '.join(known)}.")
    if not sign:
        raise BadValue(f"it is not said where part {found} is", f"Write {found}=STATUS.")
    return found, status_said(status, words)


def evidence_said(text: str) -> Shows:
    """Title and link of evidence, from `URL`, `URL=TITLE` or a title alone.

    A link may hold `=` itself: the title begins behind the last `=` before the first blank; where there is no blank,
    behind the first `=` of a link without a query. Without a title, the link without its `https://` is one.
    """
    said = text.strip()
    if not said:
        raise BadValue("there is no evidence in it", "Write URL=TITLE, or a title alone, or leave it out.")
    said = re.sub("^(?i:https?)://", lambda scheme: scheme[0].lower(), said)
    found = _LINK.match(said)
    if found is None:
        return Shows(said)
    link = found[0]
    if found.end() < len(said) or not re.search("[?#]", link):
        first = found.end() < len(said)
        link, sign, begins = link.rpartition("=") if first else link.partition("=")
        if first and not sign:
            raise BadValue(f"{echo(said)} is not a link", "Write URL=TITLE, in quotes: 'https://…=Opening of the hub'.")
        title = begins + said[found.end() :]
        if title.strip():
            return Shows(title.strip(), link)
    return untitled(link.rstrip("="))


def untitled(link: str) -> Shows:
    """Evidence of which only the link is known: without its `https://` it is the title too."""
    return Shows(link.partition("://")[2].rstrip("/"), link)


def note_said(text: str) -> str:
    """*text* as a note. Raises BadValue where it is too long, or holds what must not be in a file."""
    note = pasted(text)
    refuse_unsafe(note)
    if len(note) > NOTE_LENGTH:
        raise BadValue(f"this has {len(note):,} characters; at most {NOTE_LENGTH:,} fit", "Shorten it.")
    return note


def refuse_unsafe(text: str) -> None:
    """Raises BadValue where *text* holds a character that must not be in a file: best said before it is there."""
    found = unsafe_character(text)
    if found and found[0] != "invisible":  # of those the rules speak
        why = "changes the direction of the text" if found[0] == "bidirectional" else "cannot be shown or printed"
        raise BadValue(f"the text holds the character {found[1]}, which {why}", "Write the text without it.")


def pasted(text: str) -> str:
    """*text* with the line breaks of Windows, Word and web pages as line breaks, and none at its end."""
    return _BREAKS.sub("\n", text).rstrip("\n")
