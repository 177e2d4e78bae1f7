"""Trace of one figure as data: a tree of parts that add up, or multiply, to the figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtfp.findings.short import Short, counted

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    "path", "depth", "sign", "label", "value", "unit", "how", "place", "source", "owner", "grade", "changes",
)  # fmt: skip
"""Columns of the DataFrame of a trace."""


@dataclass(frozen=True, repr=False)
class Source(Short):
    """Origin of an input: its place in a file, its source, its owner, the grade of its evidence, and levers."""

    place: str = ""
    """Place as file:line:column; empty if no file states the input."""
    source: str = ""
    owner: str = ""
    grade: str = ""
    changes: tuple[str, ...] = ()
    """Changes by levers, old → new, each with the lever's place."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the source in words, one text each for the origin and for every lever."""
        pieces = (self.place, self.source, f"owner: {self.owner}" if self.owner else "", self.grade)
        return tuple(filter(None, (" · ".join(filter(None, pieces)), *self.changes)))


@dataclass(frozen=True, repr=False)
class Part(Short):
    """Number in a trace, with the parts from which it is worked out."""

    id: str
    """Identifier, unique among the parts of one number."""
    label: str
    value: float
    unit: str
    """Unit: `money`, `share` or `factor`."""
    sign: str = ""
    """Role in the number above: `+`, `−`, `×`, `÷`, `=`, or empty for one of several values."""
    how: str = "value"
    """Operation on the parts: `sum`, `product`, `smallest`, `largest`, `same`; `value` for an input."""
    before: float | None = None
    """Value in the base year, if the number has one by year."""
    source: Source = Source()
    parts: tuple["Part", ...] = ()
    formula: str = ""
    """Parts in one line, if they aren't shown."""
    hidden: str = ""
    """Parts left out, in words, such as `12 more parts of zero`."""

    def in_short(self) -> str:
        return f"{self.label}, {self.value:,.6g}, {counted(len(self.parts), 'part')}"

    def walk(self, path: str = "", depth: int = 0) -> Iterator[tuple[str, int, "Part"]]:
        """Yield this part and all parts below it, each with its path of identifiers and its depth."""
        path = f"{path}/{self.id}" if path else self.id
        yield path, depth, self
        for part in self.parts:
            yield from part.walk(path, depth + 1)


@dataclass(frozen=True, repr=False)
class Trace(Short):
    """Trace of a figure in one year. Money is in the plan's unit; a positive gap is a shortfall.

    Every number in `root` is the sum, the product, or the smallest or largest of its parts, to rounding. `mtfp.trace`
    makes it and raises what is wrong with its arguments. Sections 5 to 12 of the model have the equations.

    >>> from mtfp import trace
    >>> [(part.sign, part.label) for part in trace("examples/shetland", "gap 2028/29").root.parts][:2]
    [('+', 'Expenditure'), ('−', 'Funding')]
    """

    plan: str
    """Name of the plan."""
    unit: str
    """Unit of money: `£`, `£k` or `£m`."""
    year: str
    base_year: str
    root: Part
    """The figure, with its parts."""
    scenario: str = ""
    """Title of the scenario; empty for the plan as it stands."""
    without: float | None = None
    """Value of the figure without the scenario."""
    levers: tuple[str, ...] = ()
    """Changes by levers on the way to the figure, old → new, each with the lever's place."""
    scenario_id: str = "base"
    """Name of the scenario, for programs."""

    def in_short(self) -> str:
        return f"{self.root.label} {self.year}, {self.root.value:,.6g}, {counted(len(list(self.root.walk())), 'row')}"

    def to_frame(self) -> "DataFrame":
        """Return the trace as a pandas DataFrame with a row for each number, parents before their parts."""
        from pandas import DataFrame

        return DataFrame([self._record(*each) for each in self.root.walk()], columns=list(COLUMNS))

    def _record(self, path: str, depth: int, part: Part) -> tuple[object, ...]:
        unit, origin = self.unit if part.unit == "money" else part.unit, part.source
        number = (path, depth, part.sign, part.label, part.value, unit, part.how)
        return (*number, origin.place, origin.source, origin.owner, origin.grade, "; ".join(origin.changes))
