"""Checks of shares, persistence, service levels and healthier ageing, against the range seen in plans."""

from collections.abc import Iterator
from typing import NamedTuple

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.values import Percent
from mtfp.model.consistency.scale.likely import in_figures, in_percent, likely, likely_share, usual
from mtfp.model.consistency.scale.limits import (
    ADJUSTED,
    AGENCY,
    CAP_OF_SHARE,
    DELIVERY,
    FIXED_SHARE,
    HEALTHIER,
    LIMIT_OF_RATE,
    ON_COSTS,
    PART_YEAR,
    PERSISTENCE,
    PROBABILITY,
    SERVICE_LEVEL,
    SLIPS,
    VACANCIES,
    YEARLY_PROBABILITY,
    Limit,
)
from mtfp.model.consistency.scale.rates import NOTED
from mtfp.model.consistency.scale.size import Size
from mtfp.model.costs.line import Component, Line
from mtfp.model.plan import Plan

OF_ANOTHER = (AGENCY, ON_COSTS, ADJUSTED, CAP_OF_SHARE, LIMIT_OF_RATE)
"""Limits of shares on top of an amount, or of the highest value of a share: no rest of a whole may be meant."""
FEW = 0.1
"""Lowest service level that may be meant where a level of more than today's is written."""


class Figure(NamedTuple):
    """Figure with its place, its limits, and the words that come before it in a sentence."""

    path: Path
    says: str
    value: float
    limit: Limit


