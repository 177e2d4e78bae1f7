"""Checks of an entry's figures against the money of its words, such as “£20,000 a month” or “£1.2 million”."""

import re
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money, stated_money
from mtfp.model.consistency.words.amounts import Amount, amounts_in
from mtfp.model.consistency.words.texts import NO_REMARKS, Entry, Remarks, Text, entries, quoted
from mtfp.model.consistency.words.unit_prices import parts_in, times
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.risk import RiskEvent

SLIPS = (1_000.0, 0.001, 1e6, 1e-6, 100.0, 0.01, 10.0, 0.1, 12.0, 1 / 12, 52.0, 1 / 52)
"""Factors between an amount in words and a figure that show a slip."""
EQUAL, ROUGHLY = 0.005, 0.05
"""Differences, as shares, that rounding leaves: of the same amount, and of an amount in words or of weeks in a year."""
HALF = Form(
    r"\b(?:half[- ]year(?:'s|ly)?|half a year|six months[’']?)(?: (?:cost|effect|figure|only))?\b(?! (?:notice"
    r"|later|after))",
    re.I,
)
"""Words for the cost of half a year."""
OF_PERIOD = Form(r"\b(?:monthly|weekly|quarterly|fortnightly)\b", re.IGNORECASE)
"""Words of a label for a cost that is paid several times in a year."""
PART_YEAR = Form(
    r"\b(?:(?:part|half)[- ]year (?:effect|amounts?|figures?|savings?|only)|in[- ]year (?:amounts?|figures?"
    r"|savings? only|effect)"
    r"|\(part[- ]year\)|\(half[- ]year\))",
    re.IGNORECASE,
)
"""Words for amounts of a part of a year."""
PARTS = Form(
    r"%|\bper cent\b|\bof which\b|(?<!\btender )(?<!\bquote )(?<!\bcontract )(?<!\bcost )(?<!\bcosts )(?<!\bprice )"
    r"(?<!\bbid )(?<!\boffer )(?<!\bgrant )(?<!\bsaving )(?<!\bbudget )(?<!\bamount )(?<!\bfee )(?<!\brent )\bof £"
    r"|\bshare\b|\bsplit\b|\btenth\b|\brange\b|\bbetween\b|\btimes\b|\bout of\b"
)
"""Words in a text that make its amounts the whole of which a figure is a part."""


def check_amounts(plan: Plan, remarks: Remarks = NO_REMARKS) -> Iterator[Complaint]:
    """Ask about figures that are a period's amount in words, or a tenth or a thousand times of it."""
    for entry in entries(plan, remarks):
        yield from about_amounts(entry, plan.unit)
        yield from about_half(entry, plan.unit)


def about_amounts(entry: Entry, unit: str) -> Iterator[Complaint]:
    """Ask about one entry, if its words state an amount which only a slip makes of its figures."""
    figures = [each for each in figures_of(entry.item) if each]
    stated = [amount for text in entry.texts for amount in amounts_in(text)]
    asked = part_of_product(entry.texts, figures, unit) or question(
        stated, figures, unit, any(PARTS.search(text.words.lower()) for text in entry.texts if text.key != "comment")
    )
    if asked:
        yield Complaint("W594", entry.path, f"{entry.label} {asked}", "correct the amount or the words", True)


def part_of_product(texts: Iterable[Text], figures: list[float], unit: str) -> str:
    """Return the question about a figure that is the product of two of three numbers in words; empty if none is."""
    shown = [abs(figure) * UNITS[unit] for figure in figures]
    for text in texts:
        for whole, parts in parts_in(text.words):
            found = next((each for each in shown if any(_near(part, (each,), EQUAL) for part in parts)), None)
            if found and not _near(whole.pounds, {round(each, 2) for each in _forms(shown)}, EQUAL):
                right = planned_money(whole.pounds, "£")
                return f"is {planned_money(found, '£')}, but {quoted(text, whole.match.group())}: is it {right}?"
    return ""


def question(stated: list[Amount], figures: list[float], unit: str, is_part: bool = False) -> str:
    """Return the question about amounts in words of which no figure shows any; empty if there is none."""
    pounds = [figure * UNITS[unit] for figure in figures]
    shown = {round(each, 2) for each in _forms(pounds)}
    if any(_near(amount.pounds * amount.times, shown, ROUGHLY if amount.times > 1 else EQUAL) for amount in stated):
        return ""
    for amount in (each for each in stated if each.times > 1):
        for figure in pounds:
            if _near(amount.pounds, (abs(figure),), EQUAL):
                return _of_period(amount, figure)
    for amount in () if is_part else stated:
        whole = amount.pounds * amount.times
        for figure in pounds:
            if any(_near(whole * slip, (abs(figure),), EQUAL) for slip in SLIPS):
                return _of_slip(amount, figure)
    return ""


def _of_period(amount: Amount, figure: float) -> str:
    year = stated_money(amount.pounds * amount.times, "£")
    return (
        f"is {planned_money(figure, '£')} in a year, but {quoted(amount.text, amount.words)}, which is {year} a year: "
        f"is it {year}?"
    )


