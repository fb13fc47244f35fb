"""Milestones: yes or no beside how many others have it, its date, its names, its sign."""

import datetime as dt

import pytest

from briefkit.analysis.milestones import milestone_findings, milestone_sign
from handmade import council, districts, look, missing, part, row

DRUPAL, LIVE, READY = "localgov_drupal", "planning_products_live", "planning_data_ready"
ON = {"period": "2026-05-17"}


def values(us, having, of=10):
    return [us, *[1.0] * having, *[0.0] * (of - having)]


def milestone(us, having, *, of=10, details=(), indicator=DRUPAL, extra=()):
    study = look(row(values(us, having, of), indicator=indicator, **ON), details, extra=extra)
    (found,) = milestone_findings(study)
    return found


@pytest.mark.parametrize(
    ("us", "having", "sign"),
    [
        (1.0, 0, 1), (1.0, 3, 1), (1.0, 4, None), (1.0, 7, None), (1.0, 10, None),
        (0.0, 10, -1), (0.0, 7, -1), (0.0, 6, None), (0.0, 3, None), (0.0, 0, None),
    ],
)  # fmt: skip
def test_a_milestone_tells_councils_apart_where_few_or_most_have_it(us, having, sign):
    study = look(row(values(us, having), indicator=DRUPAL, **ON))
    assert milestone_sign(study, study.measures[DRUPAL]) == sign
    (found,) = milestone_findings(study)
    assert found.tone == {1: "strength", -1: "concern", None: ""}[sign]


def test_a_milestone_says_how_many_have_it_and_who_where_they_are_one_or_two():
    found = milestone(1.0, 2)
    assert (found.verdict, found.rule) == ("yes", "2 of 10 have it")
    assert (found.figures["having"].value, found.figures["n"].value) == (2, 10)
    assert found.names == {"having": ("D01", "D02")}
    assert milestone(0.0, 3).names == {}
    assert milestone(0.0, 0).verdict == "no"


def test_those_of_a_wider_group_are_not_named():
    cells = row([1.0, 1.0, *[None] * 3, *[0.0] * 10], indicator=DRUPAL, **ON)
    (found,) = milestone_findings(look(cells, councils=districts(15), peers=4))
    assert found.comparator.group == "kind"
    assert (found.figures["having"].value, found.names) == (1, {})


def test_a_milestone_is_dated_by_its_first_dated_part():
    parts = [
        part("planx", indicator=LIVE, date=dt.date(2025, 11, 1), **ON),
        part("bops", indicator=LIVE, date=dt.date(2022, 8, 1), **ON),
        part("undated", indicator=LIVE, **ON),
    ]
    found = milestone(1.0, 1, details=parts, indicator=LIVE, extra=[READY])
    assert found.figures["since"].value == "2022-08-01"
    assert [r.item for r in found.figures["since"].refs] == ["bops"]
    assert found.names["items"] == ("planx", "bops", "undated")


def test_a_council_without_it_has_no_date_of_having_it_but_may_have_one_planned():
    planned = part("planned", indicator=DRUPAL, date=dt.date(2026, 12, 1), **ON)
    found = milestone(0.0, 5, details=[planned])
    assert "since" not in found.figures
    assert found.figures["planned"].value == "2026-12-01"


def test_that_a_register_moved_is_a_date_and_not_a_name():
    moved = part("moved", indicator="land_charges_migrated", date=dt.date(2022, 1, 7), **ON)
    found = milestone(1.0, 5, details=[moved], indicator="land_charges_migrated")
    assert found.figures["since"].value == "2022-01-07"
    assert found.names == {}


@pytest.mark.parametrize(("ready", "fact"), [(1.0, "ready"), (0.0, "not ready"), (None, "unknown")])
def test_a_shared_product_is_told_with_the_readiness_of_the_data(ready, fact):
    cells = row(values(0.0, 1), indicator=LIVE, **ON) + row([ready], indicator=READY, **ON)
    (found,) = milestone_findings(look(cells, extra=[READY]))
    assert found.facts["ready"] == fact


def ready_group(live, ready):
    cells = row(live, indicator=LIVE, period="2025-11-28")
    cells += row(ready, indicator=READY, period="2025-04-05")
    return [f for f in milestone_findings(look(cells)) if f.type == "ready_group"]


@pytest.mark.parametrize(("us", "verdict", "having"), [(0.0, "no", 2), (1.0, "yes", 3)])
def test_a_ready_council_is_told_how_many_of_those_marked_ready_have_a_product(us, verdict, having):
    live = [us, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0]
    (found,) = ready_group(live, [1.0] * 6 + [0.0])
    values = {name: figure.value for name, figure in found.figures.items()}
    assert values == {"marked": "2025-04-05", "ready": 6, "ready_live": having}
    assert found.verdict == verdict
    assert len(found.figures["ready_live"].refs) == 6


def test_a_council_that_is_not_ready_or_one_of_few_belongs_to_no_such_group():
    assert ready_group([0.0] * 7, [0.0] + [1.0] * 6) == []
    assert ready_group([0.0] * 7, [None] + [1.0] * 6) == []
    assert ready_group([0.0] * 7, [1.0] * 4 + [0.0] * 3) == []
    assert ready_group([None] + [0.0] * 6, [1.0] * 7) == []


def test_a_milestone_without_anybody_to_compare_with_is_told_alone():
    found = milestone(1.0, 2, of=4)
    assert (found.type, found.verdict) == ("milestone_alone", "yes")
    assert found.rule == "nobody to compare"
    assert (found.score, found.tone) == (0.0, "")
    assert found.figures["n"].value == 0


def test_what_is_not_known_or_not_its_job_is_no_milestone():
    unknown = look([missing("not supplied", indicator=DRUPAL, **ON)])
    assert list(milestone_findings(unknown)) == []
    assert milestone_sign(unknown, unknown.measures[DRUPAL]) is None
    welsh = [council(c.gss_code, "welsh") for c in districts(11)]
    cells = row(values(1.0, 2), indicator=DRUPAL, **ON)
    assert list(milestone_findings(look(cells, councils=welsh))) == []


def test_readiness_itself_is_context_and_no_finding():
    assert list(milestone_findings(look(row(values(1.0, 2), indicator=READY, **ON)))) == []


def test_the_real_milestones_are_those_of_the_exemplars(real_reading):
    lambeth = real_reading("Lambeth").by_id["planning_products_live.milestone"]
    assert (lambeth.verdict, lambeth.figures["since"].value) == ("yes", "2022-08-01")
    assert lambeth.names == {"items": ("bops", "planx"), "having": ("Southwark",)}
    suffolk = real_reading("East Suffolk").by_id["land_charges_migrated.milestone"]
    assert (suffolk.figures["since"].value, suffolk.figures["having"].value) == ("2026-07-27", 4)
