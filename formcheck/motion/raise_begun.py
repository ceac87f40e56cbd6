"""Did the heels lift the body, beyond doubt? Asked of who was perhaps first seen up on the toes.

Who stands, bends the knees and straightens them goes down and back up to the same level as who was
first seen in the hold of a raise, comes down and rises again. The heights alone do not tell which.
"""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.motion.foot_motion import foot_motion, went_along
from formcheck.motion.raise_heels import HeelDid
from formcheck.motion.raise_legs import knees_did_it, knees_explain
from formcheck.motion.signals import SIDES
from formcheck.motion.track import Window
from formcheck.motion.view import BACK_VIEWS

ALONG = 0.27
"""Share of the body's rise that a standing ankle or heel makes in a raise: 0.27–1.0, and 0.04 in
squats; on one leg from the front 0.0–0.1 in raises too, which are not told then."""


def heels_lifted(window: Window, foot_length: float, heels: Mapping[str, HeelDid]) -> bool:
    """Whether heels rose with the body for certain, and no knees straightened to lift it.

    From behind bent knees look straight, and rising ankles are in plain sight.

    Args:
        window: signals of the rise, or of as much of it as was seen yet.
        foot_length: px.
        heels: what they did, as far as the foot model sees them.
    """
    if window.feet_only or knees_did_it(window):
        return False
    if heels and all(foot.rose for foot in heels.values()):
        return True
    if window.view not in BACK_VIEWS and knees_explain(window):
        return False
    return went_along([foot_motion(window, side, foot_length) for side in SIDES]) >= ALONG
