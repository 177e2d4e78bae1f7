"""Assumptions that a run makes because the plan says nothing: each with the key that says it, grouped by kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from mtfp.documents.blocks import Block, Heading, Listing
from mtfp.model.base.part import Part
from mtfp.model.costs.line import Line
from mtfp.model.plan import Plan
from mtfp.views.plan.closing.scheme_in_words import surplus_in_words

TITLE = "Assumed because the plan does not say"


def assumed(plan: Plan) -> tuple[Block, ...]:
    """Return the block that lists what a run of the plan assumes; the offset between the partners comes first."""
    said = (*_scheme(plan), *_savings(plan), *_costs(plan), *_funding(plan), *_uncertainty(plan))
    return (Heading(TITLE), Listing(said)) if said else ()


def _scheme(plan: Plan) -> Iterator[str]:
    steps = plan.scheme.steps
    if len({line.partner for line in plan.lines.values() if not line.set_aside}) > 1 and not any(
        step.offset for step in steps
    ):
        yield (
            "Nothing is said about whether one partner's underspend offsets the other's overspend: it does, before any "
            "other closing step. Write `- offset: arms` or `- offset: none` as the first of the `steps:`."
        )
    if not plan.scheme.lead_agency and not any(step.carry or step.rule.takes_all for step in steps):
        yield (
            "Nothing is said about who pays what the closing steps leave: it stays unfunded. Write "
            "`additional_payments:` or `carry:` as the last step."
        )
    if plan.scheme.surplus is None:
        yield f"Nothing is said about a surplus. {surplus_in_words(plan)} Write `surplus:` under `scheme:`."
    without = [reserve for reserve in plan.all_reserves.values() if reserve.serves_the_gap and reserve.floor is None]
    if without:
        yield (
            f"{_count(len(without), 'reserve')} for the gap {_has(without, 'has', 'have')} no minimum level: closing "
            "steps may use all of it. Write `floor:`."
        )


def _savings(plan: Plan) -> Iterator[str]:
    schemes = {name: saving for name, saving in plan.savings.items() if saving.is_identified}
    if certain := _silent({n: s for n, s in schemes.items() if s.certain and not s.is_delivered}, "delivery"):
        says = _says(certain, "saving", "no delivery and no status")
        yield f"{says}: all that is planned is achieved. Write `delivery:` or `status:`."
    if whole := _silent(schemes, "part_year"):
        yield f"{_says(whole, 'saving', 'no part-year effect')}: a full year is taken. Write `part_year: 50%`."
    unsure = {name: saving for name, saving in schemes.items() if not saving.certain}
    if lost := _silent(unsure, "slips"):
        yield (
            f"{_says(lost, 'saving', 'nothing of late delivery')}: what isn't achieved on time is lost. Write "
            "`slips: 50%`."
        )
    if lasting := _silent(schemes, "recurring"):
        yield (
            f"{_says(lasting, 'saving', 'no `recurring`')}: each recurs in every later year. Write "
            "`recurring: false` if not."
        )


def _costs(plan: Plan) -> Iterator[str]:
    if once := _silent(plan.commitments, "recurring"):
        yield f"{_says(once, 'commitment', 'no `recurring`')}: each amount is of its own year only."
    recurring = {name: each for name, each in plan.commitments.items() if each.recurring}
    if flat := _silent(recurring, "indexed"):
        yield f"{_says(flat, 'recurring commitment', 'no index')}: the amount stays the same. Write `indexed:`."
    budgets = {name: line for name, line in plan.lines.items() if line.budget is not None}
    if still := [name for name, line in budgets.items() if not _has_demand(line)]:
        yield f"{_says(still, 'line', 'no demand')}: activity stays as in the base year. Write `demand:`."
    moving = {name: line for name, line in budgets.items() if _has_demand(line) or line.service_level}
    if variable := _silent(moving, "fixed_share"):
        yield (
            f"{_says(variable, 'line', 'no fixed share')}: all of the cost follows activity. Write `fixed_share: 20%`."
        )
    if plan.population and not plan.population.file and "variant" not in plan.population.model_fields_set:
        yield "No variant of the population is stated: the principal projection is taken. Write `variant:`."
    if plan.population and plan.population.healthier_ageing is None:
        yield "Nothing is said about healthier ageing: use of services at each age stays as today."


def _has_demand(line: Line) -> bool:
    return bool(line.demand.profile or line.demand.line or line.demand.growth)


def _funding(plan: Plan) -> Iterator[str]:
    flat = [name for name, stream in plan.funding.items() if stream.movements is not None]
    if flat:
        yield f"{_says(flat, 'funding source', 'no uplift, only movements')}: the payment doesn't grow with prices."


def _uncertainty(plan: Plan) -> Iterator[str]:
    stated = {name: each for name, each in plan.assumptions.items() if not each.tracks}
    certain = [name for name, each in stated.items() if not each.spread]
    if certain:
        yield f"{_says(certain, 'assumption', 'no spread')}: certain in every draw. Write `spread:`."
    local = [name for name, each in plan.assumptions.items() if each.spread and each.scope == "local"]
    if len(local) > 1 and not plan.correlations:
        yield (
            "No correlations are stated: uncertain figures vary independently, except the national ones. Write "
            "`correlations:`."
        )
    yearly = {name: each for name, each in plan.assumptions.items() if each.spread and each.memory != 1}
    if usual := _silent(yearly, "persistence"):
        yield f"{_says(usual, 'uncertain assumption', 'no persistence')}: 0.5 is taken. Write `persistence:`."


def _silent(items: Mapping[str, Any], key: str) -> list[str]:
    """Return the names of the items that leave a key out."""
    return [name for name, item in items.items() if isinstance(item, Part) and key not in item.model_fields_set]


def _says(names: list[str], what: str, nothing: str) -> str:
    """Return a count of items and what they leave out, as the beginning of a sentence.

    >>> _says(["a"], "saving", "no delivery"), _says(["a", "b"], "saving", "no delivery")
    ('1 saving says no delivery', '2 savings say no delivery')
    """
    return f"{_count(len(names), what)} {_has(names, 'says', 'say')} {nothing}"


def _has(items: list[Any], one: str, many: str) -> str:
    return one if len(items) == 1 else many


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
