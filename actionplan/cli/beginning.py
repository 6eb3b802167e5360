"""The five questions about a new plan: as options, as answers on a terminal, or as is usual."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeAlias, TypeVar, cast

from actionplan.cli import ask
from actionplan.cli.ask import Option
from actionplan.cli.gather import checked
from actionplan.cli.said import pasted, refuse_unsafe
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Reviews
from actionplan.domain.naming import RESERVED, key_for, plan_key_for, years_of
from actionplan.domain.period import period_holding
from actionplan.domain.types import TITLE_LENGTH, parse_id
from actionplan.domain.written import BadValue, echo, recognise
from actionplan.founding import Copy, Founded
from actionplan.yamltext.characters import unsafe_character

T = TypeVar("T")
Span: TypeAlias = tuple[date, date]

NONE = "none"
MOST_PARTNERS = 200
_PERIODS = "Write 2026/27, 2026, or two days: 2026-04-01 to 2028-03-31."
_TO = re.compile(r"\s+(?:to|until|[-–—])\s+|\s*\.\.\s*")
_YEARS = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{2})?([0-9]{2})")
_COPY = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)@([A-Za-z0-9][A-Za-z0-9._/-]*)")
_KEYED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*=\s*(.*)")

CYCLES = (
    Option("month", "each month"),
    Option("quarter", "each quarter"),
    Option("half-year", "twice a year"),
    Option("year", "once a year"),
    Option(NONE, "nothing was agreed"),
)
SERVICES = (
    Option("github", "on GitHub, where the plan is kept"),
    Option("gitlab", "on GitLab, where the plan is kept"),
    Option("azure", "on Azure DevOps, where the plan is kept"),
    Option(NONE, "nowhere: somebody types actionplan validate"),
)


class Asked(NamedTuple):
    """What the options say about a new plan; None where they do not."""

    agreement: str | None = None
    period: str | None = None
    reviews: str | None = None
    partners: tuple[str, ...] = ()
    ci: str | None = None
    plan: str | None = None
    title: str | None = None


class Around(NamedTuple):
    """What is known before anything is asked: the day, the plans there are, the service that keeps the folder.

    `agreement`, `period` and `partners` are what a tracker says of them; None and none without one.
    """

    on: date
    plans: Collection[str] = ()
    service: str | None = None
    agreement: str | None = None
    period: str | None = None
    partners: tuple[str, ...] = ()


class Question(NamedTuple, Generic[T]):
    """A question with its option, its usual answer, and what reads an answer."""

    option: str
    words: str
    usual: str
    parse: Callable[[str], T]
    choices: Sequence[Option] = ()


def founded(asked: Asked, around: Around, *, asks: bool) -> Founded:
    """The new plan that *asked* says, with the answers, or what is usual, for what it does not say."""
    agreement = answer(_agreement(around), asked.agreement, asks=asks)
    first, last = answer(_period(around), asked.period, asks=asks)
    every = answer(_REVIEWS, asked.reviews, asks=asks)
    partners = _partners(asked.partners, around, asks=asks)
    plan = (
        checked("--plan", parse_id, asked.plan)
        if asked.plan is not None
        else plan_key_for(agreement, first, last, around.plans)
    )
    title = checked("--title", title_said, asked.title) if asked.title is not None else _title(agreement, first, last)
    return Founded(plan, title, agreement, first, last, partners, None if every == NONE else every)


def service_asked(said: str | None, around: Around, *, asks: bool) -> str | None:
    """The service that is to check each change; None where none is."""
    service = answer(
        _choice("--ci", "Where is each change checked?", around.service or NONE, SERVICES), said, asks=asks
    )
    return None if service == NONE else service


def answer(question: Question[T], said: str | None, *, asks: bool) -> T:
    """What *said* means; without it the answer to *question*, or where nobody can be asked the usual one."""
    if said is not None:
        return checked(question.option, question.parse, said)
    if not asks:
        return question.parse(question.usual)
    ask.explain(question.choices)
    return cast("T", ask.ask(question.words, question.usual, question.parse))


def copy_said(text: str) -> Copy:
    """The copy of this project that `owner/name@revision` names. Raises BadValue where it names none."""
    found = _COPY.fullmatch(text.strip())
    if found is None:
        fix = "Write its owner, its name and a commit or tag: your-organisation/actionplan@v0.1.0."
        raise BadValue(f"{echo(text)} names no copy on GitHub", fix)
    return Copy(found[1], found[2])


def _choice(option: str, words: str, usual: str, choices: Sequence[Option]) -> Question[str]:
    return Question(option, words, usual, lambda text: _one_of(text, choices), choices)


def _one_of(text: str, choices: Sequence[Option]) -> str:
    words = [each.word for each in choices]
    begun = [each for each in words if text.strip() and each.startswith(text.strip().lower())]
    if len(begun) == 1:
        return begun[0]
    meant = recognise(text.strip(), words)
    if meant is None or not meant.is_certain:
        raise BadValue(f"{echo(text)} is none of these", f"Type {', '.join(words[:-1])} or {words[-1]}.")
    return meant.word


def title_said(text: str) -> str:
    """*text* as a name on one line, without signs that nobody can see. Raises BadValue where it cannot be one."""
    name = " ".join(_seen(pasted(text)).split())
    refuse_unsafe(ask.needed(name))
    if len(name) > TITLE_LENGTH:
        raise BadValue(f"this has {len(name):,} characters; at most {TITLE_LENGTH} fit", "Shorten it.")
    return name


def _seen(text: str) -> str:
    """*text* without the invisible signs that come along from Word and web pages."""
    found = unsafe_character(text)
    while found and found[0] == "invisible":
        text = text.replace(chr(int(found[1].removeprefix("U+"), 16)), "")
        found = unsafe_character(text)
    return text


def period_said(text: str) -> Span:
    """The first and the last day of the period that *text* names. Raises BadValue where it names none."""
    said = " ".join(text.split())
    try:
        windows = [parse_window(_as_years(each)) for each in _TO.split(said)]
    except BadValue as bad:
        raise BadValue(bad.message, _PERIODS) from None
    first, last = windows[0].first, windows[-1].last
    if not _is_span(windows):
        raise BadValue(f"{echo(said)} is no period that a plan could run for", _PERIODS)
    if last < first:
        raise BadValue(f"{echo(said)} ends before it begins", _PERIODS)
    return first, last


def _as_years(text: str) -> str:
    """`2026-2027` and `2026–27` as `2026/27`; what may be a month stays one."""
    found = _YEARS.fullmatch(text)
    return f"{found[1]}/{found[3]}" if found and (found[2] or "–" in text) else text


def _is_span(windows: Sequence[Window]) -> bool:
    """Whether it is two dates, or one that is longer than a month: `2011-12` is a month, and was meant as a year."""
    return len(windows) == 2 or (len(windows) == 1 and windows[0].precision not in ("day", "month"))  # noqa: PLR2004  # from, to


def partners_said(text: str) -> Mapping[str, str]:
    """The partners named in *text* by their keys: with commas between, or semicolons where a name holds a comma."""
    return _keyed(each for each in text.split(";" if ";" in text else ",") if each.strip())


def _partners(said: Sequence[str], around: Around, *, asks: bool) -> Mapping[str, str]:
    """The partners that are named; where nobody names them, none beside those that a tracker brings anyway."""
    if said:
        return checked("--partner", _keyed, said)
    return {} if around.partners and not asks else answer(_who(around.partners), None, asks=asks)


def _keyed(said: Iterable[str]) -> Mapping[str, str]:
    """The printed names of partners by their keys. Raises BadValue where one is named twice, or none is."""
    named: dict[str, str] = {}
    for each in said:
        found = _KEYED.fullmatch(each.strip())
        name = title_said(found[2] if found else each)
        key = _own_key(found[1]) if found else key_for(name, named)
        if key.lower() in map(str.lower, named) or name.lower() in map(str.lower, named.values()):
            raise BadValue(f"{echo(name)} is named twice", "Name each partner once, and give each a key of its own.")
        named[key] = name
    if not 0 < len(named) <= MOST_PARTNERS:
        raise BadValue(f"these are {len(named)} partners", f"Name from 1 to {MOST_PARTNERS}.")
    return named


def _own_key(text: str) -> str:
    key = parse_id(text)
    if key.lower() in RESERVED:
        raise BadValue(f"{echo(key)} cannot be a partner's key: the word means something else here", "Choose another.")
    return key


def _title(agreement: str, first: date, last: date) -> str:
    years = years_of(first, last)
    name = agreement if "plan" in agreement.lower().split() else f"{agreement}, action plan"
    title = name if years in name else f"{name} {years}"
    return title if len(title) <= TITLE_LENGTH else f"Action plan {years}"


def _agreement(around: Around) -> Question[str]:
    usual = around.agreement or "Partnership agreement"
    return Question("--agreement", "What is the agreement called?", usual, title_said)


def _period(around: Around) -> Question[Span]:
    usual = around.period or period_holding(around.on, Reviews(every="year")).text
    return Question("--period", "For which period? (2026/27, or 2026-04-01 to 2028-03-31)", usual, period_said)


def _who(names: Sequence[str]) -> Question[Mapping[str, str]]:
    sign = ";" if any("," in each for each in names) else ","
    usual = f"{sign} ".join(names or ("First partner", "Second partner"))
    usual += sign if len(names) == 1 and sign == ";" else ""
    return Question("--partner", "Who are the partners? (with commas between)", usual, partners_said)


_REVIEWS = _choice("--reviews", "How often do the partners review the plan?", "quarter", CYCLES)
