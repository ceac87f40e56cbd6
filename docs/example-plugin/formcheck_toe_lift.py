"""Toe lift: seated ankle dorsiflexion raises."""

import math

from formcheck.exercises.base import SIDE_VIEWS, Check, at_least, limit, measure, not_assessed
from formcheck.exercises.simple import SimpleExercise, SimpleLimits, is_seated

PITCH_BAND = 22.0
"""Error of the foot's angle, degrees: 90th percentile on a rendered seated clip, foot lifted."""


class ToeLiftLimits(SimpleLimits):
    """Limits of the toe lift."""

    start: float = limit(3, "Toe lift at which a repetition may begin", "deg", top=90)
    counted: float = limit(5, "Toe lift from which a repetition counts", "deg", top=90)
    lowest: float = limit(10, "Lowest toe lift", "deg", top=90)
    quickest: float = limit(0.6, "Shortest lift, and shortest lowering", "s", top=60)


class ToeLift(SimpleExercise):
    """Seated, heel on the floor, toes up and down."""

    id = "toe-lift"
    title = "Toe lift"
    what = "Sit with both feet flat. Keep the heel down, pull the toes up, hold, lower slowly."
    setup = "Whole body in the picture, camera at hip height, 2–4 m away, square from the side."
    views = "side; the foot nearer to the camera"
    unit = "deg"
    height_name = "Toe lift"
    limits_type = ToeLiftLimits
    checks = (
        Check("low_lift", "The toes rose too little.", "toes higher", SIDE_VIEWS, "side view"),
        Check("too_fast", "Up or down was too quick.", "slower", SIDE_VIEWS, "side view"),
        Check("no_hold", "The top was not held as prescribed.", "hold", SIDE_VIEWS, "side view"),
    )
    measures = {
        "toe_lift": "Highest toe lift over the foot's own rest, as the camera sees it",
        "rise_s": "Time going up",
        "hold_s": "Time at the top",
        "lower_s": "Time coming down",
    }

    def signal(self, now):
        """How far the toes point up, degrees. A foot's pitch is positive with the heel up."""
        return -now[f"foot_pitch_{now.view.value}"] if now.view in SIDE_VIEWS else math.nan

    def in_position(self, now):
        """Somebody who stands or walks does something else."""
        return is_seated(now)

    def measure(self, rep):
        """What is written down of a repetition, with its error band."""
        seconds = rep.seen.band("phase_time")
        return {
            "toe_lift": measure(rep.height, "deg", PITCH_BAND),
            "rise_s": measure(rep.rise_s, "s", seconds),
            "hold_s": measure(rep.hold_s, "s", seconds),
            "lower_s": measure(rep.lower_s, "s", seconds),
        }

    def judge(self, rep, options, limits):
        """What is held against a limit."""
        seconds = rep.seen.band("phase_time")
        quicker = min(rep.rise_s, rep.lower_s)
        yield at_least("low_lift", rep.height, limits.lowest, "deg", PITCH_BAND, at_s=rep.peak)
        yield at_least("too_fast", quicker, limits.quickest, "s", seconds, at_s=rep.peak)
        if options.hold_s is None:
            yield not_assessed("no_hold", "not prescribed")
        else:
            yield at_least("no_hold", rep.hold_s, options.hold_s, "s", seconds, at_s=rep.peak)
