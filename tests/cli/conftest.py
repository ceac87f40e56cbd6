"""Clips, and one analysed video that many tests look at."""

import shutil
from pathlib import Path

import pytest

from tests.support.clips import ONE_REP_S, TWO_REPS_S, cut_demo, demo_images
from tests.support.runs import two_reps_analysed


@pytest.fixture(scope="session")
def clips(tmp_path_factory):
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def one_rep(clips):
    return cut_demo(clips / "one.mp4", ONE_REP_S)


@pytest.fixture(scope="session")
def two_reps(clips):
    return cut_demo(clips / "two.mp4", TWO_REPS_S)


@pytest.fixture(scope="session")
def images():
    """The first second of the demo clip, at 15 pictures a second."""
    return demo_images(1.0, every=2)


@pytest.fixture(scope="session")
def analysed(model, tmp_path_factory):
    """`two_reps` with all files, a label full of markup, and a height; not to be changed."""
    return two_reps_analysed(tmp_path_factory)


@pytest.fixture
def results(analysed, tmp_path):
    """A copy of those results, to be changed."""
    return Path(shutil.copytree(analysed.folder, tmp_path / "out" / "two"))
