"""Why a text is not YAML: the commonest mistakes by name, whatever the parser says of them and wherever it stopped."""

from __future__ import annotations

from collections.abc import Callable

from actionplan.checks.reading import lines, signs
from actionplan.checks.reading.spot import Said, Spot, spot_of
from actionplan.yamltext.problem import Problem
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree

# In this order: what stands later may be true as well, and explains less.
EXPLANATIONS: tuple[Callable[[Spot], Said | None], ...] = (
    lines.merge_marks,
    lines.odd_space,
    signs.unclosed_quote,
    signs.escape,
    signs.after_quote,
    signs.reserved,
    signs.in_bracket,
    signs.after_bracket,
    lines.runs_on,
    signs.colon,
    lines.no_colon,
    lines.comment,
    lines.document_end,
    lines.indent,
)


def why(problem: Problem, source: Source, tree: Tree) -> Said:
    """What is wrong with the text of *source*, at which the parser, or a look at the lines, stopped with *problem*."""
    if problem.kind == "merge-mark":
        return lines.merge_mark(problem.start)
    if problem.kind == "odd-indent":
        return lines.odd_space_here(problem.start, problem.detail)
    spot = spot_of(problem, source, tree)
    for explain in EXPLANATIONS:
        said = explain(spot)
        if said is not None:
            return said
    words = problem.detail or "the text is not YAML"
    fix = "Compare with the lines above. Text with special characters is safe in double quotes."
    return Said(spot.at, min(spot.at + 1, len(spot.text)), f"this cannot be read as YAML: {words}", fix)
