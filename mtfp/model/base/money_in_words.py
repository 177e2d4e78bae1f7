"""Write money as sentences state it, such as £18.2 million or £310,000. Tables use their own units."""

from decimal import ROUND_HALF_UP, Decimal
from math import isfinite, isinf

UNITS = {"£": 1.0, "£k": 1e3, "£m": 1e6}
"""Number of pounds in each unit of money that a plan may use."""
MILLION, THOUSAND = 1e6, 1e3
LONG = 10 * MILLION
"""Pounds from which an amount with all its digits is hard to read."""
DIGITS = 3
"""Number of significant digits of a calculated amount in a sentence; more digits are hard to take in."""
PENNIES_BELOW = 100.0
"""Limit in pounds: a smaller amount of a plan is shown to the penny."""
PENCE = 0.005
"""Half a penny, in pounds: amounts that differ by less look the same when shown to the penny."""


def in_money(amount: float, unit: str) -> str:
    """Return a calculated amount as text, rounded as a person would say it.

    >>> in_money(18_249.0, "£k"), in_money(1_265.4, "£k"), in_money(-310.4, "£k"), in_money(0.25, "£k")
    ('£18.2 million', '£1.27 million', '−£310,000', '£250')
    >>> in_money(123_456.0, "£k"), in_money(0.9996, "£m"), in_money(0.0000001, "£k"), in_money(-0.0000001, "£m")
    ('£123.5 million', '£1 million', '£0', '£0')
    """
    pounds = _rounded(abs(amount) * UNITS[unit])
    return f"{_sign(amount, pounds)}£{_in_millions(pounds) if pounds >= MILLION else f'{pounds:,.0f}'}"


def stated_money(amount: float, unit: str) -> str:
    """Return an amount from the plan or the command line as text, exact to the penny.

    >>> stated_money(2_000.0, "£k"), stated_money(1_265.4, "£k"), stated_money(-0.5, "£m"), stated_money(0.0125, "£k")
    ('£2 million', '£1,265,400', '−£500,000', '£12.50')
    >>> stated_money(float("inf"), "£k")
    '£∞'
    """
    pounds = round(abs(amount) * UNITS[unit], 2)
    if isinf(pounds):  # such as the cost of a unit of which there is next to none
        return f"{_sign(amount, pounds)}£∞"
    if pounds >= MILLION and pounds % THOUSAND == 0:
        return f"{_sign(amount, pounds)}£{_in_millions(pounds)}"
    return f"{_sign(amount, pounds)}£{pounds:,.{0 if abs(pounds - round(pounds)) < PENCE else 2}f}"


def planned_money(amount: float, unit: str) -> str:
    """Return an amount of a plan as text, to the pound, or to the penny below £100.

    >>> planned_money(22.458, "£k"), planned_money(271.5, "£k"), planned_money(5.0, "£m"), planned_money(0.0125, "£k")
    ('£22,458', '£271,500', '£5 million', '£12.50')
    """
    pounds = amount * UNITS[unit]
    return stated_money(round(pounds, 0 if abs(pounds) >= PENNIES_BELOW else 2), "£")


def in_full(amount: float, unit: str) -> str:
    """Return an amount to the pound with all its digits, and a long one in millions as a person says it.

    >>> in_full(2_100.0, "£k"), in_full(31.45, "£k"), in_full(0.0004, "£k"), in_full(262_300.0, "£k")
    ('£2,100,000', '£31,450', '£0.40', '£262,300,000 (£262.3 million)')
    """
    pounds = abs(amount) * UNITS[unit]
    digits = round(pounds, 0 if pounds >= PENNIES_BELOW else 2)
    full = f"{_sign(amount, digits)}£{digits:,.{0 if digits == round(digits) else 2}f}"
    return f"{full} ({in_money(amount, unit)})" if digits >= LONG else full


def in_pounds(amount: float, other: float, unit: str) -> str:
    """Return an amount as text, to the pound, or to the penny if it differs from `other` by less than a pound.

    >>> in_pounds(1_265.4321, 1_000.0, "£k"), in_pounds(1_000.0004, 1_000.0, "£k")
    ('£1,265,432', '£1,000,000.40')
    """
    pounds, bound = amount * UNITS[unit], other * UNITS[unit]
    near = PENCE < abs(pounds - bound) < 1
    shown = round(abs(pounds), 2 if near else 0)
    return f"{_sign(amount, shown)}£{shown:,.{2 if near else 0}f}"


def _rounded(pounds: float) -> float:
    """Round to the pound below £1,000, to three significant digits below £100 million, else to £0.1 million.

    A half is rounded up, as spreadsheets do.

    >>> _rounded(24_650_000.0), _rounded(310.5), _rounded(123_450_000.0)
    (24700000.0, 311.0, 123500000.0)
    """
    if not isfinite(pounds):
        return pounds
    amount = Decimal(f"{pounds:.2f}")
    place = 5 if pounds >= 100 * MILLION else max(amount.adjusted() + 1 - DIGITS, 0)
    return float(amount.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP))


def _in_millions(pounds: float) -> str:
    """Return an amount in millions, without trailing zeros.

    >>> _in_millions(2_345_000.0), _in_millions(18_000_000.0)
    ('2.345 million', '18 million')
    """
    return f"{pounds / MILLION:,.3f}".rstrip("0").rstrip(".") + " million"


def _sign(amount: float, shown: float) -> str:
    return "−" if amount < 0 and shown else ""
