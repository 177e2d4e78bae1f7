"""Number that is sought in a change: its kind, and the plan with a number in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor, log10

import numpy as np

from mtfp.analysis.solve.number import CELLS, PERCENTAGES, Kind, Number
from mtfp.analysis.solve.template import Change, Template, later, template_of
from mtfp.draws.of_plan import central_draws
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.short import Short
from mtfp.findings.suggest import did_you_mean, quoted
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.plan import SECTIONS, Plan
from mtfp.reading.in_words.targets import GROUPS
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import IN_WORDS, ReadScenario, ScenarioPlan, scenarios_of, with_scenarios
from mtfp.scenarios.levers.central import AssumptionLever
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.levers.reserves import ChangeReserve
from mtfp.scenarios.shipped import LADDER
from mtfp.simulation.sample import central_figures

FOLLOWS = "E404"
"""Code of the refusal to replace or scale the values of an assumption that follows another."""
UNKNOWN = "E401"
"""Code of the refusal of an unknown name."""
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
SHARES_FROM = 30.0
"""Mean in points from which on an assumption is taken for a share, which goes up to 100%."""
WHOLE = ("delay", "lag", "close", "open")
"""Keys of levers that hold whole numbers."""
MOST_UNITS = 20
"""Largest number of whole units that is tried."""
OF_EXPENDITURE, EACH_YEAR = 0.25, 0.1
"""Largest sum of money that is tried, as a share of the base year's expenditure; and of savings in each year."""
BOARD = 10_000.0
"""Step in pounds to which money is rounded, in a plan of £10 million or more."""
HALVINGS = 12
"""Times that the range is halved to find the last number that the plan accepts."""


@dataclass(frozen=True, repr=False)
class Aim(Short):
    """Place of a number in a change: the kind of the lever, its key, and the label of the item that it changes."""

    lever: str = ""
    key: str = "at"
    change: InPart | None = None
    item: str = ""


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
    aim: Aim
    """Place of the number in the change."""

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
        return plan if self.is_none(value) else self.made(plan, self.words(value))

    def is_none(self, value: float) -> bool:
        """Return True if a number leaves the plan as it is."""
        return self.number.leaves_plan and value == self.number.own

    def made(self, plan: Plan, words: str) -> Plan:
        """Return a plan with a change in words made, without checks. No words are no change."""
        for lever in levers_of(self._read(words)):
            plan = lever.apply(plan)
        return plan

    def under(self, value: float) -> ScenarioPlan:
        """Return the plan under its scenarios and the change, with all findings. Raises Refused for errors."""
        return with_scenarios(self.read, self.scenarios) if self.is_none(value) else self.checked(self.words(value))

    def checked(self, words: str) -> ScenarioPlan:
        """Return the plan under its scenarios and a change, with all findings. Raises Refused for errors."""
        return with_scenarios(self.read, (*self.scenarios, *self._read(words)))

    def _read(self, words: str) -> tuple[ReadScenario, ...]:
        return tuple(scenarios_of(words, self.read.plan)) if words else ()

    @cached_property
    def moved(self) -> Mapping[str, tuple[int, ...]]:
        """Assumptions that the change moves, each with the positions of the years in which it moves."""
        some = self.number.low if self.number.own != self.number.low else self.number.high
        after = self.on(self.plan, some)
        names = [name for name, each in self.plan.assumptions.items() if after.assumptions.get(name) != each]
        old, new = (central_draws(each).values for each in (self.plan, after))
        return {name: tuple(np.flatnonzero(np.abs(new[name] - old[name])[:, 0] > 0).tolist()) for name in names}

    @property
    def changed(self) -> tuple[str, tuple[int, ...]] | None:
        """Assumption that the change moves, if it is one alone, with the positions of the years in which it moves."""
        return next(iter(self.moved.items())) if len(self.moved) == 1 else None

    def from_year(self, year: str) -> str:
        """Return the change for a year and later ones only, as it could be typed; empty if it can't be."""
        late = later(self.template, year)
        if late is None:
            return ""
        for each in (late, replace(late, adds=True)):
            try:
                _accepted(each, self.read, self.scenarios)
            except Refused:
                continue
            return each.typed
        return ""

    def mean(self, plan: Plan) -> float:
        """Return the mean of the changed assumption over the years that change, in points or in its unit."""
        assert self.changed
        name, years = self.changed
        share = 100.0 if self.plan.assumptions[name].unit in ("rate", "share") else 1.0
        return share * float(central_draws(plan).values[name][list(years), 0].mean())


