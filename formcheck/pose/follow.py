"""Who is followed: the rules, without any pixels or models.

The start is the first seconds after somebody is first seen. The followed one is then the person
with the largest box (the median over the looks of the start, so that spread arms do not decide)
among those with feet in the picture, or the one that `--person` names; afterwards it stays the same
person. When lost, only somebody who plausibly is the same one is taken back: like in colours, size
and place, and not somebody who stood elsewhere before. Only when another person has been alone in
the picture for `ALONE_S` does a new start begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np

from formcheck.pose.choice import Start
from formcheck.pose.head_down import HeadDown
from formcheck.pose.people import Box, Seen, alike, distance, grown, overlap
from formcheck.pose.types import FloatArray

ALONE_S = 10.0
_CALM_S = (5.0, 20.0)  # between looks at one person: at first, and after backing off
_CROWD_S = 4.0
_SEARCH_S = (0.3, 2.0)
_CROWD_LOST_S = 0.2  # the tracker rests meanwhile, so this costs less than following
_LOST_S = (0.5, 2.0)
_DOUBT_S = (0.25, 8.0)
_BLINK_S = 0.1  # the model loses people for a picture or two
_LIKE = 0.5
"""Overlap of torso colours (see `alike`) from which it can be the same person. On real clips the
same one gave .73 and more, .45 while twisting; others .05 to .5, two in black .74."""
_ODD = 0.65  # of the usual likeness; below it somebody may have slipped in without a jump


class State(Enum):
    """What following is at."""

    SEARCHING = "searching"
    STARTING = "starting"
    FOLLOWING = "following"
    LOST = "lost"


class Follower:
    """Decides whom to follow from what is seen.

    For each picture: ask `wants_look`, and if so look and call `looked`; then, unless `resting`,
    run the tracker and ask `tracked` whether to believe it.

    Attributes:
        state: what following is at.
        people: how many people the last look saw.
        switched: whether the last look chose somebody elsewhere than the tracker was.
        upright: where the last look found the right way up whom the tracker holds upside down;
            None when it did not.
    """

    def __init__(self, person: str = "auto") -> None:
        """Begin.

        Args:
            person: 'auto', 'left' or 'right' (of the picture), or a number from the left, from 1.

        Raises:
            UsageError: `person` is something else.
        """
        self.state = State.SEARCHING
        self.people = 0
        self.switched = False
        self.upright: Box | None = None
        self._start = Start(person)
        self._first: tuple[str, Box] | None = None
        self._last: Seen | None = None  # where the tracker is believed
        self._last_t = -np.inf
        self._sure: Seen | None = None  # where the colours were right, too
        self._sure_t = -np.inf
        self._usual = 1.0  # likeness from picture to picture
        self._torso = 0.0
        self._colours: FloatArray = np.zeros(0, dtype=np.float32)
        self._others: list[Seen] = []  # at the last look
        self._rivals: list[Seen] = []  # at the last look that had the followed one as well
        self._looked_t = -np.inf
        self._interval = _SEARCH_S[0]
        self._doubt = False
        self._doubt_s = _DOUBT_S[0]
        self._alone_since: float | None = None
        self._head_down = HeadDown()

    @property
    def resting(self) -> bool:
        """Whether the tracker has nothing to do: the followed one is out, others are there."""
        return self.state is State.LOST and bool(self._others)

    def region(self, margin: float = 0.35) -> Box | None:
        """Where the followed person can be, px; None for the whole picture (nobody else there).

        Args:
            margin: on each side, as a share of the longer side of the person's box.
        """
        if self._last is None or not self._others:
            return None
        return grown(self._last.box, margin)

    def followed(self) -> tuple[str, Box] | None:
        """Who is followed, in words, and their first box as shares of the picture's size."""
        return self._first

    def wants_look(self, t: float) -> bool:
        """Whether everybody should be looked for in the picture at `t` seconds."""
        since = t - self._looked_t
        if self.state is State.STARTING and self._start.due(t):
            return True
        if self._head_down.wants_look(t):
            return True
        return since >= (min(self._doubt_s, self._interval) if self._doubt else self._interval)

    def looked(self, t: float, seen: Sequence[Seen], size: tuple[int, int]) -> None:
        """Take in everybody that a look has found.

        Args:
            t: seconds.
            seen: in any order.
            size: of the picture, px.
        """
        self._looked_t, self.switched = t, False
        self.people = len(seen)
        if self.state in (State.SEARCHING, State.STARTING):
            self._choose(t, seen, size)
        else:
            self._find_again(t, seen)
        self.upright = self._head_down.looked(t, self._last)
        self._plan()
        self._doubt = False

    def tracked(self, t: float, body: Seen | None) -> bool:
        """Say whether what the tracker found, if anything, is the followed person."""
        self._head_down.tracked(t, body)
        if body is None:
            if self.state is State.FOLLOWING and t - self._last_t > _BLINK_S:
                self.state, self._doubt = State.LOST, True
            return False
        if self._last is None:
            self._doubt = True
            return self.state is State.SEARCHING  # some pose is better than none until a look
        if not self._continues(t, body):
            self._doubt = True
            return False
        usual = self._remember(t, body, weight=0.01)
        if self.state is State.LOST:
            self.state = State.FOLLOWING
        return usual or not self._others  # with others about, a gap is better than their pose

    def _choose(self, t: float, seen: Sequence[Seen], size: tuple[int, int]) -> None:
        chosen = self._start.choose(t, seen)
        if chosen is not None:
            self.switched = not self._is_last(chosen)
            if self.switched:
                self._colours, self._torso, self._usual = chosen.colours, chosen.torso, 1.0
            self._take(t, chosen, seen)
            box = _shares(chosen.box, size)
            if self._first is not None and not self.switched:
                box = self._first[1]
            self._first = self._start.words(chosen, seen, size[0]), box
            self.state = State.STARTING
        if self._start.over(t):
            self.state = State.FOLLOWING if chosen is not None else State.LOST

    def _find_again(self, t: float, seen: Sequence[Seen]) -> None:
        best = max(seen, key=lambda person: self._likeness(t, person), default=None)
        if best is not None and self._likeness(t, best) > 0:
            self.switched = not self._is_last(best)
            if self._doubt and not self.switched:
                if self._doubt_s >= _DOUBT_S[1]:
                    self._colours = best.colours  # nobody better came: the light has changed
                self._doubt_s = min(2 * self._doubt_s, _DOUBT_S[1])
            else:
                self._doubt_s = _DOUBT_S[0]
            self._take(t, best, seen)
            self.state, self._alone_since = State.FOLLOWING, None
            return
        self._others = [person for person in seen if not self._is_last(person)]
        if self.state is State.FOLLOWING and t - self._last_t <= _BLINK_S and not self._doubt:
            return  # the look missed whom the tracker still holds
        self.state, self._others = State.LOST, list(seen)
        self._wait_alone(t, seen)

    def _wait_alone(self, t: float, seen: Sequence[Seen]) -> None:
        if len(seen) != 1:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = t
        elif t - self._alone_since >= ALONE_S:
            self.state, self._alone_since = State.SEARCHING, None
            self._start.reset()
            self._last, self._others, self._rivals = None, [], []

    def _take(self, t: float, person: Seen, seen: Sequence[Seen]) -> None:
        self._others = [other for other in seen if other is not person]
        self._rivals = self._others
        self._remember(t, person, weight=0.1)

    def _remember(self, t: float, body: Seen, *, weight: float) -> bool:
        """Note where the followed one is; say whether the colours are as usual."""
        self._last, self._last_t = body, t
        colour = alike(body.colours, self._colours)
        if len(self._colours) and colour < _ODD * self._usual:
            self._doubt = True
            return False
        self._sure, self._sure_t = body, t
        self._torso += weight * (body.torso - self._torso)
        self._usual += weight * (colour - self._usual)
        if not len(self._colours):
            self._colours = body.colours
        elif len(body.colours):
            self._colours = (1 - weight) * self._colours + weight * body.colours
        return True

    def _continues(self, t: float, body: Seen) -> bool:
        """Whether the tracker's person can be the one of the picture before."""
        assert self._last is not None
        gap = t - self._last_t
        grown = body.extent / max(self._last.extent, 1.0)
        if gap <= _DOUBT_S[0] and 0.6 < grown < 1.7:
            return distance(body, self._last) <= 0.15 + 3.0 * gap
        return self._likeness(t, body) > 0

    def _likeness(self, t: float, person: Seen) -> float:
        """How surely somebody is the followed one, 0 for not at all."""
        held = t - self._last_t <= _DOUBT_S[0] and self._is_last(person)
        colour = alike(person.colours, self._colours)
        if held and colour >= _ODD * self._usual:
            return 1.0 + colour
        assert self._sure is not None
        far = distance(person, self._sure)
        score = colour / (1.0 + far)
        if held:
            return max(score, 0.01)  # unless somebody better is there
        ratio = person.torso / max(self._torso, 1.0)
        reach = 0.5 + 1.5 * (t - self._sure_t)
        if colour < _LIKE or not 0.55 < ratio < 1.8 or far > reach:
            return 0.0
        for rival in self._rivals:
            stayed = overlap(person.box, rival.box) > 0.3
            if stayed and alike(person.colours, rival.colours) > colour - 0.1:
                return 0.0
        return score

    def _is_last(self, person: Seen) -> bool:
        return self._last is not None and overlap(person.box, self._last.box) > 0.3

    def _plan(self) -> None:
        if self.resting:
            self._interval = _CROWD_LOST_S
        elif self.state is State.LOST:
            self._interval = float(np.clip(self._interval * 1.5, *_LOST_S))
        elif self.state is State.SEARCHING:
            self._interval = float(np.clip(self._interval * 1.5, *_SEARCH_S))
        elif self._others:
            self._interval = _CROWD_S
        else:
            self._interval = float(np.clip(self._interval * 2, *_CALM_S))


def _shares(box: Box, size: tuple[int, int]) -> Box:
    width, height = size
    return box[0] / width, box[1] / height, box[2] / width, box[3] / height
