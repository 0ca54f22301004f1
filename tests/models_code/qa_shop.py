"""A small shop as examples on disk: products with passages, judged questions, and accounts of customers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

COLOURS = ("red", "blue", "green", "black")
WHEN = "2025-05-01T00:00:00Z"


def write_shop(out: Path, products: int = 24) -> Path:
    """Write the files of `features.question_answering`; the last products' questions are valid's."""
    ids = [f"p{number}" for number in range(products)]
    texts = [row for number, product in enumerate(ids) for row in _passages(number, product)]
    judged = [row for number, product in enumerate(ids) for row in _judged(number, product)]
    candidates = pd.DataFrame(judged)
    candidates["split"] = [
        "valid" if int(one.split("-")[0][1:]) >= products - 6 else "train" for one in candidates["example_id"]
    ]
    candidates["place"] = candidates.groupby("example_id").cumcount().astype("int32")
    candidates["answer"] = None
    questions = [row for number, product in enumerate(ids) for row in _questions(number, product)]
    for split, own in pd.DataFrame(questions).groupby(
        pd.Series(["valid" if row["number"] >= products - 6 else "train" for row in questions])
    ):
        own.drop(columns="number").to_parquet(out / f"{split}.parquet", index=False)
    candidates.to_parquet(out / "candidates.parquet", index=False)
    titles = [f"Lamp number {number}" for number in range(products)]
    pd.DataFrame(
        {"product_id": ids, "title": titles, "category": "home > lamps", "brand": "Zorbax", "attributes": None}
    ).to_parquet(out / "products.parquet", index=False)
    pd.DataFrame(texts).assign(time=pd.Timestamp(WHEN)).to_parquet(out / "texts.parquet", index=False)
    _accounts(out, ids)
    (out / "facts.json").write_text(json.dumps({"questions": len(questions)}), encoding="utf-8")
    return out


def _passages(number: int, product: str) -> list[dict[str, Any]]:
    colour = COLOURS[number % len(COLOURS)]
    told = [
        ("attribute", "colour", f"colour: {colour}", None),
        ("attribute", "weight", f"weight: {number + 1}.5 kg", None),
        ("bullet", None, "The shade is made of hand-blown glass.", None),
        ("description", None, "It comes with a cable of two metres.", None),
        ("review", f"r{number}a", "It is bright enough to read by.", 5.0),
        ("review", f"r{number}b", "The switch broke after a week.", 1.0),
        ("community", f"a{number}", "Yes, it can be dimmed. Question: can I dim it?", 3.0),
    ]
    names = ("source", "id", "text", "weight")
    return [{"product_id": product, **dict(zip(names, one, strict=True))} for one in told]


ASKED = (
    ("What colour is it?", "colour:"),
    ("How heavy is the lamp?", "weight:"),
    ("Is the shade made of glass?", "The shade"),
    ("Is a cable included?", "It comes with a cable"),
    ("Can I dim it?", "Yes, it can be dimmed"),
    ("Does it play music?", None),
)


def _questions(number: int, product: str) -> list[dict[str, Any]]:
    rows = [
        {
            "number": number,
            "example_id": f"q{number}-{place}",
            "question": text,
            "product_id": product,
            "customer_id": None,
            "answerable": answer is not None,
            "kind": None,
            "rewording_of": None,
        }
        for place, (text, answer) in enumerate(ASKED)
    ]
    own = {"example_id": f"q{number}-own", "question": "When does my order come?", "product_id": None}
    return [*rows, {**rows[0], **own, "customer_id": f"c{number}", "kind": "account_delivery", "answerable": True}]


def _judged(number: int, product: str) -> list[dict[str, Any]]:
    rows = []
    for place, (_, answer) in enumerate(ASKED):
        for one in _passages(number, product):
            grade = 2 if answer is not None and one["text"].startswith(answer) else 0
            rows.append(
                {"example_id": f"q{number}-{place}", "text": one["text"], "source": one["source"], "grade": grade}
            )
    return [*rows, {"example_id": f"q{number}-own", "text": f"o{number}", "source": "orders", "grade": 2}]


def _accounts(out: Path, ids: list[str]) -> None:
    times = {"time": pd.Timestamp(WHEN), "expected": pd.Timestamp("2025-05-09T00:00:00Z"), "delivered": pd.NaT}
    orders = [
        {"order_id": f"o{number}", "customer_id": f"c{number}", "product_id": product, "status": "shipped", **times}
        for number, product in enumerate(ids)
    ]
    table = pd.DataFrame(orders).assign(quantity=1.0, price=20.0)
    table["delivered"] = pd.to_datetime(table["delivered"], utc=True)
    table.to_parquet(out / "orders.parquet", index=False)
