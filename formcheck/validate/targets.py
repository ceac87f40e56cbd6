"""What is aimed for, so that the tables can say what is reached and what is not.

Sources: EVIDENCE's published figures, the best that others report, and what a clinician can use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from formcheck.validate.cells import DASH
from formcheck.validate.figures import Table
from formcheck.validate.stats import FEW


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure and from how many units it comes."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that is aimed for.

    Attributes:
        name: what it is of.
        limit: the value aimed for.
        at_least: whether it must be reached; else it must not be passed.
        digits: after the point.
        measured: takes it from a table; None where the table does not have it.
        unit: behind the number.
    """

    name: str
    limit: float
    at_least: bool
    digits: int
    measured: Callable[[Table], Measured | None]
    unit: str = ""

    def text(self) -> str:
        """The target in words."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:.{self.digits}f}{self.unit}"

    def reached(self, found: Measured) -> str:
        """Whether it is: 'reached', 'not reached' or 'too few'."""
        if found.value is None:
            return DASH
        if found.n < FEW:
            return f"too few ({found.n})"
        over = found.value >= self.limit if self.at_least else found.value <= self.limit
        return "reached" if over else "not reached"


@dataclass(frozen=True, slots=True)
class Aim:
    """What the checks of an exercise should reach in the views that can show them.

    Attributes:
        f1: of each check.
        untold: share of its units that may be `not assessed`.
        better: checks that should reach more.
        without: checks that are reported and not aimed for.
    """

    f1: float = 0.85
    untold: float = 0.20
    better: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()


AIMS = {
    # One camera can hardly tell a knee that is 3° straight.
    "heel-raise": Aim(0.90, 0.15, without=("knee_locked",)),
    "toe-walk": Aim(better={"heel_drop": 0.90}),
    "heel-to-toe": Aim(better={"off_line": 0.90}),
}
"""Published figures lie at F1 .44–.87, and two physiotherapists agree on .83."""


def targets(table: Table, exercise: str = "") -> Iterator[tuple[Target, Measured]]:
    """Every target that the clips of a table have something to say about.

    Args:
        table: figures of one exercise.
        exercise: its id.
    """
    aim = AIMS.get(exercise, Aim())
    for target in (*_COUNTS, *_OTHERS):
        found = target.measured(table)
        if found is not None:
            yield target, found
    for row in table.faults:
        if row.units and row.check not in aim.without:
            f1 = aim.better.get(row.check, aim.f1)
            yield Target(f"{row.check}, F1", f1, True, 2, _nothing), Measured(row.f1, row.faulty)
            share = row.not_assessed
            yield (
                Target(f"{row.check}, not assessed", aim.untold, False, 2, _nothing),
                Measured(share.value, share.n),
            )
    yield (
        Target("findings in views that allow none", 0, False, 0, _nothing),
        Measured(
            sum(row.wrong_view for row in table.faults),
            max(FEW, sum(r.units for r in table.faults)),
        ),
    )


def _nothing(_: Table) -> None:
    return None


def _height(table: Table) -> Measured | None:
    row = next((m for m in table.measures if m.measure == "peak_heel_lift_cm"), None)
    return None if row is None else Measured(row.agreement.rmse, row.agreement.n)


def _false(table: Table) -> Measured | None:
    c = table.counts
    return Measured(c.false_a_minute.value, max(c.distractors, FEW)) if c.distractors else None


def _counted(value: Callable[[Table], float | None]) -> Callable[[Table], Measured | None]:
    return lambda t: Measured(value(t), t.counts.clips) if t.counts.clips else None


def _swapped(table: Table) -> Measured | None:
    """Share of repetitions on one side that were said to be on the other."""
    rows = [row for row in table.sides if row.true in ("left", "right")]
    n = sum(sum(row.said.values()) for row in rows)
    wrong = sum(row.said.get({"left": "right", "right": "left"}[row.true], 0) for row in rows)
    return Measured(wrong / n, n) if n else None


def _seen(table: Table) -> Measured | None:
    return Measured(table.seen.enough.value, table.seen.clips)


def _turned(table: Table) -> Measured | None:
    told = sum(row.right + row.wrong for row in table.directions)
    right = sum(row.right for row in table.directions)
    return Measured(right / told, told) if told else None


_COUNTS = (
    Target("exact count", 0.95, True, 2, _counted(lambda t: t.counts.exact.value)),
    Target("wrong by one at most", 0.99, True, 2, _counted(lambda t: t.counts.off_by_one.value)),
    Target("mean of |found − true| / true", 0.06, False, 3, _counted(lambda t: t.counts.mae)),
    Target("counted a minute where nothing is to count", 0.10, False, 2, _false),
)

_OTHERS = (
    Target("heel height RMSE", 1.0, False, 2, _height, " cm"),
    Target("left and right mixed up", 0.01, False, 2, _swapped),
    Target("direction right, where told", 0.99, True, 2, _turned),
    Target("clips seen whole in 95 % of the pictures", 0.95, True, 2, _seen),
)
