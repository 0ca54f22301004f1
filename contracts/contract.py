"""The vocabulary in which a use case declares its tables. Data only, no behaviour on frames."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Kind(StrEnum):
    """Logical type of a column; what each accepts is defined in `contracts.reading`."""

    ID = "id"  # identifier: text, or integers read as text
    TEXT = "text"
    NUMBER = "number"  # float64, NaN is missing
    INTEGER = "integer"
    FLAG = "flag"  # true/false, 1/0, yes/no
    TIME = "time"  # date or timestamp, UTC
    JSON = "json"  # text that holds one JSON object
    BYTES = "bytes"  # a file's content: a picture, a recording


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Declared):
    """One column of a table."""

    name: str
    kind: Kind
    description: str
    unit: str = ""
    required: bool = False  # the column must exist
    nullable: bool = True  # a cell may be missing
    verbatim: bool = False  # space around a text belongs to it: its characters are counted
    listed: bool = False  # a text that may be a list: one of parquet is read as a JSON list
    empty_told: bool = False  # of a listed text: a list without a member says so, and is kept as []
    examples: tuple[str, ...] = ()


class RowRule(_Declared):
    """A rule that each row keeps or breaks; rows that break it go to quarantine.

    `check` names the rule's kind, `options` its settings:
    `not_null`, `unique` (over `columns`; with unordered=True, whichever way round two columns are given; with
    missing_equal, columns in which a missing cell is a value like another),
    `between` (min, or above, which leaves out the bound itself; max), `in_set` (values), `matches` (pattern;
    reads, what a cell that matches is, in words), `max_length` (characters),
    `refers_to` (table, column), `not_in` (table, column: the value must not occur there), `any_of_not_null` (at least
    one of `columns`; with readable=True, a text counts only where markup leaves a letter or digit of it; where: by
    column the values with which a row is meant, others keep the rule), `differ` (two columns not equal),
    `ordered` (the first of two columns not above the second), `not_after_today` (a time up to the end of the day, UTC,
    on which the table is validated, or of `as_of`),
    `span` (columns id, start, end: characters of the text of that id, end exclusive, through no word; both may be
    empty; table, column and text tell where id and text stand; with a fourth column, that this is what stands there),
    `media` (the name of a file of the contract's `media` that is there and can be read),
    `list_of` (a JSON list; members="ids": of ids; members="boxes": of [left, top, right, bottom] or null, as
    many as in the list of a second column, if that is given), `members_in` (table, column: each member of a JSON list
    occurs there), `boxes_in_media` (columns reference and boxes: these lie in the picture of `media`).
    `type` (the cell can be read as its column's kind) holds for every column without being declared.
    Every check but `not_null` and `any_of_not_null` passes a missing cell.
    """

    name: str
    check: Literal[
        "type",
        "not_null",
        "unique",
        "between",
        "in_set",
        "matches",
        "max_length",
        "refers_to",
        "not_in",
        "any_of_not_null",
        "differ",
        "ordered",
        "not_after_today",
        "span",
        "media",
        "list_of",
        "members_in",
        "boxes_in_media",
    ]
    columns: tuple[str, ...]
    options: dict[str, object] = Field(default_factory=dict)
    because: str


class TableRule(_Declared):
    """A rule on the whole table; breaking it stops the run.

    `check`: `min_rows` (rows), `distinct_at_least` (column, values), `tree` (columns node and parent: every parent is a
    node, none is above itself, and one node has no parent; roots="several" allows more, several_by tells people how;
    where a column `beside` is filled it names another node).
    """

    name: str
    check: Literal["min_rows", "distinct_at_least", "tree"]
    options: dict[str, object] = Field(default_factory=dict)
    because: str


class Table(_Declared):
    """One table: a file of that name (parquet, csv, ...) or a directory of parts.

    `known_at` names the time column that says when a row became known, `known_at_else` the one that says it where that
    is missing; `contracts.as_of` leaves out later rows by them.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = True
    known_at: str | None = None
    known_at_else: str | None = None
    row_rules: tuple[RowRule, ...] = ()
    table_rules: tuple[TableRule, ...] = ()

    @model_validator(mode="after")
    def _known_at_is_a_time(self) -> Self:
        times = [column.name for column in self.columns if column.kind is Kind.TIME]
        for name, value in (("known_at", self.known_at), ("known_at_else", self.known_at_else)):
            if value is not None and value not in times:
                raise ValueError(f"{self.name}.{name} = {value!r} is none of its time columns {times}.")
        if self.known_at_else is not None and self.known_at is None:
            raise ValueError(f"{self.name} has a known_at_else and no known_at, which it would stand in for.")
        return self


class Media(_Declared):
    """Files that lie beside the tables, which refer to them by name.

    They are loose in a directory `name/`, or in tar shards `name.tar`, `name-*.tar` or `name/*.tar`. The name of a
    loose file is its path in `name/`, of one in a shard its path in there.
    """

    name: str
    description: str
    required: bool = True
    kind: Literal["image", "audio"] = "image"


class Contract(_Declared):
    """All tables that a use case takes, and the files that these refer to.

    `one_of` lists groups of optional tables of which at least one must be present.
    """

    use_case: str
    summary: str
    tables: tuple[Table, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    media: tuple[Media, ...] = ()
    max_rejected_share: float = 0.2  # of a table's rows; beyond it the run stops
