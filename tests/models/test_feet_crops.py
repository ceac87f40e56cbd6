"""Shards of training crops, what spoils them, and making them from the studio."""

import numpy as np
import pytest

from formcheck.pose.feet.points import FOOT_PX, OUTSIDE, PATCH, VISIBLE
from models.feet import spoil, store


def _target(scene=3):
    xy = np.linspace(60, 150, 12).reshape(6, 2)
    return store.Target(xy, np.zeros(6, int), np.array([10.0, 20.0]), 1, 2, 1, -45.0, scene)


def test_shards_come_back_as_they_were(tmp_path):
    shard = store.Shard()
    rgb = np.full((PATCH, PATCH, 3), (200, 100, 30), np.uint8)
    shard.add(rgb, _target())
    shard.add(rgb[:, ::-1], store.Target.nothing(4))
    shard.write(tmp_path / "crops-001-0000.npz")
    (tmp_path / "crops-001-0001.part.npz").write_bytes(b"cut off")
    crops = store.load(store.shards(tmp_path))
    assert len(crops) == 2
    assert crops.columns["xy"][0] == pytest.approx(_target().xy)
    assert crops.columns["foot"].tolist() == [1, 0]
    assert crops.columns["scene"].tolist() == [3, 4]
    assert np.abs(crops.picture(0).astype(int) - rgb).max() <= 4


def test_no_shards_say_how_to_make_some(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"models\.feet\.crops"):
        store.load(store.shards(tmp_path))


def test_beyond_the_picture_points_are_outside_and_pixels_black():
    rgb, xy = np.full((PATCH, PATCH, 3), 90, np.uint8), _target().xy
    for seed in range(12):
        out, flags = spoil.cut_off(rgb, xy, np.zeros(6, int), np.random.default_rng(seed))
        for (x, y), flag in zip(xy.astype(int), flags, strict=True):
            assert (flag == OUTSIDE) == (out[y, x, 0] == 0)


def test_what_is_covered_is_not_visible():
    rgb, xy = np.zeros((PATCH, PATCH, 3), np.uint8), _target().xy
    hidden = 0
    for seed in range(20):
        out, flags = spoil.cover(rgb, xy, np.zeros(6, int), np.random.default_rng(seed))
        at = xy.astype(int)
        shown = out[at[:, 1], at[:, 0]].max(-1) == 0
        assert (flags[shown] == VISIBLE).all()
        hidden += int((flags != VISIBLE).sum())
    assert hidden > 5


def test_film_keeps_the_size_and_is_the_same_for_the_same_seed():
    rgb = spoil.texture(PATCH, np.random.default_rng(2))
    a, b = (spoil.film(rgb, FOOT_PX, np.random.default_rng(5)) for _ in range(2))
    assert a.shape == rgb.shape
    assert (a == b).all()


def test_a_set_of_the_studio_gives_feet_with_their_points(tmp_path, monkeypatch):
    for name in ("torch", "anny", "moderngl", "samples.studio"):
        pytest.importorskip(name, reason="the studio's extra is not installed")
    from models.feet import crops

    monkeypatch.setattr(crops, "MOMENTS", 3)
    monkeypatch.setattr(crops, "_SHARES", {**crops._SHARES, "cover": 1.0, "cut": 0.5})
    try:
        n = crops.make_shard(tmp_path / "crops-007-0000.npz", 11, 1, 7, None)
    except Exception as error:
        if "egl" in str(error).lower() or "context" in str(error).lower():
            pytest.skip(f"no OpenGL here: {error}")
        raise
    made = store.load(store.shards(tmp_path))
    assert len(made) == n > 2
    feet = made.columns["foot"] == 1
    c = {k: v[feet] for k, v in made.columns.items()}
    assert set(c["side"]) <= {0, 1}
    # Heel, ball and toes lie in the patch, about a foot's length apart at most.
    assert (np.abs(c["xy"][:, 1:] - PATCH / 2) < PATCH * 0.6).all()
    assert (np.linalg.norm(c["xy"][:, 4] - c["xy"][:, 2], axis=1) < 1.45 * FOOT_PX).all()
    assert (c["flag"][:, 1:] == VISIBLE).any(1).all()
