"""The sections of a report, in the order of the meeting."""

from __future__ import annotations

from collections.abc import Callable

from actionplan.report.model import Section
from actionplan.report.sections import (
    annex,
    changes,
    coming,
    completed,
    decisions,
    exceptions,
    headline,
    matters_arising,
    outcomes,
    partners,
    returns,
)
from actionplan.report.view import View

SECTIONS: dict[str, Callable[[View], Section]] = {
    "headline": headline.section,
    "decisions": decisions.section,
    "matters_arising": matters_arising.section,
    "completed": completed.section,
    "exceptions": exceptions.section,
    "changes": changes.section,
    "partners": partners.section,
    "outcomes": outcomes.section,
    "coming": coming.section,
    "returns": returns.section,
    "annex": annex.section,
}
