"""The table of error bands is whole, and says what it is made of."""

import ast
import json
from importlib.resources import files
from pathlib import Path

import pytest

import formcheck.exercises
from formcheck.motion.bands import FEET_ALONE, WHOLE, Seen, band, basis
from formcheck.motion.view import View, classify

TABLE = json.loads(files("formcheck").joinpath("data/bands.json").read_text(encoding="utf-8"))
PARTS = ("", ", one leg", ", from behind")
KINDS = {
    kind + part + feet
    for kind in ("side", "frontal", "oblique")
    for part in PARTS
    for feet in ("", ", feet")
}


def asked_for():
    """Names given to `….band(...)` as literals anywhere in the exercises."""
    for path in sorted(Path(formcheck.exercises.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "band":
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield name.value


def test_every_band_that_is_asked_for_is_there():
    names = set(asked_for())
    assert "rise_time" in names
    assert {WHOLE.get(name, name) for name in names} <= set(TABLE["bands"])


def test_bands_of_times_grow_where_frames_are_far_apart():
    near, far = (Seen(View.FRONT, "both", interval) for interval in (1 / 30, 1 / 5))
    assert far.band("phase_time") > near.band("phase_time") == band("phase_time", View.FRONT)
    assert far.band("trunk_lean") == near.band("trunk_lean")


def test_one_leg_from_the_side_has_its_own_band():
    assert Seen(View.LEFT, "unknown").band("phase_time") > band("phase_time", View.LEFT)
    row = TABLE["bands"]["phase_time"]
    own = row.get("frontal, one leg", row["frontal"])
    assert Seen(View.FRONT, "left").band("phase_time") == own


@pytest.fixture
def table(monkeypatch):
    """A table of our own."""
    rows = {
        "phase_time": {"side": 0.3, "side, one leg": 0.6, "frontal": 0.25, "unit": "s"},
        "rise_time": {"side": 0.2, "unit": "s"},
        "peak_heel_lift": {"side": 9.0, "side, one leg": 19.0, "side, feet": 6.0, "unit": "%"},
    }
    monkeypatch.setattr("formcheck.motion.bands._table", lambda: {"bands": rows})


def test_a_part_that_nobody_measured_alone_has_the_band_of_the_whole(table):
    assert band("rise_time", View.LEFT) == 0.2
    assert band("rise_time", View.FRONT) == 0.25
    assert band("lower_time", View.LEFT) == 0.3
    assert band("rise_time", View.LEFT, "unknown") == 0.6  # both legs do not stand for one


def test_what_is_quick_has_the_band_of_all_until_it_was_measured(table):
    assert band("quick_rise_time", View.LEFT) == 0.2
    assert band("quick_rise_time", View.FRONT) == 0.25
    assert band("quick_lower_time", View.LEFT, "unknown") == 0.6
    assert Seen(View.FRONT, alone=True).band("quick_rise_time") == FEET_ALONE["rise_time"]
    near, far = (Seen(View.LEFT, "both", interval) for interval in (1 / 30, 1 / 5))
    assert far.band("quick_rise_time") > near.band("quick_rise_time")


def test_what_the_foot_model_measured_has_its_own_band_where_there_is_one(table):
    assert band("peak_heel_lift", View.LEFT) == 9.0
    assert band("peak_heel_lift", View.LEFT, feet=True) == 6.0
    assert band("peak_heel_lift", View.LEFT, "unknown") == 19.0
    assert band("rise_time", View.LEFT, feet=True) == 0.2


@pytest.mark.parametrize("name", sorted(TABLE["bands"]))
def test_a_row_is_whole(name):
    row = dict(TABLE["bands"][name])
    assert row.pop("unit")
    assert row
    assert set(row) <= KINDS
    assert all(value > 0 for value in row.values())


@pytest.mark.parametrize("name", sorted(TABLE["bands"]))
@pytest.mark.parametrize("view", View)
def test_a_band_is_a_number_or_none(name, view):
    value = band(name, view)
    assert value is None or value > 0
    assert value is None or view is not View.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (View.LEFT, View.RIGHT),
        (View.FRONT, View.BACK),
        (View.OBLIQUE_FRONT, View.OBLIQUE_BACK),
    ],
)
def test_bands_do_not_ask_which_of_two_like_views(one, other):
    for name, row in TABLE["bands"].items():
        if not any(kind.endswith("from behind") for kind in row):
            assert band(name, one) == band(name, other)


def test_from_behind_stands_apart_where_the_table_says_so(monkeypatch):
    table = {"bands": {"sway": {"frontal": 2.0, "frontal, from behind": 5.0, "side": 1.0}}}
    monkeypatch.setattr("formcheck.motion.bands._table", lambda: table)
    assert band("sway", View.FRONT) == 2.0
    assert band("sway", View.BACK) == band("sway", View.BACK, "left") == 5.0
    assert band("sway", View.LEFT) == 1.0


def test_an_unknown_measure_is_a_mistake():
    with pytest.raises(KeyError):
        band("charm", View.FRONT)


def test_the_report_can_say_where_they_come_from():
    assert basis()


@pytest.mark.parametrize(
    ("yaw", "sure"), [(0, True), (15, True), (-17, True), (19, False), (24, False)]
)
def test_near_the_border_of_a_view_nothing_is_sure_that_hangs_on_it(yaw, sure):
    seen = Seen(classify(yaw), yaw=yaw)
    assert (seen.why_not({View.FRONT}, "a front view") == "") is sure
    assert seen.why_not({View.FRONT, View.OBLIQUE_FRONT}, "the front") == "", "either will do"


def test_why_a_view_cannot_support_a_check():
    assert Seen(View.LEFT, yaw=90).why_not({View.FRONT}, "a front view") == "needs a front view"
    assert "so far off" in Seen(View.FRONT, yaw=24).why_not({View.FRONT}, "a front view")
    assert Seen(View.UNKNOWN).why_not({View.FRONT}, "a front view")
    assert Seen(View.FRONT).why_not({View.FRONT}, "a front view") == "", "no yaw: it was told"
