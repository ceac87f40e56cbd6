"""Names of views by EXERCISES.md's words, worked out apart from what is being checked."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from formcheck.exercises.results import View

_HALF_DEG = 25.0


def view_of(yaw: float) -> View:
    """The view for a yaw in degrees: 0 faces the camera, +90 shows the person's left side."""
    for view, centre in ((View.FRONT, 0), (View.LEFT, 90), (View.BACK, 180), (View.RIGHT, -90)):
        if abs((yaw - centre + 180.0) % 360.0 - 180.0) <= _HALF_DEG:
            return view
    return View.OBLIQUE_FRONT if abs((yaw + 180.0) % 360.0 - 180.0) < 90.0 else View.OBLIQUE_BACK


def mean_view(yaws: Iterable[float]) -> View | None:
    """The view for the mean of some yaws in degrees, those that are not numbers left out."""
    known = np.radians([yaw for yaw in yaws if np.isfinite(yaw)])
    if not len(known):
        return None
    return view_of(float(np.degrees(np.arctan2(np.sin(known).mean(), np.cos(known).mean()))))
