"""The real model behind the adapter, on real and rendered people."""

import json
import os
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

import formcheck
from formcheck.errors import InputError, MissingError, UsageError
from formcheck.pose import mediapipe as adapter
from formcheck.pose.landmarks import Source
from formcheck.pose.look import look, painted_outside
from formcheck.pose.mediapipe import Landmarker, MediaPipeEstimator, load_mediapipe, mean_grey
from formcheck.pose.quiet import quiet_native_code
from tests.support.models import SHARED, clip_or_skip

DEMO = Path(formcheck.__file__).parent / "data" / "demo-heel-raise.mp4"


def pictures(path, count):
    """Yields (seconds, picture)."""
    capture = cv2.VideoCapture(str(path))
    for _ in range(count):
        if not capture.grab():
            break
        t = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        yield t, capture.retrieve()[1]
    capture.release()


@pytest.fixture(scope="module")
def estimator(model):
    with MediaPipeEstimator(model) as made:
        yield made


def test_one_person_gets_exactly_what_bare_inference_gives(model):
    bare = Landmarker(load_mediapipe(), model, video=True)
    looks = 0
    with MediaPipeEstimator(model) as estimator:
        for t, image in pictures(DEMO, 40):
            pose = estimator.estimate(t, image)
            body = bare.detect(image, round(t * 1000))[0]
            assert np.array_equal(pose.landmarks, body.landmarks)
            assert np.array_equal(pose.world, body.world)
            assert pose.landmarks.dtype == np.float32
            assert (pose.source == Source.BODY).all()
            looks += 1
        assert estimator.followed()[0].startswith("the only person seen")
    bare.close()
    assert looks == 40
    assert pose.size == (image.shape[1], image.shape[0])
    assert pose.people == 1


def test_times_closer_than_a_millisecond_are_fine(estimator):
    black = np.zeros((48, 64, 3), np.uint8)
    for t in (0.0, 0.0002, 0.0004, 0.0006, 0.0041, 0.0042):
        pose = estimator.estimate(t, black)
        assert pose.t == t
    assert not pose.found
    assert pose.people == 0
    assert pose.brightness == 0
    assert estimator.followed() is None


def test_it_says_what_it_is(estimator):
    facts = estimator.describe()
    assert set(facts) == {"mediapipe", "model", "model_sha256"}
    assert len(facts["model_sha256"]) == 64


def test_native_noise_is_kept_from_the_user(model, capfd):
    with MediaPipeEstimator(model) as estimator:
        for t, image in pictures(DEMO, 3):
            estimator.estimate(t, image)
        estimator.close()
    assert capfd.readouterr().err == ""


def test_only_noise_is_kept(capfd):
    with quiet_native_code(), quiet_native_code():
        os.write(2, b"W0000 00:00:1.0 1 x.cc:1] noise\nERROR: it broke\nINFO: noise\nplain\n")
    assert capfd.readouterr().err == "ERROR: it broke\nplain\n"
    os.write(2, b"INFO: later\n")
    assert capfd.readouterr().err == "INFO: later\n"


@pytest.mark.parametrize("error", [OSError("libEGL.so.1: cannot open"), ImportError("mediapipe")])
def test_a_missing_library_is_named(monkeypatch, error):
    def fail(_):
        raise error

    monkeypatch.setattr(adapter.importlib, "import_module", fail)
    with pytest.raises(MissingError, match="libegl1, libgles2"):
        load_mediapipe()


def test_a_model_that_mediapipe_refuses(tmp_path, model):
    with zipfile.ZipFile(tmp_path / "a.task", "w") as archive:
        for name in ("pose_detector.tflite", "pose_landmarks_detector.tflite"):
            archive.writestr(name, b"\x18\0\0\0TFL3" + bytes(40) + b"TFLITE_METADATA")
    with pytest.raises(InputError, match="MediaPipe cannot use the pose model"):
        MediaPipeEstimator(tmp_path / "a.task")


def test_a_person_that_makes_no_sense_is_said_before_loading(model):
    with pytest.raises(UsageError):
        MediaPipeEstimator(model, person="tall")


