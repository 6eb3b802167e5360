"""A template with fields of its own, filled in with docxtpl: the second way to a Word report.

Fields are those of every template (docs/reference/template-fields.md). A block has two more here: `word`, the block as
it would stand in a report, for a paragraph of its own; and `picture`, of a chart.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from actionplan.plaintext import visible
from actionplan.report.model import Bars, Block, CannotRender, Path, Report, Template
from actionplan.report.renderers.docx.body import Body
from actionplan.report.renderers.docx.letterhead import put_on
from actionplan.report.renderers.docx.lists import bullets
from actionplan.report.renderers.docx.markup import Links
from actionplan.report.renderers.docx.opening import WORD, document_of
from actionplan.report.renderers.docx.pages import pages_of
from actionplan.report.renderers.docx.paper import describe, packed, relate
from actionplan.report.renderers.docx.pictures import Pictures
from actionplan.report.renderers.docx.styles import BULLET, has_style, styles_of
from actionplan.report.renderers.docx.tables import Tables
from actionplan.report.templating import environment, fields, line_of, said_bad, trusting_fields

if TYPE_CHECKING:
    from docx.document import Document

    from actionplan.report.sandbox import Sandbox

_TAG = re.compile(r"<[^>]*>")
_FIELD = re.compile(r"\{\{|\{%")
_MARGINS = ("/header", "/footer", "/footnotes")
_SPOKEN = ("title", "subject", "author", "comments", "keywords", "category")
_SHOWN = 60  # characters of a paragraph that is named
_AFTER, _BEFORE = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'


class Fields(NamedTuple):
    """Where a template has fields: in its text, which is then all there is, or only in headers, footers and notes."""

    in_text: bool
    in_margins: bool


def fields_of(name: str, data: bytes) -> Fields:
    """Where the template has fields, be they cut in pieces by Word's own marks."""
    with WORD.reading(name):
        document = document_of(data)
        rels = [each for each in document.part.rels.values() if not each.is_external]
        margins = [each.target_part.blob for each in rels if each.reltype.endswith(_MARGINS)]
        text = "".join([str(each) for each in document.element.body.itertext()])
        told = [_TAG.sub("", each.decode("utf-8", "replace")) for each in margins]
    return Fields(bool(_FIELD.search(text)), any(map(_FIELD.search, told)))


def filled_in(report: Report, template: Template, data: bytes) -> bytes:
    """*template*, opened as *data*, filled in with *report*. Raises CannotRender."""
    with WORD.reading(template.name):
        form = _Form(template.name, data)
    form.fill(fields(report, form.added), environment())
    with WORD.reading(template.name):
        document = document_of(packed(form.form.docx))  # docxtpl leaves headers that python-docx no longer knows
        spoken = {name: getattr(document.core_properties, name) for name in form.spoken}
        put_on(document, report.letterhead, is_own=False)
        describe(document, report)
        for name, text in spoken.items():
            setattr(document.core_properties, name, text)
        relate(document, form.links)
        return packed(document)


def check_docx(template: Template, report: Report | None = None) -> list[str]:
    """What is wrong with a template, a sentence each: fields that no report has, with the nearest that it has.

    With *report* it is held against just that one; without, names that differ from plan to plan are taken on trust.
    """
    from actionplan.report.sandbox import Notes, Sandbox, noting

    notes = Notes()
    try:
        data = WORD.document(template)
        with WORD.reading(template.name):
            form = _Form(template.name, data)
        if not any(fields_of(template.name, data)):
            return []
        values = fields(report, form.added) if report else trusting_fields(form.added)
        form.fill(values, Sandbox(noting(notes)))
    except CannotRender as error:
        said = str(error)
        return [*(f"{template.name}: {each}" for each in notes.messages if each not in said), said]
    return [f"{template.name}: {each}" for each in notes.messages]


class _Form:
    """A template as docxtpl has it, and what a report's blocks become in it."""

    def __init__(self, name: str, data: bytes) -> None:
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it has no types

        self.name = name
        self.form: Any = DocxTemplate(io.BytesIO(data))
        self.form.render_init()
        self.form.docx.element.body.get_or_add_sectPr()
        document: Document = self.form.docx
        styles = styles_of(document, "" if has_style(document, BULLET) else bullets(document))
        self.links, self.pictures = Links(styles.link), Pictures(document)
        self.body = Body(styles, pages_of(document), Tables(styles, self.links), self.pictures)
        self.spoken = [name for name in _SPOKEN if _FIELD.search(getattr(document.core_properties, name))]

    def added(self, block: Block, _: tuple[str, ...]) -> Mapping[str, Callable[[], object]]:
        """What a template may ask of *block* besides its fields."""
        made: dict[str, Callable[[], object]] = {"word": lambda: _markup("".join(self.body.block(block)))}
        if isinstance(block, Bars | Path):
            made["picture"] = lambda: _markup(f"{_AFTER}{self.body.drawn(block)}{_BEFORE}")
        return made

    def fill(self, values: Mapping[str, Any], sandbox: Sandbox) -> None:
        sandbox.finalize = _shown
        form = self.form
        form.init_docx = form.render_init = lambda *_: None  # it is ready, and must not be read again
        form.render_properties = lambda *_: None  # it would write "&amp;" for "&"
        try:
            form.render(values, sandbox, autoescape=True)
            self._speak(values, sandbox)
        except Exception as error:  # a template can go wrong in every way that a program can
            raise said_bad(self.name, error, near=self._near(error)) from error

    def _speak(self, values: Mapping[str, Any], sandbox: Sandbox) -> None:
        properties = self.form.docx.core_properties
        for name in self.spoken:
            text = sandbox.from_string(getattr(properties, name)).render(values)
            setattr(properties, name, " ".join(unescape(text).split())[:255])

    def _near(self, error: Exception) -> str:
        """The words of the paragraph in which the template went wrong: docxtpl begins a line with each."""
        form, line = self.form, getattr(error, "lineno", None) or line_of(error)
        part = form.current_rendering_part
        if not line or part is None:
            return ""
        source = form.get_xml() if part is form.docx.part else form.get_part_xml(part)
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", form.patch_xml(source)).split("\n")
        words = " ".join(unescape(_TAG.sub("", lines[line - 1] if line <= len(lines) else "")).split())
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _markup(xml: str) -> object:
    from markupsafe import Markup

    return Markup(xml)  # noqa: S704  # made by us, each text in it escaped


def _shown(value: object) -> object:
    """A value as it may stand in a document."""
    return visible(value) if type(value) is str else value
