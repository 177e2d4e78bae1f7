"""Checks of what assumptions are used for: another partner's pay or uplift, and prices counted as demand."""

import re
from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.consistency.scale.limits import MOSTLY_FIXED, MOSTLY_FIXED_THERE
from mtfp.model.consistency.scale.size import Size
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay


def _whose(plan: Plan, name: str) -> Partner | None:
    """Return the one partner that an assumption's name or label names; None if it names none or both."""
    words = set(re.split(r"[^a-z]+", f"{name} {plan.label('assumptions', name)}".lower()))
    named: list[Partner] = [partner for partner in PARTNERS if partner in words]
    return named[0] if len(named) == 1 else None


def check_partners(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a line or payment that follows the pay or uplift of the other partner although its own has one."""
    pay = {name for name, of in plan.assumptions.items() if is_pay(name, of)}
    for name, line in plan.lines.items():
        own = [each for each in pay if _whose(plan, each) == line.partner]
        for used in (each for each in line.components if each in pay and own):
            if _whose(plan, used) not in (None, line.partner):
                yield _other(plan, ("lines", name, "components", used), used, own[0])
    uplifts = {stream.uplift.root for stream in plan.funding.values() if stream.uplift}
    for name, stream in plan.funding.items():
        used = stream.uplift.root if stream.uplift else ""
        own = [each for each in uplifts if _whose(plan, each) == stream.partner]
        if own and used in plan.assumptions and _whose(plan, used) not in (None, stream.partner):
            yield _other(plan, ("funding", name, "uplift"), used, own[0])


def _other(plan: Plan, path: tuple[str, ...], used: str, own: str) -> Complaint:
    section, name = path[:2]
    partner = getattr(plan, section)[name].partner
    message = (
        f"{plan.label(section, name)} follows {plan.label('assumptions', used)}, but its partner is `{partner}`: is "
        f"{plan.label('assumptions', own)} meant?"
    )
    fix = f"write `{own}`, or correct `partner:`; if it is right, say why in `note:`, with the word “checked”"
    return Complaint("W570", path, message, fix, True)


def check_growth(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of demand that grows with a price, because the price then counts as more people too."""
    prices = {name for line in plan.lines.values() for name in line.components}
    for name, line in plan.lines.items():
        growth = line.demand.growth
        if growth in prices and growth in plan.assumptions:
            label, priced = plan.label("lines", name), plan.label("assumptions", growth)
            message = (
                f"the demand for {label} grows with {priced}, which other components use as a price: "
                "is a price counted as more service?"
            )
            fix = "write an assumption for growth in need, or leave `growth:` out"
            yield Complaint("W571", ("lines", name, "demand", "growth"), message, fix)


def check_fixed(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a line with a stated demand that its cost hardly follows: the share that varies may be meant."""
    for name, line in plan.lines.items():
        demand, fixed = line.demand, float(line.fixed_share)
        limit = MOSTLY_FIXED_THERE if line.setting in ("hospital", "other") else MOSTLY_FIXED
        if limit.high < fixed < 1 and (demand.profile or demand.growth or demand.line):
            label, rest = plan.label("lines", name), in_percent(1 - fixed)
            message = (
                f"the fixed share of {label} is {in_percent(fixed)}, so only {rest} of its cost follows "
                f"its `demand:`: are the two swapped, and is {rest} fixed?"
            )
            fix = (
                "write the share of the cost that stays when there is less to do; if it is right, say "
                "why in `note:`, with the word “checked”"
            )
            yield Complaint("W576", ("lines", name, "fixed_share"), message, fix)


USES = (check_partners, check_growth, check_fixed)
