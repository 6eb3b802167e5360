"""The views of the database: what the commands say, worked out by the database itself.

They go by the day in the table `export`; who writes another day there looks from that day. A test holds them to what
`domain.assess` says.
"""

from __future__ import annotations

from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE

# The log as it was on the day, with what each status means. A word that nobody knows counts as none.
_LOG = """
CREATE VIEW "log" AS
SELECT u.*, w."is_open" AS "status_is_open", w."label" AS "status_label",
  coalesce(w."meaning", 'not-started') AS "status_meaning", c."label" AS "confidence_label"
FROM "updates" AS u
LEFT JOIN "words" AS w ON w."plan" = u."plan" AND w."kind" = 'status' AND w."code" = u."status"
LEFT JOIN "words" AS c ON c."plan" = u."plan" AND c."kind" = 'confidence' AND c."code" = u."confidence"
WHERE u."date_last" <= (SELECT "as_at" FROM "export")
"""

# By commitment, in numbers of its log: the last update, the last with a status, and the last that closed it.
_ENDS = """
CREATE VIEW "log_ends" AS
SELECT "plan", "commitment", max("number") AS "last",
  max(CASE WHEN "status" IS NOT NULL THEN "number" END) AS "last_status",
  max(CASE WHEN "status_is_open" = 0 THEN "number" END) AS "last_closed"
FROM "log" GROUP BY "plan", "commitment"
"""

_LAST_GRANTED = """(
    SELECT e."to_last" FROM "extensions" AS e
    WHERE e."plan" = c."plan" AND e."commitment" = c."id" AND e."decision" = 'granted'
      AND e."asked" <= x."as_at" AND coalesce(e."decided", e."asked") <= x."as_at"
    ORDER BY coalesce(e."decided", e."asked") DESC, e."number" DESC LIMIT 1)"""
_SLIPS = """(
    SELECT count(*) FROM "extensions" AS e
    WHERE e."plan" = c."plan" AND e."commitment" = c."id" AND e."decision" = 'granted'
      AND e."asked" <= x."as_at" AND coalesce(e."decided", e."asked") <= x."as_at")"""
_SINCE = """(
    SELECT l."date_first" FROM "log" AS l
    WHERE l."plan" = c."plan" AND l."commitment" = c."id" AND l."status" = s."status"
      AND l."number" > coalesce((
        SELECT max(o."number") FROM "log" AS o
        WHERE o."plan" = c."plan" AND o."commitment" = c."id" AND o."status" <> s."status"), 0)
    ORDER BY l."number" LIMIT 1)"""
# Since when it is as far as it is, by whichever words: withdrawn, then superseded, is dropped all the time.
_REACHED = """(
    SELECT l."date_first" FROM "log" AS l
    WHERE l."plan" = c."plan" AND l."commitment" = c."id" AND l."status" IS NOT NULL
      AND l."number" > coalesce((
        SELECT max(o."number") FROM "log" AS o
        WHERE o."plan" = c."plan" AND o."commitment" = c."id" AND o."status" IS NOT NULL
          AND o."status_meaning" <> s."status_meaning"), 0)
    ORDER BY l."number" LIMIT 1)"""
# One that is closed has none, and one that is taken up again starts without the old one.
_CONFIDENCE = """(
    SELECT l."confidence" FROM "log" AS l
    WHERE l."plan" = c."plan" AND l."commitment" = c."id" AND l."confidence" IS NOT NULL
      AND l."number" >= CASE WHEN n."last_closed" IS NULL THEN 1 ELSE (
        SELECT min(o."number") FROM "log" AS o
        WHERE o."plan" = c."plan" AND o."commitment" = c."id" AND o."status" IS NOT NULL
          AND o."number" > n."last_closed") END
    ORDER BY l."number" DESC LIMIT 1)"""
_NOT_COUNTED = """(
    c."kind" = 'ongoing' OR (c."condition_text" IS NOT NULL AND (
      coalesce(c."condition_state", 'not-yet-met') = 'not-yet-met' OR c."condition_date_last" > x."as_at")))"""

