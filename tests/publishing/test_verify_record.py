"""The proof finds one altered digit in the record, beside it, and in the evidence itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from briefkit.errors import BadSetting, UnfitEvidence, UnknownCouncil
from briefkit.publishing.verify.proving import prove
from copiedproject import run
from publishing import spoiling
from publishing.conftest import BRISTOL, HARTLEPOOL, assert_found, mismatches, of_bristol
from publishing.spoiling import figure, statement

WEIGHT, LEVEL = "home_page_weight.level", "level_3_or_above.level"


# --- one digit in the record ---


def swap(codes: list[str], old: str, new: str) -> None:
    codes[codes.index(old)] = new


def source(record: dict[str, Any], name: str, formula: str | None, place: int = 0) -> Any:
    return figure(record, name, formula)["sources"][place]


IN_THE_RECORD = {
    "a value": (
        lambda r: figure(r, WEIGHT, None).update(value=2.705282),
        (WEIGHT, "2.705282", "2.705281", "figures.csv line"),
    ),
    "a median": (
        lambda r: figure(r, WEIGHT, "median").update(value=1.7),
        (WEIGHT, "printed 1.7", "gives 1.673537"),
    ),
    "a figure as shown": (
        lambda r: figure(r, WEIGHT, None).update(shown="2.8 megabytes"),
        ("as shown", "2.8 megabytes", "2.7"),
    ),
    "a sentence": (
        lambda r: statement(r, WEIGHT).update(
            text=statement(r, WEIGHT)["text"].replace("2.7 megabytes", "2.9 megabytes")
        ),
        (f"{WEIGHT}, text", "printed 2.9"),
    ),
    "a sentence's year": (
        lambda r: statement(r, WEIGHT).update(
            text=statement(r, WEIGHT)["text"].replace("in 2025", "in 2019")
        ),
        (f"{WEIGHT}, text", "printed 2019"),
    ),
    "a word of comparison": (
        lambda r: statement(r, WEIGHT).update(
            text=statement(r, WEIGHT)["text"].replace("heavier than", "much heavier than")
        ),
        ("comparison", "much_higher", "higher"),
    ),
    "a peer named as further out": (
        lambda r: statement(r, WEIGHT).update(
            text=statement(r, WEIGHT)["text"].replace("Only Southend-on-Sea", "Only Leeds")
        ),
        ("further out", "Leeds", "Southend-on-Sea"),
    ),
    "a verdict": (
        lambda r: statement(r, WEIGHT).update(verdict="much_higher"),
        (f"{WEIGHT}, verdict", "much_higher", "gives higher"),
    ),
    "a tone": (lambda r: statement(r, WEIGHT).update(tone="strength"), (f"{WEIGHT}, tone",)),
    "a rule": (
        lambda r: statement(r, WEIGHT).update(rule="2.6 median absolute deviations"),
        (f"{WEIGHT}, rule", "2.6", "2.5"),
    ),
    "a comparator's value": (
        lambda r: statement(r, WEIGHT)["comparator"].update(value=1.68),
        (f"{WEIGHT}, comparator value", "1.68", "1.673537"),
    ),
    "a comparator's number": (
        lambda r: statement(r, WEIGHT)["comparator"].update(n=10),
        (f"{WEIGHT}, comparator n", "printed 10", "gives 9"),
    ),
    "a comparator's member": (
        lambda r: swap(statement(r, WEIGHT)["comparator"]["members"], "E08000035", "E08000034"),
        (f"{WEIGHT}, comparator members", "E08000034"),
    ),
    "a member that is no council": (
        lambda r: swap(statement(r, WEIGHT)["comparator"]["members"], "E08000035", "E08000099"),
        ("comparator member", "E08000099", "no council"),
    ),
    "a peer's code in a source": (
        lambda r: source(r, WEIGHT, "median").update(gss_code="E08000034"),
        (WEIGHT, "E08000034"),
    ),
    "a source's period": (
        lambda r: source(r, WEIGHT, None).update(period="2024"),
        (f"{WEIGHT}, figure 1", "2025", "2024"),
    ),
    "a source that does not exist": (
        lambda r: source(r, WEIGHT, None).update(source="nowhere"),
        (WEIGHT, "nowhere", "no such row"),
    ),
    "an unknown formula": (
        lambda r: figure(r, WEIGHT, "median").update(formula="about half"),
        (WEIGHT, "'about half' is unknown"),
    ),
    "a limit": (
        lambda r: figure(r, LEVEL, "lower 95% limit").update(value=70.3),
        (LEVEL, "70.3", "70.2"),
    ),
    "a vote of a strand": (
        lambda r: r["strands"][0]["rests_on"][0].update(sign=0),
        ("strand maturity, measures",),
    ),
    "a position": (
        lambda r: r["strands"][0].update(position="above"),
        ("strand maturity, position", "above", "typical"),
    ),
    "a theme's cover": (
        lambda r: r["themes"][0]["coverage"].update(compared=1),
        ("theme citizens, coverage",),
    ),
    "a peer": (
        lambda r: swap(r["peers"]["members"], "E06000044", "E06000026"),
        ("peers, nearest", "E06000026"),
    ),
    "a peer with another job": (
        lambda r: swap(r["peers"]["members"], "E06000044", "E10000014"),
        ("peers", "another job"),
    ),
}


@pytest.mark.parametrize("name", IN_THE_RECORD)
def test_altered_in_the_record_it_is_found(name: str, out: Path, project: Path):
    change, words = IN_THE_RECORD[name]
    spoiling.in_record(of_bristol(out, "statements.json"), change)
    assert_found(mismatches(out, project, BRISTOL), "statements.json", *words)


# --- the files beside it ---


def test_a_cell_of_evidence_csv_is_found(out: Path, project: Path):
    spoiling.in_file(
        of_bristol(out, "evidence.csv"),
        spoiling.one(r"(E06000014,apprenticeship_starts,2019-20,2025-11-27,)723", r"\g<1>724"),
    )
    found = mismatches(out, project, BRISTOL)
    assert_found(found, "evidence.csv", "apprenticeship_starts", "printed 724", "gives 723")


def test_a_row_missing_from_evidence_csv_is_found(out: Path, project: Path):
    spoiling.in_file(
        of_bristol(out, "evidence.csv"),
        spoiling.one(r"ons-local-indicators,E06000014,apprenticeship_starts,2019-20[^\n]*\n", ""),
    )
    found = mismatches(out, project, BRISTOL)
    assert_found(found, "evidence.csv", "E06000014", "2019-20", "printed no row")


@pytest.mark.parametrize("name", ["briefing.html", "briefing.ipynb", "evidence.csv"])
def test_a_file_that_is_not_the_one_that_was_sealed_is_found(name: str, out: Path, project: Path):
    path = of_bristol(out, name)
    path.write_bytes(path.read_bytes() + b"\n")
    proof = prove(out, data=project / "data", templates=project / "templates", names=[BRISTOL])
    assert [m.place for m in proof.mismatches] == ["SHA-256 in manifest.json"]
    assert proof.mismatches[0].file.endswith(name)


def test_a_record_changed_after_it_was_sealed_is_found(out: Path, project: Path):
    spoiling.in_record(of_bristol(out, "statements.json"), lambda r: r.update(title="Another"))
    proof = prove(out, data=project / "data", templates=project / "templates", names=[BRISTOL])
    places = {m.place for m in proof.mismatches}
    assert {"SHA-256 in manifest.json", "sha256", "its record"} <= places


def test_a_headline_of_the_manifest_that_no_record_has_is_found(out: Path, project: Path):
    spoiling.in_file(out / "manifest.json", spoiling.one(r'"themes": \d', '"themes": 6'))
    proof = prove(out, data=project / "data", templates=project / "templates")
    assert_found([str(m) for m in proof.mismatches], "coverage in manifest.json")
    assert_found([str(m) for m in proof.mismatches], "index.html", "themes")


def test_a_count_in_the_finder_is_found(out: Path, project: Path):
    spoiling.in_file(
        out / "index.html", spoiling.one(r"each of 382 councils", "each of 381 councils")
    )
    proof = prove(out, data=project / "data", templates=project / "templates")
    assert_found([str(m) for m in proof.mismatches], "index.html", "printed 381")


# --- one digit in the evidence itself ---

EMISSIONS = "sources/council-website-emissions/figures.csv"
LEARNING = "sources/ons-local-indicators/figures.csv"
IN_THE_EVIDENCE = {
    "this council's row": (
        (EMISSIONS, "E06000023,home_page_weight,2025,", 4, "2.805281"),
        (WEIGHT, "printed 2.705281", "gives 2.805281"),
    ),
    "a peer's row": (
        (EMISSIONS, "E08000039,home_page_weight,2025,", 4, "1.1"),
        (WEIGHT, "printed 1.673537", "median of 9 rows"),
    ),
    "a part of a figure": (
        (
            "sources/planning-data-quality/details.csv",
            "E06000023,planning_data_level,2025-04-05,article-4-direction,",
            4,
            "1",
        ),
        ("planning_data_level.ladder", "printed 4", "gives 3"),
    ),
    "a benchmark": (
        ("benchmarks.csv", "cbi_2014_leaders_embrace,", -1, "76"),
        ("perception.benchmark", "printed 75", "gives 76"),
    ),
    "a day of publication after the data date": (
        (EMISSIONS, "E06000023,home_page_weight,2025,", 3, "2027-01-06"),
        (WEIGHT, "there is no such row"),
    ),
}


@pytest.mark.parametrize("name", IN_THE_EVIDENCE)
def test_altered_in_the_evidence_it_is_found(name: str, out: Path, project: Path, tmp_path: Path):
    (file, key, column, value), words = IN_THE_EVIDENCE[name]
    data = Path(shutil.copytree(project / "data", tmp_path / "data"))
    if file == "benchmarks.csv":
        spoiling.in_file(data / file, spoiling.one(rf"({key}[^\n]*),75,", rf"\g<1>,{value},"))
    else:
        spoiling.cell(data / file, key, column, value)
    assert_found(mismatches(out, project, BRISTOL, data=data), "statements.json", *words)


def test_a_comparators_changed_row_is_found_in_the_chart_too(
    out: Path, project: Path, tmp_path: Path
):
    data = Path(shutil.copytree(project / "data", tmp_path / "data"))
    spoiling.cell(data / LEARNING, "E06000044,fe_participation,2024-25,", 4, "6500")
    found = mismatches(out, project, BRISTOL, data=data)
    assert_found(found, "briefing.html", "table row", "Portsmouth", "gives 6,500")
    assert_found(found, "briefing.html", "alt text", "gives 3,820, 4,686, 2,876, 6,500")


# --- the command ---


def test_the_command_says_what_it_read_and_ends_with_0(project: Path, published: Path):
    ended = run(project, "verify", str(published), "Bristol", "--jobs", "1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("1 briefing read, ")
    assert ended.stdout.endswith(" figures checked, no mismatches.\n")


def test_the_command_lists_each_mismatch_and_ends_with_1(project: Path, out: Path):
    spoiling.in_record(
        of_bristol(out, "statements.json"), lambda r: figure(r, WEIGHT, None).update(value=2.8)
    )
    ended = run(project, "verify", str(out), "--jobs", "1")
    assert ended.returncode == 1
    *lines, last = ended.stdout.splitlines()
    assert_found(lines, WEIGHT, "printed 2.8", "gives 2.705281")
    assert last.startswith("3 briefings read, ")
    assert last.endswith(f" {len(lines)} mismatches.")


def test_a_folder_without_a_manifest_ends_with_2(project: Path, tmp_path: Path):
    ended = run(project, "verify", str(tmp_path))
    assert ended.returncode == 2
    assert "holds no manifest.json" in ended.stderr
    with pytest.raises(BadSetting):
        prove(tmp_path, data=project / "data", templates=project / "templates")


def test_a_council_that_is_not_published_is_said(project: Path, published: Path):
    with pytest.raises(UnknownCouncil, match="Leeds"):
        prove(published, data=project / "data", templates=project / "templates", names=["Leeds"])


def test_a_data_folder_that_cannot_be_read_is_said(published: Path, project: Path, tmp_path: Path):
    with pytest.raises(UnfitEvidence, match="briefkit check"):
        prove(published, data=tmp_path, templates=project / "templates")


def test_a_record_that_is_no_record_is_one_mismatch_and_the_others_are_proved(
    out: Path, project: Path
):
    of_bristol(out, "statements.json").write_text(json.dumps([]), encoding="utf-8")
    found = mismatches(out, project)
    assert len(found) == 1
    assert_found(found, BRISTOL, "cannot be read")
    assert mismatches(out, project, HARTLEPOOL) == []
