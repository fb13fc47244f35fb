"""Areas, published: each figure is proved, each sentence keeps the rules, spoilt digits are met."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

import demo
from briefkit.errors import UnreadableNotebook
from briefkit.narrative.region import overview
from briefkit.narrative.shelf import stock
from briefkit.project import Project, read_project
from briefkit.publishing.formats.reading import read
from briefkit.publishing.lint.document import read as read_document
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.rules import Setting
from briefkit.publishing.lint.running import checked
from briefkit.publishing.notebook import subject_of
from briefkit.publishing.verify.areas.proving import prove_area
from copiedproject import ROOT
from publishedareas import executed, published
from publishing.spoiling import Change, in_file, in_pdf, in_record, one, statement

NORTH_EAST, LISTED, INVENTED = "North East", "Belfast, Exeter, Leeds, Plymouth, Cardiff", "Invented"
MOST_KILOBYTES = 400


@pytest.fixture(scope="session")
def real() -> Project:
    return read_project(ROOT)


@pytest.fixture(scope="session")
def areas(real: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A region, a list across nations, and a region with evidence of its own: printed once."""
    out = tmp_path_factory.mktemp("areas")
    shelf = stock(real, real.edition)
    folders = {
        name: published(overview(name, shelf), real, out / "real") for name in (NORTH_EAST, LISTED)
    }
    midlands = overview("Invented Midlands", demo.shelf())
    folders[INVENTED] = published(midlands, demo.project(), out / "invented")
    return folders


@pytest.fixture
def north_east(areas: dict[str, Path], tmp_path: Path) -> Path:
    """A copy that a test may spoil, without the paper that says the same."""
    paper = shutil.ignore_patterns("*.pdf", "*.docx")
    return Path(shutil.copytree(areas[NORTH_EAST], tmp_path / "north-east", ignore=paper))


def found(folder: Path, data: Path = ROOT / "data") -> list[str]:
    """What the proof says, but for the seals: those tell that a file changed, not where."""
    tally = prove_area(folder, data=data, templates=ROOT / "templates", rules=ROOT / "data")
    assert tally.checked > 100
    return [str(m) for m in tally.found if "sha256" not in m.place and "its record" not in m.place]


@pytest.mark.parametrize("name", [NORTH_EAST, LISTED])
def test_every_figure_of_an_area_is_borne_out(name: str, areas: dict[str, Path]):
    assert found(areas[name]) == []


def test_every_figure_of_an_area_with_evidence_of_its_own_is_borne_out(areas: dict[str, Path]):
    assert found(areas[INVENTED], demo.DEMO) == []


@pytest.mark.parametrize("name", [NORTH_EAST, LISTED, INVENTED])
def test_every_sentence_of_an_area_keeps_the_rules(name: str, areas: dict[str, Path]):
    data = demo.DEMO if name == INVENTED else ROOT / "data"
    names = tuple(row["name"] for row in rows(data / "councils.csv") if not row["end"])
    ages = {r["id"]: float(r["stale_after_years"]) for r in rows(ROOT / "data" / "indicators.csv")}
    document = read_document(areas[name], name)
    assert document.passages
    assert checked(document, Setting(Names(names), ages)).findings == ()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- one digit, name or position spoilt ---


def _value(name: str, figure: str, by: float) -> Any:
    def change(record: dict[str, Any]) -> None:
        figures = statement(record, name)["figures"]
        spoilt = next(f for f in figures if f["name"] == figure)
        spoilt["value"] += by

    return change


def _moved(record: dict[str, Any]) -> None:
    places = record["places"][0]
    places["above"].append(places["typical"].pop(0))


def _pair(key: str, value: Any) -> Any:
    return lambda record: record["pairs"][0].update({key: value})


def _better(record: dict[str, Any]) -> None:
    record["pairs"][0]["better"]["value"] += 0.5


def _pattern(record: dict[str, Any]) -> None:
    record["patterns"][0]["members"].pop()


def _idle(record: dict[str, Any]) -> None:
    """A teacher that is named nowhere any more."""
    teacher = record["pairs"][0]["teacher"]
    record["pairs"] = [pair for pair in record["pairs"] if pair["teacher"] != teacher]


IN_RECORD = {
    "a count of positions": (_value("maturity.places", "above", 1), "maturity.places, above"),
    "a count of members": (_value("maturity.places", "of", -1), "maturity.places, of"),
    "a count of sides": (_value("home_page_weight.spread", "better", 1), "spread, better"),
    "a lowest figure": (_value("home_page_weight.spread", "low__unitary", 0.1), "low__unitary"),
    "a median": (_value("home_page_weight.spread", "middle__unitary", 0.1), "middle__unitary"),
    "a median elsewhere": (
        _value("home_page_weight.spread", "elsewhere__unitary", 0.1),
        "elsewhere__unitary",
    ),
    "a count of learners": (_value("home_page_weight.lessons", "learners", 1), "learners"),
    "a member at another position": (_moved, "maturity, above"),
    "a teacher with another job": (_pair("teacher", "E10000008"), "job"),
    "a learner of another area": (_pair("learner", "E06000026"), "learner"),
    "a pair's figure": (_better, "better"),
    "a member without a pattern": (_pattern, "patterns, members"),
    "a strength that teaches nobody": (_idle, "a teacher"),
    "a member too few": (lambda r: r["area"]["members"].pop(), "members"),
    "a peer of another kind": (
        lambda r: r["peers"]["of"][r["area"]["members"][0]].append("E07000041"),
        "peers",
    ),
}


