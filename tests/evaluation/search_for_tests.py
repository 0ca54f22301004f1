"""A small shop of kettles and mugs with stock in two regions, searches of it, and models that know it more or less."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from models.errors import InputError
from models.words import tokens

NOW = "2026-03-31T12:00:00Z"
PRODUCTS = {
    "k1": ("steel kettle", "2024-01-01"),
    "k2": ("glass kettle", "2024-01-01"),
    "k3": ("travel kettle", "2026-03-20"),  # new
    "m1": ("blue mug", None),
    "m2": ("steel mug", "2024-01-01"),
    "f1": ("kettle filter", "2024-01-01"),
    "x1": ("kettle of next year", "2027-01-01"),
}
# Not in the stock: m2. k2 is in the south alone, and was away in February.
STOCK = [
    *((product, region, None, None) for product in ("k1", "k3", "m1", "f1", "x1") for region in ("north", "south")),
    ("k2", "south", "2025-01-01", "2026-02-01"),
    ("k2", "south", "2026-03-01", None),
]
# The islands have no stock; nobody but a customer names them.
CUSTOMERS = [("c1", "north"), ("c2", "islands"), ("c3", None)]
CHANCE = (1.0, 0.5, 0.25, 0.25)  # with which places are looked at
GRADES = ("exact", "substitute", "complement", "irrelevant")


def search(name: str, query: str | None, gains: dict[str, float], **fields: Any) -> dict[str, Any]:
    """A test search and the gains of products for it; `grades` and `ranks` by product where they are known."""
    given = {"customer_id": None, "region": "north", "language": "en", "time": NOW, "kind": "logged"}
    flags = dict.fromkeys(("returning_customer", "changed_query", "seen_query", "scarce_query", "new_product"), False)
    pairs = {"gains": gains, "grades": {}, "ranks": {}}
    return {"example_id": name, "query": query, **given, **flags, **pairs, **fields}


def examples(directory: Path, searches: list[dict[str, Any]], *, stock: bool = True, train: int = 0) -> Path:
    """What `build` writes, with so many searches of train for each place at which two kettles stood in turn."""
    directory.mkdir(exist_ok=True)
    products = pd.DataFrame(
        [(name, title, launch) for name, (title, launch) in PRODUCTS.items()],
        columns=["product_id", "title", "launch_date"],
    )
    products["launch_date"] = _times(products["launch_date"])
    products.to_parquet(directory / "products.parquet", index=False)
    if stock:
        windows = pd.DataFrame(STOCK, columns=["product_id", "region", "available_from", "available_to"])
        windows[["available_from", "available_to"]] = windows[["available_from", "available_to"]].apply(_times)
        windows.to_parquet(directory / "stock.parquet", index=False)
    customers = pd.DataFrame(CUSTOMERS, columns=["customer_id", "region"], dtype="str")
    customers.to_parquet(directory / "customers.parquet", index=False)
    learnt, shown = _train(train)
    _searches(learnt).to_parquet(directory / "train.parquet", index=False)
    _searches(learnt[:1]).to_parquet(directory / "valid.parquet", index=False)
    _searches(searches).to_parquet(directory / "test.parquet", index=False)
    shown += [
        (one["example_id"], "test", product, gain, one["grades"].get(product), one["ranks"].get(product), gain > 0)
        for one in searches
        for product, gain in one["gains"].items()
    ]
    pairs = pd.DataFrame(shown, columns=["example_id", "split", "product_id", "gain", "grade", "rank", "click"])
    pairs = pairs.astype({"gain": "float32", "grade": "Int8", "rank": "float32"}).assign(purchase=False)
    pairs.to_parquet(directory / "pairs.parquet", index=False)
    return directory


def _train(count: int) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """Two products that suit alike stand at each place in turn, and are clicked as often as it is looked at."""
    searches, shown = [], []
    for turn in range(max(count, 1)):
        name = f"t{turn}"
        searches.append(search(name, "kettle for tea", {}, time="2026-01-10T08:00:00Z"))
        for place, chance in enumerate(CHANCE if count else ()):
            product = ("k1", "k2", "m1", "f1")[(place + turn) % 4]
            clicked = (turn // 4) % 8 < round(chance * 8)
            shown.append((name, "train", product, 0.3 * clicked, None, place + 1.0, clicked))
    return searches, shown


def _searches(searches: Sequence[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(searches).drop(columns=["gains", "grades", "ranks"])
    texts = ["query", "customer_id", "region", "language"]
    table[texts] = table[texts].astype("str").where(table[texts].notna())
    return table.assign(time=_times(table["time"]))


def _times(cells: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_datetime(cells, utc=True).astype("datetime64[us, UTC]")


def answer(name: str, products: str, **fields: Any) -> pd.DataFrame:
    """The answer to one search: products, best first, none where the text is empty."""
    ranked = products.split() or [None]
    return pd.DataFrame(
        {
            "request_id": name,
            "rank": range(1, len(ranked) + 1) if products else [0],
            "product_id": pd.array(ranked, dtype="str"),
            "understood": fields.get("understood", ""),
            "corrected": fields.get("corrected", False),
            "completions": json.dumps(fields.get("completions", [])),
        }
    )


class ByWords:
    """Answers products whose titles begin like a word of the query, in the order of `PRODUCTS`, and nothing else.

    Args:
        facts: Of its training.
        everywhere: Also what cannot be had.
        corrects: Words that it takes for others.
        likes: What each customer is answered first.
        grades: Whether it can grade: a product whose title has all words is exact.
        homes: Whether it knows where customers are at home.
    """

    def __init__(
        self,
        facts: Any = None,
        *,
        everywhere: bool = False,
        corrects: dict[str, str] | None = None,
        likes: dict[str, str] | None = None,
        grades: bool = True,
        homes: bool = True,
    ) -> None:
        self.facts, self.everywhere, self.grades = facts, everywhere, grades
        self.corrects, self.likes = corrects or {}, likes or {}
        self.homes = dict(CUSTOMERS) if homes else {}
        self.requests: list[tuple[pd.DataFrame, dict[str, Any]]] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        asked = params or {}
        self.requests.append((request, asked))
        one = self._grade if asked.get("mode") == "grade" else self._find
        return pd.concat([one(row, asked) for row in request.to_dict("records")], ignore_index=True)

    def _find(self, row: dict[str, Any], asked: dict[str, Any]) -> pd.DataFrame:
        typed = [] if pd.isna(row["query"]) else tokens(row["query"], 100)
        read = [self.corrects.get(word, word) if asked.get("correct", True) else word for word in typed]
        told = {"understood": " ".join(read), "corrected": read != typed}
        titles = {product: title for product, (title, _) in PRODUCTS.items()}
        if asked.get("mode") == "complete":
            begun = [title for title in titles.values() if title.startswith(" ".join(read))]
            return answer(row["request_id"], "", completions=begun[: asked["completions"]], **told)
        found = [product for product, title in titles.items() if any(w.startswith(tuple(read)) for w in title.split())]
        if not self.everywhere:
            region = self.homes.get(str(row["customer_id"])) if pd.isna(row["region"]) else row["region"]
            away = {"m2", "x1"} | ({"k2"} if region == "north" else set())
            found = [product for product in found if product not in away]
        first = self.likes.get(str(row["customer_id"])) if asked.get("personal", True) else None
        found.sort(key=lambda product: product != first)
        return answer(row["request_id"], " ".join(found[: asked.get("k", 10)]), **told)

    def _grade(self, row: dict[str, Any], _: dict[str, Any]) -> pd.DataFrame:
        if not self.grades:
            raise InputError("this version cannot grade")
        title = PRODUCTS[row["product_id"]][0].split()
        hits = sum(word in title for word in tokens(row["query"], 100))
        chances = [0.1 + 0.2 * hits, 0.4, 0.0, 0.5 - 0.2 * hits]
        told = dict(zip([f"p_{grade}" for grade in GRADES], chances, strict=True))
        grade = "exact" if hits else "irrelevant"
        return answer(row["request_id"], row["product_id"]).assign(grade=grade, **told)
