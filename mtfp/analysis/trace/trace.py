"""Trace a figure of a plan, as it stands or under a scenario."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mtfp.analysis.trace.build import Builder
from mtfp.analysis.trace.names import Names, names_of
from mtfp.analysis.trace.sources import Origins
from mtfp.analysis.trace.tree import Part, Trace
from mtfp.analysis.trace.values import RecordedFigures
from mtfp.analysis.trace.wanted import in_two, position_of
from mtfp.analysis.trace.words import Words
from mtfp.findings.arguments import whole_number
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.reading.in_python import PlanLike, plan_of
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ScenarioPlan, Scenarios, apply_scenarios
from mtfp.results.named import identifier_of
from mtfp.traced import Node, traced

SCREEN = 60
"""Most rows of a trace without a stated depth: a screen and a half."""
DEEPEST = 12
"""Greatest depth of a trace."""
MOST_ROWS = 5_000
"""Most rows of a trace; a deeper one is refused, since parts that are used twice are shown twice."""


def trace(
    plan: PlanLike,
    figure: str,
    year: str = "",
    *,
    scenario: Scenarios | None = None,
    depth: int | None = None,
) -> Trace:
    """Return one figure of the central case as the sum or product of its parts, down to the inputs of the plan.

    plan : a plan, what `read_plan` returned, or the path of a plan's file. Only a plan from a file has places.
    figure : identifier or label of a figure of `figures`, or of another named number: an assumption as used
        (`assumptions.cpi`), its index (`indices.cpi`), a line (`lines.care_at_home`), a funding source, a saving, a
        reserve, a closing step. The year may follow it: `gap 2028/29`.
    year : financial year, such as `2028/29`
    scenario : a name, a path, words, a dict, a `Lever`, a `Scenario`, or a list of these; see `apply_scenarios`
    depth : number of levels below the figure; by default, as many as fit a screen and a half

    Money is in the plan's unit; a positive gap is a shortfall. For every number in the result,

        value = Σ ± parts,  Π parts^±1,  min(parts)  or  max(parts)

    to rounding; sections 5 to 12 of the model have the equations. Zeros of a sum and ones of a product are counted in
    `hidden`, and a total of one item is shown as that item. Raises Unknown, with the nearest name, for an unknown
    figure, ValueError for a year that the plan lacks or in which the figure has no value, and Refused for a plan or
    scenario with errors.

    >>> flat = {"unit": "rate", "central": "0%", "source": "illustrative"}
    >>> home = {"partner": "council", "setting": "community", "budget": 110, "components": {"flat": "100%"}}
    >>> paid = {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}
    >>> document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k"}
    >>> plan = Plan.model_validate(
    ...     {**document, "assumptions": {"flat": flat}, "lines": {"home": home}, "funding": {"council": paid}}
    ... )
    >>> found = trace(plan, "gap 2026/27")
    >>> found
    <Trace: Gap 2026/27, 10, 6 rows>
    >>> [(part.sign, part.label, part.value) for part in found.root.parts]
    [('+', 'Home', 110.0), ('−', 'Council', 100.0)]
    """
    name, year_in_text = (figure, "") if year else in_two(figure)
    read, changed = _plans(plan, scenario)
    numbers = Numbers.of(changed.plan if changed else read.plan if isinstance(read, ReadPlan) else read, read, changed)
    return numbers.trace(name, year or year_in_text, depth)


def _plans(plan: PlanLike, scenario: Scenarios | None) -> tuple[Plan | ReadPlan, ScenarioPlan | None]:
    read = plan if isinstance(plan, Plan) and scenario is None else plan_of(plan)
    if scenario is None or isinstance(scenario, ScenarioPlan):
        return read, scenario
    return read, apply_scenarios(read, scenario)


@dataclass(frozen=True, repr=False)
class Numbers(Short):
    """Named numbers of one plan, from one recorded projection."""

    plan: Plan
    read: Plan | ReadPlan
    scenario: ScenarioPlan | None
    known: RecordedFigures
    names: Names

    @classmethod
    def of(cls, plan: Plan, read: Plan | ReadPlan, scenario: ScenarioPlan | None = None) -> "Numbers":
        """Project a plan on recorded numbers, and name them."""
        known = RecordedFigures(traced(plan))
        return cls(plan, read, scenario, known, names_of(known))

    @property
    def labels(self) -> dict[str, str]:
        """Labels of all named numbers by identifier."""
        return {id: name.label for id, (name, _) in self.names.arrays.items()}

    def trace(self, name: str, year: str, depth: int | None = None) -> Trace:
        """Return the trace of a named number in a year."""
        id, t = identifier_of(name, self.labels), position_of(year, self.plan.timeline.labels)
        node = self.node(id, t)
        parts = self._short(node, t) if depth is None else self._to_depth(node, t, depth)
        root = self._named(parts, id, t)
        base = self.read.plan if isinstance(self.read, ReadPlan) else self.read
        changes = self._levers(node, t)
        return Trace(
            plan=self.plan.name,
            unit=self.plan.unit,
            year=self.plan.timeline.labels[t],
            base_year=self.plan.base_year,
            root=root,
            scenario=self.scenario.label if self.scenario else "",
            without=self._without(base, id, t) if self.scenario else None,
            levers=changes,
            scenario_id=self.scenario.name if self.scenario else "base",
        )

    def node(self, id: str, t: int) -> Node:
        """Return the node of a named number in a year. Raises ValueError if it has no value in that year."""
        name, column = self.names.arrays[id]
        record, years = self.known.records.get(id), self.plan.timeline.labels
        if column[t].value != column[t].value or (t == 0 and record is not None and record.begins == "projected"):
            raise ValueError(f"{name.label} has no value in {years[t]}: name another year, such as {years[-1]}")
        return column[t]

    def _builder(self, t: int, *, short: bool = False) -> Builder:
        years = self.plan.timeline.labels
        document = self.read.document if isinstance(self.read, ReadPlan) else None
        origins = Origins(self.plan, document, self.scenario)
        return Builder(Words(self.names, origins, years, years[t], self.known.slack), short)

    def _named(self, part: Part, id: str, t: int) -> Part:
        """Return the figure under the name by which the user asked for it, which may be one of several."""
        name, column = self.names.arrays[id]
        before = column[0].value
        value = 0.0 if abs(part.value) <= self.known.slack and name.unit == "money" else part.value
        known = None if t == 0 or before != before else float(before)
        return replace(part, id=id, label=name.label, unit=name.unit, before=known, value=value)

    def _short(self, node: Node, t: int) -> Part:
        """Return the tree that fits a screen and a half, in which a product is one line if it fits."""
        builder = self._builder(t, short=True)
        tree = builder.tree(node, 1)
        for depth in range(2, DEEPEST + 1):
            deeper = builder.tree(node, depth)
            rows = _count(deeper)
            if rows > SCREEN or rows == _count(tree):
                break
            tree = deeper
        return tree

    def _to_depth(self, node: Node, t: int, depth: int) -> Part:
        whole_number(depth, "the depth", least=1, most=DEEPEST)
        builder = self._builder(t)
        if _rows(builder, node, depth) > MOST_ROWS:
            raise ValueError(f"a trace of depth {depth} has over {MOST_ROWS:,} rows: choose a smaller depth")
        return builder.tree(node, depth)

    def _levers(self, node: Node, t: int) -> tuple[str, ...]:
        """Return the changes of the scenario on the way to a figure, in the order of the levers."""
        if self.scenario is None:
            return ()
        origins = self._builder(t).words.origins
        items = {path[:2] for path in inputs_below(node)}
        years = self.plan.timeline.labels[: t + 1]
        on_the_way = [
            made
            for made in self.scenario.changes
            if made.change.path[:2] in items and (not made.change.years or made.change.years[0] in years)
        ]
        return origins.said(on_the_way)

    def _without(self, base: Plan, id: str, t: int) -> float | None:
        """Return the figure in the same year of the plan as it stands; None if the scenario added it."""
        other = Numbers.of(base, base)
        if id not in other.names.arrays or t >= len(other.names.arrays[id][1]):
            return None
        return float(other.names.arrays[id][1][t].value)


def _count(tree: Part) -> int:
    return sum(1 for _ in tree.walk())


def _rows(builder: Builder, node: Node, depth: int) -> int:
    """Return the number of rows of a tree, or a number above the limit if there are more."""
    level, rows = [node], 1
    for _ in range(depth):
        level = [part for each in level for _, part in builder.words.shown(each).parts]
        rows += len(level)
        if rows > MOST_ROWS:
            break
    return rows


def inputs_below(node: Node) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every input from which a number is worked out."""
    seen, steps = {id(node)}, [node]
    while steps:
        each = steps.pop()
        if each.path:
            yield each.path
        fresh = [arg for arg in each.args if id(arg) not in seen]
        seen.update(id(arg) for arg in fresh)
        steps += fresh
