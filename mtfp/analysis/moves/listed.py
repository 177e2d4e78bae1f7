"""Moves that a user lists, such as `pay_nhs 1%, 2%, 4%`: a driver, and one or more values or changes of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mtfp.analysis.moves.usual import Move, states_money, with_money_scaled
from mtfp.findings.finding import Refused
from mtfp.findings.suggest import quoted
from mtfp.model.plan import Plan
from mtfp.reading.in_words.phrase import FORMS, read_phrase
from mtfp.reading.in_words.targets import GROUPS, target
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ReadScenario, read_scenarios, with_scenarios
from mtfp.scenarios.levers.common.aim import AssumptionSelector

OPTION = "--move"
"""Name that findings give to the text of a move, in place of a file's."""
_BETWEEN = re.compile(r",(?=\s)|(?<=%),")
_YEARS = re.compile(r"\s+(?:from|to|until|in)\s+(?:year\s\d+|\d\S*).*")


def listed_moves(text: str, read: ReadPlan, under: Sequence[ReadScenario] = ()) -> list[Move]:
    """Return the moves of a text: a driver and the sizes of its moves, as in a scenario in words.

    text : a name or label, then values (`1%`), changes (`+0.5%`) or factors (`x 90%`) with commas between; years at
        the end, such as `from 2027/28`, hold for all of them
    under : scenarios under which the plan is moved

    Raises ValueError, with the repair, for a text without a driver and a size, and Refused for moves that the plan
    can't have.

    >>> from mtfp import Planner
    >>> [move.in_short() for move in listed_moves("pay_nhs 1%, 2.5% from 2027/28", Planner("examples/shetland").read)]
    ['Agenda for Change pay award, 1% from 2027/28', 'Agenda for Change pay award, 2.5% from 2027/28']
    """
    sizes, name, years = _sizes(text)
    phrase = read_phrase(f"{name} {sizes[0]}{years}")
    assert phrase
    section, item = target(phrase, read.plan)
    known = section != "groups" and item in getattr(read.plan, section)
    members = AssumptionSelector.model_validate(dict(GROUPS[item])).of(read.plan) if section == "groups" else ()
    label, driver = (read.plan.label(section, item), item) if known else (name, name)
    if known and section != "assumptions":
        driver = f"{section}.{item}"
    if known and section == "funding" and not years and _scales(name, sizes) and states_money(read.plan.funding[item]):
        return [_of_money(driver, item, size, read, under) for size in sizes]
    zero = _moved(f"{name} 0%{years}", read, under) if all(_is_value(f"{name} {size}") for size in sizes) else None
    return [
        Move(
            driver,
            label,
            f"{size}{years}",
            f"{size}{years}".replace("-", "−"),
            _moved(f"{name} {size}{years}", read, under),
            zero,
            members,
        )
        for size in sizes
    ]


def _sizes(text: str) -> tuple[list[str], str, str]:
    """Return the sizes of a text, the driver's name, and the years, which begin with a blank if there are any.

    >>> _sizes("pay_nhs 1%, +2% in 2027/28"), _sizes("pay_nhs=1%,2%")
    ((['1%', '+2%'], 'pay_nhs', ' in 2027/28'), (['1%', '2%'], 'pay_nhs', ''))
    """
    typed = " ".join(text.replace("=", " ").split())
    found = _YEARS.search(typed)
    years = found.group() if found else ""
    first, *others = (part.strip() for part in _BETWEEN.split(typed.removesuffix(years)))
    phrase = read_phrase(first)
    if not phrase:
        raise ValueError(f"{quoted(text)} is not a move; write a driver and its values, such as `pay_nhs 1%, 2%, 4%`")
    name = phrase.name.text
    sizes = [first.removeprefix(name).strip(), *others]
    wrong = [size for size in sizes if not read_phrase(f"{name} {size}")]
    if wrong:
        raise ValueError(f"{quoted(wrong[0])} is not the size of a move; write it as in {FORMS}")
    return sizes, name, years


def _scales(name: str, sizes: Sequence[str]) -> bool:
    return all((phrase := read_phrase(f"{name} {size}")) and phrase.way == "scale" for size in sizes)


def _of_money(driver: str, name: str, size: str, read: ReadPlan, under: Sequence[ReadScenario]) -> Move:
    """Return the move of a funding source with stated money by a factor, which no lever has."""
    plan, phrase = with_scenarios(read, tuple(under)).plan, read_phrase(f"{name} {size}")
    assert phrase
    factor = phrase.number / 100 if phrase.unit == "%" else phrase.number
    return Move(driver, plan.label("funding", name), size, size, with_money_scaled(plan, name, factor))


def _is_value(text: str) -> bool:
    """Return True if a text sets a rate or a share: its driver can then be compared with zero."""
    phrase = read_phrase(text)
    return phrase is not None and phrase.way == "set" and phrase.unit == "%"


def _moved(text: str, read: ReadPlan, under: Sequence[ReadScenario]) -> Plan:
    try:
        return with_scenarios(read, (*under, *read_scenarios(text, read.plan))).plan
    except Refused as refused:
        raise Refused([finding.at(replace(finding.place, file=OPTION)) for finding in refused.findings]) from None
