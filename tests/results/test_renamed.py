"""Names of earlier releases are refused with today's, wherever people may type them."""

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.results.checks import unsound_checks
from mtfp.results.figures import figures
from mtfp.results.renamed import RENAMED
from mtfp.simulation.stopping import stopping_rule
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED
from tests.simulation.sampled import plan

REPAIR = "renamed in 0.3.0: write `{}`"
FIGURE, TABLE = "surplus_into_pots", "partners_asked"


def test_a_check_of_a_renamed_figure_is_refused_with_todays_name():
    small = plan(checks=[{"name": "spare", "of": FIGURE, "at_most": 5}])
    (complaint,) = unsound_checks(project(small, central_draws(small)))
    assert (complaint.code, complaint.fix) == ("E322", REPAIR.format("surplus_into_reserves"))


def test_so_is_a_precision_of_a_renamed_figure():
    with pytest.raises(ValueError, match=r"renamed in 0\.3\.0: write `surplus_into_reserves`"):
        stopping_rule(f"p90 {FIGURE} ±1k", plan())


def test_so_is_a_renamed_table():
    result = CliRunner().invoke(app, ["simulate", "examples/shetland", "--table", TABLE])
    assert (result.exit_code, result.stderr) == (2, f"--table {TABLE}: {REPAIR.format('additional_payments')}\n")


def test_old_names_are_nothings_today_and_new_ones_are_something():
    known = {*figures(project(plan(), central_draws(plan()))), *TABLES, *SIMULATED}
    assert known.isdisjoint(RENAMED)
    assert known >= set(RENAMED.values())
