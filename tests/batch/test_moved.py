"""Changes since an earlier folder of results: figures, inputs, and new or removed plans and scenarios."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from mtfp.batch.baseline.baseline import Figure, Key, read_baseline
from mtfp.batch.baseline.comparison import Change, Comparison, compare_with_baseline
from mtfp.batch.baseline.comparison_table import MOST, changes_table
from mtfp.batch.baseline.tolerance import Tolerance
from mtfp.batch.outcome.manifest import manifest_of
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.outcome.ranking import ranking
from mtfp.batch.plans.request import BatchRequest
from mtfp.batch.report.document import in_full
from mtfp.batch.report.folder import write_results
from mtfp.draws.sampling import Sampling
from mtfp.findings.finding import Refused
from mtfp.results.table import Column, Row, Table
from tests.batch.folders import changed, named, run, write_plans

FEW = BatchRequest(draws=60, sampling=Sampling(1))
PENNY = Tolerance()


@pytest.fixture
def plans(tmp_path) -> Path:
    write_plans(tmp_path / "plans", 2)
    return tmp_path / "plans"


def kept(plans: Path, folder: Path, wanted: BatchRequest = FEW) -> BatchResult:
    """Run a batch and write its results to a folder."""
    folder.mkdir()
    result = run(plans, folder / "store", wanted)
    manifest = manifest_of(result, wanted, [])
    write_results(folder, result, in_full(result, manifest, ()), manifest, ranking(result, "gap"), parquet=False)
    return result


def since(
    folder: Path, plans: Path, tmp_path: Path, wanted: BatchRequest = FEW, tolerance: Tolerance = PENNY
) -> Comparison:
    result = run(plans, tmp_path / "store", wanted)
    return compare_with_baseline(read_baseline(folder), tolerance, result, manifest_of(result, wanted, []))


def test_the_same_plans_have_no_changes(plans, tmp_path):
    kept(plans, tmp_path / "was")
    moved = since(tmp_path / "was", plans, tmp_path)
    assert (moved.has_changes, moved.inputs, moved.different_settings, moved.not_compared) == (False, [], [], 0)
    assert changes_table(moved).title == "No figure changed since the baseline"


def test_figures_of_a_changed_plan_change_by_the_input_which_is_listed_too(plans, tmp_path):
    """The reserve of one plan opens with £5k more: its base year has as many pounds more, whatever is drawn."""
    kept(plans, tmp_path / "was")
    changed("opening: 60", "opening: 65")(plans / "area-01/plan.yaml")
    moved = since(tmp_path / "was", plans, tmp_path)
    assert {move.plan for move in moved.figures} == {"Area 01x"}
    (reserve,) = (
        m for m in moved.figures if m.key == Key("base", "statement", "reserves.general", "2025/26", "central")
    )
    assert (reserve.was, reserve.now, reserve.by, reserve.unit) == (60, 65, 5, "£k")
    (told,) = moved.inputs
    assert (told.document, told.key, told.old, told.new) == ("Area 01x", "reserves.general.opening", "60", "65")
    line = next(n for n, text in enumerate((plans / "area-01/plan.yaml").read_text().splitlines(), 1) if "65" in text)
    assert (told.place.file, told.place.line) == ((plans / "area-01/plan.yaml").as_posix(), line)


def test_the_largest_come_first_in_pounds_and_shares_last(plans, tmp_path):
    kept(plans, tmp_path / "was")
    for area in ("area-00", "area-01"):
        changed("opening: 60", "opening: 65")(plans / area / "plan.yaml")
    units = [move.unit for move in since(tmp_path / "was", plans, tmp_path).figures]
    sizes = [abs(move.by) for move in since(tmp_path / "was", plans, tmp_path).figures if move.unit == "£k"]
    assert sizes == sorted(sizes, reverse=True)
    assert units == sorted(units, key=lambda unit: unit == "share")


@pytest.mark.parametrize(("text", "moves"), [("4.99k", True), ("5k", False), ("8%", True), ("9%", False)])
def test_a_difference_within_the_tolerance_is_no_change(text, moves, plans, tmp_path):
    kept(plans, tmp_path / "was")
    changed("opening: 60", "opening: 65")(plans / "area-00/plan.yaml")
    moved = since(tmp_path / "was", plans, tmp_path, tolerance=Tolerance.of(text))
    key = Key("base", "statement", "reserves.general", "2025/26", "central")
    assert any(move.key == key for move in moved.figures) is moves


def test_a_changed_scenario_is_listed_once_with_its_place(plans, tmp_path):
    wanted = replace(FEW, scenarios=(str(plans / "dear.yaml"),))
    kept(plans, tmp_path / "was", wanted)
    changed("by: 1%", "by: 2%")(plans / "dear.yaml")
    moved = since(tmp_path / "was", plans, tmp_path, wanted)
    assert {move.key.scenario for move in moved.figures} == {"dear"}
    (told,) = moved.inputs
    assert str(told).startswith("scenario dear: levers.1.shift.by 1% → 2% (")
    assert (Path(told.place.file).name, told.place.line) == ("dear.yaml", 4)


def test_new_and_removed_plans_and_scenarios_are_listed(plans, tmp_path):
    kept(plans, tmp_path / "was")
    (plans / "area-00/plan.yaml").write_text("mtfp: 1\nlines: nothing\n", encoding="utf-8")
    (plans / "area-02").mkdir()
    (plans / "area-02/plan.yaml").write_text(named("Fresh"), encoding="utf-8")
    moved = since(tmp_path / "was", plans, tmp_path, replace(FEW, scenarios=(str(plans / "dear.yaml"),)))
    assert moved.removed == ["Area 00"]
    assert moved.new == ["Area 01x under dear", "Fresh"]
    assert (moved.figures, moved.inputs, moved.has_changes) == ([], [], True)


def test_a_new_check_has_new_figures_and_a_new_input(plans, tmp_path):
    kept(plans, tmp_path / "was")
    with (plans / "area-00/plan.yaml").open("a") as file:
        file.write("  - {name: more, of: gap, at_most: 500}\n")
    moved = since(tmp_path / "was", plans, tmp_path)
    assert moved.new == ["2 figures of Area 00"]
    assert [(each.key, each.old) for each in moved.inputs] == [("checks.3", "nothing")]


def test_other_draws_of_the_same_plan_are_no_change(plans, tmp_path):
    """Statistics differ by no more than chance explains; those without a standard error are counted, not compared."""
    kept(plans, tmp_path / "was", replace(FEW, draws=200))
    moved = since(tmp_path / "was", plans, tmp_path, replace(FEW, draws=200, sampling=Sampling(2)))
    assert moved.different_settings == ["seed 1, now 2"]
    assert moved.figures == []
    assert moved.not_compared > 0
    assert "The baseline was made with other settings: seed 1, now 2" in " ".join(changes_table(moved).notes)


def test_the_central_case_is_compared_exactly_for_any_draws(plans, tmp_path):
    """A pound more in the reserve; also where a percentile is the full reserve in every draw, without an error."""
    kept(plans, tmp_path / "was", replace(FEW, draws=200))
    changed("opening: 60", "opening: 60.001")(plans / "area-00/plan.yaml")
    moved = since(tmp_path / "was", plans, tmp_path, replace(FEW, draws=200, sampling=Sampling(2)))
    assert any(move.key.statistic == "central" for move in moved.figures)
    assert max(abs(move.by) for move in moved.figures) == pytest.approx(0.001)


def test_names_that_csv_writes_with_a_guard_are_the_same(plans, tmp_path):
    changed("name: Area 00", 'name: "=1+1, a|b"')(plans / "area-00/plan.yaml")
    changed("scenario: dear", 'scenario: "=dear"')(plans / "dear.yaml")
    wanted = replace(FEW, scenarios=(str(plans / "dear.yaml"),))
    kept(plans, tmp_path / "was", wanted)
    assert not since(tmp_path / "was", plans, tmp_path, wanted).has_changes


def test_a_plan_in_another_unit_of_money_has_not_changed():
    column, row = Column("2026/27", "2026/27"), Row("gap", "Gap", (2500.0,))
    was, now = {key("gap"): Figure(2.5, "£m")}, Table("statement", "Statement", "A", "£k", (column,), (row,))
    assert moves(was, now) == []
    assert [(move.was, move.now) for move in moves({key("gap"): Figure(2.6, "£m")}, now)] == [(2600.0, 2500.0)]


def key(row: str, statistic: str = "central") -> Key:
    return Key("base", "statement", row, "2026/27", statistic)


def moves(was: dict, now: Table) -> list[Change]:
    from mtfp.batch.baseline import comparison
    from mtfp.batch.outcome.outcome import PlanOutcome, Status

    found = Comparison(None, PENNY, [])  # type: ignore[arg-type]
    comparison._compare(found, PlanOutcome("a.yaml", "A", Status.DONE, tables=lambda: iter([now])), was)
    return found.figures


def as_earlier(folder: Path, version: str) -> None:
    """Make a folder by hand as 0.1.0 and 0.2.0 wrote it: a manifest of the first form, with the command."""
    manifest = {
        "program": "mtfp", "version": version, "case": "batch", "run_digest": "0" * 64, "plans": [],
        "command": ["mtfp", "batch", "all plans", "-s", "dear", "--draws", "60"],
    }  # fmt: skip
    folder.mkdir()
    whole = {"schema_version": 1, "manifest": manifest}
    (folder / "manifest.json").write_text(json.dumps(whole, indent=2), encoding="utf-8")


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0"])
def test_a_baseline_of_an_earlier_release_is_refused_with_the_command_that_makes_it_anew(version, tmp_path):
    as_earlier(tmp_path / "was", version)
    with pytest.raises(Refused) as refused:
        read_baseline(tmp_path / "was")
    (finding,) = refused.value.findings
    assert (finding.code, Path(finding.place.file).name) == ("E512", "manifest.json")
    assert finding.message.startswith(f"mtfp {version} wrote this baseline")
    assert finding.fix.endswith(f": mtfp batch 'all plans' -s dear --draws 60 -o {(tmp_path / 'was').as_posix()}")


@pytest.mark.parametrize("damage", ["figures", "manifest", "other"])
def test_a_folder_that_changed_since_it_was_written_is_refused(damage, plans, tmp_path):
    kept(plans, tmp_path / "was")
    file = {"figures": "results.csv", "manifest": "manifest.json", "other": "manifest.json"}[damage]
    text = (tmp_path / "was" / file).read_text(encoding="utf-8")
    broken = {"figures": text.replace("60", "61"), "manifest": text[:-9], "other": text.replace("batch", "central")}
    (tmp_path / "was" / file).write_text(broken[damage], encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_baseline(tmp_path / "was")
    (finding,) = refused.value.findings
    assert (finding.code, Path(finding.place.file).name) == ("E511", file)


def test_line_ends_of_windows_are_no_change(plans, tmp_path):
    kept(plans, tmp_path / "was")
    for file in ("results.csv", "inputs.json", "manifest.json"):
        content = (tmp_path / "was" / file).read_bytes()
        (tmp_path / "was" / file).write_bytes(content.replace(b"\n", b"\r\n"))
    assert not since(tmp_path / "was", plans, tmp_path).has_changes


def test_people_see_the_largest_changes_and_programs_see_all():
    figures = [Change(f"P{n % 40:02d}", key(f"row{n}"), 1.0, 2.0 + n, "£k") for n in range(400)]
    baseline = type("B", (), {"manifest": {}})()
    moved = Comparison(baseline, PENNY, [], sorted(figures, key=lambda move: move.order))
    table = changes_table(moved)
    assert sum(row.id != "" for row in table.rows) == MOST
    assert len({row.label for row in table.rows if row.id == ""}) == MOST
    assert table.rows[1].values == (1_000.0, 401_000.0, 400_000.0)
    cells = list(table.cells())
    assert len(cells) == 3 * 400
    assert {cell.unit for cell in cells} == {"£k"}
    assert cells[0][:6] == ("P39", "base", "moved", "statement.row399.central", "2026/27", "was")
    assert any(f"{400 - MOST} more are in moved.csv" in note for note in table.notes)


def test_the_folder_has_every_change(plans, tmp_path):
    kept(plans, tmp_path / "was")
    changed("opening: 60", "opening: 65")(plans / "area-00/plan.yaml")
    result = run(plans, tmp_path / "store", FEW)
    moved = compare_with_baseline(read_baseline(tmp_path / "was"), PENNY, result, manifest_of(result, FEW, []))
    (tmp_path / "now").mkdir()
    told = manifest_of(result, FEW, [])
    tables = {"ranking": ranking(result, "gap"), "changes": changes_table(moved)}
    write_results(tmp_path / "now", result, in_full(result, told, ()), told, parquet=False, **tables)
    rows = list(csv.DictReader((tmp_path / "now/moved.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 3 * len(moved.figures)
    files = json.loads((tmp_path / "now/manifest.json").read_text(encoding="utf-8"))["manifest"]["files"]
    assert "moved.csv" in files


def test_a_baseline_that_changes_after_it_was_read_is_refused(plans, tmp_path):
    kept(plans, tmp_path / "was")
    baseline = read_baseline(tmp_path / "was")
    with (tmp_path / "was" / "results.csv").open("a", encoding="utf-8") as file:
        file.write("Area 00,base,statement,gap,2026/27,central,1,£k\n")
    with pytest.raises(Refused) as refused:
        list(baseline.by_plan())
    assert [finding.code for finding in refused.value.findings] == ["E511"]
