"""The ways to print a council's briefing that are set side by side, each as commands to time.

commands   papermill, nbconvert html and nbconvert webpdf as a user would script them
ours plain the same three commands on the briefing that briefkit ships
library    papermill, nbconvert and Chromium as libraries in one process (library.py)
briefkit   `briefkit build --formats html,pdf`, everything from its start to its end
floor      plain function calls in two warm processes (floor.py)
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from measuring import Spent, spend

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BIN = Path(sys.executable).parent
JOBS = 2
BUILD = "briefkit build --briefing culture-change"


@dataclass(frozen=True)
class Bench:
    """Where a bench works: a folder of its own, and Chromium as Playwright finds it."""

    folder: Path
    browsers: Path

    @property
    def given(self) -> Path:
        """What the analyst's notebook reads."""
        return self.folder / "given"

    @property
    def env(self) -> dict[str, str]:
        """The variables of every route."""
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
        source = os.pathsep.join((str(ROOT / "src"), str(HERE)))
        return {
            **os.environ, "PATH": path, "PYTHONPATH": source,
            "PLAYWRIGHT_BROWSERS_PATH": str(self.browsers),
        }  # fmt: skip

    def prepare(self, codes: Sequence[str]) -> None:
        """Write what the analyst's notebook reads; not timed."""
        (self.folder / "out").mkdir(parents=True, exist_ok=True)
        words = [sys.executable, HERE / "given.py", self.given, *codes]
        subprocess.run(words, cwd=ROOT, env=self.env, check=True)

    def commands(self, codes: Sequence[str], shipped: bool = False) -> Spent:
        """The three commands, for each council; with `shipped`, on our own briefing."""
        if shipped:
            notebook, more = ROOT / "briefings" / "culture-change.ipynb", {}
        else:
            notebook, more = HERE / "analyst.ipynb", {"given": str(self.given)}
        lines = []
        for code in codes:
            ran = self.folder / "out" / f"{code}.ipynb"
            parameters = {"council": code, **more}.items()
            said = " ".join(f"-p {name} {shlex.quote(value)}" for name, value in parameters)
            lines.append(
                f"papermill {notebook} {ran} {said}\n"
                f"jupyter nbconvert --to html {ran}\n"
                f"jupyter nbconvert --to webpdf --disable-chromium-sandbox {ran}\n"
            )
        return self._timed(lines).each(len(codes))

    def library(self, codes: Sequence[str]) -> Spent:
        """One process for each of the two workers, each with half of the councils."""
        script, out = HERE / "library.py", self.folder / "out"
        halves = (codes[::2], codes[1::2])
        lines = [
            f"{sys.executable} {script} {self.given} {out} {' '.join(half)}"
            for half in halves
            if half
        ]
        return self._timed(lines).each(len(codes))

    def briefkit(self, codes: Sequence[str] = ()) -> Spent:
        """One build from nothing, of the councils named or of all."""
        out, who = self.folder / "press", " ".join(codes) or "--all"
        line = f"rm -rf {out}\n{BUILD} {who} --formats html,pdf --jobs {JOBS} --out {out}"
        spent = self._timed([line])
        return spent.each(len(list(out.glob("*/*/briefing.pdf"))))

    def nothing_to_do(self) -> Spent:
        """The same build of all again: nothing is to be printed."""
        out = self.folder / "press"
        line = f"{BUILD} --all --formats html,pdf --jobs {JOBS} --out {out}"
        return self._timed([line])

    def floor(self, way: str, codes: Sequence[str]) -> Spent:
        """CPU seconds a council of plain calls, start-up left out; `way` is fresh or kept.

        Two processes at once, as the press has two: a busy neighbour slows a processor.
        """
        halves = [codes[worker::JOBS] for worker in range(JOBS)]
        started = [
            subprocess.Popen(
                [sys.executable, HERE / "floor.py", way, *half],
                cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True,
            )
            for half in halves
        ]  # fmt: skip
        said = [process.communicate()[0] for process in started]
        if any(process.returncode for process in started):
            raise RuntimeError("The floor ended badly.")
        cpu = mean(float(json.loads(one)["cpu"]) for one in said)
        return Spent(cpu, cpu)

    def _timed(self, lines: Sequence[str]) -> Spent:
        return spend(lines, folder=ROOT, env=self.env, at_once=JOBS)
