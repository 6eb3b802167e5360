"""What a form is a form of: kept in the file and in each row, so that it comes back by any way."""

from __future__ import annotations

from typing import NamedTuple

from actionplan.domain.digest import dates_digest, log_digest, wording_digest
from actionplan.domain.model import Commitment

VERSION = "2"
PROPERTY = "actionplan.form"
_SIGN = "|"  # in no id, no period and no day
_CHECKED = 8


class State(NamedTuple):
    """A commitment at the time of sending, in digests: of its log, of its dates, and of what was agreed.

    `condition` is where the one that it depends on was; empty without one.
    """

    log: str
    dates: str
    wording: str
    condition: str


class Identity(NamedTuple):
    """The form: its version, the plan, the review period as it is written, the partner, and the day it was made."""

    version: str
    plan: str
    period: str
    partner: str
    sent: str

    @property
    def text(self) -> str:
        """What the file keeps as a property."""
        return _checked(self)


class Reference(NamedTuple):
    """What one row keeps: the form, the commitment, its state when the form was made, and what its grey cells showed.

    `shown` is empty in forms that were made before it was kept.
    """

    form: Identity
    id: str
    state: State
    shown: str = ""

    @property
    def text(self) -> str:
        return _checked((*self.form, self.id, *self.state, self.shown))


def state_of(commitment: Commitment) -> State:
    """The state of *commitment*, the same for the same facts."""
    condition = commitment.condition.state if commitment.condition else ""
    return State(log_digest(commitment.updates), dates_digest(commitment), wording_digest(commitment), condition)


def identity_in(text: str) -> Identity | None:
    """The form that `Identity.text` said; None where the text was changed, or is none."""
    pieces = _unchecked(text)
    return Identity(*pieces) if pieces and len(pieces) == len(Identity._fields) else None


def reference_in(text: str) -> Reference | None:
    """The reference that `Reference.text` said; None where the text was changed, or is none."""
    pieces = _unchecked(text)
    width = len(Identity._fields)
    end = width + 1 + len(State._fields)
    if not pieces or len(pieces) not in (end, end + 1):
        return None
    return Reference(Identity(*pieces[:width]), pieces[width], State(*pieces[width + 1 : end]), *pieces[end:])


def _checked(pieces: tuple[str, ...]) -> str:
    said = _SIGN.join(pieces)
    return f"{said}{_SIGN}{_sum(said)}"


def _unchecked(text: str) -> list[str]:
    said, _, written = text.strip().rpartition(_SIGN)
    return said.split(_SIGN) if said and written.lower() == _sum(said) else []


def _sum(text: str) -> str:
    """Enough to see that somebody typed in it. It keeps out mistakes, and nobody who means to change it."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:_CHECKED]
