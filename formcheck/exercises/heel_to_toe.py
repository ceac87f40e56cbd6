"""Heel-to-toe walk (tandem walk): EXERCISES.md, section 4. Words, limits and checks of a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from formcheck.exercises.base import (
    ANY_VIEW,
    FRONTAL_VIEWS,
    SIDE_VIEWS,
    Check,
    Exercise,
    Limits,
    Tracker,
    judge,
    limit,
    measure,
    not_assessed,
)
from formcheck.exercises.results import Finding, Measure
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.bands import Seen
from formcheck.motion.track import Track
from formcheck.motion.view import is_frontal, is_side
from formcheck.options import Options


class HeelToToeLimits(Limits):
    """Limits of the heel-to-toe walk; every one can be changed by a clinician."""

    gap: float = limit(50, "Widest gap between heel and toes", "% foot length", top=500)
    off_line: float = limit(20, "Farthest beside the line", "% foot length", top=500)
    trunk_sway: float = limit(10, "Largest lean of the trunk to a side", "deg", top=180)
    arms_up: float = limit(
        0, "Highest wrist over the shoulders", "% foot length", low=-500, top=500
    )
    longest_stop: float = limit(2.0, "Longest stop between two steps", "s", top=60)
    shortest_step: float = limit(0.5, "Shortest time of a step", "s", top=60)
    shortest_way: float = limit(
        30, "Way of a step under which it is one on the spot", "% foot length", top=500
    )
    longest_way: float = limit(
        175, "Way of a step from which it is ordinary walking", "% foot length", top=1000
    )
    widest_walk: float = limit(
        40, "Width of a step from which it is ordinary walking", "% foot length", top=500
    )
    set_pause: float = limit(15, "Rest after which a set is over", "s", top=600)
    set_away: float = limit(10, "Time out of the picture after which a set is over", "s", top=600)


CHECKS = (
    Check(
        "gap",
        "A gap was left between the heel and the toes of the other foot.",
        "heel to toe",
        SIDE_VIEWS,
        "side view; only gaps that are wide: exact contact (½ inch) is beyond a single camera",
    ),
    Check(
        "off_line",
        "The foot came down beside the line of the steps before it.",
        "stay on the line",
        FRONTAL_VIEWS,
        "front or back view",
    ),
    Check(
        "trunk_sway",
        "The trunk leaned to a side.",
        "stay tall",
        FRONTAL_VIEWS,
        "front or back view",
    ),
    Check("arms_up", "A hand came over shoulder height.", "arms lower", ANY_VIEW, "any view"),
    Check(
        "lost_balance",
        "A foot was put down beside the way, or the walk stopped.",
        "take your time",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "too_fast",
        "The step came too soon after the one before.",
        "slower",
        ANY_VIEW,
        "any view",
    ),
)

MEASURES = {
    "step_s": "From the last foot's coming down to this one's",
    "gap": "Gap between this heel and the other foot's toes",
    "line_offset": "How far beside the line of the steps before, to the walker's right",
    "trunk_sway": "Largest lean of the trunk to a side, until the next step",
    "pause_s": "Time on both feet before the next step",
    "wrist_height": "Higher wrist over the shoulders, under them negative",
}

SET_MEASURES = {
    "best_in_a_row": "Best in a row: most steps one after the other without a fault",
    "last_in_a_row": "Last in a row: steps without a fault up to the end",
    "fga_item_7": "FGA item 7: points by steps in a row (10: 3, 7 to 9: 2, 4 to 6: 1); context",
    "fab_interruptions": "Interruptions: steps with a fault and extra contacts in the first ten",
    "walk_s": "Time walked: without turns",
    "cadence": "Cadence: steps a minute",
    "step_s": "Time of a step: on average",
    "mean_line_offset": "Beside the line: on average, to either side",
}

BANDS = {
    "tandem_step_time": ("step_s",),
    "tandem_pause": ("pause_s",),
    "tandem_gap": ("gap",),
    "tandem_line_offset": ("line_offset",),
    "tandem_trunk_sway": ("trunk_sway",),
    "tandem_wrist_height": ("wrist_height",),
}

NO_LINE = "fewer than two feet stood before it, so there is no line yet"
FIRST = "the first step of a walk"
LAST = "the last step of a walk"


class HeelToToe(Exercise):
    """Heel-to-toe walk, also called tandem walk."""

    id: ClassVar[str] = "heel-to-toe"
    title: ClassVar[str] = "Heel-to-toe walk"
    what: ClassVar[str] = (
        "Stand tall, put the heel of one foot directly in front of the toes of the other, and walk "
        "on in a straight line; about 20 steps."
    )
    setup: ClassVar[str] = (
        "Whole body and both feet in the picture all the way. Walk towards the camera or away from "
        "it, camera level at about hip height, for the line; across the picture for wide gaps. "
        "From the side an ordinary walk of short steps cannot be told from this one."
    )
    views: ClassVar[str] = "front or back for the line and the trunk; side for wide gaps"
    checks: ClassVar[tuple[Check, ...]] = CHECKS
    measures: ClassVar[dict[str, str]] = MEASURES
    set_measures: ClassVar[Mapping[str, str]] = SET_MEASURES
    limits_type: ClassVar[type[Limits]] = HeelToToeLimits
    takes: ClassVar[frozenset[str]] = frozenset({"reps"})
    bands: ClassVar[Mapping[str, tuple[str, ...]]] = BANDS
    begin: ClassVar[str] = "Walk heel to toe, in a line"
    wording: ClassVar[Wording | None] = Wording(
        one="step",
        many="steps",
        short="step",
        partial="extra contacts of a foot",
        pace="step_s",
        columns=("gap", "line_offset", "trunk_sway"),
        figures=("best_in_a_row", "cadence"),
    )
    stance: ClassVar[Stance] = "walking"

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`."""
        from formcheck.exercises.heel_to_toe_tracker import HeelToToeTracker

        assert isinstance(limits, HeelToToeLimits)
        return HeelToToeTracker(self, options, limits, track)


