"""Against marks on real frames: ``python -m models.feet.judge WEIGHTS LABELS --clips FOLDER``.

Beside it MediaPipe's landmarks, from recordings that ``formcheck validate --landmarks`` keeps.
Where there are such, feet are also looked for where MediaPipe puts them (`theirs`), not only
where they were marked (`given`).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from formcheck.pose.feet.codec import Array, Crop, Feet, blob, decode, within
from formcheck.pose.feet.points import CROP_SPAN, INPUT, MARGIN, SIDES, WEARS

from .errors import SHARES
from .labels import MARKED, ROWS, Foot, Frame, frames

_COLOURS = ((255, 255, 0), (255, 0, 0), (0, 255, 0), (0, 120, 255))


@dataclass(frozen=True)
class Verdict:
    """What the network says of one marked foot. Pixels of the picture."""

    foot: Foot
    xy: Array  # (4, 2) of `MARKED`
    reach: Array  # (4,) bool: the mark lies where the network's bins are
    inside: Array  # (4, shares) bool: the mark lies in that ellipse
    right: float
    wear: str
    there: float
    picture: Array


class Judge:
    """The network as it is used: through ``cv2.dnn``."""

    def __init__(self, weights: Path) -> None:
        self._net = cv2.dnn.readNetFromONNX(str(weights))

    def look(self, rgb: Array, crop: Crop) -> tuple[Feet, Array]:
        """At one crop."""
        picture = crop.cut(rgb)
        self._net.setInput(blob(picture[None]))
        return decode(np.asarray(self._net.forward())), picture

    def verdict(self, rgb: Array, foot: Foot, centre: Array, length: float) -> Verdict:
        """Of one foot, looked for round ``centre``."""
        crop = Crop.of(centre, CROP_SPAN * length)
        said, picture = self.look(rgb, crop)
        xy, spread = said.xy[0, ROWS], said.spread[0, ROWS]
        marks = crop.to(foot.xy)
        reach = np.asarray(((marks > -MARGIN) & (marks < INPUT + MARGIN)).all(-1))
        off = marks - xy
        m2 = np.einsum("ni,nij,nj->n", off, np.linalg.inv(spread), off)
        inside = np.stack([m2 <= within(s) for s in SHARES], -1)
        return Verdict(
            foot, crop.back(xy), reach, inside, float(said.right[0]),
            WEARS[int(said.wear[0].argmax())], float(said.foot[0]), picture,
        )  # fmt: skip


def given(foot: Foot) -> tuple[Array, float]:
    """Where and how large the foot was marked."""
    return np.nanmean(foot.xy[1:], axis=0), foot.length


def theirs(foot: Foot) -> tuple[Array, float]:
    """Where and how large MediaPipe says that it is."""
    return foot.theirs[1:].mean(0), foot.their_length


def judge(
    net: Judge, marked: list[Frame], where: Callable[[Foot], tuple[Array, float]]
) -> list[Verdict]:
    """All feet that can be looked for."""
    out = []
    for frame in marked:
        for foot in frame.feet:
            centre, length = where(foot)
            if np.isfinite(centre).all() and np.isfinite(length):
                out.append(net.verdict(frame.rgb, foot, centre, length))
    return out


def errors(verdicts: list[Verdict], ours: bool) -> Array:
    """(N, 4) % of foot length at clearly visible marks; NaN elsewhere.

    Ours only within the crop: knees are seldom in it.
    """
    rows = []
    for v in verdicts:
        off = np.linalg.norm((v.xy if ours else v.foot.theirs) - v.foot.xy, axis=-1)
        known = v.foot.clear & v.reach if ours else v.foot.clear
        rows.append(np.where(known, off / v.foot.length * 100, np.nan))
    return np.array(rows).reshape(-1, len(MARKED))


def table(verdicts: list[Verdict]) -> str:
    """As Markdown: median / 90th percentile, the network's and MediaPipe's, by group."""
    groups: dict[str, list[Verdict]] = {"all": verdicts}
    for wear in ("bare", "shoe"):
        groups[wear] = [v for v in verdicts if v.foot.wear == wear]
        for view in ("profile", "end-on"):
            groups[f"{wear}, {view}"] = [v for v in groups[wear] if v.foot.view == view]
    for v in verdicts:
        groups.setdefault(v.foot.clip, []).append(v)
    head = "| | feet | " + " | ".join(f"{p} | MediaPipe" for p in MARKED) + " |"
    lines = [head, "| --- |" + " --- |" * (1 + 2 * len(MARKED))]
    for name, mine in groups.items():
        if not mine:
            continue
        cells = []
        both = errors(mine, True), errors(mine, False)
        for k in range(len(MARKED)):
            cells += [_cell(e[:, k]) for e in both]
        lines.append(f"| {name} | {len(mine)} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", rest(verdicts)])


def _cell(values: Array) -> str:
    known = values[np.isfinite(values)]
    if not len(known):
        return "–"
    return f"{np.median(known):.1f} / {np.percentile(known, 90):.0f}"


#: Beyond this share of a foot's length at the ankle, MediaPipe's is another foot or nothing.
_LOST = 1.0


def rest(verdicts: list[Verdict]) -> str:
    """Sides, footwear, presence and ellipses, and how often MediaPipe is elsewhere."""
    clear = np.stack([v.foot.clear for v in verdicts])[:, 1:]
    inside = np.stack([v.inside for v in verdicts])[:, 1:]
    side = np.mean([(v.right > 0.5) == (v.foot.side == SIDES.index("right")) for v in verdicts])
    wear = np.mean([v.wear == v.foot.wear for v in verdicts])
    held = ", ".join(
        f"{inside[..., i][clear].mean():.0%} in ellipses for {s:.0%}" for i, s in enumerate(SHARES)
    )
    there = np.mean([v.there > 0.5 for v in verdicts])
    off = np.array([np.linalg.norm(v.foot.theirs[1] - v.foot.xy[1]) for v in verdicts])
    lost = int((off > _LOST * np.array([v.foot.length for v in verdicts])).sum())
    return (
        f"Side right {side:.0%}, footwear right {wear:.0%}, a foot seen {there:.0%}; clearly"
        f" visible marks: {held}. MediaPipe has {lost} of {len(verdicts)} feet more than a foot's"
        " length off (another foot, another person)."
    )


def sheet(verdicts: list[Verdict], path: Path, scale: int = 2, columns: int = 10) -> None:
    """All crops with the network's points (dots) and the marks (rings)."""
    tiles = []
    for v in verdicts:
        size = INPUT * scale
        tile = cv2.resize(v.picture, (size, size), interpolation=cv2.INTER_LINEAR)
        # The crop is upright, so two numbers take points there.
        middle, side = given(v.foot)
        crop = Crop.of(middle, CROP_SPAN * side, size=size)
        for k, colour in enumerate(_COLOURS):
            for xy, fill in ((v.xy[k], -1), (v.foot.xy[k], 1)):
                if np.isfinite(xy).all():
                    x, y = np.clip(crop.to(xy), -99, 999).astype(int)
                    cv2.circle(tile, (int(x), int(y)), 3 if fill < 0 else 5, colour, fill)
        tiles.append(tile)
    while len(tiles) % columns:
        tiles.append(np.zeros_like(tiles[0]))
    rows = [np.hstack(tiles[i : i + columns]) for i in range(0, len(tiles), columns)]
    cv2.imwrite(str(path), cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--clips", type=Path, help="folder of the clips; beside the labels' own")
    parser.add_argument("--landmarks", type=Path, help="folder of stored landmarks")
    parser.add_argument("--sheet", type=Path, help="picture of every foot, to look at")
    a = parser.parse_args()
    clips = a.clips or a.labels.parent.parent / "clips"
    marked = list(frames(a.labels, clips, a.landmarks))
    net = Judge(a.weights)
    verdicts = judge(net, marked, given)
    print("Median / 90th percentile, % of foot length. Crops laid round the marks:\n")
    print(table(verdicts))
    if a.landmarks:
        print("\nCrops laid where MediaPipe puts the foot:\n")
        print(table(judge(net, marked, theirs)))
    if a.sheet:
        sheet(verdicts, a.sheet)


if __name__ == "__main__":
    main()
