"""Group lines that can be summed before projection, for runs that show no single line."""

from mtfp.model.base.refers import parts_in
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan


def group_lines(plan: Plan) -> Rows:
    """Return the plan's lines in groups, one row each: lines that every rule of the plan treats alike.

    Lines of a group share arm, block, kind and setting, and each selection of lines takes all of them or none. Cost is
    a sum over lines, so grouping changes no figure except those of single lines.
    """
    rules = (*plan.funding.values(), plan.scheme)  # the parts of a plan whose rules depend on the cost of chosen lines
    selections = [frozenset(selector.of(plan.lines)) for _, selector in parts_in(rules, Selector)]
    selections += [
        frozenset({name}) for name in plan.lines if any(check.of == f"lines.{name}" for check in plan.checks)
    ]
    groups: dict[object, list[str]] = {}
    for name, line in plan.lines.items():
        key = (line.partner, line.set_aside, line.kind, line.setting, tuple(name in each for each in selections))
        groups.setdefault(key, []).append(name)
    return Rows(plan.lines, tuple(tuple(names) for names in groups.values()))
