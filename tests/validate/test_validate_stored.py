"""The error bands in the package are those that the stored result of the benchmark gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.validate.error_bands import FEET, merged, write_bands

ROOT = Path(__file__).parents[2]
STORED = ROOT / "docs/benchmark/dev.json"
STORED_FEET = ROOT / "docs/benchmark/dev-feet.json"
SHIPPED = ROOT / "formcheck/data/bands.json"


@pytest.fixture
def stored():
    """The result of the benchmark's dev half."""
    if not STORED.is_file():
        pytest.skip("no result of the benchmark is stored yet: all bands are provisional")
    return json.loads(STORED.read_text())


@pytest.fixture
def shipped():
    return json.loads(SHIPPED.read_text())


def test_the_bands_in_the_package_are_the_measured_ones(stored, shipped):
    measured = stored["error_bands"]
    kept = shipped["provisional"]
    own = {
        name: {kind: value for kind, value in row.items() if kind not in kept.get(name, ())}
        for name, row in without_feet(shipped["bands"]).items()
    }
    assert {name: row for name, row in own.items() if row.keys() != {"unit"}} == measured["bands"]
    assert without_feet(shipped["samples"]) == measured["samples"]
    assert shipped["basis"] == measured["basis"]


def test_the_bands_of_the_foot_model_are_those_of_the_stored_run_with_it(shipped):
    if not STORED_FEET.is_file():
        assert without_feet(shipped["bands"]) == shipped["bands"]
        return
    measured = json.loads(STORED_FEET.read_text())["error_bands"]
    for part in ("bands", "samples"):
        own = {
            name: {kind: v for kind, v in row.items() if kind.endswith(FEET)}
            for name, row in shipped[part].items()
        }
        known = {name: row for name, row in own.items() if row}
        assert known == {n: without_unit(row) for n, row in measured[part].items()}
    assert shipped["feet_basis"] == measured["feet_basis"]


def without_feet(rows):
    """Bands or their samples, of what was measured without the foot model."""
    return {
        name: {kind: value for kind, value in row.items() if not kind.endswith(FEET)}
        for name, row in rows.items()
    }


def without_unit(row):
    return {kind: value for kind, value in row.items() if kind != "unit"}


def test_the_stored_result_says_what_was_measured(stored):
    assert stored["label"]
    assert len(stored["clips_sha256"]) == 64
    assert stored["clips"]


def test_what_was_not_measured_stays_and_is_called_provisional():
    measured = {"basis": "dev", "bands": {"gap": {"side": 3.0, "unit": "%"}}, "samples": {}}
    before = {
        "bands": {
            "gap": {"side": 9.0, "side, one leg": 8.0, "unit": "%"},
            "pause": {"side": 1.0, "unit": "s"},
        }
    }
    both = merged(measured, before)
    assert both["bands"] == {
        "gap": {"side": 3.0, "side, one leg": 8.0, "unit": "%"},
        "pause": {"side": 1.0, "unit": "s"},
    }
    assert both["provisional"] == {"gap": ["side, one leg"], "pause": ["side"]}
    assert both["basis"] == "dev"
    wide = {**measured, "bands": {"gap": {"side": 8.5, "unit": "%"}}}
    assert merged(wide, before)["bands"]["gap"]["side, one leg"] == 8.5  # no easier to see
    later = {**measured, "bands": {"gap": {"side, one leg": 7.0, "unit": "%"}}}
    again = merged(later, both)
    assert again["bands"]["gap"] == {"side, one leg": 7.0, "unit": "%"}  # 3.0 was measured once
    assert again["provisional"] == {"pause": ["side"]}


def test_a_band_of_one_leg_from_the_side_stays_when_too_few_give_it_now():
    before = {"bands": {"gap": {"side": 2.0, "side, one leg": 8.0, "unit": "%"}}, "provisional": {}}
    now = {"basis": "dev", "bands": {"gap": {"side": 3.0, "unit": "%"}}, "samples": {}}
    both = merged(now, before)
    assert both["bands"]["gap"] == {"side": 3.0, "side, one leg": 8.0, "unit": "%"}
    assert both["provisional"] == {"gap": ["side, one leg"]}


def test_bands_are_not_written_over_something_else(tmp_path):
    from formcheck.errors import InputError

    path = tmp_path / "bands.json"
    path.write_text("[1]")
    with pytest.raises(InputError, match="holds no error bands"):
        write_bands({"bands": {}}, path)
    assert path.read_text() == "[1]"
