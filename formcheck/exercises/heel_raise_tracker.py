"""Follows heel raises through time: repetitions, sets, cues, status, and the heel-rise test."""

from __future__ import annotations

import math
from typing import Any

from formcheck.exercises.base import Exercise, Outcome, not_assessed, without_body
from formcheck.exercises.events import (
    Cue,
    Event,
    RepFinished,
    SetFinished,
    SetStarted,
)
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.heel_raise_checks import heel_raise_findings, low_raise, too_fast
from formcheck.exercises.heel_raise_results import (
    Entry,
    counted_in,
    gap_in,
    interval_of,
    measures_of,
    set_result,
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
from formcheck.exercises.summaries import own_best
from formcheck.motion.planted import HIGHEST
from formcheck.motion.raise_feet import PITCH_GAIN
from formcheck.motion.rises import Phase
from formcheck.motion.scale import FOOT_TO_STATURE
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.track import Track
from formcheck.motion.view import is_side
from formcheck.options import Options
from formcheck.status import Status

TICKS = 2
"""Ticks of the metronome a raise: up on one, down on the next, 60 a minute for a raise of 2 s."""

REST_SHARE = 0.05
"""Weight of the newest angle in the foot's resting one; only what is drawn hangs on it."""

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
        self._rest_pitch: dict[str, float] = {}
        self._is_test = options.mode == "test"
        self._tests: dict[int, HeelRiseTest] = {}  # by the set that each one is
        self._stopped: OpenSet[Entry] | None = None  # the last set, where its test was stopped

    # What becomes known

    def accept(self, t: float, found: Raise) -> list[Event]:
        """A raise is known: judge it, put it in its set, say so."""
        if self._stopped is not None and not _other_leg(self._stopped, found.side):
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
        if current is not None and _other_leg(current, entry.side):
            events += self._close(t, "the other leg")
            current = None
        previous = current.reps[-1] if current is not None else None
        hurried = previous is not None and self._hurried(previous, m.peak)
        self._count += 1
        opened = self._sets.add(entry, m.start, m.end)
        if current is None:
            self._stopped = None
            events.append(SetStarted(t, opened.index))
        opened.side = _set_side(opened)
        rep = self._rep(opened, entry, live=True)
        events.append(RepFinished(t, rep))
        self._last_faults = tuple(rep.faults)
        if self._is_test:
            test = self._tests.setdefault(opened.index, HeelRiseTest(self._limits))
            events += self._say(
                test.take(t, rep, self._pace(previous) if previous else None)
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
        before = self._pace(previous).verdict
        previous.period_s = next_peak - previous.measures.peak
        return before is not Verdict.FAULT and self._pace(previous).verdict is Verdict.FAULT

    def _pace(self, entry: Entry) -> Finding:
        return too_fast(
            entry.measures,
            entry.seen,
            self._limits,
            period_s=entry.period_s,
            test_mode=self._is_test,
        )

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
        self._next_up = _next_up(closed.side, why)
        return [SetFinished(t, set_result(closed, self._foot_cm))]

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
            reps += [self._rep(one, entry, live=False) for entry in one.reps]
        return Outcome(
            reps=tuple(reps),
            sets=tuple(set_result(one, self._foot_cm) for one in self._sets.sets),
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
        foot_cm = self._foot_cm
        lift = self.lift if moment.whole else math.nan
        if lift > HIGHEST:  # somebody straightening up from bent knees, not a heel
            lift = math.nan
        best = max((e.measures.lift for e in current.reps), default=0.0) if current else 0.0
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
            foot_pitch=self._foot_pitch(moment, shown),
            cue=self._cue.shown(moment.t),
            cue_since=self._cue.t,
            cue_kind="fault",
            tempo_s=_last_tempo(current),
            beat_s=self._limits.beat / TICKS if self._is_test and not done else None,
            set_elapsed_s=moment.t - current.start if current else 0.0,
            next_up=self._next_up if resting or done else "",
            last_faults=self._last_faults,
            not_assessed=tuple(c.name for c in self._exercise.checks if moment.view not in c.views),
        )

    def _done(self, t: float) -> bool:
        """Whether the test is over: on one leg only for a rest, after which the other may begin."""
        if self._stopped is None:
            return False
        one_leg = self._stopped.side.value in SIDES
        return not one_leg or t - self._stopped.end < self._limits.set_pause

    def _foot_pitch(self, moment: Moment, shown: OpenSet[Entry] | None) -> dict[str, float]:
        """The near foot's angle over its own rest, from the side and on both feet only."""
        both = self._given_side == "both" or (shown is not None and shown.side is Side.BOTH)
        if not (moment.whole and both and is_side(moment.view)):
            return {}
        near = moment.view.value
        angle, rest = moment[f"foot_pitch_{near}"], self._rest_pitch.get(near, math.nan)
        if not (math.isfinite(angle) and math.isfinite(rest)):
            return {}
        return {near: PITCH_GAIN * (angle - rest)}

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment; see `RaiseTracker.push`."""
        events = super().push(moment)
        if moment.whole and is_side(moment.view) and self.phase == Phase.FLOOR:
            near = moment.view.value
            angle = moment[f"foot_pitch_{near}"]
            if math.isfinite(angle):
                before = self._rest_pitch.get(near, angle)
                self._rest_pitch[near] = before + REST_SHARE * (angle - before)
        return events

    @property
    def _foot_cm(self) -> float:
        """Foot length in cm; NaN when neither it nor the height was given."""
        if self._options.foot_length_cm:
            return self._options.foot_length_cm
        height = self._options.height_cm
        return height * FOOT_TO_STATURE if height else math.nan

    # Making results

    def _rep(self, of: OpenSet[Entry], entry: Entry, *, live: bool) -> Rep:
        m = entry.measures
        best = self._own_best(of, entry, live=live)
        findings = [
            low_raise(m, entry.seen, best, self._limits),
            self._pace(entry),
            *heel_raise_findings(m, entry.seen, self._options, self._limits),
        ]
        if entry.feet_only:
            findings = without_body(findings, self._exercise.checks)
        if not entry.counted:
            findings = [not_assessed(f.check, "partial: not a whole raise") for f in findings]
        elif entry.gap:
            findings = [not_assessed(f.check, entry.gap) for f in findings]
        return Rep(
            index=entry.index,
            set=of.index,
            side=Side(entry.side),
            side_given=self._options.given_side is not None,
            counted=entry.counted,
            start_s=round(m.start, 3),
            peak_s=round(m.peak, 3),
            end_s=round(m.end, 3),
            view=entry.view,
            yaw_deg=round(entry.yaw, 1),
            measures=measures_of(entry, best, self._foot_cm),
            findings=findings,
            by_feet=m.by_feet,
        )

    def _own_best(self, of: OpenSet[Entry], entry: Entry, *, live: bool) -> float | None:
        """Median of the three best: so far while exercising, of the whole set in the report."""
        lifts = [e.measures.lift for e in of.reps if e.counted and not e.gap]
        if live and len(lifts) < self._limits.own_best_from_rep:
            return None
        return own_best(lifts)


def _set_side(of: OpenSet[Entry]) -> Side:
    """The side that most of the set's raises were on."""
    sides = [e.side for e in of.reps if e.side != "unknown"]
    return Side(max(sides, key=sides.count)) if sides else Side.UNKNOWN


def _other_leg(current: OpenSet[Entry], side: str) -> bool:
    """Whether a raise on this side begins a new set: left after right, or the reverse."""
    return {current.side.value, side} == set(SIDES)


def _last_tempo(current: OpenSet[Entry] | None) -> float | None:
    if not current or len(current.reps) < 2:
        return None
    return current.reps[-2].period_s


def _next_up(side: Side, why: str) -> str:
    """What comes next after a set, in words."""
    other = {Side.LEFT: "Rest, then the right leg", Side.RIGHT: "Rest, then the left leg"}.get(side)
    if why.startswith("the test"):
        return f"Test over. {other or 'Well done.'}"
    if other:
        return other
    return "Rest, then the next set"
