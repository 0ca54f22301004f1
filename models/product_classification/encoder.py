"""Listings as sparse rows: hashed n-grams per field, weighed by how rare they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..settings import read
from .encoder_settings import EncoderSettings
from .field_grams import GROUPS, grams
from .listing_text import Texts

_FILE: Final = "encoder.npz"
_MOST_ROWS: Final = 4_096  # rows that are encoded at once: few enough for the cache, enough to be worth a call
_COUNTED: Final = 256  # an n-gram that occurs more often counts as if that often
_TF: Final = (1 + np.log(np.maximum(np.arange(_COUNTED), 1))).astype(np.float32)

Floats = npt.NDArray[np.float32]


class Encoder:
    """What n-grams are known, and what each weighs.

    Attributes:
        settings: What is encoded.
        hashed: Known n-grams, those of most rows first, as group times hash space plus hash; int64 (features,).
        rarity: Inverse document frequency of each, log((1 + rows) / (1 + rows with it)) + 1; float32 (features,).
        strange: The same of an n-gram that no row has.
    """

    def __init__(
        self, settings: EncoderSettings, hashed: npt.NDArray[np.int64], rarity: Floats, strange: float
    ) -> None:
        self.settings = settings
        self.hashed = hashed
        self.rarity = rarity
        self.strange = strange
        self._group = (hashed >> settings.bits).astype(np.uint8)
        self._tables = {int(group): self._table(int(group)) for group in np.unique(self._group)}
        self._column_bits = max(len(hashed).bit_length(), 8)
        self._weights = np.array([getattr(settings, group) for group in GROUPS], dtype=np.float64)

    def __len__(self) -> int:
        return len(self.hashed)

    def _table(self, group: int) -> npt.NDArray[np.int32]:
        table = np.full(1 << self.settings.bits, -1, dtype=np.int32)
        here = np.flatnonzero(self._group == group)
        table[self.hashed[here] - (group << self.settings.bits)] = here
        return table

    @classmethod
    def fit(cls, texts: Texts, settings: EncoderSettings) -> Encoder:
        """Keep the n-grams that enough listings have; two that share a place in the hash space are one.

        What is looked up often lies together, so that it stays in the processor's cache.
        """
        counts = np.zeros(len(GROUPS) << settings.bits, dtype=np.int32)
        shift = np.uint32(32 - settings.bits)
        for start in range(0, len(texts), _MOST_ROWS):
            part = texts.take(np.arange(start, min(start + _MOST_ROWS, len(texts))))
            for group, found in grams(part, settings):
                if not getattr(settings, GROUPS[group]):
                    continue
                place = (found.hashes >> shift).astype(np.int64) + (group << settings.bits)
                keys = np.sort((place << 32) | found.rows)
                np.add.at(counts, keys[_first_of_equals(keys)] >> 32, 1)
        least = settings.min_rows if len(texts) >= settings.few_rows else 1
        hashed = np.flatnonzero(counts >= least)
        hashed = hashed[np.argsort(-counts[hashed], kind="stable")]
        rarity = np.log((1 + len(texts)) / (1 + counts[hashed])) + 1
        return cls(settings, hashed, rarity.astype(np.float32), float(np.log(1 + len(texts)) + 1))

    def transform(self, texts: Texts, threads: int = 1) -> sp.csr_array:
        """Rows within which each group that a listing has counts by its weight.

        Returns:
            (n, features) float32, columns sorted. A row has length 1 where all its n-grams are known; unknown ones
            have no column but count in the length, so that margins of strange listings are small.
        """
        rows = max(min(_MOST_ROWS, 1 << (32 - self._column_bits)), 1)
        parts = [np.arange(start, min(start + rows, len(texts))) for start in range(0, len(texts), rows)]
        if not parts:
            return sp.csr_array((0, len(self)), dtype=np.float32)
        if threads > 1 and len(parts) > 1:
            with ThreadPoolExecutor(threads) as pool:
                encoded = list(pool.map(lambda part: self._encoded(texts.take(part)), parts))
        else:
            encoded = [self._encoded(texts.take(part)) for part in parts]
        lengths, columns, values = (np.concatenate(each) for each in zip(*encoded, strict=True))
        starts = np.concatenate([[0], np.cumsum(lengths)])
        starts = starts.astype(np.int32 if starts[-1] < 2**31 else np.int64)
        return sp.csr_array((values, columns.astype(starts.dtype), starts), shape=(len(texts), len(self)))

    def _encoded(self, texts: Texts) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Floats]:
        n, bits = len(texts), np.uint32(self._column_bits)
        keys, strange = self._keys(texts)
        keys.sort()
        first = np.flatnonzero(_first_of_equals(keys))
        often = np.diff(np.append(first, len(keys)))
        keys = keys[first]
        column = (keys & np.uint32((1 << self._column_bits) - 1)).astype(np.int32)
        row = (keys >> bits).astype(np.int32)
        value = self.rarity[column] * _TF[np.minimum(often, _COUNTED - 1)]
        group = row * len(GROUPS) + self._group[column]
        squared = strange * (self.settings.unknown * self.strange**2)
        squared += np.bincount(group, weights=value * value, minlength=squared.size).reshape(squared.shape)
        weight = np.where(squared > 0, self._weights, 0)
        length = np.sqrt((weight**2).sum(axis=1, keepdims=True))
        factor = weight / np.sqrt(np.where(squared > 0, squared, 1)) / np.where(length > 0, length, 1)
        return np.bincount(row, minlength=n), column, value * factor.astype(np.float32).ravel()[group]

    def _keys(self, texts: Texts) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64]]:
        """Row and column of each known n-gram in one number; and how many are unknown, (n, groups)."""
        keys, strange = [np.zeros(0, np.uint32)], np.zeros((len(texts), len(GROUPS)))
        bits, shift = np.uint32(self._column_bits), np.uint32(32 - self.settings.bits)
        for group, found in grams(texts, self.settings):
            if group not in self._tables:
                strange[:, group] += np.bincount(found.rows, minlength=len(texts))
                continue
            column = self._tables[group][found.hashes >> shift]
            known = column >= 0
            keys.append((found.rows[known].astype(np.uint32) << bits) | column[known].astype(np.uint32))
            strange[:, group] += np.bincount(found.rows[~known], minlength=len(texts))
        return np.concatenate(keys), strange

    def known(self, matrix: sp.csr_array) -> npt.NDArray[np.bool_]:
        """Rows of `transform` that say enough that train knows, indicators not counted; (n,).

        A few n-grams of a script that train never saw fall together with known ones, for the hash space is finite.
        """
        told = self._group[matrix.indices] != GROUPS.index("indicators")
        row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[told]
        squared = np.bincount(row, weights=matrix.data[told].astype(np.float64) ** 2, minlength=matrix.shape[0])
        return np.asarray((squared > 0) & (squared >= self.settings.least_known), dtype=np.bool_)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        settings: dict[str, Any] = {
            f"settings_{name}": np.array(value) for name, value in asdict(self.settings).items()
        }
        directory.mkdir(parents=True, exist_ok=True)
        np.savez(
            directory / _FILE,
            hashed=self.hashed.astype(np.uint32),
            rarity=self.rarity,
            strange=self.strange,
            **settings,
        )

    @classmethod
    def load(cls, directory: Path) -> Encoder:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as arrays:
            given = {name: arrays[f"settings_{name}"].item() for name in asdict(EncoderSettings())}
            hashed, rarity, strange = arrays["hashed"].astype(np.int64), arrays["rarity"], float(arrays["strange"])
        return cls(read(EncoderSettings(), given), hashed, rarity, strange)


def _first_of_equals(ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    return np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
