"""Outcomes and their indicators for programs: rows of a table, and the document of schema/outcomes-v1.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actionplan.cli.positions import Standing
from actionplan.domain.measured import Measured
from actionplan.domain.model import Judgement, Outcome, Point, Reading
from actionplan.domain.path import direction
from actionplan.domain.reported import Reported
from actionplan.domain.serving import Serving
from actionplan.domain.worth import Values, worth

COLUMNS = (
    "plan",
    "outcome",
    "outcome_title",
    "served_by",
    "indicator",
    "title",
    "unit",
    "area",
    "better",
    "baseline_date",
    "baseline",
    "path_now",
    "latest_date",
    "latest",
    "revised_from",
    "released",
    "source",
    "target_date",
    "target",
    "trend",
    "status",
    "computed",
    "method",
    "judged_by",
    "judged_reason",
    "people",
    "social_value",
    "social_value_method",
    "edition",
    "file",
    "line",
)


class Listed(NamedTuple):
    """One plan on a day: each outcome with its indicators, which commitments serve it, and which serve none.

    `lines` says where each indicator is written, by the ids of its outcome and its own.
    """

    standing: Standing
    groups: tuple[tuple[Outcome, tuple[Measured, ...]], ...]
    serving: Serving
    serving_none: tuple[str, ...]
    lines: Mapping[tuple[str, str], int]

    @property
    def measured(self) -> tuple[Measured, ...]:
        return tuple(each for _, found in self.groups for each in found)

    @property
    def unserved(self) -> tuple[str, ...]:
        return tuple(each for each, commitments in self.serving.items() if not commitments)

    def place_of(self, found: Measured) -> dict[str, object]:
        """File and line of the indicator."""
        return {
            "file": self.standing.loaded.outcomes_file,
            "line": self.lines[found.outcome.id, found.indicator.id],
        }


def rows_of(listed: Sequence[Listed], values: Values | None) -> Iterator[dict[str, object]]:
    """One row for each indicator, and for each outcome that has none."""
    for each in listed:
        for outcome, measured in each.groups:
            head = {
                "plan": each.standing.plan.id,
                "outcome": outcome.id,
                "outcome_title": outcome.title,
                "served_by": list(each.serving[outcome.id]),
            }
            for found in measured or (None,):
                row = dict.fromkeys(COLUMNS) | head
                yield row if found is None else row | _row(each, found, values)


def _row(listed: Listed, found: Measured, values: Values | None) -> dict[str, object]:
    indicator, latest, judged = found.indicator, found.latest, found.judged
    baseline, target = indicator.baseline, indicator.target
    valued = worth(found, values) if values else None
    return {
        "indicator": indicator.id,
        "title": indicator.title,
        "unit": indicator.unit,
        "area": indicator.area,
        "better": indicator.better,
        "baseline_date": baseline and baseline.date.text,
        "baseline": baseline and baseline.value,
        "path_now": found.now,
        "latest_date": latest and latest.date.text,
        "latest": latest and latest.value,
        "revised_from": latest and latest.revised_from,
        "released": latest and latest.reading.released and latest.reading.released.text,
        "source": latest and latest.reading.source,
        "target_date": target and target.date.text,
        "target": target and target.value,
        "trend": found.trend,
        "status": found.status.code,
        "computed": found.computed.code,
        "method": found.why,
        "judged_by": judged and judged.by,
        "judged_reason": judged and judged.reason,
        "people": valued and valued.people,
        "social_value": valued and valued.pounds,
        "social_value_method": valued and valued.method,
        "edition": values and values.edition,
        **listed.place_of(found),
    }


def document(listed: Sequence[Listed], on: date, values: Values | None) -> dict[str, object]:
    """All that is known, as schema/outcomes-v1.json describes it.

    Numbers that the files hold are texts, as they are written there.
    """
    return {
        "format": "actionplan.outcomes",
        "version": 1,
        "as_at": on.isoformat(),
        "edition": values.edition if values else None,
        "plans": [_plan(each, values) for each in listed],
    }


def _plan(listed: Listed, values: Values | None) -> dict[str, object]:
    return {
        "plan": listed.standing.plan.id,
        "outcomes": [
            {
                "id": outcome.id,
                "title": outcome.title,
                "served_by": list(listed.serving[outcome.id]),
                "indicators": [_indicator(listed, each, values) for each in found],
            }
            for outcome, found in listed.groups
        ],
        "unserved": list(listed.unserved),
        "serving_none": list(listed.serving_none),
    }


def _indicator(listed: Listed, found: Measured, values: Values | None) -> dict[str, object]:
    indicator = found.indicator
    return {
        "id": indicator.id,
        "title": indicator.title,
        "unit": indicator.unit,
        "area": indicator.area,
        "better": direction(indicator),
        "baseline": _point(indicator.baseline),
        "target": _point(indicator.target),
        "path_now": None if found.now is None else f"{found.now:f}",
        "readings": [_reported(each) for each in found.readings],
        "trend": found.trend,
        "status": found.status.code,
        "computed": found.computed.code,
        "method": found.why,
        "judged": _judged(found.judged) if found.judged else None,
        "social_value": _worth(found, values) if values else None,
        **listed.place_of(found),
    }


def _point(point: Point | None) -> dict[str, object] | None:
    return {"date": point.date.text, "value": f"{point.value:f}"} if point else None


def _reported(each: Reported) -> dict[str, object]:
    return {**_reading(each.reading), "revised": [_reading(earlier) for earlier in each.revised]}


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "date": reading.date.text,
        "value": f"{reading.value:f}",
        "released": reading.released.text if reading.released else None,
        "source": reading.source,
        "note": reading.note,
    }


def _judged(judged: Judgement) -> dict[str, object]:
    return {"status": judged.status, "reason": judged.reason, "by": judged.by, "date": judged.date.isoformat()}


def _worth(found: Measured, values: Values) -> dict[str, object] | None:
    valued = worth(found, values)
    if valued is None:
        return None
    return {
        "people": valued.people,
        "value": f"{valued.value.value:f}" if valued.value else None,
        "deadweight": f"{valued.value.deadweight:f}" if valued.value else None,
        "pounds": valued.pounds,
        "method": valued.method,
    }
