"""The foot network: its loss, its batches, going on where training was cut off, its weights."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")

from formcheck.pose.feet import codec  # noqa: E402
from formcheck.pose.feet.points import BINS, INPUT, MARGIN, NOTHING, OUTSIDE, PATCH, POINTS  # noqa: E402
from models.feet import data, labels, network, store  # noqa: E402
from models.feet.loss import Targets, total_loss  # noqa: E402
from models.feet.train import Plan, Trainer  # noqa: E402


@pytest.fixture(scope="module")
def crops():
    """Bright spots on noise: the points of a foot, and what has none."""
    rng = np.random.default_rng(0)
    shard = store.Shard()
    for i in range(24):
        rgb = rng.integers(0, 90, (PATCH, PATCH, 3), np.uint8)
        xy = PATCH / 2 + rng.uniform(-30, 30, (6, 2))
        for x, y in xy.astype(int):
            rgb[y - 2 : y + 3, x - 2 : x + 3] = 255
        none = i % 8 == 7
        shard.add(
            rgb,
            store.Target.nothing(i)
            if none
            else store.Target(xy, np.zeros(6, int), np.full(2, np.nan), i % 2, i % 3, 1, 0.0, i),
        )
    columns = {k: np.array([getattr(t, k) for t in shard.targets]) for k in store._TYPES}
    return store.Crops(shard.pictures, columns)


def _parts(targets, off=0.0):
    bins = torch.arange(BINS) + 0.5 - MARGIN
    n = len(targets.xy)
    parts = {k: torch.zeros(n, *shape) for k, shape in codec.LAYOUT.items()}
    for i, axis in enumerate("xy"):
        parts[axis] = -0.5 * ((bins - targets.xy[..., i, None] - off) / 1.5) ** 2
    return parts


def test_what_is_right_costs_less_than_what_is_a_little_off():
    targets = Targets.example(4)
    losses = [total_loss(_parts(targets, off), targets)[1]["place"] for off in (0.0, 1.0, 4.0)]
    assert losses == sorted(losses)
    assert losses[0] < losses[1] - 0.1


def test_the_spread_is_cheapest_where_it_is_true():
    targets = Targets.example(8)
    costs = {}
    for size in (0.0, 1.0, 2.0, 3.0, 4.0):
        parts = _parts(targets, off=5.0)
        parts["spread"][..., :2] = size
        costs[size] = total_loss(parts, targets)[1]["spread"]
    assert min(costs, key=costs.get) == pytest.approx(np.log(5.0), abs=0.7)


def test_crops_without_a_foot_ask_for_nothing_but_to_say_so():
    targets = Targets.example(4)
    empty = Targets(
        targets.xy, torch.full_like(targets.flag, OUTSIDE), torch.full((4,), 255),
        torch.full((4,), 255), torch.zeros(4), torch.zeros(4, 2),
    )  # fmt: skip
    parts = _parts(targets)
    for v in parts.values():
        v.requires_grad_()
    total, each = total_loss(parts, empty)
    assert each["place"] == each["spread"] == 0.0
    assert float(total.detach()) == pytest.approx(0.2 * each["foot"])


def test_batches_are_the_same_again_and_all_crops_come_round(crops):
    a, b = (data.batch_of(crops, 3, 8, seed=1) for _ in range(2))
    assert torch.equal(a[0], b[0])
    assert torch.equal(a[1].xy, b[1].xy)
    assert a[0].shape == (8, 3, INPUT, INPUT)
    assert not torch.equal(a[0], data.batch_of(crops, 0, 8, seed=1)[0])


def test_a_mirrored_left_foot_is_a_right_one(crops):
    plain = data.plain(crops, 0)
    mirrored = data._cut(crops, 0, codec.Crop.of(data._centre(crops, 0), 120.0, mirror=True), True)
    assert (plain.side, mirrored.side) == (0, 1)


def test_who_is_told_the_side_sees_right_feet_but_for_a_few(crops):
    rng, lefts = np.random.default_rng(1), 0
    for i in (0, 2, 4, 6) * 50:
        assert crops.columns["side"][i] == 0
        drawn, wrong = data._mirrored(0, rng, True), data._mirrored(1, rng, True)
        lefts += (not drawn) + wrong
    assert 0 < lefts < 400 * 3 * data.WRONGLY_TOLD
    told, plain = data.plain(crops, 0, told=True), data.plain(crops, 1, told=True)
    assert told.side == plain.side == NOTHING
    mirrored = data._cut(crops, 0, codec.Crop.of(data._centre(crops, 0), 132.0, mirror=True), True)
    assert (
        np.sign(told.xy[0] - told.xy[1]).tolist()
        == np.sign(mirrored.xy[0] - mirrored.xy[1]).tolist()
    )
    assert set(data.batch_of(crops, 0, 24, 1, told=True)[1].side.tolist()) == {NOTHING}


def test_bright_spots_stay_under_their_points(crops):
    rng = np.random.default_rng(3)
    for i in range(6):
        sample = data.varied(crops, i, rng)
        for (x, y), flag in zip(sample.xy, sample.flag, strict=True):
            if flag == 0 and 4 < x < INPUT - 4 and 4 < y < INPUT - 4:
                around = sample.rgb[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3]
                assert around.max() > 120


def test_training_goes_on_as_if_it_had_not_been_cut_off(crops, tmp_path):
    plan = Plan("separable-strip", 6 * 8, 8, 1e-3, 1, 1, False)

    def learn(trainer, first, last):
        for step in range(first, last):
            trainer.learn(*data.batch_of(crops, step, 8, 1))

    straight = Trainer(plan, tmp_path)
    learn(straight, 0, 4)
    first = Trainer(plan, tmp_path)
    learn(first, 0, 2)
    first.save()
    second = Trainer(plan, tmp_path)
    second.resume()
    learn(second, second.step, 4)
    for a, b in zip(straight.net.parameters(), second.net.parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-5)
    other = Trainer(Plan("separable-strip", 99 * 8, 8, 1e-3, 1, 1, False), tmp_path)
    with pytest.raises(ValueError, match="another samples"):
        other.resume()


@pytest.mark.parametrize("name", sorted(network.CANDIDATES))
def test_opencv_says_what_torch_says(name, tmp_path):
    pytest.importorskip("onnx", reason="the train extra is not installed")
    from models.feet.measure import difference

    torch.manual_seed(0)
    net = network.build(name)
    with torch.no_grad():
        for p in net.parameters():
            p.add_(0.02 * torch.randn_like(p))
    path = tmp_path / "net.onnx"
    network.export(net, path)
    assert difference(net, path) < 1e-3
    assert network.weights(net) * 4 < 8e6
    assert net(torch.zeros(2, 3, INPUT, INPUT)).shape == (2, codec.WIDTH)


def test_half_the_room_says_the_same(tmp_path):
    pytest.importorskip("onnx", reason="the train extra is not installed")
    from models.feet.half import halve

    torch.manual_seed(0)
    network.export(network.build("separable-strip"), tmp_path / "whole.onnx")
    path = halve(tmp_path / "whole.onnx", tmp_path / "half.onnx")  # makes sure of it itself
    assert path.stat().st_size < 0.6 * (tmp_path / "whole.onnx").stat().st_size


def test_unknown_networks_are_named():
    with pytest.raises(KeyError, match="dense-strip"):
        network.build("large")


def test_marks_on_a_clip_are_judged(tmp_path):
    pytest.importorskip("onnx", reason="the train extra is not installed")
    import json

    import cv2

    from models.feet import judge

    writer = cv2.VideoWriter(
        str(tmp_path / "a.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240)
    )
    for grey in (20, 80, 140):
        writer.write(np.full((240, 320, 3), grey, np.uint8))
    writer.release()
    points = {"ankle": [150, 100, 2], "heel": [140, 120, 2], "toe": [190, 125, 1],
              "knee": [0, 0, 0]}  # fmt: skip
    row = {"clip": "a.avi", "frame": 1, "width": 320, "height": 240,
           "feet": [{"side": "right", "footwear": "shoe", "points": points}]}  # fmt: skip
    (tmp_path / "marks.json").write_text(json.dumps([row]))
    network.export(network.build("separable-strip"), tmp_path / "net.onnx")
    frames = list(labels.frames(tmp_path / "marks.json", tmp_path, None))
    assert frames[0].rgb.mean() == pytest.approx(80, abs=3)
    foot = frames[0].feet[0]
    assert foot.length == pytest.approx(np.hypot(50, 5))
    assert foot.clear.tolist() == [False, True, True, False]
    verdicts = judge.judge(judge.Judge(tmp_path / "net.onnx"), frames, judge.given)
    assert verdicts[0].xy.shape == (4, 2)
    assert "| shoe, profile | 1 |" in judge.table(verdicts)
    assert len(POINTS) == 6
