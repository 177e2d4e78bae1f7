"""Page one of the national paper: five questions with their answers, in plain words."""

from collections.abc import Iterator, Sequence

from mtfp.batch.report.national_paper.plan_figures import PlanFigures
from mtfp.batch.report.national_paper.plans_evidence import PlansEvidence
from mtfp.batch.report.national_paper.total import ALL_YEARS, Total
from mtfp.batch.report.national_paper.trouble import names, who_is_in_trouble
from mtfp.documents.paper.page_one import MOST_WORDS, Answers, words_in
from mtfp.findings.short import counted
from mtfp.model.base.money_in_words import in_money
from mtfp.views.paper.amounts import Spare, gap, gap_range, is_zero, money_range, pence
from mtfp.views.paper.likelihood import likely

BIG, SURE, TROUBLE, SHARE, LEFT_OUT = (
    "How big is the gap of all plans together?",
    "How sure are we?",
    "Who is in trouble, and why?",
    "How do partners share it?",
    "What was left out?",
)
"""Questions of page one."""
PAYERS = {"council": "Councils", "nhs": "NHS boards"}
"""Partners of several plans as the subject of a sentence."""


def answers_of(of: PlansEvidence) -> Answers:
    """Return the answers by question. Sentences that may go are left out, the last first, until the page holds them."""
    found: Answers = {
        BIG: list(_how_big(of)),
        SURE: list(_how_sure(of)),
        TROUBLE: list(who_is_in_trouble(of.plans)),
        SHARE: list(_how_partners_share(of)),
        LEFT_OUT: list(_what_was_left_out(of)),
    }
    spare = [(said, text) for said in found.values() for text in said if isinstance(text, Spare)]
    while words_in(found) > MOST_WORDS and spare:
        said, text = spare.pop()
        said.remove(text)
    return found


def _how_big(of: PlansEvidence) -> Iterator[str]:
    total = of.total
    if total is None:
        yield "The plans were not added up." if of.plans else "No plan has results."
        return
    last, unit = total.central("gap"), total.unit
    share = f": {pence(last / total.central('expenditure'))}" if last > 0 and not is_zero(last, unit) else ""
    it, has = ("the only plan", "has") if total.plans == 1 else (f"the {total.plans:,} plans together", "have")
    yield f"In {total.last} {it} {has} {gap(last, unit)}{share}."
    saved = total.central("savings")
    if not is_zero(saved, unit):
        yield f"That is after savings of {in_money(saved, unit)}."
    if len(total.years) > 1:
        yield f"In {total.years[0]} there is {gap(total.central('gap', total.years[0]), unit)}."
    yield Spare(_growth(of.plans, total))


def _growth(plans: Sequence[PlanFigures], total: Total) -> str:
    """Return a sentence on the change of cost and of funding, of all plans in the comparison."""
    cost, funding = (sum(getattr(plan.reasons, name) for plan in plans) for name in ("cost", "funding"))
    both = (cost >= 0) == (funding >= 0)
    amounts = [in_money(abs(amount), total.unit) for amount in (cost, funding)]
    ways = ["grows" if amount >= 0 else "falls" for amount in (cost, funding)]
    return f"By {total.last} cost {ways[0]} by {amounts[0]} and funding {'' if both else f'{ways[1]} '}by {amounts[1]}."


def _how_sure(of: PlansEvidence) -> Iterator[str]:
    total = of.total
    if total is None:
        yield "Without a sum there is no range for all plans. The table of plans has the range of each."
        return
    if total.is_certain:
        yield "We can't say: nothing in the plans is marked as uncertain, so they show a single future."
        return
    found, planned, unit = total.range("gap"), total.central("gap"), total.unit
    yield f"In 8 of 10 possible futures, {total.last} ends between {gap_range(found, unit)}."
    more = found.middle - planned
    than = f", {in_money(abs(more), unit)} {'worse' if more > 0 else 'better'} than planned"
    yield f"The middle future has {gap(found.middle, unit)}{'' if is_zero(more, unit) else than}."
    yield f"A gap is {likely(total.chance('gap'))}."
    yield Spare("All this is before partners pay more.")


def _how_partners_share(of: PlansEvidence) -> Iterator[str]:
    total = of.total
    if total is None:
        yield "The table of plans has what each plan asks of its partners."
        return
    unit, asked = total.unit, total.central("additional_payments", ALL_YEARS)
    found = total.range("additional_payments", ALL_YEARS)
    if is_zero(asked, unit) and is_zero(found.high, unit):
        yield "No partner pays more than planned."
    else:
        years = counted(len(total.years), "year")
        yield f"Over {years} partners pay {in_money(asked, unit)} extra in the plans' own cases."
        yield from _each_partner(total, asked)
        yield f"In 8 of 10 futures they pay {money_range(found, unit)}."
    unfunded, set_aside = total.central("unmet"), total.central("set_aside_gap")
    if not is_zero(unfunded, unit):
        yield f"In {total.last}, {in_money(unfunded, unit)} is paid by no one."
    if set_aside > 0 and not is_zero(set_aside, unit):
        yield Spare(f"NHS boards also have a hospital gap of {in_money(set_aside, unit)} in {total.last}.")


def _each_partner(total: Total, asked: float) -> Iterator[str]:
    if not is_zero(asked, total.unit):
        by_partner = {
            words: total.central(f"additional_payments.{partner}", ALL_YEARS) for partner, words in PAYERS.items()
        }
        pay = [f"{words} pay {in_money(amount, total.unit)}" for words, amount in by_partner.items()]
        yield f"{' and '.join(pay)} of it."


def _what_was_left_out(of: PlansEvidence) -> Iterator[str]:
    if of.left_out:
        found, verb = [name for name, _ in of.left_out], "is" if len(of.left_out) == 1 else "are"
        yield f"{counted(len(found), 'plan')} {verb} left out: {names(found)}."
        yield "The section on what was left out has the reasons."
    elif of.plans:
        yield "No plan was left out."
    if of.not_added:
        yield "The plans start in different years, so they can't be added up."
    if of.scenarios_left_out:
        yield f"Not every plan can take each scenario: {names(of.scenarios_left_out)}."
