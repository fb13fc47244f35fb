"""What is not known: every reason, refusals, values that nobody can be set beside, named faults."""

import pytest

from briefkit.analysis.gaps import elsewhere_findings, fault_findings, gap, gap_findings
from briefkit.evidence.checks import REASONS
from handmade import cell, council, look, measure, missing, part, read, row

FAULTS, WEIGHT = "home_page_barriers", "home_page_weight"


def lack(cells, indicator="gigabit", **more):
    found = gap(look(cells, extra=[indicator], **more).measures[indicator])
    return found and (found.reason, found.particulars, found.period)


# --- reasons ---


def test_a_measure_with_a_value_lacks_nothing():
    assert lack([cell(5.0)]) is None
    assert lack([cell(5.0, indicator="level_3_or_above", lower=4.0, upper=6.0)],
                "level_3_or_above") is None  # fmt: skip


def test_a_job_that_the_council_does_not_do_is_not_applicable_even_where_there_is_a_figure():
    shire = [council("D00", "county")]
    level = "planning_data_level"
    assert lack([cell(1.0, indicator=level)], level, councils=shire) == ("not applicable", "", "")


def test_where_there_is_no_row_the_catalogue_says_why():
    assert lack([]) == ("not collected", "", "")
    assert lack([], "it_payments") == ("not supplied", "", "")
    assert lack([], "no_qualifications") == ("suppressed", "", "")


@pytest.mark.parametrize("reason", REASONS)
def test_a_row_without_a_value_gives_its_reason_particulars_and_period(reason):
    assert lack([missing(reason)]) == (reason, "", "2025")
    assert lack([missing(f"{reason}: as invented")]) == (reason, "as invented", "2025")


def test_a_latest_row_without_a_value_is_a_gap_though_an_earlier_one_has_one():
    assert lack([cell(5.0, period="2024"), missing("not supplied")])[0] == "not supplied"


def test_a_value_without_the_limits_that_belong_to_it_says_so():
    skills = "level_3_or_above"
    assert lack([cell(5.0, indicator=skills)], skills) == ("no limits", "", "2025")


def test_a_value_of_low_reliability_says_so_with_limits_or_without():
    assert lack([cell(5.0, status="u")]) == ("unreliable", "", "2025")
    skills = cell(5.0, indicator="level_3_or_above", lower=4.0, upper=6.0, status="u")
    assert lack([skills], "level_3_or_above") == ("unreliable", "", "2025")


def test_the_tiny_councils_gaps_are_of_several_kinds(merrowshire):
    reading = read("Gapley, Fenn and Marsh", merrowshire)
    assert {g.indicator.id: (g.reason, g.particulars) for g in reading.gaps} == {
        FAULTS: ("could not be read", "HTTP 403"),
        WEIGHT: ("could not be read", "refused the tool since 2024-11-07"),
        "localgov_drupal": ("not collected", ""),
        "level_3_or_above": ("no limits", ""),
    }


def test_every_measure_of_every_exemplar_has_a_value_or_a_reason(real_reading):
    for name in ("Plymouth", "Cardiff", "Hertfordshire", "City of London"):
        reading = real_reading(name)
        lacking = {g.indicator.id: g.reason for g in reading.gaps}
        assert set(lacking.values()) <= {*REASONS, "no limits", "unreliable"}
        for measured in reading.study.measures.values():
            has = measured.cell is not None and measured.cell.value is not None
            assert has or measured.indicator.own or measured.indicator.id in lacking
        # what only the council could say is told in one block, not measure by measure
        assert not any(g.indicator.own for g in reading.gaps)


# --- findings ---


def found(cells, *parts, **more):
    return list(gap_findings(look(cells, parts, **more)))


def test_a_refusal_says_its_day_and_how_many_peers_were_read():
    on = {"indicator": FAULTS, "period": "2026-02-27"}
    peers = [cell(1.0, f"D{n:02d}", **on) for n in range(1, 7)]
    blocked = [missing("could not be read: HTTP 403", f"D{n:02d}", **on) for n in (0, 7, 8)]
    (refused,) = found([*peers, *blocked])
    assert (refused.id, refused.verdict, refused.facts) == (f"{FAULTS}.refused", "once", {})
    values = {name: figure.value for name, figure in refused.figures.items()}
    assert values == {"day": "2026-02-27", "read": 6, "peers": 10}
    assert refused.score == 0.0


def test_a_refusal_since_a_day_says_since_when():
    note = "could not be read: refused the tool since 2024-11-07"
    (refused,) = found([missing(note, indicator=WEIGHT)])
    assert (refused.verdict, refused.facts) == ("since", {"since": "2024-11-07"})


def test_other_reasons_are_listed_and_not_told():
    for reason in set(REASONS) - {"could not be read"}:
        assert found([missing(reason, indicator=WEIGHT)]) == []


