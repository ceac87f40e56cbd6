"""Recordings: the same bits back, flat memory, and one sentence for every broken file."""

import io
import json
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.errors import InputError, OutputError
from formcheck.pose.landmarks import Source
from formcheck.pose.recording import Recording, RecordingWriter
from formcheck.pose.types import FEET_ABOUT_SHAPE, FEET_SHAPE, Feet, Pose
from tests.support.poses import random_pose

SHARED = Path(__file__).parents[3] / "shared" / "recordings"


def write(path, poses, **meta):
    with RecordingWriter(path) as writer:
        for pose in poses:
            writer.append(pose)
        writer.meta.update(meta)
    return path


def stop(error):
    raise error


def same(one: Pose, other: Pose) -> bool:
    return (
        one.t == other.t
        and one.size == other.size
        and one.people == other.people
        and np.array_equal(one.brightness, other.brightness, equal_nan=True)
        and dict(one.extra) == dict(other.extra)
        and one.landmarks.tobytes() == other.landmarks.tobytes()
        and one.world.tobytes() == other.world.tobytes()
        and one.source.tobytes() == other.source.tobytes()
        and one.landmarks.dtype == other.landmarks.dtype == np.float32
    )


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 1300])
def test_round_trip_is_bit_exact(tmp_path, count):
    poses = [random_pose(index) for index in range(count)]
    recording = Recording(write(tmp_path / "a.npz", poses, source="clip é.mp4"))
    assert (len(recording), recording.version) == (count, 2)
    assert recording.meta == {"source": "clip é.mp4"}
    read = list(recording)
    assert len(read) == count
    assert all(same(a, b) for a, b in zip(poses, read, strict=True))
    assert sum(1 for _ in recording) == count  # once more from the start
    assert [p.name for p in tmp_path.iterdir()] == ["a.npz"]


def test_numpy_opens_it_without_pickle(tmp_path):
    path = write(tmp_path / "a.npz", [random_pose(i) for i in range(9)], note=[1, None])
    with np.load(path, allow_pickle=False) as arrays:
        assert arrays["landmarks"].shape == (9, 33, 5)
        assert int(arrays["version"]) == 2
        assert json.loads(str(arrays["meta"])) == {"note": [1, None]}


def test_an_extra_that_comes_late_or_goes_is_missing_elsewhere(tmp_path):
    poses = [Pose.nobody(i / 30, (64, 48)) for i in range(700)]
    for index in (300, 650):
        object.__setattr__(poses[index], "extra", {"flow_left": index / 3})
    read = list(Recording(write(tmp_path / "a.npz", poses)))
    assert {i: dict(p.extra) for i, p in enumerate(read) if p.extra} == {
        300: {"flow_left": 100.0},
        650: {"flow_left": 650 / 3},
    }


def some_feet(index):
    rng = np.random.default_rng(index)
    points = rng.uniform(0, 600, FEET_SHAPE).astype(np.float32)
    points[index % 2] = np.nan
    return Feet(points, rng.uniform(0, 1, FEET_ABOUT_SHAPE).astype(np.float32))


def test_feet_that_come_late_or_go_are_missing_elsewhere(tmp_path):
    poses = [Pose.nobody(i / 30, (64, 48)) for i in range(700)]
    poses[300:650] = [replace(pose, feet=some_feet(i)) for i, pose in enumerate(poses[300:650])]
    read = list(Recording(write(tmp_path / "a.npz", poses)))
    for before, after in zip(poses, read, strict=True):
        assert after.feet is not None
        wanted = before.feet or Feet.none()
        assert after.feet.points.tobytes() == wanted.points.tobytes()
        assert after.feet.about.tobytes() == wanted.about.tobytes()
        assert [after.feet.found(row) for row in (0, 1)] == [wanted.found(row) for row in (0, 1)]


def test_without_the_foot_model_a_recording_has_no_feet(tmp_path):
    path = write(tmp_path / "a.npz", [random_pose(i) for i in range(3)])
    assert all(pose.feet is None for pose in Recording(path))
    with np.load(path) as arrays:
        assert not [name for name in arrays if name.startswith("feet")]


