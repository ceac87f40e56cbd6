"""The benchmark's plan: enough units in every cell, halves that share nothing. No rendering."""

import dataclasses
import json
import math
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numpy", reason="numpy is not installed")

from samples.studio.benchmark import (
    HALVES,
    ankle_circle,
    count,
    distractors,
    hard,
    heel_to_toe,
    legs_walks,
    looks,
    plan,
    run,
    toe_walk,
)
from samples.studio.benchmark import heel_raise as hr
from samples.studio.benchmark.plan import Clip, seconds
from samples.studio.benchmark.table import ENOUGH, SIDES, VIEWS, Fault
from samples.studio.cli import main


@pytest.fixture(scope="module")
def halves():
    return {half: plan(half) for half in HALVES}


OTHERS = (toe_walk, ankle_circle, heel_to_toe)


def raises(whole):
    return [s for s in whole.specs if s.motion == "heel-raise"]


def test_every_fault_has_enough_plain_units_in_every_view_that_shows_it(halves):
    cells = count.cells(halves["test"])
    for fault in hr.FAULTS:
        for view in fault.views:
            assert cells[fault.check, view].clear >= ENOUGH, (fault.check, view)
    for view in SIDES:
        assert cells["knee_locked", f"{view}, one leg"].clear >= ENOUGH


@pytest.mark.parametrize("exercise", OTHERS, ids=lambda e: e.EXERCISE)
def test_the_other_exercises_have_enough_of_every_fault_too(halves, exercise):
    cells = count.cells(halves["test"], exercise.EXERCISE)
    for fault in exercise.FAULTS:
        for view in fault.views:
            assert cells[fault.check, view].clear >= ENOUGH, (fault.check, view)
            assert cells[fault.check, view].seen
    for half, share in ((h, HALVES[h][1]) for h in HALVES):
        specs = [s for s in halves[half].specs if s.motion == exercise.EXERCISE and not s.tags]
        assert len(specs) >= 20 * share
        assert sum(map(count.core_seconds, specs)) / 3600 <= 0.75 * share + 0.05
        assert any(not s.options.get("faults") for s in specs)


def test_steps_that_are_asked_to_be_wrong_are_sure_to_come(halves):
    for spec in halves["test"].specs:
        if spec.motion != "toe-walk":
            continue
        for f in spec.options.get("faults", ()):
            for stage, n in f.get("at", ()):
                seconds = spec.options["stages"][stage - 1][1]
                assert n * spec.options["cadence"] * 1.07 < seconds


def test_circles_keep_the_size_and_direction_of_their_set(halves):
    for spec in halves["test"].specs:
        if spec.motion != "ankle-circle":
            continue
        first = 1
        for _, _, many in spec.options["sets"]:
            mine = range(first, first + many)
            kinds = [{f["kind"] for f in spec.options["faults"] if n in f["reps"]} for n in mine]
            assert sum(not k & {"small_circle", "partial_circle"} for k in kinds) >= 2
            assert sum("direction_change" in k for k in kinds) <= many / 3
            assert not any(k >= {"small_circle", "flat_circle"} for k in kinds)
            first += many
        if "seated" in spec.name or "lying" in spec.name:
            assert spec.wear["bottom"] != "skirt"


def test_no_fault_of_a_tandem_walk_undoes_another(halves):
    for spec in halves["test"].specs:
        if spec.motion != "heel-to-toe":
            continue
        kinds = {}
        for f in spec.options.get("faults", ()):
            kinds.setdefault(f["reps"][0], set()).add(f["kind"])
        for n, k in kinds.items():
            if "too_fast" in k:
                assert n > 1
                assert not kinds.get(n - 1, set()) & {"lost_balance", "side_step", "arms_up"}
            assert "lost_balance" not in k or n < spec.options["steps"]


def test_strengths_are_spread_evenly_from_none_to_twice_the_limit(halves):
    units = [u for u in halves["test"].asked if (u.check, u.view) == ("low_raise", "back")]
    quarters = [sum(a <= u.strength < a + 0.15 for u in units) for a in (0.4, 0.55, 0.7, 0.85)]
    assert max(quarters) - min(quarters) <= 2
    assert sum(quarters) == len(units)


def test_what_is_plain_is_counted_from_the_limit_on():
    fault = Fault("x", "x", none=1.0, twice=0.4, clear=0.55)
    assert fault.share == pytest.approx(0.25)
    assert fault.units(1.0) == 92
    assert fault.units(0.5) == 46
    assert [fault.is_clear(s) for s in (0.4, 0.55, 0.56, 1.0)] == [True, True, False, False]
    signed = Fault("x", "x", none=0.0, twice=0.3, clear=0.2, signed=True)
    assert [signed.is_clear(s) for s in (-0.25, -0.1, 0.25)] == [True, False, True]


