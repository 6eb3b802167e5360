"""The page of a rule, as Markdown: its docstring under a heading."""

from __future__ import annotations

import inspect

from actionplan.checks.rules import CHANGE, CODES, slug_of
from actionplan.checks.runner import rule

_EXPLAINED = {
    "error": "An error: `actionplan validate` fails while it is there.",
    "warning": "A warning: it can be allowed on its line with a reason, or switched off in plan.yaml.",
    "advice": "Advice: it never fails a check, and can be switched off in plan.yaml.",
}


_OF_CHANGE = {
    "error": "An error in a change: it is judged by what the plan was before, and does not pass while it is there.",
    "warning": "A warning about a change: it can be allowed on its line with a reason, or switched off in plan.yaml.",
    "advice": "Advice about a change: it never fails a check, and can be switched off in plan.yaml.",
}


def title_of(code: str) -> str:
    """What the rule *code* says, in one sentence."""
    return inspect.cleandoc(rule(code).__doc__ or "").partition("\n")[0]


def page_of(code: str) -> str:
    """The page of the rule *code*, as Markdown."""
    module = rule(code)
    explained = _OF_CHANGE if CODES[code] in CHANGE else _EXPLAINED
    title, _, rest = inspect.cleandoc(module.__doc__ or "").partition("\n")
    heading = f"# {code} {slug_of(code)}\n\n{title}\n\n{explained[module.SEVERITY]} Since {module.SINCE}."
    return f"{heading}\n{rest.rstrip()}\n"
