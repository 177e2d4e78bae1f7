"""Names of the charts that `mtfp chart` makes, each with its subject. Imports nothing slow."""

CHARTS = {
    "gap": "range of the gap in each year, with the plan",
    "chances": "chance that the last year's gap is no more than each amount",
    "causes": "causes of the change in cost since the base year",
    "cost-and-funding": "cost before savings against funding",
    "closing": "ways in which the gap before savings is closed",
    "reserves": "reserves against their minimum levels",
    "who-pays": "total payments of each partner",
    "ladder": "range of the last year's gap under each scenario",
    "levers": "each lever's part of a scenario's change to the last year's gap",
    "tornado": "drivers that would move the last year's gap most if only one were uncertain",
    "one-percent": "cost of each point or 1% more and less",
    "balance-of-care": "share of care spending in the community",
    "population": "change in the number of people of each age",
}
"""Charts by name, in the order of the help text."""
LADDER = "ladder"
"""Chart in which each scenario has a band of its own."""
UNDER_SCENARIOS = (LADDER, "levers")
"""Charts that need a scenario."""
OF_DRAWS = ("gap", "chances", "ladder", "tornado")
"""Charts that need draws."""
UNCERTAIN = "nothing in it is uncertain; state a `spread` for an assumption"
NEEDS = {
    "gap": UNCERTAIN,
    "chances": UNCERTAIN,
    "tornado": UNCERTAIN,
    "one-percent": "no assumption, funding source or saving moves the gap; check that lines use the assumptions",
    "levers": "no lever of the scenario changes the plan; name another scenario",
    "reserves": "it has no reserves; add a section `reserves`",
    "who-pays": "neither partner pays; give a `partner` to a funding source",
    "balance-of-care": "no line has a setting of care in the community; give lines a `setting`",
    "population": "it has no population; add `population: {area: NAME}`",
}
"""Reasons for a plan without figures for a chart, each with the repair."""