@dataclass(slots=True)
class StepMeasures:
    """What was measured of one step. Shares of foot length, degrees, seconds; None: not known.

    Attributes:
        down: when the foot came down, seconds.
        step_s: since the foot before came down.
        gap: between this heel and the other foot's toes.
        offset: beside the line of the steps before, to the walker's right.
        sway: largest lean of the trunk to a side until the next step.
        wrist: higher wrist over the shoulders until the next step.
        pause_s: on both feet before the next step.
    """

    down: float
    step_s: float | None = None
    gap: float | None = None
    offset: float | None = None
    sway: float | None = None
    wrist: float | None = None
    pause_s: float | None = None


def measures_of(m: StepMeasures, seen: Seen) -> dict[str, Measure]:
    """Every measure of a step with its error band, or the reason why there is none."""
    frontal = (
        "could not be measured here" if is_frontal(seen.view) else "needs a front or back view"
    )
    no_line = NO_LINE if is_frontal(seen.view) else frontal
    side = "could not be measured here" if is_side(seen.view) else "needs a side view"
    percent = "% foot length"
    return {
        "step_s": measure(m.step_s, "s", seen.band("tandem_step_time"), FIRST),
        "gap": measure(_percent(m.gap), percent, seen.band("tandem_gap"), side),
        "line_offset": measure(
            _percent(m.offset), percent, seen.band("tandem_line_offset"), no_line
        ),
        "trunk_sway": measure(m.sway, "deg", seen.band("tandem_trunk_sway"), frontal),
        "pause_s": measure(m.pause_s, "s", seen.band("tandem_pause"), LAST),
        "wrist_height": measure(
            _percent(m.wrist), percent, seen.band("tandem_wrist_height"), "no wrist was seen"
        ),
    }


def findings_of(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> list[Finding]:
    """Every check of a step, as EXERCISES.md has them."""
    return [
        _gap(m, seen, limits),
        _off_line(m, seen, limits),
        _trunk_sway(m, seen, limits),
        judge(
            "arms_up",
            _percent(m.wrist),
            limits.arms_up,
            unit="% foot length",
            band=seen.band("tandem_wrist_height"),
            at_s=m.down,
        ),
        _lost_balance(m, seen, limits),
        _too_fast(m, seen, limits),
    ]


def _gap(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if why_not := seen.why_not(SIDE_VIEWS, "a side view"):
        return not_assessed("gap", why_not)
    return judge(
        "gap",
        _percent(m.gap),
        limits.gap,
        unit="% foot length",
        band=seen.band("tandem_gap"),
        at_s=m.down,
    )


def _off_line(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if why_not := seen.why_not(FRONTAL_VIEWS, "a front or back view"):
        return not_assessed("off_line", why_not)
    if m.offset is None:
        return not_assessed("off_line", NO_LINE)
    return judge(
        "off_line",
        100 * abs(m.offset),
        limits.off_line,
        unit="% foot length",
        band=seen.band("tandem_line_offset"),
        at_s=m.down,
        detail=f"to the walker's {'right' if m.offset > 0 else 'left'}",
    )


def _trunk_sway(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if why_not := seen.why_not(FRONTAL_VIEWS, "a front or back view"):
        return not_assessed("trunk_sway", why_not)
    return judge(
        "trunk_sway",
        m.sway,
        limits.trunk_sway,
        unit="deg",
        band=seen.band("tandem_trunk_sway"),
        at_s=m.down,
    )


def _lost_balance(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if m.pause_s is None:
        return not_assessed("lost_balance", LAST)
    return judge(
        "lost_balance",
        m.pause_s,
        limits.longest_stop,
        unit="s",
        band=seen.band("tandem_pause"),
        at_s=m.down,
        detail="stood on both feet",
    )


def _too_fast(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if m.step_s is None:
        return not_assessed("too_fast", FIRST)
    return judge(
        "too_fast",
        m.step_s,
        limits.shortest_step,
        unit="s",
        band=seen.band("tandem_step_time"),
        fault_above=False,
        at_s=m.down,
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
