"""How much of somebody's file is read: far above what a tracker needs, so that a hostile one ends in moments."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

MOST_UNPACKED = 128 * MEBIBYTE  # bytes of all parts of a workbook
MOST_PARTS = 2_000
MOST_SHEETS = 200
MOST_ROWS = 100_000  # of a sheet
MOST_COLUMNS = 1_000
MOST_CELLS = 2_000_000  # of a workbook: its sheets from their first cell to their last
MOST_TEXT = 128 * MEBIBYTE  # of all cells together; one text may stand in many
LONGEST_FIELD = 131_072  # characters of one value in a text file: what the csv reader of Python takes
