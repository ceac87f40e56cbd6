"""What the program says about itself, and options that are not possible."""

import pytest

from formcheck import __version__
from formcheck.config import PRESCRIPTION
from formcheck.exercises.registry import exercises
from tests.support.program import cli, program

COMMANDS = ("demo", "analyze", "live", "score", "exercises", "bench", "doctor")


def test_version():
    done = cli("--version")
    assert (done.code, done.out) == (0, f"formcheck {__version__}\n")


def test_help_names_every_command():
    done = cli("--help")
    assert done.code == 0
    for command in COMMANDS:
        assert command in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(command):
    done = cli(command, "--help")
    assert done.code == 0
    assert f"formcheck {command}" in done.out
    assert done.err == ""


def test_nothing_given_shows_the_help():
    done = cli()
    assert "Usage" in done.said
    assert "analyze" in done.said


def test_help_does_not_wait_for_heavy_libraries():
    heavy = ["mediapipe", "cv2", "scipy", "av"]
    code = (
        "import sys; from formcheck.cli.app import app\n"
        "try: app(['analyze', '--help'])\n"
        "except SystemExit: pass\n"
        f"print([n for n in {heavy} if n in sys.modules], file=sys.stderr)"
    )
    import subprocess
    import sys

    from tests.support.program import environment

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_every_exercise_is_listed():
    done = cli("exercises")
    assert done.code == 0
    for kind in exercises().values():
        assert kind.id in done.out
        assert kind.title in done.out


@pytest.mark.parametrize("name", sorted(exercises()))
def test_one_exercise_says_what_is_checked(name):
    kind = exercises()[name]
    done = cli("exercises", name)
    assert done.code == 0
    for check in kind.checks:
        assert check.name in done.out
    for key, field in PRESCRIPTION.items():
        assert (f"--{key}" in done.out) == (field in kind.takes)


def test_limits_need_an_exercise():
    done = cli("exercises", "--toml")
    assert done.code == 2
    assert "ID --toml" in done.said


@pytest.mark.parametrize("command", ["analyze x.mp4", "live", "score x.npz", "exercises"])
def test_an_unknown_exercise_names_the_nearest(command):
    words = command.split()
    option = [] if words[0] == "exercises" else ["--exercise"]
    done = cli(*words, *option, "heel-rase")
    assert done.code == 2
    assert "Did you mean 'heel-raise'?" in done.said


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--height", "900", "--height"),
        ("--height", "-3", "--height"),
        ("--height", "nan", "--height"),
        ("--height", "tall", "--height"),
        ("--foot-length", "200", "--foot-length"),
        ("--hold", "0", "--hold"),
        ("--hold", "nan", "--hold"),
        ("--reps", "0", "--reps"),
        ("--side", "middle", "--side"),
        ("--affected", "both", "--affected"),
        ("--mode", "race", "--mode"),
        ("--stages", "nonsense", "for example 20,20,20"),
        ("--stages", "", "for example 20,20,20"),
        ("--stages", "20,,20", "for example 20,20,20"),
        ("--stages", "20,-1", "for example 20,20,20"),
        ("--stages", "nan", "for example 20,20,20"),
        ("--person", "nobody", "left, right"),
        ("--person", "0", "left, right"),
        ("--label", "x" * 999, "label"),
        ("--nonsense", "1", "No such option"),
    ],
)
def test_an_impossible_option(option, value, says, one_rep, tmp_path):
    done = cli("analyze", one_rep, option, value, "--out", tmp_path / "out")
    assert done.code == 2
    assert says in done.said
    assert "Traceback" not in done.err
    assert len(done.err) < 800
    assert not (tmp_path / "out").exists()


def test_the_module_is_the_program():
    done = program("--version")
    assert (done.code, done.err) == (0, "")
    assert __version__ in done.out
