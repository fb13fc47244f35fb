"""The manifest: every council published, failed or not built, whatever earlier builds did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefkit.errors import BadSetting, UnknownCouncil
from briefkit.publishing.contents import chosen, entries, read_manifest
from briefkit.publishing.jobs import Result
from briefkit.publishing.manifest import merge, write
from copiedproject import files

HEAD: dict[str, Any] = {
    "edition": {"id": "2026-november", "title": "November 2026"},
    "data_date": "2026-11-23",
    "briefkit": "0.1.0",
    "organisation": "The county of tests",
}
OLDER = json.dumps({"schema": 1, **HEAD, "briefing": "tiny", "councils": []}).encode()
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
        "slug": f"{code}-{name.lower()}",
    }


LISTING = [council(ASHCOMBE, "Ashcombe"), council(FERNVALE, "Fernvale"), council(GORSE, "Gorse")]
VALE = {
    "id": "vale", "name": "The Vale", "official_name": "The Vale", "kind": "region",
    "members": [FERNVALE, GORSE], "slug": "vale",
}  # fmt: skip
WHOM = {"council": LISTING, "area": [VALE]}
TINY = {"id": "tiny", "title": "Tiny", "about": "council"}
SKILLS = {"id": "skills", "title": "Digital skills", "about": "council"}
REGIONS = {"id": "regions", "title": "Region overview", "about": "area"}
BRIEFINGS = [TINY, SKILLS, REGIONS]


def published(code: str, *formats: str, briefing: str = "tiny") -> Result:
    names = [f"briefing.{end}" for end in formats or ("html", "pdf")]
    made = {name.split(".")[1]: {"name": name, "sha256": "a" * 64} for name in names}
    made["statements.json"] = {"name": "statements.json", "sha256": "b" * 64}
    return Result(briefing, code, "any", "published", "", 1.0, RECORD, made)


def failed(code: str, briefing: str = "tiny") -> Result:
    return Result(briefing, code, "any", "failed", "Cell 3: there was no tea.", 1.0, {}, {})


def build(folder: Path, *results: Result, **other: Any) -> dict[str, dict[str, Any]]:
    """A build as the command line does it; the tiny briefing's entries by code, as read back."""
    slugs = {VALE["id"]: VALE["slug"]} | {c["gss_code"]: c["slug"] for c in LISTING}
    for result in results:
        place = folder / result.briefing / slugs[result.about]
        for file in result.files.values():
            place.mkdir(parents=True, exist_ok=True)
            (place / file["name"]).write_text("a document", encoding="utf-8")
    made = merge({**HEAD, **other}, BRIEFINGS, WHOM, results, folder)
    write(made, "<p>the finder</p>", folder)
    return told(folder)


def told(folder: Path, briefing: str = "tiny") -> dict[str, dict[str, Any]]:
    found = entries(read_manifest(folder))
    return {entry["id"]: entry for entry in found if entry["briefing"] == briefing}


def statuses(councils: dict[str, dict[str, Any]]) -> list[str]:
    return [councils[code]["status"] for code in (ASHCOMBE, FERNVALE, GORSE)]


# --- one build ---


def test_every_council_ends_in_exactly_one_state_in_the_order_of_the_register(tmp_path: Path):
    made = merge(HEAD, BRIEFINGS, WHOM, [failed(FERNVALE), published(ASHCOMBE)], tmp_path)
    ends = [(entry["id"], entry["status"]) for entry in entries(made)]
    assert ends == [(ASHCOMBE, "published"), (FERNVALE, "failed"), (GORSE, "not built")]
    assert {key: made[key] for key in HEAD} == HEAD
    assert made["schema"] == 2
    assert (made["briefings"], made["areas"]) == ([TINY], [])


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
    assert entry["folder"] == f"tiny/{ASHCOMBE}-ashcombe"
    assert {key: entry[key] for key in LISTING[0] if key != "slug"} == {
        key: value for key, value in LISTING[0].items() if key != "slug"
    }


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
    assert (tmp_path / entry["folder"] / "briefing.html").is_file()


def test_a_briefing_whose_folder_was_removed_is_not_called_published(tmp_path: Path):
    entry = build(tmp_path, published(ASHCOMBE))[ASHCOMBE]
    for path in (tmp_path / entry["folder"]).iterdir():
        path.unlink()
    assert statuses(build(tmp_path, published(FERNVALE)))[0] == "not built"


