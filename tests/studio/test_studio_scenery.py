"""Mirrors, doorways, passers-by, moving cameras and blur, in small pictures and in the truth."""

import dataclasses
import json

import numpy as np
import pytest

pytest.importorskip("torch", reason="the studio's extra is not installed")
pytest.importorskip("anny", reason="the studio's extra is not installed")
pytest.importorskip("moderngl", reason="the studio's extra is not installed")
pytest.importorskip("av", reason="the studio's extra is not installed")

import cv2

from samples.studio import blur
from samples.studio.camera import Camera
from samples.studio.fittings import Fittings, plan
from samples.studio.pose import Skeleton
from samples.studio.render import Renderer
from samples.studio.room import make_room
from samples.studio.scene import Axes
from samples.studio.shoot import render_clip
from samples.studio.spec import ClipSpec, SpecError
from samples.studio.take import prepare

PLAIN = ClipSpec(
    name="plain", motion="heel-raise", yaw=10.0, fps=2, size=(320, 240), person="ben", light="day",
    floor="oak", wall="white", clutter=0, seconds=3.0, noise=0.0, crf=12,
    options={"reps": 1, "start": 0.4},
)  # fmt: skip


def clip(tmp_path, **changes):
    """Frames as floats, and the truth."""
    spec = dataclasses.replace(PLAIN, **changes)
    path = render_clip(spec, tmp_path)
    video = cv2.VideoCapture(str(path.with_suffix(".mp4")))
    frames = []
    while (read := video.read())[0]:
        frames.append(read[1].astype(float))
    return np.array(frames), json.loads(path.read_text())


@pytest.fixture(scope="module", autouse=True)
def _egl():
    import moderngl

    try:
        moderngl.create_context(standalone=True, backend="egl").release()
    except Exception as error:
        pytest.skip(f"no EGL here: {error}")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return clip(tmp_path_factory.mktemp("plain"))


def away(skeleton):
    """The same bones far outside the picture."""
    shift = np.array([0.0, 0.0, 40.0])
    matrices = skeleton.matrices.copy()
    matrices[..., 3] += shift
    return Skeleton(skeleton.t, skeleton.rotation, skeleton.position + shift, matrices)


def test_a_mirror_shows_the_person_where_optics_puts_them():
    take = prepare(dataclasses.replace(PLAIN, mirror=True))
    glass, camera = take.place.mirror, take.work.camera
    with Renderer(take.place, camera) as renderer:
        renderer.add(take.layers, take.person, take.pattern)
        drawn = renderer.draw([(take.skeleton, 0)]).rgb.astype(float)
        empty = renderer.draw([(away(take.skeleton), 0)]).rgb.astype(float)
    differs = np.abs(drawn - empty).max(-1) > 24
    direct = np.stack([camera.project(p[0])[0] for p in take.points.values()])
    image = np.stack([camera.project(glass.reflect(p[0]))[0] for p in take.points.values()])
    corners = camera.project(glass.corners())[0]
    inside = np.zeros(differs.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(corners).astype(np.int32), 1)
    # Only where the person does not stand before their own image.
    x0, x1 = direct[:, 0].min() - 14, direct[:, 0].max() + 14
    inside[:, max(int(x0), 0) : int(x1)] = 0
    shown = [i for i, (x, y) in enumerate(image) if inside[int(y), int(x)]]
    assert len(shown) > 12
    found = [differs[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2].any()
             for x, y in image[shown]]  # fmt: skip
    assert np.mean(found) > 0.9
    rows, columns = np.nonzero(differs & (inside > 0))
    body = rows < image[:, 1].max() + 2
    assert columns[body].min() > image[shown][:, 0].min() - 9
    # The image is smaller, for it is further away.
    assert np.ptp(image[:, 1]) < 0.8 * np.ptp(direct[:, 1])


def test_the_truth_says_where_the_mirror_hangs(tmp_path, plain):
    _, truth = clip(tmp_path, mirror=True, tags=["mirror"], fps=1)
    assert truth["tags"] == ["mirror"]
    mirror = truth["place"]["mirror"]
    assert 1 < mirror["size_m"][0] < 1.8
    assert np.linalg.norm(mirror["normal"]) == pytest.approx(1, abs=1e-3)
    assert plain[1]["place"]["mirror"] is None


