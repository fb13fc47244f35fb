"""Loamshire: what was made is what stands there, and nothing in it can pass for real."""

from __future__ import annotations

import importlib.util
import re
import sys

import pytest

from briefkit.errors import BadSetting
from briefkit.project import read_project
from copiedproject import files
from demo import DEMO, evidence, project
from rawdata import DATA


def make(folder):
    """data/demo/make.py, writing below another folder."""
    spec = importlib.util.spec_from_file_location("loamshire", DEMO / "make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.HERE = folder
    module.main()


def test_the_tables_are_what_make_writes_byte_for_byte(tmp_path):
    make(tmp_path)
    by_hand = {"README.md", "briefkit.toml", "logo.svg", "make.py"}
    standing = {name: text for name, text in files(DEMO).items() if "__pycache__" not in name}
    made = files(tmp_path)
    assert set(standing) - set(made) == by_hand
    assert [name for name in made if made[name] != standing.get(name)] == []


def test_no_code_of_the_county_is_a_real_one():
    real = (DATA / "councils.csv").read_text(encoding="utf-8")
    codes = {c.gss_code for c in evidence().register.councils}
    assert len(codes) == 16
    assert all(re.fullmatch(r"X\d{8}", code) for code in codes)
    assert not any(code in real for code in codes)


def test_every_source_says_that_it_is_invented():
    for source in evidence().catalogue.sources:
        assert "invented" in source.title.casefold()
        assert "invented" in source.publisher.casefold()
        assert source.licence.startswith("invented")


def test_the_county_has_several_kinds_and_a_council_that_began_from_two():
    kinds = [c.kind for c in evidence().register.present]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "unitary": 11,
        "county": 1,
        "district": 2,
    }
    ended = [c.name for c in evidence().register.councils if c.end]
    assert ended == ["Inchley Vale", "Stowmoor"]


def test_own_evidence_spans_three_years_and_spending_five():
    cells = evidence().cells
    assert [c.period for c in cells["services_online", "X06000901"]] == [
        "2024-03",
        "2025-03",
        "2026-03",
    ]
    assert len(cells["technology_spending", "X06000901"]) == 5
    assert len(cells["technology_spending", "X06000909"]) == 2


def test_the_county_uses_the_rules_words_and_notebooks_of_the_project():
    found = project()
    root = DEMO.parent.parent
    assert (found.data, found.rules) == (DEMO, root / "data")
    assert (found.templates, found.briefings) == (root / "templates", root / "briefings")
    assert found.invented is True
    assert read_project(root).invented is False


SETTINGS = """organisation = "Nobody"
contact = "Nobody"
[edition]
id = "one"
title = "One"
data_date = 2026-11-23
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('shares = "../nowhere"', "shares names '../nowhere', and no briefkit.toml is there"),
        ("shares = 3", "shares is missing. Give it as text in quotes"),
        ('invented = "yes"', "invented must be true or false, without quotes"),
    ],
)
def test_a_setting_that_leads_nowhere_is_refused(tmp_path, line, said):
    (tmp_path / "briefkit.toml").write_text(f"{line}\n{SETTINGS}", encoding="utf-8")
    with pytest.raises(BadSetting, match=re.escape(said)):
        read_project(tmp_path)
