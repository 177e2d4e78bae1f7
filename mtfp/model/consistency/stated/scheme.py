"""Check of percentages in the words of a scheme: partners' shares, and what recovery plans achieve."""

import re
from collections.abc import Iterator, Mapping

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.consistency.words.percentages import COUNTED, RATE, Share, percent, shares_in
from mtfp.model.consistency.words.texts import LONGEST, Remarks, Text, quoted, texts_of
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import RecoveryPlan
from mtfp.model.scheme.who_pays import Fixed, Nested

NAMES = {
    "council": r"(?:the )?(?:\w+ )?(?:council|local authority)",
    "nhs": r"(?:the )?(?:nhs(?: board)?|health board|(?:\w+ )?board)",
}
"""Words for each partner."""
_EITHER = rf"(?:(?P<council>\b{NAMES['council']})|(?P<nhs>\b{NAMES['nhs']}))(?:['’]s)?\b"
_LINK = r"[ :=(]{0,3}(?:(?:pays|bears|meets|share|takes|funds|is|has|gives|of|contributes)\s){0,3}"
NAME_FIRST = Form(rf"{_EITHER}{_LINK}{RATE}", re.IGNORECASE)
RATE_FIRST = Form(
    rf"{RATE} (?:of (?:it|the overspend|an overspend|the rest|any \w+) )?"
    rf"(?:(?:by|from|to|for|is|paid by|falls on) )?{_EITHER}",
    re.IGNORECASE,
)
"""Forms of a partner's share."""
_ANY = f"(?:{NAMES['council']}|{NAMES['nhs']})"
_PAIR = r"\b(?P<{0}one>\d{{1,2}})\s?(?:[/:–-]|to|and)\s?(?P<{0}other>\d{{1,2}})\b(?!\s?[/\d])"
BOTH = Form(
    rf"{_PAIR.format('')}[^.;]{{0,40}}?\b(?P<first>{_ANY}) (?:and|to|/) {_ANY}\b"
    rf"|\b(?P<p_first>{_ANY}) (?:and|to|/) {_ANY}\b[^.;]{{0,40}}?{_PAIR.format('p_')}",
    re.IGNORECASE,
)
"""Form of both partners' shares, such as 58:42 between council and NHS."""
_COUNT = "|".join(sorted(COUNTED, key=len, reverse=True))
FAILED = Form(
    rf"\b(?P<of_these>{_COUNT}|\d+) (?:of|in|out of) (?:the |our |its )?(?:last |past |previous )?"
    rf"(?P<ones>{_COUNT}|\d+)"
    r"(?: \w+){0,2} failed\b",
    re.IGNORECASE,
)
"""Form of how many recovery plans failed."""
OF_OVERSPEND = Form(
    rf"(?P<about>\b(?:about|around|roughly|some|nearly|almost)\s)?{RATE}"
    r"(?![- ](?:year|of the year|of 20\d\d)\b)",
    re.IGNORECASE,
)
"""Form of the share of an overspend that a recovery plan achieves."""
OF_OTHER = Form(
    r"\b(?:fail\w*|chance|probab\w+|likel\w+|risk|council|nhs|board|partners?|pay|inflation|uplift|budgets?|expenditure"
    r"|(?:first|second|other) half|at (?:most|least)|up to|no more than|more than|less than|over|under|between"
    r"|target|not)\b",
    re.IGNORECASE,
)
"""Words of a clause whose percentages are of something else, or of no certain size."""
NEAR, NEAR_ABOUT, HUNDRED = 0.0051, 0.051, 100
Shares = Mapping[str, float]


def check_stated_scheme(plan: Plan, remarks: Remarks) -> Iterator[Complaint]:
    """Ask about shares of a scheme that aren't those of its words; one question a step."""
    for number, step in enumerate(plan.scheme.steps):
        at: Path = ("scheme", "steps", number)
        texts = [Text("comment", words[:LONGEST]) for path, words in remarks.items() if path[:3] == at]
        rule = getattr(step.rule, "root", step.rule)
        texts = [*texts_of(rule), *texts]
        found = next(_of_step(step.rule, (*at, step.chosen), texts), None)
        if found:
            path, has, words = found
            message = f"step {number + 1} of the scheme {has}, but {words}: which is right?"
            yield Complaint("W661", path, message, "correct the percentage or the words")


