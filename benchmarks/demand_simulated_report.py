"""What was measured against the simulator's truth as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

OVER_FLOOR: Final = 1.15  # most of the error of the forecast mean over that of the true mean
NEW_OVER_OLD: Final = 1.25  # most of the error without history over that with a year of it
BIAS_CUT: Final = 0.30  # least share of the bias after a spike that masking takes away

Json = dict[str, Any]


def shown(found: Json) -> str:
    """The tables and the verdicts.

    Args:
        found: What `demand_forecasting_simulated.measured` returns.
    """
    relative = found["errors"]["series, all"]["relative"]
    compared = found["new_against_a_year"]
    cut = found["after_spikes"]["against rate"]["cut"]
    lines = [
        f"world: {found['world']}",
        "",
        "Error of the forecast mean (wape), the median (wape_p50) and the true mean (floor); relative: wape / floor",
        _table(found["errors"]),
        "",
        "The same for series, by the weeks since their product was first on offer",
        _table(found["histories"]),
        "",
        "Signed error of the weeks after a spike back to usual, over true rate, true mean and units asked for",
        _table(found["after_spikes"]),
        "",
        f"no history over a year of it, WAPE over WAPE: {_share(compared['wape'])}",
        _verdict("error over the floor, series", relative, at_most=OVER_FLOOR),
        _verdict("no history over a year of it, relative error", compared["relative"], at_most=NEW_OVER_OLD),
        _verdict("bias after a spike cut by", cut, at_least=BIAS_CUT),
    ]
    return "\n".join(lines)


def _table(rows: Json) -> str:
    return pd.DataFrame({name: _flat(row) for name, row in rows.items()}).T.to_string()


def _flat(row: Json) -> dict[str, str]:
    flat = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat[name] = _share(value)
        else:
            flat[name] = f"{value:,.3f}" if isinstance(value, float) else f"{value:,}"
    return flat


def _share(share: Json) -> str:
    return f"{share['value']:.3f} ({share['low']:.3f} to {share['high']:.3f})"


def _verdict(name: str, share: Json, at_most: float | None = None, at_least: float | None = None) -> str:
    met = share["value"] <= at_most if at_most is not None else share["value"] >= (at_least or 0.0)
    bound = f"<= {at_most}" if at_most is not None else f">= {at_least}"
    return f"{name}: {_share(share)}, target {bound}: {'met' if met else 'MISSED'}"
