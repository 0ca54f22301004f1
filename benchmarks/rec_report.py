"""What was measured of recommendation on public logs as text."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.rec_process import OURS
from benchmarks.rec_scores import ALL, COLD, UNSEEN
from benchmarks.rec_verdicts import PARTS, verdicts
from benchmarks.rec_worlds import WORLDS
from benchmarks.report_tables import framed, plain_table, with_ends
from benchmarks.search_esci_report import gain

Json = dict[str, Any]

_COSTS: Final = {"choosing s": "seconds", "fitting s": "fit_seconds", "answering s": "answer_seconds"}


def shown(found: Json) -> Group:
    """Tables by log, settings and costs, and the verdicts.

    Args:
        found: `worlds`, by log `facts`, `scores`, `peers`, `stand_in` and `ours`.
    """
    parts: list[Any] = []
    for name, one in found["worlds"].items():
        own = one["scores"]["parts"]
        for part, called in PARTS.items():
            if part in own and not (part == ALL and COLD in own):
                parts += _compared(name, f"{WORLDS[name].title}: {own[part]['requests']:,} {called}", own[part])
        parts += [_unseen(one["scores"]), _settings(one["peers"], one["stand_in"]), _costs(one)]
    return Group(*parts, "\n".join(verdicts(found)))


def _compared(name: str, title: str, part: Json) -> list[Any]:
    names, first = WORLDS[name].shown, list(WORLDS[name].shown)[: WORLDS[name].compared]
    table = plain_table(["", *names.values()])
    for method, measures in part["methods"].items():
        table.add_row(method, *(with_ends(measures[one], 4) for one in names))
    told = "all listed products are ranked, of equal scores the wrong one first; 95 % intervals over customers"
    out: list[Any] = [framed(title, table, told)]
    if part["ahead"]:
        table = plain_table(["over", *(names[one] for one in first)])
        for method, gains in part["ahead"].items():
            table.add_row(method, *(gain(gains[one]) for one in first))
        out.append(framed("Gains of ours over each", table, "paired, with 95 % intervals"))
    return out


def _unseen(scores: Json) -> Group:
    part = scores["parts"][ALL]
    table = plain_table(["", "recall@20 of products never seen", "times a lot", "times a lot among them"])
    for method, measures in part["methods"].items():
        value = measures[UNSEEN]["value"]
        lots = (scores["random_unseen"], scores["random_among_unseen"])
        table.add_row(
            method, with_ends(measures[UNSEEN], 4), *("" if value is None else f"{value / lot:.2f}" for lot in lots)
        )
    title = f"Products of which no event was learnt, wanted in {part['with_unseen']:,} requests"
    told = (
        f"20 of {scores['products']:,} products by lot: {scores['random_unseen']:.5f}; of the "
        f"{scores['never_seen']:,} of which no event was learnt: {scores['random_among_unseen']:.5f}"
    )
    return framed(title, table, told)


def _settings(peers: Json, stand_in: Json | None) -> Group:
    table = plain_table(["peer", "setting", "tried", "on valid"])
    every = peers if not stand_in or not stand_in["requests"] else {**peers, "where there is no history": stand_in}
    for name, one in every.items():
        if one["setting"] is None:
            table.add_row(name, "does not suit this log", "", "")
            continue
        setting = ", ".join(f"{key}={value}" for key, value in one["setting"].items())
        table.add_row(name, setting, str(one["tried"]), "" if one["valid"] is None else f"{one['valid']:.4f}")
    return framed(
        "Settings of the peers, chosen on valid",
        table,
        "peers cannot answer where there is no history; what is popular stands in for them",
    )


def _costs(one: Json) -> Group:
    table = plain_table(["method", *_COSTS, "peak MB", "of it before"])
    ours = one["ours"]
    if ours:
        cost = ours["costs"]["train"]
        peak = max((cost[name] for name in ("own_peak_mb", "children_peak_mb") if cost.get(name)), default=None)
        cells = (None, cost["seconds"], ours["seconds"], peak, None)
        table.add_row(OURS, *(_number(cell) for cell in cells))
    for name, peer in one["peers"].items():
        if peer["setting"] is not None:
            cells = (*(peer[of] for of in _COSTS.values()), peer["peak_mb"], peer["peak_mb_before"])
            table.add_row(name, *(_number(cell) for cell in cells))
    return framed("Seconds and memory", table, "ours: training with all its tuning, in a process of its own")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
