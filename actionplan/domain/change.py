"""The changes there can be between two plans, each a small type of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from actionplan.domain.dates import Window
from actionplan.domain.model import (
    Amendment,
    Commitment,
    Condition,
    Evidence,
    Extension,
    Indicator,
    Judgement,
    Outcome,
    Part,
    Reading,
    Update,
)
from actionplan.domain.vocabulary import Word


@dataclass(frozen=True, slots=True)
class HeadChanged:
    """A key of plan.yaml holds something else."""

    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class CommitmentAdded:
    id: str
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class CommitmentGone:
    id: str
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class TitleChanged:
    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LeadChanged:
    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SupportersChanged:
    id: str
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueChanged:
    """The date first agreed is another one, which no extension explains."""

    id: str
    before: Window | None
    after: Window | None


@dataclass(frozen=True, slots=True)
class ConditionChanged:
    id: str
    before: Condition | None
    after: Condition | None


@dataclass(frozen=True, slots=True)
class PartsChanged:
    """The parts are listed or worded in another way; not that one of them was delivered."""

    id: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """Any other key of a commitment."""

    id: str
    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class UpdateAdded:
    """An entry came into the log; `number` is its place there, from 0."""

    id: str
    number: int
    update: Update


@dataclass(frozen=True, slots=True)
class UpdateChanged:
    """An entry of the log says something else than before: history was rewritten."""

    id: str
    number: int
    before: Update
    after: Update


@dataclass(frozen=True, slots=True)
class UpdateGone:
    """An entry is no longer in the log; `number` is where it was."""

    id: str
    number: int
    update: Update


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StatusChanged:
    id: str
    before: Word
    after: Word


@dataclass(frozen=True, slots=True)
class ConfidenceChanged:
    """None stands for no confidence: not given, or no longer asked for."""

    id: str
    before: Word | None
    after: Word | None


@dataclass(frozen=True, slots=True)
class PartClosed:
    id: str
    part: Part
    status: Word


@dataclass(frozen=True, slots=True)
class PartReopened:
    id: str
    part: Part
    status: Word


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    id: str
    extension: Extension


@dataclass(frozen=True, slots=True)
class ExtensionDecided:
    id: str
    extension: Extension


@dataclass(frozen=True, slots=True)
class ExtensionChanged:
    """A request says something else than before; `after` is None where it is gone."""

    id: str
    before: Extension
    after: Extension | None


@dataclass(frozen=True, slots=True)
class DateMoved:
    """The date in force is another one because an extension was granted."""

    id: str
    before: Window | None
    after: Window | None


@dataclass(frozen=True, slots=True)
class AmendmentAdded:
    """It is written who agreed to a change of the wording; `number` is its place, from 0."""

    id: str
    number: int
    amendment: Amendment


@dataclass(frozen=True, slots=True)
class AmendmentChanged:
    """An amendment says something else than before; `after` is None where it is gone."""

    id: str
    before: Amendment
    after: Amendment | None


@dataclass(frozen=True, slots=True)
class OutcomeAdded:
    id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OutcomeGone:
    id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OutcomeChanged:
    """The outcome or one of its indicators is described in another way."""

    id: str
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class ReadingAdded:
    id: str
    indicator: Indicator
    reading: Reading


@dataclass(frozen=True, slots=True)
class ReadingGone:
    """A value that was there is not there any more, or is another one."""

    id: str
    indicator: Indicator
    reading: Reading


@dataclass(frozen=True, slots=True)
class JudgementAdded:
    """People say of an indicator something else than its figures."""

    id: str
    indicator: Indicator
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class JudgementGone:
    """A judgement that was there is not there any more, or says something else."""

    id: str
    indicator: Indicator
    judgement: Judgement


OfOutcome: TypeAlias = (
    OutcomeAdded | OutcomeGone | OutcomeChanged | ReadingAdded | ReadingGone | JudgementAdded | JudgementGone
)
Change: TypeAlias = (
    HeadChanged
    | CommitmentAdded
    | CommitmentGone
    | TitleChanged
    | LeadChanged
    | SupportersChanged
    | DueChanged
    | ConditionChanged
    | PartsChanged
    | FieldChanged
    | UpdateAdded
    | UpdateChanged
    | UpdateGone
    | EvidenceAdded
    | StatusChanged
    | ConfidenceChanged
    | PartClosed
    | PartReopened
    | ExtensionAsked
    | ExtensionDecided
    | ExtensionChanged
    | DateMoved
    | AmendmentAdded
    | AmendmentChanged
    | OfOutcome
)
