"""Write the tables of Loamshire, an invented county: all that stands here is made up.

The same code always writes the same bytes. Ashcombe and the figures of its peers are those
of the hand-worked example; earlier years lie a little lower, by a fixed step.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from briefkit.evidence.tidy import Row, write_details, write_figures

HERE = Path(__file__).parent
CODES = {
    "Ashcombe": "X06000901",
    "Brackwater": "X06000902",
    "Cold Ferry": "X06000903",
    "Dunmere": "X06000904",
    "Eastholm": "X06000905",
    "Fenbridge": "X06000906",
    "Garrowby": "X06000907",
    "Hartsease": "X06000908",
    "Inchley": "X06000909",
    "Kelderby": "X06000910",
    "Larkmoor": "X06000911",
    "Loamshire": "X10000901",
    "Nether Loam": "X07000901",
    "Oakley Vale": "X07000902",
}
UNITARY = list(CODES)[:11]
PEOPLE = [228155, 141000, 176000, 203000, 118000, 254000, 132000, 297000, 189000, 221000, 165000]
PEOPLE += [214000, 96000, 118000]
POPULATION = dict(zip(CODES, PEOPLE, strict=True))
BEGAN = {"Inchley": 2024}

YEARS = ("2023-24", "2024-25", "2025-26")
MONTHS = ("2024-03", "2025-03", "2026-03")
SURVEYS = ("2024-05", "2025-05", "2026-05")
MONEY = ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26")
PLAN = "2024-04/2028-03"

Part = tuple[int, int]


def cells(text: str) -> dict[str, str]:
    """A row of a table: a cell for each council in the order of CODES, - where it has none."""
    return {n: c for n, c in zip(CODES, text.split(), strict=True) if c != "-"}


def whole(text: str) -> dict[str, int]:
    """A row of whole numbers."""
    return {name: int(cell) for name, cell in cells(text).items()}


def exact(text: str) -> dict[str, float]:
    """A row of numbers."""
    return {name: float(cell) for name, cell in cells(text).items()}


def parts(text: str) -> dict[str, Part]:
    """A row of counts: how many, of how many."""
    return {name: part(cell) for name, cell in cells(text).items()}


def part(cell: str) -> Part:
    """A count: 28/31."""
    some, of = cell.split("/")
    return int(some), int(of)


def groups(text: str) -> tuple[Part, ...]:
    """Several groups' counts."""
    return tuple(part(cell) for cell in text.split())


SERVICES = whole("31 21 23 32 25 27 26 34 29 30 27 22 - 19")
TAKE_UP = whole("54 41 47 63 - 52 - 66 55 58 50 - - -")
HELP = parts("28/31 12/21 - 30/32 - 24/27 - 22/34 - 30/30 25/27 - - -")
# leaders, staff, residents: how many said so, of how many
VIEWS = {
    "Ashcombe": groups("28/34 284/580 388/1020"),
    "Kelderby": groups("35/50 396/640 510/1000"),
    "Dunmere": groups("37/50 355/610 500/1000"),
    "Larkmoor": groups("38/50 270/500 470/1000"),
    "Fenbridge": groups("39/50 310/620 450/1000"),
    "Cold Ferry": groups("40/50 198/430 420/1000"),
    "Hartsease": groups("42/50 402/820 430/1000"),
    "Loamshire": groups("31/44 420/900 0/0"),
}
# leaders, managers, front line, specialists: confident, of those who answered
STAFF = {
    "Ashcombe": groups("29/34 132/186 147/341 15/19"),
    "Brackwater": groups("37/50 126/200 147/300 20/24"),
    "Cold Ferry": groups("39/50 130/200 156/300 17/22"),
    "Dunmere": groups("42/50 148/200 183/300 33/36"),
    "Fenbridge": groups("40/50 134/200 165/300 18/21"),
    "Hartsease": groups("40/50 136/200 171/300 34/41"),
    "Inchley": groups("41/50 140/200 177/300 19/25"),
    "Kelderby": groups("44/50 154/200 210/300 35/40"),
    "Larkmoor": groups("43/50 144/200 192/300 31/35"),
    "Loamshire": groups("36/44 168/240 290/520 38/46"),
}
GROUPS = ("leaders", "managers", "front_line", "specialists")
OUTCOMES = parts("8/25 - 9/25 15/25 - 10/25 - 7/25 11/25 13/25 12/25 14/30 - -")
MEASURED = parts("9/25 - - 16/25 - 8/25 - - - 12/25 11/25 12/30 - -")
TESTED = parts("6/14 - - 7/10 - 3/9 - - - 5/9 4/8 5/11 - 1/4")
EXIT = parts("3/9 - - 5/8 - - - - - 6/11 2/7 4/12 - -")
SHARED = parts("13/40 9/40 - 14/40 - 12/40 - 17/40 - 13/40 16/40 8/40 - -")
OPEN = parts("11/20 - - 15/20 - - - 9/20 - 12/20 - 6/20 - -")
EARLY = parts("5/14 - - 11/12 - - - 4/11 - 8/12 7/13 3/10 - -")
NO_SEAT = ("Ashcombe", "Brackwater", "Garrowby")
SEAT_UNKNOWN = ("Eastholm", "Nether Loam", "Oakley Vale")
PORTFOLIO = ("Dunmere", "Fenbridge", "Kelderby", "Larkmoor", "Loamshire")

