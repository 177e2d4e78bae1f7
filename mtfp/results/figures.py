"""Every yearly figure of a projection under its stable name. Tables, checks and comparisons read them from here."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, in_all, share_of, sum_of
from mtfp.model.costs.line import PARTNERS

LOCAL_SETTINGS = ("community", "primary_care")
INPATIENT_SETTINGS = ("institutional", "hospital")


class Figures(Mapping[str, Array]):
    """The figures of a projection by row identifier, each worked out when it is first asked for."""

    def __init__(self, projection: Projection) -> None:
        self._shape, self._slack = projection.draws.shape, rounding(projection)
        self._begin_later = _money_of_projected_years(projection)
        self._how = {**_money(projection), **self._begin_later, **_shares(projection)}
        self._known: dict[str, Array] = {}

    def __getitem__(self, row: str) -> Array:
        if row not in self._known:
            self._known[row] = self._worked_out(row, np.empty(self._shape))
        return self._known[row]

    def put(self, row: str, into: Array) -> None:
        """Work a figure out into an array of shape (year, draw), without keeping it here as well."""
        if row in self._known:
            into[:] = self._known[row]
        else:
            self._worked_out(row, into)

    def _worked_out(self, row: str, into: Array) -> Array:
        into[:] = self._how[row]()
        if row in self._begin_later:
            into[0] = np.nan
        if not is_share(row):
            np.copyto(into, 0.0, where=np.abs(into) <= self._slack)
        return into

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
        "funding": lambda: gap.funding,
        "gap_before_savings": lambda: gap.before_savings,
        "gap": lambda: gap.gap,
        "requirement": requirement,
        "annual_requirement": lambda: _projected(_yearly(requirement())),
        "unidentified": unidentified,
        "annual_unidentified": lambda: _yearly(unidentified()),
        "recurring_gap": lambda: gap.recurring_gap,
        **{f"reserves.{name}": partial(getattr, pot, "closing") for name, pot in projection.pots.items()},
        "set_aside_cost": lambda: held.cost,
        "set_aside_funding": lambda: held.funding,
        "set_aside_gap": lambda: held.gap,
        "gap_with_set_aside": lambda: gap.gap + held.gap,
    }


def _money_of_projected_years(projection: Projection) -> dict[str, How]:
    """What begins after the base year, and is blank there."""
    gap, closing = projection.gap, projection.closing
    return {
        **_partners("repayments", lambda: closing.repayments),
        "savings_recurring": lambda: gap.savings_recurring,
        "savings_non_recurring": lambda: gap.savings_non_recurring,
        "savings": lambda: gap.savings,
        "planned_use_of_reserves": lambda: closing.planned_use,
        "savings_planned": lambda: gap.savings_planned,
        "undelivered": lambda: gap.savings_planned - gap.savings,
        "to_close": lambda: closing.to_close,
        "offset": lambda: closing.offset,
        "recovery_plan": lambda: closing.recovery_plan,
        "reserves_used": lambda: closing.reserves_used,
        **_partners("additional_payments", lambda: closing.additional_payments),
        "carried": lambda: closing.carried,
        "unmet": lambda: closing.unmet,
        "surplus": lambda: closing.surplus,
        "put_back": lambda: closing.put_back,
        "deficit_cleared": lambda: closing.deficit_cleared,
        "surplus_into_pots": lambda: closing.surplus_into_pots,
        **_partners("returned", lambda: closing.returned),
        **_partners("owed", lambda: closing.outstanding),
        "deficit": lambda: closing.deficit,
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
        return by_partner()[number]

    parts: dict[str, How] = {f"{row}.{partner}": partial(of, number) for number, partner in enumerate(PARTNERS)}
    return {row: lambda: in_all(by_partner()), **parts}


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
