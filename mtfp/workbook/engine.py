"""Figures of the engine that a workbook must have."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mtfp.analysis.bridge import cost_bridge, statement_causes
from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.figures import figures


@dataclass(frozen=True, repr=False)
class Central(Short):
    """Central case of a plan, with its figures, which are worked out once."""

    projection: Projection

    @classmethod
    def of(cls, plan: Plan) -> "Central":
        """Project a plan's central case."""
        return cls(project(plan, central_draws(plan)))

    def in_short(self) -> str:
        return self.projection.in_short()

    @property
    def plan(self) -> Plan:
        return self.projection.plan

    @cached_property
    def plain(self) -> Mapping[str, Array]:
        """Figures by identifier, by year."""
        return {id: values[:, 0] for id, values in figures(self.projection).items()}

    @cached_property
    def figures(self) -> Mapping[str, Array]:
        """Figures and causes of pressures, by identifier, by year."""
        causes = statement_causes(cost_bridge(self.projection))
        return {**self.plain, **{id: values[:, 0] for id, values in causes.items()}}


@dataclass(frozen=True, repr=False)
class Case(Short):
    """Plan in the structure that it shares with others, and the central case of the plan itself, with equal figures."""

    plan: Plan
    central: Central

    def in_short(self) -> str:
        return self.central.in_short()

    @classmethod
    def of(cls, plan: Plan) -> "Case":
        """Return the case of a plan that shares its structure with no other."""
        return cls(plan, Central.of(plan))


def central_figures(plan: Plan) -> Mapping[str, Array]:
    """Return the figures of a plan's central case and its causes of pressures, by identifier, by year."""
    return Central.of(plan).figures
