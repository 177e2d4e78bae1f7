"""The page of a run in Markdown: the machine, and a table for each topic."""

from collections.abc import Iterable, Sequence

from tests.benchmarks.measured import Aim, Amount, Cell, Table, figure

INTRODUCTION = """
# Speed and size

Measured by `make bench`. Each ratio is the median over rounds, in each of which all that is compared ran in turn; it is
of processor time unless the row says otherwise. The lowest and highest round show how far the machine disturbed it.
Times in ms or s hold for this machine only.
"""


def page(machine: Sequence[tuple[str, str]], tables: Iterable[Table]) -> str:
    """Return the page of a run."""
    parts = [INTRODUCTION.strip(), _markdown(("machine", ""), machine)]
    for table in tables:
        parts += [f"## {table.title}", section(table)]
    return "\n\n".join(parts) + "\n"


def section(table: Table) -> str:
    """Return a topic of the page without its heading."""
    return f"{table.about.strip()}\n\n{_markdown(table.columns, table.rows)}"


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table in Markdown, in columns that also read well as text. The first column holds words."""
    cells = [[*columns], *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(columns))]
    numbers = [all(not isinstance(row[column], str) for row in rows) for column in range(len(columns))]
    lines = [_line(row, widths, numbers) for row in cells]
    rule = [f"{'-' * (width - 1)}{':' if right else '-'}" for width, right in zip(widths, numbers, strict=True)]
    return "\n".join([lines[0], _line(rule, widths, numbers), *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    filled = [cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(cells, widths, right, strict=True)]
    return f"| {' | '.join(filled)} |"


def _cell(cell: Cell) -> str:
    match cell:
        case Amount():
            return f"{figure(cell.median)} {cell.unit}".strip()
        case Aim():
            return f"{cell.most:g}"
        case None:
            return ""
        case str():
            return cell.replace("|", r"\|")
