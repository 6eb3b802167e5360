"""What became of the last review's decisions."""

from __future__ import annotations

from actionplan.report.model import Prose, Section
from actionplan.report.view import View


def section(view: View) -> Section:  # noqa: ARG001  # every section is made from a view
    return Section("matters_arising", "Matters arising", (Prose("No closed review is recorded."),))
