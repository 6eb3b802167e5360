from __future__ import annotations

from actionplan.world.workspace import FILE_LIMIT
from actionplan.yamltext.problem import MAX_BYTES


def test_both_rooms_know_the_same_largest_file() -> None:
    assert FILE_LIMIT == MAX_BYTES
