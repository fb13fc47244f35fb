"""Own evidence is proved too: surveys' intervals, the perception gap, real change, levels.

The councils are those of the invented county in data/demo.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefkit.publishing.verify.derived import newcombe, wilson
from briefkit.publishing.verify.proving import Proof, prove
from copiedproject import ROOT, run
from publishing import spoiling
from publishing.conftest import assert_found
from publishing.spoiling import figure, one, statement

DEMO = ROOT / "data" / "demo"
ASHCOMBE, DUNMERE = "X06000901", "X06000904"  # invented


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two invented councils, printed once."""
    out = tmp_path_factory.mktemp("county") / "out"
    ended = run(DEMO, "build", ASHCOMBE, DUNMERE, "--jobs", "1", "--out", str(out))
    assert ended.returncode == 0, ended.stderr
    return out


def proved(out: Path, data: Path = DEMO) -> Proof:
    return prove(out, data=data, templates=ROOT / "templates", rules=ROOT / "data")


def test_an_invented_county_is_borne_out_to_the_last_figure(county: Path):
    assert proved(county).mismatches == ()
    ended = run(DEMO, "verify", str(county), "--jobs", "1")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("part", "base", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)]
)
def test_a_surveys_interval_is_that_of_newcombes_first_paper(part, base, low, high):
    assert wilson(part / base, base) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_of_a_difference_is_that_of_newcombes_second_paper():
    found = newcombe((56 / 70, 70), (48 / 80, 80))
    assert found == pytest.approx((0.0524, 0.3339), abs=5e-5)


IN_THE_RECORD = {
    "a survey's lower limit": (
        lambda r: figure(r, "staff_confident_leaders.level", "lower 95% limit, Wilson").update(
            value=70.0
        ),
        ("staff_confident_leaders.level", "printed 70.0"),
    ),
    "the upper limit of a gap": (
        lambda r: figure(r, "perception_gap.gap", "upper 95% limit, Newcombe").update(value=40.0),
        ("perception_gap.gap", "printed 40.0"),
    ),
    "the median of gaps": (
        lambda r: figure(r, "perception_gap.gap", "median of differences").update(value=30.0),
        ("perception_gap.gap", "printed 30.0"),
    ),
    "a verdict on a gap": (
        lambda r: statement(r, "perception_gap.gap").update(verdict="much_lower"),
        ("perception_gap.gap, verdict", "much_lower"),
    ),
    "money in the prices of another year": (
        lambda r: figure(
            r, "technology_real_change.real", "first x last index / first index"
        ).update(value=1.0),
        ("technology_real_change.real", "printed 1.0"),
    ),
    "a theme's level": (
        lambda r: r["themes"][0].update(level=5),
        ("theme citizens, level", "printed 5"),
    ),
    "an indicator's level": (
        lambda r: r["themes"][0]["assessed"]["rests_on"][0].update(level=5),
        ("theme citizens, level, rests on",),
    ),
    "a strand's level": (
        lambda r: r["strands"][0].update(level=5),
        ("strand maturity, level", "printed 5"),
    ),
}


@pytest.mark.parametrize("name", IN_THE_RECORD)
def test_own_evidence_altered_in_the_record_is_found(name: str, county: Path, tmp_path: Path):
    change, words = IN_THE_RECORD[name]
    out = spoiling.copy_of(county, tmp_path / "out")
    spoiling.in_record(next(out.glob(f"*/{ASHCOMBE}-*/statements.json")), change)
    assert_found([str(m) for m in proved(out).mismatches], "statements.json", *words)


IN_THE_PAGE = {
    "a level beside a theme": (one(r"Level 3 of 5<", "Level 4 of 5<"), ("section", "gives 3, 5")),
    "a level in the overview": (one(r"<td>3 of 5</td>", "<td>4 of 5</td>"), ("overview",)),
    "how many answered": (
        one(r'(<th scope="row">Managers</th>\s*<td[^>]*>)186', r"\g<1>187"),
        ("table row", "Managers", "printed 187", "gives 186"),
    ),
}


@pytest.mark.parametrize("name", IN_THE_PAGE)
def test_own_evidence_altered_in_the_page_is_found(name: str, county: Path, tmp_path: Path):
    change, words = IN_THE_PAGE[name]
    out = spoiling.copy_of(county, tmp_path / "out")
    spoiling.in_file(next(out.glob(f"*/{ASHCOMBE}-*/briefing.html")), change)
    assert_found([str(m) for m in proved(out).mismatches], "briefing.html", *words)


def test_another_price_index_is_found(county: Path, tmp_path: Path):
    data = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    spoiling.cell(data / "deflators.csv", "2021-22,", 1, "83.0")
    found = [str(m) for m in proved(county, data).mismatches]
    assert_found(found, "technology_real_change.real", "figure")
