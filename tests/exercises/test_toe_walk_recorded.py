"""A sample whose heels drop and whose knees bend, from the landmarks that were found in it.

Simulated people have no such steps: what takes a bent knee for coming down looks right on them.
"""

from pathlib import Path

from formcheck.exercises.registry import exercise
from formcheck.exercises.results import Verdict
from formcheck.options import Options
from formcheck.pose.recording import Recording
from formcheck.session import Session

RECORDED = Path(__file__).parent / "recorded" / "toe_walk_heels_and_knees.npz"


def outcome():
    """What a session makes of it."""
    session = Session(Options(), exercise("toe-walk"))
    for pose in Recording(RECORDED):
        session.push(pose)
    session.finish()
    return session.outcome()


def test_heels_that_drop_and_knees_that_bend_end_no_walk():
    steps = [rep for rep in outcome().reps if rep.counted]
    assert len(steps) == 15
    named = {
        (rep.index, finding.check)
        for rep in steps
        for finding in rep.findings
        if finding.verdict is Verdict.FAULT
    }
    assert named == {(4, "heel_drop"), (12, "knees_bent"), (14, "knees_bent")}
