"""A recording of real poses, made once."""

import pytest

from tests.support.clips import TWO_REPS_S, cut_demo
from tests.support.program import cli


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    """Two heel raises."""
    return cut_demo(tmp_path_factory.mktemp("clip") / "two.mp4", TWO_REPS_S)


@pytest.fixture(scope="session")
def recording(model, clip, tmp_path_factory):
    """Their poses."""
    out = tmp_path_factory.mktemp("recording")
    done = cli("analyze", clip, "--no-video", "--out", out)
    assert done.code == 0, done.said
    return out / "two" / "landmarks.npz"
