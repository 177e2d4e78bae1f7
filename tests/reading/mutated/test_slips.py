"""A number a thousand times too large or small, of the other sign, or a year of another decade is asked about.

What may be wrong in silence is listed here with its reason. A year of the plan for another one is as good as any.
"""

import re
from pathlib import Path

import pytest

from tests.evidence import size
from tests.reading.mutated.inputs import inputs
from tests.reading.mutated.mutants import Mutant
from tests.reading.mutated.oracle import outcome
from tests.reading.mutated.slips import asks, slips

PLANS = ("sound", "whole", "scale", "golden", "shetland")[: size(ordinary=2, long=5)]
EVERY = size(ordinary=7, long=1)
"""Every so many slips are tried; a prime number, so that every kind of slip comes up."""
MAY_BE_SILENT = {
    "a thousand times": (
        r"lines\.\w+\.activity\.\w+|moves\.\w+\.ratio",  # units of activity may be of any size
        r"scheme\.steps\.\d+\.additional_payments\.cap\.\w+",  # a partner may agree to pay whatever is needed
    ),
    "a thousandth": (
        r"lines\.\w+\.activity\.\w+|moves\.\w+\.ratio",
        r"assumptions\.\w+\.spread\..*",  # one end of a range may lie near zero, or near the central value
        r"(commitments\.\w+\.amount|reserves\.\w+\.opening).*",  # £400 of a plan of £28m is small, but possible
        r"scheme\.steps\.\d+\.additional_payments\.cap\.\w+",
        r"checks\.\d+\.at_(most|least)",  # such a check fails, which nobody overlooks
    ),
    "the sign": (
        r"assumptions\.\w+\.(at_least|tracks)\.plus.*",  # a deal may lie below inflation
        r"assumptions\.\w+\.central.*",  # demand, and prices of one year, may fall
        r"assumptions\.\w+\.spread\..*|correlations\.\d+\.2",
        r"(funding\.\w+\.(movements|one_off)|commitments\.\w+\.amount)\..*",  # money that ends
        r"lines\.\w+\.adjust(\.\d+)?\.\w+|risk_events\.\w+\.impact\.by|opening_gap\.amount",
        r"checks\.\d+\.at_(most|least)",
    ),
}


@pytest.mark.parametrize("plan", PLANS)
def test_a_slip_is_asked_about_where_it_stands(plan: str, tmp_path: Path) -> None:
    given = next(each for each in inputs() if each.name == plan)
    before = outcome(Mutant(0, given, given.text, ()), tmp_path).findings
    silent = []
    for slip in list(slips(given))[::EVERY]:
        found = outcome(slip.mutant, tmp_path)
        assert found.wrong == (), slip
        if found.accepted and not asks(slip, found, before) and not _may_be_silent(slip.what, slip.keys):
            silent.append(str(slip))
    assert silent == []


def _may_be_silent(what: str, keys: tuple[str | int, ...]) -> bool:
    if what in ("a year later", "a year before"):
        return True
    return any(re.fullmatch(each, ".".join(map(str, keys))) for each in MAY_BE_SILENT.get(what, ()))
