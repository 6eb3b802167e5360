"""Word reports in an organisation's own template: what is kept, what is made, what is refused, and templates with fields."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from actionplan.officefile import rezip
from actionplan.plaintext import safe
from actionplan.report.model import CannotRender, Letterhead, RenderOptions, Report, Template
from actionplan.report.renderers.docx import check_docx, default_template, render, seal_of
from tests.report import word_templates
from tests.report.docx_reading import W, barriers, document, part, tables
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, real, report_on, subject_of

SHIPPED = Path(__file__).parent.parent.parent / "actionplan" / "report" / "templates"
TEMPLATES = {"default.docx": word_templates.default, "board-paper.docx": word_templates.board_paper}
FUZZED = int(os.environ.get("ACTIONPLAN_MUTANTS", "60"))
ORGANISATION = 'R&D <beta> "x" & £5m'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, name: str, *pairs: tuple[str, str]) -> bytes:
    """*data* with words of one part replaced, each of which must be there."""
    parts = members(data)
    text = parts[name].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return packed({**parts, name: text.encode()})


@cache
def everything() -> Report:
    return replace(
        report_on(subject_of(EVERYTHING)), letterhead=Letterhead(ORGANISATION, "OFFICIAL"), seal='{"seal":1}'
    )


def on(data: bytes, name: str = "ours.dotx", report: Report | None = None) -> bytes:
    """The report on the template *data*."""
    return render(report or everything(), RenderOptions(template=Template(name, data)))


def field(text: str, **parts: str) -> Template:
    """A template that says *text* between two paragraphs."""
    lines = "".join([f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in ("First.", text, "Last.")])
    return Template("ours.docx", packed({**members(word_templates.document(lines)), **parts}))


def paragraphs(data: bytes) -> list[str]:
    return [each.text for each in document(data).paragraphs if each.text]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_shipped_templates_are_what_is_written_here(name: str) -> None:
    if os.environ.get("ACTIONPLAN_UPDATE_TEMPLATES"):
        (SHIPPED / name).write_bytes(TEMPLATES[name]())

    assert members((SHIPPED / name).read_bytes()) == members(TEMPLATES[name]())


def test_the_default_is_the_shipped_one() -> None:
    assert default_template() == (SHIPPED / "default.docx").read_bytes()


# An organisation's template as Word in another language saves it: built-in styles have other ids, never other names.
def own_template() -> bytes:
    data = word_templates.document("<w:p><w:r><w:t>Draft: not for the board</w:t></w:r></w:p>")
    data = changed(data, "[Content_Types].xml", (MAIN, MAIN.replace("document.main", "template.main")))
    data = changed(
        data,
        "word/styles.xml",
        ('w:styleId="Heading1"', 'w:styleId="berschrift1"'),
        ('w:styleId="ReportTable"><w:name w:val="Report Table"', 'w:styleId="Elm"><w:name w:val="Elm Housing table"'),
        ('<w:sz w:val="44"/>', '<w:sz w:val="60"/>'),
    )
    data = changed(data, "word/header.xml", ("</w:pPr></w:p>", "</w:pPr><w:r><w:t>Elm Housing</w:t></w:r></w:p>"))
    return changed(data, "word/document.xml", ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'))


def test_a_dotx_gives_a_document_in_its_own_look() -> None:
    data = on(own_template())

    made = document(data)
    assert MAIN.encode() in members(data)["[Content_Types].xml"]
    assert [(each.page_width or 0).twips for each in made.sections] == [12240, 15840]  # type: ignore[union-attr]  # a length
    assert {each.style.style_id for each in made.paragraphs if each.style and each.style.name == "Heading 1"} == {
        "berschrift1"
    }
    assert {each.style.name for each in made.tables if each.style} == {"Elm Housing table"}
    assert made.styles["Title"].font.size.pt == 30
    assert [each.text for each in made.sections[0].header.paragraphs] == ["Elm Housing", "OFFICIAL"]
    assert [each.text for each in made.sections[0].footer.paragraphs] == ["Page 1 of 1"]
    assert paragraphs(data)[0] == "Northfield homes and health plan"
    assert "Draft: not for the board" not in members(data)["word/document.xml"].decode()
    assert tables(data) == tables(render(everything(), RenderOptions()))
    assert barriers(data) == []
    assert on(own_template()) == data


def test_a_classification_that_the_template_has_is_not_said_twice() -> None:
    template = changed(own_template(), "word/header.xml", ("Elm Housing", "Elm Housing – Official"))

    assert [each.text for each in document(on(template)).sections[0].header.paragraphs] == ["Elm Housing – Official"]


def test_the_first_page_says_the_classification_too() -> None:
    template = changed(own_template(), "word/document.xml", ("</w:sectPr>", "<w:titlePg/></w:sectPr>"))

    sections = document(on(template)).sections

    assert "OFFICIAL" in [each.text for each in sections[0].first_page_header.paragraphs]
    assert [each.different_first_page_header_footer for each in sections] == [True, False]


def test_headers_come_from_the_section_that_has_them() -> None:
    data = word_templates.default()
    page = members(data)["word/document.xml"].decode()
    found = re.search(r"<w:sectPr>(<w:headerReference.*?/><w:footerReference.*?/>)(.*?)</w:sectPr>", page)
    assert found is not None
    earlier = f"<w:p><w:pPr><w:sectPr>{found[1]}{found[2]}</w:sectPr></w:pPr></w:p><w:sectPr>{found[2]}</w:sectPr>"
    template = changed(data, "word/document.xml", (found[0], earlier))
    template = changed(
        template, "word/header.xml", ("</w:pPr></w:p>", "</w:pPr><w:r><w:t>Elm Housing</w:t></w:r></w:p>")
    )

    first = document(on(template)).sections[0]

    assert first.header.paragraphs[0].text == "Elm Housing"
    assert not first.header.is_linked_to_previous


def bare() -> bytes:
    """A template with hardly anything in it: no styles but one, no header, no footer, no list, no page."""
    parts = members(word_templates.document(""))
    for name in ("word/header.xml", "word/footer.xml", "word/numbering.xml", "docProps/core.xml", "word/settings.xml"):
        del parts[name]
    for name in ("word/_rels/document.xml.rels", "_rels/.rels"):
        gone = rb'<Relationship [^>]*Target="(?:header|footer|numbering|settings|docProps/core)\.xml"/>\n?'
        parts[name] = re.sub(gone, b"", parts[name])
    parts["[Content_Types].xml"] = re.sub(
        rb"<Override PartName=\"/(?!word/(?:document|styles))[^>]*>\n?", b"", parts["[Content_Types].xml"]
    )
    parts["word/document.xml"] = re.sub(rb"<w:sectPr>.*</w:sectPr>", b"", parts["word/document.xml"])
    parts["word/styles.xml"] = re.sub(rb"<w:docDefaults>.*</w:style>", b"", parts["word/styles.xml"])
    return packed(parts)


def test_a_template_without_styles_gets_plain_ones() -> None:
    data = on(bare())

    assert barriers(data) == []
    assert tables(data) == tables(render(everything(), RenderOptions()))
    made = document(data)
    assert {each.style.name for each in made.tables if each.style} == {"Table Grid"}
    (numbers,) = {each.get(f"{W}val") for each in part(data, "word/styles.xml").iter(f"{W}numId")}
    listed = part(data, "word/numbering.xml")
    assert [each.get(f"{W}numId") for each in listed.findall(f"{W}num")] == [numbers]
    assert made.sections[0].header.paragraphs[-1].text == "OFFICIAL"


def test_a_list_is_added_beside_those_of_the_template() -> None:
    template = changed(word_templates.default(), "word/styles.xml", ('w:val="List Bullet"', 'w:val="Points"'))

    numbering = part(on(template), "word/numbering.xml")

    order = [(each.tag.removeprefix(W), each.get(f"{W}abstractNumId") or each.get(f"{W}numId")) for each in numbering]
    assert order == [("abstractNum", "1"), ("abstractNum", "2"), ("num", "1"), ("num", "2")]


def test_a_template_that_lies_across_stays_so() -> None:
    template = changed(
        word_templates.default(), "word/document.xml", ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    )

    assert [(each.page_width or 0).twips for each in document(on(template)).sections] == [16838]  # type: ignore[union-attr]  # a length


def test_a_report_can_be_the_template_of_the_next() -> None:
    first = on(own_template(), report=replace(everything(), seal="s" * 600))

    again = on(first, "last-quarter.docx")

    assert tables(again) == tables(first)
    assert [each.text for each in document(again).sections[0].header.paragraphs] == ["Elm Housing", "OFFICIAL"]
    assert (seal_of(first), seal_of(again)) == ("s" * 600, '{"seal":1}')
    assert len(part(again, "docProps/custom.xml")) == 1


def test_what_is_private_to_the_template_is_not_passed_on() -> None:
    parts = members(own_template())
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kept = parts["word/_rels/document.xml.rels"].decode()
    added = f'<Relationship Id="rId90" Type="{kinds}/comments" Target="comments.xml"/>'
    parts["word/_rels/document.xml.rels"] = kept.replace("</Relationships>", f"{added}</Relationships>").encode()
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment>Secret</w:comment></w:comments>'.encode()
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{kinds}/attachedTemplate" Target="file:///S:/secret.dotm" TargetMode="External"/></Relationships>'
    ).encode()
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"<w:defaultTabStop", b'<w:attachedTemplate r:id="rId1"/><w:defaultTabStop'
    )

    made = members(on(packed(parts)))

    assert not [name for name, content in made.items() if b"ecret" in content or b"attachedTemplate" in content]


def zip_bomb() -> bytes:
    return packed({**members(word_templates.default()), "word/media/a.png": b"\0" * (101 * 1024 * 1024)})


def with_entities() -> bytes:
    bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
    return changed(word_templates.default(), "word/styles.xml", ("<w:styles", f"{bomb}<w:styles"))


def in_utf_16() -> bytes:
    parts = members(with_entities())
    return packed({**parts, "word/styles.xml": parts["word/styles.xml"].decode().encode("utf-16")})


def encrypted() -> bytes:
    data = bytearray(word_templates.default())
    for found in re.finditer(b"PK\x01\x02", bytes(data)):
        struct.pack_into("<H", data, found.start() + 8, 1)
    return bytes(data)


SAVE = " In Word, take off any password, use Save As and choose Word Document (.docx) or Word Template (.dotx)."
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", f"is no office file, or is damaged.{SAVE}"),
    "text": (lambda: b"Dear board", f"is no office file, or is damaged.{SAVE}"),
    "another zip": (lambda: packed({"a.txt": "x"}), f"is not a Word document.{SAVE}"),
    "a workbook": (
        lambda: changed(word_templates.default(), "[Content_Types].xml", (MAIN, "application/vnd.ms-excel")),
        f"is not a Word document.{SAVE}",
    ),
    "cut short": (lambda: word_templates.default()[:-200], f"is no office file, or is damaged.{SAVE}"),
    "old or locked": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        f"is protected by a password, or is in the format of before 2007.{SAVE}",
    ),
    "macros": (
        lambda: changed(
            word_templates.default(),
            "[Content_Types].xml",
            (MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ),
        f"holds macros, which a report must not carry.{SAVE}",
    ),
    "bomb": (zip_bomb, f"is larger unpacked than any template need be.{SAVE}"),
    "entities": (
        with_entities,
        f"declares entities or an encoding that office programs do not write (in word/styles.xml).{SAVE}",
    ),
    "two bytes a character": (
        in_utf_16,
        f"declares entities or an encoding that office programs do not write (in word/styles.xml).{SAVE}",
    ),
    "a zip with a password": (encrypted, f"is no office file, or is damaged.{SAVE}"),
    "no XML": (
        lambda: packed({**members(word_templates.default()), "word/styles.xml": b"<w:styles"}),
        f"cannot be used; it may be damaged. Open it in Word.{SAVE}",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_template_is_refused_in_a_sentence(case: str) -> None:
    make, said = REFUSED[case]
    template = Template("ours.dotx", make())

    with pytest.raises(CannotRender) as caught:
        render(everything(), RenderOptions(template=template))

    assert str(caught.value) == f"The template ours.dotx {said}"
    assert check_docx(template) == [f"The template ours.dotx {said}"]


def test_damaged_templates_are_used_or_refused() -> None:
    """Never anything else: each is damaged in one place, by a seed that is its number."""
    report = replace(report_on(subject_of({})), seal="{}", letterhead=Letterhead("Elm", "OFFICIAL"))
    outcomes = set()
    for seed in range(FUZZED):
        data = damaged(random.Random(seed))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                made = on(data, report=report)
            assert rezip(made) == made, f"seed {seed}"
            outcomes.add("used")
        except CannotRender:
            outcomes.add("refused")
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error

    assert outcomes == {"used", "refused"}


def damaged(random_: random.Random) -> bytes:
    parts = members(word_templates.default())
    name = random_.choice(sorted(parts))
    text = parts[name].decode()
    match random_.randrange(4):
        case 0:
            del parts[name]
        case 1:
            parts[name] = b"<a/>"
        case 2:
            found = random_.choice(list(re.finditer(r'<[^<>]*/>| [\w:]+="[^"]*"', text)))
            parts[name] = (text[: found.start()] + text[found.end() :]).encode()
        case _:
            place = random_.randrange(len(text))
            parts[name] = (text[:place] + random_.choice('<>/"=w1 ') + text[place + 1 :]).encode()
    return packed(parts)


# Templates with fields.


def test_fields_are_filled_in_everywhere_and_nothing_is_lost() -> None:
    template = field("{{ organisation }} at {{ as_at }}")
    data = changed(
        template.data, "word/header.xml", ("</w:pPr></w:p>", "</w:pPr><w:r><w:t>H {{ organisation }}</w:t></w:r></w:p>")
    )
    data = changed(data, "word/footer.xml", ("Page ", "F {{ organisation }} "))
    data = changed(data, "docProps/core.xml", ("<dc:title></dc:title>", "<dc:title>T {{ organisation }}</dc:title>"))

    made = on(data, "ours.docx")

    assert paragraphs(made) == ["First.", f"{ORGANISATION} at 31 December 2025", "Last."]
    first = document(made).sections[0]
    assert [each.text for each in first.header.paragraphs] == [f"H {ORGANISATION}", "OFFICIAL"]
    assert [each.text for each in first.footer.paragraphs] == [f"F {ORGANISATION} 1 of 1"]
    properties = document(made).core_properties
    assert (properties.title, properties.author) == (f"T {ORGANISATION}", ORGANISATION)
    assert seal_of(made) == '{"seal":1}'
    assert on(data, "ours.docx") == made


def test_what_a_plan_says_is_never_a_field() -> None:
    template = field("{{ organisation }}")
    data = changed(
        template.data, "docProps/core.xml", ("<dc:title></dc:title>", "<dc:title>{{ organisation }}</dc:title>")
    )
    report = replace(everything(), letterhead=Letterhead("{{ 7 * 7 }} {% x %}", "{{ title }}"))

    made = on(data, report=report)

    assert paragraphs(made)[1] == "{{ 7 * 7 }} {% x %}"
    assert document(made).core_properties.title == "{{ 7 * 7 }} {% x %}"
    assert document(made).sections[0].header.paragraphs[0].text == "{{ title }}"


def test_what_a_template_itself_writes_is_made_visible() -> None:
    assert paragraphs(on(field("{{ 'a' + '\\u202e' + '\\x07' }}").data))[1] == "a<U+202E><U+0007>"


def test_fields_in_the_header_alone_leave_the_text_to_the_report() -> None:
    template = changed(own_template(), "word/header.xml", ("Elm Housing", "Elm on {{ as_at }}: {{ classification }}"))

    made = on(template)

    assert [each.text for each in document(made).sections[0].header.paragraphs] == ["Elm on 31 December 2025: OFFICIAL"]
    assert tables(made) == tables(on(own_template()))
    assert seal_of(made) == '{"seal":1}'
    assert check_docx(Template("ours.dotx", changed(template, "word/header.xml", ("as_at", "as_of")))) == [
        "ours.dotx: there is no field “as_of” here; did you mean “as_at”?"
    ]


def test_the_example_of_the_how_to_page_works() -> None:
    page = (SHIPPED.parent.parent.parent / "docs" / "how-to" / "report.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```\n(Paper for the board.*?)```", page, re.DOTALL)
    lines = [each for each in example.splitlines() if each]

    made = on(word_templates.document("".join([f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in lines])))

    assert paragraphs(made)[:2] == [
        "Paper for the board: Northfield homes and health plan",
        "Position as at 31 December 2025. Complete: 1.",
    ]
    assert [list(rows[0])[:2] for rows in tables(made)] == [["Id", "Commitment"], ["Id", "Commitment"]]


def test_a_field_that_word_cut_in_pieces_is_one_field() -> None:
    template = field("{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ tit</w:t></w:r><w:r><w:t>le }}")

    assert paragraphs(on(template.data)) == ["First.", "Northfield homes and health plan", "Last."]


def test_hostile_words_survive_in_a_table_of_a_template() -> None:
    rows = "{%tr for row in section.annex.section.commitments.tables.commitments.rows %}"
    cells = ("{{ row.cell.id.text }}", "{{ row.cell.title.text }}")
    table = word_templates._table("All", ("Id", "Title"), ((rows, ""), cells, ("{%tr endfor %}", "")))

    made = on(word_templates.document(table), report=hostile_report())

    assert {row["Id"]: row["Title"] for row in tables(made)[0]} == {key: safe(each) for key, each in TITLES.items()}


def test_blocks_stand_in_a_template_as_in_a_report() -> None:
    made = on(word_templates.board_paper(), "board-paper.docx")

    told = [rows for rows in tables(render(everything(), RenderOptions())) if rows]
    assert tables(made)[1:] == told[2:]  # the first two are figures, which this template has in words of its own
    heads = [[cell.text for cell in each.rows[0].cells] for each in document(made).tables]
    assert ["Id", "Commitment", "Details"] in heads  # the annex has more columns than an upright page can hold
    assert not any(
        "Details" in cell.text for each in document(on(own_template())).tables for cell in each.rows[0].cells
    )
    assert barriers(made) == []
    assert paragraphs(made)[0] == "Paper for the board: Northfield homes and health plan"
    assert document(made).core_properties.title == "Northfield homes and health plan: paper for the board"


def test_a_chart_comes_where_its_field_stands_with_words() -> None:
    loop = '{% for block in section.partners.blocks if block.kind == "picture" %}{{ block.picture }}{% endfor %}'

    made = on(field(loop).data)

    assert barriers(made) == []
    described = re.findall(rb'<wp:docPr [^>]*descr="([^"]*)"', members(made)["word/document.xml"])
    assert described
    assert all(each.startswith((b"Status by partner. ", b"Confidence of")) for each in described)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ titel }}", "there is no field “titel” here; did you mean “title”?"),
        ("{{ titel.text }}", "there is no field “titel” here; did you mean “title”?"),
        ("{% if organization %}x{% endif %}", "there is no field “organization” here; did you mean “organisation”?"),
    ],
)
def test_a_misspelt_field_is_named_with_the_nearest(text: str, said: str) -> None:
    with pytest.raises(CannotRender) as caught:
        render(everything(), RenderOptions(template=field(text)))

    assert str(caught.value) == f"ours.docx, near “{text}”: {said}"
    assert check_docx(field(text)) == [f"ours.docx: {said}"]


def test_names_of_one_plan_are_held_against_its_report() -> None:
    template = field("{{ section.headlin.title }}")

    assert check_docx(template) == []  # another plan may have it
    assert check_docx(template, everything()) == [
        "ours.docx: there is no field “headlin” here; did you mean “headline”?"
    ]


def test_every_misspelt_field_is_named_at_once() -> None:
    assert check_docx(field("{{ titel }} {{ planz }} {{ title }}")) == [
        "ours.docx: there is no field “titel” here; did you mean “title”?",
        "ours.docx: there is no field “planz” here; did you mean “plans”?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__ }}",
        "{% for a in range(99999999) %}x{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{% for x in sections %}",
        "{{ title }",
        "{% include 'a' %}",
        "{{ title | nosuch }}",
    ],
)
def test_a_template_cannot_reach_out_or_take_the_machine(text: str) -> None:
    with pytest.raises(CannotRender) as caught:
        render(everything(), RenderOptions(template=field(text)))

    assert str(caught.value).startswith("ours.docx, near “")
    assert check_docx(field(text)) != []


def test_the_shipped_board_paper_has_no_unknown_field() -> None:
    template = Template("board-paper.docx", word_templates.board_paper())

    assert check_docx(template) == []
    assert check_docx(template, report_on(real("mou-2015-16"), on=END_OF_2015)) == []
    assert check_docx(Template("default.docx", word_templates.default())) == []
