"""Moves of a plan's drivers: each changes one driver in every projected year, and leaves all others as they are.

A driver is an assumption, a funding source with stated money, the delivery of one saving, or the population variant.
Assumptions that follow the moved one, by `tracks` or `at_least`, follow it here too.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.values import Percent
from mtfp.model.base.years import amounts
from mtfp.model.money_in.funding import Movements, Stated, Stream
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.shapes import P90
from mtfp.population.variants import VARIANTS
from mtfp.scenarios.levers.central import AssumptionLever, Scale, Shift
from mtfp.scenarios.levers.common.aim import AssumptionSelector
from mtfp.scenarios.levers.common.path import rewritten

POINT = 0.01
"""Default move of a rate or a share, up and down: one percentage point a year."""
TENTH = 0.001
"""Default move of a rate or share whose range of 8 in 10 draws is under a point in every year: a tenth of a point."""
PERCENT = 0.01
"""Default move of money, up and down, as a part of the amount."""
EIGHT_IN_TEN = np.array([-P90, P90])
"""Standard normal values at the ends of the range of 8 in 10 draws."""
LESS_DELIVERY = -0.10
"""Default move of the delivery of savings: ten percentage points less."""
STEP = 0.1
"""Default move of a plain number, such as the years by which people stay younger, up and down."""


@dataclass(frozen=True, repr=False)
class Move(Short):
    """Move of one driver, with the plan in which it is made."""

    driver: str
    """Identifier of the driver, such as `pay_nhs` or `funding.council_grant`."""
    label: str
    """Label of the driver."""
    size: str
    """Size of the move in the words of a scenario, such as `+1%` or `x 99%`."""
    words: str
    """Size of the move as people read it, such as `1 point more`."""
    plan: Plan
    """Plan with this driver moved."""
    driver_at_zero: Plan | None = None
    """Plan with this driver at zero, for a move that sets a rate; None for any other move."""
    members: tuple[str, ...] = ()
    """Names of the assumptions that a word for several, such as `pay`, moves together."""

    @property
    def id(self) -> str:
        """Identifier of the move: the driver and the size."""
        return f"{self.driver} {self.size}"

    def in_short(self) -> str:
        return f"{self.label}, {self.words}"


def usual_moves(plan: Plan) -> Iterator[Move]:
    """Yield the default moves of every driver of a plan: a point more and less, a percent, ten points of delivery.

    >>> from mtfp import Planner
    >>> [move.in_short() for move in usual_moves(Planner("examples/shetland").plan)][4]
    'Price of medicines, 1 point more'
    """
    delivery = delivery_assumptions(plan)
    for name, assumption in plan.assumptions.items():
        for lever, size, words in _levers(name, assumption, is_delivery=name in delivery):
            if not any(lever.refused(name, assumption, plan)):
                yield Move(name, plan.label("assumptions", name), size, words, lever.apply(plan))
    for name, stream in plan.funding.items():
        for sign in (1, -1) if states_money(stream) else ():
            by = sign * PERCENT
            size, changed = f"x {1 + by:.0%}", with_money_scaled(plan, name, 1 + by)
            yield Move(f"funding.{name}", plan.label("funding", name), size, _in_words(by, "%"), changed)
    yield from _of_savings(plan, delivery)
    yield from _of_population(plan)


def pay_awards(plan: Plan) -> Move | None:
    """Return the move of all pay awards together by a point; None for fewer than two, or if one isn't a rate."""
    names = AssumptionSelector(pressure="pay").of(plan)
    if len(names) < 2 or any(plan.assumptions[name].unit != "rate" for name in names):
        return None
    lever = Shift.model_validate({"assumptions": {"pressure": "pay"}, "by": Percent(POINT)})
    return Move("pay", "All pay awards", "+1%", _in_words(POINT, " point"), lever.apply(plan), members=names)


def delivery_assumptions(plan: Plan) -> Counter[str]:
    """Return the assumptions for the delivery of savings and of investments' savings, with the number of each."""
    return Counter(saving.delivery for saving in plan.all_savings.values() if isinstance(saving.delivery, str))


