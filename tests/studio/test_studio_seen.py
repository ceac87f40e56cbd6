"""What was found in a clip, compared with its truth: by hand-made poses."""

import numpy as np
import pytest

from formcheck.pose.types import Pose
from samples.studio.cli import main
from samples.studio.seen import POINTS, compare, table

SIZE = (640, 480)


def made(poses, *, occluded=()):
    """A truth of standing still at (300, 200…400) and the poses over it, 5 a second."""
    px = {}
    for i, name in enumerate(POINTS):
        for side, x in (("L", 310.0), ("R", 290.0)):
            px[f"{name}.{side}"] = [x, 150.0 + 40 * i]
    frame = {"px": px, "occluded": list(occluded)}
    return {
        "clip": "a.mp4",
        "size": list(SIZE),
        "tags": ["mirror"],
        "person": {"height_cm": 200.0},
        "camera": {"px_per_m": 150.0},
        "frames": [{**frame, "t": i / 5} for i in range(len(poses))],
    }


def pose(t, *, shift=0.0, heel=0.0):
    """Everything ``shift`` px to the right of where it is, left heels ``heel`` px more."""
    p = Pose.nobody(t, SIZE)
    for i, rows in enumerate(POINTS.values()):
        for row, x in zip(rows, (310.0, 290.0), strict=True):
            p.landmarks[row, :2] = x + shift, 150.0 + 40 * i
    p.landmarks[29, 0] += heel
    p.landmarks[0, :2] = 300 + shift, 120
    return p


def test_errors_are_told_in_percent_of_height():
    poses = [pose(i / 5, shift=3.0) for i in range(4)]
    found = compare(made(poses), poses)
    assert (found.found, found.followed, found.tags) == (1, 1, ("mirror",))
    assert found.errors == pytest.approx(dict.fromkeys(POINTS, 1.0), abs=1e-4)


def test_somebody_else_is_not_them_and_nobody_is_nobody():
    poses = [pose(0), pose(0.2, shift=120.0), Pose.nobody(0.4, SIZE), pose(0.6)]
    found = compare(made(poses), poses)
    assert found.found == 0.75
    assert found.followed == 0.5
    assert found.errors["knee"] == pytest.approx(0, abs=1e-4)


def test_what_is_hidden_has_no_error():
    poses = [pose(0, heel=30.0)]
    assert compare(made(poses), poses).errors["heel"] == pytest.approx(5.0, abs=1e-3)
    hidden = compare(made(poses, occluded=["heel.L"]), poses)
    assert hidden.errors["heel"] == pytest.approx(0, abs=1e-4)


def test_a_lean_truth_says_that_it_has_no_points(tmp_path):
    with pytest.raises(ValueError, match="lean"):
        compare({"frames": [{"t": 0}]}, [])
    assert main(["seen", str(tmp_path)]) == 2


def test_the_table_has_a_row_a_clip():
    poses = [pose(0)]
    text = table([compare(made(poses), poses)])
    assert "| a | 100% | 100% | 0.0 |" in text
    assert np.all([name.replace("_", " ") in text for name in POINTS])
