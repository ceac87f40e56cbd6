"""Puts the feet that come down together into steps, and the steps into walks along a line."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Protocol

from formcheck.exercises.events import Event, SetFinished
from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.exercises.heel_to_toe_checks import StepMeasures
from formcheck.exercises.heel_to_toe_measuring import (
    TURNED_DEG,
    measure_step,
    missed_after,
    missed_steps,
    standing_feet,
    turned_on,
)
from formcheck.exercises.heel_to_toe_progress import (
    missed_at_end,
    too_many_at_end,
    too_many_at_start,
)
from formcheck.exercises.heel_to_toe_turns import (
    begins_with_none,
    put_down_before,
    stood_already,
)
from formcheck.exercises.heel_to_toe_walk import Step, Walk
from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.signals import Moment
from formcheck.motion.tandem_feet import Landing
from formcheck.motion.tandem_measures import (
    AROUND_S,
    Stance,
    extra_contact,
    frame_interval,
    stance,
)
from formcheck.motion.tandem_steps import TandemSteps
from formcheck.motion.track import Track


class Book(Protocol):
    """Where steps are written down; each says what there is to announce of it."""

    def take(self, t: float, step: Step) -> list[Event]:
        """A step counts from now on, or an extra contact is known."""
        ...

    def tell(self, t: float, step: Step) -> list[Event]:
        """A step is over, and what was measured of it is known; nothing if it does not count."""
        ...

    def take_back(self, t: float, step: Step, why: str) -> list[Event]:
        """A step was none after all."""
        ...

    def drop(self, t: float, at: float, why: str) -> list[Event]:
        """What was seen at a time is none of this exercise."""
        ...


class Walks:
    """Takes moments one by one; writes what becomes known into a book. Causal.

    Attributes:
        walk: the one that goes on, or may begin.
    """

    def __init__(self, track: Track, limits: HeelToToeLimits, book: Book) -> None:
        self._track, self._limits, self._book = track, limits, book
        self._detector = TandemSteps()
        self._first_seen = NAN
        self._last_seen = NAN
        self.walk = Walk()

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment, in which the whole body is seen."""
        events: list[Event] = []
        if math.isnan(self._first_seen) or not self._detector.goes_on(moment):
            events += self.end(moment.t)
            self._detector.reset()
            self._first_seen = moment.t
        self._last_seen = moment.t
        landing = self._detector.push(moment)
        return events if landing is None else events + self._landed(moment.t, landing)

    def begin_anew(self) -> None:
        """What comes now is no part of the walk so far."""
        self.walk = Walk()

    def end(self, t: float) -> list[Event]:
        """The line is over: a turn, a gap, the end."""
        walk, self.walk = self.walk, Walk()
        if not walk.accepted:
            return []
        until = min(t, self._last_seen)
        step = walk.contacts[-1]
        measure_step(self._track, step, until, None)
        if turned_on(self._track, step):
            return self._book.take_back(t, step, "turned round")
        events: list[Event] = []
        while too_many_at_end(self._track, walk, until):
            events += self._book.take_back(t, walk.contacts[-1], "came no further")
            measure_step(self._track, walk.contacts[-1], until, None)
        return events + self._end_with_missed(t, walk, until)

    def _end_with_missed(self, t: float, walk: Walk, until: float) -> list[Event]:
        """The last step is over, with those that nobody saw land but that somebody came on."""
        events: list[Event] = []
        count = missed_at_end(self._track, walk, until)
        for landing, stood in missed_after(self._track, walk.contacts[-1], until, count):
            before = walk.contacts[-1]
            measure_step(self._track, before, landing.t, landing.swing)
            events += self._book.tell(t, before)
            if any(isinstance(event, SetFinished) for event in events):
                return events  # all that was prescribed was done before
            step = self._step(walk, landing, stood)
            step.time_since(before)
            walk.contacts.append(step)
            events += self._book.take(t, step)
            measure_step(self._track, step, until, None)
        return events + self._book.tell(t, walk.contacts[-1])

    def _landed(self, t: float, landing: Landing) -> list[Event]:
        """A foot has come down before the other one: the step before it is over."""
        window = self._track.window(landing.t, landing.known)
        around = self._track.window(landing.t - AROUND_S, landing.t + AROUND_S)
        found = stance(window, around, side=landing.side)
        if found is None:
            return []
        events: list[Event] = []
        last = self.walk.contacts[-1] if self.walk.contacts else None
        if last is not None and abs(wrap(found.yaw - last.stance.yaw)) > TURNED_DEG:
            events += self.end(t)
            self.walk.turned, last = True, None
        if stood_already(self.walk, landing, found):
            return events
        if last is not None:
            for missed in missed_steps(self._track, last, landing, found):
                events += self._put_down(t, *missed)
        return events + self._put_down(t, landing, found)

    def _put_down(self, t: float, landing: Landing, found: Stance) -> list[Event]:
        """A foot stands: the step before it is over, and this one may belong to a walk."""
        events: list[Event] = []
        if self.walk.contacts:
            events += self._step_over(t, self.walk.contacts[-1], landing, found)
        last = self.walk.contacts[-1] if self.walk.contacts else None
        if last is None:
            before = standing_feet(self._track, self._first_seen, landing)
            self.walk = Walk(before, turned=self.walk.turned)
        step = self._step(self.walk, landing, found)
        if last is not None and not last.extra:
            step.time_since(last)
        self.walk.contacts.append(step)
        return events + self._judge_walk(t)

    def _step(self, walk: Walk, landing: Landing, found: Stance) -> Step:
        interval_s = frame_interval(self._track.window(landing.t, landing.known))
        measures = StepMeasures(landing.t, seen=landing.seen)
        return Step(landing, found, walk, measures, interval_s=interval_s)

    def _step_over(self, t: float, step: Step, landing: Landing, found: Stance) -> list[Event]:
        """The next foot has come down: what the last one was is known now."""
        if landing.again and len(self.walk.contacts) == 1:
            self.walk.contacts.pop()  # it was still on its way when it was first seen
            return []
        step.extra = landing.again or put_down_before(self.walk, step, found)
        between = self._track.window(step.down, landing.known)
        put_down = NAN if step.extra else extra_contact(between, found.side)
        if not math.isfinite(put_down):
            measure_step(self._track, step, landing.t, landing.swing)
            return self._book.tell(t, step)
        measure_step(self._track, step, put_down, min(put_down, landing.swing))
        extra = Step(
            replace(landing, t=put_down), found, self.walk, StepMeasures(put_down), extra=True
        )
        extra.until = landing.t
        self.walk.contacts.append(extra)
        events = self._book.tell(t, step)
        if step.index:
            events += [*self._book.take(t, extra), *self._book.tell(t, extra)]
        return events

    def _judge_walk(self, t: float) -> list[Event]:
        """Whether what goes on is a walk heel to toe, by its last steps together."""
        walk = self.walk
        why = walk.why_not(self._limits)
        if why and walk.accepted:
            dropped, self.walk = walk.drop_last()
            return self._book.drop(t, dropped.down, why)
        if why:
            return self._book.drop(t, walk.drop_first().down, why)
        if walk.accepted:
            return self._book.take(t, walk.contacts[-1])
        if not walk.fits:
            return []
        if begins_with_none(walk) or too_many_at_start(self._track, walk, self._first_seen):
            _without_first(walk)
            return []
        walk.take_up(self._limits)
        if begins_with_none(walk):
            _without_first(walk)
        walk.accepted = True
        events: list[Event] = []
        for step in list(walk.contacts):
            events += self._book.take(t, step)
            if step is not walk.contacts[-1]:
                events += self._book.tell(t, step)
        return events


def _without_first(walk: Walk) -> None:
    """Take away the first step, which was none: its foot stood there before."""
    walk.stood = [*walk.stood[:1], walk.contacts.pop(0).stance]
