"""Tables of deal ranking: which deals there were and for how long, to whom they were shown and who redeemed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contracts.contract import Column, Contract, Kind
from contracts.deal_ranking.deals import DEALS
from contracts.deal_ranking.known import CUSTOMERS, PRODUCTS
from contracts.deal_ranking.logs import EXPOSURES, REDEMPTIONS, TRANSACTIONS
from contracts.deal_ranking.request import REQUEST as REQUEST
from infra.errors import SettingsError

# Columns that a request has besides, which customers may therefore not declare.
RESERVED = ("request_id", "purchases", "redeemed", "deals", "time")

CONTRACT = Contract(
    use_case="deal_ranking",
    summary="Which deals for this customer now, by relevance or by revenue, before they end.",
    tables=(DEALS, EXPOSURES, REDEMPTIONS, TRANSACTIONS, PRODUCTS, CUSTOMERS),
)


def with_options(options: Mapping[str, Sequence[str]]) -> Contract:
    """The contract with further columns of customers.

    Args:
        options: `customers`: names of columns, in the order in which they are used; their cells are read as text.

    Raises:
        SettingsError: A name is empty, declared twice, or one that the contract or a request has already.
    """
    declared = [name.strip() for name in options.get("customers", ())]
    _check(declared)
    if not declared:
        return CONTRACT
    further = tuple(
        Column(name=name, kind=Kind.ID, required=True, description="Declared in contract.customers.")
        for name in declared
    )
    table = CUSTOMERS.model_copy(update={"columns": (*CUSTOMERS.columns, *further)})
    return CONTRACT.model_copy(update={"tables": (*CONTRACT.tables[:-1], table)})


def _check(declared: Sequence[str]) -> None:
    known = {column.name.casefold() for column in CUSTOMERS.columns}
    seen: set[str] = set()
    for name in declared:
        folded = name.casefold()
        if not folded:
            raise SettingsError("contract.customers has an empty name.", "Leave it out.")
        if folded in known:
            raise SettingsError(f"contract.customers names {name}, which customers has anyway.", "Leave it out.")
        if folded in RESERVED:
            raise SettingsError(
                f"contract.customers names {name}, a name that requests use for something else.",
                "Rename the column of your table.",
            )
        if folded in seen:
            raise SettingsError(f"contract.customers names {name} twice.", "Name it once.")
        seen.add(folded)