_STANDING = f"""
CREATE VIEW "standing" AS
SELECT c."plan", c."id" AS "commitment", c."title", c."lead", c."theme", c."number",
  CASE WHEN s."status_is_open" IS NOT NULL THEN s."status"
    WHEN n."last" IS NOT NULL THEN '{NO_STATUS.code}' ELSE '{NO_UPDATE.code}' END AS "status",
  CASE WHEN s."status_is_open" IS NOT NULL THEN s."status_label"
    WHEN n."last" IS NOT NULL THEN '{NO_STATUS.label}' ELSE '{NO_UPDATE.label}' END AS "status_label",
  coalesce(s."status_is_open", 1) AS "is_open",
  {_CONFIDENCE} AS "confidence",
  {_SINCE} AS "since", {_REACHED} AS "reached",
  (SELECT l."date_last" FROM "log" AS l WHERE l."plan" = c."plan" AND l."commitment" = c."id"
    AND l."number" = n."last") AS "last_update",
  c."due_last" AS "due", {_LAST_GRANTED} AS "revised_due", {_SLIPS} AS "slips",
  {_NOT_COUNTED} AS "is_not_counted", x."as_at"
FROM "commitments" AS c
CROSS JOIN "export" AS x
LEFT JOIN "log_ends" AS n ON n."plan" = c."plan" AND n."commitment" = c."id"
LEFT JOIN "log" AS s ON s."plan" = c."plan" AND s."commitment" = c."id" AND s."number" = n."last_status"
WHERE c."agreed_last" IS NULL OR c."agreed_last" <= x."as_at"
"""  # noqa: S608  # made of our own words alone

_ENDED = """CASE WHEN s."is_open" OR s."reached" IS NULL THEN s."as_at" ELSE s."reached" END"""


def _late(due: str) -> str:
    days = f"CAST(julianday({_ENDED}) - julianday({due}) AS INTEGER)"
    return f"""CASE WHEN coalesce(s."is_not_counted", 0) OR {due} IS NULL THEN 0 ELSE max(0, {days}) END"""


_POSITIONS = f"""
CREATE VIEW "positions" AS
SELECT s."plan", s."commitment", s."title", s."lead", l."name" AS "lead_name", s."status", s."status_label",
  s."is_open", k."code" AS "confidence", s."since", s."last_update", s."due", s."revised_due",
  {_late('s."due"')} AS "days_late",
  {_late('coalesce(s."revised_due", s."due")')} AS "days_late_revised",
  s."is_open" AND {_late('s."due"')} > 0 AS "is_overdue", s."slips"
FROM "standing" AS s
LEFT JOIN "leads" AS l ON l."plan" = s."plan" AND l."code" = s."lead"
LEFT JOIN "words" AS k ON k."plan" = s."plan" AND k."kind" = 'confidence' AND k."code" = s."confidence"
"""  # noqa: S608  # as above

_OVERDUE = """
CREATE VIEW "overdue" AS SELECT * FROM "positions" WHERE "is_overdue" ORDER BY "days_late" DESC, "plan", "commitment"
"""

_LATEST_READINGS = """
CREATE VIEW "latest_readings" AS
SELECT i."plan", i."id" AS "indicator", i."title", i."unit", r."date", r."value", r."source"
FROM "indicators" AS i
JOIN "readings" AS r ON r."plan" = i."plan" AND r."indicator" = i."id"
WHERE r."number" = (
  SELECT o."number" FROM "readings" AS o
  WHERE o."plan" = i."plan" AND o."indicator" = i."id"
    AND coalesce(o."released_last", o."date_last") <= (SELECT "as_at" FROM "export")
  ORDER BY o."date_last" DESC, o."number" DESC LIMIT 1)
"""

VIEWS = (_LOG, _ENDS, _STANDING, _POSITIONS, _OVERDUE, _LATEST_READINGS)
