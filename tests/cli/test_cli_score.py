"""`formcheck score`: the same report from landmarks alone, and strangers' recordings."""

import io
import json
import shutil
import zipfile

import jsonschema
import numpy as np
import pytest

from formcheck.report.schema import published_schema
from tests.support.models import SHARED
from tests.support.program import cli
from tests.support.runs import LABEL, report_in

SAME = {
    *("reps", "sets", "stages", "summary", "not_assessed", "curve", "prescription", "person"),
    *("label", "recorded_at", "exercise", "exercise_title", "measure_texts", "check_texts"),
}


@pytest.fixture(scope="module")
def scored(analysed, tmp_path_factory):
    out = tmp_path_factory.mktemp("scored")
    done = cli("score", analysed.folder / "landmarks.npz", "--out", out)
    assert done.code == 0, done.said
    return done, out / "two"


def test_a_recording_gives_exactly_what_the_video_gave(analysed, scored):
    before, after = analysed.report, report_in(scored[1])
    assert len(before["reps"]) == 2
    for part in SAME:
        assert after[part] == before[part], part
    csv = "reps.csv"
    assert (scored[1] / csv).read_bytes() == (analysed.folder / csv).read_bytes()
    jsonschema.Draft202012Validator(published_schema()).validate(after)


def test_it_says_that_there_are_no_pictures(scored):
    done, folder = scored
    assert {p.name for p in folder.iterdir()} == {"report.json", "reps.csv", "report.html"}
    report = report_in(folder)
    assert report["provenance"]["scored_from"] == "recording"
    assert any("no pictures" in warning for warning in report["warnings"])
    assert "no pictures" in done.said
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "no pictures" in page
    assert "data:image/jpeg" not in page


def test_only_what_is_given_now_changes(analysed, tmp_path):
    done = cli(
        "score", analysed.folder / "landmarks.npz", "--side", "left", "--reps", 1, "--out", tmp_path
    )
    assert done.code == 0, done.said
    report = report_in(tmp_path / "two")
    assert report["person"]["height_cm"] == 165
    assert report["label"] == LABEL
    assert {rep["side"] for rep in report["reps"]} == {"left"}
    assert len(report["sets"]) == 2


def test_into_its_own_folder_nothing_else_is_lost(results):
    before = {p.name: p.read_bytes() for p in results.iterdir()}
    done = cli("score", results / "landmarks.npz", "--out", results.parent, "--overwrite")
    assert done.code == 0, done.said
    assert {p.name for p in results.iterdir()} == set(before)
    for name in ("landmarks.npz", "annotated.mp4"):
        assert (results / name).read_bytes() == before[name]
    assert report_in(results)["provenance"]["scored_from"] == "recording"


@pytest.mark.parametrize("name", ["heel_raise_both_turning", "squats_side_lowres"])
def test_recordings_of_version_0(name, tmp_path):
    path = SHARED / "recordings" / f"{name}.npz"
    if not path.is_file():
        pytest.skip("no ../shared/recordings beside the checkout")
    done = cli("score", path, "--out", tmp_path)
    assert done.code == 0, done.said
    truth = json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))[name]
    assert report_in(tmp_path / name)["summary"]["reps"] == truth["heel_raises"]


