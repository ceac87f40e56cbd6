"""`Session`: the one engine. Live pictures, files and recordings all go through `push`."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from formcheck.config import checked_limits
from formcheck.exercises.base import Exercise, Outcome
from formcheck.exercises.events import Event
from formcheck.exercises.registry import exercise as find_exercise
from formcheck.motion.scale import Scale
from formcheck.motion.signals import Moment, Motion
from formcheck.motion.track import Track
from formcheck.motion.view import View
from formcheck.options import Options
from formcheck.pose.feet.border import foot_leaves
from formcheck.pose.types import Pose
from formcheck.status import Status

REMEMBERED_S = 45.0
"""Seconds of signals that are kept: a repetition is measured over its own window, and none that
counts lasts longer (a longer hold has to be prescribed)."""

PAUSE_S = 2.0
"""A gap between two pictures from which on nobody watched, seconds."""


class Session:
    """Takes poses one by one, says what became known, and in the end what was found.

    Causal: what it says after a pose depends on that pose and the ones before it only.

    Args:
        options: what was prescribed and given.
        exercise: the exercise; found by `options.exercise` when not given.

    Raises:
        UsageError: unknown exercise, or limits that are not allowed.

    Example:
        >>> from formcheck.options import Options
        >>> session = Session(Options(exercise="heel-raise"))
        >>> session.outcome().reps
        ()
    """

    def __init__(self, options: Options, exercise: Exercise | None = None) -> None:
        self.options = options
        self.exercise = exercise or find_exercise(options.exercise)
        self.limits = checked_limits(self.exercise, options.limits)
        self.scale = Scale(options.height_cm, options.foot_length_cm)
        self._motion = Motion(self.scale, by_feet=self.exercise.by_feet)
        self._track = Track(REMEMBERED_S + 3 * (options.hold_s or 0.0))
        self._tracker = self.exercise.tracker(options, self.limits, self._track)
        self._moment: Moment | None = None
        self.frames = 0
        self.found = 0
        self.feet_only = 0
        self.foot_leaves = 0
        self.whole = 0
        self.people_seen = 0
        self.first_t = math.nan
        self.last_t = math.nan
        self.paused_s = 0.0
        self.view_seconds: dict[View, float] = {}
        self.missing: Counter[str] = Counter()

    def push(self, pose: Pose) -> list[Event]:
        """Take one pose; says what became known with it.

        A pose that is not later than the one before is ignored: time does not run backwards.
        """
        if not math.isfinite(pose.t) or pose.t <= self.last_t:
            return []
        moment = self._motion.push(pose)
        self._keep_count(pose, moment)
        self._track.push(moment)
        self._moment = moment
        return self._tracker.push(moment)

    def _keep_count(self, pose: Pose, moment: Moment) -> None:
        step = pose.t - self.last_t if self.frames else 0.0
        self.first_t = self.first_t if self.frames else pose.t
        self.last_t = pose.t
        self.paused_s += step if step > PAUSE_S else 0.0
        self.frames += 1
        self.found += pose.found
        self.feet_only += moment.feet_only
        self.foot_leaves += moment.feet_only and foot_leaves(pose)
        self.whole += moment.whole
        self.people_seen = max(self.people_seen, pose.people, int(pose.found or moment.feet_only))
        if moment.why_not:
            self.missing[moment.why_not] += 1
        if pose.found or moment.feet_only:
            self.view_seconds[moment.view] = self.view_seconds.get(moment.view, 0.0) + step

    def finish(self) -> list[Event]:
        """The input is over; closes what is open."""
        return self._tracker.finish(self.last_t) if self.frames else []

    def outcome(self) -> Outcome:
        """What was found so far, with comparisons over whole sets made anew."""
        return self._tracker.outcome()

    @property
    def status(self) -> Status:
        """What is known right now."""
        words = self.exercise.words()
        if self._moment is None:
            return Status(
                exercise=self.exercise.title, target_reps=self.options.reps, wording=words
            )
        return replace(self._tracker.status(self._moment), wording=words)

    @property
    def moment_is_whole(self) -> bool:
        """Whether everything needed was seen in the last pose."""
        return self._moment is not None and self._moment.whole

    def restart_set(self) -> None:
        """Begin the current set anew."""
        self._tracker.restart()

    def switch_side(self) -> None:
        """End the set; the next one is for the other side."""
        self._tracker.switch_side()
