"""Plans whose gap in the first projected year is a constant and a weighted sum of normal numbers."""

from collections.abc import Mapping
from typing import Any

from mtfp.analysis.sensitivity.question import Question
from mtfp.model.plan import Plan
from mtfp.results.figures import figure_named
from mtfp.simulation.sample import Sample

SD = 0.02
"""Standard deviation of every rate."""


def rate(**about: Any) -> dict[str, Any]:
    return {
        "unit": "rate", "central": "2%", "source": "i", "spread": {"normal": {"mean": "2%", "sd": "2%"}}, **about
    }  # fmt: skip


def linear_plan(
    budgets: Mapping[str, float], payment: float = 0, correlations: Any = (), years: int = 1, **about: Any
) -> Plan:
    """Return a plan with a line for each price, of the given budget in £k, and a payment with an uncertain uplift."""
    assumptions = {name: rate() for name in (*budgets, *(("uplift",) if payment else ()))}
    lines = {
        f"line_{name}": {"partner": "council", "setting": "community", "budget": budget, "components": {name: "100%"}}
        for name, budget in budgets.items()
    }
    paid = {"partner": "council", "type": "payment", "base": payment, "uplift": "uplift"}
    return Plan.model_validate(
        {
            "mtfp": 1, "name": "Linear", "base_year": "2025/26", "years": years, "unit": "£k", "source": "illustrative",
            "assumptions": {**assumptions, **about.pop("assumptions", {})}, "lines": lines,
            "funding": {"paid": paid} if payment else {}, "correlations": list(correlations), **about,
        }
    )  # fmt: skip


def question_of(plan: Plan, figure: str = "gap", year: str = "2026/27", draws: int = 4_000, seed: int = 1) -> Question:
    return Question(plan=plan, figure=figure_named(figure), year=year, sample=Sample(draws=draws, seed=seed))
