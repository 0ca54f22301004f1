"""The peers' own parts: preparation of listings, splink, and a plain scikit-learn baseline."""

from __future__ import annotations

import json
import logging
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

WORD = r"[^\W_]+(?:[-./][^\W_]+)*"
OVERLAP = "len(list_intersect({0}_l, {0}_r)) / len(list_distinct(list_concat({0}_l, {0}_r)))"


def prepared(listings: pd.DataFrame) -> pd.DataFrame:
    """Listings by id, in lower case, with `words`, `text_words` (title and description) and `codes` (model numbers)."""
    table = listings.set_index("listing_id")
    for column in table.columns.intersection(["title", "description", "brand"]):
        table[column] = table[column].str.lower()
    table["title"] = table["title"].fillna("")
    table["text"] = table["title"]
    table["words"] = table["title"].str.findall(WORD)
    if "description" in table:
        table["text"] = table["title"] + " " + table["description"].fillna("")
        table["text_words"] = table["text"].str.findall(WORD)
    named = pd.Series("", index=table.index)
    if "attributes" in table:
        table["modelno"] = table.pop("attributes").map(lambda text: json.loads(text).get("modelno"), na_action="ignore")
        named = table["modelno"].fillna("")
    codes = [_codes([*words, model]) for words, model in zip(table["words"], named, strict=True)]
    return table.assign(codes=pd.Series(codes, index=table.index, dtype="object"))


def _codes(words: list[str]) -> list[str] | None:
    plain = {"".join(filter(str.isalnum, word.lower())) for word in words}
    return sorted(word for word in plain if len(word) > 3 and any(map(str.isdigit, word))) or None


def splink_scores(listings: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Match probabilities of a Fellegi-Sunter model (splink) for n pairs, in their order.

    Agreement among matches is estimated from the train pairs labelled 1, among non-matches from random pairs.
    """
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    sides = []
    for side in ("left", "right"):
        taken = pairs.reset_index(names="row").groupby(f"{side}_id")["row"].agg(list)
        table = listings.loc[taken.index].reset_index(names="unique_id").assign(pair_rows=taken.to_numpy())
        sides.append(api.register(table, dataset_display_name=f"{side}_side", table_name=f"{side}_side"))
    train = pairs[pairs["split"] == "train"]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=_comparisons(listings),
        # Each listing carries the rows of its pairs: blocking on them scores the judged pairs and no other.
        blocking_rules_to_generate_predictions=[block_on("pair_rows", arrays_to_explode=["pair_rows"])],
        probability_two_random_records_match=float(train["label"].mean()),
        retain_matching_columns=False,
    )
    linker: Any = Linker(sides, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=3e5, seed=1)
    matches = train.loc[train["label"], ["left_id", "right_id"]].set_axis(["unique_id_l", "unique_id_r"], axis=1)
    matches = matches.assign(source_dataset_l="left_side", source_dataset_r="right_side")
    linker.training.estimate_m_from_pairwise_labels(api.register(matches, table_name="matches"))
    scored = linker.inference.predict().as_pandas_dataframe()
    keyed = scored.set_index(["unique_id_l", "unique_id_r"])["match_weight"]
    weights = keyed.reindex(pd.MultiIndex.from_frame(pairs[["left_id", "right_id"]])).to_numpy()
    return np.asarray(1.0 / (1.0 + np.exp2(-weights)))


def _comparisons(listings: pd.DataFrame) -> list[Any]:
    import splink.comparison_level_library as levels
    from splink.comparison_library import ArrayIntersectAtSizes, CustomComparison, JaroWinklerAtThresholds

    def overlap(column: str, *thresholds: float) -> CustomComparison:
        cuts: list[Any] = [levels.CustomLevel(f"{OVERLAP.format(column)} >= {cut}") for cut in thresholds]
        return CustomComparison([levels.NullLevel(column), *cuts, levels.ElseLevel()], output_column_name=column)

    comparisons: list[Any] = [overlap("words", 0.8, 0.6, 0.45, 0.3, 0.15), ArrayIntersectAtSizes("codes", [2, 1])]
    if "text_words" in listings:
        comparisons.append(overlap("text_words", 0.4, 0.2, 0.1))
    if "price" in listings:
        near = [levels.PercentageDifferenceLevel("price", share) for share in (0.02, 0.1, 0.3)]
        price: list[Any] = [levels.NullLevel("price"), *near, levels.ElseLevel()]
        comparisons.append(CustomComparison(price, output_column_name="price"))
    named = [column for column in ("brand", "modelno") if column in listings]
    return comparisons + [JaroWinklerAtThresholds(column, [0.95, 0.8]) for column in named]


def logistic_scores(listings: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Match probabilities of a logistic regression over text similarities for n pairs, in their order."""
    left, right = listings.loc[pairs["left_id"]], listings.loc[pairs["right_id"]]
    columns: list[np.ndarray] = []
    train = (pairs["split"] == "train").to_numpy()
    known = listings.loc[pd.unique(pairs.loc[train, ["left_id", "right_id"]].to_numpy().ravel())]
    for analyser, field in (("word", "title"), ("char_wb", "title"), ("word", "text"), ("char_wb", "text")):
        weights = TfidfVectorizer(
            analyzer=analyser, ngram_range=(1, 1) if analyser == "word" else (3, 4), sublinear_tf=True
        )
        weights.fit(known[field])
        columns.append(_cosines(weights.transform(left[field]), weights.transform(right[field])))
    for similarity in (fuzz.token_set_ratio, fuzz.token_sort_ratio, fuzz.partial_ratio, fuzz.WRatio):
        titles = zip(left["title"], right["title"], strict=True)
        columns.append(np.array([similarity(a, b) / 100.0 for a, b in titles]))
    codes = [(set(a or ()), set(b or ())) for a, b in zip(left["codes"], right["codes"], strict=True)]
    columns += [np.array([len(a & b) for a, b in codes]), np.array([bool(a and b and not a & b) for a, b in codes])]
    if "price" in listings:
        prices = left["price"].to_numpy(), right["price"].to_numpy()
        apart = np.abs(np.log1p(prices[0]) - np.log1p(prices[1]))
        columns += [np.nan_to_num(apart), np.isnan(apart)]
    for field in ("brand", "modelno"):
        if field in listings:
            columns += _field_similarity(left[field], right[field])
    features = np.column_stack(columns).astype("float64")
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    return np.asarray(model.fit(features[train], pairs["label"][train]).predict_proba(features)[:, 1])


def _cosines(left: csr_matrix, right: csr_matrix) -> np.ndarray:
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()


def _field_similarity(left: pd.Series, right: pd.Series) -> list[np.ndarray]:
    missing = left.isna().to_numpy() | right.isna().to_numpy()
    values = zip(left.fillna(""), right.fillna(""), strict=True)
    alike = np.array([fuzz.ratio(a, b) / 100.0 for a, b in values])
    return [np.where(missing, 0.0, alike), np.where(missing, 0.0, alike == 1.0), missing]