def test_a_clip_is_as_long_as_its_repetitions():
    reps = [{"too_fast": 1.0}, {"dropped_heel": 2.0}, {"heel_not_down": 0.2}, {"no_hold": 0.1}]
    clip = Clip("x", "left", "both", "plain", (1.2, 0.5, 1.3, 0.4), reps)
    moving = 1.0 + (1.2 + 0.5 + 0.6 + 0.4) + (1.2 + 0.5 + 1.3) + (1.2 + 0.1 + 1.3 + 0.4)
    assert seconds(clip, 1.5) == pytest.approx((1.5 + moving) * 1.02 + 1.2, abs=0.01)


def test_minutes_clips_and_hours(halves):
    minutes = {h: count.minutes(p.specs, distractors=True) for h, p in halves.items()}
    assert minutes["test"] >= 30
    assert minutes["dev"] >= 9
    exercises = {"heel-raise", *(e.EXERCISE for e in OTHERS)}
    assert {s.motion for s in halves["test"].specs} == exercises | set(distractors.KINDS)
    assert len(raises(halves["test"])) >= 20
    for spec in raises(halves["test"]):
        assert 8 <= spec.seconds <= 17  # most under 15
    hours = sum(count.core_seconds(s) for p in halves.values() for s in p.specs) / 3600
    assert hours / 2 < 6


def test_the_halves_share_no_people_places_or_cameras(halves):
    sets = {
        field: [{getattr(s, field) for s in halves[h].specs} - {None} for h in ("dev", "test")]
        for field in ("person", "floor", "wall", "fov", "name", "seed")
    }
    for field, (dev, test) in sets.items():
        if field == "fov":  # one part in tens of thousands
            views = [{(s.yaw, s.height, s.fov) for s in halves[h].specs} for h in ("dev", "test")]
            assert not views[0] & views[1]
        else:
            assert dev, field
            assert not dev & test, field
    assert len(looks.cast("dev")) + len(looks.cast("test")) >= 12


def test_legs_films_and_footwear_are_mixed(halves):
    specs = raises(halves["test"])
    for view in VIEWS:
        legs = {s.options["side"] for s in specs if f"-raise-{view}-" in s.name}
        assert legs == {"both", "left", "right"}
    assert {s.wear["footwear"] for s in specs} == {"bare", "socks", "shoes"}
    assert {15, 24, 30, 60} <= {s.fps for s in specs}
    assert any(s.variable_fps for s in specs)
    usual = sum(s.size == (640, 480) and 15 <= s.fps <= 30 for s in specs)
    assert usual > len(specs) / 2
    several = sum(len({f["kind"] for f in s.options["faults"]}) > 1 for s in specs)
    assert several > len(specs) / 2


def test_what_is_hard_to_see_has_its_tag_and_stands_apart(halves):
    for half, each in (("dev", 1), ("test", 3)):
        clips = [s for s in halves[half].specs if "hard" in s.tags]
        tags = [tag for s in clips for tag in s.tags]
        assert {kind: tags.count(kind) for kind in hard.KINDS} == dict.fromkeys(hard.KINDS, each)
        assert all(s.motion == "heel-raise" and 9 <= s.seconds <= 12 for s in clips)
        low = [s for s in clips if s.options["faults"]]
        assert len(low) == len(clips) / 2
    views = {s.name.split("-")[-3] for s in halves["test"].specs if "mirror" in s.tags}
    assert len(views) == 3


def test_no_chair_hides_the_feet_from_in_front(halves):
    supports = {s.options["support"] for s in raises(halves["test"]) if "-raise-front-" in s.name}
    assert supports == {"hips", "none"}


def test_faults_keep_to_what_they_can_be_done_on(halves):
    for spec in raises(halves["test"]):
        reps = spec.options["reps"]
        kinds = {}
        for f in spec.options["faults"]:
            kinds.setdefault(f["kind"], []).append((f["reps"][0], f["strength"]))
        assert reps - len(kinds.get("low_raise", [])) >= 2  # own best is the middle of three
        assert all(n < reps for n, _ in kinds.get("heel_not_down", []))
        assert ("no_hold" in kinds) <= ("hold" in spec.options)
        assert ("other_foot_down" in kinds) <= (spec.options["side"] != "both")
        low = min((s for _, s in kinds.get("low_raise", [])), default=1.0)
        assert low * spec.options["peak"] > 0.18
        if "clean" in spec.name:
            assert not kinds


