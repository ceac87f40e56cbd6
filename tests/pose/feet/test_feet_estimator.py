"""The estimator that adds feet, the real network, and recordings of both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.errors import InputError, MissingError
from formcheck.pose.again import Again
from formcheck.pose.feet import network as network_of_feet
from formcheck.pose.feet.codec import Crop
from formcheck.pose.feet.estimator import FeetEstimator
from formcheck.pose.feet.network import FootNetwork, weights
from formcheck.pose.foot_flow import FootFlowEstimator
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from tests.support.feet import FakeNetwork, body, foot

LEFT, RIGHT = foot(200, 400), foot(350, 390)


class _Still:
    """The same body in every picture."""

    closed = False

    def estimate(self, t, image):
        return body(t, LEFT, RIGHT)

    def describe(self):
        return {"model": "still"}

    def close(self):
        self.closed = True


def _pictures(count=6):
    random = np.random.default_rng(1)
    return [(k / 30, random.integers(0, 255, (480, 640, 3), dtype=np.uint8)) for k in range(count)]


def _feet(estimator):
    with estimator:
        return [estimator.estimate(t, image).feet for t, image in _pictures()]


@pytest.mark.parametrize("overlap", [False, True])
def test_body_and_feet_of_a_picture(overlap):
    inner = _Still()
    with FeetEstimator(inner, FakeNetwork(left=LEFT, right=RIGHT), overlap=overlap) as estimator:
        pose = estimator.estimate(0.0, _pictures(1)[0][1])
        assert estimator.describe() == {"model": "still", "feet": "fake", "feet_sha256": "0" * 64}
        assert estimator.followed() is None
    assert inner.closed
    np.testing.assert_array_equal(pose.landmarks, body(0.0, LEFT, RIGHT).landmarks)
    np.testing.assert_allclose(pose.feet.points[:, :, :2], [LEFT, RIGHT], atol=1e-3)


def test_feet_are_added_to_kept_landmarks_beside_the_flow(tmp_path):
    bare, both = tmp_path / "bare.npz", tmp_path / "both.npz"
    with RecordingWriter(bare) as writer:
        for t, image in _pictures():
            writer.append(_Still().estimate(t, image))
    looker = FakeNetwork(left=LEFT, right=RIGHT)
    again = FootFlowEstimator(FeetEstimator(Again(Recording(bare), {}), looker))
    with again, RecordingWriter(both) as writer:
        seen = [again.estimate(t, image) for t, image in _pictures()]
        for pose in seen:
            writer.append(pose)
    plain = _feet(FeetEstimator(_Still(), FakeNetwork(left=LEFT, right=RIGHT), overlap=False))
    for kept, pose, feet in zip(Recording(both), seen, plain, strict=True):
        np.testing.assert_array_equal(kept.feet.points, pose.feet.points)
        np.testing.assert_array_equal(pose.feet.points, feet.points)
        np.testing.assert_array_equal(pose.feet.about, feet.about)
    assert any("flow_s" in pose.extra for pose in seen)


def test_weights_that_are_missing_or_are_none(tmp_path, monkeypatch):
    with pytest.raises(MissingError, match="foot model"):
        FootNetwork(tmp_path / "none.onnx")
    wrong = tmp_path / "wrong.onnx"
    wrong.write_bytes(b"no network")
    with pytest.raises(InputError, match="not a foot model"):
        FootNetwork(wrong)
    monkeypatch.setattr(network_of_feet, "WEIGHTS", "data/none.onnx")
    assert weights() is None


real = pytest.mark.skipif(weights() is None, reason="the foot model's weights are not here")


@real
def test_the_real_network_says_the_same_of_the_same_crop():
    network, image = FootNetwork(), _pictures(1)[0][1]
    crops = [Crop.of(np.array([300.0, 200.0]), side) for side in (90.0, 140.0)]
    both, alone = network.look(image, crops), network.look(image, crops[1:])
    np.testing.assert_array_equal(both.xy[1], alone.xy[0])
    assert len(network.describe()["feet_sha256"]) == 64
    assert len(network.look(image, []).xy) == 0


@real
def test_feet_that_are_known_are_looked_at_by_weights_of_their_own():
    network, image = FootNetwork(), _pictures(1)[0][1]
    crop = Crop.of(np.array([300.0, 200.0]), 90.0)
    unknown, known = network.rows(image, [crop, replace(crop, told=True)])
    assert np.abs(unknown - known).max() > 0.1
    about = network.describe()
    assert len(about["feet_told_sha256"]) == 64
    assert about["feet_told_sha256"] != about["feet_sha256"]


@real
def test_without_these_weights_they_are_looked_at_as_all_others(tmp_path):
    only = tmp_path / "feet.onnx"
    only.write_bytes(weights().read_bytes())
    network, image = FootNetwork(only), _pictures(1)[0][1]
    crop = Crop.of(np.array([300.0, 200.0]), 90.0)
    unknown, known = network.rows(image, [crop, replace(crop, told=True)])
    np.testing.assert_array_equal(unknown, known)
    assert "feet_told" not in network.describe()


@real
def test_the_real_network_is_the_same_in_a_thread_of_its_own():
    network = FootNetwork()
    alone, beside = (
        _feet(FeetEstimator(_Still(), network, overlap=overlap)) for overlap in (False, True)
    )
    for one, other in zip(alone, beside, strict=True):
        np.testing.assert_array_equal(one.points, other.points)
