"""What a council says of itself as findings: the gap, its parts, its money, what is too small."""

from dataclasses import replace

import pytest

from briefkit.analysis.changes import change_findings
from briefkit.analysis.perception import perception_findings
from briefkit.analysis.spending import spending_findings
from briefkit.analysis.strands import half
from briefkit.evidence.deflators import Deflator
from demo import reading
from handmade import DAY, cell, council, districts, look, part, world


def found(name, id):
    return reading(name).by_id[id]


def values(finding):
    return {name: figure.value for name, figure in finding.figures.items()}


def test_the_gap_says_what_each_group_said_and_of_how_many():
    gap = found("Ashcombe", "perception_gap.gap")
    shown = values(gap)
    assert (gap.verdict, gap.facts["real"]) == ("similar", "yes")
    assert [shown[f"{g}_base"] for g in ("leaders", "staff", "public")] == [34, 580, 1020]
    assert [shown[f"{g}_part"] for g in ("leaders", "staff", "public")] == [28, 284, 388]
    assert shown["value"] == pytest.approx(shown["leaders"] - shown["public"])


def test_every_figure_of_the_gap_cites_rows_that_stand_in_a_file():
    gap = found("Ashcombe", "perception_gap.gap")
    for name, figure in gap.figures.items():
        assert figure.refs, name
        assert not any(ref.indicator == "perception_gap" for ref in figure.refs), name
    assert gap.figures["lower"].formula == "lower 95% limit, Newcombe"
    assert len(gap.figures["typical"].refs) == 2 * gap.figures["n"].value


def test_without_residents_each_view_is_told_by_itself():
    ids = set(reading("Loamshire").by_id)
    assert {"leaders_view.view", "staff_view.view"} <= ids
    assert "perception_gap.gap" not in ids


def test_a_view_of_an_earlier_round_is_not_put_beside_the_gap():
    on = {"base": 100.0, "lower": 40.0, "upper": 60.0}
    gap = cell(20.0, indicator="perception_gap", period="2026-05", lower=10.0, upper=30.0)
    old = cell(50.0, indicator="staff_view", period="2025-05", **on)
    (told,) = perception_findings(look([gap, old]))
    assert "staff" not in told.figures


def test_a_count_of_objectives_is_told_in_parts_that_cite_its_row():
    told = found("Ashcombe", "objectives_outcome_share.level")
    shown = values(told)
    assert (shown["part"], shown["rest"], shown["base"]) == (8, 17, 25)
    assert told.figures["part"].formula == "value x base / 100, to a whole number"


def test_a_group_too_small_to_report_is_told_by_its_base_alone():
    small = found("Ashcombe", "staff_confident_specialists.small")
    assert (small.rule, values(small)) == ("missing: base under 30", {"base": 19})


# --- money ---

SPENT = {"indicator": "technology_spending", "source": "own-D00"}


def years(*amounts, **changes):
    periods = ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26")
    return [
        cell(a, period=p, **{**SPENT, **changes})
        for a, p in zip(amounts, periods[-len(amounts) :], strict=True)
    ]


def test_run_and_change_are_the_plans_own_parts():
    spent = found("Ashcombe", "technology_spending.spending")
    shown = values(spent)
    assert (shown["run"], shown["change"], shown["value"]) == (5_830_000, 3_570_000, 9_400_000)
    assert shown["change_share"] == pytest.approx(37.98, abs=0.01)
    assert {r.item for r in spent.figures["run"].refs} == {"running what exists"}


def test_a_plan_that_says_one_of_the_two_tells_neither():
    plan = years(9.0)
    one = part("running what exists", 5.0, indicator="technology_spending", period="2025-26")
    assert list(spending_findings(look(plan, [one]))) == []


def test_money_for_people_that_fell_while_the_whole_rose_went_the_other_way():
    told = found("Ashcombe", "people_spending.people")
    assert (told.verdict, told.facts["opposite"]) == ("less", "yes")
    assert [values(told)[k] for k in ("first", "last")] == [260_000, 230_000]


