"""Plans of a batch and national assumptions: what differs is found, and sums have the same draws in every plan."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mtfp.batch.outcome.manifest import manifest_of
from mtfp.batch.plans.plan_source import plans_of
from mtfp.batch.work.processes import processes
from mtfp.reading import read_plan
from mtfp.reading.national import read_national
from tests.batch.folders import WANTED, digests, named, run
from tests.batch.test_rollup import ALL, PLAIN

TEXT = PLAIN.replace("SCOPE", "scope: national,").replace(
    "source: i}}",
    "source: i}, cpi: {unit: rate, scope: national, central: 2%, spread: {interval: [1%, 4%]}, source: i}}",
)
NATIONAL = "mtfp: 1\nnational: own\nsource: i\ncorrelations: [[cpi, pay, 0.9]]\n"


def write(folder: Path, **plans: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in plans.items():
        (folder / f"{name}.yaml").write_text(named(name.title(), text), encoding="utf-8")


def found(tmp_path: Path, **plans: str):
    write(tmp_path / "plans", **plans)
    return [each for each in run(tmp_path / "plans", tmp_path / "store").notices if each.code == "W612"]


def test_plans_that_agree_have_no_finding(tmp_path):
    assert found(tmp_path, one=TEXT, two=TEXT, three=TEXT.replace("years: 3", "years: 5")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("central: 3%", "central: {2026/27: 3%, then: 4%}", "`central` of 2027/28 is 4%, not 3%"),
        ("sd: 1%", "sd: 2%", "`spread` of 2026/27 is normal 3%, 2%, not normal 3%, 1%"),
        ("persistence: 0", "persistence: 0.9", "persistence of 0.9, not drawn yearly with a persistence of 0"),
        ("lines:", "correlations: [[cpi, pay, 0.5]]\nlines:", "its correlation with `cpi` is 0.5, not 0"),
    ],
)
def test_two_plans_that_differ_are_named(old, new, message, tmp_path):
    first, *_ = findings = found(tmp_path, one=TEXT, two=TEXT.replace(old, new, 1), xthree=TEXT.replace(old, new, 1))
    assert len(findings) == (2 if "correlation" in message else 1)  # a pair is one of both assumptions
    told = next(each for each in findings if "`pay`" in each.message.split(" is not ")[0])
    assert "`pay` is not the same in Two and in One" in told.message
    assert message in told.message
    assert "One differs from 1 more plan too" in told.message
    assert told.place.file.endswith("two.yaml")
    assert first.via is not None
    assert first.via.file.endswith("one.yaml")


def test_years_that_plans_do_not_share_are_not_compared(tmp_path):
    later = TEXT.replace("2025/26", "2026/27").replace("central: 3%", "central: {2026/27: 9%, then: 3%}")
    assert found(tmp_path, one=TEXT, two=later) == []


def test_a_local_pair_changes_no_national_draw(tmp_path):
    """Before national assumptions came first, a plan's further pairs changed the draws that plans have in common."""
    local = "aaa: {unit: rate, central: 3%, spread: {normal: {mean: 3%, sd: 1%}}, source: i}, pay"
    other = TEXT.replace("{pay", "{" + local, 1) + "correlations: [[aaa, pay, 0.8], [aaa, cpi, -0.5]]\n"
    write(tmp_path / "plans", one=TEXT, two=other)
    result = run(tmp_path / "plans", tmp_path / "store", ALL)
    drawn = [plan.additive("base", "expenditure")[1] for plan in result.plans]
    assert np.corrcoef(drawn)[0, 1] == pytest.approx(1.0)
    assert manifest_of(result, ALL, [])["rollup"]["national"] == {"cpi": 2, "pay": 2}


def test_the_national_file_is_part_of_draws_keys_and_manifest(tmp_path):
    write(tmp_path / "plans", one=TEXT)
    (tmp_path / "national.yaml").write_text(NATIONAL, encoding="utf-8")
    wanted = replace(WANTED, national=read_national(tmp_path / "national.yaml"))
    plain, own = run(tmp_path / "plans", tmp_path / "store"), run(tmp_path / "plans", tmp_path / "store", wanted)
    assert digests(plain) != digests(own)
    assert digests(run(tmp_path / "plans", tmp_path / "store")) == digests(plain)
    with processes(1) as engine:
        assert digests(run(tmp_path / "plans", tmp_path / "other", wanted, engine)) == digests(own)
    record = {"name": "own", "source": "i", "correlations": [["cpi", "pay", 0.9]], "plans": ["One"]}
    assert manifest_of(own, wanted, [])["national"] == [record]
    assert [each["name"] for each in manifest_of(plain, WANTED, [])["national"]] == ["bundled"]


