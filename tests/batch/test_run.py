"""A batch of plans: the figures of `simulate`, whatever else is in the folder and however the work is shared out."""

from dataclasses import replace
from pathlib import Path

import pytest

from mtfp.batch.outcome.outcome import Status
from mtfp.batch.plans.plan_source import plans_of
from mtfp.draws.sampling import Sampling
from mtfp.reading.plan import read_plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.views.simulated.tables import SIMULATED
from tests.batch.folders import BROKEN, WANTED, changed, digests, named, run, write_plans

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_a_plan_has_the_figures_that_simulate_gives_it(sampler, tmp_path):
    """To the last bit: the scenarios of a block share its random numbers in both."""
    wanted = replace(
        WANTED, scenarios=("step-down", "high-pay+maximum"), draws=4800, sampling=Sampling(7, sampler), gap_over=("2m",)
    )
    (outcome,) = run(ROOT / "examples" / "shetland", tmp_path, wanted).plans
    read = read_plan(ROOT / "examples" / "shetland")
    changed_plans = [apply_scenarios(read, name) for name in wanted.scenarios]
    plans = {"base": read.plan, **{changed.name: changed.plan for changed in changed_plans}}
    drawn = simulate(plans, wanted.sampling, wanted.draws, threads=1)
    asked = ReportOptions(over=(2000.0,), labels={changed.name: changed.label for changed in changed_plans})
    expected = [table(drawn, asked) for table in SIMULATED.values()]
    assert [table for table in outcome.tables() if table.name != "statement"] == expected
    assert list(outcome.cells()) == [cell for table in outcome.tables() for cell in table.cells()]
    assert outcome.scenarios == {name: plan.digest() for name, plan in plans.items()}


def test_a_bad_plan_stops_no_other(tmp_path):
    """Fifty plans, seven of them broken in seven ways."""
    paths = write_plans(tmp_path / "plans", 50)
    for path, damage in zip(paths[3::7], BROKEN.values(), strict=True):
        damage(path)
    result = run(tmp_path / "plans", tmp_path / "store", replace(WANTED, draws=20))
    assert [plan.path for plan in result.plans] == [path.as_posix() for path in paths]
    assert len(result.with_results) == 43
    broken = [plan for plan in result.plans if not plan.has_results]
    assert [plan.status for plan in broken] == [Status.REFUSED] * 7
    assert [plan.errors[0].code for plan in broken] == list(BROKEN)
    assert all(plan.errors[0].place.file.startswith(plan.path.rpartition("/")[0]) for plan in broken)


def test_the_others_come_out_as_if_the_bad_one_were_not_there(tmp_path):
    paths = write_plans(tmp_path / "plans", 3)
    whole = digests(run(tmp_path / "plans", tmp_path / "store"))
    BROKEN["E102"](paths[1])
    assert digests(run(tmp_path / "plans", tmp_path / "other")) == [whole[0], whole[2]]


def test_a_scenario_that_does_not_fit_a_plan_is_that_plans_finding(tmp_path):
    fits, other = write_plans(tmp_path / "plans", 2)
    changed(
        "  general: {class: contingency, opening: 60, floor: 2% of expenditure}",
        "  jar: {class: contingency, opening: 6}",
    )(other)
    text = other.read_text(encoding="utf-8").replace("order: [general]", "order: [jar]").partition("checks:")[0]
    other.write_text(text, encoding="utf-8")
    scenarios = tuple(str(tmp_path / "plans" / f"{name}.yaml") for name in ("no-reserve", "dear"))
    done, partly = run(tmp_path / "plans", tmp_path / "store", replace(WANTED, scenarios=scenarios)).plans
    assert (done.status, list(done.scenarios)) == (Status.DONE, ["base", "no-reserve", "dear"])
    assert (partly.status, list(partly.scenarios)) == (Status.PARTLY, ["base", "dear"])
    (error,) = partly.errors
    assert Path(error.place.file).name == "no-reserve.yaml"
    assert {cell.scenario for cell in partly.cells()} == {"base", "dear"}
    assert fits.as_posix() == done.path


def test_a_plan_that_is_missing_when_it_is_read(tmp_path):
    (tmp_path / "plan.yaml").write_text(named("Here"), encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "gone.yaml")
    here, gone = sorted(run(tmp_path, tmp_path / "store").plans, key=lambda plan: plan.status)
    assert (here.status, gone.status) == (Status.DONE, Status.NOT_READ)
    assert "No such file" in gone.problem


def test_plans_of_one_name_are_refused_and_the_third_is_not(tmp_path):
    for file, name in (("a", "Fife"), ("b", "Fife"), ("c", "Orkney")):
        (tmp_path / f"{file}.yaml").write_text(named(name), encoding="utf-8")
    result = run(tmp_path, tmp_path / "store")
    assert [plan.status for plan in result.plans] == [Status.REFUSED, Status.REFUSED, Status.DONE]


