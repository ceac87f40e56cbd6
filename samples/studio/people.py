"""Who is in a clip: body, skin, hair, clothes and footwear, drawn from a seed or given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

RGB = tuple[float, float, float]
Footwear = Literal["bare", "socks", "shoes"]
Bottom = Literal["shorts", "leggings", "trousers", "loose", "skirt"]
Top = Literal["tee", "long", "tank"]
Hair = Literal["short", "bob", "long", "bun", "bald"]

#: Skin colours, linear-light RGB, from pale to dark.
SKINS: dict[str, RGB] = {
    "pale": (0.68, 0.44, 0.34),
    "light": (0.60, 0.36, 0.25),
    "medium": (0.47, 0.27, 0.17),
    "olive": (0.40, 0.24, 0.14),
    "brown": (0.22, 0.115, 0.065),
    "dark": (0.085, 0.042, 0.026),
}
HAIRS: dict[str, RGB] = {
    "black": (0.012, 0.010, 0.010),
    "brown": (0.045, 0.024, 0.014),
    "chestnut": (0.11, 0.05, 0.025),
    "blond": (0.38, 0.25, 0.11),
    "grey": (0.30, 0.29, 0.28),
    "white": (0.62, 0.61, 0.59),
}
CLOTHS: dict[str, RGB] = {
    "navy": (0.02, 0.035, 0.10),
    "grey": (0.20, 0.20, 0.21),
    "black": (0.018, 0.018, 0.02),
    "white": (0.72, 0.72, 0.70),
    "teal": (0.02, 0.20, 0.21),
    "red": (0.42, 0.035, 0.035),
    "olive": (0.11, 0.12, 0.045),
    "sky": (0.17, 0.36, 0.60),
    "rose": (0.55, 0.22, 0.25),
    "mustard": (0.50, 0.29, 0.04),
    "violet": (0.16, 0.08, 0.28),
    "sand": (0.50, 0.39, 0.26),
}


@dataclass(frozen=True)
class Person:
    """A person. ``weight`` and ``muscle`` run 0..1; colours are linear-light RGB."""

    name: str
    sex: Literal["female", "male"]
    age: int
    height_cm: float
    weight: float = 0.5
    muscle: float = 0.5
    ancestry: tuple[float, float, float] = (0.0, 0.0, 1.0)
    skin: str = "light"
    hair: Hair = "short"
    hair_colour: str = "brown"
    footwear: Footwear = "bare"
    bottom: Bottom = "shorts"
    top: Top = "tee"
    bottom_colour: str = "navy"
    top_colour: str = "grey"
    shoe_colour: str = "white"
    sock_colour: str = "white"

    @property
    def skin_rgb(self) -> RGB:
        """Base skin colour."""
        return SKINS[self.skin]

    @property
    def brow_rgb(self) -> RGB:
        """Brows: the hair's colour, a little darker."""
        c = HAIRS[self.hair_colour]
        return (c[0] * 0.6, c[1] * 0.6, c[2] * 0.6)

    @property
    def iris_rgb(self) -> RGB:
        """Dark irises with dark hair, lighter ones otherwise."""
        return (
            (0.05, 0.025, 0.012) if self.hair_colour in ("black", "brown") else (0.06, 0.10, 0.12)
        )

    @property
    def build(self) -> str:
        """slim, medium or heavy, in words."""
        return "slim" if self.weight < 0.42 else "heavy" if self.weight > 0.66 else "medium"


