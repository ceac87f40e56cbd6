"""Steps take turns: a foot that steps twice in a rhythm of two had the other one step between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from formcheck.motion.steps import Footfall, Step

USUAL = 6
"""How many steps are remembered, to tell the rhythm."""

LEAST_KNOWN = 2
"""Fewest of them that tell it."""

TWICE = (1.6, 2.5)
"""Times from one landing to the next of the same foot, in usual times from foot to foot, between
which the other one has stepped: steps vary by a tenth, landings are seen 0.1 s off."""


CLEAR = 0.5
"""Share of the usual swing's speed that both have to reach: what may be noise tells of no other."""


class Alternation:
    """Fills in steps that were not seen. Causal: they are known with the next landing.

    Nobody can step twice with one foot without bearing on the other; what is not known is whether
    that one stepped or stood. In the rhythm of the walk so far it stepped.
    """

    def __init__(self) -> None:
        self._last: Step | None = None
        self._apart: deque[float] = deque(maxlen=USUAL)
        self._lasted: deque[float] = deque(maxlen=USUAL)
        self._speeds: deque[float] = deque(maxlen=USUAL)

    def reset(self) -> None:
        """Nobody walks any more. The rhythm is kept."""
        self._last = None

    def fill(self, footfalls: Sequence[Footfall], planted: dict[str, Step]) -> Iterator[Footfall]:
        """Footfalls of one moment, with those put before them that were missed.

        Args:
            footfalls: as `StepDetector.push` gives them.
            planted: feet that stand now; one that was filled in is put in.
        """
        landed = next((f.step for f in footfalls if f.kind == "landed"), None)
        if landed is not None:
            missed = self._missed(landed)
            if missed is not None:
                before = planted.get(missed.side)
                if before is not None:
                    yield Footfall("left", replace(before, up=missed.off))
                planted[missed.side] = missed
                yield Footfall("landed", missed)
            self._remember(landed)
        yield from footfalls

    def _missed(self, landed: Step) -> Step | None:
        """The step of the other foot between the last landing and this one, if it was missed."""
        last = self._last
        if last is None or last.side != landed.side or len(self._apart) < LEAST_KNOWN:
            return None
        apart = landed.down - last.down
        least, most = (times * median(self._apart) for times in TWICE)
        slowest = CLEAR * median(self._speeds)
        if not least <= apart <= most or min(last.speed, landed.speed) < slowest:
            return None
        down = last.down + apart / 2
        off = max(last.down, down - median(self._lasted))
        side = "right" if landed.side == "left" else "left"
        return replace(landed, side=side, off=off, down=down, seen=False)

    def _remember(self, landed: Step) -> None:
        last, self._last = self._last, landed
        if last is not None and last.side != landed.side:
            self._apart.append(landed.down - last.down)
            self._lasted.append(landed.down - landed.off)
            self._speeds.append(landed.speed)
