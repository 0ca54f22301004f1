"""MiniLM tuned so that a query lies near the products that answered it, kept only where it finds more of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import torch

from .. import minilm
from .contrastive import Sequences, learn
from .dense_settings import DenseSettings
from .found_items import Finding, least_gain, reciprocal_ranks
from .pair_texts import product_texts
from .text_encoder import TextEncoder
from .tuned_network import rounded
from .tuning_pairs import TuningPairs
from .tuning_settings import TuningSettings

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tuned:
    """What tuning came to.

    Attributes:
        network: None where it was not tuned, or found no more than before.
        facts: What was done and compared, JSON values.
    """

    network: Any
    facts: dict[str, Any]


def tune(
    products: pd.DataFrame,
    pairs: TuningPairs,
    settings: TuningSettings,
    dense: DenseSettings,
    *,
    seed: int,
    threads: int,
    progress: Callable[[float], None],
) -> Tuned:
    """Fine-tune on right pairs, the other products of a batch and passed-over ones being wrong.

    The network is kept where the products of held-out queries rank better (mean reciprocal rank) than with MiniLM as
    it is, by more than the queries' differences would show by chance. One that the time ran out for is not.

    Args:
        products: Of the catalogue.
        pairs: What was asked and what answered it; positions are rows of `products`.
        settings: Of the tuning.
        dense: How texts are cut.
        seed: Of the order, and of which queries are held out.
        threads: Of the network.
        progress: Called with the share of the work that is done.
    """
    if not settings.enabled:
        return Tuned(None, {"kept": False, "why": "not asked for"})
    rng = np.random.default_rng(seed)
    learnt, held = pairs.parted(settings.held_out, rng)
    if len(learnt) < settings.least_pairs or not len(held):
        return Tuned(None, {"kept": False, "why": "too few pairs", "pairs": len(learnt), "held_out": len(held)})
    held = np.sort(rng.permutation(held)[: settings.most_held_out])
    torch.manual_seed(seed)
    network = minilm.network()
    texts = product_texts(products).tolist()
    sequences = Sequences(_pieces(pairs.texts, dense.query_pieces), _pieces(texts, dense.product_pieces))
    taken = learn(network, sequences, pairs, learnt, settings, rng, threads, progress)
    facts: dict[str, Any] = {"pairs": len(learnt), "held_out": len(held), "steps": taken.steps}
    if taken.steps < taken.planned:
        why = f"{settings.seconds:g} seconds were over after {taken.steps} of {taken.planned} steps"
        return Tuned(None, {"kept": False, "why": why} | facts)
    network = rounded(network)
    among = _rivals(len(products), pairs.product[held], settings.most_products, rng)
    before, after = (
        _judged(TextEncoder(dense.product_pieces, dense.query_pieces, one, None), products, pairs, held, among, threads)
        for one in (None, network)
    )
    gain = least_gain(before, after, pairs.query[held], settings.confidence)
    kept = gain > 0
    facts |= {"among": len(among), "before": Finding.of(before).as_dict(), "after": Finding.of(after).as_dict()}
    why = "it finds more of them" if kept else "it finds no more of them than chance would"
    return Tuned(network if kept else None, {"kept": kept, "why": why} | facts)


def _pieces(texts: list[str], most: int) -> list[list[int]]:
    return [encoding.ids for encoding in minilm.tokenizer(most).encode_batch(texts)]


def _rivals(products: int, right: Ints, most: int, rng: np.random.Generator) -> Ints:
    """Products among which right ones have to be found: these, and others drawn up to `most`; ascending."""
    wanted = np.unique(right)
    others = np.setdiff1d(np.arange(products), wanted)
    return np.sort(np.concatenate([wanted, rng.permutation(others)[: max(most - len(wanted), 0)]]))


def _judged(
    encoder: TextEncoder, products: pd.DataFrame, pairs: TuningPairs, held: Ints, among: Ints, threads: int
) -> Numbers:
    offered = encoder.products(products.iloc[among], threads)
    queries, place = np.unique(pairs.query[held], return_inverse=True)
    asked = encoder.queries([pairs.texts[query] for query in queries], threads)
    return reciprocal_ranks(asked, offered, place.astype(np.int64), np.searchsorted(among, pairs.product[held]))
