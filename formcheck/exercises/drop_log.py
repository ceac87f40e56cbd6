"""What looked like a repetition and was none: counted by its reason, for the report."""

from __future__ import annotations

from collections import Counter

from formcheck.exercises.results import NotCounted

MOST_KEPT = 50  # times kept of each reason; a crowd before the camera must not fill memory


class DropLog:
    """Candidates given up."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._at: dict[str, list[float]] = {}  # of each reason, the first ones

    def add(self, why: str, at: float) -> None:
        """One more, decided at a time in seconds."""
        self._times[why] += 1
        if self._times[why] <= MOST_KEPT:
            self._at.setdefault(why, []).append(round(at, 3))

    def take_back(self, at: float) -> None:
        """What was given up at that time counts after all."""
        for why, times in self._at.items():
            if round(at, 3) in times:
                times.remove(round(at, 3))
                self._times[why] -= 1

    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """All of them by their reason, the most frequent first."""
        return tuple(
            NotCounted(why=why, times=times, at_s=self._at[why])
            for why, times in self._times.most_common()
            if times
        )
