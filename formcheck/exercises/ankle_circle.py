"""Ankle circles: EXERCISES.md, section 3. Limits, words and checks; either foot, either way."""

from __future__ import annotations

import math
from typing import ClassVar

from formcheck.exercises.base import (
    ANY_VIEW,
    Check,
    Exercise,
    Limits,
    Tracker,
    at_least,
    at_most,
    judge,
    limit,
    measure,
    not_assessed,
    whole_limit,
    worst,
)
from formcheck.exercises.results import Finding, Measure
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.bands import Seen
from formcheck.motion.circle_measures import CircleMeasures
from formcheck.motion.track import Track
from formcheck.motion.view import View
from formcheck.options import Options
from formcheck.pose.extras import FOOT_FLOW

ROUND_VIEWS = frozenset({View.FRONT, View.OBLIQUE_FRONT})
"""Views in which a circle is seen as one; from the side it is a line."""

ALMOST_WHOLE = 320.0
"""Degrees turned from which a circle has a shape."""

NEEDS_ROUND = "needs a front or oblique view: from the side a circle is a line"
TOO_OBLIQUE = "seen too much from the side to tell which way the foot goes round"


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
        "height of the knees, 2–3 m away, in good light. From the side circles are only counted."
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
        "roundness": "Minor over major axis",
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
        ),
        Check(
            "partial_circle",
            "The foot stopped or turned back before it had gone round.",
            "all the way round",
            ROUND_VIEWS,
            "front or oblique view",
            of_parts=True,
        ),
        Check(
            "small_circle",
            "The circle was smaller than the set's best ones, or very small.",
            "bigger circles",
            ANY_VIEW,
            "any view in which the range is measured",
        ),
        Check(
            "flat_circle",
            "The circle was narrow, with hardly any movement one of the two ways.",
            "make it rounder",
            ROUND_VIEWS,
            "front or oblique view",
        ),
        Check(
            "leg_moving",
            "The knee or the shank moved with the foot.",
            "keep your leg still",
            ANY_VIEW,
            "any view, as far as it moves across the picture",
            of_parts=True,
        ),
        Check("too_fast", "The circle was too quick.", "slower", ANY_VIEW, "any view"),
    )

    def wanted_views(self, options: Options) -> tuple[View, ...]:
        """From the front, where direction and roundness can be told."""
        return (View.FRONT, View.OBLIQUE_FRONT)

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`."""
        from formcheck.exercises.ankle_circle_tracker import AnkleCircleTracker

        assert isinstance(limits, AnkleCircleLimits)
        return AnkleCircleTracker(self, options, limits, track)


def circle_measures(m: CircleMeasures, seen: Seen, best: float | None) -> dict[str, Measure]:
    """Every measure of a circle, with its error band, or the reason why there is none.

    Args:
        m: the circle.
        seen: how it was seen.
        best: the set's own best range, degrees; None while it is not known.
    """
    whole = abs(m.turned) >= ALMOST_WHOLE
    part = "not a whole circle"
    shape = NEEDS_ROUND if not m.planar else part
    if seen.view not in ROUND_VIEWS:
        shape = NEEDS_ROUND
    round_seen = seen.view in ROUND_VIEWS and m.planar

    def shown(value: float, *, of_part: bool = False) -> float | None:
        """A measure that hangs on both coordinates."""
        return value if round_seen and (whole or of_part) else None

    return {
        "rep_s": measure(m.seconds, "s", seen.band("circle_time")),
        "plantar_dorsi_range": measure(m.pointed, "deg", seen.band("circle_pointed")),
        "side_range": measure(
            shown(m.aside, of_part=True), "deg", seen.band("circle_aside"), shape
        ),
        "own_best": measure(
            100 * m.size / best if best else None,
            "% of own best",
            seen.band("circle_size"),
            "fewer than three circles to compare with",
        ),
        "roundness": measure(
            shown(m.round), "minor/major axis", seen.band("circle_roundness"), shape
        ),
        "closure": measure(shown(m.closure), "% of its width", seen.band("circle_closure"), shape),
        "coverage": measure(
            shown(m.coverage, of_part=True), "% of 12 sectors", seen.band("circle_coverage"), shape
        ),
        "smoothness": measure(m.smooth, "%", seen.band("circle_smoothness")),
        "turned": measure(
            shown(abs(m.turned), of_part=True), "deg", seen.band("circle_turned"), shape
        ),
        "shank_swing": measure(m.shank_swing, "deg", seen.band("circle_shank_swing")),
        "ankle_travel": measure(
            100 * m.ankle_travel, "% foot length", seen.band("circle_ankle_travel")
        ),
    }


def circle_findings(
    m: CircleMeasures,
    seen: Seen,
    limits: AnkleCircleLimits,
    *,
    best: float | None,
    set_direction: str,
) -> list[Finding]:
    """Every check of one circle.

    Args:
        m: the circle.
        seen: how it was seen.
        limits: limits in force.
        best: the set's own best range, degrees; None while it is not known.
        set_direction: of the set; '' while it is not known.
    """
    middle = (m.start + m.end) / 2
    whole = abs(m.turned) >= limits.whole
    found = {
        "leg_moving": _leg_moving(m, seen, limits, middle),
        "partial_circle": _round_only(m, seen, "partial_circle")
        or at_least(
            "partial_circle",
            abs(m.turned),
            limits.whole,
            "deg",
            seen.band("circle_turned"),
            at_s=m.end,
        ),
    }
    if whole:
        found["direction_change"] = _direction(m, seen, set_direction, middle)
        found["small_circle"] = _small(m, seen, limits, best, middle)
        found["flat_circle"] = _round_only(m, seen, "flat_circle") or at_least(
            "flat_circle",
            m.round,
            limits.roundness,
            "minor/major axis",
            seen.band("circle_roundness"),
            at_s=middle,
        )
        found["too_fast"] = at_least(
            "too_fast", m.seconds, limits.shortest, "s", seen.band("circle_time"), at_s=middle
        )
    part = "a part of a circle has neither the shape nor the time of a whole one"
    return [found.get(c.name) or not_assessed(c.name, part) for c in AnkleCircle.checks]


def _round_only(m: CircleMeasures, seen: Seen, check: str) -> Finding | None:
    """Why a check that needs to see the circle as one cannot be made; None when it can."""
    if seen.view not in ROUND_VIEWS:
        return not_assessed(check, NEEDS_ROUND)
    return None if m.planar else not_assessed(check, TOO_OBLIQUE)


def _direction(m: CircleMeasures, seen: Seen, set_direction: str, at_s: float) -> Finding:
    """Degrees turned the set's way: less than none is the other way."""
    check = "direction_change"
    cannot = _round_only(m, seen, check)
    if cannot is not None:
        return cannot
    if not set_direction:
        return not_assessed(check, "the direction of the set is not known yet")
    if m.flat:
        return not_assessed(check, "too flat to tell which way it went round")
    way = m.turned if set_direction == "clockwise" else -m.turned
    band = seen.band("circle_turned")
    return at_least(check, way, 0.0, "deg the set's way", band, at_s=at_s)


def _small(
    m: CircleMeasures, seen: Seen, limits: AnkleCircleLimits, best: float | None, at_s: float
) -> Finding:
    check = "small_circle"
    band = seen.band("circle_aside" if m.size == m.aside else "circle_pointed")
    least = at_least(check, m.size, limits.size, "deg", band, at_s=at_s)
    if best is None:
        # Small beyond doubt needs no others to compare with.
        if least.value is not None and m.size + (band or math.inf) < limits.size:
            return least
        return not_assessed(check, "fewer than three circles to compare with")
    share = at_least(
        check,
        100 * m.size / best,
        limits.size_share,
        "% of own best",
        seen.band("circle_size"),
        at_s=at_s,
    )
    return worst((share, least))


def _leg_moving(m: CircleMeasures, seen: Seen, limits: AnkleCircleLimits, at_s: float) -> Finding:
    check = "leg_moving"
    return worst(
        (
            judge(
                check,
                m.shank_swing,
                limits.shank_swing,
                unit="deg",
                band=seen.band("circle_shank_swing"),
                at_s=at_s,
                detail="the shank swings",
            ),
            at_most(
                check,
                100 * m.ankle_travel,
                limits.ankle_travel,
                "% foot length",
                seen.band("circle_ankle_travel"),
                at_s=at_s,
            ),
        )
    )
