"""How much `formcheck bench` measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured; the defaults take under three minutes on two cores.

    Attributes:
        rounds: of bare inference and `analyze`.
        by_hand: rounds that have the usual loop as well.
        larger_s: seconds of video with larger pictures, 0 for none.
        live_s: seconds of video of each live run, and of what is timed picture by picture.
        plays: how often the clip is played for the memory.
        inference: whether bodies are looked for in each of those plays, and not only in the first;
            otherwise the poses of the first come again, so that everything else is measured.
        pushes: how often the engine goes over the recording, for each exercise.
        warm_up_s: seconds of video analysed before anything counts, long enough for a
            repetition, with which the last libraries are loaded.
    """

    rounds: int = 2
    by_hand: int = 1
    larger_s: float = 3.0
    live_s: float = 8.0
    plays: int = 20
    inference: bool = False
    pushes: int = 5
    warm_up_s: float = 4.0


THOROUGH = Plan(rounds=3, by_hand=3, larger_s=5.0, live_s=60.0, plays=30, inference=True, pushes=9)
"""Ten minutes on two cores."""


def work_s(plan: Plan, seconds: float, more: int) -> float:
    """Seconds of video that are gone through, for one bar over all.

    Args:
        plan: as above.
        seconds: of the clip.
        more: how many things are measured beside the body.
    """
    short, larger = min(plan.live_s, seconds), 2 * min(plan.larger_s, seconds)
    speed = 2 * plan.rounds + min(plan.by_hand, plan.rounds) + more + 1
    return seconds * (speed + 3 + plan.plays) + short * (1 + more) + larger
