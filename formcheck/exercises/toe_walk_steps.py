"""Which steps are steps on the toes: of a walk of several, not in a turn, heels off the floor."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from formcheck.exercises import toe_walk_alone as by_feet
from formcheck.exercises.drop_log import DropLog
from formcheck.exercises.results import NotCounted
from formcheck.exercises.toe_walk_news import Accepted, Dropped, Landed, News
from formcheck.exercises.toe_walk_results import Entry
from formcheck.exercises.toe_walk_walks import (
    MANY_RISEN,
    NOT_SEEN_UP,
    rose_between,
    seen_up,
    turns,
    why_no_ended_walk,
    why_no_turns,
    why_no_walk,
)
from formcheck.motion.alternation import Alternation
from formcheck.motion.fine import other_side
from formcheck.motion.heading import spot
from formcheck.motion.signals import Moment
from formcheck.motion.stance_measures import measure_stance, stand_still
from formcheck.motion.steps import GAP_S, Footfall, Step, StepDetector
from formcheck.motion.track import Track
from formcheck.motion.up_down import UpDown

MANY = 4
"""Steps in a row from which somebody walks."""

MOST_WAITING = 300
"""Steps that wait for the heels to come down, which shows that they were up."""

JUDGED = 5
"""Latest steps of which most decide whether somebody walks on their toes."""

SHORTEST_S = 0.3
"""Shortest stance of somebody who walks, seconds."""

APART_S = 2.5
"""Longest time from one landing to the next in one walk, seconds."""

LONGEST_S = 4.0
"""Longest wait after a landing for a fall that is not certain yet, seconds."""

RISES_S = 0.4
"""A foot that lands so shortly after the middle of a rise has only been raised, seconds: half of a
rise takes 0.12 at least (`REACHED_S`), and a swing 0.3."""

FALLS_S = 0.157
"""From beginning to come down to the middle of it, seconds: the mean of 270 rendered stages, off by
0.03."""

LAST_S = 0.25
"""A foot that lands so shortly before the heels begin to come down has not been walked on, seconds:
it is put down beside the other one to stop."""

STOOD_S = 1.0
"""Both feet still for longer before the first step, seconds: somebody stood, and did not walk."""


IN_A_TURN = "in a turn"
"""Why a step is none that is counted; walking goes on."""


class StepsOnToes:
    """Takes moments; says which steps are steps on the toes, and why others are none.

    Args:
        track: the recent past of all signals.

    Attributes:
        rise: whether the person was seen to rise on to their toes, or to come down.
        last_landing: when a foot landed last, seconds.
    """

    def __init__(self, track: Track) -> None:
        self._track = track
        self._detector = StepDetector(start=0.04, reach=0.07, smooth_s=0.07)
        self._alternation = Alternation()
        self.rise = UpDown()
        self.last_landing = -math.inf
        self._seen_since = math.nan
        self._last_seen = -math.inf
        self._turned_at = -math.inf  # when a foot landed last in a turn
        self._stood = False  # before the walk under way
        self._waiting: list[Entry] = []  # steps that may become a walk
        self._latest: deque[Entry] = deque(maxlen=JUDGED)  # steps of the walk under way
        self._held: list[Entry] = []  # steps of it that may lie after coming down
        self._dropped = DropLog()

    def push(self, moment: Moment) -> Iterator[News]:
        """Take one moment."""
        if moment.whole:
            if moment.t - self._last_seen > GAP_S:
                self._seen_since = moment.t
            self._last_seen = moment.t
        found = self._detector.push(moment)
        detector = self._detector
        for footfall in self._alternation.fill(found, detector.planted, detector.passed):
            yield from self._footfall(footfall)
        self.rise.push(moment, self._detector.foot_length)
        if self._held and not math.isfinite(self.rise.may_have_fallen):
            yield from self._release()
        if self.stopped(moment.t) and (self._waiting or self._detector.planted):
            for footfall in self._detector.stand(moment.t):
                yield from self._footfall(footfall)
            yield from self._end_walk()

    def finish(self) -> Iterator[News]:
        """The input is over."""
        self.rise.finish()
        for footfall in self._detector.finish():
            yield from self._footfall(footfall)
        yield from self._end_walk()

    def reset(self) -> None:
        """Forget the walk under way."""
        self._detector.finish()
        self._waiting.clear()
        self._latest.clear()
        self._held.clear()

    @property
    def walking(self) -> bool:
        """Whether a walk on the toes is known to be under way, right now."""
        return bool(self._detector.swinging) and bool(self._latest)

    def stopped(self, t: float) -> bool:
        """Whether walking has stopped, as far as can be told at `t` (seconds).

        Whether the heels came down, and when, is asked first.
        """
        still_s = t - self.last_landing
        return still_s > APART_S and (still_s > LONGEST_S or not self.rise.undecided)

    @property
    def came_down(self) -> float:
        """When the heels began to come down last, seconds."""
        return self.rise.falls[-1] - FALLS_S if self.rise.falls else -math.inf

    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """Steps that were none after all, by the reason, the most frequent first."""
        return self._dropped.not_counted

    def _footfall(self, footfall: Footfall) -> Iterator[News]:
        step = footfall.step
        if footfall.kind == "landed":
            self.rise.landed(step.off, step.down, step.speed)
            if step.down - max(self.last_landing, self._seen_since) > APART_S or not (
                self.last_landing > self._seen_since
            ):
                self._stood = self._stood_before(step)
            self.last_landing = step.down
            yield Landed(step)
            return
        fall = next((f for f in self.rise.falls if step.down < f < step.up), None)
        if fall is not None:
            step = replace(step, up=max(step.down, fall - FALLS_S), whole=False)
        why = self._why_no_step(step)
        if why == IN_A_TURN:
            self._turned_at = step.down
        if why:
            yield self._forget(step, why)
            return
        entry = self._entry(step)
        if self._latest and (self._held or self._down_by(self.rise.may_have_fallen, step)):
            self._held.append(entry)
        else:
            yield from self._consider(entry)

    def _down_by(self, fell: float, step: Step) -> bool:
        """Whether a step came too late for one before a fall (its middle, seconds)."""
        return step.down + LAST_S + FALLS_S > fell

    def _release(self) -> Iterator[News]:
        """Whether the heels came down is known: so is which steps were made before."""
        held, self._held = self._held, []
        for entry in held:
            if self.rise.changes.at(entry.step.down + LAST_S + FALLS_S).up is False:
                yield self._forget(entry.step, "the heels were on the floor")
            else:
                yield from self._consider(entry)

    def _why_no_step(self, step: Step) -> str:
        """Why a foot that landed made no step, whatever the steps around it are; '' if it did."""
        if self.rise.changes.at(step.down + LAST_S + FALLS_S).up is False:
            return "the heels were on the floor"
        if self.rise.changes.rose_near(step.down, RISES_S):
            return "rising on to the toes"
        if step.up - step.down < (SHORTEST_S if step.whole else 0.1):
            return "too short for a step"
        alone = by_feet.why_no_step(self._track.window(step.off, step.up), step)
        return alone or (IN_A_TURN if turns(self._track, step, self._turned_at) else "")

    def _entry(self, step: Step) -> Entry:
        other = self._detector.planted.get(other_side(step.side))
        other = other if other is not None and other.down > step.down else None
        stance = self._track.window(step.down, step.up)
        state = self.rise.changes.at(step.down)
        measures, lone = measure_stance(self._track, step, other), stance.feet_only
        return Entry(
            step,
            by_feet.without_knees(measures) if lone else measures,
            stance.view,
            stance.yaw,
            rise=state.height,
            risen=state.t if state.up else math.nan,
            stood=self._stood,
            lone=lone,
            told=not lone or by_feet.told_apart(self._track, step),
            spot=spot(stance),
        )

    def _stood_before(self, step: Step) -> bool:
        """Whether both feet were seen to stand still before the first step of a walk."""
        since = max(self._seen_since, step.off - APART_S)
        window = self._track.window(since, step.off)
        return step.off - since > STOOD_S and stand_still(window, step.foot_length)

    def _consider(self, entry: Entry) -> Iterator[News]:
        """Put a step into the walk under way, or wait for those after it to tell."""
        before = self._waiting or self._latest
        if before and (
            entry.step.down - max(before[-1].step.down, self._turned_at) > APART_S
            or (self._waiting and rose_between(self._waiting[-1], entry))
        ):
            yield from self._end_walk()
        if not self._latest:
            self._waiting.append(entry)
            yield from self._is_walk()
            return
        self._latest.append(entry)
        why = why_no_walk(self._latest)
        if why:
            self._latest.clear()
            yield self._forget(entry.step, why)
        else:
            yield Accepted(entry)

    def _is_walk(self) -> Iterator[News]:
        """Whether the steps that wait are a walk by now."""
        yield from self._forget_rising()
        waiting = self._waiting
        risen = seen_up(waiting) and not any(entry.lone for entry in waiting)
        if len(waiting) < (MANY_RISEN if risen else MANY):
            return
        why = why_no_walk(waiting[-JUDGED:]) or why_no_turns(waiting[-JUDGED:])
        if why == NOT_SEEN_UP and len(waiting) < MOST_WAITING:
            return  # coming down may tell yet
        if not why:
            self._waiting = []
            self._latest.extend(waiting)
            yield from map(Accepted, waiting)
        while why and len(waiting) > JUDGED:
            yield self._forget(waiting.pop(0).step, why)

    def _forget_rising(self) -> Iterator[News]:
        """A rise is known late: a foot that it seemed to put down waits among the steps."""
        near = [e for e in self._waiting if self.rise.changes.rose_near(e.step.down, RISES_S)]
        for entry in near:
            self._waiting.remove(entry)
            yield self._forget(entry.step, "rising on to the toes")

    def _end_walk(self) -> Iterator[News]:
        """No more steps follow: those that wait are none, unless they came after a rise."""
        yield from self._release()
        yield from self._forget_rising()
        waiting, self._waiting = self._waiting, []
        self._latest.clear()
        self._alternation.reset()
        fell = self.rise.changes.fell_after(waiting[-1].step.down) if waiting else math.nan
        for entry in waiting:
            entry.fell = fell
        why = why_no_ended_walk(waiting)
        if not why:
            yield from map(Accepted, waiting)
            return
        for entry in waiting:
            yield self._forget(entry.step, why)

    def _forget(self, step: Step, why: str) -> Dropped:
        self._dropped.add(why, step.down)
        return Dropped(why)
