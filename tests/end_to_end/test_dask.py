"""A build on a Dask cluster: the same bytes, whatever becomes of the workers, and nothing left."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster

from briefkit.errors import UnusableCluster
from briefkit.publishing.cluster import site
from briefkit.publishing.cluster.crew import joined
from briefkit.publishing.cluster.terms import terms
from briefkit.publishing.jobs import Preload
from briefkit.publishing.press import print_all
from copiedproject import ROOT, copied, environment, files, run
from publishing.tinynotebooks import RECORD, job, sources, stored, telling

NAMES = ("Plymouth", "York", "Cardiff", "Lewes", "City of London", "Belfast")
ASK = ("build", *NAMES, "--formats", "html")
PATIENCE = 120  # seconds until what has not ended is taken to hang
END = telling(RECORD)
NONE = Preload("", ROOT)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with the plain build of some councils in `plain`."""
    place = copied(tmp_path_factory.mktemp("dask") / "project")
    ended = run(place, *ASK, "--jobs", "2", "--out", "plain")
    assert ended.returncode == 0, ended.stderr
    return place


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each a process of its own, that nobody outside this machine can reach."""
    with started(2) as cluster:
        yield cluster


@contextmanager
def started(workers: int) -> Iterator[LocalCluster]:
    with tempfile.TemporaryDirectory(prefix="d") as place, pytest.MonkeyPatch.context() as here:
        here.setenv("PYTHONPATH", environment()["PYTHONPATH"])
        with LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, memory_limit=None,
            host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=60,
            local_directory=place,
        ) as cluster:  # fmt: skip
            yield cluster


def documents(folder: Path) -> dict[str, bytes]:
    return {n: b for n, b in files(folder).items() if not n.startswith(".briefkit")}


def pids(cluster: LocalCluster) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values()]


def below(*workers: int) -> list[psutil.Process]:
    """Every process that workers have started: hands, zygotes, kernels."""
    return [child for pid in workers for child in psutil.Process(pid).children(recursive=True)]


def left_by_hands(cluster: LocalCluster) -> list[Path]:
    folders = [Path(nanny.local_directory) for nanny in cluster.workers.values()]
    return [left for folder in folders for left in folder.rglob("briefkit-*")]


def building(
    project: Path, address: str, out: str, ask: tuple[str, ...] = ASK
) -> subprocess.Popen[str]:
    """A build on a cluster, with its first council just published."""
    process = subprocess.Popen(
        [sys.executable, "-m", "briefkit", *ask, "--out", out, "--dask", address],
        cwd=project, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if list((project / out).glob("culture-change/*/briefing.html")):
            break
        time.sleep(0.02)
    return process


def told(project: Path, out: str) -> list[tuple[str, str]]:
    """Each line of the ledger about a council, and how that one ended."""
    lines = (project / out / ".briefkit" / "culture-change.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line.split("\t")[0]) for line in lines]
    return sorted((e["about"], e["status"]) for e in found)


def test_a_build_on_a_cluster_gives_the_same_bytes_and_leaves_nothing_there(
    project: Path, cluster: LocalCluster
):
    ended = run(project, *ASK, "--out", "spread", "--dask", cluster.scheduler_address)
    assert (ended.returncode, ended.stdout) == (0, f"{project / 'spread' / 'index.html'}\n")
    assert f"{len(NAMES)} published, 0 failed" in ended.stderr
    assert documents(project / "spread") == documents(project / "plain")
    assert below(*pids(cluster)) == []
    assert left_by_hands(cluster) == []
    assert list((project / "spread" / ".briefkit").glob("cluster-*")) == []


def test_a_worker_that_is_killed_costs_no_council(project: Path, cluster: LocalCluster):
    process = building(project, cluster.scheduler_address, "killed")
    assert process.poll() is None, process.communicate()
    dying = pids(cluster)[0]
    theirs = below(dying)
    assert theirs
    os.kill(dying, signal.SIGKILL)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert "0 failed" in said
    codes = [council for council, _ in told(project, "plain")]
    assert told(project, "killed") == [(code, "published") for code in codes]
    assert documents(project / "killed") == documents(project / "plain")
    _, alive = psutil.wait_procs(theirs, timeout=PATIENCE)
    assert alive == []
    assert below(*pids(cluster)) == []


def test_a_build_that_is_stopped_leaves_nothing_on_any_worker(project: Path, cluster: LocalCluster):
    every = ("build", "--all", "--formats", "html")
    process = building(project, cluster.scheduler_address, "stopped", every)
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert "still to print. Build again to go on." in said
    assert "Traceback" not in said
    assert below(*pids(cluster)) == []
    again = run(project, *ASK, "--out", "stopped", "--dask", cluster.scheduler_address)
    assert again.returncode == 0, again.stderr
    made, plain = documents(project / "stopped"), documents(project / "plain")
    of_councils = {name: whole for name, whole in plain.items() if "/" in name}
    assert of_councils
    assert {name: made.get(name) for name in of_councils} == of_councils


def test_a_cluster_that_is_lost_ends_the_build_and_the_next_goes_on(
    project: Path, cluster: LocalCluster
):
    process = building(project, cluster.scheduler_address, "lost")
    assert process.poll() is None, process.communicate()
    theirs = below(*pids(cluster))
    cluster.close()
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, said
    assert "The Dask cluster was lost. Build again to go on." in said
    assert "Traceback" not in said
    _, alive = psutil.wait_procs(theirs, timeout=PATIENCE)
    assert alive == []
    again = run(project, *ASK, "--out", "lost", "--jobs", "2")
    assert again.returncode == 0, again.stderr
    assert documents(project / "lost") == documents(project / "plain")


def test_a_notebook_that_kills_its_process_fails_alone_and_costs_no_worker(
    tmp_path: Path, cluster: LocalCluster
):
    kill = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)"
    read = sources(tmp_path / "sources")
    work = [
        replace(job(stored(tmp_path / f"{way}.ipynb", *cells), tmp_path / way, read), name=way)
        for way, cells in {"deadly": (kill,), "whole": (END,)}.items()
    ]
    before = pids(cluster)
    with joined(cluster.scheduler_address, work, NONE, tmp_path) as (crew, at_once):
        assert at_once == 2
        results = {r.name: (r.status, r.reason) for r in print_all(work, crew, at_once)}
    assert results == {"deadly": ("failed", "The worker process died."), "whole": ("published", "")}
    assert pids(cluster) == before
    assert below(*before) == []


@pytest.mark.parametrize("begun", [False, True], ids=["getting ready", "at work"])
def test_a_worker_that_has_left_a_build_starts_nothing_more_for_it(
    tmp_path: Path, cluster: LocalCluster, begun: bool
):
    sign = tmp_path / "sign"
    wait = f"import time; open({str(sign)!r}, 'w').close(); time.sleep(600)"
    slow = job(stored(tmp_path / "wait.ipynb", wait), tmp_path, sources(tmp_path / "sources"))
    agreed = terms(slow, NONE, tmp_path)
    agreed.mark.parent.mkdir()
    agreed.mark.touch()
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        asked = client.submit(site.printed, slow, agreed, pure=False)
        until = time.monotonic() + PATIENCE
        while not (sign.exists() if begun else below(*pids(cluster))):
            assert time.monotonic() < until
            time.sleep(0.02)
        client.run(site.leave, agreed.build)
        while not asked.done() and time.monotonic() < until:
            assert below(*pids(cluster)) == []
            time.sleep(0.02)
        assert below(*pids(cluster)) == []
        assert isinstance(asked.exception(), UnusableCluster)
        assert left_by_hands(cluster) == []


def test_a_worker_with_another_briefkit_prints_nothing(
    project: Path, cluster: LocalCluster, tmp_path: Path
):
    source = Path(environment()["PYTHONPATH"])
    other = Path(shutil.copytree(source, tmp_path / "src"))
    with (other / "briefkit" / "errors.py").open("a", encoding="utf-8") as module:
        module.write("# a change\n")
    address = cluster.scheduler_address
    ended = run(project, *ASK, "--out", "other", "--dask", address, PYTHONPATH=str(other))
    assert ended.returncode == 2
    assert ended.stderr.count("runs another briefkit") == 2
    assert not (project / "other" / "culture-change").exists()
    assert below(*pids(cluster)) == []


def test_what_a_worker_sees_must_be_what_the_command_sees(tmp_path: Path):
    read = sources(tmp_path / "sources")
    work = job(stored(tmp_path / "brief.ipynb", END), tmp_path / "out", read)
    agreed = terms(work, NONE, tmp_path)
    assert "does not see" in agreed.complaint()
    agreed.mark.parent.mkdir()
    agreed.mark.touch()
    assert agreed.complaint() == ""
    (read / "scans" / "figures.csv").write_text("gss_code\n", encoding="utf-8")
    assert "other notebooks, templates or figures" in agreed.complaint()


# --- what cannot start ---


def test_where_nothing_answers_the_build_does_not_start(project: Path):
    ended = run(project, *ASK, "--out", "none", "--dask", "tcp://127.0.0.1:9")
    assert ended.returncode == 2
    assert ended.stderr.startswith("UnusableCluster: No Dask scheduler answers at tcp://127.0.0.1")
    assert "Traceback" not in ended.stderr
    assert not (project / "none" / "culture-change").exists()


def test_a_cluster_without_workers_is_refused(project: Path):
    with started(0) as empty:
        ended = run(project, *ASK, "--out", "none", "--dask", empty.scheduler_address)
    assert ended.returncode == 2
    assert f"dask worker {empty.scheduler_address} --nthreads 1" in ended.stderr


def test_without_dask_the_build_says_what_to_install(project: Path):
    without = "import sys; sys.modules['distributed'] = None; from briefkit.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", without, *ASK, "--out", "none", "--dask", "tcp://127.0.0.1:9"],
        cwd=project, env=environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == (
        "UnusableCluster: --dask needs a package that is not installed here: distributed. "
        "Install it with `pip install distributed`.\n"
    )


def test_a_number_of_processes_and_a_cluster_are_not_asked_for_together(project: Path):
    ended = run(project, *ASK, "--jobs", "2", "--dask", "tcp://127.0.0.1:9")
    assert (ended.returncode, ended.stderr.startswith("BadSetting: ")) == (2, True)
    assert "--jobs" in ended.stderr
