"""A customer's account, and what its products are called."""

from __future__ import annotations

from datetime import UTC, datetime

from models.question_answering.account import Account, Order, Reminder, Wish
from models.question_answering.product_names import ProductNames

NAMES = ProductNames(
    {
        "p1": "Nordwind M7 coffee grinder, black",
        "p2": "Trail running shoes",
        "p3": "Desk lamp",
        "p4": "Steel kettle 1.7 l",
        "p5": "Yoga mat",
        "p6": "Family tent",
    },
    {"p2": "Sneakers"},
)


def at(day: str) -> float:
    """Seconds since 1970 of an ISO day, UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


NOW = at("2026-03-10")
ACCOUNT = Account.of(
    [
        Order("o1", "p2", at("2025-05-02"), "delivered", at("2025-05-05"), at("2025-05-06"), 1, 80.0),
        Order("o2", "p1", at("2026-03-05"), "shipped", at("2026-03-12"), quantity=1, price=49.5),
        Order("o3", "p3", at("2026-03-01"), "ordered", at("2026-03-20"), quantity=2, price=10.0),
        Order("o4", "p2", at("2026-02-02"), "delivered", at("2026-02-05"), at("2026-02-06"), 1, 90.0),
        Order("o5", "p4", at("2026-03-06"), "cancelled", at("2026-03-11"), quantity=1, price=30.0),
    ],
    [Wish("p5", "sports", at("2026-01-01")), Wish("p3", "home", at("2026-02-01"))],
    [
        Reminder("r1", "buy new filters", at("2026-03-15"), "p1"),
        Reminder("r2", "birthday present", at("2026-03-25")),
        Reminder("r3", "old thing", at("2025-01-01")),
    ],
)
