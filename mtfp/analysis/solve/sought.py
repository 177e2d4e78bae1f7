"""Number that is sought in a change: its kind, and the plan with a number in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor, log10
from typing import Any

import numpy as np

from mtfp.analysis.solve.number import CELLS, PERCENTAGES, Kind, Number
from mtfp.analysis.solve.template import Template, template_of
from mtfp.draws.of_plan import central_draws
from mtfp.findings.finding import Refused
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Flags
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ReadScenario, ScenarioPlan, scenarios_of, with_scenarios
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.shipped import LADDER
from mtfp.simulation.sample import central_figures

FIND = "--find"
"""Name that findings give to a sought change, in place of a file's."""
PROBES: Mapping[Kind, tuple[float, ...]] = {
    "percent": (1.0, 50.0, 95.0, 105.0),
    "pounds": (1.0, 100.0),
    "money": (1.0, 100.0),
    "number": (0.5, 1.5),
    "whole": (1.0, 2.0),
    "position": (-1.0, 1.0),
}
"""Numbers that are tried to find the kind of a sought number: the first kind is taken that the change accepts."""
OF_EXPENDITURE = 0.25
"""Largest sum of money that is tried, as a share of the base year's expenditure."""
BOARD = 10_000.0
"""Step in pounds to which money is rounded, in a plan of £10 million or more."""
HALVINGS = 12
"""Times that the range is halved to find the last number that the plan accepts."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Sought(Short):
    """Number sought in a change of a plan, which may already be under scenarios."""

    typed: str
    """Change as it was typed, with its `?`."""
    template: Template
    number: Number
    read: ReadPlan
    scenarios: tuple[ReadScenario, ...]
    """Scenarios that apply before the change."""
    plan: Plan
    """Plan under these scenarios, without the change."""

    def in_short(self) -> str:
        return f"{self.typed}, {self.number.low:g} to {self.number.high:g}"

    def words(self, value: float) -> str:
        """Return the change with a number in it, as `-s` takes it."""
        return self.template.text(value, self.number.kind, self.read.plan)

    def words_by_year(self, values: Mapping[str, float]) -> str:
        """Return the change with a number for each year, as `-s` takes it."""
        return self.template.by_year(values, self.number.kind, self.read.plan)

    def on(self, plan: Plan, value: float) -> Plan:
        """Return a plan with the change made, without checks."""
        return self.made(plan, self.words(value))

    def made(self, plan: Plan, words: str) -> Plan:
        """Return a plan with a change in words made, without checks."""
        for lever in levers_of(scenarios_of(words, self.read.plan)):
            plan = lever.apply(plan)
        return plan

    def checked(self, words: str) -> ScenarioPlan:
        """Return the plan under its scenarios and a change, with all findings. Raises Refused for errors."""
        return with_scenarios(self.read, (*self.scenarios, *scenarios_of(words, self.read.plan)))

    @cached_property
    def changed(self) -> tuple[str, Flags] | None:
        """Assumption that the change moves, if it is one alone, with the years in which it moves, shape (year,)."""
        names, some = self._moved()
        if len(names) != 1:
            return None
        before, after = (central_draws(each).values[names[0]][:, 0] for each in (self.plan, self.on(self.plan, some)))
        return names[0], np.abs(after - before) > 0

    def _moved(self) -> tuple[list[str], float]:
        some = self.number.low if self.number.own != self.number.low else self.number.high
        after = self.on(self.plan, some).assumptions
        return [name for name, each in self.plan.assumptions.items() if after.get(name) != each], some

    def mean(self, plan: Plan) -> float:
        """Return the mean of the changed assumption over the years that change, in points or in its unit."""
        assert self.changed
        name, years = self.changed
        share = 100.0 if self.plan.assumptions[name].unit in ("rate", "share") else 1.0
        return share * float(central_draws(plan).values[name][years, 0].mean())


def levers_of(read: Sequence[ReadScenario]) -> Iterator[Lever]:
    """Yield the levers of scenarios, in order."""
    return (lever for each in read for lever in each.scenario.levers)


def sought_of(typed: str, read: ReadPlan, scenarios: tuple[ReadScenario, ...] = ()) -> Sought:
    """Return the number that a change seeks in a plan under scenarios.

    Raises NotSought for a text without one `?`, and Refused for a change that the plan can't have.
    """
    plan = with_scenarios(read, scenarios).plan if scenarios else read.plan
    template = template_of(typed, read.plan)
    kind, good = _accepted(typed, template, read, scenarios)
    number = _number(kind, template, read.plan, plan)
    found = Sought(
        typed=typed, template=template, number=number, read=read, scenarios=scenarios, plan=plan
    )
    return replace(found, number=_within(found, min(max(good, number.low), number.high)))


def _accepted(
    typed: str, template: Template, read: ReadPlan, scenarios: tuple[ReadScenario, ...]
) -> tuple[Kind, float]:
    """Return the first kind of number that the change accepts, with a number that it accepts."""
    refused: Refused | None = None
    for kind in template.kinds:
        for value in PROBES[kind]:
            try:
                with_scenarios(read, (*scenarios, *scenarios_of(template.text(value, kind, read.plan), read.plan)))
            except Refused as why:
                refused = refused or why
            else:
                return kind, value
    assert refused
    raise Refused(
        each.at(replace(each.place, file=FIND)) if each.place.file == "-s" else each for each in refused.findings
    )


def _number(kind: Kind, template: Template, stated: Plan, plan: Plan) -> Number:
    """Return the number with the ends, the step and the plan's own value that its lever means."""
    if kind == "position":
        return Number(kind=kind, low=min(LADDER), high=max(LADDER), step=0.05, own=0.0)
    first, second = (
        list(levers_of(scenarios_of(template.text(value, kind, stated), stated))) for value in PROBES[kind][:2]
    )
    chosen, change, key = _sought_key(first, second)
    if kind == "whole" or kind == "number" and key in ("delay", "lag", "close", "open"):
        return Number(kind="whole", low=0.0, high=20.0, step=1.0, own=0.0)
    if kind in PERCENTAGES:
        return _percentage(chosen, change, key, plan)
    if kind == "number" and not _is_money(chosen, change, plan):
        return _plain(key, change, plan)
    return _money("pounds" if kind == "pounds" else "money", chosen, key, change, plan)


