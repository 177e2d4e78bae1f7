"""Write the paper on a plan and its scenarios."""

from collections.abc import Iterator
from pathlib import Path

from mtfp.cli.exits import print_error
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.of_results import PaperOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.projections import all_runs, warnings_of
from mtfp.cli.shared.validation import require_different_names, require_known_name, require_no_repeat
from mtfp.documents.paper.audiences import AUDIENCES, Audience
from mtfp.library.paper import paper_of
from mtfp.model.plan import Plan


def run(plan: Path, scenarios: list[str], options: PaperOptions, report: FigureOptions) -> None:
    """Write the paper; remind its author of what its readers need and the plan doesn't say."""
    output = output_of(report)
    require_known_name(options.audience, tuple(AUDIENCES), "--for")
    require_no_repeat(scenarios)
    base, runs = all_runs(plan, scenarios)
    require_different_names([each.name for each in (base, *runs)])
    found = paper_of((base, *runs), options.audience, options.draws, options.seed)
    output.deliver(found.document())
    if not output.quiet:
        for reminder in _reminders(AUDIENCES[options.audience], base.plan):
            print_error(reminder)
    count_warnings(warnings_of((base, *runs)), plan, scenarios, output)


def _reminders(audience: Audience, plan: Plan) -> Iterator[str]:
    if audience.asks_for_decisions and not plan.decisions:
        yield "the plan asks for no decision: write `decisions:` in it before this paper goes to a board"
    if audience.asks_for_responses and plan.consultation is None:
        yield "the plan does not say how to respond: write `consultation:` in it, with `how:` and `until:`"