def test_checks_are_run_under_every_scenario_with_their_place(tmp_path):
    (path,) = write_plans(tmp_path / "plans", 1)
    changed("probability: 50%", "probability: 99.9%")(path)
    wanted = replace(WANTED, scenarios=(str(tmp_path / "plans" / "dear.yaml"),))
    (plan,) = run(tmp_path / "plans", tmp_path / "store", wanted).plans
    assert [(each.scenario, each.number, each.holds) for each in plan.verdicts] == [
        ("base", 1, False), ("base", 2, True), ("dear", 1, False), ("dear", 2, True),
    ]  # fmt: skip
    assert str(plan.failed[0].place).startswith(f"{path}:27:5")
    assert (
        "holds in 47.0% of draws (after additional partner contributions), 100% required; in the central case it "
        in plan.failed[0].message
    )


def test_a_bug_in_one_plan_stops_no_other(tmp_path, monkeypatch):
    """With `debug`, its exception is raised."""
    write_plans(tmp_path / "plans", 3)
    from mtfp.batch.outcome import plan_unit
    from mtfp.batch.plans.discover import discover
    from mtfp.batch.run import run_batch
    from mtfp.batch.work.engines import one_thread
    from mtfp.batch.work.store import Store

    sound = plan_unit.summarise

    def summarise(drawn, options):
        return sound(drawn, options) if drawn.plan.name != "Area 01x" else 1 / 0

    monkeypatch.setattr(plan_unit, "summarise", summarise)
    with one_thread() as engine:
        result = run_batch(discover([tmp_path / "plans"]), WANTED, Store(tmp_path / "store"), engine)
        assert [plan.status for plan in result.plans] == [Status.DONE, Status.BUG, Status.DONE]
        assert result.plans[1].problem == "mtfp has a bug: ZeroDivisionError: division by zero"
        with pytest.raises(ZeroDivisionError):
            run_batch(discover([tmp_path / "plans"]), WANTED, Store(tmp_path / "two"), engine, debug=True)


def test_a_plan_that_takes_too_much_stops_no_other(tmp_path):
    from mtfp.batch.plans.discover import discover
    from mtfp.batch.run import run_batch
    from mtfp.batch.work.engines import one_thread
    from mtfp.batch.work.store import Store
    from mtfp.simulation.effort import Limits

    write_plans(tmp_path / "plans", 1)
    lines = "".join(
        f"  line{n}: {{partner: council, setting: community, budget: 0, components: {{pay: 100%}}}}\n"
        for n in range(900)
    )
    (tmp_path / "plans" / "wide.yaml").write_text(
        named("Wide").replace("lines:\n", f"lines:\n{lines}"), encoding="utf-8"
    )
    with one_thread() as engine:
        found, limits = discover([tmp_path / "plans"]), Limits(memory=30_000_000)
        result = run_batch(found, WANTED, Store(tmp_path / "store"), engine, limits=limits)
    assert {plan.name: plan.status for plan in result.plans} == {"Area 00": Status.DONE, "Wide": Status.TOO_BIG}
    assert "allow --memory" in result.plans[0].problem


def test_a_plan_whose_lines_people_and_profiles_are_in_csv_files_is_the_same_elsewhere(tmp_path):
    """What goes to other processes is text; the plans made from it are the very same."""
    for file in (ROOT / "tests" / "golden").glob("*"):
        if file.suffix in (".yaml", ".csv"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    result = run(tmp_path / "plan.yaml", tmp_path / "store", replace(WANTED, draws=20, scenarios=("step-up",)))
    (plan,) = result.plans
    assert {name: each.digest() for name, each in plans_of(plan.source).items()} == plan.scenarios
    assert list(plan.scenarios) == ["base", "step-up"]


def test_lines_from_a_csv_file_are_part_of_what_makes_a_plan(tmp_path):
    text = named("Listed")
    lines = text[text.index("lines:") : text.index("funding:")]
    (tmp_path / "plan.yaml").write_text(text.replace(lines, "lines: lines.csv\n"), encoding="utf-8")
    rows = "name,partner,setting,budget,components.pay\nhome,council,community,1000,100%\nward,nhs,hospital,500,100%\n"
    (tmp_path / "lines.csv").write_text(rows, encoding="utf-8")
    (before,) = run(tmp_path, tmp_path / "store").plans
    assert plans_of(before.source)["base"].digest() == before.scenarios["base"]
    changed("1000", "1001")(tmp_path / "lines.csv")
    (after,) = run(tmp_path, tmp_path / "store").plans
    assert after.digest != before.digest


def test_progress_counts_each_block_once(tmp_path, monkeypatch):
    """Check that no report of progress goes through all blocks again: ten times the blocks, ten times the work."""
    from mtfp.batch.plans.discover import discover
    from mtfp.batch.run import run_batch
    from mtfp.batch.work.engines import one_thread
    from mtfp.batch.work.store import Store
    from mtfp.simulation.layout import Layout

    listed, told, tasks = [], [], Layout.tasks
    monkeypatch.setattr(Layout, "tasks", lambda self, done, upto: listed.append(1) or tasks(self, done, upto))
    write_plans(tmp_path / "plans", 1)
    for blocks in (4, 40):
        listed.clear()
        told.clear()
        wanted = replace(WANTED, draws=blocks * 4_096)
        with one_thread() as engine:
            store, progress = Store(tmp_path / str(blocks)), lambda done, of: told.append((done, of))
            run_batch(discover([tmp_path / "plans"]), wanted, store, engine, progress=progress)
        assert told[-1] == (blocks * 4_096, blocks * 4_096)
        assert told == sorted(told)
        assert len(listed) < 6
