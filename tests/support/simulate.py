"""People who move as a script says, filmed without a camera; what they did is known exactly.

    script = Script().stand(2).raises([Rep(lift_cm=8)] * 5).stand(1)
    poses = script.film(Camera(yaw=90), fps=30, noise_px=0.5)
    script.truth()  # five `Truth`s

Geometry and camera are in `tests.support.stick_figure`. Nothing here uses the code under test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from formcheck.pose.types import Pose
from tests.support.stick_figure import CHANNELS, SIDES, SIGN, Body, Camera, film, points

__all__ = ["Body", "Camera", "Rep", "Script", "Truth"]

Move = Callable[[np.ndarray], dict[str, np.ndarray]]
Knots = Sequence[tuple[float, float]]

FROM_FLOOR = 0.10
"""A raise lasts from this share of the body's rise to the same share of its fall."""

CLEARANCE = 0.10
"""How high the other foot is held on one leg, metres over its place on the floor."""


@dataclass(frozen=True)
class Rep:
    """One heel raise as it is to be done.

    Attributes:
        lift_cm: highest heel lift.
        rise_s, hold_s, lower_s: of the whole movement, 0 to 100 %; rest_s follows it.
        valley: how far down it goes, share of the lift left; 0 is the floor.
        pump: knee bend added on the way up and taken back (degrees).
        lean_fwd, lean_side: lean of the trunk at the top, degrees.
        drift: how far the ankle goes outwards over the toes at the top, share of the foot.
        other_cm: how low the other foot comes, one leg only.
    """

    lift_cm: float = 8.0
    rise_s: float = 1.0
    hold_s: float = 0.5
    lower_s: float = 1.0
    rest_s: float = 0.5
    valley: float = 0.0
    pump: float = 0.0
    lean_fwd: float = 0.0
    lean_side: float = 0.0
    drift: float = 0.0
    other_cm: float = 100 * CLEARANCE

    @property
    def moving_s(self) -> float:
        return self.rise_s + self.hold_s + self.lower_s


@dataclass(frozen=True)
class Truth:
    """What one raise was, seconds of the film; times by 10 and 90 % of the body's rise."""

    start: float
    top_from: float
    top_to: float
    end: float
    side: str
    lift_cm: float
    body_cm: float

    @property
    def rise_s(self) -> float:
        return self.top_from - self.start

    @property
    def hold_s(self) -> float:
        return self.top_to - self.top_from

    @property
    def lower_s(self) -> float:
        return self.end - self.top_to


@dataclass(frozen=True)
class _Part:
    start: float
    end: float
    base: dict[str, float]
    move: Move


@dataclass(frozen=True)
class _Planned:
    start: float
    top_from: float
    top_to: float
    end: float
    side: str
    rep: Rep


def _still(u: np.ndarray) -> dict[str, np.ndarray]:
    return {}


def _ease(share: np.ndarray) -> np.ndarray:
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0))


def _through(u: np.ndarray, knots: Knots) -> np.ndarray:
    """Values eased from knot to knot."""
    value = np.full_like(u, knots[0][1])
    for (t0, v0), (t1, v1) in pairwise(knots):
        if t1 > t0:
            value = np.where(u >= t0, v0 + (v1 - v0) * _ease((u - t0) / (t1 - t0)), value)
        else:
            value = np.where(u >= t1, v1, value)
    return value


