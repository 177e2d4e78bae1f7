"""Board papers of plans and scenarios: dates, options, and the places of findings about them."""

from pathlib import Path

import pytest

from mtfp.findings.finding import Refused
from mtfp.library.planner import Planner
from mtfp.reading.scenario import apply_scenarios
from tests.reading.marked import SOUND
from tests.reading.plans import findings, read

STATUS = "status: {stage: draft, date: 2026-03-10}\n"
DONE = """
mtfp: 1
scenario: other
decisions:
  levels: {text: "Close {GAP in 2027/28}."}
  more: {text: A second one.}
status: {stage: recommended, by: CFO, date: 2026-06-01}
"""


def codes(folder: Path, text: str) -> list[str]:
    return [each.code for each in findings(folder, SOUND + text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STATUS + "actions: {a: {text: A, status: under way, due: 2026-03-09}}", ["W705"]),
        (STATUS + "actions: {a: {text: A, status: under way, due: 2026-03-10}}", []),
        (STATUS + "actions: {a: {text: A, status: stopped, due: 2026-03-09}}", []),
        ("actions: {a: {text: A, status: not started, due: 2026-03-09}}", ["W656"]),
        ("actions: {a: {text: A, status: done, due: 2026-03-09}}", []),
        (STATUS + "decisions: {a: {text: A, by: 2026-03-09}}", ["W709"]),
        (STATUS + "decisions: {a: {text: A, by: 2026-03-10}}", []),
        (STATUS + "assurance: {by: CFO, date: 2026-03-11}", ["W708"]),
        (STATUS + "assurance: {by: CFO, date: 2026-03-10, log: [{who: A, what: B, date: 2026-03-11}]}", ["W708"]),
        ("assurance: {by: CFO, date: 2026-03-11}", []),
        ("decisions: {a: {text: Find £1.2 million.}}", ["W703"]),
        ("decisions: {a: {text: 'Find {gap in 2026/27}, a third of pay.'}}", []),
        ("decisions: {a: {text: A, options: [base, step-down@50%, ladder@-1, step-up + cpi +1%, own.yaml]}}", []),
        ("decisions: {a: {text: A, options: steep-up}}", ["W704"]),
        ("decisions: {a: {text: A, options: step-up + steep-down}}", ["W704"]),
        ("status: {stage: approved, date: 2026-03-10}", ["E201"]),
        ("status: {stage: finished}", ["E204"]),
        ("actions: {a: {text: A, status: done, saving: nothing}}", ["E683"]),
    ],
)
def test_findings_about_a_paper(text, expected, tmp_path):
    (tmp_path / "own.yaml").write_text("mtfp: 1\nscenario: own\n", encoding="utf-8")
    assert codes(tmp_path, text + "\n") == expected


def test_a_scenarios_own_paper_replaces_and_adds(tmp_path):
    plan = read(tmp_path, SOUND + STATUS + "decisions: {levels: {text: A}, first: {text: B}}\n")
    (tmp_path / "other.yaml").write_text(DONE.lstrip(), encoding="utf-8")
    changed = apply_scenarios(plan, str(tmp_path / "other.yaml"))
    assert [each.text for each in changed.plan.decisions.values()] == ["Close {GAP in 2027/28}.", "B", "A second one."]
    assert changed.plan.status.stage == "recommended"
    assert plan.plan.status.stage == "draft"
    assert (changed.changes, changed.plan.digest()) == ((), plan.plan.digest())


def test_findings_about_a_scenarios_paper_are_in_its_file(tmp_path):
    read(tmp_path, SOUND + STATUS)
    other = tmp_path / "other.yaml"
    other.write_text(DONE.lstrip().replace("A second one.", "It costs £2m."), encoding="utf-8")
    changed = apply_scenarios(read(tmp_path, SOUND + STATUS), str(other))
    assert [(each.code, Path(each.place.file).name, each.place.line) for each in changed.warnings] == [
        ("W703", "other.yaml", 5)
    ]


def test_an_unknown_figure_in_a_scenarios_paper_is_refused_in_its_file(tmp_path):
    read(tmp_path, SOUND + STATUS)
    other = tmp_path / "other.yaml"
    other.write_text(DONE.lstrip().replace("GAP", "gapp"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        Planner(tmp_path).project(scenario=str(other))
    assert [(each.code, Path(each.place.file).name, each.place.line) for each in refused.value.findings] == [
        ("E680", "other.yaml", 4)
    ]


def test_words_of_a_paper_change_no_digest(tmp_path):
    words = (
        STATUS + "decisions: {a: {text: A}}\nactions: {a: {text: A, status: done}}\nassurance: {by: CFO}\n",
        ("scheme:\n", "scheme:\n  agreed: {by: Both, on: 2024-06-27}\n"),
    )
    text = (SOUND + words[0]).replace(*words[1])
    assert text != SOUND + words[0]
    assert read(tmp_path, text).plan.digest() == read(tmp_path, SOUND).plan.digest()
    assert read(tmp_path, text).plan != read(tmp_path, SOUND).plan
