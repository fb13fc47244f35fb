"""The words of a briefing: templates decide nothing, and no word is missing or idle."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from functools import cache

import jinja2
import pytest
from jinja2 import nodes

import demo
from briefkit.analysis.patterns import POSITIONS
from briefkit.analysis.strands import HALVES
from briefkit.evidence.catalogue import STRANDS
from briefkit.evidence.checks import REASONS
from briefkit.narrative.changes import KINDS
from briefkit.narrative.deep.choosing import ORDER
from briefkit.narrative.keys import verdicts
from briefkit.narrative.selection import LEAD_TYPES, TYPE_ORDER
from briefkit.narrative.wording import candidates
from narrative.conftest import ROOT

FOLDER = ROOT / "templates" / "narrative"
TEMPLATES = sorted(FOLDER.glob("*.md.j2"))
ARITHMETIC = (nodes.BinExpr, nodes.Neg, nodes.Pos, nodes.Concat)
DECISIONS = (nodes.Compare, nodes.And, nodes.Or, nodes.Not)
FORMS = ("glance", "lead", "question", "caveat", "action")
LINES = ("questions", "charts", "document")  # a question with its setting, a caption: one line
TWO = re.compile(r"[a-z)][.?!](?:\{% ?endif ?%\})? +[A-Z{]")  # a sentence ends and another begins
NAME = r"(?:names\.\w+|council\.(?:inside|bare|subject\w*))"
IN_A_NAME = re.compile(rf"\b[Ii]n \{{\{{ ?\w+\.{NAME} ?\}}\}}")


@cache
def tree(path) -> nodes.Template:
    return jinja2.Environment().parse(path.read_text("utf-8"))


def macros(path) -> list[str]:
    return [macro.name for macro in tree(path).find_all(nodes.Macro)]


def name(path) -> str:
    return path.name.removesuffix(".md.j2")


def toml(file):
    return tomllib.loads((FOLDER / file).read_text("utf-8"))


by_template = pytest.mark.parametrize("path", TEMPLATES, ids=name)

# --- templates decide nothing ---


@by_template
def test_a_template_works_nothing_out_and_compares_nothing(path):
    # `and` and `or` on figures are how Python compares; only "is it there" may be asked
    found = [type(n).__name__ for n in tree(path).find_all((*ARITHMETIC, nodes.Compare))]
    assert found == []
    hidden = {n.name for n in tree(path).find_all((nodes.Filter, nodes.Test))}
    assert hidden == set()


@by_template
def test_a_template_neither_loops_nor_sets_nor_reads_another(path):
    idle = (nodes.For, nodes.Assign, nodes.AssignBlock, nodes.Include, nodes.Import, nodes.Call)
    calls = list(tree(path).find_all(idle))
    allowed = [c for c in calls if isinstance(c, nodes.Call) and c.node.attr == "times"]
    assert calls == allowed


@by_template
def test_a_choice_in_a_template_asks_only_whether_something_is_there(path):
    for choice in tree(path).find_all(nodes.If):
        assert isinstance(choice.test, nodes.Getattr), choice.lineno
        assert not list(choice.test.find_all(DECISIONS))


@by_template
def test_no_template_says_in_before_a_name(path):
    """One is on an island: a council's `located` knows it, a name in a list does not."""
    assert IN_A_NAME.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", [p for p in TEMPLATES if name(p) not in LINES], ids=name)
def test_one_sentence_stands_on_a_line(path):
    lines = path.read_text("utf-8").splitlines()
    crowded = [line for line in lines if TWO.search(line) and not line.startswith("{#")]
    assert crowded == []


# --- every macro has its own job ---


@by_template
def test_no_macro_is_written_twice_in_a_file(path):
    assert [n for n, times in Counter(macros(path)).items() if times > 1] == []


@by_template
def test_no_two_macros_of_a_file_say_the_same_by_names_that_fall_back_on_one_another(path):
    bodies = {m.name: repr(m.body) for m in tree(path).find_all(nodes.Macro)}
    idle = [
        longer
        for longer, body in bodies.items()
        for shorter, other in bodies.items()
        if longer.startswith(f"{shorter}__") and body == other
    ]
    assert idle == []


@cache
def texts_of(room) -> frozenset[str]:
    """Every text that stands in the code of a room."""
    trees = (ast.parse(p.read_text("utf-8")) for p in (ROOT / "src/briefkit" / room).rglob("*.py"))
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(node.value for node in found if isinstance(node.value, str))


