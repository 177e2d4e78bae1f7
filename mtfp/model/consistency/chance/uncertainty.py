"""Checks of spreads and correlations that can't have the effect that the plan states."""

from collections.abc import Callable, Iterator

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.values import Percent
from mtfp.model.consistency.chance.national import check_own_national_pairs, check_same_national_assumptions
from mtfp.model.consistency.values.bounds import check_assumption_values, check_correlations
from mtfp.model.correlation import groups, implied, is_known, stated_pairs, years_before
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear

MOST_NAMED = 20
"""Most adjusted correlations that a message names."""
TOLERATED_FADING = 0.05
"""Largest difference between the correlation of values and the stated one that brings no warning."""


def check_linked_spreads(plan: Plan) -> Iterator[Complaint]:
    """Require `around: central` for a linked assumption, because a spread of values would override the link."""
    for name, assumption in plan.assumptions.items():
        if not (assumption.tracks and assumption.spread):
            continue
        for path, spread in _written(assumption.spread):
            if not spread.around:
                message = f"`{name}` follows `{assumption.tracks.of}`, but the spread of `{name}` would stay fixed"
                fix = "write the spread as deviations from the followed value, with `around: central`"
                yield Complaint("E330", ("assumptions", name, "spread", *path), message, fix)


def _written(by_year: SpreadByYear) -> Iterator[tuple[Path, Spread]]:
    yield from (((year,), spread) for year, spread in by_year.years.items())
    if by_year.then:
        yield ("then",) if by_year.years else (), by_year.then


IF_RIGHT = "if both are right, say why in `note:`, with the word “checked”"


def check_central_values(plan: Plan) -> Iterator[Complaint]:
    """Warn of a central value outside its spread: either the value or the spread must be wrong."""
    for name, assumption in plan.assumptions.items():
        for year in plan.timeline.projected:
            spread = assumption.spread.at(year) if assumption.spread else None
            central = assumption.central.at(year) if assumption.central else 0.0
            if spread and central is not None and not spread.holds(central):
                kind = Percent if assumption.unit in ("rate", "share") else float
                of = f"{plan.label('assumptions', name)} in {year}"
                yield _outside(("assumptions", name, "spread", year), of, spread, kind(central))
                break
    for name, event in plan.risk_events.items():
        central = event.impact.central
        if event.impact.spread and central is not None and not event.impact.spread.holds(central):
            of = plan.label("risk_events", name)
            path = ("risk_events", name, "impact", "spread")
            yield _outside(path, of, event.impact.spread, central, lambda money: planned_money(money, plan.unit))


def _outside(
    path: Path, of: str, spread: Spread, central: float, shown: Callable[[float], str] | None = None
) -> Complaint:
    """Return the question about a central value outside its spread. `shown` writes a number in words."""
    in_words = shown or _shown
    low, high = (in_words(type(central)(number)) for number in spread.shape.span)
    if spread.around:
        message = (
            f"the spread of {of} is from {low} to {high} around its central value, so the value itself can't be drawn: "
            "are these values, not deviations from it?"
        )
        fix = "leave `around:` out if they are values; deviations lie below and above zero, such as `[-1%, +2%]`"
        return Complaint("W523", path, message, f"{fix}; {IF_RIGHT}")
    message = f"the central value of {of} is {in_words(central)}, outside its spread from {low} to {high}"
    if spread.shape.span[0] < 0 < spread.shape.span[1] and spread.shape.span[1] < central:
        message += ": are these deviations from it?"
        return Complaint("W523", path, message, f"add `around: central` to the spread of deviations; {IF_RIGHT}")
    return Complaint("W523", path, message, f"correct the central value or the spread; {IF_RIGHT}")


def _shown(number: float) -> str:
    text = f"{abs(number) * 100:.4g}%" if isinstance(number, Percent) else f"{abs(number):,.6g}"
    return f"−{text}" if number < 0 else text


def check_contradictions(plan: Plan) -> Iterator[Complaint]:
    """Warn of correlations that contradict each other, and list the correlations that the draws use instead."""
    if any(check_correlations(plan)):
        return
    places = {frozenset((one, other)): number for number, (one, other, _) in enumerate(plan.correlations)}
    for group in groups(plan):
        if adjusted := group.adjusted:
            stated = [pair for pair in adjusted if frozenset((pair.one, pair.other)) in places]
            most = max(stated, key=lambda pair: abs(pair.used - pair.stated))
            others = [f"and {len(adjusted) - MOST_NAMED:,} others"] if len(adjusted) > MOST_NAMED else []
            used = ", ".join([*map(str, adjusted[:MOST_NAMED]), *others])
            message = f"these correlations contradict others; the draws use smaller ones instead: {used}"
            path: Path = ("correlations", places[frozenset((most.one, most.other))])
            yield Complaint(
                "W521",
                path,
                message,
                "correct this correlation, which is adjusted most, or those that it contradicts",
            )


def check_fading(plan: Plan) -> Iterator[Complaint]:
    """Warn of a correlation that is smaller between values than stated, because one assumption's shocks last longer."""
    if any(check_assumption_values(plan)):
        return
    stated = {frozenset(pair): strength for pair, strength in stated_pairs(plan)}
    for number, (one, other, _) in enumerate(plan.correlations):
        if (own := stated.get(frozenset((one, other)))) is None:
            continue
        both_known = is_known(plan, one) and is_known(plan, other)
        strength = plan.national.between(one, other) if both_known else own
        values = _over_the_years(plan, one, other, strength)
        if np.abs(values - strength).max() > TOLERATED_FADING:
            first, last = (f"{value:.2g} in {year}" for value, year in zip(values[[0, -1]], _ends(plan), strict=True))
            message = (
                f"the correlation of `{one}` and `{other}` is {strength:g}, but that of their values is "
                f"{first} and {last}, because one assumption's shocks last longer"
            )
            fix = "give both assumptions the same `persistence` and `drawn`, unless this is meant"
            yield Complaint("W522", ("correlations", number), message, fix)


def _ends(plan: Plan) -> tuple[str, str]:
    return plan.timeline.projected[0], plan.timeline.last


def _over_the_years(plan: Plan, one: str, other: str, strength: float) -> Array:
    """Return the correlation of two assumptions' values in each projected year, shape (year,).

    The national correlations don't link a yearly shock with a single one, since no year is the first of all plans.
    """
    memories = plan.assumptions[one].memory, plan.assumptions[other].memory
    if is_known(plan, one) and is_known(plan, other) and (memories[0] == 1) != (memories[1] == 1):
        return np.zeros(plan.years)
    return implied(strength, memories, years_before(plan), plan.years)


def check_correlation_effect(plan: Plan) -> Iterator[Complaint]:
    """Warn of a correlation with an assumption that has no spread, and so is the same in every draw."""
    for number, (one, other, strength) in enumerate(plan.correlations):
        for name in (one, other):
            assumption = plan.assumptions.get(name)
            if assumption and not assumption.spread and strength not in (0, "none"):
                message = f"`{name}` has no spread, so this correlation has no effect"
                yield Complaint(
                    "W524", ("correlations", number), message, f"give `{name}` a spread, or take the correlation out"
                )


UNCERTAINTY = (
    check_linked_spreads,
    check_central_values,
    check_contradictions,
    check_fading,
    check_correlation_effect,
    check_own_national_pairs,
    check_same_national_assumptions,
)
