"""On random plans, every table that divides the same money another way adds up to the same total."""

import numpy as np
from hypothesis import given

from mtfp.engine import project
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures import figures
from mtfp.results.services import money_by_service
from mtfp.views.plan.closing.savings import parts
from mtfp.views.plan.real_terms import in_real_terms
from mtfp.views.plan.services.hosted import whole_services
from mtfp.views.plan.services.mix import WAYS, ways_to_close
from mtfp.views.plan.services.report_as import spend_by_category
from mtfp.views.plan.services.vacancies import at_full_establishment, by_component
from mtfp.views.plan.statement import CAUSES
from mtfp.views.plan.tables import TABLES
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import plans
from tests.laws.test_identities import projected, same, size_of

STILL = {"unit": "rate", "central": "0%", "source": "drawn"}
"""A deflator without inflation."""


def values_of(table):
    """Return the rows' figures by identifier, blank ones as zero."""
    return {row.id: np.array([value or 0.0 for value in row.values]) for row in table.rows if row.id}


def law_the_ways_to_close_the_gap_are_all_of_it(p):
    found = {row: values[1:] for row, values in ways_to_close(p).items()}
    same(sum(found[way] for way in WAYS), found["gap_before_savings"], size_of(p))
    shares = sum(found[f"{way}_share"] for way in WAYS)
    some = found["gap_before_savings"] > 1e-3 * size_of(p)
    same(shares[some], np.ones(some.sum()))
    assert np.isnan(shares[found["gap_before_savings"] <= 0]).all()


def law_one_off_money_and_the_rest_close_the_gap(p):
    """Recurring savings last; money that is neither recurring nor one-off is unmet or a surplus."""
    rows, one_off = figures(p), ways_to_close(p)["one_off"]
    found = rows["gap_before_savings"] + rows["surplus"] - rows["savings_recurring"] - rows["unmet"]
    used = np.where(found > 0, np.maximum(found - rows["surplus"], 0), found)
    same(one_off[1:], used[1:], size_of(p))


def law_savings_are_those_of_the_statement_and_of_the_set_aside(p):
    each = {name: parts(scheme, p.savings[name]) for name, scheme in p.plan.all_savings.items()}
    table = values_of(TABLES["savings"](p, "base"))
    for part in ("planned", "achieved"):
        total = sum((by[part] for by in each.values()), p.draws.zeros())[:, 0]
        by_status = sum(values for row, values in table.items() if row.startswith("status.") and row.endswith(part))
        same(table[part][1:], total[1:], size_of(p))
        same(by_status, table[part], size_of(p))
    same((table["achieved"] - table["set_aside"])[1:], p.gap.savings[1:, 0], size_of(p))
    for name, by in each.items():
        full_year = p.savings[name].achieved_full_year
        lasting = full_year if p.plan.all_savings[name].recurring else by["achieved"] - by["returns"]
        same(by["achieved"] - by["returns"] + by["full_year_to_come"], lasting, size_of(p))


def law_vacancies_by_name_are_the_whole_difference(p):
    full = at_full_establishment(p)
    added = by_component(p, full.costs)
    joined = {line for move in p.plan.moves.values() for line in move.into.of(p.plan.lines)}
    for row, name in enumerate(p.plan.lines):
        if name in joined:
            continue  # what a move re-invests there follows the prices of the lines that release it
        mine = sum((values for (line, _), values in added.items() if line == name), p.draws.zeros())
        same(mine, full.costs.cost[row] - p.costs.cost[row], size_of(p))
    table = values_of(TABLES["vacancies"](p, "base"))
    if not added:
        assert table == {}
        return
    size = size_of(p) + float(np.abs(full.gap.expenditure).max())
    lines = sum(
        (table[f"lines.{line}.{part}"] for line, part in added if not p.plan.lines[line].set_aside),
        table["gap"] + table["funding"] + table.get("moves", 0.0),
    )
    same(lines, table["gap_full_establishment"], size)
    if "set_aside_gap" in table:
        apart = [table[f"lines.{line}.{part}"] for line, part in added if p.plan.lines[line].set_aside]
        left = sum(apart, table["set_aside_gap"] + table["set_aside_funding"] + table.get("set_aside_moves", 0.0))
        same(left, table["set_aside_gap_full_establishment"], size)


def law_directions_are_expenditure_less_savings(p):
    net, mine = money_by_service(p), p.costs.rows.integrated
    same(net.total(mine), p.gap.expenditure - p.gap.savings, size_of(p))
    same(net.lines[~mine].sum(axis=0), p.set_aside.cost, size_of(p))
    table = values_of(TABLES["directions"](p, "base"))
    same(sum(table[partner] for partner in PARTNERS) + table["plan"], table["total"], size_of(p))
    for partner in PARTNERS:
        services = [values for row, values in table.items() if row.startswith(f"{partner}.")]
        same(sum(services), table[partner], size_of(p))


def law_our_share_of_a_hosted_service_is_our_share(p):
    whole = whole_services(p)
    assert list(whole) == [name for name, line in p.plan.lines.items() if line.hosted]
    for name, cost in whole.items():
        same(cost * p.plan.lines[name].our_share, p.costs.total([name]), size_of(p))


