"""Ankle circles: EXERCISES.md, section 3. Limits, words and checks; either foot, either way."""

from __future__ import annotations

from typing import ClassVar

from formcheck.exercises.base import (
    ANY_VIEW,
    Check,
    Exercise,
    Limits,
    Tracker,
    limit,
    whole_limit,
)
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.track import Track
from formcheck.motion.view import View
from formcheck.options import Options
from formcheck.pose.extras import FOOT_FLOW

ROUND_VIEWS = frozenset({View.FRONT, View.OBLIQUE_FRONT})
"""Views in which a circle is seen as one; from the side it is a line."""


class AnkleCircleLimits(Limits):
    """Limits of the ankle circle; every one can be changed by a clinician."""

    whole: float = limit(300, "Turned from which on a circle counts", "deg", top=360)
    size_share: float = limit(60, "Smallest range", "% of the set's own best", top=100)
    size: float = limit(10, "Smallest range", "deg", top=90)
    own_best_from_rep: int = whole_limit(
        4,
        "Circle from which comparisons with the own best start while exercising",
        low=3,
        top=20,
    )
    roundness: float = limit(0.35, "Least roundness: minor over major axis", "", top=1)
    shank_swing: float = limit(10, "Largest swing of the shank", "deg", top=180)
    ankle_travel: float = limit(25, "Farthest that the ankle moves", "% foot length", top=200)
    shortest: float = limit(1.5, "Shortest time of a circle", "s", top=60)
    set_pause: float = limit(15, "Rest after which a set is over", "s", top=600)
    set_away: float = limit(10, "Time out of the picture after which a set is over", "s", top=600)


class AnkleCircle(Exercise):
    """Ankle circles: toes drawn round, pointed at 12 o'clock, flexed at 6."""

    id: ClassVar[str] = "ankle-circle"
    title: ClassVar[str] = "Ankle circle"
    what: ClassVar[str] = (
        "Seated, lying with a knee hugged, or standing: lift one foot and draw circles with the "
        "toes, pointed at 12 o'clock, pulled up at 6. 5–10 circles clockwise, then 5–10 the other "
        "way; 5 sets a foot. Clockwise is the body's own: pointed, to your right, pulled up, to "
        "your left."
    )
    setup: ClassVar[str] = (
        "From the front, sole towards the camera, whole body in the picture, camera at about the "
        "height of the knees, 2–3 m away, in good light. From the side, and of somebody who lies, "
        "circles are only counted."
    )
    views: ClassVar[str] = "front (best) or oblique from the front; from the side only counted"
    stance: ClassVar[Stance] = "seated"
    wants: ClassVar[frozenset[str]] = frozenset({FOOT_FLOW})
    limits_type: ClassVar[type[Limits]] = AnkleCircleLimits
    by_feet: ClassVar[bool] = True
    takes: ClassVar[frozenset[str]] = frozenset({"side", "reps"})
    begin: ClassVar[str] = "Lift one foot, sole to the camera"
    wording: ClassVar[Wording | None] = Wording(
        one="circle",
        many="circles",
        short="circle",
        partial="not a whole turn",
        size="plantar_dorsi_range",
        size_title="range",
        pace="rep_s",
        columns=("side_range", "roundness"),
    )
    bands: ClassVar[dict[str, tuple[str, ...]]] = {
        "circle_time": ("rep_s",),
        "circle_pointed": ("plantar_dorsi_range",),
        "circle_aside": ("side_range",),
        "circle_size": ("own_best",),
        "circle_roundness": ("roundness",),
        "circle_closure": ("closure",),
        "circle_coverage": ("coverage",),
        "circle_smoothness": ("smoothness",),
        "circle_turned": ("turned",),
        "circle_shank_swing": ("shank_swing",),
        "circle_ankle_travel": ("ankle_travel",),
    }
    measures: ClassVar[dict[str, str]] = {
        "rep_s": "Time of the circle",
        "plantar_dorsi_range": "From pointed to pulled up",
        "side_range": "From side to side",
        "own_best": "Larger range against the set's own best",
        "roundness": "Roundness: the shorter axis over the longer one; 1 is a circle",
        "closure": "From start to end, as a share of the circle's width",
        "coverage": "Share of the 12 clock sectors that was reached",
        "smoothness": "Share of the movement that is a smooth round, rather than corners or tremor",
        "turned": "How far round it went",
        "shank_swing": "Swing of the shank in the picture",
        "ankle_travel": "Farthest distance between two places of the ankle in the picture",
    }
    checks: ClassVar[tuple[Check, ...]] = (
        Check(
            "direction_change",
            "The circle went against the direction of its set.",
            "the other way round",
            ROUND_VIEWS,
            "front or oblique view",
            body=True,
        ),
        Check(
            "partial_circle",
            "The foot stopped or turned back before it had gone round.",
            "all the way round",
            ROUND_VIEWS,
            "front or oblique view",
            of_parts=True,
            body=True,
        ),
        Check(
            "small_circle",
            "The circle was smaller than the set's best ones, or very small.",
            "bigger circles",
            ANY_VIEW,
            "any view in which the range is measured",
            body=True,
        ),
        Check(
            "flat_circle",
            "The circle was narrow, with hardly any movement one of the two ways.",
            "make it rounder",
            ROUND_VIEWS,
            "front or oblique view",
            body=True,
        ),
        Check(
            "leg_moving",
            "The knee or the shank moved with the foot.",
            "keep your leg still",
            ANY_VIEW,
            "any view, as far as it moves across the picture",
            of_parts=True,
            body=True,
        ),
        Check("too_fast", "The circle was too quick.", "slower", ANY_VIEW, "any view", body=True),
    )

    def wanted_views(self, options: Options) -> tuple[View, ...]:
        """From the front, where direction and roundness can be told."""
        return (View.FRONT, View.OBLIQUE_FRONT)

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`."""
        from formcheck.exercises.ankle_circle_tracker import AnkleCircleTracker

        assert isinstance(limits, AnkleCircleLimits)
        return AnkleCircleTracker(self, options, limits, track)
