"""Which circles make a set, and which way it goes: a rest and the other way round begin the next.

Whoever rests goes on the other way, as it is prescribed; but the first circle then may be against
its set, too. So what comes after a rest stays with the set until two of its circles can be told to
go that set's way; where as many go the other way, it was a new set all along. Without a rest three
circles in a row have to go the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.exercises.results import Side
from formcheck.exercises.sets import OpenSet, SetKeeper
from formcheck.motion.bands import Seen
from formcheck.motion.circle_measures import CircleMeasures
from formcheck.motion.signals import SIDES
from formcheck.motion.view import View

PAUSE_S = 0.75
"""Between two circles: a stop for this long is a rest, after which a new set may begin [ours].
Circles' ends and beginnings are off by .24 s in one of ten, and up to .6 s seemed to lie between
those that follow one another; between sets of rendered people .9–1.5 s."""

LEAST_TOLD = 2
"""Circles of a set that have to be told which way they went before any is judged by it: a single
one may itself be the mistake."""

CHANGED = 3
"""Circles in a row against their set, without a rest, that are the next one: sets are of 5–10, and
one or two are mistakes, at the beginning of a set, too [ours]."""

Way = Literal["clockwise", "counter-clockwise", ""]

BOTH_WAYS: tuple[Way, Way] = ("clockwise", "counter-clockwise")

OTHER_WAY: dict[str, Way] = {
    "clockwise": "counter-clockwise",
    "counter-clockwise": "clockwise",
    "": "",
}


@dataclass(slots=True)
class Entry:
    """One circle of a set, or a part of one."""

    index: int
    measures: CircleMeasures
    side: str
    view: View
    yaw: float
    counted: bool
    gap: str
    votes: bool  # for the direction of its set: a way back does not
    size: float  # larger range as it was seen, degrees
    by_count: str = ""  # why nothing but that it was one is known of it

    @property
    def seen(self) -> Seen:
        """How it was seen, for the error bands."""
        return Seen(self.view, self.side, self.measures.interval_s)


CircleSet = OpenSet[Entry]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the sets: one was begun or ended, or a circle was added to one."""

    kind: Literal["begun", "added", "ended"]
    of: CircleSet
    entry: Entry | None = None


