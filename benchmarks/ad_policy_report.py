"""Regret of policies and off-policy values, as tables and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from scipy.stats import t as student

from benchmarks.report_tables import framed, out, plain_table

Json = dict[str, Any]
Floats = npt.NDArray[np.float64]


def shown(found: Json) -> None:
    """Print what was measured."""
    out.print(
        framed(f"Market {found['setting']}; explored as tuned on other seeds: {found['amounts']}", _tuning(found))
    )
    out.print(framed("Regret in clicks, mean and 95 % interval of the mean over seeds", _regret(found)))
    for name in ("epsilon_greedy 0.1", f"epsilon_greedy {found['amounts']['epsilon_greedy']:g}"):
        for other in dict.fromkeys(("thompson 0.25", "thompson 1", f"thompson {found['amounts']['thompson']:g}")):
            ratio, low, high = ratio_of_means(_finals(found, other), _finals(found, name))
            out.print(f"{other} over {name}: {ratio:.2f} [{low:.2f}, {high:.2f}] of its regret (target: at most 0.5)")
    out.print(framed("Values from logs beside the truth", _values(found)))


def ratio_of_means(above: Floats, below: Floats) -> tuple[float, float, float]:
    """Ratio of two means over paired seeds and its 95 % interval (Fieller 1954); (n,) each."""
    n, ratio = len(above), above.mean() / below.mean()
    if n < 2:
        return float(ratio), float("nan"), float("nan")
    error = np.std(above - ratio * below, ddof=1) / np.sqrt(n) / below.mean()
    reach = student.ppf(0.975, n - 1) * error
    return float(ratio), float(ratio - reach), float(ratio + reach)


def draw(found: Json, path: Path) -> None:
    """Cumulative regret of each policy: the mean over seeds, and the 95 % band of it."""
    names = [name for name in _names(found["summaries"]) if name != "random"]
    with mpl.rc_context({"svg.hashsalt": "bazaar", "axes.spines.top": False, "axes.spines.right": False}):
        figure = Figure(figsize=(7.0, 4.6), layout="constrained")
        axes = figure.subplots()
        for name in names:
            rows = [row for row in found["summaries"] if row["name"] == name]
            at = np.array(rows[0]["curve"]["requests"])
            curves = np.array([row["curve"]["regret"] for row in rows], dtype=np.float64)
            middle, reach = curves.mean(axis=0), _reach(curves)
            (line,) = axes.plot(at, middle, label=name)
            axes.fill_between(at, middle - reach, middle + reach, alpha=0.15, linewidth=0, color=line.get_color())
        axes.set(xlabel="requests", ylabel="clicks lost against the best candidate")
        axes.set_title("Cumulative regret", loc="left")
        axes.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _names(rows: list[Json]) -> list[str]:
    return list(dict.fromkeys(row["name"] for row in rows))


def _finals(found: Json, name: str) -> Floats:
    return np.array([row["regret"] for row in found["summaries"] if row["name"] == name], dtype=np.float64)


def _reach(values: Floats) -> Floats:
    """Half width of the 95 % interval of the mean over the first axis."""
    n = len(values)
    if n < 2:
        return np.full(values.shape[1:], np.nan)
    return np.asarray(student.ppf(0.975, n - 1) * values.std(axis=0, ddof=1) / np.sqrt(n))


def _tuning(found: Json) -> Any:
    table = plain_table(("policy", "regret when tuned", "seeds"))
    for name in _names(found["tuning"]):
        lost = [row["regret"] for row in found["tuning"] if row["name"] == name]
        table.add_row(name, f"{np.mean(lost):.1f}", f"{len(lost)}")
    return table


def _regret(found: Json) -> Any:
    table = plain_table(("policy", "regret", "interval", "of random's", "in the last quarter", "click rate"))
    random = _finals(found, "random").mean()
    for name in _names(found["summaries"]):
        rows = [row for row in found["summaries"] if row["name"] == name]
        lost = _finals(found, name)
        reach = float(_reach(lost[:, None])[0])
        curves = [row["curve"]["regret"] for row in rows]
        late = np.mean([curve[-1] - curve[len(curve) * 3 // 4 - 1] for curve in curves])
        table.add_row(
            name,
            f"{lost.mean():.0f}",
            f"{lost.mean() - reach:.0f} to {lost.mean() + reach:.0f}",
            f"{lost.mean() / random:.3f}",
            f"{late:.0f}",
            f"{np.mean([row['click_rate'] for row in rows]):.4f}",
        )
    return table


def _values(found: Json) -> Any:
    table = plain_table(
        (
            "log of",
            "policy valued",
            "by",
            "mean error",
            "rms error",
            "mean width",
            "covered",
            "effective rows",
            "bounds",
        )
    )
    keys = dict.fromkeys((row["log"], row["policy"], row["estimator"]) for row in found["values"])
    for key in keys:
        rows = [row for row in found["values"] if (row["log"], row["policy"], row["estimator"]) == key]
        error = np.array([row["value"] / row["truth"] - 1 for row in rows])
        covered = sum(row["low"] <= row["truth"] <= row["high"] for row in rows)
        width = np.mean([(row["high"] - row["low"]) / row["truth"] for row in rows])
        table.add_row(
            *key,
            f"{error.mean():+.3f}",
            f"{np.sqrt((error**2).mean()):.3f}",
            f"{width:.3f}",
            f"{covered} of {len(rows)}",
            f"{np.mean([row['effective'] for row in rows]):,.0f}",
            f"{sum(row['interval'] == 'bounds' for row in rows)}",
        )
    return table