@pytest.mark.parametrize("name", IN_RECORD)
def test_altered_in_the_record_it_is_found(name: str, north_east: Path):
    change, place = IN_RECORD[name]
    (north_east / "briefing.html").unlink()  # what the page says is tried below
    in_record(north_east / "statements.json", change)
    assert any(place in line for line in found(north_east)), found(north_east)


def test_a_digit_of_a_statements_sentence_is_found(north_east: Path):
    def change(record: dict[str, Any]) -> None:
        told = statement(record, "maturity.places")
        told["text"] = told["text"].replace(" of 12 ", " of 13 ")

    in_record(north_east / "statements.json", change)
    assert any("13" in line for line in found(north_east))


IN_PAGE: dict[str, tuple[Change, str]] = {
    "a marked figure": (one(r'(<data value=")12(">)12(</data>)', r"\g<1>11\g<2>11\g<3>"), "11"),
    "a cell of every council's figures": (
        one(r"(<td>)(\d)\.(\d)(, (?:better|similar|less well)</td>)", r"\g<1>9\2.\3\4"),
        "row",
    ),
    "a pair's figure": (one(r"(<td>)\d\.\d( \(2025\)</td>)", r"\g<1>99.9\2"), "who could learn"),
    "a pair's council": (
        one(r'(<th scope="row">)Gateshead(</th>\n<td>[^<]*\(\d)', r"\g<1>Newcastle\2"),
        "who could learn",
    ),
    "a range": (one(r"(<td class=\"num\">)0\.\d to ", r"\g<1>0.0 to "), "figures by kind"),
    "a pattern's count": (
        one(r'(id="pattern-table">(?:.|\n)*?<td class="num">)\d+', r"\g<1>44"),
        "Patterns",
    ),
    "an alternative text": (one(r'(alt="Bar chart[^"]*?maturity )\d+', r"\g<1>77"), "alt text"),
    "a note": (one(r"(councils counted: )12( \()", r"\g<1>13\2"), "note 1"),
    "how many lack a figure": (one(r"No figure for \d+ of", "No figure for 9,999 of"), "9,999"),
    "how many councils there are": (one(r"(<dd>)12(</dd>)", r"\g<1>13\2"), "13"),
}


@pytest.mark.parametrize("name", IN_PAGE)
def test_altered_in_the_page_it_is_found(name: str, north_east: Path):
    change, place = IN_PAGE[name]
    in_file(north_east / "briefing.html", change)
    assert any(place in line for line in found(north_east)), found(north_east)


def test_a_digit_of_the_pdf_is_found(areas: dict[str, Path], north_east: Path):
    shutil.copy(areas[NORTH_EAST] / "briefing.pdf", north_east)
    in_pdf(north_east / "briefing.pdf", "of 12 councils.", "12", "13")
    assert any("briefing.pdf" in line for line in found(north_east))


# --- the record, and what an export asks of it ---


def test_a_record_says_whom_it_is_about(areas: dict[str, Path]):
    record = json.loads((areas[NORTH_EAST] / "statements.json").read_text(encoding="utf-8"))
    assert subject_of(record) == {
        "id": "north-east",
        "name": "North East",
        "official_name": "North East",
        "slug": "north-east",
    }
    assert "council" not in record
    assert len(record["area"]["members"]) == 12


@pytest.mark.parametrize("asked", ["north  east", "North East"])
def test_a_notebook_is_exported_by_any_way_of_asking_for_its_area(asked: str, real: Project):
    notebook = executed(overview("North East", stock(real, real.edition)))
    assert read(_asking(notebook, asked)).record is not None


def test_a_notebook_whose_parameter_names_another_area_is_refused(real: Project):
    notebook = executed(overview("North East", stock(real, real.edition)))
    with pytest.raises(UnreadableNotebook, match="name Wales, but the results are North East's"):
        read(_asking(notebook, "Wales"))


def _asking(notebook: Any, area: str) -> Any:
    cell = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    cell.source = f"area: str = {area!r}"
    return nbformat.from_dict(notebook)


def test_a_nation_of_317_councils_is_short_and_says_what_it_leaves_out(
    real: Project, tmp_path: Path
):
    folder = published(overview("England", stock(real, real.edition)), real, tmp_path, ("html",))
    page = (folder / "briefing.html").read_text(encoding="utf-8")
    assert len(page.encode()) < MOST_KILOBYTES * 1024
    assert page.count("left out here") >= 3
    assert 'scope="row">Adur<' not in page
