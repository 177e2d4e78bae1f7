"""Checks that shares add up to 100%."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.findings.suggest import did_you_mean, one_of, quoted
from mtfp.model.base.arrays import is_whole
from mtfp.model.base.complaint import Complaint
from mtfp.model.plan import Plan


def check_components(plan: Plan) -> Iterator[Complaint]:
    """Require that the shares of a line's components add up to 100%."""
    for name, line in plan.lines.items():
        if line.components:
            shares = [part.share for part in line.components.values()]
            yield from _adds_up(shares, ("lines", name, "components"), "the components' shares")


def check_localities(plan: Plan) -> Iterator[Complaint]:
    """Require that the plan names each locality once, and that a line's shares of its localities add up to 100%."""
    doubled = [at for at, place in enumerate(plan.localities) if place in plan.localities[:at]]
    for at in doubled:
        message = f"the locality {quoted(plan.localities[at])} is named twice"
        yield Complaint("E339", ("localities", at), message, "take one of the two out, or correct its name")
    for name, line in plan.lines.items():
        if line.localities is None:
            continue
        path: Path = ("lines", name, "localities")
        unknown = [place for place in line.localities.shares if place not in plan.localities]
        for place in unknown:
            fix = (
                did_you_mean(place, plan.localities) or f"use {one_of(plan.localities)}, or add it under `localities:`"
            )
            yield Complaint("E301", (*path, place), f"there is no locality `{place}`", fix, True)
        if not unknown and not doubled:
            yield from _adds_up(line.localities.of(plan.localities).tolist(), path, "the localities' shares")


def _adds_up(shares: list[float], path: Path, what: str) -> Iterator[Complaint]:
    if not is_whole(shares):
        total = sum(shares)
        difference = "too high" if total > 1 else "too low"
        message = f"{what} add up to {total * 100:.6g}%, not 100%"
        fix = f"correct the shares: their total is {abs(total - 1) * 100:.6g} percentage points {difference}"
        yield Complaint("E302", path, message, fix, True)


SUMS = (check_components, check_localities)
