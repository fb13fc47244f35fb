"""Plots of the deep dives: the profile of a strand, years with the middle half, awards, sets."""

from __future__ import annotations

from briefkit.publishing.verify import lacking, printing, times
from briefkit.publishing.verify.books import Row
from briefkit.publishing.verify.case import Case
from briefkit.publishing.verify.charts import Plot
from briefkit.publishing.verify.deep import at_share
from briefkit.publishing.verify.deep_verdicts import kinds_of
from briefkit.publishing.verify.page import Figure

GAP = "no figure"
DEGREES = {"similar": 0, "a_little": 1, "": 2, "much": 3}
SIDES = (
    "Far behind",
    "Behind",
    "A little behind",
    "Similar",
    "A little ahead",
    "Ahead",
    "Far ahead",
)
AMOUNTS = ("Much less", "Less", "A little less", "Similar", "A little more", "More", "Much more")
ABOUT = ("council", "residents")


def _place(case: Case, indicator: str) -> int | None:
    """From -3 to 3, by the verdict; a milestone stands two steps out, or in the middle."""
    standing = case.judge.standing(indicator)
    if standing is None or _unplaced(case, indicator):
        return None
    if case.books.indicators[indicator]["form"] == "milestone":
        return 2 * (case.judge.milestone_sign(standing) or 0)
    degree = standing.verdict.removesuffix("higher").removesuffix("lower").strip("_")
    return DEGREES[degree] * standing.sign


def _unplaced(case: Case, indicator: str) -> str:
    """Why a measure has no place: it is not known, too old, or nobody is there to compare."""
    known = case.judge.known(indicator)
    latest = case.books.latest(indicator, case.gss_code)
    refused = latest is not None and latest.value is None
    if known is None or refused:
        return lacking.reason(case, indicator, latest)
    if case.judge.stale(known):
        return "too old"
    return "" if case.judge.standing(indicator) is not None else "too few"


def _measures(case: Case) -> list[str]:
    """The measures of the dive's strand that apply here; own ones once the council has any."""
    every = case.books.indicators.items()
    own = any(
        row["source"].startswith("own-") and case.books.figures.get((name, case.gss_code))
        for name, row in every
    )
    found = [
        name
        for name, row in every
        if row["strand"] == case.record.get("focus") and row["about"] in ABOUT
        if row["role"] == "measure" and row["form"] != "composition" and case.judge.applies(name)
        if (own if row["source"].startswith("own-") else row["source"] in case.books.sources)
    ]
    return sorted(found, key=lambda name: _place(case, name) is None)


def profile(case: Case) -> Plot:
    """A row a measure: period, value, the median of those compared, position or its reason."""
    names = _measures(case)
    places = [_place(case, name) for name in names]
    rows = [_profile_row(case, name, at) for name, at in zip(names, places, strict=True)]
    known = [at for at in places if at is not None]
    plain = [at for name, at in zip(names, places, strict=True) if at and not _way(case, name)]
    sided = [at for name, at in zip(names, places, strict=True) if at and _way(case, name)]
    up = [sum(at > 0 for at in found) for found in (sided, plain)]
    down = [sum(at < 0 for at in found) for found in (sided, plain)]
    every = (*up, known.count(0), *down, len(places) - len(known))
    counts = [str(n) for n in every if n]
    values = [row[2] for row, at in zip(rows, places, strict=True) if at is not None]
    drawn = [value for value in values if any(sign.isdigit() for sign in value)]
    standings = [
        (name, standing)
        for name, at in zip(names, places, strict=True)
        if at is not None and case.books.indicators[name]["form"] != "milestone"
        if (standing := case.judge.standing(name)) is not None
    ]
    name, out = max(standings, key=lambda pair: abs(pair[1].distance))
    ends = [_shown(case, name, value) for value in (out.value, out.typical)]
    return Plot(rows, [*counts, *ends], counts, drawn, scale=False)


def _way(case: Case, name: str) -> bool:
    """Whether better is known of a measure: which way it lies."""
    return case.books.indicators[name]["better"] != "neither"


