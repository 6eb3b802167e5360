"""The spot at which a parser gave up, and what can be seen around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from actionplan.yamltext.problem import Problem
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree

LOOK = 2_000  # characters of a line that are looked at

START = re.compile(r" *(?:- +)*")
TO_VALUE = re.compile(r" *(?:- +)*(?:[\w.-]+ *: +)?(?:- +)*")
KEY = re.compile(r"(?P<key>[\w.-]+|\"[^\"\n]*\"|'[^'\n]*') *:(?=[ \r\n]|$)")


class Said(NamedTuple):
    """What is wrong from *start* to *end*, and what to do about it."""

    start: int
    end: int
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the parser gave up (`at`), where what it was reading began, its words, and the last value it had read."""

    source: Source
    text: str
    at: int
    began: int
    words: str
    last: tuple[int, int]

    def says(self, *words: str) -> bool:
        return any(each in self.words for each in words)

    def line_start(self, offset: int) -> int:
        return self.source.offset(self.source.position(offset)[0])

    def line_from(self, offset: int) -> str:
        """The rest of the line from *offset*."""
        return self.text[offset : offset + LOOK].split("\n", 1)[0].rstrip("\r")

    def is_one_line(self, start: int, end: int) -> bool:
        return "\n" not in self.text[start:end]

    def sign(self, offset: int) -> str:
        return self.text[offset : offset + 1]


def spot_of(problem: Problem, source: Source, tree: Tree) -> Spot:
    """The spot of *problem* in the text of *source*, of which *tree* holds what could be read."""
    last = (tree.spans[-2], tree.spans[-1]) if tree.spans else (0, 0)
    began = problem.start if problem.other is None else problem.other
    return Spot(source, source.text, problem.start, began, problem.detail, last)
