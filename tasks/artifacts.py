"""What a run leaves in the Prefect UI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import FlowRunContext

from infra.errors import UserError

# The page cuts a wide table off on the right.
FIRST = ("table", "rule", "broken", "rows")


def publish_validation(use_case: str, rows: list[dict[str, Any]]) -> None:
    """The validation table: a line per rule with the rows that broke it."""
    if FlowRunContext.get() is not None and rows:
        ordered = [{**{name: row[name] for name in FIRST if name in row}, **row} for row in rows]
        create_table_artifact(ordered, key=f"validation-{_key(use_case)}", description="Rows that broke the contract")


def publish_verdict(use_case: str, markdown: str) -> None:
    """The gate's verdict with its numbers."""
    if FlowRunContext.get() is not None:
        create_markdown_artifact(markdown, key=f"gate-{_key(use_case)}", description="The gate's verdict")


@contextmanager
def refusals_shown(use_case: str) -> Iterator[None]:
    """Whatever refuses inside the block says so on the page of the run."""
    try:
        yield
    except UserError as error:
        publish_refusal(use_case, error.problem, error.remedy)
        raise


def publish_refusal(use_case: str, problem: str, remedy: str) -> None:
    """Why the run ended, as a sentence; the log has it inside a trace."""
    if FlowRunContext.get() is not None:
        markdown = f"**{problem}**\n\nWay out: {remedy}" if remedy else f"**{problem}**"
        create_markdown_artifact(markdown, key=f"refused-{_key(use_case)}", description="Why the run was refused")


def publish_window(use_case: str, words: str, report: str, mlflow_run: str) -> None:
    """What a window of monitoring led to, and where it is kept."""
    if FlowRunContext.get() is not None:
        markdown = f"{words}\n\nReport: `{report}`\n\nMLflow run: {mlflow_run}"
        create_markdown_artifact(markdown, key=f"window-{_key(use_case)}", description="What the window led to")


def publish_monitoring(use_case: str, rows: list[dict[str, Any]], headline: str) -> None:
    """The comparison of a window with training: a line per signal, those that drifted first."""
    if FlowRunContext.get() is not None and rows:
        create_table_artifact(rows, key=f"monitoring-{_key(use_case)}", description=headline)


def _key(use_case: str) -> str:
    """Prefect's keys are of lower-case letters, digits and dashes; a refused name may hold anything."""
    return re.sub(r"[^a-z0-9]+", "-", use_case.lower()).strip("-")
