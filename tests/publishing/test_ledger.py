"""The ledger: what is up to date is known by content, and what is not says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from briefkit.errors import BadSetting
from briefkit.publishing.documents import publish
from briefkit.publishing.entry import made, standing
from briefkit.publishing.inputs import Inputs, of_bytes, of_files, of_folder
from briefkit.publishing.jobs import Job, Result
from briefkit.publishing.ledger import INDEX, Ledger
from briefkit.publishing.lock import held
from copiedproject import environment
from publishing.tinynotebooks import CODE, NAME, job

SHARED = {"the notebook": "n1", "the templates": "t1"}
HEAD = "gss_code,indicator,period,value,published\n"
READS = {"home_page_weight": [CODE, "E06000902"], "broadband": [CODE]}
RECORD = {"title": "Tiny", "headline": "A headline.", "sha256": "abc", "peers": {"rule": "kind"}}


@dataclass(frozen=True)
class World:
    """An out folder with a briefing that the ledger knows, and the figures it was made of."""

    folder: Path
    sources: Path
    work: Job

    def inputs(self, shared: dict[str, str] = SHARED, day: str = "2026-11-23") -> Inputs:
        return Inputs(shared, self.sources, day)

    def ledger(self) -> Ledger:
        return Ledger(self.folder, "tiny")

    def why(self, shared: dict[str, str] = SHARED, day: str = "2026-11-23") -> str:
        return self.ledger().why(self.work, shared, self.inputs(shared, day))

    def figures(self, *rows: str) -> None:
        (self.sources / "one").mkdir(parents=True, exist_ok=True)
        text = HEAD + "".join(f"{row}\n" for row in rows)
        (self.sources / "one" / "figures.csv").write_text(text, encoding="utf-8")


OWN = f"{CODE},home_page_weight,2025,1.2,2026-01-01"
PEER = "E06000902,home_page_weight,2025,3.4,2026-01-01"
STRANGER = "E06000903,home_page_weight,2025,5.6,2026-01-01"


@pytest.fixture
def world(tmp_path: Path) -> World:
    folder, sources = tmp_path / "out", tmp_path / "sources"
    notebook = tmp_path / "tiny.ipynb"
    work = replace(job(notebook, folder / "tiny" / f"{CODE}-tiny", sources), home=tmp_path)
    built = World(folder, sources, work)
    built.figures(OWN, PEER, STRANGER)
    (sources / "one" / "source.toml").write_text('title = "One"\n', encoding="utf-8")
    documents = {"briefing.html": b"<p>page</p>", "statements.json": b"{}"}
    result = Result(
        "tiny", CODE, NAME, "published", "", 1.0, RECORD, publish(documents, work.folder), READS
    )
    built.ledger().add(made(result, work, SHARED, built.inputs(), folder))
    return built


# --- up to date ---


def test_what_was_built_and_not_touched_is_up_to_date(world: World):
    assert world.why() == ""


def test_a_file_that_was_touched_or_copied_back_is_the_same_file(world: World):
    page = world.work.folder / "briefing.html"
    os.utime(page, ns=(0, 0))
    assert world.why() == ""


@pytest.mark.parametrize(
    "rows",
    [
        (OWN, PEER, STRANGER.replace("5.6", "7")),
        (OWN, PEER),
        (OWN, PEER, STRANGER, f"{CODE},apprenticeships,2025,9,2026-01-01"),
        (OWN, PEER, STRANGER, f"{CODE},home_page_weight,2026,9,2026-12-01"),
    ],
    ids=["a stranger's", "a stranger's absent", "another indicator's", "not yet published"],
)
def test_a_figure_that_was_not_read_changes_nothing(world: World, rows: tuple[str, ...]):
    world.figures(*rows)
    assert world.why() == ""


# --- and what is not says why ---


@pytest.mark.parametrize(
    "rows",
    [
        (OWN.replace("1.2", "1.3"), PEER, STRANGER),
        (OWN, PEER.replace("3.4", "3.5"), STRANGER),
        (OWN, STRANGER),
        (OWN, PEER, STRANGER, f"{CODE},home_page_weight,2024,9,2025-01-01"),
        (OWN, PEER, STRANGER, f"{CODE},broadband,2024,9,2025-01-01"),
    ],
    ids=["its own", "a peer's", "a peer's gone", "an older one", "one that was absent"],
)
def test_a_figure_that_was_read_and_changed_is_named(world: World, rows: tuple[str, ...]):
    world.figures(*rows)
    changed = "broadband" if "broadband" in rows[-1] else "home_page_weight"
    assert world.why() == f"figures of {changed} changed"


def test_a_figure_that_comes_out_by_a_later_day_counts_from_then(world: World):
    world.figures(OWN, PEER, STRANGER, f"{CODE},home_page_weight,2026,9,2026-12-01")
    assert world.why(day="2026-12-02") == "figures of home_page_weight changed"


def test_what_a_source_says_of_itself_counts_for_its_figures(world: World):
    (world.sources / "one" / "source.toml").write_text('title = "Two"\n', encoding="utf-8")
    assert world.why() == "figures of home_page_weight changed"


def test_the_parts_of_a_figure_count(world: World):
    parts = f"gss_code,indicator,item\n{CODE},broadband,a\n"
    (world.sources / "one" / "details.csv").write_text(parts, encoding="utf-8")
    assert world.why() == "figures of broadband changed"


def test_a_part_that_all_share_is_named(world: World):
    assert world.why({**SHARED, "the templates": "t2"}) == "the templates changed"
    assert world.why({**SHARED, "more": "m"}) == "more changed"


def test_what_is_of_one_council_alone_counts_for_it_alone(world: World):
    written = replace(world.work, own={"the commentary": "c1", "the signatures": ""})
    book, inputs = world.ledger(), world.inputs()
    assert book.why(written, SHARED, inputs) == "the commentary, the signatures changed"
    result = Result("tiny", CODE, NAME, "published", "", 1.0, RECORD, {}, READS)
    book.add(made(result, written, SHARED, inputs, world.folder))
    assert book.why(written, SHARED, inputs) == ""
    gone = replace(written, own={"the commentary": "", "the signatures": ""})
    assert book.why(gone, SHARED, inputs) == "the commentary changed"
    assert not book.only_signed(gone, SHARED, inputs)


def test_a_new_signature_is_told_from_every_other_change(world: World):
    unsigned = replace(world.work, own={"the signatures": ""})
    book, inputs = world.ledger(), world.inputs()
    result = Result("tiny", CODE, NAME, "published", "", 1.0, RECORD, {}, READS)
    book.add(made(result, unsigned, SHARED, inputs, world.folder))
    signed = replace(world.work, own={"the signatures": "s1"})
    assert book.why(signed, SHARED, inputs) == "the signatures changed"
    assert book.only_signed(signed, SHARED, inputs)
    world.figures(OWN.replace("1.2", "1.3"), PEER, STRANGER)
    assert book.why(signed, SHARED, world.inputs()) == "the signatures changed"
    assert not book.only_signed(signed, SHARED, world.inputs())


def test_a_council_without_an_entry_is_not_built_yet(world: World):
    other = replace(world.work, about="E06000999")
    assert world.ledger().why(other, SHARED, world.inputs()) == "not built yet"


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_a_published_file_that_is_gone_or_changed_is_named(world: World, how: str):
    page = world.work.folder / "briefing.html"
    if how == "gone":
        page.unlink()
    else:
        page.write_bytes(b"<p>fake</p>")
    assert world.why() == "briefing.html is missing or was changed by hand"


def test_a_failure_is_tried_again_and_keeps_its_reason(world: World):
    failed = Result("tiny", CODE, NAME, "failed", "Cell 2: no such theme", 1.0, {}, {})
    book = world.ledger()
    book.add(made(failed, world.work, SHARED, world.inputs(), world.folder))
    assert world.why() == "failed last time: Cell 2: no such theme"
    assert [(r.status, r.reason) for r in world.ledger().results()] == [
        ("failed", "Cell 2: no such theme")
    ]


# --- the file itself ---


def test_half_a_line_is_passed_over_and_the_next_one_is_whole(world: World):
    path = world.ledger().path
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    assert world.why() == ""
    book = world.ledger()
    book.confirm([CODE], world.inputs().evidence)
    assert path.read_bytes() == whole
    book.add(standing(INDEX, SHARED, {}, world.folder))
    assert len(path.read_text("utf-8").splitlines()) == 2
    assert world.why() == ""


@pytest.mark.parametrize("text", ["", "{}\n", "[]\n", "null\n", '{"schema": 1}\n', "\x00\xff\n"])
def test_a_file_that_is_no_ledger_means_that_nothing_was_built(world: World, text: str):
    world.ledger().path.write_text(text, encoding="utf-8")
    assert world.why() == "not built yet"


def test_old_lines_are_dropped_once_they_outnumber_the_new(world: World):
    book, line = world.ledger(), world.ledger().path.read_text("utf-8")
    book.path.write_text(line * 3, encoding="utf-8")
    world.ledger().confirm([CODE], world.inputs().evidence)
    assert book.path.read_text("utf-8") == line


def test_new_evidence_is_noted_once_for_those_that_it_leaves_as_they_were(world: World):
    world.figures(OWN, PEER)
    now = world.inputs().evidence
    assert world.ledger().about(CODE).evidence != now  # type: ignore[union-attr]
    world.ledger().confirm([CODE], now)
    assert world.ledger().about(CODE).evidence == now  # type: ignore[union-attr]
    before = world.ledger().path.stat().st_mtime_ns
    world.ledger().confirm([CODE], now)
    assert world.ledger().path.stat().st_mtime_ns == before


def test_what_the_ledger_says_of_a_council_is_what_the_build_said(world: World):
    (said,) = world.ledger().results()
    told = {key: RECORD[key] for key in ("title", "headline", "sha256")}
    assert (said.about, said.name, said.status, said.record) == (CODE, NAME, "published", told)
    assert {key: file["name"] for key, file in said.files.items()} == {
        "html": "briefing.html",
        "statements.json": "statements.json",
    }


def test_a_ledger_names_no_path_of_the_machine(world: World):
    text = world.ledger().path.read_text("utf-8")
    assert str(world.folder) not in text
    assert json.loads(text.split("\t")[0])["record"]["folder"] == f"tiny/{CODE}-tiny"


def test_a_line_for_which_there_is_no_room_leaves_the_ledger_as_it_was(world: World):
    before = world.ledger().path.read_bytes()
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from briefkit.publishing.entry import standing\n"
        "from briefkit.publishing.ledger import Ledger\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "book = Ledger(Path(sys.argv[1]), 'tiny')\n"
        "most = book.path.stat().st_size + 20\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))\n"
        "try:\n    book.add(standing('E1', {'a': 'b'}, {}, book.folder))\n"
        "except OSError:\n    assert book.about('E1') is None\n    print('no room')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(world.folder)],
        env=environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.stdout == "no room\n"
    assert world.ledger().path.read_bytes() == before


def test_a_folder_that_cannot_be_written_in_is_refused_in_one_sentence(tmp_path: Path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with (
        pytest.raises(BadSetting, match=r"Nothing can be written in .*out.*--out"),
        held(tmp_path / "out" / "edition"),
    ):
        pass


# --- hashes ---


def test_a_hash_of_files_knows_names_and_contents_and_not_where_they_lie(tmp_path: Path):
    for place in ("a", "b"):
        (tmp_path / place / "__pycache__").mkdir(parents=True)
        (tmp_path / place / "one.txt").write_bytes(b"1")
        (tmp_path / place / "__pycache__" / "x.txt").write_text(place)
    first, second = (of_folder(tmp_path / place) for place in ("a", "b"))
    assert first == second
    (tmp_path / "b" / "one.txt").rename(tmp_path / "b" / "two.txt")
    assert of_folder(tmp_path / "b") != first
    assert of_files([tmp_path / "a" / "none"], tmp_path) == of_files([], tmp_path)
    assert of_bytes(b"1") != of_bytes(b"2")
