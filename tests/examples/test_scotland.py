"""The plans of Scotland's partnerships: as the script makes them, all of them, sound, and of the size they say.

By hand, Clackmannanshire and Stirling, £k. Social work 2024-25: 50,421 + 66,132 = 116,553; in prices of 2025-26, times
1.029431, 119,983. Home care 2022-23: (6,680 + 9,727) / (42,776 + 60,561) = 15.877% of it, 19,050.
Scotland's NHS boards for each pound of their councils, 2022-23: 11,000,000 / (4,290,939 - 190,076) - 1 = 1.68236.
"""

import csv
import doctest
import importlib.util
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from mtfp.batch.outcome.additive import additive_figures
from mtfp.batch.plans.discover import discover
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.run import run_batch
from mtfp.batch.work.engines import one_thread
from mtfp.batch.work.store import Store
from mtfp.cli.runs.init import first_plan
from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.population.areas import Kind, areas, find_area
from mtfp.reading.plan import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.results.checks import verdicts
from mtfp.results.figures import figures
from mtfp.scenarios.shipped import shipped
from mtfp.simulation.simulate import simulate

ROOT = Path(__file__).parents[2]
SCOTLAND = ROOT / "examples" / "scotland"
PLANS = sorted((SCOTLAND / "plans").iterdir())
SCENARIOS = [*(file.stem for file in shipped()), *map(str, (SCOTLAND / "scenarios").iterdir())]
REPORTED = {"S37000026": 68_000}
"""Partnerships whose total is reported, £k, with the set-aside; all others are worked out."""
DERIVED = [file for file in PLANS if file.stem != "shetland-islands"]
OWN = {"council_uplift", "complexity", "prescribing_items", "ageing_error", "savings_delivery"}
"""Assumptions that each plan draws for itself."""


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("scotland", ROOT / "tools" / "scotland.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=PLANS, ids=lambda file: file.stem)
def file(request):
    return request.param


@cache
def read(file):
    return read_plan(file)


@cache
def projected(file):
    return project(read(file).plan, central_draws(read(file).plan))


def central(file, row):
    return figures(projected(file))[row][:, 0]


def named(stem):
    return SCOTLAND / "plans" / f"{stem}.yaml"


def social_work(year):
    with (SCOTLAND / "data" / "social_work_spend.csv").open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["financial_year"] == year]
    return {row["council_code"]: int(row["social_work_nre_gbp_thousand"]) for row in rows}


def test_the_script_gives_the_committed_plans_and_budgets(tmp_path):
    plans, budgets = tmp_path / "plans", tmp_path / "opening.csv"
    words = ("--into", str(plans), "--budgets", str(budgets))
    subprocess.run([sys.executable, "tools/scotland.py", *words], cwd=ROOT, check=True)
    assert sorted(made.name for made in plans.iterdir()) == [file.name for file in PLANS]
    for plan in PLANS:
        assert (plans / plan.name).read_bytes() == plan.read_bytes()
    assert budgets.read_bytes() == (ROOT / "mtfp" / "budgets" / "opening.csv").read_bytes()


def test_the_scripts_own_examples_hold(script):
    found = doctest.testmod(script)
    assert (found.failed, found.attempted >= 1) == (0, True)


SAME_LINES = ("care_at_home", "care_homes", "adults_under_65", "looked_after_children", "social_work",
              "community_health", "mental_health", "family_health", "prescribing")  # fmt: skip
SAME_FIGURES = ("expenditure", "funding", "set_aside_cost", "set_aside_funding", "payments.council", "payments.nhs")


def test_a_first_plan_has_the_figures_of_the_example_to_the_pound(file, tmp_path):
    """Perth and Kinross was £200.9m by `mtfp init` and £350.2m here."""
    example = read(file).plan
    first = tmp_path / "plan.yaml"
    first.write_text(first_plan(example.population.area), encoding="utf-8")
    plan = read_plan(first).plan
    ours = figures(project(plan, central_draws(plan)))
    assert {row: ours[row][0, 0] for row in SAME_FIGURES} == {row: central(file, row)[0] for row in SAME_FIGURES}
    assert {name: plan.lines[name].budget for name in SAME_LINES} == {
        name: example.lines[name].budget for name in SAME_LINES
    }
    support = plan.lines["other_support"].budget - plan.lines["charges"].budget
    assert support == example.lines["other_support"].budget
    assert plan.lines["unscheduled_hospital"].budget == example.lines["unplanned_hospital"].budget


