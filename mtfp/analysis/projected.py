"""Plans between two plans, each projected once: the base of those that a bridge of figures looks at."""

from abc import ABC, abstractmethod

from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures, figures


class Projected(ABC):
    """Plan under each set of changes, with the figures of its central case; bit i of a set's number is change i."""

    def __init__(self) -> None:
        self._figures: dict[int, Figures] = {}

    @abstractmethod
    def plan(self, players: int) -> Plan:
        """Return the plan under some changes."""

    def figures(self, players: int) -> Figures:
        """Return the figures of the central case under some changes."""
        if players not in self._figures:
            self._figures[players] = figures(self.projection(self.plan(players)))
        return self._figures[players]

    def projection(self, plan: Plan) -> Projection:
        """Return the central case of a plan."""
        return project(plan, central_draws(plan))
