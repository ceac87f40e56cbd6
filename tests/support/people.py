"""People as the follower sees them, without pixels."""

from __future__ import annotations

import numpy as np

from formcheck.pose.people import Seen

SIZE = (640, 480)


def colours(*parts: int) -> np.ndarray:
    """A histogram with equal shares in some bins; two share what bins they have in common."""
    histogram = np.zeros(16, dtype=np.float32)
    histogram[list(parts)] = 1 / len(parts)
    return histogram


RED, BLUE = colours(0, 1, 2, 3), colours(8, 9, 10, 11)


def person(x: float, *, height: float = 300, shirt=RED, feet: bool = True, floor: float = 450):
    """Somebody who stands at `x` px, `height` px tall, feet at `floor` px."""
    half = height / 6
    return Seen(
        box=(x - half, floor - height, x + half, floor),
        middle=(x, floor - 0.65 * height),
        feet=feet,
        torso=0.3 * height,
        colours=shirt,
    )


class Scene:
    """Runs a follower over pictures; the tracker sees what `tracker(t)` says, as MediaPipe might.

    Args:
        follower: what is tested.
        everybody: who is in the picture at a time.
        tracker: whom the tracker holds at a time; by default whoever is followed.
    """

    def __init__(self, follower, everybody, tracker=None, fps=30):
        self.follower, self.everybody, self.fps = follower, everybody, fps
        self.tracker = tracker or self.faithful
        self.looks: list[float] = []
        self.restarts: list[float] = []
        self.got: dict[float, Seen | None] = {}
        self.held: Seen | None = None

    def faithful(self, t):
        """Stays with the person nearest to where it was; nobody when that one is gone."""
        people = self.everybody(t)
        if self.held is None:
            return max(people, key=lambda p: p.area, default=None)
        near = min(people, key=lambda p: abs(p.middle[0] - self.held.middle[0]), default=None)
        lost = near is None or abs(near.middle[0] - self.held.middle[0]) > 60
        return None if lost else near

    def run(self, start, end):
        for index in range(round(start * self.fps), round(end * self.fps)):
            t = index / self.fps
            follower = self.follower
            if follower.wants_look(t):
                self.looks.append(t)
                follower.looked(t, self.everybody(t), SIZE)
                if follower.switched:
                    self.restarts.append(t)
                    region = follower.region()
                    inside = [p for p in self.everybody(t) if region and within(p, region)]
                    self.held = inside[0] if inside else None
            body = None if follower.resting else self.tracker(t)
            self.held = body
            self.got[t] = body if follower.tracked(t, body) else None
        return self

    def at(self, t):
        return self.got[min(self.got, key=lambda known: abs(known - t))]


def within(someone: Seen, region) -> bool:
    """Whether a person's middle lies in a region."""
    x, y = someone.middle
    return region[0] < x < region[2] and region[1] < y < region[3]
