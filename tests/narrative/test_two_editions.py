"""March and April 2025, the two real editions: who joined, what moved, what the annex says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from statistics import fmean

import pytest

from briefkit.analysis.panels import Panel
from briefkit.narrative import briefing as door
from briefkit.narrative import shelf as shelves
from briefkit.narrative.briefing import Briefing, brief
from briefkit.narrative.charts import stencil
from briefkit.narrative.display import data
from briefkit.narrative.names import Name
from briefkit.narrative.retelling import Reteller
from briefkit.narrative.shelf import Shelf, stock
from briefkit.narrative.since import panel_change, since_last
from briefkit.narrative.statements import plain
from briefkit.project import read_project
from handmade import cell, measure
from narrative.conftest import ROOT
from narrative.test_changes_alike import idle
from narrative.told import blocks, words

BEFORE, NOW = "2025-03-18", "2025-04-05"
FILE = ROOT / "data" / "sources" / "planning-data-quality" / "figures.csv"


@pytest.fixture(scope="module")
def april() -> Shelf:
    project = read_project(ROOT)
    return stock(project, project.edition_called("2025-april"))


@pytest.fixture(scope="module")
def told(april: Shelf) -> dict[str, Briefing]:
    codes = [c.gss_code for c in april.evidence.register.present]
    return {code: brief(code, april, "nearest") for code in codes}


@pytest.fixture(scope="module")
def levels() -> dict[str, dict[str, float]]:
    """Mean planning data levels by period and council, read by nothing of briefkit."""
    found: dict[str, dict[str, float]] = {BEFORE: {}, NOW: {}}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["indicator"] == "planning_data_level" and row["period"] in found:
                found[row["period"]][row["gss_code"]] = float(row["value"])
    return found


def annex(briefing: Briefing) -> list[str]:
    """The annex's own paragraphs and items."""
    parts = data(since_last(briefing.material))
    title = next(p["text"] for p in parts if p["block"] == "heading")
    assert title == "What changed since the last edition"
    said = [words(p["text"]) for p in parts if p["block"] == "paragraph"]
    return said + [words(item) for p in parts if p["block"] == "list" for item in p["items"]]


def of(name: str, april: Shelf, told: dict[str, Briefing]) -> Briefing:
    return told[april.evidence.register.find(name).gss_code]


def by_kind(briefing: Briefing, kind: str) -> list:
    return [c for c in briefing.record().content["changes"] if c["kind"] == kind]


def test_those_that_joined_are_the_councils_of_april_that_march_lacks(told, levels):
    joined = set(levels[NOW]) - set(levels[BEFORE])
    new = {
        code
        for code, b in told.items()
        for c in by_kind(b, "new")
        if c["statement"] == "planning_data_level.ladder"
    }
    assert (len(joined), len(new)) == (28, 28)
    assert new == joined


def test_the_group_is_told_apart_by_who_was_in_both_readings(told, levels):
    both = levels[BEFORE].keys() & levels[NOW].keys()
    joined = levels[NOW].keys() - both
    changes = [c for b in told.values() for c in by_kind(b, "panel")]
    assert len(changes) == 97
    for change in changes:
        old, new = ({f["name"]: f["value"] for f in change[s]["figures"]} for s in ("old", "new"))
        assert (old["count"], new["count"]) == (len(levels[BEFORE]), len(levels[NOW]))
        assert (new["in_both"], new["joined"]) == (len(both), len(joined))
        assert new["joined_mean"] == pytest.approx(fmean(levels[NOW][c] for c in joined))
        assert old["both"] == pytest.approx(fmean(levels[BEFORE][c] for c in both))
        assert new["both"] == pytest.approx(fmean(levels[NOW][c] for c in both))
        assert new["all"] == pytest.approx(fmean(levels[NOW].values()))
        moved = [levels[NOW][c] - levels[BEFORE][c] for c in both]
        counts = [sum(m > 0 for m in moved), sum(m < 0 for m in moved), moved.count(0)]
        assert [new["rose"], new["fell"], new["stayed"]] == counts


def test_the_mean_of_all_fell_and_that_of_those_in_both_did_not(april, told):
    (change,) = by_kind(of("Plymouth", april, told), "panel")
    assert change["text"] == (
        "In the 65 councils with both readings, the mean planning data level was 1.7 on "
        "18 March 2025 and 1.8 on 5 April 2025. "
        "Of these councils, 9 rose, 21 fell and 35 stayed the same. "
        "Between the two, 28 councils joined, with a mean of 0.2. "
        "Over all councils read, the mean was 1.7 of 65 and then 1.3 of 93: two different groups, "
        "so this is no movement."
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"A": 1.6, "B": 1.8}, "was the same, 1.7 in 2024 and in 2025. Of these councils, 1"),
        ({"A": 1.7, "B": 1.9}, "was 1.7 in 2024 and 1.8 in 2025. Of these councils, 1 rose"),
    ],
)
def test_a_mean_that_moved_from_itself_to_itself_is_given_once(april, now, said):
    readings = ({"A": 1.7, "B": 1.7}, {**now, "C": 0.5})
    before, after = (
        {code: cell(value, code, period=str(2024 + n)) for code, value in values.items()}
        for n, values in enumerate(readings)
    )
    panel = Panel(measure("planning_data_level"), "A", before, after)
    told = Reteller(april.words, Name("Ashcombe", "", "in"), str).tell(panel_change(panel))
    assert said in plain(told.text)


