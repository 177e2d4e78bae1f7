"""Records of figures, and of families of figures: one for each reserve, line or funding source of a plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from mtfp.engine.projection import Closing, Gap, Projection, SetAside
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.table import MONEY, SHARE


class Values(Protocol):
    """Inputs of a figure: a projection, and the other figures of it."""

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
    """One yearly figure, in the plan's unit of money or as a share; a positive gap is a shortfall."""

    id: str
    """Identifier of its row in tables, and its name in checks and in `--until`."""
    label: str
    """Label of the figure alone."""
    of: Callable[[Values], Array]
    """Function that returns its values, shape (year, draw), or (year, 1) if all draws are the same."""
    section: int
    """Number of the section of the model document that defines it."""
    phrase: str = ""
    """Label inside a sentence, unless that is its label after `the`."""
    part: str = ""
    """Label as a part of the row above, unless that is its label with a small first letter."""
    unit: str = MONEY
    """Unit: `money` or `share`."""
    begins: Literal["base", "projected"] = "base"
    """First year with a figure: the base year, or the first projected year."""
    worse: Literal["high", "low"] = "high"
    """Bad end of its values: `high` for a gap, `low` for reserves."""
    sums: bool = False
    """True if its sum over years means something."""
    adds: bool = True
    """True if its sum over plans means something."""
    detail: bool = False
    """True for one item of a total, such as a line."""

    @property
    def is_share(self) -> bool:
        """Return True for a share, False for money."""
        return self.unit == SHARE

    @property
    def low_is_worse(self) -> bool:
        """Return True if low values are the bad ones."""
        return self.worse == "low"

    @property
    def in_sentence(self) -> str:
        """Return its label inside a sentence.

        >>> Figure(id="gap", label="Gap", of=lambda known: known.gap.gap, section=10).in_sentence
        'the gap'
        """
        return self.phrase or f"the {lower_first(self.label)}"

    @property
    def as_part(self) -> str:
        """Return its label as a part of the row above."""
        return self.part or lower_first(self.label)


@dataclass(frozen=True, kw_only=True)
class Family:
    """Figures of the items in a section of the plan, one each, such as `reserves.<name>`."""

    section: str
    """Name of the section, with which its identifiers begin."""
    names: Callable[[Plan], Iterable[str]]
    """Function that lists the items of a plan that have such a figure."""
    figure: Callable[[str, str], Figure]
    """Function that returns the figure of an item from its name and label."""

    def of(self, plan: Plan) -> Iterable[Figure]:
        """List the figures of a plan, in the plan's order."""
        return (self.figure(name, plan.label(self.section, name)) for name in self.names(plan))


def lower_first(text: str) -> str:
    """Return a text with a small first letter.

    >>> lower_first("Gap before savings")
    'gap before savings'
    """
    return text[:1].lower() + text[1:]
