"""The tiny world, for tests of evidence."""

from tinyworld import data, merrowshire, tiny

__all__ = ["data", "merrowshire", "tiny"]  # fixtures, asked for by their names
