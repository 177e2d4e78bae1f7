"""The catalogue's part on what doesn't stop a plan but should be known."""

from mtfp.findings.catalogue.code import Code

WARNINGS: tuple[Code, ...] = (
    Code(
        "W501",
        "An amount is still to be confirmed",
        "A commitment marked `tbc` counts as nil, so that the gap shown is smaller than it will be. Every report "
        "says so. Put the amount in when it is known, or a prudent figure with its source.",
        "amount: {2027/28: tbc}",
        "amount: {2027/28: 250}",
    ),
    Code(
        "W502",
        "An assumption has no date of review",
        "Nobody can tell whether the figure was looked at last week or three years ago. Add `reviewed:` with the "
        "date on which somebody last did.",
        "cpi: {unit: rate, central: 2%, source: forecast}",
        "cpi: {unit: rate, central: 2%, source: forecast, reviewed: 2026-01-31}",
    ),
    Code(
        "W503",
        "An assumption was reviewed long ago",
        "More than a year lies between the review and the first projected year: forecasts and pay deals have moved "
        "on since. Look at the figure again, and write the new date.",
        "reviewed: 2023-01-31",
        "reviewed: 2026-01-31",
    ),
    Code(
        "W504",
        "Nothing uses an assumption",
        "The assumption moves no line, funding, saving or other assumption, so that changing it changes nothing. It "
        "may be left over, or a name that should refer to it is missing. Use it, or take it out.",
        "pharmacy_growth: {unit: rate, central: 3%, source: trend}",
        "demand: {growth: pharmacy_growth}",
    ),
    Code(
        "W505",
        "A payment of the base year isn't known",
        "Without every payment of the base year, the gap of that year can't be worked out and is left blank; later "
        "years are not affected. Add `base:` if the amount is known.",
        "council_payment: {partner: council, type: payment, stated: {then: 31_500}}",
        "council_payment: {partner: council, type: payment, base: 31_000, stated: {then: 31_500}}",
    ),
    Code(
        "W506",
        "A rate is far from anything usual",
        "Yearly growth below -5% or above 15% is rare, and a misplaced point is not. It is counted as written. Check "
        "the figure; if it is right, say why in the assumption's `note:`.",
        "cpi: {unit: rate, central: 25%, source: forecast}",
        "cpi: {unit: rate, central: 2.5%, source: forecast}",
    ),
    Code(
        "W507",
        "An index acts on nothing",
        "Money of a single year is stated in that year's prices, so that it has no later year to grow in. "
        "Leave `indexed` out, or make the item recurring if it is meant to stay.",
        "transition: {partner: council, amount: {2026/27: 120}, indexed: cpi}",
        "transition: {partner: council, amount: {2026/27: 120}, recurring: true, indexed: cpi}",
    ),
    Code(
        "W508",
        "The base year doesn't balance",
        "The base year is an agreed budget, and its funding meets its cost. A gap there runs through every later year. "
        "It often comes from a misplaced point, a forgotten line or a missing `set_aside: true`. Check both sides.",
        "budget: 12.300   (meant: 12_300)",
        "budget: 12_300",
    ),
    Code(
        "W509",
        "The set-aside has only one side",
        "Hospital services set aside have lines with `set_aside: true` and a stream of notional funding with "
        "`type: set_aside`. With one and not the other, all of it shows as a gap or as money to spare. Add the other.",
        "set_aside: {partner: nhs, type: set_aside, base: 4_600, uplift: nhs_uplift}   (and no line set aside)",
        "unscheduled_hospital: {partner: nhs, setting: hospital, set_aside: true, budget: 4_600, ...}",
    ),
    Code(
        "W510",
        "A step comes too late",
        "A scheme's steps are taken in order, and payments without a cap and a carried deficit take all that is left. "
        "A step listed after them never does anything; nor does a surplus's second pot if the first has no cap. Put it "
        "before them, or give a `cap`.",
        "steps: [{carry: {}}, {reserves: {order: [contingency]}}]",
        "steps: [{reserves: {order: [contingency]}}, {carry: {}}]",
    ),
    Code(
        "W511",
        "A recovery plan that achieves next to nothing",
        "What a recovery plan achieves is money in the plan's unit, or a share of what is left with a percent sign. A "
        "number up to one in a plan in £k is a thousand pounds at most, and was most likely meant as a share.",
        "recovery_plan: {achieves: 0.25}",
        "recovery_plan: {achieves: 25%}",
    ),
    Code(
        "W521",
        "Correlations contradict each other",
        "Two assumptions that both go closely with a third must go with each other. Where stated pairs leave no room "
        "for that, the nearest correlations that do are drawn instead, and the message says what each pair has become. "
        "State the missing pair, or correct the others.",
        "- [cpi, pay_nhs, 0.9]\n- [cpi, pay_council, 0.9]\n- [pay_nhs, pay_council, -0.5]",
        "- [cpi, pay_nhs, 0.9]\n- [cpi, pay_council, 0.9]\n- [pay_nhs, pay_council, 0.8]",
    ),
    Code(
        "W522",
        "A correlation fades over the years",
        "A pair correlates the shocks of a year. Where one assumption remembers its shocks longer than the other, or "
        "is drawn once for the whole plan, their values go together less as years pass. If that isn't meant, give both "
        "the same `persistence` and `drawn`.",
        "cpi: {..., persistence: 0.9}\npay: {..., persistence: 0}   (correlated 0.8: 0.35 from the second year on)",
        "cpi: {..., persistence: 0.5}\npay: {..., persistence: 0.5}",
    ),
    Code(
        "W523",
        "A central value lies outside its own spread",
        "The plan counts on one figure, and its spread says that it is most unlikely: outside P10 to P90, the lowest "
        "to the highest value, or two standard deviations either side of the mean. Often one of the two has been "
        "revised and the other hasn't. An interval is drawn with its median at the nearer of its two ends.",
        "central: 5%\nspread: {interval: [1%, 4%]}",
        "central: 2.5%\nspread: {interval: [1%, 4%]}",
    ),
    Code(
        "W524",
        "A correlation has no effect",
        "Only assumptions that are uncertain can turn out high or low together, and one of this pair has no spread. "
        "Give it one, or take the pair out.",
        "correlations: [[cpi, uplift, 0.5]]\nuplift: {unit: rate, central: 2%, source: settlement}",
        "uplift: {unit: rate, central: 2%, spread: {interval: [1%, 3%]}, source: settlement}",
    ),
)
