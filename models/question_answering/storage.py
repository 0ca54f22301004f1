"""Where the parts of a bundle lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pandas as pd

from .abstention import Abstention
from .accounts import Accounts
from .answering import Answerer
from .kinds import Understanding
from .parameters import QuestionAnsweringParameters
from .passage_store import PassageStore
from .product_names import ProductNames
from .ranking import Ranking
from .spelling import Spelling

PASSAGES: Final = "passages"
ACCOUNTS: Final = "accounts"
RANKING: Final = "ranking"
NAMES: Final = "names.parquet"
OPINIONS: Final = "opinions.parquet"
LEVELS: Final = "levels.json"


def save(answerer: Answerer, directory: Path) -> None:
    """Write all that was fitted into a directory.

    Args:
        answerer: What was fitted.
        directory: Of the bundle.
    """
    for name in (PASSAGES, ACCOUNTS, RANKING):
        (directory / name).mkdir()
    answerer.understanding.save(directory)
    answerer.spelling.save(directory)
    answerer.store.save(directory / PASSAGES)
    answerer.accounts.save(directory / ACCOUNTS)
    answerer.ranking.save(directory / RANKING)
    titles, categories = answerer.names.titles, answerer.names.categories
    products = sorted({*titles, *categories})
    columns = {"product_id": products, "title": map(titles.get, products), "category": map(categories.get, products)}
    table = pd.DataFrame({name: pd.array(list(cells), dtype="str") for name, cells in columns.items()})
    table.to_parquet(directory / NAMES, index=False)
    if answerer.opinions:
        pd.concat(answerer.opinions.values(), ignore_index=True).to_parquet(directory / OPINIONS, index=False)
    text = json.dumps(answerer.abstention.as_list(), indent=2, allow_nan=False)
    (directory / LEVELS).write_text(text + "\n", encoding="utf-8")


def load(directory: Path, parameters: QuestionAnsweringParameters) -> Answerer:
    """Read what `save` wrote."""
    opinions = directory / OPINIONS
    return Answerer(
        Understanding.load(directory, parameters.kinds),
        Spelling.load(directory, parameters.spelling),
        Ranking.load(directory / RANKING, parameters.ranking, parameters.threads),
        PassageStore.load(directory / PASSAGES),
        Accounts.load(directory / ACCOUNTS),
        _names(pd.read_parquet(directory / NAMES)),
        by_product(pd.read_parquet(opinions)) if opinions.is_file() else {},
        Abstention.read(json.loads((directory / LEVELS).read_text(encoding="utf-8"))),
        parameters,
    )


def by_product(opinions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Counted opinions of each product."""
    return {str(product): rows for product, rows in opinions.groupby("product_id")}


def _names(table: pd.DataFrame) -> ProductNames:
    titles, categories = (
        dict(table.loc[table[name].notna(), ["product_id", name]].itertuples(index=False, name=None))
        for name in ("title", "category")
    )
    return ProductNames(titles, categories)
