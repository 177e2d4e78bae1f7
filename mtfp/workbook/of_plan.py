"""Make the model of a plan and its scenarios: those that numbers can unite are switched, others are shown as values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mtfp.engine import Projection
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.simulation.precision import is_certain
from mtfp.simulation.simulation import Simulation
from mtfp.workbook.build import Model, model_of
from mtfp.workbook.engine import Case, Central
from mtfp.workbook.formulas.agree import Disagreement
from mtfp.workbook.sheets.as_written import drawn_rows
from mtfp.workbook.united import Different, united

ROUNDING = 1e-9


@dataclass(frozen=True, repr=False)
class Named(Short):
    """Plan under a scenario, with the scenario's label."""

    label: str
    plan: Plan
    request: str = ""
    """Scenario as typed after `-s`; empty for the plan as it stands."""
    name: str = ""
    """Name of the scenario in a simulation."""
    known: Projection | None = None
    """Projection of the plan's central case, if there is one already."""

    @cached_property
    def central(self) -> Central:
        """Central case of the plan, with its figures."""
        return Central(self.known) if self.known else Central.of(self.plan)


def workbook_model(
    plan: Plan,
    scenarios: Sequence[Named],
    label: str = "The plan as it stands",
    known: Projection | None = None,
    run: Simulation | None = None,
) -> Model:
    """Return the model of a plan, with a switch between its scenarios.

    `known` is the plan's central projection, and `run` a simulation of the plan and its scenarios.
    """
    every = [Named(label, plan, name=run.base if run else "", known=known), *scenarios]
    try:
        return _model(united([each.plan for each in every]), every, run)
    except (Different, Disagreement):
        return _without_others(every, run)


def _model(
    plans: Sequence[Plan], switched: Sequence[Named], run: Simulation | None, notes: Sequence[str] = ()
) -> Model:
    """Return the model of united plans, which tells whose plans they are."""
    requests = tuple((each.request, each.plan.digest()) for each in switched)
    cases = [Case(plan, each.central) for plan, each in zip(plans, switched, strict=True)]
    drawn = drawn_rows(run, [each.name for each in switched]) if run and not is_certain(run) else ()
    model = model_of(cases, [each.label for each in switched], notes, [*drawn])
    return replace(model, plan=switched[0].plan, requests=requests)


def _without_others(every: Sequence[Named], run: Simulation | None) -> Model:
    """Return the model of the plan and the scenarios that can be united with it, and notes on the others."""
    switched, plans, notes = [every[0]], [every[0].plan], []
    for each in every[1:]:
        try:
            plans = _together([*switched, each])
        except Different as different:
            notes.append(_note(each, different))
        else:
            switched.append(each)
    return _model(plans, switched, run, notes)


def _together(every: Sequence[Named]) -> list[Plan]:
    """Return plans in one structure. Raises Different if one of them would have other figures in it."""
    found = united([each.plan for each in every])
    for before, plan in zip(every, found, strict=True):
        one, other = before.central.plain, Central.of(plan).plain
        largest = max(float(np.abs(np.nan_to_num(values)).max()) for values in one.values())
        if any(not np.allclose(one[id], other[id], rtol=0, atol=ROUNDING * largest, equal_nan=True) for id in one):
            raise Different(())
    return found


def _note(scenario: Named, different: Different) -> str:
    where = ".".join(str(step) for step in different.path) or "several places"
    gaps = ", ".join(f"{value:,.1f} in {year}" for year, value in _gaps(scenario))
    return (
        f"{scenario.label} is not part of the switch, because it changes rules and not only numbers ({where}). "
        f"Its gap in {scenario.plan.unit}, as values: {gaps}."
    )


def _gaps(scenario: Named) -> list[tuple[str, float]]:
    return [*zip(scenario.plan.timeline.projected, scenario.central.plain["gap"][1:].tolist(), strict=True)]
