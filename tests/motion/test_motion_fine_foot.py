"""A foot followed by the foot model's points: what its movement means, and when it is believed."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from formcheck.motion.circle_finder import roundness
from formcheck.motion.follow import Follower
from formcheck.motion.foot_path import FootPath, FootPaths
from formcheck.motion.pivot import on_its_heel

POINTS = {  # forwards, outwards, up from the ankle, foot lengths; see `foot_orientation.SHAPE`
    "ankle": (0.0, 0.0, 0.0),
    "heel": (-0.19, 0.0, -0.28),
    "ball": (0.54, 0.08, -0.21),
    "big_toe": (0.79, 0.0, -0.25),
    "little_toe": (0.60, 0.25, -0.26),
}
FOOT_PX, FPS = 60.0, 30
SHANK = FOOT_PX * 0.246 / 0.152


@dataclass
class At:
    """A moment of which only some signals are known."""

    t: float
    known: dict = field(default_factory=dict)

    def __getitem__(self, name):
        return self.known.get(name, float("nan"))


def turn(axis, degrees):
    """Rotation about an axis through the ankle, (3, 3)."""
    x, y, z = np.asarray(axis) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    a = np.radians(degrees)
    return np.eye(3) + np.sin(a) * cross + (1 - np.cos(a)) * cross @ cross


def moments(*, yaw=0.0, way=1.0, seconds=9.0, lean=0.0, noise=0.01, error=None, pointed=20.0):
    """Circles of 3 s of a left foot, 36 degrees wide, 1 s of rest first.

    The picture's x is to the right, y up, z towards the camera; at yaw 0 the person faces it.
    """
    random = np.random.default_rng(3)
    view = turn((0, 1, 0), yaw)
    bent = turn((1, 0, 0), -lean)  # the shank's lower end forwards
    out = []
    for k in range(round(seconds * FPS)):
        t = k / FPS
        phase = 2 * np.pi * max(0.0, t - 1) / 3
        size = min(1.0, max(0.0, t - 1) / 0.3)
        aside, down = way * 18 * size * np.sin(phase), pointed * size * np.cos(phase) + 10
        # To the person's right is about the shank; pointed is about what goes sideways.
        foot = view @ bent @ turn((0, 1, 0), -aside) @ turn((1, 0, 0), down)
        knee = view @ bent @ np.array([0, SHANK, 0])
        known = {
            "yaw": yaw,
            "focal_length": 1e6,
            "horizon": 200.0,
            "fine_side_left": 1.0,
            "knee_x_left": 300 + knee[0],
            "knee_height_left": 200 + knee[1],
            "ankle_x_left": 300.0,
            "ankle_height_left": 200.0,
            # The other leg is seen at its full length.
            "knee_x_right": 400.0,
            "knee_height_right": 200 + SHANK,
            "ankle_x_right": 400.0,
            "ankle_height_right": 200.0,
        }
        for name, (ahead, outwards, up) in POINTS.items():
            at = foot @ np.array([outwards, up, ahead]) * FOOT_PX
            off = random.normal(0, noise * FOOT_PX, 2)
            known[f"fine_{name}_x_left"] = 300 + at[0] + off[0]
            known[f"fine_{name}_height_left"] = 200 + at[1] + off[1]
            known[f"fine_{name}_error_left"] = (noise if error is None else error) * FOOT_PX
        if k % 2 == 0:
            known |= {"flow_s": 2 / FPS}
        out.append(At(t, known))
    return out


def path_of(rows):
    paths = FootPaths()
    for moment in rows:
        paths.push(moment)
    return paths.of("left", 0.0)


def way_of(path):
    """Twice the area that a path goes round, clockwise positive."""
    x, y = path.aside, path.pointed
    return float(np.sum((x[1:] - x[:-1]) * (y[1:] + y[:-1])))


@pytest.mark.parametrize("lean", [-15.0, 0.0, 35.0])
@pytest.mark.parametrize("yaw", [0.0, 40.0, -40.0, 180.0, 150.0, -160.0])
@pytest.mark.parametrize("way", [1.0, -1.0])
def test_a_circle_is_the_bodys_from_any_side_on_any_shank(way, yaw, lean):
    path = path_of(moments(yaw=yaw, way=way, lean=lean)).since(4.0).until(7.0)
    assert np.sign(way_of(path)) == way
    assert np.ptp(path.shape[:, 0]) == pytest.approx(36, rel=0.3)
    assert np.ptp(path.shape[:, 1]) == pytest.approx(40, rel=0.35)
    assert roundness(path.shape) > 0.6


def test_a_line_has_no_roundness():
    rows = moments(pointed=20.0, way=0.0, yaw=-40.0)
    assert roundness(path_of(rows).since(4.0).until(7.0).shape) < 0.15


def test_what_the_foot_model_doubts_is_left_to_the_flow():
    """Here there is none, and a foot of which nothing is known has no path."""
    assert len(path_of(moments())) > 100
    assert len(path_of(moments(error=0.12))) == 0
    doubtful = moments()
    for moment in doubtful:
        moment.known["fine_side_left"] = 0.5
    assert len(path_of(doubtful)) == 0


def test_without_the_foot_model_a_path_is_the_flows():
    rows = moments()
    flows = {"flow_x_left": -1.0, "flow_y_left": 2.0, "shin_x_left": 0.0, "shin_y_left": 0.0}
    for moment in rows:
        moment.known = {k: v for k, v in moment.known.items() if not k.startswith("fine_")}
        if "flow_s" in moment.known:
            moment.known |= flows
    path = path_of(rows)
    assert np.diff(path.aside) == pytest.approx(np.degrees(1 / (0.36 * FOOT_PX)), rel=0.02)
    assert np.diff(path.pointed) == pytest.approx(np.degrees(2 / (0.49 * FOOT_PX)), rel=0.02)
    assert path.shape == pytest.approx(path.points)


def turning(*, heel, ankle, noise=0.02):
    """Taps of 0.8 s, with how far heel and ankle go, foot lengths a degree."""
    random = np.random.default_rng(5)
    t = np.arange(0, 1.6, 1 / 15)
    up = 10 * np.cos(2 * np.pi * t / 0.8)
    fine = np.column_stack([up, *(rate * up for rate in (0.0, heel, 0.0, ankle))])
    fine[:, 1:] += random.normal(0, noise, (len(t), 4))
    return FootPath(t, np.zeros(len(t)), up, np.zeros((len(t), 2)), fine)


def test_a_tap_turns_on_the_heel_and_a_circle_about_the_ankle():
    assert on_its_heel(turning(heel=0.0, ankle=0.005))
    assert not on_its_heel(turning(heel=0.005, ankle=0.0))
    unseen = turning(heel=0.0, ankle=0.005)
    assert not on_its_heel(FootPath(unseen.t, unseen.aside, unseen.pointed, unseen.leg))


def test_a_follower_averages_and_one_mistake_does_little():
    random = np.random.default_rng(1)
    one = Follower(2.0)
    one.begin(0.0, 0.0, 0.05)
    off = []
    for k in range(1, 120):
        one.wait(k / 30)
        one.see_speed(0.0, 0.1)
        one.see_place(random.normal(0, 0.05) + 2.0 * (k == 60), 0.05)
        off.append(one.place)
    assert np.std(off[:50]) < 0.03
    assert max(map(abs, off)) < 0.2


def test_a_follower_keeps_up_with_a_circle():
    one = Follower(2.0)
    one.begin(0.0, 0.0, 0.05)
    for k in range(1, 90):
        t = k / 30
        true = 0.35 * np.sin(2 * np.pi * t / 2.4)
        one.wait(t)
        one.see_place(true, 0.03)
        if t > 1:
            assert one.place == pytest.approx(true, abs=0.05)
