"""The model a second time, in plain Python: one future, loops over years, no arrays. Evidence for the engine.

Written from the model document, section by section; of the program it takes the plan's fields alone, none of its
arithmetic. `project(plan, future)` returns rows of figures by year, the base year first, NaN where there is none.
"""

import math
from dataclasses import dataclass

PARTNERS = ("council", "nhs")


@dataclass(frozen=True)
class Draw:
    """What may differ between futures, by name, each a list by year from the base year on."""

    values: dict
    delivery: dict
    events: dict
    recovery: dict


# Years and paths, section 3.


def labels(plan):
    first = int(plan.base_year[:4])
    return [label(year) for year in range(first, first + plan.years + 1)]


def label(calendar_year):
    return f"{calendar_year}/{(calendar_year + 1) % 100:02d}"


def at(path, year):
    """What a path says of a year: its own value, else `then` after the last year named, else nothing."""
    if year in path.years:
        return path.years[year]
    return path.then if all(year > named for named in path.years) else None


def number(value):
    return math.nan if value is None else value


# Assumptions, section 4.


def central(plan):
    """The central case: stated values, likely events only."""
    years, first = labels(plan), int(plan.base_year[:4])
    known = {}

    def value(name, t):
        if t < 0:
            return number(at(plan.assumptions[name].central, label(first + t)))
        if (name, t) not in known:
            known[name, t] = worked_out(name, t)
        return known[name, t]

    def worked_out(name, t):
        said = plan.assumptions[name]
        if said.tracks:
            result = said.tracks.weight * value(said.tracks.of, t - said.tracks.lag) + number(
                at(said.tracks.plus, years[t])
            )
        else:
            result = number(at(said.central, years[t]))
        for event in plan.risk_events.values():
            if event.impact.assumption == name:
                result += event.impact.by * happenings(plan, event)[t]
        least = said.at_least
        if least and (not least.years or years[t] in least.years):
            guaranteed = value(least.of, t) + number(at(least.plus, years[t]))
            result = guaranteed if math.isnan(result) or guaranteed > result else result
        if said.floor is not None and result < said.floor:
            result = said.floor
        if said.cap is not None and result > said.cap:
            result = said.cap
        return result

    values = {name: [value(name, t) for t in range(len(years))] for name in plan.assumptions}
    delivery = {
        name: values[saving["delivery"]]
        if saving["delivery"] and saving["status"] != "delivered"
        else [1.0] * len(years)
        for name, saving in schemes(plan).items()
    }
    events = {
        name: [happens * (event.impact.central or 0.0) for happens in happenings(plan, event)]
        for name, event in plan.risk_events.items()
    }
    plans = [key for key, kind, _ in steps_of(plan) if kind == "recovery_plan"]
    said = [step.recovery_plan for step in plan.scheme.steps if step.recovery_plan]
    recovery = {key: [1.0 if step.fails <= 0.5 else 0.0] * len(years) for key, step in zip(plans, said, strict=True)}
    return Draw(values, delivery, events, recovery)


def happenings(plan, event):
    """Section 9: 1 in the years in which an event's impact is felt in the central case."""
    years = labels(plan)
    felt = [0.0] * len(years)
    if event.probability <= 0.5:
        return felt
    if event.once is None and not event.recurring:
        return [0.0] + [1.0] * plan.years
    start = years.index(event.once.from_) if event.once and event.once.from_ else 1
    for t in range(start, len(years) if event.recurring else start + 1):
        felt[t] = 1.0
    return felt


def index(plan, draw, name):
    values = draw.values[name]
    if plan.assumptions[name].unit == "index":
        return [value / values[0] for value in values]
    levels = [1.0]
    for rate in values[1:]:
        levels.append(levels[-1] * (1 + rate))
    return levels


# Demand, section 5.


def ageing(plan, draw, name):
    """A · Π (1 + e) · H of a profile, by year."""
    people, profile = plan.supplied.people, plan.supplied.profiles[name]
    starts = people.ages.starts
    rates = [profile.rates[band_of(start, profile.ages.starts)] for start in starts]
    first = int(plan.base_year[:4])
    said = plan.population.healthier_ageing
    demand, error, shift, use = [], 1.0, 0.0, []
    for t in range(plan.years + 1):
        column = people.years.index(first + t)
        heads = [float(people.count[age][column]) for age in range(len(starts))]
        use.append(sum(n * rate for n, rate in zip(heads, rates, strict=True)))
        if t > 0:
            error *= 1 + (draw.values[plan.population.error][t] if plan.population.error else 0.0)
            shift += 0.0 if said is None else draw.values[said][t] if isinstance(said, str) else said
        younger = 0.0
        for n, rate, middle in zip(heads, rates, middles(starts), strict=True):
            ratio = 1.0 if middle < 65 else curve(profile, middle - shift) / curve(profile, middle)
            younger += n * rate * ratio
        demand.append(use[t] / use[0] * error * (younger / use[t] if use[t] > 0 else 1.0))
    return demand


