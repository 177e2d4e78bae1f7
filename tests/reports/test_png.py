"""Pictures as PNG: the size, letters in them, and files of ours."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from every_block import every_chart
from PIL import Image

from mtfp.documents.document import Document
from mtfp.reports.deliver import deliver, is_ours
from mtfp.reports.formats import format_named
from mtfp.reports.page import Page
from mtfp.reports.svg.picture import svg_of
from mtfp.reports.svg.png import png_of, rendered

CHARTS = every_chart("Care at home")


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=int)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_picture_has_letters(chart):
    """Without a font, the renderer would leave every letter out and say nothing."""
    svg = svg_of(chart)
    without = re.sub(r"<text.*?</text>", "", svg)
    dark, bare = (pixels(rendered(each, 320)) < 100 for each in (svg, without))
    assert dark.shape == bare.shape
    assert (dark & ~bare).sum() > 300


def test_a_picture_is_as_wide_as_asked():
    assert pixels(png_of(CHARTS[0])).shape[1] == 1280
    assert pixels(png_of(CHARTS[0], 320, 1)).shape[1] == 320
    assert png_of(CHARTS[0]) == png_of(CHARTS[0])


def test_a_letter_that_the_font_lacks_is_a_box():
    lacking, boxes = (replace(CHARTS[0], title=title) for title in ("界界", "□□"))
    shown = [pixels(rendered(svg_of(each, "1"), 320)) for each in (lacking, boxes)]
    strip = np.s_[: 19 + 4, :]
    assert (shown[0][strip] == shown[1][strip]).all()
    assert (shown[0][strip] < 100).any()


@pytest.mark.parametrize("format", ["png", "svg"])
def test_a_picture_of_ours_is_replaced_and_any_other_is_kept(tmp_path, format):
    file, other = tmp_path / f"x.{format}", tmp_path / f"y.{format}"
    document = Document("Care", (CHARTS[0],))
    deliver(document, format_named(format), Page(), file)
    assert is_ours(file)
    deliver(document, format_named(format), Page(), file)
    if format == "png":
        Image.new("RGB", (4, 4)).save(other)
    else:
        other.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert not is_ours(other)
    with pytest.raises(FileExistsError):
        deliver(document, format_named(format), Page(), other)
