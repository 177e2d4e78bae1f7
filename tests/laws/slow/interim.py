"""Keys that the plan's classes don't have yet. To be removed once they have: each use becomes a plain attribute."""


def attribute(item, name, default):
    return getattr(item, name, default)


def moves(plan):
    return attribute(plan, "moves", {})


def bought_elsewhere(change):
    return attribute(change, "bought_elsewhere", 0.0) or 0.0


def runs_off(change):
    """Years in which stranded cost runs off; none if it stays."""
    stranded = attribute(change, "stranded", None)
    return stranded.years if stranded else None


def delivered_money(saving):
    """Money achieved by tranche; none if delivery is a share."""
    return attribute(saving, "delivered", None)


def who(surplus):
    """Rule stated for a returned surplus; none if the plan states none."""
    stated = getattr(surplus, "model_fields_set", {"who"})
    return surplus.who if "who" in stated else None


def contributions_stop(reserve):
    """True if planned contributions stop while a deficit is carried. The key's name is not settled."""
    return bool(attribute(reserve, "stops_with_deficit", False))
