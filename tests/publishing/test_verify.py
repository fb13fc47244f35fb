"""The proof is clean on what is published, and finds one altered digit wherever it stands."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from briefkit.publishing.verify.proving import prove
from copiedproject import EDITION, copied, run
from publishing import spoiling
from publishing.spoiling import figure, one, statement

BRISTOL, HARTLEPOOL, NEWCASTLE = "E06000023", "E06000001", "E08000021"
WEIGHT, LEVEL = "home_page_weight.level", "level_3_or_above.level"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three real councils, printed once: with a ladder, with payments, with a product live."""
    folder = copied(tmp_path_factory.mktemp("verify") / "project")
    ended = run(folder, "build", BRISTOL, HARTLEPOOL, NEWCASTLE, "--jobs", "1")
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture(scope="module")
def published(project: Path) -> Path:
    return project / "out" / EDITION


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return spoiling.copy_of(published, tmp_path / "out")


def of_bristol(out: Path, name: str) -> Path:
    return next((out / "culture-change").glob(f"{BRISTOL}-*")) / name


def mismatches(out: Path, project: Path, *names: str, data: Path | None = None) -> list[str]:
    """What the proof says, but for the seals: those tell that a file changed, not where."""
    proof = prove(out, data=data or project / "data", templates=project / "templates", names=names)
    return [
        str(m)
        for m in proof.mismatches
        if "sha256" not in m.place and "SHA-256" not in m.place and m.file != "index.html"
    ]


def assert_found(found: list[str], *words: str) -> None:
    assert any(all(word in line for word in words) for line in found), found


# --- clean where nothing is wrong ---


def test_what_is_published_is_borne_out_to_the_last_figure(project: Path, published: Path):
    proof = prove(published, data=project / "data", templates=project / "templates")
    assert proof.mismatches == ()
    assert proof.briefings == 3
    assert proof.checked > 3000


def test_two_processes_find_what_one_finds(project: Path, out: Path):
    spoiling.in_file(of_bristol(out, "briefing.html"), one(">5.3<", ">5.4<"))
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
        one(r'<td class="num">5\.3</td>', '<td class="num">5.4</td>'),
        ("table row", "Southend-on-Sea", "printed 5.4", "gives 5.3"),
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
        one(r"Values run from 0\.4 to 5\.3", "Values run from 0.4 to 5.8"),
        ("alt text", "5.8"),
    ),
    "a chart's subtitle": (
        one(r"Bristol and 9 similar councils", "Bristol and 8 similar councils"),
        ("subtitle", "printed 8"),
    ),
    "a number in a drawing": (
        spoiling.in_drawing("Dot plot", one(r">median 1\.7<", ">median 1.8<")),
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
    [("2.7 megabytes", "2.7", "2.8"), ("Values", "V", "2"), ("Southend-on-Sea", "S", "4")],
)
def test_altered_in_the_pdf_it_is_found(words: str, old: str, new: str, out: Path, project: Path):
    if words == "Values":
        words, old = "Strengths", "S"
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
