"""Work recorded numbers out again with other inputs."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.traced.arrays import Recorded
from mtfp.traced.nodes import QUICK, Node


def replay(graph: Mapping[str, Recorded], inputs: Mapping[Path, float]) -> dict[str, Array]:
    """Return the values of recorded arrays with other inputs, by the inputs' paths. Other inputs stay as recorded.

    The result is that of a fresh run of the engine on a plan with these inputs, if the plan has the same structure.
    """
    known: dict[int, Any] = {}
    steps: list[Node] = [node for array in graph.values() for node in array.nodes.ravel()]
    with np.errstate(all="ignore"):
        while steps:
            node = steps[-1]
            if id(node) in known:
                steps.pop()
            elif node.op is None:
                known[id(node)] = inputs.get(node.path, node.value) if node.path else node.value
            elif missing := [arg for arg in node.args if id(arg) not in known]:
                steps.extend(missing)
            else:
                known[id(node)] = QUICK.get(node.op, node.op)(*(known[id(arg)] for arg in node.args))
    look_up = np.frompyfunc(lambda node: known[id(node)], 1, 1)
    return {name: np.asarray(look_up(array.nodes), dtype=float) for name, array in graph.items()}
