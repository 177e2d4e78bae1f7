"""Which lines of a plan may be added up before anything is worked out, where no single line is asked for."""

from mtfp.model.base.refers import parts_in
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan


def together(plan: Plan) -> Rows:
    """Lines in one row that no part of the plan tells apart: one arm, block, kind and setting, under the same rules.

    Cost is a sum over lines, so that adding up first changes no figure that is not of a single line.
    """
    asked = (*plan.funding.values(), plan.scheme)  # whose rules ask what lines cost
    chosen = [frozenset(selector.of(plan.lines)) for _, selector in parts_in(asked, Selector)]
    chosen += [frozenset({name}) for name in plan.lines if any(check.of == f"lines.{name}" for check in plan.checks)]
    rows: dict[object, list[str]] = {}
    for name, line in plan.lines.items():
        alike = (line.partner, line.set_aside, line.kind, line.setting, tuple(name in each for each in chosen))
        rows.setdefault(alike, []).append(name)
    return Rows(plan.lines, tuple(tuple(row) for row in rows.values()))
