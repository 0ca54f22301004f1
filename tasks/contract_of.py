"""The contract of a run: that of its use case, with the columns that its parameters or its source declare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.contract import Contract
from sources import catalog
from tasks import rooms

Options = dict[str, list[str]]


def contract_of(use_case: str, parameters: Mapping[str, Any]) -> Contract:
    """The tables that a run takes.

    Args:
        use_case: Module name.
        parameters: Of its flow, as JSON values.

    Raises:
        SettingsError: A declared column cannot be.
        DataError: The source is unknown.
    """
    room = rooms.module("contracts", use_case)
    options = declared(use_case, parameters)
    contract: Contract = room.CONTRACT if options is None else room.with_options(options)
    return contract


def declared(use_case: str, parameters: Mapping[str, Any]) -> Options | None:
    """The contract's options of a run: `contract` of its parameters, and before these what its source declares.

    Tables of one's own have no source. A column that both declare is what the parameters say it is. None where the use
    case has no options.
    """
    if not hasattr(rooms.module("contracts", use_case), "with_options"):
        return None
    asked = {option: list(names) for option, names in (parameters.get("contract") or {}).items()}
    own = parameters.get("data") is not None or parameters.get("data_rev") is not None
    of_source = {} if own else catalog.contract_options(use_case, parameters["source"])
    said = {name.casefold() for names in asked.values() for name in names}
    return {
        option: [
            *(name for name in of_source.get(option, ()) if name.casefold() not in said),
            *asked.get(option, ()),
        ]
        for option in dict.fromkeys([*of_source, *asked])
    }


def as_settings(options: Mapping[str, Any]) -> list[str]:
    """What `--set` takes to declare them, a text each."""
    return [f"contract.{option}=[{', '.join(names)}]" for option, names in options.items() if names]
