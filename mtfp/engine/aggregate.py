"""Rows of a plan's budget lines: one for each line, or groups that save time in a run that shows no single lines."""

from mtfp.model.base.once import once_per_part
from mtfp.model.base.refers import parts_in
from mtfp.model.costs.rows import Rows
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan


@once_per_part
def line_by_line(plan: Plan) -> Rows:
    """Return the plan's lines in rows of one line each; the same for every projection of the plan."""
    return Rows.line_by_line(plan.lines)


def group_lines(plan: Plan, *, by_setting: bool) -> Rows:
    """Return the plan's lines in groups. Every rule of the plan treats the lines of one group alike.

    The lines of a group have the same partner, and are in the same budget: set-aside or integrated. With `by_setting`,
    which fewer figures need, they also have the same kind and setting. A rule that selects lines selects either the
    whole group or no line of it. Cost is a sum over lines, so grouping changes only the figures of single lines.
    """
    rules = (*plan.funding.values(), plan.scheme)  # only their rules depend on the cost of selected lines
    selections = [frozenset(selector.of(plan.lines)) for _, selector in parts_in(rules, Selector)]
    selections += [
        frozenset({name}) for name in plan.lines if any(check.of == f"lines.{name}" for check in plan.checks)
    ]
    groups: dict[object, list[str]] = {}
    for name, line in plan.lines.items():
        setting = (line.kind, line.setting) if by_setting else None
        key = (line.partner, line.set_aside, setting, tuple(name in each for each in selections))
        groups.setdefault(key, []).append(name)
    return Rows(plan.lines, tuple(tuple(names) for names in groups.values()))
