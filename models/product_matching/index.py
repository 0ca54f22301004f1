"""Candidate index: for each listing the few others that may be the same product, without comparing all pairs."""

from __future__ import annotations

import json
import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .blocking import BlockingParameters, blocking_text, normalised
from .expansion import Members, allot, expand
from .key_channel import KeyChannel
from .text_channel import TextChannel
from .union import CHANNEL_SETS, Cosines, Floats, Merged, blend, merge

if TYPE_CHECKING:
    from .dense import DenseChannel

Ints = npt.NDArray[np.int64]

_CHANNEL: Final = pd.CategoricalDtype(list(CHANNEL_SETS))
_ROWS: Final = 100_000  # query rows whose candidates are put together at a time


class CandidateIndex:
    """Blocking by an inverted index, keys and embeddings, over the distinct texts of the listings.

    The union of several blocking schemes, then a cut to the best k by a blended score, is meta-blocking
    (Papadakis et al., TKDE 2014). Build one with `build`, ask it with `candidates` or `candidates_within`.
    """

    def __init__(
        self,
        parameters: BlockingParameters,
        ids: pd.Index[str],
        sellers: pd.Series[str],
        text_of: Ints,
        text: TextChannel,
        keys: KeyChannel,
        dense: DenseChannel | None,
    ) -> None:
        self.parameters = parameters
        self.ids = ids
        self.members = Members.of(text_of, text.matrix.shape[0])
        self.text = text
        self.keys = keys
        self.dense = dense
        # a missing seller is nobody's fellow: it has no code
        self._sellers = pd.Index(sellers[sellers != ""].unique())
        self._seller_codes = self._sellers.get_indexer(pd.Index(sellers))

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def build(cls, listings: pd.DataFrame, parameters: BlockingParameters) -> Self:
        """Index listings.

        Args:
            listings: Columns `listing_id` and `title`; `description`, `brand`, `attributes` and `seller` are used
                where they exist. One row is enough.
            parameters: Settings of blocking.

        Raises:
            ValueError: No rows, or a needed column is missing.
        """
        if listings.empty:
            raise ValueError("listings are empty (0 rows): an index needs at least one.")
        texts, text_of, first = _distinct(listings, parameters)
        representatives = listings.iloc[first]
        return cls(
            parameters,
            _unique_ids(listings),
            normalised(listings, "seller"),
            text_of,
            TextChannel.fit(texts, parameters),
            KeyChannel.fit(representatives, parameters.threads),
            _dense_channel().fit(texts, parameters) if parameters.dense != "off" else None,
        )

    def candidates(self, queries: pd.DataFrame, k: int, exclude_same_id: bool = True) -> pd.DataFrame:
        """Indexed listings that each query may match.

        Args:
            queries: Listings, with the columns of the index; they need not be in it.
            k: Largest number of candidates per query.
            exclude_same_id: Leave out the indexed listing of the query's own `listing_id`.

        Returns:
            `query` (int32 row of `queries`), `candidate` (int32 row of the index), `score` (float32, 0..1),
            `channel` (category: which channels found it), `rank` (int16, from 1); sorted by query and rank.
            A query without any candidate has no row.
        """
        texts, text_of, first = _distinct(queries, self.parameters)
        merged = self._search(
            self.text.encode(texts),
            self.keys.encode(queries.iloc[first]),
            self.dense.encode(texts) if self.dense else None,
            self._depth(k),
        )
        own = np.full(len(queries), -1, dtype=np.int64)
        if exclude_same_id and "listing_id" in queries:
            own = self.ids.get_indexer(pd.Index(queries["listing_id"].astype("str")))
        sellers = self._sellers.get_indexer(pd.Index(normalised(queries, "seller")))
        return self._listings(Members.of(text_of, len(texts)), merged, k, own, sellers, within=False)

    def candidates_within(self, k: int) -> pd.DataFrame:
        """Candidates of every indexed listing among the others; what `candidates(listings, k)` gives, for less work."""
        dense = self.dense.vectors if self.dense else None
        merged = self._search(self.text.matrix, self.keys.matrix, dense, self._depth(k))
        nothing = np.full(len(self), -1, dtype=np.int64)
        return self._listings(self.members, merged, k, nothing, self._seller_codes, within=True)

    def pair_scores(self, queries: pd.DataFrame, query_rows: Ints, index_rows: Ints) -> npt.NDArray[np.float32]:
        """Blended score of given pairs, found by blocking or not; float32 (pairs,), 0..1."""
        texts, text_of, first = _distinct(queries, self.parameters)
        query, found = text_of[query_rows], self.members.text_of[index_rows]
        parts = [self.text.cosines(self.text.encode(texts), query, found)]
        parts.append(self.keys.cosines(self.keys.encode(queries.iloc[first]), query, found))
        if self.dense:
            parts.append(self.dense.cosines(self.dense.encode(texts), query, found))
        return blend(parts, self._weights())

    def save(self, directory: Path) -> None:
        """Write the index as npz, parquet and json files into `directory`, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "blocking.json").write_text(json.dumps(self.parameters.to_dict(), indent=2), encoding="utf-8")
        sellers = self._sellers.append(pd.Index([""], dtype="str")).take(self._seller_codes)
        frame = pd.DataFrame({"listing_id": self.ids, "seller": sellers, "text": self.members.text_of})
        frame.to_parquet(directory / "indexed.parquet", index=False)
        for name, arrays in (("text", self.text.arrays()), ("keys", self.keys.arrays())):
            np.savez(directory / f"{name}.npz", allow_pickle=False, **arrays)
        if self.dense:
            self.dense.save(directory / "dense")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: A file of the index is missing.
        """
        values: dict[str, Any] = json.loads((directory / "blocking.json").read_text(encoding="utf-8"))
        parameters = BlockingParameters.from_dict(values)
        frame = pd.read_parquet(directory / "indexed.parquet")
        return cls(
            parameters,
            pd.Index(frame["listing_id"]),
            frame["seller"],
            frame["text"].to_numpy(),
            TextChannel.from_arrays(np.load(directory / "text.npz", allow_pickle=False), parameters),
            KeyChannel.from_arrays(np.load(directory / "keys.npz", allow_pickle=False), parameters.threads),
            _dense_channel().load(directory / "dense", parameters) if parameters.dense != "off" else None,
        )

    def _weights(self) -> list[float]:
        keys, dense = self.parameters.key_weight, self.parameters.dense_weight if self.dense else 0.0
        weights = [max(1.0 - keys - dense, 0.0), keys]
        return [*weights, dense] if self.dense else weights

    def _search(self, text: sp.csr_array, keys: sp.csr_array, dense: Floats | None, depth: int) -> Merged:
        """Neighbouring texts of encoded query texts, by all channels."""
        neighbours = [self.text.search(text, depth), self.keys.search(keys, depth)]
        cosines: list[Cosines] = [partial(self.text.cosines, text), partial(self.keys.cosines, keys)]
        if self.dense is not None and dense is not None:
            neighbours.append(self.dense.search(dense, depth))
            cosines.append(partial(self.dense.cosines, dense))
        return merge(neighbours, cosines, self._weights(), self.text.matrix.shape[0])

    def _depth(self, k: int) -> int:
        # neighbours of the query's own seller are dropped later: look further for others
        spare = 2.0 if self.parameters.drop_same_seller else 1.0
        return min(math.ceil(k * self.parameters.oversample * spare) + 1, int(self.text.matrix.shape[0]))

    def _listings(
        self, queries: Members, merged: Merged, k: int, own: Ints, sellers: Ints, *, within: bool
    ) -> pd.DataFrame:
        """From neighbouring texts to the best k listings of each query row.

        Args:
            queries: Query rows and their texts.
            merged: Neighbouring texts of each query text.
            k: Candidates per query row.
            own: Index row that is not a candidate of the query row, -1 for none.
            sellers: Seller of each query row in the codes of the index; -1 for none or an unknown one.
            within: Queries are the index rows themselves.
        """
        texts = len(queries.starts) - 1
        starts = np.concatenate([[0], np.cumsum(np.bincount(merged.query, minlength=texts))])
        wanted = (2 * k if self.parameters.drop_same_seller else k) + 1
        same_text = (merged.found == merged.query) & within
        taken = allot(texts, merged.found, starts, self.members.sizes, wanted, self.parameters.per_text, same_text)
        parts = []
        for begin in range(0, max(len(queries.text_of), 1), _ROWS):
            part = slice(begin, begin + _ROWS)
            row, candidate, edge = expand(queries, part, merged.found, starts, taken, self.members, within=within)
            keep = (merged.score[edge] >= self.parameters.min_score) & (own[row] != candidate)
            if self.parameters.drop_same_seller:
                keep &= (sellers[row] < 0) | (sellers[row] != self._seller_codes[candidate])
            row, candidate, edge = row[keep], candidate[keep], edge[keep]
            rank = np.arange(1, len(row) + 1) - np.searchsorted(row, row)
            best = rank <= k
            parts.append(_frame(row[best], candidate[best], rank[best], merged, edge[best]))
        return pd.concat(parts, ignore_index=True)


