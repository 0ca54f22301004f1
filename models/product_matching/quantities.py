"""Numbers with units as columns of a binary matrix, one column per dimension and value."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from .fields import Fields
from .text import numbers_with_units
from .vocabulary import arrow, binary, stacked

DIMENSIONS: Final = (
    "count", "data_gb", "length_cm", "mass_g", "volume_ml", "power_w", "voltage_v", "charge_mah", "energy_wh",
    "frequency_hz", "resolution_mp", "lines_p", "zoom_x", "rotation_rpm", "dots_dpi", "heat_btu", "light_lm",
    "loudness_db", "speed_mbps", "pressure_bar",
)  # fmt: skip
_FIELDS: Final = ("title", "attributes", "description")
_VALUES_PER_DIMENSION: Final = 1 << 20


# amounts whose unit stands before the number, is glued to it in another way, or takes two words
_PATTERNS: Final = (
    (
        "count", 1.0,
        r"(?:^|[^\p{L}\p{N}])(?:pack|packs|pk|set|box|lot|case|bundle|caja|paquete|lote|juego|confezione|packung|paket|набор)"
        r"\s(?:of\s|de\s|da\s|von\s|mit\s|x\s?)?(?P<value>[0-9]{1,4})(?:$|[^\p{L}\p{N}.,])",
    ),
    ("count", 1.0, r"(?:^|\s)x\s?(?P<value>[0-9]{1,3})(?:$|[^\p{L}\p{N}.,])"),
    (
        "count", 1.0,
        r"(?:^|[^\p{L}\p{N}.,])(?P<value>[0-9]{1,4})(?:\s|-)?"
        r"(?:er|er[\s-]?(?:pack|set)|uds?|unids?|unites|pz|pezzi|rolls|tabs|capsules|sachets)(?:$|[^\p{L}\p{N}])",
    ),
    ("volume_ml", 29.5735, r"(?P<value>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s?fl\.?\s?oz"),
)  # fmt: skip


def _phrases(texts: pd.Series[str]) -> pd.DataFrame:
    """The first match of each pattern per text, in the form of `text.numbers_with_units`."""
    strings = arrow(texts)
    parts = []
    for dimension, factor, pattern in _PATTERNS:
        value = pc.struct_field(pc.extract_regex(strings, pattern), [0])
        rows = np.flatnonzero(pc.is_valid(value).to_numpy(zero_copy_only=False))
        numbers = pc.cast(pc.replace_substring(value.take(pa.array(rows)), ",", "."), pa.float64())
        parts.append(pd.DataFrame({"row": rows, "value": numbers.to_numpy() * factor, "dimension": dimension}))
    return pd.concat(parts, ignore_index=True)


def quantities(
    fields: Fields,
) -> tuple[sparse.csr_matrix, npt.NDArray[np.uint32], sparse.csr_matrix, npt.NDArray[np.uint32]]:
    """Quantities and dimensions of title and attributes, then of all fields.

    Columns are dimension and value to three significant digits, so that 55 inch equals 139.7 cm equals 140 cm.
    """
    n = len(fields)
    texts = stacked(fields, _FIELDS)
    found = pd.concat([numbers_with_units(texts), _phrases(texts)], ignore_index=True)
    dimension = pd.Index(DIMENSIONS).get_indexer(pd.Index(found["dimension"])).astype(np.int64)
    known = (dimension >= 0) & (found["value"].to_numpy() > 0)
    rows, dimension = found["row"].to_numpy(dtype=np.int64)[known], dimension[known]
    value = np.clip(found["value"].to_numpy()[known], 1e-12, 1e12)
    magnitude = np.floor(np.log10(value))
    digits = np.rint(value / 10.0 ** (magnitude - 2)).astype(np.int64)
    magnitude, digits = np.where(digits == 1000, magnitude + 1, magnitude), np.where(digits == 1000, 100, digits)
    ids = dimension * _VALUES_PER_DIMENSION + (magnitude.astype(np.int64) + 20) * 1000 + digits
    width = len(DIMENSIONS) * _VALUES_PER_DIMENSION
    near = rows < 2 * n  # title and attributes are the first two of the stacked fields
    parts = []
    for chosen in (near, np.ones(len(rows), dtype=bool)):
        listing = rows[chosen] % max(n, 1)
        bits = np.zeros(n, dtype=np.uint32)
        np.bitwise_or.at(bits, listing, np.uint32(1) << dimension[chosen].astype(np.uint32))
        parts.append((binary([(listing, ids[chosen])], n, width), bits))
    return (*parts[0], *parts[1])


def quantity_dimension(columns: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Position in `DIMENSIONS` of columns of a quantity matrix."""
    return columns.astype(np.int64) // _VALUES_PER_DIMENSION


def quantity_value(column: int) -> tuple[int, float]:
    """Position in `DIMENSIONS` and value, in the dimension's base unit, of one column of a quantity matrix."""
    dimension, rest = divmod(column, _VALUES_PER_DIMENSION)
    magnitude, digits = divmod(rest, 1000)
    return dimension, digits * 10.0 ** (magnitude - 20 - 2)
