"""Looking up councils: every way that leads to one, and every way that is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.errors import UnfitEvidence, UnknownCouncil
from briefkit.evidence.councils import JOBS, Register, read_register
from handmade import council
from rawdata import DATA
from tinyworld import COUNTY, GAPS, HIGH, TINY, change

REGISTER = read_register(TINY / "data" / "councils.csv")
REAL = read_register(DATA / "councils.csv")


@pytest.mark.parametrize(
    "text",
    [
        "X07000004", "x07000004", "GAP", "gap", "Gapley, Fenn and Marsh", "gapley fenn & marsh",
        "  GAPLEY, FENN AND MARSH ", "Gapley, Fenn and Marsh District Council", "Gapley",
    ],
)  # fmt: skip
def test_a_council_answers_to_its_codes_names_and_aliases(text):
    assert REGISTER.find(text).gss_code == GAPS


def test_case_accents_and_ampersands_do_not_matter():
    assert REGISTER.find("elm stoke and district").name == "Elmstoke"
    assert REGISTER.find("ÉLMSTOKE").name == "Elmstoke"


def test_a_former_code_finds_the_council_of_today():
    assert REGISTER.find("X07000099").name == "Brackenby"


def test_the_recoded_councils_are_found_under_both_codes():
    for old, new, name in [
        ("E08000016", "E08000038", "Barnsley"),
        ("E08000019", "E08000039", "Sheffield"),
    ]:
        assert REAL.find(old).name == REAL.find(new).name == name
        assert REAL.find(old).gss_code == new


def test_a_code_that_passed_on_means_the_council_of_today_in_whichever_order_they_stand():
    gone = council("NOW", gss_code="X2", name="Then", end=dt.date(2020, 3, 31))
    here = council("NOW", gss_code="X1", name="Now", former_gss=("X2",))
    for councils in ((gone, here), (here, gone)):
        assert Register(councils).find("now").name == Register(councils).find("X2").name == "Now"


@pytest.mark.parametrize("name", ["Somerset", "North Yorkshire"])
def test_a_name_that_passed_on_means_the_council_of_today(name):
    assert REAL.find(name).end is None


def test_every_council_of_today_is_found_by_each_of_its_own_names_and_codes():
    for one in REAL.present:
        for text in (one.gss_code, one.code, one.name, one.official_name):
            assert REAL.find(text) == one, text


def test_a_misspelt_name_is_proposed_and_never_applied():
    with pytest.raises(UnknownCouncil) as refusal:
        REGISTER.find("Highcome")
    assert "No council is called 'Highcome'. Did you mean Highcombe (X07000001)" in str(
        refusal.value
    )
    assert "`briefkit councils`" in str(refusal.value)


def test_at_most_three_councils_are_proposed():
    with pytest.raises(UnknownCouncil) as refusal:
        REAL.find("Newcastl")
    assert 1 <= str(refusal.value).count(" (") <= 3


def test_nothing_is_proposed_for_a_name_like_no_other():
    with pytest.raises(UnknownCouncil, match=r"^No council is called 'Zzzzqq'\. `briefkit"):
        REGISTER.find("Zzzzqq")


def test_a_long_wrong_name_is_cut_in_the_message():
    with pytest.raises(UnknownCouncil) as refusal:
        REGISTER.find("z" * 500)
    assert len(str(refusal.value)) < 150


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_is_nobody(blank):
    with pytest.raises(UnknownCouncil, match="No council is called ''"):
        REGISTER.find(blank)


def test_an_ambiguous_alias_names_all_that_it_could_be():
    with pytest.raises(UnknownCouncil) as refusal:
        REGISTER.find("the vale")
    assert str(refusal.value) == (
        "'the vale' could be Corvale (X07000006) or Dunmere (X07000007). Give the code instead."
    )


@pytest.mark.parametrize("text", ["Brackenby Rural", "BRR", "X07000090"])
def test_a_council_that_ended_names_its_successor(text):
    with pytest.raises(UnknownCouncil) as refusal:
        REGISTER.find(text)
    assert str(refusal.value) == (
        "Brackenby Rural District Council ended on 31 March 2024. Ask for Brackenby (X07000005)."
    )


def test_a_council_with_several_successors_names_them_all():
    with pytest.raises(UnknownCouncil, match=r"Ask for Dunmere \(X07000007\) or Elmstoke"):
        REGISTER.find("Twinstead")


def test_an_ended_council_leads_to_a_council_of_today_though_its_heir_has_ended_too():
    with pytest.raises(UnknownCouncil) as refusal:
        REGISTER.find("Little Brackenby")
    assert "Brackenby (X07000005)" in str(refusal.value)
    assert "X07000090" not in str(refusal.value)


def test_a_council_that_ended_without_heirs_says_just_that():
    gone = Register((council("GONE", end=dt.date(2020, 3, 31)),))
    with pytest.raises(UnknownCouncil, match=r"GONE Council ended on 31 March 2020\."):
        gone.find("GONE")


def test_search_finds_parts_of_names_codes_and_aliases():
    assert [c.name for c in REGISTER.search("gap")] == ["Gapley, Fenn and Marsh"]
    assert [c.name for c in REGISTER.search("on sea")] == ["Dunmere"]
    assert [c.gss_code for c in REGISTER.search("x1000")] == [COUNTY]
    assert REGISTER.search("nowhere") == ()


def test_search_leaves_out_councils_that_ended():
    assert [c.name for c in REGISTER.search("brackenby")] == ["Brackenby"]


def test_a_blank_search_lists_every_council_of_today_by_code():
    everyone = REGISTER.search("")
    assert everyone == REGISTER.present
    assert [c.gss_code for c in everyone] == sorted(REGISTER.by_gss)
    assert len(everyone) == 14


def test_the_register_reads_numbers_days_and_lists():
    high, twins = REGISTER.find(HIGH), next(c for c in REGISTER.councils if c.code == "TWI")
    assert (high.population, high.population_year) == (100_000, 2020)
    assert str(high.start) == "1974-04-01"
    assert (twins.population, twins.start, twins.successors) == (None, None, ("DUN", "ELM"))


def test_the_real_register_holds_382_councils_of_today_each_with_a_job_and_a_slug_of_its_own():
    assert len(REAL.present) == 382
    assert {c.job for c in REAL.present} == set(JOBS.values())
    assert len({c.slug for c in REAL.present}) == 382


def test_a_slug_holds_only_letters_digits_and_hyphens():
    assert REGISTER.find(GAPS).slug == "gapley-fenn-and-marsh"
    assert council(name="Ynys Môn & St. Élm's").slug == "ynys-mon-and-st-elm-s"
    for one in REAL.present:
        assert one.slug.isascii()
        assert one.slug.replace("-", "").isalnum()
        assert one.slug == one.slug.lower().strip("-")


def test_a_slug_is_short_enough_for_a_file_name():
    assert council(name="Long" + "x" * 9_996).slug == "long" + "x" * 56
    assert council(name="y" * 59 + " & co").slug == "y" * 59


@pytest.mark.parametrize("code", ["../../evil", "X07/04", "x07000004", "X07 4", "\x1b[31m", "=1"])
def test_a_code_that_could_lead_out_of_a_folder_is_refused(data, code):
    line = change(data / "councils.csv", ("GAP",), gss_code=code)
    with pytest.raises(UnfitEvidence) as refusal:
        read_register(data / "councils.csv")
    assert str(refusal.value) == (
        f"councils.csv row {line}, column gss_code: {code!r} is no GSS code. "
        "Write capital letters and digits alone."
    )


@given(st.text(max_size=30))
def test_any_text_at_all_finds_a_council_of_today_or_is_refused(text):
    try:
        found = REGISTER.find(text)
    except UnknownCouncil as refusal:
        found = str(refusal)
    assert found in REGISTER.present or "council" in str(found).casefold()
