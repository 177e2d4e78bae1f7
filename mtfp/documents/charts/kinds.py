"""Kinds of charts. Every drawing must handle every kind; the type checker finds a drawing that lacks a kind."""

from mtfp.documents.charts.bars import Bars, Tornado, Waterfall
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.charts.series import Lines, StackedBars

AnyChart = FanChart | SCurve | Tornado | Bars | Waterfall | StackedBars | Lines
