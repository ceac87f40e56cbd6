"""What can be measured beside the body, made as `analyze` and `live` make it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from formcheck.bench.whole import Beside
from formcheck.pipeline.estimator import foot_network, with_extras
from formcheck.pipeline.settings import UseFeet
from formcheck.pose.extras import FOOT_FLOW


@dataclass(frozen=True, slots=True)
class More:
    """One thing measured beside the body.

    Attributes:
        name: for programs.
        what: it is, for people.
        beside: makes the estimator.
    """

    name: str
    what: str
    beside: Beside


def more() -> list[More]:
    """The optical flow of the feet, as for ankle circles, and the foot model where it is."""
    flow = partial(with_extras, looker=None, wants=frozenset({FOOT_FLOW}))
    found = [More("flow", "the feet's optical flow", flow)]
    looker = foot_network(UseFeet.AUTO)
    if looker is not None:
        feet = partial(with_extras, looker=looker, wants=frozenset[str]())
        found.append(More("feet", "the foot model", feet))
    return found
