"""Follows heel raises through time: repetitions, sets, cues, status, and the heel-rise test."""

from __future__ import annotations

import math
from typing import Any

from formcheck.exercises.base import Exercise, Outcome
from formcheck.exercises.events import (
    Cue,
    Event,
    RepFinished,
    SetFinished,
    SetStarted,
)
from formcheck.exercises.feet_alone import not_now
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.heel_raise_judging import RaiseJudge
from formcheck.exercises.heel_raise_results import (
    Entry,
    best_height,
    counted_in,
    gap_in,
    interval_of,
    last_tempo,
    next_up,
    other_leg,
    set_result,
    set_side,
    side_of,
)
from formcheck.exercises.heel_rise_test import HeelRiseTest
from formcheck.exercises.raises import Raise, RaiseTracker
from formcheck.exercises.results import (
    Finding,
    Rep,
    Side,
    Verdict,
)
from formcheck.exercises.sets import OpenSet, SetKeeper
from formcheck.motion.near_foot import NearFoot
from formcheck.motion.planted import HIGHEST
from formcheck.motion.rises import Phase
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.track import Track
from formcheck.options import Options
from formcheck.status import Status

TICKS = 2
"""Ticks of the metronome a raise: up on one, down on the next, 60 a minute for a raise of 2 s."""

FIRST_TARGET = 0.40
"""Target height before the person has a best of their own, share of foot length [ours]."""


