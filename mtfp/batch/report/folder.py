"""Write the folder of results: figures in tidy form, the ranking, the inputs, and the manifest.

Each file is written whole or not at all, the manifest last. Tables are read from the store plan by plan, so that memory
does not grow with the number of plans.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.outcome.result_files import ALWAYS, CSV, INPUTS, JSON, LAST, MOVED, PARQUET, RANKING
from mtfp.documents.blocks import Tables
from mtfp.documents.document import Document
from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.reports.data.tidy import value_of
from mtfp.reports.deliver import may_write as may_write_file
from mtfp.reports.files.draws_file import EXTRA, MANIFEST, is_our_parquet
from mtfp.reports.files.out import not_theirs
from mtfp.reports.files.replace import replacing
from mtfp.reports.formats import format_named
from mtfp.reports.page import Page
from mtfp.results.table import Cell, Table

CHUNK = 1 << 20
"""Number of bytes that are read from a file at a time."""


def may_write(folder: Path, *, parquet: bool, force: bool) -> None:
    """Raise FileExistsError, before any work, if a result file exists in the folder and mtfp may not replace it."""
    for name in (*ALWAYS, MOVED, LAST):
        may_write_file(folder / name, force=force)
    if parquet:
        not_theirs(folder / PARQUET, force=force, is_ours=is_our_parquet)


def missing_for_parquet() -> str:
    """Return the reason why Parquet files can't be written, and how to correct it; empty if they can be written."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return EXTRA.replace("name a .npz file", "leave out --parquet")
    return ""


def write_results(
    folder: Path,
    result: BatchResult,
    results: Document,
    manifest: Mapping[str, Any],
    ranking: Table,
    *,
    parquet: bool,
    changes: Table | None = None,
) -> list[str]:
    """Write every file and return their names; `results` is the document of all tables.

    Raises OSError if a file can't be written.
    """
    writers: dict[str, Callable[[IO[bytes]], None]] = {
        CSV: partial(_write, results, "csv"),
        JSON: partial(_write, results, "json"),
        RANKING: partial(_write, _alone(ranking), "csv"),
        INPUTS: lambda file: _send(file, _inputs(result, manifest)),
        **({MOVED: partial(_write, _alone(changes), "csv")} if changes else {}),
        **({PARQUET: lambda file: _parquet(file, results, manifest)} if parquet else {}),
    }
    with ExitStack() as open_files:  # files are replaced in reverse order: the manifest is opened first, so it is last
        last = open_files.enter_context(replacing(folder / LAST))
        files = {name: open_files.enter_context(replacing(folder / name)) for name in writers}
        for name, write in writers.items():
            write(files[name])
        complete = {**manifest, "files": {name: _digest(file) for name, file in files.items()}}
        _send(last, [_beginning(complete), "\n}\n"])
    if not changes:  # a file of an earlier run would look like one of this run
        (folder / MOVED).unlink(missing_ok=True)
    return [*writers, LAST]


def _write(document: Document, format: str, file: IO[bytes]) -> None:
    format_named(format).write(document, Page(), cast(BinaryIO, file))


def _alone(table: Table) -> Document:
    return Document(table.title, (Tables((table,)),))


def _send(file: IO[bytes], parts: Iterable[str]) -> None:
    for part in parts:
        file.write(part.encode())


def _beginning(manifest: Mapping[str, Any]) -> str:
    """Return the beginning of a JSON file, by which mtfp recognises its own files."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).replace("\n", "\n  ")
    return f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "manifest": {text}'


def _inputs(result: BatchResult, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield the inputs of each plan and its scenarios, one line per plan, so that later runs can compare them."""
    yield _beginning({key: manifest[key] for key in ("program", "version", "run_digest")})
    lines = [f"    {json.dumps(plan.name, ensure_ascii=False)}: {plan.source}" for plan in result.with_results]
    yield ',\n  "inputs": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def _parquet(file: IO[bytes], results: Document, manifest: Mapping[str, Any]) -> None:
    """Write the rows of results.csv, one table at a time."""
    import pyarrow
    from pyarrow import parquet

    kinds = [(name, pyarrow.float64() if name == "value" else pyarrow.string()) for name in Cell._fields]
    schema = pyarrow.schema(kinds, {MANIFEST: json.dumps(manifest, sort_keys=True)})
    with parquet.ParquetWriter(file, schema) as writer:
        for table in results.tables():
            cells = (cell._replace(value=value_of(cell)) for cell in table.cells())
            if columns := [list(column) for column in zip(*cells, strict=True)]:
                writer.write_table(pyarrow.table(columns, schema=schema))


def _digest(file: IO[bytes]) -> str:
    """Return the fingerprint of the contents of a file that is still open."""
    file.flush()
    file.seek(0)
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()
