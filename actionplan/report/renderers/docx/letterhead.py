"""What stands above the report: organisation, classification, logo, title."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from actionplan.plaintext import visible
from actionplan.report.model import Letterhead, Report
from actionplan.report.renderers.docx.markup import MAIN, paragraph, run
from actionplan.report.renderers.docx.pictures import Pictures
from actionplan.report.renderers.docx.styles import Styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _BaseHeaderFooter

_CENTRED = '<w:jc w:val="center"/>'
_NAMESPACE = f'<w:p xmlns:w="{MAIN}"'


def title_block(report: Report, styles: Styles, pictures: Pictures, *, is_own: bool) -> str:
    """The logo, on our own paper, and the title. An organisation's template shows whose it is by itself."""
    logo = report.letterhead.logo
    drawn = pictures.logo(logo) if logo and is_own else ""
    return (paragraph(drawn) if drawn else "") + paragraph(run(report.title), styles.title)


def put_on(document: Document, letterhead: Letterhead, *, is_own: bool) -> None:
    """Writes the letterhead on every page: all of it on our own paper, else the classification where it is not said."""
    section = document.sections[-1]
    has_first = section.different_first_page_header_footer
    has_even = document.settings.odd_and_even_pages_header_footer
    headers: list[_BaseHeaderFooter] = [section.header]
    headers += [section.first_page_header] if has_first else []
    headers += [section.even_page_header] if has_even else []
    if is_own:
        _write(section.header, letterhead.organisation, "")
        _write(section.footer, letterhead.classification, _CENTRED)
    for each in headers if letterhead.classification else ():
        _write(each, letterhead.classification, _CENTRED)


def _write(place: _BaseHeaderFooter, text: str, properties: str) -> None:
    """One more line, unless it says so already. It takes the style, and the room, of an empty line at the end."""
    from docx.oxml import parse_xml

    root = place.part.element
    if not text or visible(text).casefold() in "".join(root.itertext()).casefold():
        return
    last = place.paragraphs[-1] if place.paragraphs else None
    style = escape(last.style.style_id) if last is not None and last.style is not None else ""
    line = paragraph(run(text, "<w:b/>"), style, properties)
    root.append(parse_xml(line.replace("<w:p>", f"{_NAMESPACE}>", 1)))
    if last is not None and not last.text and last._p.find(f".//{{{MAIN}}}r") is None:  # noqa: SLF001  # its only handle
        root.remove(last._p)  # noqa: SLF001  # as above
