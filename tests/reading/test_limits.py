"""Files with thousands of errors: the first are worked out, and a finding states that there are more."""

from pathlib import Path

import pytest

from mtfp.cli.shared.projections import one_run
from mtfp.findings import suggest
from mtfp.findings.finding import Finding, Refused
from mtfp.findings.limit import MOST_ERRORS
from mtfp.findings.show import show_all
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from tests.simulation.sampled import SMALL

LINE = "{partner: council, setting: community, budget: 10, components: {pay: 100%}}"


def plan(*lines: str, after: str = "") -> str:
    return SMALL.replace("lines:\n", "".join(("lines:\n", *(f"  {line}\n" for line in lines)))) + after


def many(text: str, count: int) -> list[str]:
    return [text.replace("#", str(number)) for number in range(count)]


COUNT = 450
SHAPES = {
    "unknown keys of the plan": plan(after="".join(many("unknown_key_#: 1\n", COUNT))),
    "unknown keys in each line": plan(*many(f"l#: {LINE.replace('budget', 'bugdet')}", COUNT)),
    "unknown words": plan(*many(f"l#: {LINE.replace('community', 'comunity')}", COUNT)),
    "wrong numbers": plan(*many(f"l#: {LINE.replace('10,', 'ten,')}", COUNT)),
    "missing keys": plan(*many("l#: {partner: council}", COUNT)),
    "wrong names": plan(*many(f"Line #: {LINE}", COUNT)),
    "groups for numbers": plan(*many(f"l#: {LINE.replace('10,', '{a: 1},')}", COUNT)),
    "unknown keys in one line": plan(f"l: {{{', '.join(many('k#: 1', COUNT))}, partner: council}}"),
}
"""Errors in the form of entries, each at 450 places or more."""
OTHER = {
    "unknown assumptions": plan(*many(f"l#: {LINE.replace('pay', 'pey#')}", COUNT)),
    "duplicate names": plan(*many(f"l: {LINE}", COUNT)),
    "unknown figures": plan(after="".join(many("  - {name: c#, of: gpa, at_most: 1}\n", COUNT))),
    "tags": plan(*many("l#: !x 1", COUNT)),
    "invisible characters": plan(*many("l#: \u202e1", COUNT)),
}  # fmt: skip
"""Errors in the text of a file and in the meaning of entries."""


def findings_of(text: str, folder: Path) -> tuple[Finding, ...]:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        one_run(folder / "plan.yaml", [])
    return refused.value.findings


@pytest.mark.parametrize("text", [*SHAPES.values(), *OTHER.values()], ids=[*SHAPES, *OTHER])
def test_errors_at_many_places_are_worked_out_up_to_a_limit(text, tmp_path):
    """Check that the first errors of the file are there, and one finding `E137` after the last of them."""
    errors = [finding for finding in findings_of(text, tmp_path) if finding.code.startswith("E")]
    assert [finding.code for finding in errors].count("E137") == 1
    assert errors[-1].code == "E137"
    assert MOST_ERRORS <= len(errors) <= 2 * MOST_ERRORS + 1
    lines = [finding.place.line for finding in errors]
    assert lines == sorted(lines)
    assert text.splitlines()[lines[0] - 1] in (errors[0].place.source, errors[0].place.source.strip("\n"))


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_no_repair_is_worked_out_beyond_the_limit(text, tmp_path, monkeypatch):
    """Count how often names are compared: as often for 450 errors as for 200, up to the two that a place may have."""
    compared = []
    nearest = suggest.get_close_matches
    monkeypatch.setattr(
        suggest, "get_close_matches", lambda word, *rest, **more: compared.append(word) or nearest(word, *rest, **more)
    )
    findings_of(text, tmp_path)
    assert len(compared) <= 3 * MOST_ERRORS


def test_the_number_of_further_places_is_exact(tmp_path):
    """Check by hand: 450 unknown keys, 200 worked out, 250 more."""
    errors = findings_of(SHAPES["unknown keys of the plan"], tmp_path)
    assert errors[-1].message == "250 more places have errors from here on: only the first 200 are worked out"
    assert errors[-1].place.source == "unknown_key_200: 1"


def test_no_error_is_lost_at_the_limit_itself(tmp_path):
    for count, more in ((200, False), (201, True)):
        text = plan(after="".join(many("unknown_key_#: 1\n", count)))
        assert ("E137" in {finding.code for finding in findings_of(text, tmp_path)}) == more


def test_the_text_for_people_says_that_there_are_more(tmp_path):
    shown = show_all(findings_of(SHAPES["unknown keys of the plan"], tmp_path)).splitlines()
    assert shown[-1] == "At least 200 errors, 3 warnings. `mtfp explain E202` tells more."
    assert any(line == "… and 153 more, not shown." for line in shown)
    assert any("error[E137]: 250 more places" in line for line in shown)


def test_warnings_have_no_limit(tmp_path):
    """A policy may make a warning fatal, so that none may be missing."""
    assumptions = [f"  a{number}: {{unit: rate, central: 3%, source: i}}\n" for number in range(COUNT)]
    (tmp_path / "plan.yaml").write_text(
        SMALL.replace("assumptions:\n", "assumptions:\n" + "".join(assumptions)), encoding="utf-8"
    )
    assert len({finding.place.line for finding in read_plan(tmp_path).warnings}) >= COUNT


def test_a_scenario_with_many_errors(tmp_path):
    (tmp_path / "plan.yaml").write_text(SMALL, encoding="utf-8")
    levers = "".join(many("  - shift: {assumption: pay, bye: 1%}\n", COUNT))
    (tmp_path / "s.yaml").write_text(f"mtfp: 1\nscenario: s\nlevers:\n{levers}", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        apply_scenarios(read_plan(tmp_path), str(tmp_path / "s.yaml"))
    assert refused.value.findings[-1].code == "E137"
