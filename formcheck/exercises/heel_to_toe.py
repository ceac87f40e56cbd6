"""Heel-to-toe walk (tandem walk): EXERCISES.md, section 4. Words, limits and checks of a step."""

from __future__ import annotations

from collections.abc import Mapping
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
)
from formcheck.exercises.wording import Stance, Wording
from formcheck.motion.track import Track
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
        body=True,
    ),
    Check(
        "off_line",
        "The foot came down beside the line of the steps before it.",
        "stay on the line",
        FRONTAL_VIEWS,
        "front or back view",
        body=True,
    ),
    Check(
        "trunk_sway",
        "The trunk leaned to a side.",
        "stay tall",
        FRONTAL_VIEWS,
        "front or back view",
        body=True,
    ),
    Check(
        "arms_up",
        "A hand came over shoulder height.",
        "arms lower",
        ANY_VIEW,
        "any view",
        body=True,
    ),
    Check(
        "lost_balance",
        "A foot was put down beside the way, or the walk stopped.",
        "take your time",
        ANY_VIEW,
        "any view",
        body=True,
    ),
    Check(
        "too_fast",
        "The step came too soon after the one before.",
        "slower",
        ANY_VIEW,
        "any view",
        body=True,
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
    by_feet: ClassVar[bool] = True
    by_feet_how: ClassVar[str] = (
        "Walk across the picture or slantwise, both feet in it for three steps at least and free "
        "of loose trousers; from the front and from behind one foot hides the other"
    )
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
