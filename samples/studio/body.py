"""Bodies: rest meshes of people, from the anny body model (MakeHuman's CC0 data)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .people import Person

Array = npt.NDArray[Any]

SIDES = ("L", "R")
#: Vertex ranges of MakeHuman's base mesh; the helpers are made for growing clothes and hair.
PARTS = {
    "body": (0, 13380),
    "eyes": (14598, 14742),
    "tights": (15328, 18002),
    "skirt": (18002, 18722),
    "hair": (18722, 19150),
}
_OBJ_GROUPS = {
    "body": ("body",),
    "eyes": ("helper-l-eye", "helper-r-eye"),
    "tights": ("helper-tights",),
    "skirt": ("helper-skirt",),
    "hair": ("helper-hair",),
}
#: Masks in MakeHuman's texture space that colour the skin.
_MASKS = ("lips", "ears", "fingernails", "toenails", "face")


@dataclass(frozen=True)
class Rig:
    """Bones: parents come before their children; heads are rest positions, metres."""

    labels: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Array

    def __getitem__(self, label: str) -> int:
        """Index of a bone."""
        return self.labels.index(label)


@dataclass(frozen=True)
class Mesh:
    """Triangles with skinning weights, in rest pose."""

    vertices: Array  # (V, 3) m
    normals: Array  # (V, 3)
    triangles: Array  # (T, 3) int32
    bones: Array  # (V, 4) uint8
    weights: Array  # (V, 4) float32, rows sum to 1
    colours: Array  # (V, 4) float32: a tint (RGB) and how far it replaces the base colour

    def with_vertices(self, vertices: Array) -> Mesh:
        """The same mesh, moved; normals follow."""
        return Mesh(
            vertices.astype(np.float32),
            vertex_normals(vertices, self.triangles),
            self.triangles,
            self.bones,
            self.weights,
            self.colours,
        )

    def keep(self, triangle_mask: Array) -> Mesh:
        """Only the triangles in the mask, without the vertices that nothing uses."""
        tris = self.triangles[triangle_mask]
        used, inverse = np.unique(tris, return_inverse=True)
        return Mesh(
            self.vertices[used],
            self.normals[used],
            inverse.reshape(-1, 3).astype(np.int32),
            self.bones[used],
            self.weights[used],
            self.colours[used],
        )


@dataclass(frozen=True)
class Body:
    """One person at rest, standing on the floor (y = 0), and the parts clothes grow from."""

    person: Person
    rig: Rig
    parts: dict[str, Mesh]
    height_m: float


def vertex_normals(vertices: Array, triangles: Array) -> Array:
    """Area-weighted vertex normals, (V, 3)."""
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    out = np.zeros_like(vertices, dtype=np.float64)
    for i in range(3):
        for axis in range(3):
            out[:, axis] += np.bincount(triangles[:, i], face[:, axis], len(vertices))
    return (out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def _is_kept(label: str) -> bool:
    prefixes = (
        "root", "pelvis", "upperleg", "lowerleg", "foot", "toe", "spine", "clavicle", "shoulder",
        "upperarm", "lowerarm", "wrist", "finger", "metacarpal", "neck", "head", "eye.",
    )  # fmt: skip
    return label.startswith(prefixes)


@functools.lru_cache(maxsize=1)
def _model() -> Any:  # noqa: ANN401 - anny has no types
    """The anny model; the first call on a machine takes a minute, later ones are instant."""
    import anny

    return anny.Anny(rig="makehuman", topology="makehuman", phenotypes="all", skinning_method="lbs")


@dataclass(frozen=True)
class _Template:
    rig_labels: tuple[str, ...]
    rig_parents: tuple[int, ...]
    head_rows: Array  # rows of anny's bone list
    bones: Array
    weights: Array
    triangles: dict[str, Array]
    uv: Array  # (V, 2), one per vertex
    masks: dict[str, Array]  # (V,) 0..1


@functools.lru_cache(maxsize=1)
def _template() -> _Template:
    """What all bodies share: kept bones, four weights a vertex, triangles, masks."""
    import anny
    import anny.utils.obj_utils as obj
    import torch

    model = _model()
    labels = model.bone_labels
    kept = [i for i, label in enumerate(labels) if _is_kept(label)]
    to_kept = np.zeros(len(labels), np.int64)
    for i in range(len(labels)):
        j = i
        while j not in kept:
            j = model.bone_parents[j]
        to_kept[i] = kept.index(j)
    parents = [-1 if i == 0 else int(to_kept[model.bone_parents[i]]) for i in kept]

    dense = np.zeros((len(model.template_vertices), len(kept)), np.float32)
    indices, weights = model.vertex_bone_indices.numpy(), model.vertex_bone_weights.numpy()
    for k in range(indices.shape[1]):
        np.add.at(dense, (np.arange(len(dense)), to_kept[indices[:, k]]), weights[:, k])
    best = np.argsort(-dense, axis=1)[:, :4]
    four = np.take_along_axis(dense, best, axis=1)
    four /= four.sum(1, keepdims=True)

    data = Path(anny.__file__).parent / "data" / "mpfb2"
    _, uv, groups = obj.load_obj_file(str(data / "3dobjs" / "base.obj"), dtype=torch.float32)
    uv = uv.numpy()
    vertex_uv = np.zeros((len(dense), 2), np.float32)
    triangles = {}
    for part, names in _OBJ_GROUPS.items():
        quads = []
        for name in names:
            faces = groups[name]["face_vertex_indices"].numpy()
            vertex_uv[faces] = uv[groups[name]["face_texture_coordinate_indices"].numpy()]
            quads.append(faces)
        q = np.concatenate(quads)
        triangles[part] = np.concatenate([q[:, [0, 1, 2]], q[:, [0, 2, 3]]]).astype(np.int32)
    masks = {
        name: _sample_mask(data / "textures" / f"mpfb_{name}.jpg", vertex_uv) for name in _MASKS
    }
    return _Template(
        tuple(labels[i] for i in kept),
        tuple(parents),
        np.array(kept),
        best.astype(np.uint8),
        four,
        triangles,
        vertex_uv,
        masks,
    )


def _sample_mask(path: Path, uv: Array) -> Array:
    import cv2

    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    h, w = image.shape
    x = np.clip((uv[:, 0] * w).astype(int), 0, w - 1)
    y = np.clip(((1 - uv[:, 1]) * h).astype(int), 0, h - 1)
    return (image[y, x] / 255.0).astype(np.float32)


def _phenotype(person: Person, height: float) -> dict[str, float]:
    # anny's age: 2/3 is a young adult, 1 is old.
    age = float(np.interp(person.age, [20, 80], [0.667, 1.0]))
    mix = dict(zip(("african", "asian", "caucasian"), person.ancestry, strict=True))
    return {
        "gender": 1.0 if person.sex == "female" else 0.0,
        "age": age,
        "muscle": person.muscle,
        "weight": person.weight,
        "height": height,
        "proportions": 0.5,
        "cupsize": 0.45,
        "firmness": 0.5,
        **mix,
    }


def _rest(person: Person, height: float) -> tuple[Array, Array]:
    import torch

    model = _model()
    with torch.no_grad():
        out = model(
            pose_parameters=torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1),
            phenotype_kwargs=_phenotype(person, height),
        )
    swap = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], np.float64)  # z up, -y forward -> ours
    return (
        out["rest_vertices"][0].numpy().astype(np.float64) @ swap,
        out["rest_bone_heads"][0].numpy().astype(np.float64) @ swap,
    )


def make_body(person: Person) -> Body:
    """The rest body of a person, exactly as tall as asked, standing on the floor."""
    t = _template()
    low, high = 0.0, 1.0
    start, stop = PARTS["body"]
    vertices, heads = _rest(person, 0.5)
    for _ in range(7):
        middle = (low + high) / 2
        vertices, heads = _rest(person, middle)
        tall = np.ptp(vertices[start:stop, 1]) * 100
        low, high = (middle, high) if tall < person.height_cm else (low, middle)
    floor = vertices[start:stop, 1].min()
    scale = person.height_cm / 100 / np.ptp(vertices[start:stop, 1])
    vertices = (vertices - [0, floor, 0]) * scale
    heads = (heads[t.head_rows] - [0, floor, 0]) * scale

    rig = Rig(t.rig_labels, t.rig_parents, heads)
    _centre_knees(rig, vertices[start:stop])
    parts = {}
    for name, (a, b) in PARTS.items():
        tris = t.triangles[name] - a
        v = vertices[a:b]
        parts[name] = Mesh(
            v.astype(np.float32),
            vertex_normals(v, tris),
            tris,
            t.bones[a:b],
            t.weights[a:b],
            np.zeros((b - a, 4), np.float32),
        )
    parts["body"] = _coloured(parts["body"], t, person, rig)
    parts["eyes"] = _coloured_eyes(parts["eyes"], rig, person)
    return Body(person, rig, parts, person.height_cm / 100)


def _centre_knees(rig: Rig, body: Array) -> None:
    """Move knee joints that lie in front of the middle of the knee back to it.

    In front, they would call a straight leg bent.
    """
    for side in SIDES:
        i = rig[f"lowerleg01.{side}"]
        knee = rig.heads[i]
        sign = np.sign(knee[0])
        near = body[(np.abs(body[:, 1] - knee[1]) < 0.012) & (body[:, 0] * sign > 0)]
        near = near[np.abs(near[:, 0] - knee[0]) < 0.08]
        shift = (near[:, 2].min() + near[:, 2].max()) / 2 - knee[2]
        knee[2] += np.clip(shift, -0.02, 0.0)


def _coloured(mesh: Mesh, t: _Template, person: Person, rig: Rig) -> Mesh:
    """Lips, ears, nails, brows: small tints that make a face a face."""
    a, b = PARTS["body"]
    tint = np.zeros((b - a, 4), np.float32)

    def put(mask: Array, colour: tuple[float, float, float], most: float) -> None:
        strength = np.clip(mask, 0, 1)[:, None] * most
        tint[:, :3] = tint[:, :3] * (1 - strength) + np.array(colour) * strength
        tint[:, 3:] = np.maximum(tint[:, 3:], strength)

    skin = np.array(person.skin_rgb)
    warm = tuple(np.clip(skin * [1.0, 0.62, 0.60], 0, 1))
    put(t.masks["lips"][a:b], warm, 0.75)
    nails = np.maximum(t.masks["fingernails"][a:b], t.masks["toenails"][a:b])
    put(nails, tuple(np.clip(skin * [1.05, 0.93, 0.93] + 0.05, 0, 1)), 0.6)
    eye = (rig.heads[rig["eye.L"]] + rig.heads[rig["eye.R"]]) / 2
    size = np.linalg.norm(rig.heads[rig["eye.L"]] - rig.heads[rig["eye.R"]])
    p = (mesh.vertices - eye) / size
    x = np.abs(p[:, 0])
    arch = 0.36 - 0.25 * (x - 0.5) ** 2
    brow = (np.abs(p[:, 1] - arch) < 0.10) & (x > 0.2) & (x < 0.95) & (p[:, 2] > 0.0)
    put(brow.astype(np.float32), person.brow_rgb, 0.8)
    return Mesh(mesh.vertices, mesh.normals, mesh.triangles, mesh.bones, mesh.weights, tint)


def _coloured_eyes(mesh: Mesh, rig: Rig, person: Person) -> Mesh:
    tint = np.zeros((len(mesh.vertices), 4), np.float32)
    tint[:] = (0.92, 0.90, 0.88, 1.0)
    for side in SIDES:
        c = rig.heads[rig[f"eye.{side}"]]
        d = mesh.vertices - c
        near = np.linalg.norm(d, axis=1) < 0.03
        forward = d[:, 2] / np.maximum(np.linalg.norm(d, axis=1), 1e-6)
        tint[near & (forward > 0.86)] = (*person.iris_rgb, 1.0)
        tint[near & (forward > 0.965)] = (0.03, 0.02, 0.02, 1.0)
    return Mesh(mesh.vertices, mesh.normals, mesh.triangles, mesh.bones, mesh.weights, tint)
