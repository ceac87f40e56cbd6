"""The example of docs/adding-an-exercise.md, installed as a package of somebody else's."""

import re
import subprocess
import sys

import pytest

from formcheck.exercises import registry
from formcheck.motion.signals import NAMES
from tests.support.example import CODE, FOLDER
from tests.support.program import cli, environment, program
from tests.support.recorded import record
from tests.support.runs import report_in
from tests.support.seated import Seated
from tests.support.simulate import Camera

DOC = (FOLDER.parent / "adding-an-exercise.md").read_text(encoding="utf-8")


def blocks(language):
    """The code blocks of the document in one language."""
    return re.findall(rf"```{language}\n(.*?)```", DOC, re.DOTALL)


def test_the_document_shows_the_example_as_it_is():
    assert blocks("python") == [CODE.read_text(encoding="utf-8")]
    assert blocks("toml")[0] == (FOLDER / "pyproject.toml").read_text(encoding="utf-8")


def test_the_document_names_signals_that_there_are():
    table = DOC[DOC.index("## Signals") : DOC.index("## Limits")]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert {"body_height", "foot_pitch_left"} <= named <= set(NAMES)


def test_links_in_the_document_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", DOC):
        assert (FOLDER.parent / target).exists(), target


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment in which the example is installed."""
    folder = tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", CODE.name):
        (source / name).write_bytes((FOLDER / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--target", folder]
    subprocess.run([*map(str, [*pip, *options, source])], env=environment(), check=True)
    found = environment()["PYTHONPATH"]
    return environment(PYTHONPATH=f"{folder}:{found}")


@pytest.fixture(scope="module")
def landmarks(tmp_path_factory):
    """Four toe lifts, the last two quick, from the left."""
    script = Seated().on_chair(2).toe_lifts(2).toe_lifts(2, up_s=0.1, down_s=0.1, hold_s=1)
    poses = script.on_chair(1).film(Camera(yaw=90))
    return record(tmp_path_factory.mktemp("recorded") / "toes.npz", poses)


def test_it_is_listed_and_shown(installed):
    done = program("exercises", env=installed)
    assert (done.code, done.err) == (0, "")
    assert "toe-lift" in done.out
    assert "heel-raise" in done.out
    done = program("exercises", "toe-lift", env=installed)
    for words in ("Toe lift", "low_lift", "too_fast", "no_hold", "side view"):
        assert words in done.out


def test_it_is_not_there_without_being_installed():
    assert "toe-lift" not in cli("exercises").out


def test_a_recording_is_scored_with_its_limits_from_a_file(installed, landmarks, tmp_path):
    done = program("exercises", "toe-lift", "--toml", env=installed)
    config = tmp_path / "limits.toml"
    config.write_text(done.out.replace("quickest = 0.6", "quickest = 0.9"), encoding="utf-8")
    words = ("--exercise", "toe-lift", "--config", config, "--hold", "0.3", "--out", tmp_path)
    done = program("score", landmarks, *words, env=installed)
    assert done.code == 0, done.said
    assert "Shortest lift, and shortest lowering: 0.9 s (default 0.6 s)" in done.said
    report = report_in(tmp_path / "toes")
    assert report["exercise"] == "toe-lift"
    assert report["summary"]["reps"] == 4
    verdicts = [{f["check"]: f["verdict"] for f in rep["findings"]} for rep in report["reps"]]
    assert [v["too_fast"] for v in verdicts[2:]] == ["fault", "fault"]
    assert {v["low_lift"] for v in verdicts} == {"not assessed"}
    assert "fault" not in verdicts[0].values()
    page = (tmp_path / "toes" / "report.html").read_text(encoding="utf-8")
    assert "Toe lift" in page


def test_a_mistake_in_its_limits_is_named(installed, landmarks, tmp_path):
    config = tmp_path / "limits.toml"
    config.write_text("[toe-lift]\nlowest = 100\n", encoding="utf-8")
    done = program("score", landmarks, "--exercise", "toe-lift", "--config", config, env=installed)
    assert done.code == 2
    assert "'lowest' of toe-lift cannot be 100: it must be a number over 0, up to 90 (deg)" in (
        done.said
    )


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """`formcheck exercises` in this process, where a package has an exercise in `odd_module`."""
    info = tmp_path / "odd-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(registry, "exercises", registry.exercises.__wrapped__)  # looks afresh

    def of(entry, code=None):
        if code is not None:
            (tmp_path / "odd_module.py").write_text(code)
        (info / "entry_points.txt").write_text(f"[formcheck.exercises]\nodd = {entry}\n")
        return cli("exercises")

    yield of
    sys.modules.pop("odd_module", None)


def test_a_package_that_cannot_be_loaded_is_named(listed):
    done = listed("no_such_module:Odd")
    assert done.code == 2
    assert "'odd'" in done.said
    assert "no_such_module" in done.said
    assert "Traceback" not in done.said


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("Odd = 3", "is no exercise"),
        ("from formcheck.exercises.base import Exercise as Odd", "is no exercise"),
        ("from formcheck.exercises.heel_raise import HeelRaise as Base\nclass Odd(Base): pass",
         "both called 'heel-raise'"),
    ],
)  # fmt: skip
def test_what_is_no_exercise_is_named(code, says, listed):
    done = listed("odd_module:Odd", code)
    assert done.code == 2
    assert says in done.said
    assert "Traceback" not in done.said
