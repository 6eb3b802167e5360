"""docs/format.md says what the model, the vocabularies and the rules say, and what it shows can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from inspect import cleandoc, isclass
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args

import pytest

from actionplan.checks.diagnostic import SEVERITIES
from actionplan.checks.rules import CODES
from actionplan.checks.runner import rule
from actionplan.checks.shape.keys import branches, is_list
from actionplan.domain import accepted as a
from actionplan.domain import model as m
from actionplan.domain import reviewed as r
from actionplan.domain import types as t
from actionplan.domain.dates import MONTHS
from actionplan.domain.types import Parsed
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES, Word
from actionplan.validation import partition
from tests.support import judge_texts, load_texts

PAGE = Path(__file__).parent.parent / "docs" / "format.md"
TEXT = PAGE.read_text(encoding="utf-8")

# The heading of each record on the page.
RECORDS: Mapping[str, type] = {
    "The plan": m.PlanFile,
    "Agreement": m.Agreement,
    "Period": m.Period,
    "Reviews": m.Reviews,
    "Partner": m.Partner,
    "Former name": m.FormerName,
    "Status word": m.Status,
    "Paper": m.Paper,
    "Strategy": m.Strategy,
    "The file": m.CommitmentsFile,
    "Commitment": m.Commitment,
    "Condition": m.Condition,
    "Part": m.Part,
    "Update": m.Update,
    "Evidence": m.Evidence,
    "Extension": m.Extension,
    "Amendment": m.Amendment,
    "The outcomes file": m.OutcomesFile,
    "Outcome": m.Outcome,
    "Indicator": m.Indicator,
    "Point": m.Point,
    "Reading": m.Reading,
    "Judgement": m.Judgement,
    "Value of": m.ValueOf,
    "The review file": r.ReviewFile,
    "Seen position": r.SeenPosition,
    "Seen reading": r.SeenReading,
    "Review decision": r.ReviewDecision,
    "Review action": r.ReviewAction,
    "The waivers file": a.WaiversFile,
    "Waiver": a.Waiver,
    "The baseline file": a.BaselineFile,
    "Known finding": a.KnownFinding,
}
HEADINGS = {record: heading for heading, record in RECORDS.items()}

# How each kind of value is written, with a link to where that is explained.
WRITTEN: Mapping[Parsed, str] = {
    get_args(kind)[1]: said
    for kind, said in (
        (t.Title, "text"),
        (t.Note, "long text"),
        (t.Id, "[id](#ids-and-keys)"),
        (t.Code, "[id](#ids-and-keys)"),  # of a partner: any word is read, and a rule says which are known
        (t.When, "[date](#dates)"),
        (t.Day, "[day](#dates)"),
        (t.Days, "days, as `14 days`"),
        (t.Month, "name of a month, in English"),
        (t.Number, "[number](#numbers)"),
        (t.Link, "web address"),
        (r.Count, "count, in digits"),
        (r.Digest, "digest"),
        (t.Email, "email address"),
    )
}
MANY = {
    "text": "texts",
    "long text": "long texts",
    "[strategy](#strategy)": "[strategies](#strategy)",
    "[evidence](#evidence)": "[evidence](#evidence)",
}

# Keys whose type is only an id or a date, and whose words are explained elsewhere on the page.
WORDED: Mapping[tuple[type, str], str] = {
    (m.PlanFile, "partners"): "a [partner](#partner) under each [key](#ids-and-keys)",
    (m.PlanFile, "themes"): "a text under each [key](#ids-and-keys)",
    (m.PlanFile, "reasons"): "a text under each [code](#ids-and-keys)",
    (m.PlanFile, "rules"): "a [setting](#settings-of-rules) under each code",
    (m.PlanFile, "vocabulary"): "`default`, `ogp`, or a list of [status words](#status-word)",
    (m.Paper, "sections"): "list of [sections](#sections-of-the-report)",
    (m.Paper, "titles"): "a text under each [section](#sections-of-the-report)",
    (m.Commitment, "source"): "a long text under each heading",
    (m.Update, "status"): "[status word](#the-usual-status-words)",
    (m.Update, "parts"): "a [status word](#the-usual-status-words) under each part's id",
    (m.Update, "confidence"): "[confidence](#confidence)",
    (m.Update, "reason"): "[reason](#reasons)",
    (m.Update, "period"): "[review period](#review-periods)",
    (m.Extension, "reason"): "[reason](#reasons)",
    (r.ReviewFile, "period"): "[review period](#review-periods)",
    (r.SeenPosition, "status"): "[status word](#the-usual-status-words)",
    (r.SeenPosition, "confidence"): "[confidence](#confidence)",
    (m.Judgement, "status"): "[status](#judged-statuses-of-an-indicator)",
    (m.Amendment, "of"): "list of [keys](#keys-that-can-be-amended)",
    (a.Waiver, "rule"): "code of a [rule](rules/README.md)",
    (a.KnownFinding, "rule"): "code of a [rule](rules/README.md)",
}

CHOICES: Mapping[str, Any] = {
    "Kinds of commitment": m.Kind,
    "States of a condition": m.State,
    "Decisions on an extension": m.Decision,
    "Keys that can be amended": m.Amended,
    "Basis": m.Basis,
    "Kinds of evidence": m.EvidenceKind,
    "Directions of an indicator": m.Better,
    "Judged statuses of an indicator": m.Judged,
    "Audiences": m.Audience,
    "Sections of the report": m.SectionName,
    "Lengths of a review period": m.Every,
}


def section(heading: str) -> str:
    """What stands under *heading*, up to the next heading of any level."""
    lines = iter(TEXT.splitlines())
    for line in lines:
        if re.fullmatch(rf"#+ {re.escape(heading)}", line):
            return "\n".join(takewhile(lambda each: not each.startswith("#"), lines))
    raise AssertionError(f"docs/format.md has no heading “{heading}”")


def tables(text: str) -> list[list[str]]:
    """Each table in *text* as its lines."""
    blocks = re.split(r"\n(?!\|)", text)
    return [[line for line in block.splitlines() if line.startswith("|")] for block in blocks if "\n|" in f"\n{block}"]


def table(headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    head = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    return [*head, *(f"| {' | '.join(each)} |" for each in rows)]


def anchor(heading: str) -> str:
    """The anchor that GitHub gives to *heading*."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def kinds(each: Field[Any]) -> tuple[Any, ...]:
    kind: Any = each.type
    return branches(kind)


