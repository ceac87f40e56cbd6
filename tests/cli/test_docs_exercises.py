"""docs/exercises.md says what the code says."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from formcheck.exercises.registry import exercises
from formcheck.report.notes import feet_alone

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "exercises.md").read_text(encoding="utf-8")
OURS = [e for e in exercises().values() if type(e).__module__.startswith("formcheck.")]
each = pytest.mark.parametrize("exercise", OURS, ids=lambda e: e.id)


def section(exercise):
    """What the document says of one exercise."""
    begin = TEXT.index(f"## {exercise.title} (`{exercise.id}`)")
    end = TEXT.find("\n## ", begin)
    return TEXT[begin : end if end > 0 else None]


@each
def test_every_check_and_its_views_stand_there_as_in_the_code(exercise):
    rows = re.findall(r"^\| `.*$", section(exercise), re.MULTILINE)
    assert rows == [f"| `{c.name}` | {c.text} | {c.views_text} |" for c in exercise.checks]


@each
def test_how_to_stand_and_where_to_put_the_camera(exercise):
    said = section(exercise)
    for text in (exercise.what, exercise.setup, exercise.views[1:], feet_alone(exercise)):
        assert text in said


@each
def test_there_is_a_drawing_that_loads_nothing(exercise):
    name = f"images/camera-{exercise.id}.svg"
    assert f"]({name})" in section(exercise)
    code = (DOCS / name).read_text(encoding="utf-8")
    drawing = ET.fromstring(code)
    assert drawing.tag.endswith("svg")
    assert drawing.findtext("{http://www.w3.org/2000/svg}title")
    assert not re.search(r"href|script|url\(|<image|data:", code)


def test_no_exercise_is_described_that_there_is_not():
    described = re.findall(r"^## .*\(`(.*)`\)$", TEXT, re.MULTILINE)
    assert sorted(described) == sorted(e.id for e in OURS)
