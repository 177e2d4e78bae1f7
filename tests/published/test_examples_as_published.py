"""The examples of published plans reproduce every figure that was printed, to the rounding it was printed in."""

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.reading.plan import read_plan
from mtfp.results.figures import figures
from tests.published.printed import EXAMPLES, published


def projected(example):
    plan = read_plan(EXAMPLES / example).plan
    return project(plan, central_draws(plan))


@pytest.fixture(scope="module")
def gateshead():
    """The strategy's rows as the engine works them out, by year from the base year on."""
    projection = projected("gateshead-2025")
    known = {row: values[:, 0] for row, values in figures(projection).items()}
    new = {name: np.diff(brings.planned[:, 0], prepend=0) for name, brings in projection.savings.items()}
    return projection.plan.timeline.labels, {
        "brought-forward base": np.roll(known["expenditure"], 1),
        "estimated base": known["expenditure"],
        "estimated funding before reserves": known["funding"],
        "cumulative gap before reserves": known["gap_before_savings"],
        "planned use of reserves": known["planned_use_of_reserves"],
        "cumulative savings requirement": known["requirement"],
        "annual savings requirement": known["annual_requirement"],
        "adult social care interventions": new["adult_social_care"],
        "children's social care interventions": new["childrens_social_care"],
        "budget efficiencies": new["efficiencies"],
        "unidentified": known["annual_unidentified"],
    }


@pytest.mark.parametrize("row", published("gateshead_mtfs_2025.csv"), ids=lambda row: row["row"])
def test_gateshead_to_a_thousandth_of_a_million(gateshead, row):
    years, rows = gateshead
    printed = {year: float(figure) for year, figure in row.items() if year != "row"}
    worked_out = dict(zip(years, rows[row["row"]].tolist(), strict=True))
    # Half of the last digit, and a hair: what the council rounded may have stood just on it.
    assert {year: worked_out[year] for year in printed} == pytest.approx(printed, rel=0, abs=0.000501)


def test_gateshead_base_year_has_no_gap(gateshead):
    _, rows = gateshead
    assert np.isnan(rows["cumulative gap before reserves"][0])


@pytest.mark.parametrize("row", published("shetland_ijb_2019.csv"), ids=lambda row: row["row"])
def test_shetland_2019_end_points_follow_from_growth(row):
    projection = projected("shetland-2019")
    known = figures(projection)
    rows = {**known, "gap as a share of cost": known["gap_before_savings"] / known["expenditure"]}
    worked_out = dict(zip(projection.plan.timeline.labels, rows[row["row"]][:, 0].tolist(), strict=True))
    for year in ("2019/20", "2023/24"):
        if row[year]:
            assert worked_out[year] == pytest.approx(float(row[year]), rel=0, abs=float(row["printed to"]) / 2)


def test_shetland_2019_types_in_no_figure_of_its_last_year():
    """Every line has a budget and every stream an uplift, so that 2023/24 can only come from growth."""
    plan = projected("shetland-2019").plan
    assert all(line.cost is None and line.budget for line in plan.lines.values())
    assert all(stream.chosen == "uplift" and not stream.one_off for stream in plan.funding.values())
    assert all(not assumption.central.years for assumption in plan.assumptions.values())
    assert not plan.commitments


def test_shetland_2019_growth_is_what_was_derived():
    known = figures(projected("shetland-2019"))
    growth = {row: (known[row][-1, 0] / known[row][0, 0]) ** (1 / 4) - 1 for row in ("expenditure", "funding")}
    assert growth == pytest.approx({"expenditure": 0.0400, "funding": 0.0160}, rel=0, abs=0.00005)
