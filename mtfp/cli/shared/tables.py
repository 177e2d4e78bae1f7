"""Tables of `project` and `compare`: those that `--table` names, in cash or in real terms."""

from collections.abc import Sequence

from mtfp.cli.exits import UsageError
from mtfp.cli.options.single import ALL
from mtfp.model.plan import Plan
from mtfp.views.plan.real_terms import ROLLING


def require_deflator(plan: Plan) -> None:
    """Refuse `--real` for a plan without a deflator."""
    if plan.deflator is None:
        raise UsageError("--real needs a deflator: add `deflator:` to the plan, with the assumption for general prices")


def table_names(names: Sequence[str], every: Sequence[str], *, real: bool) -> list[str]:
    """Return the names of the tables, without repeats. With --real, `all` leaves out tables that carry cash forward."""
    if ALL in names:
        return [name for name in every if not (real and name in ROLLING)]
    if real and (rolling := [name for name in names if name in ROLLING]):
        raise UsageError(f"the table {rolling[0]} carries cash from year to year and can't be shown with --real")
    return list(dict.fromkeys(names))
