"""A loaded plan to its findings: where reading meets the rules."""

from __future__ import annotations

from datetime import date

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Finding
from actionplan.checks.runner import judge
from actionplan.load import Loaded


def findings_of(loaded: Loaded, on: date, today: date) -> tuple[Finding, ...]:
    """Everything that is wrong with *loaded* as at *on*, in the order of files and lines. *today* is the real day."""
    context = None
    if loaded.plan is not None:
        context = Context(
            plan=loaded.plan,
            on=on,
            today=today,
            homes=loaded.homes,
            head_file=loaded.head_file,
            outcomes_file=loaded.outcomes_file,
            partner_files=loaded.partner_files,
            also_known=loaded.also_known,
            is_whole=loaded.is_whole,
        )
    return judge(context, loaded.hits, loaded.files, loaded.plan.id if loaded.plan else loaded.name)
