"""A slip of the keyboard is answered in one sentence that says what to write."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import ClassVar

import pytest

from briefkit.errors import BadSetting, UnknownPart, WrongCall
from briefkit.narrative.slips import in_one_sentence, require_text


@in_one_sentence
@dataclass(frozen=True)
class Leaflet:
    """Something that a notebook holds."""

    called: ClassVar[str] = "leaflet"
    hidden: str = "x"

    @property
    def council(self) -> str:
        return "Merrowshire"

    @property
    def broken(self) -> str:
        raise AttributeError("what went wrong inside")

    def title(self) -> str:
        """Its title."""
        return "Title"

    def chart(self, kind: str, theme: str = "") -> str:
        """One chart."""
        return f"{kind} {theme}".strip()


@in_one_sentence
def opened(council: str, *, edition: str = "") -> str:
    """Opened."""
    return council + edition


def test_a_right_call_goes_through_and_keeps_its_name_and_signature():
    assert Leaflet().chart("peers", theme="skills") == "peers skills"
    assert opened("York", edition="1") == "York1"
    assert opened.__doc__ == "Opened."
    assert list(inspect.signature(opened).parameters) == ["council", "edition"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: Leaflet().chart(),  # type: ignore[call-arg]
            (
                "leaflet.chart(): missing a required argument: 'kind'. "
                "Write leaflet.chart(kind, theme='')."
            ),
        ),
        (
            lambda: Leaflet().chart("peers", thme="skills"),  # type: ignore[call-arg]
            (
                "leaflet.chart() has no argument 'thme'. Did you mean theme? "
                "Write leaflet.chart(kind, theme='')."
            ),
        ),
        (
            lambda: Leaflet().title(1),  # type: ignore[call-arg]
            "leaflet.title(): too many positional arguments. Write leaflet.title().",
        ),
        (
            opened,
            "opened(): missing a required argument: 'council'. Write opened(council, edition='').",
        ),
    ],
    ids=["missing", "misspelt", "one too many", "a function"],
)
def test_a_wrong_call_says_how_it_is_written(call, said):
    with pytest.raises(WrongCall) as refusal:
        call()
    assert str(refusal.value) == said


def test_a_part_that_is_not_there_leads_to_the_nearest():
    with pytest.raises(UnknownPart) as refusal:
        _ = Leaflet().tilte  # type: ignore[attr-defined]
    assert str(refusal.value) == (
        "This leaflet has no part 'tilte'. Did you mean title? It has: chart, council, title."
    )


def test_tab_is_offered_methods_and_the_council_alone():
    assert dir(Leaflet()) == ["chart", "council", "title"]


def test_a_mistake_of_ours_inside_a_property_is_told_as_it_is():
    with pytest.raises(AttributeError, match="what went wrong inside"):
        _ = Leaflet().broken


def test_a_type_error_inside_a_call_is_not_taken_for_a_wrong_call():
    @in_one_sentence
    def adds(number: int) -> int:
        return number + "1"  # type: ignore[operator]

    with pytest.raises(TypeError) as mistake:
        adds(1)
    assert not isinstance(mistake.value, WrongCall)


@pytest.mark.parametrize("value", [7, None, ["York"], True])
def test_what_is_no_text_is_refused_by_its_name(value):
    with pytest.raises(BadSetting, match=r"^The council .* must be text: write it in quotes\.$"):
        require_text(title="fine", council=value)
