"""Put a funding scheme into words: each closing step and rule, for readers of the integration scheme."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mtfp.model.base.money_in_words import stated_money
from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear, Value
from mtfp.model.plan import Plan
from mtfp.model.plan import in_words as name_in_words
from mtfp.model.scheme.closing_steps import LIKELY, AnyStep, Offset, RecoveryPlan, UseReserves
from mtfp.model.scheme.reserve import ThresholdPath
from mtfp.model.scheme.who_pays import AdditionalPayments, CappedRule, Fixed, ForLines, Nested, Repayable, Rule
from mtfp.scenarios.words import in_words

NAMED = {"council": "the council", "nhs": "the NHS board"}
PAYERS = {"reserves": "reserves", **NAMED}
ARMS = {"council": "council's arm", "nhs": "NHS arm"}
TITLES = {
    "offset": "Offset between the arms",
    "additional_payments": "Additional partner contributions",
    "carry": "Deficit carried forward",
}
"""Titles of closing steps. For other steps the title is made from the key."""
RETURNS = {
    "own_arm": "to the partners whose arms are underspent",
    "by_contribution": "to the partners, by contribution",
    "fixed": "to the partners in fixed shares",
}


def title(key: str) -> str:
    """Return the title of a closing step from its key.

    >>> title("additional_payments_2"), title("recovery_plan"), title("carry")
    ('Additional partner contributions (2)', 'Recovery plan', 'Deficit carried forward')
    """
    stem, _, number = key.rpartition("_")
    name = stem if number.isdigit() else key
    words = TITLES.get(name) or name_in_words(name)
    return f"{words} ({number})" if number.isdigit() else words


def words_of(key: str, step: AnyStep, plan: Plan) -> str:
    """Return the rule of a closing step in a few sentences."""
    if key == "lead_agency" and plan.scheme.lead_agency:
        return (
            f"{first_upper(NAMED[plan.scheme.lead_agency])} runs all services and pays whatever the steps leave open."
        )
    rule = step.root if isinstance(step, AdditionalPayments) else step
    source = getattr(rule, "source", "")
    is_last = key == list(plan.scheme.order)[-1]
    return " ".join([*_sentences(rule, plan), *_short(rule, is_last), *([f"Source: {source}."] if source else [])])


def _short(rule: object, is_last: bool) -> Iterator[str]:
    """Yield a sentence on the share of reserves that the reserves can't pay."""
    if isinstance(rule, Nested) and rule.uses_reserves:
        rest = "is unfunded" if is_last else "is left to the next closing step"
        yield f"If the reserves run short, the rest of their share {rest}."


def _sentences(rule: object, plan: Plan) -> Iterator[str]:
    if isinstance(rule, Offset) and rule.root == "none":
        yield "An underspend on one arm doesn't meet an overspend on the other."
        return
    first = (type(rule).__doc__ or "").partition("\n")[0]
    if isinstance(rule, UseReserves):
        reserves = ", then ".join(plan.label("reserves", reserve) for reserve in rule.order)
        first = f"{first.removesuffix('.')}: {reserves}."
    yield first
    if isinstance(rule, RecoveryPlan):
        yield from _recovery(rule, plan)
    if isinstance(rule, Fixed):
        yield f"{first_upper(_shares(rule.shares))}."
    if isinstance(rule, Nested):
        yield from (f"{_for_lines(each)}." for each in rule.rules)
    if isinstance(rule, CappedRule) and rule.cap:
        caps = " and ".join(f"{NAMED[partner]} up to {_money(cap, plan)}" for partner, cap in rule.cap.items())
        yield f"{first_upper(caps)} a year."
    if isinstance(rule, Rule):
        yield from (_repaid(partner, terms) for partner, terms in rule.repayable.items())


def _recovery(step: RecoveryPlan, plan: Plan) -> Iterator[str]:
    """Yield sentences on the amount that a recovery plan achieves, and on its chance of failure.

    Money is stated with its unit, so that 0.4 can't be taken for 40%.
    """
    if isinstance(step.achieves, str):
        yield f"It achieves the figure assumed for {plan.label('assumptions', step.achieves)}."
    else:
        yield f"It achieves {_money(step.achieves, plan)}."
    if step.fails:
        happens = "fails" if step.fails > LIKELY else "holds"
        yield f"The chance that it fails is {step.fails * 100:.4g}% a year; in the central case it {happens}."


def _money(path: ByYear[float], plan: Plan) -> str:
    """Return an amount, or amounts by year, in words: money with its unit, or a share of the gap still open."""

    def words(amount: float) -> str:
        is_share = isinstance(amount, Percent)
        return f"{in_words(amount)} of the gap still open" if is_share else stated_money(amount, plan.unit)

    return _over_the_years(path, words)


def _threshold(path: ThresholdPath, plan: Plan) -> str:
    """Return a threshold, or thresholds by year, in words: money with its unit, or a share of expenditure."""
    return _over_the_years(
        path, lambda each: str(each) if each.amount is None else stated_money(each.amount, plan.unit)
    )


def _over_the_years(path: ByYear[Value], words: Callable[[Value], str]) -> str:
    years = [f"{words(value)} in {year}" for year, value in path.years.items()]
    after = [] if path.then is None else [f"then {words(path.then)}" if years else words(path.then)]
    return ", ".join([*years, *after])


def _shares(shares: Mapping[Any, float]) -> str:
    return ", ".join(f"{PAYERS[payer]} {share * 100:.4g}%" for payer, share in shares.items())


def _for_lines(rule: ForLines) -> str:
    who = "by contribution" if rule.who == "by_contribution" else "each partner for its own arm"
    pays = _shares(rule.shares) if rule.shares else who
    return f"For {str(rule.lines).replace('_', ' ')}: {pays}" if rule.lines else f"For the rest: {pays}"


def _repaid(partner: str, terms: Repayable) -> str:
    parts = ", ".join(f"{part * 100:.4g}%" for part in terms.schedule)
    share = f"{terms.share * 100:.4g}%"
    return f"{share} of the payment by {NAMED[partner]} is repaid from the next year on ({parts}), from later payments."


def surplus_in_words(plan: Plan) -> str:
    """Return a sentence on the uses of a surplus, in the order of the scheme."""
    return f"A surplus {', then '.join(_uses_of_a_surplus(plan))}."


def _uses_of_a_surplus(plan: Plan) -> Iterator[str]:
    rule, agency = plan.scheme.surplus, plan.scheme.lead_agency
    yield "puts back the year's planned use of reserves"
    yield "clears a carried deficit"
    if rule and rule.to:
        yield f"goes into {plan.label('reserves', rule.to)}{f' up to {_threshold(rule.cap, plan)}' if rule.cap else ''}"
    if rule and rule.then:
        yield f"goes into {plan.label('reserves', rule.then)}"
    if rule and (rule.then or (rule.to and not rule.cap)):
        return
    who = rule.who if rule else None
    yield (
        f"returns to {NAMED[agency]}, as the lead agency"
        if agency and not who
        else f"returns {RETURNS[who or 'own_arm']}"
    )


def first_upper(text: str) -> str:
    """Return a text with a capital first letter and no other change, to begin a sentence."""
    return text[:1].upper() + text[1:]
