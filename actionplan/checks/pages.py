"""The page of a rule, as Markdown: its docstring under a heading."""

from __future__ import annotations

import inspect

from actionplan.checks.rules import slug_of
from actionplan.checks.runner import rule

_EXPLAINED = {
    "error": "An error: `actionplan validate` fails while it is there.",
    "warning": "A warning: it can be allowed on its line with a reason, or switched off in plan.yaml.",
    "advice": "Advice: it never fails a check, and can be switched off in plan.yaml.",
}


def page_of(code: str) -> str:
    """The page of the rule *code*, as Markdown."""
    module = rule(code)
    title, _, rest = inspect.cleandoc(module.__doc__ or "").partition("\n")
    heading = f"# {code} {slug_of(code)}\n\n{title}\n\n{_EXPLAINED[module.SEVERITY]} Since {module.SINCE}."
    return f"{heading}\n{rest.rstrip()}\n"
