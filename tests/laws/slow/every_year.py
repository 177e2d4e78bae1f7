"""Every figure of a plan by year, sections 10 to 12."""

import math
from dataclasses import dataclass, field

from tests.laws.slow.assumptions import closed, index
from tests.laws.slow.closing import close, floor, give_back, promise
from tests.laws.slow.funding import last_paid, receipt
from tests.laws.slow.lines import recurring_base
from tests.laws.slow.moves import Lines, incomes, lines_with_moves
from tests.laws.slow.places import Fallen, falls, integrated_share, selected, share_of_service, shared_by_budget, sign
from tests.laws.slow.savings import brings, schemes
from tests.laws.slow.years import PARTNERS, labels

ROUNDING = 1e-9
"""Part of the largest money below which an amount counts as none."""


def project(plan, draw):
    """Every figure by year, with the activity of lines that count it, and the effects of moves."""
    money = money_of(plan, draw)
    return year_ends(plan, draw, money) | activity(plan, money.lines) | of_moves(plan, money.lines)


def activity(plan, lines):
    """Units by year, our share of them."""
    counted = {name: line for name, line in plan.lines.items() if line.activity}
    return {
        f"activity.{name}": [line.activity.base * share_of_service(line) * volume for volume in lines.volume[name]]
        for name, line in counted.items()
    }


def of_moves(plan, lines):
    rows = {f"moves.{name}.{row}": amounts for name, move in lines.moved.items() for row, amounts in vars(move).items()}
    return rows | {"moves.income": incomes(plan, lines)}


@dataclass
class Money:
    """Money that doesn't depend on reserves: cost of lines, spending that falls on places, savings, receipts."""

    lines: Lines
    spending: list = field(default_factory=list)
    yields: dict = field(default_factory=dict)
    receipts: dict = field(default_factory=dict)
    last_paid: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)
    """Opening balances of reserves and contributions to them."""

    @property
    def costs(self):
        return self.lines.cost

    def size(self):
        """Largest money of the draw before any year-end, for rounding."""
        rows = [*self.costs.values(), *(row for receipt in self.receipts.values() for row in receipt), self.kept]
        rows += [by_year for _, by_year, _ in self.spending] + [planned for _, planned, *_ in self.yields.values()]
        return max((abs(amount) for row in rows for amount in row if not math.isnan(amount)), default=0.0)


def money_of(plan, draw):
    money = Money(lines_with_moves(plan, draw))
    for item in plan.commitments.values():
        by_year = growing(plan, draw, item.amount, item.recurring, item.indexed)
        money.spending.append((falls(plan, item), by_year, item.recurring))
    for item in plan.investments.values():
        by_year = growing(plan, draw, item.spend, item.recurring, None)
        money.spending.append((falls(plan, item), by_year, item.recurring))
    for name, item in plan.risk_events.items():
        if closed(item):
            continue
        money.spending.append((falls(plan, item), draw.events[name], item.recurring))
    for name, scheme in schemes(plan).items():
        level = level_of(plan, draw, scheme["indexed"])
        delivered = draw.delivery[name] if scheme["counts"] else [0.0] * (plan.years + 1)
        money.yields[name] = scheme, *brings(plan, scheme, level, delivered)
    for name, stream in plan.funding.items():
        money.receipts[name] = receipt(plan, draw, stream, money.costs)
        money.last_paid[name] = last_paid(plan, draw, stream, money.costs)
    for reserve in reserves_of(plan).values():
        money.kept += [reserve.opening, *reserve.planned_contributions.values()]
    for item in plan.transfers.values():
        transfer(plan, draw, item, money)
    return money


def transfer(plan, draw, item, money):
    freed = [item.released * amount for amount in growing(plan, draw, item.amount, True, item.indexed)]
    wards = [name for name, line in plan.lines.items() if line.set_aside and line.kind == "cost"]
    names = selected(plan, item.lines) if item.lines else wards
    money.spending.append((shared_by_budget(plan, names), [-amount for amount in freed], True))
    for stream, way in ((item.out_of, -1), (item.into, 1)):
        recurring, one_off = money.receipts[stream]
        money.receipts[stream] = [paid + way * amount for paid, amount in zip(recurring, freed, strict=True)], one_off


