"""Characters that nobody sees, that turn the text round, or that end a line for some; and all those that are fine."""

from __future__ import annotations

import unicodedata

import pytest

from actionplan.yamltext.characters import for_parser, read_source, unsafe_character
from actionplan.yamltext.file import read_file
from actionplan.yamltext.parsers import FastParser, PureParser
from actionplan.yamltext.problem import Problem
from actionplan.yamltext.tree import parse

# Unicode 15, PropList.txt, Bidi_Control: all of it.
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LINE_ENDS = "\r\x85\u2028\u2029"
CONTROLS = "".join(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))))
NONCHARACTERS = "\ufffe\uffff"
INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f"
    "\u3164\ufeff\uffa0\ufff9\ufffa\ufffb\U000e0001\U000e0041\U000e007f"
)

HARMLESS = [
    "plain text, with (signs) & more; 50 %",
    "café naïve Zürich Łódź Ærø",
    "cafe\u0301, decomposed",
    "no-break\u00a0space and narrow\u202fone",
    "en\u2002space, thin\u2009space, figure\u2007space",
    "ideographic\u3000space",
    "“curly” ‘quotes’ – dash — dash … dots",
    "pound £, euro €, degree 20 °C, ½ ¾ ²",
    "non-breaking\u2011hyphen, minus \u2212",
    "bullet • arrow → tick ✓ cross ✗",
    "heart ❤\ufe0f with its variation",
    "digit emoji 1\ufe0f\u20e3",
    "family 👨\u200d👩\u200d👧\u200d👦",
    "woman scientist 👩🏽\u200d🔬",
    "rainbow flag 🏳\ufe0f\u200d🌈",
    "flag of Northern Ireland or so 🇬🇧",
    "England 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Scotland 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Wales 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "Arabic العربية with diacritics مُحَمَّد",
    "Arabic digits ٠١٢٣, a question mark ؟ and a comma ،",
    "Hebrew עברית with points שָׁלוֹם",
    "Syriac ܣܘܪܝܝܐ and Thaana ދިވެހި",
    "Persian word with joiner \u200d only",
    "Urdu اردو",
    "Greek Ελληνικά, Cyrillic Русский, Armenian Հայերեն, Georgian ქართული",
    "Hindi हिन्दी, Bengali বাংলা, Tamil தமிழ், Punjabi ਪੰਜਾਬੀ",
    "Sinhala ශ්\u200dරී with its joiner",
    "Thai ภาษาไทย, Lao ລາວ, Khmer ភាសាខ្មែរ, Burmese မြန်မာ",
    "Tibetan བོད་ཡིག, Mongolian ᠮᠣᠩᠭᠣᠯ",
    "Chinese 中文、日本語「かな」。 한국어",
    "full-width ＡＢＣ １２３ ！",
    "half-width kana ｶﾅ",
    "Vietnamese Tiếng Việt, Yoruba Yorùbá, Welsh ŵ ŷ",
    "Ethiopic አማርኛ, Cherokee ᏣᎳᎩ, Cree ᓀᐦᐃᔭᐍᐏᐣ",
    "mathematics ∑ ∫ √ ≤ ≥ ≠ ∞ 𝔸 𝛼",
    "musical 𝄞 and chess ♞",
    "box drawing ┌─┐ │ └─┘",
    "Braille ⠃⠗⠁⠊",
    "Gothic 𐌲𐌿𐍄, cuneiform 𒀀, hieroglyph 𓀀",
    "private use \ue000",
    "replacement character \ufffd",
    "object replacement \ufffc",
    "noncharacter of another plane \U0001fffe",
    "combining e\u0301\u0302\u0303",
    "interrobang ‽ and inverted ¿ ¡",
    "soft-looking ­hyphen".replace("\u00ad", "-"),
]


def _kinds(text: str) -> list[tuple[str, int, str]]:
    _, problems = read_source("a.yaml", text.encode("utf-8", "surrogatepass"))
    return [(each.kind, each.start, each.detail) for each in problems]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    note = f"note: {text}\n"

    assert _kinds(note) == []
    assert unsafe_character(text) is None
    for parser in (FastParser, PureParser):
        assert parse(note, parser).value == {"note": text}


def test_there_are_many_harmless_ones() -> None:
    assert len(set(HARMLESS)) == 47


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        (BIDI, "bidirectional"),
        (LINE_ENDS, "line-end"),
        (CONTROLS, "control"),
        (NONCHARACTERS, "control"),
        (INVISIBLE, "invisible"),
    ],
)
def test_suspicious_in_a_value_in_a_comment_and_as_an_escape(characters: str, kind: str) -> None:
    for character in characters:
        name = f"U+{ord(character):04X}"
        assert _kinds(f"a: b\nnote: x{character}y\n") == [(kind, 12, name)], name
        assert _kinds(f"a: b # x{character}y\n") == [(kind, 8, name)], name
        assert unsafe_character(f"x{character}y") == (kind.replace("line-end", "control"), name)


def test_a_tag_character_is_harmless_in_a_flag_only() -> None:
    assert [kind for kind, _, _ in _kinds("a: \U000e0067\U000e007f\n")] == ["invisible"]
    assert [kind for kind, _, _ in _kinds("a: 🏴\U000e0067\n")] == ["invisible"]


@pytest.mark.parametrize("number", [0xD800, 0xDFFF])
def test_half_a_character_written_as_an_escape(number: int) -> None:
    assert unsafe_character(f"a{chr(number)}b") == ("control", f"U+{number:04X}")


