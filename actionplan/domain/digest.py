"""Digests of what was reported and of what was agreed: the same for the same facts, whatever wrote or read them.

The text that is summed up is JSON in ASCII, without blanks, keys in alphabetical order; of a log each update is a line
of its own, with a line feed after each. It holds keys as a plan file has them. A key that holds what is meant where
nothing is written is left out, so that keys which later versions know change no digest. A date is its first and last
day with a slash between them, or that day alone: how a period is spelt says nothing. A digest is the first sixteen
hexadecimal digits of the text's SHA-256 sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actionplan.domain.dates import Window
from actionplan.domain.keys import said
from actionplan.domain.model import Commitment, Part, Record, Update

LENGTH = 16


class Digests:
    """The digests of one plan, for whoever asks at one review after the other: each text is made once."""

    def __init__(self) -> None:
        self._lines: dict[int, str] = {}
        self._wordings: dict[str, str] = {}

    def log(self, updates: Sequence[Update]) -> str:
        """The digest of these updates of the plan, in this order."""
        return _sum("".join([self._line(each) for each in updates]))

    def wording(self, commitment: Commitment) -> str:
        """The digest of what was agreed about *commitment*, which no review cuts anything from."""
        if commitment.id not in self._wordings:
            self._wordings[commitment.id] = wording_digest(commitment)
        return self._wordings[commitment.id]

    def _line(self, update: Update) -> str:
        # By identity: the plan keeps its updates, and to compare them would take as long as to write them.
        if id(update) not in self._lines:
            self._lines[id(update)] = f"{_text(_plain(update))}\n"
        return self._lines[id(update)]


def log_digest(updates: Sequence[Update]) -> str:
    """The digest of these updates, in this order."""
    return Digests().log(updates)


def wording_digest(commitment: Commitment) -> str:
    """The digest of what was agreed about *commitment*: the keys that an amendment can name.

    Of a condition only its words: that it was met or failed is news, and no other wording. The order of supporting
    partners and of parts says nothing.
    """
    due = {"due": commitment.due, "printed": commitment.due_as_printed}
    agreed = {
        "title": commitment.title,
        "lead": commitment.lead,
        "kind": commitment.kind,
        "agreed": commitment.agreed,
        "replaces": commitment.replaces,
        "due": {key: value for key, value in due.items() if value is not None} or None,
        "condition": commitment.condition and commitment.condition.text,
        "parts": {each.id: _part(each) for each in commitment.parts} or None,
        "with": tuple(sorted(commitment.with_)) or None,
    }
    return _sum(_text({key: _plain(value) for key, value in agreed.items() if value is not None}))


def dates_digest(commitment: Commitment) -> str:
    """The digest of the dates of *commitment*: the one first agreed, and every request to move it with its decision."""
    due = [_plain(commitment.due)] if commitment.due else []
    return _sum(_text([*due, *(_plain(each) for each in commitment.extensions)]))


def _part(part: Part) -> dict[str, Any]:
    return {key: value for key, value in _plain(part).items() if key != "id"}


def _text(value: Any) -> str:
    import json

    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _sum(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("ascii")).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    match value:
        case Record():
            return {key: _plain(item) for key, item in said(value)}
        case Window(first, last):
            return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value if isinstance(value, str) else str(value)
