"""Words and origins of inputs: labels from the keys of the plan, sources, places in files, and levers."""

import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, RootModel

from mtfp.analysis.trace.tree import Source
from mtfp.analysis.trace.values import SEARCHED
from mtfp.findings.place import Document, Path
from mtfp.findings.short import Short
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.plan import SECTIONS, Plan, in_words
from mtfp.reading.scenario import ScenarioPlan
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.scenarios.scenario import AppliedChange
from mtfp.scenarios.words import key_in_words, meaning_of

YEAR = re.compile(r"\d{4}/\d\d")
UNSAID = ("years", "then", "central", "root", "steps", "components")
"""Steps of a path that its words leave out."""
IN_FACTORS = {"weight", "ratio"}
GRADES = {"A": "grade A, measured", "B": "grade B, published forecast", "C": "grade C, judgement"}
FOUND = {"needed": "the reserves needed", "held": "the reserves held at the start", "falls_to_partners": "the money"}


@dataclass(frozen=True, repr=False)
class Origins(Short):
    """Origins of a plan's inputs: the plan, its file if it was read from one, and the scenario if any."""

    plan: Plan
    document: Document | None = None
    scenario: ScenarioPlan | None = None

    def label(self, path: Path) -> str:
        """Return an input in words: the item's label, then the keys inside it."""
        if path[0] == SEARCHED:
            return f"Found by closing the years again: {FOUND[str(path[1])]}"
        if path[0] == "population":
            return f"{in_words(str(path[1]))}, {in_words(str(path[2]).removesuffix('.csv'))}"
        section, *inside = path
        label = in_words(str(section))
        if section in SECTIONS and inside:
            name, *inside = inside
            label = self.plan.label(str(section), str(name))
        return ", ".join([label, *(self._step(step) for step in inside if step not in UNSAID)])

    def _step(self, step: str | int) -> str:
        if isinstance(step, int):
            return f"no. {step + 1}"
        named = step in self.plan.assumptions
        return step if YEAR.fullmatch(step) else self.plan.label("assumptions", step) if named else key_in_words(step)

    def unit(self, path: Path) -> str:
        """Return the unit of an input."""
        if path[0] in ("population",):
            return FACTOR
        if path[0] == SEARCHED:
            return MONEY
        if path[0] == "assumptions" and not IN_FACTORS & {*path}:
            unit = self.plan.assumptions[str(path[1])].unit
            return SHARE if unit in ("rate", "share") else MONEY if unit == "money" else FACTOR
        return SHARE if isinstance(self._along(path)[-1], Percent) else MONEY if self._is_money(path) else FACTOR

    def _is_money(self, path: Path) -> bool:
        """Return True if the field that holds a number is one of money, by its type."""
        part: Any = self.plan
        is_money = False
        for step, value in zip(path, self._along(path), strict=True):
            if isinstance(part, BaseModel) and not isinstance(part, ByYear) and str(step) in type(part).model_fields:
                is_money = meaning_of(type(part), str(step)).money
            if isinstance(value, RootModel):
                is_money = meaning_of(type(value), "root").money
            part = value.root if isinstance(value, RootModel) else value
        return is_money

    def of(self, path: Path, year: str) -> Source:
        """Return the origin of an input, or of a plan's item: where it is stated, by whom, and what changed it."""
        if path[0] == SEARCHED:
            return Source(source="a search that closes the years again with other opening balances")
        named: dict[str, str] = {}
        for part in self._along(path):
            for key in ("source", "owner", "grade"):
                if text := getattr(part, key, None):
                    named[key] = text
        named.setdefault("source", self.plan.source)
        source = Source(
            self._place(path), named["source"], named.get("owner", ""), GRADES.get(named.get("grade", ""), "")
        )
        return replace(source, changes=tuple(self._said(made) for made in self.changes(path, year)))

    def _along(self, path: Path) -> list[Any]:
        """Return the parts of the plan along a path, the outermost first."""
        part: Any = self.plan
        found = []
        for step in path:
            if isinstance(part, RootModel):
                part = part.root
            if isinstance(part, BaseModel):
                part = getattr(part, str(step), None)
            elif isinstance(part, dict):
                part = part.get(step)
            elif isinstance(part, tuple) and isinstance(step, int) and step < len(part):
                part = part[step]
            found.append(part)
        return found

    def _place(self, path: Path) -> str:
        if self.document is None:
            return ""
        plain = tuple(step for step in path if step not in ("years", "root"))
        plain = plain[:1] if path[0] == "population" else plain
        place = self.document.place(plain)
        return str(place) if place.line else ""

    def changes(self, path: Path, year: str = "") -> list[AppliedChange]:
        """Return the changes of a scenario that made an input, or an item, what it is in a year."""
        if self.scenario is None:
            return []
        plain = _plain(path)
        return [made for made in self.scenario.changes if _touches(made, plain, path, year)]

    def _said(self, made: AppliedChange) -> str:
        assert self.scenario is not None
        return f"{made.change} ({self.scenario.scenarios[made.at.scenario].document.place(made.at.path)})"

    def said(self, changes: list[AppliedChange]) -> tuple[str, ...]:
        """Return changes in words, old → new, each with the place of its lever."""
        return tuple(dict.fromkeys(self._said(made) for made in changes))


def _plain(path: Path) -> Path:
    return tuple(step for step in path if step not in ("years", "then", "root") and not YEAR.fullmatch(str(step)))


def _touches(made: AppliedChange, plain: Path, path: Path, year: str) -> bool:
    of = _plain(made.change.path)
    shared = min(len(of), len(plain))
    if of[:shared] != plain[:shared]:
        return False
    own = [step for step in path if YEAR.fullmatch(str(step))]
    years = made.change.years
    if not years:
        return True
    return bool({*own} & {*years}) if own else first_calendar_year(years[0]) <= first_calendar_year(year or years[0])
