"""Grades of products for queries, of indexed products by their id and of others by their texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import Texts, words_of
from ..words import spelt_column
from .answers import graded_frame
from .catalogue import Catalogue
from .grading import Grader
from .request import Questions

TEXTS: Final = "product_texts.parquet"
READ: Final = ("title", "description", "bullets", "brand", "colour")
NO_QUERY: Final = "empty query: nothing to grade"
NO_PRODUCT: Final = "unknown product without a title: nothing to grade"

_LONGEST: Final = 10_000  # characters of a query in which a word is looked for

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class GradedProducts:
    """A grader and the texts of the products it is asked about.

    Attributes:
        grader: None where train had no judgments in four classes.
        directory: Where the texts of indexed products lie; they are read when a grade is first asked.
    """

    grader: Grader | None
    directory: Path

    @cached_property
    def texts(self) -> pd.DataFrame:
        """Texts of all products, in the order of the catalogue."""
        return pd.read_parquet(self.directory / TEXTS)

    def frame(self, questions: Questions, catalogue: Catalogue, threads: int) -> pd.DataFrame:
        """One row a request; see `answers.graded_frame`.

        A query without a word, and a product that is not indexed and has no title, get a note and no grade.

        Raises:
            InputError: The model has no grader, or no request says which product is meant.
        """
        if self.grader is None:
            raise InputError(
                "this version cannot grade: it was trained without judgments of the four classes exact, substitute, "
                "complement and irrelevant; ask with mode search."
            )
        given = questions.texts
        if len(questions) and not any(given["product_id"]) and not any(given["title"]):
            raise InputError(
                f"of {len(questions)} requests none has a product_id or a title, so there is nothing to grade; give "
                "the product_id of an indexed product, or the title of another."
            )
        position = catalogue.positions([product or "" for product in given["product_id"]])
        notes = _notes(given, position)
        rows = np.flatnonzero([note is None for note in notes])
        queries = [given["query"][row] or "" for row in rows]
        chances = self.grader.grade(queries, self._products(given, position, rows), threads)
        return graded_frame(questions, rows, chances, self.grader.decide(chances), notes)

    def _products(self, given: dict[str, Texts], position: Ints, rows: Ints) -> pd.DataFrame:
        """What is graded: the request's own texts where it has a title, else those of the indexed product."""
        indexed = np.flatnonzero([not _said(given["title"][row]) for row in rows])
        known = self.texts.iloc[position[rows[indexed]]] if len(indexed) else None
        columns = {}
        for name in READ:
            column = np.array([given[name][row] for row in rows], dtype=object)
            if known is not None:
                column[indexed] = known[name].to_numpy(dtype=object)
            columns[name] = words_of(column)
        return pd.DataFrame(columns)


def _notes(given: dict[str, Texts], position: Ints) -> list[str | None]:
    """Why a request can have no grade; null where it can."""
    notes: list[str | None] = []
    for place, query in enumerate(spelt_column(pd.Series(given["query"], dtype="str"), _LONGEST)):
        lost = position[place] < 0 and not _said(given["title"][place])
        why = [NO_QUERY] if not query else []
        why += [NO_PRODUCT] if lost else []
        notes.append("; ".join(why) or None)
    return notes


def _said(title: str | None) -> bool:
    return bool((title or "").strip())
