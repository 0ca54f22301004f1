"""What was measured of recommendation against the simulator's truth as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.rec_simulated_asked import AS_ASKED
from benchmarks.rec_simulated_measures import COMPARED, ORACLE, PREFERENCE
from benchmarks.rec_targets import UNAVAILABLE, UNSEEN_OF_WARM
from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends
from benchmarks.search_esci_report import gain

Json = dict[str, Any]

SHOWN: Final = {
    PREFERENCE: "NDCG@10, true preference",
    "ndcg_10": "NDCG@10, log",
    "hr_10": "HR@10",
    "unseen_10": "recall@10, never seen",
    "warm_10": "recall@10, others",
    "unseen_of_warm": "one over the other",
}
DISCOVERED: Final = {
    "discovered_unseen_10": "recall@10, never seen",
    "discovered_warm_10": "recall@10, others",
    "discovered_unseen_of_warm": "one over the other",
}
_AIMED: Final = {
    "unseen_of_warm": "",
    "discovered_unseen_of_warm": "of products that the customer had not met, ",
}
_NEW: Final = {"False": "with an event before", "True": "without an event before"}
_HEADS: Final = {"wish": "what a visit is truly for", "new": "customers"}


def shown(found: Json) -> Group:
    """Tables of what was measured, then the verdicts.

    Args:
        found: What `recommendation_simulated.measured` returns.
    """
    by_new = {_NEW[name]: one for name, one in found["by_new"].items()}
    parts = [
        _methods(found),
        _discovered(found),
        _ahead(found["ahead"]),
        _by("wish", found["by_wish"]),
        _by("new", by_new),
    ]
    parts += [_lifts(found["lifts"]), _settings(found["peers"]), _evaluation(found["evaluation"])]
    parts.append(costs_of_steps(found["costs"]))
    return Group(*parts, "\n".join(verdicts(found)))


def _methods(found: Json) -> Group:
    table = plain_table(["", *SHOWN.values()])
    for method, measures in found["methods"].items():
        table.add_row(method, *(with_ends(measures[name], 4) for name in SHOWN))
    told = (
        "true preference: the probability to be the first choice of the visit, over that of the best product, before "
        "anything is met; peers are told what can be had"
    )
    return framed(f"{found['requests']:,} requests of the test", table, told)


def _discovered(found: Json) -> Group:
    table = plain_table(["", *DISCOVERED.values()])
    for method, measures in found["methods"].items():
        table.add_row(method, *(with_ends(measures[name], 4) for name in DISCOVERED))
    told = "what is bought after it was viewed or put into the cart is easy, and never of a product nobody has met"
    return framed("The same of products alone that the customer had not met before", table, told)


def _ahead(ahead: Json) -> Group:
    table = plain_table(["over", *(SHOWN[name] for name in COMPARED)])
    for method, gains in ahead.items():
        table.add_row(method, *(gain(gains[name]) for name in COMPARED))
    return framed("Gains of ours over each", table, "paired, 95 % intervals by the bootstrap over customers")


def _by(what: str, values: Json) -> Group:
    methods = list(next(iter(values.values()))) if values else []
    table = plain_table([_HEADS[what], "requests", *methods])
    for value, one in values.items():
        table.add_row(value, f"{one[methods[0]]['n']:,}", *(_value(one[method]) for method in methods))
    return framed(f"NDCG@10 against the true preference by {_HEADS[what]}", table)


def _lifts(lifts: Json) -> Group:
    table = plain_table(["what is told", "requests", "told", "not told, or half a year later", "gain"])
    for name, one in lifts.items():
        table.add_row(name, f"{one['n']:,}", with_ends(one["told"], 4), with_ends(one["untold"], 4), gain(one["gain"]))
    told = (
        "personal: who asks and the history; regional: the region, beside what can be had there, without the customer; "
        "seasonal: the time of the year, asked a year later against half a year later (what sells of late and what is "
        "new have faded at both), of what can be had at all these times"
    )
    return framed("What NDCG@10 against the true preference gains by what is told", table, told)


def _settings(peers: Json) -> Group:
    table = plain_table(["peer", "setting", "tried"])
    for name, one in peers.items():
        setting = one["setting"]
        said = "does not suit" if setting is None else ", ".join(f"{key}={value}" for key, value in setting.items())
        table.add_row(name, said, str(one["tried"]))
    return framed("Settings of the peers, chosen on valid", table)


def _evaluation(measures: Json) -> Group:
    table = plain_table(["measure", "value", "requests"])
    for name, one in measures.items():
        table.add_row(name, with_ends(one, 4), f"{one['n']:,}")
    return framed("What the flow's evaluation measures, on the log", table)


def verdicts(found: Json) -> list[str]:
    """One line a target: what was measured, what is asked, met or missed."""
    ours = found["methods"][AS_ASKED]
    lines = [f"world: {found['world']}; {found['requests']:,} of {found['of_test']:,} requests of the test asked"]
    for name, of in _AIMED.items():
        best = with_ends(found["methods"][ORACLE][name], 4)
        lines.append(f"{of}{UNSEEN_OF_WARM.verdict_of(ours[name])} (of the true preference itself: {best})")
    lines.append(f"{SHOWN[PREFERENCE]}: {with_ends(ours[PREFERENCE], 4)}, reported")
    for name, one in found["lifts"].items():
        sure = one["gain"]["low"] is not None and one["gain"]["low"] > 0
        lines.append(f"a {name} lift: {gain(one['gain'])}, {'beyond noise' if sure else 'not told from noise'}")
    answers, wrong = (sum(one[what] for one in found["unavailable"].values()) for what in ("answers", "unavailable"))
    lines.append(f"{UNAVAILABLE.verdict(wrong)}, of {answers:,} products answered")
    return lines


def _value(measure: Json) -> str:
    return "" if measure["value"] is None else f"{measure['value']:.3f}"
