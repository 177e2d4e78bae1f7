"""From what is kept of a plan to its outcome: names, places and figures put together again."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from mtfp.batch.outcome.outcome import CheckOutcome, PlanOutcome, Status
from mtfp.batch.outcome.stored_tables import of_value
from mtfp.batch.outcome.summary import Summary
from mtfp.batch.plans.prepared import PreparedPlan
from mtfp.batch.plans.upkeep import unused_assumptions
from mtfp.batch.work.job import Keys
from mtfp.batch.work.store import Store
from mtfp.draws.uncertain import uncertain_assumptions
from mtfp.findings.finding import in_order
from mtfp.model.base.arrays import Array
from mtfp.model.correlation import mixing
from mtfp.results.table import Table


def outcome_of(prepared: PreparedPlan, keys: Keys, told: Mapping[str, Any], store: Store) -> PlanOutcome:
    """The outcome of a plan whose summary is in the store."""
    summary, plan = Summary.of_value(told), prepared.own.plan
    return PlanOutcome(
        path=prepared.file.path.as_posix(),
        name=plan.name,
        status=Status.DONE if prepared.is_whole else Status.PARTLY,
        findings=in_order([*prepared.findings, *unused_assumptions(prepared.own, summary.unchanged, summary.idle)]),
        verdicts=tuple(_judged(prepared, each) for each in summary.verdicts),
        standings=summary.standings,
        scenarios={name: each.digest() for name, each in prepared.plans.items()},
        unit=plan.unit,
        plan_digest=plan.digest(),
        digest=summary.digest,
        source=prepared.source,
        years=plan.timeline.labels,
        national={
            name: mixing(plan, name)
            for name in uncertain_assumptions(plan)
            if plan.assumptions[name].scope == "national"
        },
        left_out=prepared.left_out,
        additive=partial(_additive, store, keys.additive, plan.name),
        tables=partial(_tables, store, keys.summary, plan.name),
    )


def _tables(store: Store, key: str, plan: str) -> Iterator[Table]:
    """Read a plan's tables from the store."""
    value = store.value(key)
    if value is None:
        raise OSError(f"what was kept of {plan} is gone: was its folder emptied meanwhile?")
    return (of_value(table) for table in value["tables"])


def _additive(store: Store, key: str, plan: str, scenario: str, figure: str) -> Array:
    """A figure of a plan's draws, or of its central case, read when it is asked for."""
    found = store.array(key, f"{scenario}/{figure}")
    if found is None:
        raise OSError(f"what was kept of {plan} is gone: was its folder emptied meanwhile?")
    return found


def _judged(prepared: PreparedPlan, told: Mapping[str, Any]) -> CheckOutcome:
    policy_checks, number = prepared.policy_checks, told["number"] - 1
    check, place = policy_checks.plan.checks[number], policy_checks.place(("checks", number))
    of_policy = policy_checks.of_policy(number) is not None
    return CheckOutcome(name=check.name, of=check.of, asked=check.probability, place=place, of_policy=of_policy, **told)
