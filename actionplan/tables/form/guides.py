"""What a cell of the form takes: a list to choose from, a day, a text of some length; and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from actionplan.domain.dates import FIRST_YEAR, LAST_YEAR
from actionplan.domain.types import LINK_LENGTH, NOTE_LENGTH, TITLE_LENGTH
from actionplan.tables.form.lists import CONFIDENCES, NILS, REASONS, STATUSES

_LISTS = {
    "status": (STATUSES, "Status", "Where the commitment is now. Choose from the list."),
    "confidence": (CONFIDENCES, "Confidence", "How sure you are that it will be done. Only while it is open."),
    "reason": (REASONS, "Reason", "Why, where the status or the confidence asks for a reason."),
    "nil": (NILS, "Nothing to report", "Choose Yes if there is no news of this commitment. Leave the rest empty then."),
}
_TEXTS = {
    "parts": (
        NOTE_LENGTH,
        "Parts done",
        "The names of the parts that are done now: a, b. Empty where it has no parts.",
    ),
    "note": (NOTE_LENGTH, "What happened", "In a sentence or two."),
    "next": (NOTE_LENGTH, "Next step", "What comes next, and when."),
    "url": (LINK_LENGTH, "Evidence", "One web address, beginning with https://."),
    "evidence": (TITLE_LENGTH, "Evidence", "What the page or the paper is called."),
    "new title": (TITLE_LENGTH, "New commitment", "What will be done, in one sentence that can be checked."),
    "new with": (NOTE_LENGTH, "Partners", "Who would support it, with commas between the names."),
    "new note": (NOTE_LENGTH, "Why", "Why it is proposed."),
}
_DAYS = {
    "extension": (
        "More time",
        "The new date, as a day: 31/03/2027. Give a reason too. Leave it empty if the date holds.",
    ),
    "new due": ("By when", "The last day, as a day: 31/03/2027."),
}


def guide_for(key: str, lists: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rule of the cells of the column called *key*, where there is one."""
    if key in _LISTS and _LISTS[key][0] in lists:
        name, title, message = _LISTS[key]
        yield {"validate": "list", "source": f"={name}", **_said(title, message, "Please choose one from the list.")}
    elif key in _TEXTS:
        length, title, message = _TEXTS[key]
        wrong = f"This text is too long: at most {length:,} characters fit."
        yield {"validate": "length", "criteria": "<=", "value": length, **_said(title, message, wrong)}
    elif key in _DAYS:
        title, message = _DAYS[key]
        first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        wrong = "Please write a day with its year, such as 31/03/2027."
        yield {
            "validate": "date",
            "criteria": "between",
            "minimum": first,
            "maximum": last,
            **_said(title, message, wrong),
        }


def _said(title: str, message: str, wrong: str) -> dict[str, str]:
    return {"input_title": title, "input_message": message, "error_title": "Not quite", "error_message": wrong}
