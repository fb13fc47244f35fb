"""The machine and the libraries that a measurement belongs to."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("papermill", "nbconvert", "ipykernel", "seaborn", "matplotlib", "pandas", "typst")


def described() -> list[str]:
    """Lines for a report."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"{os.cpu_count()} processors ({_processor()}), {gigabytes:.0f} GB, {platform.system()}",
        f"Python {platform.python_version()}, {versions}",
    ]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
