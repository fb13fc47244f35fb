"""Findings into sentences: which macro speaks, how figures are found again, what stops the run."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.analysis.findings import Figure
from briefkit.narrative.keys import verdicts
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import (
    Ledger,
    MissingWords,
    Printed,
    Words,
    candidates,
    cut,
    word_finding,
)

WORDS_TOML = """
[verdict]
lower = "lower than"
[verdict.home_page_weight]
lower = "lighter than"
"""


def figure(value, unit="count"):
    return Figure("E06000026", "home_page_weight", "2025", value, unit, "", ())


@pytest.fixture
def words(tmp_path):
    """A folder of templates of our own; `write` adds a file."""

    def write(**files):
        for name, text in {"general": "", **files}.items():
            (tmp_path / f"{name.replace('_', '-')}.md.j2").write_text(text, "utf-8")
        (tmp_path / "words.toml").write_text(WORDS_TOML, "utf-8")
        return Words(tmp_path)

    return write


def macro(name, text):
    return f"{{% macro {name}(s) %}}{text}{{% endmacro %}}"


@pytest.fixture(scope="module")
def weight(told):
    return told["Plymouth"].material.statements["home_page_weight.level"].finding


# --- which macro speaks ---


def test_the_most_particular_name_is_asked_first(weight):
    assert candidates(weight, ["much_lower", "lower"]) == [
        "home_page_weight__level__much_lower",
        "home_page_weight__level__lower",
        "home_page_weight__level",
        "level__much_lower",
        "level__lower",
        "level",
    ]


def test_a_form_stands_at_the_end_of_every_name(weight):
    names = candidates(weight, ["lower"], "glance")
    assert names[0] == "home_page_weight__level__lower__glance"
    assert all(name.endswith("__glance") for name in names)


def test_a_theme_speaks_before_the_general_words_even_with_a_plainer_name(words):
    said = words(citizens=macro("level", "Theme."), general=macro("level__lower", "General."))
    spoken = said.say("citizens", ["level__lower", "level"], SimpleNamespace(), Ledger())
    assert plain(spoken) == "Theme."


def test_the_general_words_speak_where_the_theme_is_silent_or_unknown(words):
    said = words(citizens="", general=macro("level", "General."))
    for theme in ("citizens", "no-such-theme"):
        assert plain(said.say(theme, ["level"], SimpleNamespace(), Ledger())) == "General."


def test_no_macro_says_nothing(words):
    assert words(citizens="").say("citizens", ["level"], SimpleNamespace(), Ledger()) == ()


def test_an_indicator_has_its_own_word_before_the_common_one(words):
    said = words()
    assert said.word("verdict", "lower", "home_page_weight") == "lighter than"
    assert said.word("verdict", "lower", "gigabit") == "lower than"


# --- figures are found again ---


def test_a_printed_figure_becomes_a_span_of_its_own(words):
    ledger = Ledger()
    value = Printed(figure(1.0645, "megabytes"), 1, " megabytes", ledger)
    said = words(citizens=macro("level", "It weighed {{ s.value }},\n  or {{ s.value.bare }}."))
    spans = said.say("citizens", ["level"], SimpleNamespace(value=value), ledger)
    assert [s.text for s in spans] == ["It weighed ", "1.1 megabytes", ", or ", "1.1", "."]
    assert [s.value for s in spans] == [None, 1.0645, None, 1.0645, None]


def test_a_ledger_holds_the_figures_in_the_order_of_the_text():
    ledger = Ledger()
    for value in (3, 1, 2):
        str(Printed(figure(value), 0, "", ledger))
    assert [shown.text for shown in ledger.printed] == ["3", "1", "2"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "no failed rule"),
        (1, "one failed rule"),
        (3, "three failed rules"),
        (27, "27 failed rules"),
    ],
)
def test_so_many_of_something_agree_with_their_number(value, said):
    ledger = Ledger()
    text = Printed(figure(value), 0, "", ledger).times("failed rule")
    assert plain(cut(text, ledger)) == said


@given(st.lists(st.floats(0, 1e6, allow_nan=False), max_size=5))
def test_a_text_is_cut_at_its_figures_and_nowhere_else(values):
    ledger = Ledger()
    marks = [str(Printed(figure(v), 1, "", ledger)) for v in values]
    spans = cut("so " + " and ".join(marks) + " end", ledger)
    assert [s.value for s in spans if s.value is not None] == values
    shown = [s.text for s in ledger.printed]
    assert plain(spans) == " ".join(("so " + " and ".join(shown) + " end").split())


def test_a_whole_number_is_kept_as_one_for_machines():
    ledger = Ledger()
    (span,) = cut(str(Printed(figure(8.0), 0, "", ledger)), ledger)
    assert (span.value, type(span.value)) == (8, int)


# --- a name is data ---

NAMES = [
    "{{ 7 * 7 }}",
    "{% macro x() %}{% endmacro %}",
    "{# gone #}",
    "Newry {Mourne} & Down <b>",
    "half \ue000 a mark",
    "a whole mark \ue0000\ue001",
    "an empty mark \ue00099\ue001",
    "another text's mark \ue0000123456789abcdef:0\ue001",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_is_written(words, name):
    ledger = Ledger()
    value = Printed(figure(3), 0, "", ledger)
    said = words(citizens=macro("level", "{{ s.name }} has {{ s.value }}."))
    spans = said.say("citizens", ["level"], SimpleNamespace(name=name, value=value), ledger)
    assert plain(spans) == f"{name} has 3."
    assert [s.text for s in spans if s.value is not None] == ["3"]


def test_a_name_with_a_template_in_it_comes_through_a_real_briefing(told, shelf):
    lambeth = told["Lambeth"].material
    named = replace(lambeth.teller.council, name="{{ 7 * 7 }} of {% Lambeth %}")
    teller = replace(lambeth.teller, council=named)
    finding = lambeth.statements["planning_products_live.milestone"].finding
    statement = word_finding(finding, teller.of(finding), verdicts(finding), shelf.words)
    assert plain(statement.forms["lead"]).startswith("{{ 7 * 7 }} of {% Lambeth %} ")


# --- what stops the run ---


def test_an_unknown_name_in_a_template_stops_the_run(words):
    said = words(citizens=macro("level", "It is {{ s.valeu }}."))
    with pytest.raises(jinja2.UndefinedError, match="valeu"):
        said.say("citizens", ["level"], SimpleNamespace(value=1), Ledger())


def spoken_by(words, telling, finding, text):
    said = words(**{finding.theme.replace("-", "_"): macro("level", text)})
    return plain(said.say(finding.theme, ["level"], telling, telling.ledger))


def test_a_misspelt_figure_of_a_real_finding_stops_the_run(words, told, weight):
    telling = told["Plymouth"].material.teller.of(weight)(Ledger())
    with pytest.raises(jinja2.UndefinedError, match="tipical"):
        spoken_by(words, telling, weight, "It is {{ s.tipical }}.")


def test_a_figure_that_a_finding_lacks_can_be_asked_for_and_not_printed(words, told, weight):
    telling = told["Plymouth"].material.teller.of(weight)(Ledger())
    assert spoken_by(words, telling, weight, "It is{% if s.lower %} low{% endif %}.") == "It is."
    with pytest.raises((jinja2.UndefinedError, AttributeError, MissingWords)):
        spoken_by(words, telling, weight, "It runs from {{ s.lower }}.")


def test_a_misspelt_list_of_names_stops_the_run(words, told, weight):
    telling = told["Plymouth"].material.teller.of(weight)(Ledger())
    with pytest.raises((jinja2.UndefinedError, AttributeError, MissingWords)):
        spoken_by(words, telling, weight, "Only {{ s.names.beyonds }} had a lighter page.")


def test_a_finding_without_words_says_which_macro_to_write(words, told, weight):
    bare = words(citizens="")
    with pytest.raises(MissingWords, match=r"home_page_weight__level.* to citizens\.md\.j2"):
        word_finding(weight, told["Plymouth"].material.teller.of(weight), verdicts(weight), bare)
