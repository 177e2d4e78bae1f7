"""Table of decisions: the figures that each names, with its words, date, owner and options."""

from collections.abc import Iterator

from mtfp.engine.projection import Projection
from mtfp.model.governance.decision import Decision
from mtfp.model.plan import in_words
from mtfp.results.by_year import table_by_year
from mtfp.results.figures import Figures, figures
from mtfp.results.filled import filled, names_in, value_of
from mtfp.results.table import Row, Table
from mtfp.views.plan.registers.words import day_in_words, sentences

NONE = "This plan asks for no decision."


def decisions(projection: Projection, scenario: str) -> Table:
    """Return the figures that each decision names, in the years that it names."""
    known, plan = figures(projection), projection.plan
    rows = [row for name, each in plan.decisions.items() for row in _decision(name, each, known)]
    return table_by_year("decisions", "Decisions", projection, scenario, rows, () if rows else (NONE,))


def _decision(name: str, decision: Decision, known: Figures) -> Iterator[Row]:
    label, labels = in_words(name), known.projection.plan.timeline.labels
    yield Row(f"decisions.{name}", label, (None,) * len(labels), about=_about(label, decision, known.projection))
    named: dict[str, dict[str, float]] = {}
    for each in (*names_in(decision.text), *names_in(decision.if_not)):
        id, year, value = value_of(each, known)
        named.setdefault(id, {})[year] = value
    for id, by_year in named.items():
        record = known.records[id]
        values = tuple(by_year.get(year) for year in labels)
        yield Row(f"decisions.{name}.{id}", record.label, values, record.unit, depth=1)


def _about(label: str, decision: Decision, projection: Projection) -> str:
    return sentences(
        label,
        filled(decision.text, projection),
        f"Decide by {day_in_words(decision.by)}" if decision.by else "",
        f"Brought by: {decision.owner}" if decision.owner else "",
        f"Options: {', '.join(decision.options)}" if decision.options else "",
        f"If the board doesn't decide: {filled(decision.if_not, projection)}" if decision.if_not else "",
        decision.note,
    )
