"""Great Expectations behind one door: no other module imports it.

A contract's rules become a suite of expectations, run on a whole frame at once; what comes back is which rows broke
which rule, and Great Expectations' own result, from which its Data Docs page is rendered.
"""

from __future__ import annotations

import copy
import html
import logging
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from contracts import trees, wording
from contracts.contract import RowRule, Table, TableRule
from contracts.verdicts import DECIDED_HERE

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
with warnings.catch_warnings():
    # Its own dependencies' deprecations are not the reader's to act on.
    warnings.simplefilter("ignore")
    import great_expectations as gx
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.expectations import (
        ExpectColumnUniqueValueCountToBeBetween,
        ExpectColumnValueLengthsToBeBetween,
        ExpectColumnValuesToBeBetween,
        ExpectColumnValuesToBeInSet,
        ExpectColumnValuesToMatchRegex,
        ExpectColumnValuesToNotBeNull,
        ExpectTableRowCountToBeBetween,
    )
    from great_expectations.render.renderer import ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

for chatty in ("great_expectations", "great_expectations.data_context.types.base"):
    logging.getLogger(chatty).setLevel(logging.ERROR)

ROW = "row in table"
MOST_CHARACTERS = 120


@dataclass(frozen=True)
class RowOutcome:
    """For each rule, in the order given, the positions of the rows that broke it; and the raw result without them:
    a million of them would outweigh the table.
    """

    broken: tuple[npt.NDArray[np.int64], ...]
    result: Any


@dataclass(frozen=True)
class TableOutcome:
    """For each rule, in the order given, what was observed, whether it was kept, and of a tree what is wrong and what
    to do about it; and the raw result.
    """

    observed: tuple[float, ...]
    kept: tuple[bool, ...]
    told: tuple[tuple[str, str], ...]
    result: Any


def check_rows(
    table: Table,
    frame: pd.DataFrame,
    rules: Sequence[RowRule],
    verdicts: Mapping[int, npt.NDArray[np.bool_]],
) -> RowOutcome:
    """Run row rules over all rows.

    Args:
        table: Whose rows they are.
        frame: n rows; missing cells are null.
        rules: In the order of the outcome.
        verdicts: For each rule of a check in `DECIDED_HERE`, by its place in `rules`, n flags of rows that keep it.

    Raises:
        RuntimeError: An expectation could not be evaluated, such as a pattern that is no regular expression.
    """
    native = {rule.columns[0] for rule in rules if rule.check not in DECIDED_HERE}
    # Expectations copy the frame they run on, so it holds what the rules look at and nothing else.
    batch = frame[[column.name for column in table.columns if column.name in native]].reset_index(drop=True)
    for place, verdict in verdicts.items():
        batch[_label(rules[place])] = verdict
    batch[ROW] = np.arange(1, len(batch) + 1)
    expectations = [_row_expectation(rule, place) for place, rule in enumerate(rules)]
    result = _validate(table.name, batch, expectations)
    broken = []
    for single in result.results:
        named = single.result.pop("unexpected_index_list", None) or []
        broken.append(np.fromiter((entry[ROW] - 1 for entry in named), dtype=np.int64, count=len(named)))
    return RowOutcome(tuple(broken), result)


def check_table(table: Table, frame: pd.DataFrame) -> TableOutcome:
    """Run the table's own rules over the rows that were kept.

    Raises:
        RuntimeError: An expectation could not be evaluated.
    """
    rules = table.table_rules
    if not rules:
        return TableOutcome((), (), (), None)
    needed = [str(rule.options["column"]) for rule in rules if "column" in rule.options]
    batch = frame[list(dict.fromkeys(needed))].reset_index(drop=True)
    grown = {place: trees.grow(rule, frame) for place, rule in enumerate(rules) if rule.check == "tree"}
    for place, tree in grown.items():
        batch[_tree_label(rules[place])] = tree.keeps
    batch[ROW] = np.arange(1, len(batch) + 1)
    result = _validate(table.name, batch, [_table_expectation(rule, place) for place, rule in enumerate(rules)])
    told = tuple(
        (grown[place].problem, grown[place].remedy) if place in grown else ("", "") for place in range(len(rules))
    )
    observed = tuple(map(_observed, result.results))
    return TableOutcome(observed, tuple(bool(single.success) for single in result.results), told, result)


def _observed(single: Any) -> float:
    """What an expectation counted: of one a row, the rows that broke it."""
    single.result.pop("unexpected_index_list", None)
    return float(single.result.get("observed_value", single.result.get("unexpected_count", 0)))


