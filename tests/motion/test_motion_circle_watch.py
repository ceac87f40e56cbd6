"""Which turns of a foot are dropped, and which are held back until they are sure."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.circle_turn import Turn
from formcheck.motion.circle_watch import CircleWatch, Found
from formcheck.motion.foot_path import FootPath


def turn(start, carried):
    """A plain circle of two seconds, on a shank that ends so many foot lengths from its start."""
    share = np.arange(0, 1, 1 / 30)
    angle = 2 * np.pi * share
    leg = np.column_stack((carried * share, 0 * share))
    path = FootPath(start + 2 * share, 15 * np.sin(angle), 20 * np.cos(angle), leg)
    return Turn(start, start + 2.0, 360.0, "round", path, True, width=0.75)


@pytest.mark.parametrize(
    ("carried", "ended", "why"),
    [
        ((0.0, 0.4), "round", ""),  # a leg that swings with a circle, right after another
        ((0.4, 0.0), "round", "the foot was lifted or put down"),
        ((0.0, 0.4), "stop", "the foot was lifted or put down"),
        ((0.0, 0.6), "round", "the foot was lifted or put down"),
    ],
)
def test_a_leg_may_be_elsewhere_after_the_second_of_two_circles(carried, ended, why, monkeypatch):
    watch = CircleWatch("left")
    watch.paths.foot_px = 50.0
    monkeypatch.setattr(watch._body, "shifted", lambda *_: 20.0)
    said = []
    for turned in (turn(1.0, carried[0]), replace(turn(3.0, carried[1]), ended=ended)):
        watch._judge(Found(turned, "left"))
        said.append(watch.why)
    assert (said[0] or said[1]) == why
