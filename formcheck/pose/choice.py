"""The start: who is chosen to be followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.errors import UsageError
from formcheck.pose.people import Seen, alike, distance

LOOKS_S = (0.0, 1.0, 2.0, 3.0)
"""When everybody is looked for, seconds after the first person was seen."""

_ABOUT = 1.5
"""Boxes of one person with arms down and spread differ by about as much."""


@dataclass(slots=True)
class _Known:
    """Somebody seen during the start: the latest sight, and the areas of all, px²."""

    seen: Seen
    areas: list[float]


class Start:
    """Collects who is seen during the start, and chooses.

    Args:
        person: 'auto', 'left', 'right', or a number from the left of the picture, from 1.

    Raises:
        UsageError: `person` is something else.
    """

    def __init__(self, person: str = "auto") -> None:
        number = int(person) if person.isdecimal() else 0
        if person not in ("auto", "left", "right") and not 1 <= number <= 99:
            raise UsageError(
                f"--person {person} is not understood: left, right, or a number from 1, counted "
                "from the left of the picture."
            )
        self._person = person
        self._number = number
        self.reset()

    def reset(self) -> None:
        """Begin a new start."""
        self._known: list[_Known] = []
        self._began: float | None = None
        self._looks = 0

    def due(self, t: float) -> bool:
        """Whether the next look of the start is due at `t` seconds."""
        if self._began is None or self._looks >= len(LOOKS_S):
            return False
        return t - self._began >= LOOKS_S[self._looks]

    def over(self, t: float) -> bool:
        """Whether the choice stands."""
        return self._began is not None and t - self._began >= LOOKS_S[-1]

    def choose(self, t: float, seen: Sequence[Seen]) -> Seen | None:
        """Take in one look and choose among the people in it; None when there is nobody."""
        if not seen:
            return None
        if self._began is None:
            self._began = t
        while self._looks < len(LOOKS_S) and t - self._began >= LOOKS_S[self._looks]:
            self._looks += 1
        present = self._recognise(seen)
        if self._person == "auto":
            return _nearest([known for known in present if known.seen.feet] or present).seen
        row = sorted(present, key=lambda known: known.seen.middle[0])
        index = {"left": 0, "right": len(row) - 1}.get(self._person, self._number - 1)
        if index < len(row):
            return row[index].seen
        return max(present, key=lambda known: known.seen.area).seen

    def words(self, chosen: Seen, seen: Sequence[Seen], width: int) -> str:
        """Who was chosen, for the report."""
        third = int(3 * chosen.middle[0] / width)
        place = ("left", "middle", "right")[min(max(third, 0), 2)]
        place = "in the middle of the picture" if place == "middle" else f"{place} in the picture"
        if len(seen) == 1:
            missing = self._number > 1
            asked = f"; person {self._number} was asked for" if missing else ""
            return f"the only person seen, {place}{asked}"
        if self._person in ("left", "right"):
            return f"the {self._person}-most of {len(seen)} people, as asked"
        if self._number:
            if self._number <= len(seen):
                return f"number {self._number} from the left of {len(seen)} people, as asked"
            return f"the largest of {len(seen)} people; person {self._number} was asked for"
        largest = max(seen, key=lambda person: person.area) is chosen
        size = "larger" if len(seen) == 2 else "largest"
        return f"{f'the {size}' if largest else 'one'} of {len(seen)} people, {place}"

    def _recognise(self, seen: Sequence[Seen]) -> list[_Known]:
        """Match people to those of earlier looks, nearest first; half a second is a step or two."""
        pairs = sorted(
            (
                (distance(known.seen, person), i, j)
                for i, known in enumerate(self._known)
                for j, person in enumerate(seen)
                if alike(known.seen.colours, person.colours) > 0.3
            ),
        )
        matched: dict[int, _Known] = {}
        taken: set[int] = set()
        for apart, i, j in pairs:
            if apart < 1.2 and i not in taken and j not in matched:
                taken.add(i)
                matched[j] = self._known[i]
        present = []
        for j, person in enumerate(seen):
            known = matched.get(j)
            if known is None:
                known = _Known(person, [])
                self._known.append(known)
            known.seen = person
            known.areas.append(person.area)
            present.append(known)
        return present


def _nearest(present: Sequence[_Known]) -> _Known:
    """The largest; of several about as large, the one who stands clearly lowest in the picture.

    Size stands for being near the camera, but spread arms change it by half. Only looks that saw
    them all count: a box grows and shrinks with every step.
    """
    together = min(len(known.areas) for known in present)
    area = {id(known): median(known.areas[-together:]) for known in present}
    largest = max(present, key=lambda known: area[id(known)])
    box = largest.seen.box
    clearly = box[3] + 0.2 * (box[3] - box[1])
    lower = [
        known
        for known in present
        if known.seen.box[3] > clearly and area[id(known)] > area[id(largest)] / _ABOUT
    ]
    return max(lower, key=lambda known: area[id(known)], default=largest)
