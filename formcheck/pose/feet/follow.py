"""Follows both feet from picture to picture; says which is which.

Feet are followed without names; which is the left one is decided by what is known of both. A foot
is seen where the network sees one, twice where it was not expected, and by one of the two only:
what cannot be seen is not given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formcheck.pose.feet.belief import OUTGROWN
from formcheck.pose.feet.body import BodyFeet, body_feet, said_sides
from formcheck.pose.feet.codec import Array
from formcheck.pose.feet.eye import AGREE, Eye
from formcheck.pose.feet.network import FootLooker
from formcheck.pose.feet.points import apart
from formcheck.pose.feet.search import Finder, Search, Situation
from formcheck.pose.feet.sight import Place, Sight
from formcheck.pose.feet.stance import STEADY
from formcheck.pose.feet.stance import says as stance_says
from formcheck.pose.feet.track import CROSSED, REACH, Track, holder, tell
from formcheck.pose.feet.who import BODY_SAYS, Rows
from formcheck.pose.types import Feet, Pose

TWINS = 0.12
"""Two crops see the same foot where its points differ by less, foot lengths. From the side the far
foot stands .1–.25 from the near one in the picture."""

MET = 0.45
"""A foot that is seen within so many foot lengths of one of the body's is that one: the body model
is off by .1–.4 of them."""

FAR = {True: 1.0, False: 1.5}
"""Further than this, foot lengths, from both of the body's feet, a foot is somebody else's, or none
at all. By whether the body's left and right may be believed: from the side both of its legs may be
drawn on one, with the other a step away."""

TRY_S = 0.1
"""So often, at most, a foot that is not seen is looked for: it may be hidden, and looking costs."""

BODY_LENGTH_S, OWN_LENGTH_S = 1.0, 3.0
"""Time constants of the foot's length: from the body's shanks; from the foot's own points."""

OWN_SAYS = 1.6
"""More than these ever say of it (.75–1.3, depending on the view; on `dev` a body asks for less
than 1 / 1.6 of what they say in 1 % of pictures): such a body was pressed into a picture of lower
legs, and crops of its size show the front of a foot."""


