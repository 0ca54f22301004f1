"""Encodings as native files: numeric arrays in one npz, strings in one parquet."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import sparse

from .encoding import Encodings

_STRINGS: Final = ("main_code", "title_text", "compact_text", "brand_text", "lead_text")


def save(encodings: Encodings, directory: Path, name: str) -> None:
    """Write `<name>.npz` and `<name>_texts.parquet`."""
    arrays: dict[str, Any] = {}
    for one in fields(encodings):
        value = getattr(encodings, one.name)
        if isinstance(value, sparse.csr_matrix):
            arrays[f"{one.name}.indices"], arrays[f"{one.name}.indptr"] = value.indices, value.indptr
            arrays[f"{one.name}.width"] = np.array(value.shape[1])
        elif one.name not in _STRINGS:
            arrays[one.name] = value
    np.savez(directory / f"{name}.npz", **arrays)
    texts = {key: pd.array(getattr(encodings, key), dtype="str") for key in _STRINGS}
    pd.DataFrame(texts).to_parquet(directory / f"{name}_texts.parquet", index=False)


def load(directory: Path, name: str) -> Encodings:
    """Read what `save` wrote."""
    texts = pd.read_parquet(directory / f"{name}_texts.parquet")
    parts: dict[str, Any] = {key: texts[key].to_numpy(dtype=object) for key in _STRINGS}
    with np.load(directory / f"{name}.npz", allow_pickle=False) as arrays:
        for key in arrays.files:
            field, _, part = key.partition(".")
            if not part:
                parts[key] = arrays[key]
            elif part == "indices":
                indices, indptr = arrays[key], arrays[f"{field}.indptr"]
                shape = (len(indptr) - 1, int(arrays[f"{field}.width"]))
                matrix = sparse.csr_matrix((np.ones(len(indices), dtype=np.int8), indices, indptr), shape=shape)
                matrix.has_canonical_format = True
                parts[field] = matrix
    return Encodings(**parts)