class HeelRaiseTracker(RaiseTracker):
    """See `Tracker`. Made by `HeelRaise.tracker`."""

    def __init__(
        self, exercise: Exercise, options: Options, limits: HeelRaiseLimits, track: Track
    ) -> None:
        given = options.given_side
        super().__init__(
            track,
            start=limits.candidate / 100,
            longest_s=max(20.0, 3 * (options.hold_s or 0.0)),
            given_side=given.value if given else None,
        )
        self._exercise = exercise
        self._options = options
        self._limits = limits
        self._sets: SetKeeper[Entry] = SetKeeper(limits.set_pause, limits.set_away, options.reps)
        self._count = 0
        self._cue = Cue(-math.inf, "")
        self._last_faults: tuple[Finding, ...] = ()
        self._next_up = ""
        self._near = NearFoot()
        self._judge = RaiseJudge(exercise, options, limits)
        self._is_test = options.mode == "test"
        self._tests: dict[int, HeelRiseTest] = {}  # by the set that each one is
        self._stopped: OpenSet[Entry] | None = None  # the last set, where its test was stopped

    # What becomes known

    def accept(self, t: float, found: Raise) -> list[Event]:
        """A raise is known: judge it, put it in its set, say so."""
        if self._stopped is not None and not other_leg(self._stopped, found.side):
            return self._forget(t, "the test had been stopped")
        m = found.measures
        entry = Entry(
            index=self._count + 1,
            measures=m,
            view=found.window.view,
            yaw=found.window.yaw,
            side=found.side,
            counted=100 * m.lift >= self._limits.counted,
            gap=gap_in(found),
            interval_s=interval_of(found),
            feet_only=found.window.feet_only,
        )
        current = self._sets.current
        if not self._began_on_the_floor(found, current):
            return self._forget(t, "did not begin at floor level")
        events: list[Event] = []
        if current is not None and other_leg(current, entry.side):
            events += self._close(t, "the other leg")
            current = None
        previous = current.reps[-1] if current is not None else None
        hurried = previous is not None and self._hurried(previous, m.peak)
        self._count += 1
        opened = self._sets.add(entry, m.start, m.end)
        if current is None:
            self._stopped = None
            events.append(SetStarted(t, opened.index))
        opened.side = set_side(opened)
        rep = self._judge.rep(opened, entry, live=True)
        events.append(RepFinished(t, rep))
        self._last_faults = tuple(rep.faults)
        if self._is_test:
            test = self._tests.setdefault(opened.index, HeelRiseTest(self._limits))
            events += self._say(
                test.take(t, rep, self._judge.pace(previous) if previous else None)
                or self._cues_for(t, rep)
            )
            if test.over:
                self._stopped = opened
                return events + self._close(t, f"the test was stopped: {test.stopped_by}")
        else:
            events += self._say(self._cues_for(t, rep, hurried=hurried))
        if self._sets.full(counted_in(opened)):
            events += self._close(t, "the prescribed repetitions were done")
        return events

    def _began_on_the_floor(self, found: Raise, current: OpenSet[Entry] | None) -> bool:
        """A set begins with a raise that leaves floor level and returns to it."""
        if current is not None:
            return True
        return found.rise.at_valley or abs(found.rise.end_height) <= 0.35 * found.rise.height

    def _hurried(self, previous: Entry, next_peak: float) -> bool:
        """Time the raise before by the next one; whether only that shows that it was too fast.

        From top to top: on the dev half that is right within 0.1 s, from start to start within 0.3.
        """
        before = self._judge.pace(previous).verdict
        previous.period_s = next_peak - previous.measures.peak
        return before is not Verdict.FAULT and self._judge.pace(previous).verdict is Verdict.FAULT

    def tick(self, t: float, *, seen: bool, active: bool) -> list[Event]:
        """Close the set when its time has come."""
        if seen:
            self._sets.seen(t, active=active)
        why = self._sets.overdue(t)
        return self._close(t, why) if why else []

    def finish(self, t: float) -> list[Event]:
        """The input is over."""
        return super().finish(t) + self._close(t, "the end of the recording")

    def restart(self) -> None:
        """Begin the current set anew."""
        current = self._sets.current
        if current is not None:
            self._count -= len(current.reps)
            self._tests.pop(current.index, None)
        self._stopped = None
        self._sets.discard()
        self._detector.reset()
        self._last_faults = ()

    def switch_side(self) -> None:
        """End the set; a given side becomes the other one."""
        self._close(self._last_whole, "switched to the other leg")
        self._stopped = None
        if self._given_side in SIDES:
            self._given_side = "right" if self._given_side == "left" else "left"

    def _close(self, t: float, why: str) -> list[Event]:
        closed = self._sets.close(why)
        if closed is None:
            return []
        self._next_up = next_up(closed.side, why)
        return [SetFinished(t, set_result(closed, self._judge.foot_cm))]

    def _cues_for(self, t: float, rep: Rep, *, hurried: bool = False) -> list[Cue]:
        """One cue at a time: the first fault, in the order of the checks."""
        if rep.faults:
            check = rep.faults[0].check
        elif not rep.counted:
            return [Cue(t, "higher", "partial")]
        elif hurried:
            check = "too_fast"
        else:
            return []
        return [Cue(t, self._exercise.check(check).cue, check)]

    def _say(self, cues: list[Cue]) -> list[Event]:
        """Give cues, and keep the last one to be read."""
        self._cue = cues[-1] if cues else self._cue
        return [*cues]

    # What it says

    def outcome(self) -> Outcome:
        """Everything, with comparisons over whole sets made anew."""
        reps: list[Rep] = []
        for one in self._sets.sets:
            reps += [self._judge.rep(one, entry, live=False) for entry in one.reps]
        return Outcome(
            reps=tuple(reps),
            sets=tuple(set_result(one, self._judge.foot_cm) for one in self._sets.sets),
            not_counted=self.not_counted,
            test=self._test_outcome() if self._is_test else None,
        )

    def _test_outcome(self) -> dict[str, Any]:
        return {
            "beat_s": self._limits.beat,
            "tests": [
                {
                    "set": one.index,
                    "side": one.side.value,
                    "reps": counted_in(one),
                    **self._tests[one.index].outcome(),
                }
                for one in self._sets.sets
            ],
        }

    def status(self, moment: Moment) -> Status:
        """What is known right now."""
        current = self._sets.current
        shown = current or (self._sets.sets[-1] if self._sets.sets else None)
        foot_cm = self._judge.foot_cm
        lift = self.lift if moment.whole and not moment.feet_only else math.nan
        if lift > HIGHEST:  # somebody straightening up from bent knees, not a heel
            lift = math.nan
        best = best_height(current)
        target = max(best, 0.0) or FIRST_TARGET
        scale, unit = (foot_cm, "cm") if math.isfinite(foot_cm) else (100.0, "% foot length")
        done = self._done(moment.t)
        resting = current is None and bool(self._sets.sets)
        phase = self.phase if moment.whole else "position"
        return Status(
            t=moment.t,
            exercise=self._exercise.title,
            phase="done" if done else ("rest" if resting and phase == "floor" else phase),
            reps=counted_in(shown),
            partial=len(shown.reps) - counted_in(shown) if shown else 0,
            target_reps=self._options.reps,
            set_index=len(self._sets.sets),
            side=Side(self._given_side) if self._given_side else side_of(shown),
            view=moment.view,
            level=max(0.0, lift / target) if math.isfinite(lift) else None,
            target_note=(f"your best: {best * scale:.1f} {unit}" if best else "as high as you can"),
            height=max(0.0, lift * scale) if math.isfinite(lift) else None,
            height_unit=unit,
            foot_pitch=self._near.shown(moment) if self._on_both(shown) else {},
            cue=self._cue.shown(moment.t),
            cue_since=self._cue.t,
            cue_kind="fault",
            tempo_s=last_tempo(current),
            beat_s=self._limits.beat / TICKS if self._is_test and not done else None,
            set_elapsed_s=moment.t - current.start if current else 0.0,
            next_up=self._next_up if resting or done else "",
            last_faults=self._last_faults,
            not_assessed=not_now(self._exercise.checks, moment),
        )

    def _done(self, t: float) -> bool:
        """Whether the test is over: on one leg only for a rest, after which the other may begin."""
        if self._stopped is None:
            return False
        one_leg = self._stopped.side.value in SIDES
        return not one_leg or t - self._stopped.end < self._limits.set_pause

    def _on_both(self, shown: OpenSet[Entry] | None) -> bool:
        return self._given_side == "both" or (shown is not None and shown.side is Side.BOTH)

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment; see `RaiseTracker.push`."""
        events = super().push(moment)
        self._near.push(moment, standing=self.phase == Phase.FLOOR)
        return events
