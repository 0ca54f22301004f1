"""Tables of question answering: products, what is said of them, customers' own rows, and judged answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contracts.contract import Column, Contract, Kind
from contracts.question_answering.accounts import ORDERS, REMINDERS, WISH_LISTS
from contracts.question_answering.products import PRODUCTS
from contracts.question_answering.qa import QA
from contracts.question_answering.request import REQUEST as REQUEST
from contracts.question_answering.said import COMMUNITY_ANSWERS, OPINIONS, REVIEWS
from infra.errors import SettingsError

CONTRACT = Contract(
    use_case="question_answering",
    summary="The answer to a customer's question from the right source, or an honest refusal to answer.",
    tables=(PRODUCTS, REVIEWS, COMMUNITY_ANSWERS, OPINIONS, ORDERS, WISH_LISTS, REMINDERS, QA),
)


def with_options(options: Mapping[str, Sequence[str]]) -> Contract:
    """The contract with further columns of products, each an attribute of its name.

    Args:
        options: `products`: names of columns, in the order in which they are told; their cells are read as text.

    Raises:
        SettingsError: A name is empty, declared twice, or one that products has already.
    """
    declared = [name.strip() for name in options.get("products", ())]
    _check(declared)
    if not declared:
        return CONTRACT
    further = tuple(
        Column(name=name, kind=Kind.TEXT, required=True, description="Declared in contract.products: an attribute.")
        for name in declared
    )
    table = PRODUCTS.model_copy(update={"columns": (*PRODUCTS.columns, *further)})
    return CONTRACT.model_copy(update={"tables": (table, *CONTRACT.tables[1:])})


def _check(declared: Sequence[str]) -> None:
    known = {column.name.casefold() for column in PRODUCTS.columns}
    seen: set[str] = set()
    for name in declared:
        folded = name.casefold()
        if not folded:
            raise SettingsError("contract.products has an empty name.", "Leave it out.")
        if folded in known:
            raise SettingsError(f"contract.products names {name}, which products has anyway.", "Leave it out.")
        if folded in seen:
            raise SettingsError(f"contract.products names {name} twice.", "Name it once.")
        seen.add(folded)
