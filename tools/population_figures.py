"""From the original files to arrays: people by council, age and year, and migration variants as ratios.

Every check that the notes on the files promise is made again here: a file that breaks one stops the build.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import population_sources as sources
from numpy.typing import NDArray

from mtfp.population.areas import SCOTLAND
from mtfp.population.bundled import VARIANT_AGES

AGE_COLUMNS = (*(f"Age{age}" for age in range(90)), "Age90plus")
BOTH_SEXES = "All"
VARIANT_NAMES = {"high migration": "high_migration", "low migration": "low_migration"}
"""As labelled in the tidied file, where the workbook's swapped Tables E and F have been put right."""

People = dict[tuple[str, int], list[int]]


class Broken(Exception):
    """An original file that isn't what its notes say."""


def rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of an original file. What is wrong with it stops the build: there is no user to tell."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        yield from csv.DictReader(text, strict=True)


def lookup(folder: Path) -> list[dict[str, str]]:
    """Councils by code, with their partnership and health board."""
    return sorted(rows(folder / sources.LOOKUP.file), key=lambda row: row["CA"])


def areas(councils: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What goes into `areas.json`: every area with the codes of its councils, each kind by name."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for kind, code, name in (("partnership", "HSCP", "HSCPName"), ("council", "CA", "CAName")):
        for row in sorted(councils, key=lambda row: row[name]):
            found.setdefault((row[code], row[name], kind), []).append(row["CA"])
    for row in sorted(councils, key=lambda row: row["HBName"]):
        found.setdefault((row["HB"], row["HBName"], "health_board"), []).append(row["CA"])
    found[SCOTLAND, "Scotland", "country"] = [row["CA"] for row in councils]
    return [{"code": c, "name": n, "kind": k, "councils": sorted(codes)} for (c, n, k), codes in found.items()]


def people(file: Path) -> People:
    """People by single year of age of each area (code, Scotland too) and year: the rows for both sexes together."""
    found: People = {}
    for row in rows(file):
        if row["Sex"] == BOTH_SEXES:
            by_age = [int(row[column]) for column in AGE_COLUMNS]
            if sum(by_age) != int(row["AllAges"]):
                raise Broken(f"{file.name}: ages don't add up to AllAges in {row['CA']} {row['Year']}")
            found[row["CA"], int(row["Year"])] = by_age
    return found


def by_council(found: People, codes: list[str], years: range) -> NDArray[np.uint16]:
    """People as an array, shape (council, age, year). Stops if the councils don't add up to Scotland at every age."""
    counts = np.array([[found[code, year] for year in years] for code in codes]).transpose(0, 2, 1)
    if counts.max() > np.iinfo(np.uint16).max:
        raise Broken("more people of one age in a council than sixteen bits hold")
    scotland = np.array([found[SCOTLAND, year] for year in years]).T
    if not np.array_equal(counts.sum(axis=0), scotland):
        raise Broken("councils don't add up to Scotland")
    return counts.astype(np.uint16)


def years_of(found: People) -> range:
    held = {year for _, year in found}
    return range(min(held), max(held) + 1)


def variants(file: Path, councils: list[dict[str, str]], years: range) -> dict[str, NDArray[np.float32]]:
    """Each variant's private household population over the principal's, shape (council, age group, year).

    Stops if the high variant is below the low one in the last year: the tables would be swapped again.
    """
    place = {row["CAName"]: index for index, row in enumerate(councils)}
    totals = {
        name: np.zeros((len(councils), len(VARIANT_AGES), len(years)))
        for name in ("principal", *VARIANT_NAMES.values())
    }
    for row in rows(file):
        if row["council"] in place:
            at = VARIANT_AGES.labels.index(row["age_group"])
            total = totals[VARIANT_NAMES.get(row["variant"], row["variant"])]
            total[place[row["council"]], at] += [float(row[str(year)]) for year in years]
    last = {name: total[..., -1].sum() for name, total in totals.items()}
    if not last["low_migration"] < last["principal"] < last["high_migration"]:
        raise Broken(f"{file.name}: the migration variants are not low < principal < high but {last}")
    principal = totals.pop("principal")
    return {name: (total / principal).astype(np.float32) for name, total in totals.items()}


def figures(folder: Path) -> dict[str, NDArray[Any]]:
    """What goes into `population.npz`: see `mtfp.population.bundled.Figures`."""
    councils = lookup(folder)
    codes = [row["CA"] for row in councils]
    estimate, projection = people(folder / sources.ESTIMATE.file), people(folder / sources.PROJECTION.file)
    estimated, years = years_of(estimate)[-1:], years_of(projection)
    return {
        "councils": np.array(codes),
        "estimate": by_council(estimate, codes, estimated)[..., 0],
        "estimate_year": np.array(estimated[0], dtype=np.int32),
        "projection": by_council(projection, codes, years),
        "first_projection": np.array(years[0], dtype=np.int32),
        **variants(folder / sources.VARIANTS.file, councils, years),
    }


def estimated_in_scotland(folder: Path, year: int, without: tuple[str, ...] = ()) -> NDArray[np.float64]:
    """Scotland's estimate by single year of age, shape (age,), less the councils left out of a return."""
    found = people(folder / sources.ESTIMATE.file)
    left: NDArray[np.float64] = np.array(found[SCOTLAND, year], dtype=float)
    for code in without:
        left -= np.array(found[code, year])
    return left