def test_shetland_is_as_large_in_every_file():
    """A reported total stands above the one worked out, in `init`, here and in `examples/shetland`."""
    full = read(ROOT / "examples" / "shetland").plan
    known = figures(project(full, central_draws(full)))
    here = named("shetland-islands")
    assert sum(central(here, row)[0] for row in ("expenditure", "set_aside_cost")) == 68_000
    assert known["expenditure"][0, 0] + known["set_aside_cost"][0, 0] == 68_000
    with (SCOTLAND / "data" / "reported_totals.csv").open(encoding="utf-8", newline="") as text:
        assert {row["partnership_code"]: int(row["gbp_thousand"]) for row in csv.DictReader(text)} == REPORTED
    assert "reported" in read(here).plan.notes


def test_each_partnership_has_one_plan():
    there_are = {area.code: area.name for area in areas() if area.kind == Kind.PARTNERSHIP}
    plans = [read(file).plan for file in PLANS]
    assert sorted(plan.population.area for plan in plans) == sorted(there_are)
    assert len(plans) == 31
    for plan in plans:
        assert plan.name == f"{there_are[plan.population.area]} (illustrative)"


def test_it_reads_without_a_warning_and_begins_in_balance(file):
    assert read(file).warnings == ()
    assert central(file, "gap_with_set_aside")[0] == pytest.approx(0, abs=1e-9)


def test_it_says_that_it_is_illustrative(file):
    plan, text = read(file).plan, file.read_text(encoding="utf-8")
    assert plan.source.startswith("Illustrative")
    assert plan.title.startswith("Illustrative")
    assert plan.notes.startswith("ILLUSTRATIVE")
    assert text.startswith("# ILLUSTRATIVE")
    for name, assumption in plan.assumptions.items():
        assert assumption.grade == "C" or not assumption.source.startswith("Illustrative"), name


def test_it_can_be_read_in_a_window(file):
    text = file.read_text(encoding="utf-8")
    assert "@" not in text
    assert max(len(line) for line in text.splitlines()) <= 130
    assert not re.search(r"\.\./(?!national\.yaml )|https?://", text)


def test_its_gap_is_what_a_finance_officer_would_expect(file):
    """Bounds, not figures: the illustrative numbers may be tuned, the picture stays."""
    before = central(file, "gap_before_savings")[1:] / central(file, "expenditure")[1:]
    assert np.all((before > 0.015) & (before < 0.095))
    assert np.all(np.diff(before) > 0)
    assert np.all(central(file, "gap")[1:] > 0)
    assert central(file, "savings_planned")[1] / central(file, "expenditure")[1] < 0.064
    assert central(file, "deficit")[-1] == 0


@pytest.mark.parametrize("file", DERIVED, ids=lambda file: file.stem)
def test_its_council_budget_is_what_the_extract_says(file):
    plan = read(file).plan
    councils = next(area.councils for area in areas() if area.code == plan.population.area)
    spent = sum(social_work("2024-25")[council] for council in councils)
    assert central(file, "payments.council")[0] == round(spent * 1.029431)


def test_councils_add_up_to_scotland():
    total = sum(spent for code, spent in social_work("2024-25").items() if code != "S12000027")
    assert len(social_work("2024-25")) == 32
    assert sum(central(file, "payments.council")[0] for file in DERIVED) == pytest.approx(total * 1.029431, abs=31 / 2)


def test_the_extract_is_the_published_one():
    """The Chief Statistician's £4,604m for 2023-24."""
    assert sum(social_work("2023-24").values()) / 1000 == pytest.approx(4604, abs=0.5)


def test_clackmannanshire_and_stirling_are_as_worked_out_by_hand():
    lines = read(named("clackmannanshire-and-stirling")).plan.lines
    assert sum(line.budget for line in lines.values() if line.partner == "council") == 119_983
    assert lines["care_at_home"].budget == pytest.approx(19_050, abs=1)
    assert lines["care_at_home"].activity.base == 372_164 + 466_446


def test_the_nhs_boards_side_is_the_published_total_less_the_councils(script):
    assert script.nhs_for_each_pound() == pytest.approx(1.68236, abs=0.00001)
    cash, aside = (sum(central(file, row)[0] for file in DERIVED) for row in ("payments.nhs", "set_aside_funding"))
    spent = sum(social_work("2024-25").values()) * 1.029431
    of_shetland = sum(script.nhs_lines(find_area("Shetland Islands")).values())
    assert (cash + aside + of_shetland) / spent == pytest.approx(1.68236, abs=0.0001)
    assert aside / (cash + aside) == pytest.approx(0.12, abs=0.0001)


def test_nhs_services_are_shared_out_by_what_moves_their_demand(script):
    lines = read(named("fife")).plan.lines
    nhs = {name: line.demand.profile for name, line in lines.items() if line.partner == "nhs"}
    assert nhs == script.USED_BY


