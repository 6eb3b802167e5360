"""Templates of one's own: what they are given, what they may not do, and what is said when they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actionplan.report import bounds, sandbox
from actionplan.report.model import Report, Template
from actionplan.report.sample import sample
from actionplan.report.templating import BadTemplate, check, fields, filled
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, REAL, real, report_on, subject_of

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "template-fields.md"


def template(text: str) -> Template:
    return Template("own.html.j2", text.encode())


def everything() -> Report:
    return report_on(subject_of(EVERYTHING))


def made(text: str, report: Report | None = None) -> str:
    return filled(template(text), fields(report or everything())).decode()


def refusal(text: str) -> str:
    with pytest.raises(BadTemplate) as refused:
        made(text)
    return str(refused.value)


def test_fields_are_texts_and_figures() -> None:
    text = "{{ title }}, {{ as_at }}: {{ section.headline.figures.status.complete.count }} of "
    text += "{{ section.headline.figures.status['in-progress'].of }}. {{ facts.returns }}"

    assert made(text) == "Northfield homes and health plan, 31 December 2025: 1 of 8. 2 of 2 partners"


def test_tables_are_rows_and_cells_by_the_name_of_their_column() -> None:
    text = """\
{% for row in section.annex.section.commitments.tables.commitments.rows %}
{% if row.cell.status.value == "complete" %}
{{ row.cell.id.text }}|{{ row.cell.status.text }}|{{ row.cell.status.tone }}|{{ row.place }}
{% endif %}
{% endfor %}
"""
    assert made(text) == "haven-2|Complete|good|northfield/haven.yaml:21\n"


def test_every_cell_of_every_table_is_there() -> None:
    def tables(section: dict[str, Any]) -> list[Any]:
        return [*section["tables"].values(), *(each for inner in section["sections"] for each in tables(inner))]

    found = [each for section in fields(everything())["sections"] for each in tables(section)]
    assert len(found) > 10
    for table in found:
        for row in table["rows"]:
            assert len(row["cells"]) == len(table["columns"])
            assert all(each["text"] for each in row["cells"])


def test_a_mapping_is_asked_for_its_own_keys_first() -> None:
    assert filled(template("{{ a.items }} {{ a.copy }}"), {"a": {"items": 1, "copy": 2}}) == b"1 2"


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_text_from_files_is_never_markup(title: str) -> None:
    from markupsafe import escape

    made = filled(template("<p title='{{ x }}'>{{ x }}</p>"), {"x": title}).decode()

    assert made == f"<p title='{escape(title)}'>{escape(title)}</p>"


def test_text_that_looks_like_a_template_is_text() -> None:
    assert filled(template("{{ x }}"), {"x": "{{ title }} {% if %}"}) == b"{{ title }} {% if %}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{{ titel }}", "own.html.j2, line 2: there is no field “titel” here; did you mean “title”?"),
        ("{{ zzz }}", "own.html.j2, line 1: there is no field “zzz” here."),
        ("\n\n{% for x in section.headlin.blocks %}{% endfor %}",
         "own.html.j2, line 3: there is no field “headlin” here; did you mean “headline”?"),
        ("{{ sections[0].titel|upper }}", "own.html.j2, line 1: there is no field “titel” here; did you mean “title”?"),
        ("{% if titel %}x{% endif %}", "own.html.j2, line 1: there is no field “titel” here; did you mean “title”?"),
        ("{% for x in [1] %}", "own.html.j2, line 1: Unexpected end of template. Jinja was looking for the following tags: "
         "'endfor' or 'else'. The innermost block that needs to be closed is 'for'."),
        ("{{ title|safe }}", "own.html.j2, line 1: No filter named 'safe'."),
        ("{% autoescape false %}{{ title }}{% endautoescape %}",
         "own.html.j2, line 1: the escaping of text cannot be switched."),
        ("{% include 'x' %}",
         "own.html.j2, line 1: another file cannot be asked for; a template has to be whole in itself."),
        ("{{ section }}",
         "own.html.j2, line 1: a list or a group of fields cannot be written; name one of its fields."),
        ("{{ 1 / 0 }}", "own.html.j2, line 1: division by zero."),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "own.html.j2, line 1: it calls itself without an end."),
    ],
)  # fmt: skip
def test_a_wrong_template_is_explained(text: str, said: str) -> None:
    assert refusal(text) == said


def test_a_template_that_is_no_text_is_refused() -> None:
    with pytest.raises(BadTemplate) as refused:
        filled(Template("own.dotx", b"PK\x03\x04\xff"), {})
    assert str(refused.value) == "own.dotx is not a text in UTF-8, so it cannot be a template for a page."


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ sections.append(1) }}",
        "{{ title.format(1) }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ title.encode() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{{ [1]|random }}",
        "{{ 'x'|center(9) }}",
        "{{ title|attr('upper') }}",
        "{{ 'x'|pprint }}",
        "{{ self.__dict__ }}",
        "{{ range.__class__ }}",
        "{% set x = section.update(a=1) %}",
    ],
)
def test_a_template_reads_and_nothing_else(text: str) -> None:
    assert refusal(text).startswith("own.html.j2, line 1: ")


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% set n = namespace(x='xxxxxxxx') %}{% for a in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='xxxxxxxx') %}{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=99) %}{% for a in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% set n = namespace(x='xx') %}{% for a in range(99) %}{% set n.x = n.x|replace('x', n.x) %}{% endfor %}",
        "{% set n = namespace(x='xx') %}{% for a in range(99) %}{% set n.x = [n.x, n.x]|join(n.x) %}{% endfor %}",
        "{% macro m(x, n) %}{% if n %}{{ m(x ~ x, n - 1) }}{% endif %}{% endmacro %}{{ m('xxxxxxxx', 90) }}",
        "{% for x in [1, 2] recursive %}{% if loop.depth < 60 %}{{ loop([1, 2]) }}{% endif %}{% endfor %}",
        "{% set x = 'xxxxxxxxxxxxxxxx' * 4000000 %}{% for a in range(99) %}{{ x }}{% endfor %}",
        "{{ range(10**9)|list }}",
        "{% for a in range(99999) %}{% set x = range(99999)|list|sort|list %}{% endfor %}",
        "{% for a in range(9999) %}{% set x = ('x' * 999999)|upper|lower|title %}{% endfor %}",
        "{% for a in range(9999) %}{% set x = ('x' * 999999).upper() %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x|upper }}",
        "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x|join }}",
        "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x ~ 1 }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1, varargs, varargs) }}{% else %}{{ varargs }}{% endif %}{% endmacro %}{{ m(60, 1) }}",
    ],
)  # fmt: skip
def test_a_template_cannot_take_the_machine(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_STEPS", 100_000)
    monkeypatch.setattr(bounds, "LONGEST", 4_000_000)

    assert refusal(text).startswith("own.html.j2, line 1: ")


def test_check_names_every_unknown_field_without_a_plan() -> None:
    text = "{{ titel }} {{ titel }}{% for x in sections %}{{ x.titel }}{% for b in x.bloks %}{% endfor %}{% endfor %}"
    text += "{{ section.anything.tables.whatever.rows[0].cell.due.txt }} {{ facts.other }} {{ as_ad|upper }}"

    assert check(template(text)) == [
        "own.html.j2: there is no field “titel” here; did you mean “title”?",
        "own.html.j2: there is no field “bloks” here; did you mean “blocks”?",
        "own.html.j2: there is no field “txt” here; did you mean “text”?",
        "own.html.j2: there is no field “as_ad” here; did you mean “as_at”?",
    ]


def test_check_against_a_plan_knows_its_names() -> None:
    assert check(template("{{ section.headlin.title }}"), everything()) == [
        "own.html.j2: there is no field “headlin” here; did you mean “headline”?"
    ]
    assert check(template("{{ section.headline.title }}"), everything()) == []


def test_check_says_what_stops_a_template() -> None:
    assert check(template("{{ titel }}{{ 1 / 0 }}")) == [
        "own.html.j2: there is no field “titel” here; did you mean “title”?",
        "own.html.j2, line 1: division by zero.",
    ]
    assert check(Template("own.j2", b"\xff")) == [
        "own.j2 is not a text in UTF-8, so it cannot be a template for a page."
    ]


# Fields whose own fields have names that differ from plan to plan, and how deep.
NAMED = {"section": 1, "tables": 1, "figures": 2, "by_code": 1, "facts": 1, "cell": 1}


def names(value: Any, deep: int = 0) -> set[str]:
    """Every name of a field in *value*; of tables those that are made only when they are asked for."""
    if isinstance(value, list):
        return set[str]().union(*map(names, value))
    if not isinstance(value, dict):
        return set()
    rows = names(value["rows"]) if value.get("kind") == "table" else set()
    own = set() if deep else set(value)
    inner = [names(each, deep - 1 if deep else NAMED.get(key, 0)) for key, each in value.items()]
    return own.union(rows, *inner)


@pytest.mark.parametrize("about", ["real plans", "hostile text", "everything", "nothing"])
def test_every_report_has_the_fields_of_the_sample(about: str) -> None:
    report = {
        "real plans": lambda: report_on(*map(real, REAL), on=END_OF_2015),
        "hostile text": hostile_report,
        "everything": everything,
        "nothing": report_on,
    }[about]()

    assert names(fields(report)) <= names(fields(sample()))
    assert set(fields(report)) == set(fields(sample())) == set(sandbox.NAMES)


def test_the_page_names_every_field() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [each for each in sorted(names(fields(sample()))) if f"`{each}`" not in text] == []
