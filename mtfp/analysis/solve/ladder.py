"""Ladder service by service: what each service's own part of the lowest rungs does for a target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mtfp.analysis.parts import Part, care
from mtfp.analysis.solve.solution import Service, Services, Solution
from mtfp.analysis.solve.sought import levers_of, money_step
from mtfp.analysis.solve.trials import Trials
from mtfp.analysis.target.target import Balance, Limit, Target
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan
from mtfp.reading.scenario import read_scenario
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.shipped import LADDER
from mtfp.simulation.sample import central_figures

OF_LINES = {"service_level": "lines", "move": "out_of"}
"""Levers of the ladder, each with the key that selects the services that it lowers or raises."""


def service_by_service(found: Solution, trials: Trials) -> Services:
    """Return the services in order of what the furthest rung does to the target's figure in each alone.

    Then services go to that rung one after another, and it is counted in how many draws the target holds.
    """
    plan, way = found.sought.plan, _way(found)
    near, far = (tuple(levers_of([read_scenario(LADDER[way * rung])])) for rung in (1, 2))
    figure, year = figure_of(found.target)
    measure = _Measure(plan, figure, plan.timeline.position(year))
    alone = {line: _alone(measure, near, far, line) for line in lines_of((*near, *far), plan)}
    better = 1 if isinstance(found.target, Limit) and found.target.at_least else -1
    moved = [line for line, each in alone.items() if max(abs(each.near), abs(each.far)) > trials.slack]
    order = sorted(moved, key=lambda line: -better * alone[line].far)
    steps = trials.of(lambda count: with_rung(plan, far, order[: int(count)]))
    rows = tuple(
        replace(
            alone[line],
            left=measure.of(with_rung(plan, far, order[:number])),
            short=float(steps.central(number).max()),
            chance=steps.chance(number, each=trials.target.each),
        )
        for number, line in enumerate(order, 1)
    )
    near_enough = 0.0 if isinstance(found.target, Limit) and found.target.figure.is_share else money_step(plan)
    return Services(figure, year, LADDER[way], LADDER[2 * way], rows, near_enough)


def _way(found: Solution) -> int:
    """Return the way along the ladder, -1 down or 1 up: that of the first answer, or of the nearest number."""
    near = [each.nearest.value for each in found.answers if each.nearest]
    values = [each.value for each in found.answers if each.value is not None]
    return 1 if next(iter((*values, *near)), -1.0) > 0 else -1


def figure_of(target: Target) -> tuple[str, str]:
    """Return the figure and the year of a target by which services are compared: the recurring gap for a balance."""
    if isinstance(target, Balance):
        return "recurring_gap", target.year
    figure, year = target.conditions[-1]
    return figure, year


@dataclass(frozen=True)
class _Measure:
    """Figure of a year by which services are compared, in the central case."""

    plan: Plan
    figure: str
    at: int

    def of(self, plan: Plan) -> float:
        """Return the figure of a version of the plan."""
        return float(central_figures(plan, [self.figure])[self.figure][self.at, 0])


def _alone(measure: _Measure, near: Sequence[Lever], far: Sequence[Lever], line: str) -> Service:
    """Return what both rungs do to the figure in one service alone, and the care that the further one changes."""
    plan, before = measure.plan, measure.of(measure.plan)
    first, second = (measure.of(with_rung(plan, levers, [line])) - before for levers in (near, far))
    was, then = (_care(each) for each in (plan, with_rung(plan, far, [line])))
    changes = {part: units - was.get(part, 0.0) for part, units in then.items()}
    return Service(line, plan.label("lines", line), first, second, changes, was)


def _care(plan: Plan) -> dict[Part, float]:
    """Return the units of care of each line in the last year, in the central case."""
    return {part: float(units[-1, 0]) for part, units in care(project(plan, central_draws(plan))).items()}


def lines_of(levers: Iterable[Lever], plan: Plan) -> list[str]:
    """Return the lines that levers of the ladder lower or raise, in the plan's order."""
    chosen = {name for lever in levers for name in getattr(lever.change, OF_LINES[lever.chosen]).of(plan.lines)}
    return [name for name in plan.lines if name in chosen]


def with_rung(plan: Plan, levers: Iterable[Lever], lines: Sequence[str]) -> Plan:
    """Return the plan with a rung's levers on some lines only."""
    for lever in levers:
        key = OF_LINES[lever.chosen]
        names = tuple(name for name in getattr(lever.change, key).of(plan.lines) if name in lines)
        if names:
            change = lever.change.with_fields(**{key: Selector(names=names)})
            plan = lever.with_fields(**{lever.chosen: change}).apply(plan)
    return plan
