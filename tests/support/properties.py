"""How property tests run here: the same examples on every machine, and no clock."""

from hypothesis import settings

steady = settings(deadline=None, derandomize=True)
few = settings(steady, max_examples=25)
