"""What was measured of speech recognition on simulated orders as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends
from benchmarks.speech_simulated_truth import NAMES
from benchmarks.speech_targets import FIT, MEANT, NOISY_ORDERS, ORDERS, THREADS, TIMES
from benchmarks.speech_verdicts import multiple

Json = dict[str, Any]

HEADS: Final = {
    "wer": "word error rate",
    "sentence_accuracy": "all words right",
    "order_accuracy": "intent and slots right",
    "answered_wrong": "answered wrongly",
    "refused": "refused",
}
OURS: Final = "ctc"
_ASKED: Final = 5.0  # decibels of the target


def shown(found: Json) -> Group:
    """Tables of what is behind the recordings, of noise, of the flow's measures and costs; then the verdicts.

    Args:
        found: What `speech_simulated.measured` returns.
    """
    world = found["world"]
    title = f"simulated orders, scale {world['scale']:g}, seed {world['seed']}, {world['profile']}"
    parts: list[Any] = []
    for name, engine in found["engines"].items():
        parts += [_bands(f"{title}, {name}", engine["truth"]), _noisy(name, engine["noisy"])]
        parts.append(costs_of_steps(engine["costs"]))
    if found["evaluation"]:
        table = plain_table(["measure", "value", "n"])
        for name, one in found["evaluation"].items():
            table.add_row(name, with_ends(one), f"{one['n']:,}")
        parts.append(framed(f"What the flow's evaluation measures of {next(iter(found['engines']))}", table))
    return Group(*parts, "\n".join(verdicts(found)))


def verdicts(found: Json) -> list[str]:
    """One line a target: what is asked of the network, what was measured, met or missed; the ready engine beside."""
    if found["world"]["profile"] != "full":
        return ["not the full profile: no target is met or missed by this"]
    lines = []
    for name, engine in found["engines"].items():
        at = {one["decibels"]: one["measures"] for one in engine["noisy"]}
        plain, noisy = at[None], at.get(_ASKED)
        told = [ORDERS.verdict_of(plain["wer"]), MEANT.verdict_of(plain["order_accuracy"])]
        if noisy is not None:
            told.append(NOISY_ORDERS.verdict_of(noisy["wer"]))
            rates = [one["wer"]["value"] for one in (plain, noisy)]
            told += [multiple(TIMES, *rates)] if None not in rates else []
        lines += [f"{name}: {line}" for line in told]
        if name == OURS and found["threads"] == THREADS:
            lines.append(f"{name}: {FIT.verdict(engine['costs']['train']['seconds'])}")
    if found["threads"] != THREADS:
        lines.append(f"on {found['threads']} threads: no target of training time is met or missed by this")
    return lines


def _bands(title: str, truth: Json) -> Group:
    table = plain_table(["orders", "recordings", *HEADS.values()])
    for what, bands in truth["bands"].items():
        for one in bands:
            table.add_row(f"{what}: {one['name']}", f"{one['recordings']:,}", *_cells(one["measures"]))
    return framed(f"{title}: {truth['recordings']:,} recordings of the test", table, "95 % intervals, over speakers")


def _noisy(engine: str, ratios: list[Json]) -> Group:
    table = plain_table(["speech over noise", "recordings", *HEADS.values()])
    for one in ratios:
        name = "clean" if one["decibels"] is None else f"{one['decibels']:g} dB"
        table.add_row(name, f"{one['recordings']:,}", *_cells(one["measures"]))
    return framed(f"Voices never heard, in noises never heard, {engine}", table, "the same recordings in each row")


def _cells(measures: Json) -> list[str]:
    return [with_ends(measures[name]) for name in NAMES]
