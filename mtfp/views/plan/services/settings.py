"""Table of gross spending by setting (such as community or hospital), and of the balance of care."""

from mtfp.engine.projection import Projection
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.services import spend_by_setting
from mtfp.results.table import Row, Table


def settings(projection: Projection, scenario: str) -> Table:
    """Return gross spending by setting, and the balance of care: the share spent in the community."""
    spend = spend_by_setting(projection)
    rows = [Row(name, name.replace("_", " ").capitalize(), first_draw(values)) for name, values in spend.items()]
    rows.append(figure_row(figures(projection), "community_share", "Balance of care: community share"))
    return table_by_year("settings", "Spending by setting, set-aside included", projection, scenario, rows)
