"""One file's bytes to its text and its tree, with everything that is wrong with either said once."""

from __future__ import annotations

import re
from array import array

from actionplan.yamltext.characters import for_parser, merge_mark, odd_indent, read_source, stray_tabs
from actionplan.yamltext.problem import MAX_BYTES, Problem
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree, parse

_STOPS = frozenset(("not-utf8", "utf-16", "not-text"))
_ECHOED = frozenset(("control", "line-end", "tab"))


def read_file(name: str, data: bytes, parsed: Tree | None = None) -> tuple[Source, Tree]:
    """The text of *data* and its tree. The tree's problems include those of the encoding and of the raw text.

    *parsed* is the tree of the text, where it has been parsed already.
    """
    if len(data) > MAX_BYTES:
        return Source(name, ""), _unread(Problem("too-large", 0, 0))
    source, problems = read_source(name, data)
    if any(each.kind in _STOPS for each in problems):
        return source, _unread(*problems)
    mark = merge_mark(source.text)
    return source, _unread(*problems, mark) if mark else _read(source, problems, parsed)


def _unread(*problems: Problem) -> Tree:
    return Tree(None, array("I"), problems, is_whole=False)


def _read(source: Source, problems: tuple[Problem, ...], parsed: Tree | None) -> Tree:
    text = source.text
    tree = parse(for_parser(text)) if problems else parsed or parse(text)
    raw = (*problems, *stray_tabs(text, tree)) if "\t" in text else problems
    odd = odd_indent(text, tree)
    if odd is not None:
        others = [each for each in tree.problems if each.kind != "syntax" and each.start < odd.start]
        return tree._replace(problems=(*raw, *others, odd), is_whole=False)
    if not raw:
        return tree
    return tree._replace(problems=(*raw, *(each for each in tree.problems if not _is_echo(each, raw, source))))


def _is_echo(problem: Problem, raw: tuple[Problem, ...], source: Source) -> bool:
    """Whether the parser only stumbled over a character that is said already, on its line or the one before."""
    if problem.kind != "syntax":
        return False
    number = source.position(problem.start)[0]
    near = {number - 1, number, source.position(problem.start if problem.other is None else problem.other)[0]}
    is_said = any(each.kind in _ECHOED and source.position(each.start)[0] in near for each in raw)
    return is_said or any(re.match(" *\t", source.line(each)) for each in near)
