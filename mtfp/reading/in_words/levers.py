"""Make the lever that a change in words means, as a scenario's file would have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mtfp.findings.suggest import quoted
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.base.years import Timeline
from mtfp.model.plan import Plan
from mtfp.reading.in_words.phrase import Part, Phrase
from mtfp.reading.in_words.targets import GROUPS, in_yaml, target
from mtfp.scenarios.levers.common.names import NOUNS
from mtfp.scenarios.levers.common.years import in_plan

SCALED = {"savings": "saving", "investments": "investment", "commitments": "commitment"}
"""Levers that scale the amounts of an item, by the item's section."""
MOST_TIMES = 10
"""Largest plain number after `x`; a larger one is most likely a percentage without its sign."""


@dataclass(frozen=True)
class Made:
    """Lever made of words: its kind, its keys and values, and the part of the words behind each key."""

    kind: str
    keys: Mapping[str, Any]
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class Misfit:
    """Refusal of a change in words: a code, the part at fault, a message and a repair."""

    code: str
    part: Part
    message: str
    fix: str


def lever_of(phrase: Phrase, plan: Plan | None) -> Made | Misfit:
    """Return the lever that a change means in a plan. Without a plan, its kind is taken from the amount alone."""
    section, name = target(phrase, plan)
    if phrase.way == "scale" and phrase.unit != "%" and phrase.number > MOST_TIMES:
        return _too_many_times(phrase)
    if section in ("assumptions", "groups"):
        return _of_assumptions(name, phrase, plan, several=section == "groups")
    if section == "funding" and phrase.way == "add":
        return _of_funding(name, phrase, plan)
    if section in SCALED and phrase.way == "scale" and not phrase.years:
        return Made(
            SCALED[section], {"name": name, "scale": phrase.factor}, {"name": phrase.name, "scale": phrase.amount}
        )
    message = f"{quoted(name)} is a {NOUNS[section]}, and no change of it can be written like this"
    ways = f"write `{name} x 80%`, or a lever" if section in SCALED else "write a lever"
    return Misfit("E423", phrase.name, message, f"{ways} such as `{in_yaml(section, name)}`")


def _of_assumptions(name: str, phrase: Phrase, plan: Plan | None, *, several: bool) -> Made | Misfit:
    aim, unit = ("assumptions" if several else "assumption"), None
    if plan and not several and name in plan.assumptions:
        unit = plan.assumptions[name].unit
    chosen = {aim: dict(GROUPS[name]) if several else name, **{word: part.text for word, part in phrase.years.items()}}
    parts = {aim: phrase.name, **phrase.years}
    if phrase.way == "scale":
        return Made("scale", {**chosen, "by": phrase.factor}, {**parts, "by": phrase.amount})
    if plan and unit == "money" and phrase.unit != "£":
        return _needs_pounds(name, phrase)
    value = _value(phrase, plan)
    kind, key = ("shift", "by") if phrase.way == "add" else ("set", "central")
    return Made(kind, {**chosen, key: value}, {**parts, key: phrase.amount})


def _value(phrase: Phrase, plan: Plan | None) -> str | float:
    if phrase.unit == "%":
        return phrase.percentage
    return phrase.number / UNITS[plan.unit] if phrase.unit == "£" and plan else phrase.number


def _of_funding(name: str, phrase: Phrase, plan: Plan | None) -> Made | Misfit:
    """Return the lever that adds one-off money to a funding source, in each of the years or in every year."""
    if phrase.unit != "£":
        return _of_uplift(name, phrase, plan) or _needs_pounds(name, phrase)
    amount = _value(phrase, plan)
    years = _years(phrase, plan.timeline) if plan else ["year 1"]
    return Made(
        "funding", {"name": name, "add": dict.fromkeys(years, amount)}, {"name": phrase.name, "add": phrase.amount}
    )


def _of_uplift(name: str, phrase: Phrase, plan: Plan | None) -> Misfit | None:
    """Refuse a percentage for a payment, and name the assumption that the payment rises with."""
    uplift = plan.funding[name].uplift if plan and phrase.unit == "%" else None
    if uplift is None:
        return None
    message = f"{quoted(name)} is money, and {phrase.amount.text} of it can't be added"
    sign = "-" if phrase.number < 0 else "+"
    change = f"`{uplift.root} {sign}{abs(phrase.number):.15g}%`"
    fix = f"write {change} for the rate by which it rises, or an amount of money such as `{name} {sign}£50k`"
    return Misfit("E422", phrase.amount, message, fix)


def _years(phrase: Phrase, timeline: Timeline) -> list[str]:
    """Return the projected years of a change. A year that the plan doesn't have is kept, to be refused as such."""
    first, last = (phrase.years.get(word) for word in ("from", "to"))
    low, high = (in_plan(part.text, timeline) if part else None for part in (first, last))
    stated = [part.text for part, year in ((first, low), (last, high)) if part and year not in timeline.projected]
    within = [year for year in timeline.projected if (low or year) <= year <= (high or year)]
    return list(dict.fromkeys([*stated, *within])) if stated else within


def _needs_pounds(name: str, phrase: Phrase) -> Misfit:
    """Refuse an amount without a unit of money. Of a percentage to add, both things that it may mean are shown."""
    money, said = quoted(name), phrase.amount.text
    if phrase.unit == "%" and phrase.way == "add":
        sign = "-" if phrase.number < 0 else "+"
        fix = f"write `{name} x {100 + phrase.number:.15g}%`, or an amount of money such as `{name} {sign}£50k`"
        return Misfit("E422", phrase.amount, f"{money} is money, and {said} of it can't be added", fix)
    if phrase.unit == "%":
        return Misfit("E422", phrase.amount, f"{money} is money, not a percentage", f"write `{name} £50k`")
    digits = said.lstrip("+-−– ")
    message = f"{money} is money, and {said} doesn't say in which unit"
    return Misfit("E422", phrase.amount, message, f"write £{digits}k, £{digits}m or £{digits}")


def _too_many_times(phrase: Phrase) -> Misfit:
    message = f"{phrase.amount.text} times as much would be {phrase.factor}"
    return Misfit(
        "E422", phrase.amount, message, f"write `x {phrase.percentage}`, or `x {phrase.factor}` if that is meant"
    )
