"""Ankle circles: every measure and every check of one circle."""

from __future__ import annotations

import math

from formcheck.exercises.ankle_circle import ROUND_VIEWS, AnkleCircle, AnkleCircleLimits
from formcheck.exercises.ankle_circle_sets import Entry
from formcheck.exercises.base import at_least, at_most, judge, measure, not_assessed, worst
from formcheck.exercises.feet_alone import nothing_measured, without_body
from formcheck.exercises.results import Finding, Measure
from formcheck.motion.bands import Seen
from formcheck.motion.circle_measures import STILL_ANKLE, TOO_OBLIQUE, CircleMeasures

ALMOST_WHOLE = 320.0
"""Degrees turned from which a circle has a shape."""

NEEDS_ROUND = "needs a front or oblique view: from the side a circle is a line"


def told_of(
    entry: Entry, limits: AnkleCircleLimits, *, best: float | None, set_direction: str
) -> tuple[dict[str, Measure], list[Finding]]:
    """What is said of a circle: its measures and findings.

    Args:
        entry: the circle.
        limits: limits in force.
        best: the set's own best range, degrees; None while it is not known.
        set_direction: of the set; '' while it is not known.
    """
    m, seen = entry.measures, entry.seen
    measures = circle_measures(m, seen, best)
    findings = circle_findings(m, seen, limits, best=best, set_direction=set_direction)
    if entry.by_count:
        return (
            nothing_measured(measures, entry.by_count),
            without_body(findings, AnkleCircle.checks, entry.by_count),
        )
    if entry.gap:
        findings = [not_assessed(f.check, entry.gap) for f in findings]
    return measures, findings


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
            None if m.shapeless else shown(m.round),
            "minor/major axis",
            seen.band("circle_roundness"),
            shape if shown(m.round) is None else m.shapeless,
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
        "partial_circle": _partial(m, seen, limits),
    }
    if whole:
        found["direction_change"] = _direction(m, seen, set_direction, middle)
        found["small_circle"] = _small(m, seen, limits, best, middle)
        found["flat_circle"] = _flat(m, seen, limits, middle)
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


def _partial(m: CircleMeasures, seen: Seen, limits: AnkleCircleLimits) -> Finding:
    check = "partial_circle"
    cannot = _round_only(m, seen, check)
    if cannot is not None:
        return cannot
    # Whoever goes one way and back again then seems to go round: 3 of 11 such circles had.
    if not m.direction and m.ankle_travel > STILL_ANKLE:
        return not_assessed(check, "the leg moved too far to tell whether it went round or back")
    band = seen.band("circle_turned")
    return at_least(check, abs(m.turned), limits.whole, "deg", band, at_s=m.end)


def _direction(m: CircleMeasures, seen: Seen, set_direction: str, at_s: float) -> Finding:
    """Degrees turned the set's way: less than none is the other way."""
    check = "direction_change"
    cannot = _round_only(m, seen, check)
    if cannot is not None:
        return cannot
    if not set_direction:
        return not_assessed(check, "too few circles of its set can be told to go one way")
    if m.untold:
        return not_assessed(check, m.untold)
    if m.flat:
        return not_assessed(check, "too flat to tell which way it went round")
    way = m.turned if set_direction == "clockwise" else -m.turned
    band = seen.band("circle_turned")
    return at_least(check, way, 0.0, "deg the set's way", band, at_s=at_s)


def _flat(m: CircleMeasures, seen: Seen, limits: AnkleCircleLimits, at_s: float) -> Finding:
    check = "flat_circle"
    cannot = _round_only(m, seen, check)
    if cannot is not None or m.shapeless:
        return cannot or not_assessed(check, m.shapeless)
    band = seen.band("circle_roundness")
    return at_least(check, m.round, limits.roundness, "minor/major axis", band, at_s=at_s)


def _small(
    m: CircleMeasures, seen: Seen, limits: AnkleCircleLimits, best: float | None, at_s: float
) -> Finding:
    check = "small_circle"
    if m.ankle_travel > STILL_ANKLE:  # ranges are off by 19° in one of ten then, by 12° otherwise
        return not_assessed(check, "the leg moved too far to tell how large it was")
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
