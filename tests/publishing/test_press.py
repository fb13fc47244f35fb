"""What the press promises: each council published or failed with its reason, and nothing half."""

from __future__ import annotations

import getpass
import hashlib
import io
import json
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import docx
import nbformat
import openpyxl
import psutil
import pypdf
import pytest

from briefkit.publishing.documents import publish
from briefkit.publishing.jobs import Result
from briefkit.publishing.press import print_all, print_one
from briefkit.publishing.temporary import LONGEST_PATH
from copiedproject import environment, files
from publishing.tinynotebooks import (
    CODE,
    GOSSIP,
    RECORD,
    job,
    sources,
    stored,
    telling,
    workers,
)

END = telling(RECORD)
OTHER = telling({**RECORD, "council": {**RECORD["council"], "gss_code": "E06000902"}})
EXIT = "import sys; sys.exit(0)"
WAYS: dict[str, tuple[str, ...]] = {  # each notebook's cells after its parameters
    "whole": (GOSSIP, END),
    "raises": ("{}['skills']", END),
    "stops early": (EXIT, END),
    "swallows an error": ("1 / 0", END),
    "swallows an exit": (EXIT, END),
    "has no record": ("print('done')",),
    "is another's": (OTHER,),
    "loses its kernel": ("import os; os._exit(0)", END),
}
SWALLOWED = {"swallows an error": "1 / 0", "swallows an exit": EXIT}
FAILING = [way for way in WAYS if way != "whole"]
ALL = ("html", "pdf")


@dataclass(frozen=True)
class Run:
    """One run of the press over every way, and where it happened."""

    place: Path
    results: dict[str, Result]

    def notebook(self, way: str) -> Path:
        return self.place / "briefings" / f"{way}.ipynb"

    def folder(self, way: str) -> Path:
        return self.place / "out" / way


@pytest.fixture(scope="module", params=[False, True], ids=["ordinary kernels", "forked kernels"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    place = tmp_path_factory.mktemp("press")
    asked = Run(place, {})
    read = sources(place / "sources")
    (place / "temporary").mkdir()
    jobs = [
        replace(
            job(stored(asked.notebook(way), *cells, swallow=SWALLOWED.get(way, "")),
                asked.folder(way), read, *(ALL if way == "whole" else ALL[:1])),
            name=way,
        )
        for way, cells in WAYS.items()
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as here:
        here.setenv("TMPDIR", str(place / "temporary"))
        here.setenv("PYTHONPATH", environment()["PYTHONPATH"])
        results = list(print_all(jobs, partial(workers, 2, forking=request.param), 4))
    assert sorted(result.name for result in results) == sorted(WAYS)
    return Run(place, {result.name: result for result in results})


def test_a_whole_notebook_is_published_beside_those_that_failed(run: Run):
    result = run.results["whole"]
    assert (result.status, result.reason) == ("published", "")
    assert set(files(run.folder("whole"))) == {
        "briefing.html",
        "briefing.pdf",
        "briefing.ipynb",
        "statements.json",
        "evidence.csv",
    }


def test_a_result_names_each_file_and_its_hash(run: Run):
    on_disk = files(run.folder("whole"))
    told = {file["name"]: file["sha256"] for file in run.results["whole"].files.values()}
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in on_disk.items()}
    assert run.results["whole"].files.keys() >= {"html", "pdf"}


def test_every_document_tells_of_the_council_and_holds_what_the_notebook_wrote(run: Run):
    on_disk = files(run.folder("whole"))
    paper = pypdf.PdfReader(io.BytesIO(on_disk["briefing.pdf"]))
    assert "Ashcombe" in str(paper.metadata and paper.metadata.title)
    assert "A tiny briefing" in " ".join(page.extract_text() for page in paper.pages)
    assert "<em>tiny</em>" in on_disk["briefing.html"].decode()
    assert json.loads(on_disk["statements.json"]) == RECORD


def test_evidence_holds_what_was_read_and_nothing_that_came_out_after_the_data_date(run: Run):
    evidence = files(run.folder("whole"))["evidence.csv"].decode("utf-8-sig")
    assert "1.10" in evidence
    assert "2.00" in evidence
    assert "read by nobody" not in evidence
    assert "a day too late" not in evidence  # the record's data date is the day before


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("raises", ["KeyError", "skills"]),
        ("stops early", ["record"]),
        ("swallows an error", ["division by zero"]),
        ("swallows an exit", ["stopped with an error"]),
        ("has no record", ["record"]),
        ("is another's", ["E06000902", CODE]),
        ("loses its kernel", ["ernel", "died"]),
    ],
)
def test_a_failure_gives_its_reason_in_one_line(run: Run, way: str, said: list[str]):
    result = run.results[way]
    assert result.status == "failed"
    assert [word for word in said if word not in result.reason] == []
    assert "\n" not in result.reason
    assert (result.files, result.record) == ({}, {})


