"""The words of a plan and what they mean, as the page on the format lists them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent.parent.parent / "docs" / "format.md"
SILENT, NO_STATUS = "no-update-received", "status-not-given"
NO_CONFIDENCE = "confidence-not-given"
OPEN = ("not-started", "under-way", "waiting")
USUAL = "The usual status words"
OGP = "Vocabulary ogp"


@lru_cache
def rows_under(heading: str) -> tuple[dict[str, str], ...]:
    """The rows of the first table under a heading of the page."""
    lines = PAGE.read_text(encoding="utf-8").split(f"\n### {heading}\n")[1].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| "))
    table = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
    return tuple(dict(zip(table[0], row, strict=True)) for row in table[2:])


def statuses(head: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The plan's status words by their codes, then the two that only a report says."""
    wanted = head.get("vocabulary", "default")
    if isinstance(wanted, str):
        rows = rows_under(OGP if wanted == "ogp" else USUAL)
        own = {row["Write"]: {"label": row["Printed as"], "meaning": row["Counts as"]} for row in rows}
    else:
        own = {each["code"]: {"label": each["label"], "meaning": each["meaning"]} for each in wanted}
    return {
        **own,
        NO_STATUS: {"label": "Status not given", "meaning": "not-started"},
        SILENT: {"label": "No update received", "meaning": "not-started"},
    }


def confidences() -> list[str]:
    return [row["Write"] for row in rows_under("Confidence")]


def reasons(head: dict[str, Any]) -> dict[str, str]:
    return {**{row["Write"]: row["Means"] for row in rows_under("Reasons")}, **head.get("reasons", {})}


def label(code: str) -> str:
    """A confidence as it is printed."""
    return code.replace("-", " ").capitalize()


def small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(items: list[str]) -> str:
    """`a, b and c`; with semicolons where an item has a comma."""
    comma = "; " if any("," in each for each in items) else ", "
    return " and ".join([comma.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
