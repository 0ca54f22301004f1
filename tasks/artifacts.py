"""What a run leaves in the Prefect UI."""

from __future__ import annotations

from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import FlowRunContext


def publish_validation(use_case: str, rows: list[dict[str, Any]]) -> None:
    """The validation table: a line per rule with the rows that broke it."""
    if FlowRunContext.get() is not None and rows:
        create_table_artifact(rows, key=f"validation-{_key(use_case)}", description="Rows that broke the contract")


def publish_verdict(use_case: str, markdown: str) -> None:
    """The gate's verdict with its numbers."""
    if FlowRunContext.get() is not None:
        create_markdown_artifact(markdown, key=f"gate-{_key(use_case)}", description="The gate's verdict")


def _key(use_case: str) -> str:
    return use_case.replace("_", "-")
