"""Check of the limits of a plan's checks, against the amount, share, year and direction in the name of each."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.base.values import Percent
from mtfp.model.check import Check
from mtfp.model.consistency.stated.numbers import Stated, slack
from mtfp.model.consistency.words.amounts import amounts_in
from mtfp.model.consistency.words.percentages import RATE, percent, shares_in
from mtfp.model.consistency.words.texts import Remarks, Text, quoted
from mtfp.model.plan import Plan

MOST = Form(r"\b(?:no more than|at most|not (?:above|over|more than)|not exceed|under|up to|maximum)\b", re.I)
LEAST = Form(r"\b(?:at least|no less than|not (?:below|under|less than)|minimum)\b", re.IGNORECASE)
SHARE = Form(RATE, re.IGNORECASE)
YEAR = Form(r"\b20\d\d/\d\d\b")
FIX = "correct the check or its name; if both are right, say so in `note:`, with the word “checked”"
NEAR = 0.0051
"""Largest difference of a share from that in words."""


def check_limits_in_names(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about checks whose name states another limit, year or direction; one question a check."""
    for number, check in enumerate(plan.checks):
        name = Text("name", " ".join(check.name.split()))
        found = (*_direction(check, name), *_limit(check, name, plan.unit), *_year(check, name))
        for code, key, has, words in found[:1]:
            message = f"the check has {has}, but {quoted(name, words)}: which is right?"
            yield Complaint(code, ("checks", number, key), message, FIX)


Odd = Iterator[tuple[str, str, str, str]]
"""Code of the finding, key, what the check has, and the words that say something else."""


def _direction(check: Check, name: Text) -> Odd:
    most, least = MOST.search(name.words), LEAST.search(name.words)
    if most and not least and check.at_most is None:
        yield "W595", "at_least", "a lowest value", most.group()
    elif least and not most and check.at_least is None:
        yield "W595", "at_most", "a highest value", least.group()


def _limit(check: Check, name: Text, unit: str) -> Odd:
    stated = {key: each for key in ("at_least", "at_most") if isinstance(each := getattr(check, key), float | int)}
    for key, value in stated.items():
        if isinstance(value, Percent):
            shares = list(shares_in(name, SHARE))
            if shares and not any(abs(each.value - value) <= NEAR for each in shares):
                yield "W661", key, f"a limit of {percent(value)}", shares[0].words
            continue
        told = [_exact(each.pounds, each.words, name) for each in amounts_in(name)]
        if told and not any(each.fits([float(value) * UNITS[unit]]) for each in told):
            yield "W599", key, f"a limit of {planned_money(float(value), unit)}", told[0].words


def _exact(pounds: float, words: str, name: Text) -> Stated:
    return Stated(pounds, slack(f"{pounds:.0f}", 1.0, about=False), words, name)


def _year(check: Check, name: Text) -> Odd:
    years = set(YEAR.findall(name.words))
    if len(years) == 1 and YEAR.fullmatch(check.in_) and check.in_ not in years:
        yield "W593", "in", f"{check.in_} as its year", min(years)
