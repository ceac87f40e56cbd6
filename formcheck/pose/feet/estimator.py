"""A pose estimator that also sees the feet at full resolution."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.feet.follow import Follower
from formcheck.pose.feet.network import FootLooker
from formcheck.pose.feet.search import Finder
from formcheck.pose.types import Pose, PoseEstimator

Followed = tuple[str, tuple[float, float, float, float]]


class FeetEstimator:
    """Adds `Pose.feet` to what another estimator sees; its landmarks stay as they are.

    Feet that are followed are looked at while the other estimator works, for that needs only what
    came before; what it says of the picture comes afterwards. So the feet are the same with and
    without the second thread.

    Args:
        estimator: of the body; closed with this one.
        looker: the network.
        finder: finds feet in a whole picture; None to do without.
        overlap: look at the feet in a thread of their own.
    """

    def __init__(
        self,
        estimator: PoseEstimator,
        looker: FootLooker,
        finder: Finder | None = None,
        *,
        overlap: bool = True,
    ) -> None:
        self._inner = estimator
        self._looker, self._finder = looker, finder
        self._follower = Follower(looker, finder)
        self._thread = ThreadPoolExecutor(1, "feet") if overlap else None

    def estimate(self, t: float, image: NDArray[np.uint8]) -> Pose:
        """See `PoseEstimator.estimate`."""
        follower, size = self._follower, (image.shape[1], image.shape[0])
        ahead = follower.ahead(t)
        if self._thread is None:
            first = follower.look(image, ahead, size)
            pose = self._inner.estimate(t, image)
        else:
            looking = self._thread.submit(follower.look, image, ahead, size)
            try:
                pose = self._inner.estimate(t, image)
            finally:
                first = looking.result()  # the network does one thing at a time
        return replace(pose, feet=follower.take(pose, image, first))

    def describe(self) -> dict[str, str]:
        """See `PoseEstimator.describe`."""
        finder = self._finder.describe() if self._finder is not None else {}
        return {**self._inner.describe(), **self._looker.describe(), **finder}

    def followed(self) -> Followed | None:
        """Who is followed, where the estimator knows."""
        followed = getattr(self._inner, "followed", None)
        return None if followed is None else followed()

    def close(self) -> None:
        """Release the estimator."""
        if self._thread is not None:
            self._thread.shutdown()
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
