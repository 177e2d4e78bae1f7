"""One scenario to compare: its name, its label, its projection and its figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mtfp.analysis.by_lever.lever_bridge import LeverBridge
from mtfp.engine.projection import Projection
from mtfp.findings.arguments import in_short, instance_of
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.results.figures import Figures, figures
from mtfp.results.price_level import price_level


class _RealFigures(Mapping[str, Array]):
    """Figures of a projection, with money in prices of the base year."""

    def __init__(self, cash: Figures) -> None:
        self._cash, self._index = cash, price_level(cash.projection)

    def __getitem__(self, figure: str) -> Array:
        values = self._cash[figure]
        return values if self._cash.records[figure].is_share else values / self._index

    def __iter__(self) -> Iterator[str]:
        return iter(self._cash)

    def __len__(self) -> int:
        return len(self._cash)


@dataclass(frozen=True, repr=False)
class ScenarioRun(Short):
    """One scenario to compare: its name, its label, and its projection. Money is in the plan's unit.

    The plan as it stands counts as a scenario, usually with the name `base`. If `real` is true, money is shown in
    prices of the base year. Raises ValueError if the plan then has no deflator, and TypeError for names that aren't
    text and for anything but a projection. A positive gap is a shortfall. Section 5 of the model.

    >>> import mtfp
    >>> ScenarioRun("base", "The plan as it stands", mtfp.project("examples/shetland")).figures["gap"].shape
    (6, 1)
    """

    name: str
    label: str
    projection: Projection
    real: bool = False
    levers: LeverBridge | None = None
    """Bars of the scenario's levers, for the tables `levers` and `lever_parts`; made with `lever_bridge`."""

    def in_short(self) -> str:
        return f"{self.name}, {self.projection.in_short()}"

    def __post_init__(self) -> None:
        for text, what in ((self.name, "the name"), (self.label, "the label")):
            if not isinstance(text, str):
                raise TypeError(f"{what} of a scenario must be text, not {in_short(text)}")
        instance_of(self.projection, Projection, "the projection", "make it with project")
        if self.real and self.projection.plan.deflator is None:
            raise ValueError("real terms need a price index: name an assumption under `deflator` in the plan")

    @cached_property
    def figures(self) -> Mapping[str, Array]:
        """Figures of the scenario by identifier, each shape (year, draw), calculated once."""
        cash = figures(self.projection)
        return _RealFigures(cash) if self.real else cash
