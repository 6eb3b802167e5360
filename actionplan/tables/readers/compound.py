"""The streams of a compound file, in which Excel saved before 2007, and in which it locks workbooks away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from struct import error as StructError  # noqa: N812  # as all exceptions are written
from struct import pack, unpack_from

from actionplan.tables.readers.archive import damaged

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # and above: no sector
_LAST, _TABLE, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_MOST_SMALL = 4096
_ENTRY = 128
_IN_HEADER = 109
_STREAM, _ROOT = 2, 5


def streams_of(data: bytes, names: Collection[str]) -> Mapping[str, bytes]:
    """The streams of the compound file *data* that have one of *names*. Raises CannotTake where it is damaged."""
    try:
        return _streams_of(data, names)
    except (StructError, IndexError, ValueError, OverflowError):
        raise damaged() from None


def _streams_of(data: bytes, names: Collection[str]) -> dict[str, bytes]:
    size = 1 << unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise damaged()
    table = _table(data, size)
    entries = list(_entries(_chain(data, size, table, unpack_from("<I", data, 48)[0])))
    small_table = _numbers(_chain(data, size, table, unpack_from("<I", data, 60)[0]))
    root = next((each for each in entries if each[1] == _ROOT), None)
    small = _chain(data, size, table, root[2]) if root else b""
    found: dict[str, bytes] = {}
    for name, kind, start, length in entries:
        if kind == _STREAM and name in names:
            is_small = length < _MOST_SMALL
            whole = _chain(small, 64, small_table, start, 0) if is_small else _chain(data, size, table, start)
            if len(whole) < length:
                raise damaged()
            found[name] = whole[:length]
    return found


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows each."""
    sectors = list(unpack_from(f"<{_IN_HEADER}I", data, 76))
    more, seen = unpack_from("<I", data, 68)[0], 0
    while more < _END and seen <= len(data) // size:
        further = unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += further[:-1]
        more, seen = further[-1], seen + 1
    table: list[int] = []
    for sector in sectors:
        if sector < _END and len(table) * 4 <= len(data):
            table += unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _chain(data: bytes, size: int, table: list[int], start: int, first: int = 1) -> bytes:
    """What the sectors hold from *start* on. One that leads back to itself ends with as many as there are."""
    pieces: list[bytes] = []
    while start < _END and len(pieces) <= len(table):
        if (start + first) * size >= len(data):  # cut off
            raise damaged()
        pieces.append(data[(start + first) * size : (start + first + 1) * size])
        start = table[start]
    if start < _END:
        raise damaged()
    return b"".join(pieces)


def _numbers(data: bytes) -> list[int]:
    return list(unpack_from(f"<{len(data) // 4}I", data))


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and length of each entry."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = unpack_from("<II", directory, at + 116)
        yield name, kind, start, size


def holding(stream: bytes) -> bytes:
    """A sound compound file with *stream* as its workbook, and nothing else: the library trusts what it is told."""
    size = 4096
    sectors = max(1, -(-len(stream) // size))
    tables = 1
    while sectors + 3 + tables > tables * (size // 4):
        tables += 1
    # First the stream, then the entries, then one sector for small streams and their table, which nothing is in.
    entries, small, small_table = sectors, sectors + 1, sectors + 2
    table = [*range(1, sectors), *([_LAST] * 4), *([_TABLE] * tables)]
    header = pack(
        "<8s16sHHHHH6xIIIIIIIII",
        *(_MARK, bytes(16), 0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, entries, 0, _MOST_SMALL, small_table, 1, _LAST, 0),
    )
    header += _numbered(list(range(sectors + 3, sectors + 3 + tables)), _IN_HEADER)
    length = max(len(stream), _MOST_SMALL)
    listed = _entry("Root Entry", _ROOT, small, 64, 1) + _entry("Workbook", _STREAM, 0, length, _FREE)
    nothing = _numbered([], size // 4)
    parts = (header, stream.ljust(sectors * size, b"\0"), listed, bytes(size), nothing)
    whole = b"".join([each.ljust(-(-len(each) // size) * size, b"\0") for each in parts])
    return whole + _numbered(table, tables * (size // 4))


def _numbered(numbers: list[int], most: int) -> bytes:
    return pack(f"<{most}I", *numbers, *([_FREE] * (most - len(numbers))))


def _entry(name: str, kind: int, start: int, length: int, child: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    about = pack("<HBBIII16sIQQIQ", len(written), kind, 1, _FREE, _FREE, child, bytes(16), 0, 0, 0, start, length)
    return written.ljust(64, b"\0") + about
