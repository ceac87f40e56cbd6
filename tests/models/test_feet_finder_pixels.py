"""The half of the finder's check that looks at the picture: what it learns from, its network."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="the train extra is not installed")
pytest.importorskip("onnx", reason="the train extra is not installed")

from formcheck.pose.feet.network import weights
from formcheck.pose.feet.points import INPUT, PATCH
from models.feet.finder_negatives import Mined, Piece, _foot, write
from models.feet.finder_pixels_data import batch, stock
from models.feet.finder_pixels_network import PixelNet, start_from


class Seen:
    """A place where the foot network sees a foot."""

    def __init__(self, x, length):
        self.length, self.sight = length, self
        self.centre = np.array([x, 50.0])


@pytest.mark.parametrize(
    ("x", "length", "foot"),
    [(102, 40, True), (60, 40, None), (102, 90, None), (30, 40, False), (50, 60, False)],
)
def test_a_place_is_a_foot_none_or_argued_about(x, length, foot):
    piece = Piece(np.zeros((100, 200, 3), np.uint8), np.array([[100.0, 50.0], [180, 50]]), 40.0)
    if (x, length) == (50, 60):
        piece = Piece(piece.rgb, np.zeros((0, 2)), 0.0)
    assert _foot(Seen(x, length), piece) is foot


@pytest.fixture
def folder(tmp_path):
    """Patches of one brightness for feet, and of another for what is none."""
    rng = np.random.default_rng(0)

    def some(level, foot):
        return [
            Mined(rng.normal(level, 9, (PATCH, PATCH, 3)).clip(0, 255).astype(np.uint8), foot)
            for _ in range(1000)
        ]

    write(some(60, False), tmp_path / "wrong", "crops-rooms")
    write(some(190, True), tmp_path / "wrong" / "found", "crops-clips")
    write(some(190, True), tmp_path / "crops", "crops-a")
    return tmp_path


def test_batches_are_the_same_every_time_and_half_feet(folder):
    patches = stock(folder / "crops", folder / "wrong")
    assert {k: len(v) for k, v in patches.kinds.items()} == {
        "feet": 1000, "nothing": 0, "rooms": 1000, "photos": 0, "clips": 0, "found": 1000,
    }  # fmt: skip
    learnt, kept = patches.half(held=False), patches.half(held=True)
    assert not set(learnt.kinds["rooms"]) & set(kept.kinds["rooms"])
    # Of rooms alone: there is nothing else.
    learnt.kinds["nothing"] = learnt.kinds["rooms"]
    crops, foot = batch(learnt, 3, 16, 1)
    assert crops.shape == (16, 3, INPUT, INPUT)
    assert foot.mean() == 0.5
    bright = np.median(crops, axis=(1, 2, 3))
    assert bright[foot > 0.5].mean() > bright[foot < 0.5].mean()
    np.testing.assert_array_equal(batch(learnt, 3, 16, 1)[0], crops)
    assert np.abs(batch(learnt, 4, 16, 1)[0] - crops).max() > 0


def test_it_begins_with_the_trunk_of_the_foot_network():
    path = weights()
    if path is None:
        pytest.skip("no weights")
    net, fresh = PixelNet(), PixelNet()
    before = net.trunk[0].weight.clone()
    start_from(net, path)
    assert not np.allclose(before.detach(), net.trunk[0].weight.detach())
    assert net.head[0].weight.shape == fresh.head[0].weight.shape
    with pytest.raises(ValueError, match="another trunk"):
        start_from(PixelNet(8), path)
