"""The proof is clean on what is published, and finds one altered digit wherever it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefkit.publishing.verify.proving import prove
from publishing import spoiling
from publishing.conftest import BRISTOL, HARTLEPOOL, assert_found, mismatches, of_bristol
from publishing.spoiling import one

WEIGHT = "home_page_weight.level"


# --- clean where nothing is wrong ---


def test_what_is_published_is_borne_out_to_the_last_figure(project: Path, published: Path):
    proof = prove(published, data=project / "data", templates=project / "templates")
    assert proof.mismatches == ()
    assert proof.briefings == 3
    assert proof.checked > 3000


def test_two_processes_find_what_one_finds(project: Path, out: Path):
    spoiling.in_file(of_bristol(out, "briefing.html"), one(">6,177<", ">6,178<"))
    proofs = [
        prove(out, data=project / "data", templates=project / "templates", jobs=jobs)
        for jobs in (1, 2)
    ]
    assert proofs[0] == proofs[1]
    assert proofs[0].mismatches


# --- one digit in the page ---

IN_THE_PAGE = {
    "a figure in the prose": (
        one(r">2\.7 megabytes</data>", ">2.8 megabytes</data>"),
        ("2.705281 as 2.8 megabytes", "2.705281 as 2.7 megabytes"),
    ),
    "a figure's value": (
        one(r'<data value="2\.705281">', '<data value="2.705282">'),
        ("2.705282 as 2.7 megabytes", WEIGHT),
    ),
    "a figure that is another of its statement's": (
        one(r'<data value="1\.673537">1\.7</data>', '<data value="9">9</data>'),
        ("printed 9", "no sentence of a statement"),
    ),
    "the note that a figure leads to": (
        one(r'href="#note-1"><data', 'href="#note-2"><data'),
        ("briefing.html", "note 2"),
    ),
    "a figure that leads nowhere": (
        one(r'href="#note-1"><data', 'href="#note-99"><data'),
        ("#note-99", "no evidence note"),
    ),
    "a number that nobody marked": (
        one(r"<p class=\"q\">", '<p class="q">In 12 services: '),
        ("printed 12", "accounts for it"),
    ),
    "a year in a sentence": (
        one(r"</data></a> in 2025, heavier", "</data></a> in 2024, heavier"),
        ("printed 2024", "accounts for it"),
    ),
    "a cell of a chart's table": (
        one(r'<td class="num">6,177</td>', '<td class="num">6,178</td>'),
        ("table row", "Portsmouth", "printed 6,178", "gives 6,177"),
    ),
    "a council in a chart's table": (
        one(r'<th scope="row">Southend-on-Sea</th>', '<th scope="row">Plymouth</th>'),
        ("printed Plymouth", "gives Southend-on-Sea"),
    ),
    "a year's median in a table": (
        one(r'(<th scope="row">2023</th>\s*<td[^>]*>1\.1</td>\s*<td[^>]*>)2\.1', r"\g<1>2.2"),
        ("2023", "printed 2.2", "gives 2.1"),
    ),
    "an alt text": (
        one(r"Values run from 2,876 to 6,177", "Values run from 2,876 to 6,178"),
        ("alt text", "6,178"),
    ),
    "a chart's subtitle": (
        one(r"Bristol and 7 similar councils", "Bristol and 6 similar councils"),
        ("subtitle", "printed 6"),
    ),
    "a number in a drawing": (
        spoiling.in_drawing("Strip chart", one(r">median 1\.7<", ">median 1.8<")),
        ("drawing", "printed 1.8"),
    ),
    "a figure in an evidence note": (
        one(r"value: 2\.7053 megabytes", "value: 2.7054 megabytes"),
        ("note 2", "2.7053 megabytes"),
    ),
    "a row in an evidence note": (
        one(r"home_page_weight, E06000023, 2025\)", "home_page_weight, E06000022, 2025)"),
        ("note 2", "E06000023"),
    ),
    "a rule in an evidence note": (
        one(r"Rule: 2\.5 median", "Rule: 2.6 median"),
        ("note 2", "2.6"),
    ),
    "a publisher in an evidence note": (
        one(r"Open Innovations \(formerly ODI Leeds\): Council", "Somebody: Council"),
        ("note 2", "Open Innovations"),
    ),
    "a strand's card": (
        one(r"4 measures, 1 above", "4 measures, 2 above"),
        ("4, 2, 2, 1", "4, 1, 2, 1"),
    ),
    "where a theme stands": (
        one(r"<td>1 above", "<td>2 above"),
        ("overview of themes", "'2'", "'1'"),
    ),
    "a theme's cover": (
        one(r"<td>5 of 5 measures compared</td>", "<td>4 of 5 measures compared</td>"),
        ("overview of themes", "'4', '5'", "'5', '5'"),
    ),
    "how many councils are compared": (
        one(r"<dd>10 similar councils</dd>", "<dd>11 similar councils</dd>"),
        ("printed 11", "gives 10"),
    ),
    "a day of release": (
        one(r"<td>30 November 2022</td>", "<td>30 November 2021</td>"),
        ("sources", "30 November 2021"),
    ),
    "a note that is missing": (
        one(r'<li id="note-2"', '<li id="note-98"'),
        ("note 2", WEIGHT),
    ),
}


@pytest.mark.parametrize("name", IN_THE_PAGE)
def test_altered_in_the_page_it_is_found(name: str, out: Path, project: Path):
    change, words = IN_THE_PAGE[name]
    spoiling.in_file(of_bristol(out, "briefing.html"), change)
    assert_found(mismatches(out, project, BRISTOL), "briefing.html", *words)


# --- one digit in the PDF ---


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [("2.7 megabytes", "2.7", "2.8"), ("Strengths", "S", "2"), ("Southend-on-Sea", "S", "4")],
    ids=["a figure", "a heading", "a council's name"],
)
def test_altered_in_the_pdf_it_is_found(words: str, old: str, new: str, out: Path, project: Path):
    spoiling.in_pdf(of_bristol(out, "briefing.pdf"), words, old, new)
    found = mismatches(out, project, BRISTOL)
    assert_found(found, "briefing.pdf", words.replace(old, new, 1).replace(" ", "")[:6])
    assert all("briefing.pdf" in line for line in found)


def test_the_pdf_of_another_council_is_found(out: Path, project: Path):
    other = next((out / "culture-change").glob(f"{HARTLEPOOL}-*")) / "briefing.pdf"
    shutil.copy(other, of_bristol(out, "briefing.pdf"))
    found = mismatches(out, project, BRISTOL)
    assert len(found) > 20
    assert_found(found, "briefing.pdf", "no such number")
