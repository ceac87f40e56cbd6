"""Heel-rise test: raises to a 60 bpm beat until the heel, the pace, the knee or the trunk gives.

As published: the person is prompted, and after two prompts the test ends. Each set is a test of its
own, so that legs are not added up.
"""

from __future__ import annotations

from typing import Any

from formcheck.exercises.events import Cue
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import Finding, Rep, Verdict

_CRITERIA = {
    "low_raise": ("the heel no longer rose as high", "heel higher"),
    "knee_pumping": ("the knee was not held", "knee still"),
    "trunk_lean": ("the trunk was not held", "stand tall"),
}


class HeelRiseTest:
    """Counts prompts and says when the test is over."""

    def __init__(self, limits: HeelRaiseLimits) -> None:
        self._limits = limits
        self._prompts: list[dict[str, Any]] = []
        self.stopped_by = ""

    @property
    def over(self) -> bool:
        """Whether the test has been stopped."""
        return bool(self.stopped_by)

    def take(self, t: float, rep: Rep, pace: Finding | None) -> list[Cue]:
        """Take one raise; gives the prompt that it calls for, if any.

        Args:
            t: seconds.
            rep: the raise.
            pace: finding on the time from the raise before to this one, None for the first.
        """
        why, cue = self._wrong(rep, pace)
        if not why:
            return []
        if len(self._prompts) >= self._limits.test_prompts:
            self.stopped_by = why
            return []
        self._prompts.append({"t_s": round(t, 2), "rep": rep.index, "why": why})
        return [Cue(t, cue, "prompt")]

    def _wrong(self, rep: Rep, pace: Finding | None) -> tuple[str, str]:
        """The first criterion that this raise failed, and the prompt for it."""
        if not rep.counted:
            return "the heel no longer rose high enough to count", "heel higher"
        for fault in rep.faults:
            if fault.check in _CRITERIA:
                return _CRITERIA[fault.check]
        if pace is not None and pace.verdict is Verdict.FAULT:
            return "the pace was lost", "keep to the beat"
        return "", ""

    def outcome(self) -> dict[str, Any]:
        """What came of it, for the report."""
        return {
            "prompts": list(self._prompts),
            "stopped_by": self.stopped_by or "the person stopped, or the recording ended",
        }
