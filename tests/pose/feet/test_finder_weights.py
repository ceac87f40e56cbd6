"""The shipped networks that find feet: sample clips cut to the lower legs, and to what is above."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.pose.feet import finder, finder_check
from formcheck.pose.feet.finder_sure import LIKELY, SureFinder, confirmed
from formcheck.pose.feet.network import FootNetwork
from formcheck.pose.feet.network import weights as foot_weights
from samples.studio.camera import Camera

SAMPLES = Path(__file__).parents[3] / "samples"
CLIPS = (
    "heel_raise_both_correct", "heel_raise_right_correct", "heel_raise_knee_locked",
    "ankle_circle_standing",
)  # fmt: skip
SHARE = 0.75


def cases():
    """Frames of clips, where somebody stands in them, and the length of a foot, px."""
    for name in CLIPS:
        truth = json.loads((SAMPLES / f"{name}.json").read_text())
        seen = truth["camera"]
        place = (np.array(seen[k]) for k in ("position_m", "target_m"))
        camera = Camera(*place, 0.0, seen["focal_px"], tuple(truth["size"]))
        spot = camera.project(np.zeros((1, 3)))[0][0]
        video = cv2.VideoCapture(str(SAMPLES / f"{name}.mp4"))
        for number in range(90):
            _, image = video.read()
            if number % 15 == 0:
                yield image, spot, seen["px_per_m"] * truth["person"]["foot_length_cm"] / 100
        video.release()


@pytest.fixture(scope="module")
def sure():
    if not (foot_weights() and finder.weights() and finder_check.weights()):
        pytest.skip("no weights")
    network = FootNetwork()
    return network, finder.FootFinder(), finder_check.FootCheck(network)


def cut(image, low, high):
    (x0, y0), (x1, y1) = (np.clip(v, 0, image.shape[1::-1]).astype(int) for v in (low, high))
    return np.ascontiguousarray(image[y0:y1, x0:x1]), np.array([x0, y0])


def lower_legs(image, spot, length):
    return cut(image, spot - np.array([2.5, 1.7]) * length, spot + np.array([2.5, 1.0]) * length)


def test_feet_are_found_in_lower_legs_and_not_above_them(sure):
    network, places, check = sure
    found, wrong = [], 0
    for image, spot, length in cases():
        legs, corner = lower_legs(image, spot, length)
        said = confirmed(network, check, legs, places.places(legs))
        sights = [np.array(f.centre) + corner for f in said if f.score >= LIKELY]
        found.append(any(np.hypot(*(sight - spot)) < 1.5 * length for sight in sights))
        above, _ = cut(image, np.zeros(2), [image.shape[1], spot[1] - 2.0 * length])
        said = confirmed(network, check, above, places.places(above))
        wrong += any(f.score >= LIKELY for f in said)
    assert np.mean(found) >= SHARE
    assert wrong == 0


def test_two_searches_of_one_picture_agree(sure):
    network, places, check = sure
    legs, _ = lower_legs(*next(cases()))
    search = SureFinder(places, network, check)
    counts = [len(search.find(legs)) for _ in range(3)]
    assert counts[0] == 0
    assert counts[1] == counts[2]
