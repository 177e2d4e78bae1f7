"""Checks of shares that say how much of an amount counts: a misplaced point makes next to nothing of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.refers import parts_in
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.check import Check
from mtfp.model.consistency.scale.likely import in_figures, in_percent, likely, likely_share, usual
from mtfp.model.consistency.scale.limits import (
    CORRELATION,
    COUNTED,
    FUNDED_SHARE,
    MOVED,
    OF_EXPENDITURE,
    ONE_OFF,
    RELEASED,
    Limit,
)
from mtfp.model.consistency.scale.rates import NOTED
from mtfp.model.consistency.scale.size import Size, asks, integrated_funding, percent
from mtfp.model.costs.line import Hosted, Localities
from mtfp.model.costs.move import Move
from mtfp.model.costs.saving import Returns
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.money_in.funding import Follows
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import SECTIONS, Plan
from mtfp.model.scheme.closing_steps import RecoveryPlan
from mtfp.model.scheme.reserve import Threshold
from mtfp.model.scheme.who_pays import CappedRule, Repayable

KEYS: Mapping[type, Mapping[str, Limit]] = {
    Check: {"probability": COUNTED},
    Follows: {"share": FUNDED_SHARE},
    Hosted: {"share": COUNTED},
    Localities: {"shares": COUNTED},
    Move: {"activity": MOVED, "released": RELEASED, "reinvested": RELEASED},
    RecoveryPlan: {"achieves": COUNTED, "fails": COUNTED},
    Repayable: {"share": COUNTED},
    Returns: {"cashable": RELEASED},
    ServiceLevel: {"released": RELEASED, "bought_elsewhere": COUNTED},
    Threshold: {"share": OF_EXPENDITURE},
    Transfer: {"released": RELEASED},
}
"""Keys that hold such a share, with their limits, by the part of a plan that has them."""
PARTS: Any = tuple(KEYS)
UNSAID = ("share", "shares", "then", "council", "nhs")
"""Keys that don't say what a share is of."""
NEVER_BEYOND = 0.25
"""Share of expenditure that no gap and no request to partners comes to: a highest value above it never binds."""
OF_GAP = ("gap", "recurring_gap", "additional_payments", "deficit", "unmet", "unidentified")
"""Identifiers of figures that are small next to expenditure."""
SHARE_REACHED = Limit(0.1, 1, seen=(0.5, 0.9))
"""Lowest allowed value of a share that isn't met whatever happens."""
YEARS = 2
"""Number of years whose expenditure no figure of one year comes to."""
TOO_LARGE = 1e-3
"""Factor that puts right an amount in the next smaller unit."""


