"""Heel raise: EXERCISES.md, section 1. Limits and words; one leg or both feet."""

from __future__ import annotations

from typing import ClassVar

from formcheck.exercises.base import (
    ANY_VIEW,
    FRONTAL_VIEWS,
    SIDE_VIEWS,
    Check,
    Exercise,
    Limits,
    Tracker,
    limit,
    whole_limit,
)
from formcheck.motion.track import Track
from formcheck.motion.view import View
from formcheck.options import Options


class HeelRaiseLimits(Limits):
    """Limits of the heel raise; every one can be changed by a clinician."""

    candidate: float = limit(8, "Heel lift at which a raise may begin", "% foot length", top=100)
    counted: float = limit(
        15, "Heel lift from which a raise counts; below it is partial", "% foot length", top=100
    )
    low_raise: float = limit(70, "Lowest peak", "% of the set's own best", top=100)
    own_best_from_rep: int = whole_limit(
        4,
        "Counted raise from which comparisons with the own best start while exercising",
        low=3,
        top=20,
    )
    shortest_period: float = limit(1.6, "Shortest time from one rise to the next", "s", top=60)
    shortest_phase: float = limit(0.5, "Shortest rise, and shortest lowering", "s", top=60)
    beat: float = limit(
        2.0, "Test mode: time of one raise", "s", "heel-rise test: 60 bpm, 30 raises/min", top=60
    )
    beat_tolerance: float = limit(20, "Test mode: how far off the beat", "%", top=100)
    test_prompts: int = whole_limit(
        2,
        "Test mode: prompts before the test is stopped",
        source="heel-rise test, as published",
        low=0,
        top=20,
    )
    drop_ratio: float = limit(2.0, "Speed of lowering over speed of rising", "x", top=100)
    knee_range: float = limit(
        15,
        "Change of knee flexion within the raise",
        "deg",
        "ours; published extended-knee test: mean 2.2, worst 21.6",
        top=180,
    )
    knee_locked: float = limit(3, "Least knee flexion, bent knee prescribed", "deg", top=180)
    trunk_lean: float = limit(15, "Largest lean of the trunk", "deg", top=180)
    trunk_change: float = limit(10, "Largest change of lean within the raise", "deg", top=180)
    ankle_drift: float = limit(
        15, "Sideways change of the ankle over the toes", "% foot length", top=100
    )
    foot_turn: float = limit(20, "Foot turned off the leg", "deg", top=180)
    other_foot: float = limit(
        3, "Least height of the lifted foot over the standing one", "% foot length", top=100
    )
    heel_down: float = limit(
        15, "Highest heel, as a share of the peak, when the next rise begins", "% of peak", top=100
    )
    set_pause: float = limit(15, "Rest after which a set is over", "s", top=600)
    set_away: float = limit(10, "Time out of the picture after which a set is over", "s", top=600)


CHECKS = (
    Check(
        "low_raise",
        "The heel rose less than in the set's best raises.",
        "heel higher",
        ANY_VIEW,
        "any view",
        body=True,
    ),
    Check(
        "too_fast",
        "The raise, or one direction of it, was too quick (in test mode: off the beat).",
        "slower",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "dropped_heel",
        "The heel came down much faster than it went up.",
        "slower down",
        ANY_VIEW,
        "any view",
        body=True,
    ),
    Check(
        "no_hold",
        "The top was held for less than prescribed.",
        "hold at the top",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "knee_pumping",
        "The knee bent and straightened to help.",
        "knee still",
        SIDE_VIEWS,
        "side view",
        body=True,
    ),
    Check(
        "knee_locked",
        "The standing knee was locked straight.",
        "soften the knee",
        SIDE_VIEWS,
        "side view",
        body=True,
    ),
    Check(
        "trunk_lean",
        "The trunk leaned, or swung, during the raise.",
        "stand tall",
        SIDE_VIEWS | FRONTAL_VIEWS,
        "side view (forward), front or back view (sideways)",
        body=True,
    ),
    Check(
        "foot_misaligned",
        "The ankle drifted in or out over the foot, or the foot was turned.",
        "ankle over the foot",
        FRONTAL_VIEWS,
        "front or back view",
        body=True,
    ),
    Check(
        "other_foot_down",
        "The lifted foot touched the floor.",
        "keep the other foot up",
        frozenset({View.FRONT}),
        "front view",
        body=True,
    ),
    Check(
        "heel_not_down",
        "The next raise began before the heel was down.",
        "heel all the way down",
        ANY_VIEW,
        "any view",
        body=True,
    ),
)

MEASURES = {
    "peak_heel_lift": "Highest heel lift, from the rise of the body through a foot model",
    "peak_heel_lift_cm": "Highest heel lift in cm",
    "own_best": "Highest heel lift against the set's own best",
    "rep_s": "From this top to the next",
    "rise_s": "Time going up",
    "hold_s": "Time at the top",
    "lower_s": "Time coming down",
    "peak_foot_pitch": "Steepest angle of the foot to the floor over its own rest",
    "knee_flexion_start": "Knee flexion at the start",
    "knee_flexion_max": "Largest knee flexion",
    "knee_flexion_range": "Change of knee flexion within the raise",
    "trunk_lean": "Largest lean of the trunk",
    "trunk_lean_change": "Change of the trunk's lean within the raise",
    "ankle_drift": "Sideways drift of the ankle over the toes",
    "foot_turn": "Angle of the foot to the pelvis, out or in",
    "other_foot_clearance": "Lowest height of the lifted foot over the standing one",
}


class HeelRaise(Exercise):
    """Heel raise, one leg or both feet."""

    id: ClassVar[str] = "heel-raise"
    title: ClassVar[str] = "Heel raise"
    what: ClassVar[str] = (
        "Stand tall behind a chair, rise slowly on to the toes, lower slowly. On one leg: lift the "
        "other foot a little, standing knee soft; 10–20 raises a side, 2–3 sets. On both feet: "
        "knees straight, hold for a few seconds at the top."
    )
    setup: ClassVar[str] = (
        "Whole body and both feet in the picture, camera level at about hip height, 2–4 m away. "
        "From the side for knee and trunk; from the front for alignment and for which leg works."
    )
    views: ClassVar[str] = "side (best), front or back for alignment; oblique with wider bands"
    checks: ClassVar[tuple[Check, ...]] = CHECKS
    measures: ClassVar[dict[str, str]] = MEASURES
    limits_type: ClassVar[type[Limits]] = HeelRaiseLimits
    height_name: ClassVar[str] = "Heel lift"
    by_feet: ClassVar[bool] = True
    takes: ClassVar[frozenset[str]] = frozenset({"side", "reps", "hold_s", "bent_knee", "mode"})

    def wanted_views(self, options: Options) -> tuple[View, ...]:
        """From the side for both feet; from the front for one leg, where the legs can be told."""
        if options.side == "both":
            return (View.LEFT, View.RIGHT)
        return (View.FRONT,) if options.side in ("left", "right") else ()

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`."""
        from formcheck.exercises.heel_raise_tracker import HeelRaiseTracker

        assert isinstance(limits, HeelRaiseLimits)
        return HeelRaiseTracker(self, options, limits, track)
