"""The catalogue's part on plans: pieces that are each well written, but don't fit each other."""

from mtfp.findings.catalogue.code import Code

PLAN: tuple[Code, ...] = (
    Code(
        "E301",
        "A name leads nowhere",
        "Lines, assumptions, reserves and localities refer to each other by name, and nothing has this one. Correct "
        "the spelling (the message proposes the nearest), or add the entry. If a whole section seems unknown, look "
        "at the spelling of its key first.",
        "components: {pay_concil: 100%}",
        "components: {pay_council: 100%}",
    ),
    Code(
        "E302",
        "Shares don't add up to 100%",
        "The parts of a whole are less or more than all of it, so that money would vanish or be counted twice. The "
        "message says by how much. Correct the shares; for localities, `then: equal` shares out the rest.",
        "components: {pay_council: 62%, cpi: 28%}",
        "components: {pay_council: 62%, cpi: 38%}",
    ),
    Code(
        "E303",
        "A year has no value",
        "Every year that the plan works out needs a value, and none is carried on silently. Shares and indexes that "
        "are compared with the base year need that year too, and a population has figures for some years only. Add "
        "the year, or `then:` for all later ones.",
        "central: {2026/27: 3.5%}",
        "central: {2026/27: 3.5%, then: 2%}",
    ),
    Code(
        "E304",
        "Assumptions follow each other in a circle",
        "Each is worked out from the next, and the last from the first, so none can be worked out at all. The "
        "message names the way round. Give one of them a `central` value of its own.",
        "cpi: {tracks: {of: pay}}\npay: {tracks: {of: cpi}}",
        "cpi: {central: 2%}\npay: {tracks: {of: cpi}}",
    ),
    Code(
        "E305",
        "Nothing says where figures come from",
        "Every figure of a plan has a source, so that it can be checked by somebody else. Lines, funding and "
        "reserves may take the plan's. Write `source:` at the top of the plan, or with each of them.",
        "unit: £k",
        "unit: £k\nsource: Board budget paper, March 2025",
    ),
    Code(
        "E306",
        "A year lies outside the plan",
        "The base year is agreed and can't be changed, and after the last year nothing is worked out, so this amount "
        "would never count. A span of years must begin before it ends, too. Move the amount, or change `base_year` "
        "or `years`.",
        "planned: {2025/26: 250}   (in a plan with that base year)",
        "planned: {2026/27: 250}",
    ),
    Code(
        "E307",
        "An assumption of another unit is needed",
        "What moves a price is a rate or an index, what is delivered is a share, and so on: an assumption of another "
        "unit can't be used here. Name another assumption, or change its unit if that is wrong.",
        "components: {vacancy_rate: 100%}   (a share)",
        "components: {pay_council: 100%}",
    ),
    Code(
        "E308",
        "A line needs a budget or a cost",
        "A line is either a budget that prices and demand move, which needs its components, or a cost stated for "
        "every year. Both would give it two costs, neither would give it none. Write one of them.",
        "telecare: {partner: council, setting: community}",
        "telecare: {partner: council, setting: community, budget: 500, components: {cpi: 100%}}",
    ),
    Code(
        "E309",
        "There is no such age profile",
        "Profiles of use by age come with mtfp under the names that the message lists, or from a CSV file beside the "
        "plan. Correct the name, or name a file that ends in .csv.",
        "demand: {profile: home_care}",
        "demand: {profile: care_at_home_hours}",
    ),
    Code(
        "E310",
        "There is no such area",
        "Population figures come with mtfp for every Scottish partnership, council and health board, by name or "
        "code. Correct the name, or bring figures of your own with `file:`.",
        "population: {area: Shetlands}",
        "population: {area: Shetland Islands}",
    ),
    Code(
        "E311",
        "A profile needs a population",
        "Use by age only moves demand if it is known how many people there will be of each age. Add the plan's "
        "`population:`, or take the profile out.",
        "demand: {profile: care_at_home_hours}   (in a plan without population)",
        "population: {area: Shetland Islands}",
    ),
    Code(
        "E312",
        "No line is like that",
        "The entry aims at lines by what they are, and the plan has none of that kind, so its money would fall on "
        "nothing. Aim at another kind, or name the lines.",
        "lines: {setting: institutional}   (in a plan without such lines)",
        "lines: [residential_care]",
    ),
    Code(
        "E313",
        "Ring-fenced money can't pay for that line",
        "A line has at most one ring-fenced stream, or it couldn't be said which one pays; set-aside services are "
        "paid for outside the integrated budget. Let each line have one stream, split the line, or name other lines.",
        "fund_a: {type: ring_fenced, lines: [gps]}\nfund_b: {type: ring_fenced, lines: [gps]}",
        "fund_a: {type: ring_fenced, lines: [gps]}\nfund_b: {type: ring_fenced, lines: [pharmacy]}",
    ),
    Code(
        "E314",
        "A year gone by is needed",
        "An assumption that follows another some years behind takes its first values from before the plan. Those are "
        "facts by now, and must be written down. Add the years that the message names to the other's `central` path.",
        "cpi: {central: {then: 2%}}\nwage: {tracks: {of: cpi, lag: 1}}",
        "cpi: {central: {2025/26: 3.4%, then: 2%}}\nwage: {tracks: {of: cpi, lag: 1}}",
    ),
    Code(
        "E315",
        "A value doesn't have the assumption's unit",
        "Rates and shares are written with a percent sign, and money, indexes and numbers without. The unit of the "
        "assumption and the way its value is written contradict each other, and either may be wrong. Correct one of "
        "them.",
        "cpi: {unit: rate, central: 3.5, source: forecast}",
        "cpi: {unit: rate, central: 3.5%, source: forecast}",
    ),
    Code(
        "E316",
        "A spread can't be drawn",
        "The numbers of a spread rise from low to high, a standard deviation isn't negative, and some spreads can't "
        "be deviations from the central value. Put the numbers in order, or choose another spread.",
        "spread: {interval: [2%, -1%], around: central}",
        "spread: {interval: [-1%, 2%], around: central}",
    ),
    Code(
        "E317",
        "A file isn't beside the plan",
        "A plan names files in its own folder only, so that the folder can be copied, checked and kept as a whole. "
        "The file isn't there, isn't a file, or lies outside. Put it beside the plan, and name it as it is spelt.",
        "lines: ../lines.csv",
        "lines: lines.csv",
    ),
    Code(
        "E318",
        "A reserve may not be used for that",
        "Ring-fenced pots pay for their own lines by themselves; the gap may be met from contingency and legacy "
        "pots, and from earmarked ones whose purposes include it. Take the pot out, name another, or change its "
        "class or purposes.",
        "order: [change_fund]   (earmarked, without purposes)",
        "change_fund: {class: earmarked, opening: 400, purposes: [gap]}",
    ),
    Code(
        "E319",
        "A pair of assumptions says nothing, or is given twice",
        "A correlation is between two different assumptions, and each pair is given once: a second figure for it "
        "would contradict the first. Name the other assumption, or keep one of the two.",
        "- [cpi, cpi, 0.8]",
        "- [cpi, pay_council, 0.8]",
    ),
    Code(
        "E320",
        "Age bands of profile and population don't fit",
        "A band of the population lies across two bands of the profile, and how many of its people belong to each "
        "isn't known. Give the population in narrower bands, or the profile in wider ones.",
        "year,age,people\n2025,0-69,19000\n2025,70+,4000   (for a profile with a band from 65)",
        "year,age,people\n2025,0-64,18000\n2025,65-69,1000\n2025,70+,4000",
    ),
    Code(
        "E321",
        "Nobody uses the service in the base year",
        "Growth is use over that of the base year, and with nobody of the ages that use the service there is nothing "
        "to compare with. Choose a profile that fits the service, or correct the population.",
        "year,age,people\n2025,0-84,23000\n2025,85+,0   (for a profile of people over 85)",
        "year,age,people\n2025,0-84,22400\n2025,85+,600",
    ),
    Code(
        "E322",
        "A check asks for what the plan doesn't have",
        "A check compares a figure of the results with a bound, in one year or all. It names no such figure, a year "
        "outside the plan, or the floor of something that has none. Correct the name, the year or the bound.",
        "- {name: reserve kept, of: reserves.contingncy, at_least: floor}",
        "- {name: reserve kept, of: reserves.contingency, at_least: floor}",
    ),
    Code(
        "E323",
        "A line can't follow that line",
        "With `demand: {line: ...}` a line's volume goes with the activity of another, as charges go with a service. "
        "That one needs a budget and a demand of its own, and the line that follows shares its ageing. Follow another "
        "line, or give this one a profile.",
        "charges: {kind: income, demand: {line: residential_care, profile: care_home_residents}}",
        "charges: {kind: income, demand: {line: residential_care}}",
    ),
    Code(
        "E324",
        "A nested rule can't be followed",
        "Nested rules say who pays for named lines first, then for the rest. One without `lines` takes the rest and "
        "comes last; set-aside lines are the NHS board's; a share of `reserves` needs pots that may close a gap, and "
        "their order if there are several. Correct the rule.",
        "rules: [{shares: {nhs: 100%}}, {lines: {care_group: adults}, shares: {council: 100%}}]",
        "rules: [{lines: {care_group: adults}, shares: {council: 100%}}, {shares: {nhs: 100%}}]",
    ),
    Code(
        "E331",
        "A transfer can't be made between those",
        "A transfer takes money that is set aside for large hospitals into the integrated budget: out of a stream with "
        "`type: set_aside` into a `payment` of the NHS board, both for good, and off the cost of lines with "
        "`set_aside: true`. Name streams and lines of that kind, or leave `lines` out for all that are set aside.",
        "ward: {out_of: set_aside, into: council_payment, amount: {2027/28: 400}}",
        "ward: {out_of: set_aside, into: nhs_payment, amount: {2027/28: 400}}",
    ),
    Code(
        "E332",
        "More would be transferred than there is",
        "The money that transfers release, added up over the plan, is more than the set-aside stream pays in the base "
        "year, so that it would end below nothing. A slip of unit is the usual cause. Lower the amount, or the share "
        "that is `released`.",
        "ward: {out_of: set_aside, into: nhs_payment, amount: {2027/28: 400_000}}   (in a plan in £k)",
        "ward: {out_of: set_aside, into: nhs_payment, amount: {2027/28: 400}}",
    ),
    Code(
        "E330",
        "A spread doesn't follow the link",
        "An assumption that follows another is worked out from it in every future. Its spread says how far it may end "
        "up from there; one in absolute numbers would stay where it is, and cut the link. Write deviations, with "
        "`around: central`.",
        "wage: {tracks: {of: cpi, plus: 1%}, spread: {interval: [2%, 6%]}}",
        "wage: {tracks: {of: cpi, plus: 1%}, spread: {interval: [-1%, 3%], around: central}}",
    ),
)
