"""The page: what it says, how it is built, and that nothing from a file is ever markup.

The page is read with lxml, another library than the one that made it.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from actionplan.domain.dates import Window
from actionplan.domain.said import said_window
from actionplan.plaintext import safe
from actionplan.report.model import (
    CannotRender,
    Column,
    Letterhead,
    Link,
    Logo,
    RenderOptions,
    Report,
    Row,
    Section,
    Table,
    Template,
    Text,
)
from actionplan.report.renderers.html import render, seal_of
from actionplan.report.renderers.html.email import LARGEST
from actionplan.report.renderers.html.inline import TONES
from actionplan.report.templates import shipped
from actionplan.report.templating import BadTemplate, check
from tests.report.contrast import contrast
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, REAL, real, rendered, report_on, subject, subject_of
from tests.report.test_many import files
from tests.support import load_texts

LOGO = Logo(b"\x89PNG\r\n\x1a\n", "png", "Northfield & partners")
HEAD = Letterhead("Northfield <Council>", 'OFFICIAL "R&D"', LOGO)


def reports() -> dict[str, Report]:
    everything = report_on(subject_of(EVERYTHING))
    return {
        "everything": replace(everything, letterhead=HEAD, seal='{"plans": ["a<b>&"], "x": "\'"}'),
        "real plans": report_on(*map(real, REAL), on=END_OF_2015),
        "hostile": hostile_report(),
        "empty plan": report_on(subject_of({})),
        "one commitment": report_on(subject_of({"elm.yaml": "partner: elm\ncommitments: [{id: e-1, title: Go}]\n"})),
        "no plan": report_on(),
        "many": report_on(subject(load_texts(files(10, 50)))),
    }


REPORTS = reports()
each_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
each_page = pytest.mark.parametrize("email", [False, True], ids=["page", "email"])


def made(report: Report, *, email: bool = False, template: Template | None = None) -> str:
    return render(report, RenderOptions(email=email, template=template)).decode("utf-8")


def page(report: Report, *, email: bool = False) -> HtmlElement:
    return html.document_fromstring(made(report, email=email))


def words(element: HtmlElement) -> str:
    """What a reader reads there, its line breaks as spaces."""
    for each in element.iter("br", "li"):
        each.tail = " " + (each.tail or "")
    return " ".join(element.text_content().split())


def tables(report: Report) -> Iterator[dict[str, Any]]:
    """Every table and every count of the JSON, in reading order."""

    def inside(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for each in sections:
            yield from (block for block in each["blocks"] if block["type"] in ("table", "figures"))
            yield from inside(each["sections"])

    return inside(json.loads(rendered(report, "json"))["sections"])


def shows(text: str, value: Any) -> bool:  # noqa: C901, PLR0911, PLR0912  # one line for each kind of value
    """Whether *text* says the *value* of the JSON."""
    match value:
        case str():
            return text == " ".join(safe(value).split())
        case int():
            return re.fullmatch(rf"{value:,}( [a-z ]+)?", text) is not None
        case {"missing": said} | {"label": said}:
            return text == safe(said)
        case {"count": count, "of": of}:
            return text.startswith(f"{count:,} of {of:,}")
        case {"file": file, "line": line}:
            return text == f"{file}:{line}"
        case {"inferred": inner}:
            return text.endswith(" (inferred)") and shows(text.removesuffix(" (inferred)"), inner)
        case {"values": values}:
            return all(any(shows(part, each) for part in parts(text)) for each in values)
        case {"periods": steps}:
            return all(each["word"]["label"] in text for each in steps)
        case {"counts": counts}:
            return all(f"{count:,}" in text for count in counts.values() if count)
        case {"value": number, "date": when}:
            return text == f"{_grouped(number)} ({_window(when)})"
        case {"title": title, "date": when}:
            return text.startswith(" ".join(safe(title).split())) and (when is None or _window(when) in text)
        case {"precision": "span"}:
            return bool(text)
        case {"first": _}:
            return text == _window(value) or value["precision"] in ("quarter", "half-year", "year", "month")
        case _:
            return False


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _window(when: dict[str, str]) -> str:
    first, last = date.fromisoformat(when["first"]), date.fromisoformat(when["last"])
    return said_window(Window(first, last, when["written"], when["precision"]))


def parts(text: str) -> list[str]:
    """Every run of words of *text*: a cell of several values shows each of them somewhere."""
    split = text.split(" ")
    return [" ".join(split[start:end]) for start in range(len(split)) for end in range(start + 1, len(split) + 1)]


@each_report
def test_every_figure_is_that_of_the_json(report: Report) -> None:
    shown = list(page(report).iter("table"))
    expected = [each for each in tables(report) if each["type"] == "table" or _has_rows(each)]

    assert [words(each.find("caption")) for each in shown] == [
        " ".join(safe(each["caption"]).split()) for each in expected
    ]
    for table, block in zip(shown, expected, strict=True):
        rows = [[words(cell) for cell in row] for row in table.find("tbody").iter("tr")]
        headings = [words(each) for each in table.find("thead").iter("th")]
        if block["type"] == "figures":
            counted = [each for each in block["rows"] if each["share"]["count"] or each["before"]]
            assert [row[0] for row in rows] == [each["word"]["label"] for each in counted]
            assert all(shows(row[1], each["share"]) for row, each in zip(rows, counted, strict=True))
            assert [row[2:3] for row in rows] == [
                [f"{each['before']:,}"] if each["before"] is not None else [] for each in counted
            ]
            continue
        kept = [each for each in block["columns"] if safe(each["heading"]) in headings]
        assert headings == [safe(each["heading"]) for each in kept]
        assert len(rows) == len(block["rows"])
        for texts, row in zip(rows, block["rows"], strict=True):
            for text, column in zip(texts, kept, strict=True):
                assert shows(text, row["cells"][column["id"]]), (text, row["cells"][column["id"]])
        for dropped in [each["id"] for each in block["columns"] if each not in kept]:
            assert all("missing" in row["cells"][dropped] for row in block["rows"])


def _has_rows(block: dict[str, Any]) -> bool:
    return any(each["share"]["count"] or each["before"] for each in block["rows"])


@each_report
@each_page
def test_the_page_is_built_as_readers_need_it(report: Report, email: bool) -> None:
    root = page(report, email=email)

    assert root.get("lang") == "en-GB"
    assert (root.findtext(".//title") or "").strip()
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for each in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "caption", "li", "dd", "a", "p"):
        assert words(each) or (each.getparent().getparent().get("role") == "presentation" and email)
    names = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(names) == len(set(names))
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert {each.get(attribute) for each in root.iter() if each.get(attribute)} <= set(names)
    for table in root.iter("table"):
        if table.get("role") == "presentation":
            assert not list(table.iterchildren("caption", "thead"))
            continue
        assert all(each.get("scope") in ("col", "row") for each in table.iter("th"))
        rows = [each for each in table.iter("tr") if next(each.iterancestors("table")) is table]
        assert all(row[0].tag == "th" for row in rows)


@each_report
def test_every_table_has_a_caption_and_its_own_way_to_be_moved(report: Report) -> None:
    for table in page(report).iter("table"):
        around = table.getparent()
        caption = table.find("caption")
        assert around.get("tabindex") == "0"
        assert around.get("role") == "group"
        assert around.get("aria-labelledby") == caption.get("id")
        width = len(table.find("thead")[0])
        assert {len(row) for row in table.find("tbody")} <= {width}


@each_report
def test_links_lead_somewhere(report: Report) -> None:
    from urllib.parse import unquote

    root = page(report)
    names = {each.get("id") for each in root.iter() if each.get("id")}
    for each in root.iter("a"):
        address = str(each.get("href"))
        if address.startswith("#"):
            assert unquote(address[1:]) in names
        else:
            assert address.startswith(("https://", "http://"))
            assert each.get("rel") == "noopener noreferrer"


@each_report
@each_page
def test_nothing_is_asked_of_anybody(report: Report, email: bool) -> None:
    text = made(report, email=email)
    root = html.document_fromstring(text)

    assert not list(
        root.iter("script", "link", "iframe", "object", "embed", "base", "form", "video", "audio", "source")
    )
    for each in root.iter():
        if isinstance(each.tag, str):
            assert not [
                name
                for name in map(str, each.attrib)
                if name.startswith("on") or name in ("srcset", "background", "action")
            ]
            assert (each.get("src") or "data:image/").startswith("data:image/")
            assert email or each.get("style") is None
    assert "url(" not in "".join(each.text or "" for each in root.iter("style"))
    assert "@import" not in text.split("</style>")[0]


@each_report
def test_only_the_styles_of_the_page_may_be_obeyed(report: Report) -> None:
    root = page(report)
    (style,) = root.iter("style")
    (policy,) = [each.get("content") for each in root.iter("meta") if each.get("http-equiv")]
    digest = b64encode(sha256((style.text or "").encode()).digest()).decode()

    expected = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert policy == expected


@each_report
def test_sections_come_in_their_order_with_all_they_say(report: Report) -> None:
    def titles(sections: tuple[Section, ...]) -> Iterator[str]:
        for each in sections:
            yield " ".join(safe(each.title).split())
            yield from titles(each.sections)

    for email in (False, True):
        said = [words(each) for each in page(report, email=email).iter("h2", "h3", "h4", "h5", "h6")]
        wanted = list(titles(report.sections))
        if email:
            left = iter(wanted)
            assert all(each in left for each in said)
        else:
            assert [each for each in said if each != "Contents"] == wanted


def test_each_commitment_has_one_place_to_link_to() -> None:
    root = page(REPORTS["everything"])

    (row,) = [each for each in root.iter("tr") if each.get("id") == "northfield/haven-1"]
    assert "northfield/haven.yaml:3" in words(row)
    links = [each for each in root.iter("a") if each.get("href") == "#northfield/haven-1"]
    assert len(links) >= 4
    assert {words(each) for each in links} == {"haven-1"}
    places = [each.get("id") for each in page(REPORTS["real plans"]).iter("tr") if each.get("id")]
    assert "mou-2015-16/hact-1" in places
    assert len(places) == len(set(places)) == 20


def test_a_word_stands_beside_every_colour() -> None:
    root = page(REPORTS["everything"])

    marked = root.xpath("//*[contains(concat(' ', @class, ' '), ' tone ')]")
    assert len(marked) > 30
    assert all(words(each) for each in marked)
    strips = root.xpath("//*[@class='strip']")
    assert len(strips) == 8
    for each in strips:
        assert each.get("aria-hidden") == "true"
        assert len(each) == sum(int(number) for number in re.findall(r"\((\d+)\)", words(each.getparent())))


def test_the_strip_shows_the_periods() -> None:
    (cell,) = [
        each.getparent()
        for each in page(REPORTS["everything"]).xpath("//*[@class='strip']")
        if "Red (1)" in each.getparent().text_content()
    ]
    assert [each.get("class") for each in cell[0]] == ["neutral", "watch", "bad"]
    assert words(cell) == "No update received (1), Amber (1), Red (1)"


def test_pictures_have_words_and_stand_before_their_table() -> None:
    root = page(REPORTS["everything"])
    figures = list(root.iter("figure"))

    assert len(figures) >= 3
    for each in figures:
        (drawn,) = each.iter("svg")
        assert drawn.get("role") == "img"
        assert words(each.find("figcaption")) == words(next(drawn.iter("title")))
        assert words(next(drawn.iter("desc")))
        assert any(after.tag == "div" for after in each.itersiblings())


MORE = {
    "money": "R&D <beta> & £5m",
    "formula": "=cmd|' /C calc'!A0",
    "cdata": "]]> <![CDATA[ x ]]>",
    "template": "{{ title }} {% for x in y %} {# z #}",
    "two thousand": "long title " * 181 + "x" * 9,
    "lines": "one\ntwo\r\nthree\u2028four",
    "control": "a\x00b\x1b[31mred\x07 \u202eevil \ud800",
    "attribute": 'x" onload="alert(1)" \'><script>alert(1)</script>',
    "style": "</style></title><style>*{display:none}</style>",
}


@pytest.mark.parametrize("title", [*TITLES.values(), *MORE.values()], ids=[*TITLES, *MORE])
@each_page
def test_hostile_text_is_shown_as_it_is(title: str, email: bool) -> None:
    rows = (
        Row((Text("x-1"), Text(title), Link(title, "javascript:alert(1)"), Link(title, 'https://a.example/"><b>'))),
    )
    columns = (Column("id", "Id"), Column("title", title), Column("link", "Link"), Column("web", "Web"))
    report = Report(title, ("p",), date(2025, 1, 1), "0", REPORTS["no plan"].provenance,
                    (Section("s", title, (Table("t", title, columns, rows),)),), Letterhead(title, title))  # fmt: skip
    text = made(report, email=email)
    root = html.document_fromstring(text)
    told = " ".join(safe(title).split())

    assert {each.tag for each in root.iter() if isinstance(each.tag, str)} <= TAGS
    assert {words(each) for each in root.iter("h1", "h2")} <= {told, "Contents"}
    assert {each.get("href") for each in root.iter("a")} - {"#s", "#report"} == {'https://a.example/"><b>'}
    assert told in words(root)


TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "footer",
        "nav",
        "main",
        "section",
        "div",
        "span",
    ),
    *("h1", "h2", "h3", "p", "b", "br", "ol", "ul", "li", "dl", "dt", "dd", "i", "img"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_shown_and_never_obeyed(title: str, seal: str) -> None:
    report = replace(REPORTS["no plan"], title=title, seal=seal, letterhead=Letterhead(title, title))
    made_ = render(report, RenderOptions())
    root = html.document_fromstring(made_.decode("utf-8"))

    assert words(next(root.iter("h1"))) == " ".join(safe(title).split())
    assert {each.tag for each in root.iter() if isinstance(each.tag, str)} <= TAGS


def test_what_the_logo_shows_is_said() -> None:
    (logo,) = page(REPORTS["everything"]).iter("img")

    assert logo.get("alt") == "Northfield & partners"
    assert logo.get("src") == "data:image/png;base64," + b64encode(LOGO.data).decode()


def test_the_classification_stands_at_the_top_and_the_bottom() -> None:
    for email in (False, True):
        text = words(page(REPORTS["everything"], email=email).find("body"))
        line = 'OFFICIAL "R&D"'
        assert text.removeprefix("Skip to the report ").startswith(line)
        assert text.endswith(line)


@each_page
def test_the_seal_is_read_back(email: bool) -> None:
    seal = '{"plans": ["a<b>&\\"\'é"]}'

    assert seal_of(render(replace(REPORTS["everything"], seal=seal), RenderOptions(email=email))) == seal
    assert seal_of(render(REPORTS["no plan"], RenderOptions(email=email))) is None


@given(st.binary(max_size=300))
def test_reading_a_seal_never_fails(data: bytes) -> None:
    assert seal_of(data) is None
    assert seal_of(b'<meta name="actionplan-seal" content="' + data) is None


@each_page
def test_two_runs_give_the_same_bytes(email: bool) -> None:
    first, second = reports(), reports()
    for name, report in first.items():
        assert made(report, email=email) == made(second[name], email=email)


# An organisation's own template.


def own(text: str) -> Template:
    return Template("own.html.j2", text.encode())


def test_a_copy_of_the_shipped_template_gives_the_same_page() -> None:
    for report in (REPORTS["everything"], REPORTS["real plans"]):
        assert made(report, template=own(shipped("page.html.j2"))) == made(report)


def test_the_shipped_template_asks_for_nothing_that_is_not_there() -> None:
    assert check(own(shipped("page.html.j2"))) == []


def test_an_own_template_says_what_it_wants_and_keeps_the_seal() -> None:
    text = "<html><head><title>{{ title }}</title></HEAD><body>{{ section.headline.blocks[0].html }}</body></html>"
    shown = made(replace(REPORTS["everything"], seal="x"), template=own(text))

    assert shown.startswith('<html><head><title>Northfield homes and health plan</title><meta name="actionplan-seal"')
    assert "<body><p>Of 8 commitments, 1 is complete" in shown
    assert seal_of(shown.encode()) == "x"


def test_styles_of_ones_own_may_be_obeyed() -> None:
    text = '<meta content="style-src {{ style_hashes }}"><style>p { color: red }</style><style>b {}</style>{{ title }}'
    digests = [b64encode(sha256(each.encode()).digest()).decode() for each in ("p { color: red }", "b {}")]
    sly = replace(REPORTS["no plan"], title="'style-hashes'")

    expected = f"\"style-src 'sha256-{digests[0]}' 'sha256-{digests[1]}'\""
    assert made(sly, template=own(text)).startswith(f"<meta content={expected}><style>")
    assert made(sly, template=own(text)).endswith("&#39;style-hashes&#39;")


def test_a_wrong_template_is_refused() -> None:
    with pytest.raises(BadTemplate, match="there is no field “titel” here; did you mean “title”"):
        made(REPORTS["everything"], template=own("{{ titel }}"))
    with pytest.raises(CannotRender, match="Leave out either --email or --template"):
        render(REPORTS["everything"], RenderOptions(email=True, template=own("x")))


# The mail.


@each_report
def test_a_mail_has_inline_styles_alone_and_is_not_cut_off(report: Report) -> None:
    text = made(report, email=True)
    root = html.document_fromstring(text)

    assert not list(root.iter("style", "svg", "img", "section", "figure", "main"))
    assert not [each for each in root.iter() if each.get("class")]
    assert len(text.encode()) < LARGEST + 5_000 < 102 * 1024


def test_what_a_mail_leaves_out_it_says() -> None:
    text = words(page(REPORTS["many"], email=True))

    assert "500 rows: see the full report." in text
    assert "full report" not in words(page(REPORTS["everything"], email=True))


def test_a_mail_says_every_value() -> None:
    report = REPORTS["everything"]
    text = words(page(report, email=True))
    for block in tables(report):
        if block["type"] == "table":
            for row in block["rows"]:
                for cell in row["cells"].values():
                    if isinstance(cell, str):
                        assert " ".join(cell.split()) in text
                    elif isinstance(cell, dict) and "label" in cell:
                        assert cell["label"] in text
                    elif isinstance(cell, dict) and "count" in cell:
                        assert f"{cell['count']:,} of {cell['of']:,}" in text


def test_bars_of_a_mail_are_shaded_cells_with_their_words() -> None:
    cells = [each for each in page(REPORTS["everything"], email=True).iter("td") if each.get("bgcolor")]

    assert "2 In progress" in [words(each) for each in cells]
    assert all(re.fullmatch(r"[\d,]+( \S.*)?", words(each)) for each in cells)
    for each in cells:
        (legend,) = [words(found) for found in each.xpath("preceding::p[span]")[-1:]]
        assert words(each).lstrip("0123456789, ") in legend


# Colours.

CSS = shipped("page.css")


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each mode: those of the dark and the printed page replace those of the light one."""
    light, dark, printed = (
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", each)) for each in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    )
    return {"light": light, "dark": {**light, **dark}, "print": {**light, **printed}}


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_everything_can_be_read_on_its_ground(mode: str) -> None:
    colours = palettes()[mode]

    assert len(colours) == 10
    for ground in ("paper", "faint"):
        for letters in ("ink", "quiet", "accent", "good", "watch", "bad", "neutral"):
            assert contrast(colours[letters], colours[ground]) >= 4.5, (letters, ground)


def test_every_colour_of_the_styles_is_one_of_those() -> None:
    rest = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)

    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rest)) == {"#ffffff"}  # the ground of pictures


def test_the_tones_of_a_mail_can_be_read() -> None:
    assert all(contrast(each, "#ffffff") >= 4.5 for each in (*TONES.values(), "#1d1d1f", "#565d63", "#14508c"))
    assert contrast("#1d1d1f", "#eef1f4") >= 4.5


def test_the_styles_come_with_the_package() -> None:
    import actionplan.report.templates as folder

    assert {each.name for each in Path(folder.__file__).parent.iterdir() if each.suffix != ".pyc"} - {"__pycache__"} >= {
        "page.html.j2", "page.css",
    }  # fmt: skip
