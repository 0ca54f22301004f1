"""Grades of pairs of a query and a product: exact, substitute, complement, irrelevant, with what each is likely."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..settings import read
from ..vocabulary import Vocabulary
from ..words import normalised
from .grade_decision import decided
from .grading_choice import Choice
from .grading_pairs import GRADES, NAMES, brand_words, checked, columns_of, spelt_titles
from .grading_settings import GradingSettings

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FILE, _WORDS, _FACTS = "grader.npz", "grader_words.parquet", "grader.json"


@dataclass(frozen=True)
class Grader:
    """What is known of pairs that were graded.

    Attributes:
        settings: Of the fit.
        vocabulary: Words of the titles, and how many of them have each.
        brands: Words of the brands.
        choice: What was fitted to the columns.
    """

    settings: GradingSettings
    vocabulary: Vocabulary
    brands: frozenset[str]
    choice: Choice

    @classmethod
    def fit(
        cls,
        queries: list[str],
        products: pd.DataFrame,
        grades: npt.NDArray[Any],
        settings: GradingSettings,
        *,
        seed: int,
        threads: int,
    ) -> Grader | None:
        """Fit on graded pairs; None where they are too few, or of one grade.

        The penalty, the confidence and the decision are chosen on pairs whose queries the fit had not seen.

        Args:
            queries: One a pair.
            products: One row a pair: title, description, bullets, brand, colour; cells may be missing.
            grades: Place in `GRADES` of each.
            settings: Of the fit.
            seed: Deals queries into folds, and draws pairs where there are more than `most_pairs`.
            threads: Of the network.

        Raises:
            InputError: The lengths differ, or a grade is none of the four.
        """
        labels = checked(queries, products, grades)
        rng = np.random.default_rng(seed)
        if len(labels) > settings.most_pairs:
            drawn = np.sort(rng.choice(len(labels), settings.most_pairs, replace=False))
            queries, products, labels = [queries[row] for row in drawn], products.iloc[drawn], labels[drawn]
        group = pd.factorize(np.array(normalised(queries), dtype=object))[0].astype(np.int64)
        if len(labels) < settings.least_pairs or len(np.unique(labels)) < 2 or len(np.unique(group)) < 2:
            return None
        vocabulary = Vocabulary.of(spelt_titles(products, settings.body_characters))
        brands = brand_words(products, settings.body_characters)
        columns = columns_of(queries, products, vocabulary, brands, settings, threads)
        fold = rng.permutation(int(group.max()) + 1)[group] % settings.folds
        return cls(settings, vocabulary, brands, Choice.made(columns, labels, len(GRADES), fold, settings))

    def grade(self, queries: list[str], products: pd.DataFrame, threads: int = 1) -> Reals:
        """Probabilities of `GRADES`, (pairs, 4); one row of `products` a query."""
        if not queries:
            return np.zeros((0, len(GRADES)))
        columns = columns_of(queries, products, self.vocabulary, self.brands, self.settings, threads)
        return self.choice.regression.chances(columns)

    def decide(self, chances: Reals) -> Ints:
        """Place in `GRADES` of what each pair is called, so that the mean F1 of the grades is high."""
        return decided(chances, self.choice.shares, self.choice.power)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        self.vocabulary.save(directory / _WORDS)
        told = {"settings": asdict(self.settings), "brands": sorted(self.brands), "columns": list(NAMES)}
        told["facts"] = self.facts
        (directory / _FACTS).write_text(json.dumps(told, indent=2), encoding="utf-8")
        np.savez(directory / _FILE, allow_pickle=False, **self.choice.arrays())

    @property
    def facts(self) -> dict[str, Any]:
        """What the bundle says of it, JSON values."""
        return self.choice.facts

    @classmethod
    def load(cls, directory: Path) -> Grader:
        """Read what `save` wrote.

        Raises:
            ValueError: It was fitted on other columns than this code makes.
        """
        told = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        if told["columns"] != list(NAMES):
            raise ValueError(f"{directory} grades by the columns {told['columns']}, this code makes {list(NAMES)}.")
        with np.load(directory / _FILE, allow_pickle=False) as arrays:
            choice = Choice.read(arrays, told["facts"])
        settings = read(GradingSettings(), told["settings"])
        return cls(settings, Vocabulary.load(directory / _WORDS), frozenset(told["brands"]), choice)
