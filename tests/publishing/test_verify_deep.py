"""Deep dives are proved too: each new kind of figure, verdict, table and drawing, a digit spoilt.

Newcastle is real; Ashcombe and Brackwater are of the invented county in data/demo.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.publishing.verify.cited import Cited, Unreckoned
from briefkit.publishing.verify.deep import at_share
from briefkit.publishing.verify.proving import prove
from briefkit.publishing.verify.reckon import reckon
from copiedproject import ROOT, copied, run
from publishing import spoiling
from publishing.conftest import NEWCASTLE, assert_found, mismatches
from publishing.spoiling import figure, in_drawing, in_file, in_record, one, statement
from publishing.test_reckon import row, rows

DEMO = ROOT / "data" / "demo"
INVENTED = ("X06000901", "X06000902")
MEDIAN, UPPER = "the median of the others", "the upper quarter of the others"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dive into each strand of one real council, printed once, each in a folder of its own."""
    folder = copied(tmp_path_factory.mktemp("deep") / "project")
    for dive in ("skills", "investment", "digital-maturity"):
        out = ("--out", str(folder / "out" / dive), "--formats", "html,pdf,docx,xlsx")
        ended = run(folder, "build", NEWCASTLE, "--briefing", dive, "--jobs", "1", *out)
        assert ended.returncode == 0, ended.stderr
    return folder


def folder_of(out: Path) -> Path:
    return next(out.glob("*/E*/briefing.html")).parent


@pytest.mark.parametrize("dive", ["skills", "investment", "digital-maturity"])
def test_a_dive_is_borne_out_to_the_last_figure_and_keeps_every_rule_of_wording(project, dive):
    out = project / "out" / dive
    assert mismatches(out, project) == []
    ended = run(project, "lint", str(out), "--jobs", "1")
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout


