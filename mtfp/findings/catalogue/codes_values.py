"""The catalogue's part on single keys and values of plans and scenarios."""

from mtfp.findings.catalogue.code import Code

VALUES: tuple[Code, ...] = (
    Code(
        "E201",
        "Something that must be there is missing",
        "Without this key the entry can't be worked out, and any value put in its place would be a guess. Add the "
        "key; the message names it, and `mtfp schema` tells an editor which keys each entry needs.",
        "grants: {setting: other, cost: {2025/26: 410, then: 390}}",
        "grants: {partner: council, setting: other, cost: {2025/26: 410, then: 390}}",
    ),
    Code(
        "E202",
        "There is no such key",
        "A key that isn't known would be passed over, and what it says would be lost. Most often it is misspelt, "
        "indented too far or too little, or the rest of a number with a comma in it. Correct the spelling, or take "
        "it out.",
        "cpi: {unit: rate, centrl: 2%, source: forecast}",
        "cpi: {unit: rate, central: 2%, source: forecast}",
    ),
    Code(
        "E203",
        "Another kind of value is needed",
        "A text stands where a group, a list, or true or false is needed, or the other way round. A group is names "
        "with values under them, a list is items after hyphens or in square brackets. Write the value in that form.",
        "localities: North",
        "localities: [North, South]",
    ),
    Code(
        "E204",
        "That is not one of the choices",
        "Here one of a few words is meant, and what stands here is none of them. The message lists them, or names "
        "the nearest. Write one of them as it is spelt there.",
        "partner: health board",
        "partner: nhs",
    ),
    Code(
        "E205",
        "A rate has no percent sign",
        "A bare 3.5 may mean 3.5% to one reader and 350% to another, and 0.035 may be either. So that nobody need "
        "guess, a rate is refused without its sign. Write it with one.",
        "level: 85",
        "level: 85%",
    ),
    Code(
        "E206",
        "A share has no percent sign",
        "A bare 62 or 0.62 may both be meant as 62%, and a slip between them is a hundredfold. So that nobody need "
        "guess, a share is refused without its sign. Write it with one.",
        "pay_council: 0.62",
        "pay_council: 62%",
    ),
    Code(
        "E207",
        "A share lies outside 0% to 100%",
        "A share is a part of a whole, so it can't be less than nothing or more than all of it. Where an assumption "
        "may go beyond, as the delivery of savings may, its `cap:` says how far. Correct the percentage.",
        "fixed_share: 110%",
        "fixed_share: 10%",
    ),
    Code(
        "E208",
        "A percentage stands where an amount or a number is needed",
        "Money and plain numbers are never a percentage of something that only the reader knows. Work the amount "
        "out, or use the key that takes a share.",
        "budget: 12%",
        "budget: 12_300",
    ),
    Code(
        "E209",
        "That is not a number",
        "A number is digits with a point before decimals, and an underscore between thousands if you like. Commas, "
        "pound signs, letters such as k and brackets mean different things to different readers. Write plain digits, "
        "in the plan's unit.",
        "budget: £12,300k",
        "budget: 12_300",
    ),
    Code(
        "E210",
        "That is not a financial year",
        "Financial years run from April to March and are written with both years and a slash. A single year, a "
        "hyphen or a second half that doesn't follow the first leaves open which year is meant. Write it as 2026/27.",
        "base_year: 2025-26",
        "base_year: 2025/26",
    ),
    Code(
        "E211",
        "That is not a name",
        "Names of entries are small letters, digits and underscores, beginning with a letter, so that they can be "
        "typed, compared and cited everywhere. What people read is the `label:`. Write the name that the message "
        "proposes.",
        "Care at home: {partner: council}",
        "care_at_home: {label: Care at home, partner: council}",
    ),
    Code(
        "E212",
        "The amount is below zero",
        "Amounts are positive as their noun says: a budget, a saving, a balance. Income is a line of its own kind, "
        "and a payment that falls is a movement. Write the amount without its minus, in the place meant for it.",
        "charges: {budget: -900}",
        "charges: {kind: income, budget: 900}",
    ),
    Code(
        "E213",
        "The number is out of bounds",
        "The value is of the right kind but can't be meant: years of a plan beyond 3 to 10, a correlation above 1, "
        "growth that leaves nothing. The message gives the bounds. Correct the number.",
        "years: 25",
        "years: 5",
    ),
    Code(
        "E214",
        "That is not a date",
        "Dates are written year, month, day, since 03/04/2026 is March to some and April to others. Write it with "
        "hyphens, as 2026-03-31.",
        "reviewed: 31/03/2026",
        "reviewed: 2026-03-31",
    ),
    Code(
        "E215",
        "Exactly one of several things is needed",
        "The entry can be said in more than one way, and none of them is there, or two that contradict each other. "
        "Only one can be counted. Keep the one that is meant, or write it.",
        "council_payment: {partner: council, type: payment, base: 31_000, uplift: cpi, stated: {then: 31_500}}",
        "council_payment: {partner: council, type: payment, base: 31_000, uplift: cpi}",
    ),
)
