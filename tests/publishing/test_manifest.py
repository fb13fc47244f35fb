"""The manifest: every council published, failed or not built, whatever earlier builds did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefkit.publishing.jobs import Result
from briefkit.publishing.manifest import merge, write
from copiedproject import files

HEAD: dict[str, Any] = {
    "title": "Tiny",
    "briefing": "tiny",
    "edition": {"id": "2026-november", "title": "November 2026"},
    "data_date": "2026-11-23",
    "briefkit": "0.1.0",
    "organisation": "The county of tests",
}
RECORD: dict[str, Any] = {
    "sha256": "5" * 64,
    "headline": "It has its data in order.",
    "pattern": {"id": "level-with-peers", "name": "Level with peers", "text": "...", "also": []},
    "strands": [{"id": "skills", "name": "Skills", "position": "above", "rests_on": []}],
    "themes": [{"coverage": {"compared": n, "of": 2}} for n in (2, 0, 1)],
}
ASHCOMBE, FERNVALE, GORSE = "E06000901", "E06000902", "E06000903"


def council(code: str, name: str) -> dict[str, str]:
    return {
        "gss_code": code,
        "name": name,
        "official_name": f"{name} Council",
        "kind": "unitary",
        "kind_name": "Unitary council",
        "nation": "England",
        "region": "South West",
        "folder": f"tiny/{code}-{name.lower()}",
    }


LISTING = [council(ASHCOMBE, "Ashcombe"), council(FERNVALE, "Fernvale"), council(GORSE, "Gorse")]


def published(code: str, *formats: str) -> Result:
    names = [f"briefing.{end}" for end in formats or ("html", "pdf")]
    made = {name.split(".")[1]: {"name": name, "sha256": "a" * 64} for name in names}
    made["statements.json"] = {"name": "statements.json", "sha256": "b" * 64}
    return Result(code, "any", "published", "", 1.0, RECORD, made)


def failed(code: str) -> Result:
    return Result(code, "any", "failed", "Cell 3: there was no tea.", 1.0, {}, {})


def build(folder: Path, *results: Result, **other: Any) -> dict[str, dict[str, Any]]:
    """A build as the command line does it; the manifest's councils by code, as read back."""
    for result in results:
        place = next(c["folder"] for c in LISTING if c["gss_code"] == result.gss_code)
        for file in result.files.values():
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place / file["name"]).write_text("a document", encoding="utf-8")
    write(merge({**HEAD, **other}, LISTING, results, folder), "<p>the finder</p>", folder)
    return told(folder)


def told(folder: Path) -> dict[str, dict[str, Any]]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {council["gss_code"]: council for council in manifest["councils"]}


def statuses(councils: dict[str, dict[str, Any]]) -> list[str]:
    return [councils[code]["status"] for code in (ASHCOMBE, FERNVALE, GORSE)]


# --- one build ---


def test_every_council_ends_in_exactly_one_state_in_the_order_of_the_register(tmp_path: Path):
    made = merge(HEAD, LISTING, [failed(FERNVALE), published(ASHCOMBE)], tmp_path)
    ends = [(c["gss_code"], c["status"]) for c in made["councils"]]
    assert ends == [(ASHCOMBE, "published"), (FERNVALE, "failed"), (GORSE, "not built")]
    assert {key: made[key] for key in HEAD} == HEAD
    assert made["schema"] == 1


def test_a_published_council_has_its_files_their_hashes_and_what_the_finder_shows(tmp_path: Path):
    entry = build(tmp_path, published(ASHCOMBE))[ASHCOMBE]
    assert entry["files"]["html"] == "briefing.html"
    assert entry["sha256"].keys() == set(entry["files"].values())
    assert entry["record_sha256"] == RECORD["sha256"]
    assert entry["headline"] == RECORD["headline"]
    assert entry["pattern"] == {"id": "level-with-peers", "name": "Level with peers"}
    assert entry["strands"] == [{"id": "skills", "name": "Skills", "position": "above"}]
    assert entry["coverage"] == {"themes": 2, "of": 3}  # a theme counts with one measure compared
    assert entry["reason"] == ""
    assert entry.items() >= LISTING[0].items()


