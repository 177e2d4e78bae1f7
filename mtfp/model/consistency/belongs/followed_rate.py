"""Check of the rate that a saving or a cost follows, against the rates of its lines."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay

FIX = "write a rate that the line follows; if it is right, say why in `note:`, with the word “checked”"


def check_followed_rates(plan: Plan) -> Iterator[Complaint]:
    """Ask about entries that follow a rate which other lines follow, and none of their own lines."""
    used = {rate: [name for name, line in plan.lines.items() if rate in line.components] for rate in plan.assumptions}
    for section in ("savings", "commitments"):
        for name, item in getattr(plan, section).items():
            rate = item.indexed
            lines = [line for line in item.targets(plan.lines) if line in plan.lines]
            if not rate or not lines or not used.get(rate) or set(lines) & set(used[rate]):
                continue
            if own := _likely(plan, rate, lines):
                yield _asked(plan, section, name, rate, own)


def _likely(plan: Plan, rate: str, lines: list[str]) -> str | None:
    """Return the rate of an entry's lines that is of the same kind, or their only large one."""
    shares: dict[str, float] = {}
    for line in lines:
        for name, part in plan.lines[line].components.items():
            shares[name] = shares.get(name, 0.0) + float(part.share)
    kind = is_pay(rate, plan.assumptions[rate])
    same = [name for name in shares if name in plan.assumptions and is_pay(name, plan.assumptions[name]) == kind]
    return max(same or shares, key=lambda name: shares[name], default=None)


def _asked(plan: Plan, section: str, name: str, rate: str, own: str) -> Complaint:
    message = (
        f"{plan.label(section, name)} follows {plan.label('assumptions', rate)}, which none of its lines follows: is "
        f"{plan.label('assumptions', own)} meant?"
    )
    return Complaint("W713", (section, name, "indexed"), message, FIX)
