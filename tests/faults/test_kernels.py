"""Kernels that die, hang, grow or leave something behind: each ends in one result, and in nothing.

Real faults, in kernels of every kind. A limit here is short so that the test is;
nothing measures how long anything takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import psutil
import pytest

from briefkit.publishing import forking
from briefkit.publishing.jobs import Job, Limits, Result
from briefkit.publishing.press import print_all
from copiedproject import environment
from publishing.tinynotebooks import RECORD, job, sources, stored, telling, workers

END = telling(RECORD)
COUNT = "from pathlib import Path\nwith Path('tries').open('a') as tries: tries.write('x')"
SLEEPER = "import subprocess\nsubprocess.Popen(['sleep', '3600'], cwd='.')"
DEAF = (
    "import time\nwhile True:\n    try:\n        time.sleep(60)\n"
    "    except BaseException:\n        pass"
)
ONCE = (
    "import os\nfrom pathlib import Path\n"
    "if Path('tries').read_text() == 'x': os.kill(os.getpid(), 9)"
)
STALL = (
    "import atexit, threading, time\natexit.register(time.sleep, 3600)\n"
    "threading.Thread(target=time.sleep, args=(3600,)).start()"
)
LONG, SHORT = Limits(600, 1500), Limits(10, 1500)
WAYS: dict[str, tuple[str, ...]] = {  # each notebook's cells after its parameters
    "is killed": (COUNT, "import os; os.kill(os.getpid(), 9)", END),
    "is killed once": (COUNT, ONCE, END),
    "crashes": (COUNT, "import ctypes; ctypes.string_at(0)", END),
    "is wrong": (COUNT, "1 / 0", END),
    "loops": (COUNT, "while True: pass", END),
    "is deaf": (COUNT, DEAF, END),
    "grows": (COUNT, "kept = [bytearray(10**8) for _ in range(40)]", END),
    "stalls after its last cell": (COUNT, STALL, END),
    "leaves a process behind": (COUNT, SLEEPER, END),
    "is whole": (COUNT, END),
}
DIED = "The kernel died, and died again when it was tried once more."
SLOW = (
    "It took longer than 10 seconds and was stopped. Mend the notebook, or allow more under "
    "[limits] in briefkit.toml."
)
EXPECTED = {  # its status, how often it was tried, and the reason
    "is killed": ("failed", 2, DIED),
    "is killed once": ("published", 2, ""),
    "crashes": ("failed", 2, DIED),
    "is wrong": ("failed", 1, "Cell 4: ZeroDivisionError: division by zero"),
    "loops": ("failed", 1, SLOW),
    "is deaf": ("failed", 1, SLOW),
    "grows": ("failed", 1, "Cell 4: it needed more memory than 1,500 megabytes."),
    "stalls after its last cell": ("published", 1, ""),
    "leaves a process behind": ("published", 1, ""),
    "is whole": ("published", 1, ""),
}


@dataclass(frozen=True)
class Run:
    """One run over every way, and where it happened."""

    place: Path
    results: dict[str, Result]

    def home(self, way: str) -> Path:
        return self.place / way.replace(" ", "-")


def asked(run: Run, way: str, read: Path) -> Job:
    notebook = stored(run.home(way) / "brief.ipynb", *WAYS[way])
    work = job(notebook, run.place / "out" / run.home(way).name, read)
    return replace(work, name=way, limits=SHORT if way in ("loops", "is deaf") else LONG)


@pytest.fixture(scope="module", params=forking.KINDS, ids="{} kernels".format)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    kind = request.param
    if kind == "forked" and not forking.possible():
        pytest.skip("Kernels cannot be forked on this system.")
    run = Run(tmp_path_factory.mktemp("faults"), {})
    read = sources(run.place / "sources")
    jobs = [asked(run, way, read) for way in WAYS]
    with pytest.MonkeyPatch.context() as here:
        here.setenv("PYTHONPATH", environment()["PYTHONPATH"])
        crew = partial(workers, 2, forking=kind != "ordinary", kind=kind)
        for result in print_all(jobs, crew, 4):
            assert result.name not in run.results
            run.results[result.name] = result
    return run


@pytest.mark.parametrize("way", WAYS)
def test_each_kernel_ends_in_one_result_with_its_reason(run: Run, way: str):
    status, tries, reason = EXPECTED[way]
    result = run.results[way]
    assert (result.status, result.reason) == (status, reason)
    assert (run.home(way) / "tries").read_text("utf-8") == "x" * tries


@pytest.mark.parametrize("way", WAYS)
def test_only_what_is_published_has_files(run: Run, way: str):
    folder = run.place / "out" / run.home(way).name
    there = {path.name for path in folder.glob("*")}
    published = EXPECTED[way][0] == "published"
    assert ("briefing.html" in there) == published
    assert not published or run.results[way].files["html"]["name"] in there


def test_no_kernel_and_nothing_of_theirs_is_left(run: Run):
    everything = psutil.process_iter(["cwd", "cmdline"])
    left = [p for p in everything if (p.info["cwd"] or "").startswith(str(run.place))]
    assert left == []
