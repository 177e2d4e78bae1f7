"""Check of one grant that is in the plan twice, under two names and two rules."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.asked.same_thing import FIX, TELLING, words_of
from mtfp.model.consistency.scale.one_slip import digits
from mtfp.model.consistency.scale.size import Size
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan


def check_same_grant(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of two payments of a partner with the same amount in a year, of which one's name has the words of the other.

    Payments with the same words are compared as entries of one section.
    """
    streams = [(name, stream, words_of(plan.label("funding", name))) for name, stream in plan.funding.items()]
    for (name, first, words), (other, second, others) in combinations(streams, 2):
        within = words != others and (words <= others or others <= words)
        if first.partner != second.partner or first.kind != second.kind or not within:
            continue
        year = _same_year(_paid(first, plan), _paid(second, plan))
        if len(words & others) >= TELLING and year:
            money = planned_money(_paid(first, plan)[year], plan.unit)
            message = (
                f"{plan.label('funding', other)} seems to be {plan.label('funding', name)} once more, both {money} in "
                f"{year}: is it counted twice?"
            )
            yield Complaint("W590", ("funding", other), message, FIX, True, (("funding", name),))


def _paid(stream: Stream, plan: Plan) -> Mapping[str, float]:
    """Return what a source states for each year, the base year and one-off money too."""
    stated = {year: stream.stated.root.at(year) for year in plan.timeline.labels} if stream.stated else {}
    whole = {plan.base_year: stream.base, **stated, **stream.one_off}
    if not stream.stated and stream.base and not stream.one_off:
        whole |= {year: stream.base for year in plan.timeline.projected}
    return {year: amount for year, amount in whole.items() if amount}


def _same_year(one: Mapping[str, float], other: Mapping[str, float]) -> str | None:
    same = (year for year, amount in one.items() if amount == other.get(year) and digits(amount) >= TELLING)
    return next(same, None)


SAME_GRANT = (check_same_grant,)