def test_a_source_keeps_the_national_correlations(tmp_path):
    write(tmp_path / "plans", one=TEXT)
    (tmp_path / "national.yaml").write_text(NATIONAL, encoding="utf-8")
    wanted = replace(WANTED, national=read_national(tmp_path / "national.yaml"))
    (outcome,) = run(tmp_path / "plans", tmp_path / "store", wanted).plans
    plan = read_plan(outcome.path, wanted.national.national).plan
    assert plans_of(outcome.source)["base"].digest() == plan.digest()
    assert plans_of(outcome.source)["base"].digest() != read_plan(outcome.path).plan.digest()


def test_a_national_file_in_a_folder_is_no_plan(tmp_path):
    """A plan that names a file is one, even if a key that every plan needs is missing."""
    lacking = named("Two", f"national: national.yaml\n{TEXT}").replace("funding:", "fundng:")
    write(tmp_path / "plans", one=TEXT, two=lacking)
    (tmp_path / "plans" / "national.yaml").write_text(NATIONAL, encoding="utf-8")
    assert [plan.name for plan in run(tmp_path / "plans", tmp_path / "store").plans] == ["One", "Two"]


NAMING = f"national: ../national.yaml\n{TEXT}"


def test_a_named_file_gives_the_same_figures_as_the_option(tmp_path):
    (tmp_path / "national.yaml").write_text(NATIONAL, encoding="utf-8")
    write(tmp_path / "plans", one=TEXT, two=TEXT)
    write(tmp_path / "naming", one=NAMING, two=NAMING)
    wanted = replace(ALL, draws=300, national=read_national(tmp_path / "national.yaml"))
    expected = run(tmp_path / "plans", tmp_path / "store", wanted)
    naming = run(tmp_path / "naming", tmp_path / "other", replace(wanted, national=None))
    assert digests(naming) == digests(expected)
    for kind in ("national", "rollup", "run_digest"):
        assert manifest_of(naming, wanted, [])[kind] == manifest_of(expected, wanted, [])[kind]
    with processes(1) as engine:
        again = run(tmp_path / "naming", tmp_path / "third", replace(wanted, national=None), engine)
    assert digests(again) == digests(expected)


def test_the_option_takes_precedence_over_named_files(tmp_path):
    write(tmp_path / "plans", one=TEXT)
    write(tmp_path / "naming", one=NAMING)  # a file that is missing
    (tmp_path / "own.yaml").write_text(NATIONAL, encoding="utf-8")
    wanted = replace(WANTED, national=read_national(tmp_path / "own.yaml"))
    expected = run(tmp_path / "plans", tmp_path / "store", wanted)
    assert digests(run(tmp_path / "naming", tmp_path / "store", wanted)) == digests(expected)


def test_plans_that_name_files_with_different_pairs_are_named(tmp_path):
    (tmp_path / "national.yaml").write_text(NATIONAL, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(NATIONAL.replace("0.9", "0.3"), encoding="utf-8")
    (tmp_path / "same.yaml").write_text(NATIONAL.replace("own", "same"), encoding="utf-8")
    same, other = (NAMING.replace("national.yaml", f"{name}.yaml") for name in ("same", "other"))
    write(tmp_path / "plans", one=NAMING, two=same)
    wanted = replace(ALL, draws=300)
    alike = run(tmp_path / "plans", tmp_path / "store", wanted)
    assert alike.notices == ()
    assert manifest_of(alike, wanted, [])["rollup"]["national"] == {"cpi": 2, "pay": 2}
    write(tmp_path / "plans", three=other)
    result = run(tmp_path / "plans", tmp_path / "store", wanted)
    first, second = result.notices
    assert first.code == second.code == "W612"
    assert "`pay` is not the same in Three and in One: its correlation with `cpi` is 0.3, not 0.9" in first.message
    assert "`national:`" in first.fix
    manifest = manifest_of(result, wanted, [])
    assert [(each["name"], each["plans"]) for each in manifest["national"]] == [
        ("own", ["One"]), ("own", ["Three"]), ("same", ["Two"]),
    ]  # fmt: skip
    assert manifest["rollup"]["national"] == {"cpi": 3, "pay": 2}  # cpi is mixed first, so it is the same in all
    assert any("`pay`" in note and "different national files" in note for note in result.rollup.tables[0].notes)