class Script:
    """What somebody does, one thing after the other. Each call adds one and returns the script."""

    def __init__(
        self,
        *,
        yaw: float = 0.0,
        x: float = 0.0,
        away: float = 0.0,
        knee: float = 6.0,
        body: Body | None = None,
    ) -> None:
        self.body = body or Body()
        self.length = 0.0
        self._base = {**CHANNELS, "yaw": yaw, "x": x, "away": away, "knee": knee}
        self._parts: list[_Part] = []
        self._planned: list[_Planned] = []
        self._gaps: list[tuple[float, float]] = []

    def _add(self, seconds: float, move: Move = _still, **after: float) -> Self:
        end = self.length + seconds
        self._parts.append(_Part(self.length, end, dict(self._base), move))
        self._base |= after
        self.length = end
        return self

    # Standing and raising

    def stand(self, seconds: float = 1.5) -> Self:
        return self._add(seconds)

    def unseen(self, seconds: float) -> Self:
        """Stand, out of the picture."""
        self._gaps.append((self.length, self.length + seconds))
        return self._add(seconds)

    def hide(self, start: float, end: float) -> Self:
        """Nobody is found between two times of the film."""
        self._gaps.append((start, end))
        return self

    def raises(
        self, reps: Iterable[Rep], side: str = "both", *, turn: float = 0.0, ready_s: float = 1.0
    ) -> Self:
        """Raise the heels; for one leg the other foot is lifted before and put down after."""
        if side != "both":
            self._one_leg(side, ready_s)
        was = {f"turn_{s}": self._base[f"turn_{s}"] for s in SIDES}
        self._base |= {f"turn_{s}": turn for s in SIDES}
        self._raise(list(reps), side)
        self._base |= was
        if side != "both":
            self._two_legs(side, ready_s)
        return self

    def _one_leg(self, side: str, seconds: float) -> None:
        other = "right" if side == "left" else "left"
        over = SIGN[side] * 0.04 * self.body.stature
        after = {
            "pelvis_side": over,
            f"up_{other}": CLEARANCE,
            f"fwd_{other}": -0.12,
            f"pitch_{other}": 15.0,
        }
        self._base[f"stands_{other}"] = 0.0
        self._add(seconds, lambda u: {k: v * _ease(u / seconds) for k, v in after.items()}, **after)

    def _two_legs(self, side: str, seconds: float) -> None:
        other = "right" if side == "left" else "left"
        names = ("pelvis_side", f"up_{other}", f"fwd_{other}", f"pitch_{other}")
        before = {k: self._base[k] for k in names}
        self._base |= dict.fromkeys(names, 0.0)
        self._add(seconds, lambda u: {k: v * _ease(1 - u / seconds) for k, v in before.items()})
        self._base[f"stands_{other}"] = 1.0

    def _raise(self, reps: list[Rep], side: str) -> None:
        lift, pump, forward, sideways, drift, sink = ([(0.0, 0.0)] for _ in range(6))
        u, low = 0.0, 0.0
        for rep in reps:
            top_from, top_to = u + rep.rise_s, u + rep.rise_s + rep.hold_s
            end, after = top_to + rep.lower_s, top_to + rep.lower_s + rep.rest_s
            self._planned.append(
                _Planned(*(self.length + v for v in (u, top_from, top_to, end)), side, rep)
            )
            high = rep.lift_cm / 100
            low = rep.valley * high
            lift += [(top_from, high), (top_to, high), (end, low), (after, low)]
            pump += [(u, 0), (u + rep.rise_s / 2, rep.pump), (top_from, 0), (after, 0)]
            for knots, value in (
                (forward, rep.lean_fwd),
                (sideways, rep.lean_side),
                (drift, rep.drift * self.body.foot),
                (sink, CLEARANCE - rep.other_cm / 100),
            ):
                knots += [(u, 0), (top_from, value), (top_to, value), (end, 0), (after, 0)]
            u = after
        base, body = dict(self._base), self.body

        def move(v: np.ndarray) -> dict[str, np.ndarray]:
            return _rising(
                body, base, side, _through(v, lift), base["knee"] + _through(v, pump)
            ) | {
                "lean_fwd": _through(v, forward),
                "lean_side": _through(v, sideways),
                **{f"drift_{s}": SIGN[s] * _through(v, drift) for s in SIDES},
                **_other_foot(body, base, side, _through(v, lift), _through(v, sink)),
            }

        self._add(u, move)
        if low:
            raise ValueError("the last raise must come down to the floor")

    # Things that are not heel raises

    def dips(self, reps: int, depth_m: float = 0.05, seconds: float = 1.6) -> Self:
        """Small knee bends with flat feet."""

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            return {"drop": depth_m * (0.5 - 0.5 * np.cos(2 * np.pi * u / seconds))}

        return self._add(reps * seconds, move)

    def squats(self, reps: int, depth_m: float = 0.35, seconds: float = 3.0) -> Self:
        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            s = 0.5 - 0.5 * np.cos(2 * np.pi * u / seconds)
            return {"drop": depth_m * s, "pelvis_fwd": -0.12 * s, "lean_fwd": 35 * s}

        return self._add(reps * seconds, move)

    def bow(self, reps: int = 1, lean: float = 45.0, seconds: float = 3.0) -> Self:
        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            s = 0.5 - 0.5 * np.cos(2 * np.pi * u / seconds)
            return {"lean_fwd": lean * s, "pelvis_fwd": -0.10 * s}

        return self._add(reps * seconds, move)

    def shift(self, reps: int = 3, width_m: float = 0.06, seconds: float = 2.0) -> Self:
        """Weight from foot to foot, both on the floor."""
        return self._add(
            reps * seconds,
            lambda u: {"pelvis_side": width_m * np.sin(2 * np.pi * u / seconds)},
        )

    def sway(self, seconds: float, height_m: float = 0.01, period_s: float = 6.0) -> Self:
        """Slow ups and downs of somebody who tries to stand still."""
        return self._add(
            seconds,
            lambda u: {"drop": height_m * (0.5 - 0.5 * np.cos(2 * np.pi * u / period_s))},
        )

    def march(self, steps: int, lift_m: float = 0.20, seconds: float = 0.7) -> Self:
        return self._add(steps * seconds, lambda u: _stepping(u, lift_m, seconds))

    def turn(self, to_yaw: float, seconds: float = 1.5) -> Self:
        start = self._base["yaw"]

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            yaw = start + (to_yaw - start) * _ease(u / seconds)
            return {"yaw": yaw, **_stepping(u, 0.05, seconds / 4)}

        return self._add(seconds, move, yaw=to_yaw)

    def walk(self, metres: float, speed: float = 1.0, step_m: float = 0.55) -> Self:
        """Ahead, the way the person faces."""
        seconds = metres / speed
        yaw = np.radians(self._base["yaw"])
        x, away = self._base["x"], self._base["away"]
        to_x, to_away = x - metres * np.sin(yaw), away - metres * np.cos(yaw)

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            done = u / seconds
            gait = _gait(
                u * speed / (2 * step_m), step_m, np.minimum(1.0, 6 * np.minimum(done, 1 - done))
            )
            return {"x": x + done * (to_x - x), "away": away + done * (to_away - away), **gait}

        return self._add(seconds, move, x=to_x, away=to_away)

    def hop(self, reps: int = 1, height_m: float = 0.08) -> Self:
        flight = 2 * np.sqrt(2 * height_m / 9.81)
        crouch = 0.3
        each = flight + 2 * crouch + 0.6

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            v = np.mod(u, each)
            w = np.clip((v - crouch) / flight, 0.0, 1.0)
            dip = np.sin(np.pi * np.clip(v / crouch, 0, 1)) ** 2
            dip += np.sin(np.pi * np.clip((v - crouch - flight) / crouch, 0, 1)) ** 2
            pitch = 35 * np.sin(np.pi * w)
            rise = {f"pitch_{s}": pitch for s in SIDES}
            return {"air": 4 * height_m * w * (1 - w), "drop": 0.07 * dip, **rise}

        return self._add(reps * each, move)

    def on_chair(self, seconds: float = 2.0) -> Self:
        return self._add(seconds, lambda u: _seated(np.ones_like(u)))

    def stand_up(self, seconds: float = 1.6) -> Self:
        return self._add(seconds, lambda u: _seated(1 - _ease(u / seconds)))

    def sit_down(self, seconds: float = 1.6) -> Self:
        return self._add(seconds, lambda u: _seated(_ease(u / seconds)))

    # The film

    def channels(self, t: np.ndarray) -> dict[str, np.ndarray]:
        """Posture at each time; the last one goes on."""
        result = {name: np.empty_like(t) for name in CHANNELS}
        for i, part in enumerate(self._parts):
            last = i == len(self._parts) - 1
            inside = (t >= part.start) & ((t < part.end) | last)
            moved = part.move(np.minimum(t[inside], part.end) - part.start)
            for name in CHANNELS:
                result[name][inside] = moved.get(name, part.base[name])
        return result

    def film(
        self,
        camera: Camera | None = None,
        *,
        fps: float = 30.0,
        noise_px: float = 0.3,
        seed: int = 0,
        start_t: float = 0.0,
        cut: tuple[float, float] | None = None,
    ) -> list[Pose]:
        """The poses, frame by frame.

        Args:
            camera: from where.
            fps: frames a second.
            noise_px: standard deviation of every landmark's error, px.
            seed: of the noise.
            start_t: time of the first frame, seconds.
            cut: only this part of the script, seconds; the film then starts at `start_t` with it.
        """
        camera = camera or Camera()
        first, last = cut or (0.0, self.length)
        t = first + np.arange(int((last - first) * fps + 1e-6) + 1) / fps
        c = self.channels(t)
        theta = np.radians(camera.yaw)
        x, away = c["x"], c["away"]
        c["x"] = np.cos(theta) * x + np.sin(theta) * away
        c["away"] = -np.sin(theta) * x + np.cos(theta) * away
        shown = t - first + start_t
        poses = film(self.body, c, shown, camera, noise_px=noise_px, seed=seed)
        return [
            Pose.nobody(pose.t, camera.size) if any(a < when < b for a, b in self._gaps) else pose
            for when, pose in zip(t, poses, strict=True)
        ]

    def truth(self) -> list[Truth]:
        """Every raise with its exact times, from the body's height at 500 Hz."""
        return [self._measured(planned) for planned in self._planned]

    def _measured(self, planned: _Planned) -> Truth:
        t = np.arange(planned.start, planned.end, 0.002)
        body = _height(self.body, self.channels(t))
        top = int(np.argmax(body))
        from_low, to_low = body[0], body[-1]
        up, down = body[top] - from_low, body[top] - to_low
        before, after = t[: top + 1], t[top:]
        start = float(before[body[: top + 1] <= from_low + FROM_FLOOR * up][-1])
        top_from = float(before[body[: top + 1] < from_low + 0.9 * up][-1])
        top_to = float(after[body[top:] < body[top] - 0.1 * up][0])
        end = float(after[body[top:] <= to_low + FROM_FLOOR * down][0])
        # The lines through 10 and 90 % are drawn out to floor and top.
        more, less = (top_from - start) / 8, (end - top_to) / 8
        start, top_from, top_to, end = start - more, top_from + more, top_to - less, end + less
        if top_from > top_to:
            top_from = top_to = (top_from + top_to) / 2
        return Truth(
            start=start,
            top_from=top_from,
            top_to=top_to,
            end=end,
            side=planned.side,
            lift_cm=planned.rep.lift_cm,
            body_cm=float(100 * up),
        )


