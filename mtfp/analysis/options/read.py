"""Read a question about options, and check that its options fit the plan's figures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from mtfp.analysis.options.question import Progress, Question
from mtfp.analysis.target.read import target_of
from mtfp.findings.arguments import one_named
from mtfp.findings.finding import Finding, Refused, in_order
from mtfp.findings.suggest import quoted
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money
from mtfp.reading.options import OptionsLike, fitting, read_options
from mtfp.reading.plan import ReadPlan
from mtfp.scenarios.levers.common.years import in_plan
from mtfp.scenarios.options.together import with_needs
from mtfp.simulation.defaults import BALANCED_AT
from mtfp.simulation.sample import Sample

NOISE = 1e-6
"""Largest amount, in the plan's unit, that counts as no change of the gap."""


def question_of(
    read: ReadPlan,
    options: OptionsLike,
    balance: str = "",
    *,
    at: float = BALANCED_AT,
    must: Iterable[str] = (),
    without: Iterable[str] = (),
    sample: Sample | None = None,
    progress: Progress | None = None,
) -> Question:
    """Return the question of some texts. Without a target, the gap of the last year must be zero or less.

    Raises Refused with every finding about the options, and ValueError or Unknown for an argument that can't be used.
    """
    target = target_of(balance or f"gap <= 0 in {read.plan.timeline.last}", read.plan)
    if not 0 < at < 1:
        raise ValueError(f"the confidence must be a share between 0 and 1, such as {BALANCED_AT}, not {at:g}")
    fitted = fitting(read_options(options), read)
    wanted = with_needs(fitted.options.options, *_known(must, fitted.names))
    unwanted = frozenset(_known(without, fitted.names))
    question = Question(read, fitted, target, at, wanted, unwanted, sample or Sample(), progress)
    _require_possible(question)
    findings = in_order([*fitted.warnings, *_of_figures(question)])
    if any(each.code.startswith("E") for each in findings):
        raise Refused(findings)
    return replace(question, options=replace(fitted, warnings=findings))


def _known(names: Iterable[str], known: tuple[str, ...]) -> list[str]:
    return [one_named(name, known, "option") for name in names]


def _require_possible(question: Question) -> None:
    for name in question.names:
        if name in question.must & question.without:
            raise ValueError(f"{quoted(name)} is needed, but left out: leave one of the two out of the question")
    if not question.can_join(question.must):
        raise ValueError(f"{question.options.labels(question.must)} can't all be chosen together: leave one out")


def _of_figures(question: Question) -> Iterator[Finding]:
    """Yield findings about what each option does to the gap of the plan's own case, on top of what it needs."""
    plan, document = question.plan, question.options.document
    for name, option in question.options.options.options.items():
        needed = question.closed(name) - {name}
        money: Array = (question.central(needed)["gap"] - question.central(needed | {name})["gap"])[:, 0]
        first = max(0, plan.timeline.at(in_plan(option.earliest, plan.timeline))) if option.earliest else 0
        early = [year for year, each in zip(plan.timeline.labels, money[:first], strict=False) if abs(each) > NOISE]
        if early:
            message = f"`{name}` changes the gap of {early[0]}, before its earliest year, {option.earliest}"
            fix = f"begin its amounts and levers in {option.earliest}, or correct `earliest`"
            yield Finding("E705", message, document.place(("options", name, "earliest")), fix)
        if np.sum(money) < -NOISE:
            more = in_money(-float(np.sum(money)), plan.unit)
            message = f"`{name}` adds {more} to the gap of all years together, so no package needs it for its money"
            fix = "check the signs of its amounts; change nothing if it is there for the people whom it helps"
            yield Finding("W702", message, document.place(("options", name), of_key=True), fix)
