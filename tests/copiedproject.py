"""A copy of this project that a test may break, and `briefkit` run inside it as a person would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import briefkit

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("data", "templates", "briefings")
EDITION = "2026-november"
ONE = 'briefings = ["culture-change"]\n'  # a test that needs more says so


def copied(folder: Path, origin: Path = ROOT) -> Path:
    """Copy all that a project folder holds, and nothing that was made from it; it prints
    one briefing.
    """
    for part in PARTS:
        shutil.copytree(origin / part, folder / part, ignore=shutil.ignore_patterns("prepare.py"))
    settings = (origin / "briefkit.toml").read_text(encoding="utf-8")
    chosen = "" if re.search("^briefings = ", settings, re.MULTILINE) else ONE
    (folder / "briefkit.toml").write_text(chosen + settings, encoding="utf-8")
    return folder


def environment(**more: str) -> dict[str, str]:
    """The variables of a run: kernels start in other folders, so `src` is named in full."""
    source = str(Path(briefkit.__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": source, **more}


def run(
    project: Path, *words: str, before: Sequence[str] = (), **variables: str
) -> subprocess.CompletedProcess[str]:
    """`briefkit WORDS` in a project folder; `before` is a command that starts it."""
    return subprocess.run(
        [*before, sys.executable, "-m", "briefkit", *words],
        cwd=project,
        env=environment(**variables),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by its path in it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(found)}
