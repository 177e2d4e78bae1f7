"""Small plans and random options, and a slow search that tries every package that can be chosen."""

from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from mtfp.analysis.options.question import Question
from mtfp.analysis.options.read import question_of
from mtfp.analysis.options.trial import Trial, tried
from mtfp.model.plan import Plan
from mtfp.reading.in_python import plan_of
from mtfp.reading.plan import ReadPlan
from mtfp.simulation.sample import Sample
from mtfp.text.yaml import parse_yaml

PLAN = """
mtfp: 1
name: Small
base_year: 2025/26
years: 3
unit: £k
source: Made up
assumptions:
  pay: {unit: rate, central: 4%, spread: {interval: [-2%, +3%], around: central}, source: s}
  uplift: {unit: rate, central: 2%, spread: {interval: [-1%, +1%], around: central}, source: s}
  delivery: {unit: share, drawn: once, central: 80%, spread: {beta: {mean: 80%, sd: 10%}}, source: s}
lines:
  homes: {partner: council, setting: institutional, budget: 4_000, components: {pay: 100%}, source: s}
  visits: {partner: council, setting: community, budget: 3_000, components: {pay: 100%}, source: s}
  clinics: {partner: nhs, setting: community, budget: 3_000, components: {pay: 100%}, source: s}
funding:
  council: {partner: council, type: payment, base: 7_000, uplift: uplift}
  board: {partner: nhs, type: payment, base: 3_000, uplift: uplift}
"""
LINES = ("homes", "visits", "clinics")
NAMES = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")
CERTAIN = {
    "[-2%, +3%]": "[-0.2%, +0.2%]",
    "[-1%, +1%]": "[-0.1%, +0.1%]",
    "once, central: 80%": "once, within_partner: 0, central: 60%",
    "{mean: 80%, sd: 10%}": "{mean: 60%, sd: 35%}",
}
SMALL = plan_of(Plan.model_validate(parse_yaml(PLAN, "small.yaml").value))


def _independent() -> ReadPlan:
    """Return the plan with hardly any uncertainty except in the delivery of each saving, independent of the others."""
    text = PLAN
    for old, new in CERTAIN.items():
        text = text.replace(old, new)
    return plan_of(Plan.model_validate(parse_yaml(text, "independent.yaml").value))


INDEPENDENT = _independent()


def independent_savings(seed: int, number: int) -> dict[str, Any]:
    """Return savings of random amounts and impacts, each with its own delivery."""
    random = np.random.default_rng(seed)
    amounts = random.integers(200, 700, number).tolist()
    options = savings(*amounts)
    for option, impact in zip(options["options"].values(), random.integers(1, 9, number).tolist(), strict=True):
        option["saving"]["delivery"] = "delivery"
        option["impact"] = impact
    return options


def savings(*amounts: float, **keys: dict[str, Any]) -> dict[str, Any]:
    """Return options `a`, `b` and so on that each save an amount from 2026/27; `keys` are further keys by name."""
    options: dict[str, dict[str, Any]] = {}
    for name, amount in zip(NAMES, amounts, strict=False):
        saving = {"line": LINES[len(options) % 3], "planned": {"2026/27": amount}}
        options[name] = {"saving": saving, "impact": len(options) + 1, **keys.get(name, {})}
    return {"mtfp": 1, "scale": {"name": "harm"}, "options": options}


def asked(
    options: dict[str, Any], balance: str = "gap <= 0 in 2028/29", draws: int = 100, plan: ReadPlan = SMALL, **more: Any
) -> Question:
    return question_of(plan, options, balance, sample=Sample(draws), **more)


@st.composite
def random_options(draw: st.DrawFn, least: int = 3, most: int = 6) -> dict[str, Any]:
    """Return options with savings and levels of service that act on each other, and rules between them."""
    names = NAMES[: draw(st.integers(least, most))]
    options: dict[str, Any] = {}
    for at, name in enumerate(names):
        line = draw(st.sampled_from(LINES))
        level = {"service_level": {"lines": line, "level": f"{draw(st.integers(85, 98))}%", "from": "2026/27"}}
        saving = {"line": line, "planned": {"2026/27": draw(st.integers(50, 400))}, "delivery": "delivery"}
        option = draw(st.sampled_from([{"levers": [level]}, {"saving": saving}]))
        option = {**option, "impact": draw(st.integers(0, 4))}
        who = draw(st.sampled_from(["", "x", "y"]))
        option |= {"people": {"who": who, "number": draw(st.integers(0, 50))}} if who else {}
        if at:
            rule, other = draw(st.sampled_from(["", "", "", "needs", "excludes"])), draw(st.sampled_from(names[:at]))
            several = st.lists(st.sampled_from(names[:at]), min_size=1, max_size=2, unique=True)
            option |= {rule: draw(several) if rule == "needs" else other} if rule else {}
        option |= {"group": "one"} if draw(st.integers(0, 4)) == 0 else {}
        options[name] = option
    adds = draw(st.booleans())
    return {"mtfp": 1, "scale": {"name": "harm", "adds": adds}, "options": options}


def can_be_chosen(options: dict[str, Any], package: frozenset[str]) -> bool:
    """Return True if a package keeps the rules of its options, by the words of the file."""
    chosen = {name: options["options"][name] for name in package}
    needs = all(package.issuperset(option.get("needs", [])) for option in chosen.values())
    excludes = any(option.get("excludes") in package for option in chosen.values())
    groups = Counter(option["group"] for option in chosen.values() if "group" in option)
    return needs and not excludes and all(number == 1 for number in groups.values())


def every_package(options: dict[str, Any]) -> list[frozenset[str]]:
    names = list(options["options"])
    packages = [frozenset(each) for size in range(len(names) + 1) for each in combinations(names, size)]
    return [package for package in packages if can_be_chosen(options, package)]


def rank(options: dict[str, Any], package: frozenset[str]) -> tuple[Any, ...]:
    """Return the rank of a package up to its people; less is better."""
    chosen = [options["options"][name] for name in package]
    impacts = sorted((option["impact"] for option in chosen), reverse=True)
    people: Counter[str] = Counter()
    for option in chosen:
        if "people" in option:
            people[option["people"]["who"]] += option["people"]["number"]
    total = sum(impacts) if options["scale"].get("adds") else 0
    return total, impacts, max(people.values(), default=0), people.total()


def by_brute_force(options: dict[str, Any], question: Question) -> tuple[Any, ...] | None:
    """Return the rank of the best package that passes on the engine, of all; None if none passes."""
    passing = [package for package in every_package(options) if passes(question, tried(question, package))]
    return min((rank(options, package) for package in passing), default=None)


def passes(question: Question, trial: Trial) -> bool:
    return trial.searched >= question.at and trial.chance >= question.at - 2 * 2**0.5 * trial.error
