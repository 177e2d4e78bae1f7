"""The benchmarks run, and measure what they say; nothing here looks at how long anything takes."""

import math
import os

import pytest

from mtfp.model.consistency import complaints
from tests.benchmarks import report
from tests.benchmarks.sized import SIZES, plan
from tests.evidence import size


@pytest.mark.parametrize("name", SIZES)
def test_plans_have_the_size_that_is_said(name):
    of = SIZES[name]
    made = plan(of)
    uncertain = [assumption for assumption in made.assumptions.values() if assumption.spread]
    assert (made.years, len(made.lines), len(uncertain)) == (of.years, of.lines, of.drivers)
    assert not [complaint for complaint in complaints(made) if complaint.code.startswith("E")]


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system doesn't tell what memory a process took")
def test_everything_is_measured(tmp_path):
    found = list(report.measured(rounds=size(ordinary=0, long=1), draws=50, folder=tmp_path))
    assert len({each.what for each in found}) == len(found)
    assert all(math.isfinite(each.ratio) and each.ratio > 0 for each in found)
