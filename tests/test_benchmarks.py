"""What the bench rests on: that nothing spent goes unseen, and that both sides print the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from floor import printer
from given import given_to_analyst
from measuring import Spent
from report import NAMES, Results, bars, written

from briefkit.narrative.briefing import open_briefing

ROOT = Path(__file__).parents[1]
BUSY = "import time\nwhile time.process_time() < 0.4: pass\n"
ORPHANED = f"import os\nif os.fork() == 0:\n    os.setsid()\n    {BUSY!r} and exec({BUSY!r})\n"


def python(code: str) -> str:
    return f"{sys.executable} -c '{code}'" if "'" not in code else f'{sys.executable} -c "{code}"'


ASKED = """
import json, os, sys
from dataclasses import asdict
from pathlib import Path
from measuring import spend

spent = spend(json.loads(sys.argv[1]), folder=Path(sys.argv[2]), env=dict(os.environ), at_once=2)
print(json.dumps(asdict(spent)))
"""


def spent(tmp_path: Path, *commands: str) -> Spent:
    """In a process of its own: whoever measures adopts every orphan, and waits for all of them."""
    path = os.pathsep.join(str(ROOT / part) for part in ("benchmarks", "src"))
    ended = subprocess.run(
        [sys.executable, "-c", ASKED, json.dumps(commands), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if ended.returncode:
        raise RuntimeError(ended.stderr)
    return Spent(**json.loads(ended.stdout))


def test_cpu_of_a_command_and_of_what_outlives_it_is_counted(tmp_path: Path):
    nothing = spent(tmp_path, python("pass")).cpu
    assert spent(tmp_path, python(BUSY)).cpu > nothing + 0.25
    script = tmp_path / "orphaned.py"
    script.write_text(ORPHANED, encoding="utf-8")
    assert spent(tmp_path, f"{sys.executable} {script}").cpu > nothing + 0.25


def test_a_kernel_that_was_forked_counts_for_the_process_that_asked_for_it(tmp_path: Path):
    script = tmp_path / "asks.py"
    script.write_text(
        "import sys, time\nfrom pathlib import Path\n"
        "from briefkit.publishing import kernels\n"
        "from briefkit.publishing.jobs import Preload\n"
        "assert kernels.warm(Preload('os:fspath', Path.cwd(), {}))\n"
        "pid = kernels.ForkedKernelManager.shared.fork(sys.argv[1], '.', {})\n"
        "time.sleep(2)\n",
        encoding="utf-8",
    )
    (tmp_path / "kernel.json").write_text("not a connection", encoding="utf-8")
    asked = spent(tmp_path, f"{sys.executable} {script} {tmp_path}/kernel.json")
    assert asked.cpu > 0.3  # a zygote's imports alone take more


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path):
    with pytest.raises(RuntimeError, match="no such council"):
        spent(tmp_path, "echo no such council; exit 3")


def test_the_analysts_notebook_shows_the_briefings_words_tables_and_charts(tmp_path: Path):
    briefing = open_briefing("Plymouth", project=ROOT)
    given = given_to_analyst(briefing)
    (tmp_path / "E06000026.json").write_text(json.dumps(given), encoding="utf-8")
    papermill.execute_notebook(
        ROOT / "benchmarks" / "analyst.ipynb", tmp_path / "ran.ipynb",
        parameters={"council": "E06000026", "given": str(tmp_path)}, progress_bar=False,
    )  # fmt: skip
    ran = nbformat.read(tmp_path / "ran.ipynb", as_version=4)
    shown = [out for cell in ran.cells for out in cell.get("outputs", []) if "data" in out]
    charts = [out for out in shown if "image/svg+xml" in out.data]
    tables = [out for out in shown if "<table" in out.data.get("text/html", "")]
    texts = "\n".join(out.data.get("text/markdown", "") for out in shown)
    assert len(charts) == len(briefing.pictures.shown) > 4
    assert len(tables) == sum("table" in part for part in given["parts"])
    said = {span.text for span in briefing.headline().lead}
    assert [words for words in said if words not in texts] == []
    assert all(chart.title in json.dumps(given) for _, _, chart in briefing.pictures.shown)


def test_the_floor_prints_what_the_press_prints(tmp_path: Path):
    ended = subprocess.run(
        [sys.executable, "-m", "briefkit", "build", "York", "--briefing", "culture-change",
         "--formats", "html,pdf", "--out", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False,
    )  # fmt: skip
    assert ended.returncode == 0
    pressed = next(tmp_path.glob("*/*york/briefing.html")).parent
    for name in ("briefing.html", "briefing.pdf", "evidence.csv"):
        assert printer(ROOT)("E06000014")[name] == (pressed / name).read_bytes()


def test_the_report_says_which_promises_were_not_kept():
    spent = {name: Spent(10.0, 5.0, 900.0) for name in NAMES}
    spent |= {"nothing": Spent(0.4, 0.6), "briefkit": Spent(0.4, 0.2, 900.0)}
    spent |= {"fresh": Spent(0.5, 0.5), "kept": Spent(0.2, 0.2)}
    kept = {bar.what: bar.kept for bar in bars(Results(spent, [spent], 20, 382))}
    assert list(kept.values()) == [True, True, False, False, True]
    report = written(Results(spent, [spent], 20, 382), ["a machine"])
    assert "| commands / briefkit, CPU | 25.0 | at least 20 | yes |  |" in report
    assert "here they take 10.0" in report
    # 0.6 s where the commands take 10.0 would be 0.63 s where they take 10.5
    assert "| nothing to do, wall s | 0.60 | under 0.5 | no | 0.63 |" in report
    assert "- a machine" in report