def test_older_places_get_more_of_what_older_people_use():
    """Glasgow is young, Argyll and Bute old."""
    shares = [central(named(name), "set_aside_cost")[0] / central(named(name), "payments.nhs")[0] for name in
              ("glasgow-city", "argyll-and-bute")]  # fmt: skip
    assert shares[0] < 0.12 / 0.88 < shares[1]


def test_each_check_holds_in_some_plans_and_fails_in_others():
    found = [[verdict.holds for verdict in verdicts(projected(file))] for file in PLANS]
    assert len(found[0]) == 3
    for of_plans in zip(*found, strict=True):
        assert 3 <= sum(of_plans) <= 28
    assert sum(not all(of_checks) for of_checks in found) == 8, "examples/scotland/README.md says eight"


def test_the_readme_adds_the_plans_up():
    text = (SCOTLAND / "README.md").read_text(encoding="utf-8")
    for label, row in {"expenditure": "expenditure", "gap before savings": "gap_before_savings", "gap": "gap"}.items():
        values = sum(central(file, row) for file in PLANS) / 1000
        assert f"| {label} | " + " | ".join(f"{value:,.0f}" for value in values) + " |" in text
    assert f"£{sum(central(file, 'set_aside_cost')[0] for file in PLANS) / 1000:,.0f}m is set aside" in text
    late = [apply_scenarios(read(file), str(SCOTLAND / "scenarios" / "late-uplift.yaml")).plan for file in PLANS]
    less = sum(figures(project(plan, central_draws(plan)))["gap"][1, 0] for plan in late)
    less -= sum(central(file, "gap")[1] for file in PLANS)
    assert f"£{less / 1000:,.0f}m less in 2026/27" in text


def test_the_readme_names_the_smallest_and_the_largest_gap():
    last = {file.stem: (central(file, "gap_before_savings") / central(file, "expenditure"))[-1] for file in PLANS}
    ends = [min(last, key=last.get), max(last, key=last.get)]
    assert [(name.capitalize(), f"{last[name]:.0%}") for name in ends] == [("Inverclyde", "3%"), ("Midlothian", "9%")]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda name: Path(name).stem)
def test_national_scenarios_change_every_plan(scenario):
    for file in PLANS:
        changed = apply_scenarios(read(file), scenario)
        assert changed.warnings == ()
        changed = figures(project(changed.plan, central_draws(changed.plan)))["gap"][-1, 0] - central(file, "gap")[-1]
        assert abs(changed) > 100, file.stem


def test_what_is_national_is_the_same_in_every_plan():
    first = read(PLANS[0]).plan
    assert {name for name, each in first.assumptions.items() if each.scope == "local"} == OWN
    for file in PLANS:
        assert read(file).plan.assumptions == first.assumptions
        assert read(file).plan.correlations == first.correlations


def test_published_assumptions_are_those_of_shetland():
    ours, shetland = (read(file).plan.assumptions for file in (PLANS[0], ROOT / "examples" / "shetland"))
    for name in ("cpi", "gdp_deflator", "medicines", "pay_nhs", "pay_council", "living_wage", "savings_delivery"):
        for field in ("central", "tracks", "at_least", "spread", "persistence", "reviewed"):
            assert getattr(ours[name], field) == getattr(shetland[name], field), (name, field)


def test_national_draws_are_shared_and_local_ones_are_not():
    """What a roll-up of all plans stands on: draw 7 is the same pay award in Glasgow and in Fife."""
    here, there = (
        sampled_draws(read(named(name)).plan, Sampling(seed=1), block=0, size=8).values
        for name in ("glasgow-city", "fife")
    )
    uncertain = {name for name, each in read(PLANS[0]).plan.assumptions.items() if each.spread}
    same = {name for name in uncertain if np.array_equal(here[name], there[name], equal_nan=True)}
    assert same == uncertain - OWN


def test_a_command_for_one_plan_has_the_batchs_draws():
    """Fife's gap of `simulate` and of a batch, draw by draw and to the bit, with the pairs of the national file."""
    alone = simulate({"base": read(named("fife")).plan}, Sampling(1), 200)
    assert alone.plan.national.between("pay_nhs", "nhs_uplift") == 0.5
    wanted = BatchRequest(draws=200, sampling=Sampling(1), rollup=True)
    with TemporaryDirectory() as folder, one_thread() as engine:
        found = discover([named("fife"), named("moray")])
        result = run_batch(found, wanted, Store(Path(folder)), engine, debug=True)
        fife = next(plan for plan in result.plans if plan.name.startswith("Fife"))
        assert fife.plan_digest == alone.plan.digest()
        assert (fife.additive("base", "gap") == dict(additive_figures(alone))["base/gap"]).all()
    assert result.notices == ()