def test_all_of_unicode_is_judged_the_same_way_raw_and_escaped() -> None:
    for number in (*range(0x20), *range(0x7F, 0x3000, 7), *range(0xF000, 0x10000), *range(0xE0000, 0xE0100)):
        character = chr(number)
        if character in "\t\n":
            continue
        raw = [kind.replace("line-end", "control") for kind, _, _ in _kinds(f"ab{character}c\n")]
        found = unsafe_character(character)
        assert raw == ([found[0]] if found else []), f"U+{number:04X} {unicodedata.name(character, '')}"


def test_what_stands_together_is_one_problem() -> None:
    assert _kinds("a\x01\x02\x03b \u202e\u202e c\u200b\u200b\n") == [
        ("control", 1, "U+0001"),
        ("bidirectional", 6, "U+202E"),
        ("invisible", 10, "U+200B"),
    ]


@pytest.mark.parametrize("hidden", LINE_ENDS)
@pytest.mark.parametrize("parser", [FastParser, PureParser], ids=["fast", "pure"])
def test_no_key_hides_in_a_comment(hidden: str, parser: type) -> None:
    text = f"a: b\n# agreed{hidden}status: done\nc: d\n"

    assert parse(text, parser).value == {"a": "b", "status": "done", "c": "d"}
    assert parse(for_parser(text), parser).value == {"a": "b", "c": "d"}
    assert read_file("a.yaml", text.encode())[1].value == {"a": "b", "c": "d"}


def test_stand_ins_keep_every_place() -> None:
    text = f"{CONTROLS}{LINE_ENDS}{BIDI}{INVISIBLE}\r\n\ttext\n"

    assert len(for_parser(text)) == len(text)
    assert for_parser(text).endswith("\r\n\ttext\n")


def test_a_file_of_carriage_returns_is_one_problem() -> None:
    _, tree = read_file("a.yaml", b"partner: haven\rnote: x\rcommitments: []\r")

    assert [(each.kind, each.start) for each in tree.problems] == [("old-line-ends", 14)]
    assert tree.value == {"partner": "haven", "note": "x", "commitments": []}


def _tabs(text: str) -> list[Problem]:
    return [each for each in read_file("a.yaml", text.encode())[1].problems if each.kind.startswith("tab")]


@pytest.mark.parametrize(
    "text",
    [
        'a: "b\tc"\n',
        "a: 'b\tc'\n",
        "a: |\n  b\tc\n  \td\n",
        "a: >\n  b\n  \tc\n",
        "# b\tc\na: d\n",
        "a: b # c\td\n",
        "a: b\n  # c\td\nc: d\n",
        'a: "b\n\tc"\n',
    ],
)
def test_tabs_that_do_no_harm(text: str) -> None:
    assert _tabs(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("a:\tb\n", "tab", 2),
        ("a: b\t\n", "tab", 4),
        ("a: b\tc\n", "tab", 4),
        ("a: b\t# c\n", "tab", 4),
        ("a: [b,\tc]\n", "tab", 6),
        ('a: "b"\t\n', "tab", 6),
        ("a:\n\tb: c\n", "tab-indent", 3),
        ("a:\n  \tb: c\n", "tab-indent", 5),
        ("a:\n\t- b\n", "tab-indent", 3),
        ("a: b\n\tc\n", "tab-indent", 5),
        ("\t# comment\na: b\n", "tab-indent", 0),
    ],
)
def test_tabs_that_do_harm(text: str, kind: str, start: int) -> None:
    assert [(each.kind, each.start) for each in _tabs(text)] == [(kind, start)]
    assert [each.kind for each in _tabs(text.replace("\n", "\r\n"))] == [kind]


def test_tabs_that_indent_are_counted_once() -> None:
    (problem,) = _tabs("a:\n" + "\tb: c\n" * 7)

    assert (problem.kind, problem.start, problem.detail) == ("tab-indent", 3, "7")


@pytest.mark.parametrize("space", "\xa0\u1680\u2000\u2003\u2007\u200a\u202f\u205f\u3000")
def test_indentation_that_only_looks_like_spaces(space: str) -> None:
    _, tree = read_file("a.yaml", f"a:\n  - b: c\n{space}   d: e\n".encode())

    assert [(each.kind, each.start, each.detail) for each in tree.problems] == [
        ("odd-indent", 12, f"U+{ord(space):04X}")
    ]
    assert not tree.is_whole


@pytest.mark.parametrize(
    "text", ["a: |\n  b\n  \xa0 c\n", "a: b\n  \xa0c\n", '"a": "b\n\xa0 c"\n', "# b\n#\xa0c\na: b\xa0c\n"]
)
def test_odd_spaces_inside_a_text_pass(text: str) -> None:
    _, tree = read_file("a.yaml", text.encode())

    assert tree.problems == ()


def test_what_git_leaves_after_a_failed_merge() -> None:
    text = "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n"
    _, tree = read_file("a.yaml", text.encode())

    assert [(each.kind, each.start) for each in tree.problems] == [("merge-mark", 5)]
    assert not tree.is_whole
    assert read_file("a.yaml", b"a: |\n  <<<<<<< in a text\n")[1].problems == ()


def test_a_file_over_the_limit_is_not_looked_at() -> None:
    source, tree = read_file("a.yaml", b"a" * (16 * 1024 * 1024 + 1))

    assert source.text == ""
    assert [each.kind for each in tree.problems] == ["too-large"]
