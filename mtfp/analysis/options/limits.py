"""Limits of a search: options that are in or out, and packages from which the next one must really differ."""

from dataclasses import dataclass

import numpy as np

from mtfp.analysis.options.question import Package
from mtfp.model.base.arrays import Flags

APART = 3
"""Number of options by which two packages must differ at least, besides that neither contains the other."""


@dataclass(frozen=True)
class Limits:
    """Limits of one search."""

    must: Package = frozenset()
    """Options that the package has."""
    out: Package = frozenset()
    """Options that the package doesn't have."""
    unlike: tuple[Package, ...] = ()
    """Packages from which it must really differ."""
    failed: tuple[Package, ...] = ()
    """Packages that were tried and don't meet the target."""

    def allow(self, names: tuple[str, ...], chosen: Flags) -> Flags:
        """Return True for each package that keeps the limits, for a matrix of packages by options."""
        allowed: Flags = np.ones(len(chosen), bool)
        for at, name in enumerate(names):
            if name in self.must or name in self.out:
                allowed &= chosen[:, at] == (name in self.must)
        for other in (*self.unlike, *self.failed):
            in_other = np.array([name in other for name in names])
            without, more = (in_other & ~chosen).sum(axis=1), (chosen & ~in_other).sum(axis=1)
            if other in self.failed:
                allowed &= without + more > 0
            else:
                allowed &= (without > 0) & (more > 0) & (without + more >= APART)
        return allowed
