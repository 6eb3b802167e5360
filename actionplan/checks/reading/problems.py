"""What the parser and the raw text have to say, in an officer's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from actionplan.checks.diagnostic import Coded, Hit, Place, Route
from actionplan.checks.reading.blanks import blank_mend
from actionplan.domain.written import echo
from actionplan.yamltext.characters import unsafe_character
from actionplan.yamltext.problem import MAX_PROBLEMS, STAND_IN, Problem
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree

SEVERAL = 4  # keys that are named

_CHARACTERS = frozenset(("tab", "line-end", "control", "bidirectional", "invisible"))


def explain_problems(problems: Iterable[Problem], source: Source, tree: Tree) -> list[Coded]:
    """A finding for each of *problems*; characters of one kind are said once a line, on a hundred lines at most."""
    one_each, doubled = _parted(problems)
    found = [_said(each, note, source, tree) for each, note in _once_a_line(one_each, source)]
    return found + [_duplicates(each, source) for each in doubled]


def _said(found: Sequence[Problem], note: str, source: Source, tree: Tree) -> Coded:
    """The hit for problems of one kind that are said once: for the first of them, with a mend for all."""
    code, hit = _noted(_explain(found[0], source, tree), note)
    return Coded(code, hit._replace(mend=blank_mend(found[0].kind, found, source, tree)))


def _parted(problems: Iterable[Problem]) -> tuple[list[Problem], list[list[Problem]]]:
    """The problems to be said one by one, and the equal keys of each mapping."""
    one_each: list[Problem] = []
    doubled: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.kind == "duplicate-key":
            doubled.setdefault(problem.within, []).append(problem)
        else:
            one_each.append(problem)
    return one_each, list(doubled.values())


def _once_a_line(problems: Iterable[Problem], source: Source) -> Iterator[tuple[list[Problem], str]]:
    """The problems to be said at once, and what is to be added about those that are not the first."""
    grouped: dict[tuple[str, int], list[Problem]] = {}
    for number, problem in enumerate(problems):
        line = source.position(problem.start)[0] if problem.kind in _CHARACTERS else -1 - number
        grouped.setdefault((problem.kind, line), []).append(problem)
    lines = Counter(kind for kind, _ in grouped)
    said: Counter[str] = Counter()
    for (kind, _), found in grouped.items():
        said[kind] += 1
        note = f" ({len(found)} on this line)" if len(found) > 1 else ""
        if kind not in _CHARACTERS or said[kind] < MAX_PROBLEMS or lines[kind] == said[kind] == MAX_PROBLEMS:
            yield found, note
        elif said[kind] == MAX_PROBLEMS:
            rest = [each for (other, _), more in grouped.items() if other == kind for each in more]
            yield (
                [*found, *(each for each in rest if each.start > found[-1].start)],
                f"{note}; more lines of this file have one",
            )


def _noted(coded: Coded, note: str) -> Coded:
    return coded._replace(hit=coded.hit._replace(message=coded.hit.message + note)) if note else coded


def _explain(problem: Problem, source: Source, tree: Tree) -> Coded:
    from actionplan.checks.reading.sentences import SENTENCES
    from actionplan.checks.reading.syntax import why

    if problem.kind in SENTENCES:
        code, message, fix = SENTENCES[problem.kind]
        return Coded(code, Hit(_span(problem, source), message.format_map(_words(problem)), fix))
    said = why(problem, source, tree)
    return Coded("AP007", Hit(Place(source.name, span=(said.start, said.end)), said.message, said.fix))


def _span(problem: Problem, source: Source) -> Place:
    return Place(source.name, span=(problem.start, problem.end))


def _words(problem: Problem) -> dict[str, str]:
    """What a sentence may say about *problem*."""
    import unicodedata

    detail = problem.detail.replace("tag:yaml.org,2002:", "!!")
    is_character = detail.startswith("U+")
    others = int(detail) - 1 if problem.kind == "tab-indent" else 0
    return {
        "detail": detail if len(detail) <= 60 else f"{detail[:59]}…",  # noqa: PLR2004  # fits a line
        "name": unicodedata.name(chr(int(detail.removeprefix("U+"), 16)), "unnamed").lower() if is_character else "",
        "others": f", and {others} more line{'s' if others > 1 else ''} of the file too" if others else "",
    }


def _duplicates(problems: Sequence[Problem], source: Source) -> Coded:
    """A hit for the keys of one mapping that stand in it twice."""
    first = problems[0]
    line = source.position(first.other or 0)[0]
    if len(problems) == 1:
        message = f"the key {echo(first.detail)} stands here and on line {line}: only one of them would be read"
        return Coded("AP009", Hit(_span(first, source), message, "Keep one of the two."))
    keys = list(dict.fromkeys(echo(each.detail, 30) for each in problems))
    last = f"{len(keys) - SEVERAL} more" if len(keys) > SEVERAL else keys.pop()
    message = f"the keys {', '.join(keys[:SEVERAL])} and {last} stand twice from here on, first on line {line}"
    fix = "Does another item begin here, and its “- ” is missing? If not, keep one of each."
    return Coded("AP009", Hit(_span(first, source), message, fix))


def _some(hits: Iterator[Coded]) -> list[Coded]:
    """The first hundred of *hits*; the last says where there are more."""
    found = list(islice(hits, MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        found[-2:] = [_noted(found[-2], "; more lines of this file have one")]
    return found


_FREE_TEXT = frozenset(
    ("title", "note", "next", "text", "name", "short", "by", "unit", "area", "due_as_printed", "date_as_printed")
)


def cut_texts(source: Source, tree: Tree) -> list[Coded]:
    """A hit for each text that a “#” cuts short, as in `note: Item # 4 done`."""
    return _some(_cuts(source, tree))