def law_categories_of_the_performance_report_are_all_lines(p):
    same(sum(spend_by_category(p).values()), p.costs.cost.sum(axis=0), size_of(p))


def law_tables_of_levels_can_be_shown_in_real_terms(p):
    """Without inflation, real terms equal cash in every column of a table."""
    of_services = ("vacancies", "moves", "directions", "hosted", "report_as")
    for name in (*of_services, "mix", "risks", "commitments", "comparators"):
        table = TABLES[name](p, "base")
        assert [row.values for row in in_real_terms(table, p).rows] == [row.values for row in table.rows]


def law_risks_are_what_the_statement_expects(p):
    table, statement = values_of(TABLES["risks"](p, "base")), values_of(TABLES["statement"](p, "base"))
    if p.plan.risk_events:
        expected = statement["expected_events"] + statement["set_aside_expected_events"]
        same(table["beyond"][1:], expected[1:], size_of(p))
        same((table["expected_cost"] + table["counted"] - table["beyond"])[1:], 0.0, size_of(p))


def law_lines_and_other_costs_are_those_of_the_statement(p):
    table, mine = values_of(TABLES["lines"](p, "base")), [n for n, line in p.plan.lines.items() if not line.set_aside]
    others = table["commitments"] + table["investments"] + table["risk_events"]
    same(sum((table[f"lines.{name}"] for name in mine), table["total"] * 0), table["total"], size_of(p))
    same(table["total"] + others, p.gap.expenditure[:, 0], size_of(p))
    same(table["expenditure"], p.gap.expenditure[:, 0], size_of(p))
    if "total_set_aside" in table:
        apart = ("total_set_aside", *(row for row in table if row.startswith("set_aside_") and row != "set_aside_cost"))
        same(sum(table[row] for row in apart), p.set_aside.cost[:, 0], size_of(p) + float(p.set_aside.cost.max()))


def law_pressures_are_the_rise_in_expenditure(p):
    """By name and by theme, whatever the themes are. A heading with a cause's label has its figures."""
    plan = p.plan
    themed = {name: line.but(theme="Ours") for name, line in [*plan.lines.items()][::2]}
    lasting = {name: each.but(theme=" pay ") for name, each in [*plan.commitments.items()][::2]}
    other = project(plan.but(lines={**plan.lines, **themed}, commitments={**plan.commitments, **lasting}), p.draws)
    for projection in (p, other):
        rows = TABLES["pressures"](projection, "base").rows
        table, around = values_of(TABLES["pressures"](projection, "base")), ("brought_forward", "change", "expenditure")
        themes = [row.id for row in rows if row.id.startswith("theme.")]
        causes = {label.casefold(): cause for cause, label in CAUSES.items()}
        for row in rows:
            if row.id in themes and (cause := causes.get(row.label.casefold())):
                same(table[row.id][1:], values_of(TABLES["statement"](projection, "base"))[cause][1:], size_of(p))
        names = [row.id for row in rows if row.id not in (*around, *themes)]
        for all_of_them in (themes, names):
            same(sum((table[row] for row in all_of_them), table["change"] * 0)[1:], table["change"][1:], size_of(p))
        same((table["brought_forward"] + table["change"])[1:], table["expenditure"][1:], size_of(p))
        same(table["expenditure"], p.gap.expenditure[:, 0], size_of(p))


def law_funding_under_headings_is_all_funding(p):
    streams = {name: stream.but(group="Ours") for name, stream in [*p.plan.funding.items()][::2]}
    grouped = project(p.plan.but(funding={**p.plan.funding, **streams}), p.draws)
    before, after = (values_of(TABLES["funding"](each, "base")) for each in (p, grouped))
    assert all((after[row] == before[row]).all() for row in before)
    for row, apart in (("group.Ours", False), ("set_aside_group.Ours", True)):
        mine = [after[f"funding.{name}"] for name, each in streams.items() if (each.type == "set_aside") == apart]
        same(after.get(row, before["funding"] * 0)[1:], sum(mine, before["funding"] * 0)[1:], size_of(p))


def law_both_partners_payments_and_other_money_are_the_spending(p):
    table, rows = values_of(TABLES["partners"](p, "base")), figures(p)
    meets = ("pays", "other_income", "reserves_net", "recovery_plan", "deficit_change", "unmet")
    same((sum(table[row] for row in meets) - table["ring_fenced_returned"])[1:], table["spent"][1:], size_of(p))
    same(sum(table[f"{partner}.pays"] for partner in PARTNERS)[1:], table["pays"][1:], size_of(p))
    for partner in PARTNERS:
        same(table[f"{partner}.pays"], np.nan_to_num(rows[f"total_payments.{partner}"][:, 0]), size_of(p))


def law_commitments_are_those_of_the_projection(p):
    table = values_of(TABLES["commitments"](p, "base"))
    if p.plan.commitments:
        same(table["integrated"][1:] + table["set_aside"][1:], table["commitments"][1:], size_of(p))


@examples(ordinary=80, long=800)
@given(plans())
def test_every_view_adds_up(drawn):
    assumptions = {**drawn.document["assumptions"], "still": STILL}
    hold(laws_in(globals()), projected(drawn.but(assumptions=assumptions, deflator="still")))
