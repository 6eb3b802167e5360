"""The real plans in every voice, word for word.

After a change that is meant, write the pages anew and read the difference:

    REWRITE_GOLDEN=1 python -m pytest tests/report/test_golden.py
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from actionplan.report.build import Findings
from actionplan.report.renderers import RENDERERS
from tests.report.plans import END_OF_2015, LATER, REAL, real, rendered, report_on

GOLDEN = Path(__file__).parent / "golden"
# Given, not counted: a new rule must not change what a report looks like.
VOICES = ("terminal", "markdown", "json")
FOUND = Findings(errors=0, warnings=2, advice=1)


def text_of(names: tuple[str, ...], on: date, voice: str) -> str:
    return rendered(report_on(*[real(each, FOUND) for each in names], on=on), voice)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("on", [END_OF_2015, LATER], ids=str)
@pytest.mark.parametrize("names", [(each,) for each in REAL] + [REAL], ids="+".join)
def test_the_real_plans_read_as_before(names: tuple[str, ...], on: date, voice: str) -> None:
    name = names[0] if len(names) == 1 else "all"
    path = GOLDEN / f"{name}-{on}{RENDERERS[voice].suffixes[0]}"
    text = text_of(names, on, voice)
    if os.environ.get("REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")

    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("voice", VOICES)
def test_two_runs_give_the_same_bytes(voice: str) -> None:
    assert text_of(REAL, END_OF_2015, voice) == text_of(REAL, END_OF_2015, voice)


def test_ten_commitments_take_few_pages() -> None:
    assert text_of(("mou-2015-16",), END_OF_2015, "terminal").count("\n") < 320