def test_the_plan_is_the_same_every_time_and_fits_a_truth_file(halves):
    assert plan("dev") == halves["dev"]
    for spec in halves["dev"].specs:
        stored = json.dumps(dataclasses.asdict(spec))
        assert json.loads(stored)["name"] == spec.name


def test_it_goes_to_the_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path))
    assert run.folder("dev") == tmp_path / "benchmark" / "dev"


def test_the_list_names_clips_cells_and_hours(capsys):
    assert main(["benchmark", "--half", "test", "--list"]) == 0
    said = capsys.readouterr().out
    assert "| low_raise |" in said
    assert "hours on two cores" in said
    assert main(["benchmark", "--half", "test", "--only", "nothing-like-it"]) == 2
    assert "nothing-like-it" in capsys.readouterr().err


def test_the_plan_needs_no_heavy_library():
    code = (
        "import sys; from samples.studio.benchmark import plan; plan('dev');"
        "sys.exit(bool({'torch', 'anny', 'moderngl', 'av', 'cv2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def legs_of(halves, half):
    return [s for s in halves[half].specs if s.name.startswith(f"{half}-legs-")]


def is_walk(spec):
    return spec.motion in ("heel-to-toe", "walk-through")


def test_clips_of_the_lower_legs_alone_stand_apart_and_change_no_other(halves):
    for half, many in (("dev", 24), ("test", 40)):
        specs = legs_of(halves, half)
        # Dealt by generators of their own, after all others; walks after those.
        assert list(halves[half].specs[-len(specs) :]) == specs
        assert [is_walk(s) for s in specs] == [False] * many + [True] * (len(specs) - many)
        assert all(s.framing == "legs" and s.tags == ["legs"] for s in specs)
        mine = specs[:many]
        assert sum(map(count.core_seconds, mine)) / 3600 <= 0.02 * many
        assert {s.motion for s in mine} == {"heel-raise", "ankle-circle", "toe-walk"}
        raises = [s.name.split("-") for s in mine if s.motion == "heel-raise"]
        cells = {(view, side) for *_, view, _, side in raises}
        assert len(cells) == 9  # side, front and oblique; both, left and right
        circles = {
            tuple(s.name.split("-")[i] for i in (3, 5, 6)) for s in mine if "circle" in s.name
        }
        assert len(circles) == 8  # front and oblique; left and right; seated and standing
        assert all(s.options["length"] == 0 for s in mine if s.motion == "toe-walk")


def test_walks_of_the_lower_legs_are_heel_to_toe_or_nothing_to_count(halves, monkeypatch):
    for half, each in legs_walks.EACH.items():
        walks = [s for s in legs_of(halves, half) if is_walk(s)]
        cells = Counter(tuple(s.name.split("-")[2:4]) for s in walks)
        assert cells == {(kind, v): n for kind, views in each.items() for v, n in views.items()}
        assert {v for kind, v in cells if kind == "heel_to_toe"} == {"side", "oblique", "front"}
        for s in walks:
            assert ("-none-" in s.name) == (s.motion == "walk-through")
            assert s.size[0] / s.size[1] > 1.7  # wide, for somebody goes through it
            if "steps" in s.options:  # there is time for all of them
                assert s.seconds > 0.7 + s.options["steps"] * s.options["seconds"] + 0.9
            else:  # nearly as short as heel to toe, and with both feet down in between
                assert 0.25 < s.options["stride"] < 0.45
                assert (1 - s.options["lands"]) * s.options["step_s"] > 0.15
    monkeypatch.setattr(legs_walks, "EACH", {half: {} for half in HALVES})
    for half, whole in halves.items():
        without = plan(half)
        assert without.specs == whole.specs[: len(without.specs)]
        assert all(is_walk(s) for s in whole.specs[len(without.specs) :])


@given(yaw=st.floats(-180, 180), fov=st.floats(26, 32))
def test_a_camera_of_walking_legs_has_the_way_and_its_floor_in_the_picture(yaw, fov):
    """The way's ends, as far across and as near as the yaw puts them."""
    size = (640, 360)
    away = legs_walks._distance(yaw, fov, size)
    half = math.tan(math.radians(fov) / 2)
    for end in (-1, 1):
        across = end * legs_walks._REACH * math.sin(math.radians(yaw))
        near = away - end * legs_walks._REACH * math.cos(math.radians(yaw))
        assert abs(across) < near * half * size[0] / size[1]
        assert near >= legs_walks._OFF - 1e-9