def _height(body: Body, c: dict[str, np.ndarray]) -> np.ndarray:
    """Half-way between hips and shoulders, (N,) metres."""
    p = points(body, c)
    names = [f"{side}_{part}" for side in SIDES for part in ("hip", "shoulder")]
    return np.mean([p[name][:, 1] for name in names], axis=0)


def _rising(
    body: Body, base: dict[str, float], side: str, lift: np.ndarray, knee: np.ndarray
) -> dict[str, np.ndarray]:
    """The working feet turned on their balls, the pelvis carried along over them."""
    pitch = body.pitch_for(lift)
    working = SIDES if side == "both" else (side,)
    ahead = 0.012 * lift / 0.08 + _ankle(body, pitch)[1]
    return {
        "knee": knee,
        "pelvis_fwd": base["pelvis_fwd"] + ahead,
        **{f"pitch_{s}": base[f"pitch_{s}"] + pitch for s in working},
    }


def _other_foot(
    body: Body, base: dict[str, float], side: str, lift: np.ndarray, sink: np.ndarray
) -> dict[str, np.ndarray]:
    """The lifted foot goes with the body; `sink` lets it down, toes first."""
    if side == "both":
        return {}
    other = "right" if side == "left" else "left"
    up, ahead = _ankle(body, body.pitch_for(lift))
    share = sink / CLEARANCE
    return {
        f"up_{other}": base[f"up_{other}"] + up * (1 - share) - sink,
        f"fwd_{other}": base[f"fwd_{other}"] * (1 - share) + ahead,
        f"pitch_{other}": base[f"pitch_{other}"] + 25 * share,
    }


