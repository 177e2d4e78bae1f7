"""Plans of one and two years: every table, chart and format works, with a warning that the plan is short."""

import pytest
from typer.testing import CliRunner

from mtfp.cli.app import app
from mtfp.views.plan.tables import TABLES
from mtfp.views.simulated.tables import SIMULATED

PLAN = """
mtfp: 1
name: Short
base_year: 2025/26
years: YEARS
unit: £k
source: invented
population: {area: Fife}
assumptions:
  cpi: {unit: rate, central: 2%, spread: {interval: [1%, 4%]}, source: invented, reviewed: 2026-01-01}
lines:
  home:
    {partner: council, setting: community, budget: 1_000, components: {cpi: 100%},
     demand: {profile: care_at_home_hours}, activity: {unit: hours, base: 50_000}}
  beds: {partner: nhs, setting: hospital, budget: 500, components: {cpi: 100%}}
funding:
  council: {partner: council, type: payment, base: 1_000, uplift: cpi}
  nhs: {partner: nhs, type: payment, base: 500, uplift: cpi}
savings:
  day_care: {line: home, planned: {2026/27: 20}, status: amber}
  to_find: {planned: {2026/27: 9}, status: unidentified}
risk_events:
  failure: {probability: 10%, each: year, impact: {central: 60, spread: {interval: [30, 150]}}, line: home}
reserves:
  general: {class: contingency, opening: 50, floor: {2026/27: {money: 10}, then: 2% of expenditure}}
scheme: {steps: [{reserves: {order: [general]}}, {additional_payments: {who: by_contribution}}]}
"""
DRAWN = ("--draws", "60", "-s", "pessimistic")


def run(*words):
    result = CliRunner().invoke(app, [*words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(params=[1, 2])
def years(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN.replace("YEARS", str(request.param)), encoding="utf-8")
    return request.param


def test_a_short_plan_is_projected_compared_and_drawn_in_full(years):
    span = "2026/27" if years == 1 else "2026/27 to 2027/28"
    assert "warning[W514]" in run("check", "plan.yaml")
    for table in TABLES:
        run("project", "plan.yaml", "--table", table, "--format", "plain")
    assert f"{span} together" in run("compare", "plan.yaml", "-s", "pessimistic", "--format", "plain")
    drawn = run("simulate", "plan.yaml", *DRAWN, *(word for name in SIMULATED for word in ("--table", name)))
    assert f"{span} together" in drawn
    assert f"{'In' if years == 1 else 'From'} {span}, the council's" in " ".join(drawn.split())
    run("simulate", "plan.yaml", *DRAWN, "--format", "html", "-o", "page.html")
    run("batch", "plan.yaml", *DRAWN, "-o", "results")
