"""Helpers for levers on lines: the lines that a lever can change, and additions to a plan."""

from collections.abc import Collection, Iterable, Iterator
from itertools import count

from mtfp.findings.place import Path
from mtfp.findings.suggest import one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.line import Line
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan


def with_budget(selector: Selector, plan: Plan) -> tuple[str, ...]:
    """Return the selected lines that have a budget. Money for each unit has no price in a line with a stated cost."""
    return tuple(name for name in selector.of(plan.lines) if plan.lines[name].cost is None)


def line_complaints(selector: Selector, plan: Plan, path: Path) -> Iterator[Complaint]:
    """Yield a complaint if a selector finds no line."""
    if not selector.of(plan.lines):
        yield Complaint("W552", path, f"the plan has no line with {selector}", _instead(selector, plan))


def budget_complaints(selector: Selector, plan: Plan, path: Path) -> Iterator[Complaint]:
    """Yield complaints if a selector finds no line, or finds lines whose cost is stated by year."""
    yield from line_complaints(selector, plan, path)
    stated = [name for name in selector.of(plan.lines) if plan.lines[name].cost is not None]
    if stated:
        code = "E406" if selector.names else "W554"
        fix = "give the line a `budget` with `components`, or select other lines"
        message = f"the cost of {listed(stated)} is stated by year, so it has no price with which this money grows"
        yield Complaint(code, path, message, fix)


def _instead(selector: Selector, plan: Plan) -> str:
    """Return the repair for a selector that finds no line: the attributes that the plan's lines have."""
    wanted = [key for key in ("partner", "setting", "care_group", "set_aside") if getattr(selector, key) is not None]
    lines = [line for line in plan.lines.values() if line.kind == "cost"]
    has = {key: sorted({str(value) for line in lines if (value := getattr(line, key)) is not None}) for key in wanted}
    return "the plan's lines have " + "; ".join(f"{key} {one_of(values)}" for key, values in has.items())


def with_service_level(plan: Plan, names: Iterable[str], service_level: ServiceLevel) -> Plan:
    """Return the plan with one more change of the service level on some lines. Levels on the same line multiply.

    Returns the plan unchanged if the level stays at 100%, or changes only after the plan's last year.
    """
    if service_level.level == 1 or plan.timeline.at(service_level.from_) > plan.timeline.years:
        return plan
    changed = {name: _with(plan.lines[name], service_level) for name in names}
    return plan.with_fields(lines={**plan.lines, **changed})


def _with(line: Line, service_level: ServiceLevel) -> Line:
    return line.with_fields(service_level=(*line.service_level, service_level))


def with_commitment(plan: Plan, stem: str, commitment: Commitment) -> Plan:
    """Return the plan with a commitment under the first free name `<stem>_<n>`; unchanged if its amounts are zero."""
    if not any(commitment.amount.values()):
        return plan
    return plan.with_fields(commitments={**plan.commitments, first_free(stem, plan.commitments): commitment})


def first_free(stem: str, taken: Collection[str]) -> str:
    """Return the first free name `<stem>_<n>`.

    >>> first_free("transfer", ["transfer_1"])
    'transfer_2'
    """
    return next(name for n in count(1) if (name := f"{stem}_{n}") not in taken)


def volume_cost(names: Iterable[str], plan: Plan) -> float:
    """Return the cost of lines that follows volume: Σ B · (1 - f), with B the recurring base and f the fixed share."""
    lines = [plan.lines[name] for name in names]
    return sum(line.recurring_base(plan.base_year) * (1 - line.fixed_share) for line in lines)


def main_price(names: Iterable[str], plan: Plan) -> str | None:
    """Return the assumption that prices the largest part of some lines' cost. If equal, the first name wins."""
    weight: dict[str, float] = {}
    for line in (plan.lines[name] for name in names):
        for price, part in line.components.items():
            weight[price] = weight.get(price, 0.0) + line.recurring_base(plan.base_year) * part.share
    return min(weight, key=lambda price: (-weight[price], price), default=None)
