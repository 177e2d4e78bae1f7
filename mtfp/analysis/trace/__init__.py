"""Trace: one figure as its sum or product, part by part, down to the inputs of the plan. Must not know tables."""

from mtfp.analysis.trace.trace import trace
from mtfp.analysis.trace.tree import Part, Source, Trace

__all__ = ["Part", "Source", "Trace", "trace"]
