"""Follows a simple exercise through time: repetitions, gaps, sets, cues, status."""

from __future__ import annotations

import math
from collections import deque

from formcheck.exercises.base import Outcome, Tracker, not_assessed
from formcheck.exercises.drop_log import DropLog
from formcheck.exercises.events import (
    Cue,
    Event,
    PhaseChanged,
    RepDropped,
    RepFinished,
    RepStarted,
    SetFinished,
    SetStarted,
)
from formcheck.exercises.results import Rep, Side
from formcheck.exercises.sets import SetKeeper
from formcheck.exercises.simple import Movement, SimpleExercise, SimpleLimits
from formcheck.exercises.simple_measures import measure_movement, set_result
from formcheck.motion.filters import prepare
from formcheck.motion.geometry import NAN
from formcheck.motion.moving import Moving
from formcheck.motion.rises import Rise, RiseDetector, RiseRules
from formcheck.motion.signals import Moment
from formcheck.motion.track import Track
from formcheck.options import Options
from formcheck.status import Status

SETTLE_S = 1.0
"""In position for so long before anything counts: whoever squats is not seated, seconds."""

GAP_S = 1.0
"""Unseen for longer: what rest was before proves nothing any more, seconds."""

NOT_SEEN_S = 0.25
"""Unseen for longer within a repetition: it counts, and is not judged, seconds."""

KEPT_S = 2.5
"""Seconds of the signal before a repetition, so that its start lies within and the filter has run
in."""

SMOOTHING_S = 0.1
"""Time constant of the filter before repetitions are looked for, seconds; they are measured on the
signal itself."""