def check_shares(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of shares and persistence that are far from those of other plans; one warning for each place."""
    found = (*_of_lines(plan), *_of_savings(plan), *_of_events(plan), *_of_assumptions(plan))
    for path, says, value, limit in {figure.path: figure for figure in found}.values():
        if not limit.holds(value):
            shown = in_percent if isinstance(value, Percent) else in_figures
            asks = likely_share if isinstance(value, Percent) and 0 < value < 1 and limit not in OF_ANOTHER else likely
            message = f"{says} {shown(value)}; {usual(limit, shown)}: {asks(value, limit, shown)}"
            yield Complaint("W561", path, message, NOTED)


def _of_lines(plan: Plan) -> Iterator[Figure]:
    for name, line in plan.lines.items():
        label, at = plan.label("lines", name), ("lines", name)
        yield Figure((*at, "fixed_share"), f"the fixed share of {label} is", Percent(line.fixed_share), FIXED_SHARE)
        for component, part in line.components.items():
            yield from _of_staff(plan, label, part, (*at, "components", component))
        yield from _adjusted(line, label, at)


def _of_staff(plan: Plan, label: str, part: Component, at: Path) -> Iterator[Figure]:
    yield from _values(plan, part.vacancy, VACANCIES, "the vacant share of posts is")
    yield from _values(plan, part.on_costs, ON_COSTS, "on-costs as a share of pay are")
    if part.agency:
        yield Figure((*at, "agency", "cover"), f"agency cover in {label} is", Percent(part.agency.cover), AGENCY)
        yield Figure((*at, "agency", "premium"), f"agency premium in {label} is", Percent(part.agency.premium), AGENCY)


def _adjusted(line: Line, label: str, at: Path) -> Iterator[Figure]:
    for number, adjustment in enumerate(line.adjust):
        if line.budget:
            key = "share" if adjustment.amount is None else "amount"
            share = Percent(adjustment.of(line.budget) / line.budget)
            says = f"as a share of its budget, {label} is adjusted by"
            yield Figure((*at, "adjust", number, key), says, share, ADJUSTED)


def _values(plan: Plan, name: str | None, limit: Limit, says: str) -> Iterator[Figure]:
    """Yield the central values of an assumption, each at its year."""
    assumption = plan.assumptions.get(name or "")
    if name is None or assumption is None or assumption.unit != "share" or not assumption.central:
        return
    path = assumption.central
    for year in plan.timeline.labels:
        if (value := path.at(year)) is not None:
            at = ("assumptions", name, "central", year if year in path.years else "then")
            yield Figure(at, f"in {plan.label('assumptions', name)}, {says}", Percent(value), limit)


def _of_savings(plan: Plan) -> Iterator[Figure]:
    for name, saving in plan.savings.items():
        label, at = plan.label("savings", name), ("savings", name)
        says = f"the share of a full year that {label} saves in its first year is"
        yield Figure((*at, "part_year"), says, Percent(saving.part_year), PART_YEAR)
        yield Figure((*at, "slips"), f"the share of {label} that slips is", Percent(saving.slips), SLIPS)
    for saving in plan.all_savings.values():
        yield from _values(plan, saving.delivery, DELIVERY, "the share of savings that is achieved is")


def _of_events(plan: Plan) -> Iterator[Figure]:
    for name, event in plan.risk_events.items():
        says = f"the probability of {plan.label('risk_events', name)} is"
        limit = PROBABILITY if event.once or event.recurring else YEARLY_PROBABILITY
        yield Figure(("risk_events", name, "probability"), says, Percent(event.probability), limit)


def _of_assumptions(plan: Plan) -> Iterator[Figure]:
    for name, assumption in plan.assumptions.items():
        label, at = plan.label("assumptions", name), ("assumptions", name)
        for key in ("persistence", "within_partner"):
            value = getattr(assumption, key)
            if 0 <= value <= 1:
                yield Figure((*at, key), f"`{key}` of {label} is", value, PERSISTENCE)
        for key in ("floor", "cap") if assumption.unit == "rate" else ():
            if isinstance(value := getattr(assumption, key), Percent):
                yield Figure((*at, key), f"`{key}` of {label} is", value, LIMIT_OF_RATE)
        if assumption.unit == "share" and assumption.cap is not None:
            yield Figure((*at, "cap"), f"the highest value of {label} is", Percent(assumption.cap), CAP_OF_SHARE)


def check_levels(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of service levels that are far from today's: a change may be written where the new level is meant."""
    for name, line in plan.lines.items():
        for number, change in enumerate(line.service_level):
            level = change.level
            if SERVICE_LEVEL.holds(level):
                continue
            times = (
                f"{in_figures(float(f'{level:.3g}'))} times today's service"
                if level > 1
                else f"a cut of {_short(1 - level)}"
            )
            message = (
                f"the service level of {plan.label('lines', name)} is {_short(level)} from {change.from_}, "
                f"{times}; {_level_meant(level)}"
            )
            yield Complaint("W560", ("lines", name, "service_level", number, "level"), message, NOTED)


def _level_meant(level: float) -> str:
    if level < 1:
        return f"is it {_short(1 - level)}, for a cut of {_short(level)}?"
    right = next((level / power for power in (10, 100) if FEW <= level / power <= SERVICE_LEVEL.high), None)
    return f"is it {_short(right)}?" if right else "are its digits right?"


def _short(level: float) -> str:
    """Return a level as a percentage with three significant digits.

    >>> _short(0.925433), _short(17.0)
    ('92.5%', '1,700%')
    """
    return in_percent(float(f"{float(level):.3g}"))


def check_healthier(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn if use of services moves by more or fewer years than in any study."""
    healthier = plan.population.healthier_ageing if plan.population else None
    if isinstance(healthier, str):
        yield from _healthier_assumption(plan, healthier)
    elif healthier is not None and not HEALTHIER.holds(healthier):
        yield _healthier(("population", "healthier_ageing"), "`healthier_ageing`", healthier)


def _healthier_assumption(plan: Plan, name: str) -> Iterator[Complaint]:
    assumption = plan.assumptions.get(name)
    path = assumption.central if assumption else None
    for year in plan.timeline.projected if path else ():
        value = path.at(year) if path else None
        if value is not None and not HEALTHIER.holds(value):
            at = ("assumptions", name, "central", year if path and year in path.years else "then")
            yield _healthier(at, plan.label("assumptions", name), value)
            return


def _healthier(at: Path, label: str, value: float) -> Complaint:
    says = f"{label} moves use of services by {in_figures(value)} {'year' if value == 1 else 'years'} a year"
    asked = f"{usual(HEALTHIER, in_figures)}: {likely(value, HEALTHIER, in_figures)}"
    return Complaint("W562", at, f"{says}; {asked}", NOTED)


SHARES = (check_shares, check_levels, check_healthier)
