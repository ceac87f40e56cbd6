"""How far the body dips in a step of somebody who is seen from the side."""

import math

from formcheck.motion.body_dip import body_dip
from formcheck.motion.signals import Motion
from formcheck.motion.track import Track
from tests.support.simulate import Camera
from tests.support.walkers import Walker

FAR = {"distance": 4.5}
STANCES = [3.7 + 0.7 * n for n in range(9)]  # landings, after 2 s of standing and 1 s of rising


def dips(**how):
    script = Walker(away=1.2).stand(2).tiptoe(0.07).steps(9, step_m=0.2, **how).stand(1)
    motion, track = Motion(), Track()
    for pose in script.film(Camera(yaw=90, **FAR), fps=30, noise_px=0.3):
        track.push(motion.push(pose))
    sides = ["left", "right"] * 5
    return [
        body_dip(track, side, down, down + 0.7, stops=False)[0]
        for side, down in zip(sides, STANCES[:-1], strict=False)
    ]


def test_heels_that_sink_show_and_others_do_not():
    level = dips()
    assert max(level) < 0.07  # these walkers are lowest when the feet are farthest apart
    sunk = dips(sinks_m=0.07)
    deep = [n for n, dip in enumerate(sunk) if dip > max(level) + 0.02]
    assert deep == [2, 3]  # of three stances of either foot the last one, one after the other


def test_bent_knees_are_no_dip():
    assert max(dips(knee=30)) < 0.06


def test_what_was_not_seen_is_not_known():
    dip, at = body_dip(Track(), "left", 3.0, 3.7, stops=True)
    assert math.isnan(dip)
    assert math.isnan(at)
