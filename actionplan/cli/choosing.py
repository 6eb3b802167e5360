"""Filters on the command line, held against the plans' own words."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from actionplan.cli.gather import partner_key, unknown
from actionplan.cli.positions import Standing
from actionplan.domain.select import NO_CONFIDENCE, Choice
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE

_LISTS = {"partner": "partners", "lead": "leads", "status": "statuses", "confidence": "confidences", "theme": "themes"}
_FLAGS = {"overdue": "overdue", "no-update": "no_update", "open": "is_open"}


def check_choice(choice: Choice, found: Sequence[Standing], option: str = "") -> None:
    """A word that no plan knows is a wrong command line, never a filter that is passed over."""
    statuses = {code for each in found for code in each.words.statuses} | {NO_STATUS.code, NO_UPDATE.code}
    confidences = {code for each in found for code in each.words.confidences} | {NO_CONFIDENCE}
    themes = {key for each in found for key in each.plan.head.themes}
    asked = (
        (choice.statuses, statuses, "status"),
        (choice.confidences, confidences, "confidence"),
        (choice.themes, themes, "theme"),
    )
    for words, known, what in asked:
        for word in words:
            if word not in known:
                unknown(word, what, option or f"--{what}", known)


def choice_where(filters: Sequence[str], found: Sequence[Standing]) -> Choice:
    """What filters such as `partner=hact` or `overdue` ask for; one that is not understood is a wrong command line.

    What is closed is meant only where a status is asked for.
    """
    plans = [each.plan for each in found]
    asked: dict[str, object] = {}
    for text in filters:
        name, _, word = (each.strip() for each in text.partition("="))
        if name in _FLAGS and not word:
            asked[_FLAGS[name]] = True
        elif name in _LISTS and word:
            one = partner_key(word, plans, "--where") if name in ("partner", "lead") else word
            asked[_LISTS[name]] = (*asked.get(_LISTS[name], ()), one)  # type: ignore[misc]  # a tuple of words
        else:
            known = ", ".join([f"{each}=…" for each in _LISTS] + list(_FLAGS))
            raise typer.BadParameter(f"“{text[:60]}” is no filter. Write one of {known}.", param_hint="--where")
    asked.setdefault("is_open", "statuses" not in asked)
    choice = Choice(**asked)  # type: ignore[arg-type]  # each by its name
    check_choice(choice, found, "--where")
    return choice
