"""What a report warns of by itself."""

from dataclasses import replace

import pytest

from formcheck.exercises.registry import exercise
from formcheck.report.assemble import Origin, assemble
from formcheck.report.model import SourceSummary
from formcheck.report.notes import feet_alone, notes_on
from tests.support.example import example
from tests.support.sessions import run
from tests.support.simulate import Camera, Script


def source(fps, kind="camera"):
    return SourceSummary(
        name="0", kind=kind, width=640, height=480, duration_s=10.0, frames=70, fps=fps
    )


@pytest.mark.parametrize("fps", [None, 14.97, 30.0])
def test_enough_pictures_a_second_are_not_mentioned(fps):
    assert notes_on(source(fps), exercise("ankle-circle"), 0.0) == []


def test_too_few_pictures_a_second_say_what_that_means_and_live_what_to_do():
    (live,) = notes_on(source(6.77), exercise("ankle-circle"), None)
    assert live.startswith("Only 7 pictures a second")
    assert "missed or miscounted" in live
    assert "Close other programs" in live
    (filmed,) = notes_on(source(5.0, "file"), exercise("ankle-circle"), None)
    assert "Close" not in filmed


def test_feet_alone_say_what_can_be_checked_and_what_the_body_adds():
    (said,) = notes_on(source(30.0), exercise("heel-raise"), 0.92)
    assert "92 %" in said
    assert "Heel raises are counted" in said
    assert "too fast" in said.split(" For ")[0]
    assert "low raise" in said.split(" For ")[1]
    assert "trunk lean" in said.split(" For ")[1]
    assert notes_on(source(30.0), exercise("heel-raise"), 0.3) == []


def test_a_foot_that_leaves_the_picture_is_said_with_what_to_do():
    notes = [notes_on(source(30.0), exercise("ankle-circle"), 0.92, share) for share in (0.02, 0.2)]
    assert [len(said) for said in notes] == [1, 2]
    assert "In 20 % of that time a foot left the picture" in notes[1][1]
    assert notes[1][1].endswith("step back.")
    assert notes_on(source(30.0), exercise("ankle-circle"), 0.1, 0.2) == []


def test_none_counted_by_the_feet_alone_is_not_left_without_a_word():
    for counted, notes in ((0, 2), (3, 1)):
        said = notes_on(source(30.0), exercise("heel-raise"), 0.92, counted=counted)
        assert len(said) == notes
    assert "None was counted" in notes_on(source(30.0), exercise("heel-raise"), 0.9, counted=0)[1]
    assert notes_on(source(30.0), exercise("heel-raise"), 0.0, counted=0) == []


def test_feet_alone_of_every_kind_of_exercise():
    assert "Circles are counted" in feet_alone(exercise("ankle-circle"))
    assert "checked" not in feet_alone(exercise("ankle-circle"))
    assert "small circle" in feet_alone(exercise("ankle-circle")).split(" For ")[1]
    assert "Steps are counted" in feet_alone(exercise("toe-walk"))
    assert "Show both feet" in feet_alone(exercise("toe-walk")).split(" For ")[0]
    assert "Steps are counted" in feet_alone(exercise("heel-to-toe"))
    assert "three steps at least" in feet_alone(exercise("heel-to-toe")).split(" For ")[0]
    assert "whole body is needed" in feet_alone(example())


def test_a_pause_does_not_make_pictures_rare():
    poses = list(Script().stand(2.0).film(Camera(), fps=30))
    later = [replace(p, t=p.t + 30.0) for p in poses]
    session = run([*poses, *later]).session
    assert session.paused_s == pytest.approx(28.0, abs=0.1)
    report = assemble(session, Origin("0", kind="camera", width=640, height=480))
    assert report.source.fps == pytest.approx(30.0, abs=1.0)
    assert report.warnings == []
