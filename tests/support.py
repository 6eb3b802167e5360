"""What many tests need: a plan from texts, judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from actionplan.checks.diagnostic import Finding
from actionplan.load import Loaded, Text, load
from actionplan.validation import findings_of

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


def codes_in(findings: Iterable[Finding]) -> list[str]:
    return [each.code for each in findings]
