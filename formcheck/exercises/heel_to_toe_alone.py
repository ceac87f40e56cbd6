"""Heel-to-toe walking with only the feet in the picture: steps are counted, nothing is judged.

After each step both feet stand on the floor, one before the other. A step is told by what has
become of them since: one has stayed where it was, and the other has come past it and stands the
length of a foot before it. From the front and from behind the foot ahead hides the other, and what
a foot spans of the picture is too little to measure by.
"""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.exercises.events import Event
from formcheck.exercises.feet_alone import nothing_measured
from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.exercises.heel_to_toe_checks import StepMeasures
from formcheck.exercises.heel_to_toe_kind import LEAST_ON_A_LINE
from formcheck.exercises.heel_to_toe_walk import Step, Walk
from formcheck.exercises.heel_to_toe_walks import Book
from formcheck.exercises.results import Measure
from formcheck.motion.feet_only import WHY
from formcheck.motion.geometry import NAN, distance
from formcheck.motion.line import Place
from formcheck.motion.lone_line import STAYS, Stand, Stands, from_to
from formcheck.motion.signals import Moment
from formcheck.motion.tandem_feet import Landing
from formcheck.motion.tandem_measures import Stance, frame_interval
from formcheck.motion.track import Track
from formcheck.motion.view import is_frontal

HIDES = "one foot hides the other from here, and only the feet are in the picture"
TOO_LONG = "ordinary walking: the steps are too long"
OVERLAP = "the feet do not come down before each other"
TOO_FEW = "fewer than three steps in a row"

BESIDE = 0.2
"""Foot lengths that the one may stand beside the line of the other: 0.02–0.13 in steps heel to toe
of five rendered walks, from the side and obliquely. Walking on tiptoe it is 0.1–0.5, since the feet
pass side by side, heels up: of 33 such walks without their bodies none has three such steps in a
row."""

LEAST = 3
"""Fewest steps in a row, as of a walk with a body: two are shuffled anywhere."""

LONGEST_S = 3.0
"""From one stand on both feet to the next; longer is no swing, seconds [ours]."""

ONE_WAY = 0.7
"""Least cosine between the ways that the feet point before and after a step: 45°, as of a turn."""

LOOKS_ALIKE = 1.5
"""How many times longer than before feet may look: points that leap make a foot of a half."""


def why_no_step(
    before: Stand | None, now: Stand, limits: HeelToToeLimits, *, past: bool = False
) -> str | None:
    """Why it is no step that took somebody from one stand to the next; '' when it is one.

    None where nothing says that anybody took a step: nothing is to be said of it.

    Args:
        before: how both feet stood last; None when that was not seen.
        now: how they stand.
        limits: in force.
        past: whether the foot ahead was seen to come past the other, which stayed; it is what a
            first step is told by, with no stand before it.
    """
    if before is None:
        stayed = moved = past
    else:
        if now.first - before.last > LONGEST_S or not _same_feet(before, now):
            return None
        near = STAYS * now.size
        front, rear = (min(distance(place, old) for old in before.both) for place in now.both)
        moved = front > near
        stayed = rear <= near and _onwards(before, now) > 0.0
    if not moved:
        return None  # whichever foot has moved, none came to a new place ahead
    if is_frontal(now.view):
        return HIDES
    if 100 * now.ahead > limits.longest_way:
        return TOO_LONG
    if not stayed:
        return None
    return OVERLAP if now.ahead < LEAST_ON_A_LINE or now.aside > BESIDE else ""


def _same_feet(before: Stand, now: Stand) -> bool:
    """Whether they point the same way and look as long."""
    (x, y), (x1, y1) = before.foot, now.foot
    less, more = sorted((before.size, now.size))
    return x * x1 + y * y1 >= ONE_WAY * less * more and more <= LOOKS_ALIKE * less


def _onwards(before: Stand, now: Stand) -> float:
    """How far the foot ahead has come along the way the feet point; px²."""
    (x, y), (x1, y1) = from_to(before.front, now.front), now.foot
    return x * x1 + y * y1


class WalksAlone:
    """Takes moments one by one; writes what becomes known into a book. Causal.

    Attributes:
        walk: the one that goes on, or may begin.
    """

    def __init__(self, track: Track, limits: HeelToToeLimits, book: Book) -> None:
        self._track, self._limits, self._book = track, limits, book
        self._stands = Stands()
        self.walk = Walk(lone=True)

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment of feet alone."""
        before = self._stands.now
        now = self._stands.push(moment)
        return [] if now is None else self._change(moment.t, before, now)

    def begin_anew(self) -> None:
        """What comes now is no part of the walk so far."""
        self.walk = Walk(lone=True)

    def end(self, t: float) -> list[Event]:
        """The feet are lost, or a body is seen; or the input is over."""
        before = self._stands.now
        now = self._stands.settle()
        events = [] if now is None else self._change(t, before, now)
        last = self._stands.now
        events += self._over(t, last, last.last) if last is not None else []
        self._stands.reset()
        return events + self._end_walk(t)

    def _change(self, t: float, before: Stand | None, now: Stand) -> list[Event]:
        """The feet stand in another way than before."""
        events = self._over(t, before, now.t) if before is not None else []
        past = before is None and self._stands.came_past(now)
        why = why_no_step(before, now, self._limits, past=past)
        if why == "":
            return events + self._step(t, now)
        events += self._end_walk(t)
        return events + (self._book.drop(t, now.t, why) if why else [])

    def _over(self, t: float, stand: Stand, until: float) -> list[Event]:
        """The feet stand no more as they did: the step that took them there is over."""
        step = self.walk.contacts[-1] if self.walk.contacts else None
        if step is None or step.landing.t != stand.t:
            return []
        step.until, step.stance = until, _stance(stand)
        return self._book.tell(t, step) if self.walk.accepted else []

    def _step(self, t: float, stand: Stand) -> list[Event]:
        """A foot stands before the other: a step, of a walk once there are enough."""
        walk = self.walk
        landing = Landing(stand.t, t, stand.t)
        interval = frame_interval(self._track.window(stand.t, t))
        step = Step(landing, _stance(stand), walk, StepMeasures(stand.t), interval_s=interval)
        if walk.contacts:
            step.time_since(walk.contacts[-1])
        walk.contacts.append(step)
        if walk.accepted:
            return self._book.take(t, step)
        if len(walk.contacts) < LEAST:
            return []
        walk.accepted = True
        events: list[Event] = []
        for one in list(walk.contacts):
            events += self._book.take(t, one)
            if one is not step:
                events += self._book.tell(t, one)
        return events

    def _end_walk(self, t: float) -> list[Event]:
        """No more steps follow in this line: those that wait are none."""
        walk, self.walk = self.walk, Walk(lone=True)
        if walk.accepted:
            return []
        return [e for one in walk.contacts for e in self._book.drop(t, one.down, TOO_FEW)]


def by_feet_alone(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The measures of a step: how long it took, and why there is nothing else."""
    return nothing_measured(measures, WHY) | {"step_s": measures["step_s"]}


def _stance(stand: Stand) -> Stance:
    """The foot ahead, as steps with a body have it. How far away it is nobody knows."""
    place = Place(*stand.front, stand.foot_length)
    return Stance(place, NAN, stand.left, stand.yaw, stand.view)
