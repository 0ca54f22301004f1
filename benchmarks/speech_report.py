"""What was measured of speech recognition on public recordings as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends
from benchmarks.speech_process import OURS
from benchmarks.speech_targets import PUBLISHED
from benchmarks.speech_verdicts import verdicts

Json = dict[str, Any]

QUALITY: Final = {"accuracy": "recordings right", "wer": "word error rate", "answered": "answered"}
_BY: Final = ("speaker", "kind", "accent")


def shown(found: Json) -> Group:
    """Tables of quality by part, speaker and kind, of enrolment, of challenges and of costs; then the verdicts.

    Args:
        found: What `speech_recognition.measured` returns.
    """
    parts: list[Any] = []
    for name, part in found["parts"].items():
        title = f"{found['source']}, {name}: {part['rows']:,} recordings of {part['speakers']} speakers"
        parts += [_methods(title, part), *_by(part), *_enrolments(part), *_evaluated(part), _costs(part)]
    return Group(*parts, "\n".join([*PUBLISHED, *verdicts(found)]))


def _methods(title: str, part: Json) -> Group:
    table = plain_table(
        ["", *QUALITY.values(), "ours less theirs, recordings right", "ours less theirs, word error rate"]
    )
    for name in sorted(part["methods"], key=lambda one: one != OURS):
        ahead = part["ahead"].get(name, {})
        cells = (with_ends(part["methods"][name][one]) for one in QUALITY)
        table.add_row(name, *cells, *(_gain(ahead.get(one)) for one in ("accuracy", "wer")))
    left_out = sorted({word for fold in part["folds"] for peer in fold["peers"].values() for word in peer["left_out"]})
    told = f"; of no pronunciation in PocketSphinx's dictionary: {', '.join(left_out)}" if left_out else ""
    return framed(title, table, f"95 % intervals; by the words that were heard, refused or not{told}")


def _by(part: Json) -> list[Group]:
    found = []
    for column in _BY:
        every = {name: by[column] for name, by in part["by"].items() if by[column]}
        if not every or OURS not in every:
            continue
        others = [name for name in every if name != OURS]
        table = plain_table([column, "recordings", "right", "word error rate", *(f"{one}: right" for one in others)])
        for value, one in every[OURS].items():
            beside = (with_ends(every[name][value]["accuracy"]) for name in others)
            cells = (with_ends(one[name]) for name in ("accuracy", "wer"))
            table.add_row(value, f"{one['recordings']:,}", *cells, *beside)
        found.append(framed(f"By {column}", table))
    return found


def _enrolments(part: Json) -> list[Group]:
    if not part["enrolment"]:
        return []
    table = plain_table(["enrolment", "recordings", "wrong without", "wrong with it", "share of errors removed"])
    for one in part["enrolment"]:
        how = "what is said is told" if one["told"] else "what is said is not told"
        cells = (with_ends(one["measures"][name]) for name in ("error_before", "error_after", "removed"))
        table.add_row(f"{one['seconds']:g} s, {how}", f"{one['rows']:,}", *cells)
    return [framed("Enrolment by other recordings of the same speaker", table, "paired, on the same recordings")]


def _evaluated(part: Json) -> list[Group]:
    if not part["evaluation"]:
        return []
    table = plain_table(["measure", "value", "n"])
    for name, one in part["evaluation"].items():
        table.add_row(name, with_ends(one), f"{one['n']:,}")
    return [framed("What the flow's evaluation measures", table)]


def _costs(part: Json) -> Group:
    seconds = [fold["costs"]["train"]["seconds"] for fold in part["folds"]]
    told = ", ".join("-" if one is None else f"{one:,.0f}" for one in seconds)
    fits: dict[str, float] = {}
    for fold in part["folds"]:
        for name, peer in fold["peers"].items():
            fits[name] = fits.get(name, 0.0) + peer["fit_seconds"]
    others = ", ".join(f"{name} {one:.1f} s" for name, one in fits.items())
    size = ", ".join(f"{fold['bundle_mb']:.2f}" for fold in part["folds"])
    factor = ", ".join(f"{fold['factor']:.3f}" for fold in part["folds"])
    return Group(
        costs_of_steps(part["folds"][0]["costs"]),
        f"training of each fold: {told} s; bundles: {size} MB; computing a second of sound: {factor} s; "
        f"fitting of the others: {others or 'none'}",
        "",
    )


def _gain(one: Json | None) -> str:
    if one is None or one["gain"] is None:
        return ""
    ends = "" if one["low"] is None else f" ({one['low']:+.3f} to {one['high']:+.3f})"
    return f"{one['gain']:+.3f}{ends}"