def written(record: Any, each: Field[Any]) -> str:
    """How the value of a field is written."""
    name = each.name.rstrip("_")
    if (record, name) in WORDED:
        return WORDED[record, name]
    (branch,) = kinds(each)
    if not is_list(branch):
        return _single(branch)
    (item,) = branches(get_args(branch)[0])
    said = _single(item)
    return f"list of {MANY.get(said) or said.replace(']', 's]', 1)}"


def _single(branch: Any) -> str:
    if isinstance(branch, Parsed):
        return WRITTEN.get(branch) or _one_of(branch)
    heading = HEADINGS[branch]
    return f"[{heading.lower()}](#{anchor(heading)})"


def _one_of(branch: Parsed) -> str:
    *most, last = (f"`{each}`" for each in dict.fromkeys(map(str, branch.schema["enum"])))
    return f"{', '.join(most)} or {last}" if most else last


def needed(each: Field[Any]) -> str:
    if each.default is MISSING and each.default_factory is MISSING:
        return "yes"
    return f"no; `{each.default}` if left out" if isinstance(each.default, str) else "no"


def holds(each: Field[Any]) -> str:
    """The model's own words for a field; for one that is a record, that record's."""
    for said in getattr(each.type, "__metadata__", ()):
        if isinstance(said, m.Doc):
            return said.text
    record = next(branch for branch in kinds(each) if is_dataclass(branch))
    return first_line(record)


