"""The Markdown page read back by a parser of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

from tests.report.readback.held import Grid, said_so
from tests.report.readback.ways import bare, ways

BLOCKS = MarkdownIt("commonmark").enable("table")
BLOCKS.core.ruler.disable(["inline", "text_join"])
INLINE = MarkdownIt("commonmark").enable(["strikethrough"])
PLAIN = re.compile(r"[\w ,.;:'’()£–\"“”?/-]*")


class Shown(NamedTuple):
    """What a reader sees, and where its links lead."""

    text: str
    links: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def shown(content: str) -> Shown:
    if PLAIN.fullmatch(content):
        return Shown(bare(content))
    (token,) = INLINE.parseInline(content)
    pieces, links = [], []
    for each in token.children or []:
        if each.type == "link_open":
            links.append(unescape(str(each.attrGet("href"))))
        elif each.type == "html_inline":
            assert each.content in ("<br>", "<!-- -->"), each.content
        elif each.type not in ("link_close", "strong_open", "strong_close"):
            assert each.type in ("text", "text_special", "softbreak"), each
            pieces.append(each.content)
    return Shown(bare("".join(pieces)), tuple(links))


class MarkdownPage:
    """A page of tokens, from its first to its last."""

    between = " "

    def __init__(self, text: str) -> None:
        self.tokens = [
            each
            for each in BLOCKS.parse(text)
            if each.type not in ("thead_open", "thead_close", "tbody_open", "tbody_close")
        ]
        self.place = 0

    def take(self, type_: str) -> Any:
        token = self.tokens[self.place]
        assert token.type == type_, (type_, token.type, [each.content for each in self.tokens[self.place :][:3]])
        self.place += 1
        return token

    def end(self) -> None:
        assert [each for each in self.tokens[self.place :] if each.type != "html_block"] == []

    def heading(self, text: str, depth: int) -> None:
        assert self.take("heading_open").tag == f"h{min(depth + 1, 6)}"
        assert shown(self.take("inline").content).text == bare(text)
        self.take("heading_close")

    def caption(self, text: str, depth: int) -> None:
        self.heading(text, depth)

    def paragraph(self, text: str) -> None:
        assert self.inside("paragraph").text == bare(text)

    def inside(self, name: str) -> Shown:
        self.take(f"{name}_open")
        found = shown(self.take("inline").content)
        self.take(f"{name}_close")
        return found

    def items(self) -> Iterator[Shown]:
        self.take("bullet_list_open")
        while self.tokens[self.place].type == "list_item_open":
            self.place += 1
            yield self.inside("paragraph")
            self.take("list_item_close")
        self.take("bullet_list_close")

    def bullets(self, items: Sequence[str]) -> None:
        assert [each.text for each in self.items()] == [bare(each) for each in items]

    def facts(self, facts: Sequence[tuple[str, Any]]) -> None:
        for (label, value), found in zip(facts, self.items(), strict=True):
            assert found.text in [bare(f"{label}: {each}") for each in ways(value, self.between)]

    def table(self, grid: Grid) -> int:
        self.take("table_open")
        places = self._places(grid, [each.text for each in self._row("th")])
        for row in grid.rows:
            values = [row[each] for each in places]
            for found, value in zip(self._row("td"), values, strict=True):
                assert said_so(found.text, value, self.between), (found.text, value)
                assert set(_addresses(value)) <= {unquote(each) for each in found.links}, (found.links, value)
        self.take("table_close")
        return len(grid.rows)

    def _row(self, kind: str) -> list[Shown]:
        self.take("tr_open")
        cells = []
        while self.tokens[self.place].type == f"{kind}_open":
            cells.append(self.inside(kind))
        self.take("tr_close")
        return cells

    @staticmethod
    def _places(grid: Grid, headings: list[str]) -> list[int]:
        """Which columns of the JSON these are; in those that are not there nothing stands."""
        places: list[int] = []
        for place, heading in enumerate(grid.headings):
            if len(places) < len(headings) and headings[len(places)] == bare(heading):
                places.append(place)
            else:
                assert grid.left_out(place), (heading, headings)
        assert len(places) == len(headings)
        return places


def _addresses(value: Any) -> Iterator[str]:
    """The addresses of the evidence in a cell."""
    match value:
        case {"url": str(url)}:
            yield url
        case {"inferred": inner}:
            yield from _addresses(inner)
        case {"values": values}:
            for each in values:
                yield from _addresses(each)
