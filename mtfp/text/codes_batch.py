"""The catalogue's part on many plans in one run, and on policies that hold for all of them."""

from mtfp.text.code import Code

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
        "E511",
        "A baseline isn't a batch's results, whole and unchanged",
        "What moved is told against the figures of an earlier run, as its manifest tells of them. A folder whose files "
        "aren't those of its manifest was written by something else, cut short, or changed by hand, and what moved "
        "since would be somebody's guess. Name the folder that `mtfp batch -o` wrote, or make the baseline again from "
        "the plans as they were.",
        "mtfp batch plans --baseline plans",
        "mtfp batch plans --baseline results-of-main",
    ),
)
