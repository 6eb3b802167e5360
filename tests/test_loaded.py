"""What is known of a plan's files once they are read."""

from __future__ import annotations

import pytest

from tests.report.plans import COMMITMENTS, REAL
from tests.support import load_texts


@pytest.mark.parametrize("name", REAL)
def test_the_lines_of_all_commitments_are_those_of_each(name: str) -> None:
    loaded = load_texts({each.name: each.read_bytes() for each in (COMMITMENTS / name).glob("*.yaml")}, name)
    lines = loaded.lines()

    assert lines == {each: loaded.line_of(each) for each in loaded.homes}
    assert len(lines) > 1
    for id_, home in loaded.homes.items():
        assert id_ in loaded.files[home.file].source.line(lines[id_])
