"""Cut the small extract of the original population files on which the build script is tested.

    python tools/cut_population_extract.py FOLDER [--into tests/population/extract]

Four councils: Clackmannanshire and Stirling, which are one partnership, Shetland Islands, and Na h-Eileanan Siar,
which one return leaves out. Rows and cells are as published but for one thing: the rows of Scotland in the
population files hold the sum of the four councils, so that areas add up as they do in the whole files.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import population_sources as sources  # noqa: E402
from population_figures import AGE_COLUMNS, BOTH_SEXES, rows  # noqa: E402
from population_profiles import CURVES  # noqa: E402

from mtfp.population.areas import SCOTLAND  # noqa: E402

COUNCILS = {
    "S12000005": "Clackmannanshire",
    "S12000013": "Na h-Eileanan Siar",
    "S12000027": "Shetland Islands",
    "S12000030": "Stirling",
}
YEARS = tuple(str(year) for year in range(2018, 2026))
OTHER_ROWS = 10
"""Rows of each activity file that no profile uses, to be passed over."""

Row = dict[str, str]


def lookup(file: Path) -> Iterator[Row]:
    yield from (row for row in rows(file) if row["CA"] in COUNCILS)


def people(file: Path) -> Iterator[Row]:
    """Both sexes and each: the four councils, and Scotland as their sum."""
    by_key: dict[tuple[str, str], list[Row]] = {}
    for row in rows(file):
        if row["CA"] in COUNCILS and row["Year"] in YEARS:
            by_key.setdefault((row["Year"], row["Sex"]), []).append(row)
    for (_, sex), councils in by_key.items():
        total = dict(councils[0], CA=SCOTLAND, CAQF="d", SexQF="d" if sex == BOTH_SEXES else "")
        for column in ("AllAges", *AGE_COLUMNS):
            total[column] = str(sum(int(row[column]) for row in councils))
        yield from (total, *councils)


def variants(file: Path) -> Iterator[Row]:
    """The four councils and Scotland (left as published: it is never used), some years."""
    for row in rows(file):
        if row["council"] in (*COUNCILS.values(), "Scotland"):
            yield {column: cell for column, cell in row.items() if not column.isdigit() or column in YEARS}


def activity(file: Path) -> Iterator[Row]:
    """The rows that profiles are made of, with their totals, and a few that they aren't."""
    wanted = [curve.where for curve in CURVES if curve.source.file == file.name]
    others = 0
    for row in rows(file):
        if any(all(row[column] in values for column, values in where.items()) for where in wanted):
            yield row
        elif others < OTHER_ROWS:
            others += 1
            yield row


def write(file: Path, cut: Iterable[Row]) -> None:
    held = list(cut)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, held[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(held)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the original files")
    parser.add_argument("--into", type=Path, default=ROOT / "tests" / "population" / "extract")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    cutters = {sources.LOOKUP: lookup, sources.ESTIMATE: people, sources.PROJECTION: people, sources.VARIANTS: variants}
    for source in sources.SOURCES:
        write(options.into / source.file, cutters.get(source, activity)(options.folder / source.file))


if __name__ == "__main__":
    main()
