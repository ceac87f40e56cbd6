"""Checks of a step on the toes and of a stage: what is held against which limit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.exercises.base import FRONTAL_VIEWS, SIDE_VIEWS, judge, measure, not_assessed
from formcheck.exercises.results import Finding, Measure
from formcheck.exercises.toe_walk import ToeWalkLimits
from formcheck.motion.bands import Seen
from formcheck.motion.feet_only import WHY
from formcheck.motion.stance_measures import StanceMeasures
from formcheck.motion.view import View, is_side

ONE_LATE = "the feet point as in the next stage, stage after stage: was the first one filmed whole?"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step is held against.

    Attributes:
        stage: the stage that it belongs to, None when not known.
        angle: its foot progression angle, degrees, toe-out positive; NaN when not known.
        tiptoe: own tiptoe height of the stage, share of foot length; NaN while not known.
        share: lowest heel in the step as a percentage of that height; NaN where not known.
        late: the clock of stages seems to run one stage behind the feet.
    """

    stage: str | None
    angle: float
    tiptoe: float
    share: float
    late: bool = False


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
    if seen.alone:
        return not_assessed("stage_short", WHY)
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
    if asked.late:
        return not_assessed("wrong_direction", ONE_LATE)
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