def first_line(record: Any) -> str:
    return cleandoc(record.__doc__ or "").split("\n", maxsplit=1)[0]


def expected(record: Any) -> list[str]:
    rows = ((f"`{each.name.rstrip('_')}`", needed(each), written(record, each), holds(each)) for each in fields(record))
    return table(("Key", "Needed", "Written as", "What it holds"), rows)


def test_every_record_of_the_model_is_on_the_page() -> None:
    found = [each for module in (m, a, r) for each in vars(module).values()]
    records = {each for each in found if isclass(each) and issubclass(each, m.Record)} - {m.Record}

    assert set(RECORDS.values()) == records


@pytest.mark.parametrize("heading", RECORDS)
def test_the_table_of_a_record_says_what_the_model_says(heading: str) -> None:
    record: Any = RECORDS[heading]

    assert tables(section(heading))[0] == expected(record)
    assert section(heading).strip().startswith(first_line(record))


@pytest.mark.parametrize("heading", CHOICES)
def test_the_words_to_choose_from_are_those_of_the_model(heading: str) -> None:
    schema = get_args(CHOICES[heading])[1].schema
    rows = ((f"`{word}`", said) for word, said in zip(schema["enum"], schema["enumDescriptions"], strict=True))

    assert tables(section(heading))[0] == table(("Write", "Means"), rows)


def _status_rows(words: Mapping[str, Word]) -> Iterator[tuple[str, ...]]:
    for word in words.values():
        yield f"`{word.code}`", word.label, word.meaning, "yes" if word.needs_reason else "no", word.explained


@pytest.mark.parametrize(("heading", "name"), [("The usual status words", "default"), ("Vocabulary ogp", "ogp")])
def test_the_status_words_are_those_of_the_vocabulary(heading: str, name: str) -> None:
    headings = ("Write", "Printed as", "Counts as", "Needs a reason", "Means")

    assert tables(section(heading))[0] == table(headings, _status_rows(STATUSES[name]))


def test_the_vocabularies_that_have_a_name_are_all_on_the_page() -> None:
    assert set(STATUSES) == {"default", "ogp"}


def test_the_words_of_an_own_vocabulary_are_those_of_the_model() -> None:
    meaning_and_tone = [each for each in fields(m.Status) if each.name in ("meaning", "tone")]
    schemas = [kinds(each)[0].schema for each in meaning_and_tone]

    for found, schema in zip(tables(section("A vocabulary of your own")), schemas, strict=True):
        rows = ((f"`{word}`", said) for word, said in zip(schema["enum"], schema["enumDescriptions"], strict=True))
        assert found[2:] == table(("", ""), rows)[2:]


def test_confidence_is_that_of_the_vocabulary() -> None:
    rows = ((f"`{each.code}`", "yes" if each.needs_reason else "no", each.explained) for each in CONFIDENCES.values())

    assert tables(section("Confidence"))[0] == table(("Write", "Needs a reason", "Means"), rows)


def test_reasons_are_those_of_the_vocabulary() -> None:
    rows = ((f"`{code}`", said) for code, said in REASONS.items())

    assert tables(section("Reasons"))[0] == table(("Write", "Means"), rows)


def blocks() -> list[tuple[str, str]]:
    """Each block of YAML: the file its info string names, and its text."""
    return re.findall(r"^```yaml *([^\n]*)\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)


def example() -> dict[str, str]:
    """The files of the complete example: the first block of each name."""
    part = TEXT.split("\n## A complete example\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^```yaml ([^\n]*)\n(.*?)^```$", part, flags=re.DOTALL | re.MULTILINE))


def example_day() -> date:
    found = re.search(r"as at (\d+) (\w+) (\d{4})", section("A complete example"))
    assert found is not None
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))


