"""Typst in a worker that sets many documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