def band_of(age, starts):
    return max(band for band, start in enumerate(starts) if start <= age)


def middles(starts):
    return [(a + b) / 2 for a, b in zip(starts, [*starts[1:], starts[-1] + 10], strict=True)]


def curve(profile, age):
    """Use per head at an exact age: log-linear between the middles of the bands that have use, slopes carried on."""
    points = [
        (middle, math.log(rate))
        for middle, rate in zip(middles(profile.ages.starts), profile.rates, strict=True)
        if rate
    ]
    if len(points) < 2:
        return 1.0
    left = max([k for k in range(len(points) - 1) if points[k][0] <= age], default=0)
    (a, log_a), (b, log_b) = points[left], points[left + 1]
    return math.exp(log_a + (log_b - log_a) * (age - a) / (b - a))


def service_levels(plan, change):
    """V of one change of the service level, by year."""
    years = labels(plan)
    start, end = int(change.from_[:4]), int((change.to or change.from_)[:4])
    levels = []
    for year in years:
        x = min(max((int(year[:4]) - start + 1) / (end - start + 1), 0.0), 1.0)
        reached = {"step": float(x > 0), "linear": x, "front": 1 - (1 - x) ** 2, "back": x**2}[change.profile]
        levels.append(1 + (change.level - 1) * reached)
    return levels


# Cost, section 6.


def share_of_service(line):
    return line.hosted.share if line.hosted else 1.0


def opening(plan, line):
    """The base year's cost: the budget, or what is stated."""
    return (line.budget if line.budget is not None else at(line.cost, plan.base_year)) * share_of_service(line)


def recurring_base(plan, line):
    if line.budget is None:
        return opening(plan, line)
    base = line.budget - line.one_off
    for adjustment in line.adjust:
        base += adjustment.amount if adjustment.amount is not None else adjustment.share * line.budget
    return base * share_of_service(line)


def sign(line):
    return -1 if line.kind == "income" else 1


def line_cost(plan, draw, line):
    """Cost by year, below zero for income."""
    years = labels(plan)
    if line.budget is None:
        return [sign(line) * at(line.cost, year) * share_of_service(line) for year in years]
    demand = ageing(plan, draw, line.demand.profile) if line.demand.profile else [1.0] * len(years)
    growth = index(plan, draw, line.demand.growth) if line.demand.growth else [1.0] * len(years)
    costs = [opening(plan, line)]
    for t in range(1, len(years)):
        price = sum(
            part.share * index(plan, draw, name)[t] * staffing(part, draw, t) for name, part in line.components.items()
        )
        volume = demand[t] * growth[t]
        for change in line.service_level:
            if change.step_fixed:
                continue
            level = service_levels(plan, change)[t]
            volume *= 1 - change.released * (1 - level) if level < 1 else level
        costs.append(recurring_base(plan, line) * price * (line.fixed_share + (1 - line.fixed_share) * volume))
    return [sign(line) * cost for cost in costs]


def staffing(part, draw, t):
    def filled(v):
        return 1 - v + (v * part.agency.cover * (1 + part.agency.premium) if part.agency else 0.0)

    factor = 1.0
    if part.on_costs:
        on_costs = draw.values[part.on_costs]
        factor *= (1 + on_costs[t]) / (1 + on_costs[0])
    if part.vacancy:
        vacant = draw.values[part.vacancy]
        factor *= filled(vacant[t]) / filled(vacant[0])
    return factor


def growing(plan, draw, by_year, recurring, indexed):
    """Money by year: one-off, or adding up, each amount growing from its own year."""
    years = labels(plan)
    level = index(plan, draw, indexed) if indexed else [1.0] * len(years)
    money = []
    for t, year in enumerate(years):
        if recurring:
            money.append(sum((by_year.get(years[u]) or 0.0) * level[t] / level[u] for u in range(t + 1)))
        else:
            money.append(by_year.get(year) or 0.0)
    return money


