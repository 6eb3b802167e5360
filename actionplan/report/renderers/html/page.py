"""The page: a template, the shipped one or an organisation's own, and what it is given."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from html import escape, unescape
from typing import assert_never

from actionplan.report.charts import svg
from actionplan.report.model import (
    Bars,
    Block,
    Bullets,
    Facts,
    Figures,
    NoneSaid,
    Path,
    Prose,
    Report,
    Section,
    Table,
    Template,
)
from actionplan.report.renderers.html.cells import bullets, facts, figures, prose, shown
from actionplan.report.renderers.html.tables import Tables, plan_of
from actionplan.report.templates import shipped
from actionplan.report.templating import Fields, fields, filled
from actionplan.report.words import is_alone

# Where a page says which styles may be obeyed; what stands for it is put in when the styles are known.
HASHES = "'style-hashes'"
SEAL = "actionplan-seal"
_STYLES = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_SEALED = re.compile(rf'<meta name="{SEAL}" content="([^"<>]*)">'.encode())
_HEAD_ENDS = re.compile(b"</head>", re.IGNORECASE)


def page(report: Report, template: Template | None) -> bytes:
    """The whole page in UTF-8. Raises BadTemplate where *template* cannot be filled in."""
    own = template or Template("page.html.j2", shipped("page.html.j2").encode())
    return _hashed(_sealed(filled(own, page_fields(report)), report.seal))


def page_fields(report: Report) -> Fields:
    """The fields of any template, and with them what a page needs: each block as HTML, and the styles."""
    from markupsafe import Markup

    style = shipped("page.css") + _printed_margins(report)
    return {**fields(report, _Blocks(report).added), "style": Markup(style), "style_hashes": Markup(HASHES)}  # noqa: S704  # ours


def seal_in(data: bytes) -> str | None:
    """The seal of a page, None where it has none."""
    found = _SEALED.search(data)
    return unescape(found[1].decode("utf-8", "replace")) if found else None


def _sealed(data: bytes, seal: str) -> bytes:
    """The page with the seal in its head, also where an own template does not put it there."""
    if not seal or _SEALED.search(data):
        return data
    return _HEAD_ENDS.sub(lambda found: sealed(seal).encode("utf-8", "replace") + found[0], data, count=1)


def sealed(seal: str) -> str:
    """What keeps *seal* in a page, nothing where there is none."""
    return f'<meta name="{SEAL}" content="{escape(seal)}">' if seal else ""


def _hashed(data: bytes) -> bytes:
    """The page, in which just the styles that it holds may be obeyed."""
    hashes = [b"'sha256-%s'" % b64encode(sha256(each).digest()) for each in _STYLES.findall(data)]
    return data.replace(HASHES.encode(), b" ".join(hashes) or b"'none'", 1)


class _Blocks:
    """The blocks of one report as HTML, each with names of its own on the page."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tables = Tables(report)
        self.alone = {id(block) for each in _all(report.sections) if is_alone(each) for block in each.blocks}
        self.names: dict[str, int] = {}

    def added(self, block: Block, route: tuple[str, ...]) -> Mapping[str, Callable[[], object]]:
        return {"html": partial(self.marked, block, route)}

    def marked(self, block: Block, route: tuple[str, ...]) -> str:
        from markupsafe import Markup

        return Markup(self.html(block, route))  # noqa: S704  # made of escaped text

    def html(self, block: Block, route: tuple[str, ...]) -> str:
        is_only = id(block) in self.alone
        match block:
            case Prose() | NoneSaid():
                return prose(block)
            case Bullets():
                return bullets(block)
            case Facts():
                return facts(block)
            case Figures():
                return figures(block, self.name(block, route), is_only=is_only)
            case Table():
                plan = plan_of(self.report, route[0])
                return self.tables.html(block, self.name(block, route), plan, is_only=is_only)
            case Bars() | Path():
                return _picture(block, self.name(block, route))
            case _:
                assert_never(block)

    def name(self, block: Figures | Table | Bars | Path, route: tuple[str, ...]) -> str:
        """A name that no other block on the page has."""
        name = re.sub(r"[^A-Za-z0-9_-]", "-", "-".join((*route, block.id)))
        number = self.names[name] = self.names.get(name, 0) + 1
        return f"{name}-{number}" if number > 1 else f"{name}-block"


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _picture(picture: Bars | Path, name: str) -> str:
    """The picture under its caption; nothing where there is nothing to draw."""
    drawn = svg(picture, id_prefix=f"{name}-")
    if not drawn:
        return ""
    scroll = f'<div class="picture" role="group" tabindex="0" aria-labelledby="{name}-caption">{drawn}</div>'
    return f'<figure><figcaption id="{name}-caption">{shown(picture.caption)}</figcaption>{scroll}</figure>'


def _printed_margins(report: Report) -> str:
    """The lines at the top and bottom of every printed page: classification, title, page number."""
    line, title = _css(report.letterhead.classification), _css(report.title)
    classified = f"@top-center{{content:{line}}}@bottom-center{{content:{line}}}" if line != '""' else ""
    pages = '@bottom-right{content:"Page " counter(page) " of " counter(pages)}'
    return f"@page{{{classified}@bottom-left{{content:{title}}}{pages}}}\n"


def _css(text: str) -> str:
    """*text* as a CSS string, every sign in it by its number."""
    return '"' + "".join([each if each.isalnum() else f"\\{ord(each):x} " for each in text]) + '"'
