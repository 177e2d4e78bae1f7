"""Tables for `cut`, `awk` and those who listen: tab separated, nothing wrapped, turned, coloured or drawn."""

from mtfp.reports.files.letters import clean
from mtfp.reports.money import as_planned, form
from mtfp.reports.terminal.terminal import corner, for_people, labelled, notes
from mtfp.results.table import Table, full_labels

SHARP = "# "
"""Before whatever is neither a head nor a row."""


def plain(table: Table, encoding: str = "utf-8") -> str:
    r"""A title, a line of heads, a line for each row of figures, notes. Each row has a label and a field for each head.

    Money is in the plan's own unit, which stands over the labels, rounded as people see it. A minus is a hyphen, and
    there are no thousands separators, so that every program reads the figures; a share has its percent sign.

    >>> from mtfp.results.table import Column, Row
    >>> rows = (Row("gap", "Gap", (-12_300.0,)), Row("share", "Share of budget", (0.0184,), "share"))
    >>> plain(Table("gap", "The gap", "plan", "£k", (Column("2026/27"),), rows))
    '# The gap\n£k\t2026/27\nGap\t-12300\nShare of budget\t1.8%\n'
    """
    table = for_people(table)
    unit = as_planned(table)
    over = corner(table, unit)
    records = [(over or "Row", *(column.label for column in table.columns))]
    for row, label in zip(table.rows, full_labels(table), strict=True):
        if row.is_heading:
            continue
        shown = form(row, table, unit)
        figures = (
            "" if value is None else shown.sign(value).strip("+") + shown.digits(value, "") for value in row.values
        )
        records.append((labelled(row, label, over), *figures))
    lines = ["\t".join(clean(field, encoding) for field in record) for record in records]
    comments = [SHARP + clean(text, encoding) for text in (table.title, *notes(table, unit))]
    return "\n".join([comments[0], *lines, *comments[1:]]) + "\n"