def test_feet_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="feet's about has shape"):
        Feet(np.zeros(FEET_SHAPE, np.float32), np.zeros((2, 4), np.float32))


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_was_seen_is_kept_after_an_interruption(tmp_path, error):
    path = tmp_path / "a.npz"
    poses = (random_pose(index) if index < 300 else stop(error) for index in range(301))
    with pytest.raises(error):
        write(path, poses)
    assert len(list(Recording(path))) == 300


def test_the_earlier_file_stays_until_the_new_one_is_whole(tmp_path):
    path = write(tmp_path / "a.npz", [random_pose(0)])
    writer = RecordingWriter(path)
    for index in range(600):
        writer.append(random_pose(index))
    assert len(Recording(path)) == 1
    writer.close()
    writer.close()
    assert len(Recording(path)) == 600


def test_writer_and_reader_stay_flat(tmp_path):
    path = tmp_path / "a.npz"
    pose = random_pose(1)

    def peak(count):
        tracemalloc.start()
        with RecordingWriter(path) as writer:
            for index in range(count):
                writer.append(replace(pose, t=float(index)))
        for _ in Recording(path):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(12_000) - peak(2_000) < 500_000


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        RecordingWriter(tmp_path / "missing" / "a.npz")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("during", ["append", "close"])
def test_a_full_disk_is_one_sentence(tmp_path, monkeypatch, during):
    monkeypatch.setattr(RecordingWriter, "_spool", lambda *_: open("/dev/full", "wb"))  # noqa: SIM115, PTH123
    with pytest.raises(OutputError, match="No space left"):
        write(tmp_path / "a.npz", map(random_pose, range(300 if during == "append" else 3)))
    assert list(tmp_path.iterdir()) == []


def test_version_0(tmp_path):
    t = np.arange(5) / 30
    landmarks = np.full((5, 33, 5), 0.5, np.float32)
    landmarks[2] = np.nan
    world = np.zeros((5, 33, 3), np.float32)
    np.savez(tmp_path / "a.npz", t=t, landmarks=landmarks, world=world, size=np.array([640, 480]))
    recording = Recording(tmp_path / "a.npz")
    poses = list(recording)
    assert (recording.version, recording.meta) == (0, {})
    assert [p.found for p in poses] == [True, True, False, True, True]
    assert [p.people for p in poses] == [1, 1, 0, 1, 1]
    assert poses[0].size == (640, 480)
    assert (poses[0].source == Source.BODY).all()
    assert (poses[2].source == Source.NONE).all()


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/recordings beside the checkout")
def test_shared_recordings_are_read_as_version_0():
    for path in sorted(SHARED.glob("*.npz")):
        with np.load(path) as arrays:
            read = list(Recording(path))
            assert len(read) == len(arrays["t"])
            assert np.array_equal(
                np.stack([p.landmarks for p in read]), arrays["landmarks"], equal_nan=True
            )


def arrays_of_a_good_one(tmp_path):
    poses = [replace(random_pose(i), feet=some_feet(i)) for i in range(4)]
    path = write(tmp_path / "good.npz", poses, a=1)
    with np.load(path) as arrays:
        return {name: arrays[name] for name in arrays.files}


def change(name, value):
    def apply(arrays):
        arrays[name] = value(arrays[name]) if callable(value) else value

    return apply


def put(index, value):
    def apply(array):
        array = array.copy()
        array[index] = value
        return array

    return apply


