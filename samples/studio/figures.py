"""People on the GPU: their shadows, the sky that they hide, and themselves."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from .backdrop import Still
from .gpu import DepthMap, assign, light, program, sun_clip
from .layers import MATERIALS, Layer
from .people import CLOTHS, Person
from .pose import Skeleton
from .scene import Place
from .view import Box, View

Array = npt.NDArray[Any]
#: A person's bones, and which of their frames.
Pose = tuple[Skeleton, int]

_SHADOW = 640  # texels a side: a person's shadow is soft anyway
_EXTENT = 1.45  # metres round a person that their shadow map spans
#: Beyond the bones: how far a body may reach, metres.
_REACH = np.array(
    [[0.13, 0.2, 0.13], [-0.13, -0.1, -0.13], [0.13, -0.1, -0.13], [-0.13, 0.2, 0.13]]
)
#: Of who lies, whose feet may be nearest to the camera: all corners of a box.
_LYING = np.array(list(itertools.product((-0.13, 0.13), (-0.13, 0.2), (-0.16, 0.16))))


@dataclass
class _Actor:
    """A person's layers, with a shadow map of their own."""

    layers: list[tuple[Layer, moderngl.VertexArray, moderngl.VertexArray]]
    person: Person
    pattern: int
    shadow: DepthMap


@dataclass(frozen=True)
class Painted:
    """People drawn at twice the size into a corner as big as their box."""

    rgba: moderngl.Texture
    box: Box
    crop: tuple[float, float, float, float]  # the box, as shares of the picture
    corner: tuple[float, float]  # what of the texture holds them
    _frame: moderngl.Framebuffer
    _size: tuple[int, int]

    def distance(self) -> Array:
        """Metres to the nearest person at twice the box's size, inf where nobody is."""
        size = self._size
        data = self._frame.read(viewport=(0, 0, *size), attachment=1, components=1, dtype="f4")
        far = np.frombuffer(data, np.float32).reshape(size[1], size[0])[::-1]
        return np.where(far > 0, far, np.inf)