@pytest.mark.parametrize("way", FAILING)
def test_a_failure_leaves_nothing_at_its_final_path(run: Run, way: str):
    assert not run.folder(way).exists()


def test_no_temporary_file_is_left_anywhere(run: Run):
    assert {name.split("/")[0] for name in files(run.place / "out")} == {"whole"}
    assert list((run.place / "temporary").glob("briefkit-*")) == []


def test_no_kernel_is_left_running(run: Run):
    folders = [process.info["cwd"] or "" for process in psutil.process_iter(["cwd"])]
    assert [folder for folder in folders if folder.startswith(str(run.place))] == []


def test_the_notebooks_themselves_are_not_touched(run: Run, tmp_path: Path):
    for way, cells in WAYS.items():
        again = stored(tmp_path / f"{way}.ipynb", *cells, swallow=SWALLOWED.get(way, ""))
        assert run.notebook(way).read_bytes() == again.read_bytes()


def test_the_published_notebook_names_no_path_time_user_or_papermill(run: Run):
    text = files(run.folder("whole"))["briefing.ipynb"].decode()
    without_gossip = text.replace(json.dumps(GOSSIP)[1:-1], "")  # the cell's source may stay
    named = [str(run.place), str(Path.home()), "papermill", "temporary"]
    assert [word for word in named if word in without_gossip] == []
    assert not re.search(rf"\b{re.escape(getpass.getuser())}\b", without_gossip)
    assert not re.search(r"\d\d:\d\d(:\d\d)?", without_gossip)


def test_the_published_notebook_shows_its_council_and_its_record(run: Run):
    notebook = nbformat.reads(files(run.folder("whole"))["briefing.ipynb"].decode(), 4)
    nbformat.validate(notebook)
    assert [c.source for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", [])]
    assert f'council = "{CODE}"' in notebook.cells[2].source
    assert notebook.cells[-1].outputs[0].data["application/vnd.briefkit.record+json"] == RECORD


def test_the_same_notebook_gives_the_same_bytes_at_another_time_and_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    moved = stored(tmp_path / "elsewhere" / "whole.ipynb", *WAYS["whole"])
    again = job(moved, tmp_path / "out", sources(tmp_path / "sources"), *ALL)
    crew = partial(workers, 1, forking=False)
    assert [result.status for result in print_all([again], crew, 2)] == ["published"]
    assert files(tmp_path / "out") == files(run.folder("whole"))


def test_word_and_workbook_are_made_where_they_are_asked_for(run: Run, tmp_path: Path):
    made = print_one(
        job(run.notebook("whole"), tmp_path, run.place / "sources", "html", "docx", "xlsx")
    )
    assert (made.status, made.reason) == ("published", "")
    assert made.files.keys() >= {"html", "docx", "xlsx", "evidence.csv"}
    assert {path.name for path in tmp_path.iterdir()} >= {"briefing.docx", "evidence.xlsx"}
    word = docx.Document(str(tmp_path / "briefing.docx"))
    assert "A tiny briefing" in [paragraph.text for paragraph in word.paragraphs]
    told = openpyxl.load_workbook(tmp_path / "evidence.xlsx")["Other evidence"]
    assert [row[0].value for row in told.iter_rows(min_row=5)] == ["Ashcombe", "Fernvale"]


def test_an_earlier_good_briefing_stays_when_its_successor_fails(run: Run):
    before = files(run.folder("whole"))
    read = run.place / "sources"
    failed = print_one(job(run.notebook("raises"), run.folder("whole"), read, "html"))
    assert failed.status == "failed"
    assert files(run.folder("whole")) == before


@pytest.mark.parametrize("forking", [False, True], ids=["its worker", "its zygote"])
def test_a_notebook_that_kills_what_started_it_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forking: bool
):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    # it waits for its own end: a cell that went on could finish before the kill has reached it
    kill = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)"
    results = printed_in_turn({"deadly": (kill,), "whole": (END,)}, tmp_path, forking=forking)
    assert "died" in results["deadly"].reason
    assert (results["whole"].status, results["whole"].reason) == ("published", "")