def _sought_key(first: list[Lever], second: list[Lever]) -> tuple[str, Any, str]:
    """Return the kind of the lever in which two numbers differ, the lever's change, and the key of the number."""
    for one, other in zip(first, second, strict=True):
        if one.at != other.at:
            return one.chosen, one.change, "at"
        if one.change != other.change:
            keys = one.change.differing(other.change) if isinstance(one.change, InPart) else [""]
            return one.chosen, one.change, keys[0]
    return "", None, "at"


def _percentage(chosen: str, change: Any, key: str, plan: Plan) -> Number:
    if chosen == "shift":
        return Number(kind="points", low=-10.0, high=10.0, step=0.1, own=0.0)
    if chosen == "set":
        own = 100 * _own_mean(change, plan)
        return Number(kind="rate", low=0.0, high=max(15.0, 2 * own) if own < 30 else 100.0, step=0.1, own=round(own, 6))
    if key in ("scale", "by"):
        return Number(kind="percent", low=1.0, high=300.0, step=1.0, own=100.0)
    if key == "level":
        return Number(kind="percent", low=1.0, high=200.0, step=1.0, own=100.0)
    return Number(kind="percent", low=0.0, high=100.0, step=1.0, own=0.0)


def _own_mean(change: Any, plan: Plan) -> float:
    values = central_draws(plan).values
    return float(np.mean([values[name][1:, 0].mean() for name in change.names(plan)]))


def _is_money(chosen: str, change: Any, plan: Plan) -> bool:
    if chosen in ("shift", "set", "scale"):
        return all(plan.assumptions[name].unit == "money" for name in change.names(plan))
    return chosen not in ("move", "population", "scheme")


def _plain(key: str, change: Any, plan: Plan) -> Number:
    own = _own_mean(change, plan) if key == "central" else 0.0
    size = max(10.0, 3 * abs(own))
    return Number(kind="number", low=-size if key == "by" else 0.0, high=size, step=0.01, own=own)


def _money(kind: Kind, chosen: str, key: str, change: Any, plan: Plan) -> Number:
    """Return a sum of money, up to a quarter of the base year's expenditure."""
    expenditure = float(central_figures(plan, ["expenditure"])["expenditure"][0, 0])
    own = plan.all_reserves[change.name].opening if key == "opening" else 0.0
    most = OF_EXPENDITURE / plan.years if key == "add" else OF_EXPENDITURE  # new savings of each year add up
    high = max(most * expenditure, 2 * own, 1.0)
    pounds = expenditure * UNITS[plan.unit]
    step = min(BOARD, 10.0 ** floor(log10(max(pounds, 1_000.0) / 1_000))) / UNITS[plan.unit]
    high = step * floor(high / step / CELLS + 1) * CELLS
    return Number(kind=kind, low=-high if chosen in ("funding", "shift") else 0.0, high=high, step=step, own=own)


def _within(sought: Sought, good: float) -> Number:
    """Return the number with ends that the plan accepts: nearer ones, if it refuses something beyond them."""
    low, high = (_last_accepted(sought, good, end) for end in (sought.number.low, sought.number.high))
    return sought.number.with_ends(low, high)


def _last_accepted(sought: Sought, good: float, end: float) -> float:
    if _accepts(sought, end):
        return end
    step = sought.number.step
    for _ in range(HALVINGS):
        if abs(end - good) <= step:
            break
        middle = sought.number.rounded((good + end) / 2, up=end < good)
        good, end = (middle, end) if _accepts(sought, middle) else (good, middle)
    return good


def _accepts(sought: Sought, value: float) -> bool:
    try:
        sought.checked(sought.words(value))
    except Refused:
        return False
    return True
