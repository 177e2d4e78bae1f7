"""Write tables for people to read: in columns, or one line per figure for screen readers.

Columns that fit are printed side by side. Otherwise a table with few rows has its rows and columns swapped, and any
other table is split into blocks that repeat the labels. No figure is cut or shortened. Totals stand under a rule, and
are also bold if the terminal can show it; colours are not used.
"""

from mtfp.reports.files.letters import clean, fold
from mtfp.reports.money import Unit, choose, form
from mtfp.reports.shown import ShownTable, labelled_for_people, notes, shown
from mtfp.reports.terminal.grid import Fit, Grid, Line, draw, fit, spans
from mtfp.reports.terminal.lines import prose
from mtfp.results.table import MONEY, PLAIN, SHARE, Row, Table

RULE = "─"
BOLD = ("\x1b[1m", "\x1b[0m")
FEW_ROWS = 6
SPOKEN = {"-": "minus ", "+": "plus ", "": ""}
"""Words for signs, because many screen readers skip a minus sign."""


def render(table: Table, width: int = 80, styled: bool = False, encoding: str = "utf-8") -> str:
    """Return the table as lines of text no wider than `width`: title, unit and heads, rows, notes.

    `styled` makes title and totals bold; `encoding` is the encoding of the output. A line is wider than `width` only if
    one figure alone is wider.

    >>> from mtfp.results.table import Column
    >>> years = (Column("2026/27", "2026/27"), Column("2027/28", "2027/28"))
    >>> rows = (Row("pay", "Pay", (41_200.0, 42_600.25)), Row("gap", "Gap", (-310.0, 1_204.0), strong=True))
    >>> print(render(Table("statement", "Statement", "plan", "£k", years, rows)), end="")
    Statement
    <BLANKLINE>
    £k   2026/27  2027/28
    ─────────────────────
    Pay   41,200   42,600
         ───────  ───────
    Gap     −310    1,204
    <BLANKLINE>
    Figures are rounded; parts may not add to totals.
    """
    seen, bold = shown(table), BOLD if styled else ("", "")
    lines = [f"{bold[0]}{line}{bold[1]}" for line in prose(seen.title, width, encoding)]
    layout, blocks = _laid_out(_grid(seen, encoding), width)
    for block in blocks if seen.rows else ():
        lines += ["", *draw(block, layout, fold(RULE, encoding), bold)]
    for note in seen.notes:
        lines += ["", *prose(note, width, encoding)]
    return "\n".join(lines) + "\n"


def list_layout(table: Table, encoding: str = "utf-8") -> str:
    """Return one line per figure for a screen reader; each line makes sense without the others.

    >>> from mtfp.results.table import Column
    >>> table = Table("gap", "Gap by year", "plan", "£m", (Column("2027/28"),), (Row("gap", "Gap", (-6.0,)),))
    >>> print(list_layout(table), end="")
    Gap by year
    Gap, 2027/28: minus £6.0m
    """
    table, labels = labelled_for_people(table)
    unit = choose(table)
    lines = [table.title]
    for row, label in zip(table.rows, labels, strict=True):
        shown = form(row, table, unit)
        lines += [
            f"{label}, {column.label}: {SPOKEN[shown.sign(value)]}{_with_unit(shown.digits(value), row, unit)}"
            for column, value in zip(table.columns, row.values, strict=True)
            if value is not None
        ]
    return "".join(clean(line, encoding) + "\n" for line in [*lines, *notes(table, unit)])


def _grid(seen: ShownTable, encoding: str) -> Grid:
    lines = tuple(
        Line(clean(row.label, encoding), tuple(fold(cell, encoding) for cell in row.cells), row.strong, row.depth)
        for row in seen.rows
    )
    heads = tuple(clean(head, encoding) for head in seen.heads)
    return Grid(clean(seen.corner, encoding).rstrip(), heads, lines, seen.scenarios)


def _laid_out(grid: Grid, width: int) -> tuple[Fit, list[Grid]]:
    """Return the grid unchanged, with rows and columns swapped, or split into blocks that line up."""
    layout = fit(grid, width)
    if layout.capacity >= len(grid.heads):
        return layout, [grid]
    if 0 < len(grid.lines) <= FEW_ROWS and not any(line.is_heading for line in grid.lines):
        turned = grid.turned()
        turned_layout = fit(turned, width)
        if turned_layout.capacity >= len(turned.heads):
            return turned_layout, [turned]
    return layout, [grid.part(start, stop) for start, stop in spans(grid.groups, layout.capacity)]


def _with_unit(digits: str, row: Row, unit: Unit) -> str:
    """Return a figure with its unit."""
    if row.unit in (SHARE, *PLAIN):
        return digits
    if row.unit == MONEY:
        return f"£{digits}{unit.name[1:]}"
    return f"£{digits}{row.unit[1:]}" if row.unit.startswith("£") else f"{digits} {row.unit}"