class Figures:
    """The people of a clip."""

    def __init__(
        self, gl: moderngl.Context, place: Place, size: tuple[int, int], labels: tuple[str, ...]
    ) -> None:
        self._gl, self._place, self._labels = gl, place, labels
        w, h = size
        self._person = program(gl, "person_vertex", "person_fragment")
        self._depth = program(gl, "depth_vertex", "depth_fragment")
        self._shade = program(gl, "screen_vertex", "shade_fragment")
        self._bones = gl.buffer(reserve=360 * 16)
        self.shade = gl.texture((w // 2, h // 2), 2, dtype="f1")
        self._shade_frame = gl.framebuffer([self.shade])
        double = (2 * w, 2 * h)
        targets = [gl.texture(double, 4, dtype="f2"), gl.texture(double, 1, dtype="f4")]
        self._frame = gl.framebuffer(targets, gl.depth_renderbuffer(double))
        screen = gl.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32))
        self._screen = gl.vertex_array(self._shade, [(screen, "2f", "in_xy")])
        self._actors: list[_Actor] = []

    def add(self, layers: list[Layer], person: Person, pattern: int) -> None:
        """Put a person's layers on the GPU; people are drawn in the order of their coming."""
        ready = [(layer, *self._upload(layer)) for layer in layers]
        self._actors.append(_Actor(ready, person, pattern, DepthMap(self._gl, _SHADOW)))

    def _upload(self, layer: Layer) -> tuple[moderngl.VertexArray, moderngl.VertexArray]:
        """A layer to look at, and to throw a shadow."""
        m, n = layer.mesh, len(layer.mesh.vertices)
        row = np.zeros((n, 19), np.float32)
        row[:, :3], row[:, 3:6], row[:, 6:10] = m.vertices, m.normals, m.bones
        row[:, 10:14], row[:, 14:18], row[:, 18] = m.weights, m.colours, layer.cut
        vbo = self._gl.buffer(row.tobytes())
        ibo = self._gl.buffer(m.triangles.astype("i4").tobytes())
        names = ("in_pos", "in_normal", "in_bones", "in_weights", "in_tint", "in_cut")
        full = (vbo, "3f 3f 4f 4f 4f 1f", *names)
        bare = (vbo, "3f 3x4 4f 4f 4x4 1f", "in_pos", "in_bones", "in_weights", "in_cut")
        make = self._gl.vertex_array
        return make(self._person, [full], ibo), make(self._depth, [bare], ibo)

    def _sun(self, pose: Pose) -> Array:
        skeleton, frame = pose
        root = skeleton.position[frame, 0]
        return sun_clip(self._place, np.array([root[0], 0.85, root[2]]), _EXTENT)

    def _take_pose(self, pose: Pose) -> None:
        skeleton, frame = pose
        self._bones.write(skeleton.matrices[frame].astype("f4").tobytes())
        self._bones.bind_to_uniform_block(0)

    def cast_shadows(self, poses: Sequence[Pose]) -> None:
        """Draw everybody's shadow map; the same for all views."""
        for who, pose in zip(self._actors, poses, strict=True):
            self._take_pose(pose)
            who.shadow.begin()
            assign(self._depth, clip=self._sun(pose))
            for layer, _, bare in who.layers:
                if layer.name != "eyes":
                    bare.render()

    def darken(self, still: Still, poses: Sequence[Pose]) -> None:
        """Fill `shade`: how much sun and sky people leave to the room in a view."""
        gl = self._gl
        self._shade_frame.use()
        gl.disable(moderngl.DEPTH_TEST)
        still.where.use(0)
        for i, (who, pose) in enumerate(zip(self._actors, poses, strict=True)):
            who.shadow.texture.use(1)
            balls = _balls(self._labels, pose)
            assign(self._shade, place=0, shadow_map=1, shadow_clip=self._sun(pose),
                   count=len(balls))  # fmt: skip
            padded = np.zeros((24, 4), "f4")
            padded[: len(balls)] = balls
            self._shade["balls"].write(padded.tobytes())
            if i:  # what one leaves, the next may take
                gl.enable(moderngl.BLEND)
                gl.blend_func = moderngl.DST_COLOR, moderngl.ZERO
            self._screen.render(moderngl.TRIANGLE_STRIP)
        gl.disable(moderngl.BLEND)

    def paint(self, view: View, still: Still, poses: Sequence[Pose]) -> Painted:
        """Draw everybody in a view; what is painted lasts until the next time."""
        gl, frame, (w, h) = self._gl, self._frame, view.size
        around = []
        for s, i in poses:
            bones = s.position[i]
            reach = _LYING if bones[:, 1].max() < 0.9 else _REACH
            around.append((bones[:, None] + reach).reshape(-1, 3))
        box = view.box(np.concatenate(around))
        size = ((box[2] - box[0]) * 2, (box[3] - box[1]) * 2)
        frame.use()
        frame.clear(0, 0, 0, 0, viewport=(0, 0, min(size[0] + 4, 2 * w), min(size[1] + 4, 2 * h)))
        frame.viewport = (0, 0, *size)
        gl.enable(moderngl.DEPTH_TEST)
        gl.front_face = "ccw" if view.mirror is None else "cw"
        light(self._person, self._place, view.eye)
        crop = (box[0] / w, 1 - box[3] / h, (box[2] - box[0]) / w, (box[3] - box[1]) / h)
        assign(
            self._person, clip=view.clip(box), shadow_map=1, place=2,
            crop=crop, inv_size=(1 / size[0], 1 / size[1]),
        )  # fmt: skip
        still.where.use(2)
        for who, pose in zip(self._actors, poses, strict=True):
            self._paint_one(who, pose)
        gl.front_face = "ccw"
        corner = (size[0] / (2 * w), size[1] / (2 * h))
        return Painted(frame.color_attachments[0], box, crop, corner, frame, size)

    def _paint_one(self, who: _Actor, pose: Pose) -> None:
        self._take_pose(pose)
        who.shadow.texture.use(1)
        assign(self._person, shadow_clip=self._sun(pose))
        for layer, full, _ in who.layers:
            cloth = layer.name == "top"
            assign(
                self._person, material=MATERIALS[layer.material], colour=tuple(layer.colour),
                pattern=who.pattern if cloth else 0, colour2=CLOTHS["white"],
            )  # fmt: skip
            full.render()


def _balls(labels: tuple[str, ...], pose: Pose) -> Array:
    """Spheres that stand for the body when asking how much sky the floor sees."""
    skeleton, frame = pose
    rows = []

    def at(bone: str) -> Array:
        return np.asarray(skeleton.position[frame, labels.index(bone)])

    for s in ("L", "R"):
        ankle, toe = at(f"foot.{s}"), at(f"toe2-1.{s}")
        heel = ankle + (ankle - toe) * 0.35
        heel[1] = ankle[1] - 0.045
        for p, r in (
            (heel, 0.036), ((ankle + toe) / 2, 0.038), (toe, 0.036), (at(f"toe1-2.{s}"), 0.024),
            (at(f"toe5-1.{s}"), 0.024), ((at(f"lowerleg01.{s}") + ankle) / 2, 0.055),
            (at(f"lowerleg01.{s}"), 0.07), (at(f"upperleg01.{s}"), 0.12),
        ):  # fmt: skip
            rows.append([*p, r])
    rows.append([*at("spine03"), 0.17])
    return np.array(rows, "f4")