def test_real_change_says_what_the_first_year_would_be_in_the_prices_of_the_last():
    told = found("Ashcombe", "technology_real_change.real")
    shown = values(told)
    assert told.verdict == "rose"
    assert shown["then"] == pytest.approx(6_900_000 / 0.82)
    assert shown["value"] == pytest.approx(100 * (9_400_000 / shown["then"] - 1))
    assert found("Loamshire", "technology_real_change.real").verdict == "fell"


def test_a_fall_in_real_terms_is_printed_without_its_sign():
    told = found("Loamshire", "technology_real_change.real")
    assert values(told)["value"] > 0
    assert told.figures["value"].formula.endswith("without its sign")


@pytest.mark.parametrize(
    ("prices", "tone"), [((80.0, 100.0), ""), ((95.0, 100.0), "strength"), ((), "")]
)
def test_more_pounds_are_a_strength_only_where_they_buy_more(prices, tone):
    study = look(years(10.0, 10.5, 11.0, 11.5, 12.0))
    periods = ("2021-22", "2025-26")
    index = tuple(
        Deflator(p, value, "invented_deflator", "an invented index", DAY)
        for p, value in zip(periods, prices, strict=bool(prices))
    )
    evidence = replace(study.reader.evidence, deflators=index)
    study = replace(study, reader=replace(study.reader, evidence=evidence))
    (trend,) = change_findings(study)
    assert (trend.verdict, trend.tone) == ("rose", tone)


def test_a_council_that_began_inside_the_years_says_from_whom_and_makes_no_trend():
    ids = reading("Inchley").by_id
    begun = ids["technology_spending.begun"]
    assert begun.names["before"] == ("Inchley Vale", "Stowmoor")
    assert values(begun) == {"since": "2024-04-01"}
    assert "technology_spending.trend" not in ids
    assert "technology_real_change.real" not in ids


def test_a_council_as_old_as_its_figures_has_no_beginning_to_tell():
    assert "technology_spending.begun" not in reading("Ashcombe").by_id


# --- the two halves of skills ---


def skills(*signs):
    """A study whose staff groups stand above (+1), beside (0) or below (-1) their peers."""
    cells = []
    groups = ("leaders", "managers", "front_line", "specialists")
    for group, sign in zip(groups, signs, strict=False):
        on = {"indicator": f"staff_confident_{group}", "period": "2026-05", "base": 200.0}
        for n in range(11):
            value = 50.0 + 20 * sign * (n == 0)
            limits = {"lower": value - 5, "upper": value + 5}
            cells.append(cell(value, f"D{n:02d}", **on, **limits))
    return look(cells)


@pytest.mark.parametrize(
    ("signs", "position"),
    [
        ((0, 0, -1), "below"),
        ((1, 1, -1), "below"),
        ((0, 1, 0), "above"),
        ((0, 0, 0, 0), "typical"),
    ],
)
def test_staff_stand_where_the_group_furthest_behind_stands(signs, position):
    assert half(skills(*signs), "staff").position == position
    assert half(skills(*signs), "residents").position == "unknown"


def test_the_strand_is_staff_once_they_were_asked_and_residents_until_then(real_reading):
    assert reading("Ashcombe").strand("skills").half == "staff"
    assert reading("Loamshire").strand("skills").half == "staff"
    assert reading("Nether Loam").strand("skills").half == "residents"
    assert real_reading("Plymouth").strand("skills").half == "residents"


def test_what_money_is_made_of_is_no_vote_on_how_much_there_is():
    votes = {v.measure.indicator.id for v in reading("Ashcombe").strand("investment").votes}
    assert votes == {"technology_per_resident"}


def test_a_council_that_was_never_joined_from_others_may_have_few_years():
    alone = council(start=None)
    study = look(years(9.0, 10.0), councils=[alone, *districts(10, first=1)])
    assert not any(f.type == "begun" for f in spending_findings(study))
    assert world([alone]).deflators == ()
