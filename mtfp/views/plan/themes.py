"""Themes of pressures next to the causes of the statement: a heading has a cause's label only with its figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from mtfp.analysis.bridge import OTHER_COSTS, line_causes
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import NOISE
from mtfp.results.table import Row
from mtfp.views.plan.groups import Item, heading_key
from mtfp.views.plan.statement import CAUSES

ROWS = {
    "one_offs": "remove_one_offs",
    "pay": "pay",
    "on_costs": "pay",
    "vacancies": "pay",
    "price": "prices",
    "demographic": "demography",
    "healthier_ageing": "demography",
    "non_demographic": "other_growth",
    "service_level": "service_change",
    "stated": "stated",
    "line": "stated",
    **{section: section for section in OTHER_COSTS},
}
"""Row of the statement to which each kind of pressure belongs. Its label is the theme of pressures without one."""
FEW = 6
"""Largest number of pressures that a note names."""


class Split:
    """Pressures under the plan's themes, and under the causes of the statement, which may split them otherwise."""

    def __init__(self, projection: Projection, items: Sequence[Item]) -> None:
        self.causes = _causes(projection, [row for _, row, _ in items if _counts(row)])
        self.rows: dict[str, list[Row]] = {}
        """Pressures that aren't zero in every year, by the key of their heading."""
        self.headings: dict[str, str] = {}
        for heading, row, _ in items:
            self.headings.setdefault(heading_key(heading), heading)
            if row.id in self.causes:
                self.rows.setdefault(heading_key(heading), []).append(row)
        self.otherwise = [cause for cause in CAUSES if not self._is_one_heading(cause)]
        """Causes of which no heading has all pressures, and no others."""
        self.by_theme = {heading_key(CAUSES[cause]) for cause in self.otherwise}

    def labelled(self, row: Row) -> Row:
        """Return a row of the table. A heading with a cause's label, but other figures, says that it is by theme."""
        theme = row.id.removeprefix("theme.")
        differs = theme != row.id and heading_key(theme) in self.by_theme
        return replace(row, label=f"{row.label}, by theme") if differs else row

    def notes(self) -> Iterator[str]:
        """Yield a note on each cause whose pressures are under other headings: where they are."""
        for cause in self.otherwise:
            yield f"{CAUSES[cause]} in the statement: {'; '.join(self._parts(cause)) or 'zero in every year'}."

    def _is_one_heading(self, cause: str) -> bool:
        """Return True if one heading has the whole cause and nothing else, and no other one has the cause's label."""
        found = {key for key, rows in self.rows.items() if any(cause in self.causes[row.id] for row in rows)}
        found |= {heading_key(CAUSES[cause])} & self.headings.keys()
        return len(found) <= 1 and all(self._is_only(cause, self.rows.get(key, ())) for key in found)

    def _is_only(self, cause: str, rows: Iterable[Row]) -> bool:
        return all(self.causes[row.id] == {cause} for row in rows)

    def _parts(self, cause: str) -> Iterator[str]:
        """Yield the pressures of a cause in words, heading by heading."""
        for key, rows in self.rows.items():
            found = [row for row in rows if cause in self.causes[row.id]]
            heading = f"{self.headings[key]}{', by theme' if key in self.by_theme else ''}"
            if found and self._is_only(cause, rows):
                yield heading
            elif found:
                names = [f"{row.label}{'' if self._is_only(cause, [row]) else ' in part'}" for row in found]
                names = names if len(names) <= FEW else [*names[:FEW], f"{len(names) - FEW} more"]
                yield f"{', '.join(names)} (under {heading})"


def _causes(projection: Projection, rows: Iterable[Row]) -> dict[str, set[str]]:
    """Return the causes of each pressure by its identifier. A line with a theme has all causes that move its cost."""
    by_line = line_causes(projection)
    found = {}
    for row in rows:
        kind, _, name = row.id.partition(".")
        moved = (
            [cause for cause, added in by_line[name].items() if np.abs(added).max() > NOISE] if kind == "line" else ()
        )
        found[row.id] = {ROWS[cause.partition(".")[0]] for cause in moved} or {ROWS[kind]}
    return found


def _counts(row: Row) -> bool:
    return any(abs(value) > NOISE for value in row.values if value is not None)
