"""What outloud may say: a table's head that stands again overleaf is no lost content."""

from __future__ import annotations

from pathlib import Path

import pytest

from judges.aloud import overleaf

HEAD = "<table><thead><tr><th>Council</th><th>Starts, per 100 people</th></tr></thead></table>"


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Council Starts, per 100 people", True),
        ("Council Starts, per 100 peo…", True),
        ("Council Ends, per 100 peo…", False),
        ("The council has no figure", False),
    ],
)
def test_a_head_overleaf_is_known_by_the_page_beside_also_where_it_is_cut_short(
    tmp_path: Path, said: str, known: bool
):
    (tmp_path / "briefing.html").write_text(HEAD, encoding="utf-8")
    assert overleaf(tmp_path / "briefing.pdf", said) is known
