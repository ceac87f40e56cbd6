"""Follows toe walking through time: cycles, stages by the clock or found, cues, status."""

from __future__ import annotations

import math

from formcheck.exercises.base import Exercise, Outcome, Tracker
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
from formcheck.exercises.feet_alone import not_now
from formcheck.exercises.results import Finding, Rep, SetResult, Stage
from formcheck.exercises.sets import SetKeeper
from formcheck.exercises.stage_clock import Slot, StageClock
from formcheck.exercises.toe_walk import STAGES, TITLES, ToeWalkLimits
from formcheck.exercises.toe_walk_judging import PAUSE_S, judged, judged_now
from formcheck.exercises.toe_walk_news import Dropped, Landed, News
from formcheck.exercises.toe_walk_results import Entry, begins, set_result, stage_results
from formcheck.exercises.toe_walk_steps import StepsOnToes
from formcheck.motion.filters import prepare
from formcheck.motion.signals import Moment
from formcheck.motion.steps import Step
from formcheck.motion.track import Track
from formcheck.options import Options
from formcheck.status import Status

LONGEST_WAIT_S = 20.0
"""A cycle of which more stages are to come is over after so long without a step, seconds."""


class ToeWalkTracker(Tracker):
    """See `Tracker`. Made by `ToeWalk.tracker`."""

    def __init__(
        self, exercise: Exercise, options: Options, limits: ToeWalkLimits, track: Track
    ) -> None:
        prepare()
        self._exercise = exercise
        self._options = options
        self._limits = limits
        self._steps = StepsOnToes(track)
        self._sets: SetKeeper[Entry] = SetKeeper(limits.set_pause, limits.set_away)
        seconds = options.stages_s
        n = len(seconds or ())
        self._clock = StageClock(STAGES[:n], TITLES[:n], seconds, limits.rest) if seconds else None
        self._slots: dict[int, list[Slot]] = {}  # by the set that they are of
        self._last_pause = -math.inf  # the latest one that the clock knows of
        self._count = 0
        self._last_t = math.nan
        self._cue = Cue(-math.inf, "")
        self._phase = ""
        self._last_faults: tuple[Finding, ...] = ()

    # What becomes known

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment."""
        t = self._last_t = moment.t
        events: list[Event] = []
        for news in self._steps.push(moment):
            events += self._take(t, news)
        events += self._tick(t, seen=moment.whole)
        return events + self._announce(t, moment)

    def finish(self, t: float) -> list[Event]:
        """The input is over."""
        events: list[Event] = []
        for news in self._steps.finish():
            events += self._take(t, news)
        return events + self._close(t, "the end of the recording")

    def restart(self) -> None:
        """Begin the current cycle anew."""
        current = self._sets.current
        if current is not None:
            self._count -= len(current.reps)
            self._slots.pop(current.index, None)
        self._sets.discard()
        self._steps.reset()
        self._last_faults = ()
        if self._clock:
            self._clock.restart()

    def _take(self, t: float, news: News) -> list[Event]:
        if isinstance(news, Landed):
            self._start_clock(news.step)
            return [RepStarted(t, news.step.down)]
        if isinstance(news, Dropped):
            return [RepDropped(t, news.why)]
        return self._accept(t, news.entry)

    def _start_clock(self, step: Step) -> None:
        """Begin a stage with the first step of somebody who has risen.

        It takes several steps to be certain that they walk, which is late for a countdown.
        """
        clock, risen = self._clock, self._steps.rise
        if clock is None or not risen.up:
            return
        if self._sets.current is None and (clock.finished or not clock.slots):
            clock.restart()
        if self._sets.current is not None or not clock.slots:
            clock.step(begins(step, risen.since))

    def _accept(self, t: float, entry: Entry) -> list[Event]:
        """A step is known: put it in its cycle and its stage, judge it, say so."""
        self._count += 1
        entry.index = self._count
        fresh = self._sets.current is None
        opened = self._sets.add(entry, entry.step.down, entry.step.up)
        events: list[Event] = []
        if fresh:
            events.append(SetStarted(t, opened.index))
            if self._clock:
                self._clock.restart()
                self._slots[opened.index] = self._clock.slots
        if self._clock:
            self._clock.step(entry.begins)
            self._clock.tick(entry.step.down)
            if self._last_pause > entry.step.down:  # it is known late that this was a walk
                self._clock.pause(self._last_pause)
        rep = judged_now(opened, self._slots.get(opened.index, ()), self._limits)
        events.append(RepFinished(t, rep))
        self._last_faults = tuple(rep.faults)
        if rep.faults:
            check = rep.faults[0].check
            events.append(self._say(Cue(t, self._exercise.check(check).cue, check)))
        return events

    def _tick(self, t: float, *, seen: bool) -> list[Event]:
        """Close the cycle when its time has come."""
        walking = self._steps.walking
        if self._clock and self._sets.current is not None:
            walking |= self._on_clock(self._clock, t)
        if seen:
            self._sets.seen(t, active=walking)
        why = self._sets.overdue(t)
        return self._close(t, why) if why else []

    def _on_clock(self, clock: StageClock, t: float) -> bool:
        """Let the clock run while somebody walks; whether more stages are to come."""
        fell = self._steps.came_down
        if fell > self._last_pause:
            self._last_pause = fell
            clock.pause(fell)
        elif self._steps.stopped(t) and self._steps.last_landing > self._last_pause:
            self._last_pause = self._steps.last_landing + PAUSE_S
            clock.pause(self._last_pause)
        elif self._steps.last_landing > self._last_pause:
            clock.tick(t)
        return (
            not clock.finished
            and t - max(self._last_pause, self._steps.last_landing) < LONGEST_WAIT_S
        )

    def _close(self, t: float, why: str) -> list[Event]:
        closed = self._sets.close(why)
        if closed is None:
            return []
        reps = judged(closed, self._slots.get(closed.index, ()), self._limits)
        return [SetFinished(t, set_result(closed, reps))]

    def _announce(self, t: float, moment: Moment) -> list[Event]:
        """Say when the phase changes."""
        events: list[Event] = []
        phase = self._phase_at(t, moment)
        if phase != self._phase:
            self._phase = phase
            events.append(PhaseChanged(t, phase))
        return events

    def _say(self, cue: Cue) -> Cue:
        self._cue = cue
        return cue

    # What it says

    def outcome(self) -> Outcome:
        """Everything, with comparisons over whole stages made anew."""
        reps: list[Rep] = []
        stages: list[Stage] = []
        sets: list[SetResult] = []
        for one in self._sets.sets:
            slots = self._slots.get(one.index, ())
            own = judged(one, slots, self._limits)
            reps += own
            sets.append(set_result(one, own))
            names = [r.stage for r in own]
            stages += stage_results(one.reps, names, slots, self._limits, self._last_t)
        return Outcome(
            reps=tuple(reps),
            sets=tuple(sets),
            stages=tuple(stages),
            not_counted=self._steps.not_counted,
        )

    def status(self, moment: Moment) -> Status:
        """What is known right now."""
        t = moment.t
        current = self._sets.current
        shown = current or (self._sets.sets[-1] if self._sets.sets else None)
        phase = self._phase_at(t, moment)
        cycles = self._options.cycles
        bar = self._clock.bar(t, len(self._sets.sets), cycles) if self._clock else None
        return Status(
            t=t,
            exercise=self._exercise.title,
            phase=phase,
            reps=len(shown.reps) if shown else 0,
            set_index=len(self._sets.sets),
            view=moment.view,
            target_note=self._clock.title(t) if self._clock else "",
            cue=self._cue.shown(t),
            cue_since=self._cue.t,
            cue_kind="fault",
            set_elapsed_s=t - current.start if current else 0.0,
            next_up=self._next_up(t, phase),
            last_faults=self._last_faults,
            not_assessed=not_now(self._exercise.checks, moment),
            drawings=(bar,) if bar else (),
            wording=self._exercise.words(),
        )

    def _phase_at(self, t: float, moment: Moment) -> str:
        if not moment.whole:
            return "position"
        if self._sets.current is not None:
            over = self._clock is not None and self._clock.finished
            return "rest" if over and t - self._steps.last_landing > PAUSE_S else "walk"
        done = self._options.cycles is not None and len(self._sets.sets) >= self._options.cycles
        return "done" if done else "rest" if self._sets.sets else "ready"

    def _next_up(self, t: float, phase: str) -> str:
        if self._clock is None:
            return "Rest" if phase == "rest" else ""
        if phase == "rest":
            return f"Rest, then {TITLES[0]}"
        return self._clock.announcement(t) if phase == "walk" else f"Next: {TITLES[0]}"
