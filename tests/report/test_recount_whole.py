"""The whole report counted again, straight from the YAML: every figure of its JSON, whatever part of it is asked for."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from actionplan.domain.period import period_holding
from actionplan.report.build import Subject, build
from tests.cli.run import scrubbed_environment
from tests.report.plans import (
    COMMITMENTS,
    END_OF_2015,
    EVERYTHING,
    HEAD,
    LATER,
    REAL,
    options,
    real,
    rendered,
    report_on,
    subject,
)
from tests.report.recount.drawn import Draw
from tests.report.recount.files import read
from tests.report.recount.headline import tally
from tests.report.recount.held import Recount
from tests.report.recount.view import Asked, View
from tests.support import load_texts

SEEDS = int(os.environ.get("ACTIONPLAN_RECOUNTS", "60"))
Texts = Mapping[str, str]


def document(found: Subject, asked: Asked) -> dict[str, Any]:
    """The JSON of the report that is asked for."""
    day = date.fromisoformat
    wanted = options(
        day(asked.on),
        period=period_holding(day(asked.period), found.plan.cycle) if asked.period else None,
        since=day(asked.since) if asked.since else None,
        partner=asked.partner,
        theme=asked.theme,
        is_public=asked.is_public,
    )
    made: dict[str, Any] = json.loads(rendered(build([found], wanted), "json"))
    return made


def subject_of(texts: Texts) -> Subject:
    loaded = load_texts(texts)
    assert loaded.unread == ()
    return replace(subject(loaded), reviews=tuple(each.review for each in loaded.reviews))


def texts_of(name: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (COMMITMENTS / name).glob("*.yaml")}


@pytest.mark.parametrize("on", [END_OF_2015, LATER], ids=str)
@pytest.mark.parametrize("name", REAL)
def test_the_real_plans(name: str, on: date) -> None:
    asked = Asked(on.isoformat())

    assert Recount(texts_of(name), asked, name).differences(document(real(name), asked)) == []


NARROWED: dict[str, dict[str, Any]] = {
    "hact": {"partner": "hact"},
    "phe": {"partner": "phe"},
    "public": {"is_public": True},
    "quarter": {"period": "2015-09-30"},
    "hact in the quarter": {"period": "2015-12-31", "partner": "hact"},
    "since July": {"since": "2015-07-01"},
}


@pytest.mark.parametrize("case", NARROWED)
def test_part_of_a_real_plan(case: str) -> None:
    asked = Asked("2016-01-20", **NARROWED[case])
    made = document(real("mou-2015-16"), asked)

    assert Recount(texts_of("mou-2015-16"), asked, "mou-2015-16").differences(made) == []


EVERY = {"plan.yaml": HEAD, **EVERYTHING}
ASKED = {
    "at the end of the year": Asked("2025-12-31"),
    "before the first review": Asked("2025-05-05"),
    "before the plan": Asked("2025-03-01"),
    "while returns come in": Asked("2025-10-09"),
    "after the plan": Asked("2026-11-22"),
    "first quarter": Asked("2025-12-31", "2025-06-30"),
    "second quarter": Asked("2025-12-31", "2025-09-30"),
    "haven": Asked("2025-12-31", partner="haven"),
    "a partner that leads nothing": Asked("2025-12-31", partner="northfield"),
    "homes": Asked("2025-12-31", theme="homes"),
    "since June": Asked("2025-12-31", since="2025-06-01"),
    "public": Asked("2025-12-31", is_public=True),
}


@pytest.mark.parametrize("case", ASKED)
def test_the_plan_that_has_everything(case: str) -> None:
    assert Recount(EVERY, ASKED[case]).differences(document(subject_of(EVERY), ASKED[case])) == []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_plans_drawn_by_lot(seed: int) -> None:
    draw = Draw(seed)
    found = subject_of(draw.texts)

    for asked in (draw.asked(), draw.asked()):
        wrong = Recount(draw.texts, asked).differences(document(found, asked))
        assert wrong == [], f"seed {seed}, {asked}:\n" + "\n".join([*wrong, *map(str, draw.texts.items())])


def test_several_plans_side_by_side() -> None:
    made = json.loads(rendered(report_on(*map(real, REAL), on=END_OF_2015), "json"))
    (summary,) = made["sections"][0]["blocks"]

    assert made["sections"][0]["id"] == "summary"
    for row, name in zip(summary["rows"], REAL, strict=True):
        counted = tally(View(read(texts_of(name), name), Asked(END_OF_2015.isoformat())))
        of = counted["commitments"]
        assert {key: row["cells"][key] for key in ("id", "complete", "open", "overdue", "no_update")} == {
            "id": name,
            **{key: {"count": counted[key], "of": of, "percent": None} for key in ("complete", "open", "overdue")},
            "no_update": {"count": counted["silent"], "of": of, "percent": None},
        }
    for inner, name in zip(made["sections"][1:], REAL, strict=True):
        asked = Asked(END_OF_2015.isoformat())
        (facts,) = [each for each in inner["blocks"] if each["type"] == "facts"]
        alone = {"sections": inner["sections"], "provenance": facts["rows"]}
        assert Recount(texts_of(name), asked, name).differences(alone) == []


# The command itself.

LOT = 4


@pytest.mark.parametrize("seed", range(LOT))
def test_what_the_command_writes(seed: int, tmp_path: Path) -> None:
    """A plan on disk, asked for as an officer asks: by the names of period, partner and theme."""
    draw = Draw(100 + seed)
    folder = tmp_path / "commitments" / "northfield"
    for name, text in draw.texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    asked = [draw.asked() for _ in range(6)][seed]
    plan = read(draw.texts)
    arguments = ["--as-at", asked.on, *(["--since", asked.since] if asked.since else [])]
    arguments += ["--period", View(plan, asked).period["written"]] if asked.period else []  # type: ignore[index]  # asked for
    arguments += [*(["--partner", asked.partner] if asked.partner else []), *(["--public"] if asked.is_public else [])]
    arguments += ["--theme", plan["head"]["themes"][asked.theme]] if asked.theme else []
    command = [sys.executable, "-m", "actionplan", "report", "--format", "json", *arguments]
    env = scrubbed_environment({"PYTHONPATH": str(COMMITMENTS.parent)})
    done = run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False)

    assert done.returncode == 0, done.stderr
    made = _unchecked(json.loads(done.stdout))
    assert Recount(draw.texts, asked).differences(made) == [], f"{draw.texts}\n{command}"


def _unchecked(made: dict[str, Any]) -> dict[str, Any]:
    """The report without what the command alone knows: what checking the files found."""
    (section,) = [each for each in made["sections"] if each["id"] == "returns"]
    section["blocks"][-1]["text"] = "The files were not checked for this report."
    return made


# The recount sees every figure: whichever of them is another, it says so.

# What only explains a figure: how a word is coloured, the words for what is missing, headings, and what a gap or a
# word of the vocabulary means.
EXPLAINS = ("tone", "missing", "heading", "gap", "meaning")


def leaves(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The route of every number and every text in the sections of a report."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in pairs:
            yield from leaves(each, (*route, key))
    elif value is not None:
        yield route


def alterations(value: Any) -> list[Any]:
    """The value with each of its numbers one more; or with a word more, where it has none."""
    if isinstance(value, int):
        return [value + 1]
    numbers = list(re.finditer(r"\d+", value))
    return [f"{value[: each.start()]}{int(each[0]) + 1:0{len(each[0])}}{value[each.end() :]}" for each in numbers] or [
        f"{value} indeed"
    ]


def is_a_figure(made: Any, route: tuple[Any, ...]) -> bool:
    """Whether the recount has to notice it: a number, a date, a name, a word."""
    if route[-1] in EXPLAINS or "items" in route or (route[-1] == "title" and "cells" not in route):
        return False
    return not {"text", "caption", "change", "method"} & set(route) or re.search(r"\d", _at(made, route)) is not None


def _at(made: Any, route: tuple[Any, ...]) -> Any:
    for each in route:
        made = made[each]
    return made


def test_every_figure_is_counted_again() -> None:
    asked = ASKED["at the end of the year"]
    made, recount = document(subject_of(EVERY), asked), Recount(EVERY, asked)
    routes = [each for each in leaves(made["sections"], ("sections",)) if is_a_figure(made, each)]

    unseen = [
        (route, other)
        for route in routes
        for other in alterations(_at(made, route))
        if not _is_noticed(made, route, other, recount)
    ]

    assert unseen == []
    assert len(routes) > 1_000


def _is_noticed(made: dict[str, Any], route: tuple[Any, ...], other: Any, recount: Recount) -> bool:
    within, before = _at(made, route[:-1]), _at(made, route)
    within[route[-1]] = other
    try:
        return recount.differences(made) != []
    except (AssertionError, ValueError, KeyError):  # a sentence, a date or a word that nobody can read any more
        return True
    finally:
        within[route[-1]] = before
