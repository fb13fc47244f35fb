"""Central grants for digital planning led by each council, and two milestones from the same files.

    python data/sources/digital-planning-awards/prepare.py RAWDIR

figures.csv has the sums, whether the land charges register has moved, and membership of
LocalGov Drupal; details.csv has each award, its partners and the dates. source.toml says how
the items of details.csv are to be read.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from briefkit.evidence.tidy import (
    Cell,
    Row,
    present_gss,
    raw_files,
    register,
    successor,
    write_details,
    write_figures,
)

HERE = Path(__file__).parent
FOLDER = "digital-planning-awards"
AWARDS_DAY = "2026-08-21"
MEMBERS_DAY = "2026-05-17"
# The other interventions pay for planning capacity, not for technology.
DIGITAL = ["software", "integration", "improvement", "engagement", "innovation"]
PLANNING_KINDS = ["unitary", "metropolitan", "london", "city", "district"]
HOSTS = {"E09000022": "Lambeth", "E06000060": "Buckinghamshire", "E09000007": "Camden"}
HOSTED_FUNDS = "software-top-up-"
HOST_NOTE = "not usable: holds grants for national product teams"


@dataclass(frozen=True)
class Organisations:
    """The publisher's organisation keys (`local-authority:PLY`): each one's GSS code and name."""

    gss: dict[str, str]
    name: dict[str, str]

    def council(self, organisation: str) -> str | None:
        """The present GSS code of the council or of its one successor; None if it is no council."""
        code = self.gss.get(organisation, "")
        return present_gss(code) or successor(code)

    def told(self, organisation: str) -> str:
        """What to call an organisation in an item: a GSS code, else a name, else its key."""
        return self.council(organisation) or self.name.get(organisation, organisation)


def organisations(file: Path) -> Organisations:
    """The keys of planning-organisations."""
    known = pd.read_csv(file, dtype=str, keep_default_na=False)
    keys = known["organisation"]
    return Organisations(
        gss=dict(zip(keys, known["statistical-geography"], strict=True)),
        name=dict(zip(keys, known["name"], strict=True)),
    )


def digital_awards(raw: dict[str, Path], known: Organisations) -> pd.DataFrame:
    """A row for each digital award: its columns, and lead (GSS or missing), month, told, hosted."""
    awards = pd.read_csv(raw[f"{FOLDER}/award.csv"], keep_default_na=False)
    awards = awards.rename(columns={"start-date": "start_date"})
    awards = awards[awards["intervention"].isin(DIGITAL)]
    funds = pd.read_csv(raw[f"{FOLDER}/fund.csv"]).set_index("reference")["name"]
    interventions = pd.read_csv(raw[f"{FOLDER}/intervention.csv"]).set_index("reference")["name"]
    fund, intervention = awards["fund"].map(funds), awards["intervention"].map(interventions)
    lead = awards["organisation"].map(known.council)
    return awards.assign(
        lead=lead,
        month=awards["start_date"].str[:7],
        told=fund + " (" + intervention + ")",
        hosted=lead.isin(HOSTS) & awards["fund"].str.startswith(HOSTED_FUNDS),
    )


def span(months: pd.Series) -> str:
    """`2022-03/2025-03`, or `2025-03` where there is one month only."""
    first, last = months.min(), months.max()
    return first if first == last else f"{first}/{last}"


def periods(awards: pd.DataFrame) -> dict[str, str]:
    """The months of each lead's awards, by GSS code."""
    return {str(lead): span(months) for lead, months in awards.groupby("lead")["month"]}


def planning_authorities() -> pd.DataFrame:
    """The councils of England that decide planning applications: all but counties."""
    return register().query("end == '' and nation == 'England' and kind in @PLANNING_KINDS")


def grants(awards: pd.DataFrame) -> Iterator[Row]:
    """The sum of awards of each lead, and 0 for each planning authority that leads none."""
    own, programme = periods(awards), span(awards["month"])
    led = awards.groupby("lead")["amount"].agg(["sum", "size"])
    for gss in sorted({*planning_authorities()["gss_code"], *led.index}):
        pounds, number = led.loc[gss] if gss in led.index else (0, 0)
        yield {
            "gss_code": gss, "indicator": "planning_grants", "period": own.get(gss, programme),
            "published": AWARDS_DAY, "value": pounds, "base": number,
        }  # fmt: skip


def grants_per_1000(sums: Iterable[Row]) -> Iterator[Row]:
    """Pounds per 1,000 residents of each planning authority; for a host, why there is none."""
    population = planning_authorities().set_index("gss_code")["population"]
    for row in sums:
        gss = str(row["gss_code"])
        if gss not in population.index:
            continue
        per_1000 = {"value": float(row["value"] or 0) / population[gss] * 1000}
        found = {"value": None, "status": "x", "note": HOST_NOTE} if gss in HOSTS else per_1000
        yield {**row, "indicator": "planning_grants_per_1000", **found}


def lead_details(awards: pd.DataFrame, known: Organisations) -> Iterator[Row]:
    """For each award that a council leads: a row of its own, and one for each partner it names."""
    own = periods(awards)
    for award in awards.dropna(subset="lead").itertuples(index=False):
        about = {"gss_code": award.lead, "period": own[award.lead], **amount(award)}
        item = f"award {award.award}: {award.told}"
        yield {**about, "item": item, "unit": "pounds hosted" if award.hosted else "pounds"}
        for partner in partners(award):
            item = f"award {award.award}, partner: {known.told(partner)}"
            yield {**about, "item": item, "unit": "pounds, shared"}


