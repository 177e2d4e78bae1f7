"""Records of figures, and of families: figures for each reserve, line or funding source of a plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from mtfp.engine.projection import Closing, Gap, Projection, SetAside
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.reserves_needed import Carrying
from mtfp.results.table import MONEY, SHARE


class Values(Protocol):
    """Inputs from which a figure is worked out: a projection, and the projection's other figures."""

    @property
    def projection(self) -> Projection: ...
    @property
    def carrying(self) -> Carrying: ...
    @property
    def gap(self) -> Gap: ...
    @property
    def closing(self) -> Closing: ...
    @property
    def set_aside(self) -> SetAside: ...
    def __getitem__(self, figure: str) -> Array: ...


@dataclass(frozen=True, kw_only=True, repr=False)
class Figure(Short):
    """Record of one yearly figure, which is money in the plan's unit or a share. A positive gap is a shortfall."""

    id: str
    """Identifier of the figure in tables, in checks and in `--until`."""
    label: str
    """Label of the figure in tables, readable without the rows around it."""
    of: Callable[[Values], Array]
    """Function that returns the figure's values, shape (year, draw), or (year, 1) if all draws are the same."""
    section: int
    """Number of the section of the model document that defines the figure."""
    phrase: str = ""
    """Label of the figure inside a sentence; if empty, `the` and the label."""
    part: str = ""
    """Label of the figure as a part of the row above; if empty, the label with a small first letter."""
    unit: str = MONEY
    """Unit of the figure: `money` or `share`."""
    begins: Literal["base", "projected"] = "base"
    """First year in which the figure has a value: the base year, or the first projected year."""
    worse: Literal["high", "low"] = "high"
    """Direction in which the figure gets worse: `high` for a gap, `low` for reserves."""
    sums: bool = False
    """True if the sum of the figure over years is meaningful, as it is for savings."""
    adds: bool = True
    """True if the sum of the figure over several plans is meaningful; False for shares."""
    applies: Callable[[Plan], bool] = lambda plan: True
    """Function that returns True if a plan has the figure."""
    by_setting: bool = False
    """True if the figure needs rows of lines with the same kind and setting."""
    detail: bool = False
    """True for a figure that is one item of a total, such as the cost of a single line."""

    @property
    def is_share(self) -> bool:
        """Return True if the figure is a share, False if it is money."""
        return self.unit == SHARE

    @property
    def low_is_worse(self) -> bool:
        """Return True if low values of the figure are worse than high ones."""
        return self.worse == "low"

    @property
    def in_sentence(self) -> str:
        """Return the form of the figure's label inside a sentence.

        >>> Figure(id="gap", label="Gap", of=lambda known: known.gap.gap, section=10).in_sentence
        'the gap'
        """
        return self.phrase or f"the {lower_first(self.label)}"

    @property
    def as_part(self) -> str:
        """Return the figure's label as a part of the row above it."""
        return self.part or lower_first(self.label)


@dataclass(frozen=True, kw_only=True, repr=False)
class Family(Short):
    """Family of figures: one for each item in a section of the plan, such as `reserves.<name>`."""

    section: str
    """Name of the plan's section; identifiers of the figures begin with it."""
    names: Callable[[Plan], Iterable[str]]
    """Function that lists the names of the items of a plan, each with a figure."""
    figure: Callable[[str, str], Figure]
    """Function that returns the record of an item's figure, given the item's name and label."""

    def of(self, plan: Plan) -> Iterable[Figure]:
        """Return the records of the family's figures that a plan has, in the order of the plan's items."""
        return (self.figure(name, plan.label(self.section, name)) for name in self.names(plan))


def lower_first(text: str) -> str:
    """Return a text with a small first letter.

    >>> lower_first("Gap before savings")
    'gap before savings'
    """
    return text[:1].lower() + text[1:]
