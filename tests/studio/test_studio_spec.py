"""Spec files: what is wrong with them is said in one sentence."""

from pathlib import Path

import pytest

from samples.studio.spec import SpecError, load_specs

SPECS = Path(__file__).parents[2] / "samples" / "studio" / "specs"


def write(tmp_path, text):
    path = tmp_path / "clips.toml"
    path.write_text(text)
    return path


def test_defaults_are_shared_and_overridden(tmp_path):
    path = write(
        tmp_path,
        '[defaults]\nfps = 15\n[[clip]]\nname = "a"\nmotion = "squat"\n'
        '[[clip]]\nname = "b"\nmotion = "stand"\nfps = 60\nsize = [480, 640]\n',
    )
    a, b = load_specs(path)
    assert (a.fps, b.fps, b.size) == (15, 60, (480, 640))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[clip]]\nname = "a"\n', "'motion' is missing"),
        ('[[clip]]\nname = "a"\nmotion = "squat"\nview = "top"\n', "unknown view 'top'"),
        ('[[clip]]\nname = "a"\nmotion = "squat"\nreps = 3\n', "unknown field 'reps'"),
        ('[[clip]]\nname = "a"\nmotion = "stand"\n' * 2, "two clips are called 'a'"),
        ('[[clip]]\nname = "a"\nmotion = "stand"\nblur = 4\n', "odd number"),
        ('[[clip]]\nname = "a"\nmotion = "stand"\nshutter = 1.5\n', "'shutter'"),
        ('[[clip]]\nname = "a"\nmotion = "stand"\nshake = -1\n', "'shake'"),
        ('[[clip]]\nname = "a"\nmotion = "stand"\nframing = "feet"\n', "'framing'"),
        ('[[clip]]\nname = "a"\nmotion = "stand"\ndoorway = "left"\n', "'doorway'"),
        (
            '[[clip]]\nname = "a"\nmotion = "stand"\nmirror = true\ndoorway = "behind"\n',
            "share a wall",
        ),
        ('[[clip]]\nname = "a"\nmotion = "stand"\npasser = { at = 2 }\n', "needs a 'way'"),
        (
            '[[clip]]\nname = "a"\nmotion = "stand"\npasser = { way = "before", speed = 2 }\n',
            "speed",
        ),
        ("[[clip", "clips.toml"),
    ],
)
def test_a_bad_spec_names_what_is_wrong(tmp_path, text, says):
    with pytest.raises(SpecError, match=says):
        load_specs(write(tmp_path, text))


@pytest.mark.parametrize("path", sorted(SPECS.glob("*.toml")), ids=lambda p: p.stem)
def test_the_specs_that_come_with_it_are_good(path):
    assert load_specs(path)
