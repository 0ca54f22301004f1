"""Texts of what a request tells of deals, moments and redemptions."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

Texts = np.ndarray[Any, np.dtype[np.object_]]

_ISO: Final = "%Y-%m-%dT%H:%M:%SZ"


def redemption(deal: str, at: str) -> str:
    """A redemption as a request tells it."""
    return f'{{"deal_id":"{deal}","time":"{at}"}}'


def purchase(product: str, at: str, quantity: float, amount: float) -> str:
    """A purchase as a request tells it; what is not known of it is left out."""
    known = {"quantity": quantity, "amount": amount}
    more = "".join(f',"{name}":{float(value)!r}' for name, value in known.items() if not np.isnan(value))
    return f'{{"product_id":"{product}","time":"{at}"{more}}}'


def iso(times: Any) -> Texts:
    """ISO texts of moments."""
    return np.asarray(pd.DatetimeIndex(times).strftime(_ISO), dtype=object)


def cells(texts: Texts, times: pd.Series[Any]) -> Texts:
    """Texts of moments, None where there is none."""
    return np.where(times.notna().to_numpy(bool), texts, None)


def missing(cell: Any) -> bool:
    """Whether a cell of a table is empty."""
    return cell is None or (not isinstance(cell, list | np.ndarray) and bool(pd.isna(cell)))


def objects(texts: list[str]) -> Texts:
    """An array of texts, which are not copied."""
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found
