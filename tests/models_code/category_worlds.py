"""A small shop of phones, lamps and what goes with them, for tests of candidates and their features."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from models.product_classification.candidates import Candidates
from models.product_classification.encoder import Encoder
from models.product_classification.encoder_settings import EncoderSettings
from models.product_classification.listing_text import Texts, prepare
from models.product_classification.path_text import path_listings
from models.product_classification.tree import Tree

THINGS = {
    "Phones": ("phone", "Handy", "téléphone"),
    "Laptops": ("laptop", "Notebook", "ordinateur"),
    "Cameras": ("camera", "Kamera", "caméra"),
    "Lamps": ("lamp", "Lampe", "lampe"),
}
ACCESSORIES = ("Cases", "Chargers", "Straps")
FOR = ("for", "für", "pour")
BRANDS = ("acme", "bolt", "cedar", "delta")
NEW = "Phone Lanyards"  # a leaf that no listing of train is in


def shop() -> Tree:
    """Departments > things and their accessories; the last accessory of phones has no listing."""
    rows: list[tuple[str, str | None, str, str | None]] = [("root", None, "Shop", None)]
    for thing in THINGS:
        rows += [(f"d{thing}", "root", f"All {thing}", None), (f"l{thing}", f"d{thing}", thing, None)]
        rows.append((f"a{thing}", f"d{thing}", f"{thing[:-1]} Accessories", None))
        rows += [(f"l{thing}{one}", f"a{thing}", f"{thing[:-1]} {one}", f"l{thing}") for one in ACCESSORIES]
    rows.append(("new", "aPhones", NEW, "lPhones"))
    return Tree.of(pd.DataFrame(rows, columns=["node_id", "parent_id", "name", "accessory_of"]))


def listings(n: int, seed: int) -> tuple[pd.DataFrame, list[str]]:
    """Titles in three languages and the leaf of each: things and accessories, brands and models that tell nothing."""
    draw = np.random.default_rng(seed)
    titles, leaves, brands = [], [], []
    for _ in range(n):
        thing = list(THINGS)[draw.integers(len(THINGS))]
        language = draw.integers(3)
        noun, model = THINGS[thing][language], f"{draw.choice(list('xyzk'))}{draw.integers(1, 40)}"
        brand = BRANDS[draw.integers(len(BRANDS))]
        if draw.random() < 0.5:
            titles.append(f"{brand} {noun} {model} {draw.choice(['black', 'white', 'blue'])}")
            leaves.append(f"l{thing}")
        else:
            one = ACCESSORIES[draw.integers(len(ACCESSORIES))]
            titles.append(f"{one[:-1]} {FOR[language]} {brand} {noun} {model}")
            leaves.append(f"l{thing}{one}")
        brands.append(brand if draw.random() < 0.7 else None)
    return pd.DataFrame({"title": titles, "brand": pd.array(brands, dtype="str")}), leaves


def truth_of(tree: Tree, leaves: list[str]) -> sp.csr_array:
    """(n, leaves) with a 1 for each listing's leaf."""
    numbers = tree.leaf_numbers(pd.Series(leaves, dtype="str"))
    ones = np.ones(len(numbers), dtype=np.float32)
    return sp.csr_array((ones, (np.arange(len(numbers)), numbers)), shape=(len(numbers), len(tree.leaves)))


def encoded(tree: Tree, texts: Texts) -> Encoder:
    """Made of listings and of the leaves' paths."""
    paths = path_listings(tree)
    return Encoder.fit(Texts.together([texts, paths, paths]), EncoderSettings(bits=16))


def texts_of(frame: pd.DataFrame) -> Texts:
    return prepare(frame)


def nearest_leaves(
    known: sp.csr_array, truth: sp.csr_array, asked: sp.csr_array, k: int, noise: float = 0.0
) -> Candidates:
    """A first stage for tests: cosine of the leaves' centroids, some noise added; leaves without a row are left out."""
    sums = (truth.T @ known).toarray()
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    score = asked.toarray() @ (sums / np.where(length > 0, length, 1)).T
    score += noise * np.random.default_rng(5).standard_normal(score.shape)
    score[:, length[:, 0] == 0] = -np.inf
    order = np.argsort(-score, axis=1, kind="stable")[:, :k]
    best = np.take_along_axis(score, order, axis=1).astype(np.float32)
    return Candidates(np.where(np.isfinite(best), order, -1), best)


def out_of_fold(matrix: sp.csr_array, truth: sp.csr_array, folds: np.ndarray, k: int, noise: float = 0.0) -> Candidates:
    """Candidates of each row by the rows of other folds."""
    leaves, scores = np.full((len(folds), k), -1), np.full((len(folds), k), -np.inf, dtype=np.float32)
    for fold in np.unique(folds):
        here, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        found = nearest_leaves(matrix[others], truth[others], matrix[here], k, noise)
        leaves[here], scores[here] = found.leaves, found.scores
    return Candidates(leaves, scores)