def _profile_row(case: Case, name: str, at: int | None) -> list[str]:
    about, known = case.books.indicators[name], case.judge.known(name)
    standing = case.judge.standing(name) if known is not None else None
    milestone = about["form"] == "milestone"
    unit = "" if milestone else str(case.books.words["unit"].get(about["unit"], about["unit"]))
    said = f"{about['name']}{', ' * bool(unit)}{unit}"
    if known is None:
        return [said, GAP, GAP, GAP, lacking.said(case, _unplaced(case, name))]
    value = _shown(case, name, float(known.value or 0.0))
    if milestone:
        value = "yes" if known.value else "no"
    middle = GAP if standing is None or milestone else _shown(case, name, standing.typical)
    words = SIDES if _way(case, name) else AMOUNTS
    where = words[at + 3] if at is not None else lacking.said(case, _unplaced(case, name))
    return [said, times.said(known.period), value, middle, where]


def _shown(case: Case, name: str, value: float) -> str:
    about = case.books.indicators[name]
    return printing.plain(value, about["unit"], int(about["decimals"]))


def with_halves(case: Case, plot: Plot | None, indicator: str) -> Plot | None:
    """A line chart's table with a column more: the middle half of the peers, year by year."""
    if plot is None:
        return None
    rows = []
    spans = lacking.span_of(case, indicator)
    for row, (period, _) in zip(plot.rows, spans, strict=True):
        found = (case.books.at(indicator, code, period) for code in case.judge.peers)
        values = [r.value for r in found if r is not None and r.value is not None]
        pair = (
            [_shown(case, indicator, at_share(values, s)) for s in (0.25, 0.75)] if values else []
        )
        rows.append([*row, " to ".join(pair) if len(values) >= lacking.LEAST_PEERS else row[2]])
    return Plot(rows, plot.alt, plot.counts, plot.drawn, plot.spoken)


def _led(case: Case) -> list[Row]:
    row = case.judge.known("planning_grants")
    if row is None:
        return []
    parts = case.books.parts(row.indicator, case.gss_code, row.period)
    led = [p for p in parts if p.cells["unit"] in ("pounds", "pounds hosted")]
    return sorted(led, key=lambda p: (p.cells["date"], p.item))


def awards(case: Case) -> Plot | None:
    """A row an award: its fund, its day and its sum, the oldest first."""
    led = _led(case)
    if not led:
        return None
    funds = [p.item.partition(": ")[2] or "Fund not named" for p in led]
    values = [p.value or 0.0 for p in led]
    rows = [
        [fund, times.said(p.cells["date"][:7]), printing.exact_pounds(value)]
        for fund, p, value in zip(funds, led, values, strict=True)
    ]
    shown = [printing.pounds(value) for value in values]
    months = [times.said(p.cells["date"][:7]) for p in led]
    return Plot(
        rows,
        [str(len(led)), printing.exact_pounds(max(values))],
        drawn=shown,
        spoken=months,
        scale=False,
    )


def sets(case: Case, figure: Figure) -> Plot | None:
    """A row a kind of planning data: the level here, how many others are at the top."""
    standing = case.judge.standing("planning_data_level")
    if standing is None:
        return None
    found = kinds_of(case, standing)
    names = case.books.words["dataset"]
    order = sorted(found, key=lambda item: (-found[item][1], item))
    n, rows, spoken = str(len(standing.others)), [], []
    for item in order:
        level, having = found[item]
        name = str(names.get(item, item))
        rows.append([f"{name[:1].upper()}{name[1:]}", printing.count(level), str(having)])
        spoken += [f"(here {printing.count(level)})", f"{having} of {n}"]
    counts = [n, str(len(standing.others) + 1)]
    # "its peers" has no number of its own in the alternative text
    alt = [rows[0][2], *([n] if f"of {n} " in figure.alt else [])]
    return Plot(rows, alt, counts, spoken=spoken, scale=False)
