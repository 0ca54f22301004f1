"""Kinds of questions, and which of them are about the customer's own account."""

from __future__ import annotations

from typing import Final

YES_NO, NUMBER, COMPATIBILITY = "yes_no", "number", "compatibility"
OPINION, HOW_TO, OTHER = "opinion", "how_to", "other"
DELIVERY, ORDER_STATUS = "account_delivery", "account_order_status"
LAST_BOUGHT, HOW_OFTEN, SPENT = "account_last_bought", "account_how_often", "account_spent"
ON_LIST, REMINDER = "account_on_list", "account_reminder"

PRODUCT_KINDS: Final = (YES_NO, NUMBER, COMPATIBILITY, OPINION, HOW_TO, OTHER)
ORDER_KINDS: Final = (DELIVERY, ORDER_STATUS, LAST_BOUGHT, HOW_OFTEN, SPENT)
ACCOUNT_KINDS: Final = (*ORDER_KINDS, ON_LIST, REMINDER)
KINDS: Final = (*PRODUCT_KINDS, *ACCOUNT_KINDS)


def is_account(kind: str) -> bool:
    """Whether only the customer's own rows can answer it."""
    return kind in ACCOUNT_KINDS
