"""Stretches of text are replaced and keys renamed, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from actionplan.yamltext.file import read_file
from actionplan.yamltext.operations import Refused
from actionplan.yamltext.retouch import Stretch, retouch
from actionplan.yamltext.tree import Route


def retouched(text: str, *stretches: Stretch, renamed: Mapping[Route, str] | None = None) -> str:
    source, tree = read_file("a.yaml", text.encode())
    return retouch(source, tree, stretches, renamed or {}).decode()


def test_keys_are_renamed_inside_each_other() -> None:
    text = "'A': # one\n  B: [{C : x, D: y}]  \nE: {}\n"
    renamed: dict[Route, str] = {("A",): "a", ("A", "B"): "b", ("A", "B", 0, "C"): "c"}

    assert retouched(text, renamed=renamed) == "a: # one\n  b: [{c : x, D: y}]  \nE: {}\n"


def test_blanks_and_signs_go_and_the_byte_order_mark_with_them() -> None:
    text = "\ufeffa: x\u200b  \nb: é"
    at = text.index("\u200b") - 1

    assert retouched(text, (at, at + 1, ""), (at + 1, at + 3, ""), (-1, 0, ""), (12, 12, "\n")) == "a: x\nb: é\n"
    assert retouched(text, (at + 1, at + 3, "")) == "\ufeffa: x\u200b\nb: é"


@pytest.mark.parametrize(
    ("text", "stretch", "why"),
    [
        ("a: x\n", (3, 4, "y"), "It would change what the file says."),
        ("a: 'x '\n", (5, 6, ""), "It would change what the file says."),
        ("a: x\nb: y\n", (0, 1, "b"), "It would change what the file says."),
        ("a: x\n", (2, 3, "\t"), "Something else would be wrong with the text."),
        ("a: x\n", (3, 4, "["), "The file could still not be read."),
        ("a: [\n", (3, 4, "{"), "The file could still not be read."),
        ("a: x\na: y \n", (9, 10, ""), "The file holds something that has to be mended by hand first."),
        ("a: &b x \n", (7, 8, ""), "The file holds something that has to be mended by hand first."),
    ],
)
def test_what_cannot_be_proved_is_refused(text: str, stretch: Stretch, why: str) -> None:
    with pytest.raises(Refused) as refused:
        retouched(text, stretch)

    assert refused.value.reason == why


def test_a_key_that_is_there_is_not_written_twice() -> None:
    with pytest.raises(Refused, match="There is a key “a” already"):
        retouched("A: x\na: y\n", renamed={("A",): "a"})


def test_two_mends_of_one_place_are_refused() -> None:
    with pytest.raises(Refused, match="Two mends"):
        retouched("a: x   \n", (4, 6, ""), (5, 7, ""))


def test_keys_keep_their_order() -> None:
    assert retouched("B: 1\na: 2\n", renamed={("B",): "b"}) == "b: 1\na: 2\n"
    with pytest.raises(Refused):
        retouched("b: 1\na: 2\n", (0, 9, "a: 2\nb: 1"))
