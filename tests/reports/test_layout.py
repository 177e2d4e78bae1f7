"""Tables as people see them, whole: on narrow and wide screens, on their side, in blocks, by ear."""

from tables import comparison, statement, written, years

from mtfp.reports.formats import EVERY_KIND, FORMATS
from mtfp.reports.page import LIST, TABLE, Page
from mtfp.reports.terminal.table import render
from mtfp.results.table import SHARE, Column, Row, Table

OTHERS = [each.name for each in FORMATS if each.for_people and each.kinds & EVERY_KIND and each.name != "table"]
"""Formats for people, other than the terminal's."""

AT_80 = """\
Glenshire: the plan

£k                          2025/26  2026/27  2027/28  2028/29  2029/30  2030/31
────────────────────────────────────────────────────────────────────────────────
Base budget, brought
  forward                    68,300   68,300   70,400   72,501   74,601   76,702
  Pay                             0   +1,384   +1,440   +1,496   +1,551   +1,606
  Prices                          0     +913     +940     +967     +995   +1,022
  Commitments and events          0     −250     −250     −250     −250     −250
                            ───────  ───────  ───────  ───────  ───────  ───────
Expenditure                  68,300   71,181   73,409   75,637   77,865   80,093

  Payment by Glenshire
    Council                  22,140   22,694   23,261   23,828   24,395   24,963
  Payment by NHS
    Strathallan              43,990   44,870   45,768   46,665   47,562   48,460
                            ───────  ───────  ───────  ───────  ───────  ───────
Funding                      68,300   69,733   71,198   72,663   74,127   75,592
Gap before savings                0    1,448    2,211    2,975    3,738    4,501

  Savings, recurring              0      900    1,350    1,800    2,250    2,700
                            ───────  ───────  ───────  ───────  ───────  ───────
Gap                               0      198      511      825    1,138    1,451

How the gap is closed
  Planned use of reserves         0      400        0     −400     −800   −1,200
  Additional payments             0        0      150      300      450      600
    by the council                0        0       50      100      150      200
                            ───────  ───────  ───────  ───────  ───────  ───────
Unmet                             0     −202      361      925    1,488    2,051

Beneath the headline
  Unidentified, share of
    the gap before savings             13.7%    13.7%    13.7%    13.7%    13.7%
  Care at home, hours       210,000  214,200  218,484  222,854  227,311  231,857

Set-aside is apart.

Figures are rounded; parts may not add to totals.
"""

AT_120 = """\
Glenshire: the plan

£k                                               2025/26  2026/27  2027/28  2028/29  2029/30  2030/31
─────────────────────────────────────────────────────────────────────────────────────────────────────
Base budget, brought forward                      68,300   68,300   70,400   72,501   74,601   76,702
  Pay                                                  0   +1,384   +1,440   +1,496   +1,551   +1,606
  Prices                                               0     +913     +940     +967     +995   +1,022
  Commitments and events                               0     −250     −250     −250     −250     −250
                                                 ───────  ───────  ───────  ───────  ───────  ───────
Expenditure                                       68,300   71,181   73,409   75,637   77,865   80,093

  Payment by Glenshire Council                    22,140   22,694   23,261   23,828   24,395   24,963
  Payment by NHS Strathallan                      43,990   44,870   45,768   46,665   47,562   48,460
                                                 ───────  ───────  ───────  ───────  ───────  ───────
Funding                                           68,300   69,733   71,198   72,663   74,127   75,592
Gap before savings                                     0    1,448    2,211    2,975    3,738    4,501

  Savings, recurring                                   0      900    1,350    1,800    2,250    2,700
                                                 ───────  ───────  ───────  ───────  ───────  ───────
Gap                                                    0      198      511      825    1,138    1,451

How the gap is closed
  Planned use of reserves                              0      400        0     −400     −800   −1,200
  Additional payments                                  0        0      150      300      450      600
    by the council                                     0        0       50      100      150      200
                                                 ───────  ───────  ───────  ───────  ───────  ───────
Unmet                                                  0     −202      361      925    1,488    2,051

Beneath the headline
  Unidentified, share of the gap before savings             13.7%    13.7%    13.7%    13.7%    13.7%
  Care at home, hours                            210,000  214,200  218,484  222,854  227,311  231,857

Set-aside is apart.

Figures are rounded; parts may not add to totals.
"""

SCENARIOS = """\
Scenarios in 2030/31

                                              Prevention  Funding held
                                               and early  flat in cash
£k                             Agreed plan  intervention         terms
──────────────────────────────────────────────────────────────────────
Expenditure                         78,321        77,102        78,321
Funding                             72,110        72,110        66,210
                              ────────────  ────────────  ────────────
Gap                                  6,211         4,992        12,112

  against the agreed plan                         −1,219        +5,900
Chance that reserves run out         41.2%         28.7%         93.0%

Figures are rounded; parts may not add to totals.
"""

ON_ITS_SIDE = """\
Gap over ten years

£k         Funding        Gap
─────────────────────────────
2025/26  1,203,400    −12,000
2026/27  1,224,400     −7,900
2027/28  1,245,400     −3,800
2028/29  1,266,400        300
2029/30  1,287,400      4,400
2030/31  1,308,400      8,500
2031/32  1,329,400     12,600
2032/33  1,350,400     16,700
2033/34  1,371,400     20,800
2034/35  1,392,400     24,900
2035/36  1,413,400     29,000
"""


