"""What the tests of narrative share: the project's shelf, and briefings told once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.narrative.briefing import Briefing, brief
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import read_project
from narrative.told import TEN, Told, tell

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """The real project's evidence, tables and templates, read once."""
    project = read_project(ROOT)
    return stock(project, project.edition)


@pytest.fixture(scope="session")
def all_told(shelf: Shelf) -> tuple[Told, ...]:
    """The briefings of all present councils, without charts."""
    return tuple(tell(council, shelf) for council in shelf.evidence.register.present)


@pytest.fixture(scope="session")
def told(all_told: tuple[Told, ...]) -> dict[str, Told]:
    """The same by the council's name."""
    return {t.name: t for t in all_told}


@pytest.fixture(scope="session")
def ten(shelf: Shelf) -> dict[str, Briefing]:
    """Ten whole briefings, whose charts can be drawn, by the council's name."""
    return {name: brief(name, shelf, "nearest") for name in TEN}
