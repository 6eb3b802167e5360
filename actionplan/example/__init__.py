"""An invented plan that shows every feature: Northfield, looked at as at 30 September 2026."""

from __future__ import annotations

from collections.abc import Mapping

from actionplan.shipped import shipped

PLAN = "northfield"
AS_AT = "2026-09-30"
FILES = (
    "plan.yaml",
    "northfield.yaml",
    "haven.yaml",
    "elm.yaml",
    "nch.yaml",
    "kettle.yaml",
    "oldmill.yaml",
    "together.yaml",
    "unclaimed.yaml",
    "outcomes.yaml",
    "waivers.yaml",
    "baseline.yaml",
    "logo.png",
    "reviews/2026-27-q1.yaml",
)


def example_files() -> Mapping[str, bytes]:
    """The files of the example, by their names in the plan's folder."""
    return {name: shipped(__name__, f"{PLAN}/{name}") for name in FILES}
