"""What prepare scripts share: the register by codes, raw files by hash, tables to the byte."""

import hashlib

import pandas as pd
import pytest

from briefkit.errors import UnfitEvidence
from briefkit.evidence.tables import FIGURE_COLUMNS, read_table
from briefkit.evidence.tidy import (
    checked_files,
    data_folder,
    present_gss,
    raw_files,
    register,
    successor,
    write_details,
    write_figures,
)
from rawdata import DATA


def test_the_data_folder_is_the_nearest_above(data):
    assert data_folder(data / "sources" / "invented") == data
    assert data_folder() == DATA


def test_a_place_outside_any_project_says_so(tmp_path):
    with pytest.raises(UnfitEvidence, match=r"No data/councils\.csv in .* or any folder above"):
        data_folder(tmp_path)


def test_the_register_keeps_text_as_text_and_numbers_as_numbers(data):
    councils = register(data)
    assert len(councils) == 17
    assert councils["population"].iloc[0] == 100_000
    assert pd.isna(councils.set_index("code")["population"]["TWI"])
    assert councils.set_index("code")["gss_code"]["TWI"] == ""


def test_the_register_is_found_by_its_own_path_too_and_is_the_callers_to_change(data):
    one = register(data / "councils.csv")
    one["name"] = "changed"
    assert "changed" not in set(register(data)["name"])


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("X07000001", "X07000001"),
        ("X07000099", "X07000005"),
        ("X07000090", None),
        ("X99999999", None),
        ("", None),
    ],
)
def test_a_present_or_former_code_leads_to_the_present_one(data, code, today):
    assert present_gss(code, data) == today


@pytest.mark.parametrize(
    ("code", "heir"),
    [
        ("X07000090", "X07000005"),
        ("BRR", "X07000005"),
        ("LBR", "X07000005"),
        ("TWI", None),
        ("X07000001", None),
        ("X99999999", None),
        ("", None),
    ],
)
def test_an_ended_council_leads_along_the_chain_to_its_one_heir(data, code, heir):
    assert successor(code, data) == heir


@pytest.fixture
def raw(tmp_path):
    """A folder of raw data, and the SHA-256 of its one file."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "figures.txt").write_text("invented")
    return folder, hashlib.sha256(b"invented").hexdigest()


def test_raw_files_are_handed_over_if_each_is_the_one_that_was_read(raw, data):
    folder, digest = raw
    source = data / "sources" / "invented"
    with (source / "source.toml").open("a") as file:
        file.write(f'"figures.txt" = "{digest}"\n')
    assert raw_files(folder, source) == {"figures.txt": folder / "figures.txt"}


def test_every_raw_file_that_is_missing_or_another_is_named(raw):
    folder, _ = raw
    with pytest.raises(UnfitEvidence) as refusal:
        checked_files(folder, {"figures.txt": "0" * 64, "gone.txt": ""}, named_in="source.toml")
    told = str(refusal.value)
    assert "named in source.toml are not the ones that were read" in told
    assert f"has SHA-256 {hashlib.sha256(b'invented').hexdigest()}, not {'0' * 64}" in told
    assert "gone.txt is missing" in told


ROWS = [
    {"gss_code": "X2", "indicator": "b", "period": "2024", "value": 0.1 + 0.2, "note": "a, b"},
    {"gss_code": "X1", "indicator": "b", "period": "2024", "value": 1e6},
    {"gss_code": "X1", "indicator": "a", "period": "2024", "value": None, "base": float("nan")},
]


def test_figures_are_sorted_and_written_the_same_whatever_their_order(tmp_path):
    for name, rows in (("one", ROWS), ("other", ROWS[::-1])):
        (tmp_path / name).mkdir()
        write_figures(tmp_path / name, rows)
    written = (tmp_path / "one" / "figures.csv").read_bytes()
    assert written == (tmp_path / "other" / "figures.csv").read_bytes()
    assert written.decode().splitlines() == [
        ",".join(FIGURE_COLUMNS),
        "X1,a,2024,,,,,,,",
        "X1,b,2024,,1000000,,,,,",
        'X2,b,2024,,0.3,,,,,"a, b"',
    ]
    assert b"\r" not in written


def test_what_is_written_reads_back_without_a_problem(tmp_path):
    write_figures(tmp_path, ROWS)
    table = read_table(tmp_path / "figures.csv", FIGURE_COLUMNS, "figures.csv")
    assert (table.rows_in, table.problems) == (3, ())


def test_a_second_row_for_one_figure_is_refused_and_named(tmp_path):
    with pytest.raises(UnfitEvidence, match="more than one row for: b, X2, 2024"):
        write_figures(tmp_path, [ROWS[0], {**ROWS[0], "value": 5.0}])
    assert not (tmp_path / "figures.csv").exists()


def test_a_column_that_is_none_of_the_tables_is_refused(tmp_path):
    with pytest.raises(UnfitEvidence, match=r"No such column: colour, size\. Known: gss_code"):
        write_figures(tmp_path, [{"size": 1.0, "colour": "red"}])


def test_details_may_repeat_an_item(tmp_path):
    grant = {"gss_code": "X1", "indicator": "a", "period": "2024", "item": "grant", "value": 5.0}
    write_details(tmp_path, [grant, {**grant, "date": "2024-01-01"}, grant])
    lines = (tmp_path / "details.csv").read_text().splitlines()
    assert lines[1:] == [
        "X1,a,2024,grant,5,,", "X1,a,2024,grant,5,,", "X1,a,2024,grant,5,,2024-01-01",
    ]  # fmt: skip
