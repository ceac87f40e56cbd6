"""What happens to a picture between the feet and the file: things before them, lens, compression.

All on one patch (S, S, 3) uint8, as flat as the screen: cheap, and done to each render more than
once. Points are (6, 2) pixels with flags.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import OCCLUDED, OUTSIDE, VISIBLE

if TYPE_CHECKING:
    from .window import Shot

Array = npt.NDArray[Any]
Rng = np.random.Generator
Photo = Callable[[Rng], Array]

#: Pixels of a foot's length in the picture that a patch is taken from.
NATIVE = (22.0, 90.0)


def texture(size: int, rng: Rng) -> Array:
    """A picture of nothing: smooth noise of some sizes, stripes, a gradient, (S, S, 3) uint8."""
    n = size // 2  # enlarged at the end: half the work, and lenses are not sharper
    base = rng.uniform(20, 230) * np.exp(rng.normal(0, 0.25, 3))
    out = np.broadcast_to(base, (n, n, 3)).astype(np.float32)
    strong = rng.uniform(4, 55)
    for cells in rng.choice([2, 4, 9, 20, 52, 104], 3, replace=False):
        grey = rng.standard_normal((cells, cells, 1), np.float32)
        grey = grey + 0.3 * rng.standard_normal((cells, cells, 3), np.float32)
        out = out + strong / 1.7 * cv2.resize(grey, (n, n))
    if rng.random() < 0.35:
        a, f = rng.uniform(0, np.pi), rng.uniform(0.04, 1.0)
        y, x = np.mgrid[:n, :n].astype(np.float32)
        wave = np.sin((x * np.cos(a) + y * np.sin(a)) * f + rng.uniform(0, 6))
        out = out + np.sign(wave)[..., None] * rng.uniform(-40, 40, 3).astype(np.float32)
    small = np.clip(out, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, (size, size), interpolation=cv2.INTER_LINEAR))


def behind(shot: Shot, photo: Array, rng: Rng) -> Array:
    """The people before another background, with their shade on it."""
    # The rim's pixels are half the room that was there.
    a = np.clip(shot.people * 2 - 1, 0, 1)[..., None]
    lit = photo * (shot.shade[..., None] * 0.8 + 0.2) if rng.random() < 0.7 else photo
    return np.asarray(shot.rgb * a + lit * (1 - a), np.uint8)


def cover(rgb: Array, xy: Array, flags: Array, rng: Rng) -> tuple[Array, Array]:
    """Something flat before the foot: a towel's corner, a hand, a bar, a band."""
    size = len(rgb)
    mask = np.zeros((size, size), np.uint8)
    middle = xy[1:].mean(0) + rng.normal(0, size * 0.1, 2)
    if rng.random() < 0.45:
        a = rng.uniform(0, np.pi)
        reach = np.array([np.cos(a), np.sin(a)]) * size * rng.uniform(0.1, 1.5)
        line = np.stack([middle - reach, middle + rng.normal(0, 6, 2), middle + reach])
        cv2.polylines(mask, [line.astype(np.int32)], False, 255, int(rng.integers(3, 16)))
    else:
        n = int(rng.integers(3, 8))
        at = np.sort(rng.uniform(0, 2 * np.pi, n))
        r = size * rng.uniform(0.06, 0.22) * rng.uniform(0.5, 1.5, n)
        away = rng.normal(0, size * 0.13, 2)
        blob = middle + away + np.stack([np.cos(at) * r, np.sin(at) * r], -1)
        cv2.fillPoly(mask, [blob.astype(np.int32)], 255)
    share = np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.8), np.float32)[..., None] / 255.0
    out = rgb * (1 - share) + texture(size, rng) * share
    flags = flags.copy()
    px = np.clip(np.floor(xy), 0, size - 1).astype(int)
    flags[(flags == VISIBLE) & (mask[px[:, 1], px[:, 0]] > 127)] = OCCLUDED
    return np.asarray(out, np.uint8), flags


def markers(rgb: Array, xy: Array, rng: Rng) -> Array:
    """Little balls as laboratories stick on feet."""
    out = rgb.copy()
    grey = float(rng.uniform(120, 250))
    for _ in range(int(rng.integers(2, 9))):
        i, j = rng.integers(1, 6, 2)
        at = xy[i] + (xy[j] - xy[i]) * rng.uniform(-0.2, 1.2) + rng.normal(0, 4, 2)
        r = float(rng.uniform(1.5, 3.5))
        centre = (int(at[0] * 16), int(at[1] * 16))
        cv2.circle(out, centre, int(r * 16), (grey,) * 3, -1, cv2.LINE_AA, 4)
    return out


