"""All passages of a catalogue, with their meanings, as a bundle holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .meanings import meanings
from .passages import SOURCES, Floats, Ints, Passages, Reals, parted

TABLE: Final = "passages.parquet"
SAID: Final = "said.npy"
ASKED: Final = "asked.npy"
_MICROSECONDS: Final = 1e6
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True)
class PassageStore:
    """Passages in order of product.

    Attributes:
        places: Number of each product that has passages.
        starts: First passage of each, and the end of the last; (products + 1,).
        every: All passages, without vectors.
        said: Meanings of what they say, (n, d); half precision, read from disk as needed.
        asked: Of the questions of those that have one, (m, d).
        asked_at: Row of `asked` for each passage, -1 for one without a question; (n,).
    """

    places: dict[str, int]
    starts: Ints
    every: Passages
    said: Halves
    asked: Halves
    asked_at: Ints

    @classmethod
    def fit(cls, table: pd.DataFrame, pieces: int, threads: int) -> Self:
        """From the examples' table of texts.

        Args:
            table: product_id, source, id, text, weight, time; in any order.
            pieces: Word pieces of a passage that are read.
            threads: Of the network.

        Raises:
            ValueError: A source is not one of `SOURCES`.
        """
        rows = table[table["text"].notna() & table["product_id"].notna()]
        rows = rows.sort_values("product_id", kind="stable").reset_index(drop=True)
        strange = ~rows["source"].isin(SOURCES)
        if strange.any():
            known = ", ".join(SOURCES)
            raise ValueError(f"texts: {int(strange.sum())} of {len(rows)} rows are of none of the sources {known}.")
        parts = [parted(*pair) for pair in zip(rows["text"].tolist(), rows["source"].tolist(), strict=True)]
        said = meanings([one for one, _ in parts], pieces, threads).astype(np.float16)
        asked = meanings([one for _, one in parts if one], pieces, threads).astype(np.float16)
        return cls._of(rows, said, asked)

    @classmethod
    def _of(cls, rows: pd.DataFrame, said: Halves, asked: Halves) -> Self:
        products, first = np.unique(rows["product_id"].to_numpy(dtype=object).astype(str), return_index=True)
        every = Passages(
            rows["text"].tolist(),
            rows["source"].tolist(),
            rows["weight"].to_numpy(dtype=np.float64, na_value=np.nan),
            _seconds(rows["time"]),
            [None if pd.isna(one) else str(one) for one in rows["id"].tolist()],
        )
        has = np.array([bool(parted(*pair)[1]) for pair in zip(every.texts, every.sources, strict=True)], dtype=bool)
        at = np.where(has, np.cumsum(has) - 1, -1).astype(np.int64)
        starts = np.append(first, len(rows)).astype(np.int64)
        return cls({product: place for place, product in enumerate(products.tolist())}, starts, every, said, asked, at)

    def knows(self, product: str | None) -> bool:
        """Whether the product has any passage."""
        return product is not None and product in self.places

    def rows(self, product: str | None) -> Ints:
        """Rows of `every` that are a product's; none where it is not known."""
        place = None if product is None else self.places.get(product)
        start, end = (0, 0) if place is None else (int(self.starts[place]), int(self.starts[place + 1]))
        return np.arange(start, end, dtype=np.int64)

    def about(self, product: str | None) -> Passages:
        """Passages of a product with their vectors; none where it is not known."""
        rows = self.rows(product)
        return replace(self.every.take(rows), vectors=self.vectors(rows))

    def vectors(self, rows: Ints) -> Floats:
        """Meanings of some of `every`, see `Passages.vectors`; (rows, 2, d)."""
        found = np.zeros((len(rows), 2, self.said.shape[1]), dtype=np.float32)
        found[:, 0] = self.said[rows]
        at = self.asked_at[rows]
        found[at >= 0, 1] = self.asked[at[at >= 0]]
        return found

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        owners = np.repeat(np.array(list(self.places), dtype=object), np.diff(self.starts))
        columns: dict[str, Any] = {name: pd.array(cells, dtype="str") for name, cells in self._texts(owners).items()}
        columns["weight"] = self.every.weights
        micro = np.round(self.every.seconds * _MICROSECONDS)
        columns["time"] = pd.to_datetime(micro, unit="us", utc=True).as_unit("us")
        pd.DataFrame(columns).to_parquet(directory / TABLE, index=False)
        np.save(directory / SAID, self.said, allow_pickle=False)
        np.save(directory / ASKED, self.asked, allow_pickle=False)

    def _texts(self, owners: npt.NDArray[np.object_]) -> dict[str, Any]:
        every = self.every
        return {"product_id": owners, "source": every.sources, "id": every.ids, "text": every.texts}

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote; vectors are mapped, not read."""
        said, asked = (np.load(directory / name, mmap_mode="r", allow_pickle=False) for name in (SAID, ASKED))
        return cls._of(pd.read_parquet(directory / TABLE), said, asked)


def _seconds(times: pd.Series[Any]) -> Reals:
    stamps = pd.to_datetime(times, utc=True)
    micro = stamps.to_numpy(dtype="datetime64[us]").astype(np.int64)
    return np.where(stamps.isna().to_numpy(), np.nan, micro / _MICROSECONDS)


def vectors_of(passages: Passages) -> Floats:
    """Vectors of passages that have been read.

    Raises:
        ValueError: They have not.
    """
    if passages.vectors is None:
        raise ValueError(f"{len(passages)} passages have no vectors; see `meanings.with_meanings`.")
    return passages.vectors
