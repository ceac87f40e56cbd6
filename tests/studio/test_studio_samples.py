"""The committed samples: small, from their specs, and with every fault of every exercise."""

import dataclasses
import json
from pathlib import Path

import pytest

from samples.studio.spec import ClipSpec, load_specs

SAMPLES = Path(__file__).parents[2] / "samples"
SPECS = [
    s for name in ("demo", "samples") for s in load_specs(SAMPLES / f"studio/specs/{name}.toml")
]


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: s.name)
def test_a_sample_is_small_and_what_its_spec_asks_for(spec):
    truth = SAMPLES / f"{spec.name}.json"
    assert truth.stat().st_size < 300_000
    assert truth.with_suffix(".mp4").stat().st_size < 1_000_000
    assert (SAMPLES / "pictures" / f"{spec.name}.jpg").stat().st_size < 40_000
    stored = json.loads(truth.read_text())
    now = json.loads(json.dumps(dataclasses.asdict(spec)))
    plain = dataclasses.asdict(ClipSpec("", ""))
    # What a spec could say only later has its default in a sample from before.
    assert {**{k: plain[k] for k in now.keys() - stored["spec"].keys()}, **stored["spec"]} == now
    if spec.motion != "heel-raise":
        return
    assert stored["counted"] == spec.options["reps"]
    asked = {(f["kind"], n) for f in spec.options.get("faults", ()) for n in f["reps"]}
    for kind, n in asked:
        assert stored["reps"][n - 1]["faults"][kind]["fault"], (kind, n)


def truths(motion):
    return [
        json.loads((SAMPLES / f"{s.name}.json").read_text()) for s in SPECS if s.motion == motion
    ]


def faults_of(data):
    parts = [*data["reps"], *data.get("stages", ())]
    return {k for part in parts for k, f in part["faults"].items() if f["fault"]}


@pytest.mark.parametrize(
    ("motion", "faults"),
    [
        ("heel-raise", {
            "low_raise", "too_fast", "dropped_heel", "no_hold", "knee_pumping", "knee_locked",
            "trunk_lean", "trunk_lean_lateral", "foot_misaligned", "other_foot_down",
            "heel_not_down",
        }),
        ("toe-walk", {
            "heel_drop", "wrong_direction", "stage_short", "trunk_sway", "knees_bent",
        }),
        ("ankle-circle", {
            "partial_circle", "small_circle", "flat_circle", "direction_change", "leg_moving",
            "too_fast",
        }),
        ("heel-to-toe", {
            "gap", "off_line", "trunk_sway", "arms_up", "lost_balance", "too_fast",
        }),
    ],
)  # fmt: skip
def test_every_exercise_is_shown_done_well_and_with_each_of_its_faults(motion, faults):
    shown = [faults_of(data) for data in truths(motion)]
    assert set().union(*shown) == faults
    assert set() in shown


def test_heel_raises_are_done_well_by_every_leg():
    well = {data["side"] for data in truths("heel-raise") if not faults_of(data)}
    assert well == {"both", "left", "right"}


def test_circles_are_done_in_every_posture_both_ways_by_both_feet():
    circles = truths("ankle-circle")
    assert {d["prescription"]["posture"] for d in circles} == {"seated", "standing", "lying"}
    units = [u for d in circles for u in d["reps"]]
    assert {(u["side"], u["direction"]) for u in units} == {
        (side, way) for side in ("left", "right") for way in ("clockwise", "counter-clockwise")
    }


def test_all_samples_together_are_small():
    assert sum(f.stat().st_size for f in SAMPLES.glob("*.*")) < 25_000_000


def test_the_readme_shows_every_sample():
    text = (SAMPLES / "README.md").read_text()
    for spec in SPECS:
        assert f"pictures/{spec.name}.jpg" in text
