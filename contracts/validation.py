"""The tables of a directory held against a contract: clean tables, quarantine, report and Data Docs come out."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from contracts import data_docs, expectations, quarantine, verdicts
from contracts.as_of import AsOf
from contracts.contract import Contract, Kind, Table
from contracts.files import find_table, require_table
from contracts.found import found_in
from contracts.media import Looked, faults_of, hand_on, hint_of, open_media, told_fault
from contracts.reading import Reading, read_cells
from contracts.refusal import refuse
from contracts.report import LeftOut, TableFound, ValidationReport
from contracts.rules import in_order, looked_up, looks, row_rules

__all__ = ["ValidationReport", "validate_directory", "write_table"]

ARROW = {
    Kind.ID: pa.large_string(),
    Kind.TEXT: pa.large_string(),
    Kind.NUMBER: pa.float64(),
    Kind.INTEGER: pa.int64(),
    Kind.FLAG: pa.bool_(),
    Kind.TIME: pa.timestamp("us", "UTC"),
    Kind.JSON: pa.large_string(),
    Kind.BYTES: pa.large_binary(),
}


def validate_directory(
    contract: Contract,
    source: Path,
    out: Path,
    encoding: str | None = None,
    as_of: date | None = None,
    today: date | None = None,
) -> ValidationReport:
    """Validate every table of the contract that lies in `source`.

    All rules of a table see all its rows as read; a row that breaks any is set aside whole. Rules that look into
    another table see the rows of it that were kept. Table rules see the rows kept. Rows that were not known on `as_of`
    are left out before any rule sees them: they are no faults.

    Args:
        contract: The tables.
        source: Holds them, as `contracts.files.find_table` finds them.
        out: Absent or empty. Receives `<table>.parquet` (rows kept), the files of media under the names that they
            have in `source`, `quarantine.parquet`, `report.json` and `data_docs/index.html`.
        encoding: Of those csv files that are neither UTF-8 nor carry a byte order mark.
        as_of: Keep what was known at the end of this day, UTC; see `contracts.as_of`.
        today: The day that `not_after_today` means; `as_of`, else the day it is in UTC, where it is not given.

    Returns:
        The report. It carries a refusal where the tables may not be used; the files are written nonetheless.

    Raises:
        DataError: A required table or media are absent, a file cannot be read, or nothing can be told to have been
            known on `as_of`; then `out` is left empty.
    """
    found = {
        table.name: require_table(source, table.name) if table.required else find_table(source, table.name)
        for table in contract.tables
    }
    media = open_media(contract, source)
    known = None if as_of is None else AsOf(contract, as_of)
    day = today or as_of or datetime.now(UTC).date()
    with _whole_or_nothing(out):
        kept: dict[str, pd.DataFrame] = {}
        judged: list[_Judged] = []
        for table in in_order(contract):
            if not found[table.name]:
                continue
            reading, left_out = read_cells(found[table.name], table, encoding), None
            if known is not None:
                reading, left_out = known.keep_known(table, reading)
                if table.name in known.emptied:
                    continue
            judged.append(_judge(table, reading, kept, day, left_out, media))
            write_table(kept[table.name], table, out / f"{table.name}.parquet")
            kept[table.name] = kept[table.name][_referred_columns(contract, table)]
        hand_on(media.values(), source, out)
        report = _report(contract, judged, known)
        quarantine.write([one.rejected for one in judged], out / "quarantine.parquet")
        data_docs.write(report, {one.found.name: one.page for one in judged}, out / "data_docs")
        (out / "report.json").write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return report


def write_table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    """Write a typed frame with the contract's columns in its order, zstd-compressed.

    Args:
        frame: As `contracts.reading` types it.
        table: Its declaration.
        path: Ends in `.parquet`.
    """
    schema = pa.schema([pa.field(column.name, ARROW[column.kind]) for column in table.columns])
    with warnings.catch_warnings():
        # Arrow takes times with a zone from pandas by a road that pandas means to change; the values are right.
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        whole = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    pa.parquet.write_table(whole, path, compression="zstd", row_group_size=131_072)


@dataclass(frozen=True)
class _Judged:
    found: TableFound
    rejected: pa.Table
    page: str


def _judge(
    table: Table,
    reading: Reading,
    kept: dict[str, pd.DataFrame],
    today: date,
    left_out: LeftOut | None,
    media: Mapping[str, Looked],
) -> _Judged:
    """Run the table's rules, and put its clean rows into `kept`."""
    # A rule on an optional table, or on media, that were not given has nothing to be held against.
    rules = tuple(
        rule
        for rule in row_rules(table)
        if (not looks(rule) or rule.options["table"] in kept)
        and ("media" not in rule.options or rule.options["media"] in media)
    )
    frame = reading.frame
    unreadable = {column: fault.rows for column, fault in reading.unreadable.items()}
    decided = {
        place: verdicts.keeps(rule, frame, unreadable, kept, today, media)
        for place, rule in enumerate(rules)
        if rule.check in verdicts.DECIDED_HERE
    }
    rows = expectations.check_rows(table, frame, rules, decided)
    faults = {
        place: faults_of(rule, frame, broken, media)
        for place, (rule, broken) in enumerate(zip(rules, rows.broken, strict=True))
        if rule.check == "media"
    }
    told = {
        place: {row: told_fault(rules[place], fault, media) for row, fault in found.items()}
        for place, found in faults.items()
    }
    hints = {place: hint_of(rules[place], media) for place, found in faults.items() if found}
    rejected = quarantine.rejected(table, reading, rules, rows.broken, told)
    good = np.ones(len(frame), dtype=bool)
    for broken in rows.broken:
        good[broken] = False
    clean = frame if good.all() else frame.loc[good].reset_index(drop=True)
    whole = expectations.check_table(table, clean)
    kept[table.name] = clean
    return _Judged(
        found=found_in(table, reading, rules, rows.broken, faults, hints, len(clean), whole, left_out),
        rejected=rejected,
        page=expectations.render(table.name, [rows.result, whole.result]),
    )


def _report(contract: Contract, judged: list[_Judged], known: AsOf | None) -> ValidationReport:
    present = {one.found.name: one.found for one in judged}
    tables = tuple(present[table.name] for table in contract.tables if table.name in present)
    absent = tuple(table.name for table in contract.tables if table.name not in present)
    if known is not None:
        known.check_choices(present)
    refusal, remedy = refuse(contract, tables)
    return ValidationReport(
        use_case=contract.use_case,
        tables=tables,
        absent=absent,
        as_of=None if known is None else known.day,
        emptied={} if known is None else known.emptied,
        refusal=refusal,
        remedy=remedy,
    )


def _referred_columns(contract: Contract, table: Table) -> list[str]:
    """Columns of a table that rules look into: all that is held of it once it is written."""
    return list(
        dict.fromkeys(column for other in contract.tables for name, column in looked_up(other) if name == table.name)
    )


@contextmanager
def _whole_or_nothing(out: Path) -> Iterator[None]:
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty; validation writes into a directory of its own.")
    out.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for entry in out.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        raise
