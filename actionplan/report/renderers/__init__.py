"""The voices of a report: each is one module here with `render(report, options) -> bytes`."""

from __future__ import annotations

from typing import NamedTuple


class Renderer(NamedTuple):
    """Where a voice lives, and the endings of the files it writes; `is_text` is False where they are no text.

    `takes` names what it makes something of beyond width and colour: template, email, table, and the logo.
    """

    module: str
    suffixes: tuple[str, ...]
    is_text: bool = True
    takes: tuple[str, ...] = ()


RENDERERS: dict[str, Renderer] = {
    "terminal": Renderer("actionplan.report.renderers.terminal", (".txt",)),
    "markdown": Renderer("actionplan.report.renderers.markdown", (".md", ".markdown")),
    "html": Renderer("actionplan.report.renderers.html", (".html", ".htm"), takes=("template", "email", "logo")),
    "docx": Renderer("actionplan.report.renderers.docx", (".docx",), is_text=False, takes=("template", "logo")),
    "xlsx": Renderer("actionplan.report.renderers.xlsx", (".xlsx",), is_text=False, takes=("logo",)),
    "csv": Renderer("actionplan.report.renderers.csv", (".csv",), takes=("table",)),
    "json": Renderer("actionplan.report.renderers.json_v1", (".json",)),
    "calendar": Renderer("actionplan.report.renderers.calendar", (".ics",)),
    "pdf": Renderer("actionplan.report.renderers.pdf", (".pdf",), is_text=False, takes=("logo",)),
    "slides": Renderer("actionplan.report.renderers.slides", (".pptx",), is_text=False, takes=("template", "logo")),
}
