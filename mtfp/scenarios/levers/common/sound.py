"""Check that a plan is still sound after a lever, by the rules for plans from files."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan


def unsound(before: Plan, after: Plan) -> Iterator[Complaint]:
    """Yield errors of the changed plan that the plan didn't have before, as complaints about the whole lever."""
    old = {(each.code, about) for each in complaints(before) for about in (each.path, each.message)}
    for each in complaints(after):
        if each.code.startswith("E") and not {(each.code, each.path), (each.code, each.message)} & old:
            where = ".".join(str(step) for step in each.path)
            yield Complaint("E414", (), f"the plan would be unsound at `{where}`: {each.message}", each.fix)