def check_counted_shares(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of shares that are so small, or thresholds so high, that a point is probably misplaced."""
    for section in (*SECTIONS, "scheme", "checks"):
        for path, part in parts_in(getattr(plan, section), PARTS, (section,)):
            for key, limit in KEYS[type(part)].items():
                if isinstance(part, Follows) and _is_rest(plan, str(path[1]), part):
                    continue
                yield from _odd(plan, (*path, key), getattr(part, key), limit)
    for name, reserve in plan.all_reserves.items():
        yield from _odd(plan, ("reserves", name, "clawback"), reserve.clawback, COUNTED)


def _is_rest(plan: Plan, name: str, rule: Follows) -> bool:
    """Return True if other funding sources follow the same rise: each may then pay any share of it."""
    others = (stream.follows for other, stream in plan.funding.items() if other != name)
    return any(each and (each.assumption, each.lines) == (rule.assumption, rule.lines) for each in others)


def _odd(plan: Plan, path: Path, value: Any, limit: Limit) -> Iterator[Complaint]:
    """Yield a complaint about the first share outside its limits."""
    for at, share in _shares(value):
        if not limit.holds(share):
            whose = f" of {plan.label(str(path[0]), str(path[1]))}" if path[0] in SECTIONS else ""
            key = [step for step in path if str(step).isidentifier() and step not in UNSAID][-1]
            says = f"`{key}`{whose} {f'in {at[0]} ' if at else ''}is {in_percent(share)}"
            message = f"{says}; {usual(limit)}: {likely_share(share, limit)}"
            yield Complaint("W561", (*path, *at), message, NOTED)
            return


def _shares(value: Any) -> Iterator[tuple[Path, Percent]]:
    """Yield each share of a value, which may be one share or shares by year."""
    if isinstance(value, ByYear):
        value = {**value.years, "then": value.then}
    for at, share in value.items() if isinstance(value, Mapping) else [("", value)]:
        if isinstance(share, Percent):
            yield (at,) if at else (), share


def check_one_offs(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a one-off part of a budget that is next to nothing of it."""
    for name, line in plan.lines.items():
        share = line.one_off / line.budget if line.budget else 0.0
        if 0 < share < ONE_OFF.least:
            says = f"the one-off part of {plan.label('lines', name)} is {in_percent(share)} of its budget"
            message = f"{says}; {usual(ONE_OFF)}: {likely(share, ONE_OFF)}"
            yield Complaint("W561", ("lines", name, "one_off"), message, NOTED)


def check_small_correlations(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a correlation that is next to none."""
    for number, (one, other, strength) in enumerate(plan.correlations):
        if not isinstance(strength, str) and abs(strength) <= 1 and not CORRELATION.holds(strength):
            says = f"the correlation of `{one}` and `{other}` is {in_figures(strength)}"
            asked = f"{usual(CORRELATION, in_figures)}: {likely(strength, CORRELATION, in_figures)}"
            yield Complaint("W561", ("correlations", number, 2), f"{says}; {asked}", NOTED)


def check_bounds(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a check that holds or fails whatever happens, because no figure comes as far as its bound."""
    for number, check in enumerate(plan.checks):
        for key, bound in (("at_most", check.at_most), ("at_least", check.at_least)):
            if not isinstance(bound, float):
                continue
            always = "holds whatever happens"
            if says := _out_of_reach(plan, size, bound):
                always = "always holds" if (bound > 0) == (key == "at_most") else "always fails"
            if says := says or _too_loose(plan, size, check, key):
                yield Complaint("W584", ("checks", number, key), f"this check {always}: {says}", "correct the bound")


def _too_loose(plan: Plan, size: Size, check: Check, key: str) -> str:
    """Return the fault of a bound that is many times too loose for its figure, in words; nothing if it may bind."""
    most, least = check.at_most, check.at_least
    if key == "at_least" and isinstance(least, Percent) and most is None and 0 < least < SHARE_REACHED.low:
        return f"{in_percent(least)} is next to nothing; {likely(least, SHARE_REACHED)}"
    is_gap = check.of.lower().replace(" ", "_") in OF_GAP
    if key == "at_least" or isinstance(most, Percent) or most is None or not is_gap:
        return ""
    share = percent(size.share(most))
    loose = size.share(most) > NEVER_BEYOND
    return f"{planned_money(most, plan.unit)} is {share} of expenditure: is a digit wrong?" if loose else ""


def check_caps_of_partners(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a cap on a partner's contribution that is a large part of all that the partner pays."""
    for path, rule in parts_in(plan.scheme, CappedRule, ("scheme",)):
        for partner, cap in rule.cap.items():
            paid = sum(
                size.payments[name] or 0.0 for name in integrated_funding(plan) if plan.funding[name].partner == partner
            )
            amounts = [amount for year in plan.timeline.projected if (amount := cap.at(year))]
            if paid > 0 and amounts and min(amounts) > NEVER_BEYOND * paid:
                message = (
                    f"the cap of `{partner}` never binds: {planned_money(min(amounts), plan.unit)} is "
                    f"{percent(min(amounts) / paid)} of all that it pays in {plan.base_year}: is a digit wrong?"
                )
                yield Complaint("W584", (*path, "cap", partner), message, "correct the cap")


def _out_of_reach(plan: Plan, size: Size, bound: float) -> str:
    """Return the fault of a bound to which no figure comes, in words; nothing if a figure may."""
    if isinstance(bound, Percent):
        return "" if 0 <= bound <= 1 else f"{in_percent(bound)} is no share, which lies between 0% and 100%"
    if size.expenditure <= 0 or abs(bound) <= YEARS * size.expenditure:
        return ""
    return f"{planned_money(bound, plan.unit)} is more than {YEARS} years' expenditure; {asks(plan, TOO_LARGE)}"


COUNTED_SHARES = (check_counted_shares, check_one_offs, check_small_correlations, check_bounds, check_caps_of_partners)
