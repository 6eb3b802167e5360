"""The commitments that a command is to change, read with no more files than that takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from actionplan.cli.gather import Gathered, chosen_days, gather, text_of
from actionplan.load import load
from actionplan.loaded import Loaded
from actionplan.sheets import HEAD, is_review
from actionplan.world.workspace import FileRead, PlanFolder, Workspace, find, read_plan


def gather_holding(
    ids: Sequence[str], workspace: str | None, as_at: str | None, plans: Sequence[str] | None
) -> Gathered:
    """The plans with the commitments called *ids*: of each only its head, and the files that hold one of the words.

    Every plan whole where one of them is not found, so that it can be said what there is.
    """
    if plans:
        return gather(workspace, as_at, plans)
    on, today = chosen_days(as_at)
    found = find(Path.cwd(), Path(workspace) if workspace else None)
    loaded = tuple(each for folder in found.plans for each in _holding(found, folder, ids))
    known = {id_.lower() for each in loaded for id_ in each.homes}
    if any(_short(each) not in known for each in ids):
        return gather(workspace, as_at, plans)
    return Gathered(found, loaded, on, today)


def _short(name: str) -> str:
    """The id without its plan, as it is compared."""
    return name.rpartition("/")[2].lower()


def _holding(workspace: Workspace, folder: PlanFolder, ids: Sequence[str]) -> Iterator[Loaded]:
    """The part of the plan in *folder* that holds one of *ids*; nothing where none is written there."""
    words = [_short(each).encode("utf-8", "surrogateescape") for each in ids]
    # What a review saw is not changed, and names every commitment.
    read = [each for each in read_plan(workspace, folder) if not is_review(each.stem)]
    files = [each for each in read if _is_head(each) or holds(each.data.lower(), words)]
    if not all(map(_is_head, files)):
        texts = [text_of(each) for each in files]
        yield load(folder.name, texts, is_part=len(files) < len(read))


def _is_head(file: FileRead) -> bool:
    return file.stem == HEAD


def holds(data: bytes, words: Sequence[bytes]) -> bool:
    """Whether one of *words* stands alone in *data*; a mere search is quicker than a pattern, and mostly enough."""
    return any(each in data and re.search(rb"(?<![\w.-])%s(?![\w-])" % re.escape(each), data) for each in words)
