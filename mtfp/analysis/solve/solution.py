"""Answers to a sought number: one for the central case, and one for each confidence."""

from dataclasses import dataclass

from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.spans import Span
from mtfp.analysis.target.target import Target
from mtfp.findings.short import Short, counted
from mtfp.reading.scenario import ScenarioPlan
from mtfp.simulation.sample import Sample

STANDARD_ERRORS = 2
"""Standard errors by which the chance on fresh draws may be under the confidence, and the answer still passes."""


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """Number with which a plan comes nearest to a target that it never meets."""

    value: float
    excess: float
    """Miss of the worst condition, in the unit of its figure; positive."""
    figure: str
    """Identifier of the figure that stays beyond its limit."""
    year: str
    moved: float
    """Largest change of that figure's miss over the whole search."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer(Short):
    """Number with which a plan meets a target, in the central case or in a share of the draws."""

    confidence: float | None
    """Share of the draws in which the target must hold; None for the central case."""
    spans: tuple[Span, ...]
    """Spans of the number in which the target holds."""
    value: float | None = None
    """End of a span that is nearest to the plan, rounded to a step, towards meeting the target; None if no end."""
    exact: float | None = None
    """The same without rounding."""
    at_least: bool = True
    """True if the target holds with this number and more, False if with this number and less."""
    nearest: Nearest | None = None
    """Number with which the plan comes nearest, if the target holds nowhere."""
    error: float | None = None
    """Standard error of `exact`, from the number of draws."""
    chance: float | None = None
    """Share of the draws in which the target holds with `value`."""
    fresh: float | None = None
    """Share of fresh draws in which the target holds with `value`."""
    fresh_error: float | None = None
    """Standard error of `fresh`."""
    other_way: float | None = None
    """Rounded number if the chance is asked of each year on its own; or of all years together, if it was of each."""

    def in_short(self) -> str:
        case = "central" if self.confidence is None else f"{self.confidence:.0%}"
        return f"{case}, {'none' if self.value is None else f'{self.value:g}'}"

    @property
    def passes(self) -> bool:
        """Return True unless the chance on fresh draws is under the confidence by more than two standard errors."""
        if self.fresh is None or self.fresh_error is None or self.confidence is None:
            return True
        return self.fresh >= self.confidence - STANDARD_ERRORS * self.fresh_error

    @property
    def always(self) -> bool:
        """Return True if the target holds with every number of the search."""
        return self.value is None and bool(self.spans)

    def holds_at(self, value: float) -> bool:
        """Return True if the target holds with a number."""
        return any(span.has(value) for span in self.spans)


@dataclass(frozen=True, kw_only=True, repr=False)
class Solution(Short):
    """Answers to a question: the number with which a plan meets a target."""

    sought: Sought
    target: Target
    sample: Sample
    answers: tuple[Answer, ...]
    """Answer of the central case, then one for each confidence."""
    solved: tuple[ScenarioPlan | None, ...]
    """Plan with each answer in it, with its changes and findings; None without an answer."""
    label: str = ""
    """Words that tell this solution from others to the same question."""

    def in_short(self) -> str:
        return f"{self.sought.typed}, {counted(len(self.answers), 'answer')}"

    @property
    def central(self) -> Answer:
        """Answer of the central case."""
        return self.answers[0]

    @property
    def by_conditions(self) -> bool:
        """True if a chance of all conditions together differs from that of each on its own."""
        return len(self.target.conditions) > 1

    def words(self, answer: Answer) -> str:
        """Return an answer as `-s` takes it."""
        return "" if answer.value is None else self.sought.words(answer.value)
