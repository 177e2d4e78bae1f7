"""Formats of cells: letters, colours, lines and numbers. Each is made once for a workbook."""

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from mtfp.reports.data.tidy import FORMULA
from mtfp.reports.money import Form

FONT, SIZE = "Arial", 10
BLUE, GREY, LINE, INPUT = "#002D54", "#EBEBEB", "#D0D0D0", "#EEF6FC"
"""Colours of headings, of rows that name the rows below, of the lines between rows, and of cells to fill in."""
LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "line": {},
    "file text": {"font_name": "Consolas"},
    "title": {"bold": True, "font_size": 14, "font_color": BLUE},
    "section": {"bold": True, "font_size": 12, "font_color": BLUE},
    "notice": {"bold": True},
    "note": {"font_color": "#333333"},
    "head": {"bold": True, "bg_color": BLUE, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"},
    "figure head": {"align": "right"},
    "cell": {"bottom": 1, "bottom_color": LINE, "valign": "top"},
    "label": {"text_wrap": True},
    "total": {"bold": True, "top": 1, "top_color": BLUE},
    "group": {"bold": True, "bg_color": GREY, "text_wrap": False},
    "wrong": {"bold": True},
    "meaning": {"italic": True, "font_size": 9, "font_color": "#333333", "text_wrap": True, "valign": "top"},
    "input": {"bg_color": INPUT, "border": 1, "border_color": LINE, "valign": "top"},
}
"""Looks of cells by name, as properties of XlsxWriter. A cell may have several; the later win."""


@dataclass(frozen=True)
class Styles:
    """Formats of one workbook, by the looks, the indent and the form of the number that a cell needs."""

    workbook: Workbook
    made: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def of(self, *looks: str, indent: int = 0, number: str = "", like_formula: bool = False) -> Format:
        """Return the format of a cell. `like_formula`: a text that Excel must not take for a formula when edited."""
        key = (looks, indent, number, like_formula)
        if key not in self.made:
            properties = {"font_name": FONT, "font_size": SIZE}
            for look in looks:
                properties |= LOOKS[look]
            properties |= {"indent": indent, "align": "left"} if indent else {}
            properties |= {"num_format": number} if number else {}
            properties |= {"quote_prefix": True} if like_formula else {}
            self.made[key] = self.workbook.add_format(properties)
        return self.made[key]

    def of_text(self, text: str, *looks: str, indent: int = 0, number: str = "") -> Format:
        """Return the format of a text."""
        return self.of(*looks, indent=indent, number=number, like_formula=text.startswith(FORMULA))


def number_format(form: Form) -> str:
    """Return Excel's format of a figure, which shows the figure as mtfp does on a screen.

    >>> from decimal import Decimal
    >>> number_format(Form(Decimal(1), 0)), number_format(Form(Decimal(100), 1, "%", signed=True))
    ('#,##0', '+#,##0.0%;-#,##0.0%;0.0%')
    """
    decimals = f".{'0' * form.decimals}" if form.decimals else ""
    digits, zero = f"#,##0{decimals}{form.ending}", f"0{decimals}{form.ending}"
    return f"+{digits};-{digits};{zero}" if form.signed else digits
