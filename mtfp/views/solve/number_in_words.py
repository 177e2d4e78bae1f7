"""Sought numbers in words: the subject of a sentence, its verbs, and a number as a board would say it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.solve.number import PERCENTAGES, plainly
from mtfp.analysis.solve.sought import Sought
from mtfp.analysis.solve.template import Change, NewSavings
from mtfp.draws.of_plan import central_draws
from mtfp.findings.short import counted
from mtfp.findings.suggest import quoted
from mtfp.model.base.money_in_words import in_money, stated_money
from mtfp.results.table import MONEY, POINTS, SHARE
from mtfp.scenarios.ladder import rungs
from mtfp.scenarios.shipped import LADDER

RUNGS = {"minimum": "the minimum", "step-down": "the step down", "step-up": "the step up", "maximum": "the maximum"}


SEVERAL = {
    "pay": "Pay awards",
    "price": "Price rises",
    "prices": "Price rises",
    "growth": "Growth rates",
    "on_costs": "On-cost rates",
    "vacancies": "Vacancy rates",
    "delivery": "Delivery rates",
}
"""Names of several assumptions that one word stands for."""


@dataclass(frozen=True)
class Words:
    """Words for a sought number: `in_full` also states the plan's own number."""

    subject: str
    in_short: Callable[[float], str]
    in_full: Callable[[float], str]
    must: tuple[str, str] = ("would have to be", "would have to be no more than")
    """Verbs for a number that has to rise, and for one that has to fall."""
    may: tuple[str, str] = ("could be as low as", "could be as high as")
    """Verbs for a number that has room to fall, and for one that has room to rise."""


def words_of(sought: Sought) -> Words:
    """Return the words for a sought number."""
    if sought.number.kind == "position":
        down = ("would have to go up to", "would have to go down to")
        return Words("The ladder of service levels", on_ladder, on_ladder, down, ("could go down to", "could go up to"))
    if isinstance(sought.template, NewSavings):
        return _of_savings(sought)
    if sought.number.kind in PERCENTAGES and len(sought.moved) > 1 and not sought.typed.endswith("@?"):
        return _of_several(sought)
    if sought.number.kind == "rate":
        return _of_rate(sought)
    if sought.number.kind in (*PERCENTAGES, "number") and sought.changed:
        return _of_assumption(sought, sought.changed[0])
    return _of_item(sought)


def _pair(text: Callable[[float], str], more: str) -> tuple[Callable[[float], str], Callable[[float], str]]:
    return text, lambda value: f"{text(value)}{more}"


def on_ladder(position: float) -> str:
    """Return a position on the ladder in words.

    >>> on_ladder(-1.55), on_ladder(-1.0), on_ladder(0.25), on_ladder(0.0)
    ('−1.55 (55% of the way from the step down to the minimum)', '−1 (the step down)', \
'0.25 (25% of the way from the plan to the step up)', '0 (the plan)')
    """
    near, far = (RUNGS.get(name or "", "the plan") for name in rungs(position))
    part = abs(position) % 1
    way = f"{part:.0%} of the way from {near} to {far}" if part else far
    return f"{signed(position, plus=False)} ({way})"


def signed(value: float, *, plus: bool = True) -> str:
    """Return a number with a sign.

    >>> signed(1.2), signed(-0.50), signed(0)
    ('+1.2', '−0.5', '0')
    """
    text = plainly(abs(value))
    return text if value == 0 or (value > 0 and not plus) else f"{'−' if value < 0 else '+'}{text}"


def _of_savings(sought: Sought) -> Words:
    """Return the words for new savings of each year, which add up."""
    unit, time = sought.read.plan.unit, sought.plan.timeline

    def in_full(value: float) -> str:
        total = in_money(value * time.years, unit)
        return f"{stated_money(value, unit)} in each year, adding up to {total} by {time.last},"

    return Words("New recurring savings", lambda value: stated_money(value, unit), in_full)


def _of_rate(sought: Sought) -> Words:
    """Return the words for a rate or share that takes the place of the plan's own values."""
    rates = sought.changed and sought.plan.assumptions[sought.changed[0]].unit == "rate"
    own = f"{' a year' if rates else ''} instead of {own_in_words(sought)}"
    subject = sought.plan.label("assumptions", sought.changed[0]) if sought.changed else _unnamed(sought)
    return Words(subject, *_pair(_percent, own))


def _of_several(sought: Sought) -> Words:
    """Return the words for a number that several assumptions share: they are unlike, so that no mean is stated."""
    before = sought.template.before if isinstance(sought.template, Change) else sought.typed
    said = before.strip().removesuffix(" x")
    several = counted(len(sought.moved), "assumption")
    subject = f"{SEVERAL.get(said) or f'What {quoted(said)} stands for'} ({several})"
    if sought.number.kind != "points":
        return Words(subject, *_pair(_percent, " of the plan's values" if sought.aim.key == "by" else " each"))

    def by(value: float) -> str:
        return f"{plainly(abs(round(value, 2)))} points {'lower' if value < 0 else 'higher'}"

    same = ("would have to be", "would have to be")
    return Words(subject, by, lambda value: f"{by(value)} each", same, ("could be", "could be"))