# Where money falls.


def selected(plan, selector):
    if selector.names:
        return [name for name in plan.lines if name in selector.names]
    attributes = ("partner", "setting", "care_group", "set_aside")
    return [
        name
        for name, line in plan.lines.items()
        if line.kind == "cost" and all(getattr(selector, a) in (None, getattr(line, a)) for a in attributes)
    ]


def falls(plan, line, lines, partner):
    """How one pound of an item falls: {("line", name) or ("arm", partner) or ("plan",): share}."""
    names = [line] if line else selected(plan, lines) if lines else []
    if names:
        return shared_by_budget(plan, names)
    return {("arm", partner): 1.0} if partner else {("plan",): 1.0}


def shared_by_budget(plan, names):
    budgets = [opening(plan, plan.lines[name]) for name in names]
    total = sum(budgets)
    return {
        ("line", name): budget / total if total > 0 else 1 / len(names)
        for name, budget in zip(names, budgets, strict=True)
    }


def is_integrated(plan, place):
    return place[0] != "line" or not plan.lines[place[1]].set_aside


def integrated_share(plan, places):
    return sum(share for place, share in places.items() if is_integrated(plan, place))


# Savings, section 8.


def schemes(plan):
    """Savings, and what investments yield, as plain dicts."""
    years = labels(plan)
    found = {}
    for name, saving in plan.savings.items():
        found[name] = {
            "planned": saving.planned, "recurring": saving.recurring, "part_year": saving.part_year,
            "slips": saving.slips, "delivery": saving.delivery, "indexed": saving.indexed, "status": saving.status,
            "places": falls(plan, saving.line, saving.lines, saving.partner),
        }  # fmt: skip
    for name, investment in plan.investments.items():
        saves = investment.saves
        spent = [year for year, amount in investment.spend.items() if amount] or list(investment.spend)
        first = min(years.index(year) for year in spent) + saves.lag if saves else len(years)
        if first < len(years):
            found[f"{name}.saves"] = {
                "planned": {years[first]: saves.amount * saves.cashable}, "recurring": saves.recurring,
                "part_year": 1.0, "slips": 0.0, "delivery": saves.delivery, "indexed": None, "status": None,
                "places": falls(plan, investment.line, investment.lines, investment.partner),
            }  # fmt: skip
    return found


def brings(plan, draw, scheme, delivered):
    """Planned, achieved, and achieved at full-year effect, by year."""
    years = labels(plan)
    level = index(plan, draw, scheme["indexed"]) if scheme["indexed"] else [1.0] * len(years)
    tranches = [scheme["planned"].get(year, 0.0) for year in years]
    late = [scheme["slips"] * max(0.0, 1 - d) for d in delivered]

    def phi(k, part_year):
        return 0.0 if k < 0 else part_year if k == 0 else 1.0

    planned, achieved, full_year = [], [], []
    for t in range(len(years)):
        if not scheme["recurring"]:
            planned.append(tranches[t])
            achieved.append(tranches[t] * delivered[t] + (late[t - 1] * tranches[t - 1] if t else 0.0))
            full_year.append(0.0)
            continue
        sums = [0.0, 0.0, 0.0]
        for u in range(t + 1):
            p, pi = tranches[u] * level[t] / level[u], scheme["part_year"]
            sums[0] += p * phi(t - u, pi)
            sums[1] += p * (delivered[u] * phi(t - u, pi) + late[u] * phi(t - u - 1, pi))
            sums[2] += p * (delivered[u] * phi(t - u, 1.0) + late[u] * phi(t - u - 1, 1.0))
        for row, total in zip((planned, achieved, full_year), sums, strict=True):
            row.append(total)
    return planned, achieved, full_year


# Funding, section 7.


def receipt(plan, draw, stream, costs):
    """What a stream pays by year: recurring, and one-off."""
    years = labels(plan)
    level = [rule_level(plan, draw, stream, costs, t) for t in range(len(years))]
    if stream.delay:
        known = 0.0 if math.isnan(level[0]) else level[0]
        level = [level[0]] + [level[t - stream.delay] if t > stream.delay else known for t in range(1, len(years))]
    recurring, one_off = [], []
    for t, year in enumerate(years):
        running = stream.ends is None or year <= stream.ends
        paid = level[t] if running else 0.0
        lasts = stream.recurring and stream.ends is None
        extra = stream.one_off.get(year, 0.0)
        recurring.append(paid if lasts else 0.0 * paid)
        one_off.append(extra if lasts else paid + extra)
    return recurring, one_off