class CircleSets:
    """Sorts circles into sets, as they come. Causal.

    Args:
        pause_s: seconds at rest after which a set is over.
        away_s: seconds out of the picture after which a set is over.
        reps: prescribed circles, if any.
    """

    def __init__(self, pause_s: float, away_s: float, reps: int | None = None) -> None:
        self.keeper: SetKeeper[Entry] = SetKeeper(pause_s, away_s, reps)
        self._pause_s = pause_s
        self._pending: list[Entry] = []  # against the set: mistakes, or the next set's first ones
        self._rested = 0  # circles of the current set before a rest; 0 without one, or decided
        self._expected: dict[int, Way] = {}  # which way a set should go, by those before

    @property
    def sets(self) -> list[CircleSet]:
        """All sets, the current one last."""
        return self.keeper.sets

    @property
    def current(self) -> CircleSet | None:
        """The set that goes on."""
        return self.keeper.current

    def way(self, of: CircleSet | None) -> Way:
        """The direction in which most circles of a set set out; '' where none could be told."""
        if of is None:
            return ""
        return direction_of(of.reps, self._expected.get(of.index, ""))

    def sure_way(self, of: CircleSet) -> Way:
        """The direction of a set by which its circles are judged; '' where too few were told.

        Where most were not told, those may all have gone the other way. What is prescribed after
        the set before counts as one that was.
        """
        known = len(_told(of.reps)) + (self._expected.get(of.index, "") != "")
        return self.way(of) if known >= max(LEAST_TOLD, counted_in(of) / 2) else ""

    def place(self, entry: Entry) -> list[Change]:
        """Find out which set a circle belongs to."""
        changes: list[Change] = []
        current = self.current
        if current is not None and {current.side.value, entry.side} == set(SIDES):
            changes += self.close("the other foot")
        elif current is not None and entry.measures.start - self._last_end(current) > PAUSE_S:
            changes += self.settle()
            if not self._rested and self.current is not None:
                self._rested = len(self.current.reps)
        current = self.current
        if current is None:
            return changes + self._add(entry)
        if self._rested:
            return changes + self._add(entry) + self._after_a_rest()
        if not self._against(current, entry):
            return changes + self.settle() + self._add(entry)
        if not (entry.counted or self._pending):
            return changes + self._add(entry)
        self._pending.append(entry)
        return changes + self._changed(current)

    def _changed(self, current: CircleSet) -> list[Change]:
        """Whether enough circles in a row went against their set, without a rest."""
        if counted_of(self._pending) < CHANGED:
            return []
        if counted_of(current.reps) < CHANGED:  # so far they were the mistakes
            return self.settle()
        latest, self._pending = self._pending, []
        return self.close("the other direction") + self._add(*latest)

    def _last_end(self, current: CircleSet) -> float:
        return self._pending[-1].measures.end if self._pending else current.end

    def _against(self, current: CircleSet, entry: Entry) -> bool:
        """Whether a circle goes the other way than its set."""
        way = entry.measures.direction
        return bool(way) and way == OTHER_WAY[self.way(current)]

    def _after_a_rest(self) -> list[Change]:
        """Whether what came since the rest is a set of its own."""
        current = self.current
        if current is None:
            return []
        before, since = current.reps[: self._rested], current.reps[self._rested :]
        old = direction_of(before, self._expected.get(current.index, ""))
        way = direction_of(since, OTHER_WAY[old])
        if not old or not way:
            return []
        if way == old:
            if len(_told(since)) > 1:
                self._rested = 0  # it goes on
            return []
        end = max(one.measures.end for one in before)
        ended, begun = self.keeper.split(
            self._rested, end, since[0].measures.start, "the other direction"
        )
        self._rested = 0
        begun.side = _side_of(since)
        self._expected[begun.index] = OTHER_WAY[old]
        return [Change("ended", ended), Change("begun", begun)]

    def _add(self, *entries: Entry) -> list[Change]:
        """Put circles into the current set, opening one when needed."""
        changes: list[Change] = []
        for entry in entries:
            before = self.sets[-1] if self.sets else None
            fresh = self.current is None
            opened = self.keeper.add(entry, entry.measures.start, entry.measures.end)
            if fresh:
                if before is not None and before.side.value == entry.side:
                    self._expected[opened.index] = OTHER_WAY[self.way(before)]
                changes.append(Change("begun", opened))
            if opened.side is Side.UNKNOWN:
                opened.side = Side(entry.side)
            changes.append(Change("added", opened, entry))
            if self.keeper.full(counted_in(opened)):
                changes += self.close("the prescribed circles were done")
        return changes

    def waits_since(self) -> float | None:
        """Until when a circle went that is not in a set yet, seconds."""
        return self._pending[-1].measures.end if self._pending else None

    def settle(self) -> list[Change]:
        """Circles that went the other way were mistakes in the current set."""
        entries, self._pending = self._pending, []
        return self._add(*entries)

    def close(self, why: str) -> list[Change]:
        """End the current set, if any."""
        changes = self.settle()
        self._rested = 0
        closed = self.keeper.close(why)
        return [*changes, Change("ended", closed)] if closed is not None else changes

    def discard(self) -> int:
        """Forget the current set; says how many circles that were."""
        self._pending, self._rested = [], 0
        forgotten = len(self.current.reps) if self.current is not None else 0
        self.keeper.discard()
        return forgotten


def _told(entries: Sequence[Entry]) -> list[Way]:
    """The ways that circles were told to go, of those that matter for their set."""
    ways = [e.measures.direction for e in entries if e.votes]
    return [way for one in ways for way in BOTH_WAYS if one == way]


def direction_of(entries: Sequence[Entry], otherwise: Way = "") -> Way:
    """The direction in which most circles set out; '' where none could be told.

    Args:
        entries: the circles.
        otherwise: where as many go each way; without it the first one's.
    """
    told = _told(entries)
    if not told:
        return ""
    if otherwise and 2 * told.count(otherwise) == len(told):
        return otherwise
    return max(told, key=told.count)


def _side_of(entries: Sequence[Entry]) -> Side:
    known = [e.side for e in entries if e.side in SIDES]
    return Side(known[0]) if known else Side.UNKNOWN


def counted_in(of: CircleSet | None) -> int:
    """Counted circles of a set; 0 of none."""
    return counted_of(of.reps) if of else 0


def counted_of(entries: Sequence[Entry]) -> int:
    """How many of them are whole circles."""
    return sum(entry.counted for entry in entries)


def next_direction(done: Sequence[Way]) -> Way:
    """Clockwise first, then the other way."""
    return OTHER_WAY[done[-1]] if done and done[-1] else "clockwise"


def next_up(closed: CircleSet, done: Sequence[Way]) -> str:
    """What comes next after a set, in words."""
    if len(done) >= 2 and set(done[-2:]) == set(BOTH_WAYS) and closed.side.value in SIDES:
        other = "right" if closed.side is Side.LEFT else "left"
        return f"Rest, then the {other} foot"
    way = next_direction(done)
    return f"Now {way}" if done and done[-1] else "Rest, then the next set"
