"""Scenarios between two rungs of the ladder: each lever goes straight from its value in one rung to the other's.

A lever that only one of the rungs has goes from nothing to its full strength: docs/decisions/levers.md.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.shipped import LADDER


def rungs(position: float) -> tuple[str | None, str | None]:
    """Return the nearer and the further rung of a position; None for the plan. At a rung both are the same.

    >>> rungs(-1.5), rungs(0.25), rungs(2)
    (('step-down', 'minimum'), (None, 'step-up'), ('maximum', 'maximum'))
    """
    sign = -1 if position < 0 else 1
    near = int(abs(position))
    far = near if near == abs(position) else near + 1
    return LADDER.get(sign * near), LADDER.get(sign * far)


class Way(NamedTuple):
    """Way of a lever between two rungs: its number in each of them, from 0; None in a rung that doesn't have it."""

    near: int | None
    far: int | None


def ways(near: Sequence[Lever], far: Sequence[Lever]) -> Iterator[Way]:
    """Yield the way of each lever: first those of the nearer rung, in order, then those that only the further has."""
    taken = set[int]()
    for number, lever in enumerate(near):
        found = next((n for n, other in enumerate(far) if n not in taken and lever.goes_straight_to(other)), None)
        if found is not None:
            taken.add(found)
        yield Way(number, found)
    yield from (Way(None, number) for number in range(len(far)) if number not in taken)


def on_the_way(way: Way, near: Sequence[Lever], far: Sequence[Lever], share: float) -> Lever:
    """Return the lever that is a share of the way from the nearer rung to the further."""
    if way.near is None:
        assert way.far is not None
        return far[way.far].with_fields(at=share)
    if way.far is None:
        return near[way.near].with_fields(at=1 - share)
    return near[way.near].toward(far[way.far], share)