def rule_level(plan, draw, stream, costs, t):
    year, base = labels(plan)[t], stream.base or 0.0
    if stream.uplift:
        return base * index(plan, draw, stream.uplift.root)[t]
    if stream.movements:
        return base + sum(stream.movements.root.get(label, 0.0) for label in labels(plan)[: t + 1])
    if stream.stated:
        if stream.ends and year > stream.ends:
            return 0.0
        return stream.base if t == 0 and stream.base is not None else number(at(stream.stated.root, year))
    if t == 0:
        return base
    if stream.follows.assumption:
        rise, name = 0.0, stream.follows.assumption
        for line in plan.lines.values():
            if line.kind == "cost" and line.budget is not None and line.set_aside == (stream.type == "set_aside"):
                weight = line.components[name].share if name in line.components else 0.0
                rise += recurring_base(plan, line) * weight * (index(plan, draw, name)[t] - 1)
    else:
        names = selected(plan, stream.follows.lines)
        rise = sum(costs[name][t] - sign(plan.lines[name]) * recurring_base(plan, plan.lines[name]) for name in names)
    return base + stream.follows.share * rise


# Gap, closing it and reserves, sections 10 to 12.


def project(plan, draw):
    """Every figure by year."""
    years = labels(plan)
    out = {}

    def record(row, t, amount):
        out.setdefault(row, [math.nan if t > 0 else 0.0] * len(years))[t] = amount

    costs = {name: line_cost(plan, draw, line) for name, line in plan.lines.items()}
    spending = []
    for item in plan.commitments.values():
        money = growing(plan, draw, item.amount, item.recurring, item.indexed)
        spending.append((falls(plan, item.line, item.lines, item.partner), money, item.recurring))
    for item in plan.investments.values():
        money = growing(plan, draw, item.spend, item.recurring, None)
        spending.append((falls(plan, item.line, item.lines, item.partner), money, item.recurring))
    for name, item in plan.risk_events.items():
        spending.append((falls(plan, item.line, item.lines, item.partner), draw.events[name], item.recurring))
    yields = {
        name: (scheme, *brings(plan, draw, scheme, draw.delivery[name])) for name, scheme in schemes(plan).items()
    }
    receipts = {name: receipt(plan, draw, stream, costs) for name, stream in plan.funding.items()}
    for item in plan.transfers.values():
        worth = growing(plan, draw, item.amount, True, item.indexed)
        freed = [item.released * amount for amount in worth]
        wards = [name for name, line in plan.lines.items() if line.set_aside and line.kind == "cost"]
        names = selected(plan, item.lines) if item.lines else wards
        spending.append((shared_by_budget(plan, names), [-amount for amount in freed], True))
        for stream, way in ((item.out_of, -1), (item.into, 1)):
            recurring, one_off = receipts[stream]
            receipts[stream] = [paid + way * amount for paid, amount in zip(recurring, freed, strict=True)], one_off
    reserves = {} if plan.reserves == "none" else plan.reserves
    balance = {name: reserve.opening for name, reserve in reserves.items()}
    deficit = 0.0
    promised = {p: [0.0] * (len(years) + 20) for p in PARTNERS}  # what falls due to be repaid, by year
    owed = dict.fromkeys(PARTNERS, 0.0)
    for t, year in enumerate(years):
        # What lines and arms cost, and what is saved on them.
        on_line = {name: cost[t] for name, cost in costs.items()}
        on_arm, on_plan = dict.fromkeys(PARTNERS, 0.0), 0.0
        for places, money, _ in spending:
            for place, share in places.items():
                if place[0] == "line":
                    on_line[place[1]] += share * money[t]
                elif place[0] == "arm":
                    on_arm[place[1]] += share * money[t]
                else:
                    on_plan += share * money[t]
        net, saved_arm, saved_plan = dict(on_line), dict.fromkeys(PARTNERS, 0.0), 0.0
        planned = saved = saved_recurring = saved_full_year = 0.0
        for scheme, by_plan, achieved, full_year in yields.values():
            mine = integrated_share(plan, scheme["places"])
            planned += mine * by_plan[t]
            saved += mine * achieved[t]
            saved_recurring += mine * achieved[t] if scheme["recurring"] else 0.0
            saved_full_year += mine * full_year[t]
            for place, share in scheme["places"].items():
                if place[0] == "line":
                    net[place[1]] -= share * achieved[t]
                elif place[0] == "arm":
                    saved_arm[place[1]] += share * achieved[t]
                else:
                    saved_plan += share * achieved[t]

        # What lasts of each line: no one-offs, recurring savings at full-year effect.
        lasts = {
            name: costs[name][t] if t else sign(line) * recurring_base(plan, line) for name, line in plan.lines.items()
        }
        for places, money, recurring in spending:
            for place, share in places.items():
                if place[0] == "line" and recurring:
                    lasts[place[1]] += share * money[t]
        lasting = sum(lasts[name] for name, line in plan.lines.items() if not line.set_aside)
        for places, money, recurring in spending:
            if recurring:
                lasting += sum(share * money[t] for place, share in places.items() if place[0] != "line")
        for scheme, _, _, full_year in yields.values():
            for place, share in scheme["places"].items():
                if place[0] == "line":
                    lasts[place[1]] -= share * full_year[t]

        # Planned contributions and use, then ring-fenced money: the receipt, then its reserve shared by what is short.
        use, contributed = dict.fromkeys(reserves, 0.0), 0.0
        if t > 0:
            for name, reserve in reserves.items():
                paid_in = reserve.planned_contributions.get(year, 0.0)
                contributed += paid_in
                use[name] = min(reserve.planned_use.get(year, 0.0), balance[name] + paid_in)
                balance[name] += paid_in - use[name]
        usable, from_reserves, funding_recurring, short = {}, {}, 0.0, {name: {} for name in reserves}
        through, put_through = dict.fromkeys(PARTNERS, 0.0), {}
        for name, stream in sorted(plan.funding.items()):
            if stream.type == "set_aside":
                continue
            recurring, one_off = receipts[name][0][t], receipts[name][1][t]
            paid = recurring + one_off
            usable[name], from_reserves[name] = paid, 0.0
            if stream.type == "ring_fenced":
                need = max(sum(net[line] for line in selected(plan, stream.lines)), 0.0)
                usable[name] = paid if math.isnan(paid) else min(paid, need)
                lasting_need = max(sum(lasts[line] for line in selected(plan, stream.lines)), 0.0)
                recurring = recurring if math.isnan(recurring) else min(recurring, lasting_need)
                if t > 0 and stream.reserve in reserves and reserves[stream.reserve].class_ == "ring_fenced":
                    short[stream.reserve][name] = need - usable[name]
                    balance[stream.reserve] += paid - usable[name]
            funding_recurring += recurring
            fence = selected(plan, stream.lines) if stream.type == "ring_fenced" else ()
            held_by = {plan.lines[line].partner for line in fence}
            arm = stream.arm or (held_by.pop() if len(held_by) == 1 else stream.partner)
            through[arm] += usable[name]
            put_through[name] = arm
        for name in reserves:
            wanted = sum(short[name].values())
            given = min(balance[name], wanted) if wanted > 0 else 0.0
            balance[name] -= given
            for stream, part in short[name].items():
                from_reserves[stream] = given * part / wanted if wanted > 0 else 0.0
                through[put_through[stream]] += from_reserves[stream]

        # What partners lent in earlier years comes off what they pay now.
        repaid = {p: promised[p][t] for p in PARTNERS}
        for p in PARTNERS:
            through[p] -= repaid[p]
            owed[p] -= repaid[p]

        # The gap.
        mine = [name for name, line in plan.lines.items() if not line.set_aside]
        expenditure = sum(on_line[name] for name in mine) + sum(on_arm.values()) + on_plan
        funding = sum(through.values())
        before = expenditure - funding
        for name in plan.lines:
            record(f"lines.{name}", t, costs[name][t])
        for name in plan.funding:
            record(f"receipts.{name}", t, receipts[name][0][t] + receipts[name][1][t])
        record("expenditure", t, expenditure)
        record("funding", t, funding)
        record("gap_before_savings", t, before)
        record("gap", t, before - saved)
        record("recurring_gap", t, lasting - funding_recurring - saved_full_year)
        theirs = sum(net[name] for name, line in plan.lines.items() if line.set_aside)
        given = sum(
            sum(receipts[name][part][t] for part in (0, 1)) for name, s in plan.funding.items() if s.type == "set_aside"
        )
        record("set_aside_cost", t, theirs)
        record("set_aside_funding", t, given)
        record("set_aside_gap", t, theirs - given)
        record("community_share", t, balance_of_care(plan, on_line))
        if t == 0:
            for name in reserves:
                record(f"reserves.{name}", 0, balance[name])
            record("requirement", 0, 0.0)
            continue
        net_use = sum(use.values()) - contributed
        record("savings_planned", t, planned)
        record("savings", t, saved)
        record("savings_recurring", t, saved_recurring)
        record("savings_non_recurring", t, saved - saved_recurring)
        record("undelivered", t, planned - saved)
        record("planned_use_of_reserves", t, net_use)
        record("requirement", t, before - net_use)
        record("unidentified", t, before - net_use - planned)
        record("ring_fenced_reserves", t, sum(from_reserves.values()))

        # The arms' positions; what has no arm is shared by their cost.
        cost = {p: sum(on_line[name] for name in mine if plan.lines[name].partner == p) + on_arm[p] for p in PARTNERS}
        positive = {p: max(cost[p], 0.0) for p in PARTNERS}
        whole = sum(positive.values())
        share = {p: positive[p] / whole if whole > 0 else 0.5 for p in PARTNERS}
        position = {}
        for p in PARTNERS:
            saved_here = sum(on_line[name] - net[name] for name in mine if plan.lines[name].partner == p) + saved_arm[p]
            position[p] = cost[p] - saved_here - through[p] + share[p] * (on_plan - saved_plan - net_use)
        record("to_close", t, sum(position.values()))

        # The steps. An arm that is over has a position above nil, one that is under below.
        earlier = deficit
        taken = dict.fromkeys(("offset", "recovery_plan", "reserves_used", "carried"), 0.0)
        extra, lent = dict.fromkeys(PARTNERS, 0.0), []
        gives = {
            kind: {p: sum(
                receipts[name][0][t] + receipts[name][1][t]
                for name, s in plan.funding.items() if s.partner == p and s.type == kind
            ) for p in PARTNERS}
            for kind in ("payment", "set_aside")
        }  # fmt: skip
        has = {p: through[p] + share[p] * net_use for p in PARTNERS}
        for key, kind, step in steps_of(plan):
            over = {p: max(position[p], 0.0) for p in PARTNERS}
            total = sum(over.values())
            if kind == "offset" and step == "arms":
                for p, other in (PARTNERS, PARTNERS[::-1]):
                    met = min(over[p], max(-position[other], 0.0))
                    position[p] -= met
                    position[other] += met
                    taken["offset"] += met
            elif kind == "recovery_plan":
                achieved = recovered(plan, draw, step, total, t) * draw.recovery[key][t]
                taken["recovery_plan"] += achieved
                lower(position, over, achieved)
            elif kind == "reserves":
                closed = draw_on(step.order, total, balance, reserves, expenditure)
                taken["reserves_used"] += closed
                lower(position, over, closed)
            elif kind == "stated":
                for p in PARTNERS:
                    extra[p] += step.amounts.get(year, {}).get(p, 0.0)
                deal(position, {p: step.amounts.get(year, {}).get(p, 0.0) for p in PARTNERS})
                lent.append((step, {p: step.amounts.get(year, {}).get(p, 0.0) for p in PARTNERS}))
            elif kind == "carry":
                taken["carried"] += total
                deficit += total
                lower(position, over, total)
            elif kind in RULES:
                asked, from_reserves_now = RULES[kind](plan, step, over, gives, net, has)
                paid = dict.fromkeys(PARTNERS, 0.0)
                for p in PARTNERS:
                    wanted = sum(asked[p].values())
                    most = number(at(step.cap[p], year)) if p in step.cap else math.inf
                    paid[p] = min(wanted, most)
                    for arm in PARTNERS:
                        position[arm] -= asked[p][arm] * (paid[p] / wanted if wanted > 0 else 0.0)
                    extra[p] += paid[p]
                wanted = sum(from_reserves_now.values())
                given = draw_on(nested_order(plan, step), wanted, balance, reserves, expenditure) if wanted > 0 else 0.0
                taken["reserves_used"] += given
                for arm in PARTNERS:
                    position[arm] -= from_reserves_now[arm] * (given / wanted if wanted > 0 else 0.0)
                lent.append((step, paid))
        for row, amount in taken.items():
            record(row, t, amount)
        for p in PARTNERS:
            record(f"additional_payments.{p}", t, extra[p])
            record(f"repayments.{p}", t, repaid[p])
        record("unmet", t, sum(max(position[p], 0.0) for p in PARTNERS))
        spare = {p: max(-position[p], 0.0) for p in PARTNERS}

        # A surplus puts planned use back, clears the deficit, fills a reserve, and returns.
        surplus = sum(spare.values())
        record("surplus", t, surplus)
        used = sum(use.values())
        if any(kind == "offset" and step == "arms" for _, kind, step in steps_of(plan)):
            own = {p: spare[p] / surplus * min(surplus, used) if surplus > 0 else 0.0 for p in PARTNERS}
        else:
            own = {p: min(spare[p], share[p] * used) for p in PARTNERS}
        back = sum(own.values())
        for name in reserves:
            balance[name] += back * use[name] / used if used > 0 else 0.0
        cleared = min(surplus - back, earlier)
        deficit -= cleared
        rule, rest = plan.scheme.surplus, surplus - back - cleared
        for reserve, most in ((rule.to, rule.cap), (rule.then, None)) if rule else ():
            if reserve:
                room = math.inf if most is None else max(threshold(most, expenditure) - balance[reserve], 0.0)
                kept = min(rest, room)
                balance[reserve] += kept
                rest -= kept
        if rule and rule.who == "fixed":
            back_to = {p: rule.shares.get(p, 0.0) for p in PARTNERS}
        elif rule and rule.who == "by_contribution":
            back_to = parts(gives["payment"])
        elif plan.scheme.lead_agency:
            back_to = {p: float(p == plan.scheme.lead_agency) for p in PARTNERS}
        else:
            back_to = parts({p: spare[p] - own[p] for p in PARTNERS})
        for p in PARTNERS:
            returned = rest * back_to[p]
            record(f"returned.{p}", t, returned)
            needed = sum(max(paid[p], 0.0) for _, paid in lent)
            kept = max(1.0 - returned / needed, 0.0) if needed > 0 else 1.0
            for step, paid in lent:
                promise(step, p, kept * max(paid[p], 0.0), promised, owed, t)
            record(f"owed.{p}", t, owed[p])
        record("deficit", t, deficit)
        for name, reserve in reserves.items():
            balance[name] *= 1 - reserve.clawback.get(year, 0.0)
            record(f"reserves.{name}", t, balance[name])
    return out


