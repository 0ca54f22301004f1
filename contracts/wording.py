"""Rules in words, for reports, Data Docs and `bazaar contract`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from contracts.contract import RowRule, TableRule
from contracts.report import LeftOut

_MOST_REASONS: Final = 3


def row_rule(rule: RowRule) -> str:
    """What the rule asks of a row, without its reason."""
    columns = " and ".join(rule.columns)
    options = rule.options
    if rule.check == "between":
        return f"{columns} {_between(options)}"
    if rule.check == "in_set":
        values = options["values"]
        return f"{columns} is one of {', '.join(map(str, values)) if isinstance(values, (list, tuple)) else values}"
    if rule.check == "span":
        return _span(rule)
    words = {
        "type": f"{columns} can be read as its type",
        "not_null": f"{columns} is not missing",
        "unique": f"{columns} is unique" + _unique_how(options),
        "matches": f"{columns} {options.get('reads', 'contains a match of ' + str(options.get('pattern')))}",
        "max_length": f"{columns} has at most {options.get('characters')} characters",
        "refers_to": f"{columns} is a kept {options.get('table')}.{options.get('column')}",
        "not_in": f"{columns} is no {options.get('table')}.{options.get('column')}",
        "any_of_not_null": f"at least one of {', '.join(rule.columns)} "
        + ("has a letter or digit outside of markup" if options.get("readable") else "is not missing")
        + _where(options.get("where")),
        "differ": f"{columns} differ",
        "ordered": f"{rule.columns[0]} is not above {rule.columns[-1]}",
        "media": f"{columns} names a file of {options.get('media')} that can be read",
        "list_of": f"{rule.columns[0]} is a JSON list of {options.get('members')}"
        + (f", one for each of {rule.columns[-1]}" if len(rule.columns) > 1 else ""),
        "members_in": f"each of {columns} is a kept {options.get('table')}.{options.get('column')}",
        "boxes_in_media": f"{rule.columns[-1]} lie in the picture {rule.columns[0]}",
        "not_after_today": f"{columns} is not after the day of the validation (UTC), or as_of",
    }
    return words[rule.check]


def _where(where: object) -> str:
    told = where.items() if isinstance(where, Mapping) else ()
    said = " and ".join(f"{column} is one of {', '.join(map(str, values))}" for column, values in told)
    return f" where {said}" if said else ""


def _between(options: Mapping[str, object]) -> str:
    low, above, high = options.get("min"), options.get("above"), options.get("max")
    if above is not None:
        return f"is above {above}" + ("" if high is None else f" and at most {high}")
    if low is None or high is None:
        return f"is at least {low}" if high is None else f"is at most {high}"
    return f"lies between {low} and {high}"


def _span(rule: RowRule) -> str:
    name, start, end, *said = rule.columns
    where = f"{rule.options.get('table')}.{rule.options.get('text')} of that {name}"
    if said:
        return f"{said[0]} is what stands between {start} and {end} in the {where}"
    return f"{start} and {end} are both empty, or lie in the {where}, the one before the other, and cut no word"


def _unique_how(options: Mapping[str, object]) -> str:
    missing = options.get("missing_equal")
    names = ", ".join(map(str, missing)) if isinstance(missing, (list, tuple)) else ""
    return (", either way round" if options.get("unordered") else "") + (
        f", a missing {names} counting as a value" if names else ""
    )


def table_rule(rule: TableRule) -> str:
    """What the rule asks of the rows that are kept, without its reason."""
    if rule.check == "min_rows":
        return f"at least {rule.options['rows']} rows"
    if rule.check == "tree":
        roots = "roots without one" if rule.options.get("roots") == "several" else "one root without one"
        beside = rule.options.get("beside")
        also = f"; every {beside} is the {rule.options['node']} of another row" if beside else ""
        return (
            f"every {rule.options['parent']} is a {rule.options['node']} and none is above itself, with {roots}{also}"
        )
    return f"{rule.options['column']} has at least {rule.options['values']} different values"


def counted(why: Mapping[str, int]) -> str:
    """Reasons of which a rule knows several, and the rows of each; the most frequent first."""
    return f" ({', '.join(f'{rows:,} {name}' for name, rows in why.items())})" if why else ""


def left_out(as_of: date | str | None, tables: Mapping[str, LeftOut]) -> Iterator[str]:
    """A line for each table on the rows that `as_of` left out of it, and why."""
    for name, found in tables.items():
        parts = [
            (found.later, f"with a later {found.column}"),
            (found.followed, "that refer to a row left out"),
            (found.undated, f"without {found.column}"),
        ]
        why = ", ".join(f"{count:,} {words}" for count, words in parts if count)
        because = f" ({why})" if why else ""
        kept = f"; {found.kept_undated:,} kept without a date of their own" if found.kept_undated else ""
        yield f"{name}: {found.total:,} of {found.rows:,} rows not known on {as_of}{because}{kept}"


def set_aside(counts: Mapping[str, float], rules: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A line for each table on the rows that broke a rule, and the rules that most of them broke.

    Args:
        counts: As `ValidationReport.counts` gives them.
        rules: As `ValidationReport.rows` gives them.
    """
    broken: dict[str, list[Mapping[str, Any]]] = {}
    for rule in rules:
        broken.setdefault(rule["table"], []).append(rule)
    for name, found in broken.items():
        aside = int(counts[f"{name}.rows_rejected"])
        if not aside:
            continue
        by_count = sorted((rule for rule in found if rule["broken"]), key=lambda rule: -rule["broken"])
        reasons = [
            f"{rule['asks']}: {rule['broken']:,}{counted(rule.get('why', {}))}" for rule in by_count[:_MOST_REASONS]
        ]
        more = len(by_count) - len(reasons)
        also = f"; {more} more rules" if more > 1 else "; one more rule" if more else ""
        yield f"{name}: {aside:,} of {int(counts[f'{name}.rows_read']):,} rows ({'; '.join(reasons)}{also})"