class SimpleTracker(Tracker):
    """See `Tracker`. Made by `SimpleExercise.tracker`."""

    def __init__(
        self, exercise: SimpleExercise, options: Options, limits: SimpleLimits, track: Track
    ) -> None:
        prepare()
        self._exercise = exercise
        self._options = options
        self._limits = limits
        self._track = track
        longest = max(20.0, 3 * (options.hold_s or 0.0))
        self._detector = RiseDetector(RiseRules(start=limits.start, longest_s=longest))
        self._samples: deque[tuple[float, float]] = deque()
        self._smooth = NAN
        self._moving = Moving()
        self._sets: SetKeeper[Rep] = SetKeeper(limits.set_pause, limits.set_away, options.reps)
        self._side = options.given_side
        self._last_seen = NAN
        self._out_at = -math.inf
        self._count = 0
        self._phase = "position"
        self._cue = Cue(-math.inf, "")
        self._dropped = DropLog()

    # The flow

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment; see `Tracker`."""
        t, value = moment.t, self._exercise.signal(moment) if moment.whole else NAN
        events: list[Event] = []
        if moment.whole and not self._exercise.in_position(moment):
            self._out_at, value = t, NAN
            events += self._give_up(t, "left the position")
        seen = math.isfinite(value) and t - self._out_at >= SETTLE_S
        if t - self._last_seen > GAP_S:
            events += self._give_up(t, "lost from sight")
            self._moving.reset()
        if seen:
            self._last_seen = t
            self._sets.seen(t, active=self._detector.is_open)
            events += self._take(moment, value)
        if why := self._sets.overdue(t):
            events += self._close(t, why)
        phase = self._detector.phase.value if seen else "position"
        if phase != self._phase:
            self._phase = phase
            events.append(PhaseChanged(t, phase))
        return events

    def _take(self, moment: Moment, value: float) -> list[Event]:
        t = moment.t
        if self._moving.push(moment):
            return self._give_up(t, self._moving.why)
        self._follow(t, value)
        was_open = self._detector.is_open
        rise = self._detector.push(t, self._smooth)
        events = self._accept(t, rise) if rise else []
        if was_open and not rise and not self._detector.is_open:
            events += self._forget(t, "stayed on another level")
        since = self._detector.rising_since
        if self._detector.is_open and (rise or not was_open):
            events.append(RepStarted(t, since))
        oldest = (since if self._detector.is_open else t) - KEPT_S
        while self._samples[0][0] < oldest:
            self._samples.popleft()
        return events

    def _follow(self, t: float, value: float) -> None:
        """Keep the signal, and smooth it as far as can be done without waiting."""
        if self._samples:
            share = 1.0 - math.exp((self._samples[-1][0] - t) / SMOOTHING_S)
            self._smooth += share * (value - self._smooth)
        else:
            self._smooth = value
        self._samples.append((t, value))

    def _give_up(self, t: float, why: str) -> list[Event]:
        """What is under way is no repetition, and the rest is looked for afresh."""
        events = self._forget(t, why) if self._detector.is_open else []
        self._detector.reset()
        self._samples.clear()
        return events

    def _forget(self, t: float, why: str) -> list[Event]:
        self._dropped.add(why, t)
        return [RepDropped(t, why)]

    def _accept(self, t: float, rise: Rise) -> list[Event]:
        """A repetition is known: judge it, put it in its set, say so."""
        window = self._track.window(rise.start, rise.end)
        side = self._side or self._exercise.side_of(window)
        movement, why_not = measure_movement(rise, self._samples, window, side)
        if why_not:
            return self._forget(t, why_not)
        events: list[Event] = []
        current = self._sets.current
        if current and {current.side, movement.side} == {Side.LEFT, Side.RIGHT}:
            events += self._close(t, "the other side")
            current = None
        self._count += 1
        number = current.index if current else len(self._sets.sets) + 1
        rep = self._rep(movement, number)
        opened = self._sets.add(rep, movement.start, movement.end)
        opened.side = movement.side
        if current is None:
            events.append(SetStarted(t, opened.index))
        events.append(RepFinished(t, rep))
        if rep.faults:
            check = rep.faults[0].check
            self._cue = Cue(t, self._exercise.check(check).cue, check)
            events.append(self._cue)
        if self._sets.full(sum(r.counted for r in opened.reps)):
            events += self._close(t, "the prescribed repetitions were done")
        return events

    def _close(self, t: float, why: str) -> list[Event]:
        closed = self._sets.close(why)
        return [SetFinished(t, set_result(closed))] if closed else []

    def finish(self, t: float) -> list[Event]:
        """The input is over: a repetition that is all but over counts."""
        events: list[Event] = []
        if self._detector.is_open:
            rise = self._detector.flush()
            events += self._accept(t, rise) if rise else self._forget(t, "cut off by the end")
        return events + self._close(t, "the end of the recording")

    def restart(self) -> None:
        """Begin the current set anew."""
        if self._sets.current is not None:
            self._count -= len(self._sets.current.reps)
        self._sets.discard()
        self._detector.reset()
        self._samples.clear()

    def switch_side(self) -> None:
        """End the set; a given side becomes the other one."""
        self._close(self._last_seen, "switched to the other side")
        other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
        self._side = other.get(self._side, self._side) if self._side else None

    # What it says

    def _rep(self, movement: Movement, number: int) -> Rep:
        counted = movement.height >= self._limits.counted
        why_not = "" if counted else "partial: not a whole repetition"
        if movement.gap_s > max(NOT_SEEN_S, 2.5 * movement.seen.interval_s):
            why_not = why_not or f"not seen for {movement.gap_s:.1f} s within this repetition"
        found = {f.check: f for f in self._exercise.judge(movement, self._options, self._limits)}
        findings = []
        for check in self._exercise.checks:
            cannot = movement.seen.why_not(check.views, f"another view: {check.views_text}")
            reason = cannot or why_not
            findings.append(not_assessed(check.name, reason) if reason else found[check.name])
        return Rep(
            index=self._count,
            set=number,
            side=movement.side,
            side_given=self._options.given_side is not None,
            counted=counted,
            start_s=round(movement.start, 3),
            peak_s=round(movement.peak, 3),
            end_s=round(movement.end, 3),
            view=movement.view,
            yaw_deg=round(movement.window.yaw, 1),
            measures=self._exercise.measure(movement),
            findings=findings,
        )

    def outcome(self) -> Outcome:
        """Everything found."""
        return Outcome(
            reps=tuple(rep for one in self._sets.sets for rep in one.reps),
            sets=tuple(set_result(one) for one in self._sets.sets),
            not_counted=self._dropped.not_counted,
        )

    def status(self, moment: Moment) -> Status:
        """What is known right now."""
        current = self._sets.current
        shown = current or (self._sets.sets[-1] if self._sets.sets else None)
        reps = shown.reps if shown else []
        counted = sum(rep.counted for rep in reps)
        height = max(0.0, self._detector.height) if self._phase != "position" else None
        if height is not None and not math.isfinite(height):
            height = None
        return Status(
            t=moment.t,
            exercise=self._exercise.title,
            phase=self._phase,
            reps=counted,
            partial=len(reps) - counted,
            target_reps=self._options.reps,
            set_index=len(self._sets.sets),
            side=self._side or (shown.side if shown else Side.UNKNOWN),
            view=moment.view,
            height=height,
            height_unit=self._exercise.unit,
            cue=self._cue.shown(moment.t),
            cue_since=self._cue.t,
            cue_kind="fault",
            set_elapsed_s=moment.t - current.start if current else 0.0,
            last_faults=tuple(reps[-1].faults) if reps else (),
            not_assessed=tuple(c.name for c in self._exercise.checks if moment.view not in c.views),
        )