def test_a_value_with_too_few_to_compare_is_told_alone_with_its_base():
    (alone,) = found([cell(5.0, indicator=WEIGHT, base=12.0)])
    assert (alone.id, alone.verdict) == (f"{WEIGHT}.alone", "uncompared")
    assert {n: f.value for n, f in alone.figures.items()} == {"value": 5.0, "base": 12.0}
    (without,) = found([cell(5.0, indicator=WEIGHT)])
    assert set(without.figures) == {"value"}


def test_context_other_jobs_milestones_and_what_is_compared_are_not_told_alone():
    assert found([cell(5.0)]) == []
    assert found([cell(1.0, indicator="localgov_drupal")]) == []
    assert found([cell(5.0, indicator="planning_grants_per_1000")]) == []
    welsh = [council("D00", "welsh")]
    assert found([cell(5.0, indicator="it_payments_per_resident")], councils=welsh) == []
    assert found(row([5.0] * 11, indicator=WEIGHT)) == []


# --- seen elsewhere ---


PER_HEAD = "it_payments_per_resident"


def elsewhere(cells, *indicators, **more):
    return list(elsewhere_findings(look(cells, extra=indicators, **more)))


def test_money_that_is_not_known_here_is_told_with_the_newest_figure_of_a_peer():
    old = cell(5.0, "D01", indicator=PER_HEAD, period="2023-24")
    new = [cell(v, f"D0{v:.0f}", indicator=PER_HEAD, period="2024-25") for v in (3.0, 4.0)]
    (found,) = elsewhere([old, *new], PER_HEAD)
    assert (found.verdict, found.period, found.names) == ("several", "2024-25", {"peer": ("D03",)})
    assert {n: f.value for n, f in found.figures.items()} == {"peer": 3.0, "showing": 3}
    assert (found.tone, found.score) == ("", 0.0)


def test_a_job_of_others_is_told_with_the_one_peer_that_took_part():
    shires = [council(f"D{n:02d}", "county") for n in range(11)]
    led = [cell(9.0, "D05", indicator="planning_grants", base=2.0)]
    (found,) = elsewhere(led, councils=shires)
    assert (found.verdict, found.names) == ("one", {"peer": ("D05",)})
    assert found.figures["peer_base"].value == 2.0


def test_nothing_is_told_of_peers_where_the_council_has_its_own_or_no_peer_has_one():
    assert (
        elsewhere([cell(v, f"D0{n}", indicator=PER_HEAD) for n, v in enumerate((1.0, 2.0))]) == []
    )
    assert elsewhere([cell(0.0, "D01", indicator="planning_grants")]) == []
    assert elsewhere([], PER_HEAD) == []


def test_nothing_is_told_across_a_border_that_the_measure_does_not_cross():
    welsh = [council("D00", "welsh", nation="Wales"), council("D01")]
    assert elsewhere([cell(2.0, "D01", indicator=PER_HEAD)], councils=welsh) == []


# --- faults of the home page ---


def faults(value, *items):
    parts = [part(i, v, indicator=FAULTS) for i, v in items]
    return list(fault_findings(look([cell(value, indicator=FAULTS)], parts)))


def test_failed_rules_are_named_in_order_without_the_second_engine():
    (named,) = faults(2.0, ("link-name", None), ("alfa_failed", 9.0), ("color-contrast", None))
    assert (named.id, named.verdict) == (f"{FAULTS}.faults", "named")
    assert named.names == {"rules": ("color-contrast", "link-name")}
    assert named.figures["faults"].value == 2


def test_one_failed_rule_is_told_as_one():
    (named,) = faults(1.0, ("link-name", None))
    assert named.verdict == "one"


def test_where_one_engine_finds_nothing_the_others_count_is_told():
    (second,) = faults(0.0, ("alfa_failed", 9.0))
    assert (second.id, second.verdict) == (f"{FAULTS}.second_engine", "differs")
    assert (second.figures["alfa"].value, second.figures["alfa"].unit) == (9.0, "count")


@pytest.mark.parametrize(
    ("value", "items"),
    [
        (0.0, []),
        (0.0, [("alfa_failed", 0.0)]),
        (2.0, [("alfa_failed", 9.0)]),
    ],
)
def test_without_names_or_another_count_there_is_nothing_to_tell(value, items):
    assert faults(value, *items) == []


def test_a_page_that_was_not_read_has_no_faults():
    assert list(fault_findings(look([missing("not supplied", indicator=FAULTS)]))) == []
    assert list(fault_findings(look([cell(1.0)]))) == []


def test_hertfordshires_three_faults_are_named(real_reading):
    named = real_reading("Hertfordshire").by_id[f"{FAULTS}.faults"]
    assert named.names == {"rules": ("empty-heading", "landmark-one-main", "region")}
    assert named.indicator == measure(FAULTS)
