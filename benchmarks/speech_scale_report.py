"""What speech recognition costs as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table
from benchmarks.speech_targets import FIT, LATE, LATENCY, REAL_TIME, THREADS

Json = dict[str, Any]

OURS: Final = "ctc"
_SPEED: Final = {
    "computing a second of sound": "factor",
    "request p50 ms": "p50_ms",
    "p99 ms": "p99_ms",
    "loaded MB": "loaded_mb",
    "peak MB": "peak_mb",
}
_STREAMS: Final = {
    "right": "right",
    "words": "words",
    "delay p50 ms": "delay_p50_ms",
    "p99 ms": "delay_p99_ms",
    "last word p50 ms": "last_p50_ms",
    "last word p99 ms": "last_p99_ms",
    "chunk p50 ms": "chunk_p50_ms",
    "chunk p99 ms": "chunk_p99_ms",
    "computing a second of sound": "factor",
}


def shown(found: Json) -> Group:
    """Training by hours of sound, requests, streams and threads; then the verdicts.

    Args:
        found: As `speech_scale.measured` gives it.
    """
    fits = plain_table(["engine", "scale", "hours", "utterances", "training s", "peak MB", "bundle MB"])
    speed = plain_table(["engine", "scale", "recordings", *_SPEED])
    streams = plain_table(["engine", "scale", "recordings", *_STREAMS])
    counts = [one["threads"] for one in found["sizes"][0]["together"]["threads"]]
    together = plain_table(["engine", "scale", *(f"{count} threads" for count in counts)])
    for one in found["sizes"]:
        name = (one["engine"], f"{one['scale']:g}")
        train = one["costs"]["train"]
        costs = (train["seconds"], train["children_peak_mb"], one["bundle_mb"])
        fits.add_row(*name, f"{one['hours']:.2f}", f"{one['utterances']:,}", *map(_number, costs))
        speed.add_row(
            *name, f"{one['speed']['recordings']:,}", *(_number(one["speed"][key]) for key in _SPEED.values())
        )
        cells = (_number(one["streams"][key]) for key in _STREAMS.values())
        streams.add_row(*name, f"{one['streams']['recordings']:,}", *cells)
        together.add_row(*name, *(_number(each["heard"]) for each in one["together"]["threads"]))
    parts = [
        framed(f"Training, {found['threads']} threads", fits, "how much it is shown is a setting; see the page"),
        framed("Requests, one after another on one core", speed),
        framed("Streams on one core, in chunks", streams, "from the end of a word until it is shown to stay"),
        framed("Seconds of sound in each second, by threads that ask one model", together),
    ]
    return Group(*parts, "\n".join(verdicts(found)))


def verdicts(found: Json) -> list[str]:
    """One line a target: what is asked, what was measured, met or missed."""
    if found["profile"] != "full":
        return ["not the full profile: no target is met or missed by this"]
    lines = []
    for one in (one for one in found["sizes"] if one["engine"] == OURS):
        told = [
            REAL_TIME.verdict(one["speed"]["factor"]),
            LATENCY.verdict(one["streams"]["delay_p50_ms"]),
            LATE.verdict(one["streams"]["delay_p99_ms"]),
        ]
        told += [FIT.verdict(one["costs"]["train"]["seconds"])] if found["threads"] == THREADS else []
        lines += [f"scale {one['scale']:g}: {line}" for line in told]
    if found["threads"] != THREADS:
        lines.append(f"on {found['threads']} threads: no target of training time is met or missed by this")
    return lines


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1_000 else f"{value:,.0f}"
