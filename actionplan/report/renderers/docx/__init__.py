"""The report as a Word document, on the organisation's own template or on ours.

A template is taken as pandoc takes a reference document: its styles, headers, footers and pages are kept, its text is
not. One with `{{ … }}` or `{% … %}` in it is filled in instead.
"""

from __future__ import annotations

import re

from actionplan.officefile import contents, custom_property
from actionplan.report.model import RenderOptions, Report
from actionplan.report.renderers.docx.body import Body
from actionplan.report.renderers.docx.filling import check_docx, fields_of, filled_in
from actionplan.report.renderers.docx.letterhead import put_on, title_block
from actionplan.report.renderers.docx.lists import bullets
from actionplan.report.renderers.docx.markup import Links
from actionplan.report.renderers.docx.opening import WORD, document_of
from actionplan.report.renderers.docx.pages import pages_of
from actionplan.report.renderers.docx.paper import SEAL, describe, relate, saved, without_text
from actionplan.report.renderers.docx.pictures import CHART, Pictures
from actionplan.report.renderers.docx.styles import BULLET, has_style, styles_of
from actionplan.report.renderers.docx.tables import Tables
from actionplan.shipped import shipped

__all__ = ["check_docx", "comparable", "default_template", "render", "seal_of"]


def render(report: Report, options: RenderOptions) -> bytes:
    """The report as a .docx file. Raises CannotRender where `options.template` cannot be used."""
    template = options.template
    if template is None:
        return _written(report, _DEFAULT, default_template(), is_own=True)
    data = WORD.document(template)
    where = fields_of(template.name, data)
    if any(where):
        data = filled_in(report, template, data)
    if where.in_text:
        return data
    return _written(report, template.name, data, is_own=False)


def seal_of(data: bytes) -> str | None:
    """The seal of a report that `render` gave; None where there is none. Never raises."""
    return custom_property(data, SEAL)


def comparable(data: bytes) -> object:
    """What *data* holds without the dots of its charts, which each machine draws with letters of its own."""
    members = contents(data)
    return data if members is None else {name: each for name, each in members.items() if not _DOTS.match(name)}


_DOTS = re.compile(rf"word/media/{CHART}[0-9]+\.png")
_DEFAULT = "templates/default.docx"


def default_template() -> bytes:
    """The template that is used where an organisation gives none."""
    return shipped("actionplan.report", _DEFAULT)


def _written(report: Report, name: str, data: bytes, *, is_own: bool) -> bytes:
    """The report on the paper of *data*."""
    with WORD.reading(name):
        document = document_of(data)
        without_text(document)
        styles = styles_of(document, "" if has_style(document, BULLET) else bullets(document))
        put_on(document, report.letterhead, is_own=is_own)
        describe(document, report)
        links, pictures, pages = Links(styles.link), Pictures(document), pages_of(document)
    head = title_block(report, styles, pictures, is_own=is_own)
    text = Body(styles, pages, Tables(styles, links), pictures).text(report, head)
    with WORD.reading(name):
        relate(document, links)
        return saved(document, text)