@cache
def asked_in_code() -> re.Pattern[str]:
    """Every text in narrative's code by which a macro could be asked for, as one pattern."""
    found = {re.escape(text) for text in texts_of("narrative")}
    for path in (ROOT / "src" / "briefkit" / "narrative").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                if any(p and re.search(r"[a-z]{2}_|[a-z]{3}", p) for p in parts):
                    found.add("".join(re.escape(p) if p else r"\w+" for p in parts))
    return re.compile("|".join(found))


DIVE_PARTS = ("closing", "lead", "change_intro", r"lead_\w+")
LEANS = ("up", "down", "both", "even")


def of_dives() -> re.Pattern[str]:
    """Names of phrases on a strand: by half and position, or once there is own evidence, or any."""
    wanted = {piece["name"] for plan in toml("dives.toml").values() for piece in plan["wanted"]}
    places = "|".join(POSITIONS)
    case = rf"(?:own|(?:(?:{'|'.join(HALVES)})_)?(?:{places}))"
    parts = "|".join((*DIVE_PARTS, rf"(?:{'|'.join(wanted)})_(?:what|why|who)"))
    return re.compile(rf"(?:{'|'.join(STRANDS)})(?:__{case})?__(?:{parts})")


def of_dive_questions() -> re.Pattern[str]:
    """Names of a strand's questions: by where it stands, or by measure or part and shade."""
    places = rf"(?:(?:{'|'.join(HALVES)})_)?(?:{'|'.join(POSITIONS)})(?:_(?:{'|'.join(LEANS)}))?"
    parts = [part for plan in toml("dives.toml").values() for part in plan["part"]]
    measures = {name for part in parts for names in part["paragraphs"] for name in names}
    heads = "|".join({part["id"].replace("-", "_") for part in parts} | measures)
    words = {text for text in texts_of("analysis") if re.fullmatch("[a-z_]+", text)}
    shades = "|".join(words | {"higher", "lower"})
    rest = rf"(?:own|more|{places}|(?:{heads})(?:__(?:{shades}))?)"
    return re.compile(rf"(?:{'|'.join(STRANDS)})__{rest}")


PATTERN_PARTS = ("apart", "caveat", "action", "question_one", "question_two")
BY_STRAND = {"dives": of_dives, "dive-questions": of_dive_questions}
OPTIONAL_PARTS = ("also", "lead")  # said beside another pattern; as a headline


@by_template
def test_every_macro_can_be_asked_for(path, all_told, shelf):
    findings = {(f.indicator.id, f.type) for t in all_told for f in t.material.reading.findings}
    types = {*ORDER, *LEAD_TYPES, "benchmark", "lesson", *(kind for _, kind in findings)}
    indicators = {i.id for i in shelf.evidence.catalogue.indicators} | {i for i, _ in findings}
    patterns = {rule.id.replace("-", "_") for rule in shelf.patterns}
    finding = re.compile(
        rf"(?:(?:{'|'.join(indicators)})__)?(?:{'|'.join(types)})(?:__\w+)?"
        rf"|(?:{'|'.join(indicators)})__caveat"
    )
    asked = BY_STRAND.get(name(path), asked_in_code)()
    if name(path) == "changes":  # kind, then a case that code names, or a type of statement
        words = "|".join(t for t in {*texts_of("narrative"), *types} if re.fullmatch("[a-z_]+", t))
        finding = re.compile(rf"(?:{'|'.join(KINDS)})(?:__(?:{words}))*")
    idle = [m for m in macros(path) if not asked.fullmatch(m) and not finding.fullmatch(m)]
    parts = "|".join((*PATTERN_PARTS, *OPTIONAL_PARTS))
    assert [m for m in idle if re.sub(rf"__(?:{parts})$", "", m) not in patterns] == []


