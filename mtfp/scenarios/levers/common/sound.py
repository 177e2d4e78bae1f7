"""Whether a plan is still sound once a lever has changed it, by the rules that its reader applies."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan


def unsound(before: Plan, after: Plan) -> Iterator[Complaint]:
    """What is wrong with the plan after a change that wasn't before it, said of the lever as a whole."""
    known = {(each.code, about) for each in complaints(before) for about in (each.path, each.message)}
    for each in complaints(after):
        if each.code.startswith("E") and not {(each.code, each.path), (each.code, each.message)} & known:
            where = ".".join(str(step) for step in each.path)
            yield Complaint("E414", (), f"the plan would be unsound at `{where}`: {each.message}", each.fix)
