"""The cut of ESCI by country and by folds of queries, as contract tables whose judgments say which part they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.search_statistics import GRADES
from features.product_search.queries import query_keys
from features.splits import unit_hash
from sources.public.esci_tables import LANGUAGES, TEXTS

FOLDS_SEED: Final = 5
SHARE_SEED: Final = 6


def country_tables(clean: Path, country: str, folds: int, share: float) -> dict[str, pd.DataFrame]:
    """Products and judgments of the queries of a country.

    Args:
        clean: Folder of the clean tables of the whole cut.
        country: us, es or jp: of the query. Products are those of its language and those that were judged for it.
        folds: Over which queries are dealt; queries of the same words fall alike.
        share: Of the queries that are kept, by hash: for trying out.

    Returns:
        `products` by product_id; `judgments` with, beside the contract's columns, `pair` (its name), `group` (the
        query's words, as a number in text), `fold` and `label` (place in `GRADES`); a query and product once.
    """
    language = LANGUAGES[country]
    products, judgments = (pd.read_parquet(clean / f"{name}.parquet") for name in ("products", "judgments"))
    judgments = judgments[judgments["language"] == language]
    keys = pd.Series(query_keys(pa.array(judgments["query"], pa.large_string())), index=judgments.index)
    judgments = judgments.assign(group=keys.astype("str"))
    judgments = judgments[unit_hash(judgments["group"], SHARE_SEED) < share]
    judgments = judgments.drop_duplicates(["group", "product_id"], ignore_index=True)
    fold = np.floor(unit_hash(judgments["group"], FOLDS_SEED) * folds).astype(np.int64)
    initials = {name[0]: place for place, name in enumerate(GRADES)}
    label = judgments["grade"].str.strip().str.slice(0, 1).str.lower().map(initials).astype("int64")
    pair = pd.Series([f"{country}-{row}" for row in range(len(judgments))], dtype="str")
    kept = (products["language"] == language) | products["product_id"].isin(judgments["product_id"])
    products = products[kept].sort_values("product_id", ignore_index=True)
    for name in TEXTS:
        products[name] = products[name].astype("str") if name in products else pd.Series(pd.NA, products.index, "str")
    return {"products": products, "judgments": judgments.assign(pair=pair, fold=fold, label=label)}


def write_fold(tables: dict[str, pd.DataFrame], fold: int, out: Path) -> Path:
    """Write contract tables of which the queries of a fold are the test; valid is carved from the others by the flow.

    Args:
        tables: As `country_tables` gives them.
        fold: From 0.
        out: Made if absent.
    """
    out.mkdir(parents=True, exist_ok=True)
    judgments = tables["judgments"]
    split = np.where(judgments["fold"] == fold, "test", "train")
    columns = ["query", "product_id", "grade", "region", "language"]
    judgments[columns].assign(split=pd.array(split, dtype="str")).to_parquet(out / "judgments.parquet", index=False)
    tables["products"].to_parquet(out / "products.parquet", index=False)
    return out


def known_items(judgments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Queries that have an exact product, a row each (`example_id`, the pair's name; `query`, `group`, `fold`,
    `region`, `language`), and what is to be found for them (`example_id`, `product_id`, `gain`)."""
    exact = judgments[judgments["label"] == 0]
    queries = exact.drop_duplicates("group", ignore_index=True).rename(columns={"pair": "example_id"})
    name = queries.set_index("group")["example_id"]
    wanted = pd.DataFrame(
        {"example_id": exact["group"].map(name).to_numpy(), "product_id": exact["product_id"].to_numpy(), "gain": 1.0}
    )
    return queries[["example_id", "query", "group", "fold", "region", "language"]], wanted
