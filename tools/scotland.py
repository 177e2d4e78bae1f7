"""Write opening budgets, and with them an illustrative plan for each of Scotland's 31 partnerships.

    python tools/scotland.py [--into examples/scotland/plans] [--budgets mtfp/budgets/opening.csv]

The budgets by council come from the extracts in `examples/scotland/data`; `mtfp init` uses the same budgets. The same
extracts, population and template (`tools/scotland_plan.yaml`) always give the same bytes. `examples/scotland/README.md`
gives the source of each figure, and names those that are illustrative. Money is in £k of 2025/26.
"""

import argparse
import csv
import re
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from textwrap import fill

from mtfp.budgets import filled, opening_budget
from mtfp.budgets.opening import ACTIVITY, COUNCIL, NHS
from mtfp.population.areas import Area, Kind, areas
from mtfp.population.people import bundled_people
from mtfp.population.profiles import find_profile

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "examples" / "scotland" / "data"
PLANS = ROOT / "examples" / "scotland" / "plans"
TEMPLATE = ROOT / "tools" / "scotland_plan.yaml"
BUDGETS = ROOT / "mtfp" / "budgets" / "opening.csv"

SPENT, CARRIED_TO, SHARES_OF = "2024-25", "2025-26", "2022-23"
"""The year of the councils' spend, the plans' base year, and the year of all shares and of the national figures."""
PEOPLE_OF = 2025

HIGHLAND = "S37000016"
"""No integration joint board, so not in what the boards' funding adds up to."""

OF_HIGHLAND = """

  Highland has lead agencies and no board, but here the same scheme as the others. examples/schemes has its kind."""

OF_REPORTED = (
    "The total with the set-aside is reported, and all services are scaled to it alike, so their split is "
    "illustrative. Source of the total:"
)

REPORTED = {
    "care_at_home": ("home_care_65_plus_gbp_thousand",),
    "care_homes": ("care_homes_65_plus_gbp_thousand",),
    "looked_after_children": ("looked_after_residential_gbp_thousand", "looked_after_community_gbp_thousand"),
}
"""The council's services that are reported one by one, with their columns in `service_spend.csv`."""

# Illustrative, and the same everywhere.
REST_OF_COUNCIL = {"adults_under_65": 0.55, "social_work": 0.30, "other_support": 0.15}
"""How what isn't home care, care homes or children looked after falls on services."""
SET_ASIDE = 0.12
"""Of the NHS boards' side."""
MENTAL_HEALTH = 0.30
"""Of community health services."""

USED_BY = {
    "community_health": "people_supported",
    "mental_health": "adults",
    "family_health": "all_ages",
    "prescribing": "all_ages",
    "unplanned_hospital": "emergency_bed_days",
}
"""The age profile by which an NHS service is shared out: the one that its line has in the template."""

Row = dict[str, str]
Money = dict[str, float]


