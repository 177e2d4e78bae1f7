"""Assumptions for the delivery of savings: of a status, in a plan that has none, and of a percentage with a saving."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from mtfp.model.costs.saving import DELIVERY_OF
from mtfp.model.uncertainty.assumption import Assumption

SOURCE = "Illustrative: figures of this program; write the partnership's record of delivery instead"
"""Source of the illustrative assumptions."""
STATED = "Stated with the saving"
"""Source of the assumptions that hold the percentages of savings."""
ILLUSTRATIVE: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        DELIVERY_OF["green"]: ("80%", "92%", "100%"),
        DELIVERY_OF["amber"]: ("45%", "70%", "90%"),
        DELIVERY_OF["red"]: ("10%", "40%", "70%"),
    }
)
"""P10, P50 and P90 of the share achieved, by the name of the assumption. IJBs achieved 84% overall in 2022/23."""


@cache
def illustrative(name: str) -> Assumption:
    """Return the illustrative assumption with a name in `ILLUSTRATIVE`. Its central value is the P50.

    >>> illustrative("delivery_amber").central.then
    0.7
    """
    status, interval = name.removeprefix("delivery_"), ILLUSTRATIVE[name]
    return Assumption.model_validate(
        {
            "label": f"Delivery of {status} savings (illustrative)",
            "unit": "share",
            "central": interval[1],
            "spread": {"interval": interval},
            "source": SOURCE,
            "grade": "C",
        }
    )


def stated_with_saving(label: str, share: float) -> Assumption:
    """Return the assumption for a delivery that a saving states as a percentage. It is certain, and varies by no year.

    >>> stated_with_saving("Skill mix", Percent(0.8)).central.then
    0.8
    """
    stated = {"label": f"{label}: share achieved", "unit": "share", "central": share, "source": STATED}
    return Assumption.model_validate(stated)


def is_stated_with_saving(assumption: Assumption) -> bool:
    """Return True if an assumption only holds the percentage that a saving states."""
    return assumption.source == STATED


def is_illustrative(name: str | None, assumptions: Mapping[str, Assumption]) -> bool:
    """Return True if an assumption is the illustrative one, which neither the plan nor a lever has replaced."""
    return name is not None and name in ILLUSTRATIVE and assumptions.get(name) == illustrative(name)
