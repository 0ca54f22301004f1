"""The files of a training reference: JSON and parquet, summaries of columns and no rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from evaluation.profile import Column
from evaluation.signals import Items, Numbers, Signal, Values
from infra.errors import RegistryError
from tasks.monitor_profiles import ANSWERS, Profiled

FORMAT = 1
_LISTED: dict[str, type[Values] | type[Items]] = {"values": Values, "items": Items}


@dataclass(frozen=True)
class Kept:
    """What new data is compared with: the tables of training, the answers to the test, the counts of validation.

    `answer_columns` are all columns of the answers, those that have no profile included.
    """

    tables: Mapping[str, Profiled]
    answers: Profiled
    counts: Mapping[str, float]
    answer_columns: tuple[str, ...] = ()


def write(out: Path, kept: Kept) -> None:
    """Write `reference.json`, `numbers.parquet` and `words.parquet`."""
    numbers: list[pd.DataFrame] = []
    words: list[pd.DataFrame] = []

    def table(name: str, profiled: Profiled) -> dict[str, Any]:
        columns = {}
        for column, found in profiled.columns.items():
            at = f"{name}.{column}"
            if found.vocabulary is not None:
                words.append(pd.DataFrame({"column": at, "word": sorted(found.vocabulary)}, dtype="str"))
            columns[column] = {
                **{part: getattr(found, part) for part in ("kind", "rows", "missing", "first", "last")},
                "signals": {of: signal(f"{at}.{of}", one) for of, one in found.signals.items()},
            }
        return {"rows": profiled.rows, "looked_at": profiled.looked_at, "columns": columns}

    def signal(at: str, one: Signal) -> dict[str, Any]:
        if isinstance(one, Numbers):
            numbers.append(pd.DataFrame({"signal": at, "value": one.values}).astype({"signal": "str"}))
            return {"of": "numbers", "n": one.n}
        of = "items" if isinstance(one, Items) else "values"
        return {"of": of, "n": one.n, "other": one.other, "counts": dict(one.counts)}

    whole = {
        "format": FORMAT,
        "tables": {name: table(name, profiled) for name, profiled in kept.tables.items()},
        "answers": table(ANSWERS, kept.answers),
        "answer_columns": list(kept.answer_columns),
        "validation": dict(kept.counts),
    }
    (out / "reference.json").write_text(json.dumps(whole, indent=1, sort_keys=True), encoding="utf-8")
    _written(numbers, ("signal", "value"), out / "numbers.parquet")
    _written(words, ("column", "word"), out / "words.parquet")


def read(place: Path) -> Kept:
    """What `write` wrote.

    Raises:
        RegistryError: It is of a format that this code does not know.
    """
    whole = json.loads((place / "reference.json").read_text(encoding="utf-8"))
    if whole["format"] != FORMAT:
        raise RegistryError(
            f"The training reference has format {whole['format']}, this code reads {FORMAT}.", "Train again."
        )
    numbers = {str(at): part["value"].to_numpy() for at, part in _grouped(place / "numbers.parquet", "signal")}
    words = {str(at): frozenset(part["word"]) for at, part in _grouped(place / "words.parquet", "column")}

    def table(name: str, kept: Mapping[str, Any]) -> Profiled:
        columns = {
            column: Column(
                **{part: found[part] for part in ("kind", "rows", "missing", "first", "last")},
                signals={of: signal(f"{name}.{column}.{of}", entry) for of, entry in found["signals"].items()},
                vocabulary=words.get(f"{name}.{column}"),
            )
            for column, found in kept["columns"].items()
        }
        return Profiled(kept["rows"], kept["looked_at"], columns)

    def signal(at: str, kept: Mapping[str, Any]) -> Signal:
        if kept["of"] == "numbers":
            return Numbers(numbers.get(at, pd.Series(dtype="float64").to_numpy()), kept["n"])
        return _LISTED[kept["of"]](kept["counts"], kept["other"], kept["n"])

    tables = {name: table(name, kept) for name, kept in whole["tables"].items()}
    return Kept(tables, table(ANSWERS, whole["answers"]), whole["validation"], tuple(whole["answer_columns"]))


def _written(parts: list[pd.DataFrame], columns: tuple[str, str], path: Path) -> None:
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({name: [] for name in columns})
    whole.to_parquet(path, index=False, compression="zstd")


def _grouped(path: Path, by: str) -> Any:
    return pd.read_parquet(path).groupby(by, sort=False)
