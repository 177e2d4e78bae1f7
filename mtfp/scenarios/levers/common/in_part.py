"""Levers in part: the base of levers, each of which can apply at a share of its full strength.

A number of a lever goes straight from its value without effect, or from the plan's own value, to the lever's value.
Anything else, such as another rule or a delay, applies in full from half strength on: docs/decisions/levers.md.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import PrivateAttr

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Part
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan

HALF = 0.5
"""Share from which on a change that has no parts applies in full."""
ONLY_WORDS = ("label",)
"""Fields that describe a lever and change no figure."""
INTENDED = "change nothing if this is intended"


class InPart(Part):
    """Base of levers: methods that every kind of lever has, and how its fields change if it applies in part."""

    straight: ClassVar[tuple[str, ...]] = ()
    """Fields whose numbers go straight from one value to the other."""
    money_or_share: ClassVar[tuple[str, ...]] = ()
    """Fields that are either money or a share, so that they go straight only to a value of the same kind."""
    rest: ClassVar[Mapping[str, Any] | None] = None
    """Values of fields with which the lever changes nothing; None if the lever has no parts."""
    from_plan: ClassVar[tuple[str, ...]] = ()
    """Fields whose numbers go straight from the plan's own value; `apply` does so with `_share`."""
    _share: float = PrivateAttr(default=1.0)

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        """Yield errors and warnings for this plan. Their paths begin at the lever's own keys."""
        raise NotImplementedError

    def apply(self, plan: Plan) -> Plan:
        """Return the changed plan. Call it only for a plan without errors."""
        raise NotImplementedError

    def partly(self, share: float) -> Self | None:
        """Return the lever at a share of its strength, above 0 and below 1; None if nothing of it applies yet.

        A field x of `straight` becomes x0 + share · (x - x0), with x0 its value in `rest`. Other fields are as in
        `rest` below a share of 50%, and as in the lever from 50% on.
        """
        nothing = self.nothing()
        if nothing is None:
            return self if share >= HALF else None
        part = nothing.toward(self, share)
        if part == nothing and not any(self._starts_from_plan(key) for key in self.from_plan):
            return None
        part._share = share
        return part

    def nothing(self) -> Self | None:
        """Return the lever without effect, except for fields that go from the plan's value; None if it has no parts."""
        if self.rest is None:
            return None
        whole = {key: None for key in self.from_plan if isinstance(getattr(self, key), str)}
        return self.with_fields(**self.rest, **whole)

    def _starts_from_plan(self, key: str) -> bool:
        """Return True if a field states what goes straight from the plan's value; a name of an assumption doesn't."""
        value = getattr(self, key)
        return value not in (None, False) and not isinstance(value, str)

    def toward(self, other: Self, share: float) -> Self:
        """Return the lever that is a share of the way from this one to another of the same kind."""
        leaps = {key: new if share >= HALF else old for key, (old, new) in self.leaps_to(other).items()}
        straight = {
            key: between(getattr(self, key), getattr(other, key), share)
            for key in self.differing(other)
            if key not in leaps
        }
        return self.with_fields(**leaps, **straight)

    def differing(self, other: Self) -> list[str]:
        """Return the fields that differ between two levers of the same kind, in their order."""
        return [key for key in type(self).model_fields if getattr(self, key) != getattr(other, key)]

    def leaps_to(self, other: Self) -> dict[str, tuple[Any, Any]]:
        """Return the fields that can't go straight to another lever's value, each with its old and new value."""
        pairs = {key: (getattr(self, key), getattr(other, key)) for key in self.differing(other)}
        return {key: pair for key, pair in pairs.items() if not self._is_straight(key, *pair)}

    def _is_straight(self, key: str, old: Any, new: Any) -> bool:
        if key not in self.straight or old is None or new is None:
            return False
        return key not in self.money_or_share or same_kind(old, new)

    def cautions(self, share: float, plan: Plan) -> Iterator[Complaint]:
        """Yield a warning for each part of the lever that applies in full from half strength on, or not before."""
        nothing = self.nothing()
        if nothing is None:
            yield leap((), "this lever", share)
            return
        for key in nothing.leaps_to(self):
            if key in ONLY_WORDS:
                continue
            shown = type(self).model_fields[key].alias or key
            yield leap((shown,), f"`{shown}`", share)


def leap(path: tuple[str, ...], subject: str, share: float) -> Complaint:
    """Return the warning that a change has no parts, and whether it applies at this share."""
    now = "so it applies in full" if share >= HALF else "so it doesn't apply"
    message = f"{subject} can't be applied in part: it applies from 50% on, {now} at {in_percent(share)}"
    return Complaint("W666", path, message, INTENDED)


def same_kind(old: Any, new: Any) -> bool:
    """Return True if two numbers are both shares or both plain numbers, or such numbers by year; zero is either.

    >>> same_kind(0.0, Percent(0.1)), same_kind(5.0, Percent(0.1)), same_kind({}, {"year 1": 5.0})
    (True, False, True)
    """
    if isinstance(old, Mapping):
        return all(same_kind(old.get(year, 0.0), new.get(year, 0.0)) for year in {**old, **new})
    return not old or not new or isinstance(old, Percent) == isinstance(new, Percent)


def between(old: Any, new: Any, share: float) -> Any:
    """Return the value that is a share of the way from an old value to a new one: old + share · (new - old).

    >>> between({"2026/27": 10.0}, {"2026/27": 20.0, "2027/28": 8.0}, 0.25)
    {'2026/27': 12.5, '2027/28': 2.0}
    """
    if isinstance(new, Mapping):
        return {year: between(old.get(year, 0.0), new.get(year, 0.0), share) for year in {**old, **new}}
    value = old + share * (new - old)
    return Percent(value) if isinstance(new, Percent) or isinstance(old, Percent) else value


def in_percent(share: float) -> str:
    """Return a share as it is typed, with up to 15 digits.

    >>> in_percent(1 / 8), in_percent(1e-9)
    ('12.5%', '0.0000001%')
    """
    return f"{Decimal(f'{share * 100:.15g}'):f}%"