def level_of(plan, draw, indexed):
    return index(plan, draw, indexed) if indexed else [1.0] * (plan.years + 1)


def growing(plan, draw, by_year, recurring, indexed):
    """Money by year: one-off, or adding up, each amount growing from its own year."""
    years, level = labels(plan), level_of(plan, draw, indexed)
    if not recurring:
        return [by_year.get(year) or 0.0 for year in years]
    return [sum((by_year.get(years[u]) or 0.0) * level[t] / level[u] for u in range(t + 1)) for t in range(len(years))]


def reserves_of(plan):
    return {} if plan.reserves == "none" else plan.reserves


class Held:
    """Balances, deficit and debts that one year-end leaves to the next."""

    def __init__(self, plan, opening):
        self.reserves = reserves_of(plan)
        self.balance = {name: reserve.opening for name, reserve in self.reserves.items()} | opening
        self.deficit = 0.0
        self.promised = {p: [0.0] * (plan.years + 21) for p in PARTNERS}  # what falls due to be repaid, by year
        self.owed = dict.fromkeys(PARTNERS, 0.0)


class Rows(dict):
    """Rows of figures by year, NaN where there is none."""

    def __init__(self, plan):
        super().__init__()
        self.count = plan.years + 1

    def put(self, row, t, amount):
        self.setdefault(row, [math.nan if t > 0 else 0.0] * self.count)[t] = amount


def year_ends(plan, draw, money, opening=None):
    """Every figure by year; `opening` may state other opening balances of some reserves."""
    rows, held = Rows(plan), Held(plan, opening or {})
    for t in range(plan.years + 1):
        one_year(plan, draw, money, held, rows, t)
    return rows


