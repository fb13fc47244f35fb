"""What holds for every kind of chart, over invented evidence from plain to absurd."""

from __future__ import annotations

import dataclasses
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import matplotlib
from matplotlib import pyplot

from briefkit.narrative.charts.stencil import svg_of

SEEDS = range(12)
HERE = Path(__file__).parent


def test_no_text_touches_another_or_runs_off_the_sheet(kind, template, seen):
    _, some = kind
    for seed in range(150):
        chart = seen(template(some(random.Random(seed))))
        assert chart.texts
        assert chart.faults() == [], f"seed {seed}"


def test_a_figure_that_served_other_councils_gives_the_same_bytes_as_a_fresh_one(
    kind, look, template
):
    module, some = kind
    fresh = {seed: module.draw(some(random.Random(seed)), look) for seed in SEEDS}
    assert len(set(fresh.values())) > len(SEEDS) // 2  # councils do differ
    order = list(SEEDS) * 3
    random.Random(7).shuffle(order)
    for seed in order:
        assert template(some(random.Random(seed))) == fresh[seed]


def test_a_stencil_is_kept_for_the_next_chart_and_made_anew_for_another_look(kind, look):
    module, some = kind
    own = dataclasses.replace(look, council="#801650")
    for each, seed in ((look, 1), (look, 2), (own, 1), (look, 3)):
        data = some(random.Random(seed))
        assert svg_of(module, data, each) == module.draw(data, each)


def test_a_figure_serves_whatever_settings_hold_when_it_is_written(kind, look):
    module, some = kind
    data = some(random.Random(3))
    plain = module.draw(data, look)
    with matplotlib.rc_context(
        {
            "font.size": 40,
            "text.color": "red",
            "svg.fonttype": "path",
            "lines.linewidth": 9,
            "figure.dpi": 200,
            "text.parse_math": True,
        }
    ):
        assert module.draw(data, look) == plain


def test_drawing_leaves_no_setting_changed_and_no_figure_open(kind, look):
    module, some = kind
    before = dict(matplotlib.rcParams)
    dice = random.getstate()
    module.draw(some(random.Random(1)), look)
    assert dict(matplotlib.rcParams) == before
    assert pyplot.get_fignums() == []
    assert random.getstate() == dice


def test_other_processes_draw_the_same_bytes():
    prints = {
        _drawn_elsewhere(hash_seed, zone)
        for hash_seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo"))
    }
    assert len(prints) == 1


def _drawn_elsewhere(hash_seed: str, zone: str) -> str:
    code = (
        "import hashlib, random\n"
        "from conftest import KINDS, ROOT, read_look\n"
        "look = read_look(ROOT / 'templates' / 'briefing.mplstyle')\n"
        "drawn = [m.draw(some(random.Random(1)), look) for m, some in KINDS.values()]\n"
        "print(hashlib.sha256(''.join(drawn).encode()).hexdigest())\n"
    )
    paths = os.pathsep.join([str(HERE), str(HERE.parents[2] / "src"), *sys.path])
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": hash_seed, "TZ": zone}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert re.fullmatch(r"[0-9a-f]{64}\n", done.stdout)
    return done.stdout


def test_a_chart_holds_no_id_no_style_no_script_no_date_and_no_font_of_its_own(kind, template):
    _, some = kind
    for seed in SEEDS:
        svg = template(some(random.Random(seed)))
        assert not re.search(r"\bid=|<style|[ <]style=|<script|<metadata|<!--|<\?xml|href=", svg)
        assert svg.count("font-family=") == 1
        assert not re.search(r"\d\.\d{3,}", svg)
        assert "nan" not in re.sub(r">[^<]*<", "><", svg)


def test_the_ground_is_painted_first(kind, look):
    module, some = kind
    svg = module.draw(some(random.Random(2)), look)
    size = re.search(r'viewBox="0 0 (440) ([\d.]+)"', svg)
    assert size
    ground = f'<rect width="440" height="{size[2]}" fill="#ffffff"/>'
    assert svg.index(ground) == svg.index(">") + 1


def test_a_chart_is_small_enough_for_a_page_of_six(kind, template):
    _, some = kind
    sizes = [len(template(some(random.Random(seed))).encode()) for seed in range(40)]
    assert sorted(sizes)[20] < 9_000
    assert max(sizes) < 18_000


def test_names_are_text_not_markup_or_formulas(kind, look, seen):
    module, some = kind
    data = some(random.Random(5))
    hostile = "a</text><script> $x^2$ & \"'"
    svg = module.draw(_renamed(data, hostile), look)
    assert "<script" not in svg
    assert any("$x^2$" in text for text, _, _ in seen(svg).texts)


def _renamed(value, text):
    """The same chart with a hostile text in every field that holds a text for people."""
    if dataclasses.is_dataclass(value):
        fixed = {"better", "prefix", "suffix"}
        changes = {
            f.name: _renamed(getattr(value, f.name), text)
            for f in dataclasses.fields(value)
            if f.name not in fixed
        }
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(_renamed(item, text) for item in value)
    return text if isinstance(value, str) else value


def test_the_council_differs_from_peers_in_shape_not_only_in_colour(kinds, look):
    for name in ("strands", "dots", "scatter"):
        module, _ = kinds[name]
        with look.applied():
            parts = module.build(look)
        own, peer = (len(c.get_paths()[0].vertices) for c in (parts.council, parts.peers))
        assert own != peer
