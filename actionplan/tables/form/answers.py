"""Cells to answers: what a partner said of one commitment, in the plan's words, or what cannot be understood of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from actionplan.domain.dates import FIRST_YEAR, LAST_YEAR, Window, parse_window
from actionplan.domain.model import Commitment, Evidence, Extension, Plan, Update
from actionplan.domain.period import parse_period, period_holding
from actionplan.domain.reading import reader
from actionplan.domain.types import TITLE_LENGTH, Title, parse_link
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of
from actionplan.domain.written import BadValue, bare, echo, recognise
from actionplan.tables.form.columns import NIL
from actionplan.tables.form.filled import Filled, Line, Remark
from actionplan.tables.intake.states import Words
from actionplan.tables.table import Cell

Clean = Callable[[str], str]

_YES = frozenset(("yes", "y", "x", "true", "1", "nil", "nilreturn", "nothing", "nothingtoreport"))
_NO = frozenset(("no", "n", "false", "0"))
_BETWEEN_PARTS = re.compile(r"[\s,;&+]+(?:and[\s,;&+]+)?")
_TRUE_NEWS = ("status", "confidence", "parts", "note", "next", "url", "evidence")


class Answer(NamedTuple):
    """What is said of one commitment: an entry for its log, a request for more time, or both.

    `cells` are those it was read from, by the keys of their columns.
    """

    commitment: Commitment
    line: Line
    update: Update | None
    extension: Extension | None

    @property
    def id(self) -> str:
        return self.commitment.id

    @property
    def cells(self) -> Mapping[str, Cell]:
        return self.line.answers

    def place_of(self, key: str) -> str:
        """The address of the cell under *key*, filled in or not; of the id, where there is no such column."""
        return self.line.place_of(key)


class Context(NamedTuple):
    """What it takes to understand a form: its plan, the day its answers are dated, and how texts are taken.

    `clean` gives a text as it may stand in a file, or raises BadValue.
    """

    plan: Plan
    on: date
    clean: Clean


class Understood(NamedTuple):
    """The answers of a form, what could not be understood, and the commitments that nothing was said of."""

    answers: tuple[Answer, ...]
    problems: tuple[Remark, ...]
    unanswered: tuple[str, ...]


def answers_in(filled: Filled, context: Context) -> Understood:
    """What *filled* says. A row with anything that is not understood gives no answer, and a problem for each cell."""
    known = {each.id.lower(): each for each in context.plan.commitments}
    answers, problems, unanswered = [], list(filled.problems), []
    barred = {each.id.lower() for each in problems if each.id}
    for line in filled.lines:
        commitment = known.get(line.id.text.lower())
        if not line.answers:
            unanswered.append(line.id.text)
        elif commitment is None or commitment.lead != filled.identity.partner:
            if line.id.text:
                problems.append(_stranger(line, commitment, filled.identity.partner))
        elif line.id.text.lower() not in barred:
            made = _Reading(line, commitment, filled, context).answer()
            problems += made if isinstance(made, list) else []
            answers += [made] if isinstance(made, Answer) else []
    return Understood(tuple(answers), tuple(problems), tuple(unanswered))


def _stranger(line: Line, commitment: Commitment | None, partner: str) -> Remark:
    name = line.id.text
    if commitment is None:
        return Remark(line.id.address, f"there is no commitment {echo(name)} in the plan", "Check the id.", name)
    message = f"{commitment.id} is led by {commitment.lead}, and this form is from {partner}"
    return Remark(line.id.address, message, "Ask whoever leads it.", commitment.id)


class _Reading:
    """One row on its way to an answer; problems are collected."""

    def __init__(self, line: Line, commitment: Commitment, filled: Filled, context: Context) -> None:
        self.line, self.commitment, self.filled, self.context = line, commitment, filled, context
        self.problems: list[Remark] = []

    def answer(self) -> Answer | list[Remark]:
        """The answer, or all that keeps it from being one."""
        words = vocabulary_of(self.context.plan.head)
        said = {key: self._value(key, cell, words) for key, cell in self.line.answers.items()}
        self._check_nil(said)
        self._check_extension(said)
        if self.problems:
            return self.problems
        said = {key: value for key, value in said.items() if value}
        extension = self._extension(said) if "extension" in said else None
        has_news = "nil" in said or any(key in said for key in _TRUE_NEWS) or extension is None
        return Answer(self.commitment, self.line, self._update(said) if has_news and said else None, extension)

    def _value(self, key: str, cell: Cell, words: Vocabulary) -> str:
        try:
            if key == "parts" and not cell.trouble:
                return ",".join(_parts(cell.text, self.commitment, words))
            return _understood(key, cell, words, self.context, self.filled.book.day_zero)
        except BadValue as bad:
            self._object(key, bad.message, _for_a_cell(bad.fix))
            return ""

    def _check_nil(self, said: Mapping[str, str]) -> None:
        others = [key for key in said if key != "nil" and said[key]]
        if said.get("nil") and others:
            message = "it says that there is nothing to report, and there is something in the same row"
            self._object("nil", message, "Empty one or the other.")

    def _check_extension(self, said: Mapping[str, str]) -> None:
        if "extension" not in said:
            return
        status = vocabulary_of(self.context.plan.head).statuses.get(said.get("status", ""))
        if "reason" not in said:
            self._object("extension", "there is a new date, and no reason for it", "Choose a reason in the same row.")
        elif status is not None and not status.is_open:
            message = "more time is asked for, and the status says that it is closed"
            self._object("extension", message, "Empty one or the other.")

    def _extension(self, said: Mapping[str, str]) -> Extension:
        wanted = parse_window(said["extension"], self.context.plan.cycle.year_starts)
        return Extension(self.context.on, wanted, said["reason"])

    def _update(self, said: Mapping[str, str]) -> Update:
        keys = ("status", "confidence", "note", "next", "reason")
        values: dict[str, Any] = {
            "date": self.context.on.isoformat(),
            **{key: said[key] for key in keys if key in said},
        }
        done = vocabulary_of(self.context.plan.head).done
        if done and "parts" in said:
            values["parts"] = dict.fromkeys(said["parts"].split(","), done.code)
        made = reader(Update)(values, self.context.plan.cycle.year_starts)
        partner = self.filled.identity.partner
        evidence = _evidence(said)
        update: Update = replace(
            made,
            return_="nil" if "nil" in said else None,
            period=_period(self.filled, self.context),
            evidence=(evidence,) if evidence else (),
            by=partner,
        )
        return update

    def _object(self, key: str, message: str, fix: str) -> None:
        self.problems.append(Remark(self.line.answers[key].address, message, fix, self.commitment.id))


def _for_a_cell(fix: str) -> str:
    return fix.replace("; or leave it out", "").replace("or remove the key", "or leave the cell empty")


def _understood(key: str, cell: Cell, words: Vocabulary, context: Context, day_zero: date) -> str:
    """What the cell says, as it would be written. Raises BadValue where that cannot be told."""
    if cell.trouble:
        raise BadValue(f"there is {cell.trouble}", "Type what is meant.")
    if key in ("status", "confidence", "reason"):
        return _word(cell.text, key, words)
    if key == "nil":
        return _nil(cell.text)
    if key == "extension":
        return day_in(cell, context.plan.cycle.year_starts, day_zero)
    text = context.clean(cell.text)
    parse = {"url": parse_link, "evidence": reader(Title)}.get(key)
    return str(parse(text, context.plan.cycle.year_starts)) if parse else text


def _labels(key: str, words: Vocabulary) -> Mapping[str, str]:
    """The words to choose from, by their codes."""
    if key == "reason":
        return words.reasons
    table = words.statuses if key == "status" else words.confidences
    return {code: each.label for code, each in table.items()}


def _word(text: str, what: str, words: Vocabulary) -> str:
    labels, said = _labels(what, words), text.strip(" .,;:!")
    meant = recognise(said, labels, labels)
    if meant is not None and meant.is_certain:
        return meant.word
    listed, usual = ", ".join(labels.values()), Words(words, {})
    known = {"status": usual.status, "confidence": usual.confidence}.get(what)
    likely = (known(said) if known else None) or (meant.word if meant else None)
    near = f"Did you mean {labels[likely]}? " if likely else ""
    raise BadValue(f"there is no {what} {echo(text)}", f"{near}Choose one of: {listed}.")


def _parts(text: str, commitment: Commitment, words: Vocabulary) -> Iterator[str]:
    """The ids of the parts that *text* names. Raises BadValue where it names something else, or nothing can be done."""
    known = {each.id.lower(): each.id for each in commitment.parts}
    if not known or words.done is None:
        what = f"{commitment.id} has no parts" if not known else "the plan has no word for what is done"
        raise BadValue(what, "Empty the cell, and say under “What happened” what was done.")
    for name in dict.fromkeys(_BETWEEN_PARTS.split(text.strip(" .,;:!").lower() or text)):
        if name not in known:
            raise BadValue(f"{commitment.id} has no part {echo(name)}", f"Its parts are {', '.join(known.values())}.")
        yield known[name]


def _nil(text: str) -> str:
    said = bare(text.strip(" .!"))
    if said in _YES:
        return NIL
    if said in _NO:
        return ""
    raise BadValue(f"{echo(text)} is neither yes nor no", "Choose Yes, or empty the cell.")


def day_in(cell: Cell, year_starts: int, day_zero: date) -> str:
    """The date in *cell*: a true one, one in text, day first, or the number that a spreadsheet counts days by."""
    text = cell.text
    if isinstance(cell.value, date):
        return parse_window(text, year_starts).text
    try:
        return parse_window(text, year_starts).text
    except BadValue as bad:
        counted = _counted(cell, day_zero)
        if counted is not None:
            return counted.isoformat()
        if bad.meant is not None:  # the form asks for the day first, so it is
            return parse_window(bad.meant.word, year_starts).text
        raise BadValue(bad.message, "Write a day with its year, such as 31/03/2027.") from None


def _counted(cell: Cell, day_zero: date) -> date | None:
    """The day whose number is in the cell, where it is one that a plan can have."""
    text = cell.text
    if not text.isascii() or not text.isdigit() or len(text) > 5:  # noqa: PLR2004  # digits of days since 1900
        return None
    day = day_zero + timedelta(days=int(Decimal(text)))
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _period(filled: Filled, context: Context) -> Window | None:
    """The review period to write; None where it goes without saying, as it holds the day."""
    period = parse_period(filled.identity.period, context.plan.cycle)
    holding = period_holding(context.on, context.plan.cycle)
    return None if period[:2] == holding[:2] else period


def _evidence(said: Mapping[str, str]) -> Evidence | None:
    url, title = said.get("url"), said.get("evidence")
    if url is None and title is None:
        return None
    return Evidence(title or _untitled(url or ""), url)


def _untitled(link: str) -> str:
    """A link without its `https://`, where it has no title, cut to what a title may have."""
    return link.partition("://")[2].rstrip("/")[:TITLE_LENGTH]
