"""Real councils, printed once, for the proof to read and for a test to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.publishing.verify.proving import prove
from copiedproject import EDITION, copied, run
from publishing import spoiling

BRISTOL, HARTLEPOOL, NEWCASTLE = "E06000023", "E06000001", "E08000021"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three real councils, printed once: with a ladder, with payments, with a product live."""
    folder = copied(tmp_path_factory.mktemp("verify") / "project")
    ended = run(folder, "build", BRISTOL, HARTLEPOOL, NEWCASTLE, "--jobs", "1")
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture(scope="session")
def published(project: Path) -> Path:
    return project / "out" / EDITION


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return spoiling.copy_of(published, tmp_path / "out")


def of_bristol(out: Path, name: str) -> Path:
    return next((out / "culture-change").glob(f"{BRISTOL}-*")) / name


def mismatches(out: Path, project: Path, *names: str, data: Path | None = None) -> list[str]:
    """What the proof says, but for the seals: those tell that a file changed, not where."""
    proof = prove(out, data=data or project / "data", templates=project / "templates", names=names)
    return [
        str(m)
        for m in proof.mismatches
        if "sha256" not in m.place and "SHA-256" not in m.place and m.file != "index.html"
    ]


def assert_found(found: list[str], *words: str) -> None:
    assert any(all(word in line for word in words) for line in found), found
