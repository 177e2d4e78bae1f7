"""Split the change of a product between its factors with no remainder: logarithmic-mean Divisia decomposition (LMDI).

The functions take arrays of any shape. Must not know plans, money or years.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from mtfp.model.base.arrays import Array, is_recorded


def log_mean(a: Array, b: Array) -> Array:
    """Return the logarithmic mean `L(a, b) = (a − b) / (ln a − ln b)`.

    Special cases: `L(a, a) = a`; `L(−a, −b) = −L(a, b)`; the mean is 0 if a or b is 0 or if their signs differ.

    a, b : arrays of any shapes that broadcast.

    The formula used is `m · (e^s − 1) / s`, with m the larger of a and b, and `s = ln(smaller / m)`. It stays accurate
    when a and b are almost equal. Source: B. W. Ang, The LMDI approach to decomposition analysis: a practical guide,
    Energy Policy 33 (2005) 867–871.

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
    """Return the effect of each factor on the change of a product (additive LMDI-I), one array for each factor.

        effect of x = L(V1, V0) · ln(x1 / x0)      with V0 = Π x0, V1 = Π x1

    before, after : the factors before (x0) and after (x1) the change, in the same order, of any shapes that broadcast.

    V0 and V1 are the product before and after the change, and L is `log_mean`. Each effect has the common shape of the
    factors and the unit of the product. The effects add up to `V1 − V0`, whatever the order of the factors. A factor
    that goes to or from zero, or changes sign, takes the whole change; for zero, this is the limit of the formula.
    Several such factors share the change equally. Finite factors never give NaN.

    Sources: Ang (2005), as in `log_mean`; for factors of zero, B. W. Ang and N. Liu, Energy Policy 35 (2007) 238–246.

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


def decompose_yearly(factors: Sequence[Array]) -> list[Array]:
    """Return the effect of each factor on the change of a product from one step of the first axis to the next.

        effects = decompose([x[:-1] for x in factors], [x[1:] for x in factors])

    factors : arrays of shapes that broadcast, all with the same first axis.

    The effects have the common shape, but one step less. If every factor is above zero, which is the usual case, each
    logarithm is taken once and not twice; the result has the same bits. A recorded calculation is always the general
    one, since numbers of a workbook may change.

    >>> [e.round(4).tolist() for e in decompose_yearly([np.array([1.0, 2.0, 2.0]), np.array([1.0, 3.0, 0.0])])]
    [[1.9343, 0.0], [3.0657, -6.0]]
    """
    if not all(not is_recorded(factor) and (factor > 0).all() for factor in factors):
        return decompose([factor[:-1] for factor in factors], [factor[1:] for factor in factors])
    product = prod(factors, start=np.ones(()))
    mean = log_mean(product[1:], product[:-1])
    return [mean * np.diff(np.log(factor), axis=0) for factor in factors]


def _log_size(x: Array) -> Array:
    """Return `ln |x|`, or 0 for x = 0, which keeps the logarithms finite."""
    size = np.abs(x)
    return np.log(np.where(size > 0, size, 1.0))
