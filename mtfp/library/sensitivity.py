"""Sensitivity of a figure as a result: what moves it, by how much, and what its worst draws have in common."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from mtfp.analysis.moves.each import EachAlone, each_alone
from mtfp.analysis.moves.listed import listed_moves
from mtfp.analysis.moves.usual import pay_awards, usual_moves
from mtfp.analysis.sensitivity.alone import Alone, alone
from mtfp.analysis.sensitivity.question import Question
from mtfp.analysis.sensitivity.variance import Variance, variance
from mtfp.analysis.sensitivity.without_effect import WithoutEffect, without_effect
from mtfp.analysis.sensitivity.worst_tenth import WorstTenth, worst_tenth
from mtfp.documents.blocks import Block, Tables
from mtfp.documents.charts.bars import Tornado
from mtfp.documents.charts.charts_of_sensitivity import tornado_of_alone, tornado_of_each
from mtfp.documents.document import Document
from mtfp.documents.of_sensitivity import of_sensitivity
from mtfp.findings.arguments import one_named, whole_number
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.model.base.year_forms import year_meant
from mtfp.model.plan import Plan
from mtfp.results.figures import Figure, figures_of
from mtfp.results.named import identifier_of
from mtfp.results.table import Table
from mtfp.simulation.defaults import FEWEST, SAMPLED, SEED
from mtfp.simulation.sample import Sample
from mtfp.views.sensitivity import names
from mtfp.views.sensitivity.alone import alone_in_words, alone_table
from mtfp.views.sensitivity.each import SHOWN, asked, each, from_zero, values
from mtfp.views.sensitivity.in_words import each_in_words, pay_in_words, values_in_words
from mtfp.views.sensitivity.variance import certain_table, variance_in_words, variance_table
from mtfp.views.sensitivity.without_effect import without_effect_in_words
from mtfp.views.sensitivity.worst_tenth import worst_tenth_in_words, worst_tenth_table

Progress = Callable[[int, int], None]
"""Function that takes the number of projections of all draws that are done, and their total."""
OF = "gap"
"""Figure that is asked about if none is named."""
DRAWN = 10
"""Number of drivers that people see with only one of them uncertain, if they don't name the table."""
CERTAIN = "Nothing in the plan is uncertain, so all draws are the central case."


