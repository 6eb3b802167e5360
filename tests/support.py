"""What many tests need: a plan from texts, judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from actionplan.checks.diagnostic import Finding
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.validation import findings_of, findings_of_change

Content: TypeAlias = str | bytes | Text
"""What a file holds; or a Text without a name, for one that cannot be read."""


def load_texts(files: Mapping[str, Content], folder: str = "northfield") -> Loaded:
    """The plan made of *files* (name to text), read as from the folder *folder*."""
    ordered = sorted(files, key=lambda name: (name != "plan.yaml", name))
    texts = []
    for name in ordered:
        content = files[name]
        if isinstance(content, str):
            content = content.encode()
        text = content if isinstance(content, Text) else Text("", "", content)
        texts.append(text._replace(name=f"{folder}/{name}", stem=name.rsplit(".", 1)[0]))
    return load(folder, texts)


def judge_texts(files: Mapping[str, Content], on: date) -> tuple[Finding, ...]:
    """Every finding in *files* as at *on*."""
    return findings_of(load_texts(files), on, on)


def judge_change_of_texts(
    before: Mapping[str, Content], after: Mapping[str, Content], today: date
) -> tuple[Finding, ...]:
    """Every finding in the change from *before* to *after*."""
    return findings_of_change(load_texts(before), load_texts(after), today)


def codes_in(findings: Iterable[Finding]) -> list[str]:
    return [each.code for each in findings]
