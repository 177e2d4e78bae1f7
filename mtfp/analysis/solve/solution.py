"""Answers to a sought number: one for the central case, and one for each confidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.analysis.parts import Part
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.spans import Span
from mtfp.analysis.target.chance import holds_up
from mtfp.analysis.target.target import Target
from mtfp.findings.short import Short, counted
from mtfp.reading.scenario import ScenarioPlan
from mtfp.simulation.sample import Sample


@dataclass(frozen=True, kw_only=True, repr=False)
class Nearest(Short):
    """Number with which a plan comes nearest to a target that it never meets."""

    value: float
    excess: float
    """Miss of the worst condition, in the unit of its figure; positive."""
    figure: str
    """Identifier of the figure that stays beyond its limit."""
    year: str
    moved: float
    """Largest change of that figure's miss over the whole search."""
    chance: float | None = None
    """Share of the draws in which the target holds with the number; None in the central case."""


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
        """Return True unless the chance on fresh draws is clearly under the confidence."""
        if self.fresh is None or self.fresh_error is None or self.confidence is None:
            return True
        return holds_up(self.fresh, self.fresh_error, self.confidence)

    def holds_at(self, value: float) -> bool:
        """Return True if the target holds with a number."""
        return any(span.has(value) for span in self.spans)


@dataclass(frozen=True, repr=False)
class Way(Short):
    """One way to state savings, with the answers of the central case and of each confidence."""

    label: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, repr=False)
class ByYear(Short):
    """Numbers by year in the central case (None) or for a confidence.

    A year in which the target holds without a change has no number.
    """

    confidence: float | None
    numbers: Mapping[str, float]
    stops: str = ""
    """First year for which no number is enough; empty if there is none."""
    together: float | None = None
    """Share of the draws in which the target holds in all years together."""
    fresh: float | None = None
    """The same share of fresh draws."""


@dataclass(frozen=True, repr=False)
class Decides(Short):
    """Earlier year that decides if the plan balances, and the number that would do without the years before balance."""

    year: str
    value: float


@dataclass(frozen=True, repr=False)
class Frontier(Short):
    """Answers to the second of two numbers, for several values of the first; the plan's own value comes first."""

    first: Sought
    values: tuple[float, ...]
    rows: tuple[tuple[Answer, ...], ...]
    """Second numbers, none beyond the plan's own where the target holds with that."""
    both: tuple[Answer, ...] = ()
    """Answers if both numbers are the same change in points; empty for other kinds of numbers."""


@dataclass(frozen=True, repr=False)
class Service(Short):
    """Service on the ladder: what two rungs do to the target's figure in this service alone."""

    name: str
    label: str
    near: float
    """Change of the figure with the nearer rung, in its unit."""
    far: float
    """Change of the figure with the further rung."""
    changes: Mapping[Part, float]
    """Change of the units of care in the last year with the further rung."""
    before: Mapping[Part, float]
    """Units of care in the plan in the last year."""
    left: float = 0.0
    """Figure once this service and all before it are at the further rung, in the central case."""
    short: float = 0.0
    """Miss of the worst condition then in the central case; zero or less is no miss."""
    chance: float = 0.0
    """Share of draws in which the target then holds."""


@dataclass(frozen=True, repr=False)
class Services(Short):
    """Services in the order in which they go to the further rung, with the figure and year by which they compare."""

    figure: str
    year: str
    near: str
    far: str
    rows: tuple[Service, ...]
    near_enough: float = 0.0
    """Miss that a board would take for none: the step to which money is rounded; zero for shares."""


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
    decides: Decides | None = None
    """Year before that of the balance which decides the answer, if one does."""
    ways: tuple[Way, ...] = ()
    """Savings in three ways, if savings are sought."""
    by_year: tuple[ByYear, ...] = ()
    """Numbers of each year, if they are sought year by year."""
    frontier: Frontier | None = None
    """Pairs of numbers, if two are sought."""
    ladder: Services | None = None
    """Services one by one, if a position on the ladder is sought."""

    def in_short(self) -> str:
        return f"{self.sought.typed}, {counted(len(self.answers), 'answer')}"

    @property
    def central(self) -> Answer:
        """Answer of the central case."""
        return self.answers[0]

    @property
    def scenarios_in_words(self) -> tuple[str, ...]:
        """Return the answers as `-s` takes them, each once; those of each year if they are sought year by year."""
        if self.by_year:
            found = [self.sought.words_by_year(each.numbers) for each in self.by_year if not each.stops]
        elif self.frontier and self.frontier.both:
            pairs = [each.value for each in self.frontier.both if each.value]
            found = [f"{self.frontier.first.words(value)} + {self.sought.words(value)}" for value in pairs]
        else:
            found = [self.words(each) for each in self.answers]
        return tuple(dict.fromkeys(filter(None, found)))

    def words(self, answer: Answer) -> str:
        """Return an answer as `-s` takes it."""
        return "" if answer.value is None or self.sought.is_none(answer.value) else self.sought.words(answer.value)