def test_a_council_that_did_not_move_while_its_comparator_did_is_told_so(april, told):
    (change,) = by_kind(of("Birmingham", april, told), "verdict")
    assert change["text"] == (
        "The council's mean planning data level is much higher than the median; in the last "
        "edition it was similar to it. "
        "The council's own figure is the same, 2.8 on 18 March 2025 and on 5 April 2025. "
        "The comparator's median moved from 2.0 to 0.5, that of 15 councils of its kind in the "
        "place of 36 councils with the same job."
    )


def test_an_edition_without_news_says_so(april, told):
    said = annex(of("Glasgow", april, told))
    assert said == [
        (
            "Nothing that this briefing says has changed since the edition of March 2025, "
            "whose evidence ends on 31 March 2025."
        )
    ]


def test_a_first_edition_says_that_it_is_one(shelf):
    said = annex(brief("Plymouth", shelf, "nearest"))
    assert said == [
        "This edition is the first in its series, so there is no earlier one to compare it with."
    ]
    record = brief("Plymouth", shelf, "nearest").record().content
    assert (record["previous"], record["changes"]) == (None, [])


def test_the_record_names_the_edition_that_it_was_compared_with(april, told):
    record = of("Plymouth", april, told).record().content
    assert record["previous"] == {
        "id": "2025-march",
        "title": "March 2025",
        "data_date": "2025-03-31",
    }


def test_what_the_earlier_reading_read_is_read_by_the_briefing_too(april, told):
    for name in ("Plymouth", "Glasgow"):
        code = april.evidence.register.find(name).gss_code
        older = brief(code, april.before, "nearest").record().content["reads"]
        reads = told[code].record().content["reads"]
        assert {
            key: set(v) - set(reads[key]) for key, v in older.items() if set(v) - set(reads[key])
        } == {}


def test_every_change_in_the_annex_stands_in_the_record_and_has_its_note(told):
    for code, briefing in told.items():
        record = briefing.record().content
        texts = {c["text"] for c in record["changes"]}
        items = annex(briefing)
        listed = [t for t in items if t in texts]
        assert len(listed) == sum(n.told for n in briefing.material.changes), code
        (notes,) = blocks(data(briefing.method()), "notes")
        known = {note["number"]: note["statement"] for note in notes["items"]}
        for change in record["changes"]:
            if change["number"]:
                assert known[change["number"]] == f"since.{change['statement']}"


def test_every_old_figure_cites_rows_that_were_out_by_the_older_data_date(told):
    for briefing in told.values():
        for change in briefing.record().content["changes"]:
            for figure in (change["old"] or {}).get("figures", []):
                assert figure["sources"]
                assert all(s["period"] <= "2025-03-31" for s in figure["sources"])


def test_no_sentence_of_the_annex_shows_the_machinery(told):
    said = {t for b in told.values() for t in annex(b)}
    assert len(said) > 100
    assert [t for t in said if "_" in t or "None" in t or not t.endswith(".")] == []


def test_no_change_goes_from_a_figure_to_the_same_figure(told):
    said = {c["text"]: None for b in told.values() for c in b.record().content["changes"]}
    assert len(said) > 100
    assert [text for text in said if idle(text)] == []


def test_a_planning_data_set_is_counted_in_an_early_edition_though_its_source_grew(told):
    for briefing in told.values():
        for statement in briefing.material.statements.values():
            if statement.id == "planning_data_level.ladder":
                assert statement.finding.figures["of"].value == 8, plain(statement.text)


def test_no_source_is_named_with_a_release_after_the_data_date(told):
    dates = {s["released"] for b in told.values() for s in b.record().content["sources"]}
    assert max(dates) <= "2025-04-30"


def test_a_warm_shelf_and_a_cold_one_give_the_same_bytes(april, monkeypatch):
    monkeypatch.setattr(shelves, "_warm", [])
    cold = _bundle(door.open_briefing("Gateshead", "2025-april", project=ROOT))
    door.warm(ROOT)
    assert {s.edition.id for s in shelves._warm} == {"2026-november", "2025-march", "2025-april"}
    assert _bundle(door.open_briefing("Gateshead", "2025-april", project=ROOT)) == cold


def test_every_kind_of_chart_is_built_before_a_kernel_is_forked(monkeypatch):
    monkeypatch.setattr(shelves, "_warm", [])
    monkeypatch.setattr(stencil, "_kept", {})
    door.warm(ROOT, "2026-november")
    folder = Path(stencil.__file__).parent
    kinds = {p.stem for p in folder.glob("*.py") if "\ndef put(" in p.read_text(encoding="utf-8")}
    assert len(kinds) == 10
    assert set(stencil._kept) == kinds


def _bundle(briefing: Briefing) -> str:
    shown = [briefing.method()._repr_mimebundle_(), briefing.record().content]
    return json.dumps(shown, sort_keys=True)
