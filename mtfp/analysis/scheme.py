"""Who pays what, when and why: the steps of the scheme in their order, and where a surplus goes."""

from collections.abc import Iterator, Mapping
from typing import Any

from mtfp.analysis.by_year import changes, first_draw, heading, table_by_year
from mtfp.analysis.figures import figures
from mtfp.analysis.table import SHARE, Row, Table
from mtfp.engine.projection import Projection, StepYears
from mtfp.model.arrays import share_of
from mtfp.model.closing_steps import LIKELY, AnyStep, Offset, RecoveryPlan
from mtfp.model.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.model.who_pays import AdditionalPayments, Capped, Fixed, ForLines, Nested, Repayable, Rule

NAMED = {"council": "the council", "nhs": "the NHS board"}
PAYERS = {"reserves": "reserves", **NAMED}
ARMS = {"council": "Council arm", "nhs": "NHS arm"}
TITLES = {
    "offset": "Offset between the arms",
    "recovery_plan": "Recovery plan",
    "reserves": "Reserves",
    "additional_payments": "Additional payments",
    "carry": "Deficit carried forward",
    "lead_agency": "Lead agency",
}


def scheme(projection: Projection, scenario: str) -> Table:
    """What each step of the scheme closes, whose money does it, and by which rule; the surplus, and what is repaid."""
    rows = [*_to_close(projection), *_steps(projection), *_left(projection), *_lent(projection)]
    return table_by_year("scheme", "Who pays what is left to close", projection, scenario, rows, _notes(projection))


def _to_close(projection: Projection) -> Iterator[Row]:
    closing = projection.closing
    yield Row("to_close", "Still to close", changes(closing.to_close), strong=True)
    for partner, position in zip(PARTNERS, closing.position, strict=True):
        label = f"{ARMS[partner]}, over (+) or under"
        yield Row(f"position.{partner}", label, changes(position), depth=1, signed=True)


def _steps(projection: Projection) -> Iterator[Row]:
    plan = projection.plan
    for number, (key, step) in enumerate(projection.closing.steps.items(), 1):
        yield heading(f"{number}. {title(key)}", len(plan.timeline))
        yield from _step(key, step, plan)


def _step(key: str, step: StepYears, plan: Plan) -> Iterator[Row]:
    """What one step takes off each arm, and whose money it is."""
    if step.offset.any() or key.startswith("offset"):
        yield Row(key, "Met between the arms", changes(step.offset), depth=1)
        return
    sources = step.recovered + step.from_pots + step.partners.sum(axis=0) + step.carried
    yield Row(key, "Closes", changes(sources), depth=1)
    for pot, given in step.pots.items():
        yield Row(f"{key}.{pot}", plan.label("reserves", pot), changes(given), depth=2, quiet=True)
    for partner, paid in zip(PARTNERS, step.partners, strict=True):
        yield Row(f"{key}.{partner}", f"paid by {NAMED[partner]}", changes(paid), depth=2, quiet=True)
    if step.partners.any():
        share = share_of(step.partners[0], step.partners.sum(axis=0))
        label = f"share of {NAMED['council']}"
        yield Row(f"{key}.council_share", label, changes(share), SHARE, depth=2, quiet=True)
    for partner, closed in zip(PARTNERS, step.closed, strict=True):
        label = f"for the {ARMS[partner]}"
        yield Row(f"{key}.for.{partner}", label, changes(closed), depth=2, signed=True, quiet=True)


def _left(projection: Projection) -> Iterator[Row]:
    known = {name: first_draw(values) for name, values in figures(projection).items()}
    yield heading("What remains", len(projection.plan.timeline))
    yield Row("unmet", "Unmet", known["unmet"], depth=1, strong=True)
    yield Row("surplus", "Surplus", known["surplus"], depth=1, quiet=True)
    places = {
        "put_back": "planned use not needed, put back",
        "deficit_cleared": "clears a carried deficit",
        "surplus_into_pots": "into reserves",
        "returned.council": "returned to the council",
        "returned.nhs": "returned to the NHS board",
    }
    for row, label in places.items():
        yield Row(row, label, known[row], depth=2, quiet=True)


def _lent(projection: Projection) -> Iterator[Row]:
    known = {name: first_draw(values) for name, values in figures(projection).items()}
    if not projection.closing.outstanding.any() and not projection.closing.repayments.any():
        return
    yield heading("Repaid out of later payments", len(projection.plan.timeline))
    for row, label in {"repayments": "repaid to", "owed": "still owed to"}.items():
        for partner in PARTNERS:
            yield Row(f"{row}.{partner}", f"{label} {NAMED[partner]}", known[f"{row}.{partner}"], depth=1, quiet=True)


def title(key: str) -> str:
    """A step's key as people read it.

    >>> title("additional_payments_2"), title("carry")
    ('Additional payments (2)', 'Deficit carried forward')
    """
    stem, _, number = key.rpartition("_")
    return f"{TITLES[stem]} ({number})" if number.isdigit() else TITLES[key]


def _notes(projection: Projection) -> Iterator[str]:
    """By which rule each step works, in words."""
    plan = projection.plan
    if not plan.scheme.steps and not plan.scheme.lead_agency:
        yield "The plan has no scheme: nothing is assumed but the offset between the arms."
    for number, (key, step) in enumerate(plan.scheme.order.items(), 1):
        yield f"{number}. {title(key)}: {in_words(step, projection)}"


def in_words(step: AnyStep, projection: Projection) -> str:
    """What a step does, in a sentence or two."""
    rule = step.root if isinstance(step, AdditionalPayments) else step
    said = [(type(rule).__doc__ or "").partition("\n")[0]]
    if isinstance(step, Offset) and step.root == "none":
        said = ["An underspend on one arm doesn't meet an overspend on the other."]
    if isinstance(step, RecoveryPlan) and step.fails:
        happens = "fails" if step.fails > LIKELY else "holds"
        said.append(f"The chance that it fails is {step.fails * 100:.4g}% a year; in the central case it {happens}.")
    if isinstance(rule, Fixed):
        said.append(f"{_shares(rule.shares)}.")
    if isinstance(rule, Nested):
        said += [f"{_for_lines(each)}." for each in rule.rules]
    if isinstance(rule, Capped) and rule.cap:
        said.append(f"{' and '.join(NAMED[partner] for partner in rule.cap)} up to a cap.".capitalize())
    if isinstance(rule, Rule) and rule.repayable:
        said += [_repaid(partner, terms) for partner, terms in rule.repayable.items()]
    source = getattr(rule, "source", "")
    return " ".join([*said, f"Source: {source}."] if source else said)


def _shares(shares: Mapping[Any, float]) -> str:
    return ", ".join(f"{PAYERS[payer]} {share * 100:.4g}%" for payer, share in shares.items())


def _for_lines(rule: ForLines) -> str:
    who = (
        _shares(rule.shares)
        if rule.shares
        else {"own_arm": "its own arm's partner"}.get(rule.who or "", "by contribution")
    )
    return f"For {rule.lines}: {who}" if rule.lines else f"For the rest: {who}"


def _repaid(partner: str, terms: Repayable) -> str:
    parts = ", ".join(f"{part * 100:.4g}%" for part in terms.schedule)
    share = f"{terms.share * 100:.4g}%"
    return f"{share} of what {NAMED[partner]} pays is repaid from next year on ({parts}), out of later payments."