#: The cast. Clips name one, and may change clothes and footwear.
CAST: tuple[Person, ...] = (
    Person("ana", "female", 28, 165, 0.45, 0.5, (0, 0, 1), "light", "bun", "brown",
           "bare", "leggings", "tee", "navy", "rose"),
    Person("ben", "male", 34, 180, 0.5, 0.6, (0, 0, 1), "pale", "short", "blond",
           "shoes", "shorts", "tee", "grey", "teal", "white"),
    Person("chi", "female", 42, 157, 0.4, 0.45, (0, 1, 0), "medium", "bob", "black",
           "socks", "leggings", "long", "black", "sky", sock_colour="white"),
    Person("dev", "male", 51, 172, 0.72, 0.45, (0.1, 0.5, 0.4), "brown", "short", "grey",
           "bare", "shorts", "tee", "olive", "white"),
    Person("eve", "female", 67, 160, 0.62, 0.4, (0, 0, 1), "pale", "bob", "white",
           "shoes", "trousers", "long", "sand", "violet", "grey"),
    Person("femi", "male", 26, 188, 0.48, 0.75, (1, 0, 0), "dark", "short", "black",
           "bare", "shorts", "tank", "black", "red"),
    Person("gita", "female", 55, 163, 0.7, 0.4, (0, 0.5, 0.5), "olive", "bun", "black",
           "bare", "skirt", "tee", "teal", "mustard"),
    Person("hal", "male", 73, 175, 0.55, 0.35, (0, 0, 1), "light", "short", "white",
           "shoes", "trousers", "long", "grey", "sky", "black"),
    Person("ife", "female", 36, 172, 0.55, 0.55, (1, 0, 0), "brown", "short", "black",
           "shoes", "leggings", "tank", "violet", "white", "rose"),
    Person("jun", "male", 45, 168, 0.42, 0.5, (0, 1, 0), "medium", "short", "black",
           "socks", "loose", "tee", "grey", "navy", sock_colour="grey"),
    Person("kat", "female", 31, 178, 0.4, 0.6, (0, 0, 1), "light", "long", "chestnut",
           "bare", "shorts", "tank", "black", "teal"),
    Person("lou", "male", 62, 183, 0.8, 0.5, (0.5, 0, 0.5), "brown", "bald", "grey",
           "socks", "shorts", "long", "navy", "olive", sock_colour="black"),
    Person("mei", "female", 24, 152, 0.35, 0.5, (0, 1, 0), "pale", "long", "black",
           "shoes", "skirt", "tee", "red", "white", "black"),
    Person("nils", "male", 29, 195, 0.45, 0.6, (0, 0, 1), "pale", "short", "chestnut",
           "bare", "loose", "tank", "sand", "black"),
)  # fmt: skip


def find_person(name: str, **changes: Any) -> Person:  # noqa: ANN401 - fields of Person
    """A person of the cast by name, with some fields changed.

    Raises:
        KeyError: nobody has that name.
    """
    for person in CAST:
        if person.name == name:
            return replace(person, **changes)
    raise KeyError(f"nobody called {name!r} in the cast: {', '.join(p.name for p in CAST)}")


def draw_person(rng: np.random.Generator, **changes: Any) -> Person:  # noqa: ANN401
    """A new person, drawn at random, with some fields given."""
    sex = "female" if rng.random() < 0.5 else "male"
    mean, low, high = (164, 150, 180) if sex == "female" else (177, 162, 195)
    age = int(rng.integers(20, 79))
    skin = str(rng.choice(list(SKINS)))
    origin = {"pale": 2, "light": 2, "medium": 1, "olive": 1, "brown": 0, "dark": 0}[skin]
    mix = np.full(3, 0.1)
    mix[origin] = 0.8
    old = age > 58
    hair_colour = str(
        rng.choice(["grey", "white"] if old else ["black", "brown", "chestnut", "blond"])
    )
    if skin in ("olive", "brown", "dark") and not old:
        hair_colour = "black"
    cuts = (
        ["short", "bob", "long", "bun"] if sex == "female" else ["short", "short", "short", "bald"]
    )
    bottoms = ["shorts", "leggings", "trousers", "loose"] + (["skirt"] if sex == "female" else [])
    if sex == "male":
        bottoms.remove("leggings")
    cloth = list(CLOTHS)
    person = Person(
        name=f"p{int(rng.integers(0, 10**6)):06d}",
        sex=sex,
        age=age,
        height_cm=float(np.clip(rng.normal(mean, 7), low, high).round(1)),
        weight=float(np.clip(rng.normal(0.53, 0.16), 0.25, 0.9)),
        muscle=float(np.clip(rng.normal(0.5, 0.12), 0.2, 0.8)),
        ancestry=(float(mix[0]), float(mix[1]), float(mix[2])),
        skin=skin,
        hair=str(rng.choice(cuts)),
        hair_colour=hair_colour,
        footwear=str(rng.choice(["bare", "socks", "shoes"])),
        bottom=str(rng.choice(bottoms)),
        top=str(rng.choice(["tee", "long", "tank"])),
        bottom_colour=str(rng.choice(cloth)),
        top_colour=str(rng.choice(cloth)),
        shoe_colour=str(rng.choice(cloth)),
        sock_colour=str(rng.choice(["white", "grey", "black", "navy"])),
    )
    return replace(person, **changes)
