"""A date is not the one that its printed words name.

What it checks: `due_as_printed` beside `due`, for commitments and parts, and `date_as_printed` beside an update's
`date`. Where the words name one day, month or year, the date must share a day with it. Of a season or an end of year
only the year is compared; of a quarter or a financial year, which may lie in the next one, roughly the year. A printed
date of an update is compared only where it names a month or a day. Words that name no year, or several dates, are not
judged.

Why it matters: the words are what was agreed, and the date is what lateness is counted from. In a published tracker a
commitment printed for March 2023 stood in the data as March 2024: by the data it was on time for another year.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    due_as_printed: by January 2026
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-01
    due_as_printed: by January 2026
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Route
from actionplan.checks.rules.ap205_due_before_agreed import due_of, is_before_agreed
from actionplan.checks.rules.ap206_update_in_future import latest_possible
from actionplan.checks.rules.ap208_updates_out_of_order import misplaced
from actionplan.domain.dates import FIRST_YEAR, LAST_YEAR, MONTHS, Window, months_window
from actionplan.domain.model import Commitment, Part
from actionplan.domain.said import said_window
from actionplan.domain.written import echo

CODE = "AP210"
SEVERITY = "warning"
SINCE = "0.1.0"

EXACT = ("day", "month")
_DIGIT = re.compile(r"\d")


def check(context: Context) -> Iterator[Hit]:
    """A hit for each date that lies outside what its printed words name."""
    for commitment in context.plan.commitments:
        if _is_wrong(commitment):
            yield from _due(context, commitment, commitment, ("due",))
        for number, part in enumerate(commitment.parts):
            if _is_wrong(part):
                yield from _due(context, commitment, part, ("parts", number, "due"))
        for number, update in enumerate(commitment.updates):
            if update.date_as_printed is not None:
                yield from _update(context, commitment, number)


def _is_wrong(item: Commitment | Part) -> bool:
    due, printed = item.due, item.due_as_printed
    return printed is not None and due is not None and _disagrees(printed, due)


def _due(context: Context, commitment: Commitment, item: Commitment | Part, route: Route) -> Iterator[Hit]:
    due, printed = item.due, item.due_as_printed
    if due and printed and not is_before_agreed(context, commitment, due):
        message = f"{due_of(commitment, item)}, {said_window(due)}, is not what was printed: {echo(printed)}"
        fix = f"{_fix(printed)} A date that was moved belongs under extensions."
        yield Hit(context.at(commitment, *route), message, fix)


def _update(context: Context, commitment: Commitment, number: int) -> Iterator[Hit]:
    update = commitment.updates[number]
    printed = update.date_as_printed or ""
    if not _disagrees(printed, update.date, EXACT):
        return
    if not _is_an_error(context, commitment, number):
        dated = f"an update of {commitment.id} is dated {said_window(update.date)}"
        message = f"{dated}, which is not what was printed: {echo(printed)}"
        yield Hit(context.at(commitment, "updates", number, "date"), message, _fix(printed))


def _is_an_error(context: Context, commitment: Commitment, number: int) -> bool:
    """Whether AP206 or AP208 says already that this date cannot be right."""
    latest = latest_possible(context)
    out_of_order = {each for each, _ in misplaced(commitment, latest)}
    return commitment.updates[number].date.first > latest or not out_of_order.isdisjoint((number, number + 1))


def _fix(printed: str) -> str:
    named = named_in(printed)
    return f"Write {named.text}, or correct the printed words." if named and named.text else "Correct one of the two."


def is_contradicted(context: Context, printed: str | None, window: Window, *, is_update: bool = False) -> bool:
    """Whether this rule says that *window* is wrong, so that another need not."""
    is_judged = printed is not None and context.plan.head.rules.get(CODE) != "off"
    return is_judged and _disagrees(printed or "", window, EXACT if is_update else ())


def _disagrees(printed: str, window: Window, precise: Collection[str] = ()) -> bool:
    """Whether *printed* names another date than *window*; with *precise*, only where it names it so precisely."""
    if _is_repeated(printed, window):
        return False
    named = named_in(printed)
    if named is None or (precise and named.precision not in precise):
        return False
    return named.last < window.first or named.first > window.last


def _is_repeated(printed: str, window: Window) -> bool:
    """Whether the words hold the date just as it is usually printed, or no number at all, as most do."""
    if not _DIGIT.search(printed):
        return True
    day = window.first
    forms = [said_window(window)]
    if window.precision == "day":
        forms += [f"{day.day:02}/{day.month:02}/{year}" for year in (day.year, f"{day.year % 100:02}")]
    return any(f" {each}" in f" {printed}" for each in forms)


_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<{0}>199[0-9]|20[0-9][0-9]|2100)(?!\w|[.,:][0-9]|\s*[-–/]\s*[0-9])"
_TH = r"(?:st|nd|rd|th)?"
_OF = r"(?:[\s,./-]|\bof\b)+"

# As text: most plans need none of these, and they take longer to compile than the rule takes to run.
# In reading order: at one place of the text the first that fits is taken.
_DATES = (
    r"(?<![\w.,:£$€/])(?<![0-9][-–])(?:"
    r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])"
    r"|(?P<d1>[0-9]{1,2})[/.](?P<m1>[0-9]{1,2})[/.]" + _YEAR.format("y1") +
    r"|(?P<several>[0-9]{1,2}" + _TH + r"\s*(?:[-–/&,]|to|and|or)\s*)?(?P<d2>[0-9]{1,2})" + _TH + _OF
    + _MONTH.format("m2") + _OF + _YEAR.format("y2") +
    r"|" + _MONTH.format("m3") + r"\s+(?P<d3>[0-9]{1,2})" + _TH + r",?\s+" + _YEAR.format("y3") +
    r"|" + _MONTH.format("m4") + _OF + _YEAR.format("y4") +
    r"|(?P<m5>0?[1-9]|1[0-2])/" + _YEAR.format("y5") +
    r"|(?P<from>(?:199|20[0-9])[0-9])\s*(?:[-–/]|\bto\b)\s*(?P<to>[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|" + _YEAR.format("y6") +
    r"|" + _MONTH.format("lone") +
    r")"
)  # fmt: skip

# Words that set the date meant apart from the one named, or say that it comes round again.
_APART = (
    r"\b(?:before|prior|ahead|after|following|from|since|within|between|begin(?:s|ning)?(?! of)|start(?:s|ing)?(?! of)"
    r"|days?|weeks?|months?|w/[ce]|on-?going|onwards?|thereafter|every|each|annual(?:ly)?|quarterly|monthly)\b"
)

# Words that make a year begin or end in another one: the financial year 2016 may be 2015/16 or 2016/17.
_LOOSE = r"\b(?:financial|fiscal|FY|academic|school|tax|winter|new year|half|h[12]|quarter|q[1-4])\b"


@lru_cache(maxsize=4096)
def named_in(words: str) -> Window | None:
    """The one date that *words* name: a day, a month, or the years it may mean. None for none, or for several.

    `text` is how to write it, or empty where that cannot be told.
    """
    found = list(re.finditer(_DATES, words, re.IGNORECASE))
    if not found or re.search(_APART, words, re.IGNORECASE):
        return None
    lone = {_month(each["lone"]) for each in found if each["lone"]}
    dates = {
        _window(each, is_loose=bool(re.search(_LOOSE, words, re.IGNORECASE))) for each in found if not each["lone"]
    }
    named = dates.pop() if len(dates) == 1 else None
    if named is None or len(lone) > 1:
        return None
    is_another_month = named.precision in EXACT and lone - {named.first.month}
    return None if is_another_month else named


def _window(found: re.Match[str], *, is_loose: bool) -> Window | None:
    """What one match of `_DATES` names; None where that is no date."""
    if found["iso"]:
        return _day(*(int(each) for each in found["iso"].split("-")))
    for number in "12345":
        if found[f"y{number}"]:
            year, month = int(found[f"y{number}"]), _month(found[f"m{number}"])
            day = int(found[f"d{number}"]) if number in "123" and not found["several"] else None
            return _day(year, month, day)
    if found["from"]:
        return _years_or_month(int(found["from"]), found["to"])
    year = int(found["y6"])
    return _years(year - 1, year + 1) if is_loose else _years(year, year, str(year))


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word[:3].casefold()))


def _day(year: int, month: int, day: int | None = None) -> Window | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:  # noqa: PLR2004  # months
        return None
    try:
        exact = date(year, month, day or 0)
    except ValueError:
        return months_window(year, month, 1, f"{year}-{month:02}", "month")
    return Window(exact, exact, exact.isoformat(), "day")


def _years_or_month(year: int, to: str) -> Window | None:
    """`2015/16`, `2015 to 2016` and `2025 to 2028` as years; `2016-03` as a month."""
    last = int(to) if len(to) > 2 else year // 100 * 100 + int(to)  # noqa: PLR2004  # 2016 or 16
    last += 100 if last == year - 99 else 0  # 1999/00
    if last > year:
        return _years(year, last, f"{year}/{last % 100:02}" if last == year + 1 else "")
    return _day(year, int(to))


def _years(first: int, last: int, text: str = "") -> Window:
    return Window(date(first, 1, 1), date(last, 12, 31), text, "year")
