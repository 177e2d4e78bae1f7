"""Change with a `?` in place of one number, and the words for `-s` once the number is there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from mtfp.analysis.solve.number import PERCENTAGES, Kind, plainly
from mtfp.findings.suggest import did_you_mean, quoted
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.plan import Plan
from mtfp.reading.in_words.document import YAML
from mtfp.reading.in_words.pieces import pieces_of

MARK = "?"
MEANT = {"ladder ?": "ladder@?", "savings ?": "unidentified savings ?", "saving ?": "unidentified savings ?"}
"""Texts that are often typed for a change, each with that change."""
EXAMPLES = "`nhs_uplift +?`, `pay_nhs ?`, `savings_delivery x ?`, `ladder@?` or `unidentified savings ?`"
_SOUGHT = re.compile(r"(?:(?P<sign>[+\-−–])\s*)?(?P<pound>£\s?)?\?(?P<unit>\s?(?:%|(?:bn|[km]|points?)\b))?")
_SAVINGS = re.compile(r"(?:unidentified|new) savings?\s*\+?\s*(?:£\s?)?\?", re.IGNORECASE)
_OPENING = re.compile(r"(?P<name>.+?)\s+opening\s*(?:£\s?)?\?(?:k|m|bn)?", re.IGNORECASE)
_YEARS = re.compile(r"\s(?:from|to|until|in)\s")
KINDS: Mapping[str, tuple[Kind, ...]] = {
    "%": ("percent",),
    "£": ("pounds",),
    "": ("percent", "number", "whole", "pounds"),
    "yaml": ("percent", "number", "whole"),
}
"""Kinds that a number may have by the mark of a unit next to it, in the order in which they are tried."""


class NotSought(ValueError):
    """Raised for a text in which no number can be sought; its message has the repair."""


class Template(Protocol):
    """Change with a number still to be put in."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Kinds that the number may have, in the order in which they are tried."""

    def text(self, value: float, kind: Kind, plan: Plan) -> str:
        """Return the words for `-s` with a number in them."""

    def by_year(self, values: Mapping[str, float], kind: Kind, plan: Plan) -> str:
        """Return the words for `-s` with a number for each year."""


@dataclass(frozen=True)
class Change:
    """Change in words or in YAML: the text before and after the number.

    A number that is added may be below zero. Typed with a plus or with a minus, it is the same number.
    """

    before: str
    adds: bool
    """True if the number is added in words, so that a sign is written before it."""
    after: str
    mark: str
    """Mark of the number's unit, a key of `KINDS`."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        if self.before.rstrip().endswith("ladder@"):
            return ("position",)
        return ("percent",) if self.before.rstrip().endswith("@") else KINDS[self.mark]

    def text(self, value: float, kind: Kind, plan: Plan) -> str:
        sign = ("+" if value >= 0 else "-") if self.adds else ""
        return f"{self.before}{sign}{written(abs(value) if sign else value, kind, plan)}{self.after}"

    @property
    def typed(self) -> str:
        """Return the change with its `?`."""
        return f"{self.before}{'+' if self.adds else ''}{MARK}{self.after}"

    @property
    def takes_years(self) -> bool:
        """Return True if years can be added at the end."""
        return not (self.mark == "yaml" or "@" in self.before or _YEARS.search(self.after))

    def by_year(self, values: Mapping[str, float], kind: Kind, plan: Plan) -> str:
        if not self.takes_years:
            shown = quoted(self.typed)
            raise NotSought(
                f"{shown} can't be sought year by year: write a change in words without years, such as `nhs_uplift +?`"
            )
        one = (replace(self, after=f"{self.after} in {year}").text(x, kind, plan) for year, x in values.items())
        return " + ".join(one)


@dataclass(frozen=True)
class NewSavings:
    """New recurring savings of the same amount in each projected year, which add up."""

    name: str
    keys: str = ""
    """Other keys of the saving, as YAML, each after a comma."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return ("money",)

    def text(self, value: float, kind: Kind, plan: Plan) -> str:
        return self.by_year(dict.fromkeys(plan.timeline.projected, value), kind, plan)

    def by_year(self, values: Mapping[str, float], kind: Kind, plan: Plan) -> str:
        if not values:
            return ""
        planned = ", ".join(f"{year}: {plainly(amount)}" for year, amount in values.items())
        about = "label: Savings still to find, source: sought by mtfp solve"
        return f"saving: {{name: {self.name}, add: {{{about}, planned: {{{planned}}}{self.keys}}}}}"


def template_of(text: str, plan: Plan) -> Template:
    """Return the template of a text with one `?`. Raises NotSought, with the repair, for any other text.

    >>> from mtfp import Planner
    >>> plan = Planner("examples/shetland").plan
    >>> template_of("nhs_uplift +? from 2027/28", plan).text(-0.5, "percent", plan)
    'nhs_uplift -0.5% from 2027/28'
    >>> template_of("Contingency opening ?", plan).text(2_000.0, "money", plan)
    'reserves: {name: contingency, opening: 2000}'
    """
    typed = " ".join(text.split())
    if typed.count(MARK) != 1:
        number = "no number" if MARK not in typed else "more than one number"
        raise NotSought(f"{quoted(text)} leaves {number} open: put one `?` in place of a number, such as {EXAMPLES}")
    if (meant := MEANT.get(typed.casefold())) and typed.split()[0] not in plan.assumptions:
        raise NotSought(f"{quoted(text)} is not a change of this plan: write `{meant}`")
    if _SAVINGS.fullmatch(typed):
        return NewSavings(_free("savings_to_find", plan))
    if found := _OPENING.fullmatch(typed):
        return Change(f"reserves: {{name: {_reserve(found['name'], plan)}, opening: ", False, "}", "yaml")
    piece = next(each for each in pieces_of(typed.replace(MARK, "1")) if MARK in _part(each.start, each.text, typed))
    found = _SOUGHT.search(typed)
    assert found
    unit = (found["unit"] or "").strip()
    if YAML.match(piece.text):
        return Change(typed[: found.start()], False, typed[found.end() :], "yaml")
    mark = "£" if found["pound"] or unit in ("k", "m", "bn") else "%" if unit else ""
    return Change(typed[: found.start()], bool(found["sign"]), typed[found.end() :], mark)


def later(template: Template, year: str) -> Change | None:
    """Return the change from a year on; None if it has years already, or can't have any."""
    if not isinstance(template, Change) or not template.takes_years:
        return None
    return replace(template, after=f"{template.after} from {year}")


def _part(start: int, piece: str, whole: str) -> str:
    return whole[start : start + len(piece)]


def _free(name: str, plan: Plan) -> str:
    return name if name not in plan.savings else _free(f"{name}_too", plan)


def _reserve(said: str, plan: Plan) -> str:
    """Return the name of a reserve, from its name or label."""
    for name in plan.all_reserves:
        if said == name or said.casefold() == plan.label("reserves", name).casefold():
            return name
    near = did_you_mean(said, plan.all_reserves) or "name a reserve of the plan"
    raise NotSought(f"the plan has no reserve {quoted(said)}: {near}")


def written(value: float, kind: Kind, plan: Plan) -> str:
    """Return a number as a change has it."""
    if kind in PERCENTAGES:
        return f"{plainly(value)}%"
    return f"£{plainly(value * UNITS[plan.unit])}" if kind == "pounds" else plainly(value)
