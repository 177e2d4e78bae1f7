"""Make the manifest of a result: the program, plan, population, scenarios and assumptions behind the result."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtfp import __version__
from mtfp.documents.blocks import Manifest
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.national import National
from mtfp.population.sources import attribution

if TYPE_CHECKING:
    from mtfp.reading.scenario import ScenarioPlan

MARK = "Illustrative"
DIGITS = 12
"""Number of digits of a plan's digest that people see."""


def manifest_of(
    plan: Plan, scenarios: "Sequence[ScenarioPlan]" = (), drawn: Mapping[str, Any] | None = None
) -> Manifest:
    """Return the manifest of a plan's result. For a simulation, `drawn` has the options that made the draws."""
    area = plan.population.area if plan.population else None
    values = {
        **({"population": area, "attribution": attribution()} if area else {}),
        "program": "mtfp",
        "version": __version__,
        "plan": plan.name,
        "plan_digest": plan.digest(),
        "case": "central",
        "scenarios": [_scenario(scenario) for scenario in scenarios],
        "assumptions": {name: _assumption(plan, name) for name in plan.assumptions},
        **({"national": national_record(plan.national)} if drawn else {}),
        **(drawn or {}),
    }
    line = footer(values, f"plan {plan.digest()[:DIGITS]}")
    return Manifest(values, line, attribution() if area else "", mark_of(plan))


def mark_of(plan: Plan) -> str:
    """Return the word for every page of a plan whose source says that its figures are illustrative; else nothing."""
    return MARK if MARK.casefold() in plan.source.casefold() else ""


def footer(values: Mapping[str, Any], digest: str) -> str:
    """Return the line that people need to repeat the result: version, draws or central case, and digest."""
    case = f"{values['draws']:,} draws, seed {values['seed']}" if "draws" in values else "central case"
    return f"mtfp {values['version']}, {case}, {digest}"


def area_manifest() -> Manifest:
    """Return the manifest of a document about an area's bundled figures."""
    return Manifest({"program": "mtfp", "version": __version__, "attribution": attribution()}, f"mtfp {__version__}")


def national_record(national: National) -> dict[str, Any]:
    """Return the national correlations that the draws use, with their name and source."""
    pairs = sorted((*sorted(pair), used) for pair, used in national.pairs.items())
    return {"name": national.national, "source": national.source, "correlations": [list(pair) for pair in pairs]}


def _scenario(scenario: "ScenarioPlan") -> dict[str, Any]:
    return {
        "name": scenario.name,
        "label": scenario.label,
        "narrative": scenario.narrative,
        "plan_digest": scenario.plan.digest(),
        "changes": [
            {"label": made.change.label, "old": made.change.old, "new": made.change.new} for made in scenario.changes
        ],
    }


def _assumption(plan: Plan, name: str) -> dict[str, Any]:
    each = plan.assumptions[name]
    return {
        "label": each.label or name,
        "unit": each.unit,
        "source": each.source,
        "reviewed": each.reviewed,
        "grade": each.grade,
    }
