"""The catalogue's part on scenarios: levers that can't be applied to a plan, clash, or change nothing."""

from mtfp.findings.catalogue.code import Code

SCENARIOS: tuple[Code, ...] = (
    Code(
        "E401",
        "The plan has nothing of that name",
        "A lever names a line, an assumption, a stream, a saving or a reserve that this plan doesn't have. It may "
        "be a slip, or the scenario was written for another plan. Write the name as the plan has it, or aim by "
        "attribute, which fits every plan.",
        "- shift: {assumption: pay_nsh, by: 1%}",
        "- shift: {assumption: pay_nhs, by: 1%}",
    ),
    Code(
        "E402",
        "A year that a lever can't take",
        "The base year is agreed and can't be changed, and a change can't end before it begins. Write one of the "
        "plan's projected years, or `year 1`, `year 2` and so on, which count from the first projected year of any "
        "plan.",
        "from: 2025/26   (the base year)",
        "from: year 1",
    ),
    Code(
        "E403",
        "A lever's number has the wrong unit",
        "Rates and shares are written with a percent sign, money, indexes and other numbers without. A lever must "
        "speak as the assumption it changes does, or half a point becomes fifty.",
        "- shift: {assumption: pay_nhs, by: 0.5}",
        "- shift: {assumption: pay_nhs, by: 0.5%}",
    ),
    Code(
        "E404",
        "A linked assumption can't be changed like this",
        "The assumption follows another one, so it has no path of its own to multiply, and no values to keep once "
        "the link is gone. Change the one that it follows, use `shift`, or `set` a value for every year.",
        "- scale: {assumption: living_wage, by: 90%}   (living_wage tracks cpi)",
        "- shift: {assumption: living_wage, by: -0.5%}",
    ),
    Code(
        "E405",
        "Two levers change the same value",
        "Two levers of one kind change the same value, so that only the second would count, or both would add up, "
        "and neither scenario says which. Keep one of them, or put both changes into one lever.",
        "mtfp project plan.yaml -s pessimistic -s high-pay   (both shift pay)",
        "mtfp project plan.yaml -s pessimistic",
    ),
    Code(
        "E406",
        "A stated cost follows no service level",
        "The line gives its cost by year instead of a budget with drivers, so nothing says which part of it would "
        "fall if less were provided. Give the line a budget with components, or leave it out of the lever.",
        "- provision: {lines: grants, level: 90%, from: year 1}   (grants has a stated cost)",
        "- provision: {lines: care_at_home, level: 90%, from: year 1}",
    ),
    Code(
        "E407",
        "There is nothing that the lever could change",
        "Activity can't move from a line to itself, nor into a line of whose cost nothing follows volume; a `ratio` "
        "needs the activity of both sides in one unit; only an investment that saves something delivers. Aim "
        "elsewhere, or give the plan what is missing.",
        "- move: {out_of: care_homes, into: care_homes, activity: 5%, from: year 1, reinvested: 70%}",
        "- move: {out_of: care_homes, into: care_at_home, activity: 5%, from: year 1, reinvested: 70%}",
    ),
    Code(
        "E408",
        "The plan already has one of that name",
        "A lever adds a saving or an investment under a name that is taken, and would silently replace it. Give the "
        "new one another name; or change the one there is.",
        "- saving: {name: skill_mix, add: {planned: {year 1: 250}}}   (the plan has skill_mix)",
        "- saving: {name: skill_mix, scale: 120%}",
    ),
    Code(
        "E409",
        "The spread has no room where the value goes",
        "When a central value is changed, its spread moves along and keeps its width. A share can't be spread "
        "beyond 0% and 100%, nor a lognormal number below zero. Give another spread with the lever.",
        "- shift: {assumption: savings_delivery, by: 20%}   (beta, mean 90%)",
        "- shift: {assumption: savings_delivery, by: 5%, spread: {beta: {mean: 95%, sd: 3%}}}",
    ),
    Code(
        "E411",
        "There is no such scenario",
        "A scenario is named by its file, or by the name of one that comes with mtfp. There is neither here. Check the "
        "spelling; `mtfp scenarios list` shows those that come with it.",
        "mtfp project plan.yaml -s step-dwn",
        "mtfp project plan.yaml -s step-down",
    ),
    Code(
        "E412",
        "It isn't clear between which streams money is transferred",
        "A transfer takes money out of one set-aside stream into one payment of the NHS board. A lever may leave "
        "them out where the plan has one of each; this plan has more, or none. Name the one that is meant.",
        "- transfer: {amount: 400, from: year 2}   (in a plan with two payments of the NHS board)",
        "- transfer: {amount: 400, from: year 2, into: nhs_payment}",
    ),
    Code(
        "E413",
        "The plan doesn't have these units",
        "Whole units close: the lines must count their activity in that unit, have as many as close in that year, "
        "after what else has changed, and cost enough for what is released. Units that open need some beside which "
        "they open. Write the unit as the plan does, fewer of them, or what one of them releases in the plan's "
        "money.",
        "- capacity: {lines: wards, close: 30, unit: wards, release: 33, from: year 2}   (the line counts beds)",
        "- capacity: {lines: wards, close: 30, unit: beds, release: 33, from: year 2}",
    ),
    Code(
        "E414",
        "A lever would make the plan unsound",
        "Reserves and the scheme refer to each other and to funding by name, and some pots may not be used for some "
        "things. After this lever the plan would be refused if somebody wrote it so; the message says where and "
        "why. Change the other piece too, before this one, or another way.",
        "- reserves: {name: contingency, drop: true}   (a step of the scheme uses it)",
        "- scheme: {steps: [{carry: {}}]}\n- reserves: {name: contingency, drop: true}",
    ),
    Code(
        "W551",
        "A lever changes nothing",
        "The plan is the same after the lever as before, so the scenario isn't what its narrative says. It may set "
        "a value that the plan already has, or change something that the plan doesn't use. Check it, or leave it "
        "out.",
        "- population: {variant: principal}   (the plan's variant)",
        "- population: {variant: low_migration}",
    ),
    Code(
        "W552",
        "A lever finds nothing to change in this plan",
        "The lever aims by attribute, and no line, assumption or stream of this plan has it. That may be right, if "
        "the scenario is written for many plans. The message says what the plan has instead.",
        "- provision: {lines: {setting: hospital}, level: 90%, from: year 1}   (no hospital lines)",
        "- provision: {lines: {setting: institutional}, level: 90%, from: year 1}",
    ),
    Code(
        "W553",
        "Something comes after the plan's last year",
        "What a lever does after the last projected year is not counted; a tranche that is delayed beyond it drops "
        "out. Choose an earlier year, or a plan with more years, if it matters.",
        "- funding: {name: nhs_payment, add: {year 9: 300}}   (a plan of five years)",
        "- funding: {name: nhs_payment, add: {year 5: 300}}",
    ),
    Code(
        "W554",
        "A lever leaves something alone that it seems to mean",
        "A line with a stated cost follows no service level; an assumption that moves costs as well as payments "
        "isn't taken for one of payments; a population of one's own has no variants. The rest of the lever is "
        "applied.",
        "- shift: {assumptions: {drives: payments}, by: -0.5%}   (payments and prices both use cpi)",
        "council_payment: {partner: council, type: payment, base: 31_000, uplift: council_uplift}",
    ),
    Code(
        "W555",
        "Activity moves, but set-aside money isn't cash",
        "Activity moves between hospital services set aside and the integrated budget. What it releases there is "
        "notional, so that the new cost has no money unless the partners agree to transfer it.",
        "- move: {out_of: {setting: hospital}, into: care_at_home, activity: 5%, from: year 1, reinvested: 70%}",
        "- move: {out_of: {setting: institutional}, into: care_at_home, activity: 5%, from: year 1, reinvested: 70%}",
    ),
    Code(
        "W556",
        "What closing units releases isn't cash",
        "Units of the integrated budget close and the lever says that the money isn't cash: staff are needed "
        "elsewhere, or the building stays. People and places change, and no money is counted. That may be what is "
        "meant.",
        "- capacity: {lines: care_homes, close: 10, unit: places, release: 40, from: year 1, cash: false}",
        "- capacity: {lines: care_homes, close: 10, unit: places, release: 25, from: year 1}",
    ),
    Code(
        "W557",
        "A line doesn't count its units",
        "Units close or open on a line that says nothing of its activity, so that only money changes and nobody "
        "sees the people or places behind it. Give the line its `activity:`, if it is known.",
        "nurses: {partner: nhs, setting: community, budget: 400, components: {pay_nhs: 100%}}",
        "nurses: {budget: 400, activity: {unit: teams, base: 4}, ...}",
    ),
    Code(
        "W558",
        "Units change again later",
        "Changes of a line's service level multiply: 5 of 50 places closed in one year are 4.5 once an earlier lever, "
        "or the plan, has taken a tenth of the places in a later year. Write levers in the order of their years, and "
        "mean units of the year in which they close.",
        "levers: [{capacity: {..., from: year 3}}, {capacity: {..., from: year 1}}]",
        "levers: [{capacity: {..., from: year 1}}, {capacity: {..., from: year 3}}]",
    ),
)
