"""Write the figures of a chart as text: all in one unit, short enough to stand next to a bar or a line."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from mtfp.reports.money import MINUS, PER_CENT, POUNDS, Form, exact, needed
from mtfp.results.table import MONEY, PLAIN, POINTS, SHARE


class Size(NamedTuple):
    """Form of amounts of which the largest is at least `pounds`."""

    pounds: Decimal
    unit: str
    ending: str
    decimals: int


SIZES = (
    Size(Decimal(10_000_000), "£m", "m", 1),
    Size(Decimal(1_000_000), "£m", "m", 2),
    Size(Decimal(1_000), "£k", "k", 0),
    Size(Decimal(0), "£", "", 0),
)
"""Forms of money by the largest amount of a chart: about three digits, as sentences have them."""


class ChartText(NamedTuple):
    """Form of the figures of one chart: a sign, `before`, the digits, and the ending of the form."""

    form: Form
    before: str = ""

    def text(self, value: float, *, signed: bool = False) -> str:
        """Return a figure as text; `signed` puts a plus before figures above zero.

        >>> money = text_of((18_249.0, -310.0), MONEY, "£k")
        >>> money.text(18_249.0), money.text(-310.0), money.text(310.0, signed=True), money.text(0.0, signed=True)
        ('£18.2m', '−£0.3m', '+£0.3m', '£0.0m')
        """
        sign = self.form.sign(value).replace("-", MINUS)
        plus = "+" if signed and not sign and self.form.rounded(value) else ""
        return f"{plus or sign}{self.before}{self.form.digits(value)}"


def text_of(values: Iterable[float], of: str, unit: str) -> ChartText:
    """Return the form of figures in the unit `of`; `unit` is the plan's unit of money.

    >>> text_of((0.255,), SHARE, "£k").text(0.255), text_of((1.25,), POINTS, "£k").text(1.25)
    ('25.5%', '1.2 points')
    >>> text_of((310.0,), MONEY, "£k").text(310.0), text_of((12_345.0,), "people", "£k").text(12_345.0)
    ('£310k', '12,345')
    """
    if of == SHARE:
        return ChartText(Form(PER_CENT, 1, "%"))
    if of == POINTS:
        return ChartText(Form(Decimal(1), 1, " points"))
    if of != MONEY:
        return ChartText(Form(Decimal(1), needed(map(exact, values), 0, 1)))
    widest = max((abs(exact(value)) * POUNDS[unit] for value in values), default=Decimal(0))
    size = next(each for each in SIZES if widest >= each.pounds)
    return ChartText(Form(POUNDS[unit] / POUNDS[size.unit], size.decimals, size.ending), "£")


def scale_texts(marks: Iterable[float], of: str, unit: str) -> list[str]:
    """Return the texts of the marks of a scale, without needless decimals.

    >>> scale_texts((0.0, 500.0, 1_000.0), MONEY, "£k"), scale_texts((-1_000.0, 0.0, 2_000.0), MONEY, "£k")
    (['£0.0m', '£0.5m', '£1.0m'], ['−£1m', '£0m', '£2m'])
    """
    amounts = [exact(mark) for mark in marks]
    found = text_of(map(float, amounts), of, unit)
    decimals = needed((amount * found.form.factor for amount in amounts), 0, 4)
    form = Form(found.form.factor, decimals, found.form.ending)
    return [ChartText(form, found.before).text(float(amount)) for amount in amounts]


def of_unit(of: str) -> str:
    """Return the unit to name above a scale; empty for units that each figure shows."""
    return "" if of in (MONEY, SHARE, POINTS, *PLAIN) else of
