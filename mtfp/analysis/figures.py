"""Every yearly figure of a projection under its stable name. Tables, checks and comparisons read them from here."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Projection
from mtfp.model.arrays import Array, share_of, sum_of
from mtfp.model.line import PARTNERS

LOCAL_SETTINGS = ("community", "primary_care")
INPATIENT_SETTINGS = ("institutional", "hospital")


class Figures(Mapping[str, Array]):
    """The figures of a projection by row identifier, each worked out when it is first asked for."""

    def __init__(self, projection: Projection) -> None:
        self._shape, self._slack = projection.draws.shape, rounding(projection)
        self._how = {**_money(projection), **_shares(projection)}
        self._known: dict[str, Array] = {}

    def __getitem__(self, row: str) -> Array:
        if row not in self._known:
            values = self._how[row]()
            if not is_share(row):
                values = np.where(np.abs(values) <= self._slack, 0.0, values)
            self._known[row] = np.broadcast_to(values, self._shape)
        return self._known[row]

    def __iter__(self) -> Iterator[str]:
        return iter(self._how)

    def __len__(self) -> int:
        return len(self._how)


def figures(projection: Projection) -> Figures:
    """The figures by row identifier, each shape (year, draw), in the plan's unit or as shares.

    What is no more than rounding error is nil. What begins after the base year (savings, reserves, the scheme) is NaN
    there; so is a gap whose funding isn't known.
    """
    return Figures(projection)


How = Callable[[], Array]
"""How a figure is worked out, shape (year, draw), or (year, 1) where no draw differs."""


def _money(projection: Projection) -> dict[str, How]:
    gap, closing, held = projection.gap, projection.closing, projection.set_aside

    def requirement() -> Array:
        return _projected(gap.before_savings - closing.planned_use, first=0.0)

    def unidentified() -> Array:
        return _projected(gap.before_savings - closing.planned_use - gap.savings_planned)

    return {
        "expenditure": lambda: gap.expenditure,
        **_funding(projection),
        **_partners("repayments", lambda: closing.repayments),
        "funding": lambda: gap.funding,
        "gap_before_savings": lambda: gap.before_savings,
        "savings_recurring": lambda: _projected(gap.savings_recurring),
        "savings_non_recurring": lambda: _projected(gap.savings_non_recurring),
        "savings": lambda: _projected(gap.savings),
        "gap": lambda: gap.gap,
        "planned_use_of_reserves": lambda: _projected(closing.planned_use),
        "requirement": requirement,
        "annual_requirement": lambda: _projected(_yearly(requirement())),
        "savings_planned": lambda: _projected(gap.savings_planned),
        "unidentified": unidentified,
        "annual_unidentified": lambda: _yearly(unidentified()),
        "undelivered": lambda: _projected(gap.savings_planned - gap.savings),
        "to_close": lambda: _projected(closing.to_close),
        "offset": lambda: _projected(closing.offset),
        "recovery_plan": lambda: _projected(closing.recovery_plan),
        "reserves_used": lambda: _projected(closing.reserves_used),
        **_partners("additional_payments", lambda: closing.additional_payments),
        "carried": lambda: _projected(closing.carried),
        "unmet": lambda: _projected(closing.unmet),
        "surplus": lambda: _projected(closing.surplus),
        "put_back": lambda: _projected(closing.put_back),
        "deficit_cleared": lambda: _projected(closing.deficit_cleared),
        "surplus_into_pots": lambda: _projected(closing.surplus_into_pots),
        **_partners("returned", lambda: closing.returned),
        **_partners("owed", lambda: closing.outstanding),
        "recurring_gap": lambda: gap.recurring_gap,
        **{f"reserves.{name}": partial(getattr, pot, "closing") for name, pot in projection.pots.items()},
        "deficit": lambda: _projected(closing.deficit),
        "set_aside_cost": lambda: held.cost,
        "set_aside_funding": lambda: held.funding,
        "set_aside_gap": lambda: held.gap,
        "gap_with_set_aside": lambda: gap.gap + held.gap,
    }


def _shares(projection: Projection) -> dict[str, How]:
    return {
        "unidentified_share": lambda: _unidentified_share(projection),
        "contingency_share": lambda: contingency_share(projection),
        "community_share": lambda: balance_of_care(projection),
    }


def _partners(row: str, by_partner: How) -> dict[str, How]:
    """A figure in all, and by partner."""

    def of(number: int) -> Array:
        return _projected(by_partner()[number])

    parts: dict[str, How] = {f"{row}.{partner}": partial(of, number) for number, partner in enumerate(PARTNERS)}
    return {row: lambda: _projected(by_partner().sum(axis=0)), **parts}


def is_share(row: str) -> bool:
    """Whether a figure is a share of something rather than money; its name says so."""
    return row.endswith("_share")


def _unidentified_share(projection: Projection) -> Array:
    known = figures(projection)
    return share_of(known["unidentified"], known["gap_before_savings"])


def _funding(projection: Projection) -> dict[str, How]:
    """Usable funding by partner and kind: payments and income by partner, ring-fenced money and its pots' together."""
    streams = projection.plan.funding

    def paid(kind: str, payer: str = "") -> Array:
        held = [n for n, s in streams.items() if s.type == kind and payer in ("", s.partner)]
        return sum_of([projection.usable[name] for name in held], projection.draws.shape)

    return {
        **{f"payments.{partner}": partial(paid, "payment", partner) for partner in PARTNERS},
        "ring_fenced": partial(paid, "ring_fenced"),
        "ring_fenced_reserves": lambda: projection.closing.drawn_by_lines,
        "other_income": partial(paid, "income"),
    }


def spend_by_setting(projection: Projection) -> dict[str, Array]:
    """Gross spend by setting, set-aside included, with what falls on the lines; each shape (year, draw)."""
    spend: dict[str, Array] = {}
    lines, rows = projection.plan.lines, projection.costs.rows
    for (first, *_), spent in zip(rows.names, spent_on_lines(projection), strict=True):
        if lines[first].kind == "cost":
            spend[lines[first].setting] = spend.get(lines[first].setting, 0.0) + spent
    return spend


def spent_on_lines(projection: Projection) -> Array:
    """What each row of lines costs with commitments, transfers, investments and events on it, (row, year, draw)."""
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
