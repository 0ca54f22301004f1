"""What is known of a data source before any byte of it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from sources.public.declared import PublicFile


@dataclass(frozen=True)
class Source:
    """A data source of one use case, as facts.

    Attributes:
        name: What users type after `--source`.
        use_case: The use case whose contract it fulfils.
        summary: What it holds, in a line.
        home: Page or repository of the publisher.
        licence: As the home states it.
        citation: The paper or record to cite.
        rows: Rows in each part as published.
        metric: What is measured on it, with its unit.
        floor: What a plain untuned baseline reached in that metric; absent where nobody measured.
        published: Results of others in that metric, by system.
        dropped: Rows of each part that are not handed on, and `notes` says why.
        notes: What a user should know before trusting a number from it.
        files: The pinned files it is read from.
        contract_options: Columns beyond those that the contract names, by the contract's option that declares them.
        writer: `module:function` that turns `files` into tables; imported only when tables are written.
    """

    name: str
    use_case: str
    summary: str
    home: str
    licence: str
    citation: str
    metric: str
    writer: str
    rows: Mapping[str, int] = field(default_factory=dict)
    floor: float | None = None
    published: Mapping[str, float] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    files: tuple[PublicFile, ...] = ()
    contract_options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def write(self, out: Path, cache: Path) -> None:
        """Fetch what is needed into `cache` and write the contract's tables to `out` as parquet.

        Raises:
            DataError: A file cannot be had, is altered, or is not laid out as expected.
        """
        module, function = self.writer.split(":")
        write: Callable[[Source, Path, Path], None] = getattr(import_module(module), function)
        write(self, out, cache)
