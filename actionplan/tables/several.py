"""Several texts in one cell, and out of it again."""

from __future__ import annotations

from collections.abc import Sequence

BETWEEN = "; "
_LIST = "["


def one_cell(texts: Sequence[str]) -> str:
    """*texts* with `; ` between them; as a JSON list where that could be taken for other texts."""
    joined = BETWEEN.join(texts)
    if not joined.startswith(_LIST) and split(joined) == tuple(texts):
        return joined
    import json

    return json.dumps(list(texts), ensure_ascii=False)


def several(cell: str) -> tuple[str, ...]:
    """The texts that `one_cell` made *cell* from; in any other cell, what stands between semicolons."""
    if cell.startswith(_LIST):
        import json

        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            return split(cell)
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(found)
    return split(cell)


def split(text: str) -> tuple[str, ...]:
    """What stands between semicolons, without blanks around it and without what is blank."""
    return tuple(each.strip() for each in text.split(";") if each.strip())
