"""Drawing frames: a still room once, a person on it every frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from .camera import Camera
from .layers import MATERIALS, Layer
from .people import CLOTHS, Person
from .pose import Skeleton
from .scene import Place
from .shaders import load

Array = npt.NDArray[Any]

_SHADOW = 640  # texels a side: the person's shadow is soft anyway
_EXTENT = 1.45  # metres round the person that its shadow map spans


@dataclass(frozen=True)
class Drawn:
    """One frame, and how far the person's surface is where there is one."""

    rgb: Array  # (H, W, 3) uint8
    box: tuple[int, int, int, int]  # pixels that the person lies in
    distance: Array  # (h, w) metres inside the box, at twice its size; inf where nobody is


@dataclass
class _Actor:
    """A person's layers on the GPU."""

    layers: list[tuple[Layer, moderngl.VertexArray, moderngl.VertexArray]]
    person: Person
    pattern: int


class Renderer:
    """One room, one camera, one or more people. Use as a context manager."""

    def __init__(self, place: Place, camera: Camera) -> None:
        self.camera, self.place = camera, place
        self.gl = moderngl.create_context(standalone=True, backend="egl")
        self._programs()
        w, h = camera.size
        self._bones = self.gl.buffer(reserve=360 * 16)
        self._shadow = self.gl.depth_texture((_SHADOW, _SHADOW))
        self._shadow.compare_func = ""
        self._shadow_fbo = self.gl.framebuffer(depth_attachment=self._shadow)
        self._shade = self.gl.texture((w // 2, h // 2), 2, dtype="f1")
        self._shade_fbo = self.gl.framebuffer([self._shade])
        self._final = self.gl.framebuffer([self.gl.texture((w, h), 4, dtype="f1")])
        # The person is drawn at twice the size, into a corner as big as their box needs.
        self._double = (2 * w, 2 * h)
        targets = [
            self.gl.texture(self._double, 4, dtype="f2"),
            self.gl.texture(self._double, 1, dtype="f4"),
        ]
        self._person = self.gl.framebuffer(targets, self.gl.depth_renderbuffer(self._double))
        screen = self.gl.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32))
        self._screen = {
            p: self.gl.vertex_array(p, [(screen, "2f", "in_xy")])
            for p in (self.p_shade, self.p_final)
        }
        self._actors: list[_Actor] = []
        self._draw_place()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self.gl.release()

    def _programs(self) -> None:
        make = lambda v, f: self.gl.program(  # noqa: E731
            vertex_shader=load(v), fragment_shader=load(f)
        )
        self.p_person = make("person_vertex", "person_fragment")
        self.p_depth = make("depth_vertex", "depth_fragment")
        self.p_place = make("place_vertex", "place_fragment")
        self.p_place_depth = make("place_depth_vertex", "place_depth_fragment")
        self.p_shade = make("screen_vertex", "shade_fragment")
        self.p_final = make("screen_vertex", "final_fragment")

    def _set(self, program: moderngl.Program, **values: Any) -> None:  # noqa: ANN401
        """Set uniforms; those that the compiler dropped are skipped."""
        for name, value in values.items():
            if name not in program:
                continue
            if isinstance(value, np.ndarray) and value.shape == (4, 4):
                program[name].write(value.T.astype("f4").tobytes())
            elif isinstance(value, np.ndarray | tuple) and not isinstance(value, str):
                program[name].value = tuple(float(x) for x in value)
            else:
                program[name].value = value

    def _light(self, program: moderngl.Program) -> None:
        p = self.place
        self._set(
            program,
            sun_dir=p.sun_dir,
            sun_rgb=p.sun_rgb,
            sky_rgb=p.sky_rgb,
            ground_rgb=p.ground_rgb,
            eye=self.camera.position,
            lamp_pos=p.lamp_pos,
            lamp_rgb=p.lamp_rgb,
        )

    def _sun_clip(self, centre: Array, extent: float) -> Array:
        """Orthographic clip matrix from the sun, ``extent`` metres to each side."""
        back = self.place.sun_dir / np.linalg.norm(self.place.sun_dir)
        right = np.cross([0.0, 1.0, 0.0], back)
        right /= np.linalg.norm(right)
        axes = np.stack([right, np.cross(back, right), -back])
        m = np.eye(4)
        m[:3, :3] = axes / np.array([extent, extent, 6.0])[:, None]
        m[:3, 3] = -m[:3, :3] @ centre
        return m

    def _draw_place(self) -> None:
        """The room once: sun and sky light apart, and where each pixel lies."""
        gl, (w, h) = self.gl, self.camera.size
        mesh = gl.buffer(self.place.mesh().tobytes())
        size = 1536
        depth = gl.depth_texture((size, size))
        depth.compare_func = ""
        fbo = gl.framebuffer(depth_attachment=depth)
        fbo.use()
        fbo.clear()
        gl.enable(moderngl.DEPTH_TEST)
        sun = self._sun_clip(np.zeros(3), 3.2)
        self._set(self.p_place_depth, clip=sun)
        gl.vertex_array(self.p_place_depth, [(mesh, "3f 13x4", "in_pos")]).render(
            first=self.place.shell, vertices=len(self.place.mesh()) - self.place.shell
        )
        self._set(self.p_place, shadow_clip=sun, shadow_map=0, clip=self.camera.clip())
        self._light(self.p_place)
        vao = gl.vertex_array(
            self.p_place,
            [
                (
                    mesh,
                    "3f 3f 3f 3f 3f 1f",
                    "in_pos",
                    "in_normal",
                    "in_local",
                    "in_a",
                    "in_b",
                    "in_kind",
                )
            ],
        )

        def shoot(scale: int) -> list[Array]:
            s = (w * scale, h * scale)
            targets = [
                gl.texture(s, 4, dtype="f2"),
                gl.texture(s, 4, dtype="f2"),
                gl.texture(s, 4, dtype="f4"),
            ]
            fbo = gl.framebuffer(targets, gl.depth_renderbuffer(s))
            fbo.use()
            fbo.clear(0.25, 0.27, 0.3, 0)
            depth.use(0)
            vao.render()
            out = []
            for i, t in enumerate(targets):
                a = np.frombuffer(
                    fbo.read(attachment=i, components=4, dtype=t.dtype), t.dtype.replace("f", "<f")
                )
                out.append(a.reshape(s[1], s[0], 4))
            return out

        fine = shoot(2)

        def halve(a: Array) -> Array:
            return a.astype(np.float32).reshape(h, 2, w, 2, 4).mean((1, 3))

        self._indirect = gl.texture((w, h), 4, halve(fine[0]).astype("f2").tobytes(), dtype="f2")
        self._direct = gl.texture((w, h), 4, halve(fine[1]).astype("f2").tobytes(), dtype="f2")
        where = fine[2][::2, ::2]
        self._place_tex = gl.texture((w, h), 4, np.ascontiguousarray(where).tobytes(), dtype="f4")
        self._place_tex.filter = (moderngl.NEAREST, moderngl.NEAREST)
        far = np.linalg.norm(where[..., :3] - self.camera.position, axis=-1)
        self.place_distance = np.where(where[..., 3] > 0.1, far, np.inf)[::-1]

    def add(self, layers: list[Layer], person: Person, pattern: int = 0) -> int:
        """Put a person's layers on the GPU; returns their number for `draw`."""
        ready = []
        for layer in layers:
            m, n = layer.mesh, len(layer.mesh.vertices)
            row = np.zeros((n, 19), np.float32)
            row[:, :3], row[:, 3:6], row[:, 6:10] = m.vertices, m.normals, m.bones
            row[:, 10:14], row[:, 14:18], row[:, 18] = m.weights, m.colours, layer.cut
            vbo = self.gl.buffer(row.tobytes())
            ibo = self.gl.buffer(m.triangles.astype("i4").tobytes())
            full = self.gl.vertex_array(
                self.p_person,
                [
                    (
                        vbo,
                        "3f 3f 4f 4f 4f 1f",
                        "in_pos",
                        "in_normal",
                        "in_bones",
                        "in_weights",
                        "in_tint",
                        "in_cut",
                    )
                ],
                ibo,
            )
            bare = self.gl.vertex_array(
                self.p_depth,
                [(vbo, "3f 3x4 4f 4f 4x4 1f", "in_pos", "in_bones", "in_weights", "in_cut")],
                ibo,
            )
            ready.append((layer, full, bare))
        self._actors.append(_Actor(ready, person, pattern))
        return len(self._actors) - 1

    def _box(self, skeleton: Skeleton, frame: int) -> tuple[int, int, int, int]:
        w, h = self.camera.size
        p = skeleton.position[frame]
        reach = np.array(
            [[0.13, 0.2, 0.13], [-0.13, -0.1, -0.13], [0.13, -0.1, -0.13], [-0.13, 0.2, 0.13]]
        )
        xy, _ = self.camera.project((p[:, None] + reach).reshape(-1, 3))
        x0, y0 = np.floor(xy.min(0) / 8) * 8
        x1, y1 = np.ceil(xy.max(0) / 8) * 8
        x0, x1 = int(np.clip(x0, 0, w - 8)), int(np.clip(x1, 8, w))
        y0, y1 = int(np.clip(y0, 0, h - 8)), int(np.clip(y1, 8, h))
        return (x0, y0, max(x1, x0 + 8), max(y1, y0 + 8))

    def draw(
        self,
        skeleton: Skeleton,
        frame: int,
        actor: int = 0,
        gain: tuple[float, float, float] = (1, 1, 1),
    ) -> Drawn:
        """One frame of one person in the room."""
        gl, camera, who = self.gl, self.camera, self._actors[actor]
        self._bones.write(skeleton.matrices[frame].astype("f4").tobytes())
        self._bones.bind_to_uniform_block(0)
        root = skeleton.position[frame, 0]
        sun = self._sun_clip(np.array([root[0], 0.85, root[2]]), _EXTENT)
        self._shadow_fbo.use()
        self._shadow_fbo.clear()
        gl.enable(moderngl.DEPTH_TEST)
        self._set(self.p_depth, clip=sun)
        for layer, _, bare in who.layers:
            if layer.name not in ("eyes",):
                bare.render()

        self._shade_fbo.use()
        gl.disable(moderngl.DEPTH_TEST)
        self._place_tex.use(0)
        self._shadow.use(1)
        balls = self._balls(skeleton, frame)
        self._set(self.p_shade, place=0, shadow_map=1, shadow_clip=sun, count=len(balls))
        padded = np.zeros((24, 4), "f4")
        padded[: len(balls)] = balls
        self.p_shade["balls"].write(padded.tobytes())
        self._screen[self.p_shade].render(moderngl.TRIANGLE_STRIP)

        w, h = camera.size
        box = self._box(skeleton, frame)
        size = ((box[2] - box[0]) * 2, (box[3] - box[1]) * 2)
        fbo = self._person
        fbo.use()
        fbo.clear(0, 0, 0, 0, viewport=(0, 0, min(size[0] + 4, 2 * w), min(size[1] + 4, 2 * h)))
        fbo.viewport = (0, 0, *size)
        gl.enable(moderngl.DEPTH_TEST)
        self._shadow.use(1)
        self._light(self.p_person)
        crop = (box[0] / w, 1 - box[3] / h, (box[2] - box[0]) / w, (box[3] - box[1]) / h)
        self._set(
            self.p_person, clip=camera.cropped(box), shadow_clip=sun, shadow_map=1, place=2,
            crop=crop, inv_size=(1 / size[0], 1 / size[1]),
        )  # fmt: skip
        self._place_tex.use(2)
        for layer, full, _ in who.layers:
            cloth = layer.name == "top"
            self._set(
                self.p_person, material=MATERIALS[layer.material], colour=tuple(layer.colour),
                pattern=who.pattern if cloth else 0, colour2=CLOTHS["white"],
            )  # fmt: skip
            full.render()

        self._final.use()
        gl.disable(moderngl.DEPTH_TEST)
        for unit, texture in enumerate(
            (self._indirect, self._direct, self._shade, fbo.color_attachments[0])
        ):
            texture.use(unit)
        self._set(
            self.p_final,
            indirect=0,
            direct=1,
            shade=2,
            person=3,
            crop=crop,
            corner=(size[0] / (2 * w), size[1] / (2 * h)),
            gain=gain,
            vignette=0.25,
        )
        self._screen[self.p_final].render(moderngl.TRIANGLE_STRIP)
        rgb = np.frombuffer(self._final.read(components=3), np.uint8).reshape(h, w, 3)[::-1]
        far = np.frombuffer(
            fbo.read(viewport=(0, 0, *size), attachment=1, components=1, dtype="f4"), np.float32
        )
        far = far.reshape(size[1], size[0])[::-1]
        return Drawn(rgb, box, np.where(far > 0, far, np.inf))

    def _balls(self, skeleton: Skeleton, frame: int) -> Array:
        """Spheres that stand for the body when asking how much sky the floor sees."""
        rows = []
        label = self.labels
        at = lambda b: skeleton.position[frame, label.index(b)]  # noqa: E731
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

    @property
    def labels(self) -> tuple[str, ...]:
        """Bone labels, in the order of the skeleton."""
        from .body import _template

        return _template().rig_labels
