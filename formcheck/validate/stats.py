"""Figures with what is needed to judge them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict

FEW = 20
"""With fewer units a figure reads 'too few' beside its raw counts."""

Interval = tuple[float, float]


class Figure(BaseModel):
    """Base of everything that is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Share(Figure):
    """A proportion with its 95 % Wilson score interval.

    Attributes:
        few: there are fewer than `FEW` units of the kind that it speaks of.
    """

    hits: int
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    few: bool = True


def share(hits: int, n: int, *, units: int | None = None) -> Share:
    """A proportion.

    Args:
        hits: of
        n: so many.
        units: how many decide whether it is too few to say; `n` when not given.
    """
    few = (n if units is None else units) < FEW
    if n == 0:
        return Share(hits=hits, n=n, few=few)
    from scipy.stats import binomtest

    interval = binomtest(hits, n).proportion_ci(0.95, method="wilson")
    return Share(
        hits=hits,
        n=n,
        value=hits / n,
        low=float(interval.low),
        high=float(interval.high),
        few=few,
    )


class Rate(Figure):
    """Events per minute with their exact 95 % Poisson interval (Garwood 1936)."""

    events: int
    minutes: float
    value: float | None = None
    low: float | None = None
    high: float | None = None


def rate(events: int, minutes: float) -> Rate:
    """Events per minute."""
    if minutes <= 0:
        return Rate(events=events, minutes=minutes)
    from scipy.stats import chi2

    low = float(chi2.ppf(0.025, 2 * events)) / 2 if events else 0.0
    high = float(chi2.ppf(0.975, 2 * events + 2)) / 2
    return Rate(
        events=events,
        minutes=minutes,
        value=events / minutes,
        low=low / minutes,
        high=high / minutes,
    )


class Agreement(Figure):
    """Found against true, after Bland and Altman (1986).

    Attributes:
        bias: mean of found − true.
        rmse: root of the mean square of it.
        low, high: limits of agreement, bias ∓ 1.96 standard deviations.
        p90: 90th percentile of |error − bias|: the error band of EXERCISES.md.
        r: Pearson's correlation; None when one of both does not vary.
    """

    n: int
    bias: float | None = None
    rmse: float | None = None
    low: float | None = None
    high: float | None = None
    p90: float | None = None
    r: float | None = None
    few: bool = True


def agreement(true: Sequence[float], found: Sequence[float]) -> Agreement:
    """How found values agree with true ones."""
    n = len(true)
    if n == 0:
        return Agreement(n=0)
    a, b = np.asarray(true, dtype=float), np.asarray(found, dtype=float)
    error = b - a
    bias = float(error.mean())
    spread = float(error.std(ddof=1)) if n > 1 else None
    varies = n > 2 and float(a.std()) > 1e-9 and float(b.std()) > 1e-9
    return Agreement(
        n=n,
        bias=bias,
        rmse=float(np.sqrt((error**2).mean())),
        low=None if spread is None else bias - 1.96 * spread,
        high=None if spread is None else bias + 1.96 * spread,
        p90=float(np.percentile(np.abs(error - bias), 90)),
        r=float(np.corrcoef(a, b)[0, 1]) if varies else None,
        few=n < FEW,
    )