def test_every_verdict_that_a_macro_is_named_for_can_be_given(all_told):
    given = {v for t in all_told for f in t.material.reading.findings for v in verdicts(f)}
    given |= set(toml("words.toml")["verdict"]) | {"higher", "lower", "same", *FORMS}
    given |= texts_of("analysis")  # what no council is in this edition, one may be in the next
    types = "|".join(sorted({*TYPE_ORDER, *LEAD_TYPES, "benchmark"}, key=len, reverse=True))
    tail = re.compile(rf"(?:^|__)(?:{types})__(\w+)$")
    idle = []
    for path in (
        p for p in TEMPLATES if name(p) not in ("changes", "document", "charts", "patterns")
    ):
        for macro in macros(path):
            found = tail.search(macro)
            verdict = re.sub(rf"(?:^|__)(?:{'|'.join(FORMS)})$", "", found[1]) if found else ""
            if verdict and verdict not in given:
                idle.append(f"{path.name}: {macro}")
    assert idle == []


# --- no word is missing ---


def test_every_finding_met_has_words_of_its_own_theme(all_told):
    own = {name(path): set(macros(path)) for path in TEMPLATES}
    lacking = Counter()
    for told in all_told:
        for finding in told.material.reading.findings:
            if not own[finding.theme] & set(candidates(finding, verdicts(finding))):
                lacking[finding.indicator.id, finding.type, finding.verdict] += 1
    assert sum(len(t.material.reading.findings) for t in all_told) > 5000
    assert lacking == {}


def test_every_pattern_has_a_sentence_a_caveat_an_action_and_two_questions(shelf):
    (path,) = (p for p in TEMPLATES if name(p) == "patterns")
    ids = {rule.id.replace("-", "_") for rule in shelf.patterns}
    assert ids <= set(macros(path))
    assert {f"{id}__{part}" for id in ids for part in PATTERN_PARTS} - set(macros(path)) == set()


def test_every_fault_product_data_set_and_membership_in_the_data_has_words(shelf):
    words = toml("words.toml")
    items = {"home_page_barriers": "fault", "planning_products_live": "product"}
    items |= {"planning_data_level": "dataset", "localgov_drupal": "member"}
    met = {(table, d.item) for d in details(shelf) if (table := items.get(d.indicator))}
    kept = {(table, item) for table, item in met if not aside(item)}
    assert {table for table, _ in kept} == set(items.values())
    assert sorted(kept - {(t, key) for t in items.values() for key in words[t]}) == []


def details(shelf):
    return [d for parts in shelf.evidence.details.values() for d in parts]


def aside(item):
    """Parts that no sentence names: the second engine's count, and readings before the last."""
    return item == "alfa_failed" or item.startswith(("first reading", "moved", "planned"))


def test_every_kind_reason_strand_and_position_has_words(all_told):
    words = toml("words.toml")
    kinds = {t.council.kind for t in all_told}
    assert all(kinds <= set(words[table]) for table in ("kind", "kinds", "area"))
    reasons = {gap.reason for t in all_told for gap in t.material.reading.gaps}
    assert reasons | set(REASONS) <= set(words["reason"])
    strands = [s for t in all_told for s in t.material.reading.strands]
    assert {s.position for s in strands} <= set(words["position"])
    for table in ("strand", "asks", "basis"):
        assert {s.id for s in strands} == set(words[table])


def test_every_figure_that_a_note_prints_has_a_label(all_told):
    labels = set(toml("words.toml")["figure"])
    printed = {
        name
        for t in all_told
        for s in t.material.statements.values()
        for name, figure in s.finding.figures.items()
        if figure in {shown.figure for shown in s.figures} and s.finding.type != "contrast"
    }
    assert {n for n in printed if not n.startswith("point_")} - labels == set()


# --- headings ---


def test_a_heading_has_six_words_or_fewer_and_no_full_stop():
    for heading in toml("headings.toml").values():
        assert len(heading.split()) <= 6, heading
        assert not heading.endswith(".")
        assert heading[0].isupper()


def test_every_heading_can_be_reached(all_told):
    invented = [demo.reading(c.name) for c in demo.evidence().register.present]
    readings = [*(t.material.reading for t in all_told), *invented]
    findings = [f for reading in readings for f in reading.findings]
    kinds = {f"{f.indicator.id}.{f.type}" for f in findings}
    kinds |= {f"contrast.{f.verdict}" for f in findings if f.type == "contrast"}
    lost = [k for k in toml("headings.toml") if ".".join(k.split(".")[:2]) not in kinds]
    assert lost == []


def test_every_contrast_has_a_heading(all_told):
    met = {
        f"contrast.{f.verdict}"
        for t in all_told
        for f in t.material.reading.findings
        if f.type == "contrast"
    }
    assert met - set(toml("headings.toml")) == set()
    assert len(met) == 15
