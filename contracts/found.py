"""What was found in one table, as the report has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from contracts import expectations, wording
from contracts.contract import RowRule, Table
from contracts.reading import Reading
from contracts.report import LeftOut, RuleFound, TableFound, TableRuleFound


def found_in(
    table: Table,
    reading: Reading,
    rules: tuple[RowRule, ...],
    broken: tuple[Any, ...],
    faults: Mapping[int, Mapping[int, str]],
    hints: Mapping[int, str],
    rows_kept: int,
    whole: expectations.TableOutcome,
    left_out: LeftOut | None,
) -> TableFound:
    """The table's entry of the report.

    Args:
        table: Its declaration.
        reading: All rows.
        rules: k row rules.
        broken: For each, positions of the rows that broke it.
        faults: For a rule that knows several reasons, by its place in `rules`, the reason by the row's position.
        hints: For some rules, likewise by place, what may help.
        rows_kept: Rows that broke none.
        whole: Of the table's own rules.
        left_out: Rows that an `as_of` date withheld.
    """
    rows_read = len(reading.frame)
    return TableFound(
        name=table.name,
        files=tuple(path.name for path, _ in reading.files),
        rows_read=rows_read,
        rows_kept=rows_kept,
        rows_rejected=rows_read - rows_kept,
        rejected_share=(rows_read - rows_kept) / rows_read,
        ignored_columns=reading.ignored,
        rules=tuple(
            RuleFound(
                name=rule.name,
                check=rule.check,
                columns=rule.columns,
                asks=wording.row_rule(rule),
                because=rule.because,
                broken=len(rows),
                why=dict(Counter(faults.get(place, {}).values()).most_common()),
                hint=hints.get(place, ""),
            )
            for place, (rule, rows) in enumerate(zip(rules, broken, strict=True))
        ),
        table_rules=tuple(
            TableRuleFound(
                name=rule.name,
                check=rule.check,
                asks=wording.table_rule(rule),
                because=rule.because,
                observed=observed,
                kept=is_kept,
                told=told,
                remedy=remedy,
            )
            for rule, observed, is_kept, (told, remedy) in zip(
                table.table_rules, whole.observed, whole.kept, whole.told, strict=True
            )
        ),
        left_out=left_out,
    )
