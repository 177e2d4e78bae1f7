"""Spreads and correlations: what can't be drawn as it is written, and what it is drawn as instead."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.consistency.bounds import assumptions_are_possible, correlations_are_possible
from mtfp.model.correlation import groups, implied, stated_pairs
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear

FADED = 0.05
"""How much weaker values may go together than their shocks without a word."""


def spreads_of_links_are_deviations(plan: Plan) -> Iterator[Complaint]:
    """What follows another assumption deviates from where that leads; a spread of its own would cut the link."""
    for name, assumption in plan.assumptions.items():
        if not (assumption.tracks and assumption.spread):
            continue
        for path, spread in _written(assumption.spread):
            if not spread.around:
                message = f"`{name}` follows `{assumption.tracks.of}`, and this spread would not follow with it"
                fix = "write it as deviations from the link, with `around: central`"
                yield Complaint("E330", ("assumptions", name, "spread", *path), message, fix)


def _written(by_year: SpreadByYear) -> Iterator[tuple[Path, Spread]]:
    yield from (((year,), spread) for year, spread in by_year.years.items())
    if by_year.then:
        yield ("then",) if by_year.years else (), by_year.then


def central_values_lie_in_their_spread(plan: Plan) -> Iterator[Complaint]:
    """A central value far from what its own spread says is one of two figures that contradict each other."""
    for name, assumption in plan.assumptions.items():
        for year in plan.timeline.projected:
            spread = assumption.spread.at(year) if assumption.spread else None
            central = assumption.central.at(year) if assumption.central else 0.0
            if spread and central is not None and not spread.holds(central):
                kind = Percent if assumption.unit in ("rate", "share") else float
                yield _outside(("assumptions", name, "spread", year), f"`{name}` in {year}", spread, kind(central))
                break
    for name, event in plan.risk_events.items():
        central = event.impact.central
        if event.impact.spread and central is not None and not event.impact.spread.holds(central):
            yield _outside(("risk_events", name, "impact", "spread"), f"`{name}`", event.impact.spread, central)


def _outside(path: Path, of: str, spread: Spread, central: float) -> Complaint:
    low, high = (_shown(type(central)(number)) for number in spread.shape.span)
    what = "no deviation at all" if spread.around else f"the central value of {_shown(central)}"
    message = f"{what} lies outside the spread of {of}, {low} to {high}"
    return Complaint("W523", path, message, "correct one of the two, or say why in a note")


def _shown(number: float) -> str:
    return f"{number * 100:.4g}%" if isinstance(number, Percent) else f"{number:,.6g}"


def correlations_can_all_be_true(plan: Plan) -> Iterator[Complaint]:
    """Correlations that contradict each other are drawn as the nearest that don't; every pair that moves is told."""
    if any(correlations_are_possible(plan)):
        return
    places = {frozenset((one, other)): number for number, (one, other, _) in enumerate(plan.correlations)}
    for group in groups(plan):
        if group.adjusted:
            stated = [pair for pair in group.adjusted if frozenset((pair.one, pair.other)) in places]
            most = max(stated, key=lambda pair: abs(pair.used - pair.stated))
            message = f"these correlations can't all be true: drawn are {', '.join(map(str, group.adjusted))}"
            path: Path = ("correlations", places[frozenset((most.one, most.other))])
            yield Complaint("W521", path, message, "correct this pair, which moves most, or those it contradicts")


def correlations_last(plan: Plan) -> Iterator[Complaint]:
    """A pair correlates the shocks of a year; where one side remembers them longer, values go together less."""
    if any(assumptions_are_possible(plan)):
        return
    stated = {frozenset(pair): strength for pair, strength in stated_pairs(plan)}
    for number, (one, other, _) in enumerate(plan.correlations):
        if (strength := stated.get(frozenset((one, other)))) is None:
            continue
        values = _over_the_years(plan, one, other, strength)
        if abs(values[-1] - strength) > FADED:
            message = (
                f"`{one}` and `{other}` go together less and less, from {strength:g} in the first year to "
                f"{values[-1]:.2g} in the last, since one remembers its shocks longer"
            )
            fix = "give both the same `persistence` and `drawn`, if that isn't meant"
            yield Complaint("W522", ("correlations", number), message, fix)


def _over_the_years(plan: Plan, one: str, other: str, strength: float) -> Array:
    return implied(strength, (plan.assumptions[one].memory, plan.assumptions[other].memory), plan.years)


def correlations_have_an_effect(plan: Plan) -> Iterator[Complaint]:
    """Only what is uncertain can go together with something."""
    for number, (one, other, strength) in enumerate(plan.correlations):
        for name in (one, other):
            assumption = plan.assumptions.get(name)
            if assumption and not assumption.spread and strength not in (0, "none"):
                message = f"`{name}` has no spread, so this correlation does nothing"
                yield Complaint("W524", ("correlations", number), message, f"give `{name}` a spread, or take it out")


UNCERTAINTY = (
    spreads_of_links_are_deviations,
    central_values_lie_in_their_spread,
    correlations_can_all_be_true,
    correlations_last,
    correlations_have_an_effect,
)
