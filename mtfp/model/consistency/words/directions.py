"""Words of direction: more or less of what an entry counts, as phrases in the order in which they are looked for."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.texts import Text

Direction = Literal["more", "less", "none"]
Phrases = tuple[tuple[Direction, tuple[str, ...]], ...]
"""Patterns of phrases with their direction; an earlier one is found first. Those with `none` say nothing."""

RISES_LESS = (
    r"(?:ris|grow|increas)\w* (?:by )?(?:(?:an?|half|one|two|three|[\d.]+%?|per|cent|points?|percentage|tenth|fifth"
    r"|quarter|third|much|slightly|somewhat) ){0,5}(?:less|slower|more slowly|smaller)"
)
"""Phrase for a rise that is smaller: it says less, although it speaks of a rise."""
NOT_AS = r"(?:not|\w+n[’']t) (?:\w+ ){0,2}?(?:as|so) (?:fast|quick\w*|high|large|much|steep\w*|sharp\w*|strong\w*|dear)"
"""Phrase for less than something else."""
AT_LESS = (
    r"(?:ris|grow|increas|climb|mov)\w* (?:\w+ )?at an? (?:\w+ )?(?:slower|lower|gentler|reduced|smaller) "
    r"(?:pace|rate|speed)"
)
"""Phrase for a rise at another pace."""
FALLS_MORE = r"(?:fall|drop|declin|shrink|eas|slow)\w* (?:\w+ )?(?:faster|further|more|sharply|steeply|quick\w*)"
"""Phrase for a fall that is larger: it says less, although it speaks of more."""
COST: Phrases = (
    ("none", (r"net of", r"cost[- ]reduc\w+", r"low[- ]cost", r"reduc\w+ (?:in|of) (?:income|grant|funding"
        r"|hours worked)")),
    ("more", (
        r"sav(?:ing|ings) (?:that (?:was|were) )?(?:not|never) \w+", r"(?:un\w+|missed|late|lost) savings?",
        r"savings? (?:shortfall|slippage|shortfalls)", r"above (?:the )?budget", r"over (?:the )?budget",
        r"overspen\w+", r"over-spen\w+", r"more than (?:the )?budget", r"pressures?", r"unfunded",
        r"un(?:der-?)?budgeted",
        r"unmet need", r"under-?funded", r"not in the budget", r"left out of the budget", r"missing from the budget",
        r"extra", r"additional", r"more", r"higher", r"increas\w+", r"dearer", r"rises?", r"shortfall",
    )),
    ("less", (
        r"underspen\w+", r"under-spen\w+", r"under (?:the )?budget", r"below (?:the )?budget",
        r"less than (?:the )?budget",
        r"over-?budgeted", r"over-?provided", r"savings?", r"efficienc\w+", r"reduc\w+", r"cuts?", r"fewer", r"less",
        r"lower", r"cheaper", r"no longer", r"removed", r"taken out", r"ended", r"ceased", r"closed", r"falls?",
        r"withdrawn",
    )),
)  # fmt: skip
"""Words about a correction of a budget."""

MONEY_IN: Phrases = (
    ("none", (
        r"savings? (?:re-?invested|kept|retained)", r"(?:paid|funded|financed) (?:by|from|out of) \w*\s?savings?",
        r"lost (?:income|grant)", r"reduc\w+ (?:in|of) (?:waiting|waits|delays?|harm|demand|emissions|admissions"
            r"|inequalit\w+|poverty)",
        r"(?:carbon|harm|delay|poverty|waiting) \w*\s?reduction", r"energy efficien\w+", r"less than", r"more than",
        r"no (?:less|cut|reduction)", r"repa(?:id|ys|yment) by", r"cuts? (?:to|in) wait\w+",
    )),
    ("less", (
        r"(?:repa\w+|return|recovery|loss|cut|reduction|withdrawal|end) (?:of|in|to) (?:\S+ ){0,4}?(?:support"
        r"|grant|help|contributions?|loan|funding)",
    )),
    ("more", (
        r"additional", r"extra", r"new money", r"tops? (?:\S+ ){0,2}?up", r"topped up", r"top-up", r"increas\w+",
        r"uplift", r"growth", r"support", r"gives?", r"adds?",
        r"grant", r"help\w*", r"higher", r"bonus", r"windfall", r"contribut\w+", r"rises?", r"more",
    )),
    ("less", (
        r"claw(?:s|ed)?[- ]?back", r"tak(?:es?|en|ing) (?:\S+ ){0,3}?back", r"took (?:\S+ ){0,3}?back", r"withdr\w+",
        r"repa(?:ys?|id|yments?|ying)", r"paid back", r"pays? back", r"returned to", r"recover(?:s|ed) from us",
        r"top-?slic\w+", r"share of (?:the )?(?:\S+ ){0,3}?savings?", r"savings? (?:target|requirement)",
        r"disinvest\w+",
        r"reduc(?:tions?|es?|ed|ing)", r"cuts?", r"efficienc\w+", r"less", r"lower", r"smaller", r"falls?", r"fewer",
        r"loss of", r"loses?", r"holds? back", r"held back", r"deduct\w+", r"tighter",
        r"[\d.,]+\s?(?:k|m|million|thousand)? off", r"tak(?:es?|en|ing) off",
    )),
)  # fmt: skip
"""Words about money that a partner pays."""

CHANGE: Phrases = (
    ("none", (
        r"(?:fall|drop|shrink)\w* (?:\S+ ){0,4}?(?:less|slower|more slowly)", r"no (?:more|less|fewer|further)",
        r"more or less", r"not (?:more|less|fewer|higher|lower)", r"close (?:to|by)", r"up to", r"closing (?:the )?gap",
        r"rather than \w+", r"instead of \w+",
    )),
    ("less", (
        RISES_LESS, AT_LESS, FALLS_MORE, r"more slowly", r"less (?:quickly|steeply|sharply|strongly|fast)", NOT_AS,
        r"(?:more|tighter) (?:restrain\w+|cautious\w*|modest\w*|muted|subdued)",
    )),
    ("more", (
        r"higher", r"more", r"extra", r"additional", r"increas\w+", r"faster", r"ris(?:es?|ing)", r"grow(?:s|ing)?",
        r"dearer", r"stronger", r"expan\w+", r"opens?", r"opening", r"larger", r"greater", r"doubl\w+", r"above",
        r"generous", r"looser", r"quicker", r"steeper", r"accelerat\w+", r"softer settlement",
        r"better settlement", r"up by", r"twice", r"stubborn\w*", r"stick(?:y|ier)", r"surg\w+", r"jump\w*",
        r"climb\w*", r"soar\w*", r"picks? up", r"generosity", r"new (?:ward|home|unit|beds?|places)",
    )),
    ("less", (
        r"lower", r"less", r"fewer", r"smaller",
        r"slow(?:er|ly|s|ed|ing)?", r"eas(?:es?|ed|ing)", r"fall(?:s|ing)?", r"reduc\w+", r"cuts?", r"tighter",
        r"cheaper", r"weaker", r"clos(?:es?|ing"
            r"|ure|ures|ed)",
        r"drop\w*", r"shrink\w*", r"shrank", r"declin\w+", r"restrain\w*", r"curb\w*", r"trim\w*", r"dwindl\w*",
        r"(?:brought|bring\w*|scal\w+|cut\w*|taper\w*) (?:\w+ )?(?:down|back)", r"muted", r"subdued",
        r"flat(?: in)?[- ]cash", r"cash[- ]flat", r"fr(?:ozen|eez\w+)", r"below", r"halv\w+", r"down by",
        r"harsher settlement", r"worse settlement",
        r"withdr\w+", r"(?:harder|tougher) settlement",
    )),
)  # fmt: skip
"""Words about a change that a scenario makes to an assumption or a service."""


WORDS = {"cost": COST, "money_in": MONEY_IN, "change": CHANGE}
About = Literal["cost", "money_in", "change"]


@cache
def _pattern(about: About) -> Form:
    either = (f"(?P<{way}_{number}>{'|'.join(forms)})" for number, (way, forms) in enumerate(WORDS[about]))
    return Form(rf"\b(?:{'|'.join(either)})\b", re.IGNORECASE)


class Pointed(NamedTuple):
    """Words that point in one direction."""

    way: Direction
    words: str
    text: Text


def pointed(texts: Iterable[Text], about: About) -> Pointed | None:
    """Return the first words of texts that speak of one direction; None if they speak of none or of both.

    >>> texts = [Text("reason", "agency cost above budget")]
    >>> pointed(texts, "cost").way, pointed(texts, "cost").words, pointed([Text("note", "more, then less")], "cost")
    ('more', 'above budget', None)
    """
    found = [
        Pointed("more" if match.lastgroup.startswith("more") else "less", match.group(), text)
        for text in texts
        for match in _pattern(about).finditer(text.words)
        if match.lastgroup and not match.lastgroup.startswith("none")
    ]
    return found[0] if len({each.way for each in found}) == 1 else None
