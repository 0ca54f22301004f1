"""When tables may not be used at all, in the words that the user reads."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.contract import Contract
from contracts.report import RuleFound, TableFound
from contracts.wording import counted

Remedies = tuple[str, ...]


def refuse(contract: Contract, tables: Sequence[TableFound]) -> tuple[str | None, str | None]:
    """All reasons against using the tables as one text, and the ways out; (None, None) where there is none.

    Args:
        contract: What was asked for.
        tables: Those that were there.
    """
    problems: list[tuple[str, Remedies]] = []
    present = {table.name for table in tables}
    for group in contract.one_of:
        if not present & set(group):
            names = " or ".join(group)
            missing = f"Neither {' nor '.join(group)} was given."
            problems.append((missing, (f"Add the table {names} (one is enough).",)))
    for table in tables:
        problems.extend(_against(table, contract.max_rejected_share))
    if not problems:
        return None, None
    remedies = dict.fromkeys(remedy for _, own in problems for remedy in own)
    return " ".join(problem for problem, _ in problems), " ".join(remedies)


def _against(table: TableFound, most: float) -> list[tuple[str, Remedies]]:
    worst = sorted((rule for rule in table.rules if rule.broken), key=lambda rule: -rule.broken)[:3]
    hints = (rule.hint for rule in worst if rule.hint)
    see = ("Correct the rows listed in quarantine.parquet, each with the rules it broke.", *_how(worst), *hints)
    why = "; ".join(f"{rule.name} ({rule.asks}): {rule.broken:,} rows{counted(rule.why)}" for rule in worst)
    if table.rows_kept == 0:
        return [(f"Table {table.name}: none of its {table.rows_read:,} rows is usable. {why}.", see)]
    problems: list[tuple[str, Remedies]] = []
    if table.rejected_share > most:
        problems.append(
            (
                f"Table {table.name}: {table.rows_rejected:,} of {table.rows_read:,} rows "
                f"({table.rejected_share:.0%}) were rejected, more than the {most:.0%} that may be. {why}.",
                see,
            )
        )
    for rule in table.table_rules:
        if rule.told:
            aside = f" {table.rows_rejected:,} rows were set aside before: {why}." if table.rows_rejected else ""
            problems.append((f"Table {table.name} breaks rule {rule.name}: {rule.told}{aside}", (rule.remedy,)))
        elif not rule.kept:
            problem = (
                f"Table {table.name} breaks rule {rule.name} ({rule.asks}): {rule.observed:,.0f} found among its "
                f"{table.rows_kept:,} usable rows; {rule.because}."
            )
            problems.append((problem, (f"Give a table {table.name} that keeps it: {rule.asks}.",)))
    return problems


def _how(broken: Sequence[RuleFound]) -> Remedies:
    """How the cells are to be written that could not be read, and why the others are not taken."""
    return tuple(
        f"{rule.columns[0]}: {rule.because.partition('. ')[2]}"
        if rule.check == "type"
        else f"{rule.name}: {rule.because.rstrip('.')}."
        for rule in broken
        if rule.because
    )
