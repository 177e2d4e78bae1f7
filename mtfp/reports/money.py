"""The unit in which a table's money is shown, and figures as text.

The unit and the decimals follow from the table's figures alone, never from the width of a screen: a figure reads the
same at every width, and a table that doesn't fit is laid out otherwise. Rounding is half to even, of the decimal
number that the machine formats print, and for display only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from mtfp.results.table import MONEY, POINTS, SHARE, Row, Table

MINUS = "−"
ROUNDED = "Figures are rounded; parts may not add to totals."
POUNDS = {"£": Decimal(1), "£k": Decimal(1_000), "£m": Decimal(1_000_000)}
PER_CENT = Decimal(100)
PENCE, DIGITS = 2, 3

ERRORS = ("se_", "margin_")
"""Beginnings of the statistics that say how precisely another is known."""
ERROR_DIGITS = 4
"""Significant digits of errors: they estimate sampling error and are no better known."""

NOISE = Decimal("1e-9")
"""Rounding error of the arithmetic, relative, to which the model's identities hold: not a figure that was rounded."""

AMPLE = Context(prec=400, rounding=ROUND_HALF_EVEN)
"""Room for any float to be written out in full."""


class Unit(NamedTuple):
    """What a table's money is shown in."""

    name: str
    decimals: int


class Band(NamedTuple):
    """How money is shown while the widest figure is less than `below` pounds: no more decimals than it needs."""

    below: Decimal
    unit: str
    fewest: int = 0
    most: int = 0


LARGEST = Band(Decimal("Infinity"), "£m", 1, 1)
SMALL = (Band(Decimal(1_000), "£"), Band(Decimal(100_000), "£k", 0, 1))
BANDS = {
    "£": (Band(Decimal(10**7), "£"), Band(Decimal(10**10), "£k"), LARGEST),
    "£k": (*SMALL, Band(Decimal(10**10), "£k"), LARGEST),
    "£m": (*SMALL, Band(Decimal(10**10), "£m", 1, 3), LARGEST),
}
"""By the plan's unit. A figure keeps its thousands of pounds up to seven digits, as the accounts print it, and is shown
in the unit of the plan's author unless it would be too long or all would be nil."""


def choose(*tables: Table) -> Unit:
    """The unit and decimals for the money of one table, or of several that are to be read together.

    >>> choose(Table("gap", "Gap", "plan", "£k", (), (Row("gap", "Gap", (68_300.4, 5.25)),)))
    Unit(name='£k', decimals=0)
    >>> choose(Table("gap", "Gap", "plan", "£m", (), (Row("gap", "Gap", (320.647,)),)))
    Unit(name='£m', decimals=3)
    """
    pounds = [exact(value) * POUNDS[table.money] for table in tables for value in _figures(table, MONEY)]
    plan = max((table.money for table in tables), key=tuple(POUNDS).index) if pounds else tables[0].money
    if not any(pounds):
        return Unit(plan, BANDS[plan][-2].fewest if pounds else 0)
    widest = max(map(abs, pounds))
    band = next(band for band in BANDS[plan] if widest < band.below)
    return Unit(band.unit, needed((figure / POUNDS[band.unit] for figure in pounds), band.fewest, band.most))


def as_planned(table: Table) -> Unit:
    """The plan's own unit, with the decimals that the same precision takes."""
    shown = choose(table)
    if shown.name == table.money:
        return shown
    power = (POUNDS[table.money] / POUNDS[shown.name]).adjusted()
    return Unit(table.money, max(0, shown.decimals + power))


@dataclass(frozen=True)
class Form:
    """How the figures of one row are written: the value times `factor`, rounded to `decimals`, and an `ending`.

    >>> Form(Decimal(1), 0).text(-68_300.5), Form(Decimal(1), 1, signed=True).text(0.25)
    ('−68,300', '+0.2')
    """

    factor: Decimal
    decimals: int
    ending: str = ""
    signed: bool = False

    def rounded(self, value: float) -> Decimal:
        """The figure as shown, ties to even."""
        return _round(exact(value) * self.factor, self.decimals)

    def loses(self, value: float) -> bool:
        """Whether rounding changed the figure by more than the arithmetic's own noise."""
        return _differs(exact(value) * self.factor, self.rounded(value))

    def sign(self, value: float) -> str:
        """`-`, `+` where a row of changes has one, or nothing. What rounds to nil has no sign."""
        figure = self.rounded(value)
        return "-" if figure < 0 else "+" if figure > 0 and self.signed else ""

    def digits(self, value: float, thousands: str = ",") -> str:
        """The figure without its sign."""
        return f"{self.rounded(value).copy_abs():,f}".replace(",", thousands) + self.ending

    def text(self, value: float | None) -> str:
        """The figure for people; nothing where there is none."""
        return "" if value is None else self.sign(value).replace("-", MINUS) + self.digits(value)


def form(row: Row, table: Table, unit: Unit) -> Form:
    """How a row of the table is written where money is shown in `unit`.

    Money of a unit of its own (`£ per hour`) has pence below £1,000. Hours, people and the like have three digits at
    least if they need them, alike in all rows of the unit. Differences between shares are in percentage points.
    """
    if row.unit == MONEY:
        return Form(POUNDS[table.money] / POUNDS[unit.name], unit.decimals, signed=row.signed)
    if row.unit == SHARE:
        return Form(PER_CENT, 1, "%", signed=row.signed)
    if row.unit == POINTS:
        return Form(Decimal(1), 1, signed=row.signed)
    if row.unit.startswith("£"):
        widest = max((abs(value) for value in row.values if value is not None), default=0)
        return Form(Decimal(1), PENCE if widest < 1_000 else 0, signed=row.signed)
    figures = [exact(value) for value in _figures(table, row.unit)]
    widest_power = max((figure.adjusted() for figure in figures if figure), default=0)
    return Form(Decimal(1), needed(figures, 0, max(0, DIGITS - 1 - widest_power)), signed=row.signed)


def is_rounded(table: Table, unit: Unit) -> bool:
    """Whether any amount of the table is shown otherwise than it is. Shares are left out: nobody adds them up."""
    forms = ((form(row, table, unit), row) for row in table.rows if row.unit not in (SHARE, POINTS))
    return any(shown.loses(value) for shown, row in forms for value in row.values if value is not None)


def exact(value: float) -> Decimal:
    """The decimal number that stands for a float in print, which ties are judged by. Raises ValueError if not finite.

    >>> exact(2.675)
    Decimal('2.675')
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        raise ValueError(f"a figure must be finite, found {value}")
    return number


def as_known(statistic: str, value: float) -> float:
    """Round an error to the digits that are known of it; a figure is as it is.

    >>> as_known("se_p90", 12.34567), as_known("p90", 12.34567)
    (12.35, 12.34567)
    """
    return float(f"{value:.{ERROR_DIGITS}g}") if statistic.startswith(ERRORS) else value


def needed(figures: Iterable[Decimal], fewest: int, most: int) -> int:
    """The fewest decimals that lose nothing of the figures, or `most`."""
    places = fewest
    for figure in figures:
        while places < most and _differs(figure, _round(figure, places)):
            places += 1
    return places


def _round(figure: Decimal, decimals: int) -> Decimal:
    return figure.quantize(Decimal(1).scaleb(-decimals), context=AMPLE)


def _differs(figure: Decimal, shown: Decimal) -> bool:
    return abs(figure - shown) > NOISE * max(Decimal(1), abs(figure))


def _figures(table: Table, unit: str) -> Iterable[float]:
    return (value for row in table.rows if row.unit == unit for value in row.values if value is not None)