def levers_of(read: Sequence[ReadScenario]) -> Iterator[Lever]:
    """Yield the levers of scenarios, in order."""
    return (lever for each in read for lever in each.scenario.levers)


def sought_of(typed: str, read: ReadPlan, scenarios: tuple[ReadScenario, ...] = ()) -> Sought:
    """Return the number that a change seeks in a plan under scenarios.

    Raises NotSought for a text without one `?`, and Refused for a change that the plan can't have.
    """
    plan = with_scenarios(read, scenarios).plan if scenarios else read.plan
    template = template_of(typed, read.plan)
    kind, good = _accepted(template, read, scenarios)
    aim = _aim(template, kind, read.plan)
    found = Sought(
        typed=" ".join(typed.split()),
        template=template,
        number=_number(kind, aim, plan),
        read=read,
        scenarios=scenarios,
        plan=plan,
        aim=aim,
    )
    return replace(found, number=_within(found, min(max(good, found.number.low), found.number.high)))


def _accepted(template: Template, read: ReadPlan, scenarios: tuple[ReadScenario, ...]) -> tuple[Kind, float]:
    """Return the first kind of number that the change accepts, with a number that it accepts."""
    refused: Refused | None = None
    for kind in template.kinds:
        for value in PROBES[kind]:
            try:
                with_scenarios(read, (*scenarios, *scenarios_of(template.text(value, kind, read.plan), read.plan)))
            except Refused as why:
                refused = why if refused is None or len(why.findings) < len(refused.findings) else refused
            else:
                return kind, value
    assert refused
    raise Refused(_as_typed(each, template, read, scenarios) for each in refused.findings)


def _as_typed(finding: Finding, template: Template, read: ReadPlan, scenarios: tuple[ReadScenario, ...]) -> Finding:
    """Return a finding about a tried change as one about the change that was typed, with its `?`."""
    if finding.place.file != IN_WORDS:
        return finding
    found = finding.at(replace(finding.place, file=FIND))
    if not isinstance(template, Change):
        return found
    place, start = found.place, len(template.before)
    inside = place.column - 1 >= start
    longer = max(len(place.source) - len(template.typed), 0)
    column = start + 1 if inside and place.column - 1 <= start + longer else place.column - longer * inside
    length = 1 if column == start + 1 else min(place.length, len(template.typed) - column + 1)
    found = found.at(replace(place, source=template.typed, column=column, length=length))
    if finding.code == UNKNOWN and place.column == 1 and (fix := did_you_mean(template.before.strip(), GROUPS)):
        return replace(found, fix=fix)
    if finding.code != FOLLOWS or template.adds or template.mark == "yaml":
        return found
    added = replace(template, adds=True, before=template.before.removesuffix("x ").removesuffix("× "))
    try:
        _accepted(added, read, scenarios)
    except Refused:
        return found
    return replace(found, fix=f"write {quoted(added.typed)} for a change of the plan's own values")


def _aim(template: Template, kind: Kind, plan: Plan) -> Aim:
    """Return the place of the number: the key in which two versions of the change differ."""
    if kind == "position":
        return Aim()
    first, second = (
        tuple(levers_of(scenarios_of(template.text(value, kind, plan), plan))) for value in PROBES[kind][:2]
    )
    for one, other in zip(first, second, strict=True):
        if one.at == other.at and one.change != other.change:
            name, section = getattr(one.change, "name", None), getattr(one.change, "section", one.chosen)
            item = plan.label(section, name) if name and section in SECTIONS else ""
            return Aim(one.chosen, one.change.differing(other.change)[0], one.change, item)
    return Aim()


