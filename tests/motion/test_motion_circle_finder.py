"""Where turns of a foot begin and end, in a path of which all is known."""

import numpy as np
import pytest

from formcheck.motion.circle_finder import TurnFinder
from formcheck.motion.foot_path import FootPath
from formcheck.motion.swings import Swing

T = np.arange(0, 12, 1 / 15)
BEGIN, EACH = 1.5, 2.0


def found(leg, forgotten=np.inf):
    """Turns of a foot that is pointed for three circles, and how its shank moves meanwhile.

    On its way down it goes hardly aside, as where the leg takes it along. At some time the path so
    far is forgotten.
    """
    share = np.clip((T - BEGIN) / EACH, 0, 3)
    ready = np.clip((T - 1.0) / (BEGIN - 1.0), 0, 1)
    pointed = np.where(T < BEGIN, 20 * ready, 20 * np.cos(2 * np.pi * share))
    pointed -= 0.1 * np.maximum(0, T - BEGIN - 3 * EACH)  # and sinks a little, as at rest
    aside = 15 * np.sin(2 * np.pi * share)
    path = FootPath(T, np.where(aside > 0, 0.1, 1) * aside, pointed, np.column_stack((leg, 0 * T)))
    finder = TurnFinder(planar=True)
    out = []
    for k in range(1, len(T)):
        seen = path.until(T[k])
        since = forgotten if T[k] > forgotten else 0.0
        out += finder.push((T[k], pointed[k]), seen.since(since).since)
    return [(turn.start, turn.end) for turn in out if abs(turn.turned) >= 300]


@pytest.mark.parametrize(
    ("leg", "first"),
    [
        (0 * T, BEGIN),
        (np.where(T < BEGIN + EACH, 0.3, 0.0) * np.sin(np.pi * (T - BEGIN) / EACH) ** 2, BEGIN),
        (0.3 * np.sin(np.pi * np.clip(T - BEGIN, 0, 3 * EACH) / EACH) ** 2, BEGIN),
        (0.4 * np.clip((T - BEGIN) / EACH, 0, 1), BEGIN + EACH),  # lifted, and not put down again
    ],
)
def test_a_first_circle_on_a_leg_that_swings_is_one_and_lifting_a_leg_is_none(leg, first):
    turns = found(leg)
    assert turns[0][0] == pytest.approx(first, abs=0.1)
    assert len(turns) == round(3 - (first - BEGIN) / EACH)


def test_of_a_path_that_is_forgotten_nothing_is_said():
    leg = 0.15 * np.sin(np.pi * (T - BEGIN) / EACH) ** 2
    assert found(leg, forgotten=BEGIN + EACH - 0.05)[0][0] == pytest.approx(BEGIN + EACH, abs=0.1)


@pytest.mark.parametrize(("up", "back", "turned"), [(16.0, 15.0, [244, -246]), (32.0, 15.0, None)])
def test_who_comes_up_a_little_and_goes_the_same_way_back_has_drawn_two_parts(up, back, turned):
    """Obliquely, where arcs say less: by how far it comes up in between."""
    finder = TurnFinder(planar=True)
    finder.oblique = True
    sizes = (50.0, up, back, 49.0)
    arcs = (9.0, 6.0, -10.0, -17.0)  # of the height: too narrow there to say so alone
    ends = np.cumsum((0.0, 1.0, 0.4, 0.4, 1.0))
    swings = [
        Swing(start, end, size, bool(k % 2), arc / 2, 0.0)
        for k, (start, end, size, arc) in enumerate(
            zip(ends[:-1], ends[1:], sizes, arcs, strict=True)
        )
    ]
    parts, _ = finder._dip(swings)
    far = [part.far for part in parts]
    assert far == ([360.0] if turned is None else pytest.approx(np.abs(turned), abs=6))
