"""Spec files: what is wrong with them is said in one sentence."""

import pytest

from samples.studio.spec import SpecError, load_specs


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
        ("[[clip", "clips.toml"),
    ],
)
def test_a_bad_spec_names_what_is_wrong(tmp_path, text, says):
    with pytest.raises(SpecError, match=says):
        load_specs(write(tmp_path, text))
