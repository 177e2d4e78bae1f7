"""Tables that compare scenarios in a workbook are those of a comparison, without the rows for programs."""

from pathlib import Path

from mtfp.cli.shared.projections import all_runs
from mtfp.reports.shown import for_people
from mtfp.views.compared.compare import compare
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.workbook.values.published import compared


def test_a_workbook_compares_as_the_command_does_for_people():
    base, others = all_runs(Path("examples/shetland"), ["step-down", "step-up"], with_checks=False)
    plan, *scenarios = [ScenarioRun(run.name, run.label, run.projection, levers=run.levers) for run in (base, *others)]
    whole = {table.name: for_people(table) for table in compare(plan, scenarios)}
    ours = {table.name: for_people(table) for table in compared(plan, scenarios)}
    assert [*ours] == ["difference", "people", "gap", "levers", "levels"]
    assert ours == {name: table for name, table in whole.items() if name != "lever_parts"}
    assert not any(
        row.for_machines for table in compared(plan, scenarios) for row in table.rows if table.name == "levers"
    )
