"""Logarithmic-mean Divisia decomposition: split the change of a product between its factors, with no remainder.

Functions on arrays of any shape. Must not know plans, money or years.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from mtfp.model.base.arrays import Array


def log_mean(a: Array, b: Array) -> Array:
    """Return the logarithmic mean `L(a, b) = (a − b) / (ln a − ln b)`.

    `L(a, a) = a`; `L(−a, −b) = −L(a, b)`; 0 if either is 0 or the signs differ.

    a, b : any shapes that broadcast.

    Computed from the larger, m, as `m · (e^s − 1) / s` with `s = ln(smaller / m)`, which is stable near a = b. Source:
    B. W. Ang, The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33 (2005) 867–871.

    >>> log_mean(np.array([2.0, 3.0, 0.0, -2.0]), np.array([1.0, 3.0, 5.0, -1.0])).round(6).tolist()
    [1.442695, 3.0, 0.0, -1.442695]
    """
    alike = np.sign(a) * np.sign(b) > 0
    size_a, size_b = np.where(alike, np.abs(a), 1.0), np.where(alike, np.abs(b), 1.0)
    larger = np.maximum(size_a, size_b)
    s = np.log(np.minimum(size_a, size_b)) - np.log(larger)
    mean = larger * np.divide(np.expm1(s), s, out=np.ones_like(s), where=s != 0)
    return np.where(alike, np.sign(a) * mean, 0.0)


def decompose(before: Sequence[Array], after: Sequence[Array]) -> list[Array]:
    """Return the effect of each factor on a product's change (additive LMDI-I), one array for each factor.

        effect of x = L(V1, V0) · ln(x1 / x0)      with V0 = Π x0, V1 = Π x1

    before, after : the factors x0 and x1 in one order, any shapes that broadcast; the effects have the common shape
    and the product's unit.

    Effects sum to `V1 − V0`, whatever the order of the factors. A factor that goes to or from zero takes the whole
    change, which is the limit of the formula, and so does one that changes sign; several such factors share it equally.
    Finite factors never give NaN.

    Source: Ang (2005) as above; zeros: B. W. Ang and N. Liu, Energy Policy 35 (2007) 238–246.

    By hand: price from 1 to 2 and volume from 1 to 3 move a product from 1 to 6. L(6, 1) = 5 / ln 6, so the effect of
    price is 5 · ln 2 / ln 6 and that of volume 5 · ln 3 / ln 6.

    >>> [float(e.round(4)) for e in decompose([np.array(1.0), np.array(1.0)], [np.array(2.0), np.array(3.0)])]
    [1.9343, 3.0657]
    >>> [float(e) for e in decompose([np.array(4.0), np.array(1.0)], [np.array(0.0), np.array(3.0)])]
    [-4.0, 0.0]
    """
    first, last = prod(before, start=np.ones(())), prod(after, start=np.ones(()))
    jumped = [np.sign(x0) != np.sign(x1) for x0, x1 in zip(before, after, strict=True)]
    jumps = sum((flags.astype(float) for flags in jumped), start=np.zeros(()))
    mean = np.where(jumps == 0, log_mean(last, first), 0.0)
    equal_part = (last - first) / np.maximum(jumps, 1.0)
    return [
        mean * (_log_size(x1) - _log_size(x0)) + equal_part * flags
        for x0, x1, flags in zip(before, after, jumped, strict=True)
    ]


def _log_size(x: Array) -> Array:
    """Return `ln |x|`, and 0 for x = 0, where the mean is 0 or the change is a jump."""
    size = np.abs(x)
    return np.log(np.where(size > 0, size, 1.0))
