"""The catalogue's part on many plans in one run, and on policies that hold for all of them."""

from mtfp.findings.catalogue.code import Code

BATCH: tuple[Code, ...] = (
    Code(
        "E501",
        "There is no plan in a folder",
        "In a folder every YAML file in it and below counts that is no scenario, no policy and not something else "
        "altogether; here there is none. A partnership that is left out without a word would be missed too late. "
        "Name the folder that the plans are in, or put them there.",
        "mtfp batch plan",
        "mtfp batch plans",
    ),
    Code(
        "E502",
        "Two plans have the same name",
        "Results go by the names of plans, and so do random numbers of what is a partnership's own. Two plans of one "
        "name would be taken for one, and what should vary apart would vary together. Give each a name of its own; of "
        "two copies of one plan, name the one that is meant.",
        "name: Fife   (in fife.yaml and in fife-old.yaml)",
        "name: Fife, before the budget   (in fife-old.yaml)",
    ),
    Code(
        "E503",
        "A policy says what is stale, and not by which day",
        "Whether a review is older than so many months depends on the day. Today's would give the same plans "
        "other results tomorrow, so the policy or the command names one. Add `as_of:`, or "
        "`--as-of` where a job knows the date.",
        "stale_after: 18",
        "stale_after: 18\nas_of: 2026-11-01",
    ),
    Code(
        "E504",
        "A policy makes something fatal that there isn't",
        "`fatal` lists warnings by their codes, so that a batch fails where one of them is found. One that there isn't "
        "would never be found, and the rule would seem kept. Errors aren't listed: they refuse a plan in any event.",
        "fatal: [W60]",
        "fatal: [W601]",
    ),
    Code(
        "E505",
        "Plans can't be added up, or not all of them",
        "A sum over partnerships is only what it says if every one is in it: one that was refused, or has no results "
        "under a scenario, is missing. And draws add up only if the first year is the same in all plans, since what is "
        "national in a draw goes by the plan's years. Mend the plan, or leave it out of the run.",
        "base_year: 2024/25   (and 2025/26 in the others)",
        "base_year: 2025/26",
    ),
    Code(
        "W601",
        "A scenario changes nothing",
        "Under this scenario every figure of the plan is what it is without, in every draw. Often its levers aim at "
        "names or settings that this plan doesn't have. Results under it say nothing; aim it at what the plan has.",
        "provision: {lines: {setting: institutional}, ...}   (the plan has no such line)",
        "provision: {lines: {setting: community}, ...}",
    ),
    Code(
        "W602",
        "Something is uncertain and moves nothing",
        "The assumption is drawn, and whether it turns out high or low changes no figure: nothing uses it, or all that "
        "does comes to nothing. How wide results are doesn't depend on it, whatever its spread says. Use it, or "
        "take the spread out.",
        "fuel: {unit: rate, central: 2%, spread: {interval: [0%, 9%]}, source: forecast}   (no line has fuel)",
        "components: {fuel: 100%}",
    ),
    Code(
        "W603",
        "An assumption is stale by the policy",
        "Its review is as many months old as the policy allows, or older, on the day that is named for it. Look "
        "at the figure again, and write the new date.",
        "reviewed: 2024-01-31   (stale_after: 18, as_of: 2026-11-01)",
        "reviewed: 2026-10-15",
    ),
    Code(
        "W604",
        "A source says nothing",
        "Every assumption has a source, so that somebody else can tell where it comes from; `tbc` or `?` fills the "
        "place without saying it. Write the paper, the table, or whose judgement it is.",
        "source: tbc",
        "source: Scottish Fiscal Commission, May 2026, table 3.1",
    ),
    Code(
        "E511",
        "A baseline isn't a batch's results, whole and unchanged",
        "What moved is told against the figures of an earlier run, as its manifest tells of them. A folder whose files "
        "aren't those of its manifest was written by something else, cut short, or changed by hand, and what moved "
        "since would be somebody's guess. Name the folder that `mtfp batch -o` wrote, or make the baseline again from "
        "the plans as they were.",
        "mtfp batch plans --baseline plans",
        "mtfp batch plans --baseline results-of-main",
    ),
    Code(
        "E512",
        "A baseline was written by another release",
        "Releases that rename figures or change the form of files raise the number `schema_version`. Figures of two "
        "forms can't be compared by name: every renamed one would seem to be removed, and another one new. Run the "
        "command of the baseline's manifest again, on the plans as they were then, with today's mtfp; the message "
        "repeats it.",
        "mtfp batch plans --baseline results   (results were written by mtfp 0.2.0)",
        "mtfp batch plans-as-they-were -o results\nmtfp batch plans --baseline results",
    ),
    Code(
        "W611",
        "A store was written by another release",
        "A store holds finished work, so that it isn't done twice. Work of another release can't be used: its figures "
        "may differ, and it is stored in another form. Everything is drawn again, and the old entries only take room "
        "on the disk. Delete the folder before the next run, or name another with `--store`.",
        "mtfp batch plans -o results   (results/store was written by mtfp 0.2.0)",
        "mtfp batch plans -o results --store new-store",
    ),
)
