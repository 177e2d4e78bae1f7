"""Write the paper on a plan and its scenarios."""

from pathlib import Path

from mtfp.cli.exits import print_error
from mtfp.cli.options import FigureOptions, PaperOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.projections import all_runs, warnings_of
from mtfp.cli.shared.validation import require_different_names, require_known_name, require_no_repeat
from mtfp.documents.paper.audiences import AUDIENCES
from mtfp.library.paper import paper_of


def run(plan: Path, scenarios: list[str], options: PaperOptions, report: FigureOptions) -> None:
    """Write the paper; warn if a paper for a board asks for no decision."""
    output = output_of(report)
    require_known_name(options.audience, tuple(AUDIENCES), "--for")
    require_no_repeat(scenarios)
    base, runs = all_runs(plan, scenarios)
    require_different_names([each.name for each in (base, *runs)])
    found = paper_of((base, *runs), options.audience, options.draws, options.seed)
    output.deliver(found.document())
    if AUDIENCES[options.audience].asks_for_decisions and not base.plan.decisions and not output.quiet:
        print_error("the plan asks for no decision: write `decisions:` in it before this paper goes to a board")
    count_warnings(warnings_of((base, *runs)), plan, scenarios, output)
