"""Crops, and reading what the foot network says."""

import numpy as np
import pytest

from formcheck.pose.feet import codec
from formcheck.pose.feet.points import BINS, INPUT, MARGIN, POINTS


def _rows(x, y, n=1):
    """Output rows whose coordinates peak at pixels x and y, everything else zero."""
    bins = np.arange(BINS) + 0.5 - MARGIN
    parts = {name: np.zeros((n, *shape)) for name, shape in codec.LAYOUT.items()}
    parts["x"][:] = -0.5 * ((bins - x) / 1.5) ** 2
    parts["y"][:] = -0.5 * ((bins - y) / 1.5) ** 2
    return np.concatenate([p.reshape(n, -1) for p in parts.values()], axis=1)


def test_points_go_to_the_crop_and_back():
    crop = codec.Crop.of(np.array([310.0, 122.5]), 90.0, turn=25.0, mirror=True)
    xy = np.array([[300.0, 120.0], [355.0, 77.0]])
    assert crop.back(crop.to(xy)) == pytest.approx(xy)
    assert crop.to(np.array([310.0, 122.5])) == pytest.approx([INPUT / 2, INPUT / 2])


@pytest.mark.parametrize("mirror", [False, True])
def test_a_pixel_lands_where_its_point_does(mirror):
    picture = np.zeros((200, 300, 3), np.uint8)
    picture[80:84, 150:154] = 255  # its middle is (152, 82)
    crop = codec.Crop.of(np.array([140.0, 90.0]), 64.0, turn=10.0, mirror=mirror)
    bright = crop.cut(picture)[..., 0].astype(float)
    y, x = np.mgrid[:INPUT, :INPUT] + 0.5
    found = [(bright * x).sum() / bright.sum(), (bright * y).sum() / bright.sum()]
    assert found == pytest.approx(crop.to(np.array([152.0, 82.0])), abs=0.15)


@pytest.mark.parametrize("at", [(40.3, 77.8), (-5.0, INPUT + 3.2)])
def test_decode_finds_peaks_between_bins_and_beyond_the_crop(at):
    said = codec.decode(_rows(*at))
    assert said.xy == pytest.approx(np.broadcast_to(at, (1, len(POINTS), 2)), abs=0.1)
    assert (said.sure > 0.95).all()


def test_a_second_peak_lowers_the_certainty_but_does_not_move_the_point():
    rows = np.logaddexp(_rows(30.0, 60.0), _rows(95.0, 60.0) - 0.3)
    said = codec.decode(rows)
    assert said.xy[0, 0, 0] == pytest.approx(30.0, abs=0.1)
    assert said.sure[0, 0] < 0.65


def test_ellipses_hold_what_they_say():
    rng = np.random.default_rng(1)
    spread = codec.scale_matrix(np.array([0.7, 0.2, 0.6]))
    n, v = 40_000, codec.FREEDOM
    normal = rng.normal(size=(n, 2)) @ np.linalg.cholesky(spread).T
    off = normal / np.sqrt(rng.chisquare(v, (n, 1)) / v)
    m2 = np.einsum("ni,ij,nj->n", off, np.linalg.inv(spread), off)
    for share in (0.5, 0.9):
        assert np.mean(m2 <= codec.within(share)) == pytest.approx(share, abs=0.01)


def test_split_gives_every_number_once():
    rows = np.arange(2 * codec.WIDTH).reshape(2, -1)
    parts = codec.split(rows)
    assert np.concatenate([p.reshape(2, -1) for p in parts.values()], 1).tolist() == rows.tolist()
    assert {k: v.shape[1:] for k, v in parts.items()} == codec.LAYOUT
