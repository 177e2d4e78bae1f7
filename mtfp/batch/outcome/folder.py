"""The folder of results: figures in the tidy form, the ranking, the inputs, and a manifest that says what made them.

Each file appears whole or not at all, the manifest last; figures are read from the store plan by plan, so that memory
stays the same however many there are.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from mtfp.batch.outcome.manifest import checks_of
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.findings.show import as_record
from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.reports.data.tidy import csv_lines, json_parts, value_of
from mtfp.reports.files.draws_file import EXTRA, MANIFEST, is_our_parquet
from mtfp.reports.files.out import not_theirs
from mtfp.reports.files.replace import replacing
from mtfp.results.table import Cell, Table

CSV, JSON, RANKING, INPUTS, PARQUET = "results.csv", "results.json", "ranking.csv", "inputs.json", "results.parquet"
MOVED = "moved.csv"
ALWAYS = (CSV, JSON, RANKING, INPUTS)
LAST = "manifest.json"
PIECE = 1 << 20
"""How much of a file is read at a time."""


def may_write(folder: Path, *, parquet: bool, force: bool) -> None:
    """Raise FileExistsError, before any work, if a file that is to be written there isn't mtfp's."""
    for name in (*ALWAYS, MOVED, LAST):
        not_theirs(folder / name, force=force)
    if parquet:
        not_theirs(folder / PARQUET, force=force, is_ours=is_our_parquet)


def missing_for_parquet() -> str:
    """Why no Parquet file can be written here, or nothing."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return EXTRA.replace("name a .npz file", "leave out --parquet")
    return ""


def write_results(
    folder: Path,
    result: BatchResult,
    manifest: Mapping[str, Any],
    ranking: Table,
    *,
    parquet: bool,
    moved: Table | None = None,
) -> list[str]:
    """Write every file; the names of those written. Raises OSError where folder or disk refuses."""
    findings = [as_record(finding) for finding in result.warnings]
    writers: dict[str, Callable[[IO[bytes]], None]] = {
        CSV: lambda file: _send(file, csv_lines(_tables(result))),
        JSON: lambda file: _send(file, json_parts(_tables(result), manifest, _checks(result), findings)),
        RANKING: lambda file: _send(file, csv_lines([ranking])),
        INPUTS: lambda file: _send(file, _inputs(result, manifest)),
        **({MOVED: lambda file: _send(file, csv_lines([moved]))} if moved else {}),
        **({PARQUET: lambda file: _parquet(file, result, manifest)} if parquet else {}),
    }
    with ExitStack() as open_files:  # each takes its place once all are written, the last that is opened first
        last = open_files.enter_context(replacing(folder / LAST))
        files = {name: open_files.enter_context(replacing(folder / name)) for name in writers}
        for name, write in writers.items():
            write(files[name])
        whole = {**manifest, "files": {name: _digest(file) for name, file in files.items()}}
        _send(last, [_begun(whole), "\n}\n"])
    if not moved:  # an earlier run's would be taken for this one's
        (folder / MOVED).unlink(missing_ok=True)
    return [*writers, LAST]


def _tables(result: BatchResult) -> Iterator[Table]:
    """Yield the tables of one plan after the other, then those of their sum."""
    for plan in result.with_results:
        yield from plan.tables()
    yield from result.rollup.tables if result.rollup else ()


def _checks(result: BatchResult) -> Iterator[dict[str, Any]]:
    return ({"plan": plan.name, **check} for plan in result.with_results for check in checks_of(plan))


def _send(file: IO[bytes], parts: Iterable[str]) -> None:
    for part in parts:
        file.write(part.encode())


def _begun(manifest: Mapping[str, Any]) -> str:
    """The beginning of a JSON file, by which mtfp knows its own."""
    told = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).replace("\n", "\n  ")
    return f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "manifest": {told}'


def _inputs(result: BatchResult, manifest: Mapping[str, Any]) -> Iterator[str]:
    """What each plan and its scenarios say, a line each, so that what changed since can be told."""
    yield _begun({key: manifest[key] for key in ("program", "version", "run_digest")})
    said = [f"    {json.dumps(plan.name, ensure_ascii=False)}: {plan.source}" for plan in result.with_results]
    yield ',\n  "inputs": {\n' + ",\n".join(said) + "\n  }\n}\n"


def _parquet(file: IO[bytes], result: BatchResult, manifest: Mapping[str, Any]) -> None:
    import pyarrow
    from pyarrow import parquet

    kinds = [(name, pyarrow.float64() if name == "value" else pyarrow.string()) for name in Cell._fields]
    schema = pyarrow.schema(kinds, {MANIFEST: json.dumps(manifest, sort_keys=True)})
    with parquet.ParquetWriter(file, schema) as writer:
        for tables in [*(plan.tables() for plan in result.with_results), result.rollup.tables if result.rollup else ()]:
            cells = (cell._replace(value=value_of(cell)) for table in tables for cell in table.cells())
            if columns := [list(column) for column in zip(*cells, strict=True)]:
                writer.write_table(pyarrow.table(columns, schema=schema))


def _digest(file: IO[bytes]) -> str:
    """The fingerprint of what was written into a file that is still open."""
    file.flush()
    file.seek(0)
    found = hashlib.sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()
