"""What a plan is: the nouns of an agreement, frozen and complete.

Each class is one mapping in a YAML file and each field one key of it, with the same name (a trailing underscore
is dropped where the word belongs to Python: `with_` is the key `with`). A field without a default must be written.
Docstrings and `Doc` texts are what an editor shows beside the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Annotated, ClassVar, NamedTuple, Self

from actionplan.domain import types as t
from actionplan.domain.types import Code, Day, Days, Email, Id, Link, Month, Note, Number, Title, When
from actionplan.domain.written import BadValue, echo

NOBODY = "none"
EVERYBODY = "all"

FORMAT = "1"


def parse_format(text: str, year_starts: int = 4) -> str:  # noqa: ARG001  # every parser takes the plan's year
    """The format a plan is written in, which has to be the one that this version reads."""
    if text == FORMAT:
        return text
    raise BadValue(
        f"this plan is written in format {echo(text) if not text.isdigit() else text[:9]}, "
        f"and this version reads format {FORMAT}",
        f"Update actionplan if the plan was written by a newer version; else write format: {FORMAT}.",
        "AP022",
    )


class Doc(NamedTuple):
    """What an editor shows for a field, and values that it offers."""

    text: str
    examples: tuple[str, ...] = ()


class Record:
    """One mapping of a file. Two are equal when all their values are.

    What compares and shows a record is written once, here: made anew for each class it is time at every start.
    """

    __slots__: ClassVar[tuple[str, ...]] = ()
    # For pydantic: nothing but the named keys, and `with_` is written `with`.
    __pydantic_config__ = {"extra": "forbid", "alias_generator": lambda name: name.rstrip("_")}  # noqa: RUF012

    def _values(self) -> tuple[object, ...]:
        return tuple(map(getattr, repeat(self), self.__slots__))

    def but(self, **changes: object) -> Self:
        """The record with *changes*: what dataclasses.replace gives, sooner. A report makes one of each commitment."""
        return type(self)(*map(changes.get, self.__slots__, self._values()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self is other or self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self.__slots__, self._values(), strict=True))
        return f"{type(self).__name__}({shown})"


Kind = Annotated[
    str,
    t.choice(
        "kind of commitment",
        deliverable="something that will exist: a report, a service, a launch; complete when it does",
        recurring="something done again and again: masterclasses, meetings",
        ongoing="a way of working with no end: asked for news, never overdue",
    ),
]
State = Annotated[
    str,
    t.choice(
        "state of a condition",
        not_yet_met="still open; work that waits on it is not late",
        met="the condition holds since its date",
        failed="it will not be met; the commitment must be withdrawn or agreed anew",
    ),
]
Decision = Annotated[
    str,
    t.choice("decision", granted="the date moves to the one asked for", refused="the date stays"),
]
Basis = Annotated[
    str,
    t.choice(
        "basis",
        stated="the source itself says so",
        inferred="our own reading: the source does not tie this to the commitment, or gives no exact date",
    ),
]
Return = Annotated[str, t.choice("return", nil="the partner answered, and has nothing to report for the period")]
EvidenceKind = Annotated[
    str,
    t.choice(
        "kind of evidence",
        delivery="shows that the thing exists",
        effect="shows what it changed for people",
    ),
]
Better = Annotated[str, t.choice("direction", higher="a rise is an improvement", lower="a fall is an improvement")]
Judged = Annotated[
    str,
    t.choice(
        "status of an indicator",
        reached="the target is reached, whatever the figures say",
        on_path="it will be reached, whatever the figures say",
        off_path="it will not be reached as things are, whatever the figures say",
    ),
]
Amended = Annotated[
    str,
    t.choice(
        "key that can be amended",
        title="what will be done",
        lead="who leads",
        kind="the kind of commitment",
        agreed="when it was agreed",
        replaces="which commitment it took the place of",
        due="the date first agreed where there was none, or its printed words",
        condition="what it depends on",
        parts="its deliverables, their words, or a date for one that had none",
        **{"with": "who supports it"},
    ),
]
Audience = Annotated[str, t.choice("audience", internal="left out of a report that is made with --public")]
SectionName = Annotated[
    str,
    t.choice(
        "section of the report",
        headline="how the plan stands, in a paragraph and two counts",
        decisions="what the meeting is asked to decide",
        matters_arising="what was decided last time, and what became of it",
        completed="what was completed since the last review",
        exceptions="red and amber, overdue, and statements that contradict each other",
        changes="what changed since the last review",
        partners="partner by partner",
        outcomes="what should change for people, and how it is measured",
        coming="what is due next, and what waits on whom",
        returns="who has answered, and what is missing in the data",
        annex="every commitment, the words used, and how figures are counted",
    ),
]
Every = Annotated[
    str,
    t.choice(
        "review cycle",
        month="a review each month",
        quarter="a review each quarter",
        half_year="a review twice a year",
        year="a review once a year",
    ),
]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FormerName(Record):
    """A name the partner had before."""

    name: Annotated[Title, Doc("The name as it was printed.")]
    until: Annotated[When | None, Doc("When the name changed, to the precision known.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Partner(Record):
    """An organisation of the agreement. Its key never changes; its printed name may."""

    name: Annotated[Title, Doc("The full printed name.")]
    short: Annotated[Title | None, Doc("The short name used in tables.")] = None
    sector: Annotated[Title | None, Doc("The sector it works in.", ("housing", "health", "local government"))] = None
    former: Annotated[tuple[FormerName, ...], Doc("Names it had before, so that old papers can be read.")] = ()
    joined: Annotated[When | None, Doc("When it joined the agreement, if later than the rest.")] = None
    left: Annotated[When | None, Doc("When it left the agreement.")] = None
    email: Annotated[
        Email | None,
        Doc("The address that reminders are drafted to; a shared one outlasts people.", ("returns@haven.example",)),
    ] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where this is known from.")] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agreement(Record):
    """The memorandum of understanding."""

    title: Annotated[Title, Doc("The printed title of the agreement.")]
    date: Annotated[When | None, Doc("The date of the agreement, to the precision known.")] = None
    signatories: Annotated[tuple[Code, ...], Doc("Keys of the partners that signed.")] = ()
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where this is known from.")] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Period(Record):
    """The days for which the plan runs, both included."""

    from_: Annotated[Day, Doc("The first day.")]
    to: Annotated[Day, Doc("The last day.")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reviews(Record):
    """How often the partners meet to review the plan."""

    every: Annotated[Every, Doc("The length of a review period.")] = "quarter"
    year_starts: Annotated[
        Month, Doc("The month in which the plan's year starts; April, as for UK financial years, if left out.")
    ] = 4
    returns_within: Annotated[
        Days, Doc("How long after a period its returns may come in; 14 days if left out.", ("14 days", "28 days"))
    ] = 14


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Paper(Record):
    """How the plan's report is laid out: whose paper it is, and its sections."""

    organisation: Annotated[Title | None, Doc("Whose paper it is.", ("Northfield Council",))] = None
    logo: Annotated[
        Title | None, Doc("File of the logo, beside plan.yaml or below it: a PNG or JPEG picture.", ("logo.png",))
    ] = None
    logo_text: Annotated[Title | None, Doc("What the logo shows, for people who cannot see it.")] = None
    classification: Annotated[Title | None, Doc("The line on every page.", ("OFFICIAL", "Draft"))] = None
    sections: Annotated[tuple[SectionName, ...], Doc("The sections wanted, in their order; all if left out.")] = ()
    titles: Annotated[Mapping[SectionName, Title], Doc("Titles of your own for sections.")] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Strategy(Record):
    """Another plan or strategy that this one serves."""

    title: Annotated[Title, Doc("Its printed title.")]
    url: Annotated[Link | None, Doc("Its web address.")] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Status(Record):
    """One word of a status vocabulary of one's own."""

    code: Annotated[Id, Doc("The word as it is written in an update.")]
    label: Annotated[Title, Doc("The word as it is printed in a report.")]
    meaning: Annotated[
        str,
        t.choice(
            "meaning",
            not_started="nothing done yet",
            under_way="being worked on",
            waiting="stopped until something else happens",
            done="delivered",
            dropped="will not be delivered, or something else took its place",
        ),
        Doc("How far along it is: what every count goes by."),
    ]
    tone: Annotated[
        str,
        t.choice("tone", good="good news", watch="worth watching", bad="bad news", neutral="neither"),
        Doc("What kind of news it is. Watch and bad need a reason."),
    ] = "neutral"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlanFile(Record):
    """The head of a plan: its agreement, period, review cycle and partners. Kept in plan.yaml."""

    format: Annotated[str, t.Parsed(parse_format, {"enum": [int(FORMAT), FORMAT]}), Doc("Always 1.")]
    plan: Annotated[Id, Doc("The plan's own id; the folder usually has the same name.")]
    title: Annotated[Title, Doc("The printed title of the plan.")]
    agreement: Agreement
    period: Annotated[Period | None, Doc("The days for which the plan runs. Leave out where none was agreed.")] = None
    reviews: Annotated[Reviews | None, Doc("The review cycle. Leave out where none was agreed.")] = None
    partners: Annotated[Mapping[Id, Partner], Doc("Every organisation, by a short key that never changes.")] = field(
        default_factory=dict
    )
    themes: Annotated[Mapping[Id, Title], Doc("Headings that commitments are grouped under.")] = field(
        default_factory=dict
    )
    vocabulary: Annotated[
        str | tuple[Status, ...],
        Doc("The status words: `default`, `ogp` (the Open Government Partnership's), or a list of your own."),
    ] = "default"
    reasons: Annotated[Mapping[Id, Title], Doc("Reason codes of your own, beside the usual ones.")] = field(
        default_factory=dict
    )
    rules: Annotated[Mapping[Id, Title], Doc("Settings of single rules: off, advice, warning or error.")] = field(
        default_factory=dict
    )
    report: Annotated[Paper | None, Doc("How the plan's report is laid out.")] = None
    strategies: Annotated[tuple[Strategy, ...], Doc("Other plans that this one serves.")] = ()
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where the facts in this file are known from.")] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evidence(Record):
    """Something that shows it: a page, a paper, a dataset."""

    title: Annotated[Title, Doc("What it is called.")]
    url: Annotated[Link | None, Doc("Its web address.")] = None
    date: Annotated[When | None, Doc("When it was published, to the precision known.")] = None
    kind: Annotated[EvidenceKind, Doc("What it shows.")] = "delivery"
    audience: Annotated[Audience | None, Doc("Who may read of it, where that is not everybody.")] = None
    basis: Annotated[Basis, Doc("Does the source itself tie it to this commitment?")] = "stated"
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Update(Record):
    """One entry of a commitment's log. Entries are added at the end and never changed."""

    date: Annotated[When, Doc("The day it happened or was reported, to the precision known.")]
    status: Annotated[Code | None, Doc("Where it is now. Leave out if that did not change.")] = None
    period: Annotated[
        When | None,
        Doc("The review period it answers, if not the one that holds the date.", ("2015-16 Q2", "2015-16 H1")),
    ] = None
    return_: Annotated[Return | None, Doc("Where the answer is that there is nothing to report: nil.")] = None
    confidence: Annotated[Code | None, Doc("Will it land? Only while it is open.")] = None
    note: Annotated[Note | None, Doc("What happened, in a sentence or two.")] = None
    reason: Annotated[Code | None, Doc("Why: needed for amber, red, waiting, withdrawn and superseded.")] = None
    next: Annotated[Note | None, Doc("The next step, with its date.")] = None
    parts: Annotated[Mapping[Id, Code], Doc("Where each part is now, by its id.")] = field(default_factory=dict)
    evidence: Annotated[tuple[Evidence, ...], Doc("What shows it. Needed when complete.")] = ()
    by: Annotated[Title | None, Doc("Who reported it: a partner's key, or a name.")] = None
    audience: Annotated[Audience | None, Doc("Who may read its words, where that is not everybody.")] = None
    date_as_printed: Annotated[Title | None, Doc("The source's own words for the date.")] = None
    date_basis: Annotated[Basis, Doc("Does the source itself give the date?")] = "stated"
    basis: Annotated[Basis, Doc("Does the source itself say so?")] = "stated"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Extension(Record):
    """A request to move the due date, and what was decided."""

    asked: Annotated[Day, Doc("The day it was asked for.")]
    to: Annotated[When, Doc("The date asked for.")]
    reason: Annotated[Code | None, Doc("Why it is needed.")] = None
    note: Annotated[Note | None, Doc("The reason in a sentence, and what is asked of the meeting.")] = None
    decision: Annotated[Decision | None, Doc("Leave out while it is pending.")] = None
    decided: Annotated[Day | None, Doc("The day it was decided.")] = None
    by: Annotated[Title | None, Doc("Who decided.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Amendment(Record):
    """A change of what was agreed, and who agreed to it. Written together with the change."""

    date: Annotated[Day, Doc("The day the change was agreed.")]
    of: Annotated[tuple[Amended, ...], Doc("The keys of the commitment that were changed.", ("title", "with"))]
    by: Annotated[Title, Doc("Who agreed to it.", ("the partnership board",))]
    was: Annotated[Note | None, Doc("The words as they were before.")] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Condition(Record):
    """What the commitment depends on: "subject to funding"."""

    text: Annotated[Title, Doc("The condition as it was agreed.", ("subject to funding", "if the pilot succeeds"))]
    state: Annotated[State, Doc("Is it met?")] = "not-yet-met"
    date: Annotated[When | None, Doc("Since when.")] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Part(Record):
    """One deliverable of a compound commitment."""

    id: Annotated[Id, Doc("Short, unique in its commitment: a, b, c.")]
    title: Annotated[Title, Doc("What will be delivered.")]
    due: Annotated[When | None, Doc("The date agreed for this part.")] = None
    due_as_printed: Annotated[
        Title | None, Doc("The agreed words for the date.", ("by March 2016", "during 2015/16"))
    ] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Commitment(Record):
    """What the file's partner will do, perhaps with others."""

    id: Annotated[Id, Doc("Unique in the plan, never used again, never renumbered.")]
    title: Annotated[Title, Doc("What will be done, in the agreed words.")]
    lead: Annotated[Code | None, Doc("Key of the lead partner, where it is not the file's.")] = None
    kind: Annotated[Kind, Doc("A deliverable unless it says otherwise.")] = "deliverable"
    with_: Annotated[tuple[Code, ...], Doc("Keys of the supporting partners.")] = ()
    theme: Annotated[Id | None, Doc("Key of one of the plan's themes.")] = None
    outcomes: Annotated[tuple[Id, ...], Doc("Ids of the outcomes it serves.")] = ()
    waits_on: Annotated[tuple[Id, ...], Doc("Ids of commitments that must come first.")] = ()
    replaces: Annotated[Id | None, Doc("Id of the commitment it took the place of.")] = None
    agreed: Annotated[When | None, Doc("When it was agreed, if later than the plan.")] = None
    due: Annotated[When | None, Doc("The date first agreed. It never changes; ask for an extension instead.")] = None
    due_as_printed: Annotated[
        Title | None, Doc("The agreed words for the date.", ("by March 2016", "during 2015/16"))
    ] = None
    condition: Condition | None = None
    parts: Annotated[tuple[Part, ...], Doc("Its deliverables, if there are several.")] = ()
    updates: Annotated[tuple[Update, ...], Doc("The log, oldest first.")] = ()
    extensions: Annotated[tuple[Extension, ...], Doc("Requests to move the date.")] = ()
    amendments: Annotated[tuple[Amendment, ...], Doc("Changes of what was agreed, oldest first.")] = ()
    audience: Annotated[Audience | None, Doc("Who may read of it, where that is not everybody.")] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where the commitment is known from.")] = ()
    source: Annotated[
        Mapping[Title, Note],
        Doc("What a tracker that was imported had in columns of its own, by their headings; kept, and never judged."),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CommitmentsFile(Record):
    """One lead partner's commitments and their log."""

    partner: Annotated[
        Code, Doc("Key of the lead partner; `none` where nobody was named to lead, `all` where everybody was.")
    ]
    commitments: Annotated[tuple[Commitment, ...], Doc("What the partner will do, in the agreed order.")] = ()
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where the facts in this file are known from.")] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Point(Record):
    """A value on a date: a baseline or a target."""

    date: Annotated[When, Doc("The day or period of the value.")]
    value: Annotated[Number, Doc("The value, in the indicator's unit.")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reading(Record):
    """One measured value of an indicator."""

    date: Annotated[When, Doc("The day or period it describes.")]
    value: Annotated[Number, Doc("The value, in the indicator's unit.")]
    released: Annotated[When | None, Doc("When it was published.")] = None
    source: Annotated[Note | None, Doc("Where it was published.")] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Judgement(Record):
    """What people say of an indicator in place of what its figures say. It holds until a later reading comes."""

    status: Annotated[Judged, Doc("Where they say it is.")]
    reason: Annotated[Note, Doc("Why the figures do not tell it, in a sentence.")]
    by: Annotated[Title, Doc("Who judged: a name, a partner's key, or the meeting.", ("the partnership board",))]
    date: Annotated[Day, Doc("The day of the judgement.")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ValueOf(Record):
    """Which row of a list of social values belongs to the people that an indicator counts."""

    outcome: Annotated[Title, Doc("The outcome, in the words of the list.")]
    group: Annotated[Title | None, Doc("The group of people, in the words of the list.")] = None
    region: Annotated[Title | None, Doc("The region, in the words of the list.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Indicator(Record):
    """How an outcome is measured."""

    id: Annotated[Id, Doc("Unique in the plan, never used again.")]
    title: Annotated[Title, Doc("What is measured.")]
    unit: Annotated[Title, Doc("What the values count.", ("per cent of dwellings", "people"))]
    better: Annotated[Better | None, Doc("Which direction is an improvement.")] = None
    area: Annotated[Title | None, Doc("The place or group it describes.")] = None
    baseline: Annotated[Point | None, Doc("The value before the plan began.")] = None
    target: Annotated[Point | None, Doc("The value that was agreed, and when it should be reached.")] = None
    readings: Annotated[
        tuple[Reading, ...], Doc("Measured values, oldest first. A revision is a reading of its own, of the same date.")
    ] = ()
    judged: Annotated[
        tuple[Judgement, ...], Doc("Judgements by people, oldest first, where the figures do not tell it.")
    ] = ()
    value_of: Annotated[
        ValueOf | None, Doc("Where it counts people for whom the outcome came true, and somebody may value that.")
    ] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where this is known from.")] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outcome(Record):
    """What should change for people."""

    id: Annotated[Id, Doc("Unique in the plan, never used again.")]
    title: Annotated[Title, Doc("What should change, and for whom.")]
    theme: Annotated[Id | None, Doc("Key of one of the plan's themes.")] = None
    indicators: Annotated[tuple[Indicator, ...], Doc("How it is measured.")] = ()
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where this is known from.")] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OutcomesFile(Record):
    """What should change for people, and how it is measured. Kept in outcomes.yaml."""

    outcomes: Annotated[tuple[Outcome, ...], Doc("The outcomes, in the agreed order.")] = ()
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    sources: Annotated[tuple[Note, ...], Doc("Where the facts in this file are known from.")] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One action plan: its head, every commitment, and its outcomes.

    The commitments are in the order of the files' names, and within a file as written.
    """

    head: PlanFile
    commitments: tuple[Commitment, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def id(self) -> str:
        return self.head.plan

    @property
    def cycle(self) -> Reviews:
        """The review cycle that periods are counted by: the agreed one, else UK financial quarters."""
        return self.head.reviews or Reviews()

    @property
    def first_day(self) -> date | None:
        return self.head.period.from_ if self.head.period else None

    @property
    def last_day(self) -> date | None:
        return self.head.period.to if self.head.period else None
