"""The engine's arithmetic on nodes: record one projection, work it out again. Must not know figures or tables."""

from mtfp.traced.arrays import Recorded
from mtfp.traced.nodes import Node, Recorder
from mtfp.traced.plan import Traced, recorded_plan, traced
from mtfp.traced.replay import replay

__all__ = ["Node", "Recorded", "Recorder", "Traced", "recorded_plan", "replay", "traced"]
