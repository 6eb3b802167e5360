"""Reasoned allowances: `# actionplan: allow AP402 - the partner is closed until May` on the line it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from actionplan.checks.diagnostic import Coded, Hit, Opened, Place
from actionplan.checks.rules import CODES
from actionplan.domain.written import echo, nearest
from actionplan.yamltext.source import Source

_MARK = "actionplan"
_BEGINS = r"# *actionplan *: *(?P<verb>[A-Za-z]+)"  # as text: most files hold none, and compiling it takes its time
_REASONED = r" *(?P<code>[^\s:]*):?(?: +[-–—] +(?P<reason>\S.*))?"  # any dash will do
_WRITE = "Write: # actionplan: allow {code} - why it is right here"


class Allowance(NamedTuple):
    """One allowance: the code it allows on its line, and why. `span` is where it stands in the text."""

    file: str
    line: int
    code: str
    reason: str
    span: tuple[int, int]
    verb: str = "allow"


def allowances_in(opened: Opened) -> Iterator[Allowance]:
    """The allowances in the comments of a file; none where reading stopped, as nothing there was judged."""
    source = opened.source
    if _MARK not in source.text or not opened.tree.is_whole:
        return
    starts = opened.tree.spans[::2]
    for found in re.finditer(_BEGINS, source.text):
        number = bisect_right(starts, found.start()) - 1
        is_inside_value = number >= 0 and found.start() < opened.tree.spans[2 * number + 1]
        if not is_inside_value and _is_allow(found["verb"]):
            yield _allowance(source, found)


def _is_allow(verb: str) -> bool:
    """Whether *verb* is or was meant to be “allow”; any other comment may begin with our name."""
    return verb == "allow" or nearest(verb, ("allow",)) is not None


def _allowance(source: Source, begins: re.Match[str]) -> Allowance:
    """The allowance that begins there and goes on to the next one, or to the end of the line."""
    start, end = begins.span()
    line_end = source.text.find("\n", end)
    line_end = len(source.text) if line_end < 0 else line_end
    following = re.compile(_BEGINS).search(source.text, end, line_end)
    rest = source.text[end : following.start() if following else line_end].rstrip()
    found = re.match(_REASONED, rest)
    code, reason = (found["code"], found["reason"] or "") if found else ("", "")
    verb = begins["verb"]
    granted = reason if verb == "allow" else ""
    return Allowance(source.name, source.position(start)[0], code, granted, (start, end + len(rest)), verb)


def judge_allowances(
    allowances: Iterable[Allowance],
    used: AbstractSet[Allowance],
    severity: Callable[[str], str | None],
    unsure: AbstractSet[str] = frozenset(),
) -> Iterator[Coded]:
    """A hit for each allowance that cannot be granted, or that allows nothing.

    Nothing is called useless in the files *unsure*, of which something could not be judged.
    """
    for each in allowances:
        wrong = _wrong(each, severity)
        if wrong:
            yield Coded("AP903", Hit(Place(each.file, span=each.span), *wrong))
        elif each not in used and each.file not in unsure:
            message = f"nothing on this line needs the allowance of {each.code}"
            fix = "Put it at the end of the line it is about, or remove it."
            yield Coded("AP902", Hit(Place(each.file, span=each.span), message, fix))


def _wrong(allowance: Allowance, severity: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Why the allowance cannot be granted whatever is found on its line, and what to do."""
    code = allowance.code
    if allowance.verb != "allow":
        return f"{echo(allowance.verb)} is not “allow”", _WRITE.format(code=code or "AP402")
    if not code:
        return "the allowance names no rule", _WRITE.format(code="AP402")
    if code not in CODES:
        fix = f"Write {code.upper()}." if code.upper() in CODES else "See “actionplan rules” for every code."
        return f"there is no rule {code[:60]} to allow", fix
    if severity(code) == "error":
        return (
            f"{code} finds errors, and errors cannot be allowed",
            "Mend what the rule finds, and remove the allowance.",
        )
    if not allowance.reason:
        return f"the allowance of {code} gives no reason", _WRITE.format(code=code)
    return None
