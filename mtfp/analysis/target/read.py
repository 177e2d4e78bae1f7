"""Read a target from text: `gap <= 0 in 2028/29`, `reserves >= £5m in every year`, `balances in 2028/29`."""

import re

from mtfp.analysis.target.target import Balance, Limit, Target
from mtfp.findings.suggest import quoted
from mtfp.model.base.money_in_words import UNITS, in_money
from mtfp.model.plan import Plan
from mtfp.results.amounts import money
from mtfp.results.figures import figures_of
from mtfp.results.named import identifier_of, year_of
from mtfp.simulation.sample import central_figures

EXAMPLE = "gap <= 0 in 2028/29"
BALANCES = "balances in 2028/29"
MOST = 2.0
"""Largest limit without a unit, in times of the plan's largest expenditure; one beyond is taken for pounds."""
_LIMIT = re.compile(
    r"(?P<figure>.+?)\s*(?P<sign><=|>=|≤|≥|=<|=>|<|>|=)\s*(?P<amount>.+?)(?:\s+(?P<years>(?:in|from|by)\s+.+))?"
)
_NONE = re.compile(r"no (?P<figure>.+?)(?P<years>\s+(?:in|from|by)\s.+)?", re.IGNORECASE)
_BALANCE = re.compile(
    r"(?:the plan )?(?:is )?balance[sd]?(?:\s+(?:in|from|by)\s+(?P<year>.+?)(?: on)?)?", re.IGNORECASE
)
_EVERY = re.compile(r"(?:in|by) (each|every|all) years?\b\s*", re.IGNORECASE)
_ENDS = re.compile(r"(?:(?:(?P<from>from)|in|by)\s+)?(?P<first>.*?)\s*(?:\b(?:to|until)\s+(?P<last>.+))?")
AT_LEAST = {">=": True, "≥": True, "=>": True, "<=": False, "≤": False, "=<": False}


def target_of(text: str, plan: Plan) -> Target:
    """Read a target. A target without a year is for the last year.

    Raises ValueError, with the repair, for a text that is no target, and Unknown, with the nearest, for an unknown
    figure.

    >>> from mtfp import Planner
    >>> plan = Planner("examples/shetland").plan
    >>> target_of("gap <= £0.5m in 2028/29 to 2029/30", plan).in_words
    'the gap to be at most £500,000 in every year from 2028/29 to 2029/30'
    >>> target_of("balances in 2028/29", plan).in_words
    'the plan to balance from 2028/29 on, with nothing left to close before'
    >>> target_of("reserves >= 2m in each year", plan).in_words
    'all reserves together to be at least £2 million in each year'
    >>> target_of("no gap in 2028/29", plan).in_words
    'the gap to be at most £0 in 2028/29'
    """
    typed = " ".join(text.split())
    if found := _BALANCE.fullmatch(typed):
        return Balance(plan=plan, year=_year(found["year"] or plan.timeline.last, plan))
    none = _NONE.fullmatch(typed)
    limit = _LIMIT.fullmatch(f"{none['figure']} <= 0{none['years'] or ''}" if none else typed)
    if not limit:
        raise ValueError(
            f"{quoted(text)} is not a target; write a figure, a limit and a year, like '{EXAMPLE}', or '{BALANCES}'"
        )
    if limit["sign"] not in AT_LEAST:
        raise ValueError(f"{quoted(text)}: write `<=` for at most or `>=` for at least, like '{EXAMPLE}'")
    records = figures_of(plan)
    figure = records[identifier_of(limit["figure"], {id: each.label for id, each in records.items()})]
    amount = _share(limit["amount"]) if figure.is_share else _money(limit["amount"], plan)
    years, each = _years(limit["years"] or f"in {plan.timeline.last}", plan)
    return Limit(figure=figure, plan=plan, amount=amount, at_least=AT_LEAST[limit["sign"]], years=years, each=each)


def _share(text: str) -> float:
    found = re.fullmatch(r"(-?\d+(?:\.\d+)?) ?%", text.strip())
    if not found:
        raise ValueError(f"'{text}' is not a percentage; write it like 20%")
    return float(found[1]) / 100


def _money(text: str, plan: Plan) -> float:
    """Return an amount in the plan's unit. Raises ValueError if it can only be meant in pounds."""
    amount = money(text, plan.unit)
    largest = float(central_figures(plan, ["expenditure"])["expenditure"].max())
    if abs(amount) > MOST * largest and text.strip()[-1].isdigit():
        pounds = money(f"{text}k", plan.unit) / 1_000
        raise ValueError(
            f"a limit of {in_money(amount, plan.unit)} is beyond the plan's whole expenditure of "
            f"{in_money(largest, plan.unit)}: a number alone is in {plan.unit}; for {in_money(pounds, plan.unit)} "
            f"write £{pounds * UNITS[plan.unit] / 1_000:,.10g}k"
        )
    return amount


def _years(text: str, plan: Plan) -> tuple[tuple[str, ...], bool]:
    """Return the years of a text in order, and True if the text asks about each year on its own.

    `from` without an end is every year up to the last.
    """
    every = _EVERY.match(text)
    ends = _ENDS.fullmatch(text[every.end() :] if every else text)
    assert ends  # every part of the pattern is optional
    projected = plan.timeline.projected
    first = _year(ends["first"], plan) if ends["first"] else projected[0]
    last = _year(ends["last"], plan) if ends["last"] else projected[-1] if every or ends["from"] else first
    years = tuple(year for year in projected if first <= year <= last)
    if not years:
        raise ValueError(f"the years {first} to {last} run backwards: write the earlier year first")
    return years, every is not None and every[1].lower() == "each"


def _year(text: str, plan: Plan) -> str:
    projected = plan.timeline.projected
    year = year_of(text, projected)
    if year is None:
        raise ValueError(f"{quoted(text)} is not a projected year: name one of {projected[0]} to {projected[-1]}")
    return year
