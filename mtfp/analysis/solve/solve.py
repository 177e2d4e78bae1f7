"""Solve a question: which number in a change makes a plan meet a target?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mtfp.analysis.solve.answers import answers_of
from mtfp.analysis.solve.frontier import frontier_of
from mtfp.analysis.solve.ladder import service_by_service
from mtfp.analysis.solve.solution import Answer, Solution
from mtfp.analysis.solve.sought import Sought, sought_of
from mtfp.analysis.solve.template import NewSavings, NotSought
from mtfp.analysis.solve.trials import Effort, Progress, Trials, trials_of
from mtfp.analysis.solve.ways import ways_of
from mtfp.analysis.solve.year_by_year import year_by_year, years_of
from mtfp.analysis.solve.years import decides_of
from mtfp.analysis.target.read import target_of
from mtfp.analysis.target.target import Target
from mtfp.findings.short import Short
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ReadScenario
from mtfp.simulation.defaults import AT
from mtfp.simulation.sample import Sample

MOST_FOUND = 2
"""Most numbers that one question may seek."""
A_QUESTION = 45
"""Projections of all draws that a question takes with three confidences, about."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Question(Short):
    """Question: the change with a `?`, the target, and the draws in which the target is tried."""

    find: tuple[str, ...]
    """Change with a `?`; with two, the second number is found for several values of the first."""
    so_that: str
    """Target, such as `gap <= 0 in 2028/29`."""
    at: tuple[float, ...] = AT
    """Shares of the draws in which the target must hold."""
    year_by_year: bool = False
    """True for a number for each year. New savings have them anyway, if the target is over several years."""
    sample: Sample = field(default_factory=Sample)

    def __post_init__(self) -> None:
        if not all(0 < share < 1 for share in self.at):
            raise ValueError(f"a share of the draws must be above 0 and below 1, such as 0.8, not {max(self.at):g}")
        if not 1 <= len(self.find) <= MOST_FOUND:
            raise NotSought("seek one number, or two for a table of pairs")
        if self.year_by_year and len(self.find) > 1:
            raise NotSought("two numbers can't be sought year by year: ask for one of the two")


def solve(
    question: Question, read: ReadPlan, scenarios: tuple[ReadScenario, ...] = (), progress: Progress | None = None
) -> Solution:
    """Return the answers to a question about a plan under scenarios.

    progress : function that takes the number of projections done and the number expected

    Raises NotSought and ValueError, with the repair, for a change or a target that can't be read, Unknown for an
    unknown figure, and Refused for a change that the plan can't have.
    """
    every = [sought_of(typed, read, scenarios) for typed in question.find]
    sought, target = every[-1], target_of(question.so_that, read.plan)
    several = len(every) > 1 or question.year_by_year or isinstance(sought.template, NewSavings)
    effort = Effort(A_QUESTION * (4 if several else 1), progress)
    trials = trials_for(sought, target, question.sample, effort)
    in_full = len(every) == 1 and not question.year_by_year
    found = solved(sought, trials, answers_of(trials, sought.number, question.at, in_full=in_full))
    found = replace(found, decides=decides_of(trials, sought.number, found.central))
    if len(every) > 1:
        return replace(found, frontier=frontier_of(every[0], found, trials, question.at))
    new = isinstance(sought.template, NewSavings) and not question.year_by_year
    if new:
        found = replace(found, ways=ways_of(found, trials, question.at))
    if question.year_by_year or (new and len(years_of(target)) > 1):
        return replace(found, by_year=year_by_year(sought, trials, question.at))
    return replace(found, ladder=service_by_service(found, trials)) if sought.number.kind == "position" else found


def trials_for(sought: Sought, target: Target, sample: Sample, effort: Effort) -> Trials:
    """Return the trials of a sought number in its plan."""
    return trials_of(lambda value: sought.on(sought.plan, value), target, sought.plan, sample, effort)


def solved(sought: Sought, trials: Trials, answers: Sequence[Answer]) -> Solution:
    """Return the solution with the plans that have each answer in them, checked."""
    plans = {each.value: sought.under(each.value) for each in answers if each.value is not None}
    under = tuple(None if each.value is None else plans[each.value] for each in answers)
    return Solution(sought=sought, target=trials.target, sample=trials.sample, answers=tuple(answers), solved=under)
