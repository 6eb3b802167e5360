"""A file that is named on the command line: read whole, or said why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actionplan.world.given import read_given
from actionplan.world.workspace import CannotRun


def test_an_ordinary_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    file.write_bytes(b"a\r\n\xff")
    (tmp_path / "link.csv").symlink_to(file)

    assert read_given(file) == read_given(tmp_path / "link.csv") == b"a\r\n\xff"


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    for name, said in (
        ("pipe", "is not an ordinary file"),
        ("", "is not an ordinary file"),
        ("none", "There is no file"),
    ):
        with pytest.raises(CannotRun, match=said):
            read_given(tmp_path / name)


def test_a_file_is_no_larger_than_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(b"12345")

    assert read_given(file, 5) == b"12345"
    with pytest.raises(CannotRun, match="is larger than"):
        read_given(file, 4)
