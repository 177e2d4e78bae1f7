"""Choose the unit of a table's money, and write figures as text.

Unit and decimals depend on the table's figures alone, never on the width of the screen: a figure reads the same at
every width. Figures are rounded for display only: half to even, from the decimal number that CSV and JSON contain.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from mtfp.results.table import FACTOR, MONEY, POINTS, SHARE, Row, Table

MINUS = "−"
ROUNDED = "Figures are rounded; parts may not add to totals."
POUNDS = {"£": Decimal(1), "£k": Decimal(1_000), "£m": Decimal(1_000_000)}
PER_CENT = Decimal(100)
PENCE, DIGITS, OF_FACTORS = 2, 3, 4

ERRORS = ("se_", "margin_")
"""Prefixes of statistics that state the sampling error of another statistic, such as `se_p90` for `p90`."""
ERROR_DIGITS = 4
"""Significant digits of sampling errors. More would mislead, because sampling errors are estimates."""

NOISE = Decimal("1e-9")
"""Relative error of the computer's arithmetic. Only a larger difference between figure and text counts as rounding."""

AMPLE = Context(prec=400, rounding=ROUND_HALF_EVEN)
"""Decimal context with enough digits to write any float in full."""


class Unit(NamedTuple):
    """Unit of a table's money, and the number of decimals shown."""

    name: str
    decimals: int


class Band(NamedTuple):
    """Unit for tables whose largest amount is less than `below` pounds, with the fewest and most decimals shown."""

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
"""Bands by the plan's unit. Money stays in the plan's unit unless figures would be too long or would all show as zero.
Amounts in £k may have up to seven digits, as in published accounts."""


def choose(*tables: Table) -> Unit:
    """Return the unit and decimals for the money of one table, or of several tables that are read together.

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
    """Return the plan's own unit, with enough decimals to show figures as precisely as `choose` does."""
    shown = choose(table)
    if shown.name == table.money:
        return shown
    power = (POUNDS[table.money] / POUNDS[shown.name]).adjusted()
    return Unit(table.money, max(0, shown.decimals + power))


class Form(NamedTuple):
    """Form of one row's figures: each value times `factor`, rounded to `decimals` places, followed by `ending`.

    >>> Form(Decimal(1), 0).text(-68_300.5), Form(Decimal(1), 1, signed=True).text(0.25)
    ('−68,300', '+0.2')
    """

    factor: Decimal
    decimals: int
    ending: str = ""
    signed: bool = False

    def rounded(self, value: float) -> Decimal:
        """Return the figure as shown, rounded half to even."""
        return _round(exact(value) * self.factor, self.decimals)

    def loses(self, value: float) -> bool:
        """Return True if rounding changes the figure by more than the arithmetic's own rounding error."""
        return _differs(exact(value) * self.factor, self.rounded(value))

    def sign(self, value: float) -> str:
        """Return the sign: `-` below zero, `+` above zero if `signed`, and empty if the figure rounds to zero."""
        figure = self.rounded(value)
        return "-" if figure < 0 else "+" if figure > 0 and self.signed else ""

    def digits(self, value: float, thousands: str = ",") -> str:
        """Return the figure without its sign."""
        return f"{self.rounded(value).copy_abs():,f}".replace(",", thousands) + self.ending

    def text(self, value: float | None) -> str:
        """Return the figure as text for people; empty if the value is None."""
        return "" if value is None else self.sign(value).replace("-", MINUS) + self.digits(value)


def form(row: Row, table: Table, unit: Unit) -> Form:
    """Return the form of the figures in a row of the table, with money in `unit`.

    Rates of money (`£ per hour`) show pence below £1,000. Hours, people and other units show up to three significant
    digits, with the same decimals in all rows of the unit. Differences between shares are in percentage points.
    """
    if row.unit == MONEY:
        return Form(POUNDS[table.money] / POUNDS[unit.name], unit.decimals, signed=row.signed)
    if row.unit == SHARE:
        percentages = (exact(value) * PER_CENT for value in row.values if row.stated and value is not None)
        return Form(PER_CENT, needed(percentages, 1, 2), "%", signed=row.signed)
    if row.unit == POINTS:
        return Form(Decimal(1), 1, signed=row.signed)
    if row.unit == FACTOR:
        return Form(Decimal(1), OF_FACTORS, signed=row.signed)
    if row.unit.startswith("£"):
        widest = max((abs(value) for value in row.values if value is not None), default=0)
        return Form(Decimal(1), PENCE if widest < 1_000 else 0, signed=row.signed)
    figures = [exact(value) for value in _figures(table, row.unit)]
    widest_power = max((figure.adjusted() for figure in figures if figure), default=0)
    return Form(Decimal(1), needed(figures, 0, max(0, DIGITS - 1 - widest_power)), signed=row.signed)


def is_rounded(table: Table, unit: Unit) -> bool:
    """Return True if rounding changes any amount of the table. Shares don't count, as readers don't add them up."""
    forms = ((form(row, table, unit), row) for row in table.rows if row.unit not in (SHARE, POINTS))
    return any(shown.loses(value) for shown, row in forms for value in row.values if value is not None)


def exact(value: float) -> Decimal:
    """Return the decimal number that Python prints for a float. Raises ValueError if the float is not finite.

    >>> exact(2.675)
    Decimal('2.675')
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        raise ValueError(f"a figure must be finite, found {value}")
    return number


def as_known(statistic: str, value: float) -> float:
    """Round a standard error or margin to ERROR_DIGITS; return any other statistic unchanged.

    >>> as_known("se_p90", 12.34567), as_known("p90", 12.34567)
    (12.35, 12.34567)
    """
    return float(f"{value:.{ERROR_DIGITS}g}") if statistic.startswith(ERRORS) else value


def needed(figures: Iterable[Decimal], fewest: int, most: int) -> int:
    """Return the fewest decimals that show the figures in full, between `fewest` and `most`."""
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
