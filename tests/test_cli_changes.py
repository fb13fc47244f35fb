"""`briefkit changes`: two printed folders compared, and every way in which that can fail."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from briefkit.narrative.briefing import brief
from briefkit.narrative.changes import KINDS
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import read_project
from commandline import ask, refused, untouched
from rawdata import ROOT

__all__ = ["ask", "untouched"]  # fixtures, asked for by their names

COUNCILS = ("Gateshead", "Plymouth", "Darlington", "Glasgow")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    project = read_project(ROOT)
    return stock(project, project.edition_called("2025-april"))


def put(folder: Path, shelf: Shelf, names: tuple[str, ...]) -> Path:
    """A printed edition with its manifest and records, without its documents."""
    entries = []
    for name in names:
        record = brief(name, shelf, "nearest").record().content
        council = record["council"]
        place = folder / "culture-change" / council["gss_code"]
        place.mkdir(parents=True)
        (place / "statements.json").write_text(json.dumps(record), encoding="utf-8")
        where = f"culture-change/{council['gss_code']}"
        entry = {"folder": where, "status": "published"}
        names = {key: council[key] for key in ("gss_code", "name", "official_name")}
        entries.append({**names, "briefings": {"culture-change": entry}})
    nothing = {"culture-change": {"folder": "x", "status": "not built"}}
    entries.append({"gss_code": "X", "name": "X", "official_name": "X", "briefings": nothing})
    head = {"edition": {"id": shelf.edition.id}, "data_date": str(shelf.edition.data_date)}
    named = {"id": "culture-change", "title": "Digital culture change", "about": "council"}
    whole = {"schema": 2, **head, "briefings": [named], "councils": entries, "areas": []}
    (folder / "manifest.json").write_text(json.dumps(whole))
    return folder


@pytest.fixture
def march(tmp_path, shelf) -> Path:
    return put(tmp_path / "march", shelf.before, COUNCILS)


@pytest.fixture
def april(tmp_path, shelf) -> Path:
    return put(tmp_path / "april", shelf, COUNCILS)


def kinds_of(name: str, folder: Path) -> Counter[str]:
    """The kinds of a council's changes by the record of its briefing, groups aside."""
    for path in folder.glob("culture-change/*/statements.json"):
        record = json.loads(path.read_text("utf-8"))
        if record["council"]["name"] == name:
            return Counter(c["kind"] for c in record["changes"] if c["kind"] != "panel")
    raise LookupError(name)


def test_changes_are_counted_by_council_and_kind_and_found_changes_are_no_failure(
    ask, untouched, march, april
):
    answer = ask(untouched, "changes", str(march), str(april))
    assert (answer.code, answer.err) == (0, "")
    found = {n: kinds_of(n, april) for n in COUNCILS}
    count = sum(sum(kinds.values()) for kinds in found.values())
    assert f"4 councils compared, 2 changed: {count} changes." in answer.out
    assert "By kind: verdict 1, newer " in answer.out
    (row,) = (line for line in answer.out.splitlines() if "Gateshead" in line)
    shown = [int(cell) for cell in row.split("│")[2:-1] if cell.strip()]
    assert shown == [n for kind in KINDS if (n := found["Gateshead"][kind])]


def test_a_council_that_is_named_is_told_in_sentences(ask, untouched, march, april):
    answer = ask(untouched, "changes", str(march), str(april), "Gateshead", "Glasgow")
    assert "  verdict: The council's mean planning data level is much higher" in answer.out
    assert "  gone: Wirral is no longer named to learn from on planning data." in answer.out
    assert "Glasgow\n  Nothing changed." in answer.out


def test_an_edition_compared_with_itself_has_not_changed(ask, untouched, april):
    answer = ask(untouched, "changes", str(april), str(april))
    assert (answer.code, answer.out.strip()) == (0, "4 councils compared, 0 changed: 0 changes.")


