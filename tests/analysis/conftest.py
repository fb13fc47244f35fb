"""The tiny world and the real one, for tests of the analysis."""

from functools import cache

import pytest
from hypothesis import settings

from briefkit.evidence.gather import gather
from handmade import DAY, read
from rawdata import DATA
from tinyworld import data, merrowshire, tiny

__all__ = ["data", "merrowshire", "tiny"]  # fixtures, asked for by their names

# a busy machine is no fault of the code: no test is on time
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def real():
    """All the evidence that the project ships, on the first edition's day."""
    return gather(DATA, DAY)


@pytest.fixture(scope="session")
def real_reading(real):
    """A real council by name, read once however often it is asked for."""
    return cache(lambda name: read(name, real))
