"""A recording of real poses, made once."""

import pytest

from tests.support.clips import TWO_REPS_S, cut_demo
from tests.support.runs import two_reps_analysed


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    """Two heel raises."""
    return cut_demo(tmp_path_factory.mktemp("clip") / "two.mp4", TWO_REPS_S)


@pytest.fixture(scope="session")
def recording(model, tmp_path_factory):
    """Their poses."""
    analysed = two_reps_analysed(tmp_path_factory)
    assert analysed.done.code == 0, analysed.done.said
    return analysed.folder / "landmarks.npz"
