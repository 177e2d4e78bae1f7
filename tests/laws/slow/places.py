"""Places where money falls: lines, an arm, or the whole plan."""

from tests.laws.slow.years import PARTNERS, at


def share_of_service(line):
    return line.hosted.share if line.hosted else 1.0


def opening(plan, line):
    """The base year's cost: the budget, or what is stated."""
    return (line.budget if line.budget is not None else at(line.cost, plan.base_year)) * share_of_service(line)


def sign(line):
    return -1 if line.kind == "income" else 1


def selected(plan, selector):
    if selector.names:
        return [name for name in plan.lines if name in selector.names]
    attributes = ("partner", "setting", "care_group", "set_aside")
    return [
        name
        for name, line in plan.lines.items()
        if line.kind == "cost" and all(getattr(selector, a) in (None, getattr(line, a)) for a in attributes)
    ]


def falls(plan, item):
    """Split one pound of an item: {("line", name) or ("arm", partner) or ("plan",): share}."""
    names = [item.line] if item.line else selected(plan, item.lines) if item.lines else []
    if names:
        return shared_by_budget(plan, names)
    return {("arm", item.partner): 1.0} if item.partner else {("plan",): 1.0}


def shared_by_budget(plan, names):
    budgets = [opening(plan, plan.lines[name]) for name in names]
    total = sum(budgets)
    return {
        ("line", name): budget / total if total > 0 else 1 / len(names)
        for name, budget in zip(names, budgets, strict=True)
    }


def integrated_share(plan, places):
    """Part of an item that belongs to the integrated budget."""
    return sum(share for place, share in places.items() if place[0] != "line" or not plan.lines[place[1]].set_aside)


class Fallen:
    """Money of one year by place."""

    def __init__(self, plan):
        self.line, self.arm, self.plan = dict.fromkeys(plan.lines, 0.0), dict.fromkeys(PARTNERS, 0.0), 0.0

    def add(self, places, amount):
        for place, share in places.items():
            if place[0] == "line":
                self.line[place[1]] += share * amount
            elif place[0] == "arm":
                self.arm[place[1]] += share * amount
            else:
                self.plan += share * amount
