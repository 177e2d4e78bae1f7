"""Plans added up draw by draw: the sum has the right figures and the right spread."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mtfp.batch.outcome.additive import ROLLED
from mtfp.batch.outcome.manifest import manifest_of
from mtfp.batch.outcome.rollup import NAME, SHOWN, Rollup
from mtfp.batch.run import run_batch
from mtfp.batch.work.engines import one_thread
from mtfp.batch.work.processes import processes
from mtfp.batch.work.store import Store
from mtfp.draws.sampling import Sampling
from mtfp.findings.too_big import TooBig
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.results.figures import figure_named
from mtfp.simulation.effort import Limits
from mtfp.simulation.simulate import simulate
from tests.batch.folders import BROKEN, WANTED, changed, named, run, write_plans

ALL = replace(WANTED, rollup=True, draws=5000)
LAST = "2028/29"
PLAIN = """
mtfp: 1
name: Sampled
base_year: 2025/26
years: 3
unit: £k
source: i
assumptions: {pay: {unit: rate, SCOPE central: 3%, spread: {normal: {mean: 3%, sd: 1%}}, persistence: 0, source: i}}
lines: {home: {partner: council, setting: community, budget: 1000, components: {pay: 100%}}}
funding: {council: {partner: council, type: payment, base: 1000, stated: {then: 1000}}}
"""
"""A plan with one uncertain assumption, which alone decides the gap."""


def rolled(folder: Path, wanted=ALL, **how) -> Rollup:
    found = run(folder / "plans", folder / "store", wanted, **how).rollup
    assert found is not None
    return found


def cells(of: Rollup) -> dict[tuple[str, ...], float]:
    return {(c.table, c.scenario, c.row, c.year, c.statistic): c.value for table in of.tables for c in table.cells()}


def test_it_is_the_sum_of_all_plans_in_the_same_draw(tmp_path):
    """By `simulate`, of plans in £, £k and £m, under a scenario too."""
    paths = write_plans(tmp_path / "plans", 2)
    (tmp_path / "plans" / "pounds.yaml").write_text(named("Pounds", PLAIN.replace("£k", "£")), encoding="utf-8")
    (tmp_path / "plans" / "millions.yaml").write_text(named("Millions", PLAIN.replace("£k", "£m")), encoding="utf-8")
    for each in ("pounds", "millions"):
        changed("SCOPE ", "")(tmp_path / "plans" / f"{each}.yaml")
    told = cells(rolled(tmp_path, replace(ALL, scenarios=("high-pay",))))
    sums: dict[str, np.ndarray] = {"base": np.zeros((3, 5000)), "high-pay": np.zeros((3, 5000))}
    centrals = {"base": 0.0, "high-pay": 0.0}
    for path, pounds in zip(
        [tmp_path / "plans/millions.yaml", tmp_path / "plans/pounds.yaml", *paths], (1e6, 1, 1e3, 1e3), strict=True
    ):
        read = read_plan(path)
        drawn = simulate({"base": read.plan, "high-pay": apply_scenarios(read, "high-pay").plan}, Sampling(1), 5000)
        for scenario, total in sums.items():
            total += np.array([drawn.values(scenario, "gap", year) for year in drawn.years]) * pounds / 1e6
            centrals[scenario] += drawn.central[scenario].figures["gap"][-1] * pounds / 1e6
    for scenario, total in sums.items():
        for statistic, expected in (
            ("central", centrals[scenario]),
            ("mean", total[-1].mean()),
            ("p90", np.quantile(total[-1], 0.9)),
            ("sd", total[-1].std(ddof=1)),
        ):
            assert told["distribution", scenario, "gap", LAST, statistic] == pytest.approx(expected)
        assert told["distribution", scenario, "gap", "all", "p50"] == pytest.approx(np.median(total.sum(axis=0)))
        assert told["probability", scenario, "gap", LAST, "probability"] == (total[-1] > 0).mean()
    apart = sums["high-pay"][-1] - sums["base"][-1]
    assert told["difference", "high-pay", "gap", LAST, "p10"] == pytest.approx(np.quantile(apart, 0.1))


@pytest.mark.parametrize(("scope", "spread"), [("scope: national,", 4.0), ("", 2.0)], ids=["national", "local"])
def test_national_assumptions_vary_together_and_local_ones_do_not(scope, spread, tmp_path):
    """The standard deviation of four plans alike is four times one's if they share all, √4 times if nothing."""
    for number in range(4):
        path = tmp_path / "plans" / f"{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = PLAIN.replace("SCOPE", scope).replace("Sampled", f"Area {number}")
        path.write_text(text, encoding="utf-8")
    alone = simulate({"base": read_plan(path).plan}, Sampling(1), 5000).values("base", "gap", 3).std(ddof=1) / 1e3
    found = cells(rolled(tmp_path))["distribution", "base", "gap", LAST, "sd"]
    assert found / alone == pytest.approx(spread, rel=1e-9 if scope else 0.05)


def test_every_figure_is_there_under_the_name_of_the_sum(tmp_path):
    write_plans(tmp_path / "plans", 2)
    found = rolled(tmp_path)
    assert {cell.row for cell in found.tables[0].cells()} == set(ROLLED)
    assert {(cell.plan, cell.unit) for cell in found.tables[0].cells()} == {(NAME, "£m")}
    assert found.plans == ("Area 00", "Area 01x")
    assert all(cell.label.startswith(label_of(cell.row)) for cell in found.tables[0].cells())