def test_the_complete_example_has_no_finding() -> None:
    files = example()

    assert set(files) == {"plan.yaml", "northfield.yaml", "haven.yaml", "elm.yaml", "outcomes.yaml"}
    assert judge_texts(files, example_day()) == ()


def test_every_key_of_the_tables_that_the_example_needs_is_there() -> None:
    loaded = load_texts(example())

    assert loaded.plan is not None
    assert len(loaded.plan.commitments) == len(loaded.homes)
    assert loaded.plan.outcomes


@pytest.mark.parametrize(("name", "text"), blocks(), ids=lambda each: each.splitlines()[0][:40] if each else "")
def test_a_block_of_yaml_is_the_file_it_claims_to_be(name: str, text: str) -> None:
    """In the example, in place of the file of that name, it can be read as it stands and holds no error."""
    assert re.fullmatch(r"[a-z]+\.yaml|reviews/[0-9a-z-]+\.yaml", name), (
        f"a block of YAML does not say which file it is: {name or text[:40]}"
    )

    files = {name: text} if name == "plan.yaml" else {**example(), name: text}

    assert load_texts(files).hits == ()
    findings = judge_texts(files, example_day())
    assert [each for each in findings if each.severity == "error" and each.file.endswith(name)] == []


def test_what_is_refused_is_refused_with_the_code_that_stands_beside_it() -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in tables(section("What is refused"))[0][2:]]

    for what, code, _why in rows:
        found = re.fullmatch(r"\[(AP\d{3})\]\(rules/\1\.md\) \(\w+\)", code)
        assert found is not None, code
        assert found[1] in CODES
        for snippet in re.findall(r"`([^`]+: [^`]+)`", what):
            text = example()["haven.yaml"].replace("note: Three", f"{snippet}\n        note: Three", 1)
            assert text != example()["haven.yaml"]
            codes = {each.code for each in load_texts({**example(), "haven.yaml": text}).hits}
            assert found[1] in codes, (snippet, codes)


def test_a_rule_that_is_named_is_as_severe_as_the_page_says() -> None:
    for code, severity in re.findall(r"\[(AP\d{3})\][^\s]* \((error|warning|advice)\)", TEXT):
        assert severity == rule(code).SEVERITY, code


def test_the_settings_are_those_that_a_rule_can_have() -> None:
    assert [line.split("`")[1] for line in tables(section("Settings of rules"))[0][2:]] == [
        "off",
        *reversed(SEVERITIES),
    ]


def test_the_allowance_that_is_shown_allows_what_it_says() -> None:
    (text,) = re.findall(r"^```yaml elm\.yaml\n(.*?)^```$", section("Allowances"), flags=re.DOTALL | re.MULTILINE)
    files = {**example(), "elm.yaml": text}
    without = {**example(), "elm.yaml": re.sub(r" # actionplan: .*", "", text)}

    assert judge_texts(files, example_day()) == ()
    assert [each.code for each in judge_texts(without, example_day())] == ["AP403"]


def test_the_waiver_that_is_shown_waives_what_it_says() -> None:
    (text,) = re.findall(r"^```yaml waivers\.yaml\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)
    unproved = re.sub(r"        evidence:\n.*\n", "", example()["haven.yaml"].partition("id: haven-2")[2])
    files = {
        **example(),
        "haven.yaml": f"{example()['haven.yaml'].partition('id: haven-2')[0]}id: haven-2{unproved}",
        "waivers.yaml": text,
    }

    findings = judge_texts(files, example_day())
    sorted_ = partition(findings, load_texts(files), example_day())

    assert [(each.finding.code, each.finding.about) for each in sorted_.waived] == [("AP303", "northfield/haven-2")]
    assert (sorted_.new, sorted_.known) == ((), ())


def test_links_inside_the_page_lead_to_headings() -> None:
    text = re.sub(r"^```.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
    headings = {anchor(each) for each in re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)}

    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
