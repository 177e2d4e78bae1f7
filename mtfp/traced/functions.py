"""NumPy's functions on recorded arrays. Each returns values with their nodes, which the caller joins to an array."""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from typing import Any

import numpy as np

from mtfp.traced.nodes import QUICK, Node, Operation, choose, constant, is_number, node_of

Pair = tuple[Any, Any]
"""Values, and an array of their nodes of the same shape."""


def boxed(nodes: Any) -> Any:
    """Return nodes as an array, a single one too."""
    if isinstance(nodes, np.ndarray):
        return nodes
    box = np.empty((), dtype=object)
    box[()] = nodes
    return box


def value_of(one: Any) -> Any:
    """Return the values of a recorded array; anything else is returned as it is."""
    return one.value if hasattr(one, "nodes") else one


def nodes_of(one: Any) -> Any:
    """Return the nodes of a recorded array; the numbers of a plain one become constants."""
    return one.nodes if hasattr(one, "nodes") else boxed(_CONSTANTS(one))


_CONSTANTS = np.frompyfunc(constant, 1, 1)


def combined(op: Operation, value: Any, *nodes: Any) -> Any:
    """Return the nodes of an operation on arrays of nodes, given its values."""
    with np.errstate(all="ignore"):  # the values are there already
        return boxed(_of_each(op, len(nodes))(value, *nodes))


@lru_cache(maxsize=256)
def _of_each(op: Operation, inputs: int) -> np.ufunc:
    """Return a function that makes the nodes of an operation from its values and from arrays of nodes."""

    def one(number: float, *args: Node) -> Node:
        for arg in args:
            if arg.op is None:  # only a constant, which has no operation, can be left out
                return node_of(op, args, number)
        return Node(op, args, number)

    return np.frompyfunc(one, inputs + 1, 1)


def _alike(function: Any) -> Callable[..., Pair]:
    """Return a function that only moves elements, for values and for nodes."""

    def both(first: Any, *args: Any, **how: Any) -> Pair:
        several = isinstance(first, list | tuple)
        values = function([value_of(x) for x in first] if several else value_of(first), *args, **how)
        nodes = function([nodes_of(x) for x in first] if several else nodes_of(first), *args, **how)
        return np.asarray(values), boxed(nodes)

    return both


def _made(function: Any) -> Callable[..., Pair]:
    """Return a function that makes an array of a constant, or of one number that is given."""

    def made(like: Any, fill: Any = None, **how: Any) -> Pair:
        value = function(value_of(like), **how) if fill is None else function(value_of(like), value_of(fill), **how)
        nodes = np.empty(value.shape, dtype=object)
        first = value.flat[0] if value.size else 0.0
        nodes[...] = constant(float(first)) if fill is None else nodes_of(fill)  # one node for a large array of zeros
        return value, nodes

    return made


def _where(condition: Any, one: Any, other: Any) -> Pair:
    value = np.asarray(np.where(value_of(condition), value_of(one), value_of(other)))
    return value, combined(choose, value, *map(nodes_of, (condition, one, other)))


def _einsum(spec: str, weights: Any, prices: Any, out: Any) -> None:
    assert spec == "rc,cd->rd"
    np.einsum(spec, value_of(weights), value_of(prices), out=out.value)
    added = _two(np.add)
    for row, factors in enumerate(nodes_of(weights)):
        at = [unit for unit, factor in enumerate(factors) if not is_number(factor, 0.0)]  # most weights are zero
        for draw, priced in enumerate(nodes_of(prices).T):
            terms = [
                node_of(np.multiply, (w, p), w.value * p.value) for w, p in zip(factors[at], priced[at], strict=True)
            ]
            total = reduce(added, terms) if terms else constant(0.0)
            total.value = float(out.value[row, draw])  # NumPy may add in another order, which differs in the last bit
            out.nodes[row, draw] = total


def folded(op: Any, method: str, nodes: Any, value: Any, initial: float | None = None) -> Any:
    """Return the nodes of a sum, product, minimum or maximum along the first axis, with all steps or without."""
    if initial is not None or not len(nodes):
        first = np.full((1, *nodes.shape[1:]), constant(op.identity if initial is None else initial))
        nodes = np.concatenate([first, nodes])
    with np.errstate(all="ignore"):
        found = boxed(getattr(_of_two(op), method)(nodes, axis=0))
    for node, number in zip(found.ravel(), np.asarray(value).ravel().tolist(), strict=True):
        node.value = number  # NumPy may add pairs first, which differs in the last bit
    return found


@lru_cache(maxsize=256)
def _two(op: Operation) -> Callable[[Node, Node], Node]:
    """Return a function that makes the node of an operation from two nodes, and works out its value."""
    quick = QUICK.get(op, op)

    def two(one: Node, other: Node) -> Node:
        return node_of(op, (one, other), float(quick(one.value, other.value)))

    return two


@lru_cache(maxsize=256)
def _of_two(op: Operation) -> np.ufunc:
    """Return the same function for two arrays of nodes."""
    return np.frompyfunc(_two(op), 2, 1)


def _nan_to_num(one: Any, nan: Any = 0.0) -> Pair:
    value = np.asarray(np.nan_to_num(one.value, nan=nan))
    return value, boxed(np.where(np.isnan(one.value), nodes_of(nan), one.nodes))


def _count_nonzero(one: Any, axis: Any = None) -> Any:
    one.recorder.read("truth")
    return np.count_nonzero(one.value, axis=axis)


def _broadcast_arrays(*every: Any) -> list[Pair]:
    shape = np.broadcast_shapes(*(np.shape(value_of(one)) for one in every))
    return [_alike(np.broadcast_to)(one, shape) for one in every]


def _of_array(array: Any) -> Pair:
    return array.value, array.nodes


FUNCTIONS: dict[Any, Callable[..., Pair | list[Pair] | Any]] = {
    **{each: _alike(each) for each in (np.concatenate, np.stack, np.broadcast_to, np.repeat)},
    **{each: _made(each) for each in (np.zeros, np.ones, np.empty, np.zeros_like, np.ones_like, np.full_like)},
    np.broadcast_arrays: _broadcast_arrays,
    np.clip: lambda one, low, high: _of_array(np.minimum(np.maximum(one, low), high)),
    np.count_nonzero: _count_nonzero,
    np.cumsum: lambda one, axis=0: _of_array(np.add.accumulate(one, axis=axis)),
    np.diff: lambda one, axis: _of_array(one[1:] - one[:-1]),
    np.einsum: _einsum,
    np.nan_to_num: _nan_to_num,
    np.where: _where,
}
"""Functions that the engine and the figures use. Any other is refused, so that nothing is lost."""


def called(function: Any, args: Sequence[Any], how: dict[str, Any]) -> Any:
    return FUNCTIONS[function](*args, **how)