def cut_off(rgb: Array, xy: Array, flags: Array, rng: Rng) -> tuple[Array, Array]:
    """The border of the whole picture goes through the patch; beyond it is nothing."""
    size, out, flags = len(rgb), rgb.copy(), flags.copy()
    side = int(rng.integers(4))
    at = int(size * rng.uniform(0.52, 0.95))
    axis, upper = side % 2, side < 2
    part: list[Any] = [slice(None), slice(None)]
    part[1 - axis] = slice(at, None) if upper else slice(None, size - at)
    out[tuple(part)] = 0
    beyond = xy[:, axis] > at if upper else xy[:, axis] < size - at
    flags[beyond] = OUTSIDE
    return out, flags


def film(rgb: Array, foot_px: float, rng: Rng) -> Array:
    """As a camera and a file leave it, and as it is when it has been enlarged again."""
    size = len(rgb)
    foot = np.exp(rng.uniform(*np.log(NATIVE)))
    small = max(round(size * foot / foot_px), 24)
    out = rgb
    if rng.random() < 0.25:
        out = _smear(out, rng)
    way = cv2.INTER_AREA if small < size else cv2.INTER_LINEAR
    out = cv2.resize(out, (small, small), interpolation=way)
    if rng.random() < 0.3:
        out = cv2.GaussianBlur(out, (0, 0), float(rng.uniform(0.3, 1.1)))
    elif rng.random() < 0.3:  # as phones sharpen
        soft = cv2.GaussianBlur(out, (0, 0), 1.0)
        out = cv2.addWeighted(out, 1 + (k := float(rng.uniform(0.2, 1.2))), soft, -k, 0)
    out = _grade(out.astype(np.float32), rng)
    level = abs(rng.normal(0, 4.5))
    grain = rng.standard_normal((small, small, 1), np.float32)
    grain = 0.8 * grain + 0.55 * rng.standard_normal((small, small, 3), np.float32)
    out = np.clip(out + level * grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.8:
        quality = int(rng.uniform(18, 92))
        _, data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, quality])
        out = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    up = cv2.INTER_LINEAR if rng.random() < 0.7 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(out, (size, size), interpolation=up), np.uint8)


def _smear(rgb: Array, rng: Rng) -> Array:
    """Motion blur along a line."""
    long, a = int(rng.integers(3, 17)), rng.uniform(0, np.pi)
    kernel = np.zeros((long, long), np.float32)
    c, reach = (long - 1) / 2, np.array([np.cos(a), np.sin(a)]) * (long - 1) / 2
    ends = [tuple(int(v) for v in np.round(c + k * reach)) for k in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1)
    return np.asarray(cv2.filter2D(rgb, -1, kernel / kernel.sum()))


def _grade(rgb: Array, rng: Rng) -> Array:
    """Contrast, gamma, white balance and saturation."""
    x = np.clip(rgb / 255.0, 0, 1) ** np.float32(np.exp(rng.normal(0, 0.22)))
    x = (x - 0.5) * np.float32(np.exp(rng.normal(0, 0.18))) + np.float32(0.5)
    x = x * np.exp(rng.normal(0, 0.09, 3)).astype(np.float32)
    grey = x.mean(-1, keepdims=True)
    x = grey + (x - grey) * np.float32(np.exp(rng.normal(0, 0.3)) if rng.random() < 0.95 else 0.0)
    return np.asarray(x * 255.0 + rng.normal(0, 6), np.float32)


def photos(pictures: list[Array]) -> Photo:
    """Backgrounds: pieces of real photographs, turned and recoloured, or textures of noise."""

    def draw(rng: Rng, size: int = 208) -> Array:
        if not pictures or rng.random() < 0.4:
            return texture(size, rng)
        picture = pictures[rng.integers(len(pictures))]
        h, w = picture.shape[:2]
        side = int(min(h, w) * rng.uniform(0.25, 1.0))
        x, y = rng.integers(0, w - side + 1), rng.integers(0, h - side + 1)
        piece = cv2.resize(picture[y : y + side, x : x + side], (size, size))
        piece = np.rot90(piece, int(rng.integers(4))) if rng.random() < 0.5 else piece
        return np.ascontiguousarray(piece[:, ::-1] if rng.random() < 0.5 else piece)

    return draw
