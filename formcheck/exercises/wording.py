"""What an exercise calls the things that it counts, for everybody who writes or says them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stance = Literal["standing", "seated", "stepping", "walking"]
"""How the person is placed: on the spot, seated, moving but with no need of room, or walking."""


class Wording(BaseModel):
    """Words of one exercise. The defaults suit any exercise that counts repetitions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    one: str = Field(default="repetition", description="What is counted: a repetition, a step.")
    many: str = Field(default="repetitions", description="The same, several of them.")
    short: str = Field(default="rep", description="The same where there is little room.")
    partial: str = Field(
        default="not whole", description="Why one is not counted: '2 not counted: not whole'."
    )
    size: str = Field(
        default="", description="Name of the measure that says how large one was; '' without."
    )
    size_title: str = Field(default="size", description="What that is called: 'best height'.")
    size_cm: str = Field(default="", description="Name of the same measure in cm; '' without.")
    times: tuple[str, ...] = Field(
        default=(), description="Names of its times, to be shown side by side."
    )
    times_title: str = Field(default="", description="What they are called together.")
    pace: str = Field(
        default="", description="Name of the measure that says how long one took; '' without."
    )
    columns: tuple[str, ...] = Field(
        default=(), description="Names of further measures that stand beside the checks."
    )
    figures: tuple[str, ...] = Field(
        default=(), description="Names of a set's measures to be shown large."
    )
    test: str = Field(default="test", description="What its test mode is called.")

    def count(self, amount: int) -> str:
        """'1 step', '2 steps'."""
        return f"{amount} {self.one if amount == 1 else self.many}"

    @classmethod
    def of_rises(cls, measures: Iterable[str]) -> Wording:
        """Words of an exercise in which something rises and is lowered again.

        Args:
            measures: names of its measures; the first one says how high it rose.
        """
        names = list(measures)
        size = names[0] if names else ""
        times = tuple(name for name in ("rise_s", "hold_s", "lower_s") if name in names)
        return cls(
            partial="too low",
            size=size,
            size_title="height",
            size_cm=f"{size}_cm" if f"{size}_cm" in names else "",
            times=times,
            times_title=" / ".join(name[:-2] for name in times).capitalize(),
            pace="rep_s" if "rep_s" in names else "",
            test="heel-rise test",
        )