def steps_of(plan):
    """The steps in order as (key, kind, what is said), with the offset that is assumed; kinds of payments by rule."""
    steps, seen = [], {}
    if all(step.offset is None for step in plan.scheme.steps):
        steps.append(("offset", "offset", "arms"))
    for step in plan.scheme.steps:
        kind = step.chosen
        seen[kind] = seen.get(kind, 0) + 1
        key = kind if seen[kind] == 1 else f"{kind}_{seen[kind]}"
        said = getattr(step, kind)
        if kind == "additional_payments":
            steps.append((key, said.root.who, said.root))
        else:
            steps.append((key, kind, said.root if kind == "offset" else said))
    if plan.scheme.lead_agency:
        steps.append(("lead_agency", "lead_agency", Lead(plan.scheme.lead_agency)))
    return steps


@dataclass(frozen=True)
class Lead:
    """All of it falls to one partner."""

    partner: str
    cap = {}
    repayable = {}


def parts(basis):
    """Shares of a basis by partner; what is below nil counts as none, and halves if there is none."""
    counted = {p: max(basis[p], 0.0) for p in PARTNERS}
    both = sum(counted.values())
    return {p: counted[p] / both if both > 0 else 0.5 for p in PARTNERS}


def lower(position, over, amount):
    """Take an amount off the arms that are over, in proportion."""
    total = sum(over.values())
    for p in PARTNERS:
        position[p] -= amount * over[p] / total if total > 0 else 0.0


