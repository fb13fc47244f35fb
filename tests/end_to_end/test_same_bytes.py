"""The same input gives the same bytes: on another day, elsewhere, by other workers, in any order.

One build in which everything differs at once is held against a plain one, for councils of the
real project and of the invented county. Where they are not the same, one council is built again
with one difference at a time, and the message says which of them it is.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from copiedproject import EDITION, copied, environment, files, run

CLOCK = Path(__file__).with_name("another_day.c")
AHEAD = str(400 * 24 * 60 * 60)  # seconds: another year, another weekday, past the data date
REAL = ("Plymouth", "S12000033", "City of London")
INVENTED = ("Ashcombe", "Nether Loam", "X06000910")


@dataclass(frozen=True)
class Way:
    """How a build is run: what starts it, its variables, its options, and its councils' order."""

    before: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ("--jobs", "1")
    backwards: bool = False


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that moves the clock on the wall."""
    library = tmp_path_factory.mktemp("clock") / "another_day.so"
    words = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, CLOCK]
    subprocess.run(words, check=True)
    return library


@pytest.fixture(scope="module")
def differences(clock: Path) -> dict[str, Way]:
    """Each difference by itself."""
    return {
        "nothing": Way(),
        "the path": Way(),  # each of these is built in a folder of its own
        "the day": Way(variables={"LD_PRELOAD": str(clock), "ANOTHER_DAY": AHEAD}),
        "the time zone": Way(variables={"TZ": "Pacific/Kiritimati"}),
        "the locale": Way(variables={"LC_ALL": "C"}),
        "the order of hashes": Way(variables={"PYTHONHASHSEED": "7"}),
        "who may read files": Way(before=("sh", "-c", 'umask 077; exec "$@"', "sh")),
        "the number of workers, with ordinary kernels": Way(options=("--jobs", "3")),
        "the order of councils": Way(backwards=True),
    }


def all_at_once(ways: dict[str, Way], *options: str) -> Way:
    """One build with all differences; `options` in the place of theirs."""
    variables = {key: value for way in ways.values() for key, value in way.variables.items()}
    before = tuple(word for way in ways.values() for word in way.before)
    return Way(before, variables, options, backwards=True)


def built(project: Path, councils: tuple[str, ...], out: Path, way: Way) -> dict[str, bytes]:
    """What a build publishes, by path; not the ledger, which notes times."""
    named = councils[::-1] if way.backwards else councils
    words = ("build", *named, *way.options, "--out", str(out))
    ended = run(project, *words, before=way.before, **way.variables)
    assert ended.returncode == 0, ended.stderr
    return {name: b for name, b in files(out).items() if not name.startswith(".briefkit")}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("here") / "project")


@pytest.mark.parametrize(
    ("below", "councils", "options"),
    [
        # three workers start ordinary kernels; one worker with three councils forks warm ones
        (".", REAL, ("--jobs", "3")),
        ("data/demo", INVENTED, ("--jobs", "1")),
    ],
    ids=["the real project", "the invented county"],
)
def test_nothing_but_the_evidence_makes_a_difference(
    project: Path,
    differences: dict[str, Way],
    tmp_path: Path,
    below: str,
    councils: tuple[str, ...],
    options: tuple[str, ...],
):
    other_options = ("--jobs", "2" if options[1] == "1" else "1")
    here = built(project / below, councils, here_out(project, below), Way(options=other_options))
    there = copied(tmp_path / "another place, with spaces and a ŵ", project)
    way = all_at_once(differences, *options)
    found = differing(here, built(there / below, councils, tmp_path / "out", way))
    assert len(here) == 3 * 7 + 2
    assert found == [], culprits(project / below, councils, here, differences, tmp_path)


def here_out(project: Path, below: str) -> Path:
    return project / "out" / EDITION if below == "." else project / "demo"


def culprits(
    project: Path,
    councils: tuple[str, ...],
    here: dict[str, bytes],
    differences: dict[str, Way],
    place: Path,
) -> str:
    """Which difference alone changes which files."""
    told = []
    for name, way in differences.items():
        other = built(project, councils, place / name, way)
        told.append(f"{name}: {', '.join(differing(here, other)) or 'the same'}")
    return "\n".join(told)


def test_papermill_and_nbconvert_by_hand_give_the_documents_of_a_build(project: Path):
    out = project / "out" / EDITION
    if not out.exists():
        built(project, REAL, out, Way())
    # in the project's folder: elsewhere nbconvert would not know whose documents these are
    by_hand = project / "by hand.ipynb"
    plymouth = next(out.glob("culture-change/*plymouth"))
    notebook = project / "briefings" / "culture-change.ipynb"
    commands = [
        ["papermill", "--engine", "briefkit", str(notebook), str(by_hand), "-p", "council",
         "Plymouth", "--no-progress-bar"],
        ["nbconvert", "--to", "briefing", str(by_hand)],
        ["nbconvert", "--to", "briefing_pdf", str(by_hand)],
        ["nbconvert", "--to", "briefing_docx", str(by_hand)],
    ]  # fmt: skip
    for words in commands:
        ended = subprocess.run(
            [sys.executable, "-m", *words], cwd=project, env=environment(), check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
    made = {f"briefing{p.suffix}": p.read_bytes() for p in project.glob("by hand.[hpd]*")}
    assert made.keys() == {"briefing.html", "briefing.pdf", "briefing.docx"}
    assert [name for name in made if made[name] != (plymouth / name).read_bytes()] == []