@pytest.mark.parametrize("shape", [(1, 1, 3), (2160, 3840, 3), (640, 360, 3)])
def test_mean_grey(shape):
    assert mean_grey(np.full(shape, 77, np.uint8)) == pytest.approx(77)


def test_painting_keeps_the_person_and_nothing_else():
    image = np.full((40, 60, 3), 7, np.uint8)
    painted = painted_outside(image, (-5.0, 10.2, 20.0, 99.0))
    assert (painted[10:, :20] == 7).all()
    assert (painted[:10] == 128).all()
    assert (painted[:, 20:] == 128).all()
    assert (image == 7).all()


def test_small_people_in_a_wide_picture_are_looked_for_in_squares():
    seen = []

    def detect(picture):
        seen.append(picture.shape[:2])
        return []

    assert look(np.zeros((100, 200, 3), np.uint8), detect) == []
    assert seen == [(100, 200), (100, 100), (100, 100), (100, 100)]
    seen.clear()
    look(np.zeros((200, 100, 3), np.uint8), detect)
    assert seen[1:] == [(100, 100)] * 3
    seen.clear()
    look(np.zeros((480, 640, 3), np.uint8), detect)
    assert seen == [(480, 640)]


def labelled(clip):
    """Frame number to the middle of the labelled ankles and knees, px."""
    path = SHARED / "labels" / "dev.json"
    if not path.is_file():
        pytest.skip("no ../shared/labels beside the checkout")
    return {
        row["frame"]: np.mean(
            [
                foot["points"][name][:2]
                for foot in row["feet"]
                for name in ("ankle", "knee")
                if foot["points"][name][2]
            ],
            axis=0,
        )
        for row in json.loads(path.read_text())
        if row["clip"] == clip
    }


@pytest.mark.parametrize(
    ("clip", "person", "frames"),
    [
        ("walk_outdoors_two_people.mp4", "auto", [62, 73, 83, 104]),
        ("walk_outdoors_two_people.mp4", "right", [62, 73]),
        ("chair_squats_two_people.mp4", "auto", [0, 65]),
    ],
)
def test_the_right_person_is_followed(model, clip, person, frames):
    path, truth = clip_or_skip(clip), labelled(clip)
    with MediaPipeEstimator(model, person=person) as estimator:
        for index, (t, image) in enumerate(pictures(path, frames[-1] + 1)):
            pose = estimator.estimate(t, image)
            if index in frames:
                legs = pose.landmarks[25:29, :2].mean(axis=0)
                assert np.hypot(*(legs - truth[index])) < 0.2 * np.ptp(pose.landmarks[:, 1])
        assert estimator.followed()[0].endswith(("picture", "as asked"))


def test_the_trainer_can_be_asked_for(model):
    path = clip_or_skip("chair_squats_two_people.mp4")
    with MediaPipeEstimator(model, person="left") as estimator:
        poses = [estimator.estimate(t, image) for t, image in pictures(path, 20)]
        assert estimator.followed()[0] == "the left-most of 2 people, as asked"
    assert poses[-1].people == 2
    assert poses[-1].landmarks[25:29, 0].mean() < 220


def test_a_mirror_image_does_not_take_over(model):
    """The exerciser's own picture, smaller, stands beside; then the exerciser leaves."""
    path = clip_or_skip("squats_front.mp4")
    middles = []
    with MediaPipeEstimator(model) as estimator:
        for index, (t, image) in enumerate(pictures(path, 110)):
            small = cv2.flip(cv2.resize(image[60:510, 380:640], None, fx=0.6, fy=0.6), 1)
            image[120 : 120 + small.shape[0], 60 : 60 + small.shape[1]] = small
            if 80 <= index < 100:
                image[:, 340:680] = 230
            middles.append(float(estimator.estimate(t, image).landmarks[23, 0]))
    assert all(x > 400 for x in middles if np.isfinite(x))
    assert np.isnan(middles[84:100]).all()
    assert np.isfinite(middles[-1])
