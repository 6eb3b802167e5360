"""A list of social values: read from csv and yaml alike, and refused line by line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actionplan.domain.worth import Value, Values, key_of
from actionplan.values import Faulty, read_values

NAMED = {key_of("A warm home", "Adults", "North"), key_of("A warm home", None, None), key_of("Advice", None, None)}
HEAD = "edition,outcome,group,region,value,deadweight\n"
CSV = HEAD + "Invented 2025,A warm home,Adults,North,1234.50,27\nInvented 2025,Advice,,,80,0\n"
YAML = """\
edition: Invented 2025
values:
  - {outcome: A warm home, group: Adults, region: North, value: 1234.50, deadweight: 27}
  - edition: Invented 2025
    outcome: Advice
    value: 80
    deadweight: 0
"""
READ = Values(
    "Invented 2025",
    {
        ("a warm home", "adults", "north"): Value(Decimal("1234.50"), Decimal(27)),
        ("advice", "", ""): Value(Decimal(80), Decimal(0)),
    },
    {("a warm home", "adults", "north"): ("A warm home", "Adults", "North"), ("advice", "", ""): ("Advice", "", "")},
    0,
)


def faults(name: str, text: str | bytes) -> list[tuple[int, str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Faulty) as found:
        read_values(name, data, NAMED)
    return [(each.line, each.message, each.fix) for each in found.value.faults]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("values.csv", CSV),
        ("values.csv", "\ufeff" + CSV.replace("\n", "\r\n")),
        ("values.csv", CSV.replace(",", ";")),
        ("values.csv", CSV.replace("edition,outcome", " Edition ,OUTCOME").replace("\nInv", "\n\n,,,,,\nInv")),
        ("values.txt", '"edition","outcome","group","region","value","deadweight"\n' + CSV.partition("\n")[2]),
        ("values.yaml", YAML),
        ("VALUES.YML", YAML),
    ],
)
def test_the_same_list_in_many_hands(name: str, text: str) -> None:
    assert read_values(name, text.encode(), NAMED) == READ


def test_columns_that_say_nothing_may_be_left_out() -> None:
    text = "value,deadweight,outcome,edition\n80,0,ADVICE ,E\n"
    assert read_values("v.csv", text.encode(), NAMED).rows == {("advice", "", ""): Value(Decimal(80), Decimal(0))}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("E,A warm home,,,-1,0", "value: -1 is less than nothing"),
        ("E,A warm home,,,1,-1", "deadweight: -1 is less than nothing"),
        ("E,A warm home,,,1,100.1", "deadweight: 100.1 is more than 100 per cent"),
        ("E,A warm home,,,£1,0", "value: “£1” is not a number"),
        ("E,A warm home,,,1,27%", "deadweight: “27%” is not a number"),
        ("E,A warm home,,,,0", "value is missing"),
        ("E,A warm home,,,1,", "deadweight is missing"),
        (",,,,1,1", "edition and outcome are missing"),
        ("F,A warm home,,,1,0", "the edition is “F”, and “E” above"),
        ("F,A dry home,,,1,0", "the edition is “F”, and “E” above"),
        (",A dry home,,,1,0", "edition is missing"),
        ("E,,,,x,0", "outcome is missing"),
        ("E,advice, ,,1,0", "the same outcome, group and region stand on line 2"),
        ("E,Advice,,,1", "there are 5 cells under 6 headings"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, expected: str) -> None:
    found = faults("v.csv", f"{HEAD}E,Advice,,,80,0\n\n{line}\n")

    assert [(each[0], each[1]) for each in found] == [(4, expected)]
    assert found[0][2].endswith(".")


def test_the_ends_of_the_scale_are_allowed() -> None:
    for value, deadweight in (("0", "0"), ("0.01", "100")):
        found = read_values("v.csv", f"{HEAD}E,Advice,,,{value},{deadweight}\n".encode(), NAMED)
        assert found.rows == {("advice", "", ""): Value(Decimal(value), Decimal(deadweight))}


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("grupp", "Did you mean group?"),
        ("price", "The columns are edition, outcome, group, region, value, deadweight."),
    ],
)
def test_a_column_that_is_not_known_is_explained(name: str, fix: str) -> None:
    ((_, message, said),) = faults("v.csv", HEAD.replace("group", name) + "E,Advice,,,1,0\n")
    assert (message, said) == (f"“{name}” is no column of a list", fix)


def test_everything_that_is_wrong_is_said_in_one_run() -> None:
    found = faults("v.csv", HEAD + "E,Advice,,,-1,101\nF,A warm home,,,x,0\nE,Advice,,,1,0\n")

    assert [(each[0], each[1].partition(":")[0].partition(" is")[0]) for each in found] == [
        (2, "value"),
        (2, "deadweight"),
        (3, "the edition"),
        (3, "value"),
        (4, "the same outcome, group and region stand on line 2"),
    ]


@pytest.mark.parametrize("others", [1, 1000])
def test_rows_that_no_indicator_names_are_passed_over_whatever_their_figures(others: int) -> None:
    rows = "".join(f"E,Outcome {each},,,n/a,-5\n" for each in range(others))

    found = read_values("v.csv", f"{HEAD}{rows}E,Advice,,,80,0\nE,Advice,Adults,,,\n{rows}".encode(), NAMED)

    assert (found.rows, found.passed_over) == ({("advice", "", ""): Value(Decimal(80), Decimal(0))}, 2 * others + 1)
    assert len(found.listed) == others + 2
    assert found.listed["outcome 0", "", ""] == ("Outcome 0", "", "")


def test_a_list_of_which_nothing_is_named_is_no_wrong_list() -> None:
    assert read_values("v.csv", (HEAD + "E,A dry home,,,1,0\n").encode(), NAMED)._replace(listed={}) == Values(
        "E", {}, {}, 1
    )


@pytest.mark.parametrize(
    ("name", "text", "line", "expected"),
    [
        ("v.csv", "", 1, "there is no column edition"),
        ("v.csv", HEAD, 1, "the list holds no value"),
        ("v.csv", HEAD.replace("group", "grupp") + "E,Advice,,,1,0\n", 1, "“grupp” is no column of a list"),
        ("v.csv", HEAD.replace("group", "region") + "E,Advice,,,1,0\n", 1, "the column region is there twice"),
        ("v.csv", HEAD.encode() + b"E,Caf\xe9,,,1,0\n", 2, "the text is not UTF-8"),
        ("v.csv", HEAD + 'E,"Advice,,,1,0\n', 2, "this is not csv: unexpected end of data"),
        ("v.yaml", "values: {a: b}\n", 1, "this is not a list of values"),
        ("v.yaml", "values: []\n", 1, "the list holds no value"),
        ("v.yaml", "values:\n  - text\n", 2, "this item is not a value"),
        ("v.yaml", "values:\n  - {outcome: [a]}\n", 2, "this item is not a value"),
        ("v.yaml", "values:\n  - {outcom: a}\n", 2, "“outcom” is no key of a value"),
        ("v.yaml", "values: &a []\n", 1, "this cannot be read as plain YAML (anchor)"),
        ("v.yaml", "a: [\n", 2, "this cannot be read as plain YAML (syntax)"),
        ("v.yaml", YAML.replace("value: 80", "value: -80"), 4, "value: -80 is less than nothing"),
    ],
)
def test_a_file_that_is_no_list(name: str, text: str | bytes, line: int, expected: str) -> None:
    assert faults(name, text)[0][:2] == (line, expected)


def test_capitals_and_blanks_make_no_difference() -> None:
    assert key_of(" A  Warm\tHome", None, "NORTH ") == ("a warm home", "", "north")
