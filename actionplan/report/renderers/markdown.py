"""The report as Markdown for GitHub and GitLab.

Whatever comes from a file is shown and never obeyed: no markup, no mention of a person, no reference that closes an
issue. A backslash does not stop GitHub from turning `@name` and `#1` into references, because it looks for them after
the Markdown is read; an empty comment between the sign and the word does (github/cmark-gfm, issue 181).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import assert_never

from actionplan.plaintext import safe
from actionplan.report.model import (
    Bullets,
    Cell,
    Facts,
    Figures,
    Inferred,
    Letterhead,
    Link,
    NoneSaid,
    Prose,
    RenderOptions,
    Report,
    Section,
    Several,
    Table,
    Text,
    Told,
)
from actionplan.report.renderers.fitted import Pieces, Rows, fitted
from actionplan.report.words import (
    figure_said,
    figures_shown,
    is_alone,
    none_said,
    said,
    said_dates,
    without_idle_columns,
    without_pictures,
)
from actionplan.report.written import Written

# A step of a job on GitHub may add 1 MiB to its summary (docs.github.com: workflow commands).
LONGEST = 1_000_000  # bytes
_OF_A_PLAN, _OF_PLANS = 2, 3  # how deep the sections of a plan's report are, and of one on several plans
_PARTED = "<!-- -->"
_DEEPEST = 6

_ADDRESS = re.compile(r"https?://[^\s<>\"|\\^`{}\[\]]+")
_AFTER_ADDRESS = ".,;:!?)'’”"
_SPECIAL = re.compile(
    r"(?P<word>[@#~](?=\w)|:(?=[\w+-]+:)|\bGH(?=-[0-9])|\bftp:(?=//))"
    r"|(?P<number>[!$%&](?=[0-9\"]))"
    r"|(?P<sign>[\\`*_{}\[\]|~!#@$^])"
    r"|(?P<entity>[<>&])"
    r"|(?P<line>\n)",
    re.IGNORECASE,
)
_PLAIN = re.compile("[A-Za-z0-9 ,.'’()£–;-]*")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# At the start of a paragraph: a list, a rule, an underline, or a command for GitLab's comments.
_AT_START = re.compile(r"^(?:[-+=/:]|([0-9]{1,9})(?=[.)]))")
_IN_ADDRESS = str.maketrans({each: f"%{ord(each):02X}" for each in " |\\<>[]`"} | {"&": "&amp;"})


def render(report: Report, options: RenderOptions) -> bytes:  # noqa: ARG001  # every renderer takes them
    """The report as UTF-8 Markdown, no longer than GitHub takes it: long tables are cut, and say so."""
    return b"".join([each + b"\n" for each in fitted(pieces_of(report), LONGEST)])


def pieces_of(report: Report) -> Pieces:
    """Its lines, and the rows of its tables."""
    writer = _Writer(parts_at=_OF_A_PLAN if len(report.plans) == 1 else _OF_PLANS)
    lines = [
        *_head(report.letterhead),
        f"# {escape(report.title)}",
        "",
        *writer.block(report.provenance, 1, is_only=True),
    ]
    for each in report.sections:
        lines += writer.section(each, _OF_A_PLAN)
    if report.seal:
        lines += [_SEAL + report.seal.replace("--", "-\\u002d") + _SEALED, ""]  # two hyphens would end the comment
    return lines[:-1]


def _head(letterhead: Letterhead) -> list[str]:
    """Whose paper it is, and the line for every page."""
    organisation, classification = escape(letterhead.organisation), escape(letterhead.classification)
    said = [*([organisation] if organisation else []), *([f"**{classification}**"] if classification else [])]
    return [line for each in said for line in (each, "")]


_SEAL, _SEALED = "<!-- actionplan-report ", " -->"


def seal_of(data: bytes) -> str | None:
    """The seal that a report of this voice keeps in its last line; None where there is none."""
    last = data.rstrip().rpartition(b"\n")[2].decode("utf-8", "replace")
    return last[len(_SEAL) : -len(_SEALED)] if last.startswith(_SEAL) and last.endswith(_SEALED) else None


class _Writer:
    """Sections as lines. The headings at depth *parts_at* begin the parts that share what room there is."""

    def __init__(self, parts_at: int) -> None:
        self.written = Written(cell_text)
        self.parts_at = parts_at

    def section(self, section: Section, depth: int, part: str = "") -> list[str | Rows]:
        if depth <= self.parts_at:
            part = f"{part}/{section.id}"
        lines: list[str | Rows] = [*_heading(section.title, depth)]
        is_only = is_alone(section)
        for block in without_pictures(section):
            lines += self.block(block, depth, part, is_only=is_only)
        for inner in section.sections:
            lines += self.section(inner, depth + 1, part)
        return lines

    def block(self, block: Told, depth: int, part: str = "", *, is_only: bool) -> list[str | Rows]:
        """The block's lines, the last of them empty. A table's caption is a heading, unless it is all there is."""
        match block:
            case Prose():
                return [paragraph(block.text), ""]
            case NoneSaid():
                return [paragraph(none_said(block)), ""]
            case Bullets():
                return [*(f"- {paragraph(each)}" for each in block.items), ""]
            case Facts():
                return [*(f"- **{escape(each.label)}:** {cell_text(each.cell)}" for each in block.rows), ""]
            case Figures():
                return [*([] if is_only else _heading(block.caption, depth + 1)), *_figures(block)]
            case Table():
                return [*([] if is_only else _heading(block.caption, depth + 1)), *self.table(block, part)]
            case _:
                assert_never(block)

    def table(self, table: Table, part: str) -> list[str | Rows]:
        shown = without_idle_columns(table)
        return [*_heads([each.heading for each in shown.columns]), Rows(part, _rows(self.written.rows(shown.rows))), ""]


def _heading(title: str, depth: int) -> tuple[str, str]:
    return f"{'#' * min(depth, _DEEPEST)} {escape(title)}", ""


def _figures(figures: Figures) -> list[str]:
    headings, shown, empty = figures_shown(figures)
    rows = [[escape(text) for text in figure_said(each)] for each in shown]
    return [*((*_heads(headings), *_rows(rows), "") if shown else ()), *((paragraph(empty), "") if empty else ())]


def _heads(headings: Sequence[str]) -> tuple[str, str]:
    return f"| {' | '.join([escape(each) for each in headings])} |", f"|{' --- |' * len(headings)}"


def _rows(rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def cell_text(cell: Cell) -> str:
    match cell:
        case Text():
            return escape(cell.text)
        case Link():
            date = f", {escape(said_dates(cell.date))}" if cell.date else ""
            return (_link(escape(cell.text), cell.url) if cell.url else escape(cell.text)) + date
        case Inferred():
            return f"{cell_text(cell.cell)} (inferred)"
        case Several():
            return "<br>".join([cell_text(each) for each in cell.cells])
        case _:
            return escape(said(cell))


def paragraph(text: str) -> str:
    """*text*, escaped, with nothing at its start that begins a list, a rule or a command."""
    return _AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", escape(text).lstrip())


@lru_cache(maxsize=65_536)
def escape(text: str) -> str:
    """*text* as Markdown that shows just these words; web addresses in it stay links."""
    if _PLAIN.fullmatch(text) and not ("-" in text and "gh-" in text.lower()):  # GH-1 is a reference
        return text
    shown = safe(text)
    if "://" not in shown:
        return _SPECIAL.sub(_escaped, shown)
    pieces, end = [], 0
    for found in _ADDRESS.finditer(shown):
        address = found[0].rstrip(_AFTER_ADDRESS)
        pieces += [_SPECIAL.sub(_escaped, shown[end : found.start()]), _link(_SPECIAL.sub(_escaped, address), address)]
        end = found.start() + len(address)
    return "".join([*pieces, _SPECIAL.sub(_escaped, shown[end:])])


def _escaped(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "word":
            sign = found[0] if found[0] != "~" else "\\~"
            return sign + _PARTED
        case "number":
            return _ENTITIES.get(found[0], f"\\{found[0]}") + _PARTED
        case "sign":
            return f"\\{found[0]}"
        case "entity":
            return _ENTITIES[found[0]]
        case _:
            return "<br>"


def _link(shown: str, url: str) -> str:
    """A link; *url* is written as it may stand between angle brackets in a table."""
    return f"[{shown}](<{safe(url).translate(_IN_ADDRESS)}>)"
