"""The committed samples: small, from their specs, and with every fault of heel raises."""

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
    assert stored["counted"] == spec.options["reps"]
    asked = {(f["kind"], n) for f in spec.options.get("faults", ()) for n in f["reps"]}
    for kind, n in asked:
        assert stored["reps"][n - 1]["faults"][kind]["fault"], (kind, n)


def test_every_fault_of_heel_raises_is_shown_and_every_leg_done_well():
    shown, well = set(), set()
    for spec in SPECS:
        data = json.loads((SAMPLES / f"{spec.name}.json").read_text())
        faults = {k for r in data["reps"] for k, f in r["faults"].items() if f["fault"]}
        shown |= faults
        if not faults:
            well.add(data["side"])
    assert well == {"both", "left", "right"}
    assert shown == {
        "low_raise", "too_fast", "dropped_heel", "no_hold", "knee_pumping", "knee_locked",
        "trunk_lean", "trunk_lean_lateral", "foot_misaligned", "other_foot_down", "heel_not_down",
    }  # fmt: skip


def test_the_readme_shows_every_sample():
    text = (SAMPLES / "README.md").read_text()
    for spec in SPECS:
        assert f"pictures/{spec.name}.jpg" in text