def test_another_edition_in_the_same_folder_is_not_mixed_in(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE), edition={"id": "2027-may", "title": "May 2027"})
    assert statuses(build(tmp_path, published(FERNVALE)))[0] == "not built"


@pytest.mark.parametrize(
    "damaged", [b"", b'{"schema": 2, "counc', b"\xff\xfe", b"[]", b"null", OLDER]
)
def test_a_manifest_that_cannot_be_read_counts_as_none(tmp_path: Path, damaged: bytes):
    (tmp_path / "manifest.json").write_bytes(damaged)
    assert statuses(build(tmp_path, published(FERNVALE)))[:2] == ["not built", "published"]


# --- several briefings ---


def test_a_build_of_one_briefing_keeps_what_is_published_of_the_others(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE), published(VALE["id"], briefing="regions"))
    before = told(tmp_path)
    build(tmp_path, published(GORSE, briefing="skills"), failed(ASHCOMBE, briefing="skills"))
    assert told(tmp_path) == before
    skills = told(tmp_path, "skills")
    assert statuses(skills) == ["failed", "not built", "published"]
    assert skills[GORSE]["folder"] == f"skills/{GORSE}-gorse"
    assert told(tmp_path, "regions")[VALE["id"]]["status"] == "published"


def test_a_manifest_names_the_briefings_that_something_was_printed_of(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE))
    assert read_manifest(tmp_path)["briefings"] == [TINY]
    build(tmp_path, failed(VALE["id"], briefing="regions"))
    manifest = read_manifest(tmp_path)
    assert manifest["briefings"] == [TINY, REGIONS]
    assert [area["name"] for area in manifest["areas"]] == ["The Vale"]


def test_an_area_is_told_with_its_members_and_without_a_pattern(tmp_path: Path):
    record = {"sha256": "5" * 64, "headline": "The Vale learns from Gorse.", "title": "Regions"}
    build(tmp_path, replace(published("vale", briefing="regions"), record=record))
    entry = told(tmp_path, "regions")["vale"]
    assert (entry["about"], entry["members"]) == ("area", [FERNVALE, GORSE])
    assert entry["headline"] == record["headline"]
    assert not {"pattern", "strands", "coverage"} & set(entry)


@pytest.mark.parametrize(
    ("names", "briefings", "found"),
    [
        ((), (), [(ASHCOMBE, "tiny"), (ASHCOMBE, "skills"), ("vale", "regions")]),
        (("ashcombe",), (), [(ASHCOMBE, "tiny"), (ASHCOMBE, "skills")]),
        (("Ashcombe Council",), ("skills",), [(ASHCOMBE, "skills")]),
        (("The Vale", f"{ASHCOMBE}-ashcombe"), ("tiny", "regions"),
         [(ASHCOMBE, "tiny"), ("vale", "regions")]),
    ],
)  # fmt: skip
def test_entries_are_chosen_by_name_and_by_briefing(
    tmp_path: Path, names: tuple[str, ...], briefings: tuple[str, ...], found: list[Any]
):
    skills, regions = (
        published(c, briefing=b) for c, b in [(ASHCOMBE, "skills"), ("vale", "regions")]
    )
    build(tmp_path, published(ASHCOMBE), failed(GORSE), skills, regions)
    got = chosen(read_manifest(tmp_path), names, briefings)
    assert [(entry["id"], entry["briefing"]) for entry in got] == found


def test_what_nobody_published_cannot_be_chosen(tmp_path: Path):
    build(tmp_path, published(ASHCOMBE), failed(GORSE))
    manifest = read_manifest(tmp_path)
    with pytest.raises(UnknownCouncil, match="No briefing of 'Gorse' is published here"):
        chosen(manifest, ["Gorse"])
    with pytest.raises(BadSetting, match=r"'skills' is published here.* tiny"):
        chosen(manifest, [], ["skills"])


def test_the_manifest_of_an_older_briefkit_says_what_to_do(tmp_path: Path):
    (tmp_path / "manifest.json").write_bytes(OLDER)
    with pytest.raises(BadSetting, match="another version of briefkit"):
        read_manifest(tmp_path)


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