def test_the_camera_looks_through_a_doorway():
    take = prepare(dataclasses.replace(PLAIN, doorway="through"))
    with Renderer(take.place, take.work.camera) as renderer:
        renderer.add(take.layers, take.person, take.pattern)
        far = renderer.draw([(take.skeleton, 0)]).place_distance
    own = take.work.camera.project(take.points["hip.L"][0])
    x, y = (int(v) for v in own[0])
    assert far[y, x] > own[1] + 0.3  # the wall behind
    assert max(far[y, 5], far[y, -6]) < own[1]  # the wall that the doorway is in


@pytest.mark.parametrize(("x", "fits"), [(0.0, True), (1.5, False)])
def test_nobody_walks_through_the_wall_beside_a_doorway(x, fits):
    path = np.array([[x, 0, z] for z in np.linspace(0, 2.5, 20)])
    eye, spot = np.array([0.0, 1.0, 3.0]), np.zeros(3)
    wanted = Fittings(False, "through", False, eye, spot, path, np.random.default_rng(1))
    if fits:
        assert plan(wanted, Axes(0.0, -1.5)).gate is not None
        return
    with pytest.raises(SpecError, match="walk through the wall"):
        plan(wanted, Axes(0.0, -1.5))


def test_no_side_wall_stands_in_the_way():
    path = np.array([[x, 0.0, 0.0] for x in np.linspace(-4, 4, 20)])
    looks = {"floor": "oak", "wall": "white", "light": "day", "clutter": 0, "camera_yaw": 0.0}
    sides = 0
    for seed in range(12):
        room = make_room(np.random.default_rng(seed), path=path, **looks)
        rows = room.mesh()
        if len(rows) < 12 + 6 + 36:  # floor, wall, side wall, skirting
            continue
        sides += 1
        corner, normal = rows[12, :3], rows[12, 3:6]
        assert ((path - corner) @ normal).min() == pytest.approx(0.7, abs=1e-3)
    assert sides > 3


def test_an_open_door_lets_one_see_further():
    shut, ajar = (prepare(dataclasses.replace(PLAIN, doorway=d)) for d in ("", "behind"))
    distances = []
    for take in (shut, ajar):
        with Renderer(take.place, take.work.camera) as renderer:
            renderer.add(take.layers, take.person, take.pattern)
            distances.append(renderer.draw([(take.skeleton, 0)]).place_distance)
    further = distances[1] - distances[0] > 0.6
    assert 0.01 < further.mean() < 0.25


@pytest.mark.parametrize("way", ["before", "behind"])
def test_somebody_passes(tmp_path, plain, way):
    passer = {"way": way, "at": 1.5, "heading": "right"}
    frames, truth = clip(tmp_path, passer=passer)
    assert truth["passer"]["heading"] == "right"
    assert truth["passer"]["person"]["name"] != "ben"
    begin, end = truth["passer"]["crosses_s"]
    assert begin <= 1.5 <= end
    seen = truth["passer"]["seen_s"]
    assert seen[0] <= begin <= end <= seen[1]
    more = [len(f["occluded"]) - len(g["occluded"])
            for f, g in zip(truth["frames"], plain[1]["frames"], strict=True)]  # fmt: skip
    if way == "before":
        assert more[3] > 8
    else:
        assert max(map(abs, more)) <= 1
    # The followed person is where they were.
    assert truth["frames"][3]["p3"] == plain[1]["frames"][3]["p3"]
    assert np.abs(frames[3] - frames[0]).mean() > 2


def test_knees_under_trousers_are_in_sight_and_the_far_leg_is_not(tmp_path):
    wear = {"bottom": "trousers", "footwear": "shoes", "top": "long"}
    _, front = clip(tmp_path / "front", wear=wear, person="lou", yaw=0.0, fps=1)
    _, side = clip(tmp_path / "side", wear=wear, person="lou", yaw=90.0, fps=1)
    joints = {f"{j}.{s}" for j in ("knee", "ankle", "hip", "shoulder", "elbow") for s in "LR"}
    assert not joints & set(front["frames"][0]["occluded"])
    assert {"heel.L", "heel.R"} <= set(front["frames"][0]["occluded"])
    hidden = set(side["frames"][0]["occluded"])
    assert {"knee.R", "ankle.R", "hip.R"} <= hidden
    assert not {"knee.L", "ankle.L", "hip.L", "heel.L"} & hidden