PER_RESIDENT = exact("41.2 24.1 26.8 33.4 27.5 30.6 28.9 44.8 31.2 29.6 36.0 22.4 - -")
# pounds: five years of technology spending, and of its part for people, where it is worked out by
# hand; the others grow by a step of their own a year, in percent
SPENT = {"Ashcombe": (6_900_000, 7_450_000, 8_100_000, 8_800_000, 9_400_000)}
ON_PEOPLE = {"Ashcombe": (260_000, 240_000, 255_000, 245_000, 230_000)}
STEP = whole("- 1 3 6 0 4 2 9 5 5 7 3 - -")
CHANGING = {"Ashcombe": 3_570_000}
CHANGE_SHARE = whole("- - 24 41 18 30 16 - 35 37 40 21 - -")
PEOPLE_SHARE = whole("- - 12 19 15 17 9 - 21 26 33 14 - -")
NO_PLAN = {("Hartsease", "2023-24")}


def share(indicator: str, period: str, part: int, base: int, day: str) -> Row:
    """A share of a count, in percent."""
    return amount(indicator, period, 100 * part / base, day, base=base)


def amount(indicator: str, period: str, value: float, day: str, **more: str | float) -> Row:
    """A figure as it is."""
    return {"indicator": indicator, "period": period, "published": day, "value": value, **more}


def kept(name: str, period: str) -> bool:
    """Whether a council was there for the whole of a period that begins in this year."""
    return int(period[:4]) >= BEGAN.get(name, 0)


def services(name: str) -> Iterator[Row]:
    """How much can be done online, with help beside it."""
    for back, period in zip((4, 2, 0), MONTHS, strict=True):
        day = f"{period[:4]}-04-15"
        if name in SERVICES:
            yield amount("services_online", period, SERVICES[name] - back, day, base=40)
        if name in TAKE_UP:
            yield amount("online_take_up", period, TAKE_UP[name] - 2 * back, day)
    if name in HELP:
        yield share("help_beside", MONTHS[-1], *HELP[name], "2026-04-15")


