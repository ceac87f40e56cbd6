"""Heel raises in the benchmark.

Strengths are the motion's (``motions/heel_raise.py``); where a fault is plain stands for the
limit of EXERCISES.md, the widest of the error bands in force, and what the body does to it.
A motion's rise and lowering last longer than true ones, which are the straight part of the
curve: 0.63 of them; and 0.18 of each count as held at the top.
"""

from __future__ import annotations

from .table import FRONTAL, SIDES, Fault, Group

EXERCISE = "heel-raise"
#: Held at the top as prescribed, seconds.
HOLD = 1.2

FAULTS = (
    # The prescribed hold of 1.2 s has 0.42 s of the curve's own round top.
    Fault("no_hold", "no_hold", 1.3, 0.05, 0.58, groups=("hold",)),
    # A period of 1.9 s comes with a rise of 0.5 s already.
    Fault("too_fast", "too_fast", 2.4, 0.8, 1.42, groups=("fast",)),
    Fault("dropped_heel", "dropped_heel", 1.0, 4.0, 2.5, groups=("drop",)),
    Fault("low_raise", "low_raise", 1.0, 0.40, 0.57, spare=2),
    Fault("heel_not_down", "heel_not_down", 0.0, 0.30, 0.225, last=False),
    Fault("knee_pumping", "knee_pumping", 0.0, 30.0, 20.5, views=SIDES, elsewhere=True),
    # Within a repetition the lean may change by 10 degrees.
    Fault("trunk_lean", "trunk_lean", 0.0, 20.0, 12.5, views=SIDES, elsewhere=True),
    Fault("trunk_lean_lateral", "trunk_lean", 0.0, 20.0, 12.5, views=FRONTAL, signed=True),
    Fault(
        "foot_misaligned", "foot_misaligned", 0.0, 0.30, 0.245,
        views=FRONTAL, signed=True, elsewhere=True,
    ),
    Fault(
        "other_foot_down", "other_foot_down", 0.0, 2.0, 1.0,
        views=("front",), most=1.0, sides=("left", "right"), elsewhere=True,
    ),
)  # fmt: skip

GROUPS = {
    "hold": Group(20, 3, (1.05, 1.25), (1.15, 1.4), (1.05, 1.25), options={"hold": HOLD}),
    "fast": Group(12, 6, (1.05, 1.2), (0.05, 0.2), (1.05, 1.2), (0.15, 0.3)),
    "drop": Group(12, 4, rise=(1.3, 1.75), hold=(0.1, 0.3), lower=(1.1, 1.25)),
    "plain": Group(
        8, 4, more={"front": 18, "back": 14, "side": 5, "oblique": 2},
    ),
    "clean": Group(5, 4, rise=(1.05, 1.4), hold=(0.1, 0.3), lower=(1.05, 1.4), clean=True),
}  # fmt: skip

#: Working legs in turn. One leg from the side stands outside the targets, so it has clips of its
#: own there, with the standing knee bent as prescribed, or locked.
LEGS = dict.fromkeys(SIDES, ("both",))
ANY_LEGS = ("both", "left", "both", "right")
ONE = "one"
ONE_LEG = Group(14, 4)
#: Degrees of the prescribed bent knee; straighter than 3 is locked.
BENT_KNEE = (0.0, 6.0)
