"""Every yearly figure of a projection under its stable name. Tables, checks and comparisons read them from here."""

from collections.abc import Mapping

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Projection
from mtfp.model.arrays import Array, share_of, sum_of
from mtfp.model.line import PARTNERS

LOCAL_SETTINGS = ("community", "primary_care")
INPATIENT_SETTINGS = ("institutional", "hospital")


def figures(projection: Projection) -> dict[str, Array]:
    """The figures by row identifier, each shape (year, draw), in the plan's unit or as shares.

    What is no more than rounding error is nil. What begins after the base year (savings, reserves, the scheme) is NaN
    there; so is a gap whose funding isn't known.
    """
    slack = rounding(projection)
    money = {row: np.where(np.abs(values) <= slack, 0.0, values) for row, values in _money(projection).items()}
    shares = {
        "unidentified_share": share_of(money["unidentified"], money["gap_before_savings"]),
        "contingency_share": contingency_share(projection),
        "community_share": balance_of_care(projection),
    }
    return {**money, **shares}


def _money(projection: Projection) -> dict[str, Array]:
    gap, closing, held = projection.gap, projection.closing, projection.set_aside
    requirement = _projected(gap.before_savings - closing.planned_use, first=0.0)
    unidentified = _projected(gap.before_savings - closing.planned_use - gap.savings_planned)
    return {
        "expenditure": gap.expenditure,
        **_funding(projection),
        **_partners("repayments", closing.repayments),
        "funding": gap.funding,
        "gap_before_savings": gap.before_savings,
        "savings_recurring": _projected(gap.savings_recurring),
        "savings_non_recurring": _projected(gap.savings_non_recurring),
        "savings": _projected(gap.savings),
        "gap": gap.gap,
        "planned_use_of_reserves": _projected(closing.planned_use),
        "requirement": requirement,
        "annual_requirement": _projected(_yearly(requirement)),
        "savings_planned": _projected(gap.savings_planned),
        "unidentified": unidentified,
        "annual_unidentified": _yearly(unidentified),
        "undelivered": _projected(gap.savings_planned - gap.savings),
        "to_close": _projected(closing.to_close),
        "offset": _projected(closing.offset),
        "recovery_plan": _projected(closing.recovery_plan),
        "reserves_used": _projected(closing.reserves_used),
        **_partners("additional_payments", closing.additional_payments),
        "carried": _projected(closing.carried),
        "unmet": _projected(closing.unmet),
        "surplus": _projected(closing.surplus),
        "put_back": _projected(closing.put_back),
        "deficit_cleared": _projected(closing.deficit_cleared),
        "surplus_into_pots": _projected(closing.surplus_into_pots),
        **_partners("returned", closing.returned),
        **_partners("owed", closing.outstanding),
        "recurring_gap": gap.recurring_gap,
        **{f"reserves.{name}": pot.closing for name, pot in projection.pots.items()},
        "deficit": _projected(closing.deficit),
        "set_aside_cost": held.cost,
        "set_aside_funding": held.funding,
        "set_aside_gap": held.gap,
        "gap_with_set_aside": gap.gap + held.gap,
    }


def _partners(row: str, by_partner: Array) -> dict[str, Array]:
    """A figure in all, and by partner."""
    parts = {f"{row}.{partner}": _projected(money) for partner, money in zip(PARTNERS, by_partner, strict=True)}
    return {row: _projected(by_partner.sum(axis=0)), **parts}


def is_share(row: str) -> bool:
    """Whether a figure is a share of something rather than money; its name says so."""
    return row.endswith("_share")


def _funding(projection: Projection) -> dict[str, Array]:
    """Usable funding by partner and kind: payments and income by partner, ring-fenced money and its pots' together."""
    streams = projection.plan.funding
    payments = {
        f"payments.{partner}": sum_of(
            [
                money
                for name, money in projection.usable.items()
                if _pays(streams[name].type, streams[name].partner, partner)
            ],
            projection.draws.shape,
        )
        for partner in PARTNERS
    }
    fenced = [money for name, money in projection.usable.items() if streams[name].type == "ring_fenced"]
    other = [money for name, money in projection.usable.items() if streams[name].type == "income"]
    return {
        **payments,
        "ring_fenced": sum_of(fenced, projection.draws.shape),
        "ring_fenced_reserves": projection.closing.drawn_by_lines,
        "other_income": sum_of(other, projection.draws.shape),
    }


def _pays(kind: str, payer: str, partner: str) -> bool:
    return kind == "payment" and payer == partner


def spend_by_setting(projection: Projection) -> dict[str, Array]:
    """Gross spend by setting, set-aside included, with what falls on the lines; each shape (year, draw)."""
    spend: dict[str, Array] = {}
    for line, spent in zip(projection.plan.lines.values(), spent_on_lines(projection), strict=True):
        if line.kind == "cost":
            spend[line.setting] = spend.get(line.setting, 0.0) + spent
    return spend


def spent_on_lines(projection: Projection) -> Array:
    """What each line costs with the commitments, transfers, investments and events on it, shape (line, year, draw)."""
    return projection.costs.cost + projection.spending.placed.lines


def balance_of_care(projection: Projection) -> Array:
    """Community and primary care spend over that plus institutional and hospital, set-aside included, (year, draw)."""
    spend = spend_by_setting(projection)
    nil = projection.draws.nil()
    local = sum_of([spend.get(setting, nil) for setting in LOCAL_SETTINGS], nil.shape)
    return share_of(local, local + sum_of([spend.get(setting, nil) for setting in INPATIENT_SETTINGS], nil.shape))


def contingency_share(projection: Projection) -> Array:
    """The balance of contingency reserves over the year's expenditure, shape (year, draw)."""
    pots = projection.plan.pots
    held = [pot.closing for name, pot in projection.pots.items() if pots[name].class_ == "contingency"]
    return share_of(sum_of(held, projection.draws.shape), projection.gap.expenditure)


def activity(projection: Projection) -> Mapping[str, Array]:
    """How much each line with an activity buys, shape (year, draw), in its own unit; of a hosted one, our share."""
    ones, drivers = np.ones(projection.draws.shape), projection.costs.drivers
    return {
        name: line.activity.base * line.our_share * (drivers[name].volume if name in drivers else ones)
        for name, line in projection.plan.lines.items()
        if line.activity
    }


def _projected(values: Array, *, first: float = np.nan) -> Array:
    """The figures of the projected years, with something else in the base year."""
    known = values.copy()
    known[0] = first
    return known


def _yearly(cumulative: Array) -> Array:
    """First differences over years; all of the first projected year's amount falls in it."""
    return np.diff(np.nan_to_num(cumulative, nan=0.0), axis=0, prepend=np.nan)
