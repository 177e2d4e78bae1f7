"""Effects of actions: figures that actions should move, compared with their baselines."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Projection
from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.findings.suggest import Unknown
from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_money
from mtfp.model.base.values import Percent
from mtfp.model.governance.action import Effect
from mtfp.results.figures import Figure, figures
from mtfp.results.filled import FigureName, NoValue, value_of


@dataclass(frozen=True, repr=False)
class EffectInPlan(Short):
    """Effect of an action, with the figure of the plan that it should move, in the first draw."""

    action: str
    """Name of the action."""
    key: str
    """Name of the figure in the action's `moves`."""
    figure: Figure
    effect: Effect
    value: float
    """Figure of the plan in the effect's year."""
    unit: str
    """Unit of the plan's money."""
    slack: float
    """Largest difference that is only rounding."""

    @property
    def moved(self) -> float | None:
        """Change of the figure since its baseline; None if the action states no baseline."""
        return None if self.effect.from_ is None else self.value - self.effect.from_

    @property
    def has_moved(self) -> bool | None:
        """True if the figure has moved as far as the action should move it; None without a baseline.

        Other causes move the figure too, so this tests the plan, not the action's own effect.
        """
        if self.moved is None:
            return None
        beyond = self.moved - self.effect.by
        return beyond <= self.slack if self.effect.by < 0 else beyond >= -self.slack


def effects(projection: Projection) -> tuple[EffectInPlan, ...]:
    """Return the effects of all actions. Every figure must be known, as `unsound_effects` tests."""
    known = figures(projection)
    found = list[EffectInPlan]()
    for name, action in projection.plan.actions.items():
        for key, effect in action.moves.items():
            id, _, value = value_of(FigureName(key, effect.in_), known)
            record = known.records[id]
            slack = NOISE if record.is_share else float(np.max(rounding(projection)))
            found.append(EffectInPlan(name, key, record, effect, value, projection.plan.unit, slack))
    return tuple(found)


def unsound_effects(projection: Projection) -> Iterator[Complaint]:
    """Yield a complaint for each effect on a figure or year that the plan lacks, or written in the wrong unit."""
    known = figures(projection)
    for name, action in projection.plan.actions.items():
        for key, effect in action.moves.items():
            path: Path = ("actions", name, "moves", key)
            try:
                id, *_ = value_of(FigureName(key, effect.in_), known)
            except NoValue as error:
                yield Complaint("E681", path, error.message, error.fix)
            except Unknown as error:
                yield Complaint("E680", path, error.message, error.fix)
            else:
                yield from _wrong_unit(path, key, effect, is_share=known.records[id].is_share)


def _wrong_unit(path: Path, key: str, effect: Effect, *, is_share: bool) -> Iterator[Complaint]:
    stated = [each for each in (effect.by, effect.from_) if each]
    if any(isinstance(each, Percent) != is_share for each in stated):
        needs = "in percentage points, because it is a share" if is_share else "an amount of money"
        example = "+1%" if is_share else "-250"
        fix = f"write it like `{key}: {example} in {effect.in_}`"
        yield Complaint("E684", path, f"the change of `{key}` must be {needs}", fix)


def drifted_actions(projection: Projection) -> Iterator[Complaint]:
    """Yield a warning for each action that is done although its figure hasn't moved as far as it should."""
    if any(unsound_effects(projection)):
        return
    plan = projection.plan
    for each in effects(projection):
        if plan.actions[each.action].status == "done" and each.has_moved is False:
            was, now, by = (
                in_figure(each, value) for value in (each.effect.from_ or 0.0, each.value, abs(each.effect.by))
            )
            way = "lower" if each.effect.by < 0 else "raise"
            message = (
                f"the action is done, but {each.figure.in_sentence} in {each.effect.in_} is {now}: it was {was}, "
                f"and the action should {way} it by {by}"
            )
            fix = "find out why, and correct the action's `status` or its `moves`"
            yield Complaint("W706", ("actions", each.action, "moves", each.key), message, fix)


def in_figure(each: EffectInPlan, value: float) -> str:
    """Return a value or a change of an effect's figure in words: money, or a percentage."""
    if each.figure.is_share:
        return f"{value:.1%}".replace("-", "−")
    return in_money(value, each.unit)
