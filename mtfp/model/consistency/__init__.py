"""What a plan must be beyond the shape of its values: names resolve, years are covered, shares add up.

To add a rule: a function from a plan to complaints in the module it belongs to, and its name in that module's tuple.
"""

from collections.abc import Collection, Iterator, Mapping

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.bounds import BOUNDS
from mtfp.model.consistency.cover import COVER
from mtfp.model.consistency.meaning import MEANING
from mtfp.model.consistency.names import names_resolve
from mtfp.model.consistency.scheme import SCHEME
from mtfp.model.consistency.sums import SUMS
from mtfp.model.consistency.transfers import TRANSFERS
from mtfp.model.consistency.uncertainty import UNCERTAINTY
from mtfp.model.consistency.worth_knowing import WORTH_KNOWING
from mtfp.model.plan import Plan

__all__ = ["complaints"]

Declared = Mapping[str, Collection[str] | None]


def complaints(plan: Plan, declared: Declared | None = None) -> Iterator[Complaint]:
    """Everything wrong with a plan and everything worth knowing, by path.

    `declared` names the items of each section that a file has, sound or not, so that a name isn't called unknown
    because its item has a fault of its own; None for a section of which that can't be said.
    """
    yield from names_resolve(plan, declared or {})
    for rule in (*BOUNDS, *COVER, *SUMS, *MEANING, *TRANSFERS, *SCHEME, *UNCERTAINTY, *WORTH_KNOWING):
        yield from rule(plan)
