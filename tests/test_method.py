"""The method's table of thresholds and the file that the code reads say the same."""

import re
import tomllib

from rawdata import ROOT

ROW = re.compile(
    r"^\| (?P<table>\w+), (?P<name>\w+) \| (?P<value>[^|]+) \|(?P<rest>.*)\|$", re.MULTILINE
)


def printed():
    text = (ROOT / "docs" / "method.md").read_text("utf-8").partition("## Every threshold")[2]
    return {(m["table"], m["name"]): (m["value"].strip(), m["rest"]) for m in ROW.finditer(text)}


def read():
    tables = tomllib.loads((ROOT / "data" / "bands.toml").read_text("utf-8"))
    return {(table, name): value for table, keys in tables.items() for name, value in keys.items()}


def test_every_threshold_is_in_the_method_and_every_one_there_is_a_threshold():
    assert printed().keys() == read().keys()
    assert len(read()) > 25


def test_each_is_printed_with_the_value_that_the_code_reads():
    told = {key: value for key, (value, _) in printed().items()}
    due = {
        key: ", ".join(map(str, value.values())) if isinstance(value, dict) else str(value)
        for key, value in read().items()
    }
    assert told == due


def test_each_says_what_it_decides_its_reason_and_its_source():
    for key, (_, rest) in printed().items():
        cells = [cell.strip() for cell in rest.split("|")]
        assert len(cells) == 3, key
        assert all(cells), key
