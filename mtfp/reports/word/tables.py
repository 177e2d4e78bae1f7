"""Tables of a Word file: header rows that repeat, figures aligned to the right, totals under a rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mtfp.documents.blocks import KeyFigure
from mtfp.reports.shown import WRONG, Records, ShownRow, ShownTable
from mtfp.reports.word import widths
from mtfp.reports.word.elements import Element, element, letters, paragraph, run, runs
from mtfp.reports.word.widths import Layout, Room

INDENT = 200
"""Indent of a row for each level, in twentieths of a point."""
Ids = Mapping[str, str]
"""Identifiers of styles by name."""


def of_figures(seen: ShownTable, ids: Ids, room: Room) -> tuple[Element, Layout]:
    """Return a table of figures as people see it, and its layout."""
    labels = [(row.label, row.depth * INDENT) for row in seen.rows if not row.is_heading]
    cells = [row.cells for row in seen.rows if not row.is_heading]
    layout = widths.of_figures([*labels, (seen.corner, 0)], seen.heads, cells, room)
    table = _table(seen.title, "Plan Table", layout.widths, ids)
    table.append(_heads(seen, layout, ids))
    table.extend(_row_of(row, layout, ids) for row in seen.rows)
    return table, layout


def of_records(title: str, records: Records, ids: Ids, room: Room) -> Element:
    """Return a table of texts; a check that does not hold is bold."""
    layout = widths.of_texts(list(zip(records.heads, *records.rows, strict=True)), room)
    table, style = _table(title, "Plan Table", layout.widths, ids), ids["Table Text"]
    for number, texts in enumerate((records.heads, *records.rows)):
        content = [
            [run(text, bold=True)] if text in WRONG or not number else runs(text, ids["Code Text"]) for text in texts
        ]
        cells = [_cell(width, paragraph(style, *each)) for width, each in zip(layout.widths, content, strict=True)]
        table.append(_row(cells, repeats=not number))
    return table


def of_key_figures(title: str, figures: Sequence[KeyFigure], ids: Ids, room: Room) -> Element:
    """Return key figures as a table: a column for each, with its label as the heading."""
    columns = widths.equal(len(figures), room)
    table = _table(title, "Key Figure Table", columns, ids)
    rows = [(ids["Table Text"], [each.label for each in figures]), (ids["Key Figure"], [each.text for each in figures])]
    if any(each.note for each in figures):
        rows.append((ids["Table Text"], [each.note for each in figures]))
    for number, (style, texts) in enumerate(rows):
        cells = [_cell(width, paragraph(style, run(text))) for width, text in zip(columns, texts, strict=True)]
        table.append(_row(cells, repeats=not number))
    return table


def _table(title: str, style: str, columns: Iterable[int], ids: Ids) -> Element:
    """Return a table without rows. Its title is also its name for screen readers."""
    properties = element(
        "tblPr",
        element("tblStyle", val=ids[style]),
        element("tblW", w=0, type="auto"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        element("tblCaption", val=letters(title)),
    )
    return element("tbl", properties, element("tblGrid", *(element("gridCol", w=width) for width in columns)))


def _row(cells: Iterable[Element], *, repeats: bool = False) -> Element:
    """Return a row; a row that `repeats` is the heading of every page.

    The style keeps the lines of a cell on one page. Word's mark for rows that do not break (`cantSplit`) is not used:
    with it, LibreOffice 7.4 loses the rows that follow the first of a page whose heading repeats.
    """
    return element("tr", *([element("trPr", element("tblHeader"))] if repeats else []), *cells)


def _cell(width: int, content: Element, *properties: Element) -> Element:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa"), *properties), content)


def _heads(seen: ShownTable, layout: Layout, ids: Ids) -> Element:
    size, styles = layout.half_points, (ids["Table Text"], *[ids["Table Figure"]] * len(seen.heads))
    texts = zip(layout.widths, styles, (seen.corner, *seen.heads), strict=True)
    cells = [_cell(width, paragraph(style, run(text, bold=True, half_points=size))) for width, style, text in texts]
    return _row(cells, repeats=True)


def _row_of(row: ShownRow, layout: Layout, ids: Ids) -> Element:
    size, text = layout.half_points, ids["Table Text"]
    if row.is_heading:
        keep = [element("keepNext"), element("spacing", before=140, after=30)]
        words = paragraph(text, run(row.label, bold=True, half_points=size), properties=keep)
        return _row([_cell(sum(layout.widths), words, element("gridSpan", val=len(layout.widths)))])
    indent = [element("ind", left=row.depth * INDENT)] if row.depth else []
    label = paragraph(text, run(row.label, bold=row.strong, half_points=size), properties=indent)
    figures = (paragraph(ids["Table Figure"], run(each, bold=row.strong, half_points=size)) for each in row.cells)
    cells = zip(layout.widths, (label, *figures), strict=True)
    return _row(_cell(width, each, *(_rule() if row.strong else ())) for width, each in cells)


def _rule() -> Iterator[Element]:
    """Yield the line above a total."""
    yield element("tcBorders", element("top", val="single", sz=6, space=0, color="1A1A1A"))
