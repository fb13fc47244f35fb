"""papermill, nbconvert, `jupyter briefkit`, `python -m briefkit`, cron: as anybody would run them.

docs/jupyter.md is what is run: each of its commands, in its order, in a copy of the project.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import nbformat
import pypdf
import pytest
from filelock import FileLock

from copiedproject import EDITION, ROOT, copied, environment

DOC = (ROOT / "docs" / "jupyter.md").read_text("utf-8")
BIN = Path(sys.executable).parent
ENTER = ". .venv/bin/activate"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
COMMANDS = [line for block in BLOCK.findall(DOC) for line in block.splitlines() if line[:1] != "#"]
Ended = subprocess.CompletedProcess[str]
Run = Callable[[str], Ended]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, its .venv the one that runs the tests."""
    folder = copied(tmp_path_factory.mktemp("plain") / "project")
    (folder / ".venv").symlink_to(BIN.parent)
    return folder


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    """Run a command of the page in the project, once, whoever asks for it."""
    done: dict[str, Ended] = {}

    def ran(line: str) -> Ended:
        assert line in COMMANDS, f"docs/jupyter.md has no command {line}"
        if line not in done:
            done[line] = subprocess.run(
                ["/bin/sh", "-c", f"{ENTER} && {line}"],
                cwd=project, env=environment(PATH="/usr/bin:/bin"),
                check=False, capture_output=True, text=True, encoding="utf-8",
            )  # fmt: skip
        return done[line]

    return ran


PLAIN = "papermill briefings/culture-change.ipynb out.ipynb -p council Plymouth"
BY_ENGINE = "papermill --engine briefkit briefings/culture-change.ipynb"
ENGINE = f"{BY_ENGINE} out-engine.ipynb -p council York"


# --- papermill ---


def test_papermill_runs_a_briefing_for_the_council_that_it_is_given(run: Run, project: Path):
    assert run(PLAIN).returncode == 0
    ran = nbformat.read(project / "out.ipynb", 4)
    (injected,) = (c for c in ran.cells if "injected-parameters" in c.metadata.get("tags", []))
    assert 'council = "Plymouth"' in injected.source
    record = ran.cells[-1].outputs[0].data["application/vnd.briefkit.record+json"]
    assert record["council"]["name"] == "Plymouth"


def test_our_engine_runs_it_too_and_says_nothing_of_the_wire(run: Run, project: Path):
    ended = run(ENGINE)
    assert ended.returncode == 0, ended.stderr
    assert "encryption" not in ended.stderr
    ran = nbformat.read(project / "out-engine.ipynb", 4)
    record = ran.cells[-1].outputs[0].data["application/vnd.briefkit.record+json"]
    assert record["council"]["name"] == "York"


def test_papermill_tells_what_each_parameter_may_be(run: Run):
    ended = run("papermill --help-notebook briefings/culture-change.ipynb")
    assert ended.returncode == 0
    told = " ".join(ended.stdout.split())
    assert 'council: str (default "E06000026") GSS code, name or former name' in told
    assert 'edition: str (default "") an edition of briefkit.toml; blank: the project' in told
    assert 'peers: str (default "") nearest, kind, region, county or custom; blank' in told
    assert "Unknown type" not in told


UNKNOWN = "Unknown parameter cuoncil. Did you mean council? This notebook has: council, edition, p"
MISTYPED = "The parameter council must be text; it was given 7. Use papermill's -r instead of -p to"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{BY_ENGINE} refused.ipynb -p cuoncil Plymouth", f"Error: {UNKNOWN}"),
        (f"{BY_ENGINE} refused.ipynb -p council 7", f"Error: {MISTYPED}"),
    ],
    ids=["unknown", "mistyped"],
)
def test_our_engine_refuses_a_parameter_in_one_sentence_and_writes_nothing(
    run: Run, project: Path, line: str, said: str
):
    ended = run(line)
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].startswith(said)
    assert "Traceback" not in ended.stderr
    assert not (project / "refused.ipynb").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("cuoncil Plymouth", UNKNOWN),
        ("council 7", "The council 7 must be text: write it in quotes."),
    ],
    ids=["unknown", "mistyped"],
)
def test_under_papermills_own_engine_the_notebook_itself_refuses(run: Run, given: str, said: str):
    ended = run(f"papermill briefings/culture-change.ipynb stopped.ipynb -p {given}")
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].startswith(said)


# --- nbconvert ---


