"""Toe walking: EXERCISES.md, section 2. Limits, words and checks of a step and of a stage."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
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
    judge,
    limit,
    measure,
    not_assessed,
)
from formcheck.exercises.results import Finding, Measure
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.bands import Seen
from formcheck.motion.tiptoe import StanceMeasures
from formcheck.motion.track import Track
from formcheck.motion.view import View, is_side
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
    ),
    Check(
        "wrong_direction",
        "The foot did not point the way that the stage asks for.",
        "mind your toes",
        FRONTAL_VIEWS,
        "front view (from behind the toes are hidden)",
    ),
    Check(
        "stage_short",
        "The stage was given up early.",
        "keep walking",
        ANY_VIEW,
        "any view",
    ),
    Check(
        "trunk_sway",
        "The trunk leaned from side to side.",
        "body still",
        FRONTAL_VIEWS,
        "front or back view",
    ),
    Check(
        "knees_bent", "The knee was bent in stance.", "straighter knees", SIDE_VIEWS, "side view"
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step is held against.

    Attributes:
        stage: the stage that it belongs to, None when not known.
        angle: its foot progression angle, degrees, toe-out positive; NaN when not known.
        tiptoe: own tiptoe height of the stage, share of foot length; NaN while not known.
        share: lowest heel in the step as a percentage of that height; NaN where not known.
    """

    stage: str | None
    angle: float
    tiptoe: float
    share: float


def step_measures(m: StanceMeasures, seen: Seen, asked: Asked) -> dict[str, Measure]:
    """Every measure of a step, with its error band, or the reason why there is none."""
    side = "needs a side view"
    near = f"{side}, and the leg nearer to the camera"
    lifts = _why_no_lift(seen, asked)
    known = not lifts
    return {
        "stance_s": measure(
            m.stance_s if m.whole else None,
            "s",
            seen.band("toe_stance"),
            "its end was not seen",
        ),
        "lowest_heel_lift": measure(
            asked.share * asked.tiptoe if known else None,
            "% foot length",
            seen.band("toe_heel_lift"),
            lifts,
        ),
        "heel_share": measure(
            asked.share if known else None,
            "% of own tiptoe height",
            seen.band("toe_heel_share"),
            lifts,
        ),
        "foot_progression": measure(
            asked.angle, "deg", seen.band("toe_progression"), _why_no_direction(seen.view)
        ),
        "trunk_sway": measure(m.sway, "deg", seen.band("toe_sway"), "needs a front or back view"),
        "knee_flexion": measure(m.knee, "deg", seen.band("toe_knee"), near),
    }


def step_findings(
    m: StanceMeasures, seen: Seen, asked: Asked, limits: ToeWalkLimits
) -> list[Finding]:
    """Every check on one step."""
    return [
        _heel_drop(m, seen, asked, limits),
        _wrong_direction(m, seen, asked, limits),
        not_assessed("stage_short", "judged for the stage as a whole"),
        _trunk_sway(m, seen, limits),
        _knees_bent(m, seen, limits),
    ]


def stage_short(
    seconds: float, wanted_s: float | None, seen: Seen, at_s: float, limits: ToeWalkLimits
) -> Finding:
    """Whether a stage was given up early.

    Args:
        seconds: on the toes.
        wanted_s: prescribed seconds, None when nothing was prescribed.
        seen: how its steps were seen.
        at_s: when the stage was left, seconds.
        limits: limits in force.
    """
    if wanted_s is None:
        return not_assessed("stage_short", "not prescribed")
    return judge(
        "stage_short",
        seconds,
        limits.stage_short / 100 * wanted_s,
        unit="s",
        band=seen.band("toe_seconds"),
        fault_above=False,
        at_s=at_s,
        detail=f"{seconds:.1f} of {wanted_s:g} s on the toes",
    )


def _why_no_lift(seen: Seen, asked: Asked) -> str:
    """Why the heel lift is not known; '' when it is."""
    if not is_side(seen.view):
        return "needs a side view"
    if math.isnan(asked.tiptoe):
        return "own tiptoe height not known: neither the rise nor three steps of the near foot seen"
    return "the body was not seen through the step" if math.isnan(asked.share) else ""


def _heel_drop(m: StanceMeasures, seen: Seen, asked: Asked, limits: ToeWalkLimits) -> Finding:
    why_not = seen.why_not(SIDE_VIEWS, "a side view") or _why_no_lift(seen, asked)
    if why_not:
        return not_assessed("heel_drop", why_not)
    return judge(
        "heel_drop",
        asked.share,
        limits.heel_drop,
        unit="% of own tiptoe height",
        band=seen.band("toe_heel_share"),
        fault_above=False,
        at_s=m.low_at,
    )


def _why_no_direction(view: View) -> str:
    if view is View.BACK:
        return "from behind the toes are hidden"
    return "could not be measured here" if view is View.FRONT else "needs a front view"


def _wrong_direction(m: StanceMeasures, seen: Seen, asked: Asked, limits: ToeWalkLimits) -> Finding:
    if seen.view is not View.FRONT:
        return not_assessed("wrong_direction", _why_no_direction(seen.view))
    if why_not := seen.why_not({View.FRONT}, "a front view"):
        return not_assessed("wrong_direction", why_not)
    if asked.stage is None:
        return not_assessed("wrong_direction", "which stage it belongs to is not known")
    end, above, what = _nearest_end(asked.angle, asked.stage, limits)
    return judge(
        "wrong_direction",
        asked.angle,
        end,
        unit="deg",
        band=seen.band("toe_progression"),
        fault_above=above,
        at_s=m.middle,
        detail=what,
    )


def _nearest_end(angle: float, stage: str, limits: ToeWalkLimits) -> tuple[float, bool, str]:
    """The end of the stage's range that an angle is nearer to: limit, whether over it is wrong."""
    if stage == "out":
        return limits.out, False, "toes out asked for"
    if stage == "in":
        return limits.inwards, True, "toes in asked for"
    if angle > (limits.straight_in + limits.straight_out) / 2:
        return limits.straight_out, True, "feet straight asked for: toes out"
    return limits.straight_in, False, "feet straight asked for: toes in"


def _trunk_sway(m: StanceMeasures, seen: Seen, limits: ToeWalkLimits) -> Finding:
    if why_not := seen.why_not(FRONTAL_VIEWS, "a front or back view"):
        return not_assessed("trunk_sway", why_not)
    return judge(
        "trunk_sway",
        m.sway,
        limits.trunk_sway,
        unit="deg",
        band=seen.band("toe_sway"),
        at_s=m.sway_at,
    )


def _knees_bent(m: StanceMeasures, seen: Seen, limits: ToeWalkLimits) -> Finding:
    if why_not := seen.why_not(SIDE_VIEWS, "a side view"):
        return not_assessed("knees_bent", why_not)
    if seen.side != seen.view.value:
        return not_assessed("knees_bent", "the leg farther from the camera")
    return judge(
        "knees_bent",
        m.knee,
        limits.knees_bent,
        unit="deg",
        band=seen.band("toe_knee"),
        at_s=m.middle,
    )
