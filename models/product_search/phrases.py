"""Phrases that an unfinished query may become: past queries, and what the catalogue itself offers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..vocabulary import Floats, Ints, Vocabulary
from .asked import AskedQueries
from .phrase_sources import asked_rows, by_region, commonest, linked_rows, offered_rows
from .understanding_settings import CompletionSettings

TABLE: Final = "phrases.parquet"
ARRAYS: Final = "phrases.npz"


@dataclass(frozen=True)
class Phrases:
    """Phrases in order of their spelling.

    Attributes:
        keys: Their words, as `words.normalise` spells them.
        shown: As somebody typed them most often, or as the catalogue has them.
        weights: What each counts; (phrases,).
        category, brand: Number of the one most of its products are of, `NONE` where there is none; (phrases,).
        products, starts: Positions of its best products, and where each phrase's begin; int32, (phrases + 1,).
        placed: Phrase x regions + region of those that have searches in a region; in order, (m,).
        regional: What these count; float32 (m,).
        categories, brands, regions: Names by number.
        offered: Whether it may be told to others: the catalogue has it, or enough customers have asked for it.
    """

    keys: list[str]
    shown: list[str]
    weights: Floats
    category: npt.NDArray[np.int32]
    brand: npt.NDArray[np.int32]
    products: npt.NDArray[np.int32]
    starts: Ints
    placed: Ints
    regional: npt.NDArray[np.float32]
    categories: list[str]
    brands: list[str]
    regions: list[str]
    offered: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(
        cls, products: pd.DataFrame, queries: AskedQueries, catalogue: Vocabulary, settings: CompletionSettings
    ) -> Phrases:
        """From a catalogue and past queries.

        Args:
            products: Rows in order of position.
            queries: Past queries.
            catalogue: Words of products alone: a query of other words has to have been asked some times.
            settings: Which phrases are kept and what they count.
        """
        category, categories = pd.factorize(products["category"], sort=True)
        brand, brands = pd.factorize(products["brand"], sort=True)
        asked = asked_rows(queries, catalogue, settings)
        offered = offered_rows(products, category, brand, settings)
        mass = float(asked["weight"].sum())
        offered["weight"] *= (
            settings.catalogue_share * (mass if mass > 0 else 1.0) / max(offered["weight"].sum(), 1e-12)
        )
        common = asked["offered"].to_numpy(dtype=bool)
        both = pd.concat([asked[common], offered.assign(offered=True), asked[~common]], ignore_index=True)
        # What many have asked for is shown as they wrote it, and what few have as the catalogue does.
        table = both.groupby("key", sort=False).agg(
            shown=("shown", "first"), weight=("weight", "sum"), offered=("offered", "any")
        )
        table = table.nlargest(settings.most_phrases, "weight").sort_index()
        keys = pd.Index(table.index)
        links = linked_rows(keys, queries, offered, category, brand, settings)
        placed, regional, regions = by_region(keys, queries)
        return cls(
            keys.tolist(),
            table["shown"].tolist(),
            table["weight"].to_numpy(np.float64),
            commonest(links, category, len(keys)),
            commonest(links, brand, len(keys)),
            links["product"].to_numpy(np.int32),
            np.searchsorted(links["phrase"].to_numpy(), np.arange(len(keys) + 1)).astype(np.int64),
            placed,
            regional,
            [str(one) for one in categories],
            [str(one) for one in brands],
            regions,
            table["offered"].to_numpy(dtype=bool),
        )

    def save(self, directory: Path) -> None:
        """Write it into a directory."""
        table = {"key": pd.array(self.keys, dtype="str"), "shown": pd.array(self.shown, dtype="str")}
        numbers = {name: getattr(self, name) for name in ("weights", "category", "brand", "offered")}
        pd.DataFrame({**table, **numbers}).to_parquet(directory / TABLE, index=False)
        names = {name: np.array(getattr(self, name), dtype=np.str_) for name in ("categories", "brands", "regions")}
        arrays = {name: getattr(self, name) for name in ("products", "starts", "placed", "regional")}
        np.savez(directory / ARRAYS, allow_pickle=False, **names, **arrays)

    @classmethod
    def load(cls, directory: Path) -> Phrases:
        """Read what `save` wrote."""
        table = pd.read_parquet(directory / TABLE)
        with np.load(directory / ARRAYS, allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in ("products", "starts", "placed", "regional")}
            names = {name: arrays[name].tolist() for name in ("categories", "brands", "regions")}
        numbers = {name: table[name].to_numpy() for name in ("weights", "category", "brand", "offered")}
        parts: dict[str, Any] = {**numbers, **held, **names}
        return cls(table["key"].tolist(), table["shown"].tolist(), **parts)