def one_year(plan, draw, money, held, rows, t):
    year, mine = labels(plan)[t], [name for name, line in plan.lines.items() if not line.set_aside]

    # What lines and arms cost, and what is saved on them.
    spent, saved = Fallen(plan), Fallen(plan)
    for name, cost in money.costs.items():
        spent.line[name] += cost[t]
    for places, by_year, _ in money.spending:
        spent.add(places, by_year[t])
    savings = dict.fromkeys(("planned", "saved", "recurring", "full_year", "unidentified"), 0.0)
    for scheme, planned, achieved, full_year in money.yields.values():
        here = integrated_share(plan, scheme["places"])
        if not scheme["counts"]:
            savings["unidentified"] += here * planned[t]
            continue
        saved.add(scheme["places"], achieved[t])
        savings["planned"] += here * planned[t]
        savings["saved"] += here * achieved[t]
        savings["recurring"] += here * achieved[t] if scheme["recurring"] else 0.0
        savings["full_year"] += here * full_year[t]
    net = {name: spent.line[name] - saved.line[name] for name in plan.lines}

    # What lasts of each line: no one-offs, recurring savings at full-year effect.
    lasts = Fallen(plan)
    for name, line in plan.lines.items():
        lasts.line[name] += money.costs[name][t] if t else sign(line) * recurring_base(plan, line)
    for places, by_year, recurring in money.spending:
        if recurring:
            lasts.add(places, by_year[t])
    lasting = sum(lasts.line[name] for name in mine) + sum(lasts.arm.values()) + lasts.plan
    for scheme, _, _, full_year in money.yields.values():
        if scheme["counts"]:
            lasts.add(scheme["places"], -full_year[t])

    use, contributed = planned_movements(held, t, year, ROUNDING * money.size())
    through, gives, funding_recurring, from_reserves, stays = money_in(plan, money, held, t, net, lasts.line)

    # What partners lent in earlier years comes off what they pay now.
    repaid = {p: held.promised[p][t] for p in PARTNERS}
    for p in PARTNERS:
        through[p] -= repaid[p]
        held.owed[p] -= repaid[p]

    # The gap.
    expenditure = sum(spent.line[name] for name in mine) + sum(spent.arm.values()) + spent.plan
    funding = sum(through.values())
    before = expenditure - funding
    for name in plan.lines:
        rows.put(f"lines.{name}", t, money.costs[name][t])
    for name, (recurring, one_off) in money.receipts.items():
        rows.put(f"receipts.{name}", t, recurring[t] + one_off[t])
    rows.put("expenditure", t, expenditure)
    rows.put("funding", t, funding)
    rows.put("gap_before_savings", t, before)
    rows.put("gap", t, before - savings["saved"])
    rows.put("recurring_gap", t, lasting - funding_recurring - savings["full_year"])
    theirs = sum(net[name] for name, line in plan.lines.items() if line.set_aside)
    given = sum(gives["set_aside"].values())
    rows.put("set_aside_cost", t, theirs)
    rows.put("set_aside_funding", t, given)
    rows.put("set_aside_gap", t, theirs - given)
    local, all_care = spent_on_care(plan, spent.line)
    rows.put("care", t, all_care)
    rows.put("community_share", t, local / all_care if all_care > 0 else math.nan)
    if t == 0:
        for name, balance in held.balance.items():
            rows.put(f"reserves.{name}", 0, balance)
        rows.put("requirement", 0, 0.0)
        for p in PARTNERS:
            rows.put(f"total_payments.{p}", 0, agreed(gives, p))
        rows.put("reserves_left", 0, left_above_floors(held, year, expenditure))
        return
    net_use = sum(use.values()) - contributed
    rows.put("savings_planned", t, savings["planned"])
    rows.put("savings", t, savings["saved"])
    rows.put("savings_recurring", t, savings["recurring"])
    rows.put("savings_non_recurring", t, savings["saved"] - savings["recurring"])
    rows.put("to_identify", t, savings["unidentified"])
    rows.put("undelivered", t, savings["planned"] - savings["saved"])
    rows.put("planned_use_of_reserves", t, net_use)
    rows.put("requirement", t, before - net_use)
    rows.put("unidentified", t, before - net_use - savings["planned"])
    rows.put("ring_fenced_reserves", t, from_reserves)
    rows.put("cost_after_funding_ends", t, stays)

    # The arms' positions; what has no arm is shared by their cost.
    def on(p, lines):
        return sum(lines[name] for name in mine if plan.lines[name].partner == p)

    cost = {p: on(p, spent.line) + spent.arm[p] for p in PARTNERS}
    positive = {p: max(cost[p], 0.0) for p in PARTNERS}
    whole = sum(positive.values())
    share = {p: positive[p] / whole if whole > 0 else 0.5 for p in PARTNERS}
    position = {
        p: cost[p] - on(p, saved.line) - saved.arm[p] - through[p] + share[p] * (spent.plan - saved.plan - net_use)
        for p in PARTNERS
    }
    rows.put("to_close", t, sum(position.values()))

    earlier = held.deficit
    has = {p: through[p] + share[p] * net_use for p in PARTNERS}
    lent = close(plan, draw, held, rows, t, position, gives, net, has, expenditure)
    for p in PARTNERS:
        rows.put(f"repayments.{p}", t, repaid[p])
    for name, balance in held.balance.items():
        rows.put(f"above_floor.{name}", t, balance - floor(held.reserves[name], year, expenditure))
    returned = give_back(plan, held, rows, t, position, use, share, earlier, gives, expenditure)
    for p in PARTNERS:
        needed = sum(max(paid[p], 0.0) for _, paid in lent)
        kept = max(1.0 - returned[p] / needed, 0.0) if needed > 0 else 1.0
        for step, paid in lent:
            promise(step, p, kept * max(paid[p], 0.0), held, t)
        rows.put(f"owed.{p}", t, held.owed[p])
    rows.put("deficit", t, held.deficit)
    for name, reserve in held.reserves.items():
        clawed = reserve.clawback.get(year, 0.0)
        held.balance[name] = held.balance[name] * (1 - clawed) if clawed < 1 else 0.0
        rows.put(f"reserves.{name}", t, held.balance[name])
    rows.put("reserves_left", t, left_above_floors(held, year, expenditure))
    for p in PARTNERS:
        extra = sum(paid[p] for _, paid in lent)
        rows.put(f"total_payments.{p}", t, agreed(gives, p) + extra - repaid[p] - returned[p])


