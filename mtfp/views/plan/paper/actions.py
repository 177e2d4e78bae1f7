"""Table of actions: the figures that each should move, their baseline, and how far they have moved in the plan."""

from collections.abc import Iterator

from mtfp.engine.projection import Projection
from mtfp.model.governance.action import Action
from mtfp.model.plan import Plan, in_words
from mtfp.results.by_year import table_by_year
from mtfp.results.effects import EffectInPlan, effects
from mtfp.results.filled import filled
from mtfp.results.table import POINTS, Row, Table
from mtfp.views.plan.registers.words import day_in_words, sentences

NONE = "This plan records no action."
ALL_CAUSES = "A figure moves for other reasons too; “moved since” is the whole change since the action was agreed."


def actions(projection: Projection, scenario: str) -> Table:
    """Return the figures that each action should move, in the year that it names."""
    plan, moved = projection.plan, effects(projection)
    rows = list[Row]()
    for name, action in plan.actions.items():
        label = f"{in_words(name)} ({action.status})"
        about = _about(label, action, projection)
        rows.append(Row(f"actions.{name}", label, (None,) * len(plan.timeline), about=about))
        rows += [row for each in moved if each.action == name for row in _effect(each, plan)]
    notes = (NONE,) if not rows else (ALL_CAUSES,) if any(each.moved is not None for each in moved) else ()
    return table_by_year("actions", "Actions", projection, scenario, rows, notes)


def _effect(each: EffectInPlan, plan: Plan) -> Iterator[Row]:
    id, change = f"actions.{each.action}.{each.figure.id}", POINTS if each.figure.is_share else each.figure.unit
    points = 100 if each.figure.is_share else 1

    def at(value: float) -> tuple[float | None, ...]:
        return tuple(value if year == each.effect.in_ else None for year in plan.timeline.labels)

    yield Row(id, f"{each.figure.label}, in this plan", at(each.value), each.figure.unit, depth=1)
    if each.effect.from_ is not None:
        yield Row(f"{id}.from", "when the action was agreed", at(each.effect.from_), each.figure.unit, depth=2)
    by = each.effect.by * points
    yield Row(f"{id}.by", "change that the action should make", at(by), change, depth=2, signed=True)
    if each.moved is not None:
        yield Row(f"{id}.moved", "moved since", at(each.moved * points), change, depth=2, signed=True)


def _about(label: str, action: Action, projection: Projection) -> str:
    plan = projection.plan
    on = plan.status.date if plan.status else None
    late = on and action.is_late(on)
    return sentences(
        label,
        filled(action.text, projection),
        f"Owner: {action.owner}" if action.owner else "No owner",
        f"Due: {day_in_words(action.due)}{', so it is late' if late else ''}" if action.due else "No due date",
        f"Progress reported on {day_in_words(action.status_date)}" if action.status_date else "",
        f"Should deliver: {_saving(action.saving, plan)}" if action.saving else "",
        action.note,
    )


def _saving(name: str, plan: Plan) -> str:
    return plan.label("savings" if name in plan.savings else "investments", name)