def changed(path, **arrays):
    """Replace arrays of a recording; None takes one out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, value in arrays.items():
        if value is None:
            del parts[f"{name}.npy"]
            continue
        buffer = io.BytesIO()
        np.lib.format.write_array(buffer, np.asarray(value))
        parts[f"{name}.npy"] = buffer.getvalue()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def meta_of(path):
    with np.load(path) as data:
        return json.loads(str(data["meta"]))


def broken(folder, how):
    path = folder / "landmarks.npz"
    whole = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "text":
        path.write_text("no recording")
    elif how == "cut off":
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "a folder":
        path.unlink()
        path.mkdir()
    elif how == "bits turned":
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes(b ^ 255 for b in whole[middle : middle + 64])
                         + whole[middle + 64 :])  # fmt: skip
    elif how == "pickled":
        with zipfile.ZipFile(path, "w") as archive:
            buffer = io.BytesIO()
            np.save(buffer, np.array([{"a": 1}], dtype=object), allow_pickle=True)
            archive.writestr("t.npy", buffer.getvalue())
    elif how == "from the future":
        changed(path, version=np.int64(99))
    elif how == "no times":
        changed(path, t=None)
    elif how == "times that run back":
        with np.load(path) as data:
            changed(path, t=data["t"][::-1].copy())
    elif how == "no poses":
        with np.load(path) as data:
            arrays = {k: data[k][:0] for k in data.files if k not in ("version", "meta")}
        changed(path, **arrays)
    return path


@pytest.mark.parametrize(
    "how",
    ["missing", "empty", "text", "cut off", "a folder", "bits turned", "pickled",
     "from the future", "no times", "times that run back", "no poses"],
)  # fmt: skip
def test_a_broken_recording(how, results, tmp_path):
    done = cli("score", broken(results, how), "--out", tmp_path / "again")
    assert done.code == 3, done.said
    assert "landmarks.npz" in done.err
    assert done.err.startswith("formcheck: ")
    assert "of its own" not in done.err
    assert not (tmp_path / "again").exists()


HOSTILE = {
    "name": ["../../escape", "<script>x</script>", "", "x" * 100_000, 7, "a\x00b\n"],
    "kind": ["evil", 3, None],
    "width": [-1, 10**400, 1.5, "wide", True],
    "rotation_deg": ["x", None, 10**30, [1]],
    "codec": [3, "<u>" * 1000],
    "recorded_at": ["yesterday <u>", 3],
    "followed": [3, None, "<i>"],
    "followed_box": [[0, 1], ["a"] * 4, 3, [10**400] * 4, [float("nan")] * 4],
    "estimator": [[], {"model": {"a": 1}}, "x"],
    "warnings": ["x", [3], ["[red]<u>warning"]],
    "complete": ["no"],
    "scored_from": ["<u>", 3],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in HOSTILE.items() for value in values]
)
def test_a_stranger_says_of_a_recording_what_he_likes(field, value, results, tmp_path):
    path = results / "landmarks.npz"
    meta = meta_of(path)
    meta["origin"][field] = value
    changed(path, meta=json.dumps(meta))
    done = cli("score", path, "--out", tmp_path / "again")
    assert done.code == 0, done.said
    (folder,) = (tmp_path / "again").iterdir()
    report = report_in(folder)
    jsonschema.Draft202012Validator(published_schema()).validate(report)
    assert report["summary"]["reps"] == 2
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script>x" not in page
    assert "<u>" not in page


@pytest.mark.parametrize(
    "meta",
    [{}, {"origin": 3, "options": 4}, {"origin": None}, {"options": {"height_cm": "tall"}},
     {"options": {"label": "[bold]<u>x</u>"}}, {"options": []}],
)  # fmt: skip
def test_other_facts_that_cannot_be_believed(meta, results, tmp_path):
    path = changed(results / "landmarks.npz", meta=json.dumps(meta))
    done = cli("score", path, "--out", tmp_path / "again")
    assert done.code == 0, done.said
    (folder,) = (tmp_path / "again").iterdir()
    assert report_in(folder)["summary"]["reps"] == 2
    assert "<u>" not in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options",
    [{"limits": {"no_such_limit": 3}}, {"limits": {"low_raise": "x"}}, {"exercise": "moon-walk"}],
)
def test_made_with_what_is_not_known_here(options, results, tmp_path):
    """Other limits would give other findings: that is said, not passed over."""
    path = results / "landmarks.npz"
    meta = meta_of(path)
    meta["options"] |= options
    changed(path, meta=json.dumps(meta))
    done = cli("score", path, "--out", tmp_path / "again")
    assert done.code == 3, done.said
    assert str(path) in done.err
    assert not (tmp_path / "again").exists()


def test_a_settings_file_replaces_unknown_limits(results, tmp_path):
    path = results / "landmarks.npz"
    meta = meta_of(path)
    meta["options"]["limits"] = {"no_such_limit": 3}
    changed(path, meta=json.dumps(meta))
    (tmp_path / "own.toml").write_text("[heel-raise]\ncounted = 16\n")
    done = cli("score", path, "--config", tmp_path / "own.toml", "--out", tmp_path / "again")
    assert done.code == 0, done.said


def test_a_recording_in_which_nobody_is(results, tmp_path):
    path = results / "landmarks.npz"
    with np.load(path) as data:
        seen = ("landmarks", "world", "feet", "feet_about")
        arrays = {n: np.full_like(data[n], np.nan) for n in seen}
        arrays |= {n: np.zeros_like(data[n]) for n in ("source", "people")}
    done = cli("score", changed(path, **arrays), "--out", tmp_path / "again")
    assert done.code == 4, done.said
    assert not (tmp_path / "again").exists()


def test_a_recording_in_which_only_feet_are(results, tmp_path):
    path = results / "landmarks.npz"
    with np.load(path) as data:
        arrays = {n: np.full_like(data[n], np.nan) for n in ("landmarks", "world")}
        arrays |= {n: np.zeros_like(data[n]) for n in ("source", "people")}
    done = cli("score", changed(path, **arrays), "--out", tmp_path / "again")
    assert done.code == 0, done.said
    assert "2 heel raises" in done.said
    assert "only the feet are in the picture" in done.said


def test_a_copy_under_another_name(results, tmp_path):
    shutil.copy(results / "landmarks.npz", tmp_path / "monday.npz")
    done = cli("score", tmp_path / "monday.npz", "--out", tmp_path / "again")
    assert done.code == 0, done.said
    assert (tmp_path / "again" / "monday" / "report.html").exists()
