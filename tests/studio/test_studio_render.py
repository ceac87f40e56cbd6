"""A whole clip, small: pictures, truth beside it, and the same again from the same seed."""

import dataclasses
import json

import numpy as np
import pytest

pytest.importorskip("torch", reason="the studio's extra is not installed")
pytest.importorskip("anny", reason="the studio's extra is not installed")
pytest.importorskip("moderngl", reason="the studio's extra is not installed")
pytest.importorskip("av", reason="the studio's extra is not installed")

import cv2

from samples.studio.shoot import is_complete, render_clip
from samples.studio.spec import ClipSpec

SPEC = ClipSpec(
    name="small",
    motion="heel-raise",
    view="left",
    fps=5,
    size=(320, 240),
    person="ben",
    light="day",
    floor="oak",
    wall="white",
    seconds=4.0,
    options={"reps": 1},
)


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    out = tmp_path_factory.mktemp("clip")
    try:
        path = render_clip(SPEC, out)
    except Exception as error:
        if "EGL" in str(error) or "libGL" in str(error) or "display" in str(error).lower():
            pytest.skip(f"no EGL here: {error}")
        raise
    return out, json.loads(path.read_text())


def test_truth_and_picture_belong_together(clip):
    out, truth = clip
    video = cv2.VideoCapture(str(out / "small.mp4"))
    frames = []
    while (read := video.read())[0]:
        frames.append(read[1])
    assert len(frames) == len(truth["frames"]) == 20
    assert frames[0].shape == (240, 320, 3)
    assert 60 < np.mean(frames[0]) < 220
    assert (truth["exercise"], truth["view"], truth["counted"]) == ("heel-raise", "left", 1)
    first, top = truth["frames"][0], truth["frames"][10]
    assert first["floor"] == {"L": "flat", "R": "flat"}
    assert top["floor"]["L"] == "toes"
    assert "heel.L" not in first["occluded"]
    assert {"knee.R", "ankle.R"} & set(first["occluded"])  # the far leg
    # The picture changes where the heel was.
    x, y = (round(v) for v in first["px"]["heel.L"])
    patch = np.s_[y - 4 : y + 5, x - 4 : x + 5]
    assert np.abs(frames[0][patch].astype(int) - frames[10][patch]).mean() > 8


def test_the_same_seed_gives_the_same_bytes(clip, tmp_path):
    out, _ = clip
    again = render_clip(SPEC, tmp_path)
    assert (tmp_path / "small.mp4").read_bytes() == (out / "small.mp4").read_bytes()
    assert again.read_text() == (out / "small.json").read_text()


def test_a_finished_clip_is_not_rendered_again(clip):
    out, _ = clip
    assert is_complete(SPEC, out)
    assert not is_complete(dataclasses.replace(SPEC, seed=1), out)