def _of_step(rule: object, at: Path, texts: list[Text]) -> Iterator[tuple[Path, str, str]]:
    if isinstance(rule, RecoveryPlan):
        stated = [(_chance(match), match.group(), text) for text in texts for match in FAILED.finditer(text.words)]
        if stated and not any(abs(each - float(rule.fails)) < NEAR for each, _, _ in stated):
            yield (*at, "fails"), f"has {percent(rule.fails)} under `fails`", quoted(stated[0][2], stated[0][1])
        yield from _of_achieved(rule, at, texts)
        return
    of = getattr(rule, "root", rule)
    for path, shares in _shares_of(of, at):
        for text in texts:
            for partner, share, words in partners_in(text):
                own = shares.get(partner)
                if own is not None and abs(own - share) > NEAR:
                    yield (*path, partner), f"has {percent(own)} for `{partner}`", quoted(text, words)


def _of_achieved(rule: RecoveryPlan, at: Path, texts: list[Text]) -> Iterator[tuple[Path, str, str]]:
    """Yield a share of the overspend in words, if the recovery plan achieves one share and no words state it."""
    by_year = rule.achieves
    own = by_year.then if isinstance(by_year, ByYear) and not by_year.years else None
    if not isinstance(own, Percent):
        return
    stated = [(share, text) for text in texts for share in _achieved(text)]
    known = (float(own), 1 - float(own), float(rule.fails), 1 - float(rule.fails))
    if stated and not any(abs(share.value - each) < _slack(share) for share, _ in stated for each in known):
        yield (*at, "achieves"), f"has {percent(own)} under `achieves`", quoted(stated[0][1], stated[0][0].words)


def _achieved(text: Text) -> Iterator[Share]:
    for share in shares_in(text, OF_OVERSPEND):
        start = text.words.find(share.words)
        if not OF_OTHER.search(f"{text.before(start)} {text.after(start + len(share.words))}"):
            yield share


def _slack(share: Share) -> float:
    return NEAR_ABOUT if share.words[0].isalpha() else NEAR


def _shares_of(rule: object, at: Path) -> Iterator[tuple[Path, Shares]]:
    """Yield the shares of a rule, if it has them once, each with its path."""
    if isinstance(rule, Fixed):
        yield (*at, "shares"), {partner: float(share) for partner, share in rule.shares.items()}
    if isinstance(rule, Nested):
        stated = [(number, each.shares) for number, each in enumerate(rule.rules) if each.shares]
        if len(stated) == 1:
            number, shares = stated[0]
            yield (*at, "rules", number, "shares"), {partner: float(share) for partner, share in shares.items()}


def partners_in(text: Text) -> Iterator[tuple[str, float, str]]:
    """Yield the partners whose share a text states, with the share and the words.

    >>> [each[:2] for each in partners_in(Text("source", "Section 8: council 58%, NHS 42%"))]
    [('council', 0.58), ('nhs', 0.42)]
    >>> [each[:2] for each in partners_in(Text("source", "Shared 42:58 between NHS and council"))]
    [('nhs', 0.42), ('council', 0.58)]
    """
    first = {form: _named(form, text) for form in (NAME_FIRST, RATE_FIRST)}
    found = max(first.values(), key=lambda each: (len({partner for partner, _, _ in each}), -len(each)))
    yield from found
    for match in () if found else BOTH.finditer(text.words):
        groups = {name.removeprefix("p_"): value for name, value in match.groupdict().items() if value}
        one, other = int(groups["one"]), int(groups["other"])
        if one + other == HUNDRED:
            partner = "council" if re.fullmatch(NAMES["council"], groups["first"], re.IGNORECASE) else "nhs"
            rest = "nhs" if partner == "council" else "council"
            yield from ((partner, one / HUNDRED, match.group()), (rest, other / HUNDRED, match.group()))


def _named(form: Form, text: Text) -> list[tuple[str, float, str]]:
    matches = list(form.finditer(text.words))
    values = [share.value for share in shares_in(text, form)]
    return [
        ("council" if match["council"] else "nhs", value, match.group())
        for match, value in zip(matches, values, strict=True)
    ]


def _chance(match: re.Match[str]) -> float:
    part, whole = (COUNTED.get(each.lower()) or int(each) for each in (match["of_these"], match["ones"]))
    return part / whole if whole else 0.0