def test_a_dive_on_own_evidence_is_borne_out(tmp_path):
    out = tmp_path / "out"
    ended = run(
        DEMO, "build", *INVENTED, "--briefing", "digital-maturity", "--jobs", "1",
        "--formats", "html", "--out", str(out),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    proof = prove(out, data=DEMO, templates=ROOT / "templates", rules=ROOT / "data")
    assert [str(m) for m in proof.mismatches if "sha256" not in m.place] == []


BOTH = "median of the peers with figures in both years"
IN_THE_RECORD = {
    "pace, a median": (
        "skills",
        lambda r: figure(r, "apprenticeship_starts.pace", BOTH).update(value=1.0),
        ("apprenticeship_starts.pace", "printed 1.0"),
    ),
    "pace, the verdict": (
        "skills",
        lambda r: statement(r, "apprenticeship_starts.pace").update(verdict="turned"),
        ("apprenticeship_starts.pace, verdict", "turned"),
    ),
    "the middle half": (
        "skills",
        lambda r: figure(
            r, "apprenticeship_starts.middle", "lower quarter of the rows"
        ).update(value=1.0),
        ("apprenticeship_starts.middle", "printed 1.0"),
    ),
    "whose intervals meet": (
        "skills",
        lambda r: figure(
            r, "level_3_or_above.overlap", "count of the others whose interval meets it"
        ).update(value=77),
        ("level_3_or_above.overlap", "printed 77"),
    ),
    "residents": (
        "investment",
        lambda r: figure(
            r, "net_current_expenditure.scale", "residents in councils.csv"
        ).update(value=1),
        ("net_current_expenditure.scale", "printed 1"),
    ),
    "grants beside a year's spending": (
        "investment",
        lambda r: figure(
            r, "net_current_expenditure.scale", "first row / second row x 1,000"
        ).update(value=99.0),
        ("net_current_expenditure.scale", "printed 99.0"),
    ),
    "a strand's position": (
        "digital-maturity",
        lambda r: r["strands"][0].update(position="nowhere"),
        ("strand maturity, position", "nowhere"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_THE_RECORD)
def test_a_spoilt_figure_of_a_dives_record_is_found(project, tmp_path, name):
    dive, change, words = IN_THE_RECORD[name]
    out = spoiling.copy_of(project / "out" / dive, tmp_path / "out")
    in_record(folder_of(out) / "statements.json", change)
    assert_found(mismatches(out, project), *words)


IN_THE_PAGE = {
    "a value of the profile's table": (
        "skills", one(r"(Every measure of[\s\S]*?<td class=\"num\">)[\d.]+%", r"\g<1>12.3%"),
        ("figure 1, table row", "12.3%"),
    ),
    "a position of the profile's table": (
        "skills",
        one(r"(<td>)(?:A little |Far )?(?:[Aa]head|[Bb]ehind|Similar)(</td>)", r"\1Astray\2"),
        ("figure 1, table row", "Astray"),
    ),
    "a count in the profile's alt text": (
        "skills", one(r"(Profile chart of[^\"]*?: )\d+", r"\g<1>77"), ("figure 1, alt text", "77"),
    ),
    "a value in the profile's drawing": (
        "skills", in_drawing("Profile chart", one(r">\d[\d.]*%<", ">12.3%<")),
        ("figure 1, drawing", "12.3%"),
    ),
    "the middle half of one year": (
        "skills", one(r"(Middle half of peers[\s\S]*?<td class=\"num\">)[\d,]+( to )", r"\g<1>7\2"),
        ("table row 1", " 7 to "),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_THE_PAGE)
def test_a_spoilt_digit_of_a_dives_charts_is_found(project, tmp_path, name):
    dive, change, words = IN_THE_PAGE[name]
    out = spoiling.copy_of(project / "out" / dive, tmp_path / "out")
    in_file(folder_of(out) / "briefing.html", change)
    assert_found(mismatches(out, project), *words)


WORKED = [
    (BOTH, rows(1, 9, 4), 4.0),
    ("lower quarter of the rows", rows(1, 2, 3), 1.5),
    ("upper quarter of the rows", rows(1, 2, 3), 2.5),
    (f"more for every 100 of the first row to reach {MEDIAN}", rows(790, 1000, 1000), 27),
    (f"more for every 100 of the first row to reach {UPPER}", rows(100, 100, 300), 150),
    (f"whole steps of the first row to reach {MEDIAN}", rows(6, 1, 2), 5),
    (f"distance of the first row from {UPPER}", rows(1, 1, 2), 0.75),
    (f"more of the first row's base to reach {MEDIAN}", (row(40.0, base="200"), row(60.3)), 41),
    ("earliest day of the rows", (row(1, date="2024-06-01"), row(1, date="2022-03-01")),
     "2022-03-01"),
    ("newest day of the rows", (row(1, date="2024-06-01"), row(1, date="2022-03-01")),
     "2024-06-01"),
    ("largest value of the rows", rows(1, 9, 4), 9),
    ("value / residents in councils.csv", rows(1000), 20.0),
    ("residents in councils.csv", (), 50),
    ("first row / second row x 1,000", rows(2, 400), 5.0),
    ("count of the others whose interval meets it",
     (row(5, lower="4", upper="6"), row(7, lower="6", upper="8"), row(9, lower="7", upper="9")), 1),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "cited", "value"), WORKED, ids=[w[0] for w in WORKED])
def test_each_formula_of_the_dives_by_hand(formula, cited, value):
    assert reckon(formula, Cited("", cited, 10, "", 50)) == pytest.approx(value) or (
        reckon(formula, Cited("", cited, 10, "", 50)) == value
    )


@pytest.mark.parametrize(
    ("formula", "cited"),
    [
        ("residents in councils.csv", ()),
        ("earliest day of the rows", rows(1, 2)),
        ("count of the others whose interval meets it", rows(1, 2)),
    ],
)
def test_a_formula_without_what_it_needs_proves_nothing(formula, cited):
    with pytest.raises(Unreckoned):
        reckon(formula, Cited("", cited, 10))


def test_a_point_between_two_values_is_taken_in_proportion():
    assert at_share([4.0, 1.0, 2.0, 3.0], 0.25) == 1.75
