"""The pictures that go with a report, and which of them the page has room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.exercises.results import Finding, Rep
from formcheck.report.model import Report

PEAK = ""
"""In place of a check's name: the picture of the top of the repetition."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small JPEG of one moment.

    Attributes:
        t: the moment, seconds.
        jpeg: the bytes, or the file that holds them.
    """

    t: float
    jpeg: bytes | Path

    def read(self) -> bytes:
        """The bytes of the JPEG; empty when the file is gone."""
        if isinstance(self.jpeg, bytes):
            return self.jpeg
        try:
            return self.jpeg.read_bytes()
        except OSError:
            return b""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All pictures of a session.

    Attributes:
        moments: by repetition and name of the check (`PEAK`: the top of the repetition).
        followed: who was followed, framed in the first picture that shows them.
    """

    moments: Mapping[tuple[int, str], Picture] = field(default_factory=dict)
    followed: Picture | None = None

    def of(self, rep: Rep, finding: Finding) -> Picture | None:
        """The picture of a finding, else of the top of its repetition."""
        exact = self.moments.get((rep.index, finding.check))
        return exact or self.moments.get((rep.index, PEAK))


@dataclass(frozen=True, slots=True)
class Shown:
    """A fault, and its picture where there is one."""

    rep: Rep
    finding: Finding
    picture: Picture | None


def choose(report: Report, evidence: Evidence, most: int = 40) -> tuple[list[Shown], int]:
    """Choose the faults to show: some of every kind, those with a picture, spread over the session.

    Returns:
        The chosen ones in order of time, and how many faults were left out.
    """
    kinds: dict[str, list[Shown]] = {}
    for rep in report.reps:
        for finding in rep.faults:
            fault = Shown(rep, finding, evidence.of(rep, finding))
            kinds.setdefault(finding.check, []).append(fault)
    total = sum(map(len, kinds.values()))
    room = dict.fromkeys(kinds, 0)
    left = min(most, total)
    while left > 0:
        for check, shown in kinds.items():
            if left > 0 and room[check] < len(shown):
                room[check] += 1
                left -= 1
    chosen = [s for check, shown in kinds.items() for s in _best(shown, room[check])]
    chosen.sort(key=lambda s: (s.rep.index, s.finding.at_s or s.rep.peak_s))
    return chosen, total - len(chosen)


def _best(items: list[Shown], amount: int) -> list[Shown]:
    """So many of the items, those with a picture first."""
    pictured = [item for item in items if item.picture is not None]
    others = [item for item in items if item.picture is None]
    return _spread(pictured, amount) + _spread(others, max(0, amount - len(pictured)))


def _spread(items: list[Shown], amount: int) -> list[Shown]:
    """So many of the items, evenly spread, the first and the last among them."""
    if amount >= len(items):
        return items
    if amount <= 1:
        return items[:amount]
    return [items[round(i * (len(items) - 1) / (amount - 1))] for i in range(amount)]