def recovered(plan, draw, step, total, t):
    """What a recovery plan achieves of what is left: a share of it, or money, at most all of it."""
    if isinstance(step.achieves, str):
        value = draw.values[step.achieves][t]
        is_share = plan.assumptions[step.achieves].unit == "share"
    else:
        value = at(step.achieves, labels(plan)[t])
        is_share = type(value).__name__ == "Percent"
    return min(max(value * total if is_share else value, 0.0), total)


def draw_on(order, wanted, balance, reserves, expenditure):
    """Take an amount from reserves in order, each down to its floor; returns what they give."""
    closed = 0.0
    for name in order:
        amount = min(wanted - closed, max(balance[name] - floor(reserves[name], expenditure), 0.0))
        balance[name] -= amount
        closed += amount
    return closed


def deal(position, amounts):
    """A deal made: first what is paid in, then what is taken back, each on the own arm first, then on the other."""
    for sign in (1, -1):
        money = {p: max(sign * amounts[p], 0.0) for p in PARTNERS}
        for p in PARTNERS:
            used = min(money[p], max(sign * position[p], 0.0))
            position[p] -= sign * used
            money[p] -= used
        for p, other in (PARTNERS, PARTNERS[::-1]):
            used = min(money[p], max(sign * position[other], 0.0))
            position[other] -= sign * used
            money[p] -= used
        for p in PARTNERS:
            position[p] -= sign * money[p]