def _of_slip(amount: Amount, figure: float) -> str:
    whole = stated_money(amount.pounds * amount.times, "£")
    return f"is {planned_money(figure, '£')}, but {quoted(amount.text, amount.words)}: is it {whole}?"


def _near(pounds: float, shown: Iterable[float], within: float) -> bool:
    return any(abs(pounds - each) <= within * pounds for each in shown)


def _forms(figures: list[float]) -> Iterator[float]:
    """Yield the figures, their running totals, their differences and parts of their whole, without their signs."""
    total = 0.0
    for figure in figures:
        total += figure
        yield from (abs(figure), abs(total), abs(figure - figures[0]))
    yield from (abs(total) / len(figures) if figures else 0.0, sum(abs(each) for each in figures))


def about_half(entry: Entry, unit: str) -> Iterator[Complaint]:
    """Ask about one recurring amount that words call the cost of half a year."""
    item = entry.item
    if isinstance(item, Saving):
        yield from _part_year(entry, item, unit)
    amounts = [amount for amount in item.amount.values() if amount] if isinstance(item, Commitment) else []
    if amounts:
        yield from _of_months(entry, amounts[0], unit)
    if len(amounts) != 1 or not item.recurring:
        return
    for text in entry.texts:
        found = HALF.search(text.words)
        if found:
            message = (
                f"{entry.label} is {planned_money(amounts[0], unit)} in every later year too, but "
                f"{quoted(text, found.group())}: is it {planned_money(2 * amounts[0], unit)} in a full year?"
            )
            fix = "add the rest of a full year under the next year, or correct the words"
            yield Complaint("W594", (*entry.path, "amount"), message, fix)
            return


def _of_months(entry: Entry, amount: float, unit: str) -> Iterator[Complaint]:
    """Ask about a cost whose label calls it that of a month or a week, and that has no amount in words."""
    label = next((text for text in entry.texts if text.key == "label"), None)
    found = OF_PERIOD.search(label.words) if label else None
    if label and found and not any("£" in text.words for text in entry.texts):
        year = planned_money(amount * times(found.group()), unit)
        is_now = planned_money(amount, unit)
        message = f"{entry.label} is {is_now} in a year, but {quoted(label, found.group())}: is it {year}?"
        yield Complaint("W594", (*entry.path, "amount"), message, "write the amount of a year, or correct the words")


def _part_year(entry: Entry, item: Saving, unit: str) -> Iterator[Complaint]:
    """Ask about a saving whose words call its amount that of a part of a year, and that is one of a whole year."""
    planned = [amount for _, amount in sorted(item.planned.items()) if amount]
    for text in (each for each in entry.texts if planned and item.recurring):
        found = PART_YEAR.search(text.words)
        if not found or (item.part_year == 1 and len(planned) > 1):
            continue
        money = planned_money(planned[0], unit)
        counts = f"saves {money} in every later year too" if item.part_year == 1 else (
            f"saves {float(item.part_year):.0%} of {money} in its first year"
        )  # fmt: skip
        message = (
            f"{entry.label} {counts}, but {quoted(text, found.group())}: is {money} the first year's amount already?"
        )
        fix = "write amounts of a full year, with `part_year:` for the share of the first year, or correct the words"
        yield Complaint("W594", (*entry.path, "planned"), message, fix)
        return


@singledispatch
def figures_of(item: Any) -> Iterable[float]:
    """Return the amounts of money of an item, in the plan's unit."""
    return ()


@figures_of.register
def _(item: Commitment) -> Iterable[float]:
    return [amount or 0.0 for _, amount in sorted(item.amount.items())]


@figures_of.register
def _(item: Saving) -> Iterable[float]:
    planned = [amount for _, amount in sorted(item.planned.items())]
    return [*planned, *(amount for _, amount in sorted(item.delivered.items())), *(p * item.part_year for p in planned)]


@figures_of.register
def _(item: Investment) -> Iterable[float]:
    saves = [item.saves.amount, item.saves.amount * item.saves.cashable] if item.saves else []
    return [*(amount for _, amount in sorted(item.spend.items())), *saves]


@figures_of.register
def _(item: RiskEvent) -> Iterable[float]:
    drawn = item.impact.spread
    ends = [number for _, number in drawn.shape.numbers()] if drawn else []
    return [item.impact.money, item.impact.money * item.probability, *ends]


@figures_of.register
def _(item: Line) -> Iterable[float]:
    by_year = [*item.cost.years.values(), item.cost.then or 0.0] if item.cost else []
    budget = item.budget or 0.0
    whole = [budget, item.one_off, *(each.of(budget) for each in item.adjust), *by_year]
    return [*whole, *(each * item.our_share for each in whole)] if item.hosted else whole


@figures_of.register
def _(item: Reserve) -> Iterable[float]:
    return [item.opening, *item.planned_use.values(), *item.planned_contributions.values()]


@figures_of.register
def _(item: Stream) -> Iterable[float]:
    stated = [*item.stated.root.years.values(), item.stated.root.then or 0.0] if item.stated else []
    moved = [*item.movements.root.values()] if item.movements else []
    return [item.base or 0.0, *stated, *moved, *item.one_off.values()]
