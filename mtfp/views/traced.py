"""Table of a trace, and its first sentence."""

from collections.abc import Iterator

from mtfp.analysis.trace import Part, Trace
from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures.figure import lower_first
from mtfp.results.table import MONEY, SHARE, Column, Row, Table

MOST_NAMED = 6
"""Most parts named in the first sentence."""
INTO = {"smallest": "the smallest of ", "largest": "the largest of "}
SIGNS = {"−": "less ", "×": "times ", "÷": "divided by "}
"""Signs in words, for a label that begins a row; a plus sign is left out."""


def table_of(trace: Trace) -> Table:
    """Return a trace as a table with a row for each number; the identifier of a row is the path to it."""
    columns = [Column(trace.year, trace.year, trace.scenario_id)]
    if trace.year != trace.base_year:
        columns.append(Column(trace.base_year, trace.base_year, trace.scenario_id))
    rows = tuple(_row(trace, path, depth, part) for path, depth, part in trace.root.walk())
    title = f"{trace.root.label} in {trace.year}, part by part"
    return Table("trace", title, trace.plan, trace.unit, tuple(columns), rows)


def _row(trace: Trace, path: str, depth: int, part: Part) -> Row:
    values = (part.value,) if trace.year == trace.base_year else (part.value, part.before)
    sentences = part.source.sentences
    about = f"{part.label}: {'; '.join(sentences)}." if sentences else ""
    return Row(path, label_of(part), values, part.unit, depth == 0, depth, about=about, stated=True)


def label_of(part: Part) -> str:
    """Return the label of a row: the sign, the label, and what is done with the rows below it."""
    formula = f" = {part.formula}" if part.formula else ""
    hidden = f" ({part.hidden})" if part.hidden else ""
    how = f": {INTO[part.how]}".rstrip() if part.how in INTO and part.parts else ""
    return f"{SIGNS.get(part.sign, '')}{part.label}{formula}{how}{hidden}"


def sentence_of(trace: Trace) -> str:
    """Return the first sentence of a trace: the figure as its parts, and the figure without the scenario."""
    root = trace.root
    parts = list(_parts(trace)) if 0 < len(root.parts) <= MOST_NAMED else []
    of = f" = {INTO.get(root.how, '')}{' '.join(parts)}" if parts else ""
    if not parts and root.parts:
        of = f", from {len(root.parts)} parts"
    under = f", under {trace.scenario}" if trace.scenario else ""
    without = "" if trace.without is None else f" In the plan as it stands, it is {amount_of(trace, trace.without)}."
    return f"{root.label} in {trace.year}{under}: {amount_of(trace, root.value, root.unit)}{of}.{without}"


def _parts(trace: Trace) -> Iterator[str]:
    for number, part in enumerate(trace.root.parts):
        sign = part.sign if number or part.sign in ("−", "÷") else ""
        joined = "and" if number and trace.root.how in INTO else sign
        yield f"{joined} {lower_first(part.label)} {amount_of(trace, part.value, part.unit)}".strip()


def amount_of(trace: Trace, value: float, unit: str = "") -> str:
    """Return an amount of a trace in words; without a unit, it is in the unit of the figure."""
    unit = unit or trace.root.unit
    if unit == MONEY:
        return in_money(value, trace.unit)
    return f"{100 * value:.4g}%" if unit == SHARE else f"{value:.4f}"
