"""The log and what stands beside it in sentences, and lines with a label: what `show` and `history` print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actionplan.cli.positions import Standing
from actionplan.columns import wrap
from actionplan.domain.assess import Position, is_asked_late
from actionplan.domain.model import Amendment, Commitment, Evidence, Extension, Update
from actionplan.domain.said import listed, said_day, said_window
from actionplan.domain.vocabulary import Vocabulary, Word
from actionplan.plaintext import one_line

LABEL = 12

Line = tuple[str, str]


def told(standing: Standing, position: Position, lines: Iterable[Line], width: int) -> str:
    """The page of a commitment: its full name, its title, and labelled lines, each wrapped beside its label."""
    name = one_line(f"{standing.plan.id}/{position.id}")
    parts = [name, *wrap(one_line(position.commitment.title), width), ""]
    for line in lines:
        parts += _labelled(*line, width)
    return "\n".join(parts) + "\n"


def _labelled(label: str, text: str, width: int) -> list[str]:
    lines = wrap(one_line(text), width - LABEL - 2)
    return [f"{label if number == 0 else '':<{LABEL}}  {line}".rstrip() for number, line in enumerate(lines)]


def said_update(update: Update, words: Vocabulary) -> str:
    """One update in a sentence or two."""
    inferred = " (inferred)" if "inferred" in (update.basis, update.date_basis) else ""
    said = [f"{said_window(update.date)}{inferred}:"]
    if update.return_:
        said.append("Nil return.")
    news = [
        _label(code, table)
        for code, table in ((update.status, words.statuses), (update.confidence, words.confidences))
        if code
    ]
    if news:
        said.append(f"{', '.join((news[0], *(each.lower() for each in news[1:])))}.")
    said += [f"Part {part}: {_label(code, words.statuses).lower()}." for part, code in update.parts.items()]
    if update.reason:
        said.append(f"Reason: {words.reasons.get(update.reason, update.reason).lower()}.")
    if update.note:
        said.append(update.note)
    return " ".join(said)


def _label(code: str, table: Mapping[str, Word]) -> str:
    return table[code].label if code in table else code


def said_evidence(evidence: Evidence) -> str:
    """One piece of evidence: title, date, link, and whether the match is our own reading."""
    said = [evidence.title]
    if evidence.date:
        said.append(said_window(evidence.date))
    if evidence.url:
        said.append(evidence.url)
    if evidence.basis == "inferred":
        said.append("match inferred")
    return ", ".join(said)


def said_extension(extension: Extension, commitment: Commitment, words: Vocabulary) -> str:
    """One extension of *commitment*: asked when, to when, why, and what was decided."""
    decided = "pending"
    if extension.decision:
        decided = extension.decision + (f" {said_day(extension.decided)}" if extension.decided else "")
    reason = f" ({words.reasons.get(extension.reason, extension.reason).lower()})" if extension.reason else ""
    late = ", after the date had passed," if is_asked_late(extension, commitment) else ""
    return f"asked {said_day(extension.asked)}{late} to move to {said_window(extension.to)}{reason}: {decided}"


def said_amendment(amendment: Amendment) -> str:
    """One change of what was agreed: of what, when and by whom, and the words before.

    One of a later day is said too: a commitment has the words of today, whatever day is asked about.
    """
    of, on = listed(amendment.of), said_day(amendment.date)
    said = [f"{on}: {of} changed, agreed by {amendment.by.rstrip('.')}."]
    if amendment.was:
        said.append(f"Before: “{amendment.was}”.")
    if amendment.note:
        said.append(amendment.note)
    return " ".join(said)


def amendment_entry(amendment: Amendment) -> dict[str, object]:
    """One change of what was agreed, for programs."""
    return {
        "date": amendment.date.isoformat(),
        "of": list(amendment.of),
        "by": amendment.by,
        "was": amendment.was,
        "note": amendment.note,
    }


def log_entry(update: Update) -> dict[str, object]:
    """One update for programs."""
    return {
        "date": update.date.text,
        "period": update.period.text if update.period else None,
        "return": update.return_,
        "status": update.status,
        "confidence": update.confidence,
        "note": update.note,
        "reason": update.reason,
        "next": update.next,
        "parts": dict(update.parts),
        "evidence": [{"title": each.title, "url": each.url, "basis": each.basis} for each in update.evidence],
        "by": update.by,
        "basis": update.basis,
    }