def _ankle(body: Body, pitch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far the ankle goes up and ahead with the pitch, metres."""
    a = np.radians(pitch)
    lever, height = body.lever * body.foot, 0.039 * body.stature
    return (
        lever * np.sin(a) - height * (1 - np.cos(a)),
        lever * (1 - np.cos(a)) + height * np.sin(a),
    )


def _stepping(u: np.ndarray, lift_m: float, seconds: float) -> dict[str, np.ndarray]:
    """One foot up, then the other, with the weight going to and fro."""
    odd = np.mod(np.floor(u / seconds), 2) == 1
    up = lift_m * np.sin(np.pi * np.mod(u, seconds) / seconds) ** 2
    side = np.where(odd, 1.0, -1.0) * 0.03 * np.sin(np.pi * np.mod(u, seconds) / seconds) ** 2
    return {
        "up_left": np.where(odd, 0.0, up),
        "up_right": np.where(odd, up, 0.0),
        "pelvis_side": side,
    }


def _gait(cycle: np.ndarray, step_m: float, size: np.ndarray) -> dict[str, np.ndarray]:
    """Feet against the body while walking; stance is 0.6 of the cycle."""
    result = {}
    for side, begin in (("left", 0.0), ("right", 0.5)):
        q = np.mod(cycle + begin + 0.3, 1.0)
        swing = np.clip((q - 0.6) / 0.4, 0.0, 1.0)
        reach = 0.6 * step_m
        stance = reach * (1 - 2 * q / 0.6)
        result[f"fwd_{side}"] = size * np.where(q < 0.6, stance, reach * (2 * _ease(swing) - 1))
        result[f"up_{side}"] = size * 0.10 * np.sin(np.pi * swing) ** 2
        late = np.clip((q - 0.35) / 0.25, 0.0, 1.0)
        result[f"pitch_{side}"] = size * 30 * np.where(q < 0.6, _ease(late), _ease(1 - swing))
    return result


def _seated(share: np.ndarray) -> dict[str, np.ndarray]:
    """From standing (0) to seated on a chair (1), leaning forward on the way."""
    return {
        "pelvis_fwd": -0.36 * share,
        "drop": 0.36 * share,
        "lean_fwd": 35 * np.sin(np.pi * share),
    }
