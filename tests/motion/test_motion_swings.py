"""Swings of a foot between pointed and flexed, and what two of them say together."""

import numpy as np
import pytest

from formcheck.motion.foot_path import FootPath
from formcheck.motion.swing_pairs import OBLIQUELY, opposite, same_way, share_of, there_and_back
from formcheck.motion.swings import Swing, SwingFinder, bulge

FPS = 15


def round_path(turns=3.0, *, seconds=2.0, pointed=20.0, aside=15.0, way=1.0, noise=0.3):
    """Circles from pointed on; `way` is 1 clockwise, -1 counter-clockwise, 0 a line."""
    t = np.arange(0, turns * seconds, 1 / FPS)
    angle = 2 * np.pi * t / seconds
    jitter = np.random.default_rng(4).normal(0, noise, (2, len(t)))
    return FootPath(
        t=t,
        aside=way * aside * np.sin(angle) + jitter[0],
        pointed=pointed * np.cos(angle) + jitter[1],
        leg=np.zeros((len(t), 2)),
    )


def swings_of(path):
    finder, out = SwingFinder(), []
    for k in range(len(path)):
        now = (float(path.t[k]), float(path.pointed[k]))
        out.append(finder.push(now, lambda start, end=now[0]: path.since(start).until(end)))
    out.append(finder.finish(path.since))
    return [swing for swing in out if swing is not None]


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_a_circle_is_a_swing_down_and_one_up_with_arcs_of_its_way(way):
    swings = swings_of(round_path(way=way))
    assert [swing.up for swing in swings] == [False, True] * 3
    for swing in swings[1:-1]:  # the first sets off from rest, the last comes to rest
        assert swing.size == pytest.approx(40, abs=3)
        assert swing.seconds == pytest.approx(1.0, abs=0.2)
        assert swing.aside == pytest.approx(way * 15, abs=4)


def test_neither_what_goes_astray_nor_an_oblique_view_bends_a_line():
    path = round_path(way=0.0)
    astray = path.aside + 12.0 * path.t + 0.8 * path.pointed
    for swing in swings_of(FootPath(path.t, astray, path.pointed, path.leg)):
        assert abs(swing.aside) < 3


def test_small_circles_are_seen_and_a_resting_foot_is_not():
    assert len(swings_of(round_path(pointed=4.0, aside=3.0))) == 6
    assert not swings_of(round_path(pointed=0.0, aside=0.0, noise=0.7))


def test_a_swing_ends_where_the_foot_came_to_rest():
    path = round_path(turns=0.5)
    t = np.arange(0, 4, 1 / FPS)
    still = np.interp(t, path.t, path.pointed) + 0.3 * np.sin(9 * t)
    rested = FootPath(t, np.zeros(len(t)), still, np.zeros((len(t), 2)))
    (swing,) = swings_of(rested)
    assert swing.end == pytest.approx(1.0, abs=0.15)


def test_a_bulge_needs_what_goes_aside():
    path = round_path(turns=0.5)
    unseen = FootPath(path.t, np.full(len(path), np.nan), path.pointed, path.leg)
    assert np.isnan(bulge(unseen))


def swing(aside, size=40.0):
    return Swing(start=0.0, end=1.0, size=size, up=False, aside=aside, leg=0.0)


def test_two_arcs_on_one_side_are_there_and_back_if_they_are_wide():
    assert there_and_back(swing(12), swing(-14))
    assert not there_and_back(swing(12), swing(14))
    assert not there_and_back(swing(12), swing(-3)), "one of them says little"
    assert not there_and_back(swing(3), swing(-3)), "flat ones may be anything"
    assert there_and_back(swing(8), swing(-9))
    assert not there_and_back(swing(8), swing(-9), OBLIQUELY), "the flow errs by as much there"
    assert there_and_back(swing(12), swing(-14), OBLIQUELY)
    assert same_way(swing(12), swing(10))
    assert not same_way(swing(12), swing(2))
    assert not opposite(float("nan"), 3.0)


def test_how_far_round_a_swing_is():
    assert share_of(40, 40) == pytest.approx(180)
    assert share_of(20, 40) == pytest.approx(90)
    assert share_of(60, 40) == pytest.approx(180)
