"""Claims on set-aside money: a transfer and the lever `capacity` must not release the money of the same units twice."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mtfp.model.plan import Plan


@dataclass(frozen=True)
class Claim:
    """Claim of one transfer on the money of set-aside lines. `of_units` is true if whole units close (`capacity`)."""

    transfer: str
    lines: tuple[str, ...]
    of_units: bool

    def shared_with(self, other: "Claim") -> tuple[str, ...]:
        """Return the lines whose money both claim, one for whole units and the other as a stated amount."""
        return tuple(line for line in self.lines if line in other.lines and self.of_units != other.of_units)


def claims(plan: Plan, earlier: Collection[str], *, of_units: bool) -> Iterator[Claim]:
    """Yield the claims of the plan's transfers that are not in `earlier`, except those for `other_units`."""
    for name, transfer in plan.transfers.items():
        if name not in earlier and not transfer.other_units:
            yield Claim(name, transfer.targets(plan.lines), of_units)
