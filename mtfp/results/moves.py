"""Work out what each move of activity releases and costs, and what it changes for lines that follow the activity."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.engine.projection import Projection
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.costs.moved import Effect, units


@dataclass(frozen=True, repr=False)
class MoveYears(Short):
    """One move over the years, shape (year, draw); money is in the plan's unit and in each year's prices."""

    leaves: Mapping[str, Array]
    """Units of activity that leave each line that counts its activity."""
    added: Mapping[str, Array]
    """Units of activity that arrive at each line that counts its activity."""
    released: Array
    """Money released by the lines that activity leaves; positive lowers cost."""
    reinvested: Array
    """Money spent on the lines that activity joins; positive adds to cost."""
    income_lost: Array
    """Income of lines that follow the activity, lost with the people; negative is a gain."""
    followers: Array
    """Cost of other lines that follow the activity; positive adds to cost."""

    @property
    def net(self) -> Array:
        """Net effect of the move on cost less income; positive adds to cost."""
        return self.reinvested - self.released + self.income_lost + self.followers


def moves(projection: Projection) -> dict[str, MoveYears]:
    """Return each move of the plan over the years. Their net effects add up to all that moves change in cost."""
    return {name: _move(projection, effect) for name, effect in projection.costs.moved.effects.items()}


def _move(projection: Projection, effect: Effect) -> MoveYears:
    lines, moved, shape = projection.plan.lines, projection.costs.moved, projection.draws.shape
    counts = {name: units(line, moved.before[name]) for name, line in lines.items() if line.activity}
    joined = [moved.before[name].activity_cost * effect.arrives for name in effect.into]
    return MoveYears(
        leaves={name: counts[name] * share for name, share in effect.leaves.items() if name in counts},
        added={name: counts[name] * effect.arrives for name in effect.into if name in counts},
        released=sum_of(effect.released.values(), shape),
        reinvested=sum_of(joined, shape),
        income_lost=_following(projection, effect, "income"),
        followers=_following(projection, effect, "cost"),
    )


def _following(projection: Projection, effect: Effect, kind: str) -> Array:
    """Return what a move adds to cost, or takes from income, on lines of a kind that follow other lines."""
    changes = []
    for name, line in projection.plan.lines.items():
        if line.kind == kind and line.cost is None and line.demand.line:
            followed = line.sign * projection.costs.moved.stays[name].following_cost
            changes.append(followed * effect.change(line.demand.line))
    return sum_of(changes, projection.draws.shape)