def test_a_failed_council_keeps_its_reason_and_has_no_file(tmp_path: Path):
    entry = build(tmp_path, failed(ASHCOMBE))[ASHCOMBE]
    assert entry["reason"] == "Cell 3: there was no tea."
    assert "files" not in entry


def test_a_council_that_nobody_asked_for_says_so(tmp_path: Path):
    entry = build(tmp_path, published(ASHCOMBE))[GORSE]
    assert entry["status"] == "not built"
    assert entry["reason"]
    assert "files" not in entry


# --- one build after another ---


def test_a_build_of_one_keeps_what_an_earlier_build_published(tmp_path: Path):
    before = build(tmp_path, published(ASHCOMBE))[ASHCOMBE]
    after = build(tmp_path, published(FERNVALE))
    assert after[ASHCOMBE] == before
    assert statuses(after) == ["published", "published", "not built"]


def test_a_briefing_published_as_pdf_alone_is_kept_too(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE, "pdf"))
    assert statuses(build(tmp_path, published(FERNVALE)))[0] == "published"


def test_a_failure_is_told_until_the_council_is_built_again(tmp_path: Path):
    build(tmp_path, failed(ASHCOMBE))
    entry = build(tmp_path, published(FERNVALE))[ASHCOMBE]
    assert (entry["status"], entry["reason"]) == ("failed", "Cell 3: there was no tea.")
    assert statuses(build(tmp_path, published(ASHCOMBE)))[0] == "published"


def test_a_failure_is_told_even_where_an_earlier_briefing_still_stands(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE))
    entry = build(tmp_path, failed(ASHCOMBE))[ASHCOMBE]
    assert entry["status"] == "failed"
    assert "files" not in entry
    assert (tmp_path / LISTING[0]["folder"] / "briefing.html").is_file()


def test_a_briefing_whose_folder_was_removed_is_not_called_published(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE))
    for path in (tmp_path / LISTING[0]["folder"]).iterdir():
        path.unlink()
    assert statuses(build(tmp_path, published(FERNVALE)))[0] == "not built"


@pytest.mark.parametrize(
    "other", [{"edition": {"id": "2027-may", "title": "May 2027"}}, {"briefing": "skills"}]
)
def test_another_edition_or_briefing_in_the_same_folder_is_not_mixed_in(
    tmp_path: Path, other: dict[str, Any]
):
    build(tmp_path, published(ASHCOMBE), **other)
    assert statuses(build(tmp_path, published(FERNVALE)))[0] == "not built"


@pytest.mark.parametrize("damaged", [b"", b'{"schema": 1, "counc', b"\xff\xfe", b"[]", b"null"])
def test_a_manifest_that_cannot_be_read_counts_as_none(tmp_path: Path, damaged: bytes):
    (tmp_path / "manifest.json").write_bytes(damaged)
    assert statuses(build(tmp_path, published(FERNVALE)))[:2] == ["not built", "published"]


# --- the files ---


def test_manifest_and_page_are_put_in_their_place_readable_by_all(tmp_path: Path):
    build(tmp_path / "out", published(ASHCOMBE))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "tiny",
        "manifest.json",
        "index.html",
    }
    for name in ("manifest.json", "index.html"):
        assert (tmp_path / "out" / name).stat().st_mode & 0o777 == 0o644


def test_the_same_build_gives_the_same_bytes(tmp_path: Path):
    for folder in (tmp_path / "one", tmp_path / "two"):
        build(folder, published(ASHCOMBE), failed(GORSE))
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_manifest_that_json_cannot_hold_leaves_the_earlier_one(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE))
    before = files(tmp_path)
    with pytest.raises(ValueError, match="JSON"):
        write({**HEAD, "councils": [float("nan")]}, "<p>a newer finder</p>", tmp_path)
    assert files(tmp_path) == before


def test_a_page_that_cannot_be_put_in_its_place_leaves_nothing_half_written(tmp_path: Path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(OSError, match=r"index\.html"):
        build(tmp_path)
    assert files(tmp_path).keys() <= {"manifest.json"}
