"""What the HTML page promises: whole, safe, readable by all, and one sentence when it refuses."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure

from briefkit.errors import BadSetting, UnreadableNotebook
from briefkit.publishing.formats import page as page_module
from briefkit.publishing.formats.page import BriefingExporter, css_string, templates_for
from briefkit.publishing.straight import straight_html
from publishing.pages import (
    RECORD,
    SVG,
    Seen,
    briefing,
    briefing_blocks,
    code,
    display,
    exported,
    notebook,
    parameters,
    record,
    shown,
)

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
HOSTILE = '</style></title><script>alert(1)</script><b onclick="x" a=\'&amp;{{ 7 * 7 }}\u202e–ŵ'
STRUCTURE = {"block", "kind"}  # these choose how a block is drawn; briefkit writes them itself


@pytest.fixture(scope="module")
def page() -> str:
    return exported(briefing())


@pytest.fixture(scope="module")
def seen(page: str) -> Seen:
    return Seen(page)


def refusal(nb: Any) -> str:
    with pytest.raises(UnreadableNotebook) as refused:
        exported(nb)
    return str(refused.value)


# --- what is refused, and how ---


def test_a_notebook_that_was_not_run_is_refused():
    nb = notebook([parameters("Ashcombe"), code("briefing.title()")])
    for cell in nb.cells:
        cell.execution_count = None
    assert "has not been run" in refusal(nb)
    assert "Run All Cells" in refusal(nb)


def test_a_cell_that_ended_in_an_error_is_named():
    failed = nbformat.v4.new_output("error", ename="UnknownCouncil", evalue="No such council.")
    said = refusal(notebook([parameters("Ashcombe"), code("open_briefing()", [failed])]))
    assert said.startswith("Cell 2 ")
    assert "No such council." in said


def test_a_briefing_without_its_record_is_refused():
    said = refusal(notebook([shown(block) for block in briefing_blocks()]))
    assert "record" in said
    assert "briefing.record()" in said


@pytest.mark.parametrize("asked", ["Fernvale, Upper", "E06000902"])
def test_results_of_another_council_than_the_parameters_name_are_refused(asked):
    said = refusal(notebook([parameters(asked), record()]))
    assert asked in said
    assert "Ashcombe" in said


@pytest.mark.parametrize("asked", ["Ashcombe", "ASHCOMBE COUNCIL", "E06000901"])
def test_the_council_may_be_named_by_any_of_its_names(asked):
    assert "Ashcombe Council" in exported(notebook([parameters(asked), record()]))


def test_an_injected_parameter_wins_over_the_notebooks_own():
    injected = parameters("Ashcombe", "injected-parameters")
    assert exported(notebook([parameters("Lewes"), injected, record()]))
    injected = parameters("Lewes", "injected-parameters")
    assert "Lewes" in refusal(notebook([parameters("Ashcombe"), injected, record()]))


def test_a_block_whose_html_was_changed_by_another_hand_is_refused():
    cell = shown({"block": "paragraph", "text": [{"text": "Fine."}]})
    cell.outputs[0].data["text/html"] += '<img alt="x" src="https://example.org/x.png">'
    assert refusal(notebook([cell, record()])).startswith("Cell 1 ")


def test_a_figure_whose_evidence_note_is_not_shown_is_refused():
    figure = {"text": "level 4", "value": 4, "note": 9}
    said = refusal(notebook([shown({"block": "paragraph", "text": [figure]}), record()]))
    assert "note 9" in said
    assert "briefing.method()" in said


def test_a_picture_without_alternative_text_is_refused_with_its_cell():
    said = refusal(notebook(["# Title", display({"image/png": drawn()})]))
    assert said.startswith("Cell 2 ")
    assert "alt" in said


def test_a_table_without_a_caption_is_refused_with_its_cell():
    table = pd.DataFrame({"year": [2024, 2025]}).to_html()
    said = refusal(notebook(["# Title", display({"text/html": table})]))
    assert said.startswith("Cell 2 ")
    assert "caption" in said


# --- an ordinary notebook ---


def drawn() -> str:
    figure, picture = Figure(figsize=(2, 1)), io.BytesIO()
    figure.subplots().plot([1, 3, 2])
    figure.savefig(picture)
    return base64.b64encode(picture.getvalue()).decode()


@pytest.fixture(scope="module")
def ordinary() -> Seen:
    table = pd.DataFrame({"year": [2024, 2025], "weight": [1.4, 1.1]}).style
    repr_ = {"text/plain": "<Figure size 1x1>", "image/png": drawn()}
    cells = [
        "# How pages *grew*\n\nSome **words** and <i>raw</i> HTML.\n\n## Weight\n\n- one",
        display({"text/html": table.set_caption("Weight by year").to_html()}),
        display(repr_, **{"image/png": {"alt": "Line: weight fell."}}),
        display({"text/markdown": "### Later\n\n| a | b |\n|---|--:|\n| 1 | 2 |"}),
        display({"image/svg+xml": SVG}, alt="A text: 3.5."),
        code("print('/users/someone')", [nbformat.v4.new_output("stream", text="/users/someone")]),
    ]
    return Seen(exported(notebook(cells)))


def test_an_ordinary_notebook_is_titled_by_its_first_heading(ordinary):
    text = ordinary.text
    assert "How pages grew" in text
    assert len(ordinary.all("h1")) == 1
    assert ordinary.all("nav") == []  # one heading needs no list of contents


def test_an_ordinary_notebooks_words_tables_and_pictures_are_shown(ordinary):
    for words in ("words", "<i>raw</i>", "Weight by year", "1.4", "Later"):
        assert words in ordinary.text
    assert [p["alt"] for p in ordinary.all("img")] == ["Line: weight fell.", "A text: 3.5."]
    assert {head.get("scope") for head in ordinary.all("th")} == {"col", "row"}


def test_what_is_only_for_the_author_stays_in_the_notebook(ordinary):
    assert "/users/someone" not in ordinary.text
    assert "Figure size" not in ordinary.text
    assert "print(" not in ordinary.text


def test_html_of_any_origin_loses_what_could_run_load_or_hide():
    html = (
        "<script>steal()</script><style>*{display:none}</style><iframe src='x'></iframe>"
        "<p onclick='steal()' style='display:none' class='v'>Kept words.</p>"
        "<a href='javascript:steal()'>one</a><a href='data:text/html,x'>two</a>"
        "<svg><text>s</text></svg>"
    )
    seen = Seen(exported(notebook(["# T", display({"text/html": html})])))
    assert "Kept words." in seen.text
    assert "steal" not in seen.text
    assert not any("javascript:" in v or v.startswith("data:text") for v in seen.values("href"))
    assert seen.all("script", "iframe", "svg") == []
    assert seen.values("onclick") == []
    assert [p for p in seen.all("p") if "style" in p or p.get("class") == "v"] == []


def test_a_notebook_without_a_heading_is_titled_by_its_own_name():
    exporter = BriefingExporter()
    assert "<title>my-notes</title>" in exporter.document(
        notebook(["Words."]), {"name": "my-notes"}
    )


# --- a briefing ---


def test_a_leader_reads_council_headline_strands_and_pattern_before_all_else(page):
    order = ("<h1>Ashcombe Council", "in order.", "Above peers", "Practice ahead", "<nav")
    body = page[page.index("<body>") :]
    places = [body.index(words) for words in order]
    assert places == sorted(places)
    assert page.index("<nav") < page.index("In 2025 it stood at")


def test_the_page_is_titled_by_briefing_council_and_edition(page, seen):
    assert "<title>Culture: Ashcombe, November 2026</title>" in page
    assert seen.all("html") == [{"lang": "en-GB"}]


def test_the_page_says_that_it_is_a_draft_until_it_is_signed(page):
    assert "Draft for review. Not signed off." in page
    signed = exported(briefing(), status="Signed off by the chief executive.")
    assert "Draft for review" not in signed
    assert "Signed off by the chief executive." in signed
    assert "Draft for review" not in exported(briefing(), status="")


def test_the_list_of_contents_names_every_part_and_leads_there(page, seen):
    nav = page[page.index("<nav") : page.index("</nav>")]
    led = re.findall(r'<a href="#([^"]+)">', nav)
    assert led == [
        *("glance", "themes", "citizens", "voice", "missing", "pulls", "questions", "learn"),
        *("commentary", "one-more-thing", "method"),
    ]
    assert set(led) <= set(seen.values("id"))
    assert "Citizens’ expectations" in nav


def test_markdown_cells_print_where_they_stand():
    first, last = (shown({"block": "heading", "text": t, "level": 2}) for t in ("First", "Last"))
    page = exported(notebook([first, "## Between\n\nAn officer's *words*.", last, record()]))
    content = page[page.index('class="content"') :]
    places = [content.index(words) for words in ("First", "Between", "<em>words</em>", "Last")]
    assert places == sorted(places)
    assert '<a href="#between">Between</a>' in page


def test_the_footer_gives_each_sources_licence_once(page):
    footer = page[page.index("<footer") :]
    line = "Contains public sector information licensed under the Open Government Licence v3.0."
    assert footer.count(line) == 1
    assert "A charity, Scans: MIT." in footer
    assert "November 2026" in footer


# --- every figure, every chart ---


def test_every_link_inside_the_page_leads_somewhere_and_no_id_stands_twice(seen):
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in seen.values("href") if href.startswith("#")]
    assert {"note-1", "note-2", "ref-1", "main"} <= set(inside) <= set(ids)


def test_a_figure_carries_its_value_and_a_note_that_can_be_heard(page):
    assert '<data value="4">level 4</data><sup><span class="v"> note </span>1</sup></a>' in page


def test_a_note_whose_figure_has_no_first_mention_offers_no_way_back(seen):
    assert "#ref-2" not in seen.values("href")


def test_every_chart_keeps_its_alternative_text_its_caption_and_its_table(page, seen):
    pictures = seen.all("img")
    assert [p["alt"][:10] for p in pictures] == ["Dot plot 1", "Dot plot 2"]
    for picture in pictures:
        start = "data:image/svg+xml;base64,"
        assert picture["src"].startswith(start)
        assert base64.b64decode(picture["src"].removeprefix(start)).decode() == SVG
    for figure in re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL):
        places = [figure.index(tag) for tag in ("<figcaption", "<img", "<details", "<caption")]
        assert places == sorted(places)


def test_every_table_has_a_caption_and_heads_with_a_scope(seen):
    assert len(seen.all("table")) == len(seen.all("caption")) == 3
    assert all(head.get("scope") in {"col", "row"} for head in seen.all("th"))


# --- safe and small ---


def test_nothing_in_the_page_runs_or_loads(page, seen):
    assert seen.all("script", "iframe", "object", "form", "link", "svg", "base") == []
    policies = [m["content"] for m in seen.all("meta") if m.get("http-equiv")]
    assert policies == [POLICY]
    assert not re.search(r"url\((?![\"']?data:)|@import", page)
    assert all(src.startswith("data:image/") for src in seen.values("src"))


def hostile(value: Any, name: str = "") -> Any:
    """The same block, each text in it replaced by markup."""
    if isinstance(value, dict):
        return {k: v if k in STRUCTURE else hostile(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [hostile(item, name) for item in value]
    return HOSTILE if isinstance(value, str) else value


def test_hostile_text_in_any_field_of_any_block_is_shown_as_it_is_written():
    blocks = [hostile(block) for block in briefing_blocks()]
    whole = hostile(RECORD) | {"schema": 1}
    nb = notebook([*map(shown, blocks), record(whole)])
    seen = Seen(straight_html(exported(nb)))
    safe = Seen(exported(briefing()))
    assert {tag for tag, _ in seen.elements} <= {tag for tag, _ in safe.elements}
    assert not any(name.startswith("on") for _, held in seen.elements for name in held)
    shown_as = HOSTILE.replace("\u202e", "\ufffd")  # else it would turn what follows round
    assert seen.text.count(shown_as) > 80
    assert all(picture["alt"] == shown_as for picture in seen.all("img"))


def test_no_name_can_leave_its_place_in_the_style_sheet():
    name = 'A"; } body { color: red } </style> \\'
    council = RECORD["council"] | {"official_name": name}
    page = exported(notebook([record({"council": council})]))
    style = page[page.index("<style>") : page.index("</style>")]
    assert "color: red" not in style
    assert style.count("@bottom-left") == 2  # the rules after the name still belong to it
    assert css_string("Ynys Môn") == r"Ynys M\0000f4n"


def test_headings_begin_with_the_council_and_skip_no_level(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_markdown_headings_are_brought_into_step_with_the_rest():
    page = exported(notebook([record(), "# Loud\n\n##### Deep\n\n##### Again\n\n## Two"]))
    headings = re.findall(r"<h(\d)[^>]*>(\w+)", page)
    assert " ".join(f"{level}{name}" for level, name in headings) == (
        "1Ashcombe 2Loud 3Deep 3Again 2Two"
    )


def test_a_page_with_six_charts_stays_within_250_kilobytes():
    blocks = briefing_blocks()
    chart = next(b for b in blocks[2]["blocks"] if b["block"] == "chart")
    large = SVG.replace("3.5", "A label of a chart. " * 600)  # about 12 KB, as the real ones are
    many = [chart | {"id": f"figure-{n}", "svg": large} for n in range(3, 9)]
    assert len(exported(briefing([*blocks, *many])).encode()) < 250_000


def test_the_same_notebook_gives_the_same_bytes(page):
    exporter = BriefingExporter()
    nb = briefing()
    assert exporter.from_notebook_node(nb)[0] == exporter.document(nb, {}) == page


# --- where the looks come from ---


def test_a_project_may_have_templates_of_its_own(tmp_path):
    shutil.copytree(ROOT / "templates/page", tmp_path / "templates/page")
    (tmp_path / "templates/page/page.css").write_text("body { color: teal }")
    (tmp_path / "briefkit.toml").touch()
    (tmp_path / "briefings").mkdir()
    path = tmp_path / "briefings/culture.ipynb"
    nbformat.write(briefing(), path)
    page, _ = BriefingExporter().from_filename(str(path))
    assert "color: teal" in page
    named = exported(briefing(), templates=str(tmp_path / "templates"))
    assert "color: teal" in named


def test_a_notebook_outside_any_project_takes_briefkits_own_look(tmp_path):
    assert templates_for(str(tmp_path)) == ROOT / "templates"
    assert templates_for(None) == ROOT / "templates"


def test_a_missing_template_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(page_module, "PACKAGED", [tmp_path])
    with pytest.raises(BadSetting, match=r"templates/page"):
        templates_for(None)


def test_listing_exporters_costs_no_library_that_only_printing_needs():
    """One exporter that fails or dawdles when made spoils every export of the machine."""
    asked = (
        "import sys; from briefkit.publishing.formats.page import BriefingExporter as B; B(); "
        "heavy = {'pandas', 'matplotlib', 'typst', 'nh3', 'markdown_it', 'papermill'}; "
        "sys.stdout.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == ""
