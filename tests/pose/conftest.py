"""Fixtures for tests of the pose stage."""

import pytest

from tests.support.models import model_or_skip


@pytest.fixture(scope="session")
def model():
    return model_or_skip()
