"""Typst in a worker that sets many documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copiedproject import environment

MANY = """
import json, sys
from pathlib import Path
from briefkit.publishing.formats.setting import typeset

def megabytes():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000

template = Path(sys.argv[1], "long.typ")
for n in range(12):
    words = [f"Paragraph {n}.{k}: " + "all the same words again " * 12 for k in range(400)]
    typeset(template, {"words": words}, ["ua-1"])
    if n == 1:
        early = megabytes()
print(megabytes() / early)
"""


def test_a_dozen_documents_need_no_more_memory_than_two(tmp_path: Path):
    (tmp_path / "long.typ").write_text(
        '#set document(title: "Long")\n#for w in json(bytes(sys.inputs.document)).words [#w\n\n]',
        encoding="utf-8",
    )
    ended = subprocess.run(
        [sys.executable, "-c", MANY, str(tmp_path)],
        env=environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert float(ended.stdout) < 1.25


SHARED = """
import os, sys
from briefkit.publishing.formats.setting import share_processors, typeset
from pathlib import Path

share_processors(int(sys.argv[2]))
before = len(os.listdir("/proc/self/task"))
typeset(Path(sys.argv[1], "short.typ"), {}, [])
print(len(os.listdir("/proc/self/task")) - before)
"""


@pytest.mark.parametrize("asked", ["", "5"])
@pytest.mark.parametrize("workers", [1, 64])
def test_each_of_many_workers_has_its_part_of_the_processors(
    tmp_path: Path, workers: int, asked: str
):
    (tmp_path / "short.typ").write_text("Short.", encoding="utf-8")
    env = {k: v for k, v in environment().items() if k != "RAYON_NUM_THREADS"}
    ended = subprocess.run(
        [sys.executable, "-c", SHARED, str(tmp_path), str(workers)],
        env=env | ({"RAYON_NUM_THREADS": asked} if asked else {}),
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) == int(asked or max(1, (os.cpu_count() or 1) // workers))