class Follower:
    """Follows two feet.

    Args:
        looker: the network.
        finder: finds feet in a whole picture; None to do without.
    """

    def __init__(self, looker: FootLooker, finder: Finder | None = None) -> None:
        self._looker = looker
        self._search = Search(finder)
        self._tracks: list[Track | None] = [None, None]
        self._rows = Rows()
        self._length = math.nan
        self._t = math.nan
        self._tried = [-math.inf, -math.inf]
        self._searched = [-math.inf, -math.inf]

    def ahead(self, t: float) -> list[Place | None]:
        """Where both feet should be, before anything is known of the picture at `t`."""
        return [None if track is None else track.place(t, self._length) for track in self._tracks]

    def look(
        self, image: Array, places: Sequence[Place | None], size: tuple[int, int]
    ) -> list[Sight | None]:
        """Look at places that lie in the picture; one answer for each, None where not looked."""
        return Eye(self._looker, image, size).look(places)

    def take(self, pose: Pose, image: Array, first: list[Sight | None]) -> Feet:
        """The feet of a picture.

        Args:
            pose: the body in it.
            image: (H, W, 3) uint8, BGR.
            first: what was seen at the places that `ahead` gave.
        """
        t, body = pose.t, body_feet(pose)
        dt = t - self._t if math.isfinite(self._t) else 0.0
        self._t = t
        eye = Eye(self._looker, image, pose.size)
        seen = [eye.settle(sight) for sight in first]
        seen = self._kept_apart(t, seen)
        seen = [self._believable(t, i, sight) for i, sight in enumerate(seen)]
        if body is not None and self._outgrew(body, seen):
            body = None
        self._learn_length(body, seen, dt)
        if body is not None:
            body = self._by_body(eye, seen, body)
        self._forget(t)
        for slot in (0, 1):
            if seen[slot] is None:
                seen[slot] = self._sought(eye, slot, seen, body, pose)
        for slot, sight in enumerate(seen):
            self._note(t, slot, sight, body)
        self._hear(seen, body, dt)
        return self._feet(seen)

    def _by_body(self, eye: Eye, seen: list[Sight | None], body: BodyFeet) -> BodyFeet | None:
        """Hold what is seen against the body's feet, and look where it has one that is not seen.

        Args:
            eye: looks at the picture.
            seen: the feet that are followed; changed in place.
            body: the body's feet.

        Returns:
            the body's feet, None where there are none: then it is a body that was made up.
        """
        far = [s is not None and self._nearest(s, body) > FAR[body.sided] for s in seen]
        missed = self._missed(eye, seen, body)
        if any(far) and all(f or s is None for f, s in zip(far, seen, strict=True)) and not missed:
            return None
        for slot in (0, 1):
            if far[slot]:
                self._tracks[slot] = seen[slot] = None
        for sight in missed:
            self._put(seen, sight, body)
        return body

    def _missed(self, eye: Eye, seen: Sequence[Sight | None], body: BodyFeet) -> list[Sight]:
        """Feet where the body has them that are not seen so far."""
        known = [sight for sight in seen if sight is not None]
        found: list[Sight] = []
        for i, place in enumerate(body.places):
            if any(apart(s.centre, place.centre) < MET * self._length for s in (*known, *found)):
                continue
            if self._t - self._tried[i] < TRY_S:
                continue
            self._tried[i] = self._t
            sight = eye.found(place)
            if sight is not None and not any(sight.same_as(s, AGREE) for s in (*known, *found)):
                found.append(sight)
        return found

    def _put(self, seen: list[Sight | None], sight: Sight, body: BodyFeet) -> None:
        """Take what the body showed for a foot that is not seen, or seen where there is none."""
        free = [slot for slot in (0, 1) if seen[slot] is None]
        if free:
            slot = min(free, key=lambda i: self._way(i, sight))
            if self._way(slot, sight) > REACH:
                self._tracks[slot] = None  # another place, so it may be another foot
        else:
            offs = [self._nearest(s, body) if s is not None else 0.0 for s in seen]
            slot = offs.index(max(offs))
            if offs[slot] < MET:
                return
            self._tracks[slot] = None
        seen[slot] = sight

    def _way(self, slot: int, sight: Sight) -> float:
        """How far a foot is from where that one of the two was expected, foot lengths."""
        track = self._tracks[slot]
        return math.inf if track is None else track.off(self._t, sight, self._length)

    def _nearest(self, sight: Sight, body: BodyFeet) -> float:
        """How far a foot is from the nearer of the body's, foot lengths."""
        return min(apart(sight.centre, place.centre) for place in body.places) / self._length

    def _kept_apart(self, t: float, seen: list[Sight | None]) -> list[Sight | None]:
        """Each foot seen once, by the track that it belongs to."""
        one, other = seen
        first, second = self._tracks
        if one is None or other is None or first is None or second is None:
            return seen
        length = self._length
        offs = [first.off(t, one, length), second.off(t, other, length)]
        if one.same_as(other, TWINS):
            holds = holder(first, second, offs)
            return [one, None] if holds == 0 else [None, other]
        crossed = first.off(t, other, length) + second.off(t, one, length)
        return [other, one] if crossed + CROSSED < sum(offs) else seen

    def _believable(self, t: float, slot: int, sight: Sight | None) -> Sight | None:
        """Not what is too far from where it was expected: that is another foot, or none."""
        track = self._tracks[slot]
        if sight is None or track is None:
            return None
        return sight if track.off(t, sight, self._length) <= track.reach(t) else None

    def _learn_length(self, body: BodyFeet | None, seen: Sequence[Sight | None], dt: float) -> None:
        own = [sight.length for sight in seen if sight is not None]
        if body is not None and self._has(body, seen):
            said, slow = body.places[0].length, BODY_LENGTH_S
            if own:
                said = max(said, sum(own) / len(own) / OWN_SAYS)
        elif own:
            said, slow = sum(own) / len(own), OWN_LENGTH_S
        else:
            return
        if math.isfinite(self._length):
            said = self._length + (said - self._length) * (1 - math.exp(-dt / slow))
        self._length = said

    def _outgrew(self, body: BodyFeet, seen: Sequence[Sight | None]) -> bool:
        """Whether a body is where feet are followed that are far too large for it: made up."""
        near = any(s is not None and self._nearest(s, body) <= FAR[False] for s in seen)
        return near and self._length > OUTGROWN * body.places[0].length

    def _has(self, body: BodyFeet, seen: Sequence[Sight | None]) -> bool:
        """Whether the feet that are seen, if any, can be that body's."""
        known = [sight for sight in seen if sight is not None]
        if not known or not math.isfinite(self._length):
            return True
        return any(self._nearest(sight, body) <= FAR[body.sided] for sight in known)

    def _forget(self, t: float) -> None:
        for slot, track in enumerate(self._tracks):
            if track is not None and track.lost(t):
                self._search.last[slot] = track.place(track.seen_t, self._length)
                self._tracks[slot] = None

    def _sought(
        self, eye: Eye, slot: int, seen: list[Sight | None], body: BodyFeet | None, pose: Pose
    ) -> Sight | None:
        """A foot that is not followed, looked for in one place in each picture."""
        t = pose.t
        if t - self._searched[slot] < TRY_S:
            return None
        self._searched[slot] = t
        track = self._tracks[slot]
        taken = [sight for sight in seen if sight is not None]
        now = Situation(t, eye.image, pose, body, taken, self._length)
        place = self._search.next_place(slot, now)
        if place is None:
            return None
        sight = eye.found(place)
        if sight is None or any(sight.same_as(other, TWINS) for other in taken):
            return None
        if not math.isfinite(self._length):
            self._length = place.length
        if track is not None and track.off(t, sight, self._length) > track.reach(t):
            self._tracks[slot] = None  # another place, so it may be another foot
        return sight

    def _note(self, t: float, slot: int, sight: Sight | None, body: BodyFeet | None) -> None:
        if sight is None:
            return
        track = self._tracks[slot]
        if track is None:
            track = self._tracks[slot] = Track(t, sight)
        else:
            track.update(t, sight)
        if body is not None:
            track.turn = min(body.places, key=lambda p: apart(p.centre, sight.centre)).turn
        elif track.turn:
            track.turn_up()

    def _hear(self, seen: list[Sight | None], body: BodyFeet | None, dt: float) -> None:
        """Take what the network and the body say of sides."""
        sides = said_sides(seen, body, self._length)
        one, other = seen
        steady = all(t is None or t.unsteady < STEADY * self._length for t in self._tracks)
        stance = 0.0
        if one is not None and other is not None:
            # Half for each of the two: it is one fact about both.
            stance = stance_says(one, other, self._length, steady=steady) / 2
        for track, sight, side, way in zip(self._tracks, seen, sides, (-1, 1), strict=True):
            if track is not None and sight is not None:
                if not sight.place.side:  # who is told the side does not say it
                    track.belief.look(sight.right, dt)
                track.belief.hear(BODY_SAYS / 2 * side + way * stance, dt)
        beliefs = [track.belief.right if track is not None else 0.0 for track in self._tracks]
        self._rows.decide(beliefs[0], beliefs[1])
        tell(self._tracks, self._rows.swapped, BODY_SAYS / 2 * (sides[0] - sides[1]))

    def _feet(self, seen: list[Sight | None]) -> Feet:
        feet = Feet.none()
        for slot, sight in enumerate(seen):
            if sight is not None:
                row = 1 - slot if self._rows.swapped else slot
                feet.points[row] = np.column_stack([sight.xy, sight.ellipses, sight.visible])
                feet.about[row] = [sight.foot, self._rows.certainty, *sight.wear]
        return feet
