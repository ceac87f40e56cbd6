"""Is somebody walking on their toes? What speaks against it, of what each stance shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median, median_high, median_low

from formcheck.motion.geometry import NAN
from formcheck.motion.planted import SEEN_SHARE
from formcheck.motion.signals import SIDES
from formcheck.motion.stance_measures import StanceMeasures, middle

ROLLS = 0.25
"""Change of heel against toe height within a step, shares of foot length, over which the foot rolls
from heel to toe. Medians of walks: 0.34–0.53 flat, 0.08–0.21 on the toes, in every view."""

ROLLS_RISEN = 0.32
"""The same of somebody who was seen to rise on to their toes. The body tells that better than the
feet do: medians of toe walks go up to 0.31, where left and right get mixed up or the person is
small."""

FLAT = 0.14
"""Median heel lift seen from the side under which feet may stand flat, shares of foot length:
flat steps heel to toe show 0.06–0.13, medians of toe walks are 0.14–0.39."""

ON_ONE_LINE = 0.35
"""How far beside the other one a foot comes down, shares of foot length, if not on one line with
it, from front or back: medians of 0.1–0.4 in heel-to-toe walks, of 0.54 and more on the toes."""

STAMPS = 0.30
"""How far each ankle is lifted over the other on the spot, shares of foot length, when marching:
0.35–0.42 there, 0.07 in small steps on tiptoe. Whether somebody who marches stands on their heels
is told from no view but the side."""

WAY = 0.25
"""Hip travel a step, foot lengths, up to which one walks on the spot."""

NEARER = 0.015
"""Change of scale a step up to which one does: 0.12 m a step at 4 m from the camera are 0.03."""

HANGS_DEG = 50.0
"""Knee flexion over which nobody stands on a leg; knees bent by fault were asked for up to 40."""


def heel_share(step: StanceMeasures, tiptoe: float) -> float:
    """Lowest heel in a step as a percentage of the own tiptoe height; NaN where not known.

    From how far the body dipped, seen from the side, for either foot. The foot itself is no help:
    from there the body model mixes up the legs of somebody who walks.

    Args:
        step: the step.
        tiptoe: own tiptoe height, share of foot length; NaN while not known.
    """
    share = 1.0 - step.dip / (SEEN_SHARE * tiptoe)
    return 100 * min(1.0, max(0.0, share)) if math.isfinite(share) else NAN


def steady_lift(steps: Sequence[StanceMeasures]) -> float:
    """Median of the near foot's three highest stances, share of foot length; NaN of fewer.

    It stands for the best stable second: from the side the near foot is planted for less than that
    at a time.
    """
    highest = sorted((s.lift for s in steps if math.isfinite(s.lift)), reverse=True)[:3]
    return median(highest) if len(highest) == 3 else NAN


def why_not_tiptoe(
    steps: Sequence[StanceMeasures], *, risen: bool = False, faint: bool = False
) -> str:
    """Why some steps in a row are no toe walking; '' when nothing speaks against it.

    A single heel that drops is a fault of toe walking, and no reason not to count it: so this is
    asked of several steps at once, and most of them decide.

    Args:
        steps: three or more, in a row.
        risen: the person was seen to rise on to their toes, and not to come down since.
        faint: by so little that it may have been weight that was shifted.
    """
    rolls = [s.roll for s in steps if math.isfinite(s.roll)] or [0.0]
    rolled = median_low(rolls) > ROLLS_RISEN if risen else median_high(rolls) > ROLLS
    unseen = not risen
    questions = (
        (rolled, "ordinary walking: the foot rolled from heel to toe"),
        (unseen and middle(s.lift for s in steps) < FLAT, "the heels were on the floor"),
        (
            (unseen or faint) and middle(s.aside for s in steps) < ON_ONE_LINE,
            "the feet came down on one line, as in a heel-to-toe walk",
        ),
        (2 * sum(s.stood for s in steps) <= len(steps), "not standing on straight legs"),
        (middle(s.knee for s in steps) > HANGS_DEG, "standing on one leg"),
        (
            unseen and _on_the_spot(steps) and _stamps(steps) > STAMPS,
            "marching: whether the heels were down could not be told",
        ),
    )
    return next((why for yes, why in questions if yes), "")


def _on_the_spot(steps: Sequence[StanceMeasures]) -> bool:
    """Whether the steps led nowhere, across the picture and along the line of sight."""
    first, last, count = steps[0], steps[-1], max(1, len(steps) - 1)
    way = abs(last.x - first.x) / first.scale / count
    nearer = abs(math.log(last.scale / first.scale)) / count
    return way < WAY and nearer < NEARER


def _stamps(steps: Sequence[StanceMeasures]) -> float:
    """How far the ankles were lifted; seen at an angle, one foot stands higher in the picture."""
    return sum(middle(s.stamp for s in steps if s.side == side) for side in SIDES) / 2
