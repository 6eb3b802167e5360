"""What is wrong with a plan and does not block: for a time (waivers), or since it was taken over (the baseline).

Beside the model, and in the same manner: most plans have neither file, and every class takes its time at each start.
"""

from dataclasses import dataclass
from typing import Annotated

from actionplan.domain.model import Doc, Record
from actionplan.domain.types import Code, Day, Id, Note, Number, Title


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Waiver(Record):
    """Leave for what one rule finds not to block, until a day. Somebody has to approve it."""

    rule: Annotated[Code, Doc("Code of the rule.", ("AP303", "AP509"))]
    reason: Annotated[Note, Doc("Why it is right for now.")]
    approved_by: Annotated[Title, Doc("Who agreed to it.", ("the partnership board",))]
    until: Annotated[Day, Doc("The last day on which it counts.")]
    commitment: Annotated[Id | None, Doc("Id of the commitment. Leave out only for what is about no commitment.")] = (
        None
    )
    key: Annotated[Title | None, Doc("Only for what the rule finds at this key.", ("due", "title"))] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WaiversFile(Record):
    """What is wrong and does not block for now, with who said so. Kept in waivers.yaml."""

    waivers: Annotated[tuple[Waiver, ...], Doc("The waivers, oldest first.")] = ()
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KnownFinding(Record):
    """One finding that was there when the plan was taken over, by what recognises it again."""

    rule: Annotated[Code, Doc("Code of the rule.")]
    commitment: Annotated[Id | None, Doc("Id of the commitment it is about.")] = None
    file: Annotated[Title | None, Doc("Name of the file, where it is about no commitment.")] = None
    key: Annotated[Title | None, Doc("The key it stands at.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BaselineFile(Record):
    """What was wrong when the plan was taken over. Kept in baseline.yaml, which the tool writes."""

    date: Annotated[Day, Doc("The day on which the plan was taken over.")]
    at_first: Annotated[Number | None, Doc("How many findings there were on that day.")] = None
    findings: Annotated[tuple[KnownFinding, ...], Doc("Those that are left, each as often as it was found.")] = ()
