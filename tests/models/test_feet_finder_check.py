"""The finder's check: fitting it, its weights, and looking at a place several times."""

import numpy as np
import pytest

from formcheck.pose.feet.codec import LAYOUT, WIDTH
from formcheck.pose.feet.finder_check import HOPELESS, LOOKS, FootCheck
from formcheck.pose.feet.sight import Place
from models.feet.finder_check import export, folded, summary, whitened
from models.feet.finder_check_fit import Layers, fit

FOOT_AT = sum(int(np.prod(v)) for v in list(LAYOUT.values())[: list(LAYOUT).index("foot")])


@pytest.fixture(scope="module")
def rows():
    """Rows that differ in few directions, and what they are of."""
    rng = np.random.default_rng(0)
    hidden = rng.standard_normal((3000, 12)).astype(np.float32)
    foot = (hidden[:, 0] + np.abs(hidden[:, 1]) > 0.7).astype(np.float32)
    spread = rng.standard_normal((12, 60)).astype(np.float32)
    return hidden @ spread + 5, foot


def test_directions_make_rows_simple(rows):
    mean, directions = whitened(rows[0])
    x = (rows[0] - mean) @ directions
    assert x[:, :12].std(0) == pytest.approx(np.ones(12), abs=0.01)
    assert np.abs(x[:, 12:]).max() < 0.01


def test_what_it_learns_holds_for_others(rows):
    mean, directions = whitened(rows[0])
    x, foot = (rows[0] - mean) @ directions, rows[1]
    layers = fit(x[:2500], foot[:2500], seed=1, epochs=100)
    found = summary(layers.say(x[2500:])[:, 0], foot[2500:])
    assert found["right"] > 0.9
    again = folded(layers, mean, directions).say(rows[0][:5])
    np.testing.assert_allclose(again, layers.say(x[:5]), rtol=1e-3, atol=1e-3)


class Says:
    """A foot network whose rows say of all crops the same of there being a foot."""

    def __init__(self, foot):
        self.foot, self.crops = foot, []

    def rows(self, image, crops):
        self.crops += crops
        out = np.zeros((len(crops), WIDTH), np.float32)
        out[:, FOOT_AT] = self.foot
        return out


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Weights that say of a foot what the foot network says, if that is not negative; and 1 of
    every picture."""
    pytest.importorskip("onnx", reason="the train extra is not installed")
    torch = pytest.importorskip("torch", reason="the train extra is not installed")
    first = np.zeros((WIDTH, 2), np.float32)
    first[FOOT_AT, 0] = 1
    second = np.array([[1.0], [0.0]], np.float32)
    layers = Layers(first, np.zeros(2, np.float32), second, np.zeros(1, np.float32))
    folder = tmp_path_factory.mktemp("check")
    rows = export(layers, folder / "feet-rows.onnx")
    from models.feet import finder_pixels_network as pixels
    from models.feet.finder_check_join import join

    net = pixels.PixelNet()
    with torch.no_grad():
        net.head[-1].weight.zero_()
        net.head[-1].bias.fill_(1.0)
    pixels.export(net, folder / "feet-pixels.onnx")
    return join(rows, folder / "feet-pixels.onnx", folder / "feet-check.onnx")


PICTURE = np.zeros((200, 300, 3), np.uint8)
PLACE = Place(np.array([150.0, 100.0]), 60.0)


def test_a_place_is_looked_at_from_several_sides(twice):
    looker = Says(4.0)
    check = FootCheck(looker, twice)
    logit = (4.0 + min(4.0, 1.0)) / 2
    assert check.share(PICTURE, PLACE) == pytest.approx(1 / (1 + np.exp(-logit)))
    assert len(looker.crops) == len(LOOKS)
    assert {np.linalg.det(c.matrix[:, :2]) > 0 for c in looker.crops} == {True, False}
    assert check.describe()["feet_check"] == "feet-check.onnx"


def test_what_is_hopeless_is_looked_at_once(twice):
    looker = Says(0.2)
    assert FootCheck(looker, twice).share(PICTURE, PLACE) < HOPELESS
    assert len(looker.crops) == 1
