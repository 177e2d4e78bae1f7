"""Arrays that record the arithmetic done with them, as a tracer of figures would.

An element is a value and a node, which holds an operation and its arguments' nodes. NumPy works the values out, so that
they have the bits of an ordinary run; `replay` works the nodes out again with other numbers. The trace notes the
place in mtfp that takes a number's truth, float, integer or hash.
"""

import operator
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import mtfp
from mtfp.model.base.values import Percent

PROGRAM = str(Path(mtfp.__file__).parent)


QUICK = {np.add: operator.add, np.subtract: operator.sub, np.multiply: operator.mul, np.negative: operator.neg}
"""Python's own operations on two floats, which are NumPy's at a tenth of the time."""


@dataclass(eq=False, slots=True)
class Node:
    """One number: `op` is done with `args`; without an op, `args` is a constant or an input's path."""

    op: object
    args: object


@dataclass
class Trace:
    """One traced run: its inputs by path, and who has read a number, as (place, what was read)."""

    inputs: dict = field(default_factory=dict)
    reads: set = field(default_factory=set)

    def number(self, path, value):
        """Makes an input of a number of the plan; `isinstance` still finds a percentage."""
        self.inputs[path] = value
        kind = RecordedPercent if isinstance(value, Percent) else Recorded
        return kind(self, np.asarray(float(value)), boxed(Node(None, path)))

    def read(self, what):
        frame = sys._getframe(2)
        while frame is not None and not frame.f_code.co_filename.startswith(PROGRAM):
            frame = frame.f_back
        where = "?" if frame is None else f"{frame.f_globals['__name__']}:{frame.f_code.co_qualname}"
        self.reads.add((where.split(".<locals>")[0], what))


def choose(condition, one, other):
    return one if condition else other


def boxed(found):
    """Returns nodes as an array, a single one too."""
    if isinstance(found, np.ndarray):
        return found
    box = np.empty((), dtype=object)
    box[()] = found
    return box


def value_of(one):
    return one.value if isinstance(one, Recorded) else one


def nodes_of(one):
    return one.nodes if isinstance(one, Recorded) else boxed(np.frompyfunc(lambda v: Node(None, v), 1, 1)(one))


def done(op, count):
    return np.frompyfunc(lambda *args: Node(op, args), count, 1)


class Recorded(np.lib.mixins.NDArrayOperatorsMixin):
    """An array of values and of their nodes, which share their shape and their views."""

    def __init__(self, trace, value, nodes):
        self.trace, self.value, self.nodes = trace, value, nodes
        assert value.shape == nodes.shape, (value.shape, nodes.shape)

    def __array_ufunc__(self, ufunc, method, *inputs, out=(None,), where=True, **how):
        if ufunc in (np.isnan, np.isfinite):  # what isn't known is fixed by the years that a plan states
            return ufunc(*map(value_of, inputs))
        if method == "__call__":
            return self._combined(ufunc, inputs, out[0], where)
        return self._folded(ufunc, method, *inputs, **how)

    def _combined(self, ufunc, inputs, target, where):
        """An operation on arrays. One that would go into a plain array makes a new one, as `x += y` may."""
        into = target.value if isinstance(target, Recorded) else None if target is None else np.array(target, float)
        value = np.asarray(ufunc(*map(value_of, inputs), out=into, where=value_of(where)))
        nodes = done(ufunc, len(inputs))(*map(nodes_of, inputs))
        if where is not True:
            nodes = done(choose, 3)(nodes_of(where), nodes, nodes_of(target))
        if isinstance(target, Recorded):
            target.nodes[...] = nodes
            return target
        return Recorded(self.trace, value, np.broadcast_to(boxed(nodes), value.shape).copy())

    def _folded(self, ufunc, method, array, axis, **how):
        """A sum, product, minimum or maximum along an axis, with all steps on the way or without."""
        nodes = array.nodes.ravel() if axis is None else np.moveaxis(array.nodes, axis, 0)
        if method == "reduce" and ("initial" in how or not len(nodes)):
            first = np.full((1, *nodes.shape[1:]), Node(None, how.get("initial", ufunc.identity)))
            nodes = np.concatenate([first, nodes])
        nodes = boxed(getattr(done(ufunc, 2), method)(nodes, axis=0))
        value = np.asarray(getattr(ufunc, method)(array.value, axis=axis, **how))
        return Recorded(self.trace, value, nodes if method == "reduce" else np.moveaxis(nodes, 0, axis))

    def __array_function__(self, function, types, args, how):
        return FUNCTIONS[function](self.trace, *args, **how)

    def __getitem__(self, at):
        at = self._place(at)
        return Recorded(self.trace, np.asarray(self.value[at]), boxed(self.nodes[at]))

    def __setitem__(self, at, amount):
        at, nodes = self._place(at), nodes_of(amount)
        self.value[at] = value_of(amount)
        self.nodes[at] = nodes if nodes.ndim else nodes[()]

    def _place(self, at):
        if isinstance(at, Recorded):
            self.trace.read("flags")
        return value_of(at)

    def __iter__(self):
        return (self[position] for position in range(len(self)))

    def __len__(self):
        return len(self.value)

    def __bool__(self):
        self.trace.read("truth")
        return bool(self.value)

    def __float__(self):
        self.trace.read("float")
        return float(self.value)

    def __int__(self):
        self.trace.read("int")
        return int(self.value)

    def __index__(self):
        self.trace.read("index")
        return operator.index(self.value)

    def __hash__(self):
        self.trace.read("hash")
        return id(self)

    shape = property(lambda self: self.value.shape)
    size = property(lambda self: self.value.size)

    def sum(self, axis=None):
        return np.add.reduce(self, axis=axis)

    def min(self, axis=None, initial=None):
        return np.minimum.reduce(self, axis=axis, **({} if initial is None else {"initial": initial}))

    def max(self, axis=None):
        return np.maximum.reduce(self, axis=axis)

    def any(self, axis=None):
        return np.logical_or.reduce(self, axis=axis)

    def astype(self, dtype, copy=True):
        assert dtype is float
        return self * 1.0

    def tolist(self):
        return list(self)

    def copy(self):
        return Recorded(self.trace, self.value.copy(), self.nodes.copy())


