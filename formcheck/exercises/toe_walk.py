"""Toe walking: EXERCISES.md, section 2. Limits, words, and which checks there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from formcheck.errors import UsageError
from formcheck.exercises.base import (
    ANY_VIEW,
    FRONTAL_VIEWS,
    SIDE_VIEWS,
    Check,
    Exercise,
    Limits,
    Tracker,
    limit,
)
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.track import Track
from formcheck.options import Options

STAGES = ("straight", "out", "in")
"""The stages in their order."""

TITLES = ("feet straight", "toes out", "toes in")
"""The same in words."""

PRESCRIBED_S = (20.0, 20.0, 20.0)
"""What the guides prescribe: seconds of each stage."""


class ToeWalkLimits(Limits):
    """Limits of toe walking; every one can be changed by a clinician."""

    heel_drop: float = limit(
        40, "Lowest heel lift in stance", "% of own tiptoe height of the stage", top=100
    )
    straight_in: float = limit(
        -8,
        "Stage with the feet straight: furthest toe-in",
        "deg",
        "ours, from normal range -8 to 16.4, JPO 1996",
        low=-90,
        top=0,
    )
    straight_out: float = limit(
        15,
        "Stage with the feet straight: furthest toe-out",
        "deg",
        "ours, from normal range -8 to 16.4, JPO 1996",
        top=90,
    )
    out: float = limit(15, "Stage with the toes out: least toe-out", "deg", low=0, top=90)
    inwards: float = limit(
        -5, "Stage with the toes in: least toe-in (toe-out positive)", "deg", low=-90, top=0
    )
    stage_short: float = limit(
        90, "Least time on the toes in a stage", "% of the stage's seconds", top=100
    )
    trunk_sway: float = limit(10, "Largest lean to the side", "deg", top=180)
    knees_bent: float = limit(25, "Mean knee flexion in stance", "deg", top=180)
    rest: float = limit(12, "Rest between cycles", "s", "guides: 10 to 15", top=600)
    set_pause: float = limit(5, "Standing still after which a cycle is over", "s", top=600)
    set_away: float = limit(10, "Time out of the picture after which a cycle is over", "s", top=600)


CHECKS = (
    Check(
        "heel_drop",
        "The heel sank towards the floor.",
        "heels up",
        SIDE_VIEWS,
        "side view",
        body=True,
    ),
    Check(
        "wrong_direction",
        "The foot did not point the way that the stage asks for.",
        "mind your toes",
        FRONTAL_VIEWS,
        "front view (from behind the toes are hidden)",
        body=True,
    ),
    Check(
        "stage_short",
        "The stage was given up early.",
        "keep walking",
        ANY_VIEW,
        "any view",
        body=True,
    ),
    Check(
        "trunk_sway",
        "The trunk leaned from side to side.",
        "body still",
        FRONTAL_VIEWS,
        "front or back view",
        body=True,
    ),
    Check(
        "knees_bent",
        "The knee was bent in stance.",
        "straighter knees",
        SIDE_VIEWS,
        "side view",
        body=True,
    ),
)

MEASURES = {
    "stance_s": "Stance: from the foot's landing to its leaving",
    "lowest_heel_lift": "Lowest heel lift in the step, from how far the body dipped",
    "heel_share": "Lowest heel lift against the own tiptoe height of the stage",
    "foot_progression": "Toe-out: angle of the foot to the way walked",
    "trunk_sway": "Largest lean of the trunk to the side",
    "knee_flexion": "Mean knee flexion while the foot was planted",
}

SET_MEASURES = {
    "seconds": "On the toes: time from rising to coming down, rests left out",
    "steps": "Steps: counted steps",
    "cadence": "Cadence: steps a minute, pauses left out",
    "mean_angle": "Mean toe-out: mean foot progression angle of both feet",
}


class ToeWalk(Exercise):
    """Walking on the balls of the feet: straight, toes out, toes in."""

    id: ClassVar[str] = "toe-walk"
    title: ClassVar[str] = "Toe walking"
    what: ClassVar[str] = (
        "Walk on tiptoe, heels off the floor all the time: 20 s with the feet straight, 20 s with "
        "the toes out, 20 s with the toes in; rest 10–15 s; 5 cycles. On the spot will do where "
        "there is little room."
    )
    setup: ClassVar[str] = (
        "Whole body and both feet in the picture, camera level at about hip height. Walk towards "
        "the camera, or on the spot facing it, for the direction of the feet; across the picture "
        "for the heels."
    )
    views: ClassVar[str] = "front for the direction of the feet; side for heels and knees"
    checks: ClassVar[tuple[Check, ...]] = CHECKS
    measures: ClassVar[dict[str, str]] = MEASURES
    set_measures: ClassVar[Mapping[str, str]] = SET_MEASURES
    limits_type: ClassVar[type[Limits]] = ToeWalkLimits
    takes: ClassVar[frozenset[str]] = frozenset({"stages_s", "cycles"})
    by_feet: ClassVar[bool] = True
    by_feet_how: ClassVar[str] = (
        "Show both feet, not from the side, and step on the spot: rise and come down in the picture"
    )
    stance: ClassVar[Stance] = "stepping"
    begin: ClassVar[str] = "Up on your toes, then walk"
    wording: ClassVar[Wording | None] = Wording(
        one="step",
        many="steps",
        short="step",
        columns=("stance_s", "heel_share", "foot_progression"),
        figures=("cadence", "seconds"),
    )
    bands: ClassVar[dict[str, tuple[str, ...]]] = {
        "toe_stance": ("stance_s",),
        "toe_heel_lift": ("lowest_heel_lift",),
        "toe_heel_share": ("heel_share",),
        "toe_progression": ("foot_progression",),
        "toe_sway": ("trunk_sway",),
        "toe_knee": ("knee_flexion",),
        "toe_seconds": ("stage_seconds",),
    }

    def live_options(self, options: Options) -> Options:
        """Three stages of 20 s; see `Exercise.live_options`."""
        if options.stages_s:
            return options
        return options.model_copy(update={"stages_s": PRESCRIBED_S})

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`.

        Raises:
            UsageError: more stages than there are.
        """
        from formcheck.exercises.toe_walk_tracker import ToeWalkTracker

        assert isinstance(limits, ToeWalkLimits)
        if options.stages_s and len(options.stages_s) > len(STAGES):
            raise UsageError(
                f"Toe walking has {len(STAGES)} stages ({', '.join(STAGES)}); "
                f"--stages gives {len(options.stages_s)}."
            )
        return ToeWalkTracker(self, options, limits, track)