def test_the_group_of_printed_councils_is_told_apart_where_it_changed(
    ask, untouched, tmp_path, shelf, march
):
    grown = put(tmp_path / "grown", shelf, (*COUNCILS, "Southampton"))  # it joined in April
    answer = ask(untouched, "changes", str(march), str(grown))
    assert answer.code == 0
    assert "Of the councils printed here: In the 2 councils with both readings," in answer.out
    assert "Between the two, 1 council joined, with a mean of" in answer.out
    assert "1 council printed in the newer edition alone." in answer.out


def test_counts_agree_in_number(ask, untouched, tmp_path, shelf):
    """One council in both, which has one change: its peers are chosen by another rule."""
    old, new = (put(tmp_path / name, shelf, ("Glasgow",)) for name in ("old", "new"))
    path = new / "culture-change" / "S12000049" / "statements.json"
    record = json.loads(path.read_text("utf-8"))
    record["peers"]["rule"] = "kind"
    path.write_text(json.dumps(record), encoding="utf-8")
    answer = ask(untouched, "changes", str(old), str(new))
    assert "1 council compared, 1 changed: 1 change.\nBy kind: peers 1.\n" in answer.out
    grown = put(tmp_path / "grown", shelf, ("Glasgow", "Plymouth", "Darlington"))
    answer = ask(untouched, "changes", str(old), str(grown))
    assert "2 councils printed in the newer edition alone.\n" in answer.out


def test_one_council_in_both_readings_is_told_in_the_singular(ask, untouched, tmp_path, shelf):
    old = put(tmp_path / "old", shelf.before, ("Plymouth",))
    new = put(tmp_path / "new", shelf, ("Plymouth", "Southampton"))
    answer = ask(untouched, "changes", str(old), str(new))
    assert "In the 1 council with both readings, the mean planning data level was" in answer.out
    assert "Between the two, 1 council joined, with a mean of" in answer.out
    assert "Of these councils" not in answer.out


def test_every_change_is_written_as_data(ask, untouched, march, april, tmp_path):
    file = tmp_path / "changes.json"
    ask(untouched, "changes", str(march), str(april), "--json", str(file))
    found = json.loads(file.read_text("utf-8"))
    assert found["kinds"] == dict(sum((kinds_of(n, april) for n in COUNCILS), Counter()))
    assert [c["name"] for c in found["councils"]] == list(COUNCILS)
    (verdict,) = (c for c in found["councils"][0]["changes"] if c["kind"] == "verdict")
    assert {f["name"] for f in verdict["old"]} == {"value", "typical", "n"}
    assert all(f["sources"] for f in (*verdict["old"], *verdict["new"]))
    assert (found["missing"], found["unread"]) == ([], [])


def test_a_council_that_is_missing_in_the_newer_edition_is_named_and_exits_1(
    ask, untouched, march, tmp_path, shelf
):
    less = put(tmp_path / "less", shelf, COUNCILS[:3])
    answer = ask(untouched, "changes", str(march), str(less))
    assert answer.code == 1
    assert "missing in" in answer.err
    assert "Glasgow (S12000049)" in answer.err


@pytest.mark.parametrize(
    ("text", "said"), [("{", "cannot be read"), ('{"statements": [{}]}', "by an older briefkit")]
)
def test_a_record_that_cannot_be_read_is_named_and_exits_1(
    ask, untouched, march, april, text, said
):
    place = april / "culture-change" / "E08000037"
    (place / "statements.json").write_text(text)
    answer = ask(untouched, "changes", str(march), str(april))
    assert answer.code == 1
    assert said in answer.err
    assert "E08000037" in answer.err


def test_a_folder_without_a_manifest_cannot_be_compared(ask, untouched, march, tmp_path):
    answer = ask(untouched, "changes", str(march), str(tmp_path / "nothing"))
    refused(answer, "BadSetting", "manifest.json", "briefkit build")


def test_the_older_edition_comes_first(ask, untouched, march, april):
    answer = ask(untouched, "changes", str(april), str(march))
    refused(answer, "BadSetting", "2025-04-30", "Name the older edition first.")


def test_a_council_that_neither_folder_holds_cannot_be_told(ask, untouched, march, april):
    answer = ask(untouched, "changes", str(march), str(april), "Leeds")
    assert answer.code == 2
    assert "Leeds is not printed in both folders." in answer.err
