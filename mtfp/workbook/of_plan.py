"""Make the model of a plan and its scenarios: those that numbers can unite are switched, others are shown as values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.workbook.build import Model, model_of
from mtfp.workbook.engine import central_figures
from mtfp.workbook.united import Different, united

ROUNDING = 1e-9


@dataclass(frozen=True, repr=False)
class Named(Short):
    """Plan under a scenario, with the scenario's label."""

    label: str
    plan: Plan
    request: str = ""
    """Scenario as typed after `-s`; empty for the plan as it stands."""


def workbook_model(plan: Plan, scenarios: Sequence[Named], label: str = "The plan as it stands") -> Model:
    """Return the model of a plan, with a switch between its scenarios."""
    every = [Named(label, plan), *scenarios]
    try:
        return _model(_together([each.plan for each in every]), every)
    except Different:
        return _without_others(every)


def _model(plans: Sequence[Plan], switched: Sequence[Named], notes: Sequence[str] = ()) -> Model:
    """Return the model of united plans, which tells whose plans they are."""
    requests = tuple((each.request, each.plan.digest()) for each in switched)
    return replace(model_of(plans, [each.label for each in switched], notes), plan=switched[0].plan, requests=requests)


def _without_others(every: Sequence[Named]) -> Model:
    """Return the model of the plan and the scenarios that can be united with it, and notes on the others."""
    switched, plans, notes = [every[0]], [every[0].plan], []
    for each in every[1:]:
        try:
            plans = _together([*(one.plan for one in switched), each.plan])
        except Different as different:
            notes.append(_note(each, different))
        else:
            switched.append(each)
    return _model(plans, switched, notes)


def _together(plans: Sequence[Plan]) -> list[Plan]:
    """Return plans of one structure. Raises Different if one of them would have other figures."""
    found = united(plans)
    for before, after in zip(plans, found, strict=True):
        one, other = central_figures(before), central_figures(after)
        largest = max(float(np.abs(np.nan_to_num(values)).max()) for values in one.values())
        if any(not np.allclose(one[id], other[id], rtol=0, atol=ROUNDING * largest, equal_nan=True) for id in one):
            raise Different(())
    return found


def _note(scenario: Named, different: Different) -> str:
    where = ".".join(str(step) for step in different.path) or "several places"
    gaps = ", ".join(f"{value:,.1f} in {year}" for year, value in _gaps(scenario.plan))
    return (
        f"{scenario.label} is not part of the switch, because it changes rules and not only numbers ({where}). "
        f"Its gap in {scenario.plan.unit}, as values: {gaps}."
    )


def _gaps(plan: Plan) -> list[tuple[str, float]]:
    return [*zip(plan.timeline.projected, central_figures(plan)["gap"][1:].tolist(), strict=True)]