def agreed(gives, p):
    """What a partner pays before additional contributions: payments, and ring-fenced money that may stay unused."""
    return gives["payment"][p] + gives["ring_fenced"][p]


def left_above_floors(held, year, expenditure):
    """Money above minimum levels at the year's end, in reserves that are not ring-fenced."""
    free = [name for name, reserve in held.reserves.items() if reserve.class_ != "ring_fenced"]
    return sum(max(held.balance[name] - floor(held.reserves[name], year, expenditure), 0.0) for name in free)


def planned_movements(held, t, year, slack):
    """Planned use of each reserve and all planned contributions, made on the balances.

    Reading: a reserve whose contributions stop with a deficit gets none in a year that begins with one.
    """
    use, contributed = dict.fromkeys(held.reserves, 0.0), 0.0
    for name, reserve in held.reserves.items() if t > 0 else ():
        paid_in = reserve.planned_contributions.get(year, 0.0)
        if reserve.contributions_stop_in_deficit and held.deficit > slack:
            paid_in = 0.0
        contributed += paid_in
        use[name] = min(reserve.planned_use.get(year, 0.0), held.balance[name] + paid_in)
        held.balance[name] += paid_in - use[name]
    return use, contributed


def money_in(plan, money, held, t, net, lasts):
    """Money put through each arm, what partners give by type, recurring funding, and what ring-fenced reserves add.

    Ring-fenced money is the year's receipt, at most the need, then its reserve, shared by what is short. Last comes the
    cost that stays when time-limited money has ended. Readings: of a ring-fenced stream at most its lines' cost after
    savings, as that is what such money may pay; none of the set-aside's, because the figure is the integrated budget's;
    none where the money lowered funding, because no cost stays when a reduction ends.
    """
    gives = {kind: dict.fromkeys(PARTNERS, 0.0) for kind in ("payment", "set_aside", "ring_fenced", "income")}
    through, put_through = dict.fromkeys(PARTNERS, 0.0), {}
    lasting, stays, short = 0.0, 0.0, {name: {} for name in held.reserves}
    for name, stream in sorted(plan.funding.items()):
        recurring, one_off = money.receipts[name][0][t], money.receipts[name][1][t]
        paid = recurring + one_off
        gives[stream.type][stream.partner] += paid
        if stream.type == "set_aside":
            continue
        usable, fence, ended = paid, (), money.last_paid[name]
        if stream.type == "ring_fenced":
            fence = selected(plan, stream.lines)
            need, lasting_need = (max(sum(cost[line] for line in fence), 0.0) for cost in (net, lasts))
            usable = at_most(paid, need)
            recurring = at_most(recurring, lasting_need)
            ended = None if ended is None else at_most(ended, need)
            if t > 0 and stream.reserve in held.reserves and held.reserves[stream.reserve].class_ == "ring_fenced":
                short[stream.reserve][name] = need - usable
                held.balance[stream.reserve] += paid - usable
        if ended is not None and labels(plan)[t] > stream.ends:
            stays += max(0.0, ended)
        lasting += recurring
        held_by = {plan.lines[line].partner for line in fence}
        put_through[name] = stream.arm or (held_by.pop() if len(held_by) == 1 else stream.partner)
        through[put_through[name]] += usable
    added = 0.0
    for name, wanting in short.items():
        wanted = sum(wanting.values())
        given = min(held.balance[name], wanted) if wanted > 0 else 0.0
        held.balance[name] -= given
        added += given
        for stream, part in wanting.items():
            through[put_through[stream]] += given * part / wanted if wanted > 0 else 0.0
    return through, gives, lasting, added, stays


def at_most(paid, most):
    return paid if math.isnan(paid) else min(paid, most)


def spent_on_care(plan, on_line):
    """Spend on care in the community and in primary care, and that with care in institutions and hospitals."""

    def spent(*settings):
        return sum(
            on_line[name] for name, line in plan.lines.items() if line.setting in settings and line.kind == "cost"
        )

    local = spent("community", "primary_care")
    return local, local + spent("institutional", "hospital")
