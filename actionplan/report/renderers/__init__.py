"""The voices of a report: each is one module here with `render(report, options) -> bytes`."""

from __future__ import annotations

from typing import NamedTuple


class Renderer(NamedTuple):
    """Where a voice lives, and the endings of the files it writes; `is_text` is False where they are no text."""

    module: str
    suffixes: tuple[str, ...]
    is_text: bool = True


RENDERERS: dict[str, Renderer] = {
    "terminal": Renderer("actionplan.report.renderers.terminal", (".txt",)),
    "markdown": Renderer("actionplan.report.renderers.markdown", (".md", ".markdown")),
    "json": Renderer("actionplan.report.renderers.json_v1", (".json",)),
}
