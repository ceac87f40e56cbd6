"""Makes the pose estimator: privacy first, then the model, then MediaPipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, Self

from formcheck.pipeline.ahead import Ahead
from formcheck.pipeline.settings import RunSettings, UseFeet
from formcheck.pose.extras import FOOT_FLOW
from formcheck.pose.types import PoseEstimator
from formcheck.privacy import block_telemetry

if TYPE_CHECKING:
    from formcheck.pose.feet.network import FootLooker
    from formcheck.pose.feet.search import Finder


class Closing(PoseEstimator, Protocol):
    """A pose estimator that a `with` block closes."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def open_estimator(
    settings: RunSettings,
    progress: Callable[[str], None] | None = None,
    wants: frozenset[str] = frozenset(),
) -> Closing:
    """An estimator for one video or live run.

    Args:
        settings: which model, whom to follow, whether to look at the feet.
        progress: told what happens before pictures come in.
        wants: what the exercise needs measured besides (`Exercise.wants`).

    Raises:
        MissingError: the model, the foot model's weights or a system library is missing.
        InputError: the given model is not a pose bundle.
    """
    block_telemetry()
    looker = foot_network(settings.feet)
    from formcheck.pose.bundle import check_model, pose_model

    if settings.pose_model is not None:
        model = check_model(settings.pose_model).path
    else:
        model = pose_model(progress)
    from formcheck.pose.mediapipe import MediaPipeEstimator

    return with_extras(MediaPipeEstimator(model, person=settings.person), looker, wants)


def foot_network(use: UseFeet) -> FootLooker | None:
    """The network that looks at the feet; None for doing without.

    Raises:
        MissingError: it is wanted, and its weights are not there.
    """
    from formcheck.pose.feet.network import FootNetwork, weights

    if use is UseFeet.OFF or (use is UseFeet.AUTO and weights() is None):
        return None
    return FootNetwork()


def foot_finder(looker: FootLooker) -> Finder | None:
    """What looks for feet in the whole picture; None where its weights are not there."""
    from formcheck.pose.feet import finder, finder_check
    from formcheck.pose.feet.finder_sure import SureFinder
    from formcheck.pose.feet.network import FootNetwork

    missing = finder.weights() is None or finder_check.weights() is None
    if missing or not isinstance(looker, FootNetwork):
        return None
    return SureFinder(finder.FootFinder(), looker, finder_check.FootCheck(looker))


def with_extras(body: PoseEstimator, looker: FootLooker | None, wants: frozenset[str]) -> Closing:
    """An estimator of the body with what else is to be measured in its pictures.

    Args:
        body: closed with what is made of it.
        looker: the network that looks at the feet; None for doing without.
        wants: what the exercise needs measured (`Exercise.wants`).
    """

    def beside(estimator: PoseEstimator) -> PoseEstimator:
        if looker is not None:
            from formcheck.pose.feet.estimator import FeetEstimator

            estimator = FeetEstimator(estimator, looker, foot_finder(looker))
        if FOOT_FLOW in wants:
            from formcheck.pose.foot_flow import FootFlowEstimator

            estimator = FootFlowEstimator(estimator)
        return estimator

    return Ahead(body, beside)
