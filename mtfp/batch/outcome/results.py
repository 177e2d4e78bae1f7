"""Make the outcome of a plan from its stored summary."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from mtfp.batch.outcome.national import national_assumptions
from mtfp.batch.outcome.outcome import CheckOutcome, PlanOutcome, Status
from mtfp.batch.outcome.stored_tables import of_value
from mtfp.batch.outcome.summary import Summary
from mtfp.batch.plans.batch_plan import BatchPlan
from mtfp.batch.plans.quality import findings_without_effect
from mtfp.batch.work.job import Keys
from mtfp.batch.work.store import Store
from mtfp.documents.charts.chart import is_illustrative
from mtfp.findings.finding import in_order
from mtfp.model.base.arrays import Array
from mtfp.population.sources import attribution
from mtfp.results.table import Table
from mtfp.text.source import path_text


def outcome_of(batch_plan: BatchPlan, keys: Keys, value: Mapping[str, Any], store: Store) -> PlanOutcome:
    """Return the outcome of a plan from the value of its summary."""
    summary, plan = Summary.of_value(value), batch_plan.own.plan
    without_effect = findings_without_effect(batch_plan.own, summary.unchanged, summary.unused)
    return PlanOutcome(
        path=path_text(batch_plan.file.path),
        name=plan.name,
        status=Status.DONE if batch_plan.is_complete else Status.PARTLY,
        findings=in_order([*batch_plan.findings, *without_effect]),
        verdicts=tuple(_check_outcome(batch_plan, each) for each in summary.verdicts),
        measures=summary.measures,
        scenarios={name: each.digest() for name, each in batch_plan.plans.items()},
        unit=plan.unit,
        plan_digest=plan.digest(),
        digest=summary.digest,
        source=batch_plan.source,
        years=plan.timeline.labels,
        national=national_assumptions(batch_plan.own),
        correlations=plan.national,
        left_out=batch_plan.left_out,
        stated_source=plan.source,
        illustrative=is_illustrative(plan),
        attribution=attribution() if plan.population and plan.population.area else "",
        additive=partial(_additive, store, keys.additive, plan.name),
        tables=partial(_tables, store, keys.summary, plan.name),
    )


def _tables(store: Store, key: str, plan: str) -> Iterator[Table]:
    """Read a plan's tables from the store."""
    value = store.value(key)
    if value is None:
        raise OSError(_missing(store, plan))
    return (of_value(table) for table in value["tables"])


def _additive(store: Store, key: str, plan: str, scenario: str, figure: str) -> Array:
    """Read a figure of a plan's draws, or of its central case, from the store."""
    found = store.array(key, f"{scenario}/{figure}")
    if found is None:
        raise OSError(_missing(store, plan))
    return found


def _missing(store: Store, plan: str) -> str:
    return f"the stored results of {plan} are missing from {store.folder}, or damaged; run the command again"


def _check_outcome(batch_plan: BatchPlan, value: Mapping[str, Any]) -> CheckOutcome:
    policy_checks, number = batch_plan.policy_checks, value["number"] - 1
    check, place = policy_checks.plan.checks[number], policy_checks.place(("checks", number))
    of_policy = policy_checks.of_policy(number) is not None
    return CheckOutcome(
        name=check.name, of=check.of, required=check.probability, place=place, of_policy=of_policy, **value
    )
