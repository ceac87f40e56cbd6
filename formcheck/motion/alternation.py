"""Steps take turns: a foot that steps twice in a rhythm of two had the other one step between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from formcheck.motion.fine import other_side
from formcheck.motion.rhythm import WITHIN_S
from formcheck.motion.steps import Footfall, Step
from formcheck.motion.stride import START, Swing

USUAL = 6
"""How many steps are remembered, to tell the rhythm."""

LEAST_KNOWN = 2
"""Fewest of them that tell it, or other gaps of twice as long in the same row of steps."""

TWICE = (1.6, 2.5)
"""Times from one landing to the next of the same foot, in usual times from foot to foot, between
which the other one has stepped: steps vary by a tenth, landings are seen 0.1 s off."""

TOGETHER_S = (2 * WITHIN_S[0], 2 * WITHIN_S[1])
"""From one landing of a foot to its next while the other one steps in between, seconds."""

HALF_WAY = 0.15
"""How far from half-way between two swings of one foot the other one moves, shares of the time
between them, if it stepped."""

CLEAR = 0.5
"""Share of the usual swing's speed that both have to reach: what may be noise tells of no other."""


class Alternation:
    """Fills in steps that were not seen. Causal: they are known with a later landing.

    Nobody can step twice with one foot without bearing on the other; what is not known is whether
    that one stepped or stood. In the rhythm of the walk it stepped. What was missed before the
    rhythm was known is filled in as soon as it is.
    """

    def __init__(self) -> None:
        self._row: deque[Step] = deque(maxlen=USUAL)  # landings of the walk under way
        self._apart: deque[float] = deque(maxlen=USUAL)
        self._lasted: deque[float] = deque(maxlen=USUAL)
        self._speeds: deque[float] = deque(maxlen=USUAL)

    def reset(self) -> None:
        """Nobody walks any more. The rhythm is kept."""
        self._row.clear()

    def fill(
        self,
        footfalls: Sequence[Footfall],
        planted: dict[str, Step],
        passed: Sequence[Swing] = (),
    ) -> Iterator[Footfall]:
        """Footfalls of one moment, with those put before them that were missed.

        Args:
            footfalls: as `StepDetector.push` gives them.
            planted: feet that stand now; one that was filled in is put in.
            passed: late movements of feet that were too little for a step (`StepDetector.passed`).
        """
        landed = next((f.step for f in footfalls if f.kind == "landed"), None)
        if landed is not None:
            self._learn(landed, passed)
            self._remember(landed)
            for missed in self._missed():
                yield from self._put_in(missed, planted)
        yield from footfalls

    def _put_in(self, missed: Step, planted: dict[str, Step]) -> Iterator[Footfall]:
        """Say that a foot landed; and that it left, where it is known by now that it did."""
        later = next((s for s in self._row if s.side == missed.side and s.down > missed.down), None)
        if later is not None:
            yield Footfall("left", replace(missed, up=max(missed.down, later.off)))
            return
        before = planted.get(missed.side)
        if before is not None:
            yield Footfall("left", replace(before, up=missed.off))
        planted[missed.side] = missed
        yield Footfall("landed", missed)

    def _missed(self) -> list[Step]:
        """Steps between two of the other foot that were missed, now put into the row."""
        row = list(self._row)
        found = [m for a, b in pairwise(row) if (m := self._between(a, b)) is not None]
        if len(self._apart) + len(found) - 1 < LEAST_KNOWN:  # all but a gap itself tell of it
            return []
        self._row = deque(sorted([*row, *found], key=lambda step: step.down), maxlen=USUAL)
        return found

    def _between(self, last: Step, landed: Step) -> Step | None:
        """The step of the other foot between two landings, if it was missed."""
        if last.side != landed.side or not self._apart:
            return None
        apart = landed.down - last.down
        least, most = (times * median(self._apart) for times in TWICE)
        slowest = CLEAR * median(self._speeds)
        if not least <= apart <= most or min(last.speed, landed.speed) < slowest:
            return None
        down = last.down + apart / 2
        off = max(last.down, down - median(self._lasted))
        side = other_side(landed.side)
        return replace(landed, side=side, off=off, down=down, seen=False)

    def _learn(self, landed: Step, passed: Sequence[Swing]) -> None:
        """Take the rhythm from one foot, where the other was seen to move half-way between.

        On the spot, from the side, the far foot is drawn hardly lifted, and its steps are missed.
        """
        last = self._row[-1] if self._row else None
        if self._apart or last is None or last.side != landed.side:
            return
        apart, half_way = landed.down - last.down, (last.off + landed.off) / 2
        half_way += (landed.down - landed.off) / 2
        if TOGETHER_S[0] < apart < TOGETHER_S[1] and any(
            swing.side != landed.side
            and swing.speed >= START
            and abs(swing.middle - half_way) < HALF_WAY * apart
            for swing in passed
        ):
            self._apart.extend([apart / 2] * 2)
            self._lasted.append(landed.down - landed.off)
            self._speeds.append(min(last.speed, landed.speed))

    def _remember(self, landed: Step) -> None:
        last = self._row[-1] if self._row else None
        self._row.append(landed)
        if last is not None and last.side != landed.side:
            self._apart.append(landed.down - last.down)
            self._lasted.append(landed.down - landed.off)
            self._speeds.append(landed.speed)