def _levers(name: str, assumption: Assumption, *, is_delivery: bool) -> Iterator[tuple[AssumptionLever, str, str]]:
    """Yield the moves of an assumption as levers, each with its size as a scenario and as people write it."""
    if is_delivery:
        yield _shift(name, LESS_DELIVERY)
    elif assumption.unit in ("rate", "share", "index"):
        yield from (_shift(name, sign * _point(assumption)) for sign in (1, -1))
    elif assumption.unit == "money":
        for sign in (1, -1):
            factor = Percent(1 + sign * PERCENT)
            yield (
                Scale.model_validate({"assumption": name, "by": factor}),
                f"x {factor:.0%}",
                _in_words(sign * PERCENT, "%"),
            )
    else:
        for sign in (1, -1):
            yield (
                Shift.model_validate({"assumption": name, "by": sign * STEP}),
                f"{sign * STEP:+g}",
                _in_words(sign * STEP, ""),
            )


def _point(assumption: Assumption) -> float:
    """Return the default move: a point, or a tenth of one if the plan's own range is narrower than a point."""
    by_year = assumption.spread
    spreads = (*by_year.years.values(), by_year.then) if by_year else ()
    widths = [np.ptp(each.shape.quantile(EIGHT_IN_TEN, 0.0)) for each in spreads if each]
    return TENTH if widths and max(widths) < POINT else POINT


def _shift(name: str, by: float) -> tuple[Shift, str, str]:
    points = abs(by * 100)
    lever = Shift.model_validate({"assumption": name, "by": Percent(by)})
    unit = " point" if round(points, 9) == 1 else " points"
    return lever, f"{by * 100:+.15g}%", _in_words(by, unit)


def _in_words(by: float, unit: str) -> str:
    """Return the size of a move for people.

    >>> _in_words(-0.1, " points"), _in_words(0.01, "%"), _in_words(0.1, "")
    ('10 points less', '1% more', '0.1 more')
    """
    return f"{abs(by) * (100 if unit else 1):g}{unit} {'more' if by > 0 else 'less'}"


def states_money(stream: Stream) -> bool:
    """Return True if a plan states a funding source's money itself, instead of an assumption by which it grows."""
    return stream.chosen in ("stated", "movements")


def with_money_scaled(plan: Plan, name: str, factor: float) -> Plan:
    """Return the plan with a funding source's stated payments multiplied in every projected year."""
    stream, years = plan.funding[name], plan.timeline.projected
    one_off = {year: money * factor if year in years else money for year, money in stream.one_off.items()}
    if stream.stated:

        def times(year: str, amount: float | None) -> float | None:
            return amount * factor if amount is not None and year in years else amount

        moved = stream.with_rule(Stated(rewritten(stream.stated.root, plan.timeline.labels, times)))
    else:
        assert stream.movements
        steps = amounts(stream.movements.root, plan.timeline)
        paid = stream.start + steps.cumsum()
        paid[1:] *= factor
        each = zip(years, np.diff(paid).tolist(), strict=True)
        moved = stream.with_rule(Movements({plan.base_year: float(steps[0]), **dict(each)}))
    return plan.with_fields(funding={**plan.funding, name: moved.with_fields(one_off=one_off)})


def _of_savings(plan: Plan, delivery: Counter[str]) -> Iterator[Move]:
    """Yield ten points less of each saving's delivery alone. Of a saving with its own assumption, that is its move."""
    for section, items in (("savings", plan.savings), ("investments", plan.investments)):
        for name, item in items.items():
            saving = plan.all_savings.get(name if section == "savings" else f"{name}.saves")
            shared = saving.delivery if saving and not saving.certain else None
            if not isinstance(shared, str) or delivery[shared] == 1:
                continue
            own = f"{section}.{name}"  # no name in a file has a full stop, so this one is free
            lever, size, words = _shift(shared, LESS_DELIVERY)
            alone = lever.apply(plan).assumptions[shared]
            changed = plan.with_fields(
                **{section: {**items, name: item.with_delivery(own)}, "assumptions": {**plan.assumptions, own: alone}}
            )
            yield Move(own, f"Delivery of {plan.label(section, name)}", size, words, changed)


def _of_population(plan: Plan) -> Iterator[Move]:
    """Yield the variants of the projection that the central case doesn't use."""
    if plan.population is None or plan.population.area is None:
        return
    for variant in VARIANTS:
        if variant != plan.population.heaviest:
            changed = plan.with_fields(population=plan.population.with_fields(variant=variant))
            yield Move("population", "Population", variant, variant.replace("_", " "), changed)