def label_of(figure: str) -> str:
    return SHOWN.get(figure) or figure_named(figure).label


def test_it_is_the_same_from_any_engine_and_from_the_store(tmp_path):
    write_plans(tmp_path / "plans", 3)
    whole = cells(rolled(tmp_path))
    assert cells(rolled(tmp_path)) == whole
    with processes(2) as engine:
        found = run(tmp_path / "plans", tmp_path / "other", ALL, engine).rollup
    assert found is not None
    assert cells(found) == whole


def test_a_store_without_draws_is_filled_and_a_damaged_one_is_made_again(tmp_path):
    write_plans(tmp_path / "plans", 2)
    run(tmp_path / "plans", tmp_path / "store", replace(ALL, rollup=False))
    whole = cells(rolled(tmp_path))
    kept, _ = sorted((tmp_path / "store").rglob("*.npz"))
    held = kept.read_bytes()
    kept.write_bytes(held[: len(held) // 2] + b"\0" + held[len(held) // 2 + 1 :])
    assert cells(rolled(tmp_path)) == whole
    assert kept.read_bytes() == held


def test_plans_that_are_missing_from_it_have_a_finding(tmp_path):
    paths = write_plans(tmp_path / "plans", 3)
    BROKEN["E102"](paths[0])
    found = rolled(tmp_path)
    assert (len(found.plans), [finding.code for finding in found.findings]) == (2, ["E505"])
    assert "area-00/plan.yaml has no results" in found.findings[0].message


def test_a_scenario_that_one_plan_has_not_is_not_added_up(tmp_path):
    _, other = write_plans(tmp_path / "plans", 2)
    changed("general", "jar")(other)
    scenarios = tuple(str(tmp_path / "plans" / f"{name}.yaml") for name in ("no-reserve", "dear"))
    found = rolled(tmp_path, replace(ALL, scenarios=scenarios))
    assert found.scenarios == ("base", "dear")
    left_out = f"the sum of all plans leaves out {scenarios[0]}, which can't be applied to Area 01x"
    assert found.findings[0].message == left_out


def test_plans_of_other_years_are_not_added_up(tmp_path):
    first, _ = write_plans(tmp_path / "plans", 2)
    text = first.read_text(encoding="utf-8")
    for year in range(28, 23, -1):
        text = text.replace(f"20{year}/{year + 1}", f"20{year + 1}/{year + 2}")
    first.write_text(text, encoding="utf-8")
    found = rolled(tmp_path)
    assert found.tables == ()
    assert "Area 01x begins in 2025/26 and Area 00 in 2026/27" in found.findings[0].message


def test_a_longer_plan_is_added_up_as_far_as_the_shortest_goes(tmp_path):
    first, _ = write_plans(tmp_path / "plans", 2)
    changed("years: 3", "years: 5")(first)
    assert {cell.year for cell in rolled(tmp_path).tables[0].cells()} == {"2026/27", "2027/28", LAST, "all"}


def test_no_plan_may_have_the_name_of_the_sum(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "one.yaml").write_text(named(NAME), encoding="utf-8")
    result = run(tmp_path / "plans", tmp_path / "store", ALL)
    assert result.plans[0].errors[0].code == "E502"
    assert result.rollup == Rollup((), (), (), result.rollup.findings if result.rollup else ())


def test_draws_beyond_the_disk_limit_are_refused_before_any_work(tmp_path):
    from mtfp.batch.plans.discover import discover

    write_plans(tmp_path / "plans", 2)
    with one_thread() as engine, pytest.raises(TooBig, match="leave out --rollup"):
        run_batch(discover([tmp_path / "plans"]), ALL, Store(tmp_path), engine, limits=Limits(disk=1000))


@pytest.mark.parametrize("correlations", ["", "correlations: [[fuel, pay, 0.8]]\n"])
def test_national_assumptions_with_different_draws_are_named(correlations, tmp_path):
    """Fuel comes before pay: with a correlation, pay is mixed of it in one plan and not in the other."""
    (tmp_path / "plans").mkdir()
    text = PLAIN.replace("SCOPE", "scope: national,")
    fuel = "{fuel: {unit: rate, scope: national, central: 3%, spread: {normal: {mean: 3%, sd: 1%}}, source: i}, pay"
    (tmp_path / "plans" / "one.yaml").write_text(named("One", text), encoding="utf-8")
    (tmp_path / "plans" / "two.yaml").write_text(
        named("Two", text).replace("{pay", fuel, 1) + correlations, encoding="utf-8"
    )
    found = run(tmp_path / "plans", tmp_path / "store", ALL)
    (distribution, *_) = found.rollup.tables
    assert any("`pay`" in note and "different draws in different plans" in note for note in distribution.notes) == bool(
        correlations
    )
    drawn = [plan.additive("base", "expenditure")[1] for plan in found.plans]
    alike = np.corrcoef(drawn)[0, 1]
    assert alike == pytest.approx(1.0) if not correlations else alike < 0.99
    shared = manifest_of(found, ALL, [])["rollup"]["national"]["pay"]
    assert shared == (1 if correlations else 2)
