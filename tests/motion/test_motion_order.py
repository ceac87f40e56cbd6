"""Medians and percentiles of the few values of a window are numpy's, to the last bit."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from formcheck.motion.order import median_of_known, percentiles_of_known
from tests.support.properties import steady

values = st.lists(st.one_of(st.just(math.nan), st.floats(-1e4, 1e4)), min_size=1, max_size=40)


@steady
@given(values)
def test_the_median_is_that_of_what_is_known(some):
    some = np.array(some)
    known = some[np.isfinite(some)]
    if known.size:
        assert median_of_known(some) == np.median(known)
    else:
        assert math.isnan(median_of_known(some))


@steady
@given(values, st.lists(st.integers(0, 100), min_size=1, max_size=3))
def test_percentiles_are_those_of_what_is_known(some, percents):
    some = np.array(some)
    known = some[np.isfinite(some)]
    found = percentiles_of_known(some, *percents)
    if known.size:
        assert found == np.percentile(known, percents).tolist()
    else:
        assert all(map(math.isnan, found))
