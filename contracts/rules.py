"""The rules that hold for a table: those it declares, and those that its columns and key imply."""

from __future__ import annotations

from contracts.contract import Column, Contract, Kind, RowRule, Table


def row_rules(table: Table) -> tuple[RowRule, ...]:
    """`type` for every column, the declared rules, and where undeclared `not_null` for columns that may not be null
    and `unique` for the key.
    """
    types = (_type_rule(column) for column in table.columns if column.kind is not Kind.TEXT)
    return (*types, *table.row_rules, *_implied(table))


def remedy_of(column: Column) -> str:
    """What a cell has to look like to be read as the column's kind."""
    return _READABLE[column.kind]


_READABLE = {
    Kind.ID: "Store ids as text or integers: a float past 2^53 has lost digits.",
    Kind.TEXT: "Write text.",
    Kind.NUMBER: "Write numbers plainly (1299.00); 1,299 and 1.299 need other cells to prove which sign is decimal.",
    Kind.INTEGER: "Write whole numbers plainly (1299).",
    Kind.FLAG: "Write true/false, 1/0 or yes/no.",
    Kind.TIME: "Write ISO 8601 dates or timestamps (2024-01-31T10:00:00Z), or 31.01.2024 10:00.",
    Kind.JSON: 'Write one JSON object with double quotes ({"color": "red"}), or leave the cell empty.',
    Kind.BYTES: "Store bytes in parquet as binary, in csv and JSON as base64.",
}


_A = {
    Kind.ID: "an id",
    Kind.TEXT: "text",
    Kind.NUMBER: "a number",
    Kind.INTEGER: "a whole number",
    Kind.FLAG: "a flag",
    Kind.TIME: "a time",
    Kind.JSON: "a JSON object",
    Kind.BYTES: "bytes",
}


def _type_rule(column: Column) -> RowRule:
    because = f"the cell was to hold {_A[column.kind]}. {remedy_of(column)}"
    return RowRule(name="type", check="type", columns=(column.name,), because=because)


def _implied(table: Table) -> list[RowRule]:
    declared = table.row_rules
    filled = {rule.columns[0] for rule in declared if rule.check == "not_null"}
    keys = {frozenset(rule.columns) for rule in declared if rule.check == "unique"}
    implied = [
        RowRule(
            name=f"{column.name}_present", check="not_null", columns=(column.name,), because="the column has no gaps"
        )
        for column in table.columns
        if not column.nullable and column.name not in filled
    ]
    if table.key and frozenset(table.key) not in keys:
        implied.append(RowRule(name="key_unique", check="unique", columns=table.key, because="rows are known by it"))
    return implied


def in_order(contract: Contract) -> list[Table]:
    """Tables such that each comes after those it refers to.

    Raises:
        ValueError: Tables refer to each other in a circle, or to a table or column that the contract lacks.
    """
    by_name = {table.name: table for table in contract.tables}
    ordered: dict[str, Table] = {}

    def visit(table: Table, path: tuple[str, ...]) -> None:
        if table.name in path:
            raise ValueError(f"Tables refer to each other in a circle: {' -> '.join((*path, table.name))}.")
        if table.name in ordered:
            return
        for other, column in looked_up(table):
            if other not in by_name or column not in {known.name for known in by_name[other].columns}:
                raise ValueError(f"Table {table.name} refers to {other}.{column}, which the contract lacks.")
            visit(by_name[other], (*path, table.name))
        ordered[table.name] = table

    for table in contract.tables:
        visit(table, ())
    return list(ordered.values())


def references(table: Table) -> list[tuple[str, tuple[str, str]]]:
    """Each column that refers to another table, and the table and column that it refers to."""
    return [
        (rule.columns[0], (str(rule.options["table"]), str(rule.options["column"])))
        for rule in row_rules(table)
        if rule.check == "refers_to"
    ]


def looked_up(table: Table) -> list[tuple[str, str]]:
    """Each table and column that a rule of this table looks into."""
    return [
        (str(rule.options["table"]), str(rule.options[named]))
        for rule in row_rules(table)
        if looks(rule)
        for named in ("column", "text")
        if named in rule.options
    ]


def looks(rule: RowRule) -> bool:
    """Whether a rule holds a column against one of another table."""
    return rule.check in ("refers_to", "not_in", "span", "members_in")
