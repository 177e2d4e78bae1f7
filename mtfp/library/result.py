"""Base of results: tables as DataFrames, a short form for the prompt, and HTML for notebooks."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from mtfp.documents.blocks import Tables
from mtfp.documents.document import Document
from mtfp.findings.arguments import one_named
from mtfp.findings.short import Short, counted
from mtfp.library.frames import tidy, wide
from mtfp.results.renamed import renamed
from mtfp.results.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame

Found = TypeVar("Found")


class Result(Short):
    """Result with tables. `to_frame` and `to_wide` return them as DataFrames, and a notebook shows them.

    Money is in the plan's unit; a positive gap is a shortfall.
    """

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables that are shown if no table is named: those of the command line."""
        raise NotImplementedError

    @property
    def table_names(self) -> tuple[str, ...]:
        """Names of all tables of this result."""
        return tuple(table.name for table in self.tables)

    def document(self) -> Document:
        """Return the document that the command line would write."""
        raise NotImplementedError

    def table(self, name: str) -> "Chosen":
        """Return one of the tables. Raises Unknown, with the nearest name, for a name that no table has."""
        return Chosen(self._named(one_named(name, self.table_names, "table", renamed(name))))

    def to_frame(self, *tables: str) -> "DataFrame":
        """Return the shown or the named tables as one tidy DataFrame, one row for each figure.

        Its columns are `plan`, `scenario`, `table`, `row`, `year`, `statistic`, `value`, `unit`, `label` (of the row,
        for people) and `order` (the row's position in its table).
        """
        return tidy(self._chosen(tables))

    def to_wide(self, *tables: str) -> "DataFrame":
        """Return the shown or the named tables with a column for each year, and a row for each label.

        If there are several tables, scenarios or statistics, they come before the label in the index.
        """
        return wide(self._chosen(tables))

    def _repr_html_(self) -> str:
        from mtfp.reports.html.writer import fragment

        return fragment(self.document())

    def _chosen(self, names: Sequence[str]) -> tuple[Table, ...]:
        return tuple(table for name in names for table in self.table(name).tables) if names else self.tables

    def _named(self, name: str) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.name == name)


class Chosen(Result):
    """One table of a result, or several of one name, such as those of several years."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self._tables = tables

    @property
    def tables(self) -> tuple[Table, ...]:
        return self._tables

    def in_short(self) -> str:
        return "; ".join(f"{table.title}, {counted(len(table.shown_rows), 'row')}" for table in self.tables)

    def document(self) -> Document:
        title = self.tables[0].title if self.tables else "No figures"
        return Document(title, (Tables(self.tables),))


def extended(kind: type[Found], result: Any, **more: Any) -> Found:
    """Return a result as its kind in the library, with further fields."""
    own = (each.name for each in fields(result))
    return kind(**{name: getattr(result, name) for name in own}, **more)
