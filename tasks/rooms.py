"""A use case has a module of its own name in each room; this finds it."""

from __future__ import annotations

import importlib
from types import ModuleType

from infra.errors import SettingsError

USE_CASES = (
    "product_matching",
    "demand_forecasting",
    "ad_click",
    "product_classification",
    "product_search",
    "recommendation",
    "deal_ranking",
    "review_extraction",
    "question_answering",
    "visual_search",
    "speech_recognition",
)


def module(room: str, use_case: str) -> ModuleType:
    """The module of a use case in a room, `features.product_matching` for instance."""
    return importlib.import_module(f"{room}.{use_case}")


def use_case_named(text: str) -> str:
    """The use case a person means: `product-matching` and `product_matching` are the same.

    Raises:
        SettingsError: There is none of that name.
    """
    import difflib

    name = text.strip().lower().replace("-", "_")
    if name in USE_CASES:
        return name
    close = difflib.get_close_matches(name, USE_CASES, n=1)
    hint = f"Did you mean {close[0].replace('_', '-')}?" if close else ""
    known = ", ".join(use_case.replace("_", "-") for use_case in USE_CASES)
    raise SettingsError(f"There is no use case {text!r}.", f"{hint} Known: {known}.".strip())
