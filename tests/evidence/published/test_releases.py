"""Releases one after another: every edition sees what was out on its day, whatever came later."""

from hypothesis import given
from hypothesis import strategies as st

from briefkit.evidence.published.releases import as_texts, compare, latest

DAYS = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
CODES = ("X07000001", "X07000002", "X07000003")
PERIODS = ("2024", "2025")


def release(values, day):
    return as_texts(
        {
            "gss_code": code,
            "indicator": "visits",
            "period": period,
            "published": day,
            "value": value,
            "status": "" if value is not None else "c",
            "note": "" if value is not None else "suppressed",
        }
        for (code, period), value in values.items()
    )


def told(rows):
    return {(k[0], k[2]): row["value"] or row["status"] for k, row in latest(rows).items()}


def test_what_is_as_before_keeps_its_day():
    first = compare([], release({("X07000001", "2024"): 1}, DAYS[0]), DAYS[0])
    again = compare(first.rows, release({("X07000001", "2024"): 1}, DAYS[1]), DAYS[1])
    assert (again.rows, again.same, again.new, again.revised) == (first.rows, 1, (), ())


def test_a_revision_keeps_the_row_that_it_revises():
    first = compare([], release({("X07000001", "2024"): 1}, DAYS[0]), DAYS[0])
    news = compare(first.rows, release({("X07000001", "2024"): 2}, DAYS[1]), DAYS[1])
    assert [(row["published"], row["value"]) for row in news.rows] == [
        (DAYS[0], "1"),
        (DAYS[1], "2"),
    ]
    ((change,),) = [news.revised]
    assert (change.before["value"], change.after["value"]) == ("1", "2")


def test_a_figure_that_is_gone_has_a_row_that_says_so_and_comes_back_as_new_value():
    pair = {("X07000001", "2024"): 1, ("X07000002", "2024"): 5}
    first = compare([], release(pair, DAYS[0]), DAYS[0])
    news = compare(first.rows, release({("X07000001", "2024"): 1}, DAYS[1]), DAYS[1])
    assert [c.key[0] for c in news.gone] == ["X07000002"]
    assert told(news.rows)["X07000002", "2024"] == "x"
    back = compare(news.rows, release(pair, DAYS[2]), DAYS[2])
    assert told(back.rows)["X07000002", "2024"] == "5"


def test_a_period_that_a_release_no_longer_has_is_kept():
    first = compare([], release({("X07000001", "2024"): 1}, DAYS[0]), DAYS[0])
    news = compare(first.rows, release({("X07000001", "2025"): 2}, DAYS[1]), DAYS[1])
    assert told(news.rows) == {("X07000001", "2024"): "1", ("X07000001", "2025"): "2"}
    assert (news.gone, news.kept) == ((), 1)


values = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(PERIODS)),
    st.one_of(st.none(), st.integers(0, 3)),
    min_size=1,
)


@given(st.lists(st.tuples(st.integers(0, 3), values), min_size=1, max_size=6))
def test_an_edition_sees_what_was_out_on_its_day_after_any_releases(steps):
    rows, seen = (), {}
    for day, given_values in sorted(steps, key=lambda step: step[0]):
        news = compare(rows, release(given_values, DAYS[day]), DAYS[day])
        rows = news.rows
        keys = [(r["gss_code"], r["period"], r["published"]) for r in rows]
        assert len(set(keys)) == len(keys)
        expected = {k: "c" if v is None else str(v) for k, v in given_values.items()}
        now = told(rows)
        assert {key: now[key] for key in expected} == expected
        seen[DAYS[day]] = now
        # the same file again changes nothing
        assert told(compare(rows, release(given_values, DAYS[day]), DAYS[day]).rows) == now
    for day, before in seen.items():
        assert told(row for row in rows if row["published"] <= day) == before
