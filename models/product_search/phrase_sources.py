"""Where phrases come from: past queries and their products, names of categories and brands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..vocabulary import Ints, Vocabulary
from ..words import normalised
from .asked import AskedQueries
from .offering import asked_by, is_public
from .understanding_settings import CompletionSettings

NONE: Final = -1
_PARENTS: Final = r"^.*>\s*"


def asked_rows(queries: AskedQueries, catalogue: Vocabulary, settings: CompletionSettings) -> pd.DataFrame:
    """Distinct past queries that an unfinished one may become: key, shown, weight, offered.

    Those that too few customers have typed tell what is likely meant, and are not offered to others.
    """
    rows = pd.DataFrame({"key": normalised(queries.texts), "shown": list(queries.texts), "weight": queries.weights})
    rows = rows[rows["key"] != ""]
    spelt = rows.groupby(["key", "shown"], sort=True)["weight"].sum().reset_index()
    spelt = spelt.sort_values("weight", ascending=False, kind="stable")
    table = spelt.groupby("key", sort=True).agg(shown=("shown", "first"), weight=("weight", "sum")).reset_index()
    words = catalogue.rows(table["key"].tolist())
    strange = np.bincount(words.rows()[words.ids < 0], minlength=len(table)) > 0
    at = pd.Index(table["key"]).get_indexer(pd.Index(rows["key"])).astype(np.int64)
    asked = (at, rows.index.to_numpy(np.int64), queries, len(table))
    enough = asked_by(*asked) >= settings.least_searches
    return table.assign(offered=enough | is_public(*asked))[~strange | enough]


def offered_rows(products: pd.DataFrame, category: Ints, brand: Ints, settings: CompletionSettings) -> pd.DataFrame:
    """Names of leaves, brands, and leaves of brands: key, shown, weight, leaf and maker (`NONE`: any)."""
    leaves = products["category"].str.replace(_PARENTS, "", regex=True)
    frame = pd.DataFrame({"leaf": category, "maker": brand, "leaf_name": leaves, "brand_name": products["brand"]})
    of_leaf = _counted(frame[category >= 0], ["leaf"], settings)
    of_brand = _counted(frame[brand >= 0], ["maker"], settings)
    of_both = _counted(frame[(category >= 0) & (brand >= 0)], ["maker", "leaf"], settings)
    shown = [of_leaf["leaf_name"], of_brand["brand_name"], of_both["brand_name"] + " " + of_both["leaf_name"]]
    out = pd.concat([of_leaf, of_brand, of_both], ignore_index=True)
    out["shown"] = pd.concat(shown, ignore_index=True)
    out[["leaf", "maker"]] = out[["leaf", "maker"]].fillna(NONE).astype(np.int64)
    out["key"] = normalised(out["shown"].tolist())
    return out.loc[out["key"] != "", ["key", "shown", "weight", "leaf", "maker"]]


def _counted(rows: pd.DataFrame, by: list[str], settings: CompletionSettings) -> pd.DataFrame:
    names = rows.groupby(by, sort=True)[["leaf_name", "brand_name"]].first()
    counts = rows.groupby(by, sort=True).size()
    kept = (counts >= settings.least_products).to_numpy()
    # The root: what is sold in a hundred shapes is not asked for a hundred times as often.
    return (
        names.assign(weight=np.sqrt(counts))[kept]
        .reset_index()
        .reindex(columns=["leaf", "maker", "leaf_name", "brand_name", "weight"])
    )


def linked_rows(
    keys: pd.Index[str],
    queries: AskedQueries,
    offered: pd.DataFrame,
    category: Ints,
    brand: Ints,
    settings: CompletionSettings,
) -> pd.DataFrame:
    """Best products of each phrase: phrase, product; in order of phrase, `settings.products` each at most."""
    at = keys.get_indexer(pd.Index(normalised(queries.texts), dtype="str"))
    lengths = np.diff(queries.starts)
    of_query = pd.DataFrame(
        {"phrase": np.repeat(at, lengths), "product": queries.positions, "weight": np.repeat(queries.weights, lengths)}
    )
    of_query = of_query[of_query["phrase"] >= 0].groupby(["phrase", "product"], sort=True)["weight"].sum().reset_index()
    goods = pd.DataFrame({"leaf": category, "maker": brand, "product": np.arange(len(category))})
    offers = offered.assign(phrase=keys.get_indexer(pd.Index(offered["key"], dtype="str")))
    offers = offers.loc[offers["phrase"] >= 0, ["phrase", "leaf", "maker"]]
    parts = [of_query]
    for by in (["leaf"], ["maker"], ["leaf", "maker"]):
        other = [name for name in ("leaf", "maker") if name not in by]
        chosen = offers[(offers[by] >= 0).all(axis=1) & (offers[other] < 0).all(axis=1)]
        few = goods[(goods[by] >= 0).all(axis=1)].groupby(by).head(settings.products)
        parts.append(chosen[["phrase", *by]].merge(few, on=by)[["phrase", "product"]].assign(weight=0.0))
    links = pd.concat(parts, ignore_index=True).astype({"phrase": np.int64, "product": np.int64})
    links = links.sort_values(["phrase", "weight", "product"], ascending=[True, False, True], kind="stable")
    links = links.drop_duplicates(["phrase", "product"])
    return links.groupby("phrase").head(settings.products).reset_index(drop=True)


def commonest(links: pd.DataFrame, of_product: Ints, phrases: int) -> npt.NDArray[np.int32]:
    """The class that most of each phrase's products are of; the smallest of several."""
    found = pd.DataFrame({"phrase": links["phrase"], "kind": of_product[links["product"].to_numpy(np.int64)]})
    counted = found[found["kind"] >= 0].groupby(["phrase", "kind"]).size().reset_index(name="products")
    counted = counted.sort_values(["phrase", "products", "kind"], ascending=[True, False, True])
    first = counted.drop_duplicates("phrase")
    out = np.full(phrases, NONE, dtype=np.int32)
    out[first["phrase"].to_numpy(np.int64)] = first["kind"].to_numpy(np.int32)
    return out


def by_region(keys: pd.Index[str], queries: AskedQueries) -> tuple[Ints, npt.NDArray[np.float32], list[str]]:
    given: Sequence[str | None] = queries.regions if queries.regions is not None else [None] * len(queries.texts)
    codes, regions = pd.factorize(pd.Index(pd.array(list(given), dtype="str")), sort=True)
    at = keys.get_indexer(pd.Index(normalised(queries.texts), dtype="str"))
    told = (codes >= 0) & (at >= 0)
    placed, row = np.unique(at[told] * len(regions) + codes[told], return_inverse=True)
    weights = np.bincount(row, queries.weights[told], minlength=len(placed))
    return placed.astype(np.int64), weights.astype(np.float32), [str(one) for one in regions]
