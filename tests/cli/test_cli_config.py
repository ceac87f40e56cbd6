"""Settings files: limits, a prescription, a person; one file over the other."""

import re
import tomllib

import pytest

from formcheck.config import PERSON, PRESCRIPTION, checked_limits, read_config, settings_toml
from formcheck.errors import UsageError
from formcheck.exercises.base import Exercise, Limits, limit, whole_limit
from formcheck.exercises.registry import exercises
from formcheck.options import PRESCRIBED, Options
from tests.support.program import cli
from tests.support.recorded import record
from tests.support.runs import report_in
from tests.support.simulate import Camera, Rep, Script

every = pytest.mark.parametrize("name", sorted(exercises()))


@pytest.fixture(scope="module")
def landmarks(tmp_path_factory):
    """Three heel raises, from the front, with nothing said about how they were recorded."""
    poses = Script().stand(1.5).raises([Rep()] * 3).stand(1).film(Camera())
    return record(tmp_path_factory.mktemp("recorded") / "three.npz", poses)


@pytest.fixture
def config(tmp_path):
    """Write a settings file."""

    def write(content, name="settings.toml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def scored(landmarks, tmp_path, *words):
    """Score, and the report that came of it."""
    done = cli("score", landmarks, "--out", tmp_path / "out", *words)
    assert done.code == 0, done.said
    return done, report_in(tmp_path / "out" / "three")


# A file to start from


@every
def test_the_printed_file_changes_nothing(name, config):
    done = cli("exercises", name, "--toml")
    assert done.code == 0
    assert tomllib.loads(done.out)[name] == exercises()[name].limits_type().model_dump()
    read = read_config([config(done.out)], name)
    assert read.given == {}
    kind = exercises()[name]
    assert checked_limits(kind, read.limits) == kind.limits_type()


@every
def test_the_printed_file_says_what_each_limit_is(name):
    text = settings_toml(exercises()[name])
    for key, info in exercises()[name].limits_type.model_fields.items():
        extra = info.json_schema_extra
        before = re.search(rf"# (.*)\n# (.*)\n{key} = ", text)
        assert before, key
        assert info.description in before[1]
        assert extra["unit"] in before[1]
        assert f"source: {extra['source']}" in before[2]


@every
def test_what_is_offered_behind_the_comment_signs_is_possible(name, config):
    text = settings_toml(exercises()[name])
    offered = text[text.index(f"# [{name}.prescription]") :].replace("# ", "", 1)
    shown = "\n".join(line.removeprefix("# ") for line in offered.splitlines())
    read = read_config([config(shown)], name)
    assert set(read.given) == {*PERSON.values(), *exercises()[name].takes}


def test_every_option_of_a_session_has_a_place_in_a_file():
    elsewhere = {"exercise", "label", "limits"}
    assert {*PERSON.values(), *PRESCRIPTION.values()} == set(Options.model_fields) - elsewhere
    assert set(PRESCRIPTION.values()) == PRESCRIBED


@every
def test_what_cannot_be_prescribed_of_an_exercise_is_refused(name, landmarks, config):
    values = {"side": "left", "reps": 3, "hold": 3, "mode": "test", "stages": "5,5", "cycles": 2}
    for key, field in PRESCRIPTION.items():
        if field in exercises()[name].takes:
            continue
        value = () if key == "bent-knee" else (values[key],)
        done = cli("score", landmarks, "--exercise", name, f"--{key}", *value)
        assert done.code == 2
        assert f"--{key} means nothing for {name}; what can be prescribed of it: --" in done.said
        path = config(f"[{name}.prescription]\n{key} = 1\n")
        done = cli("score", landmarks, "--exercise", name, "--config", path)
        assert done.code == 2
        assert f"[{name}.prescription] has no '{key}'" in done.said


# What a file changes


def test_the_report_says_which_limits_were_changed(landmarks, config, tmp_path):
    path = config("[heel-raise]\nshortest_period = 4\n")
    done, report = scored(landmarks, tmp_path, "--config", path)
    changed = [x for x in report["provenance"]["limits"] if x["changed"]]
    assert [(x["name"], x["value"], x["default"]) for x in changed] == [("shortest_period", 4, 1.6)]
    said = "Shortest time from one rise to the next: 4 s (default 1.6 s)"
    assert f"Limits changed: {said}" in done.said
    assert said in (tmp_path / "out" / "three" / "report.html").read_text(encoding="utf-8")
    faults = [f for r in report["reps"] for f in r["findings"] if f["verdict"] == "fault"]
    assert {(f["check"], f["limit"]) for f in faults} == {("too_fast", 4)}


def test_without_a_file_no_limit_was_changed(landmarks, tmp_path):
    done, report = scored(landmarks, tmp_path)
    assert not any(x["changed"] for x in report["provenance"]["limits"])
    assert "Limits changed" not in done.said


def test_a_prescription_and_a_person(landmarks, config, tmp_path):
    path = config(
        "[person]\nheight = 170\naffected = 'left'\n"
        "[heel-raise.prescription]\nreps = 2\nhold = 1.5\nside = 'both'\nbent-knee = false\n"
    )
    _, report = scored(landmarks, tmp_path, "--config", path)
    assert report["person"]["height_cm"] == 170
    assert report["prescription"]["reps"] == 2
    assert report["prescription"]["hold_s"] == 1.5
    assert report["prescription"]["affected"] == "left"
    assert [s["reps"] for s in report["sets"]] == [2, 1]
    assert {r["side"] for r in report["reps"]} == {"both"}


def test_the_command_line_wins(landmarks, config, tmp_path):
    path = config("[person]\nheight = 170\n[heel-raise.prescription]\nreps = 2\n")
    _, report = scored(landmarks, tmp_path, "--config", path, "--height", 180)
    assert report["person"]["height_cm"] == 180
    assert report["prescription"]["reps"] == 2


def test_a_later_file_wins_key_by_key(config):
    clinic = config("[heel-raise]\nlow_raise = 60\nset_pause = 20\n", "clinic.toml")
    patient = config("[heel-raise]\nlow_raise = 50\n[person]\nheight = 160\n", "patient.toml")
    read = read_config([clinic, patient], "heel-raise")
    assert read.limits == {"low_raise": 50, "set_pause": 20}
    assert read.given == {"height_cm": 160}


def test_a_setting_of_another_exercise_is_checked_and_not_used(config):
    other = next((e for e in exercises().values() if e.id != "heel-raise"), None)
    if other is None:
        pytest.skip("there is one exercise only")
    name = next(iter(other.limits_type.model_fields))
    assert read_config([config(f"[{other.id}.prescription]\nreps = 3\n")], "heel-raise").given == {}
    with pytest.raises(UsageError, match=name):
        read_config([config(f"[{other.id}]\n{name} = 'x'\n")], "heel-raise")


def test_a_file_is_for_the_exercise_of_the_recording(config, tmp_path):
    poses = Script().stand(1.5).raises([Rep()] * 2).stand(1).film(Camera())
    meta = {"options": {"exercise": "heel-raise", "height_cm": 150.0}}
    path = record(tmp_path / "three.npz", poses, meta)
    _, report = scored(path, tmp_path, "--config", config("[heel-raise]\nset_pause = 20\n"))
    assert report["person"]["height_cm"] == 150
    assert [x["name"] for x in report["provenance"]["limits"] if x["changed"]] == ["set_pause"]


# What a file may not say


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[heel-raise\n", "not valid TOML"),
        ("[heel-rise]\n", "Did you mean [heel-raise]?"),
        ("[squat-jump-thing]\n", "no exercise"),
        ("heel-raise = 3\n", "must be a table"),
        ("[heel-raise]\nlow_raize = 3\n", "has no limit 'low_raize'. Did you mean low_raise?"),
        (
            "[heel-raise]\nlow_raise = 'x'\n",
            "'low_raise' of heel-raise cannot be 'x': it must be a number over 0, up to 100 "
            "(% of the set's own best)",
        ),
        ("[heel-raise]\nlow_raise = '70'\n", "'low_raise' of heel-raise cannot be '70'"),
        ("[heel-raise]\nlow_raise = true\n", "'low_raise' of heel-raise cannot be True"),
        ("[heel-raise]\nlow_raise = -70\n", "'low_raise' of heel-raise cannot be -70"),
        ("[heel-raise]\nlow_raise = 1e300\n", "'low_raise' of heel-raise cannot be 1e+300"),
        (f"[heel-raise]\nlow_raise = 1{'0' * 400}\n", "'low_raise' of heel-raise cannot be 10000"),
        ("[heel-raise]\nlow_raise = nan\n", "'low_raise' of heel-raise cannot be nan"),
        ("[heel-raise]\nset_away = inf\n", "'set_away' of heel-raise cannot be inf"),
        ("[heel-raise]\nlow_raise = [1]\n", "'low_raise' of heel-raise cannot be"),
        ("[heel-raise]\nlow_raise.x = 1\n", "'low_raise' of heel-raise cannot be"),
        ("[heel-raise]\ntest_prompts = 2.5\n", "it must be a whole number from 0, up to 20"),
        ("[heel-raise]\nprescription = 3\n", "must be a table, [heel-raise.prescription]"),
        ("[heel-raise.prescription]\nrepz = 3\n", "has no 'repz'. Did you mean reps?"),
        ("[heel-raise.prescription]\nreps = '3'\n", "'reps' of heel-raise.prescription cannot be"),
        ("[heel-raise.prescription]\nreps = 0\n", "it must be a whole number from 1, up to 1000"),
        ("[heel-raise.prescription]\nside = 'top'\n", "it must be one of left, right, both, auto"),
        ("[heel-raise.prescription]\nbent-knee = 1\n", "it must be true or false"),
        ("[toe-walk.prescription]\nstages = [20, -1]\n", "'stages' of toe-walk.prescription"),
        ("[toe-walk.prescription]\nstages = []\n", "'stages' of toe-walk.prescription"),
        ("[heel-raise.prescription]\nstages = [20]\n", "has no 'stages'"),
        ("[heel-raise.prescription]\nhold = nan\n", "'hold' of heel-raise.prescription cannot be"),
        ("[person]\nheight = 900\n", "'height' of person cannot be 900: it must be a number from"),
        ("[person]\nname = 'Anna'\n", "[person] has no 'name'"),
        ("person = 'Anna'\n", "must be a table, [person]"),
        (f"[{'x' * 9000}]\n", "no exercise"),
        ("['\\u001b[31m']\n", "no exercise"),
        ("x = " + "[" * 5000, "not valid TOML"),
        ("x = 1" + "0" * 5000, "not valid TOML"),
        ("# " + "x" * 2_000_000, "too large"),
        (b"\xff\xfe\x00[", "not UTF-8"),
        (b"[heel-raise]\nlow_raise = 7\x000\n", "not valid TOML"),
        (b"\xef\xbb\xbf[heel-raise]\nlow_raise = 'x'\n", "low_raise"),
    ],
    ids=lambda v: v[:30] if isinstance(v, str) else None,
)
def test_a_broken_or_hostile_file(content, says, config, landmarks, tmp_path):
    done = cli("score", landmarks, "--config", config(content), "--out", tmp_path / "out")
    assert done.code == 2, done.said
    assert says in done.said
    assert "settings.toml" in done.said
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    assert len(done.err) < 1200
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["analyze", "live", "score"])
def test_every_command_that_takes_a_file_refuses_one_that_is_not_there(command, tmp_path):
    words = [] if command == "live" else [tmp_path / "none"]
    meta = record(tmp_path / "none", Script().stand(0.2).film()) if command == "score" else None
    assert meta is None or meta.exists()
    done = cli(command, *words, "--config", tmp_path / "none.toml")
    assert done.code == 2
    assert "none.toml: it cannot be read: No such file" in done.said


def test_a_folder_or_an_empty_device_is_no_surprise(landmarks, tmp_path):
    done = cli("score", landmarks, "--config", tmp_path, "--out", tmp_path / "out")
    assert done.code == 2
    assert "cannot be read" in done.said
    done = cli("score", landmarks, "--config", "/dev/null", "--out", tmp_path / "out")
    assert done.code == 0


# Limits of any kind


class OddLimits(Limits):
    wide: float = limit(-5, "Toe-in", "deg", low=-90, top=0)
    many: int = whole_limit(3, "Steps", low=0, top=9)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"wide": 1}, "'wide' of odd cannot be 1: it must be a number from -90, up to 0 (deg)"),
        ({"many": -1}, "'many' of odd cannot be -1: it must be a whole number from 0, up to 9."),
        ({"many": True}, "'many' of odd cannot be True"),
        ({"other": 1}, "odd has no limit 'other'. It has: wide, many."),
    ],
)
def test_what_is_allowed_is_said_for_every_kind_of_limit(changed, says):
    class Odd(Exercise):
        id = "odd"
        limits_type = OddLimits
        tracker = None

    with pytest.raises(UsageError) as caught:
        checked_limits(Odd(), changed)
    assert says in str(caught.value)
