"""A transfer in a plan that has no set-aside line: more is wrong there than one mistake."""

from pathlib import Path

from tests.reading.marked import SOUND
from tests.reading.plans import findings, said


def test_a_transfer_needs_lines_that_are_set_aside(tmp_path: Path) -> None:
    ward = "transfers:\n  ward: {out_of: set_aside, into: nhs_payment, amount: {2027/28: 400}}\n"
    found = findings(tmp_path, SOUND.replace("    set_aside: true\n", "") + ward)
    assert [finding.code for finding in found] == ["E312"], said(found, tmp_path)
    assert found[0].place.source == "  ward: {out_of: set_aside, into: nhs_payment, amount: {2027/28: 400}}"
    assert "no line is in the set-aside" in found[0].message