@dataclass(frozen=True, repr=False)
class Sensitivity(Result):
    """Drivers that move a figure of a plan, and by how much, as it stands or under a scenario.

    Changes are the figure with a driver moved less the figure without, in the plan's unit of money. A positive change
    of a gap is a larger shortfall.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").sensitivity(of="gap", year="2028/29")
    >>> row = found.to_frame("each").iloc[2]
    >>> row["row"], row["year"], f"{row['value']:.1f}"
    ('nhs_uplift -1%', '2028/29', '893.0')
    """

    run: Run
    """The plan as it stands, or under a scenario."""
    figure: Figure
    """Record of the figure."""
    year: str
    """Projected year by which drivers are sorted."""
    moves: tuple[str, ...] = ()
    """Listed moves, such as `pay_nhs 1%, 2%, 4%`."""
    draws: int = SAMPLED
    """Number of draws."""
    seed: int = SEED
    """Seed of the random numbers."""
    progress: Progress | None = None
    """Function that takes the number of projections of all draws that are done, and their total."""

    def in_short(self) -> str:
        return f"{self.plan.name}, {self.figure.label} in {self.year}"

    @property
    def plan(self) -> Plan:
        """Plan of which the drivers are moved: under the scenario, if there is one."""
        return self.run.projection.plan

    @cached_property
    def each(self) -> EachAlone:
        """Each driver moved alone by its default move."""
        return each_alone(self.plan, tuple(usual_moves(self.plan)), self.figure, self.year)

    @cached_property
    def pay(self) -> EachAlone:
        """All pay awards moved together by a point; without an effect for fewer than two."""
        move = pay_awards(self.plan)
        return each_alone(self.plan, [move] if move else [], self.figure, self.year)

    @cached_property
    def listed(self) -> EachAlone:
        """Each listed move made alone. Raises ValueError and Refused for a text that is no move of this plan."""
        under = self.run.changed.scenarios if self.run.changed else ()
        moves = [move for text in self.moves for move in listed_moves(text, self.run.read, under)]
        return each_alone(self.plan, moves, self.figure, self.year)

    @cached_property
    def alone(self) -> Alone:
        """Range of the figure with one driver, or one group of drivers, uncertain and all others as planned."""
        return alone(self._question)

    @cached_property
    def variance(self) -> Variance:
        """Parts of the variance that groups of drivers explain, and the range that is left if a group were certain."""
        return variance(self._question)

    @cached_property
    def worst_tenth(self) -> WorstTenth:
        """The few conditions under which most of the worst tenth of draws lie."""
        return worst_tenth(self._question)

    @cached_property
    def without_effect(self) -> WithoutEffect:
        """Uncertain drivers that don't move the figure, or no figure at all."""
        return without_effect(self._question)

    @cached_property
    def _question(self) -> Question:
        sample, done = Sample(draws=self.draws, seed=self.seed), count(1)
        question = Question(
            plan=self.plan,
            figure=self.figure,
            year=self.year,
            sample=sample,
            projected=lambda: self.progress(next(done), question.projections) if self.progress else None,
        )
        return question

    @property
    def shown(self) -> tuple[str, ...]:
        """Names of the tables that are shown if no table is named: those of the listed moves, if there are any."""
        if self.moves:
            has_zero = any(effect.from_zero for effect in self.listed.effects)
            return names.OF_MOVES if has_zero else (names.VALUES,)
        moved = self.each.by_driver() or any(driver.size for driver in self.alone.drivers)
        every = names.BY_DEFAULT if moved else names.BY_DEFAULT[:1]
        return every if self._question.drivers else tuple(name for name in every if name not in names.OF_DRAWS)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(self._table(name) for name in self.shown)

    @property
    def table_names(self) -> tuple[str, ...]:
        return names.SENSITIVITY if self.moves else names.OF_DRIVERS

    def _named(self, name: str) -> tuple[Table, ...]:
        return (self._table(name),)

    def _table(self, name: str, most: int | None = None) -> Table:
        """Return a table; `most` is the number of drivers that people see in those of single moves."""
        scenario = self.run.name
        made: Mapping[str, Callable[[], Table]] = {
            names.VALUES: lambda: values(self.listed, scenario),
            names.FROM_ZERO: lambda: from_zero(self.listed, scenario),
            names.EACH: lambda: each(self.each, most, scenario),
            names.ASKED: lambda: asked(self.each, most, scenario),
            names.ALONE: lambda: alone_table(self.alone, most and DRAWN, scenario),
            names.CERTAIN: lambda: certain_table(self.variance, scenario),
            names.VARIANCE: lambda: variance_table(self.variance, scenario),
            names.WORST_TENTH: lambda: worst_tenth_table(self.worst_tenth, scenario),
        }
        table = made[name]()
        return replace(table, title=self._titled(table.title))

    def _titled(self, title: str) -> str:
        return f"{title}: {self.run.label}" if self.run.changed else title

    @property
    def sentences(self) -> tuple[str, ...]:
        """Sentences that answer the question, in the order of the shown tables."""
        return self.sentences_on(self.shown)

    def sentences_on(self, shown: Collection[str]) -> tuple[str, ...]:
        """Return the sentences on some tables, in the order of the tables."""
        return tuple(self._sentences(frozenset(shown)))

    def _sentences(self, shown: frozenset[str]) -> Iterator[str]:
        if shown & set(names.OF_MOVES):
            yield from values_in_words(self.listed)
        if shown & {names.EACH, names.ASKED}:
            yield from each_in_words(self.each)
            yield from pay_in_words(self.pay)
        if not self._question.drivers and not shown & set(names.OF_MOVES):
            yield CERTAIN
        elif shown & names.OF_DRAWS:
            yield from self._sentences_on_draws(shown)

    def _sentences_on_draws(self, shown: frozenset[str]) -> Iterator[str]:
        if names.ALONE in shown:
            yield f"{alone_in_words(self.alone)}."
        if shown & {names.CERTAIN, names.VARIANCE}:
            yield f"{variance_in_words(self.variance)}."
        if shown & {names.ALONE, names.VARIANCE}:
            yield f"{without_effect_in_words(self.without_effect)}."
        if names.WORST_TENTH in shown:
            yield f"{worst_tenth_in_words(self.worst_tenth)}."

    def document(self, *tables: str) -> Document:
        """Return the document that the command line would write, with the named tables or those shown by default."""
        shown = [name for name in names.SENSITIVITY if name in (tables or self.shown)]
        title = self._titled(f"what moves {self.figure.in_sentence} in {self.year}")
        blocks = tuple(self._blocks(shown, few=not tables))
        drawn = {"case": "sensitivity", "draws": self.draws, "seed": self.seed} if names.OF_DRAWS & set(shown) else None
        end = (self.run.changed, self.run.warnings, drawn)
        return of_sensitivity(self.run.plan, title, self.sentences_on(shown), blocks, *end)

    def _blocks(self, shown: Sequence[str], *, few: bool) -> Iterator[Block]:
        """Yield charts and tables in order. `few` leaves out the smallest drivers."""
        for name in shown:
            chart = self._chart(name)
            if chart:
                yield replace(chart, title=self._titled(chart.title), scenario=self.run.name)
            table = self._table(name, SHOWN if few else None)
            if table.rows or not few or name != names.WORST_TENTH:
                yield Tables((table,))

    def _chart(self, name: str) -> Tornado | None:
        if name == names.EACH:
            return tornado_of_each(self.each)
        return tornado_of_alone(self.alone) if name == names.ALONE else None


def sensitivity_of(
    run: Run,
    of: str = OF,
    year: str = "",
    moves: Sequence[str] = (),
    draws: int = SAMPLED,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Sensitivity:
    """Return the sensitivity of a figure, by identifier or label, in a projected year; by default the last year.

    Raises Unknown, with the nearest, for an unknown figure or year, and ValueError for fewer than 100 draws.
    """
    whole_number(draws, "the number of draws", least=FEWEST)
    plan = run.projection.plan
    records = figures_of(plan)
    figure = records[identifier_of(of, {id: each.label for id, each in records.items()})]
    projected = plan.timeline.projected
    meant = (year if year in projected else year_meant(year) or year) if year else plan.timeline.last
    chosen = one_named(meant, projected, "projected year")
    return Sensitivity(run, figure, chosen, tuple(moves), draws, seed, progress)