def _number(kind: Kind, aim: Aim, plan: Plan) -> Number:
    """Return the number with the ends, the step and the plan's own value that its lever means."""
    if kind == "position":
        return Number(kind=kind, low=min(LADDER), high=max(LADDER), step=0.05, own=0.0)
    if kind == "whole" or (kind == "number" and aim.key in WHOLE):
        most = plan.years if aim.key == "delay" else MOST_UNITS
        return Number(kind="whole", low=0.0, high=float(most), step=1.0, own=0.0)
    if kind in PERCENTAGES:
        return _percentage(aim, plan)
    if kind == "number" and not _is_money(aim, plan):
        return _plain(aim, plan)
    return _money("pounds" if kind == "pounds" else "money", aim, plan)


def _percentage(aim: Aim, plan: Plan) -> Number:
    if aim.lever == "shift":
        return Number(kind="points", low=-10.0, high=10.0, step=0.1, own=0.0)
    if aim.lever == "set":
        own = 100 * _own_mean(aim.change, plan)
        high = max(15.0, 2 * own) if own < SHARES_FROM else 100.0
        return Number(kind="rate", low=0.0, high=high, step=0.1, own=round(own, 6), leaves_plan=False)
    if aim.key in ("scale", "by"):
        return Number(kind="percent", low=1.0, high=300.0, step=1.0, own=100.0)
    if aim.key == "level":
        return Number(kind="percent", low=1.0, high=200.0, step=1.0, own=100.0)
    return Number(kind="percent", low=0.0, high=100.0, step=1.0, own=0.0, leaves_plan=aim.key == "at")


def _own_mean(change: InPart | None, plan: Plan) -> float:
    assert isinstance(change, AssumptionLever)
    values = central_draws(plan).values
    return float(np.mean([values[name][1:, 0].mean() for name in change.names(plan)]))


def _is_money(aim: Aim, plan: Plan) -> bool:
    if isinstance(aim.change, AssumptionLever):
        return all(plan.assumptions[name].unit == "money" for name in aim.change.names(plan))
    return aim.lever not in ("move", "population", "scheme")


def _plain(aim: Aim, plan: Plan) -> Number:
    own = _own_mean(aim.change, plan) if aim.key == "central" else 0.0
    size = max(10.0, 3 * abs(own))
    return Number(
        kind="number", low=-size if aim.key == "by" else 0.0, high=size, step=0.01, own=own, leaves_plan=not own
    )


def _money(kind: Kind, aim: Aim, plan: Plan) -> Number:
    """Return a sum of money, up to a quarter of the base year's expenditure."""
    expenditure = float(central_figures(plan, ["expenditure"])["expenditure"][0, 0])
    own = 0.0
    if aim.key == "opening" and isinstance(aim.change, ChangeReserve) and aim.change.name:
        own = plan.all_reserves[aim.change.name].opening
    most = EACH_YEAR if aim.lever == "saving" and aim.key == "add" else OF_EXPENDITURE
    high = max(most * expenditure, 2 * own, 1.0)
    step = money_step(plan)
    high = step * floor(high / step / CELLS + 1) * CELLS
    return Number(kind=kind, low=-high if aim.lever in ("funding", "shift") else 0.0, high=high, step=step, own=own)


def money_step(plan: Plan) -> float:
    """Return the step to which money is rounded, in the plan's unit."""
    pounds = float(central_figures(plan, ["expenditure"])["expenditure"][0, 0]) * UNITS[plan.unit]
    return min(BOARD, 10.0 ** floor(log10(max(pounds, 1_000.0) / 1_000))) / UNITS[plan.unit]


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
        sought.under(value)
    except Refused:
        return False
    return True
