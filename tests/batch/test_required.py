"""A policy that requires records: each missing one is found and fails the batch."""

from dataclasses import replace

import pytest

from mtfp.cli.exits import Exit
from mtfp.cli.runs.batch.messages import exit_of
from mtfp.reading.policy import read_policy
from tests.batch.folders import WANTED, changed, run, write_plans

RECORDS = {
    "status": "status: {stage: draft, date: 2026-03-10}",
    "decisions": "decisions: {a: {text: A}}",
    "assurance": "assurance: {by: CFO, robustness: R, adequacy: A}",
}


def required(folder, *names):
    file = folder / "rules.yaml"
    file.write_text(f"mtfp: 1\npolicy: all\nrequire: [{', '.join(names)}]\n", encoding="utf-8")
    return replace(WANTED, policy=read_policy(file))


def missing(result):
    return [each.message for plan in result.plans for each in plan.findings if each.code == "W653"]


def add(text):
    return changed("years: 3\n", f"years: 3\n{text}\n")


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_the_plan_is_required(name, tmp_path):
    (plan,) = write_plans(tmp_path / "plans", 1)
    wanted = required(tmp_path, name)
    without = run(tmp_path / "plans", tmp_path / "store", wanted)
    assert len(missing(without)) == 1
    assert f"`{name}`" in missing(without)[0]
    assert [each.code for each in without.fatal] == ["W653"]
    add(RECORDS[name])(plan)
    assert missing(run(tmp_path / "plans", tmp_path / "store", wanted)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("agreed_scheme", "scheme: {", "scheme: {agreed: {by: Both, on: 2024-06-27}, "),
        ("agreed_funding", "type: payment, ", "type: payment, agreed: {by: Council, on: 2026-02-18, up_to: 2026/27}, "),
        ("reserves_policy", "class: contingency, ", "class: contingency, target: 5% of expenditure, "),
    ],
)
def test_a_record_of_an_entry_is_required(name, old, new, tmp_path):
    (plan,) = write_plans(tmp_path / "plans", 1)
    wanted = required(tmp_path, name)
    assert missing(run(tmp_path / "plans", tmp_path / "store", wanted))
    changed(old, new)(plan)
    assert missing(run(tmp_path / "plans", tmp_path / "store", wanted)) == []


def test_an_assessment_of_every_saving_is_required(tmp_path):
    (plan,) = write_plans(tmp_path / "plans", 1)
    changed("  trim: {", "  find: {planned: {2026/27: 5}, status: unidentified}\n  trim: {")(plan)
    wanted = required(tmp_path, "impact_assessments")
    assert missing(run(tmp_path / "plans", tmp_path / "store", wanted)) == [
        "the policy requires `impact_assessments`, but the impact assessment of Trim is not recorded"
    ]
    changed("  trim: {", "  trim: {impact_assessment: {status: complete}, ")(plan)
    assert missing(run(tmp_path / "plans", tmp_path / "store", wanted)) == []


def test_a_missing_record_fails_the_batch_although_the_policy_lists_nothing_as_fatal(tmp_path):
    (plan,) = write_plans(tmp_path / "plans", 1)
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text[: text.index("checks:")], encoding="utf-8")
    assert exit_of(run(tmp_path / "plans", tmp_path / "store")) is Exit.DONE
    assert exit_of(run(tmp_path / "plans", tmp_path / "store", required(tmp_path, "status"))) is Exit.CHECK_FAILED