def _dense_channel() -> type[DenseChannel]:
    from .dense import DenseChannel  # faiss and the tokenizer are needed by this channel alone

    return DenseChannel


def _unique_ids(listings: pd.DataFrame) -> pd.Index[str]:
    if "listing_id" not in listings:
        raise ValueError(f"listings have no column `listing_id` (columns: {list(listings.columns)}).")
    ids = pd.Index(listings["listing_id"].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"listings.listing_id: {int(ids.duplicated().sum())} of {len(ids)} ids are not unique.")
    return ids


def _distinct(listings: pd.DataFrame, parameters: BlockingParameters) -> tuple[pd.Series[str], Ints, Ints]:
    """Distinct texts, the text of each row, and the first row of each text."""
    text_of, texts = pd.factorize(blocking_text(listings, parameters))
    first = np.full(len(texts), len(text_of), dtype=np.int64)
    np.minimum.at(first, text_of, np.arange(len(text_of)))
    return pd.Series(texts).reset_index(drop=True), text_of.astype(np.int64), first


def _frame(row: Ints, candidate: Ints, rank: Ints, merged: Merged, edge: Ints) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "query": row.astype(np.int32),
            "candidate": candidate.astype(np.int32),
            "score": merged.score[edge],
            "channel": pd.Categorical.from_codes(merged.channels[edge], dtype=_CHANNEL),
            "rank": rank.astype(np.int16),
        }
    )


def distinct_pairs(candidates: pd.DataFrame) -> pd.DataFrame:
    """Each unordered pair of a table's own candidates once.

    Args:
        candidates: From `CandidateIndex.candidates_within`.

    Returns:
        `left` < `right` (int32 rows), `score` (float32, the higher of the two directions); sorted by left, right.
    """
    query, candidate = candidates["query"].to_numpy(dtype=np.int64), candidates["candidate"].to_numpy(dtype=np.int64)
    low, high = np.minimum(query, candidate), np.maximum(query, candidate)
    key = (low << 32) | high
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    score = candidates["score"].to_numpy()[order]
    best = np.maximum.reduceat(score, first) if len(first) else score
    chosen = key[order][first]
    return pd.DataFrame(
        {"left": (chosen >> 32).astype(np.int32), "right": (chosen & 0xFFFFFFFF).astype(np.int32), "score": best}
    )
