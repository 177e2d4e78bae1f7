"""A transfer in a plan no line of which is set aside: more is wrong there than one mistake."""

from pathlib import Path

from tests.reading.cases import LAST, SOUND
from tests.reading.plans import findings, said


def test_a_transfer_needs_lines_that_are_set_aside(tmp_path: Path) -> None:
    ward = "transfers:\n  ward: {out_of: set_aside, into: nhs_payment, amount: {2027/28: 400}}\n"
    plan = SOUND.replace("set_aside: true, ", "").replace(LAST, f"{LAST}{ward}")
    found = findings(tmp_path, plan)
    assert [(finding.code, finding.place.line) for finding in found] == [("E312", 89)], said(found, tmp_path)
    assert "no line is set aside" in found[0].message
