"""The officer's page says what the command says."""

from __future__ import annotations

import re

import pytest

from copiedproject import ROOT
from intakeforms import form

PAGE = (ROOT / "docs" / "officers-desk.md").read_text("utf-8")
FAULTS = (ROOT / "docs" / "intake-faults.md").read_text("utf-8")
TABLE = PAGE.partition("### What the refusals of a workbook mean")[2].partition("\n\n[")[0]
SAID = [
    part.strip()
    for line in TABLE.splitlines()[4:]
    for part in re.split(r"\.\.\.| / |, (?=a formula)|^X", line.split("|")[1])
    if len(part.strip()) > 3
]


def test_the_page_has_every_kind_of_refusal():
    assert len(SAID) >= 22


@pytest.mark.parametrize("words", SAID)
def test_each_refusal_of_the_page_is_one_that_is_made(words):
    assert words.replace("hidden row or sheet", "hidden") in FAULTS


@pytest.mark.parametrize("column", ["Out of", "Or percent", "If blank, why", "Last answer"])
def test_the_page_calls_columns_as_the_workbook_does(column):
    from briefkit.evidence.intake.form import COLUMNS

    assert f"| {column} |" in PAGE
    assert column in {c.title for c in COLUMNS}


def test_the_page_says_how_many_sheets_there_are():
    assert len(form().sheets) == 7
    assert "**a sheet for each theme**, 1 to 7" in PAGE


LINKS = re.findall(r"\]\(([\w.-]*)#([\w-]+)\)", PAGE)


def test_each_link_of_the_contents_leads_to_a_heading_of_the_page():
    headings = re.findall(r"^#{2,3} (.+)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}
    assert len(LINKS) >= 8
    assert {anchor for page, anchor in LINKS if not page} <= anchors


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "docs/recipes.md", "data/README.md"])
def test_the_pages_that_officers_come_from_lead_to_it(page):
    text = (ROOT / page).read_text("utf-8")
    assert "officers-desk.md" in text
    for name in re.findall(r"\]\(([^)#:]+\.md)[)#]", text):
        assert (ROOT / page).parent.joinpath(name).exists(), name
