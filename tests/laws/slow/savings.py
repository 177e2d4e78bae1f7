"""Savings and investments, section 8."""

from tests.laws.slow.places import falls
from tests.laws.slow.years import labels


def schemes(plan):
    """Savings, and what investments yield, as plain dicts. `delivery` names an assumption, none if all is achieved."""
    years = labels(plan)
    found = {}
    for name, saving in plan.savings.items():
        found[name] = {
            "planned": saving.planned, "recurring": saving.recurring, "part_year": saving.part_year,
            "slips": saving.slips, "indexed": saving.indexed, "places": falls(plan, saving),
            "delivery": None if saving.delivered else delivery_of(saving.status, saving.delivery),
            "money": saving.delivered or None,
            "counts": saving.status != "unidentified",
        }  # fmt: skip
    for name, investment in plan.investments.items():
        saves = investment.saves
        spent = [year for year, amount in investment.spend.items() if amount] or list(investment.spend)
        first = min(years.index(year) for year in spent) + saves.lag if saves else len(years)
        if first < len(years):
            found[f"{name}.saves"] = {
                "planned": {years[first]: saves.amount * saves.cashable}, "recurring": saves.recurring,
                "part_year": 1.0, "slips": 0.0, "indexed": None, "places": falls(plan, investment),
                "delivery": delivery_of(investment.status, saves.delivery), "money": None, "counts": True,
            }  # fmt: skip
    return found


def delivery_of(status, own):
    """Delivery of a scheme: all of it once delivered, else its own, else that of its status.

    Reading: savings to be identified have none, because they count as neither planned nor achieved. What an investment
    saves has the investment's status.
    """
    if status == "delivered":
        return None
    return own or (f"delivery_{status}" if status in ("green", "amber", "red") else None)


def brings(plan, scheme, level, delivered):
    """Planned, achieved, and achieved at full-year effect, by year. `level` is the index that the scheme follows.

    Reading of money stated by year: the full-year amount that the tranche starting in that year achieves, in the prices
    of that year; zero in years not named. It overrules the status, and what is short of the plan may slip.
    """
    years = labels(plan)
    tranches = [scheme["planned"].get(year, 0.0) for year in years]
    if scheme["money"] is None:
        on_time = [p * d for p, d in zip(tranches, delivered, strict=True)]
        late = [scheme["slips"] * max(0.0, 1 - d) * p for p, d in zip(tranches, delivered, strict=True)]
    else:
        on_time = [scheme["money"].get(year, 0.0) for year in years]
        late = [scheme["slips"] * max(0.0, p - a) for p, a in zip(tranches, on_time, strict=True)]

    def phi(k, part_year):
        return 0.0 if k < 0 else part_year if k == 0 else 1.0

    planned, achieved, full_year = [], [], []
    for t in range(len(years)):
        if not scheme["recurring"]:
            planned.append(tranches[t])
            achieved.append(on_time[t] + (late[t - 1] if t else 0.0))
            full_year.append(0.0)
            continue
        sums = [0.0, 0.0, 0.0]
        for u in range(t + 1):
            grown, pi = level[t] / level[u], scheme["part_year"]
            sums[0] += grown * tranches[u] * phi(t - u, pi)
            sums[1] += grown * (on_time[u] * phi(t - u, pi) + late[u] * phi(t - u - 1, pi))
            sums[2] += grown * (on_time[u] * phi(t - u, 1.0) + late[u] * phi(t - u - 1, 1.0))
        for row, total in zip((planned, achieved, full_year), sums, strict=True):
            row.append(total)
    return planned, achieved, full_year
