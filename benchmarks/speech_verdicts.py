"""The targets of speech recognition on public recordings, each with what was reached."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.search_targets import Target
from benchmarks.speech_plans import LEFT_OUT, NEVER_HEARD, THREE_WORDS
from benchmarks.speech_process import OURS
from benchmarks.speech_targets import COMMANDS, DIGITS, ENROLLED, FIT, THREADS, TIMES, WORDS

Json = dict[str, Any]

QUALITY: Final = {
    ("fsdd", LEFT_OUT): DIGITS,
    ("dspspeech20", NEVER_HEARD): WORDS,
    ("speech-commands-subset", THREE_WORDS): COMMANDS,
}
_SECONDS: Final = 10.0
_ENROLLED: Final = (("fsdd", LEFT_OUT),)


def verdicts(found: Json) -> list[str]:
    """One line a target: what is asked, what was measured, met or missed."""
    if found["profile"] != "full":
        return ["not the full profile: no target is met or missed by this"]
    lines = []
    for name, part in found["parts"].items():
        if len(part["folds"]) < part["asked_folds"]:
            lines.append(f"{name}: not all folds, no target is met or missed by this")
            continue
        lines += [f"{name}: {line}" for line in _of_part((found["source"], name), part, found["threads"])]
    return lines or ["no target is asked of this"]


def _of_part(key: tuple[str, str], part: Json, threads: int) -> list[str]:
    ours, lines = part["methods"][OURS], []
    if key in QUALITY:
        lines.append(QUALITY[key].verdict_of(ours["accuracy"]))
        lines += [f"recordings right, above {name}: {_ahead(one['accuracy'])}" for name, one in part["ahead"].items()]
    else:
        lines.append("reported: no target of quality is asked of this")
    if key in _ENROLLED:
        told = [one for one in part["enrolment"] if one["seconds"] == _SECONDS and one["told"]]
        lines += [ENROLLED.verdict_of(one["measures"]["removed"]) for one in told] or [ENROLLED.verdict(None)]
    lines += of_noise(part["evaluation"])
    seconds = [fold["costs"]["train"]["seconds"] for fold in part["folds"]]
    if threads != THREADS:
        return [*lines, f"on {threads} threads: no target of training time is met or missed by this"]
    return [*lines, FIT.verdict(max((one for one in seconds if one is not None), default=None))]


def of_noise(evaluation: Json) -> list[str]:
    """What 5 dB of noise do, where the flow's evaluation asked."""
    clean, noisy = (evaluation.get(name, {}).get("value") for name in ("wer_clean", "wer_at_5_db"))
    if clean is None or noisy is None:
        return []
    return [multiple(TIMES, clean, noisy)]


def multiple(target: Target, clean: float, noisy: float) -> str:
    """A verdict on a rate as a multiple of the clean one."""
    if clean == 0:
        return f"{target}: {noisy:.4g} where the clean one is 0, {'met' if noisy == 0 else 'MISSED'}"
    return target.verdict(noisy / clean)


def _ahead(one: Json) -> str:
    if one["gain"] is None:
        return "not measured, MISSED"
    ends = "" if one["low"] is None else f" ({one['low']:+.3f} to {one['high']:+.3f})"
    return f"{one['gain']:+.3f}{ends}, {'met' if one['gain'] > 0 else 'MISSED'}"
