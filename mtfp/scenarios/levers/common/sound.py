"""Check of a plan that a lever has changed, by the same rules as for a plan from a file."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan


def unsound(before: Plan, after: Plan) -> Iterator[Complaint]:
    """Yield errors that a lever brings into a plan, as complaints about the whole lever."""
    old = {(each.code, about) for each in complaints(before) for about in (each.path, each.message)}
    for each in complaints(after):
        if each.code.startswith("E") and not {(each.code, each.path), (each.code, each.message)} & old:
            where = ".".join(str(step) for step in each.path)
            yield Complaint(
                "E414", (), f"after this lever the plan has a mistake at `{where}`: {each.message}", each.fix
            )
