"""Doubts about a projection that a board would raise: its figures are right, but the plan contradicts itself."""

import re
from collections.abc import Callable, Collection, Iterator
from math import prod

import numpy as np

from mtfp.engine import Projection
from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_money
from mtfp.model.base.years import ByYear, levels
from mtfp.model.costs.line import Line
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay
from mtfp.results.effects import drifted_actions
from mtfp.results.figures import figures
from mtfp.results.services import INPATIENT_SETTINGS, activity, needed

NOTICED = 0.0005
"""Least money that counts, as a share of the year's expenditure: smaller amounts are rounding or a penny's offset."""
BOUGHT = re.compile(
    r"\b(purchas|bought|buy|commission|independent|private|placement|external|contract|third sector)", re.I
)
"""Words of a service that others provide, and of the wages of their staff."""
ONE = 0.995
"""Least number of units that counts as one unit too many."""
WHO_PAYS = {
    "additional_payments": "the partners are asked for additional contributions of",
    "carried": "a deficit is carried of",
    "unmet": "the plan leaves unfunded",
}
"""Figures of money that the plan doesn't have, with words for a sentence. The amount follows."""


def doubts(
    projection: Projection, place: Callable[[Path], Place], under: str = "", known: Collection[Finding] = ()
) -> Iterator[Finding]:
    """Yield a warning for each doubt about the central case, with its place in the plan's file.

    `under` is the scenario of the projection, empty for the plan as it stands. `known` are warnings to leave out,
    which the plan as it stands already has.
    """
    reported = {(finding.code, finding.place) for finding in known}
    drifted = () if under else drifted_actions(projection)
    for complaint in (*contributions_while_asking(projection), *units_that_do_not_exist(projection), *drifted):
        at = place(complaint.path)
        if (complaint.code, at) not in reported:
            message = complaint.message + (f", under {under}" if under else "")
            yield Finding(complaint.code, message, at, complaint.fix)


def contributions_while_asking(projection: Projection) -> Iterator[Complaint]:
    """Yield a complaint for each reserve that the plan pays into in years in which money is missing.

    Ring-fenced money isn't the board's to leave out. A reserve whose contributions stop in a deficit has its own rule.
    """
    plan, known = projection.plan, figures(projection)
    small = NOTICED * np.abs(known["expenditure"][:, 0])
    missing = {row: np.nan_to_num(known[row][:, 0]) for row in WHO_PAYS}
    for name, reserve in projection.reserves.items():
        stated = plan.all_reserves[name]
        if stated.class_ == "ring_fenced" or stated.contributions_stop_in_deficit:
            continue
        paid_in = np.broadcast_to(reserve.contributions, projection.draws.shape)[:, 0]
        years = np.flatnonzero((paid_in > 0) & (sum_of(missing.values(), small.shape) > small)).tolist()
        if years:
            paid = in_money(float(paid_in[years].sum()), plan.unit)
            who = _missing(projection, years, missing)
            message = f"{plan.label('reserves', name)} is paid {paid} in {_span(projection, years)}, while {who}"
            fix = "pay in when there is money to spare, or plan to use less of the reserve"
            first = plan.timeline.labels[years[0]]
            yield Complaint("W580", ("reserves", name, "planned_contributions", first), message, fix)


def _missing(projection: Projection, years: list[int], missing: dict[str, Array]) -> str:
    amounts = {row: float(values[years].sum()) for row, values in missing.items()}
    return " and ".join(
        f"{WHO_PAYS[row]} {in_money(amount, projection.plan.unit)}" for row, amount in amounts.items() if amount > 0
    )


def _span(projection: Projection, years: list[int]) -> str:
    labels = [projection.plan.timeline.labels[year] for year in years]
    if len(labels) > 2 and years[-1] - years[0] == len(labels) - 1:
        return f"{labels[0]} to {labels[-1]}"
    return " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))


def units_that_do_not_exist(projection: Projection) -> Iterator[Complaint]:
    """Yield a complaint for each line that provides more places or beds than exist, in its worst year.

    Existing units are those of `available`. Without it, the places and beds of homes and hospitals are those of the
    base year, unless others provide them: more can then be bought. Units that a lever opens or closes as a whole are
    added or taken off.
    """
    plan = projection.plan
    for name, line in plan.lines.items():
        exist = _existing(projection, name, line)
        if exist is None or line.activity is None:
            continue
        counted = activity(projection)[name][:, 0]
        over = counted - exist
        worst = int(np.argmax(over))
        if over[worst] >= max(ONE, 0.01 * exist[worst]) or (line.activity.available and over[worst] >= ONE):
            unit, year = line.activity.unit, plan.timeline.labels[worst]
            message = (
                f"{plan.label('lines', name)} counts on {counted[worst]:,.0f} {unit} in {year}, "
                f"{counted[worst] - exist[worst]:,.0f} more than the {exist[worst]:,.0f} that exist"
            )
            from_ = plan.timeline.labels[int(np.argmax(over >= min(ONE, over[worst])))]
            yield Complaint("W582", ("lines", name, "activity"), message, _repair(line, counted[worst], year, from_))


def _repair(line: Line, counted: float, year: str, from_: str) -> str:
    """Return the ways in which a line's units can exist, with the number of its worst year and the first year."""
    assert line.activity is not None
    needs = f"{counted / line.our_share:,.0f}" if line.our_share else "0"
    from_year = f"from {from_} on" if from_ == year else f"year by year from {from_} on"
    bought = "" if line.activity.available else "; if others provide them, write “purchased” into `note:`"
    return (
        f"if {needs} {line.activity.unit} will exist by {year}, write them under `available:` {from_year}, and "
        f"add the money that opens them{bought}; or let `moves:` or a lower `service_level:` meet the need elsewhere"
    )


def _existing(projection: Projection, name: str, line: Line) -> Array | None:
    """Return the units that exist by year in the first draw, shape (year,); None if the plan doesn't limit them."""
    of, timeline = line.activity, projection.plan.timeline
    limited = of and of.counts_places and line.setting in INPATIENT_SETTINGS and not _is_bought(projection.plan, name)
    if of is None or not (of.available or limited):
        return None
    limit = np.nan_to_num(levels(of.available or ByYear.constant(of.base), timeline), nan=np.inf)
    changes = [change.levels(timeline) for change in line.service_level if change.step_fixed]
    opened = prod(changes, start=np.ones(len(timeline)))
    found: Array = limit * line.our_share + needed(projection)[name][:, 0] * (opened - 1)
    return found


def _is_bought(plan: Plan, name: str) -> bool:
    """Return True if words of a line, or of the wages that it pays, say that others provide the service."""
    line = plan.lines[name]
    pay = [plan.label("assumptions", price) for price in line.components if is_pay(price, plan.assumptions[price])]
    says = (plan.label("lines", name), name.replace("_", " "), line.note)
    return any(map(BOUGHT.search, says)) or (bool(pay) and all(map(BOUGHT.search, pay)))
