"""Percentages of a budget in words, such as “2% then 1% of the budget”, against the amounts of a saving or cost."""

import re
from collections.abc import Iterator, Sequence

from mtfp.model.base.form import Form
from mtfp.model.consistency.stated.numbers import ABOUT, Stated, is_elsewhere
from mtfp.model.consistency.words.percentages import percent
from mtfp.model.consistency.words.texts import Entry, Text
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.risk import RiskEvent

_NUMBER = r"\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)"
_AND_THEN = r"\s?(?:,? (?:and )?(?:then|later|rising to|falling to)(?: another| a further)?|,| and)\s"
_WHEN = r"(?:\s(?:a|each|every|per) year|\s(?:yearly|annually))"
OF_BUDGET = Form(
    rf"(?P<numbers>{_NUMBER}(?:{_AND_THEN}{_NUMBER})*)(?P<yearly>{_WHEN})?"
    r"\sof\s(?:the|its|this|our|that|their)?\s?(?P<whose>(?:[\w’'-]+\s){0,3}?)(?:budget|cost|spend|line)\b"
    rf"(?P<later>{_WHEN})?",
    re.IGNORECASE,
    ("%", "cent"),
    ("budget", "cost", "spend", "line"),
)
"""Form of one percentage of a budget, or of one for each year."""
PLAIN = frozenset(
    (
        "annual",
        "net",
        "gross",
        "total",
        "whole",
        "own",
        "line",
        "lines",
        "service",
        "services",
        "base",
        "year",
        "s",
        "the",
    )
)
"""Words of a budget that don't narrow it."""
ROUNDED, ROUNDED_ABOUT, MOST = 0.25, 0.35, 0.0051
"""Most by which rounding can differ from a percentage: as a share of it, with a word like “about”, and in all."""
Item = Commitment | Saving | RiskEvent


def of_budget(entry: Entry, item: Item, plan: Plan) -> Iterator[tuple[Stated, str]]:
    """Yield the percentages of a budget in words that the amounts aren't, each with what the amounts are."""
    amounts = _amounts(item)
    for text in entry.texts:
        for match in OF_BUDGET.finditer(text.words):
            wholes = _wholes(item, plan, match["whose"].lower())
            if is_elsewhere(text, match.start(), match.end()) or not wholes or not amounts:
                continue
            stated = [_stated(number, match, text) for number in re.findall(r"\d+(?:\.\d+)?", match["numbers"])]
            yearly = bool(match["yearly"] or match["later"])
            if not any(_fit(stated, [each / whole for each in amounts], yearly=yearly) for whole in wholes):
                shares = [percent(round(each / wholes[0], 4)) for each in amounts]
                yield stated[0], f"is {' and '.join(dict.fromkeys(shares))} of its lines"


def _stated(number: str, match: re.Match[str], text: Text) -> Stated:
    value, about = float(number) / 100, bool(ABOUT.search(text.words[: match.start()]))
    near = min(MOST * 10.0 ** -len(number.partition(".")[2]), value * (ROUNDED_ABOUT if about else ROUNDED))
    return Stated(value, max(near, value * ROUNDED_ABOUT) if about else near, match.group(), text)


def _fit(stated: Sequence[Stated], shares: Sequence[float], *, yearly: bool) -> bool:
    """Return True if amounts by year, as shares of a budget, are those of the words, one by one if there are several.

    A single percentage may be that of all amounts together.
    """
    if len(stated) > 1 and len(stated) == len(shares):
        return all(each.fits([share]) for each, share in zip(stated, shares, strict=True))
    if yearly and len(stated) == 1:
        return all(stated[0].fits([share]) for share in shares)
    return any(each.fits([*shares, sum(shares)]) for each in stated)


def _wholes(item: Item, plan: Plan, whose: str) -> list[float]:
    """Return the budgets that words can mean; none if they name a part of a budget."""
    names = item.targets(plan.lines) if item.line or item.lines else [
        name for name, line in plan.lines.items() if item.partner in (None, line.partner) and line.kind == "cost"
    ]  # fmt: skip
    lines = [plan.lines[name] for name in names if name in plan.lines]
    own = {word for name in names for word in re.findall(r"\w+", f"{plan.label('lines', name)} {name}".lower())}
    own |= {part for word in own for part in word.split("_")} | {str(item.partner)}
    if set(re.findall(r"\w+", whose)) - own - PLAIN:
        return []
    whole = sum(line.opening(plan.base_year) for line in lines)
    return [whole] if whole > 0 else []


def _amounts(item: Item) -> list[float]:
    if isinstance(item, RiskEvent):
        return [item.impact.money] if item.impact.money else []
    by_year = item.planned if isinstance(item, Saving) else item.amount
    return [amount for _, amount in sorted(by_year.items()) if amount]
