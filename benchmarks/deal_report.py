"""What was measured of deal ranking on Complete Journey as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.deal_plain_peers import PAIR, POPULARITY
from benchmarks.deal_process import OURS, TOLD_MORE
from benchmarks.deal_resampled import AGAINST, AUC, LOSS, NDCG, PRECISION, RATIO
from benchmarks.deal_targets import AUC as AUC_TARGET
from benchmarks.deal_targets import FLOOR
from benchmarks.deal_targets import NDCG as NDCG_TARGET
from benchmarks.deal_targets import PRECISION as PRECISION_TARGET
from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends
from benchmarks.search_esci_report import gain

Json = dict[str, Any]

SHOWN: Final = {
    NDCG: "NDCG@5",
    AGAINST: "ties against it",
    "ndcg_10": "NDCG@10",
    AUC: "AUC",
    PRECISION: "average precision",
}
CALIBRATION: Final = {LOSS: "log loss", RATIO: "said / redeemed"}
_COMPARED: Final = (NDCG, AUC, PRECISION)


def shown(found: Json) -> Group:
    """Tables of all methods, of the gains of ours, of the peers' settings and of costs, then the verdicts.

    Args:
        found: What `deal_ranking.measured` returns.
    """
    parts = [
        _methods(found["scores"]),
        _calibration(found["scores"]),
        _ahead(found["scores"]["ahead"]),
        _settings(found["peers"]),
    ]
    if found["ours"]:
        parts.append(costs_of_steps(found["ours"]["costs"]))
    return Group(*parts, "\n".join(_judged(found)))


def _judged(found: Json) -> list[str]:
    later = found["known_later"]
    if later is None:
        return verdicts(found["scores"])
    return [f"laxer: {later:,} labels are learnt that came after the test began; no target is met or missed by this"]


def _methods(scores: Json) -> Group:
    table = plain_table(["", *SHOWN.values()])
    for method, measures in scores["methods"].items():
        table.add_row(method, *(with_ends(measures[name], 4) for name in SHOWN))
    title = (
        f"{scores['rows']:,} deals shown, {scores['redeemed']:,} redeemed in {scores['redeeming']:,} of "
        f"{scores['requests']:,} household-campaigns"
    )
    told = (
        "NDCG of the score, of equal scores a lot decides, in expectation; AUC and average precision of the "
        "probability, or the score where there is none; 95 % intervals over households"
    )
    return framed(title, table, told)


def _calibration(scores: Json) -> Group:
    table = plain_table(["", *CALIBRATION.values()])
    for method, measures in scores["methods"].items():
        if measures[LOSS]["value"] is not None:
            table.add_row(method, *(with_ends(measures[name], 5) for name in CALIBRATION))
    told = "over all rows; said: the sum of the probabilities, 1 is meant; 95 % intervals over households"
    return framed("Probabilities, of the methods that have any", table, told)


def _ahead(ahead: Json) -> Group:
    table = plain_table(["over", *(SHOWN[name] for name in _COMPARED)])
    for method, gains in ahead.items():
        table.add_row(method, *(gain(gains[name]) for name in _COMPARED))
    return framed("Gains of ours over each", table, "paired, with 95 % intervals")


def _settings(peers: Json) -> Group:
    table = plain_table(["peer", "setting", "tried", "on valid", "seconds", "peak MB"])
    for name, one in peers.items():
        costs = (f"{one[cost]:,.0f}" if cost in one else "" for cost in ("seconds", "peak_mb"))
        table.add_row(name, one["setting"], str(one["tried"]), f"{one['valid']:.4f}", *costs)
    told = "valid: NDCG@5, of a logistic loss average precision; seconds: with all tries"
    return framed("Settings of the peers, chosen on valid", table, told)


def verdicts(scores: Json) -> list[str]:
    """Each target with what was reached."""
    if OURS not in scores["methods"]:
        return ["ours was not asked: no target is met or missed by this"]
    ours = scores["methods"][OURS]
    lines = [f"{NDCG_TARGET.verdict_of(ours[NDCG])} (popularity {FLOOR:g})"]
    lines += [AUC_TARGET.verdict_of(ours[AUC]), PRECISION_TARGET.verdict_of(ours[PRECISION])]
    for name, gains in scores["ahead"].items():
        beside = _COMPARED if name == PAIR else (NDCG,) if name == POPULARITY or name.startswith("LightGBM") else ()
        if name.endswith(TOLD_MORE):
            lines += [f"{SHOWN[of]} above {name}: {gain(gains[of])}, no target" for of in beside]
        else:
            lines += [f"{SHOWN[of]} above {name}: {_verdict(gains[of])}" for of in beside]
    return lines


def _verdict(one: Json) -> str:
    if one["gain"] is None:
        return "not measured, MISSED"
    sure = one["low"] is not None and (one["low"] > 0 or one["high"] < 0)
    return f"{gain(one)}, {'met' if one['gain'] > 0 else 'MISSED'}, {'beyond' if sure else 'within'} noise"