def test_nbconvert_exports_what_papermill_ran(run: Run, project: Path):
    run(PLAIN)
    for exporter in ("briefing", "briefing_pdf", "briefing_docx"):
        ended = run(f"jupyter nbconvert --to {exporter} out.ipynb")
        assert ended.returncode == 0, ended.stderr
    name = "Plymouth City Council"
    assert f"<h1>{name}</h1>" in (project / "out.html").read_text("utf-8")
    assert name in pypdf.PdfReader(project / "out.pdf").pages[0].extract_text()
    assert name in "\n".join(p.text for p in docx.Document(str(project / "out.docx")).paragraphs)


def test_nbconvert_says_in_its_last_line_why_a_notebook_cannot_be_exported(run: Run):
    ended = run("jupyter nbconvert --to briefing briefings/culture-change.ipynb")
    assert ended.returncode != 0
    assert (
        ended.stderr.strip()
        .splitlines()[-1]
        .endswith(
            "This notebook has not been run. Choose Run > Run All Cells, save, and export again."
        )
    )


# --- our own commands by their other names ---


def test_jupyter_briefkit_builds(run: Run, project: Path):
    ended = run("jupyter briefkit build Plymouth")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == [str(project / "out" / EDITION / "index.html")]


@pytest.mark.parametrize(
    ("line", "usage"),
    [
        ("jupyter briefkit build --help", "Usage: jupyter briefkit build [OPTIONS]"),
        ("python -m briefkit --help", "Usage: python -m briefkit [OPTIONS] COMMAND"),
        ("briefkit --help", "Usage: briefkit [OPTIONS] COMMAND"),
    ],
)
def test_the_usage_line_is_the_words_that_were_written(run: Run, line: str, usage: str):
    ended = run(line)
    assert ended.returncode == 0
    assert usage in ended.stdout


def test_python_m_briefkit_is_the_same_command(run: Run):
    ended = run("python -m briefkit councils lew")
    assert ended.stdout.splitlines() == [
        "E07000063  Lewes  (South East)",
        "E09000023  Lewisham  (London)",
    ]


def test_jupyter_lists_us_among_its_commands(run: Run):
    ended = run("jupyter --help")
    listed = ended.stdout.partition("Available subcommands:")[2].split()
    assert "briefkit" in listed


# --- cron ---


@pytest.fixture(scope="module")
def timetable(project: Path) -> str:
    """The command of the page's crontab, in our copy of the project."""
    (line,) = re.findall(r"```\n(?:# minute.*\n|[A-Z]+=.*\n)*(\S+ \S+ \S+ \S+ \S+) +(.*)\n```", DOC)
    assert "%" not in line[1]  # cron would take it for the end of the line
    return str(line[1]).replace("/srv/briefkit", shlex.quote(str(project)))


def by_cron(command: str) -> Ended:
    """Run a command as cron does, and with less: no variable at all."""
    return subprocess.run(
        ["/usr/bin/env", "-i", "/bin/sh", "-c", command],
        check=False, capture_output=True, text=True, encoding="utf-8", cwd="/",
    )  # fmt: skip


def test_cron_builds_what_is_not_up_to_date_and_has_nothing_to_send(timetable: str, project: Path):
    ended = by_cron(timetable)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert (project / "out" / EDITION / "index.html").is_file()
    assert "index.html" in (project / "build.log").read_text("utf-8").splitlines()[-1]


def test_cron_is_told_the_code_of_a_build_that_another_one_kept_out(timetable: str, project: Path):
    (project / "out" / EDITION / ".briefkit").mkdir(parents=True, exist_ok=True)
    with FileLock(project / "out" / EDITION / ".briefkit" / "lock"):
        ended = by_cron(timetable)
    assert ended.returncode == 2
    assert ended.stdout.startswith("briefkit ended with code 2: ")
    log = (project / "build.log").read_text("utf-8").splitlines()
    assert log[-1].startswith("BusyFolder: Another build is writing in ")


# --- the page ---


def test_every_other_command_of_the_page_ends_well(run: Run):
    refused = ("refused.ipynb", "stopped.ipynb", "--to briefing briefings/")
    lines = [line for line in COMMANDS if not any(word in line for word in refused)]
    assert lines.pop(0) == "make lab"  # test_lab.py makes that
    assert len(lines) > 9
    assert [line for line in lines if run(line).returncode != 0] == []


def test_every_link_of_the_page_to_the_project_leads_somewhere():
    named = re.findall(r"\]\((?!https?:)([^)#]+)", DOC)
    assert named
    assert [name for name in named if not (ROOT / "docs" / name).is_file()] == []
