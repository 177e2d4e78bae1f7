"""The record of a figure, and of a family of figures: one for each reserve, line or stream of a plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from mtfp.engine.projection import Closing, Gap, Projection, SetAside
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.table import MONEY, SHARE


class Values(Protocol):
    """Inputs of a figure: a projection, and its other figures."""

    @property
    def projection(self) -> Projection: ...
    @property
    def gap(self) -> Gap: ...
    @property
    def closing(self) -> Closing: ...
    @property
    def set_aside(self) -> SetAside: ...
    def __getitem__(self, figure: str) -> Array: ...


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One yearly figure, in the plan's unit of money or as a share; a gap is above zero where money is short."""

    id: str
    """Its row in tables, and its name in checks and in `--until`."""
    label: str
    """Its label where it stands alone."""
    of: Callable[[Values], Array]
    """Its values, shape (year, draw), or (year, 1) where no draw differs: an expression on arrays."""
    section: int
    """The section of the model document that defines it."""
    phrase: str = ""
    """Its label inside a sentence, if that isn't its label with `the`."""
    part: str = ""
    """Its label as a part of the row above, if that isn't its label with a small first letter."""
    unit: str = MONEY
    """`money` or `share`."""
    begins: Literal["base", "projected"] = "base"
    """The first year that has it: the base year, or the first projected one."""
    worse: Literal["high", "low"] = "high"
    """The bad end of its values: for a gap `high`, for reserves `low`."""
    sums: bool = False
    """True if its sum over years is a figure too."""
    adds: bool = True
    """True if its sum over plans is a figure too."""
    detail: bool = False
    """True for one of many items that a total adds up."""

    @property
    def is_share(self) -> bool:
        """Return True for a share, False for money."""
        return self.unit == SHARE

    @property
    def low_is_worse(self) -> bool:
        """Return True if its lowest values are the bad ones."""
        return self.worse == "low"

    @property
    def in_sentence(self) -> str:
        """Its label inside a sentence.

        >>> Figure(id="gap", label="Gap", of=lambda known: known.gap.gap, section=10).in_sentence
        'the gap'
        """
        return self.phrase or f"the {lower_first(self.label)}"

    @property
    def as_part(self) -> str:
        """Its label as a part of the row above."""
        return self.part or lower_first(self.label)


@dataclass(frozen=True, kw_only=True)
class Family:
    """A figure of each item in a section of the plan, such as `reserves.<name>`."""

    section: str
    """The section, which its identifiers begin with."""
    names: Callable[[Plan], Iterable[str]]
    """The items of a plan that have one."""
    figure: Callable[[str, str], Figure]
    """The figure of an item, from its name and label."""

    def of(self, plan: Plan) -> Iterable[Figure]:
        """List its figures of a plan, in the plan's order."""
        return (self.figure(name, plan.label(self.section, name)) for name in self.names(plan))


def lower_first(text: str) -> str:
    """A text with a small first letter.

    >>> lower_first("Gap before savings")
    'gap before savings'
    """
    return text[:1].lower() + text[1:]