def partner_details(awards: pd.DataFrame, known: Organisations) -> Iterator[Row]:
    """For each council that an award names as a partner: a row of that council's."""
    own, programme = periods(awards), span(awards["month"])
    for award in awards.itertuples(index=False):
        item = f"award {award.award}, led by: {known.told(award.organisation)}"
        about = {**amount(award), "item": item, "unit": "pounds, led by another"}
        for gss in filter(None, map(known.council, partners(award))):
            yield {**about, "gss_code": gss, "period": own.get(gss, programme)}


def amount(award: Any) -> dict[str, Cell]:
    """What every row about an award has."""
    pounds, day = award.amount, award.start_date
    return {"indicator": "planning_grants", "value": pounds, "date": day}


def partners(award: Any) -> list[str]:
    """The organisation keys of the partners that an award names."""
    return [key for key in award.organisations.split(";") if key]


def migrations(file: Path, known: Organisations) -> pd.DataFrame:
    """A row for each register that moves: council of today, date, `by` which ended council."""
    listed = pd.read_csv(file, dtype=str).query("project == 'local-land-charges'")
    ended = register().query("end != '' and gss_code != ''").set_index("gss_code")["name"]
    gss = listed["organisation"].map(known.gss)
    return pd.DataFrame(
        {
            "gss_code": listed["organisation"].map(known.council),
            "date": listed["start-date"],
            "by": gss.map(ended.to_dict()).fillna(""),
        }
    )


@cache
def predecessors() -> dict[str, set[str]]:
    """The names of the ended districts that each council of today took over, by its GSS code."""
    ended = register().query("kind == 'district' and end != ''")
    heirs = ended["gss_code"].map(successor)
    return ended["name"].groupby(heirs).agg(set).to_dict()


def taken_over(gss: str) -> set[str]:
    """The names of the districts that ended when this council took over; often none."""
    return predecessors().get(gss, set())


def moved_on(gss: str, its_rows: pd.DataFrame) -> str:
    """The day on which the council's register moves: its own, or the last of its predecessors'."""
    own = its_rows.loc[its_rows["by"] == "", "date"]
    if len(own):
        return str(own.iloc[0])
    all_moved = len(its_rows) and taken_over(gss) == set(its_rows["by"])
    return str(its_rows["date"].max()) if all_moved else ""


def land_charges(moved: pd.DataFrame) -> Iterator[Row]:
    """A row for each planning authority: 1 if its register had moved by the day of the file."""
    for gss in planning_authorities()["gss_code"]:
        its_rows = moved[moved["gss_code"] == gss]
        inherited = (its_rows["by"] != "").sum()
        has_moved = "" < moved_on(gss, its_rows) <= AWARDS_DAY
        note = f"{inherited} of the {len(taken_over(gss))} districts that it took over had moved"
        yield {
            "gss_code": gss, "indicator": "land_charges_migrated", "period": AWARDS_DAY,
            "published": AWARDS_DAY, "value": int(has_moved),
            "status": "e" if inherited and has_moved else "", "note": note if inherited else "",
        }  # fmt: skip


def land_charges_details(moved: pd.DataFrame) -> Iterator[Row]:
    """The day on which each register moved or is to move, and each ended district's own."""
    about: dict[str, Cell] = {"indicator": "land_charges_migrated", "period": AWARDS_DAY}
    for code, its_rows in moved.groupby("gss_code"):
        gss = str(code)
        day = moved_on(gss, its_rows)
        if day:
            item = "moved" if day <= AWARDS_DAY else "planned"
            yield about | {"gss_code": gss, "item": item, "date": day}
        for ended in its_rows[its_rows["by"] != ""].itertuples(index=False):
            yield about | {"gss_code": gss, "item": f"moved by {ended.by}", "date": ended.date}


def members(file: Path, known: Organisations) -> dict[str, str]:
    """The councils in LocalGov Drupal, by GSS code: subscriber or contributor."""
    listed = (
        pd.read_csv(file, dtype=str)
        .query("project == 'localgov-drupal'")
        .dropna(subset="organisation")
    )
    councils = listed["organisation"].map(known.council)
    return dict(zip(councils, listed["cohort"].str.removeprefix("LGD-").str.lower(), strict=True))


def memberships(kinds: dict[str, str]) -> Iterator[Row]:
    """A row for each council of England: 1 if it is a member."""
    for gss in register().query("end == '' and nation == 'England'")["gss_code"]:
        yield {
            "gss_code": gss, "indicator": "localgov_drupal", "period": MEMBERS_DAY,
            "published": MEMBERS_DAY, "value": int(gss in kinds),
        }  # fmt: skip


def membership_details(kinds: dict[str, str]) -> Iterator[Row]:
    """What kind of member each member is."""
    for gss, kind in kinds.items():
        yield {"gss_code": gss, "indicator": "localgov_drupal", "period": MEMBERS_DAY, "item": kind}


def main(rawdir: Path) -> None:
    """Write figures.csv and details.csv beside this file."""
    raw = raw_files(rawdir, HERE)
    known = organisations(raw["planning-organisations/local-authority.csv"])
    awards = digital_awards(raw, known)
    moved = migrations(raw[f"{FOLDER}/project-organisation.csv"], known)
    kinds = members(raw[f"{FOLDER}/project-organisation-{MEMBERS_DAY}.csv"], known)
    sums = list(grants(awards))
    write_figures(HERE, [*sums, *grants_per_1000(sums), *land_charges(moved), *memberships(kinds)])
    details = [
        lead_details(awards, known),
        partner_details(awards, known),
        land_charges_details(moved),
        membership_details(kinds),
    ]
    write_details(HERE, chain(*details))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
