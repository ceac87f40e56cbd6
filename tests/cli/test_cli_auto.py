"""`--exercise auto`."""

import pytest

from tests.support.program import cli
from tests.support.recorded import record
from tests.support.runs import HEIGHT_CM, report_in
from tests.support.simulate import Camera, Rep, Script

SAID = "The exercise was recognised, not given: heel raise"


@pytest.fixture
def raises(tmp_path):
    poses = Script().stand(1).raises([Rep()] * 3).stand(1).film(Camera())
    return record(tmp_path / "three.npz", poses)


def test_a_recording(raises, tmp_path):
    config = tmp_path / "limits.toml"
    config.write_text("[heel-raise]\nset_pause = 20\n")
    words = ("--exercise", "auto", "--height", 170, "--config", config, "--out", tmp_path / "out")
    done = cli("score", raises, *words)
    assert done.code == 0, done.said
    assert SAID in done.said
    report = report_in(tmp_path / "out" / "three")
    assert report["exercise"] == "heel-raise"
    assert report["person"]["height_cm"] == 170
    assert any(SAID in warning for warning in report["warnings"])
    assert [x["name"] for x in report["provenance"]["limits"] if x["changed"]] == ["set_pause"]


def test_none_is_said_and_leaves_nothing(tmp_path):
    path = record(tmp_path / "squats.npz", Script().stand(1).squats(3).film(Camera(yaw=90)))
    done = cli("score", path, "--exercise", "auto", "--out", tmp_path / "out")
    assert done.code == 4
    assert "squats.npz: no exercise that formcheck knows was recognised" in done.said
    assert "--exercise" in done.said
    assert not (tmp_path / "out").exists()


def test_live_has_to_be_told(tmp_path):
    done = cli("live", "--exercise", "auto", "--no-window", "--out", tmp_path / "out")
    assert done.code == 2
    assert "Name the exercise" in done.said


def test_a_mistake_in_a_settings_file_is_found_before_anything_is_looked_at(tmp_path):
    config = tmp_path / "limits.toml"
    config.write_text("[heel-raise]\nset_pause = 'long'\n")
    done = cli("analyze", tmp_path / "none.mp4", "--exercise", "auto", "--config", config)
    assert done.code == 2
    assert "set_pause" in done.said


def test_a_video(analysed, two_reps, tmp_path):
    words = ("--exercise", "auto", "--height", HEIGHT_CM, "--no-video", "--out", tmp_path)
    done = cli("analyze", two_reps, *words)
    assert done.code == 0, done.said
    assert SAID in done.said
    auto = report_in(tmp_path / "two")
    named = analysed.report
    for part in ("exercise", "reps", "sets", "summary", "person"):
        assert auto[part] == named[part]
    assert auto["provenance"]["mediapipe"] == named["provenance"]["mediapipe"]
