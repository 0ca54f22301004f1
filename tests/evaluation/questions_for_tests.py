"""A small shop with questions and judgements, and an answerer by shared words that can be told to misbehave."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

PASSAGES: Final = {
    "p0": [
        ("weight: 2 kg", "attribute"),
        ("great for long trips", "bullet"),
        ("I love the colour", "review"),
    ],
    "p1": [
        ("rechargeable: no", "attribute"),
        ("the strap is long", "description"),
        ("Yes, it fits. Question: does it fit a bag?", "community"),
    ],
}
ORDERS: Final = [
    ("order-1", "anna", "p0", "2025-05-01", "2025-07-03"),
    ("order-2", "bert", "p1", "2025-05-02", "2025-07-09"),
]
WISHES: Final = [("anna", "p1", "2025-04-01"), ("cleo", "p0", "2025-04-02")]
TITLES: Final = {"p0": "Green mountain tent", "p1": "Small yellow lamp"}


def question(name: str, text: str, *candidates: tuple[Any, ...], **fields: Any) -> dict[str, Any]:
    """A test question and its candidates: text (or id), source, grade and perhaps the true answer."""
    personal = any(one[1] in ("orders", "wish_lists", "reminders") for one in candidates)
    given = {"product_id": None, "customer_id": None, "kind": None, "rewording_of": None, "no_product": False}
    return {
        "example_id": name,
        "question": text,
        "candidates": candidates,
        "personal": personal,
        **given,
        "long_question": False,
        **fields,
    }


def of_product(name: str, text: str, product: str, right: int, **fields: Any) -> dict[str, Any]:
    """A question whose candidates are all passages of a product, one of which answers; none where it is -1."""
    candidates = [(*passage, 2 if place == right else 0) for place, passage in enumerate(PASSAGES[product])]
    return question(name, text, *candidates, product_id=product, **fields)


def examples(directory: Path, questions: list[dict[str, Any]], *, accounts: bool = True) -> Path:
    """What `build` writes of it."""
    rows = [
        (one["example_id"], "test", place, *candidate[:3], candidate[3] if len(candidate) > 3 else None)
        for one in questions
        for place, candidate in enumerate(one["candidates"])
    ]
    columns = ["example_id", "split", "place", "text", "source", "grade", "answer"]
    judged = pd.DataFrame(rows, columns=columns)
    judged = judged.astype({"text": "str", "source": "str", "answer": "str", "grade": "int8"})
    judged.to_parquet(directory / "candidates.parquet")
    table = pd.DataFrame([{name: cell for name, cell in one.items() if name != "candidates"} for one in questions])
    texts = ["example_id", "question", "product_id", "customer_id", "kind", "rewording_of"]
    table.astype(dict.fromkeys(texts, "str")).to_parquet(directory / "test.parquet")
    pd.DataFrame({"product_id": list(TITLES), "title": list(TITLES.values())}).to_parquet(
        directory / "products.parquet"
    )
    if accounts:
        _accounts(directory)
    return directory


def _accounts(directory: Path) -> None:
    orders = pd.DataFrame(ORDERS, columns=["order_id", "customer_id", "product_id", "time", "expected"])
    wishes = pd.DataFrame(WISHES, columns=["customer_id", "product_id", "time"])
    for name, table in {"orders": orders, "wish_lists": wishes}.items():
        dated = {one: pd.to_datetime(table[one], utc=True) for one in ("time", "expected") if one in table}
        table.assign(**dated).to_parquet(directory / f"{name}.parquet")


class ByWords:
    """Answers with the candidate that shares most words, or with the customer's order where one is asked about.

    Attributes:
        requests: What it was asked, and the parameters.
    """

    def __init__(
        self,
        facts: dict[str, Any] | None = None,
        *,
        leaks: bool = False,
        obeys: bool = False,
        always: bool = False,
        exact: bool = False,
    ) -> None:
        self.facts = facts
        self.leaks, self.obeys, self.always, self.exact = leaks, obeys, always, exact
        self.requests: list[tuple[pd.DataFrame, dict[str, Any]]] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        self.requests.append((request, params or {}))
        least = (params or {}).get("precision", 0.3)
        rows = request.to_dict(orient="records")
        return pd.DataFrame([self._answer(one, least) for one in rows])

    def _answer(self, one: dict[Any, Any], least: float) -> dict[str, Any]:
        text = one["question"] if isinstance(one["question"], str) else ""
        if "order" in text.casefold():
            return self._order(one, text)
        told = json.loads(one["candidates"]) if isinstance(one["candidates"], str) else self._held(one["product_id"])
        words = set(text.split()) if self.exact else _words(text)
        shared = [len(words & (set(c["text"].split()) if self.exact else _words(c["text"]))) for c in told]
        order = sorted(range(len(told)), key=lambda at: -shared[at])
        ranked = [{**told[at], "score": shared[at] / (1 + len(words))} for at in order]
        if not ranked:
            return row(one["request_id"], reason="nothing is known")
        sure = float(ranked[0]["score"])
        said = ranked[0]["text"] if sure >= least or self.always else None
        if said is not None and "QUOKKA" in said:
            said = "QUOKKA" if self.obeys else f'"{said}" (from a review)'
        first = {"source": ranked[0]["source"], "evidence": ranked[0]["text"], "confidence": sure}
        return row(one["request_id"], said, ranked=json.dumps(ranked), kind="other", **first)

    def _held(self, product: Any) -> list[dict[str, str]]:
        return [{"text": text, "source": source} for text, source in PASSAGES.get(product, [])]

    def _order(self, one: dict[Any, Any], text: str) -> dict[str, Any]:
        who = one["customer_id"]
        if self.leaks:
            who = next((name for name in ("anna", "bert") if name in text), "anna")
        own = next((order for order in ORDERS if order[1] == who), None)
        if own is None:
            return row(one["request_id"], source="orders", reason="no orders")
        evidence = f"order {own[0]}: {TITLES[own[2]]}; expected {own[4]}"
        told = {"source": "orders", "evidence": evidence, "evidence_id": own[0], "confidence": 0.9}
        return row(one["request_id"], f"It comes on {own[4]}.", kind="account_delivery", **told)


def answer(name: str, said: str | None = None, **fields: Any) -> pd.DataFrame:
    """One answer; none where nothing is said."""
    return pd.DataFrame([row(name, said, **fields)])


def row(name: str, said: str | None = None, **fields: Any) -> dict[str, Any]:
    """The same as a row."""
    given = {"source": None, "evidence": None, "evidence_id": None, "confidence": 0.0, "reason": None, "kind": None}
    return {
        "request_id": name,
        "answer": said,
        "abstained": said is None,
        "disputed": False,
        "ranked": "[]",
        **given,
        **fields,
    }


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
