"""Own evidence in words, levels and charts: the invented county's briefings, rule by rule."""

from __future__ import annotations

import re

import pytest

from briefkit.narrative.briefing import brief
from briefkit.narrative.display import data
from demo import shelf
from narrative.told import blocks, every_text, figures, leftovers, prose, sentences, tell, words

CONTRACTIONS = re.compile(r"\b\w+n't\b|\b(?:it|that|there)'s\b", re.IGNORECASE)
CAUSES = re.compile(r"\b(because|due to|led to|driven by|thanks to|as a result)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def county():
    """Every council of the county, told."""
    found = shelf()
    return {c.name: tell(c, found) for c in found.evidence.register.present}


@pytest.fixture(scope="module")
def ashcombe(county):
    return county["Ashcombe"]


@pytest.fixture(scope="module")
def whole():
    """Ashcombe's briefing with its charts."""
    return brief("Ashcombe", shelf(), "nearest")


def theme(told, id):
    return next(t for t in told.parts["themes"] if t["id"] == id)


def text_of(part):
    return " ".join(words(p["text"]) for p in blocks(part, "paragraph"))


# --- levels on the page ---


def test_the_level_stands_beneath_the_position_with_its_coverage(ashcombe):
    cards = {c["strand"]: c for c in ashcombe.parts["strands"]["cards"]}
    assert {s: (c["state"], c["level"]) for s, c in cards.items()} == {
        "maturity": ("Typical", "Level 2 of 5: 5 of 5 themes assessed"),
        "skills": ("Below peers", "Level 2 of 5: 3 of 4 indicators"),
        "investment": ("Above peers", "Level 4 of 5: 4 of 4 indicators"),
    }


def test_the_overview_has_levels_with_own_evidence_and_positions_without(county):
    heads = [c["text"] for c in county["Ashcombe"].parts["overview"]["columns"]]
    assert heads == ["Theme", "Strand", "Level", "Evidence"]
    plain = [c["text"] for c in county["Nether Loam"].parts["overview"]["columns"]]
    assert plain == ["Theme", "Strand", "Beside peers", "Evidence"]
    rows = [row["cells"][2:] for row in county["Nether Loam"].parts["overview"]["rows"]]
    assert ["Not assessed", "No open figure"] in rows
    assert all(cell for row in rows for cell in row)


def test_a_theme_opens_with_its_descriptor_and_ends_with_what_comes_next(ashcombe):
    voice = theme(ashcombe, "voice")
    assert voice["status"] == "Level 2 of 5"
    assert voice["coverage"] == "3 of 3 indicators; unchanged when any one is left out"
    first, *_, last = list(blocks(voice, "paragraph"))
    assert (first["role"], words(first["text"])) == ("descriptor", "Technology is consulted, late.")
    assert words(last["text"]) == (
        "The seat is a gate: without it the level cannot pass 2. "
        "Level 3 asks for a seat on the top team."
    )


def test_sensitivity_is_a_range_where_the_level_moves(ashcombe):
    said = theme(ashcombe, "skills")["coverage"]
    assert said == "3 of 4 indicators; 2 to 3 when any one is left out"


def test_too_little_is_not_assessed_and_says_how_little(county):
    strategy = theme(county["Inchley"], "strategy")
    assert strategy["status"] == "Not assessed"
    assert strategy["coverage"] == "1 of 2 indicators, too few to assess"
    assert not any(p.get("role") == "descriptor" for p in blocks(strategy, "paragraph"))


def test_a_council_without_own_evidence_reads_as_before(county):
    plain = county["Nether Loam"]
    assert all("level" not in card for card in plain.parts["strands"]["cards"])
    statuses = {t["status"] for t in plain.parts["themes"]}
    assert statuses == {"Position only: levels need the council's own evidence"}
    assert plain.record["themes"][0]["level"] is None


def test_the_annex_reads_the_levels_of_themes_toml(ashcombe):
    tables = {t["caption"]: t for t in blocks(ashcombe.parts["method"], "table")}
    assert len(tables["What each level means"]["rows"]) == 35
    reached = tables["How each level was reached"]["rows"]
    assert len(reached) == 22
    assert reached[0]["cells"][2] == "3"


def test_the_record_carries_level_coverage_and_sensitivity(ashcombe):
    record = ashcombe.record
    assert record["invented"] is True
    skills = next(t for t in record["themes"] if t["id"] == "skills")
    assert skills["level"] == 2
    rests = skills["assessed"].pop("rests_on")
    assert [r["level"] for r in rests] == [3, 3, 2]
    assert skills["assessed"] == {
        "known": 3,
        "of": 4,
        "low": 2,
        "high": 3,
        "gate": [
            f"staff_confident_{g}" for g in ("leaders", "managers", "front_line", "specialists")
        ],
    }
    assert [s["level"] for s in record["strands"]] == [2, 2, 4]


# --- patterns ---


def test_the_pattern_leads_and_three_others_are_named(ashcombe):
    assert ashcombe.record["pattern"]["id"] == "tools-ahead"
    said = words(ashcombe.parts["pattern"]["text"])
    assert said.endswith(
        "The evidence also fits: lifting and shifting, technology not at the table "
        "and the view from the top."
    )


def test_what_pulls_apart_names_the_others_and_denies_a_cause(ashcombe):
    said = text_of(ashcombe.parts["apart"])
    assert "Technology's voice arrives after the options are chosen." in said
    assert "None of this shows that one thing makes another." in said


def test_whom_to_learn_from_is_named_with_what_went_with_it(ashcombe):
    said = {t["council"]: words(t["text"]) for t in ashcombe.parts["learn"]["items"]}
    assert list(said) == ["Kelderby", "Larkmoor", "Dunmere"]
    assert "70%" in said["Kelderby"]
    assert "£29.60 per resident" in said["Kelderby"]
    assert "26%" in said["Kelderby"]
    assert "33%" in said["Larkmoor"]
    assert "11 of its 12 major decisions" in said["Dunmere"]


# --- sentences ---


def test_the_headline_is_the_contrast_and_its_figures(ashcombe):
    headline = ashcombe.parts["headline"]
    assert words(headline["lead"]) == (
        "Ashcombe is buying technology sooner than it is preparing people to use it."
    )
    rest = words(headline["rest"])
    assert len(sentences(rest)) <= 4
    for figure in ("£41.20", "£30.10", "43%", "58%", "6%", "82%", "38%"):
        assert figure in rest


def test_no_percentage_stands_for_fewer_than_thirty_answers(county):
    for told in county.values():
        for statement in told.material.statements.values():
            base = statement.finding.figures.get("base")
            survey = statement.finding.indicator.form in ("survey", "view")
            if survey and base is not None and float(base.value) < 30:
                assert "%" not in statement.plain, statement.plain


def test_the_small_group_is_named_with_its_base_and_no_share(ashcombe):
    assert "Of specialists, 19 answered in May 2026: too few to report." in text_of(
        theme(ashcombe, "skills")
    )


def test_four_groups_are_never_one_average(county):
    for told in county.values():
        assert not any(s.startswith("staff_confident_all") for s in told.material.places)
        assert "all staff" not in " ".join(every_text(told.parts)).casefold()


def test_sentences_are_short_plain_and_name_no_cause(county):
    lengths = []
    for told in county.values():
        for place, text in prose(told.parts):
            assert not leftovers(text), (told.name, place, text)
            assert not CONTRACTIONS.search(text), text
            assert not CAUSES.search(text), text
            lengths += [len(s.split()) for s in sentences(text)]
    lengths.sort()
    assert lengths[int(0.95 * len(lengths))] <= 25
    assert max(lengths) <= 30


def test_every_figure_in_prose_cites_a_row(county):
    for told in county.values():
        for id in told.material.order:
            for shown in told.material.statements[id].figures:
                assert shown.figure.refs or shown.figure.formula == "size of the peer group", (
                    told.name,
                    id,
                    shown.text,
                )


def test_every_cited_row_stands_in_a_file(county):
    evidence = shelf().evidence
    rows = {
        (c.source, c.gss_code, c.indicator, c.period)
        for series in evidence.cells.values()
        for c in series
        if not c.made_of
    }
    rows |= {
        (d.source, d.gss_code, d.indicator, d.period)
        for parts in evidence.details.values()
        for d in parts
    }
    elsewhere = {"benchmarks", "deflators"}
    for told in county.values():
        for statement in told.material.statements.values():
            for shown in statement.figures:
                for ref in shown.figure.refs:
                    key = (ref.source, ref.gss_code, ref.indicator, ref.period)
                    assert ref.source in elsewhere or key in rows, (told.name, statement.id, key)


def test_the_price_index_is_named_and_called_invented(ashcombe):
    assert "By an invented price index, spending rose 12% in real terms since then." in text_of(
        theme(ashcombe, "investment")
    )


def test_a_council_that_began_from_two_says_so_instead_of_a_trend(county):
    said = text_of(theme(county["Inchley"], "investment"))
    assert "The council began on 1 April 2024, from Inchley Vale and Stowmoor." in said
    assert "clear" not in said


def test_what_was_not_supplied_is_said_of_the_council_and_not_of_a_source(county):
    gaps = {g["what"]: g["why"] for g in county["Inchley"].parts["missing"]["items"]}
    lacking = gaps["Strategy objectives with a measure that a resident would notice"]
    assert lacking == "The council has not supplied it."


def test_a_source_that_is_left_out_says_nothing_about_a_council(county):
    names = {g["what"] for g in county["Ashcombe"].parts["missing"]["items"]}
    assert "Land charges register in the national digital register" not in names


# --- charts ---


@pytest.mark.parametrize(
    ("kind", "of", "said"),
    [
        ("staff", "skills", "leaders 85%, managers 71% and front-line staff 43%"),
        ("views", "inside-outside", "leaders 82%, staff 49% and residents 38%"),
        ("money", "investment", "running what exists £5.8 million"),
        ("own-peers", "investment", "£41.20"),
    ],
)
def test_each_chart_of_own_evidence_says_its_figures_in_its_alt_text_and_table(
    whole, kind, of, said
):
    chart = whole.chart(kind, of)
    assert said in chart.alt
    assert "Ashcombe" in chart.alt
    assert len(chart.alt) <= 250
    assert chart.table.rows


def test_the_bar_of_a_group_too_small_says_so_and_has_no_length(whole):
    chart = whole.chart("staff", "skills")
    rows = {row.cells[0]: row.cells for row in chart.table.rows}
    assert rows["Specialists"][:3] == ("Specialists", "19", "too few to report")
    assert rows["Front-line staff"] == ("Front-line staff", "341", "43%", "38% to 48%", "58%")
    assert "too few to report" in chart.svg


def test_a_council_without_own_evidence_has_none_of_these_charts():
    found = brief("Nether Loam", shelf(), "nearest")
    drawn = {kind for _, kind, _ in found.pictures.shown}
    assert drawn.isdisjoint({"staff", "views", "money", "own-peers"})


# --- invented ---


def test_the_title_says_that_all_of_it_is_invented(whole):
    assert whole.title().invented == (
        "Everything on this page is invented: Ashcombe, its peers and all their figures."
    )


def test_every_chart_and_note_names_the_council_or_an_invented_source(whole):
    for _, _, chart in whole.pictures.shown:
        assert "Ashcombe" in chart.alt
    notes = next(blocks(data(whole.method()), "notes"))
    for note in notes["items"]:
        if note["statement"].endswith("contrast"):
            continue
        own = note["statement"].startswith("perception.benchmark")
        assert own or "nvented" in note["source"] or "own evidence of" in note["source"], note


def test_figures_of_the_prose_are_marked_with_their_notes(ashcombe):
    for part in ("headline", "themes"):
        assert all(span.get("note") for span in figures(ashcombe.parts[part]))
