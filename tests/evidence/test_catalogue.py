"""The catalogue: indicators, themes, sources and benchmarks, and what cannot be read as such."""

import datetime as dt

import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.catalogue import read_catalogue
from briefkit.evidence.files import read_rows, read_toml
from rawdata import DATA
from tinyworld import add, change, swap


@pytest.fixture
def catalogue(data):
    return read_catalogue(data)


def test_an_indicator_is_read_with_its_numbers_and_kinds(catalogue):
    skills = catalogue.indicator["level_3_or_above"]
    assert (skills.strand, skills.about, skills.form, skills.limits) == (
        "skills", "residents", "rate", True,
    )  # fmt: skip
    assert (skills.minimum, skills.maximum, skills.similar_within) == (0.0, 100.0, 2.0)
    assert (skills.decimals, skills.stale_after_years, skills.small_base) == (1, 4, None)
    assert skills.levels == (None, None, None, None)
    assert skills.kinds == ("district", "county")


def test_a_blank_number_is_none_but_a_blank_similar_within_is_no_tolerance(catalogue):
    assert catalogue.indicator["home_page_weight"].maximum is None
    assert catalogue.indicator["localgov_drupal"].similar_within == 0.0


def test_a_small_base_and_level_thresholds_are_read_where_given(data):
    change(data / "indicators.csv", ("level_3_or_above",), small_base="30", level_2="40")
    skills = read_catalogue(data).indicator["level_3_or_above"]
    assert (skills.small_base, skills.levels) == (30, (40.0, None, None, None))


def test_an_indicator_applies_to_its_kinds_and_all_to_everyone(catalogue):
    skills = catalogue.indicator["level_3_or_above"]
    faults = catalogue.indicator["home_page_barriers"]
    assert skills.applies_to("district")
    assert not skills.applies_to("welsh")
    assert faults.applies_to("welsh")


def test_seven_themes_are_numbered_as_they_stand():
    themes = read_catalogue(DATA).themes
    assert [t.number for t in themes] == [1, 2, 3, 4, 5, 6, 7]
    assert [t.number for t in themes if t.open_evidence] == [1, 3, 5, 7]


def test_each_told_together_indicator_of_a_theme_is_one_of_that_theme():
    real = read_catalogue(DATA)
    for theme in real.themes:
        own = {i.id for i in real.of_theme(theme.id)}
        assert {i for group in theme.paragraphs for i in group} <= own, theme.id


def test_indicators_of_a_theme_keep_the_order_of_the_catalogue(catalogue):
    citizens = [i.id for i in catalogue.of_theme("citizens")]
    assert citizens == ["home_page_barriers", "home_page_weight"]
    assert catalogue.of_theme("voice") == ()


def test_a_source_states_where_it_is_from_and_when(catalogue):
    source = catalogue.source["invented"]
    assert source.title == "Invented figures about an invented county"
    assert (source.released, source.retrieved) == (dt.date(2026, 2, 26), dt.date(2026, 11, 23))
    assert source.indicators[0] == "home_page_barriers"


@pytest.mark.parametrize("day", ['"26 February"', '"soon"', "2026"])
def test_a_day_that_is_none_is_left_blank_for_the_checks(data, day):
    swap(data / "sources/invented/source.toml", "released = 2026-02-26", f"released = {day}")
    assert read_catalogue(data).source["invented"].released is None


def test_a_day_in_quotes_is_a_day(data):
    swap(data / "sources/invented/source.toml", "= 2026-02-26", '= "2026-02-26"')
    assert read_catalogue(data).source["invented"].released == dt.date(2026, 2, 26)


def test_a_source_names_the_raw_files_that_were_read(data):
    with (data / "sources/invented/source.toml").open("a") as file:
        file.write('"invented/raw.csv" = "abc"\n')
    assert read_catalogue(data).source["invented"].read == {"invented/raw.csv": "abc"}


def test_a_folder_without_source_toml_is_no_source(data):
    (data / "sources" / "notes").mkdir()
    assert list(read_catalogue(data).source) == ["invented"]


def test_a_benchmark_keeps_its_question_value_and_period(catalogue):
    benchmark = catalogue.benchmark["invented_online"]
    assert (benchmark.value, benchmark.unit, benchmark.period) == (60.0, "percent", "2020-10")
    assert catalogue.theme[benchmark.theme].number == 1


@pytest.mark.parametrize("name", ["indicators.csv", "benchmarks.csv", "themes.toml"])
def test_a_file_that_is_not_there_is_named(data, name):
    (data / name).unlink()
    with pytest.raises(UnfitEvidence, match=f"{name} is missing. Restore it"):
        read_catalogue(data)


@pytest.mark.parametrize("junk", [b"theme = [", b"\xff\xfe\x00"])
def test_a_toml_file_that_cannot_be_read_is_named(data, junk):
    (data / "themes.toml").write_bytes(junk)
    with pytest.raises(UnfitEvidence, match=r"themes\.toml: not readable as TOML"):
        read_toml(data / "themes.toml")


@pytest.mark.parametrize("name", ["indicators.csv", "benchmarks.csv"])
def test_a_csv_file_that_is_not_utf_8_is_named(data, name):
    text = (data / name).read_text(encoding="utf-8")
    (data / name).write_bytes(text.replace("nvented", "nventé").encode("cp1252"))
    with pytest.raises(UnfitEvidence, match=name):
        read_catalogue(data)


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("indicators.csv", "level_3_or_above", "decimals"),
        ("indicators.csv", "level_3_or_above", "similar_within"),
        ("benchmarks.csv", "invented_online", "value"),
    ],
)
def test_a_number_that_is_none_is_named_with_its_file_and_column(data, name, row, column):
    change(data / name, (row,), **{column: "some"})
    with pytest.raises(UnfitEvidence) as refusal:
        read_catalogue(data)
    assert name in str(refusal.value)
    assert column in str(refusal.value)


def test_rows_of_a_small_file_are_read_by_their_header(data):
    row = add(data / "benchmarks.csv", "second", "citizens")
    rows = read_rows(data / "benchmarks.csv")
    assert (len(rows), row) == (2, 3)
    assert rows[1]["id"] == "second"
