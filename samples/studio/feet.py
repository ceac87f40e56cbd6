"""The landmarks and pivots of a rest foot, bare or shod."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .body import Body

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class FootShape:
    """A foot at rest. Points are rest positions, metres.

    Attributes:
        pivot: the middle of the joint line that the foot turns about when the heel lifts.
        heel: rear-bottom corner where the heel (or shoe heel) meets the sole.
        big_tip, little_tip: front ends of the first and fifth toe (of the shoe above them).
        length: bare heel to big toe, metres.
        sole: thickness under the foot at rest, metres; the shoe's floor is at y = -sole.
        rest_yaw: direction of heel -> second toe joint at rest, degrees, to the left positive.
    """

    side: str
    pivot: Array
    heel: Array
    big_tip: Array
    little_tip: Array
    length: float
    rest_yaw: float
    sole: float = 0.0


def foot_shape(body: Body, side: str) -> FootShape:
    """Measure one bare foot."""
    rig, mesh = body.rig, body.parts["body"]
    sign = 1 if side == "L" else -1
    ankle = rig.heads[rig[f"foot.{side}"]]
    v = mesh.vertices
    foot = v[(v[:, 1] < ankle[1]) & (v[:, 0] * sign > 0)].astype(np.float64)
    joint1, joint2, joint5 = (rig.heads[rig[f"toe{i}-1.{side}"]] for i in (1, 2, 5))
    # The push-off runs through the first two or three joints; the fifth lies further back.
    pivot = 0.65 * (joint1 + joint2) / 2 + 0.35 * joint5
    back = foot[:, 2].min()
    rear = foot[foot[:, 2] < back + 0.06]
    corner = rear[np.argmax(-rear[:, 2] * 0.8 - rear[:, 1])]
    heel = np.array([(rear[:, 0].min() + rear[:, 0].max()) / 2, corner[1], corner[2]])
    tips = {}
    for toe in (1, 5):
        bones = [
            i for i, b in enumerate(rig.labels) if b.startswith(f"toe{toe}-") and b[-1] == side
        ]
        mine = np.isin(mesh.bones[:, 0], bones)
        tips[toe] = v[mine][np.argmax(v[mine][:, 2])].astype(np.float64)
    axis = joint2 - heel
    return FootShape(
        side,
        pivot,
        heel,
        tips[1],
        tips[5],
        float(tips[1][2] - back),
        float(np.degrees(np.arctan2(axis[0], axis[2]))),
    )
