"""Where the folders are and what briefkit.toml says; and what it may not say."""

import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from briefkit import errors
from briefkit.errors import BadSetting, BriefkitError, NoProject
from briefkit.project import SETTINGS, Edition, find_project, read_project
from rawdata import ROOT
from tinyworld import swap, tiny

__all__ = ["tiny"]  # a fixture, asked for by its name

EDITION = '[edition]\nid = "2026-november"\ntitle = "November"\ndata_date = 2026-11-23\n'
LEAST = 'organisation = "Invented"\ncontact = "Nobody"\n'


@pytest.fixture
def written(tmp_path):
    """A project whose briefkit.toml holds just this."""

    def write(text):
        (tmp_path / SETTINGS).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def test_a_project_is_found_from_any_folder_inside_it(tiny):
    for start in (tiny, tiny / "data" / "sources" / "invented"):
        assert find_project(start).root == tiny.resolve()


def test_a_project_is_looked_for_from_the_working_folder_unless_told(tiny, monkeypatch):
    monkeypatch.chdir(tiny / "data")
    assert find_project().root == tiny.resolve()


def test_the_nearest_settings_win(tiny):
    inner = tiny / "data" / "inner"
    inner.mkdir()
    (inner / SETTINGS).write_text(LEAST + EDITION)
    assert find_project(inner).root == inner.resolve()


def test_a_folder_outside_any_project_says_so(tmp_path):
    with pytest.raises(NoProject, match=r"No briefkit\.toml in .* or above it\. Run this inside"):
        find_project(tmp_path)


def test_the_settings_are_read(tiny):
    project = read_project(tiny)
    assert project.brand.organisation == "The invented county of Merrowshire"
    assert project.brand.contact.name == "Nobody: this county is invented"
    assert project.edition == Edition(
        "2026-november", "November 2026, invented", dt.date(2026, 11, 23)
    )
    assert project.custom_peers == {"X07000001": ("Lowbridge", "Midwell")}
    assert (project.data, project.templates, project.briefings) == (
        tiny / "data", tiny / "templates", tiny / "briefings",
    )  # fmt: skip


def test_what_is_not_set_has_a_default(written):
    project = read_project(written(LEAST + EDITION))
    assert (project.peers, project.formats, project.left_out) == ("nearest", ("html", "pdf"), ())
    assert (project.editions, project.custom_peers) == ((), {})


def test_what_a_briefing_may_take_is_read_and_has_a_default(written):
    plain = read_project(written(LEAST + EDITION))
    assert (plain.seconds, plain.megabytes) == (120, 2000)
    limited = read_project(written(LEAST + EDITION + "[limits]\nseconds = 30\nmegabytes = 500"))
    assert (limited.seconds, limited.megabytes) == (30, 500)


@pytest.mark.parametrize("value", ["0", "-1", '"30"', "1.5", "true"])
def test_a_limit_that_is_no_whole_number_is_refused(written, value):
    with pytest.raises(BadSetting, match="limits, seconds must be a whole number above 0"):
        read_project(written(LEAST + EDITION + f"[limits]\nseconds = {value}"))


def test_formats_and_left_out_sources_are_read(written):
    text = 'formats = ["html"]\nleft_out = ["one", "two"]\npeers = "region"\n' + LEAST + EDITION
    project = read_project(written(text))
    assert (project.formats, project.peers) == (("html",), "region")
    assert project.left_out == ("one", "two")


def test_the_projects_own_settings_can_be_read():
    assert read_project(ROOT).edition.data_date == dt.date(2026, 11, 23)


def test_a_project_does_not_change_once_read(tiny):
    project = read_project(tiny)
    with pytest.raises(FrozenInstanceError):
        project.peers = "kind"


# --- editions ---


def test_the_edition_is_the_projects_own_unless_one_is_named(tiny):
    project = read_project(tiny)
    for unnamed in (None, ""):
        assert project.edition_called(unnamed) == project.edition
    assert project.edition_called("2026-november") == project.edition
    assert project.edition_called("2025-november").data_date == dt.date(2025, 11, 23)


@pytest.mark.parametrize("number", [2026, 2026.1])
def test_an_edition_that_arrived_as_a_number_says_how_to_pass_it(tiny, number):
    with pytest.raises(BadSetting, match=r"arrived as a number. Use papermill's -r instead of -p"):
        read_project(tiny).edition_called(number)


def test_an_unknown_edition_names_those_that_are_known(tiny):
    with pytest.raises(BadSetting, match=r"no edition '2024'.*knows: 2026-november, 2025-november"):
        read_project(tiny).edition_called("2024")


@pytest.mark.parametrize("name", ["2026", "2026.10", "", "2026_11", "1e5", "-2026"])
def test_an_edition_is_never_called_by_what_reads_as_a_number(tiny, name):
    swap(tiny / SETTINGS, 'id = "2026-november"', f'id = "{name}"')
    with pytest.raises(BadSetting, match=r"edition id .* must be text"):
        read_project(tiny)