def extract(file: str) -> list[Row]:
    with (DATA / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def partnerships() -> list[Area]:
    return [area for area in areas() if area.kind == Kind.PARTNERSHIP]


def slug(area: Area) -> str:
    """The name of a partnership's file.

    >>> [slug(area) for area in partnerships()][4]
    'clackmannanshire-and-stirling'
    """
    return re.sub(r"\W+", "-", area.name.lower())


@cache
def social_work(year: str) -> Mapping[str, float]:
    """What each council spent on social work, net, by its code."""
    rows = extract("social_work_spend.csv")
    return {
        row["council_code"]: float(row["social_work_nre_gbp_thousand"]) for row in rows if row["financial_year"] == year
    }


@cache
def services() -> Mapping[str, Row]:
    """What each council reported of some services, by its code."""
    return {row["council_code"]: row for row in extract("service_spend.csv")}


def reported(area: Area, *columns: str) -> float:
    return sum(float(services()[council][column]) for council in area.councils for column in columns)


def spent(area: Area, year: str) -> float:
    return sum(social_work(year)[council] for council in area.councils)


@cache
def deflator() -> Mapping[str, float]:
    return {row["financial_year"]: float(row["growth"]) for row in extract("gdp_deflator.csv")}


@cache
def national() -> Mapping[str, float]:
    """Scotland's published figures, £m."""
    return {row["figure"]: float(row["gbp_million"]) for row in extract("national.csv")}


def council_lines(area: Area) -> Money:
    """The councils' spend in prices of the base year, by service."""
    total = spent(area, SPENT) * (1 + deflator()[CARRIED_TO])
    then = spent(area, SHARES_OF)
    found = {name: total * reported(area, *columns) / then for name, columns in REPORTED.items()}
    rest = total - sum(found.values())
    return found | {name: rest * share for name, share in REST_OF_COUNCIL.items()}


def nhs_for_each_pound() -> float:
    """What NHS boards paid for each pound of councils: the boards' funding, less what their councils spent."""
    boards = [area for area in partnerships() if area.code != HIGHLAND]
    councils = sum(spent(area, SHARES_OF) for area in boards)
    return (national()["ijb_funding"] * 1000 - councils) / councils


@cache
def scotlands_nhs_lines() -> Money:
    """The NHS boards' side of all partnerships in the base year, by service: shares of what health services cost."""
    councils = sum(sum(council_lines(area).values()) for area in partnerships())
    total = councils * nhs_for_each_pound()
    known = national()
    community, dispensing = known["community_services"], known["dispensing"]
    outside_hospital = known["health_services"] - known["hospital_services"]
    cash = total * (1 - SET_ASIDE) / outside_hospital
    return {
        "community_health": cash * community * (1 - MENTAL_HEALTH),
        "mental_health": cash * community * MENTAL_HEALTH,
        "family_health": cash * (outside_hospital - community - dispensing),
        "prescribing": cash * dispensing,
        "unplanned_hospital": total * SET_ASIDE,
    }


@cache
def use(area: Area, profile: str) -> float:
    """How much of a service an area's people would use, were each as Scotland's people of that age."""
    by_age, people = find_profile(profile), bundled_people(area)
    within = people.ages.within(by_age.ages)
    return sum(by_age.rates[band] * count for band, count in zip(within, people.at(PEOPLE_OF), strict=True))


def nhs_lines(area: Area) -> Money:
    """A partnership's share of the NHS boards' side, service by service, by people of each age."""
    return {
        name: amount * use(area, USED_BY[name]) / sum(use(each, USED_BY[name]) for each in partnerships())
        for name, amount in scotlands_nhs_lines().items()
    }


@cache
def reported_totals() -> Mapping[str, Row]:
    """Return the totals that were reported of partnerships, by the partnership's code; they include the set-aside."""
    return {row["partnership_code"]: row for row in extract("reported_totals.csv")}


def services_of(council: Area) -> Money:
    """Return a council area's part of its partnership's services, in £k.

    A reported total of the partnership scales all its services alike.
    """
    whole_of = partnership_of(council)
    lines = council_lines(whole_of) | nhs_lines(whole_of)
    told = reported_totals().get(whole_of.code)
    scale = float(told["gbp_thousand"]) / sum(lines.values()) if told else 1.0
    return {name: amount * scale * part_of(council, whole_of, name) for name, amount in lines.items()}


def part_of(council: Area, partnership: Area, service: str) -> float:
    """Return the share of a partnership's service that falls on one of its councils."""
    if service in USED_BY:
        return use(council, USED_BY[service]) / use(partnership, USED_BY[service])
    councils = [area for area in areas() if area.kind == Kind.COUNCIL and area.code in partnership.councils]
    return council_lines(council)[service] / sum(council_lines(each)[service] for each in councils)


def partnership_of(council: Area) -> Area:
    return next(area for area in partnerships() if council.code in area.councils)


HEAD = """\
# Opening budgets of Scotland's council areas by service, £k of 2025/26. Written by tools/scotland.py: change its
# extracts, not this file. ILLUSTRATIVE: worked out from open data, and no partnership's budget. `reported`: source of a
# total that was reported. Sources, licences, method: examples/scotland/README.md, examples/scotland/data/README.md.
# Contains public sector information licensed under the Open Government Licence v3.0 (National Records of Scotland,
# Scottish Government, Improvement Service, Public Health Scotland, Office for Budget Responsibility).
"""


def budgets() -> str:
    """Return the opening budgets of all councils as CSV, to the pound."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["council_code", "council", *COUNCIL, *NHS, *ACTIVITY, "reported"])
    for area in sorted((area for area in areas() if area.kind == Kind.COUNCIL), key=lambda area: area.code):
        lines, told = services_of(area), reported_totals().get(partnership_of(area).code)
        units = (reported(area, "home_care_65_plus_hours"), reported(area, "care_homes_65_plus_residents"))
        money = (f"{lines[name]:.3f}" for name in (*COUNCIL, *NHS))
        table.writerow(
            [area.code, area.name, *money, *(f"{unit:.1f}" for unit in units), told["source"] if told else ""]
        )
    return HEAD + text.getvalue()


def words(area: Area) -> dict[str, str]:
    """Every text that the template asks for."""
    names = {row["council_code"]: row["council"] for row in extract("social_work_spend.csv")}
    years = {year.replace("-", "/"): growth for year, growth in deflator().items() if year > CARRIED_TO}
    return {
        "area": area.name,
        "code": area.code,
        "councils": " and ".join(names[council] for council in area.councils),
        "remark": remark(area),
        "gdp_deflator": "{" + ", ".join(f"{year}: {growth:.2%}" for year, growth in years.items()) + "}",
    }


def remark(area: Area) -> str:
    """Return a paragraph for the notes of a partnership that is unlike the others."""
    if source := opening_budget(area).reported:
        return "\n\n" + fill(f"{OF_REPORTED} {source}.", 120, initial_indent="  ", subsequent_indent="  ")
    return OF_HIGHLAND if area.code == HIGHLAND else ""


def plans() -> dict[str, str]:
    """Every partnership's plan by file name."""
    template = TEMPLATE.read_text(encoding="utf-8")
    return {
        f"{slug(area)}.yaml": filled(template, opening_budget(area).numbers, words(area)) for area in partnerships()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, default=PLANS, help="folder to write to")
    parser.add_argument("--budgets", type=Path, default=BUDGETS, help="file of opening budgets to write")
    asked = parser.parse_args()
    asked.budgets.write_text(budgets(), encoding="utf-8", newline="\n")
    into: Path = asked.into
    into.mkdir(parents=True, exist_ok=True)
    for file, text in plans().items():
        (into / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
