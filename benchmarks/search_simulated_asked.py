"""The searches of the simulated test asked in many ways: typed in part, mistyped, by nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from sources.simulator.streams import stream
from sources.simulator.typos import mistyped

SHARES: Final = (0.2, 0.4, 0.6, 0.8)  # of the characters that are typed
TYPOS: Final = (1, 2)
K: Final = 100
SHOWN: Final = 10
SEED: Final = 17  # of the slips

WHOLE, IMPERSONAL, AS_TYPED = "whole", "impersonal", "as typed"


@dataclass(frozen=True)
class Way:
    """One way to ask all searches.

    Attributes:
        queries: One a search.
        params: Of the request.
        told: Whether a query is another than the whole one; of the others nothing is measured. (n,)
    """

    queries: pd.Series[str]
    params: dict[str, Any]
    told: Any


def ways(searches: pd.DataFrame) -> dict[str, Way]:
    """All ways by name: `whole`, `impersonal`, `as typed` (slips as the log has them), `NN % typed`, `N typos` with
    correction, and `N typos, not corrected`.

    Args:
        searches: Of `search_simulated_truth.Truth`.
    """
    clean = searches["clean"]
    every = np.ones(len(clean), dtype=bool)
    found = {
        WHOLE: Way(clean, {"k": K}, every),
        IMPERSONAL: Way(clean, {"k": SHOWN, "personal": False}, every),
        AS_TYPED: Way(searches["typed"], {"k": SHOWN}, every),
    }
    for share in SHARES:
        cut = [text[: int(np.ceil(len(text) * share))] for text in clean]
        found[typed_in_part(share)] = Way(pd.Series(cut, dtype="str"), {"k": SHOWN}, every)
    for typos in TYPOS:
        texts, slipped = with_slips(clean, typos)
        found[with_typos(typos)] = Way(texts, {"k": SHOWN}, slipped)
        found[with_typos(typos, corrected=False)] = Way(texts, {"k": SHOWN, "correct": False}, slipped)
    return found


def typed_in_part(share: float) -> str:
    """Name of the way."""
    return f"{share:.0%} typed"


def with_typos(typos: int, corrected: bool = True) -> str:
    """Name of the way."""
    return f"{typos} {'typo' if typos == 1 else 'typos'}{'' if corrected else ', not corrected'}"


def with_slips(texts: pd.Series[str], typos: int) -> tuple[pd.Series[str], Any]:
    """Texts with so many slips as the world's customers make them, and which have as many; digits are not touched."""
    rng = stream(SEED, "slips", typos)
    column, done = pa.array(texts, pa.string()), np.ones(len(texts), dtype=bool)
    for _ in range(typos):
        column, slipped = mistyped(rng, column, np.ones(len(texts), dtype=bool))
        done &= slipped
    found = pd.Series(column.to_pylist(), dtype="str")
    return found, done & (found.to_numpy(object) != texts.to_numpy(object))


def requests(searches: pd.DataFrame, queries: pd.Series[str]) -> pd.DataFrame:
    """The table that a consumer would send."""
    asked = searches[["customer_id", "region", "language"]].assign(query=queries.to_numpy())
    time = searches["time"].dt.strftime("%Y-%m-%dT%H:%M:%SZ").astype("str")
    return asked.assign(request_id=searches["example_id"].to_numpy(), time=time.to_numpy())


def answered(model: Any, searches: pd.DataFrame, way: Way) -> pd.DataFrame:
    """What the search answers, `request_id` named `example_id`."""
    found: pd.DataFrame = model.predict(requests(searches, way.queries), way.params)
    return found.rename(columns={"request_id": "example_id"})
