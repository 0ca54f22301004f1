"""What validation found, as a JSON document that a run keeps, counts from, and shows."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class _Found(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RuleFound(_Found):
    """A row rule, and how many rows broke it; a row may break several."""

    name: str
    check: str
    columns: tuple[str, ...]
    asks: str
    because: str
    broken: int


class TableRuleFound(_Found):
    """A table rule, what was observed on the rows kept, and whether that keeps it."""

    name: str
    check: str
    asks: str
    because: str
    observed: float
    kept: bool


class TableFound(_Found):
    """One table. `rejected_share` is a fraction of `rows_read`."""

    name: str
    files: tuple[str, ...]
    rows_read: int
    rows_kept: int
    rows_rejected: int
    rejected_share: float
    ignored_columns: tuple[str, ...]
    rules: tuple[RuleFound, ...]
    table_rules: tuple[TableRuleFound, ...]


class ValidationReport(_Found):
    """All tables that were there, and whether they may be used.

    `refusal` says why not, naming table, column and rows; `remedy` is the way out. Both are None where they may.
    """

    use_case: str
    tables: tuple[TableFound, ...]
    absent: tuple[str, ...]
    refusal: str | None = None
    remedy: str | None = None

    def counts(self) -> dict[str, float]:
        """Flat numbers for a run's metrics, such as `listings.rows_rejected` or `listings.broken.id_unique`."""
        flat: dict[str, float] = {}
        for table in self.tables:
            flat[f"{table.name}.rows_read"] = table.rows_read
            flat[f"{table.name}.rows_kept"] = table.rows_kept
            flat[f"{table.name}.rows_rejected"] = table.rows_rejected
            flat[f"{table.name}.rejected_share"] = table.rejected_share
            for rule in table.rules:
                name = f"type.{rule.columns[0]}" if rule.check == "type" else rule.name
                flat[f"{table.name}.broken.{name}"] = rule.broken
        return flat

    def rows(self) -> list[dict[str, Any]]:
        """One row a rule, for a table that people read; rules that no row broke included."""
        listed: list[dict[str, Any]] = []
        for table in self.tables:
            for rule in table.rules:
                listed.append(
                    {
                        "table": table.name,
                        "rule": rule.name,
                        "asks": rule.asks,
                        "because": rule.because,
                        "rows": table.rows_read,
                        "broken": rule.broken,
                    }
                )
            for whole in table.table_rules:
                listed.append(
                    {
                        "table": table.name,
                        "rule": whole.name,
                        "asks": whole.asks,
                        "because": whole.because,
                        "rows": table.rows_kept,
                        "broken": int(not whole.kept),
                    }
                )
        return listed
