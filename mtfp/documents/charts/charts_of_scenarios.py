"""Make the chart of a scenario: what each lever does to the last year's gap."""

from mtfp.analysis.by_lever.lever_bridge import LeverBridge
from mtfp.documents.charts.bars import Amount, Waterfall
from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.in_words import NOTHING, Part, largest
from mtfp.findings.short import counted, in_list
from mtfp.model.base.money_in_words import in_money
from mtfp.model.plan import Plan
from mtfp.views.compared.levers import NOTE
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.simulated.in_words import as_gap

MOST = 9
"""Most levers with a bar of their own; the others share one."""


def levers(run: ScenarioRun) -> Waterfall | None:
    """Return a waterfall from the plan's gap of the last year to the scenario's; None if no lever changes the plan."""
    bridge, plan = run.levers, run.projection.plan
    if bridge is None or not bridge.players:
        return None
    before, after = (float(bridge.value("gap", after=each)[-1]) for each in (False, True))
    bars = _bars(bridge)
    return Waterfall(
        name="levers_chart",
        figure="gap",
        plan=plan.name,
        title=_title(bars, before, after, plan),
        sentence=NOTE,
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        year=plan.timeline.last,
        head=f"Gap of {plan.timeline.last}",
        opening=Amount("plan", "Gap of the plan", before),
        changes=bars,
        closing=Amount("scenario", f"Gap under {run.label or run.name}", after),
        scenario=run.name,
    )


def _bars(bridge: LeverBridge) -> tuple[Amount, ...]:
    """Return the bars of the levers, the largest first; beyond MOST, one bar for the others."""
    values = bridge.of("gap")[:, -1]
    bars = [
        Amount(f"lever_{number}", player.label, float(value))
        for number, (player, value) in enumerate(zip(bridge.players, values, strict=True), 1)
    ]
    bars.sort(key=lambda bar: -abs(bar.value))
    rest = bars[MOST:] if len(bars) > MOST + 1 else []
    if not rest:
        return tuple(bars)
    return (*bars[:MOST], Amount("others", counted(len(rest), "other lever"), sum(bar.value for bar in rest)))


def _title(bars: tuple[Amount, ...], before: float, after: float, plan: Plan) -> str:
    last, change = plan.timeline.last, after - before
    amount = in_money(abs(change), plan.unit)
    ends = as_gap(after, plan.unit)
    if amount == NOTHING:
        return f"The levers together leave the gap of {last} as it is"
    top = largest([Part(bar.label, bar.value if change > 0 else -bar.value) for bar in bars], plan.unit)
    most = f" (most of all: {in_list([part.label for part in top])})" if len(bars) > 1 and top else ""
    if change < 0:
        return f"The levers take {amount} off the gap of {last}, to {ends}{most}"
    return f"The levers add {amount} to the gap of {last}, to {ends}{most}"