@pytest.mark.parametrize(
    "name", ["../../evil", "/evil", "C:\\\\evil", "..", ".hidden", "a b", "<script>", "\\u001b[31m"]
)
def test_the_name_of_an_editions_folder_leads_nowhere_else(tiny, name):
    swap(tiny / SETTINGS, 'id = "2026-november"', f'id = "{name}"')
    with pytest.raises(BadSetting, match=r"edition id .* names a folder: use letters, digits"):
        read_project(tiny)


def test_every_edition_is_held_to_the_same_rules(tiny):
    swap(tiny / SETTINGS, 'id = "2025-november"', 'id = "2025"')
    with pytest.raises(BadSetting, match="edition id '2025'"):
        read_project(tiny)


def test_an_edition_may_name_the_one_before_it(tiny):
    swap(tiny / SETTINGS, "2026-11-23", '2026-11-23\nprevious = "2025-november"')
    project = read_project(tiny)
    before = project.before(project.edition)
    assert before == project.edition_called("2025-november")
    assert project.before(before) is None


@pytest.mark.parametrize(
    ("previous", "said"),
    [
        ('"2024"', r"previous = '2024', and there is no such edition. Known: 2026-november"),
        ('"2026-november"', r"\(2026-11-23\), which is not older. Name an older one."),
        ("2025", r"previous must be an edition's id in quotes"),
    ],
)
def test_an_edition_cannot_be_compared_with_nothing_or_with_itself(tiny, previous, said):
    swap(tiny / SETTINGS, "2026-11-23", f"2026-11-23\nprevious = {previous}")
    with pytest.raises(BadSetting, match=said):
        read_project(tiny)


def test_editions_cannot_follow_one_another_in_a_circle(tiny):
    swap(tiny / SETTINGS, "2026-11-23", '2026-11-23\nprevious = "2025-november"')
    swap(tiny / SETTINGS, "2025-11-23", '2025-11-23\nprevious = "2026-november"')
    with pytest.raises(BadSetting, match=r"'2025-november' .* '2026-november' .* is not older"):
        read_project(tiny)


def test_two_editions_cannot_have_one_id(tiny):
    swap(tiny / SETTINGS, 'id = "2025-november"', 'id = "2026-november"')
    with pytest.raises(BadSetting, match="two editions are called '2026-november'"):
        read_project(tiny)


@pytest.mark.parametrize(
    "wrong",
    [
        "[edition]\nid = 2026\ntitle = 'T'\ndata_date = 2026-11-23\n",
        "[edition]\ntitle = 'T'\ndata_date = 2026-11-23\n",
        "[edition]\nid = 'a'\ndata_date = 2026-11-23\n",
        "[edition]\nid = 'a'\ntitle = 'T'\n",
        "[edition]\nid = 'a'\ntitle = 'T'\ndata_date = '2026-11-23'\n",
        "[edition]\nid = 'a'\ntitle = 'T'\ndata_date = 2026-11-23T12:00:00\n",
        "edition = 'a'\n",
        "",
    ],
)
def test_an_edition_needs_an_id_a_title_and_a_day(written, wrong):
    with pytest.raises(BadSetting, match=r"briefkit\.toml: .*(edition|\[edition\])"):
        read_project(written(LEAST + wrong))


# --- what is refused ---


@pytest.mark.parametrize("key", ["organisation", "contact"])
@pytest.mark.parametrize("line", ["", "{key} = 5\n", '{key} = "  "\n'])
def test_who_publishes_and_whom_to_ask_must_be_said(written, key, line):
    kept = "".join(x for x in LEAST.splitlines(keepends=True) if not x.startswith(key))
    with pytest.raises(BadSetting, match=rf"{key} (is missing|must be)"):
        read_project(written(line.format(key=key) + kept + EDITION))


@pytest.mark.parametrize("junk", ["organisation = ", b"\xff\xfe\x00"])
def test_settings_that_are_not_toml_are_refused(written, junk):
    with pytest.raises(BadSetting, match=r"briefkit\.toml: not readable as TOML"):
        read_project(written(junk))


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("formats", 'formats = "html"\n'),
        ("left_out", 'left_out = "foi-statistics"\n'),
        ("peers", "peers = 5\n"),
        ("custom_peers", 'custom_peers = {X1 = "Bristol"}\n'),
    ],
)
def test_a_setting_of_the_wrong_type_is_refused_by_name(written, key, line):
    with pytest.raises(BadSetting, match=key):
        read_project(written(line + LEAST + EDITION))


def test_an_error_shows_its_sentence_alone_in_a_notebook():
    assert BriefkitError("What is wrong.")._render_traceback_() == ["What is wrong."]


def test_every_error_is_caught_by_the_one_base():

    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, Exception)]
    assert len(kinds) == 13
    assert all(issubclass(kind, BriefkitError) for kind in kinds)
