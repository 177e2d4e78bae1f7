"""Changed levers between two versions of a scenario, the one that moves most first, with what each moves in a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from mtfp.analysis.one_by_one.entries import LEAST, MOST, Entry
from mtfp.analysis.one_by_one.levers_between import LeversBetween, Player, ScenarioDifference, Unfit
from mtfp.analysis.one_by_one.transfers import transfers
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import UNITS
from mtfp.model.plan import Plan
from mtfp.scenarios.between import (
    LeverPair,
    has_other_order,
    lever_changes,
    lever_pairs,
    lever_title,
    order_change,
    other_changes,
)
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import Scenario


@dataclass(frozen=True, repr=False)
class LeverChanges(Short):
    """Changes between two versions of a scenario, the one that moves the gap of a plan most first."""

    plan: Plan
    entries: tuple[Entry, ...]
    together: Array | None = None
    """Movement of the gap by all of them, shape (year,), in the plan's unit; None if the old levers don't fit."""
    unknown: str = ""
    """Reason why it isn't known what each change moves."""

    def in_short(self) -> str:
        return counted(len(self.entries), "change")


def levers_one_by_one(
    plan: Plan, old: Scenario, new: Scenario, before: Sequence[Lever] = (), after: Sequence[Lever] = ()
) -> LeverChanges:
    """Return the changes between two versions of a scenario, each with what it moves in the central case of a plan.

    before, after : levers of other scenarios that are applied before and after those of this one

    Movements are averages over orders of the changes, as in `one_by_one`; those of the gap add up to the gap under the
    new levers less that under the old ones. If levers of both versions can't be applied together, or more than
    `MOST` changed, only the whole is known.
    """
    pairs = lever_pairs(old.levers, new.levers)
    order = (None,) if has_other_order(pairs) else ()
    players: tuple[Player, ...] = (*(pair for pair in pairs if pair.was != pair.now), *order)
    levers = LeversBetween(plan, pairs, players, before, after)
    difference = ScenarioDifference(players, levers, plan.timeline.projected)
    whole, unknown = _whole(difference)
    found, unknown = ((), unknown) if unknown else _one_by_one(difference, pairs, plan)
    if unknown:
        found = tuple(_entry(player, pairs, plan) for player in players)
    return LeverChanges(plan, (*found, *_others(old, new, plan)), whole, unknown)


def _whole(difference: ScenarioDifference) -> tuple[Array | None, str]:
    """Return the movement of the gap by all changes, or the reason why it isn't known."""
    try:
        before, after = (difference.value("gap", after=side) for side in (False, True))
    except Unfit as reason:
        return None, f"the old levers don't fit the plan as it is: {reason}"
    return after - before, ""


def _one_by_one(
    difference: ScenarioDifference, pairs: Sequence[LeverPair], plan: Plan
) -> tuple[tuple[Entry, ...], str]:
    """Return an entry for each player, the one that moves most first, or the reason why movements aren't known."""
    if len(difference.players) > MOST:
        return (), f"more than {MOST} levers changed"
    try:
        return tuple(sorted(_entries(difference, pairs, plan), key=lambda each: each.size, reverse=True)), ""
    except Unfit as reason:
        return (), f"old and new levers don't mix: {reason}"


def _entries(difference: ScenarioDifference, pairs: Sequence[LeverPair], plan: Plan) -> Iterator[Entry]:
    """Yield an entry for each player. Raises Unfit."""
    if not difference.players:
        return
    gaps, least = np.nan_to_num(difference.of("gap")), LEAST / UNITS[plan.unit]
    gaps[np.abs(gaps) <= least] = 0.0
    moved = transfers(difference, np.abs(gaps).max(axis=1, initial=0.0), least)
    for player, gap, transfer in zip(difference.players, gaps, moved, strict=True):
        yield _entry(player, pairs, plan, gap=gap, transfers=transfer)


def _entry(player: Player, pairs: Sequence[LeverPair], plan: Plan, **moves: Any) -> Entry:
    moves = {"gap": np.zeros(len(plan.timeline.projected)), **moves}
    if player is None:
        change = order_change(pairs)
        return Entry("levers", change.label, (change,), **moves)
    number = int(player.path[1]) + 1
    return Entry(f"levers.{number}", lever_title(player, plan), lever_changes(player, plan), **moves)


def _others(old: Scenario, new: Scenario, plan: Plan) -> Iterator[Entry]:
    """Yield an entry for each key, or named item, that differs outside the levers, which moves no figure."""
    for path, changes in groupby(other_changes(old, new, plan), key=lambda each: each.path[:2]):
        yield Entry(".".join(map(str, path)), "", tuple(changes), np.zeros(len(plan.timeline.projected)))