def render(table: str, results: Sequence[Any]) -> str:
    """Great Expectations' own Data Docs page over one table's results, as HTML."""
    merged = [_shortened(single) for result in results if result is not None for single in result.results]
    whole = ExpectationSuiteValidationResult(
        success=all(single.success for single in merged),
        results=merged,
        suite_name=table,
        statistics={
            "evaluated_expectations": len(merged),
            "successful_expectations": sum(bool(single.success) for single in merged),
            "unsuccessful_expectations": sum(not single.success for single in merged),
            "success_percent": 100.0 * sum(bool(single.success) for single in merged) / max(1, len(merged)),
        },
        meta={"great_expectations_version": gx.__version__, "active_batch_definition": {"data_asset_name": table}},
    )
    page: str = DefaultJinjaPageView().render(ValidationResultsPageRenderer().render(whole))
    return page


def _validate(name: str, batch: pd.DataFrame, expectations: list[Any]) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas(name)
    whole = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
    suite = ExpectationSuite(name=name, expectations=expectations)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = whole.get_batch(batch_parameters={"dataframe": batch}).validate(
            suite,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [ROW],
                "return_unexpected_index_query": False,
            },
        )
    by_id = {single.expectation_config.meta["place"]: single for single in result.results}
    result.results = [by_id[place] for place in range(len(expectations))]
    for single in result.results:
        _raise_failures(name, single)
    return result


def _raise_failures(table: str, single: Any) -> None:
    info = single.exception_info or {}
    for entry in [info, *(value for value in info.values() if isinstance(value, dict))]:
        if entry.get("raised_exception"):
            rule = single.expectation_config.meta["rule"]
            raise RuntimeError(f"Table {table}: rule {rule} could not be evaluated: {entry.get('exception_message')}")


def _row_expectation(rule: RowRule, place: int) -> Any:
    shared = {"meta": _meta(rule, place), "description": wording.row_rule(rule)}
    if rule.check in DECIDED_HERE:
        return ExpectColumnValuesToBeInSet(column=_label(rule), value_set=[True], **shared)
    build: dict[str, Callable[..., Any]] = {
        "not_null": ExpectColumnValuesToNotBeNull,
        "between": ExpectColumnValuesToBeBetween,
        "in_set": ExpectColumnValuesToBeInSet,
        "matches": ExpectColumnValuesToMatchRegex,
        "max_length": ExpectColumnValueLengthsToBeBetween,
    }
    options = {_GX_OPTIONS[name]: _plain(value) for name, value in rule.options.items() if name in _GX_OPTIONS}
    if "above" in rule.options:
        options["strict_min"] = True
    return build[rule.check](column=rule.columns[0], **options, **shared)


def _table_expectation(rule: TableRule, place: int) -> Any:
    shared = {"meta": _meta(rule, place), "description": wording.table_rule(rule)}
    if rule.check == "min_rows":
        return ExpectTableRowCountToBeBetween(min_value=rule.options["rows"], **shared)
    if rule.check == "tree":
        return ExpectColumnValuesToBeInSet(column=_tree_label(rule), value_set=[True], **shared)
    return ExpectColumnUniqueValueCountToBeBetween(
        column=rule.options["column"], min_value=rule.options["values"], **shared
    )


_GX_OPTIONS = {
    "min": "min_value",
    "above": "min_value",
    "max": "max_value",
    "values": "value_set",
    "pattern": "regex",
    "characters": "max_value",
}


def _meta(rule: RowRule | TableRule, place: int) -> dict[str, Any]:
    return {"rule": rule.name, "because": rule.because, "place": place}


def _label(rule: RowRule) -> str:
    """The column that carries a rule's verdict; no table's column has a colon in its name."""
    return f"{rule.name}: {', '.join(rule.columns)}"


def _tree_label(rule: TableRule) -> str:
    return f"{rule.name}: {rule.options['node']}, {rule.options['parent']}"


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _shortened(single: Any) -> Any:
    """The examples of what broke a rule, cut to a line each: whole pages pasted into a title would drown the page."""
    shown = copy.copy(single)
    shown.result = dict(single.result)
    for name in ("unexpected_list", "partial_unexpected_list"):
        if name in shown.result:
            shown.result[name] = [_shown(value) for value in shown.result[name]]
    for name in ("partial_unexpected_counts", "partial_unexpected_index_list"):
        entries = shown.result.get(name)
        if entries:
            shown.result[name] = [{key: _shown(value) for key, value in entry.items()} for entry in entries]
    return shown


def _shown(value: object) -> object:
    if value is pd.NA or value is pd.NaT:
        return None
    if not isinstance(value, str):
        return value
    cut = value if len(value) <= MOST_CHARACTERS else value[:MOST_CHARACTERS] + "\u2026"
    # The templates print values as they are; markup in a stranger's title must not become the page's.
    return html.escape(cut)
