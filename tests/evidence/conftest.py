"""The tiny world, for tests of evidence."""

from hypothesis import settings

from tinyworld import data, merrowshire, tiny

__all__ = ["data", "merrowshire", "tiny"]  # fixtures, asked for by their names

# a busy machine is no fault of the code: no test is on time
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
