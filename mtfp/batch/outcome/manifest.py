"""Manifest of a batch: a record of its program, settings, plans and checks, without the time or the machine."""

import hashlib
from collections.abc import Sequence
from typing import Any

from mtfp import __version__
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome
from mtfp.batch.outcome.rollup import NAME, count_sharing
from mtfp.batch.outcome.summary import digest_of
from mtfp.batch.plans.request import BatchRequest
from mtfp.documents.manifest import national_record
from mtfp.draws.random_streams import BLOCK
from mtfp.findings.show import as_record


def manifest_of(result: BatchResult, wanted: BatchRequest, command: Sequence[str]) -> dict[str, Any]:
    """Return the manifest: program, command, settings, and each plan's path, fingerprints, findings and checks."""
    return {
        "program": "mtfp",
        "version": __version__,
        "case": "batch",
        "command": list(command),
        "scenarios": list(wanted.scenarios),
        **_policy(wanted),
        "national": _national(result),
        "draws": wanted.draws,
        "seed": wanted.sampling.seed,
        "sampler": wanted.sampling.sampler,
        "block": BLOCK,
        "run_digest": run_digest(result),
        **_rollup(result),
        "plans": [_plan(plan) for plan in result.plans],
    }


def _policy(wanted: BatchRequest) -> dict[str, Any]:
    """Return the policy's date, file and content."""
    if wanted.policy is None:
        return {}
    content: Any = wanted.policy.document.value
    return {"policy": {"as_of": wanted.policy.as_of, "file": wanted.policy.document.file, "content": content}}


def _rollup(result: BatchResult) -> dict[str, Any]:
    """Return the plans and scenarios that are added up, and the number of plans that share each national assumption."""
    if result.rollup is None:
        return {}
    return {
        "rollup": {
            "plans": list(result.rollup.plans),
            "scenarios": list(result.rollup.scenarios),
            "national": {name: max(each.values()) for name, each in count_sharing(result.with_results).items()},
            "findings": [as_record(finding) for finding in result.rollup.findings],
        }
    }


def _national(result: BatchResult) -> list[dict[str, Any]]:
    """Return each set of national correlations that draws use, with the names of the plans that use it."""
    found: list[tuple[dict[str, Any], list[str]]] = []
    for plan in result.with_results:
        record = national_record(plan.correlations)
        plans = next((plans for other, plans in found if other == record), None)
        if plans is None:
            found.append((record, plans := []))
        plans.append(plan.name)
    return [{**record, "plans": plans} for record, plans in found]


def run_digest(result: BatchResult) -> str:
    """Return the fingerprint of all figures, money rounded to pence, in the order of the plans."""
    digests = "\n".join(f"{plan.name} {plan.digest}" for plan in result.with_results)
    if result.rollup:
        digests += f"\n{NAME} {digest_of(NAME, result.rollup.tables)}"
    return hashlib.sha256(digests.encode()).hexdigest()


def _plan(plan: PlanOutcome) -> dict[str, Any]:
    return {
        "path": plan.path,
        "plan": plan.name,
        "status": plan.status.value,
        "error": plan.problem,
        "plan_digest": plan.plan_digest,
        "scenario_digests": dict(plan.scenarios),
        "results_digest": plan.digest,
        "findings": [as_record(finding) for finding in plan.findings],
        "checks": checks_of(plan),
    }


def checks_of(plan: PlanOutcome) -> list[dict[str, Any]]:
    """List the checks of a plan in each scenario, for programs."""
    return [
        {"scenario": each.scenario, "name": each.name, "of": each.of, "holds": each.holds, "share": each.share}
        for each in plan.verdicts
    ]
