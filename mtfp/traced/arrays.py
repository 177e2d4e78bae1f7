"""Arrays that record the arithmetic done with them. NumPy works their values out, with the bits of a plain run."""

import operator
from collections.abc import Iterator
from typing import Any

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.values import Percent
from mtfp.traced.functions import boxed, called, combined, folded, nodes_of, value_of
from mtfp.traced.nodes import Node, Recorder, Schedule, Working, choose


class Recorded(np.lib.mixins.NDArrayOperatorsMixin):
    """Array of values and of their nodes, which share their shape and their views."""

    def __init__(self, recorder: Recorder, value: Any, nodes: Any) -> None:
        self.recorder, self.value, self.nodes = recorder, value, nodes
        assert value.shape == nodes.shape, (value.shape, nodes.shape)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = (None,), where: Any = True, **how: Any):  # type: ignore[no-untyped-def]
        if ufunc in (np.isnan, np.isfinite):  # unknown amounts are fixed by the years that a plan states
            return ufunc(*map(value_of, inputs))
        if method == "__call__":
            return self._combined(ufunc, inputs, out[0], where)
        return self._folded(ufunc, method, *inputs, **how)

    def _combined(self, ufunc: Any, inputs: Any, target: Any, where: Any) -> "Recorded":
        """Return the result of an operation. One that would go into a plain array makes a new one, as `x += y` may."""
        into = target.value if isinstance(target, Recorded) else None if target is None else np.array(target, float)
        before = None if where is True else nodes_of(target).copy()
        value = np.asarray(ufunc(*map(value_of, inputs), out=into, where=value_of(where)))
        nodes = combined(ufunc, value, *map(nodes_of, inputs))
        if where is not True:
            nodes = combined(choose, value, nodes_of(where), nodes, before)
        if isinstance(target, Recorded):
            target.nodes[...] = nodes
            return target
        return Recorded(self.recorder, value, nodes)

    def _folded(self, ufunc: Any, method: str, array: "Recorded", axis: Any = 0, **how: Any) -> "Recorded":
        """Return a sum, product, minimum or maximum along an axis, with all steps on the way or without."""
        value = np.asarray(getattr(ufunc, method)(array.value, axis=axis, **how))
        nodes = array.nodes.ravel() if axis is None else np.moveaxis(array.nodes, axis, 0)
        if method == "reduce":
            return Recorded(self.recorder, value, folded(ufunc, method, nodes, value, how.get("initial")))
        found = folded(ufunc, method, nodes, np.moveaxis(value, axis, 0))
        return Recorded(self.recorder, value, np.moveaxis(found, 0, axis))

    def __array_function__(self, function: Any, types: Any, args: Any, how: Any) -> Any:
        found = called(function, args, how)
        if isinstance(found, list):
            return [Recorded(self.recorder, *pair) for pair in found]
        return Recorded(self.recorder, *found) if isinstance(found, tuple) else found

    def __getitem__(self, at: Any) -> "Recorded":
        at = self._place(at)
        return Recorded(self.recorder, np.asarray(self.value[at]), boxed(self.nodes[at]))

    def __setitem__(self, at: Any, amount: Any) -> None:
        at, nodes = self._place(at), nodes_of(amount)
        self.value[at] = value_of(amount)
        self.nodes[at] = nodes if nodes.ndim else nodes[()]

    def _place(self, at: Any) -> Any:
        if isinstance(at, Recorded):
            self.recorder.read("flags")
        return value_of(at)

    def __iter__(self) -> Iterator["Recorded"]:
        return (self[position] for position in range(len(self)))

    def __len__(self) -> int:
        return len(self.value)

    def __bool__(self) -> bool:
        self.recorder.read("truth")
        return bool(self.value)

    def __float__(self) -> float:
        self.recorder.read("float")
        return float(self.value)

    def __int__(self) -> int:
        self.recorder.read("int")
        return int(self.value)

    def __index__(self) -> int:
        self.recorder.read("index")
        return operator.index(self.value)

    def __hash__(self) -> int:
        self.recorder.read("hash")
        return id(self)

    def named(self, words: str, unit: str, of: Path) -> "Recorded":
        self.recorder.workings.append(Working(words, unit, of, self.nodes))
        return self

    def named_in(self, year: str, words: str, unit: str, step: str) -> "Recorded":
        self.recorder.in_years.setdefault((words, unit, step), {})[year] = self.nodes.reshape(-1)[0]
        return self

    def scheduled(self, values: Any, words: str, unit: str) -> "Recorded":
        every = tuple(values.tolist())
        nodes = np.empty(values.shape, dtype=object)
        nodes[:] = [Node(None, (), value, schedule=Schedule(words, unit, every, t)) for t, value in enumerate(every)]
        return Recorded(self.recorder, values, nodes)

    shape = property(lambda self: self.value.shape)
    size = property(lambda self: self.value.size)

    def sum(self, axis: Any = None) -> "Recorded":
        return self._folded(np.add, "reduce", self, axis)

    def min(self, axis: Any = None, initial: Any = None) -> "Recorded":
        return self._folded(np.minimum, "reduce", self, axis, **({} if initial is None else {"initial": initial}))

    def max(self, axis: Any = None) -> "Recorded":
        return self._folded(np.maximum, "reduce", self, axis)

    def any(self, axis: Any = None) -> "Recorded":
        return self._folded(np.logical_or, "reduce", self, axis)

    def astype(self, dtype: Any, copy: bool = True) -> "Recorded":
        assert dtype is float
        return Recorded(self.recorder, self.value * 1.0, self.nodes.copy())

    def tolist(self) -> list["Recorded"]:
        return list(self)

    def copy(self) -> "Recorded":
        return Recorded(self.recorder, self.value.copy(), self.nodes.copy())


class RecordedPercent(Recorded):
    """Number written with a percent sign. Rules ask for the sign; it is structure, not a value."""

    __class__ = Percent  # type: ignore[assignment]