def surveys(name: str) -> Iterator[Row]:
    """Three rounds of one question, and of staff's confidence by group."""
    views = ("leaders_view", "staff_view", "public_view")
    for back, period in zip((2, 1, 0), SURVEYS, strict=True):
        day = f"{period[:4]}-07-01"
        for indicator, (part, base) in zip(views, VIEWS.get(name, ()), strict=False):
            asked = base and not (indicator == "public_view" and name == "Dunmere" and back == 2)
            if asked:
                yield share(indicator, period, part - back * base // 50, base, day)
        for group, (part, base) in zip(GROUPS, STAFF.get(name, ()), strict=False):
            indicator = f"staff_confident_{group}"
            if base < 30:
                yield small(indicator, period, base - back, day)
            else:
                yield share(indicator, period, part - back * base // 50, base, day)
    if name == "Ashcombe":
        yield hidden("staff_confident_all", SURVEYS[-1], 580, "2026-07-01")


def small(indicator: str, period: str, base: int, day: str) -> Row:
    """A group with too few answers to report."""
    note = "suppressed: base under 30"
    cells = {"indicator": indicator, "period": period, "published": day}
    return {**cells, "base": base, "status": "c", "note": note}


def hidden(indicator: str, period: str, base: int, day: str) -> Row:
    """A total that would give the one small group away."""
    note = "suppressed: with three groups shown it would give the fourth away"
    cells = {"indicator": indicator, "period": period, "published": day}
    return {**cells, "base": base, "status": "c", "note": note}


def practice(name: str) -> Iterator[Row]:
    """Projects, contracts and decisions of each year."""
    yearly = {"user_tested": TESTED, "open_exit": EXIT, "technology_joins_early": EARLY}
    for indicator, table in yearly.items():
        for back, period in zip((2, 1, 0), YEARS, strict=True):
            if name in table and kept(name, period):
                part, base = table[name]
                day = f"20{period[5:]}-06-30"
                yield share(indicator, period, max(0, part - back), base, day)


def standing(name: str) -> Iterator[Row]:
    """Platforms, open data, the strategy, and who speaks for technology."""
    for indicator, table in {"shared_platforms": SHARED, "open_data": OPEN}.items():
        if name in table:
            yield share(indicator, MONTHS[-1], *table[name], "2026-04-15")
    plans = {"objectives_outcome_share": OUTCOMES, "objectives_measured": MEASURED}
    for indicator, table in plans.items():
        if name in table:
            yield share(indicator, PLAN, *table[name], "2024-06-28")
    if name not in SEAT_UNKNOWN:
        day = "2026-04-15"
        yield amount("cio_on_top_team", MONTHS[-1], float(name not in NO_SEAT), day)
        yield amount("technology_portfolio", MONTHS[-1], float(name in PORTFOLIO), day)


def spending(name: str) -> tuple[int, ...]:
    """Five years of technology spending, in pounds."""
    if name in SPENT:
        return SPENT[name]
    last = PER_RESIDENT[name] * POPULATION[name]
    grown = [last / (1 + STEP[name] / 100) ** back for back in (4, 3, 2, 1)]
    return (*(round(value, -4) for value in map(int, grown)), round(last))


def on_people(name: str) -> tuple[int, ...]:
    """Five years of change spending on people, in pounds."""
    if name in ON_PEOPLE:
        return ON_PEOPLE[name]
    last = changing(name) * PEOPLE_SHARE[name] // 100
    return (*(round(last - back * last // 25, -3) for back in (4, 3, 2, 1)), last)


def changing(name: str) -> int:
    """What paid for change in the last year, to ten thousand pounds."""
    return CHANGING.get(name) or round(spending(name)[-1] * CHANGE_SHARE[name] // 100, -4)


def money(name: str) -> Iterator[Row]:
    """A council's investment plan."""
    if name not in PER_RESIDENT:
        return
    for place, period in enumerate(MONEY):
        day = f"20{period[5:]}-06-30"
        if (name, period) in NO_PLAN:
            cells = {"indicator": "technology_spending", "period": period, "published": day}
            yield {**cells, "status": "x", "note": "not supplied: the plan of that year was lost"}
        elif kept(name, period):
            first = {"status": "b"} if int(period[:4]) == BEGAN.get(name) else {}
            yield amount("technology_spending", period, spending(name)[place], day, **first)
            if name in PEOPLE_SHARE or name in ON_PEOPLE:
                yield amount("people_spending", period, on_people(name)[place], day, **first)
    last, day = MONEY[-1], "2026-06-30"
    each = spending(name)[-1] / POPULATION[name] if name in SPENT else PER_RESIDENT[name]
    yield amount("technology_per_resident", last, each, day, base=POPULATION[name])
    if name in CHANGE_SHARE or name in CHANGING:
        whole, part = changing(name), on_people(name)[-1]
        yield amount("change_share", last, 100 * whole / spending(name)[-1], day)
        exact = PEOPLE_SHARE.get(name) or 100 * part / whole
        yield amount("people_share_of_change", last, exact, day)


def money_parts(name: str) -> Iterator[Row]:
    """What the last year's money was for."""
    if name not in CHANGE_SHARE and name not in CHANGING:
        return
    whole, part, all_of_it = changing(name), on_people(name)[-1], spending(name)[-1]
    parts = {"running what exists": all_of_it - whole, "paying for change": whole}
    rows = [("technology_spending", item, value) for item, value in parts.items()]
    rows += [("people_share_of_change", "part", part), ("people_share_of_change", "whole", whole)]
    for indicator, item, value in rows:
        cells = {"indicator": indicator, "period": MONEY[-1], "item": item}
        yield {**cells, "value": value, "unit": "pounds"}


def own(name: str) -> None:
    """What one council says of itself."""
    rows = [*services(name), *surveys(name), *practice(name), *standing(name), *money(name)]
    if not rows:
        return
    code = CODES[name]
    folder = HERE / "sources" / f"own-{code}"
    folder.mkdir(parents=True, exist_ok=True)
    write_figures(folder, [{"gss_code": code, **row} for row in rows])
    parts = [{"gss_code": code, **row} for row in money_parts(name)]
    if parts:
        write_details(folder, parts)
    source(
        folder,
        f"Invented self-assessment, surveys and plan of {name}",
        f"{name} Council, which is invented",
        sorted({str(row["indicator"]) for row in rows}),
    )


def source(folder: Path, title: str, publisher: str, indicators: list[str]) -> None:
    """A source.toml that says what it is."""
    lines = [
        f"title = {json.dumps(title)}",
        f"publisher = {json.dumps(publisher)}",
        'url = "https://example.org/invented"',
        'licence = "invented; no licence is needed"',
        "released = 2026-07-01",
        "retrieved = 2026-11-23",
        'credit = "Invented figures about an invented county"',
        f"indicators = {json.dumps(indicators)}",
        'notes = "Nobody counted or measured any of this: it is made up to show a briefing."',
    ]
    (folder / "source.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


# --- invented figures in the shape of open sources, for some of the councils ---

PAGE = exact("- 5.2 3.1 1.4 - 2.6 - 3.3 - 2.2 2.9 - 4.0 2.4")
GIGABIT = whole("81 64 70 88 59 83 72 90 77 79 74 71 58 69")
LEVEL_3 = whole("52 45 47 58 44 54 49 60 51 55 50 52 46 53")
SETS = (
    "article-4-direction",
    "article-4-direction-area",
    "conservation-area",
    "conservation-area-document",
    "listed-building-outline",
    "tree",
    "tree-preservation-order",
    "tree-preservation-zone",
)
LADDER = {
    "Brackwater": (2, 2, 0, 0, 2, 0, 0, 0),
    "Cold Ferry": (4, 4, 2, 2, 2, 0, 2, 2),
    "Dunmere": (4, 4, 4, 4, 4, 4, 4, 2),
    "Fenbridge": (4, 4, 4, 2, 2, 2, 0, 0),
    "Hartsease": (4, 4, 4, 4, 2, 2, 2, 2),
    "Kelderby": (4, 4, 4, 4, 4, 2, 2, 2),
    "Larkmoor": (4, 4, 2, 2, 4, 2, 2, 0),
}
LIVE = ("Dunmere", "Kelderby")
SNAPSHOT, SNAPSHOT_DAY = "2026-03-16", "2026-03-20"


def pages() -> Iterator[Row]:
    """Five years of a home page's weight, in megabytes."""
    for name, last in PAGE.items():
        for back, year in zip((4, 3, 2, 1, 0), range(2021, 2026), strict=True):
            if kept(name, f"{year}"):
                heavier = round(last * (1 + 0.12 * back), 2)
                row = amount("home_page_weight", f"{year}", heavier, f"{year + 1}-01-15")
                yield {"gss_code": CODES[name], **row}


def places() -> Iterator[Row]:
    """Fast lines, and residents' qualifications with their limits."""
    for name, code in CODES.items():
        yield {"gss_code": code, **amount("gigabit", "2026-01", GIGABIT[name], "2026-03-01")}
        level = LEVEL_3[name]
        limits = {"lower": level - 5.5, "upper": level + 5.5}
        row = amount("level_3_or_above", "2024", level, "2025-06-15", **limits)
        yield {"gss_code": code, **row}
        none = 15 - level / 5
        around = {"lower": none - 2.5, "upper": none + 2.5}
        row = amount("no_qualifications", "2024", none, "2025-06-15", **around)
        yield {"gss_code": code, **row}


def planning() -> tuple[list[Row], list[Row]]:
    """One snapshot of planning data, whether it is ready, and whether a product is live."""
    figures: list[Row] = []
    details: list[Row] = []
    for name, levels in LADDER.items():
        at = {"gss_code": CODES[name], "period": SNAPSHOT}
        ready = float(levels.count(4) >= 4)
        values = {"planning_data_level": sum(levels) / 8, "planning_data_ready": ready}
        values |= {"planning_products_live": float(name in LIVE)}
        for indicator, value in values.items():
            figures.append({**at, **amount(indicator, SNAPSHOT, value, SNAPSHOT_DAY)})
        for item, level in zip(SETS, levels, strict=True):
            part = {"indicator": "planning_data_level", "item": item, "value": level}
            details.append({**at, **part, "unit": "level"})
        if name in LIVE:
            part = {"indicator": "planning_products_live", "item": "planx"}
            details.append({**at, **part, "unit": "product", "date": "2025-09-01"})
    return figures, details


def open_sources() -> None:
    """Invented figures under the ids of three open sources."""
    made = {"council-website-emissions": list(pages()), "ons-local-indicators": list(places())}
    figures, details = planning()
    made |= {"planning-data-quality": figures}
    for name, rows in made.items():
        folder = HERE / "sources" / name
        folder.mkdir(parents=True, exist_ok=True)
        write_figures(folder, rows)
        title = f"Invented figures in the shape of {name}"
        indicators = sorted({str(row["indicator"]) for row in rows})
        source(folder, title, "Nobody: made up for an invented county", indicators)
    write_details(HERE / "sources" / "planning-data-quality", details)


# --- who there is ---

COLUMNS = (
    *("code", "gss_code", "name", "official_name", "kind", "nation", "region", "county"),
    *("population", "population_year", "start", "end", "successors", "aliases", "former_gss"),
)
KINDS = {"X06": "unitary", "X07": "district", "X10": "county"}


def councils() -> Iterator[dict[str, str]]:
    """The register: fourteen of today, and two that became Inchley."""
    for name, code in CODES.items():
        kind = KINDS[code[:3]]
        start = "2024-04-01" if name in BEGAN else "1997-04-01"
        people = {"population": str(POPULATION[name]), "population_year": "2025"}
        yield {**entry(short(name), code, name, kind), **people, "start": start}
    for name, code in {"Inchley Vale": "X07000991", "Stowmoor": "X07000992"}.items():
        ended = {"start": "1974-04-01", "end": "2024-03-31", "successors": short("Inchley")}
        yield {**entry(f"{short(name)}X", code, name, "district"), **ended}


def entry(short_code: str, code: str, name: str, kind: str) -> dict[str, str]:
    """What the register says of any council."""
    who = {"code": short_code, "gss_code": code, "name": name, "kind": kind}
    county = "LOA" if kind == "district" else ""
    return {**who, "official_name": called(name, kind), "county": county}


def short(name: str) -> str:
    """A register code: three letters."""
    return name.replace(" ", "")[:3].upper()


def called(name: str, kind: str) -> str:
    """The official name, which says what it is."""
    ending = {"unitary": "Council", "district": "District Council", "county": "County Council"}
    return f"{name} {ending[kind]}"


def table(file: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """A small table as CSV."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def neighbours() -> list[dict[str, str]]:
    """Every other council of a kind, in the order of the register."""
    rows = []
    for name, code in CODES.items():
        others = [c for n, c in CODES.items() if n != name and c[:3] == code[:3]]
        for rank, other in enumerate(others, 1):
            rows.append({"gss_code": code, "rank": str(rank), "neighbour": other})
    return rows


def hexagons() -> dict[str, object]:
    """A layout of three rows for the finder's map."""
    hexes = {code: {"q": place % 5, "r": place // 5} for place, code in enumerate(CODES.values())}
    return {"notice": "Layout: invented, as the county is.", "layout": "odd-r", "hexes": hexes}


INDEX = {"source": "an invented price index", "published": "2026-06-30"}
DEFLATOR = dict(zip(MONEY, (82.0, 87.5, 92.5, 96.5, 100.0), strict=True))


def main() -> None:
    """Write everything below this folder."""
    land = {"nation": "England", "region": "Invented Midlands"}
    table(HERE / "councils.csv", COLUMNS, [{**land, **row} for row in councils()])
    table(HERE / "neighbours.csv", ("gss_code", "rank", "neighbour"), neighbours())
    index = [
        {"period": period, "index": str(value), "series": "invented_deflator", **INDEX}
        for period, value in DEFLATOR.items()
    ]
    table(HERE / "deflators.csv", ("period", "index", "series", "source", "published"), index)
    text = json.dumps(hexagons(), indent=1) + "\n"
    (HERE / "hexmap.json").write_text(text, encoding="utf-8")
    for name in CODES:
        own(name)
    open_sources()


if __name__ == "__main__":
    main()
