"""Which commits a merge brought to each of its parents."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush


class Ancestry:
    """Who descends from whom, among commits that are added parents first."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: dict[str, int] = {}
        self._parents: list[tuple[int, ...]] = []

    def add(self, name: str, parents: Sequence[str]) -> None:
        """Take up a commit whose *parents* have been added."""
        self._places[name] = len(self._names)
        self._names.append(name)
        self._parents.append(tuple(self._places[each] for each in parents))

    def brought_by(self, parents: Sequence[str]) -> tuple[frozenset[str], ...]:
        """For each of a merge's *parents*, the commits that another of them descends from and it does not."""
        reached = self._reached(parents)
        sides = range(len(parents))
        return tuple(
            frozenset(self._names[place] for place, mask in reached.items() if not mask & 1 << side) for side in sides
        )

    def _reached(self, parents: Sequence[str]) -> dict[int, int]:
        """Which of *parents* each commit is reached from, as bits; as far back as not all of them reach everything.

        The youngest goes first: all that descends from it has been passed by then, so its bits are final.
        """
        full = (1 << len(parents)) - 1
        masks: dict[int, int] = {}
        for side, name in enumerate(parents):
            place = self._places[name]
            masks[place] = masks.get(place, 0) | 1 << side
        queue = [-place for place in masks]
        heapify(queue)
        unsettled = sum(mask != full for mask in masks.values())
        while unsettled:
            place = -heappop(queue)
            mask = masks[place]
            unsettled -= mask != full
            for parent in self._parents[place]:
                known = masks.get(parent)
                if known is None:
                    heappush(queue, -parent)
                masks[parent] = mask | (known or 0)
                unsettled += (masks[parent] != full) - (known is not None and known != full)
        return masks