def promise(step, p, lent, promised, owed, t):
    """Write down what is to be repaid to a partner, and when."""
    if terms := step.repayable.get(p):
        for later, part in enumerate(terms.schedule, 1):
            due = terms.share * part * lent
            promised[p][t + later] += due
            owed[p] += due


def all_arms(shares, over):
    return {p: {arm: shares.get(p, 0.0) * over[arm] for arm in PARTNERS} for p in PARTNERS}


NOTHING = dict.fromkeys(PARTNERS, 0.0)


def by_contribution(plan, step, over, gives, net, has):
    basis = {p: gives["payment"][p] + (gives["set_aside"][p] if step.set_aside else 0.0) for p in PARTNERS}
    return all_arms(parts(basis), over), NOTHING


def fixed(plan, step, over, gives, net, has):
    return all_arms(step.shares, over), NOTHING


def own_arm(plan, step, over, gives, net, has):
    return {p: {arm: over[arm] if arm == p else 0.0 for arm in PARTNERS} for p in PARTNERS}, NOTHING


def lead_agency(plan, step, over, gives, net, has):
    return all_arms({step.partner: 1.0}, over), NOTHING


def nested(plan, step, over, gives, net, has):
    """Rules in turn, each for what its lines are over by and those before it have left."""
    left = dict(over)
    asked = {p: dict.fromkeys(PARTNERS, 0.0) for p in PARTNERS}
    reserves = dict.fromkeys(PARTNERS, 0.0)
    for rule in step.rules:
        mine = dict(left)
        if rule.lines is not None:
            names = selected(plan, rule.lines)
            for arm in PARTNERS:
                on_arm = {n: line for n, line in plan.lines.items() if line.partner == arm and not line.set_aside}
                budget = {n: sign(line) * opening(plan, line) for n, line in on_arm.items()}
                whole = sum(budget.values())
                part = sum(budget[n] for n in on_arm if n in names) / whole if whole > 0 else 0.0
                overspend = sum(net[n] for n in on_arm if n in names) - part * has[arm]
                mine[arm] = min(max(overspend, 0.0), left[arm])
        if rule.who == "own_arm":
            these = own_arm(plan, None, mine, gives, net, has)[0]
        elif rule.who == "by_contribution":
            these = all_arms(parts(gives["payment"]), mine)
        else:
            these = all_arms(rule.shares, mine)
            for arm in PARTNERS:
                reserves[arm] += rule.shares.get("reserves", 0.0) * mine[arm]
        for arm in PARTNERS:
            left[arm] -= mine[arm]
            for p in PARTNERS:
                asked[p][arm] += these[p][arm]
    return asked, reserves


def nested_order(plan, step):
    may = [
        name for name, reserve in plan.reserves.items()
        if reserve.class_ in ("contingency", "legacy") or (reserve.class_ == "earmarked" and "gap" in reserve.purposes)
    ]  # fmt: skip
    return step.order or may


RULES = {
    "by_contribution": by_contribution,
    "fixed": fixed,
    "own_arm": own_arm,
    "nested": nested,
    "lead_agency": lead_agency,
}


def threshold(said, expenditure):
    return said.share * expenditure if said.share is not None else said.amount


def floor(reserve, expenditure):
    return max(threshold(reserve.floor, expenditure), 0.0) if reserve.floor else 0.0


def balance_of_care(plan, on_line):
    def spent(*settings):
        return sum(
            on_line[name] for name, line in plan.lines.items() if line.setting in settings and line.kind == "cost"
        )

    local = spent("community", "primary_care")
    both = local + spent("institutional", "hospital")
    return local / both if both > 0 else math.nan
