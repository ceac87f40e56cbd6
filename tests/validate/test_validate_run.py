"""The real engine over filmed stick figures, and once over a real video."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import InputError
from formcheck.exercises.results import Side, Verdict
from formcheck.pipeline.settings import UseFeet
from formcheck.pose.bundle import ModelInfo
from formcheck.pose.extras import FOOT_FLOW
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.validate.cases import Case
from formcheck.validate.landmarks import LandmarkStore
from formcheck.validate.markdown import markdown
from formcheck.validate.result import About, summarize
from formcheck.validate.run import score
from formcheck.validate.truth import Truth
from formcheck.validate.units import ClipResult
from tests.support.clips import cut_demo
from tests.support.feet import FakeNetwork
from tests.support.program import cli
from tests.support.simulate import Camera, Rep, Script
from tests.support.videos import make_video


def filmed(script, path, *, yaw=90.0):
    """A recording of a script, as the landmarks of a clip."""
    with RecordingWriter(path) as writer:
        for pose in script.film(Camera(yaw=yaw)):
            writer.append(pose)
    return Recording(path)


def case_of(script, *, exercise="heel-raise", **more):
    reps = [
        {"side": r.side, "start_s": r.start, "end_s": r.end, "peak_s": (r.top_from + r.top_to) / 2}
        | {"measures": {"peak_heel_lift_cm": r.lift_cm, "rise_s": r.rise_s}}
        | {"faults": {"low_raise": r.lift_cm < 5, "knee_pumping": False}}
        for r in script.truth()
    ]
    reps = [] if exercise == "none" else reps
    truth = Truth.model_validate({"exercise": exercise, "reps": reps, **more})
    return Case("made", Path("made.mp4"), truth, script.length)


def test_what_was_done_is_found_and_compared(tmp_path):
    script = Script().stand(2).raises([*[Rep(lift_cm=9.5)] * 3, Rep(lift_cm=4.1)]).stand(2)
    case = case_of(script, view="left", person={"height_cm": 170, "footwear": "socks"})
    (result,) = score(case, filmed(script, tmp_path / "lm.npz"))
    assert (result.true_count, result.found_count, result.false_reps) == (4, 4, ())
    assert result.keys["footwear"] == "socks"
    assert result.keys["frame rate"] == "30/s"
    last = result.reps[-1]
    low = next(f for f in last.faults if f.check == "low_raise")
    assert (low.true.fault, low.verdict, low.view_allows) == (True, Verdict.FAULT, True)
    lift = next(m for m in last.measures if m.measure == "peak_heel_lift_cm")
    assert lift.found == pytest.approx(4.1, abs=1.5)
    assert all(abs(late) < 0.2 for late in last.late.values())
    assert last.found_side is Side.BOTH


def test_height_may_be_withheld(tmp_path):
    script = Script().stand(2).raises([Rep(), Rep()]).stand(2)
    case = case_of(script, person={"height_cm": 170})
    (result,) = score(case, filmed(script, tmp_path / "lm.npz"), give_height=False)
    lift = next(m for m in result.reps[0].measures if m.measure == "peak_heel_lift_cm")
    assert lift.found is None


def test_what_is_counted_where_nothing_may_be_is_a_false_one(tmp_path):
    script = Script().stand(2).raises([Rep(), Rep()]).stand(2)
    recording = filmed(script, tmp_path / "lm.npz")
    results = score(case_of(script, exercise="none"), recording)
    heel = next(r for r in results if r.exercise == "heel-raise")
    assert heel.distractor
    assert len(heel.false_reps) == 2


def test_a_bare_count_blames_no_repetition(tmp_path):
    script = Script().stand(2).raises([Rep(), Rep()]).stand(2)
    truth = Truth.model_validate({"exercise": "heel-raise", "counted": 1})
    case = Case("made", Path("made.mp4"), truth, script.length)
    (result,) = score(case, filmed(script, tmp_path / "lm.npz"))
    assert (result.true_count, result.found_count, result.false_reps) == (1, 2, ())


@pytest.fixture
def ready(folder, model, tmp_path):
    """A clip of blank pictures, whose landmarks are there already."""
    script = Script().stand(2).raises([Rep(), Rep(), Rep()]).stand(1)
    make_video(
        folder / "anna.mp4", times=[i / 5 for i in range(int(script.length * 5))], rate=5,
        size=(64, 48),
    )  # fmt: skip
    reps = [{"side": r.side, "start_s": r.start, "end_s": r.end} for r in script.truth()]
    (folder / "anna.json").write_text(json.dumps({"exercise": "heel-raise", "reps": reps}))
    store = LandmarkStore(tmp_path / "landmarks", model)
    store.folder.mkdir()
    filmed(script, store.path(folder / "anna.mp4"))
    return folder, store


def test_the_command_writes_everything(ready, tmp_path):
    folder, store = ready
    out = {name: tmp_path / f"out/{name}" for name in ("json", "markdown", "bands", "details")}
    words = [word for name, path in out.items() for word in (f"--{name}", path)]
    done = cli("validate", folder, "--landmarks", store.folder, "--label", "made up", *words)
    assert done.code == 0, done.said
    assert "exact count" in done.out
    assert "1/1 too few" in done.out
    written = json.loads(out["json"].read_text())
    part = written["exercises"]["heel-raise"]
    assert part["main"]["counts"]["exact"]["hits"] == 1
    assert written["label"] == "made up"
    assert len(written["clips_sha256"]) == 64
    assert written["pose_model_sha256"] == store.model.sha256
    assert set(part["splits"]) == {"side", "view", "legs and view", "frame rate", "footwear"}
    assert {"## Heel raise", "### Repetitions", "### Times"} <= set(
        out["markdown"].read_text().splitlines()
    )
    assert "bands" in json.loads(out["bands"].read_text())
    assert len(out["details"].read_text().splitlines()) > 3


def test_results_in_the_same_folder_are_not_taken_for_truth(ready):
    folder, store = ready
    words = ("validate", folder, "--landmarks", store.folder, "--json", folder / "out.json")
    assert [cli(*words).code, cli(*words).code] == [0, 0]


def test_damaged_landmarks_are_made_anew(ready, monkeypatch):
    folder, store = ready
    path = store.path(folder / "anna.mp4")
    path.write_bytes(b"PK damaged")
    made = []
    monkeypatch.setattr(store, "_make", lambda clip, *_: made.append(clip.name))
    with pytest.raises(InputError):
        store.get(folder / "anna.mp4")
    assert made == ["anna.mp4"]


def test_another_clip_of_the_same_name_has_other_landmarks(ready):
    folder, store = ready
    before = store.path(folder / "anna.mp4")
    with (folder / "anna.mp4").open("ab") as file:
        file.write(b"\0")
    assert store.path(folder / "anna.mp4") != before


def _clip_and_landmarks(tmp_path):
    """A video, and a recording of the same times."""
    kept = filmed(Script().stand(1.5), tmp_path / "bare.npz")
    poses = list(kept)
    noise = np.random.default_rng(1).integers(0, 255, (*poses[0].size[::-1], 3), dtype=np.uint8)
    clip = make_video(
        tmp_path / "anna.mp4",
        times=[p.t for p in poses],
        size=poses[0].size,
        images=[np.roll(noise, i // 2, axis=0) for i in range(len(poses))],
    )
    return clip, poses


def test_what_an_exercise_wants_besides_is_measured_on_the_kept_landmarks(
    model, tmp_path, monkeypatch
):
    clip, poses = _clip_and_landmarks(tmp_path)
    store = LandmarkStore(tmp_path, model, feet=UseFeet.OFF)
    (tmp_path / "bare.npz").rename(store.path(clip))
    monkeypatch.setattr("formcheck.validate.landmarks.open_estimator", None)  # none is needed
    again = list(store.get(clip, wants=frozenset({FOOT_FLOW})))
    assert store.path(clip, frozenset({FOOT_FLOW})).is_file()
    assert [p.t for p in again] == [p.t for p in poses]
    assert all(np.array_equal(a.landmarks, b.landmarks) for a, b in zip(again, poses, strict=True))
    assert any("flow_s" in p.extra for p in again)


def test_feet_are_added_to_the_kept_landmarks(model, tmp_path, monkeypatch):
    clip, poses = _clip_and_landmarks(tmp_path)
    off = LandmarkStore(tmp_path, model, feet=UseFeet.OFF)
    (tmp_path / "bare.npz").rename(off.path(clip))
    looks = "formcheck.validate.landmarks.foot_network"
    monkeypatch.setattr(looks, lambda use: None if use is UseFeet.OFF else FakeNetwork())
    monkeypatch.setattr("formcheck.validate.landmarks.open_estimator", None)  # none is needed
    store, wants = LandmarkStore(tmp_path, model), frozenset({FOOT_FLOW})
    assert store.path(clip).stem == f"{off.path(clip).stem}-feet-00000000"
    assert store.path(clip, wants, feet=False) == off.path(clip, wants)
    for these in (frozenset[str](), wants):
        again = list(store.get(clip, wants=these))
        assert store.path(clip, these).is_file()
        assert all(p.feet is not None for p in again)
        assert bool(these) == any("flow_s" in p.extra for p in again)
    assert next(iter(off.get(clip))).feet is None
    # A recording with feet of any network is taken where there is none of this one's.
    store.path(clip).replace(off.path(clip))
    assert next(iter(store.get(clip))).feet is not None
    assert not store.path(clip).exists()
    assert len(poses) == len(again)


def test_landmarks_are_kept_by_the_networks_that_find_feet(model, tmp_path, monkeypatch):
    clip, _ = _clip_and_landmarks(tmp_path)
    monkeypatch.setattr("formcheck.validate.landmarks.foot_network", lambda _: FakeNetwork())
    names = []
    for weights in ("1", "2"):

        class Finds:
            def describe(self, said=weights):
                return {"feet_finder": "any", "feet_finder_sha256": "0", "feet_check_sha256": said}

        monkeypatch.setattr("formcheck.validate.landmarks.foot_finder", lambda _: Finds())
        names.append(LandmarkStore(tmp_path, model).path(clip).stem)
    assert len({*names}) == len(names)
    assert all("-finder-" in name for name in names)


def test_markdown_survives_any_name():
    odd = ClipResult("a|b\nc", "heel-raise", False, {}, 9.0, 2, 1, (), 0, 1.0, 1.0)
    model = ModelInfo("full", Path("x.task"), "0" * 64)
    (line,) = (x for x in markdown(summarize([odd], About(model))).splitlines() if "a\\|b" in x)
    assert line.startswith("| a\\|b c | – | 2 | 1 |")


def test_a_real_video_goes_through_the_whole_pipeline(model, tmp_path):
    cut_demo(tmp_path / "demo.mp4", 1.0)
    (tmp_path / "demo.json").write_text('{"exercise": "none", "reps": []}')
    store = tmp_path / "store"
    first = cli("validate", tmp_path, "--landmarks", store, "--pose-model", model)
    assert first.code == 0, first.said
    (kept,) = store.iterdir()
    assert kept.name.startswith("demo-")
    assert Recording(kept).meta["clip"] == "demo.mp4"
    when = kept.stat().st_mtime_ns
    again = cli("validate", tmp_path, "--landmarks", store, "--pose-model", model)
    assert again.out == first.out
    assert kept.stat().st_mtime_ns == when