BROKEN = {
    "future": (change("version", np.array(3)), "version is 3"),
    "version text": (change("version", np.array("1")), "version is not a number"),
    "no landmarks": (lambda a: a.pop("landmarks"), "'landmarks' is missing"),
    "no meta": (lambda a: a.pop("meta"), "'meta' is missing"),
    "float64 landmarks": (change("landmarks", lambda x: x.astype(np.float64)), "where float32"),
    "big-endian times": (change("t", lambda x: x.astype(">f8")), "where float64"),
    "shape": (change("landmarks", lambda x: x[:, :32]), "has the shape"),
    "by columns": (change("landmarks", np.asfortranarray), "by columns"),
    "scalar": (change("t", np.array(1.0)), "has the shape"),
    "lengths": (change("people", lambda x: x[:-1]), "differ in length"),
    "nan time": (change("t", put(2, np.nan)), "not numbers"),
    "infinite time": (change("t", put(2, np.inf)), "infinite"),
    "equal times": (change("t", put(2, 1 / 30)), "do not increase"),
    "times go back": (change("t", put(3, 0.01)), "do not increase"),
    "infinite landmark": (change("landmarks", put((1, 2, 0), np.inf)), "infinite"),
    "absurd landmark": (change("landmarks", put((1, 2, 0), 1e30)), "impossible"),
    "absurd world": (change("world", put((1, 2, 0), -1e30)), "impossible"),
    "no size": (change("size", put((0, 0), 0)), "impossible"),
    "huge size": (change("size", put((0, 1), 2**31 - 1)), "impossible"),
    "people": (change("people", put(0, -1)), "impossible"),
    "brightness": (change("brightness", put(0, 256)), "impossible"),
    "meta list": (change("meta", np.array("[1]")), "not a JSON object"),
    "meta text": (change("meta", np.array("{")), "not JSON"),
    "meta deep": (change("meta", np.array("[" * 200_000)), "a recording is not|not JSON"),
    "meta number": (change("meta", np.array(1)), "not a text"),
    "one of two feet arrays": (lambda a: a.pop("feet_about"), "'feet_about' is missing"),
    "feet shape": (change("feet", lambda x: x[:, :, :5]), "has the shape"),
    "infinite foot": (change("feet", put((1, 1, 0, 0), np.inf)), "infinite"),
    "feet share": (change("feet_about", put((1, 0, 0), 2)), "impossible"),
    "extra int": (change("extra_flow", np.zeros(4, np.int64)), "where float64"),
    "extra infinite": (change("extra_flow", np.full(4, np.inf)), "infinite"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_hostile_array_is_one_sentence(tmp_path, name):
    spoil, message = BROKEN[name]
    arrays = arrays_of_a_good_one(tmp_path)
    spoil(arrays)
    np.savez(tmp_path / "bad.npz", **arrays)
    with pytest.raises(InputError, match=message):
        list(Recording(tmp_path / "bad.npz"))


def test_pickled_objects_are_never_loaded(tmp_path):
    arrays = arrays_of_a_good_one(tmp_path)
    arrays["t"] = np.array([{"a": 1}] * 4, dtype=object)
    np.savez(tmp_path / "bad.npz", **arrays)
    with pytest.raises(InputError, match="Python objects"):
        Recording(tmp_path / "bad.npz")


@pytest.mark.parametrize("count", [10**15, 40_000_000, -1])
def test_a_claimed_length_is_not_believed(tmp_path, count):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (count,)}
    )
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.npy", header.getvalue() + bytes(64))
    with pytest.raises(InputError, match="not as long as it claims"):
        Recording(path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + bytes(60)])
def test_not_a_zip(tmp_path, content):
    (tmp_path / "a.npz").write_bytes(content)
    with pytest.raises(InputError, match="damaged, or not a recording"):
        Recording(tmp_path / "a.npz")


def test_missing_or_a_folder(tmp_path):
    with pytest.raises(InputError, match="There is no recording"):
        Recording(tmp_path / "a.npz")
    with pytest.raises(InputError, match="cannot be read"):
        Recording(tmp_path)


def test_another_kind_of_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("t.npy", b"hello")
    with pytest.raises(InputError, match="'t' is not an array"):
        Recording(tmp_path / "a.npz")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damage_anywhere_never_ends_in_a_traceback(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damage", numbered=True)
    good = write(folder / "a.npz", [random_pose(i) for i in range(3)], a=1).read_bytes()
    raw = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    (folder / "b.npz").write_bytes(raw[:cut] if data.draw(st.booleans()) else raw)
    try:
        for pose in Recording(folder / "b.npz"):
            assert pose.landmarks.shape == (33, 5)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - a result without damage is fine too
