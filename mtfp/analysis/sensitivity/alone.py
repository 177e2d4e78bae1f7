"""Ranges of a figure if only one driver, or one group, were uncertain: one is drawn, all others are as planned."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.analysis.sensitivity.drivers import GROUPS, Group
from mtfp.analysis.sensitivity.question import Question
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.simulation.statistics import Estimate, describe

STATISTICS = ("mean", "p10", "p90", "es90")
"""Statistics of a range: the mean, P10, P90, and the mean of the worst tenth of draws."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Range(Short):
    """Range of a figure with some drivers uncertain, as changes against the central case, in the figure's unit."""

    id: str
    """Identifier of the driver, the group's name, or `all`."""
    label: str
    group: Group | None
    """Group of the driver; None for the range of all drivers together."""
    estimates: Mapping[str, Estimate]
    """Each of `STATISTICS` with its standard error; empty if the figure has no value in any draw."""

    def in_short(self) -> str:
        return f"{self.label}, {self.width:.6g} between P10 and P90"

    @property
    def width(self) -> float:
        """Range of 8 in 10 draws: P90 less P10."""
        return self.estimates["p90"].value - self.estimates["p10"].value if self.estimates else 0.0

    @property
    def worst(self) -> float:
        """Change of the mean of the worst tenth of draws; positive if the figure rises."""
        return self.estimates["es90"].value if self.estimates else 0.0

    @property
    def size(self) -> float:
        """Larger of the range of 8 in 10 draws and the change of the worst tenth.

        A rare event has no range of 8 in 10 draws, but it moves the worst tenth.
        """
        return max(self.width, abs(self.worst))


@dataclass(frozen=True, kw_only=True, repr=False)
class Alone(Short):
    """Ranges of a figure if only one driver, or one group of drivers, were uncertain; the most harmful first."""

    question: Question
    together: Range
    """Range with everything uncertain."""
    groups: tuple[Range, ...]
    drivers: tuple[Range, ...]

    def in_short(self) -> str:
        return f"{self.question.in_short()}, {counted(len(self.drivers), 'driver')}"

    def harm(self, range: Range) -> float:
        """Return the change of the mean of the worst tenth of draws, positive if the figure becomes worse."""
        return -range.worst if self.question.figure.low_is_worse else range.worst


def alone(question: Question) -> Alone:
    """Return how far each driver, and each group of drivers, moves a figure if nothing else is uncertain.

    A driver is drawn as the plan states, with its persistence and with what follows it. The ranges don't add up: they
    would if the figure were the sum of independent parts, and variances instead of ranges were added.

    By hand: an event with a chance of 8% costs £5m, so P10 and P90 are the plan's, and the worst tenth rises by about
    8% · £5m / 10% = £4m.

    >>> from mtfp import Plan
    >>> from mtfp.results.figures import figure_named
    >>> from mtfp.simulation.sample import Sample
    >>> flood = {"flood": {"probability": "8%", "impact": 5}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 1, "unit": "£m",
    ...     "assumptions": {}, "lines": {}, "funding": {}, "risk_events": flood})
    >>> sample = Sample(draws=2_000)
    >>> (flood,) = alone(Question(plan=plan, figure=figure_named("gap"), year="2026/27", sample=sample)).drivers
    >>> flood.width, round(flood.worst)
    (0.0, 4)
    """
    drivers = [_range(question, each.id, each.label, each.group, question.only([each])) for each in question.drivers]
    groups = [_of_group(question, group, drivers) for group in question.groups]
    together = _range(question, "all", "Everything together", None, question.values)
    return Alone(
        question=question,
        together=together,
        groups=_most_harm_first(question, groups),
        drivers=_most_harm_first(question, drivers),
    )


def _of_group(question: Question, group: Group, drivers: list[Range]) -> Range:
    """Return the range of a group; a group of a single driver has the driver's range."""
    members = question.groups[group]
    if len(members) == 1:
        (only,) = (each for each in drivers if each.group == group)
        return Range(id=group, label=GROUPS[group], group=group, estimates=only.estimates)
    return _range(question, group, GROUPS[group], group, question.only(members))


def _range(question: Question, id: str, label: str, group: Group | None, values: Array) -> Range:
    found = describe(values - question.centre, low_is_worse=question.figure.low_is_worse)
    estimates = {name: found[name] for name in STATISTICS if found}
    return Range(id=id, label=label, group=group, estimates=estimates)


def _most_harm_first(question: Question, ranges: list[Range]) -> tuple[Range, ...]:
    sign = 1 if question.figure.low_is_worse else -1
    return tuple(sorted(ranges, key=lambda each: (sign * each.worst, -each.width)))
