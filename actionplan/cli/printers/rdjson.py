"""Findings for reviewdog, which writes them beside the lines of a change, with mends that can be taken over.

The format is reviewdog's proto/rdf/reviewdog.proto. Columns count the bytes of UTF-8, and the end is exclusive.
"""

from __future__ import annotations

import re

from actionplan import __version__
from actionplan.checks.diagnostic import Finding
from actionplan.cli.printers import Checked
from actionplan.cli.printers.machine import json_text, sentence
from actionplan.yamltext.source import BOM, Source

_LEVELS = {"error": "ERROR", "warning": "WARNING", "advice": "INFO"}

# Words, dates and numbers that are the same text with and without quotes.
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?")


def render(checked: Checked) -> str:
    """Every finding, in the order of files and lines."""
    diagnostics = [_diagnostic(each, checked.files[each.file]) for each in checked.findings]
    return json_text({"source": {"name": f"actionplan {__version__}"}, "diagnostics": diagnostics})


def _diagnostic(finding: Finding, source: Source) -> dict[str, object]:
    start, end = (finding.line, finding.column), (finding.end_line, finding.end_column)
    return {
        "message": sentence(finding),
        "location": {"path": finding.file, "range": _range(source, start, end)},
        "severity": _LEVELS[finding.severity],
        "code": {"value": finding.code},
        **_suggestions(finding, source),
    }


def _range(source: Source, start: tuple[int, int], end: tuple[int, int]) -> dict[str, object]:
    return {"start": _position(source, *start), "end": _position(source, *end)}


def _position(source: Source, line: int, column: int) -> dict[str, int]:
    before = source.line(line)[: column - 1]
    mark = BOM if source.has_bom and line == 1 else ""
    return {"line": line, "column": len(f"{mark}{before}".encode("utf-8", "replace")) + 1}


def _suggestions(finding: Finding, source: Source) -> dict[str, object]:
    """The mend, where it is one stretch of text; nothing else, as reviewdog offers each suggestion by itself."""
    stretch = _stretch(finding, source)
    if stretch is None:
        return {}
    start, end, text = stretch
    whole = _range(source, source.position(start), source.position(end))
    return {"suggestions": [{"range": whole, "text": text}]}


def _stretch(finding: Finding, source: Source) -> tuple[int, int, str] | None:
    """Start and end of what the mend replaces, and by what; None where that is not one plain stretch."""
    mend = finding.mend
    if mend is None:
        return None
    if mend.pieces:
        first, *more = mend.pieces
        return None if more or first.start < 0 else first
    start = source.offset(finding.line) + finding.column - 1
    end = source.offset(finding.end_line) + finding.end_column - 1
    is_value = finding.place.span is None and finding.place.part == "value"
    text = _as_written(source.text[start:end], mend.text) if is_value else mend.text
    return None if text is None else (start, end, text)


def _as_written(old: str, new: str) -> str | None:
    """*new* in the quotes that *old* has; None where it is not known that it reads back as that text."""
    quote = old[:1] if old[:1] in ('"', "'") and old[:1] == old[-1:] else ""
    is_plain = quote or not old.startswith(("|", ">"))
    return f"{quote}{new}{quote}" if is_plain and _WORD.fullmatch(new) else None
