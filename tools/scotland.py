"""Write an illustrative plan for each of Scotland's 31 partnerships from the extracts in `examples/scotland/data`.

    python tools/scotland.py [--into examples/scotland/plans]

The same extracts, population and template (`tools/scotland_plan.yaml`) always give the same bytes. What each figure is
made of, and what is illustrative, is in `examples/scotland/README.md`. Money is in £k of 2025/26.
"""

import argparse
import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mtfp.population.areas import Area, Kind, areas
from mtfp.population.people import bundled_people
from mtfp.population.profiles import find_profile

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "examples" / "scotland" / "data"
PLANS = ROOT / "examples" / "scotland" / "plans"
TEMPLATE = ROOT / "tools" / "scotland_plan.yaml"

SPENT, CARRIED_TO, SHARES_OF = "2024-25", "2025-26", "2022-23"
"""The year of the councils' spend, the plans' base year, and the year of all shares and of the national figures."""
PEOPLE_OF = 2025

HIGHLAND = "S37000016"
"""No integration joint board, so not in what the boards' funding adds up to."""

OF_HIGHLAND = """

  Highland has lead agencies and no board, but here the same scheme as the others. examples/schemes has its kind."""

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


def whole(amounts: Money) -> dict[str, int]:
    """Whole £k that add up to the rounded total: what rounding leaves over goes to the amounts it took most from.

    >>> whole({"a": 1.4, "b": 1.4, "c": 1.3})
    {'a': 2, 'b': 1, 'c': 1}
    """
    found = {name: int(amount) for name, amount in amounts.items()}
    left = round(sum(amounts.values())) - sum(found.values())
    for name in sorted(amounts, key=lambda name: found[name] - amounts[name])[:left]:
        found[name] += 1
    return found


def figures(area: Area) -> dict[str, int]:
    """Every number that the template asks for by name."""
    council, nhs = whole(council_lines(area)), whole(nhs_lines(area))
    totals = {"council": sum(council.values()), "nhs": sum(nhs.values()) - nhs["unplanned_hospital"]}
    return {
        **council,
        **nhs,
        **totals,
        "integrated": totals["council"] + totals["nhs"],
        "home_care_hours": round(reported(area, "home_care_65_plus_hours")),
        "care_home_residents": round(reported(area, "care_homes_65_plus_residents")),
    }


def words(area: Area) -> dict[str, str]:
    """Every text that the template asks for."""
    names = {row["council_code"]: row["council"] for row in extract("social_work_spend.csv")}
    years = {year.replace("-", "/"): growth for year, growth in deflator().items() if year > CARRIED_TO}
    return {
        "area": area.name,
        "code": area.code,
        "councils": " and ".join(names[council] for council in area.councils),
        "remark": OF_HIGHLAND if area.code == HIGHLAND else "",
        "gdp_deflator": "{" + ", ".join(f"{year}: {growth:.2%}" for year, growth in years.items()) + "}",
    }


def filled(template: str, numbers: Mapping[str, int], texts: Mapping[str, str]) -> str:
    """A template with `@name@` and `@1.5% of name@` filled in, shares rounded down to fit into the whole.

    >>> filled("@who@: @cost@, @1.5% of cost@", {"cost": 12_050}, {"who": "Us"})
    'Us: 12_050, 180'
    """

    def value(found: re.Match[str]) -> str:
        share, name = found["share"], found["name"]
        if name in texts:
            return texts[name]
        return f"{numbers[name]:_}" if share is None else f"{int(numbers[name] * float(share) / 100):_}"

    return re.sub(r"@(?:(?P<share>[\d.]+)% of )?(?P<name>\w+)@", value, template)


def plans() -> dict[str, str]:
    """Every partnership's plan by file name."""
    template = TEMPLATE.read_text(encoding="utf-8")
    return {f"{slug(area)}.yaml": filled(template, figures(area), words(area)) for area in partnerships()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, default=PLANS, help="folder to write to")
    into = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    for file, text in plans().items():
        (into / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
