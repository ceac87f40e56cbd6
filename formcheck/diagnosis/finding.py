"""`Diagnosis`: one thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes:
        what: its name.
        ok: whether it is as it should be.
        state: how it is, in words, and what to do where it is not ok.
        needed: whether videos cannot be analysed without it.
    """

    what: str
    ok: bool
    state: str
    needed: bool = False
