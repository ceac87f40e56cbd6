"""A video may begin anywhere in a raise: the raises wholly after that are found as ever."""

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.properties import few
from tests.support.sessions import run, value
from tests.support.simulate import Camera, Rep, Script

SETTLE_S = 0.25
"""So long before a raise somebody has to be seen standing, seconds: see docs/exercises.md."""


@lru_cache(maxsize=32)
def held(hold_s, side="both", lift_cm=8.0):
    rep = Rep(hold_s=hold_s, lift_cm=lift_cm)
    return Script().stand(1.0).raises([rep] * 4, side).stand(1.2)


def seen_from(script, yaw, first, *, fps=12, seed=1, noise_px=0.3):
    film = script.film(Camera(yaw=yaw), fps=fps, noise_px=noise_px, seed=seed)
    return run([pose for pose in film if pose.t >= first])


@pytest.mark.parametrize("side", ["both", "left"])
@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("into_s", [1.0, 1.6, 2.5])
def test_a_video_that_begins_in_a_long_hold_loses_no_raise_after_it(into_s, yaw, side):
    """The height of the hold was taken for rest, and every raise for knees that straighten."""
    script = held(2.5, side)
    first, *others = script.truth()
    ran = seen_from(script, yaw, first.start + into_s)
    assert [rep.start_s for rep in ran.counted] == pytest.approx(
        [true.start for true in others], abs=0.15
    )
    assert len(ran.reps) == len(others)


@few
@given(
    st.floats(0.0, 1.0), st.floats(0.3, 3.0), st.sampled_from([0, 45, 90, 180]),
    st.sampled_from(["both", "right"]), st.integers(0, 99),
)  # fmt: skip
def test_wherever_it_begins_the_whole_raises_after_it_are_found(share, hold_s, yaw, side, seed):
    script = held(round(hold_s, 1), side)
    true = script.truth()
    first = share * true[2].start
    ran = seen_from(script, yaw, first, fps=15, seed=seed)
    whole = [one for one in true if one.start >= first + SETTLE_S]
    found = ran.counted[-len(whole) :]
    assert [rep.start_s for rep in found] == pytest.approx([w.start for w in whole], abs=0.2)
    assert [rep.end_s for rep in found] == pytest.approx([w.end for w in whole], abs=0.2)
    assert len(ran.reps) <= len(whole) + 1  # the one it begins in


@pytest.mark.parametrize("yaw", [0, 90])
def test_who_was_out_of_the_picture_until_a_hold_is_followed_from_there(yaw):
    script = held(2.5)
    _, second, *others = script.truth()
    hidden = Script().stand(1.0).raises([Rep(hold_s=2.5)] * 4).stand(1.2)
    hidden.hide(second.start - 0.4, second.start + 1.2)
    ran = seen_from(hidden, yaw, 0.0)
    starts = [script.truth()[0].start, *(true.start for true in others)]
    assert [rep.start_s for rep in ran.counted] == pytest.approx(starts, abs=0.15)


@pytest.mark.parametrize("yaw", [0, 90])
@pytest.mark.parametrize("missed", [0.3, 0.4])
def test_of_a_raise_whose_beginning_was_not_seen_nothing_is_judged(missed, yaw):
    """Its height, from where it was first seen, would be too low; the next one's is not."""
    script = held(0.6)
    first, *others = script.truth()
    ran = seen_from(script, yaw, first.start + missed * first.rise_s, fps=30)
    half, after = ran.reps[: -len(others)], ran.reps[-len(others) :]
    for rep in half:
        assert {f.verdict.value for f in rep.findings} == {"not assessed"}
    lifts = [value(rep, "peak_heel_lift") for rep in after]
    assert lifts == pytest.approx([lifts[-1]] * len(lifts), rel=0.06)


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("depth_m", [0.03, 0.05, 0.08])
def test_knee_bends_with_rests_between_are_still_none(depth_m, yaw):
    script = Script().stand(1.5)
    for _ in range(3):
        script.dips(1, depth_m).stand(1.5)
    assert not seen_from(script, yaw, 0.0, fps=16, noise_px=0.5).counted