def own_in_words(sought: Sought) -> str:
    """Return the plan's own number, which is a mean if it stands for rates that may differ by year."""
    own = sought.number.own
    return f"{_percent(round(own, 2))} on average" if sought.number.kind == "rate" else words_of(sought).in_short(own)


def _of_assumption(sought: Sought, name: str) -> Words:
    """Return the words for a number that moves one assumption: its mean over the years that change."""
    assumption, share = sought.plan.assumptions[name], sought.plan.assumptions[name].unit in ("rate", "share")
    per_year = " a year" if assumption.unit == "rate" else ""
    own = sought.mean(sought.plan)

    def level(value: float) -> str:
        text = signed(round(sought.mean(sought.on(sought.plan, value)), 2), plus=False)
        return f"{text}%" if share else text

    def in_full(value: float) -> str:
        new, unit = sought.mean(sought.on(sought.plan, value)), " points" if share else ""
        average = f"{per_year} on average" if _varies(sought, value) else per_year
        shown = signed(round(own, 2), plus=False)
        change = signed(round(round(new, 2) - round(own, 2), 2))
        return f"{level(value)}{average} instead of {shown}{'%' if share else ''} ({change}{unit})"

    return Words(sought.plan.label("assumptions", name), level, in_full)


def _varies(sought: Sought, value: float) -> bool:
    assert sought.changed
    name, years = sought.changed
    both = (central_draws(plan).values[name][list(years), 0] for plan in (sought.plan, sought.on(sought.plan, value)))
    return any(float(np.ptp(values)) > 0 for values in both)


def _of_item(sought: Sought) -> Words:
    """Return the words for a number of another kind, by the item and the key that it belongs to."""
    plan, kind, aim = sought.read.plan, sought.number.kind, sought.aim
    if kind in ("money", "pounds"):
        own = f" instead of {stated_money(sought.number.own, plan.unit)}" if aim.key == "opening" else ""
        subject = {
            "opening": f"The opening balance of the reserve “{aim.item}”",
            "add": f"Extra money from “{aim.item}”",
        }
        said = subject.get(aim.key, _unnamed(sought)) if aim.item else _unnamed(sought)
        return Words(said, *_pair(lambda x: stated_money(x, plan.unit), own))
    if kind == "points" and isinstance(sought.template, Change):
        name = quoted(sought.template.before.strip())
        return Words(f"The change of {name}", *_pair(lambda x: f"{signed(round(x, 2))} points", ""))
    if kind in PERCENTAGES:
        if sought.typed.endswith("@?"):
            of = " of its full strength"
            return Words(quoted(sought.typed[:-2]), *_pair(_percent, of), *_applies())
        more = " of the plan's amounts" if aim.key in ("scale", "by") else ""
        return Words(f"“{aim.item}”" if aim.item and more else _unnamed(sought), *_pair(_percent, more))
    if aim.key == "delay" and aim.item:
        return Words(f"The delay of “{aim.item}”", *_pair(plainly, " years"))
    return Words(_unnamed(sought), plainly, plainly)


def _applies() -> tuple[tuple[str, str], tuple[str, str]]:
    must = ("would have to apply at", "would have to apply at no more than")
    return must, ("could apply at as little as", "could apply at as much as")


def _percent(value: float) -> str:
    return f"{plainly(value)}%"


def _unnamed(sought: Sought) -> str:
    return f"The number in {quoted(sought.typed)}"


def unit_of(sought: Sought) -> tuple[str, float]:
    """Return the unit of a table's row for the number, and the factor by which the number is multiplied there."""
    kind = sought.number.kind
    if kind in ("money", "pounds"):
        return MONEY, 1.0
    if kind == "points":
        return POINTS, 1.0
    return (SHARE, 0.01) if kind in PERCENTAGES else ("number", 1.0)


def ends_in_words(sought: Sought) -> str:
    """Return the ends between which a number is sought.

    Changes of rates are in points, and positions on the ladder have the names of the rungs.
    """
    number, unit = sought.number, sought.read.plan.unit
    if number.kind == "position":
        return f"from {on_ladder(min(LADDER))} to {on_ladder(max(LADDER))}"
    if number.kind in ("money", "pounds"):
        return f"from {in_money(number.low, unit)} to {in_money(number.high, unit)}"
    if number.kind == "points":
        return f"from {signed(round(number.low, 2))} to {signed(round(number.high, 2))} points"
    ending = "%" if number.kind in PERCENTAGES else ""
    low, high = (f"{signed(round(end, 2), plus=False)}{ending}" for end in (number.low, number.high))
    return f"from {low} to {high}{' of the plan' if sought.aim.key in ('scale', 'by') and ending else ''}"


def step_in_words(sought: Sought) -> str:
    """Return the step to which an answer is rounded."""
    number = sought.number
    if number.kind in ("money", "pounds"):
        return stated_money(number.step, sought.read.plan.unit)
    text = plainly(number.step)
    return f"{text} points" if number.kind in ("points", "rate") else f"{text}%" if number.kind == "percent" else text
