"""Whether what people call an attribute has one canonical name, by all its names that a model read as aspects."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.review_simulated_truth import surfaces
from evaluation.bootstrap import once
from evaluation.review_attributes import STATISTICS

Json = dict[str, Any]

SHOWN: Final = 6  # attributes whose names are shown


def clusters(tables: Path, answers: pd.DataFrame) -> Json:
    """Hold canonical names against true attributes.

    Args:
        tables: What the simulator wrote.
        answers: Triplets of reviews, with `aspect` and `attribute`.

    Returns:
        `surfaces`, how many different ones; `measures`, purity, its inverse and their harmonic mean over them; `alone`,
        the same if each were its own; `shown`, by attribute the names that it has, and what they are for.
    """
    meant = surfaces(tables)
    told = answers.loc[answers["aspect"].notna(), ["aspect", "attribute"]].astype("str")
    told = told.assign(surface=told["aspect"].str.casefold())
    told = told[told["surface"].isin(meant.index)]
    # One name in another case may have another canonical one: the commonest counts.
    counts = told.groupby(["surface", "attribute"]).size().reset_index(name="n").sort_values("n", kind="stable")
    rows = counts.drop_duplicates("surface", keep="last").sort_values("surface", ignore_index=True)
    rows = rows.assign(meant=rows["surface"].map(meant))
    found: Json = {"surfaces": len(rows)}
    for name, column in (("measures", "attribute"), ("alone", "surface")):
        told_of, meant_of = ([[one] for one in rows[of]] for of in (column, "meant"))
        table = pd.DataFrame({"attributes_told": told_of, "attributes_meant": meant_of})
        # No intervals: names drawn twice would meet themselves.
        whole = once(len(table))
        found[name] = {kind: _number(one(table, whole)[0]) for kind, one in STATISTICS.items()}
    largest = rows["meant"].value_counts().index[:SHOWN]
    found["shown"] = {
        str(one): {str(name): list(of["surface"]) for name, of in rows[rows["meant"] == one].groupby("attribute")}
        for one in largest
    }
    return found


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
