"""Checks of decisions, actions and dates of a board paper. The plan's date is that of its status, never today's."""

import re
from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.values import shown
from mtfp.model.consistency.policy.agreements import agreements
from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.governance.texts import texts
from mtfp.model.plan import Plan

_TYPED = Form(r"£\s?\d[\d,.]*(?:\s?(?:million|thousand|bn|[km])\b)?", re.IGNORECASE)
_BRACES = Form(r"\{[^{}]*\}")


def plan_date(plan: Plan) -> str | None:
    """Return the plan's date: that of its status."""
    return plan.status.date if plan.status else None


def check_typed_amounts(plan: Plan) -> Iterator[Complaint]:
    """Warn of amounts that are typed into a text: they stay as they are when the plan moves."""
    for path, text in texts(plan):
        if found := _TYPED.search(_BRACES.sub("", text)):
            typed = found[0].rstrip(".,")
            fix = f"name the figure in braces, such as `{{gap in {plan.timeline.last}}}`"
            yield Complaint("W703", path, f"{typed} is typed, so it doesn't move with the plan", fix)


def check_braces(plan: Plan) -> Iterator[Complaint]:
    """Require a closing brace for each opening one, and the other way round, in texts that name figures."""
    for path, text in texts(plan):
        if re.search(r"[{}]", _BRACES.sub("", text)):
            fix = f"write a figure in a pair of braces, such as `{{gap in {plan.timeline.last}}}`"
            yield Complaint("E689", path, "a brace is not closed, so its figure can't be filled in", fix)


def check_actions(plan: Plan) -> Iterator[Complaint]:
    """Require the savings that actions name; warn of late actions, and of done ones whose saving isn't delivered."""
    schemes: dict[str, Saving | Investment] = {**plan.savings, **plan.investments}
    for name, action in plan.actions.items():
        path: Path = ("actions", name)
        if action.saving is not None and action.saving not in schemes:
            fix = did_you_mean(action.saving, schemes) or f"use {one_of(sorted(schemes))}"
            message = f"there is no savings scheme or investment {shown(action.saving)}"
            yield Complaint("E683", (*path, "saving"), message, fix)
        elif action.saving and action.status == "done" and not schemes[action.saving].is_delivered:
            section = "savings" if action.saving in plan.savings else "investments"
            label, status = plan.label(section, action.saving), schemes[action.saving].status or "not delivered"
            message = f"the action is done, but {label}, which it should deliver, is {status}"
            fix = "correct the action's `status`, or write `status: delivered` for the saving"
            yield Complaint("W707", (*path, "status"), message, fix)
        on = plan_date(plan)
        if on and action.is_late(on):
            message = f"the action was due on {action.due}, and is {action.status} at the plan's date, {on}"
            yield Complaint("W705", (*path, "due"), message, "report its progress, or agree a new date with the board")


def check_plan_date(plan: Plan) -> Iterator[Complaint]:
    """Warn of due dates in a plan without a date, because late actions can't be found."""
    dated = next((name for name, action in plan.actions.items() if action.due and action.is_open), None)
    if dated and not plan_date(plan):
        message = "the plan has no date, so late actions can't be found"
        yield Complaint("W656", ("actions", dated, "due"), message, "write `status: {stage: draft, date: 2026-03-10}`")


def check_decision_dates(plan: Plan) -> Iterator[Complaint]:
    """Warn of decisions whose date has passed at the plan's date."""
    on = plan_date(plan)
    for name, decision in plan.decisions.items():
        if on and decision.by and decision.by < on:
            message = f"the board had to decide by {decision.by}, before the plan's date, {on}"
            yield Complaint("W709", ("decisions", name, "by"), message, "take the decision out, or write its new date")


def check_records(plan: Plan) -> Iterator[Complaint]:
    """Warn of what is recorded as done on a day after the plan's date."""
    on = plan_date(plan)
    for path, day in _recorded(plan) if on else ():
        if day > str(on):
            message = f"{day} comes after the plan's date, {on}, but only what has happened is recorded here"
            yield Complaint("W708", path, message, "correct the date, or bring `status.date` up to date")


def _recorded(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Yield the dates of what has happened, with their paths."""
    dates: list[tuple[Path, str | None]] = [
        *((("actions", name, "status_date"), action.status_date) for name, action in plan.actions.items()),
        *(((*path, "on"), agreed.on) for path, agreed in agreements(plan)),
    ]
    for name, saving in plan.savings.items():
        assessed = saving.impact_assessment
        if assessed and assessed.is_complete:
            dates.append((("savings", name, "impact_assessment", "date"), assessed.date))
    if plan.assurance:
        dates.append((("assurance", "date"), plan.assurance.date))
        dates += [(("assurance", "log", number, "date"), entry.date) for number, entry in enumerate(plan.assurance.log)]
    yield from ((path, day) for path, day in dates if day)


PAPER = (
    check_braces,
    check_typed_amounts,
    check_actions,
    check_plan_date,
    check_decision_dates,
    check_records,
)