def _cuts(source: Source, tree: Tree) -> Iterator[Coded]:
    text, spans, starts = source.text, tree.spans, tree.spans[::2]
    at = text.find(" #")
    while at >= 0:
        number = bisect_right(starts, at) - 1
        start, end = (spans[2 * number], spans[2 * number + 1]) if number >= 0 else (0, 0)
        if at >= end:  # a comment, which goes to the end of the line
            line_end = text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            if start < end and not text[end:at].strip(" ") and _is_free_text(text, tree, number):
                yield from _cut(source, (start, end), line_end)
            at = line_end - 2
        at = text.find(" #", at + 2)


def _is_free_text(text: str, tree: Tree, number: int) -> bool:
    """Whether the node *number* is a text without quotes after a key of free text, or a list item of several words."""
    spans = tree.spans
    start, end = spans[2 * number], spans[2 * number + 1]
    if text[start] in "\"'|>[{&*!":
        return False
    if not text[text.rfind("\n", 0, start) + 1 : start].strip(" -"):
        return " " in text[start:end]
    before, key_end = (spans[2 * number - 2], spans[2 * number - 1]) if number else (0, 0)
    return text[key_end:start].strip() == ":" and text[before:key_end] in _FREE_TEXT


def _cut(source: Source, kept: tuple[int, int], line_end: int) -> Iterator[Coded]:
    start, end = kept
    lost = source.text[end:line_end].rstrip("\r")
    if re.search("# *actionplan *:", lost):
        return
    first = end + len(lost) - len(lost.lstrip(" "))
    ends = echo(source.text[max(start, end - 30) : end])
    message = f"the text ends at {ends}: what follows “#” is a comment and will not be shown"
    fix = "Put the whole text in double quotes; or move the comment to a line of its own."
    yield Coded("AP024", Hit(Place(source.name, span=(first, end + len(lost))), message, fix))


_UNSAFE = {
    "control": ("AP004", "which cannot be shown or printed"),
    "bidirectional": ("AP005", "which changes the direction of the text"),
    "invisible": ("AP006", "which nobody can see"),
}


def unsafe_values(file: str, value: Any) -> list[Coded]:
    r"""A hit for each value that holds a character that must not be in a text, written as an escape (`\e`)."""
    return _some(_unsafe(file, value, ()))


def _unsafe(file: str, value: Any, route: Route) -> Iterator[Coded]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unsafe(file, item, (*route, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unsafe(file, item, (*route, number))
    elif isinstance(value, str) and (found := unsafe_character(value.replace(STAND_IN, ""))):
        code, harm = _UNSAFE[found[0]]
        message = f"the text holds the character {found[1]}, written as an escape, {harm}"
        yield Coded(code, Hit(Place(file, route), message, "Write the text without it."))
