"""How property tests run here: the same examples on every machine, and no clock."""

from hypothesis import HealthCheck, settings

# On a busy machine neither an example (200 ms by default) nor the making of one is too slow.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")  # conftest.py sees to it for tests that do not import it

steady = settings()
few = settings(steady, max_examples=25)
