"""Measures the steps of a heel-to-toe walk from the recent past, when each is over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from formcheck.exercises.heel_to_toe_turns import passed_over
from formcheck.exercises.heel_to_toe_walk import Step
from formcheck.motion.heading import spot
from formcheck.motion.signals import SIDES
from formcheck.motion.tandem_feet import Landing
from formcheck.motion.tandem_gap import gap_by_feet, looked_at
from formcheck.motion.tandem_measures import (
    AROUND_S,
    LANDS_S,
    PASSES_S,
    STANDS_S,
    Stance,
    came_ahead,
    pause,
    stance,
    sway,
    wrist_over_shoulder,
)
from formcheck.motion.tandem_way import came_to
from formcheck.motion.track import Track
from formcheck.motion.view import is_frontal, is_side

TURNED_DEG = 45.0
"""Change of the body's yaw from one step to the next from which it is a turn. The yaw of a walk
straight across the picture changes by up to 16° a step, since the camera sees it from elsewhere."""

STEADY_DEG = 15.0
"""Change of yaw up to which somebody stands ready, rather than turns."""

COMES_ON = 0.1
"""Share of a step by which the body comes on after the last landing, before it stands."""

TURNING_WAY = 0.6
"""Foot lengths under which the last step before a turn is the first one of it: 0.1–0.6 in rendered
turns, where the pelvis has turned by 36° before the model sees it."""


def measure_step(track: Track, step: Step, until: float, passed: float | None) -> None:
    """Fill in everything that is known of a step once it is over.

    Args:
        track: the recent past.
        step: the step.
        until: when the next foot came down, or the walk ended, seconds.
        passed: when the next foot passed this one; None when none followed.
    """
    m, down = step.measures, step.down
    step.until = max(until, step.landing.known if passed is None else down)
    window = track.window(down, step.until)
    end = min(down + STANDS_S, step.until if passed is None else passed - PASSES_S)
    flat = window.between(down + LANDS_S if end - down > 2 * LANDS_S else down, end)
    around = track.window(down - AROUND_S, down + AROUND_S)
    step.stance = stance(flat, around, side=step.landing.side) or step.stance
    step.spot = spot(around)
    m.sway = sway(window) if is_frontal(step.stance.view) else None
    m.wrist = wrist_over_shoulder(window)
    m.pause_s = None if passed is None else pause(window)
    if is_side(step.stance.view):
        m.gap_by_feet = gap_by_feet(track.window(*looked_at(down, m.pause_s)))
    before = step.walk.before(step)
    if before is None:
        return
    if m.pause_s is not None:
        before.lifted = down + m.pause_s  # both feet stood so long, then the one behind left
    elif window.yaw_spread <= TURNED_DEG / 2:
        before.lifted = step.until  # both stand at the end


def standing_feet(track: Track, first_seen: float, landing: Landing) -> list[Stance]:
    """The feet that stood before the first step: the one that took it, and the other.

    Args:
        track: the recent past.
        first_seen: since when somebody has been seen without a gap, seconds.
        landing: of the first step.
    """
    start = max(first_seen, landing.swing - 1.2)
    around = track.window(start, landing.t + AROUND_S)
    feet = []
    both = track.window(start, landing.swing - 0.6)
    one = track.window(max(start, landing.swing - STANDS_S), landing.swing - 0.2)
    for window, leading in ((both, False), (one, True)):
        if len(window) > 2 and window.yaw_spread < STEADY_DEG:
            feet.append(stance(window, around, leading=leading))
    return [foot for foot in feet if foot is not None]


def missed_steps(
    track: Track, last: Step, landing: Landing, found: Stance
) -> list[tuple[Landing, Stance]]:
    """The steps that were not seen between two others, in order.

    Nobody takes two steps with one foot: where it came two steps on, the other one came between;
    where the other one came three steps on, each came once.

    Args:
        track: the recent past.
        last: the step before.
        landing: of the foot that has come down now.
        found: where it stands.
    """
    count = passed_over(last.walk, landing, found)
    if not count:
        return []
    other = SIDES[1 - SIDES.index(last.stance.side)]
    if count == 1:
        times = [came_ahead(track.window(last.down, landing.swing), other)]
    else:
        times = came_to(track.window(last.down, landing.t), [1 / 3, 2 / 3])
    return put_between(track, times, landing.swing, landing.known, other)


def missed_after(
    track: Track, last: Step, until: float, count: int
) -> list[tuple[Landing, Stance]]:
    """The steps that were not seen after the last one that was, before somebody stood still.

    Args:
        track: the recent past.
        last: the last step that was seen.
        until: when the walk was over, seconds.
        count: how many there were.
    """
    if not count:
        return []
    shares = [(number - COMES_ON) / count for number in range(1, count + 1)]
    times = came_to(track.window(last.down, until), shares)
    side = last.stance.side
    other = SIDES[1 - SIDES.index(side)] if side in SIDES else ""
    return put_between(track, times, until, until, other)


def put_between(
    track: Track, times: Sequence[float], until: float, known: float, first: str
) -> list[tuple[Landing, Stance]]:
    """Steps that were not seen to land, as far as their feet were seen to stand.

    Args:
        track: the recent past.
        times: when they landed, seconds.
        until: when the last of them was passed by the next foot.
        known: when all that was known.
        first: which foot took the first of them, '' where that is not known.
    """
    found = []
    side = first
    for down, end in pairwise([*times, until]):
        around = track.window(down - AROUND_S, down + AROUND_S)
        stood = stance(track.window(down, max(end, down)), around, side=side)
        if stood is None:
            return []
        found.append((Landing(down, known, down, side=side, seen=False), stood))
        side = SIDES[1 - SIDES.index(side)] if side else ""
    return found


def turned_on(track: Track, step: Step) -> bool:
    """Whether the last step of a walk was the first one of turning round.

    Then it went hardly any way, or was of the same foot as the one before.
    """
    if track.window(step.down, step.until).yaw_spread <= TURNED_DEG / 2:
        return False
    before = [one.landing.side for one in step.walk.steps if one is not step][-1:]
    again = bool(step.landing.side) and before == [step.landing.side]
    return again or step.walk.way(step) < TURNING_WAY
