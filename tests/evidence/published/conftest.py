"""A published table of the invented county, taken in as an officer would."""

from __future__ import annotations

import pytest

from briefkit.evidence.published.newsource import take_new
from briefkit.evidence.published.proposal import Asked
from briefkit.evidence.published.taking import Known
from briefkit.evidence.published.toml import About
from officefiles import comma_separated


@pytest.fixture
def known(merrowshire):
    return Known(merrowshire.register, merrowshire.catalogue.indicator)


@pytest.fixture
def take(tmp_path, known):
    """Rows, written as CSV unless `save` writes them otherwise, and what was said of them."""

    def taking(rows, save=comma_separated, name="a.csv", **asked):
        path = save(tmp_path / name, rows)
        return take_new(path, Asked(**asked), About(), known)

    return taking
