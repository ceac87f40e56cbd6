"""Error bands of what is measured, by measure and kind of view. Data, not code: data/bands.json."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from formcheck.motion.geometry import NAN
from formcheck.motion.view import BACK_VIEWS, View, possible_views

_KIND = {
    View.LEFT: "side",
    View.RIGHT: "side",
    View.FRONT: "frontal",
    View.BACK: "frontal",
    View.OBLIQUE_FRONT: "oblique",
    View.OBLIQUE_BACK: "oblique",
}


QUICK = {"quick_rise_time": "rise_time", "quick_lower_time": "lower_time"}
"""Times of quick movements, and of all: what is slow has soft ends, and is timed worse."""

QUICK_S = 1.0
"""A movement that was found to take less is quick, seconds: twice the shortest that is right."""

WHOLE = dict.fromkeys(("rise_time", "hold_time", "lower_time"), "phase_time") | QUICK
"""Parts of a movement, and the band that stands for each of them that nobody has measured alone."""

_ALONE = "side, one leg"
"""Where legs are mixed up, so that no band of both legs may stand for it."""

_TIMES = ("phase_time", *WHOLE, "rep_time", "tandem_step_time", "tandem_pause", "circle_time")

FEET_ALONE: Mapping[str, float] = {
    "rep_time": 0.1,
    "rise_time": 0.23,
    "hold_time": 0.39,
    "lower_time": 0.33,
    "toe_stance": 0.11,
    "tandem_step_time": 0.21,
}
"""Error bands with only the feet in the picture, seconds, in any view. Of steps on the toes: 95th
percentile of 85 in 8 rendered clips of the lower legs; of steps heel to toe the same of 15 in 4. Of
raises: 90th percentile of 45 in 12 such clips (33 from top to top: there the largest, since 0.07
would be less than with a whole body). What is not here is not assessed by the feet alone: heights
of raises were off by 18 % of the foot's length in one of ten, and by up to 28 %, where 40 % was
true."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("formcheck").joinpath("data/bands.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def band(measure: str, view: View, side: str = "both", *, feet: bool = False) -> float | None:
    """The error band of a measure in a view, in the measure's unit; None when it has none there.

    Args:
        measure: name in the table.
        view: where the camera stood.
        side: working side. From the side the body model mixes up the legs of somebody on one leg,
            which makes what it measures there worse: `side, one leg` in the table.
            `from behind` stands apart where it differs much.
        feet: whether the foot model had a part in it: `…, feet` in the table, where it has one.

    Raises:
        KeyError: the measure is not in the table, which is a mistake in the caller.
    """
    kind = _KIND.get(view, "")
    parts = ("one leg",) * (side != "both") + ("from behind",) * (view in BACK_VIEWS)
    own = [*(f"{kind}, {part}" for part in parts), kind]
    if feet:
        own = [*(f"{name}, feet" for name in own), *own]
    row = _row(measure, own)
    value = row.get(next((name for name in own if name in row), kind))
    return None if value is None else float(value)


def _row(measure: str, own: Sequence[str]) -> Mapping[str, Any]:
    """The bands of a measure; of the whole, where those of the part say nothing of these names."""
    bands: Mapping[str, Mapping[str, Any]] = _table()["bands"]
    if measure not in WHOLE:
        return bands[measure]
    row = bands.get(measure, {})
    known = any(name in row for name in own) and (_ALONE not in own or _ALONE in row)
    return row if known else _row(WHOLE[measure], own)


@dataclass(frozen=True, slots=True)
class Seen:
    """How a repetition was seen; what an error band hangs on.

    Attributes:
        view: where the camera stood.
        side: working side, 'left', 'right', 'both' or 'unknown'.
        interval_s: usual time between two frames, seconds.
        yaw: measured, degrees; NaN where the view is certain.
        feet: whether the foot model had a part in what was measured.
        walks: whether they walked, which makes the yaw less certain.
        alone: whether only the feet were in the picture (`FEET_ALONE`).
    """

    view: View
    side: str = "both"
    interval_s: float = 0.0
    yaw: float = NAN
    feet: bool = False
    walks: bool = False
    alone: bool = False

    def why_not(self, views: Collection[View], needed: str) -> str:
        """Why a check cannot be made from here; '' when it can.

        Args:
            views: those that support it.
            needed: the same in words, e.g. 'a side view'.
        """
        if self.view not in views:
            return f"needs {needed}"
        possible = possible_views(self.yaw, walks=self.walks)
        if math.isfinite(self.yaw) and not possible <= frozenset(views):
            return f"needs {needed}, and the camera stands so far off that it may be none"
        return ""

    def band(self, measure: str) -> float | None:
        """The error band of a measure; of times it grows where frames are far apart.

        From 15 frames/s on the table holds; with simulated people at 5–8 frames/s times were off
        by 0.15–0.5 s.
        """
        if self.alone:
            value = FEET_ALONE.get(QUICK.get(measure, measure))
        else:
            value = band(measure, self.view, self.side, feet=self.feet)
        if value is None or measure not in _TIMES:
            return value
        return value + 2.0 * max(0.0, self.interval_s - 0.07)


def basis() -> str:
    """Where the bands come from, for the report."""
    return str(_table()["basis"])
