"""Kernels of every kind: the same bytes as papermill's own, and none outlives who asked for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import nbformat
import psutil
import pytest

from briefkit.cli.ordering import ordered
from briefkit.errors import BadSetting
from briefkit.publishing import forking
from briefkit.publishing.documents import convert
from briefkit.publishing.jobs import Job, Preload
from briefkit.publishing.notebook import record_of, scrubbed
from briefkit.publishing.prepared import Prepared
from briefkit.publishing.press import print_all
from copiedproject import ROOT, environment, files
from publishing.tinynotebooks import NOTHING_TO_PREPARE, workers

NAMES = ["Plymouth", "York"]
KINDS = [kind for kind in forking.KINDS if kind != "forked" or forking.possible()]


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, ...]:
    out = tmp_path_factory.mktemp("kinds")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(ROOT)
        return ordered(NAMES, False, ["culture-change"], "html", out=out).jobs


def preload(job: Job) -> Preload:
    """What the press has its kernels prepare for these jobs."""
    metadata = nbformat.read(job.notebook, 4).metadata
    return Preload(metadata.briefkit.preload, ROOT, {"edition": job.parameters["edition"]})


Printed = dict[str, dict[str, bytes]]  # the files of each council


@pytest.fixture(scope="module")
def printed(jobs: tuple[Job, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """By each kind that can be had here, what one worker printed, one council after the other."""
    found = {}
    for kind in KINDS:
        place = tmp_path_factory.mktemp(kind)
        work = [replace(job, folder=place / job.about) for job in jobs]
        begin = {"forking": kind != "ordinary", "kind": kind, "preload": preload(jobs[0])}
        with pytest.MonkeyPatch.context() as here:
            here.setenv("PYTHONPATH", environment()["PYTHONPATH"])
            results = list(print_all(work, partial(workers, 1, **begin), 2))
        assert [(r.status, r.reason) for r in results] == [("published", "")] * len(NAMES)
        found[kind] = {job.about: files(job.folder) for job in work}
    return found


@pytest.fixture(scope="module")
def plain(jobs: tuple[Job, ...], tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The documents of each council, from the notebook as papermill runs it by itself."""
    place = tmp_path_factory.mktemp("plain")
    found = {}
    for job in jobs:
        given = [w for name, value in job.parameters.items() for w in ("-r", name, value)]
        subprocess.run(
            [sys.executable, "-m", "papermill", job.notebook, place / "ran", *given, "--cwd", ROOT],
            env=environment(), check=True, capture_output=True,
        )  # fmt: skip
        ran = nbformat.read(place / "ran", 4)
        record = record_of(ran)
        assert record is not None
        found[job.about] = convert(scrubbed(ran), record, job)
    return found


def comparable(name: str, content: bytes) -> bytes | dict:
    """The bytes; keys stand in another order in what papermill wrote than in memory."""
    return json.loads(content) if name.endswith((".ipynb", ".json")) else content


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_the_same_as_from_papermill_alone(
    printed: dict[str, Printed], plain: Printed, kind: str
):
    for code, documents in printed[kind].items():
        assert documents.keys() == plain[code].keys() > {"briefing.html"}
        for name, content in documents.items():
            assert comparable(name, content) == comparable(name, plain[code][name]), name


def test_every_document_is_the_same_by_every_kind(printed: dict[str, Printed]):
    one, *others = printed.values()
    assert len(others) == len(KINDS) - 1 > 0
    assert all("briefing.html" in documents for documents in one.values())
    assert [other == one for other in others] == [True] * len(others)


# --- kernels that are started ahead ---


def started(process: psutil.Process) -> list[psutil.Process]:
    return [p for p in process.children(recursive=True) if "prepared_kernel" in _words(p)]


def _words(process: psutil.Process) -> str:
    """Its command; blank for one that another test ended and has not waited for."""
    try:
        return str(process.cmdline())
    except psutil.ZombieProcess:
        return ""


def test_one_kernel_waits_while_another_is_used_and_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    us = psutil.Process()
    prepared = Prepared(Preload(NOTHING_TO_PREPARE, ROOT))
    (first,) = started(us)
    used = prepared.take("nowhere.json", str(tmp_path), dict(os.environ))
    assert used.pid == first.pid
    assert len([p for p in started(us) if p.pid != used.pid]) == 1
    prepared.close()
    # the one that is used may have ended by now, for want of its connection file
    assert [p for p in started(us) if p.pid != used.pid] == []
    used.communicate()  # its input ends, and so does it
    assert started(us) == []


def test_kernels_that_wait_end_with_the_process_that_wants_them():
    text = Preload(NOTHING_TO_PREPARE, ROOT).written()
    waits = (
        "import time\nfrom briefkit.publishing.jobs import Preload\n"
        "from briefkit.publishing.prepared import Prepared\n"
        f"kept = Prepared(Preload.read({text!r}))\nprint('warm', flush=True)\ntime.sleep(600)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", waits], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "warm\n"
    theirs = started(psutil.Process(worker.pid))
    assert len(theirs) == 1
    worker.kill()
    worker.communicate()
    _, alive = psutil.wait_procs(theirs, timeout=60)
    assert alive == []


def test_what_cannot_be_warmed_is_said_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    with pytest.raises(RuntimeError, match="did not warm up"):
        Prepared(Preload("nowhere:nothing", ROOT))
    assert started(psutil.Process()) == []


# --- which kind ---


def test_a_kind_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(forking.SETTING, "warm")
    with pytest.raises(BadSetting, match=r"BRIEFKIT_KERNELS=warm.*forked, prepared, ordinary"):
        forking.kind()


def test_kernels_are_prepared_where_they_cannot_be_forked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(forking.SETTING, raising=False)
    assert forking.kind() == ("forked" if forking.possible() else "prepared")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert forking.kind() == "prepared"
    monkeypatch.setenv(forking.SETTING, "forked")
    with pytest.raises(BadSetting, match="one of prepared, ordinary"):
        forking.kind()
