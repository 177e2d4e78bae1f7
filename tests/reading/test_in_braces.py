"""A finding about a figure in braces points at the braces inside the text, and one about an agreement at its year."""

from pathlib import Path

import pytest

from mtfp.findings.finding import Refused
from mtfp.library.runs import require_sound, run_of
from mtfp.reading import read_plan
from tests.reading.plans import findings

SHETLAND = (Path(__file__).parents[2] / "examples" / "shetland" / "plan.yaml").read_text(encoding="utf-8")
AGREED = "on: 2026-02-18, up_to: {}}}"


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("E681", "{gap in 2030/31}", "{gap in 2039/40}"),
        ("E680", "{contingency_share in 2026/27}", "{contingncy_share in 2026/27}"),
        ("E680", "{reserves in 2027/28}", "{resrves in 2027/28}"),
    ],
)
def test_a_finding_points_at_the_braces(code: str, right: str, wrong: str, tmp_path: Path) -> None:
    text = SHETLAND.replace(right, wrong, 1)
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        require_sound(run_of(read_plan(tmp_path)))
    (found,) = [each for each in refused.value.findings if each.code.startswith("E")]
    line = text.split("\n")[found.place.line - 1]
    assert found.code == code
    assert line[found.place.column - 1 :][: found.place.length] == wrong


def test_an_agreement_beyond_the_plan_is_asked_about(tmp_path: Path) -> None:
    text = SHETLAND.replace(AGREED.format("2026/27"), AGREED.format("2036/37"))
    assert {each.code for each in findings(tmp_path, text)} == {"W724", "W501"}


def test_an_agreement_to_a_calendar_year_names_the_years_that_it_may_mean(tmp_path: Path) -> None:
    text = SHETLAND.replace(AGREED.format("2026/27"), AGREED.format("2026"))
    (found,) = [each for each in findings(tmp_path, text) if each.code.startswith("E")]
    assert found.code == "E210"
    assert "2026/27 if the year begins in April 2026" in found.fix
