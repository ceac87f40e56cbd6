"""Stages announced to somebody who cannot look at the screen."""

from dataclasses import replace

from formcheck.exercises.drawings import StageBar, StagePart
from formcheck.live.stages import Call, StageCaller
from formcheck.status import Status
from tests.support.drawings import stages

WALKING = Status(phase="walk", set_index=1)


def heard(bars):
    caller = StageCaller()
    return [c for bar in bars for c in caller.update(replace(WALKING, drawings=(bar,)))]


def bar_at(t):
    """Two stages of ten seconds."""
    first, second = min(t, 10.0), max(0.0, t - 10.0)
    states = ("now", "next") if t < 10 else ("done", "now")
    return StageBar(
        parts=(
            StagePart(name="Toes out", wanted_s=10, done_s=first, state=states[0]),
            StagePart(name="Toes in", wanted_s=10, done_s=second, state=states[1]),
        )
    )


def test_each_stage_is_announced_once_with_a_countdown():
    calls = heard(bar_at(i / 30) for i in range(15 * 30))
    tick = Call("tick")
    assert calls == [
        Call("start", "Toes out, 10 seconds"),
        Call("soon", "Next: Toes in"),
        tick, tick, tick,
        Call("start", "Toes in, 10 seconds"),
    ]  # fmt: skip


def test_the_same_stage_of_the_next_cycle_is_announced_again():
    bars = [stages(), stages(), stages().model_copy(update={"cycle": 3})]
    assert [call.kind for call in heard(bars)] == ["start", "start"]


def test_nothing_is_said_without_stages_or_before_somebody_stands_there():
    caller = StageCaller()
    assert caller.update(WALKING) == []
    assert caller.update(replace(WALKING, drawings=(StageBar(parts=()),))) == []
    waiting = Status(phase="position", drawings=(stages(),))
    assert caller.update(waiting) == []


def test_what_the_exercise_says_itself_is_not_said_twice():
    caller = StageCaller()
    caller.update(replace(WALKING, drawings=(bar_at(0.0),)))
    told = replace(WALKING, drawings=(bar_at(6.0),), cue="next: toes in", cue_kind="info")
    assert caller.update(told) == []
    assert caller.update(replace(WALKING, drawings=(bar_at(6.1),))) == []


def test_a_stage_without_an_end_is_called_by_its_name_alone():
    open_end = StageBar(parts=(StagePart(name="On the toes", state="now"),))
    assert heard([open_end] * 3) == [Call("start", "On the toes")]


def test_few_pictures_a_second_lose_no_announcement_but_the_ticks_between():
    calls = heard(bar_at(t) for t in (0.0, 4.0, 9.5, 10.0, 14.0))
    assert [c.kind for c in calls] == ["start", "soon", "tick", "start"]
