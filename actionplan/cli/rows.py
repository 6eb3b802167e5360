"""A listing in its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from actionplan.cli.output import as_json
from actionplan.cli.positions import Standing
from actionplan.cli.printers import counted
from actionplan.columns import lay_out, wrap
from actionplan.domain.assess import Position
from actionplan.domain.model import EVERYBODY, NOBODY, Plan
from actionplan.domain.said import said_day, said_window
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE
from actionplan.officefile import as_text
from actionplan.plaintext import one_line

# Each format, and the endings of the files that are written in it.
FORMATS: dict[str, tuple[str, ...]] = {
    "table": (".txt",),
    "json": (".json",),
    "csv": (".csv",),
    "tsv": (".tsv",),
    "markdown": (".md", ".markdown"),
}
Shown = Sequence[tuple[Standing, tuple[Position, ...]]]

COLUMNS = (
    "plan",
    "id",
    "title",
    "lead",
    "with",
    "theme",
    "status",
    "confidence",
    "due",
    "due_as_printed",
    "revised_due",
    "days_late",
    "last_update",
    "file",
    "line",
)


def render(shown: Shown, format_: str, width: int, on: date) -> str:
    """The positions of each plan in *format_*; tables are at most *width* columns wide."""
    formats: dict[str, Callable[[], str]] = {
        "table": lambda: _tables(shown, width),
        "json": lambda: _json(shown, on),
        "csv": lambda: separated(COLUMNS, records(shown), ","),
        "tsv": lambda: separated(COLUMNS, records(shown), "\t"),
        "markdown": lambda: _markdown(shown),
    }
    return formats[format_]()


def lead_of(position: Position, plan: Plan) -> str:
    """The lead's short name; words where nobody or everybody leads."""
    lead = position.commitment.lead or NOBODY
    return lead_name(lead, plan)


def lead_name(lead: str, plan: Plan) -> str:
    if lead in (NOBODY, EVERYBODY):
        return "No lead named" if lead == NOBODY else "All partners"
    partner = plan.head.partners.get(lead)
    return (partner.short or partner.name) if partner else lead


def status_of(position: Position) -> str:
    """The status in words, with the confidence where one was given."""
    if position.confidence:
        return f"{position.status.label}, {position.confidence.label.lower()}"
    return position.status.label


def due_of(position: Position) -> str:
    """The date in words: first agreed, granted since, and how late it is."""
    if position.due is None:
        printed = position.commitment.due_as_printed
        return f"{printed} (no date)" if printed else "No date agreed"
    said = said_window(position.due)
    if position.revised_due:
        said = f"{said}, moved to {said_window(position.revised_due)}"
    return f"{said}, {counted(position.days_late, 'day')} late" if position.days_late else said


def _tables(shown: Shown, width: int) -> str:
    parts = []
    for standing, positions in shown:
        title = one_line(standing.plan.head.title)
        rows = [
            (each.id, each.commitment.title, lead_of(each, standing.plan), status_of(each), due_of(each))
            for each in positions
        ]
        said = f"As at {said_day(standing.on)}: {len(positions):,} of {counted(len(standing.positions), 'commitment')}"
        heading = "\n".join([*wrap(f"{standing.plan.id}: {title}", width), said, ""])
        table = lay_out(("Id", "Commitment", "Lead", "Status", "Due"), rows, width, flexible=1) if rows else "None.\n"
        parts.append(f"{heading}\n{table}")
    return "\n".join(parts)


def record(standing: Standing, position: Position) -> dict[str, object]:
    """One row for programs: codes, ISO dates, None for what is not there."""
    commitment = position.commitment
    home = standing.loaded.homes[commitment.id]
    update = position.last_update
    return {
        "plan": standing.plan.id,
        "id": commitment.id,
        "title": commitment.title,
        "lead": commitment.lead,
        "with": list(commitment.with_),
        "theme": commitment.theme,
        "status": None if position.status in (NO_STATUS, NO_UPDATE) else position.status.code,
        "confidence": position.confidence.code if position.confidence else None,
        "due": position.due.text if position.due else None,
        "due_as_printed": commitment.due_as_printed,
        "revised_due": position.revised_due.text if position.revised_due else None,
        "days_late": position.days_late,
        "last_update": update.date.text if update else None,
        "file": home.file,
        "line": standing.loaded.line_of(commitment.id),
    }


def records(shown: Shown) -> list[dict[str, object]]:
    return [record(standing, each) for standing, positions in shown for each in positions]


def _json(shown: Shown, on: date) -> str:
    document = {"format": "actionplan.list", "version": 1, "as_at": on.isoformat(), "commitments": records(shown)}
    return as_json(document)


def separated(columns: Sequence[str], rows: Sequence[Mapping[str, object]], separator: str) -> str:
    """Comma or tab separated, as RFC 4180 has it, with nothing a spreadsheet would take for a formula."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int | Decimal):
        return str(value)
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return as_text(one_line(text))


def _markdown(shown: Shown) -> str:
    from tabulate import tabulate

    from actionplan.report.renderers.markdown import escape

    headings = ("Plan", "Id", "Commitment", "Lead", "Status", "Due")
    rows = [
        [
            escape(cell)
            for cell in (
                standing.plan.id,
                each.id,
                each.commitment.title,
                lead_of(each, standing.plan),
                status_of(each),
                due_of(each),
            )
        ]
        for standing, positions in shown
        for each in positions
    ]
    return tabulate(rows, headings, tablefmt="github", disable_numparse=True) + "\n"
