"""The publishers' own files, for tests that make the project's tables from them again.

The files are not part of the project. They are looked for in the folder that the variable
BRIEFKIT_RAW names, or else in `../shared/data/real` beside the working copy; a test that needs
them is skipped, and says so, where neither is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


def raw_folder() -> Path | None:
    """The folder of raw data, a folder a set in it; None where there is none."""
    named = os.environ.get("BRIEFKIT_RAW")
    folder = Path(named) if named else ROOT.parent / "shared" / "data" / "real"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def rawdir() -> Path:
    folder = raw_folder()
    if folder is None:
        pytest.skip("no raw data: set BRIEFKIT_RAW to the folder that holds the publishers' files")
    return folder


def made_again(script: str, rawdir: Path, copy: Path) -> Path:
    """Run a prepare script (path below data/) in a copy without tables; the folder it wrote in."""
    there = copy / "data" / script
    there.parent.mkdir(parents=True)
    shutil.copy(DATA / "councils.csv", copy / "data" / "councils.csv")
    for needed in (DATA / script, (DATA / script).with_name("source.toml")):
        if needed.exists():
            shutil.copy(needed, there.with_name(needed.name))
    run = subprocess.run(
        [sys.executable, there, rawdir],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert run.returncode == 0, run.stderr
    return there.parent
