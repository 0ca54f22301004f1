"""Test photos one by one, with their pictures read as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from evaluation.example_files import each_with_file, with_files
from evaluation.example_files import examples_of as examples_of

PICTURE: Final = "picture"


def each_photo(table: pd.DataFrame) -> Iterator[Any]:
    """Rows of `visual_requests.requests` one by one, with an attribute for each column, `picture` among them."""
    return each_with_file(table, PICTURE)


def with_pictures(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of `visual_requests.requests` with `picture`, the bytes of each; as they are where they have it."""
    return with_files(table, PICTURE)
