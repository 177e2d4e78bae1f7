"""Which lines of a plan may be added up before anything is worked out, where no single line is asked for."""

from collections.abc import Iterator

from mtfp.model.costs.rows import Rows
from mtfp.model.costs.target import Selector
from mtfp.model.plan import Plan
from mtfp.model.scheme.who_pays import AdditionalPayments, Nested


def together(plan: Plan) -> Rows:
    """Lines in one row that no part of the plan tells apart: one arm, block, kind and setting, under the same rules.

    Cost is a sum over lines, so that adding up first changes no figure that is not of a single line.
    """
    chosen = [frozenset(selector.of(plan.lines)) for selector in _told_apart(plan)]
    chosen += [frozenset({name}) for name in plan.lines if any(check.of == f"lines.{name}" for check in plan.checks)]
    rows: dict[object, list[str]] = {}
    for name, line in plan.lines.items():
        alike = (line.partner, line.set_aside, line.kind, line.setting, tuple(name in each for each in chosen))
        rows.setdefault(alike, []).append(name)
    return Rows(plan.lines, tuple(tuple(row) for row in rows.values()))


def _told_apart(plan: Plan) -> Iterator[Selector]:
    """The choices of lines whose cost the engine asks for: ring-fences, funding that follows, rules for who pays."""
    for stream in plan.funding.values():
        yield from (each for each in (stream.lines, stream.follows and stream.follows.lines) if each)
    for step in plan.scheme.order.values():
        if isinstance(step, AdditionalPayments) and isinstance(step.root, Nested):
            yield from (rule.lines for rule in step.root.rules if rule.lines)