def ten_years() -> Table:
    funding = tuple(1_203_400.0 + 21_000 * i for i in range(11))
    gap = tuple(-12_000.0 + 4_100 * i for i in range(11))
    rows = (Row("funding", "Funding", funding), Row("gap", "Gap", gap, strong=True))
    return Table("gap", "Gap over ten years", "big", "£k", years(11), rows)


def test_a_statement_of_six_columns_on_screens_of_80_and_120():
    assert render(statement(), 80) == AT_80
    assert render(statement(), 120) == AT_120


def test_scenarios_side_by_side_have_their_long_names_wrapped():
    assert render(comparison(), 80) == SCENARIOS


def test_few_rows_of_many_years_are_turned():
    assert render(ten_years(), 80) == ON_ITS_SIDE


def test_many_rows_of_many_years_go_in_blocks_that_line_up():
    text = render(statement(11), 80)
    first, second = (line for line in text.split("\n") if line.startswith("£k "))
    assert first.split()[1:] == [f"{2025 + i}/{26 + i}" for i in range(6)]
    assert second.split()[1:] == [f"{2031 + i}/{32 + i}" for i in range(5)]
    assert first.index("2025/26") == second.index("2031/32")
    assert text.count("\nExpenditure ") == 2
    assert text.count("Figures are rounded") == 1


def test_figures_of_a_billion_in_ten_years_fit_80_columns_whole():
    text = render(statement(11, scale=18), 80)
    assert max(map(len, text.split("\n"))) <= 80
    assert "1,229,400" in text


def test_blocks_are_split_between_scenarios():
    columns = tuple(
        Column(f"{year} {name}", year, name) for name in ("low", "high") for year in ("2026/27", "2027/28", "2028/29")
    )
    rows = tuple(Row(f"row{i}", "A label of about thirty letters", (1_000_000.0,) * 6) for i in range(8))
    heads = [
        line for line in render(Table("t", "T", "p", "£k", columns, rows), 65).split("\n") if line.startswith("£k")
    ]
    assert [line.split()[1:] for line in heads] == [["low"] * 3, ["high"] * 3]


def test_quiet_rows_of_zeros_and_headings_without_rows_are_for_programs_only():
    assert "set_aside_gap" in written([statement()], "csv")
    for format, layout in (("table", TABLE), ("table", LIST), *((name, TABLE) for name in OTHERS)):
        text = written([statement()], format, Page(layout=layout))
        assert "Set-aside gap" not in text
        assert "shown apart" not in text
        assert "Service change" not in text


def test_each_line_of_the_list_and_of_plain_is_complete_by_itself():
    listed = written([statement()], "table", Page(layout=LIST))
    assert "\nHow the gap is closed, Additional payments, by the council, 2030/31: £200k\n" in listed
    assert "\nCommitments and events, 2026/27: minus £250k\n" in listed
    assert "\nPay, 2026/27: plus £1,384k\n" in listed
    assert "\nBeneath the headline, Care at home, 2026/27: 214,200 hours\n" in listed
    assert "share of the gap before savings, 2026/27: 13.7%\n" in listed
    plain = written([statement()], "plain")
    assert "\nCommitments and events\t0\t-250\t-250\t-250\t-250\t-250\n" in plain


def test_without_money_the_unit_of_all_rows_stands_over_them():
    rows = tuple(Row(f"age.{age}", f"Aged {age}", (12_345.0,), "people") for age in ("0-64", "65+"))
    text = render(Table("people", "People", "Glenshire", "", (Column("2025", "2025"),), rows))
    assert "\npeople       2025\n" in text
    assert "Aged 65+   12,345\n" in text


def test_differences_between_shares_are_points():
    rows = (Row("share", "Balance of care", (1.23,), "points", signed=True), Row("now", "Now", (0.5,), SHARE))
    text = render(Table("compare", "Compare", "plan", "£k", (Column("2030/31"),), rows))
    assert "Balance of care     +1.2\n" in text


def test_totals_are_bold_only_where_style_is_wanted():
    styled = render(statement(), 80, styled=True)
    assert "\n\x1b[1mExpenditure " in styled
    assert "\x1b[1mGlenshire: the plan\x1b[0m\n" in styled
    assert styled.count("\x1b[1m") == styled.count("\x1b[0m\n")
    assert styled.replace("\x1b[1m", "").replace("\x1b[0m", "") == AT_80


def test_a_heading_has_the_whole_width_to_itself():
    """It neither widens the labels beneath nor wraps before the page ends."""
    heading = Row("", "Rotas and skill mix in residential care (amber)", (None,) * 3, strong=True)
    rows = (heading, Row("planned", "Planned", (150.0, 433.0, 574.0), depth=1))
    text = render(Table("savings", "Savings", "plan", "£k", years(3), rows), 60)
    assert text.splitlines()[2:] == [
        "£k         2025/26  2026/27  2027/28",
        "────────────────────────────────────",
        "Rotas and skill mix in residential",
        "  care (amber)",
        "  Planned      150      433      574",
    ]


def test_headings_have_no_unit():
    """Where all figures are shares, no unit of money stands over the labels."""
    rows = (Row("", "Of net cost", (None,) * 3, strong=True), Row("gap", "Gap", (0.01, 0.02, 0.03), SHARE, depth=1))
    text = render(Table("shares", "Shares", "plan", "£k", years(3), rows), 60)
    assert "£" not in text
