"""Write the chart of a document as a picture; other blocks have no place in a picture."""

from typing import BinaryIO

from mtfp.documents.charts.chart import Chart
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.document import Document
from mtfp.reports.page import Page
from mtfp.reports.svg.picture import svg_of
from mtfp.reports.svg.png import png_of


def write_svg(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the chart as SVG, laid out for a page that is 320 pixels wide or wider."""
    to.write(svg_of(_chart(document)).encode())


def write_png(document: Document, page: Page, to: BinaryIO) -> None:
    """Write the chart as PNG, laid out for paper and slides."""
    to.write(png_of(_chart(document)))


def _chart(document: Document) -> AnyChart:
    [chart] = [block for block in document.blocks if isinstance(block, Chart)]
    return chart