class RecordedPercent(Recorded):
    """A number written with a percent sign. Rules ask for that; it is structure, not a value."""

    __class__ = Percent


def _alike(function):
    """Handles a function that only moves elements: values first, then nodes."""

    def both(trace, first, *args, **how):
        several = isinstance(first, list | tuple)
        values = function([value_of(x) for x in first] if several else value_of(first), *args, **how)
        nodes = function([nodes_of(x) for x in first] if several else nodes_of(first), *args, **how)
        return Recorded(trace, np.asarray(values), boxed(nodes))

    return both


def _made(function):
    """Handles a function that makes an array of a constant, or of one number that is given."""

    def made(trace, like, fill=None, **how):
        value = function(value_of(like), **how) if fill is None else function(value_of(like), value_of(fill), **how)
        found = Recorded(trace, value, nodes_of(value))
        if fill is not None:
            found.nodes[...] = nodes_of(fill)
        return found

    return made


def _where(trace, condition, one, other):
    value = np.where(value_of(condition), value_of(one), value_of(other))
    return Recorded(trace, value, boxed(done(choose, 3)(*map(nodes_of, (condition, one, other)))))


def _einsum(trace, spec, weights, prices, out):
    assert spec == "rc,cd->rd"
    np.einsum(spec, value_of(weights), value_of(prices), out=out.value)
    each = done(np.multiply, 2)(nodes_of(weights)[:, :, None], nodes_of(prices)[None])
    out.nodes[...] = done(np.add, 2).reduce(each, axis=1, initial=Node(None, 0.0))


def _nan_to_num(trace, one, nan=0.0):
    return Recorded(trace, np.nan_to_num(one.value, nan=nan), np.where(np.isnan(one.value), nodes_of(nan), one.nodes))


def _count_nonzero(trace, one, axis):
    trace.read("truth")
    return np.count_nonzero(one.value, axis=axis)


def _broadcast_arrays(trace, *every):
    shape = np.broadcast_shapes(*(np.shape(value_of(one)) for one in every))
    return [FUNCTIONS[np.broadcast_to](trace, one, shape) for one in every]


FUNCTIONS = {
    **{each: _alike(each) for each in (np.concatenate, np.stack, np.broadcast_to, np.repeat)},
    **{each: _made(each) for each in (np.zeros, np.ones, np.empty, np.zeros_like, np.ones_like, np.full_like)},
    np.broadcast_arrays: _broadcast_arrays,
    np.clip: lambda trace, one, low, high: np.minimum(np.maximum(one, low), high),
    np.count_nonzero: _count_nonzero,
    np.cumsum: lambda trace, one, axis=0: np.add.accumulate(one, axis=axis),
    np.diff: lambda trace, one, axis: one[1:] - one[:-1],
    np.einsum: _einsum,
    np.nan_to_num: _nan_to_num,
    np.where: _where,
}


def replay(wanted, inputs):
    """Works the nodes of some arrays out again with other inputs, by path; returns plain arrays."""
    known, steps = {}, [node for array in wanted.values() for node in array.nodes.ravel()]
    with np.errstate(all="ignore"):
        while steps:
            node = steps[-1]
            if id(node) in known:
                steps.pop()
            elif node.op is None:
                known[id(node)] = inputs[node.args] if isinstance(node.args, tuple) else node.args
            elif missing := [arg for arg in node.args if id(arg) not in known]:
                steps.extend(missing)
            else:
                known[id(node)] = QUICK.get(node.op, node.op)(*(known[id(arg)] for arg in node.args))
    look_up = np.frompyfunc(lambda node: known[id(node)], 1, 1)
    return {name: np.asarray(look_up(array.nodes), dtype=float) for name, array in wanted.items()}