def test_nobody_passes_before_a_camera_that_stands_near():
    near = dataclasses.replace(PLAIN, framing="legs", passer={"way": "before"})
    with pytest.raises(SpecError, match="nobody can pass"):
        prepare(near)


def test_points_follow_a_camera_that_shakes(tmp_path, plain):
    frames, truth = clip(tmp_path, shake=1.0)
    assert "camera" not in plain[1]["frames"][0]
    stood = truth["camera"]
    for frame in truth["frames"]:
        c = frame["camera"]
        camera = Camera(
            np.array(c["position_m"]), np.array(c["target_m"]), c["tilt_deg"], stood["focal_px"],
            (320, 240),
        )  # fmt: skip
        for name, p in frame["p3"].items():
            assert camera.project(np.array(p))[0] == pytest.approx(frame["px"][name], abs=0.25)
    heels = np.array([f["px"]["heel.L"] for f in truth["frames"]])
    still = np.array([f["px"]["heel.L"] for f in plain[1]["frames"]])
    assert 1 < np.abs(heels - still).max() < 40
    # The room moves too.
    assert (
        np.abs(frames[1][:40] - frames[4][:40]).mean()
        > np.abs(plain[0][1][:40] - plain[0][4][:40]).mean()
    )


def test_blur_smears_what_moves_and_leaves_the_truth(tmp_path):
    moving = {"motion": "walk-through", "yaw": 80.0, "options": {}, "fps": 4, "seconds": 2.5}
    sharp, told = clip(tmp_path / "sharp", **moving)
    smeared, truth = clip(tmp_path / "smeared", **moving, blur=5, shutter=1.0)
    assert truth["camera"]["blur_s"] == 0.25
    for ours, theirs in zip(truth["frames"], told["frames"], strict=True):
        assert ours["p3"] == theirs["p3"]
        assert ours["px"] == theirs["px"]
        assert ours["angles"] == theirs["angles"]
    head = np.array([f["px"]["head"] for f in truth["frames"]])
    i = int(np.argmax(np.abs(np.gradient(head[:, 0]))))
    x, y = (int(v) for v in head[i])
    patch = np.s_[y - 10 : y + 10, x - 25 : x + 25]
    change = np.abs(smeared - sharp)
    assert change[i][patch].mean() > 8
    assert change[i][:, :20].mean() < 2
    edges = [np.abs(np.diff(f[i][patch].mean(-1), axis=1)).mean() for f in (sharp, smeared)]
    assert edges[1] < 0.8 * edges[0]


def test_light_adds_up_in_the_shutter():
    black, white = np.zeros((2, 2, 3), np.uint8), np.full((2, 2, 3), 255, np.uint8)
    grey = blur.average([black, white])
    assert grey.dtype == np.uint8
    assert (grey == 186).all()  # half the light, not half the code value
    assert blur.average([white]) is white


def test_the_middle_picture_is_the_frame_s_own():
    times = blur.shutter_times(np.array([1.0, 2.0]), 5, 0.5)
    assert times[:, 2].tolist() == [1.0, 2.0]
    assert times[0] == pytest.approx([0.8, 0.9, 1.0, 1.1, 1.2])


def test_between_frames_a_planted_foot_stays():
    take = prepare(PLAIN)
    track = take.done.track
    same = blur.between(track, track.t)
    assert np.allclose(same.pelvis, track.pelvis)
    finer = blur.between(track, np.linspace(-0.2, 3.2, 60))
    foot = finer.feet["L"]
    assert np.ptp(foot.ball, axis=0) == pytest.approx(np.ptp(track.feet["L"].ball, axis=0))
    assert foot.planted.dtype == bool
    assert foot.pitch.max() <= track.feet["L"].pitch.max() + 1e-9


def test_everything_at_once_is_the_same_every_time(tmp_path):
    passer = {"way": "behind", "at": 0.5}
    everything = dataclasses.replace(
        PLAIN, mirror=True, passer=passer, shake=1.0, blur=3, seconds=1.5, noise=3.0,
        exposure_drift=0.1,
    )  # fmt: skip
    paths = [render_clip(everything, tmp_path / name) for name in ("a", "b")]
    first, second = (p.with_suffix(".mp4").read_bytes() for p in paths)
    assert first == second
    assert paths[0].read_text() == paths[1].read_text()