def test_nothing_of_one_notebook_reaches_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    leave = "import builtins, os; builtins.left = os.environ['LEFT'] = council; os.chdir('/')"
    look = "import builtins, os; assert not hasattr(builtins, 'left') and 'LEFT' not in os.environ"
    here = f"assert os.getcwd() == {str(tmp_path)!r}; assert 'leave' not in globals()"
    ways = {"leaves": (leave, "leave = 1", END), "looks": (look, here, END)}
    results = printed_in_turn(ways, tmp_path, forking=True)
    assert [(r.status, r.reason) for r in results.values()] == [("published", "")] * 2


@pytest.mark.parametrize("letters", [LONGEST_PATH, LONGEST_PATH + 1, 200])
def test_a_long_path_to_temporary_files_stops_no_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letters: int
):
    with tempfile.TemporaryDirectory(prefix="long-", dir="/tmp") as place:
        deep = Path(place) / ("n" * (letters - len(place) - 1))
        deep.mkdir()
        monkeypatch.setenv("TMPDIR", str(deep))
        monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
        results = printed_in_turn({"whole": (END,)}, tmp_path, forking=True)
    assert (results["whole"].status, results["whole"].reason) == ("published", "")


def test_output_that_comes_late_as_on_a_busy_machine_is_waited_for(tmp_path: Path):
    # nothing that this cell shows, nor the word that it has ended, is sent for six seconds
    late = (
        "import sys, time\nsys.stdout.flush_timeout = sys.stderr.flush_timeout = 0.1\n"
        "get_ipython().kernel.iopub_thread.io_loop.add_callback(time.sleep, 6)"
    )
    read = sources(tmp_path / "sources")
    work = job(stored(tmp_path / "late.ipynb", late, END), tmp_path / "out", read)
    result = print_one(work)
    assert (result.status, result.reason) == ("published", "")


def printed_in_turn(
    ways: dict[str, tuple[str, ...]], place: Path, *, forking: bool
) -> dict[str, Result]:
    """The results of these notebooks' cells, printed by one worker, one after the other."""
    read = sources(place / "sources")
    jobs = [
        replace(job(stored(place / f"{name}.ipynb", *cells), place / name, read), name=name)
        for name, cells in ways.items()
    ]
    crew = partial(workers, 1, forking=forking)
    return {result.name: result for result in print_all(jobs, crew, 2)}


# --- putting files in their place ---


def test_files_are_put_in_their_place_whole_and_readable_by_all(tmp_path: Path):
    documents = {"briefing.html": b"new", "evidence.csv": b"a,b"}
    told = publish(documents, tmp_path / "deep" / "folder")
    assert files(tmp_path / "deep" / "folder") == documents
    assert told.keys() == {"html", "evidence.csv"}
    for path in (tmp_path / "deep" / "folder").iterdir():
        assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_half_written(tmp_path: Path):
    (tmp_path / "briefing.html").write_bytes(b"old")
    (tmp_path / "briefing.pdf").mkdir()
    with pytest.raises(OSError, match=r"briefing\.pdf"):
        publish({"briefing.pdf": b"new", "briefing.html": b"new"}, tmp_path)
    assert files(tmp_path) == {"briefing.html": b"old"}


def test_what_a_killed_run_left_half_written_is_gone_after_the_next(tmp_path: Path):
    killed = (
        "import os, pathlib, signal, sys\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"  # power gone in mid-write
        "from briefkit.publishing.documents import publish\n"
        "publish({'briefing.html': b'half'}, pathlib.Path(sys.argv[1]))"
    )
    dead = subprocess.run(
        [sys.executable, "-c", killed, tmp_path], env=environment(), check=False, timeout=60
    )
    assert dead.returncode == -signal.SIGKILL
    assert "briefing.html" not in files(tmp_path)
    publish({"briefing.html": b"whole"}, tmp_path)
    assert files(tmp_path) == {"briefing.html": b"whole"}


def test_a_folder_that_cannot_be_made_is_a_failure_with_its_reason(run: Run, tmp_path: Path):
    (tmp_path / "taken").write_text("a file, no folder", encoding="utf-8")
    read = run.place / "sources"
    result = print_one(job(run.notebook("whole"), tmp_path / "taken" / "tiny", read, "html"))
    assert result.status == "failed"
    assert result.reason.startswith("tiny: Not a directory")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file, no folder"
